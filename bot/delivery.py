"""The outbox reaches people: in order within a chat, at the allowed pace, at least once.

A row is claimed in one transaction, sent, and marked in the next; marks and claims of all chats share their
transactions. The pace is kept before claiming, so that no lease runs while a row waits for its turn.
"""

import asyncio
import logging
from collections import Counter, OrderedDict, deque
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from itertools import chain, takewhile

from bot.batch import Batch
from bot.clock import Clock
from bot.marking import Mark, mark, mark_plainly
from bot.outcome import Done, Later, Outcome, Refused, Untouched
from bot.pace import Pace
from bot.telegram_channel import TelegramChannel
from bot.tries import MAKES_MESSAGE, above, is_hopeless, left_beside_row, patience
from storage import claims, outbox
from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.database import Database
from storage.errors import SealBroken, TransientStorageError
from storage.outbox import OutboxRow
from storage.vault import Vault

log = logging.getLogger("meldmaatje.delivery")

AT_ONCE = 256
ROWS_OF_A_CHAT = 8
_LONGEST_SLEEP_SECONDS = 60.0
TRIES_OF_WHAT_MAY_PASS = 6
TIMES_DONE_UNMARKED = 3
"""How often this run does again what it cannot mark as done: each time may be one more message."""
_MESSAGES_REMEMBERED = 20_000


@dataclass(frozen=True)
class _Claims:
    """The ids of the rows that are ours to send now, and of those that somebody took away meanwhile."""

    claimed: set[int]
    gone: set[int]


_Claimed = tuple[_Claims, dict[int, int], list[Batch]]
"""The rows that are claimed, the messages that earlier runs sent for their target rows, and what else was made."""

WhenMarked = Callable[[AsyncConnection, OutboxRow, Done | Refused], Awaitable[Batch | None]]


@dataclass
class _Chat:
    """The rows of one chat that are not done. `ready_at` is on the loop's own clock; `must_wait`: the channel asked
    for it."""

    rows: deque[OutboxRow] = field(default_factory=deque)
    busy: bool = False
    ready_at: float = 0.0
    must_wait: bool = False


@dataclass(frozen=True)
class _Result:
    row: OutboxRow
    outcome: Outcome


class Delivery:
    """Sends what stands in the outbox. `when_marked` runs in the transaction that marks a row as refused, or as done
    when it showed a report for the first time; what it makes is handed to `committed` after the commit."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        channel: TelegramChannel,
        clock: Clock,
        pace: Pace,
        when_marked: WhenMarked,
        committed: Callable[[Batch], None],
    ) -> None:
        self._database = database
        self._vault = vault
        self._channel = channel
        self._clock = clock
        self._pace = pace
        self._when_marked = when_marked
        self._committed = committed
        self._chats: dict[bytes, _Chat] = {}
        self._results: list[_Result] = []
        self._messages: OrderedDict[int, int] = OrderedDict()
        self._not_passed_on: set[int] = set()
        self._went_wrong: Counter[int] = Counter()
        self._not_marked: Counter[int] = Counter()
        self._wake = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()

    async def resume(self) -> None:
        """Take up what an earlier run left undone; call it once, before `run`."""
        await self._database.write(claims.release_claims)
        await self._database.write(partial(outbox.forget_unreadable_rows, vault=self._vault))
        async with self._database.reading() as connection:
            self.add(await outbox.waiting_rows(connection, self._vault))

    def add(self, rows: Iterable[OutboxRow]) -> None:
        """Rows that were just committed."""
        for row in rows:
            chat = self._chats.setdefault(row.chat, _Chat())
            chat.rows.append(row)
            if row.payload["do"] == "erase_chat" and not chat.must_wait:
                # The quick exit: what failed before it does not keep it waiting, unless the channel asked for that.
                chat.ready_at = 0.0
        self._wake.set()

    def take_back(self, row_ids: Collection[int]) -> None:
        """Rows that were just withdrawn: those that wait are forgotten, one under way is not tried again."""
        for key, chat in list(self._chats.items()):
            chat.rows = deque(row for row in chat.rows if row.id not in row_ids)
            if not chat.rows and not chat.busy:
                del self._chats[key]

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        return not self._chats and not self._results

    async def run(self) -> None:
        """Send until cancelled."""
        try:
            while True:
                await self._wait_for_work()
                await self._cycle()
        finally:
            for task in self._sending:
                task.cancel()

    async def _wait_for_work(self) -> None:
        self._wake.clear()
        if self._results or self._next_ready() <= 0:
            await asyncio.sleep(0)
            return
        self._pace.forget_quiet_chats()
        # Not wait_for: before Python 3.12 it can lose a cancellation, and then the program never stops.
        with suppress(TimeoutError):
            async with asyncio.timeout(min(self._next_ready(), _LONGEST_SLEEP_SECONDS)):
                await self._wake.wait()

    def _next_ready(self) -> float:
        now = asyncio.get_running_loop().time()
        waits = [
            max(chat.ready_at - now, self._pace.wait(key) if self._makes_message(chat) else 0.0)
            for key, chat in self._chats.items()
            if chat.rows and not chat.busy
        ]
        return min(waits, default=_LONGEST_SLEEP_SECONDS)

    async def _cycle(self) -> None:
        chosen = self._choose()
        results, self._results = self._results, []
        if not chosen and not results:
            await asyncio.sleep(0.005)
            return
        try:
            found, messages, batches = await self._database.write(self._marking_and_claiming(results, chosen))
        except Exception as failure:
            # Whatever went wrong, the rows must not be lost from memory.
            await self._after_failure(failure, results, chosen)
            return
        self._marked(results)
        for row_id, message in messages.items():
            self._remember(row_id, message)
        for key, rows in chosen.items():
            self._start(key, rows, found)
        for batch in batches:
            self._committed(batch)

    def _marked(self, results: list[_Result]) -> None:
        for result in results:
            self._settle(result)
        self._let_go({result.row.chat for result in results})

    def _marking_and_claiming(
        self, results: list[_Result], chosen: dict[bytes, list[OutboxRow]]
    ) -> Callable[[AsyncConnection], Awaitable[_Claimed]]:
        ids = [row.id for rows in chosen.values() for row in rows]
        targets = self._unknown_targets(chosen)

        async def job(connection: AsyncConnection) -> _Claimed:
            changes = Changes()
            for result in results:
                mark(changes, self._vault, result.row, result.outcome, self._clock.now())
            await changes.flush(connection)
            passed_on = [one for one in results if one.row.id not in self._not_passed_on]
            batches = [await self._follow(connection, one) for one in passed_on]
            found = await self._claim(connection, ids)
            messages = await _messages_of(connection, targets) if targets else {}
            return found, messages, [batch for batch in batches if batch is not None]

        return job

    async def _follow(self, connection: AsyncConnection, result: _Result) -> Batch | None:
        match result.outcome:
            case Refused() as refused:
                return await self._when_marked(connection, result.row, refused)
            case Done() as done if result.row.payload.get("first_read"):
                return await self._when_marked(connection, result.row, done)
        return None

    async def _claim(self, connection: AsyncConnection, ids: list[int]) -> _Claims:
        claimed = await claims.claim_rows(connection, ids, self._clock.now()) if ids else set()
        missed = [row_id for row_id in ids if row_id not in claimed]
        left = await claims.rows_left(connection, missed) if missed else set()
        return _Claims(claimed, gone=set(missed) - left)

    def _unknown_targets(self, chosen: dict[bytes, list[OutboxRow]]) -> dict[int, bytes]:
        """The rows whose messages are to be changed and that this run has not sent, with their chats."""
        return {
            row.target_row: key
            for key, rows in chosen.items()
            for row in rows
            if row.target_row is not None and row.target_row not in self._messages
        }

    async def _after_failure(
        self, failure: Exception, results: list[_Result], chosen: dict[bytes, list[OutboxRow]]
    ) -> None:
        log.warning("outbox-not-written %s", type(failure))
        for key in chosen:
            self._chats[key].busy = False
        if isinstance(failure, TransientStorageError):
            self._results[:0] = results
        else:
            for key in {one.row.chat for one in results}:
                await self._mark_alone(key, [one for one in results if one.row.chat == key])
        await asyncio.sleep(0.5)

    async def _mark_alone(self, key: bytes, results: list[_Result]) -> None:
        """Mark the rows of one chat, so that a fault in one chat holds up no other."""
        ended = {one.row.id for one in results if isinstance(one.outcome, Done | Refused)}
        try:
            _, _, batches = await self._database.write(self._marking_and_claiming(results, {}))
        except TransientStorageError:
            self._results.extend(results)
        except Exception as failure:
            log.error("chat-not-marked %s", type(failure))
            if ended - self._not_passed_on:
                # Marked without what follows: a case that cannot be passed on now is moved by its due row.
                self._not_passed_on |= ended
                self._results.extend(results)
            else:
                await self._mark_one_by_one(key, results)
        else:
            self._marked(results)
            for batch in batches:
                self._committed(batch)

    async def _mark_one_by_one(self, key: bytes, results: list[_Result]) -> None:
        """Mark what can be marked of one chat, each as far as it can be."""
        left: list[_Result] = []
        for place, result in enumerate(results):
            try:
                is_marked = await self._is_marked(result, mark) or await self._is_marked(result, mark_plainly)
            except TransientStorageError:
                self._results.extend([*left, *results[place:]])
                return
            if is_marked:
                self._settle(result)
            else:
                left.append(result)
        done_again = [result for result in left if self._is_done_again(result)]
        if done_again:
            self._leave_until_the_lease_ends(key)
        else:
            self._let_go({key})

    async def _is_marked(self, result: _Result, mark_it: Mark) -> bool:
        async def job(connection: AsyncConnection) -> None:
            changes = Changes()
            mark_it(changes, self._vault, result.row, result.outcome, self._clock.now())
            await changes.flush(connection)

        try:
            await self._database.write(job)
        except TransientStorageError:
            raise
        except Exception as failure:
            log.error("row-not-marked %s", type(failure))
            return False
        return True

    def _is_done_again(self, result: _Result) -> bool:
        """Whether a row that cannot be marked is done once more; if not, this run leaves it alone."""
        if isinstance(result.outcome, Untouched):
            return True
        row = result.row
        self._not_marked[row.id] += 1
        if self._not_marked[row.id] < TIMES_DONE_UNMARKED:
            return True
        log.error("row-given-up")
        self.take_back({row.id})
        return False

    def _leave_until_the_lease_ends(self, key: bytes) -> None:
        """What cannot be marked stays claimed: at the end of its lease it is done again."""
        chat = self._chats[key]
        chat.busy, chat.ready_at = False, asyncio.get_running_loop().time() + claims.LEASE.total_seconds()

    def _choose(self) -> dict[bytes, list[OutboxRow]]:
        """The rows that may go now, chat by chat, within the pace; their chats are busy from here on."""
        now = asyncio.get_running_loop().time()
        chosen: dict[bytes, list[OutboxRow]] = {}
        for key, chat in self._chats.items():
            if chat.busy or not chat.rows or chat.ready_at > now or len(chosen) >= AT_ONCE:
                continue
            rows = self._within_pace(key, chat)
            if rows:
                chat.busy = True
                chosen[key] = rows
        return chosen

    def _within_pace(self, key: bytes, chat: _Chat) -> list[OutboxRow]:
        rows = []
        for row in list(chat.rows)[:ROWS_OF_A_CHAT]:
            if not self._pace.take(key, is_new_message=row.payload["do"] in MAKES_MESSAGE):
                break
            rows.append(row)
        return rows

    def _makes_message(self, chat: _Chat) -> bool:
        return bool(chat.rows) and chat.rows[0].payload["do"] in MAKES_MESSAGE

    def _start(self, key: bytes, rows: list[OutboxRow], found: _Claims) -> None:
        chat = self._chats[key]
        chat.rows = deque(row for row in chat.rows if row.id not in found.gone)
        there = [row for row in rows if row.id not in found.gone]
        ours = list(takewhile(lambda row: row.id in found.claimed, there))
        if not ours:
            self._let_go({key})
            if there:
                log.error("row-not-free")
                chat.ready_at = asyncio.get_running_loop().time() + claims.LEASE.total_seconds()
            return
        task = asyncio.create_task(self._send_in_order(ours))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send_in_order(self, rows: list[OutboxRow]) -> None:
        """Send these rows; when one must be tried later, those behind it wait too."""
        results: list[_Result] = []
        must_wait = False
        for row in rows:
            left_alone = must_wait or self._is_taken_back(row)
            outcome = Untouched() if left_alone else await self._send(row, results)
            must_wait = must_wait or isinstance(outcome, Later)
            results.append(_Result(row, outcome))
        self._results.extend(results)
        self._wake.set()

    def _is_taken_back(self, row: OutboxRow) -> bool:
        return all(one.id != row.id for one in self._chats[row.chat].rows)

    async def _send(self, row: OutboxRow, sent_before: list[_Result]) -> Outcome:
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

    def _may_try_again(self, row: OutboxRow) -> bool:
        """Whether this row, of which something went wrong that may pass, is tried once more."""
        self._went_wrong[row.id] += 1
        return self._went_wrong[row.id] < TRIES_OF_WHAT_MAY_PASS

    def _target(self, row: OutboxRow) -> int | None:
        """The channel's id of the message that the row changes. What it changes was sent before it in its chat."""
        given: int | None = row.payload.get("id")
        return self._messages.get(row.target_row) if given is None and row.target_row is not None else given

    async def _erasable(self, row: OutboxRow, sent_before: list[_Result]) -> list[int]:
        """All that may stand in the chat: also what this run sent and has not marked yet."""
        if row.payload["do"] != "erase_chat":
            return []
        if row.target_row is not None:
            target = self._target(row)
            return [] if target is None else list(above(target))
        now = self._clock.now()
        async with self._database.reading() as connection:
            since = now - timedelta(hours=48)
            in_rows = await outbox.messages_in_chat(connection, self._vault, row.chat, since)
        just_sent = (one.outcome.message for one in sent_before if isinstance(one.outcome, Done))
        beside = chain.from_iterable(left_beside_row(one.row, one.outcome) for one in sent_before)
        return [*in_rows, *(message for message in just_sent if message is not None), *beside]

    def _remember(self, row_id: int, message: int) -> None:
        self._messages[row_id] = message
        if len(self._messages) > _MESSAGES_REMEMBERED:
            self._messages.popitem(last=False)

    def _settle(self, result: _Result) -> None:
        """After the mark is committed: the chat's queue follows what happened."""
        chat = self._chats[result.row.chat]
        if isinstance(result.outcome, Untouched):
            return
        place = next((place for place, one in enumerate(chat.rows) if one.id == result.row.id), None)
        if isinstance(result.outcome, Later):
            if place is None and result.outcome.after is None:
                # It was taken back meanwhile, so that its next try keeps nothing waiting.
                return
            wait = patience(result.outcome, result.row.attempts)
            chat.ready_at = asyncio.get_running_loop().time() + wait
            chat.must_wait = result.outcome.after is not None
            if place is not None:
                chat.rows[place] = replace(result.row, attempts=result.row.attempts + 1)
            return
        self._went_wrong.pop(result.row.id, None)
        self._not_marked.pop(result.row.id, None)
        if place is not None:
            del chat.rows[place]

    def _let_go(self, keys: set[bytes]) -> None:
        """These chats' rows are marked: the next of their rows may go."""
        for key in keys:
            self._chats[key].busy = False
            if not self._chats[key].rows:
                del self._chats[key]


async def _messages_of(connection: AsyncConnection, targets: dict[int, bytes]) -> dict[int, int]:
    found = await outbox.messages_of_rows(connection, targets)
    return {row: message for row, (chat, message) in found.items() if message is not None and chat == targets[row]}
