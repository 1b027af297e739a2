"""What stands on a screen and in no row: the channel's message ids that only the quick exit needs.

A row would link the chat to what it sent (design 4.8). Held in memory only, for the 48 hours in which the channel lets
a message be taken away; after a restart these messages stay until their owner takes them away.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

TAKEN_AWAY_WITHIN = timedelta(hours=48)
_MOST = 50_000


@dataclass
class Screens:
    """Message ids by chat; instants are UTC."""

    _seen: deque[tuple[datetime, bytes, Sequence[int]]] = field(default_factory=lambda: deque(maxlen=_MOST))

    def remember(self, chat: bytes, messages: Sequence[int], now: datetime) -> None:
        """These messages stand, or may stand, in this chat, and no row will say so."""
        if messages:
            self._forget_old(now)
            self._seen.append((now, chat, messages))

    def messages_in(self, chat: bytes, now: datetime) -> list[int]:
        """The messages in this chat that can still be taken away."""
        self._forget_old(now)
        return [message for _, owner, messages in self._seen if owner == chat for message in messages]

    def _forget_old(self, now: datetime) -> None:
        while self._seen and self._seen[0][0] + TAKEN_AWAY_WITHIN <= now:
            self._seen.popleft()
