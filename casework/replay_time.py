"""The time of an event in a case file, as its writer put it down: a day, or a day with a time, in Amsterdam."""

import re
from datetime import date, datetime, time
from typing import Any

from casework.calendar import AMSTERDAM, instant
from casework.replay_grammar import FIRST_YEAR, LAST_YEAR

TEN_O_CLOCK = time(10)
"""The time of an event that gives only a day."""

_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d{1,2}:\d\d)(?::\d\d)?)?")


def instant_of(written: Any) -> tuple[datetime | None, str | None]:
    """The instant of a day, at ten o'clock, or of a day with a time, in Amsterdam; or what is wrong with it.

    Of a time that comes twice, when the clock goes back, the first.
    """
    match = _WRITTEN.fullmatch(written.isoformat() if isinstance(written, date) else str(written))
    if match is None:
        return None, "time"
    try:
        day = date.fromisoformat(match[1])
        clock = TEN_O_CLOCK if match[2] is None else time.fromisoformat(match[2].zfill(5))
    except ValueError:
        return None, "time"
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None, "far-day"
    at = instant(day, clock)
    return at, None if at.astimezone(AMSTERDAM).time() == clock else "clock-skips"
