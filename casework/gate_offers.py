"""How the step of a case can be left now: the question at its end, and the steps out of the normal order."""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.case_state import Case
from casework.conditions import Condition, Scalar, holds
from casework.learned import is_opened_by_answers, step_reached
from casework.protocol_model import CLOSE, GateQuestion, Jump, RoleExpr
from casework.step_status import gate_is_ready, may_enter


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

    `told` tells that the protocol has who may open it hear that they may now; `opened` that it may be opened by what
    was learned in the present step. `label` and `title` are those of the step in which the case is then.
    """

    step: str
    label: str
    title: str
    by: RoleExpr
    told: bool = False
    opened: bool = False


@dataclass(frozen=True)
class _WayOut:
    """A way out of the present step: where it leads, who goes it, and the condition of a jump."""

    to: str
    by: RoleExpr
    when: Condition | None = None


@dataclass(frozen=True)
class LookAgainOffer:
    """The answer with which the case stays in its step and its evaluation comes anew; `what` is that of the action."""

    action: str
    label: str
    what: str


@dataclass(frozen=True)
class GateOffer:
    """The question at the end of a step; without questions a decision with a reason is asked.

    `no_step` is the step that follows on a "no", None when no step does; `yes_step` the label of the one on a "yes".
    `look_again` is the answer beside these, where there is one now.
    """

    label: str
    questions: tuple[GateQuestionAsk, ...]
    decided_by: RoleExpr
    closes: bool
    on_no: str | None
    no_step: StepOffer | None = None
    yes_step: str | None = None
    look_again: LookAgainOffer | None = None

    @property
    def no_closes(self) -> bool:
        """Whether a "no" closes the case (P000 A000-22: the pupil keeps it with the confidant)."""
        return self.on_no == CLOSE

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
        _look_again(case, questions),
    )


def steps_to_open(case: Case) -> tuple[StepOffer, ...]:
    """The steps to which a person may go now out of the normal order: early, up, or along a jump."""
    if case.is_closed:
        return ()
    ways: dict[str, list[_WayOut]] = {}
    for way in _ways_out(case):
        if may_enter(case, way.to):
            ways.setdefault(way.to, []).append(way)
    return tuple(_step_offer(case, key, found) for key, found in ways.items())


def _step_offer(case: Case, key: str, ways: list[_WayOut]) -> StepOffer:
    """A step that several ways lead to is opened by any of those whom they name (P000 A000-13)."""
    step = step_reached(case, key)
    openers = [*dict.fromkeys(way.by for way in ways)]
    by = openers[0] if len(openers) == 1 else RoleExpr(any_of=tuple(openers))
    told = any(jump.to == key for jump, _ in jumps_told(case))
    opened = any(is_opened_by_answers(case, key, way.when) for way in ways)
    return StepOffer(key, step.label, step.title, by, told=told, opened=opened)


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


def _look_again(case: Case, questions: tuple[GateQuestionAsk, ...]) -> LookAgainOffer | None:
    """Once the evaluation was concluded; not where a "no" is known: then the next step follows (P001 A001-6)."""
    again = case.step.gate.look_again
    if again is None or any(question.known is False for question in questions):
        return None
    action = next((one for one in case.step.actions if one.key == again.action), None)
    if action is None or case.last_answer(action) is None:
        return None
    return LookAgainOffer(action.key, again.label, action.label)


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
    step = step_reached(case, str(key))
    return StepOffer(str(key), step.label, step.title, by)


def _ways_out(case: Case) -> Iterator[_WayOut]:
    gate = case.step.gate
    lead = gate.decided_by or case.step.lead
    if gate.kind == "none" and gate.on_yes not in (None, CLOSE):
        yield _WayOut(str(gate.on_yes), _opener(case, str(gate.on_yes), lead))
    if gate.on_no is not None and gate.on_no != CLOSE:
        yield _WayOut(gate.on_no, _opener(case, gate.on_no, lead))
    for jump in gate.jumps:
        if holds(jump.when, case.facts()):
            yield _WayOut(jump.to, jump.by or _opener(case, jump.to, lead), jump.when)


def _opener(case: Case, step_key: str, lead: RoleExpr) -> RoleExpr:
    return case.protocol.step(step_key).open_by or lead
