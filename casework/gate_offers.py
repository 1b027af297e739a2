"""How the step of a case can be left now: the question at its end, and the steps out of the normal order."""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.action_status import gate_is_ready, may_enter
from casework.case_state import Case
from casework.conditions import Scalar, holds
from casework.protocol_model import CLOSE, GateQuestion, Jump, RoleExpr


@dataclass(frozen=True)
class GateQuestionAsk:
    """`known` is the answer that an evaluation already gave, or None; `concluded` how that conclusion reads."""

    fact: str
    label: str
    known: bool | None
    concluded: str | None = None


@dataclass(frozen=True)
class StepOffer:
    """A step that may be opened out of the normal order, with a written reason, or that follows on a "no".

    `told` tells that the protocol has who may open it hear that they may now.
    """

    step: str
    label: str
    title: str
    by: RoleExpr
    told: bool = False


@dataclass(frozen=True)
class GateOffer:
    """The question at the end of a step; without questions a decision with a reason is asked.

    `no_step` is the step that follows on a "no", None when no step does; `yes_step` the label of the one on a "yes".
    """

    label: str
    questions: tuple[GateQuestionAsk, ...]
    decided_by: RoleExpr
    closes: bool
    on_no: str | None
    no_step: StepOffer | None = None
    yes_step: str | None = None

    @property
    def known_no(self) -> GateQuestionAsk | None:
        """The question that already has a "no", so that only `no_step` can follow; None while that is open."""
        refused = (question for question in self.questions if question.known is False)
        return next(refused, None) if self.no_step is not None else None


def gate_now(case: Case) -> GateOffer | None:
    """The question that a person is to answer now to leave the step, or None."""
    if not gate_is_ready(case):
        return None
    gate = case.step.gate
    questions = tuple(_question_ask(case, question) for question in gate.test)
    decided_by = gate.decided_by or case.step.lead
    closes = gate.on_yes == CLOSE
    return GateOffer(
        gate.label,
        questions,
        decided_by,
        closes,
        gate.on_no,
        _no_step(case, decided_by),
        None if closes or gate.on_yes is None else case.protocol.step(gate.on_yes).label,
    )


def steps_to_open(case: Case) -> tuple[StepOffer, ...]:
    """The steps to which a person may go now out of the normal order: early, up, or along a jump."""
    if case.is_closed:
        return ()
    openers: dict[str, list[RoleExpr]] = {}
    for key, by in _targets(case):
        if may_enter(case, key) and by not in openers.setdefault(key, []):
            openers[key].append(by)
    return tuple(_step_offer(case, key, by) for key, by in openers.items() if by)


def _step_offer(case: Case, key: str, openers: list[RoleExpr]) -> StepOffer:
    """A step that several ways lead to is opened by any of those whom they name (P000 A000-13)."""
    step = case.protocol.step(key)
    by = openers[0] if len(openers) == 1 else RoleExpr(any_of=tuple(openers))
    return StepOffer(key, step.label, step.title, by, told=any(jump.to == key for jump, _ in jumps_told(case)))


def jumps_told(case: Case) -> Iterator[tuple[Jump, RoleExpr]]:
    """The ways out of the normal order that can be gone now, and of which the protocol tells who may (P000 A000-13)."""
    lead = case.step.gate.decided_by or case.step.lead
    for jump in () if case.is_closed else case.step.gate.jumps:
        if jump.tell and holds(jump.when, case.facts()) and may_enter(case, jump.to):
            yield jump, jump.by or _opener(case, jump.to, lead)


def _question_ask(case: Case, question: GateQuestion) -> GateQuestionAsk:
    known = _as_answer(case.facts().get(question.fact))
    concluded = None if known is None else _conclusion(case, question.fact, known)
    return GateQuestionAsk(question.fact, question.label, known, concluded)


def _as_answer(fact: Scalar | None) -> bool | None:
    return fact if isinstance(fact, bool) else None


def _conclusion(case: Case, fact: str, value: bool) -> str | None:
    """How the last conclusion of this step that gave `fact` this value reads; None when no conclusion did."""
    last = (action.answer(case.last_answer(action) or "") for action in reversed(case.step.actions))
    return next((answer.label for answer in last if answer and answer.sets.get(fact) is value), None)


def _no_step(case: Case, by: RoleExpr) -> StepOffer | None:
    key = case.step.gate.on_no
    if key in (None, CLOSE) or not may_enter(case, key):
        return None
    step = case.protocol.step(str(key))
    return StepOffer(step.key, step.label, step.title, by)


def _targets(case: Case) -> Iterator[tuple[str, RoleExpr]]:
    gate = case.step.gate
    lead = gate.decided_by or case.step.lead
    if gate.kind == "none" and gate.on_yes not in (None, CLOSE):
        yield str(gate.on_yes), _opener(case, str(gate.on_yes), lead)
    if gate.on_no is not None and gate.on_no != CLOSE:
        yield gate.on_no, _opener(case, gate.on_no, lead)
    for jump in gate.jumps:
        if holds(jump.when, case.facts()):
            yield jump.to, jump.by or _opener(case, jump.to, lead)


def _opener(case: Case, step_key: str, lead: RoleExpr) -> RoleExpr:
    return case.protocol.step(step_key).open_by or lead
