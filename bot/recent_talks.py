"""The conversations that were written last, as the database has them: a tap need not wait until they are read again.

What is remembered is only gone on with: the transaction that writes what came of it asks the database whether it is
still so, and keeps nothing when it is not. Only rows sealed with a key of their own are held, without that key, of
which the same transaction asks too whether it is still there (`KeyStore.expect`): nothing comes of a row whose key was
erased.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage.conversations import ConversationRow

MOST_CHATS = 1000
MOST_UPDATES = 10_000
REMEMBERED = timedelta(minutes=15)


@dataclass
class RecentTalks:
    """Rows by chat, with when each was written (UTC), and the updates that were handled; the oldest first."""

    _by_chat: OrderedDict[bytes, tuple[datetime, ConversationRow]] = field(default_factory=OrderedDict)
    _handled: OrderedDict[int, None] = field(default_factory=OrderedDict)

    def take(self, chats: Iterable[bytes], now: datetime) -> dict[bytes, ConversationRow]:
        """The rows of those of these chats that are remembered. They are forgotten until they are remembered again,
        so that whoever fails with them reads them the next time."""
        self._forget_old(now)
        taken = ((chat, self._by_chat.pop(chat, None)) for chat in chats)
        return {chat: held[1] for chat, held in taken if held is not None}

    def are_new(self, updates: Collection[int]) -> bool:
        """Whether none of these updates is known to be handled. What comes twice is not even thought through twice."""
        return self._handled.keys().isdisjoint(updates)

    def remember(self, rows: Iterable[ConversationRow], updates: Iterable[int], now: datetime) -> None:
        """These rows were just committed, and these updates are handled."""
        for row in rows:
            if row.key_id is not None:
                self._by_chat[row.chat] = (now, row)
                self._by_chat.move_to_end(row.chat)
        self._handled.update(dict.fromkeys(updates))
        self._forget_old(now)

    def _forget_old(self, now: datetime) -> None:
        while len(self._handled) > MOST_UPDATES:
            self._handled.popitem(last=False)
        while self._by_chat:
            written, row = next(iter(self._by_chat.values()))
            if now - written < REMEMBERED and len(self._by_chat) <= MOST_CHATS:
                return
            del self._by_chat[row.chat]
