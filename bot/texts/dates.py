"""Dates and clock times as Dutch readers say them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
"""The names of the months as people read them."""


_FAR_DAYS, _FAR_IN_ANOTHER_YEAR = 180, 31
"""Calendar days from which a day could be taken for that of another year."""


def date_words(day: date) -> str:
    """ "maandag 23 november": the year is left out, for a day that is near; `day_seen_from` says it of one that may
    not be."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def day_seen_from(today: date, day: date) -> str:
    """The same with its year, "maandag 23 augustus 2027", where it lies so far from `today` that it can be taken for
    another: more than 180 days, or more than a month in another calendar year."""
    return f"{date_words(day)} {day.year}" if _is_far(today, day) else date_words(day)


def day_in_a_list(today: date, day: date) -> str:
    """ "23 november", without the day of the week where there is little room; with its year as in `day_seen_from`."""
    return full_date_words(day) if _is_far(today, day) else f"{day.day} {MONTHS[day.month - 1]}"


def _is_far(today: date, day: date) -> bool:
    days = abs((day - today).days)
    return days > _FAR_DAYS or (day.year != today.year and days > _FAR_IN_ANOTHER_YEAR)


def clock_words(instant: datetime) -> str:
    """ "22.14": the time of an aware instant on a clock in Amsterdam."""
    return f"{instant.astimezone(AMSTERDAM):%H.%M}"


def full_date_words(day: date) -> str:
    """ "23 november 2026": for what is kept longer than a school year."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
