"""The pupil's word on whether the first contact takes up what only the confidant knew (P000 A000-22)."""

from collections.abc import Iterable, Iterator
from enum import IntEnum

from casework.case_events import CaseEvent, FactEstablished, OutcomeRecorded, StepOpened, TrackChanged
from casework.case_state import Case
from casework.protocol_elements import Answer
from casework.protocol_model import CLOSE, Protocol, Step
from casework.school import CONFIDANT, FIRST_CONTACT

TRUST = "trusts_contact"
"""The fact in which the pupil's yes or no is kept."""


class LetIn(IntEnum):
    """Whom the pupil lets in on what only the confidant knew, from fewest to most."""

    NOBODY = 0
    OTHERS = 1
    """Others of the school, and not the first contact."""
    LINE = 2
    """The first contact's line."""


def whom_the_pupil_lets_in(case: Case, *, agreed: bool) -> LetIn:
    """Whom the pupil let in; `agreed` is a yes to the first contact's line that is known beside the case.

    An answer by which the case leaves the confidant's step without the first contact lets others in.
    """
    trust, answers = case.facts().get(TRUST), tuple(_answers_of_the_pupil(case))
    if agreed or (trust is True and any(answer.sets[TRUST] is True for _, answer in answers)):
        return LetIn.LINE
    leaves = any(answer.sets[TRUST] is False and _goes_to_others(case, step, answer) for step, answer in answers)
    return LetIn.OTHERS if trust is False and leaves else LetIn.NOBODY


def _answers_of_the_pupil(case: Case) -> Iterator[tuple[Step, Answer]]:
    """What was answered last, in a step of the confidant's, to a question about the first contact."""
    facts = case.facts()
    for step in case.protocol.steps:
        for action in step.actions if CONFIDANT in step.lead.role_ids() else ():
            answer = action.answer(str(facts.get(f"answer.{action.key}")))
            if answer is not None and TRUST in answer.sets:
                yield step, answer


def _goes_to_others(case: Case, step: Step, answer: Answer) -> bool:
    facts = {**case.facts(), **answer.sets}
    passes = all(facts.get(one.fact) is True for one in step.gate.test)
    to = step.gate.on_yes if passes else step.gate.on_no
    return to not in (None, CLOSE) and CONFIDANT not in case.protocol.step(str(to)).lead.role_ids()


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
