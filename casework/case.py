"""A case: the fold of its events under one version of one protocol."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import singledispatch

from casework.action_status import hearing, pupils_left, pupils_of
from casework.calendar import local_date
from casework.case_events import (
    Acknowledged,
    ActionDone,
    ActionSkipped,
    CaseClosed,
    CaseEvent,
    CaseJoined,
    CaseOpened,
    ConsentGiven,
    ConsentRefused,
    DateChosen,
    FactEstablished,
    GateAnswered,
    HandedOver,
    HomeSafetyDecided,
    HowManySaid,
    InterventionDeclined,
    InterventionEnded,
    InterventionProlonged,
    InterventionStarted,
    OutcomeRecorded,
    Postponed,
    PupilAdded,
    RecordEntered,
    SignalReceived,
    SignalsHandled,
    StepOpened,
    TaperSwitched,
    TrackChanged,
    VictimIdentified,
    WatchersPicked,
)
from casework.case_state import Case, ConsentState, Done, Watch, with_known_classes
from casework.conditions import Scalar
from casework.home_safety import home_said_safe, homes_in_doubt, homes_taken_back, homes_told, with_home_of_either
from casework.intervention_runs import (
    with_all_ended,
    with_declined,
    with_end,
    with_prolonged,
    with_size,
    with_start,
    with_triggers,
)
from casework.learned import with_learned
from casework.naked_pictures import with_picture_asked
from casework.open_work import with_open_work
from casework.protocol_model import Protocol
from casework.runs_apart import is_of_pupil, own_work
from casework.taking_part import is_with_the_victim
from casework.track_moves import with_fitting_track, with_track
from casework.work_anew import begun_anew, with_another_look, with_work_anew

__all__ = ["Case", "ConsentState", "Done", "NotACaseError", "applied", "fold"]


class NotACaseError(ValueError):
    """The events do not begin with the opening of a case and of its first step."""


def fold(protocol: Protocol, events: Iterable[CaseEvent]) -> Case:
    """The case that `events` tell of; `protocol` is the version with which the case began.

    Raises NotACaseError when the events do not begin with CaseOpened and StepOpened.
    """
    opening, *later = events
    if not isinstance(opening, CaseOpened) or not later or not isinstance(later[0], StepOpened):
        raise NotACaseError
    case = _opened(protocol, opening)
    for event in later:
        case = applied(case, event)
    return case


def applied(case: Case, event: CaseEvent) -> Case:
    """The case after one more event."""
    after = with_picture_asked(replace(_apply(event, case), last_event_at=event.at), event.at)
    after = with_triggers(case, with_work_anew(case, after, event), event)
    return with_open_work(case, with_fitting_track(with_learned(case, after, event), event), event)


def _opened(protocol: Protocol, event: CaseOpened) -> Case:
    """A track that is known is a fact. A colleague who is bullied is not among the pupils."""
    pupil = event.victim if event.facts.get("victim_class") != "staff" else None
    track: dict[str, Scalar] = {"track": event.track} if event.track else {}
    case = Case(
        protocol=protocol,
        protocol_hash=event.protocol_hash,
        opened_at=event.at,
        victim=event.victim,
        case_facts={**event.facts, "reporter": event.reporter, **track},
        class_id=event.class_id,
        pupils={pupil: "victim"} if pupil else {},
        classes=_with_class({}, pupil, event.class_id),
        home_told_at=event.at,
        home_pupils=frozenset() if event.facts.get("home_unsafe") is True else None,
        last_event_at=event.at,
    )
    return with_fitting_track(with_triggers(None, with_picture_asked(case, event.at), event), event)


@singledispatch
def _apply(event: CaseEvent, case: Case) -> Case:
    raise NotACaseError(f"{type(event).__name__} cannot come later")


@_apply.register
def _(event: Acknowledged, case: Case) -> Case:
    return replace(case, acknowledged=True, taken_up=case.taken_up or (case.step_key, event.at))


@_apply.register
def _(event: VictimIdentified, case: Case) -> Case:
    """What counts for one pupil does not for another, should the first identification prove wrong."""
    others = {pupil: party for pupil, party in case.pupils.items() if party != "victim"}
    if case.victim not in (None, event.pupil):
        case = _of_another_pupil(case, event.at)
    if event.is_staff:
        facts = {**case.case_facts, "victim_class": "staff"}
        return replace(case, victim=event.pupil, pupils=others, case_facts=facts)
    was_staff = case.case_facts.get("victim_class") == "staff"
    identified = replace(
        case,
        victim=event.pupil,
        pupils={**others, event.pupil: "victim"},
        classes=_with_class(case.classes, event.pupil, event.class_id or case.class_id),
        case_facts={**case.case_facts, **({"victim_class": "pupil"} if was_staff else {})},
    )
    return with_known_classes(identified)


def _of_another_pupil(case: Case, at: datetime) -> Case:
    """What the pupil agreed to, what was done with that pupil or the parents, and of whose home something was said."""
    done = (action for part in case.protocol.parts() for action in part.all_actions if is_with_the_victim(action))
    return with_home_of_either(begun_anew(replace(case, consents={}), done), at)


@_apply.register
def _(event: PupilAdded, case: Case) -> Case:
    classes = _with_class(case.classes, event.pupil, event.class_id or case.class_id)
    return with_known_classes(replace(case, pupils={**case.pupils, event.pupil: event.party}, classes=classes))


@_apply.register
def _(event: StepOpened, case: Case) -> Case:
    """A step that opens again starts anew; a new lead has to acknowledge. Of no step it is known that it is stuck.

    A signal that nobody dealt with is still to be heard (P001 N-21, N-22).
    """
    step = case.protocol.step(event.step)
    left = {case.step_key} if case.step_key and (event.reason or case.step.gate.waits_for == "entry") else set()
    same_lead = case.step_key != "" and case.step.lead == step.lead
    if event.step in case.steps_opened:
        case = begun_anew(case, step.actions)
    round_before = {f"gate:{event.step}", f"conclude:{event.step}"}
    earlier = {key: at for key, at in case.steps_opened.items() if key != event.step}
    return replace(
        case,
        step_key=event.step,
        case_facts={fact: value for fact, value in case.case_facts.items() if fact != "step_blocked"},
        steps_opened={**earlier, event.step: event.at},
        step_facts={},
        postponed={duty: to for duty, to in case.postponed.items() if duty not in round_before},
        left_early=(case.left_early | left) - {event.step},
        ended_steps=case.ended_steps - {event.step},
        acknowledged=case.acknowledged and same_lead,
        handed_to=case.handed_to if same_lead else None,
        handed_at=None,
    )


@_apply.register
def _(event: TrackChanged, case: Case) -> Case:
    return _with_news(with_track(case, event), event.facts, event.at)


@_apply.register
def _(event: ActionDone, case: Case) -> Case:
    """Doing it brings about facts; an evaluation does so where it is concluded. A date that was chosen for a series
    has come."""
    found = case.protocol.find_action(event.action)
    all_then = pupils_of(case, found[1]) if found is not None and not event.participants else ()
    entry = Done(event.on, event.participants, channel=event.channel, view=event.view, all_then=all_then)
    case = _with_done(case, event.action, entry)
    if found is None:
        return case
    _, action = found
    series = {timer.id for timer in action.timers if timer.repeat is not None}
    case = replace(case, chosen={timer: on for timer, on in case.chosen.items() if timer not in series})
    return case if action.answers else _with_news(case, action.sets, event.at)


@_apply.register
def _(event: OutcomeRecorded, case: Case) -> Case:
    """A conclusion sets facts: those of an evaluation last for the step, those of a decision for the case.

    An evaluation deals with the signals until its day: what came later nobody has looked at (P001 T-15).
    """
    found = case.protocol.find_action(event.action)
    if found is None:
        return case
    part, action = found
    answer = action.answer(event.answer)
    case = _with_done(case, event.action, Done(event.on, answer=event.answer))
    dates = {timer.id for timer in action.timers}
    case = replace(case, chosen={timer: on for timer, on in case.chosen.items() if timer not in dates})
    if answer is None:
        return case
    case = begun_anew(case, (one for one in part.all_actions if one.key in answer.anew))
    if action.kind == "evaluate":
        later = tuple(at for at in case.open_signals if local_date(at) > event.on)
        return _with_step_news(replace(case, open_signals=later), {**action.sets, **answer.sets}, event.at)
    return _with_news(case, {**action.sets, **answer.sets}, event.at)


@_apply.register
def _(event: ActionSkipped, case: Case) -> Case:
    """What each pupil has apart is left out for those of whom that is said, and never for who begins later."""
    own = own_work(case.protocol, event.action)
    if own is None:
        return replace(case, skipped=case.skipped | {event.action})
    left = event.participants or pupils_left(case, own)
    left_out = case.left_out.get(event.action, frozenset()).union(left)
    after = replace(case, left_out={**case.left_out, event.action: left_out})
    return after if pupils_left(after, own) else replace(after, skipped=after.skipped | {event.action})


@_apply.register
def _(event: ConsentGiven, case: Case) -> Case:
    return _with_consent(case, event.action, ConsentState("given", event.at))


@_apply.register
def _(event: ConsentRefused, case: Case) -> Case:
    return _with_consent(case, event.action, ConsentState("refused", event.at))


@_apply.register
def _(event: DateChosen, case: Case) -> Case:
    others = {key: to for key, to in case.postponed.items() if not key.endswith(f":{event.timer}")}
    every = case.every if event.every is None else {**case.every, event.timer: event.every}
    return replace(case, chosen={**case.chosen, event.timer: event.on}, every=every, postponed=others)


@_apply.register
def _(event: TaperSwitched, case: Case) -> Case:
    others = {key: to for key, to in case.postponed.items() if not key.endswith(f":{event.timer}")}
    tapered = case.tapered - {event.timer} if event.back else case.tapered | {event.timer}
    return replace(case, tapered=tapered, postponed=others)


@_apply.register
def _(event: GateAnswered, case: Case) -> Case:
    if event.look_again is not None:
        return with_another_look(case, event.look_again)
    return _with_step_news(case, event.answers, event.at)


@_apply.register
def _(event: HandedOver, case: Case) -> Case:
    """Who had it from somebody else gives that away too; who gets their own work back has it again."""
    giver = event.instead_of or event.by
    moved = {before: event.to if now == giver else now for before, now in case.handed_over.items()}
    handed_over = {before: now for before, now in {giver: event.to, **moved}.items() if before != now}
    return replace(case, handed_to=event.to, handed_at=event.at, handed_over=handed_over, acknowledged=False)


@_apply.register
def _(event: Postponed, case: Case) -> Case:
    return replace(case, postponed={**case.postponed, event.duty: event.to})


@_apply.register
def _(event: FactEstablished, case: Case) -> Case:
    return _with_news(case, {event.fact: event.value}, event.at, event.pupils)


@_apply.register
def _(event: SignalReceived, case: Case) -> Case:
    """What the step, or a means that runs, says a signal brings about becomes a fact (P000 step 2b: `recurrence`)."""
    sets = {fact: value for _, action in hearing(case) for fact, value in action.sets.items()}
    case = replace(case, open_signals=(*case.open_signals, event.at))
    return _with_news(case, {**sets, **event.facts}, event.at)


@_apply.register
def _(event: SignalsHandled, case: Case) -> Case:
    return replace(case, open_signals=())


@_apply.register
def _(event: RecordEntered, case: Case) -> Case:
    return replace(case, records_entered=case.records_entered | set(event.entries))


@_apply.register
def _(event: InterventionStarted, case: Case) -> Case:
    return with_start(case, event)


@_apply.register
def _(event: HowManySaid, case: Case) -> Case:
    return with_size(case, event)


@_apply.register
def _(event: InterventionProlonged, case: Case) -> Case:
    return with_prolonged(case, event)


@_apply.register
def _(event: InterventionEnded, case: Case) -> Case:
    return with_end(case, event)


@_apply.register
def _(event: InterventionDeclined, case: Case) -> Case:
    return with_declined(case, event)


@_apply.register
def _(event: HomeSafetyDecided, case: Case) -> Case:
    """No contact lasts, whatever is said later, until who decides it decides otherwise; word that was taken back is
    dealt with."""
    forbidden = None if event.may_contact else homes_in_doubt(case)
    told = None if home_said_safe(case) else case.home_pupils
    return replace(case, home_decision=event.may_contact, home_forbidden=forbidden, home_pupils=told)


@_apply.register
def _(event: WatchersPicked, case: Case) -> Case:
    others = {key: watch for key, watch in case.watches.items() if key != event.action}
    picked = {event.action: Watch(event.people, event.place, event.until)} if event.people else {}
    return replace(case, watches={**others, **picked})


@_apply.register
def _(event: CaseJoined, case: Case) -> Case:
    return replace(case, joined=(*case.joined, event.other_case))


@_apply.register
def _(event: CaseClosed, case: Case) -> Case:
    closed = with_all_ended(case, local_date(event.at))
    return replace(closed, outcome=event.outcome, closed_at=event.at, watches={})


def _with_news(case: Case, facts: Mapping[str, Scalar], at: datetime, pupils: Iterable[str] = ()) -> Case:
    """New facts; what is new about a home that is not safe asks for a new decision."""
    if "home_unsafe" in facts:
        told = homes_told(case, pupils) if facts["home_unsafe"] is True else homes_taken_back(case)
        case = replace(case, home_told_at=at, home_decision=None, home_pupils=told)
    return replace(case, case_facts={**case.case_facts, **facts})


def _with_step_news(case: Case, facts: Mapping[str, Scalar], at: datetime) -> Case:
    """Facts that count for the present step; what is known of a home outlasts it, until somebody decides on it."""
    of_home = {fact: value for fact, value in facts.items() if fact == "home_unsafe"}
    of_step = {fact: value for fact, value in facts.items() if fact not in of_home}
    return _with_news(replace(case, step_facts={**case.step_facts, **of_step}), of_home, at)


def _with_class(classes: Mapping[str, str], pupil: str | None, class_id: str | None) -> dict[str, str]:
    return {**classes, **({pupil: class_id} if pupil and class_id else {})}


def _with_done(case: Case, action: str, entry: Done) -> Case:
    return replace(
        case,
        done={**case.done, action: (*case.done.get(action, ()), entry)},
        history={**case.history, action: (*case.history.get(action, ()), entry)},
        skipped=case.skipped - {action},
        postponed=_still_put_off(case, action, entry),
    )


def _still_put_off(case: Case, action: str, entry: Done) -> dict[str, date]:
    """What was postponed, but for what was done by this; of who has a means apart and was not in it it stays."""
    kept = _without(case.postponed, action)
    if not entry.participants or own_work(case.protocol, action) is None:
        return kept
    others = set(case.pupils).difference(entry.participants)
    own = {key: to for key, to in case.postponed.items() if any(is_of_pupil(key, pupil) for pupil in others)}
    return {**own, **kept}


def _with_consent(case: Case, action: str, state: ConsentState) -> Case:
    return replace(case, consents={**case.consents, action: state}, postponed=_without(case.postponed, action))


def _without(postponed: Mapping[str, date], action: str) -> dict[str, date]:
    """What was postponed, but for the duties of this action (their keys are `kind:action[:timer]`)."""
    return {key: to for key, to in postponed.items() if key.split(":")[1] != action}
