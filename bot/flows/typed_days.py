"""Reading a day that a person typed: "3-11", "3/11/2026" or a day with the name of a month."""

import re
from collections.abc import Sequence
from datetime import date

_NUMBERS = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}))?")
_MONTH_NAMED = re.compile(r"(?:[^\W\d]+\s+)?(\d{1,2})\s+([^\W\d]+)\.?(?:\s+(\d{4}))?")


def typed_day(words: str, today: date, months: Sequence[str]) -> date | None:
    """The day that `words` say; None when they say none. `months` are the twelve names of the months.

    Without a year the day nearest to `today` is meant, so that a slip is seen and not moved to another year.
    """
    found = _NUMBERS.fullmatch(words.strip())
    if found:
        return _day(int(found[1]), int(found[2]), found[3], today)
    found = _MONTH_NAMED.fullmatch(words.strip())
    month = _month(found[2], months) if found else None
    return _day(int(found[1]), month, found[3], today) if found and month else None


def _month(name: str, months: Sequence[str]) -> int | None:
    """A month by its name or the first three letters of it."""
    wanted = name.casefold()
    for number, month in enumerate(months, start=1):
        if wanted == month.casefold() or (len(wanted) == 3 and month.casefold().startswith(wanted)):
            return number
    return None


def _day(day: int, month: int, year: str | None, today: date) -> date | None:
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    candidates = [found for one in years if (found := _valid(one, month, day)) is not None]
    return min(candidates, key=lambda found: abs(found - today), default=None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
