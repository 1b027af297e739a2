"""Into whose file nothing is written down of talks that the pupil to whom it happens did not agree to.

An entry that puts talks on paper (`needs`) belongs in the files of those who were spoken with. Where the only talks
with a pupil met a "no" that blocks them, their file would tell of what never was (P003 A003-3); a draft waits for the
consent too. An entry that the protocol asks for by itself is left as it is.
"""

from casework.action_status import Status, consent_status
from casework.case_state import Case
from casework.protocol_model import Action
from casework.taking_part import parties_in

_SAID_NO = frozenset({Status.REFUSED, Status.REPLACED})
_NOT_AGREED = _SAID_NO | {Status.CONSENT_UNASKED}


def is_left_out(case: Case, action: Action, pupil: str | None, party: str, *, drafted: bool) -> bool:
    """Whether nothing of `action`, which puts talks on paper, is for the file of this pupil, or of a pupil of this
    party whom nobody knows yet; a draft (`drafted`) is made before it is done."""
    if action.kind != "register":
        return False
    found = (case.protocol.find_action(key) for key in action.needs)
    talks = [one[1] for one in found if one is not None and party in parties_in(one[1])]
    blocking = _NOT_AGREED if drafted else _SAID_NO
    return bool(talks) and all(
        consent_status(case, one) in blocking and not _was_there(case, one, pupil) for one in talks
    )


def _was_there(case: Case, talk: Action, pupil: str | None) -> bool:
    entries = case.history.get(talk.key, ())
    return any(not one.participants or pupil is None or pupil in one.participants for one in entries)
