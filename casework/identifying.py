"""What is asked of who has to say which pupil it is, by what the report itself tells of that."""

from collections.abc import Mapping

from casework.case_state import Case
from casework.hints import hints_now
from casework.protocol_model import Action, Hint
from casework.wording import Label, Wording, wording

VICTIM_TOLD = "victim_told"
"""The fact that the report tells which pupil it is: `self`, the reporter under their own name, or `named`, somebody of
whom the reporter gave a name, `named_nobody_to_ask` where that reporter wants no contact; or that it tells nothing and
`nobody_to_ask`, the reporter wants no contact. Without it nobody knows, and only the messages can tell."""

NOBODY_TO_ASK = wording("duty-identify-nobody-to-ask")
"""What is asked when nobody can be asked: it may be that nobody ever finds out."""

_ASKED: Mapping[str, Wording] = {
    "self": wording("duty-confirm-reporter"),
    "named": wording("duty-confirm-named"),
    "named_nobody_to_ask": wording("duty-confirm-named"),
    "nobody_to_ask": NOBODY_TO_ASK,
}


def identifying_words(case: Case, action: Action) -> Label:
    """What the action asks. To say which pupil it is takes no seeking where the report has the name, and in a case that
    another one was joined to there may be a reporter who can be asked."""
    told = case.facts().get(VICTIM_TOLD)
    asked = _ASKED.get(told) if action.kind == "identify" and isinstance(told, str) else None
    return action.label if asked is None or (asked == NOBODY_TO_ASK and case.joined) else asked


def identifying_hints(case: Case, action: Action) -> tuple[Hint, ...]:
    """What helps with the action in this case: how to ask a reporter helps nobody where there is none to ask."""
    nobody = case.facts().get(VICTIM_TOLD) in ("nobody_to_ask", "named_nobody_to_ask") and not case.joined
    return () if action.kind == "identify" and nobody else hints_now(case, action.hints)
