"""One outbox row performed through the channel: on which of its messages, and what came of it."""

import logging
from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from bot.clock import Clock
from bot.outcome import Done, Later, Outcome, Refused
from bot.telegram_channel import TelegramChannel
from bot.tries import above, is_hopeless, left_beside_row
from storage import outbox
from storage.connection import AsyncConnection
from storage.database import Database
from storage.errors import SealBroken, TransientStorageError
from storage.outbox import OutboxRow
from storage.vault import Vault

log = logging.getLogger("meldmaatje.delivery")

TRIES_OF_WHAT_MAY_PASS = 6
_MESSAGES_REMEMBERED = 20_000


@dataclass(frozen=True)
class Result:
    """What came of a row."""

    row: OutboxRow
    outcome: Outcome


class RowSender:
    """Remembers which messages this run sent, and how often something nobody thought of went wrong with a row."""

    def __init__(self, database: Database, vault: Vault, channel: TelegramChannel, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._channel = channel
        self._clock = clock
        self._messages: OrderedDict[int, int] = OrderedDict()
        self._went_wrong: Counter[int] = Counter()

    async def send(self, row: OutboxRow, sent_before: list[Result]) -> Outcome:
        """Perform the row; `sent_before` came of the rows before it in its chat that are not marked yet."""
        try:
            target = self._target(row)
            erasable = await self._erasable(row, sent_before)
            outcome = await self._channel.perform(row, target, erasable)
        except TransientStorageError as failure:
            log.warning("row-waits %s", type(failure))
            return Later()
        except SealBroken:
            log.error("row-cannot-be-sent")
            return Refused()
        except Exception as failure:
            # What nobody thought of is no refusal: it may pass, as an answer in a form of its own does.
            log.error("row-went-wrong %s", type(failure))
            return Later() if self._may_try_again(row) else Refused()
        if isinstance(outcome, Refused) and not outcome.unreachable and row.payload.get("kept"):
            return Later() if self._may_try_again(row) else outcome
        if isinstance(outcome, Later) and is_hopeless(row, outcome):
            log.error("upload-given-up")
            return Refused()
        if isinstance(outcome, Done) and outcome.message is not None:
            self._remember(row.id, outcome.message)
        return outcome

    def forget(self, row: OutboxRow) -> None:
        """The row will not be performed again."""
        self._went_wrong.pop(row.id, None)

    def unknown_targets(self, rows: Iterable[OutboxRow]) -> dict[int, bytes]:
        """The rows whose messages `rows` are to change and that this run has not sent, with their chats."""
        targets = {row.target_row: row.chat for row in rows if row.target_row is not None}
        return {target: chat for target, chat in targets.items() if target not in self._messages}

    def remember(self, messages: dict[int, int]) -> None:
        """The channel's ids of what an earlier run sent, by row."""
        for row_id, message in messages.items():
            self._remember(row_id, message)

    def _may_try_again(self, row: OutboxRow) -> bool:
        """Whether this row, of which something went wrong that may pass, is tried once more."""
        self._went_wrong[row.id] += 1
        return self._went_wrong[row.id] < TRIES_OF_WHAT_MAY_PASS

    def _target(self, row: OutboxRow) -> int | None:
        """The channel's id of the message that the row changes. What it changes was sent before it in its chat."""
        given: int | None = row.payload.get("id")
        return self._messages.get(row.target_row) if given is None and row.target_row is not None else given

    async def _erasable(self, row: OutboxRow, sent_before: list[Result]) -> list[int]:
        """All that may stand in the chat: also what this run sent and has not marked yet."""
        if row.payload["do"] != "erase_chat":
            return []
        if row.target_row is not None:
            target = self._target(row)
            return [] if target is None else list(above(target))
        since = self._clock.now() - timedelta(hours=48)
        async with self._database.reading() as connection:
            in_rows = await outbox.messages_in_chat(connection, self._vault, row.chat, since)
        just_sent = (one.outcome.message for one in sent_before if isinstance(one.outcome, Done))
        beside = chain.from_iterable(left_beside_row(one.row, one.outcome) for one in sent_before)
        return [*in_rows, *(message for message in just_sent if message is not None), *beside]

    def _remember(self, row_id: int, message: int) -> None:
        self._messages[row_id] = message
        if len(self._messages) > _MESSAGES_REMEMBERED:
            self._messages.popitem(last=False)


async def messages_of(connection: AsyncConnection, targets: dict[int, bytes]) -> dict[int, int]:
    """The channel's ids of what these rows sent, each in the chat that is named with it."""
    found = await outbox.messages_of_rows(connection, targets)
    return {row: message for row, (chat, message) in found.items() if message is not None and chat == targets[row]}
