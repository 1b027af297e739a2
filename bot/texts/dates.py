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


def date_words(day: date) -> str:
    """ "maandag 23 november": the year is left out, nobody is promised anything that far ahead."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def clock_words(instant: datetime) -> str:
    """ "22.14": the time of an aware instant on a clock in Amsterdam."""
    return f"{instant.astimezone(AMSTERDAM):%H.%M}"


def full_date_words(day: date) -> str:
    """ "23 november 2026": for what is kept longer than a school year."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
