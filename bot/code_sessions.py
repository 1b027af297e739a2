"""Reports that are open in a chat because somebody typed their code. Held in memory only, for a quarter of an hour.

A row would link the chat to the report (design 4.8). After a restart the code is asked for again, and where one may
have been open it is asked to which report words belong.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

SESSION_KEPT = timedelta(minutes=15)
ASKED_FOR = timedelta(hours=12)
"""How long it is asked to which report words belong, in a chat where a code was open."""


@dataclass
class CodeSessions:
    """Which report a chat has opened; instants are UTC.

    Once a session is over its report is forgotten. That there was one is remembered longer: what is typed then may
    be meant for that report, and must not go to another one without asking. What was open when the program started, at
    `started_at`, nobody knows any more: `is_first_since_start` tells of whom that has to be thought of.
    """

    started_at: datetime | None = None

    _open: dict[bytes, tuple[bytes, datetime]] = field(default_factory=dict)
    _asked_until: dict[bytes, datetime] = field(default_factory=dict)
    _heard_since_start: set[bytes] = field(default_factory=set)

    def open(self, chat: bytes, report_id: bytes, now: datetime) -> None:
        self._forget_old(now)
        self._use(chat, report_id, now)

    def report_in(self, chat: bytes, now: datetime) -> bytes | None:
        """The report that is open in this chat, and a quarter of an hour more to use it; None when there is none."""
        self._forget_old(now)
        if chat not in self._open:
            return None
        report_id, _ = self._open[chat]
        self._use(chat, report_id, now)
        return report_id

    def was_open(self, chat: bytes, now: datetime) -> bool:
        """Whether a session ended here so lately that what is typed may be meant for its report."""
        self._forget_old(now)
        return chat in self._asked_until and chat not in self._open

    def sent_unseen(self, chat: bytes, now: datetime) -> None:
        """A report that nobody may link to this chat was sent from it: what is typed next may be meant for that."""
        self._forget_old(now)
        self._asked_until[chat] = now + ASKED_FOR

    def is_first_since_start(self, chat: bytes, now: datetime) -> bool:
        """Whether nothing came from this chat since the program started, which is less than half a day ago."""
        if self.started_at is None or now >= self.started_at + ASKED_FOR:
            self._heard_since_start.clear()
            return False
        is_first = chat not in self._heard_since_start
        self._heard_since_start.add(chat)
        return is_first

    def may_have_been_open(self, chat: bytes, last_heard: datetime) -> None:
        """Before the program started a code may have been open here, no later than `last_heard`."""
        self._asked_until[chat] = last_heard + ASKED_FOR

    def close(self, chat: bytes) -> None:
        """The report is open here no longer."""
        self._open.pop(chat, None)

    def forget(self, chat: bytes) -> None:
        """What is typed here is not meant for a report that a code opened earlier."""
        self.close(chat)
        self._asked_until.pop(chat, None)

    def _use(self, chat: bytes, report_id: bytes, now: datetime) -> None:
        self._open[chat] = (report_id, now + SESSION_KEPT)
        self._asked_until[chat] = now + ASKED_FOR

    def _forget_old(self, now: datetime) -> None:
        self._open = {chat: held for chat, held in self._open.items() if held[1] > now}
        self._asked_until = {chat: until for chat, until in self._asked_until.items() if until > now}
