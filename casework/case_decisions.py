"""What becomes of a command: the events that it brings about, or why it changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import singledispatch

from casework import case_commands as ask
from casework import case_events as happened
from casework.action_status import gate_is_ready, may_enter, next_step_by_itself
from casework.calendar import local_date
from casework.case import Case, applied
from casework.case_events import CaseEvent
from casework.case_offers import may_skip, steps_to_open
from casework.command_checks import (
    choosable,
    gate_passes,
    opened_action,
    wanted_day,
    workable,
    wrong_participants,
    wrong_way,
)
from casework.conditions import Scalar
from casework.duties import duties
from casework.log_entries import open_records
from casework.protocol_check import BUILT_IN_FACTS
from casework.protocol_model import CLOSE, Protocol, RoleExpr
from casework.terms import (
    DEFAULT_SCHOOL_TERMS,
    Calendar,
    SchoolTerms,
    chosen_day,
    school_term,
    start_day,
)
from casework.wording import Refusal, refusal

Decision = tuple[CaseEvent, ...] | Refusal


@dataclass(frozen=True)
class _Context:
    case: Case
    by: str
    now: datetime
    calendar: Calendar
    roles: frozenset[str] | None
    terms: SchoolTerms

    @property
    def today(self) -> date:
        return local_date(self.now)

    def holds(self, expression: RoleExpr | None) -> bool:
        """Whether the person holds one of the roles; without known roles the caller answers for that."""
        if expression is None or self.roles is None:
            return True
        return not self.roles.isdisjoint(expression.role_ids())


def open_case(
    protocol: Protocol,
    protocol_hash: str,
    *,
    by: str,
    now: datetime,
    reporter: happened.ReporterKind,
    class_id: str | None = None,
    victim: str | None = None,
    facts: Mapping[str, Scalar] | None = None,
) -> tuple[CaseEvent, ...]:
    """The events that open a case at the protocol's first step.

    `victim` is the reference of a pupil, None while nobody knows who it is.
    """
    opened = happened.CaseOpened(
        at=now,
        by=by,
        protocol_id=protocol.id,
        protocol_version=protocol.version,
        protocol_hash=protocol_hash,
        reporter=reporter,
        class_id=class_id,
        victim=victim,
        facts=dict(facts or {}),
    )
    return opened, happened.StepOpened(at=now, by=by, step=protocol.steps[0].key)


def do(
    case: Case,
    command: ask.Command,
    *,
    by: str,
    now: datetime,
    calendar: Calendar,
    roles: frozenset[str] | None = None,
    terms: SchoolTerms = DEFAULT_SCHOOL_TERMS,
) -> Decision:
    """The events of `command`, given by person `by` at the aware instant `now`, or a Refusal.

    `roles` are the ids of the roles that the person holds in this case; with None nobody's role is checked.
    When the work of a step is done, the opening of the next one is among the events.
    """
    if case.is_closed and not isinstance(command, ask.EnterRecords):
        return refusal("refusal-case-closed")
    decided = _decide(command, _Context(case, by, now, calendar, roles, terms))
    if isinstance(decided, Refusal):
        return decided
    return (*decided, *_following_steps(case, decided, by, now))


def _following_steps(case: Case, events: tuple[CaseEvent, ...], by: str, now: datetime) -> tuple[CaseEvent, ...]:
    for event in events:
        case = applied(case, event)
    following: list[CaseEvent] = []
    for _ in case.protocol.steps:
        key = next_step_by_itself(case)
        if key is None:
            break
        following.append(happened.StepOpened(at=now, by=by, step=key))
        case = applied(case, following[-1])
    return tuple(following)


@singledispatch
def _decide(command: ask.Command, context: _Context) -> Decision:
    raise TypeError(type(command).__name__)


@_decide.register
def _(command: ask.Acknowledge, context: _Context) -> Decision:
    if context.case.acknowledged:
        return ()
    return (happened.Acknowledged(at=context.now, by=context.by),)


@_decide.register
def _(command: ask.IdentifyVictim, context: _Context) -> Decision:
    return (
        happened.VictimIdentified(at=context.now, by=context.by, pupil=command.pupil, is_reporter=command.is_reporter),
    )


@_decide.register
def _(command: ask.AddPupil, context: _Context) -> Decision:
    """The victim is named by IdentifyVictim only (design: a person confirms who it is)."""
    if command.party == "victim" or command.pupil == context.case.victim:
        return refusal("refusal-victim-by-identifying")
    return (happened.PupilAdded(at=context.now, by=context.by, pupil=command.pupil, party=command.party),)


@_decide.register
def _(command: ask.MarkDone, context: _Context) -> Decision:
    action = workable(context.case, command.action, command.on, context.today)
    if isinstance(action, Refusal):
        return action
    case = context.case
    wrong = wrong_way(case, action) or wrong_participants(case, action, command.participants)
    if wrong:
        return wrong
    return (
        happened.ActionDone(
            at=context.now,
            by=context.by,
            action=action.key,
            on=command.on,
            note=command.note,
            participants=command.participants,
        ),
    )


@_decide.register
def _(command: ask.Skip, context: _Context) -> Decision:
    found = opened_action(context.case, command.action)
    if found is None or not may_skip(context.case, found[1]):
        return refusal("refusal-cannot-skip")
    if not command.reason:
        return refusal("refusal-reason-missing")
    return (happened.ActionSkipped(at=context.now, by=context.by, action=command.action, reason=command.reason),)


@_decide.register
def _(command: ask.RecordConsent, context: _Context) -> Decision:
    """Only the pupil that a person confirmed can agree (P001 A001-2; design: "dit is de leerling zelf")."""
    found = context.case.protocol.find_action(command.action)
    if found is None or found[1].consent is None:
        return refusal("refusal-no-consent-needed")
    if not context.case.victim_known:
        return refusal("refusal-victim-unknown")
    kind = happened.ConsentGiven if command.given else happened.ConsentRefused
    return (kind(at=context.now, by=context.by, action=command.action, words=command.words),)


@_decide.register
def _(command: ask.ChooseDate, context: _Context) -> Decision:
    found = choosable(context.case, command.timer)
    if isinstance(found, Refusal):
        return found
    step, action, timer = found
    start = start_day(context.case, step.key, action, timer)
    wanted = wanted_day(command, start)
    if wanted is None:
        return refusal("refusal-date-missing")
    day = chosen_day(timer, start, wanted, context.today, context.calendar)
    if isinstance(day, Refusal):
        return day
    return (happened.DateChosen(at=context.now, by=context.by, timer=timer.id, on=day),)


@_decide.register
def _(command: ask.RecordOutcome, context: _Context) -> Decision:
    action = workable(context.case, command.action, command.on, context.today)
    if isinstance(action, Refusal):
        return action
    answer = action.answer(command.answer)
    if answer is None:
        return refusal("refusal-unknown-answer", action=action.label)
    if answer.needs_reason and not command.note:
        return refusal("refusal-reason-missing")
    if not context.holds(action.decided_by):
        return refusal("refusal-not-your-role", action=action.label)
    return (
        happened.OutcomeRecorded(
            at=context.now,
            by=context.by,
            action=action.key,
            on=command.on,
            answer=command.answer,
            note=command.note,
        ),
    )


@_decide.register
def _(command: ask.AnswerGate, context: _Context) -> Decision:
    case, gate = context.case, context.case.step.gate
    if not gate_is_ready(case):
        return refusal("refusal-gate-not-ready")
    if not context.holds(gate.decided_by):
        return refusal("refusal-not-your-role", action=gate.label)
    passed = gate_passes(case, command)
    if isinstance(passed, Refusal):
        return passed
    target = gate.on_yes if passed else gate.on_no
    if target is None:
        return refusal("refusal-no-next-step")
    if target != CLOSE and not may_enter(case, target):
        return refusal("refusal-entry", step=case.protocol.step(target).label)
    answered = happened.GateAnswered(
        at=context.now,
        by=context.by,
        step=case.step_key,
        answers=dict(command.answers),
        passed=passed,
        reason=command.reason,
    )
    return answered, _left_for(context, target, command.reason)


@_decide.register
def _(command: ask.OpenStep, context: _Context) -> Decision:
    offer = next((offer for offer in steps_to_open(context.case) if offer.step == command.to), None)
    if offer is None:
        return refusal("refusal-step-not-open-to")
    if not context.holds(offer.by):
        return refusal("refusal-not-your-role", action=offer.label)
    if not command.reason:
        return refusal("refusal-reason-missing")
    return (happened.StepOpened(at=context.now, by=context.by, step=command.to, reason=command.reason),)


@_decide.register
def _(command: ask.EstablishFact, context: _Context) -> Decision:
    if command.fact not in BUILT_IN_FACTS - {"victim_known", "reporter"} | set(context.case.protocol.facts):
        return refusal("refusal-unknown-fact")
    return (
        happened.FactEstablished(
            at=context.now, by=context.by, fact=command.fact, value=command.value, note=command.note
        ),
    )


@_decide.register
def _(command: ask.ReportSignal, context: _Context) -> Decision:
    return (happened.SignalReceived(at=context.now, by=context.by, report=command.report),)


@_decide.register
def _(command: ask.HandleSignals, context: _Context) -> Decision:
    if not context.case.open_signals:
        return refusal("refusal-no-signals")
    return (happened.SignalsHandled(at=context.now, by=context.by, note=command.note),)


@_decide.register
def _(command: ask.HandOver, context: _Context) -> Decision:
    if command.to == context.case.handed_to:
        return refusal("refusal-already-with")
    return (happened.HandedOver(at=context.now, by=context.by, to=command.to, reason=command.reason),)


@_decide.register
def _(command: ask.Postpone, context: _Context) -> Decision:
    """A duty moves later with a reason, never past a maximum, nor further ahead than the school agreed."""
    due = {duty.key: duty for duty in duties(context.case, context.calendar, context.terms)}
    duty = due.get(command.duty)
    if duty is None:
        return refusal("refusal-no-such-duty")
    if duty.kind in ("acknowledge", "signal"):
        return refusal("refusal-cannot-postpone")
    if not command.reason:
        return refusal("refusal-reason-missing")
    if command.to <= max(duty.due_on, context.today):
        return refusal("refusal-postpone-later", date=max(duty.due_on, context.today))
    if duty.latest_on is not None and command.to > duty.latest_on:
        return refusal("refusal-postpone-maximum", date=duty.latest_on)
    furthest = context.calendar.due_on(context.today, school_term(context.terms, "postpone_days"))
    if command.to > furthest:
        return refusal("refusal-postpone-too-far", date=furthest)
    to = context.calendar.on_or_after(command.to)
    to = to if duty.latest_on is None else min(to, duty.latest_on)
    return (happened.Postponed(at=context.now, by=context.by, duty=duty.key, to=to, reason=command.reason),)


@_decide.register
def _(command: ask.EnterRecords, context: _Context) -> Decision:
    entries = tuple(entry.id for entry in open_records(context.case) if entry.step == command.step)
    if not entries:
        return refusal("refusal-no-records")
    return (happened.RecordEntered(at=context.now, by=context.by, step=command.step, entries=entries),)


@_decide.register
def _(command: ask.CloseWith, context: _Context) -> Decision:
    protocol = context.case.protocol
    if command.outcome not in {outcome.key for outcome in protocol.outcomes}:
        return refusal("refusal-unknown-outcome")
    if command.outcome not in {outcome.key for outcome in protocol.outcomes_at_any_step()}:
        return refusal("refusal-close-by-gate")
    if not command.reason:
        return refusal("refusal-reason-missing")
    return (
        happened.CaseClosed(
            at=context.now,
            by=context.by,
            outcome=command.outcome,
            reason=command.reason,
            other_case=command.other_case,
        ),
    )


def _left_for(context: _Context, target: str, reason: str | None) -> CaseEvent:
    if target == CLOSE:
        outcome = context.case.step.gate.outcome or CLOSE
        return happened.CaseClosed(at=context.now, by=context.by, outcome=outcome, reason=reason)
    return happened.StepOpened(at=context.now, by=context.by, step=target)
