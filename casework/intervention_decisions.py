"""Commands about interventions: they start, are prolonged, end, or do not come."""

from datetime import date

from casework import case_commands as ask
from casework import case_events as happened
from casework.action_status import consent_withdrawn
from casework.case_events import CaseEvent
from casework.case_state import Case, Run
from casework.command_checks import outside_bounds
from casework.decision import CommandContext, Decision
from casework.intervention_status import (
    asked_for,
    decider,
    end_of,
    find_intervention,
    over_in_a_row,
    prolonged_end,
    which_runs,
    who_may_have,
    why_not_for,
    why_not_start,
)
from casework.protocol_model import Intervention
from casework.taking_part import wrong_group
from casework.terms import school_term
from casework.unfinished import unfinished_of
from casework.wording import Refusal, refusal


def start(command: ask.StartIntervention, context: CommandContext) -> Decision:
    """A measure ends what was promised to be no punishment (P003 A003-10).

    It may be agreed for a day that is still to come, as far ahead as this school puts things off; a free day becomes
    the next school day. What counts from its start (P000 T-08, T-09) counts from that day.
    """
    intervention = _decided_by(context, command.intervention)
    if isinstance(intervention, Refusal):
        return intervention
    wrong = _wrong_start(command, context, intervention)
    if wrong is not None:
        return wrong
    on = context.calendar.on_or_after(command.on) if command.on >= context.today else command.on
    until = end_of(intervention, on, command.until, context.calendar, context.terms)
    if isinstance(until, Refusal):
        return until
    too_long = over_in_a_row(context.case, intervention, on, until, command.participants, context.calendar)
    if too_long is not None:
        return too_long
    started = happened.InterventionStarted(
        **context.stamp,
        intervention=intervention.key,
        on=on,
        until=until,
        participants=command.participants,
        size=command.size,
        note=command.note,
        size_open=command.size_open and command.size is None,
    )
    return (*(_ended_by_measure(context, intervention, on)), started)


def say_how_many(command: ask.SayHowMany, context: CommandContext) -> Decision:
    """How many pupils take part is judged as at a start, by the protocol's hard bounds and those who are named."""
    intervention = _decided_by(context, command.intervention)
    if isinstance(intervention, Refusal):
        return intervention
    run = context.case.last_run(intervention)
    if run is None or not run.is_running:
        return refusal("refusal-intervention-not-running", action=intervention.label)
    if not run.size_open:
        return refusal("refusal-size-known", action=intervention.label)
    wrong = _wrong_number(context.case, intervention, run.participants, command.size)
    return wrong or (happened.HowManySaid(**context.stamp, intervention=intervention.key, size=command.size),)


def prolong(command: ask.ProlongIntervention, context: CommandContext) -> Decision:
    intervention = _decided_by(context, command.intervention)
    if isinstance(intervention, Refusal):
        return intervention
    runs = which_runs(context.case, intervention, command.participants)
    if isinstance(runs, Refusal):
        return runs
    if consent_withdrawn(context.case, intervention):
        return refusal("refusal-consent-withdrawn", action=intervention.label)
    if not command.reason:
        return refusal("refusal-reason-missing")
    ends = [_longer_until(context, intervention, run, command.until) for run in runs]
    refused = next((end for end in ends if isinstance(end, Refusal)), None)
    if refused is not None:
        return refused
    return tuple(
        happened.InterventionProlonged(
            **context.stamp,
            intervention=intervention.key,
            until=until,
            reason=command.reason,
            participants=_apart(intervention, run),
        )
        for run, until in zip(runs, ends, strict=True)
        if isinstance(until, date)
    )


def _longer_until(context: CommandContext, intervention: Intervention, run: Run, wanted: date) -> date | Refusal:
    until = prolonged_end(intervention, run, wanted, context.today, context.calendar)
    if isinstance(until, Refusal):
        return until
    pupils, calendar = run.participants, context.calendar
    return over_in_a_row(context.case, intervention, run.started_on, until, pupils, calendar) or until


def _apart(intervention: Intervention, *runs: Run) -> tuple[str, ...]:
    """For whom it is, where each pupil has the means apart; nobody in particular for another."""
    return tuple(pupil for run in runs for pupil in run.participants) if intervention.per_pupil else ()


def end(command: ask.EndIntervention, context: CommandContext) -> Decision:
    """Who does it can say that it is over, as well as who decides about it.

    What was agreed for a day to come can be ended before that: then it never begins. What nobody may decline does not
    end before its work is done.
    """
    intervention = find_intervention(context.case, command.intervention)
    if intervention is None:
        return refusal("refusal-unknown-intervention")
    runs = which_runs(context.case, intervention, command.participants)
    if isinstance(runs, Refusal):
        return runs
    if not (context.holds(intervention.by) or context.holds(decider(intervention))):
        return refusal("refusal-not-your-role", action=intervention.label)
    if command.on > context.today:
        return refusal("refusal-date-in-future", date=command.on)
    for run in runs:
        if command.on < run.started_on <= context.today:
            return refusal("refusal-under-minimum", date=run.started_on)
        pupils = _apart(intervention, run)
        left = unfinished_of(context.case, intervention, pupils) if command.on >= run.started_on else None
        if left is not None:
            return refusal("refusal-first", action=intervention.label, first=left)
    pupils = _apart(intervention, *runs)
    return (
        happened.InterventionEnded(
            **context.stamp, intervention=intervention.key, on=command.on, note=command.note, participants=pupils
        ),
    )


def decline(command: ask.DeclineIntervention, context: CommandContext) -> Decision:
    intervention = _decided_by(context, command.intervention)
    if isinstance(intervention, Refusal):
        return intervention
    asked = intervention in [one for one, _ in asked_for(context.case)]
    may_come = not context.case.is_running(intervention) or bool(who_may_have(context.case, intervention))
    if not may_come or not (asked or command.in_answer):
        return refusal("refusal-not-asked-for", action=intervention.label)
    if asked and not intervention.declinable:
        return refusal("refusal-must-start", action=intervention.label)
    if not command.reason:
        return refusal("refusal-reason-missing")
    return (happened.InterventionDeclined(**context.stamp, intervention=intervention.key, reason=command.reason),)


def _decided_by(context: CommandContext, key: str) -> Intervention | Refusal:
    intervention = find_intervention(context.case, key)
    if intervention is None:
        return refusal("refusal-unknown-intervention")
    if not context.holds(decider(intervention)):
        return refusal("refusal-not-your-role", action=intervention.label)
    return intervention


def _wrong_start(command: ask.StartIntervention, context: CommandContext, intervention: Intervention) -> Refusal | None:
    case = context.case
    wrong = why_not_start(case, intervention)
    if wrong is not None:
        return wrong
    furthest = context.calendar.due_on(context.today, school_term(context.terms, "postpone_days"))
    if command.on > furthest:
        return refusal("refusal-start-too-far", date=furthest)
    if not set(command.participants) <= set(case.pupils):
        return refusal("refusal-unknown-pupil")
    wrong = _wrong_number(case, intervention, command.participants, command.size, size_open=command.size_open)
    return wrong or why_not_for(case, intervention, command.participants)


def _wrong_number(
    case: Case, intervention: Intervention, participants: tuple[str, ...], size: int | None, *, size_open: bool = False
) -> Refusal | None:
    wrong = wrong_group(case, intervention, participants, size, size_open=size_open)
    bounds = intervention.participants
    if wrong is not None or bounds is None or not bounds.hard:
        return wrong
    return outside_bounds(case, bounds, participants, size, size_open=size_open)


def _ended_by_measure(context: CommandContext, intervention: Intervention, on: date) -> tuple[CaseEvent, ...]:
    if not intervention.measure:
        return ()
    case = context.case
    promised = [one for one in case.protocol.interventions if one.no_punishment and case.is_running(one)]
    return tuple(
        happened.InterventionEnded(
            **context.stamp, intervention=one.key, on=_not_before(context, run, on), participants=_apart(one, run)
        )
        for one in promised
        if one.key != intervention.key
        for run in case.running_runs(one)
    )


def _not_before(context: CommandContext, run: Run, on: date) -> date:
    """It ends now at the latest: the promise does not hold while a measure is agreed. Never before it began."""
    ended = min(on, context.today)
    return ended if run.started_on > context.today else max(ended, run.started_on)
