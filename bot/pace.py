"""How fast the bot may speak: so many rows a second in all, and new messages one a second in one chat."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class Pace:
    """Allows `per_second` rows in all and `per_chat` new messages a second in a chat, after a short burst.

    The Bot API allows about 30 messages a second and 1 a second in a chat, short bursts aside.
    `monotonic` answers seconds that never run back.
    """

    def __init__(
        self,
        monotonic: Callable[[], float],
        per_second: float = 30.0,
        per_chat: float = 1.0,
        chat_burst: float = 3.0,
    ) -> None:
        self._monotonic = monotonic
        self._per_second = per_second
        self._per_chat = per_chat
        self._chat_burst = chat_burst
        self._all = _Bucket(per_second, monotonic())
        self._chats: dict[bytes, _Bucket] = {}

    def take(self, chat: bytes, *, is_new_message: bool) -> bool:
        """Whether one row may go out in this chat now; if so it is counted."""
        now = self._monotonic()
        self._fill(self._all, now, self._per_second, self._per_second)
        bucket = self._chats.setdefault(chat, _Bucket(self._chat_burst, now))
        self._fill(bucket, now, self._per_chat, self._chat_burst)
        if self._all.tokens < 1 or (is_new_message and bucket.tokens < 1):
            return False
        self._all.tokens -= 1
        if is_new_message:
            bucket.tokens -= 1
        return True

    def wait(self, chat: bytes) -> float:
        """Seconds until a row may go out in this chat."""
        in_chat = 0.0 if (bucket := self._chats.get(chat)) is None else self._until_one(bucket, self._per_chat)
        return max(in_chat, self._until_one(self._all, self._per_second))

    def _until_one(self, bucket: _Bucket, rate: float) -> float:
        return max(0.0, (1 - bucket.tokens) / rate - (self._monotonic() - bucket.filled_at))

    def forget_quiet_chats(self) -> None:
        """Let go of the chats that are at rest; their allowance is full."""
        now = self._monotonic()
        full_after = self._chat_burst / self._per_chat
        self._chats = {chat: b for chat, b in self._chats.items() if now - b.filled_at < full_after}

    @property
    def remembered(self) -> int:
        """How many chats have not their full allowance, as far as was looked."""
        return len(self._chats)

    def _fill(self, bucket: _Bucket, now: float, rate: float, most: float) -> None:
        bucket.tokens = min(most, bucket.tokens + (now - bucket.filled_at) * rate)
        bucket.filled_at = now
