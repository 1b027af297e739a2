"""What is still to be done in each chat, in order: which rows may go now, within the pace, and when the next may."""

import asyncio
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from bot.outcome import Later, Outcome, Untouched
from bot.pace import Pace
from bot.tries import MAKES_MESSAGE, patience
from storage.outbox import OutboxRow

AT_ONCE = 256
ROWS_OF_A_CHAT = 8


@dataclass
class _Chat:
    """The rows of one chat that are not done. `ready_at` is on the loop's own clock; `must_wait`: the channel asked
    for it."""

    rows: deque[OutboxRow] = field(default_factory=deque)
    busy: bool = False
    ready_at: float = 0.0
    must_wait: bool = False

    @property
    def makes_message(self) -> bool:
        return self.rows[0].payload["do"] in MAKES_MESSAGE


class ChatQueues:
    """A chat is busy from when its rows are chosen until it is let go."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._chats: dict[bytes, _Chat] = {}

    @property
    def is_empty(self) -> bool:
        return not self._chats

    def holds(self, row: OutboxRow) -> bool:
        """Whether the row is still to be done: it was not taken back."""
        return any(one.id == row.id for one in self._chats[row.chat].rows)

    def add(self, rows: Iterable[OutboxRow]) -> None:
        """These rows come after all others of their chats."""
        for row in rows:
            chat = self._chats.setdefault(row.chat, _Chat())
            chat.rows.append(row)
            if row.payload["do"] == "erase_chat" and not chat.must_wait:
                # The quick exit: what failed before it does not keep it waiting, unless the channel asked for that.
                chat.ready_at = 0.0

    def take_back(self, row_ids: Collection[int]) -> None:
        """These rows are not to be done any more."""
        for key, chat in list(self._chats.items()):
            chat.rows = deque(row for row in chat.rows if row.id not in row_ids)
            if not chat.rows and not chat.busy:
                del self._chats[key]

    def seconds_until_ready(self, most: float) -> float:
        """Until something may go; at most `most`."""
        now = asyncio.get_running_loop().time()
        waits = [
            max(chat.ready_at - now, self._pace.wait(key) if chat.makes_message else 0.0)
            for key, chat in self._chats.items()
            if chat.rows and not chat.busy
        ]
        return min([*waits, most])

    def choose(self) -> dict[bytes, list[OutboxRow]]:
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

    def settle(self, row: OutboxRow, outcome: Outcome) -> None:
        """The queue of a busy chat follows what came of one of its rows."""
        chat = self._chats[row.chat]
        place = next((place for place, one in enumerate(chat.rows) if one.id == row.id), None)
        match outcome:
            case Untouched():
                return
            case Later(after) if place is None and after is None:
                # It was taken back meanwhile, so that its next try keeps nothing waiting.
                return
            case Later(after):
                chat.ready_at = asyncio.get_running_loop().time() + patience(outcome, row.attempts)
                chat.must_wait = after is not None
                if place is not None:
                    chat.rows[place] = replace(row, attempts=row.attempts + 1)
            case _ if place is not None:
                del chat.rows[place]

    def let_go(self, keys: Iterable[bytes], *, after: float = 0.0) -> None:
        """The next rows of these chats may go, after as many seconds if any are given."""
        for key in keys:
            chat = self._chats[key]
            chat.busy = False
            if after:
                chat.ready_at = asyncio.get_running_loop().time() + after
            if not chat.rows:
                del self._chats[key]
