"""What is asked about a duty that comes back for the whole school: when it was done, or until when it waits."""

from datetime import date, timedelta
from typing import Any

from bot.flows.case_questions import day_question, given, record_day
from bot.flows.question import Answers, Branch, Option, flow_of
from bot.flows.words import Phrase, phrase
from casework.terms import FURTHEST_DAYS

DONE_DAY = "periodic_day"
LATER_DAY = "periodic_until"
OLDEST_DAYS = 3 * 366
"""No interval is longer than two years: what was done before that says nothing about the next time."""

_RECENT = (Option("today", phrase("case-day-today")), Option("yesterday", phrase("case-day-yesterday")))

PERIODIC_DONE = flow_of(
    "periodic-done",
    DONE_DAY,
    day_question(DONE_DAY, Branch(None), options=lambda scene: _RECENT, columns=2, record=record_day),
)

PERIODIC_LATER = flow_of(
    "periodic-later",
    LATER_DAY,
    day_question(LATER_DAY, Branch(None), options=given, record=record_day),
)


def refused_day(answers: Answers, today: date) -> Phrase | None:
    """Why the day that was answered cannot be; None when it can. `today` is a date in Europe/Amsterdam."""
    if DONE_DAY in answers:
        return _refused_as_done(_day(answers[DONE_DAY]), today)
    return _refused_as_later(_day(answers[LATER_DAY]), today) if LATER_DAY in answers else None


def _refused_as_done(day: date, today: date) -> Phrase | None:
    if day > today:
        return phrase("periodic-day-ahead")
    return phrase("periodic-day-too-old") if day < today - timedelta(days=OLDEST_DAYS) else None


def _refused_as_later(day: date, today: date) -> Phrase | None:
    if day <= today:
        return phrase("periodic-day-over")
    return phrase("periodic-day-too-far") if day > today + timedelta(days=FURTHEST_DAYS) else None


def _day(answer: Any) -> date:
    return date.fromisoformat(str(answer))
