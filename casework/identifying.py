"""What is asked of who has to say which pupil it is, by what the report itself tells of that."""

from collections.abc import Mapping

from casework.case_state import Case
from casework.protocol_model import Action
from casework.wording import Label, Wording, wording

VICTIM_TOLD = "victim_told"
"""The fact that the report tells which pupil it is: `self`, the reporter under their own name, or `named`, somebody of
whom the reporter gave a name. Without it nobody knows, and only the messages can tell."""

_ASKED: Mapping[str, Wording] = {
    "self": wording("duty-confirm-reporter"),
    "named": wording("duty-confirm-named"),
}


def identifying_words(case: Case, action: Action) -> Label:
    """What the action asks. To say which pupil it is takes no seeking where the report has the name."""
    told = case.facts().get(VICTIM_TOLD)
    asked = _ASKED.get(told) if action.kind == "identify" and isinstance(told, str) else None
    return asked or action.label
