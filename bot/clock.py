"""The clock, handed to whoever needs the time so that tests and the demo can move it."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant; read it at each use, never keep what it said."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """The machine's clock shifted by an amount that tests and the demo may change."""

    def __init__(self, start: datetime | None = None) -> None:
        self._shift = timedelta(0)
        if start is not None:
            self.move_to(start)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift

    def move_to(self, instant: datetime) -> None:
        """Let the clock say `instant` (aware) now and run on from there; backwards is allowed."""
        self._shift = instant.astimezone(UTC) - datetime.now(UTC)

    def move_by(self, duration: timedelta) -> None:
        self._shift += duration
