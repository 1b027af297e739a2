"""The pupil's word on whether the first contact takes up what only the confidant knew (P000 A000-22)."""

from collections.abc import Iterable

from casework.case_events import CaseEvent, FactEstablished, OutcomeRecorded, StepOpened, TrackChanged
from casework.case_state import Case
from casework.protocol_model import Protocol
from casework.school import CONFIDANT, FIRST_CONTACT

TRUST = "trusts_contact"
"""The fact in which the pupil's yes or no is kept."""


def is_the_confidants_step(case: Case) -> bool:
    """Whether the confidant leads the present step."""
    return CONFIDANT in case.step.lead.role_ids()


def newest_word(protocol: Protocol, told: Iterable[CaseEvent]) -> bool | None:
    """What the pupil said last of the first contact, by these events of a case; None when none of them tells it.

    What the report said counts for nothing: the pupil chose the confidant all the same.
    """
    word = None
    for event in told:
        said = _word_in(protocol, event)
        word = word if said is None else said
    return word


def has_agreed(protocol: Protocol, told: Iterable[CaseEvent], *, agreed: bool = False) -> bool:
    """Whether the newest word in a case is a yes; `agreed` is one that is known beside its events, where these tell
    nothing."""
    word = newest_word(protocol, told)
    return agreed if word is None else word


def reaches_the_contact(
    case: Case, told: Iterable[CaseEvent], new: Iterable[CaseEvent], *, agreed: bool = False
) -> bool:
    """Whether by `new` the case is at a step that the first contact's line leads, and the pupil agreed to that.

    `case` is the case after `new`, `told` are all its events up to then; `agreed` as for `has_agreed`.
    """
    brought = tuple(new)
    is_new = any(isinstance(event, StepOpened) for event in brought) or newest_word(case.protocol, brought) is True
    if case.is_closed or not is_new:
        return False
    line = {FIRST_CONTACT, *case.protocol.escalation} - {CONFIDANT}
    return not line.isdisjoint(case.step.lead.role_ids()) and has_agreed(case.protocol, told, agreed=agreed)


def _word_in(protocol: Protocol, event: CaseEvent) -> bool | None:
    if isinstance(event, FactEstablished) and event.fact == TRUST:
        return event.value is True
    if isinstance(event, TrackChanged) and event.facts.get(TRUST) is False:
        return False  # who brings it past the first contact says a no for the pupil; nobody says a yes that way
    if not isinstance(event, OutcomeRecorded):
        return None
    found = protocol.find_action(event.action)
    answer = None if found is None else found[1].answer(event.answer)
    return None if answer is None or TRUST not in answer.sets else answer.sets[TRUST] is True
