"""What the events around interventions do to a case: runs that start, last and end, and triggers that ask for one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from casework.action_status import hearing
from casework.case_events import (
    Acknowledged,
    ActionDone,
    ActionSkipped,
    CaseEvent,
    CaseOpened,
    ConsentGiven,
    ConsentRefused,
    FactEstablished,
    GateAnswered,
    HowManySaid,
    InterventionDeclined,
    InterventionEnded,
    InterventionProlonged,
    InterventionStarted,
    OutcomeRecorded,
    SignalReceived,
    TrackChanged,
)
from casework.case_state import Case, Run
from casework.conditions import facts_named, holds
from casework.intervention_status import somebody_may_have
from casework.protocol_model import Intervention
from casework.runs_apart import apart_anew
from casework.work_anew import begun_anew


def with_start(case: Case, event: InterventionStarted) -> Case:
    """It runs, where each pupil has it apart once for each; what belongs to it starts anew."""
    means, earlier = case.protocol.intervention(event.intervention), case.runs.get(event.intervention, ())
    start = max((run.start for run in earlier), default=0) + 1
    apart = means.per_pupil and bool(event.participants)
    groups = [(pupil,) for pupil in event.participants] if apart else [event.participants]
    begun = Run(event.on, event.until, case.step_key, start=start, size=event.size, size_open=event.size_open)
    runs = tuple(replace(begun, participants=pupils) for pupils in groups)
    anew = apart_anew(case, means, event.participants) if apart else begun_anew(case, means.all_actions)
    return replace(
        anew,
        runs={**case.runs, event.intervention: (*earlier, *runs)},
        triggered=_but_for(case.triggered, event.intervention),
        declined=_but_for(case.declined, event.intervention),
    )


def with_size(case: Case, event: HowManySaid) -> Case:
    runs = case.runs[event.intervention]
    counted = (replace(run, size=event.size, size_open=False) if run.start == runs[-1].start else run for run in runs)
    return replace(case, runs={**case.runs, event.intervention: tuple(counted)})


def with_prolonged(case: Case, event: InterventionProlonged) -> Case:
    return _with_runs(case, event.intervention, event.participants, until=event.until)


def with_end(case: Case, event: InterventionEnded) -> Case:
    """What asked for one that never began asks for it again, while that holds. What was agreed to for one that ran
    does not count for the next (P003 [003:309-311]: a second group is made with the pupil again)."""
    ended = _with_runs(case, event.intervention, event.participants, ended_on=event.on)
    never_began = all(run.never_began for run in _meant(ended, case, event))
    consent = case.consents.get(event.intervention)
    if consent is not None and consent.answer == "given" and not never_began:
        ended = replace(ended, consents={**case.consents, event.intervention: replace(consent, used_up=True)})
    means = case.protocol.intervention(event.intervention)
    if means.trigger is None or not never_began or ended.is_running(means) or not holds(means.trigger, ended.facts()):
        return ended
    return replace(ended, triggered={**ended.triggered, event.intervention: event.at})


def with_declined(case: Case, event: InterventionDeclined) -> Case:
    declined = {**case.declined, event.intervention: event.at}
    return replace(case, triggered=_but_for(case.triggered, event.intervention), declined=declined)


def with_all_ended(case: Case, on: date) -> Case:
    """The case closes, and with it everything that ran."""
    for intervention in case.protocol.interventions:
        if case.is_running(intervention):
            case = _with_runs(case, intervention.key, (), ended_on=on)
    return case


def with_triggers(before: Case | None, case: Case, event: CaseEvent) -> Case:
    """A trigger asks when it comes to hold, and again when somebody says it anew; not while nobody is left to have it.

    What a report told asks from the moment on which somebody takes it up: before that nobody has read what is to be
    decided "at once" (P001 T-18, P003 A003-12). What staff record asks from then on.
    """
    asking, unread = {}, set()
    for intervention in case.protocol.interventions:
        key = intervention.key
        if intervention.trigger is None or not holds(intervention.trigger, case.facts()):
            continue
        held = before is not None and holds(intervention.trigger, before.facts())
        if (not held or _says_anew(case, intervention, event)) and somebody_may_have(case, intervention):
            asking[key] = event.at
            if isinstance(event, CaseOpened | SignalReceived) and not case.acknowledged:
                unread.add(key)
        elif key in case.triggered and isinstance(event, Acknowledged):
            asking[key] = event.at if key in case.asked_unread else case.triggered[key]
        elif key in case.triggered:
            asking[key] = case.triggered[key]
            unread |= {key} & case.asked_unread
    if asking == case.triggered and unread == case.asked_unread:
        return case
    return replace(case, triggered=asking, asked_unread=frozenset(unread))


def facts_told(case: Case, event: CaseEvent) -> frozenset[str]:
    """The facts about which `event` says something; `case` is the state before or after it."""
    if isinstance(event, FactEstablished):
        return frozenset({event.fact})
    if isinstance(event, TrackChanged):
        # What goes with a step that opens is told by its opening.
        return frozenset({"track", *event.facts}) if event.step is None else frozenset()
    if isinstance(event, SignalReceived):
        return frozenset({*event.facts, *(fact for _, action in hearing(case) for fact in action.sets)})
    if isinstance(event, GateAnswered):
        return frozenset(event.answers)
    if isinstance(event, ActionDone | OutcomeRecorded):
        found = case.protocol.find_action(event.action)
        sets = found[1].sets if found else {}
        answer = found[1].answer(event.answer) if found and isinstance(event, OutcomeRecorded) else None
        facts = {f"done.{event.action}", f"answer.{event.action}", *sets}
        return frozenset({*facts, *(answer.sets if answer else ())})
    if isinstance(event, ConsentGiven | ConsentRefused):
        return frozenset({f"consent.{event.action}"})
    return frozenset({f"skipped.{event.action}"}) if isinstance(event, ActionSkipped) else frozenset()


def _says_anew(case: Case, intervention: Intervention, event: CaseEvent) -> bool:
    return not facts_told(case, event).isdisjoint(facts_named(intervention.trigger))


def _with_runs(
    case: Case, key: str, pupils: tuple[str, ...], until: date | None = None, ended_on: date | None = None
) -> Case:
    """What runs for these pupils, without any what runs at all, with its new end; where nothing runs the newest."""
    runs = case.runs[key]
    meant = _places(case, key, pupils)
    changed = {
        at: replace(runs[at], ended_on=ended_on or runs[at].ended_on, until=until or runs[at].until) for at in meant
    }
    return replace(case, runs={**case.runs, key: tuple(changed.get(at, run) for at, run in enumerate(runs))})


def _places(case: Case, key: str, pupils: tuple[str, ...]) -> tuple[int, ...]:
    runs = case.runs[key]
    running = [at for at, run in enumerate(runs) if run.is_running]
    asked = [at for at in running if not pupils or not set(pupils).isdisjoint(runs[at].participants)]
    return tuple(asked or (() if pupils else (len(runs) - 1,)))


def _meant(ended: Case, before: Case, event: InterventionEnded) -> tuple[Run, ...]:
    """The runs that this event ended, as they are since."""
    places = _places(before, event.intervention, event.participants)
    return tuple(ended.runs[event.intervention][at] for at in places)


def _but_for(kept: Mapping[str, datetime], key: str) -> dict[str, datetime]:
    return {other: value for other, value in kept.items() if other != key}
