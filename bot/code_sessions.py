"""Reports that are open in a chat because somebody typed their code. Held in memory only, for a quarter of an hour.

A row would link the chat to the report (design 4.8). After a restart the code is asked for again.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

SESSION_KEPT = timedelta(minutes=15)


@dataclass
class CodeSessions:
    """Which report a chat has opened; instants are UTC."""

    _open: dict[bytes, tuple[bytes, datetime]] = field(default_factory=dict)

    def open(self, chat: bytes, report_id: bytes, now: datetime) -> None:
        self._forget_old(now)
        self._open[chat] = (report_id, now + SESSION_KEPT)

    def report_in(self, chat: bytes, now: datetime) -> bytes | None:
        """The report that is open in this chat, and a quarter of an hour more to use it; None when there is none."""
        self._forget_old(now)
        if chat not in self._open:
            return None
        report_id, _ = self._open[chat]
        self._open[chat] = (report_id, now + SESSION_KEPT)
        return report_id

    def close(self, chat: bytes) -> None:
        self._open.pop(chat, None)

    def _forget_old(self, now: datetime) -> None:
        self._open = {chat: held for chat, held in self._open.items() if held[1] > now}
