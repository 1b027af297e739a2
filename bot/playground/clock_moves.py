"""Where a request wants the school's clock to go."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.texts.dates import AMSTERDAM

START_OF_SCHOOL = time(8, 30)
NEXT_SCHOOL_DAY = "next_school_day"
TWO_WEEKS_LATER = "two_weeks_later"
_LAST_DAY_TOO_SOON = {NEXT_SCHOOL_DAY: timedelta(0), TWO_WEEKS_LATER: timedelta(days=13)}
"""Each named moment is on the first school day after the day this far from today."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)

_DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,7})S)?)?"
)


class ClockMoveError(ValueError):
    """The request names no moment; `key` is the text that says so."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def wanted_moment(request: Any, now: datetime, next_school_day: Callable[[date], date]) -> datetime:
    """The instant (UTC) that the clock should say.

    `request` holds one of: `now`, an ISO instant with its offset; `local`, an ISO time on the clock in
    Amsterdam; `by`, an ISO 8601 duration (`P14D`), whose days and weeks keep the time on the clock; `to`,
    `next_school_day` or `two_weeks_later`, the first school day that is at least fourteen days away, both at half
    past eight. Raises ClockMoveError.
    """
    if not isinstance(request, Mapping) or len(request) != 1:
        raise ClockMoveError("playground-clock-unreadable")
    ((way, value),) = request.items()
    if way not in _WAYS or not isinstance(value, str):
        raise ClockMoveError("playground-clock-unreadable")
    try:
        moment = _WAYS[way](value, now, next_school_day).astimezone(UTC)
    except OverflowError:
        raise ClockMoveError("playground-clock-too-far") from None
    if not EARLIEST <= moment <= LATEST:
        raise ClockMoveError("playground-clock-too-far")
    return moment


def _instant(value: str, _now: datetime, _next: Callable[[date], date]) -> datetime:
    moment = _parsed(value)
    if moment.tzinfo is None:
        raise ClockMoveError("playground-clock-unreadable")
    return moment


def _on_local_clock(value: str, _now: datetime, _next: Callable[[date], date]) -> datetime:
    moment = _parsed(value)
    if moment.tzinfo is not None:
        raise ClockMoveError("playground-clock-unreadable")
    return moment.replace(tzinfo=AMSTERDAM)


def _later(value: str, now: datetime, _next: Callable[[date], date]) -> datetime:
    found = _DURATION.fullmatch(value)
    amounts = {name: int(amount) for name, amount in found.groupdict("0").items()} if found else {}
    if not any(amounts.values()):
        raise ClockMoveError("playground-clock-unreadable")
    calendar_days = timedelta(weeks=amounts.pop("weeks"), days=amounts.pop("days"))
    on_that_day = now.astimezone(AMSTERDAM) + calendar_days
    return on_that_day.astimezone(UTC) + timedelta(**amounts)


def _to_named_moment(value: str, now: datetime, next_school_day: Callable[[date], date]) -> datetime:
    if value not in _LAST_DAY_TOO_SOON:
        raise ClockMoveError("playground-clock-unreadable")
    day = next_school_day(now.astimezone(AMSTERDAM).date() + _LAST_DAY_TOO_SOON[value])
    return datetime.combine(day, START_OF_SCHOOL, AMSTERDAM)


_WAYS: Mapping[str, Callable[[str, datetime, Callable[[date], date]], datetime]] = {
    "now": _instant,
    "local": _on_local_clock,
    "by": _later,
    "to": _to_named_moment,
}


def _parsed(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ClockMoveError("playground-clock-unreadable") from None
