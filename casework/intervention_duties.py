"""The duties of interventions: deciding when the protocol asks for one, and looking when it ends."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from casework.action_status import consent_withdrawn
from casework.case_state import Run
from casework.duty import Duty, DutyContext, day_of
from casework.intervention_status import asked_for, decider, latest_end, whose_end
from casework.protocol_model import Intervention
from casework.runs_apart import key_of_pupils
from casework.wording import wording


def intervention_duties(context: DutyContext) -> Iterator[Duty]:
    """Deciding at once about what a trigger asks for (P001 T-18), and asking on the last day whether it is over."""
    for intervention, since in asked_for(context.case):
        yield _to_decide(context, intervention, context.calendar.due_on(day_of(since), 0))
    for intervention in context.case.protocol.interventions:
        if consent_withdrawn(context.case, intervention):
            yield _to_end(context, intervention)
            continue
        for run in context.case.running_runs(intervention):
            if run.until is not None:
                ends = _ends(context, intervention, run, run.until)
                apart = replace(ends, key=key_of_pupils(ends.key, run), pupils=run.participants)
                yield apart if intervention.per_pupil else ends


def _to_decide(context: DutyContext, intervention: Intervention, due: date) -> Duty:
    said = "duty-trigger" if intervention.declinable else "duty-must-start"
    label = wording(said, action=intervention.label)
    duty = context.school_duty("trigger", intervention.key, label, decider(intervention), due)
    rules = (*intervention.rules, *(intervention.timer.rules if intervention.timer else ()))
    timed = any(rule.startswith("T-") for rule in rules)
    return replace(duty, origin="protocol" if timed else "school", rules=tuple(dict.fromkeys(rules)))


def _to_end(context: DutyContext, intervention: Intervention) -> Duty:
    """Who agreed says no by now: nothing of it goes on, and who does it ends it at once."""
    due = context.calendar.due_on(day_of(context.case.consents[intervention.key].at), 0)
    label = wording("duty-withdrawn", action=intervention.label)
    duty = context.school_duty("withdrawn", intervention.key, label, intervention.by, due)
    return replace(duty, rules=intervention.consent.rules if intervention.consent else ())


def _ends(context: DutyContext, intervention: Intervention, run: Run, until: date) -> Duty:
    timer = intervention.timer
    role, also = whose_end(intervention)
    label = wording("duty-intervention-ends", action=intervention.label)
    duty = context.school_duty("intervention", intervention.key, label, role, until)
    if timer is None:
        return duty
    return replace(
        duty,
        remind_on=context.reminders(until, timer.remind_before),
        latest_on=latest_end(timer, run, context.calendar),
        timer=timer.id,
        also_remind=also,
        origin="school" if timer.setting else "protocol",
        rules=timer.rules,
    )
