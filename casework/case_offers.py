"""What may happen in a case now, and why not otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.action_status import (
    SETTLED,
    Status,
    action_in_the_way,
    gate_is_ready,
    is_live,
    may_enter,
    pupils_left,
    pupils_of,
    status_of,
)
from casework.case import Case
from casework.conditions import Scalar, holds
from casework.protocol_model import CLOSE, Action, GateQuestion, RoleExpr, Step
from casework.wording import Refusal, refusal

Ask = Literal["done", "outcome", "identify", "consents", "watch"]


@dataclass(frozen=True)
class ConsentAsk:
    """A consent that an action asks for; `answer` is given, refused or None."""

    action: str
    label: str
    answer: str | None


@dataclass(frozen=True)
class DateAsk:
    """A date that a person may choose for an action, in calendar days after the timer's anchor."""

    timer: str
    chosen: date | None
    min_days: int
    max_days: int | None
    by_school: bool


@dataclass(frozen=True)
class AnswerAsk:
    key: str
    label: str
    needs_reason: bool


@dataclass(frozen=True)
class ActionOffer:
    """An action that the case shows now.

    `ask` says with which command it is done: MarkDone (done), RecordOutcome (outcome), IdentifyVictim
    (identify), RecordConsent for each of `consents` (consents); watch needs no command. `ticks` holds each
    pupil with whether it was done with that pupil. `short` is its label for a button.
    """

    key: str
    step: str
    label: str
    short: str
    kind: str
    ask: Ask
    by: RoleExpr
    required: bool
    done: bool
    allowed: bool
    why_not: Refusal | None
    hints: tuple[str, ...]
    ticks: tuple[tuple[str, bool], ...]
    answers: tuple[AnswerAsk, ...]
    consents: tuple[ConsentAsk, ...]
    dates: tuple[DateAsk, ...]
    may_skip: bool


@dataclass(frozen=True)
class GateQuestionAsk:
    """`known` is the answer that an evaluation already gave, or None; `concluded` how that conclusion reads."""

    fact: str
    label: str
    known: bool | None
    concluded: str | None = None


@dataclass(frozen=True)
class StepOffer:
    """A step that may be opened out of the normal order, with a written reason, or that follows on a "no"."""

    step: str
    label: str
    title: str
    by: RoleExpr


@dataclass(frozen=True)
class GateOffer:
    """The question at the end of a step; without questions a decision with a reason is asked.

    `no_step` is the step that follows on a "no", None when no step does.
    """

    label: str
    questions: tuple[GateQuestionAsk, ...]
    decided_by: RoleExpr
    closes: bool
    on_no: str | None
    no_step: StepOffer | None = None

    @property
    def known_no(self) -> GateQuestionAsk | None:
        """The question that already has a "no", so that only `no_step` can follow; None while that is open."""
        refused = (question for question in self.questions if question.known is False)
        return next(refused, None) if self.no_step is not None else None


def actions_now(case: Case) -> tuple[ActionOffer, ...]:
    """Every action of the opened steps that applies; those of earlier steps only while not settled."""
    if case.is_closed:
        return ()
    return tuple(
        _offer(case, step, action)
        for step in case.opened_steps()
        for action in step.actions
        if _is_shown(case, step, action)
    )


def gate_now(case: Case) -> GateOffer | None:
    """The question that a person is to answer now to leave the step, or None."""
    if not gate_is_ready(case):
        return None
    gate = case.step.gate
    questions = tuple(_question_ask(case, question) for question in gate.test)
    decided_by = gate.decided_by or case.step.lead
    return GateOffer(gate.label, questions, decided_by, gate.on_yes == CLOSE, gate.on_no, _no_step(case, decided_by))


def steps_to_open(case: Case) -> tuple[StepOffer, ...]:
    """The steps to which a person may go now out of the normal order: early, up, or along a jump."""
    if case.is_closed:
        return ()
    seen: dict[str, StepOffer] = {}
    for key, by in _targets(case):
        step = case.protocol.step(key)
        if may_enter(case, key):
            seen.setdefault(key, StepOffer(key, step.label, step.title, by))
    return tuple(seen.values())


def why_not(case: Case, action: Action) -> Refusal | None:
    """Why `action` may not be done now, or None when it may; doing it again is allowed."""
    status = status_of(case, action)
    if status is Status.NOT_APPLICABLE:
        return refusal("refusal-not-now", action=action.label)
    if status is Status.CONSENT_UNASKED:
        return refusal("refusal-consent-unasked", action=action.label)
    if status is Status.REFUSED:
        return refusal("refusal-consent-refused", action=action.label)
    if status is Status.REPLACED:
        return refusal("refusal-consent-replaced", action=action.label, instead=_instead(case, action))
    first = action_in_the_way(case, action) if status is Status.WAITING else None
    return refusal("refusal-first", action=action.label, first=first.label) if first else None


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
        yield str(gate.on_yes), lead
    if gate.on_no is not None and gate.on_no != CLOSE:
        yield gate.on_no, lead
    for jump in gate.jumps:
        if holds(jump.when, case.facts()):
            yield jump.to, jump.by or lead


def _is_shown(case: Case, step: Step, action: Action) -> bool:
    status = status_of(case, action)
    if status is Status.NOT_APPLICABLE:
        return False
    if step.key == case.step_key:
        return True
    return action.kind != "watch" and status not in SETTLED and is_live(case, step, action)


def _offer(case: Case, step: Step, action: Action) -> ActionOffer:
    status = status_of(case, action)
    reason = why_not(case, action)
    left = pupils_left(case, action)
    return ActionOffer(
        key=action.key,
        step=step.key,
        label=action.label,
        short=action.short or action.label,
        kind=action.kind,
        ask=_ask(action),
        by=action.by or step.lead,
        required=action.modality == "must",
        done=status is Status.DONE,
        allowed=reason is None and status is not Status.SKIPPED,
        why_not=reason,
        hints=action.hints,
        ticks=tuple((pupil, pupil not in left) for pupil in pupils_of(case, action)),
        answers=tuple(AnswerAsk(answer.key, answer.label, answer.needs_reason) for answer in action.answers),
        consents=tuple(_consent_ask(case, key) for key in action.asks),
        dates=_dates(case, action),
        may_skip=may_skip(case, action),
    )


def may_skip(case: Case, action: Action) -> bool:
    """Whether the action may be left out with a reason: a required one that is still to do."""
    skippable = action.modality == "must" and action.kind not in ("identify", "watch")
    return skippable and status_of(case, action) not in SETTLED


def _ask(action: Action) -> Ask:
    if action.kind == "watch":
        return "watch"
    if action.kind == "identify":
        return "identify"
    if action.answers:
        return "outcome"
    return "consents" if action.asks else "done"


def _consent_ask(case: Case, key: str) -> ConsentAsk:
    found = case.protocol.find_action(key)
    state = case.consents.get(key)
    return ConsentAsk(key, found[1].label if found else key, state.answer if state else None)


def _dates(case: Case, action: Action) -> tuple[DateAsk, ...]:
    return tuple(
        DateAsk(
            timer=timer.id,
            chosen=case.chosen.get(timer.id),
            min_days=timer.choose.min if timer.choose else 1,
            max_days=timer.longest,
            by_school=timer.setting == "school",
        )
        for timer in action.timers
        if timer.after is None
    )


def _instead(case: Case, action: Action) -> str:
    key = action.consent.alternative if action.consent else None
    found = case.protocol.find_action(key) if key else None
    return found[1].label if found else ""
