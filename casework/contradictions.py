"""What was recorded in a case that the outcome with which it is to end says otherwise about."""

from collections.abc import Mapping

from casework.case_state import Case
from casework.conditions import Scalar, facts_named, holds


def contradicted_by(case: Case, outcome: str) -> Mapping[str, Scalar]:
    """The facts, with what is recorded of them, that the outcome of this key contradicts; none where it does not.

    Which facts those are, the protocol says (P000 A000-18, P002 A002-1).
    """
    known, found = case.facts(), next((one for one in case.protocol.outcomes if one.key == outcome), None)
    if found is None or found.contradicts is None or not holds(found.contradicts, known):
        return {}
    return {fact: known[fact] for fact in dict.fromkeys(facts_named(found.contradicts)) if fact in known}
