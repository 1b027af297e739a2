"""Duties: what somebody must do by a date, read off the fold of a case.

Nothing waits for ever: what the protocol gives no term gets the school's own ("afspraak van de school"), and
an open case always has at least one duty.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from casework.action_status import SETTLED, Status, gate_is_ready, is_live, next_step_by_itself, status_of
from casework.calendar import local_date
from casework.case import Case
from casework.case_offers import gate_now
from casework.log_entries import LogEntry, open_records
from casework.protocol_model import Action, RoleExpr, Step, Timer
from casework.terms import (
    DEFAULT_SCHOOL_TERMS,
    Calendar,
    SchoolTerms,
    due_day,
    latest_day,
    ready_day,
    school_term,
    start_day,
)
from casework.wording import Label, wording

Kind = Literal["acknowledge", "do", "consent", "consent_again", "choose", "gate", "records", "signal", "conclude"]


@dataclass(frozen=True)
class Duty:
    """Something that a person must do by a day in Europe/Amsterdam.

    `role` says who, through the case; `person` instead when the case was handed over to somebody.
    `key` stays the same while the duty lasts. `remind_on` are the days to remind on, the last is `due_on`.
    `latest_on` is a maximum past which it cannot be postponed. `origin` is "school" when the span is an
    agreement of the school.
    """

    key: str
    kind: Kind
    label: Label
    role: RoleExpr
    person: str | None
    step: str
    due_on: date
    remind_on: tuple[date, ...]
    latest_on: date | None
    action: str | None
    timer: str | None
    origin: Literal["protocol", "school"]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class _Context:
    case: Case
    calendar: Calendar
    terms: SchoolTerms

    def after(self, day: date, term: str) -> date:
        return self.calendar.due_on(day, school_term(self.terms, term))


def duties(case: Case, calendar: Calendar, terms: SchoolTerms = DEFAULT_SCHOOL_TERMS) -> tuple[Duty, ...]:
    """Everything that somebody has to do in `case`, soonest first; nothing once it is closed."""
    if case.is_closed:
        return ()
    context = _Context(case, calendar, terms)
    found = [*_of_the_case(context), *_of_the_actions(context), *_of_the_records(context)]
    if not any(duty.kind not in ("acknowledge", "records", "signal") for duty in found):
        found.append(_conclude(context))
    ready = [_postponed(case, duty, calendar) for duty in found]
    return tuple(sorted(ready, key=lambda duty: (duty.due_on, duty.key)))


def _of_the_case(context: _Context) -> Iterator[Duty]:
    case = context.case
    step = case.step
    if not case.acknowledged:
        due = context.after(_day(case.steps_opened[step.key]), "acknowledge_days")
        yield _school_duty(case, "acknowledge", step.key, wording("duty-acknowledge"), step.lead, due)
    if case.open_signals:
        yield _signal(context)
    if gate_is_ready(case):
        due = context.after(_last_day(case), "gate_days")
        yield _school_duty(case, "gate", step.key, _gate_label(case), step.gate.decided_by or step.lead, due)


def _gate_label(case: Case) -> Label:
    """What the end of the step asks; after a "no" only the next step is left to open."""
    gate = gate_now(case)
    if gate is not None and gate.no_step is not None and gate.known_no is not None:
        return wording("duty-next-step", step=gate.no_step.label)
    return case.step.gate.label or wording("duty-gate")


def _of_the_actions(context: _Context) -> Iterator[Duty]:
    for step in context.case.opened_steps():
        for action in step.actions:
            make = _MAKERS.get(status_of(context.case, action))
            if action.kind != "watch" and make is not None and is_live(context.case, step, action):
                yield from make(context, step, action)


def _to_do(context: _Context, step: Step, action: Action) -> Iterator[Duty]:
    """A required action has a duty for each timer, or by the school's term; an optional one by a chosen date."""
    case = context.case
    for timer in action.timers:
        if action.modality == "must" or timer.id in case.chosen:
            yield _timed(context, step, action, timer)
    if not action.timers and action.modality == "must":
        due = context.after(ready_day(case, step.key, action), "step_days")
        yield _school_duty(case, "do", step.key, action.label, action.by or step.lead, due, action=action)


def _timed(context: _Context, step: Step, action: Action, timer: Timer) -> Duty:
    case = context.case
    start = start_day(case, step.key, action, timer)
    latest = latest_day(timer, start, context.calendar)
    due = case.chosen.get(timer.id) or due_day(timer, start, context.calendar)
    role = timer.remind or action.by or step.lead
    if due is None:
        due = context.after(start, "step_days")
        due = due if latest is None else min(due, latest)
        label = wording("duty-choose-date", action=action.label)
        duty = _school_duty(case, "choose", step.key, label, role, due, action=action)
        return replace(duty, key=f"choose:{action.key}:{timer.id}", timer=timer.id, latest_on=latest)
    return Duty(
        key=f"do:{action.key}:{timer.id}",
        kind="do",
        label=action.label,
        role=role,
        person=_person(case, step.key, role),
        step=step.key,
        due_on=due,
        remind_on=_reminders(timer, due, context.calendar),
        latest_on=latest,
        action=action.key,
        timer=timer.id,
        origin="school" if timer.setting else "protocol",
        rules=timer.rules,
    )


def _again(context: _Context, step: Step, action: Action) -> Iterator[Duty]:
    """An action that repeats until the case is closed is due again, counted from the last time."""
    last = max((entry.on for entry in context.case.done.get(action.key, ())), default=None)
    for timer in action.timers:
        if isinstance(timer.repeat, int) and last is not None:
            due = context.calendar.due_on(last, timer.repeat)
            yield replace(
                _timed(context, step, action, timer),
                due_on=due,
                remind_on=_reminders(timer, due, context.calendar),
            )


def _ask_consent(context: _Context, step: Step, action: Action) -> Iterator[Duty]:
    if action.modality != "must" or _is_asked_elsewhere(context.case, action):
        return
    due = context.after(ready_day(context.case, step.key, action), "consent_days")
    label = wording("duty-consent", action=action.label)
    yield _school_duty(context.case, "consent", step.key, label, step.lead, due, action=action)


def _ask_again(context: _Context, step: Step, action: Action) -> Iterator[Duty]:
    if action.modality != "must":
        return
    due = context.after(_day(context.case.consents[action.key].at), "consent_days")
    label = wording("duty-consent-again", action=action.label)
    yield _school_duty(context.case, "consent_again", step.key, label, step.lead, due, action=action)


_Maker = Callable[[_Context, Step, Action], Iterator[Duty]]

_MAKERS: Mapping[Status, _Maker] = {
    Status.OPEN: _to_do,
    Status.DONE: _again,
    Status.CONSENT_UNASKED: _ask_consent,
    Status.REFUSED: _ask_again,
}


def _is_asked_elsewhere(case: Case, action: Action) -> bool:
    """Whether another action that is still to do in an opened step asks for this consent."""
    return any(
        action.key in other.asks and other.modality == "must" and status_of(case, other) not in SETTLED
        for step in case.opened_steps()
        for other in step.actions
        if is_live(case, step, other)
    )


def _signal(context: _Context) -> Duty:
    """P001 T-15, N-21, N-22: what goes wrong is told at once to whom the step says."""
    case, step = context.case, context.case.step
    watches = [action for action in step.actions if action.kind == "watch"]
    notices = [notice for action in watches for notice in action.notices]
    timers = [timer for action in watches for timer in action.timers if "signal_received" in timer.anchor]
    role = notices[0].to if notices else step.lead
    first = _day(min(case.open_signals))
    due = context.after(first, "signal_days")
    duty = _school_duty(case, "signal", step.key, wording("duty-signal"), role, due)
    if not timers or timers[0].after is None:
        return duty
    due = context.calendar.due_on(first, timers[0].after)
    return replace(duty, due_on=due, remind_on=(due,), origin="protocol", rules=timers[0].rules)


def _of_the_records(context: _Context) -> Iterator[Duty]:
    entries: dict[str, list[LogEntry]] = {}
    for entry in open_records(context.case):
        entries.setdefault(entry.step, []).append(entry)
    for step_key, missing in entries.items():
        due = context.after(max(entry.on for entry in missing), "record_days")
        label = wording("duty-records", step=context.case.protocol.step(step_key).label, count=len(missing))
        duty = _school_duty(context.case, "records", step_key, label, missing[0].by, due)
        yield replace(duty, rules=tuple(rule for entry in missing for rule in entry.rules))


def _conclude(context: _Context) -> Duty:
    """Nothing else asks for anything: the lead is asked how the case goes on."""
    case = context.case
    due = context.after(_last_day(case), "step_days")
    waits = case.step.gate.kind == "none" and next_step_by_itself(case) is None
    label = wording("duty-go-on") if waits else wording("duty-conclude")
    return _school_duty(case, "conclude", case.step_key, label, case.step.lead, due)


def _school_duty(
    case: Case, kind: Kind, step_key: str, label: Label, role: RoleExpr, due: date, action: Action | None = None
) -> Duty:
    return Duty(
        key=f"{kind}:{action.key if action else step_key}",
        kind=kind,
        label=label,
        role=role,
        person=_person(case, step_key, role),
        step=step_key,
        due_on=due,
        remind_on=(due,),
        latest_on=None,
        action=action.key if action else None,
        timer=None,
        origin="school",
        rules=(),
    )


def _person(case: Case, step_key: str, role: RoleExpr) -> str | None:
    """Who took the case over has the duties of the step's lead, not those of others."""
    return case.handed_to if step_key == case.step_key and role == case.step.lead else None


def _reminders(timer: Timer, due: date, calendar: Calendar) -> tuple[date, ...]:
    return (calendar.day_before(due), due) if timer.remind_before else (due,)


def _postponed(case: Case, duty: Duty, calendar: Calendar) -> Duty:
    to = case.postponed.get(duty.key)
    if to is None or to <= duty.due_on:
        return duty
    due = to if duty.latest_on is None else min(to, duty.latest_on)
    earlier = (calendar.day_before(due),) if len(duty.remind_on) > 1 else ()
    return replace(duty, due_on=due, remind_on=(*earlier, due))


def _last_day(case: Case) -> date:
    return _day(case.last_event_at or case.opened_at)


def _day(instant: datetime) -> date:
    return local_date(instant)
