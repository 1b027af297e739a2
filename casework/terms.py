"""Spans and dates of duties: where one lands on the school's calendar, and what the school itself agreed.

Days are calendar days; a due date on a free day moves to the next school day, a maximum to the last school
day before (AX-19).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Protocol

from casework.protocol_elements import Timer
from casework.wording import Refusal, refusal

SchoolTerms = Mapping[str, int]
"""Spans in days that the school agreed on; what it leaves out is filled from DEFAULT_SCHOOL_TERMS."""

DEFAULT_SCHOOL_TERMS: SchoolTerms = MappingProxyType(
    {
        "acknowledge_days": 1,
        "step_days": 5,
        "consent_days": 5,
        "gate_days": 1,
        "record_days": 5,
        "signal_days": 0,
        "postpone_days": 28,
    }
)

PRESSING_DAYS = "pressing_days"
"""The name of the span from the opening of a case to the day on which what was told in it later, and cannot wait, is to
be looked at; only a case in which that stands has it."""

FIRST_WORK_DAYS = "first_work_days"
"""The name of the span from the opening of a case to the day by which its first work is done; only a case that could
not wait when somebody took it up has it."""

FURTHEST_DAYS = 364
"""No date lies further ahead than a year: what nobody will remember is no appointment."""


class Calendar(Protocol):
    """The part of a school's calendar that the rules need; all days are dates in Europe/Amsterdam."""

    def on_or_after(self, day: date) -> date: ...

    def on_or_before(self, day: date) -> date: ...

    def day_before(self, day: date) -> date:
        """The last school day strictly before `day`."""

    def due_on(self, start: date, days: int) -> date: ...

    def latest_on(self, start: date, max_days: int) -> date: ...


def school_term(terms: SchoolTerms, name: str) -> int:
    """The school's span `name` in days; a name that no one knows gets the span of a step."""
    default = DEFAULT_SCHOOL_TERMS.get(name, DEFAULT_SCHOOL_TERMS["step_days"])
    return terms.get(name, default)


def with_school_terms(timer: Timer, terms: SchoolTerms) -> Timer:
    """The timer as this school has it: a span that is the school's own can have another value under the timer's id."""
    days = terms.get(timer.id) if timer.setting == "school" else None
    if days is None:
        return timer
    changed: dict[str, int] = {"repeat": days} if isinstance(timer.repeat, int) else {}
    if timer.after is None:
        changed["suggest"] = days
    elif timer.after > 0 or not changed:
        changed["after"] = days
    return timer.model_copy(update=changed)


def latest_day(timer: Timer, start: date, calendar: Calendar) -> date | None:
    """The last day allowed, or None without a maximum.

    When the whole span is free the maximum stays on its own day: it moves neither later nor before the start.
    """
    if timer.longest is None:
        return None
    return latest_within(start, timer.choose.min if timer.choose else 0, timer.longest, calendar)


def latest_within(start: date, least: int, most: int, calendar: Calendar) -> date:
    """The last school day from `least` up to `most` calendar days after `start`; with none the very last of these."""
    latest = calendar.latest_on(start, most)
    return latest if latest >= start + timedelta(days=least) else start + timedelta(days=most)


def due_day(timer: Timer, start: date, calendar: Calendar) -> date | None:
    """The day on which `timer` is due, counted from (or back from) `start`; None while a person has to choose it."""
    if timer.before is not None:
        return calendar.on_or_before(start - timedelta(days=timer.before))
    if timer.after is None:
        return None
    due = calendar.due_on(start, timer.after)
    latest = latest_day(timer, start, calendar)
    return due if latest is None else min(due, latest)


def chosen_day(
    timer: Timer, start: date, wanted: date, today: date, calendar: Calendar, first_after: int = 1
) -> date | Refusal:
    """The school day for the date that a person chose, or why it cannot be (P001 T-14: at most six weeks).

    `first_after` are the days after `start` from which it can be where the timer says nothing of that.
    """
    first = start + timedelta(days=timer.choose.min if timer.choose else first_after)
    if wanted < today:
        return refusal("refusal-date-past", date=wanted)
    if wanted < first:
        return refusal("refusal-under-minimum", date=first)
    if timer.longest is not None and (wanted - start).days > timer.longest:
        return over_maximum(timer.longest, start, calendar)
    if (wanted - start).days > FURTHEST_DAYS:
        return over_maximum(FURTHEST_DAYS, start, calendar)
    latest = latest_day(timer, start, calendar)
    if latest is None:
        return calendar.on_or_after(wanted)
    day = min(calendar.on_or_after(wanted), latest)
    return day if day >= max(first, today) else wanted


def not_after_its_own(timer: Timer, start: date, day: date, calendar: Calendar) -> date | Refusal:
    """The `day` that was agreed on for what has a day of its own, which it may not pass (P001 T-12, T-13).

    That day is no maximum: where its term ends on a free day it is the next school day (AX-19).
    """
    own = due_day(timer, start, calendar)
    if own is None or day <= own:
        return day
    if timer.after is not None and own == start + timedelta(days=timer.after):
        return over_maximum(timer.after, start, calendar)
    return refusal("refusal-after-own-day", date=own)


def over_maximum(days: int, start: date, calendar: Calendar) -> Refusal:
    """The refusal of what would take more than so many days from `start`, with the last school day that it may take."""
    last = latest_within(start, 0, days, calendar)
    if days % 7 == 0:
        return refusal("refusal-over-maximum", weeks=days // 7, date=last)
    return refusal("refusal-over-maximum-days", days=days, date=last)
