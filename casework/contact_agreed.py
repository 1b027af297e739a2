"""The pupil's yes that the first contact takes up what only the confidant knew (P000 A000-22)."""

from collections.abc import Iterable

from casework.case_events import CaseEvent, FactEstablished, OutcomeRecorded, StepOpened
from casework.case_state import Case
from casework.protocol_model import Protocol
from casework.school import CONFIDANT, FIRST_CONTACT

_TRUST = "trusts_contact"


def is_the_confidants_step(case: Case) -> bool:
    """Whether the confidant leads the present step."""
    return CONFIDANT in case.step.lead.role_ids()


def reaches_the_contact(
    case: Case, told: Iterable[CaseEvent], new: Iterable[CaseEvent], *, agreed: bool = False
) -> bool:
    """Whether `new` opened a step that the first contact's line leads, and the pupil agreed to that.

    `case` is the case after `new`, `told` are all its events up to then; `agreed` tells that the pupil's yes is known
    already. What the report said counts for nothing: the pupil chose the confidant all the same. Of several answers in
    the case the newest counts.
    """
    if not any(isinstance(event, StepOpened) for event in new) or case.is_closed:
        return False
    line = {FIRST_CONTACT, *case.protocol.escalation} - {CONFIDANT}
    return not line.isdisjoint(case.step.lead.role_ids()) and (agreed or _agreed(case.protocol, told))


def _agreed(protocol: Protocol, told: Iterable[CaseEvent]) -> bool:
    agreed = False
    for event in told:
        if isinstance(event, FactEstablished) and event.fact == _TRUST:
            agreed = event.value is True
        elif isinstance(event, OutcomeRecorded):
            found = protocol.find_action(event.action)
            answer = None if found is None else found[1].answer(event.answer)
            agreed = agreed if answer is None else answer.sets.get(_TRUST, agreed) is True
    return agreed
