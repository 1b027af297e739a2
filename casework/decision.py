"""What answers a command is made with: who asks when, at which school, and what an answer can be."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from casework.calendar import local_date
from casework.case_events import CaseEvent
from casework.case_state import Case
from casework.protocol_model import RoleExpr
from casework.terms import Calendar, SchoolTerms
from casework.wording import Refusal

Decision = tuple[CaseEvent, ...] | Refusal


class Stamp(TypedDict):
    """What every event begins with."""

    at: datetime
    by: str


@dataclass(frozen=True)
class CommandContext:
    """The case before the command, and who gives it at the aware instant `now`."""

    case: Case
    by: str
    now: datetime
    calendar: Calendar
    roles: frozenset[str] | None
    terms: SchoolTerms

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def stamp(self) -> Stamp:
        return {"at": self.now, "by": self.by}

    def holds(self, expression: RoleExpr | None) -> bool:
        """Whether the person holds one of the roles; without known roles the caller answers for that.

        For a party of the case (pupils, parents) anybody of the school acts.
        """
        if expression is None or self.roles is None:
            return True
        if expression.party == "lead":
            return self.holds(self.case.step.lead)
        wanted = expression.role_ids()
        return not wanted or not self.roles.isdisjoint(wanted)
