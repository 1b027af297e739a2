"""Duties: what somebody must do by a date, read off the fold of a case.

Nothing waits for ever: what the protocol gives no term gets the school's own ("afspraak van de school"), and
an open case always has at least one duty.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from casework.action_duties import action_duties, asked_in_time
from casework.action_status import SETTLED, hearing, status_of
from casework.case_state import Case
from casework.duty import Duty, DutyContext, Kind, day_of, furthest_day
from casework.gate_offers import gate_now
from casework.home_safety import OFFICER, home_asks_decision, home_label
from casework.intervention_duties import intervention_duties
from casework.log_entries import open_ticks
from casework.naked_pictures import fact_of_pictures
from casework.protocol_model import Action, Timer
from casework.series import due_on, has_date, is_over, is_tapered
from casework.step_status import gate_is_ready, next_step_by_itself, step_for_somebody
from casework.terms import DEFAULT_SCHOOL_TERMS, PRESSING_DAYS, Calendar, SchoolTerms, with_school_terms
from casework.track_moves import track_asked
from casework.wording import Label, wording

__all__ = ["Duty", "Kind", "duties", "furthest_day"]

_KEEPS_NOTHING_GOING: frozenset[Kind] = frozenset({"acknowledge", "records", "signal", "pressing", "picture"})


def duties(case: Case, calendar: Calendar, terms: SchoolTerms = DEFAULT_SCHOOL_TERMS) -> tuple[Duty, ...]:
    """Everything that somebody has to do in `case`, soonest first; what is due on one day in the order of the protocol,
    with the way out of the step and the entries behind it.

    Of a closed case only the entries are left that nobody has typed over yet.
    """
    context = DutyContext(case, calendar, terms)
    if case.is_closed:
        left = (_postponed(case, duty, calendar) for duty in _of_the_records(context))
        return tuple(sorted(left, key=lambda duty: duty.due_on))
    found = [*_of_the_case(context), *action_duties(context), *intervention_duties(context)]
    if gate_is_ready(case) or step_for_somebody(case) is not None:
        found.append(_leave(context))
    found = [*asked_in_time(case, found), *_of_the_records(context)]
    if not any(duty.kind not in _KEEPS_NOTHING_GOING for duty in found):
        found.append(_conclude(context))
    ready = [_postponed(case, duty, calendar) for duty in found]
    return tuple(sorted(ready, key=lambda duty: duty.due_on))


def _of_the_case(context: DutyContext) -> Iterator[Duty]:
    case = context.case
    step = case.step
    if not case.acknowledged:
        due = context.after(day_of(case.with_its_lead_since), "acknowledge_days")
        yield context.school_duty("acknowledge", step.key, wording("duty-acknowledge"), step.lead, due)
    if PRESSING_DAYS in context.terms:
        due = context.after(day_of(case.opened_at), PRESSING_DAYS)
        yield context.school_duty("pressing", step.key, wording("duty-pressing"), step.lead, due)
    if case.picture_asked_at is not None:
        yield _picture(context, case.picture_asked_at)
    if case.open_signals:
        yield _signal(context)
    if home_asks_decision(case):
        due = context.calendar.due_on(day_of(case.home_told_at or case.opened_at), 0)
        duty = context.school_duty("home", step.key, home_label(case), OFFICER, due)
        yield replace(duty, key="home:home_unsafe")
    if case.newly_fits is not None and (track := track_asked(case)) is not None:
        due = context.calendar.due_on(day_of(case.newly_fits[1]), 0)
        yield context.school_duty("track", step.key, wording("duty-track", track=track.label), step.lead, due)


def _picture(context: DutyContext, asked_at: datetime) -> Duty:
    """AX-17: whether there is a naked picture is said on the day on which that is asked of who has the case; until
    somebody took it up, by the day on which that is to be done."""
    case = context.case
    if case.taken_up is None:
        due = context.after(day_of(case.with_its_lead_since), "acknowledge_days")
    else:
        due = context.calendar.due_on(day_of(max(asked_at, case.taken_up[1])), 0)
    duty = context.school_duty("picture", case.step_key, wording("duty-picture"), case.step.lead, due)
    return replace(duty, key=f"picture:{fact_of_pictures(case.protocol)}")


def _leave(context: DutyContext) -> Duty:
    """What the end of the step asks; when only the next step is left to open, that of who may open it."""
    case = context.case
    step, gate = case.step, gate_now(case)
    due = context.after(_last_day(case), "gate_days")
    label: Label = step.gate.label or wording("duty-gate")
    role = step.gate.decided_by or step.lead
    following = step_for_somebody(case)
    if gate is not None and gate.no_step is not None and gate.known_no is not None:
        following = case.protocol.step(gate.no_step.step)
    if following is not None:
        label, role = wording("duty-next-step", step=following.label), following.open_by or role
    else:
        due = max([due, *_days_waited_for(context)])
    return context.school_duty("gate", step.key, label, role, due)


def _days_waited_for(context: DutyContext) -> Iterator[date]:
    """The days on which people look back or talk before this step can be judged, and those on which what began in it
    ends.

    Before them nobody is pressed to leave the step (P000 T-01, T-04, T-08); a person may do so all the same.
    """
    case = context.case
    for action in case.step.actions:
        for timer in action.timers:
            if _is_waited_for(case, action, timer):
                day = due_on(case, case.step, action, timer, context.calendar, context.terms)
                postponed = case.postponed.get(f"do:{action.key}:{timer.id}", date.min)
                yield max(day or date.min, postponed)
    for intervention in case.protocol.interventions:
        for run in case.running_runs(intervention):
            if run.step_key == case.step_key and run.until is not None:
                yield context.calendar.on_or_after(run.until)


def _is_waited_for(case: Case, action: Action, timer: Timer) -> bool:
    """Whether the question at the end of the step comes after this date: of looking back, or of a talk that comes back,
    until it was had in this step. Who made the talks rarer lets the step go on until the next one (P000 A000-4)."""
    if is_over(case, timer) or not (action.modality == "must" or has_date(case, action, timer)):
        return False
    still_to_be = status_of(case, action) not in SETTLED
    comes_back = timer.repeat is not None and timer.repeat != "on_demand"
    return (still_to_be and (action.kind == "evaluate" or comes_back)) or (comes_back and is_tapered(case, action))


def _signal(context: DutyContext) -> Duty:
    """P001 T-15, N-21, N-22: what goes wrong is told at once to whom the step says."""
    case, step = context.case, context.case.step
    watches = [action for _, action in hearing(case)]
    told = [notice.to for action in watches for notice in action.notices if notice.to.role_ids()]
    timers = [timer for action in watches for timer in action.timers if "signal_received" in timer.anchor]
    first = day_of(min(case.open_signals))
    due = context.after(first, "signal_days")
    duty = context.school_duty("signal", step.key, wording("duty-signal"), told[0] if told else step.lead, due)
    timer = with_school_terms(timers[0], context.terms) if timers else None
    if timer is None or timer.after is None:
        return duty
    due = context.calendar.due_on(first, timer.after)
    duty = replace(duty, due_on=due, remind_on=(due,), rules=timer.rules)
    return duty if timer.setting else replace(duty, origin="protocol")


def _of_the_records(context: DutyContext) -> Iterator[Duty]:
    for tick in open_ticks(context.case):
        due = context.after(max(entry.on for entry in tick.entries), "record_days")
        label = wording("duty-records", step=context.case.part(tick.step).label, count=len(tick.entries))
        # Who led a step that was left for another track may have the case no more (AX-12).
        by = context.case.step.lead if tick.step in context.case.ended_steps else tick.by
        duty = context.school_duty("records", tick.step, label, by, due)
        rules = tuple(rule for entry in tick.entries for rule in entry.rules)
        yield replace(duty, key=f"records:{tick.key}", rules=rules)


def _conclude(context: DutyContext) -> Duty:
    """Nothing else asks for anything: the lead is asked how the case goes on."""
    case = context.case
    due = context.after(_last_day(case), "step_days")
    waits = case.step.gate.kind == "none" and next_step_by_itself(case) is None
    label = wording("duty-go-on") if waits else wording("duty-conclude")
    return context.school_duty("conclude", case.step_key, label, case.step.lead, due)


def _postponed(case: Case, duty: Duty, calendar: Calendar) -> Duty:
    to = case.postponed.get(duty.key)
    if to is None or to <= duty.due_on:
        return duty
    due = to if duty.latest_on is None else min(to, duty.latest_on)
    earlier = (calendar.day_before(due),) if len(duty.remind_on) > 1 else ()
    return replace(duty, due_on=due, remind_on=(*earlier, due), put_off_from=duty.due_on)


def _last_day(case: Case) -> date:
    return day_of(case.last_event_at or case.opened_at)
