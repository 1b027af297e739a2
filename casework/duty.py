"""What a duty is, and what every duty is made with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from casework.calendar import local_date
from casework.case_state import Case
from casework.protocol_model import RoleExpr
from casework.terms import Calendar, SchoolTerms, school_term
from casework.wording import Label

Kind = Literal[
    "acknowledge", "do", "consent", "consent_again", "choose", "gate", "records", "signal", "conclude",
    "trigger", "intervention", "home", "track",
]  # fmt: skip

NOT_TO_POSTPONE: frozenset[Kind] = frozenset({"acknowledge", "signal", "trigger", "intervention", "home", "track"})
"""What cannot wait, or is prolonged instead."""


@dataclass(frozen=True)
class Duty:
    """Something that a person must do by a day in Europe/Amsterdam.

    `role` says who, through the case. `step` is the key of the step or intervention that it belongs to. `key` stays
    the same while the duty lasts. `remind_on` are the days to remind on, the last is `due_on`. `latest_on` is a
    maximum past which it cannot be postponed. `origin` is "school" when the span is an agreement of the school.
    """

    key: str
    kind: Kind
    label: Label
    role: RoleExpr
    step: str
    due_on: date
    remind_on: tuple[date, ...]
    latest_on: date | None = None
    action: str | None = None
    timer: str | None = None
    origin: Literal["protocol", "school"] = "school"
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyContext:
    """The case, and what days and spans mean at this school."""

    case: Case
    calendar: Calendar
    terms: SchoolTerms

    def after(self, day: date, term: str) -> date:
        """So many days after `day` as the school agreed for `term`."""
        return self.calendar.due_on(day, school_term(self.terms, term))

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


def day_of(instant: datetime) -> date:
    """The day in Europe/Amsterdam of an aware instant."""
    return local_date(instant)
