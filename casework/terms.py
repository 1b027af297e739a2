"""Spans and dates of duties: where one lands on the school's calendar, and what the school itself agreed.

Days are calendar days; a due date on a free day moves to the next school day, a maximum to the last school
day before (AX-19).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Protocol

from casework.calendar import local_date
from casework.case import Case
from casework.protocol_model import Action, Timer
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


def anchor_day(case: Case, timer: Timer) -> date | None:
    """The day from which `timer` counts, or None while nothing of its anchor has happened."""
    days = [entry.on for anchor in timer.anchor for entry in case.done.get(anchor, ())]
    if "case_opened" in timer.anchor:
        days.append(local_date(case.opened_at))
    if "signal_received" in timer.anchor:
        days += [local_date(at) for at in case.open_signals]
    return max(days, default=None)


def start_day(case: Case, step_key: str, action: Action, timer: Timer) -> date:
    """The anchor's day; when it never happened (it was left out) the day since which the action is open."""
    return anchor_day(case, timer) or ready_day(case, step_key, action)


def ready_day(case: Case, step_key: str, action: Action) -> date:
    """The day from which an action could be done: its step was open and what comes first was done."""
    days = [local_date(case.steps_opened.get(step_key, case.opened_at))]
    days += [entry.on for key in action.needs for entry in case.done.get(key, ())]
    return max(days)


def latest_day(timer: Timer, start: date, calendar: Calendar) -> date | None:
    """The last day allowed, or None without a maximum.

    When the whole span is free the maximum stays on its own day: it moves neither later nor before the start.
    """
    if timer.longest is None:
        return None
    first = start + timedelta(days=timer.choose.min if timer.choose else 0)
    latest = calendar.latest_on(start, timer.longest)
    return latest if latest >= first else start + timedelta(days=timer.longest)


def due_day(timer: Timer, start: date, calendar: Calendar) -> date | None:
    """The day on which `timer` is due, or None while a person still has to choose it."""
    if timer.after is None:
        return None
    due = calendar.due_on(start, timer.after)
    latest = latest_day(timer, start, calendar)
    return due if latest is None else min(due, latest)


def chosen_day(timer: Timer, start: date, wanted: date, today: date, calendar: Calendar) -> date | Refusal:
    """The school day for the date that a person chose, or why it cannot be (P001 T-14: at most six weeks)."""
    first = start + timedelta(days=timer.choose.min if timer.choose else 1)
    if wanted < today:
        return refusal("refusal-date-past", date=wanted)
    if wanted < first:
        return refusal("refusal-under-minimum", date=first)
    if timer.longest is not None and wanted > start + timedelta(days=timer.longest):
        return _over_maximum(timer.longest, start)
    latest = latest_day(timer, start, calendar)
    if latest is None:
        return calendar.on_or_after(wanted)
    day = min(calendar.on_or_after(wanted), latest)
    return day if day >= max(first, today) else wanted


def _over_maximum(days: int, start: date) -> Refusal:
    last = start + timedelta(days=days)
    if days % 7 == 0:
        return refusal("refusal-over-maximum", weeks=days // 7, date=last)
    return refusal("refusal-over-maximum-days", days=days, date=last)
