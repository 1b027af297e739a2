"""What answers a command is made with: who asks when, at which school, and what an answer can be."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from casework.calendar import local_date
from casework.case_events import CaseEvent
from casework.case_state import Case
from casework.intervention_status import who_do
from casework.protocol_model import Action, Part, RoleExpr
from casework.standing import Standing
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
    standing: Standing | None
    terms: SchoolTerms

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def stamp(self) -> Stamp:
        return {"at": self.now, "by": self.by}

    def holds(self, expression: RoleExpr | None) -> bool:
        """Whether the person acts in one of the roles; without a known standing the caller answers for that.

        For a party of the case (pupils, parents) anybody of the school acts.
        """
        if expression is None or self.standing is None:
            return True
        return self.standing.holds(self.case.step.lead if expression.party == "lead" else expression)

    @property
    def leads(self) -> bool:
        """Whether the person leads the present step, which closing, stepping up and handing over are for (AX-15)."""
        return self.holds(self.case.step.lead)

    @property
    def has_case(self) -> bool:
        """Whether the person leads the step, or took the case up."""
        return self.leads or self.standing is None or self.standing.has_case

    def may_do(self, part: Part, action: Action) -> bool:
        """Whether the person may say that the action was done, or left out.

        Whose work it is may, and who leads that part or has the case may write it down for them; but what somebody
        decides only they do (facts (e): "lead holds the role").
        """
        if action.decided_by is not None:
            return self.holds(action.decided_by)
        return self.has_case or any(map(self.holds, who_do(part, action)))
