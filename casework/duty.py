"""What a duty is, and what every duty is made with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from casework.calendar import local_date
from casework.case_state import Case
from casework.protocol_model import RoleExpr
from casework.terms import FIRST_WORK_DAYS, Calendar, SchoolTerms, school_term
from casework.wording import Label

Kind = Literal[
    "acknowledge", "do", "consent", "consent_again", "choose", "gate", "records", "signal", "conclude",
    "trigger", "intervention", "withdrawn", "home", "track", "pressing",
    "picture",
]  # fmt: skip

_NOT_TO_POSTPONE: frozenset[Kind] = frozenset(
    {"acknowledge", "signal", "trigger", "intervention", "withdrawn", "home", "track", "pressing", "picture"}
)
"""What cannot wait, or is prolonged instead."""


@dataclass(frozen=True)
class Duty:
    """Something that a person must do by a day in Europe/Amsterdam.

    `role` says who, through the case. `step` is the key of the step or intervention that it belongs to. `key` stays
    the same while the duty lasts. `remind_on` are the days to remind on, the last is `due_on`. `latest_on` is a
    maximum past which it cannot be postponed. `put_off_from` is the day on which it was due before somebody
    postponed it, None while nobody did. `also_remind` are reminded with them and need not do it. `at_once` tells that
    the protocol leaves no time for it. `pupils` are those whose run of a means it is about, where each pupil has that
    apart. `origin` is "school" when the span is an agreement of the school.
    """

    key: str
    kind: Kind
    label: Label
    role: RoleExpr
    step: str
    due_on: date
    remind_on: tuple[date, ...]
    latest_on: date | None = None
    put_off_from: date | None = None
    at_once: bool = False
    action: str | None = None
    timer: str | None = None
    also_remind: RoleExpr | None = None
    origin: Literal["protocol", "school"] = "school"
    rules: tuple[str, ...] = ()
    pupils: tuple[str, ...] = ()

    @property
    def cannot_wait(self) -> bool:
        return self.kind in _NOT_TO_POSTPONE or self.at_once


@dataclass(frozen=True)
class DutyContext:
    """The case, and what days and spans mean at this school."""

    case: Case
    calendar: Calendar
    terms: SchoolTerms

    def after(self, day: date, term: str) -> date:
        """So many days after `day` as the school agreed for `term`."""
        return self.calendar.due_on(day, school_term(self.terms, term))

    def without_day(self, since: date) -> date:
        """By when that is done which the protocol gives no day, asked since `since`: within the school's term for a
        step. What a case that cannot wait asks on the day of its first work, or before it, is for that day."""
        due = self.after(since, "step_days")
        if FIRST_WORK_DAYS not in self.terms:
            return due
        first = self.after(day_of(self.case.opened_at), FIRST_WORK_DAYS)
        return min(due, first) if since <= first else due

    def reminders(self, due: date, day_before: bool) -> tuple[date, ...]:
        return (self.calendar.day_before(due), due) if day_before else (due,)

    def school_duty(
        self, kind: Kind, part_key: str, label: Label, role: RoleExpr, due: date, action: str | None = None
    ) -> Duty:
        """A duty with a span that the school agreed on."""
        return Duty(
            key=f"{kind}:{action or part_key}",
            kind=kind,
            label=label,
            role=role,
            step=part_key,
            due_on=due,
            remind_on=(due,),
            action=action,
        )


def furthest_day(duty: Duty, today: date, calendar: Calendar, terms: SchoolTerms) -> date | None:
    """The last day to which the duty can be postponed, None when it cannot wait any longer.

    As long as the school agreed, counted from the day on which it was due at first, so that nothing is put off for
    ever; never past a maximum of the protocol.
    """
    if duty.cannot_wait:
        return None
    counted_from = duty.put_off_from or max(duty.due_on, today)
    furthest = calendar.due_on(counted_from, school_term(terms, "postpone_days"))
    furthest = furthest if duty.latest_on is None else min(furthest, duty.latest_on)
    return furthest if furthest > max(duty.due_on, today) else None


def day_of(instant: datetime) -> date:
    """The day in Europe/Amsterdam of an aware instant."""
    return local_date(instant)
