"""What becomes of a command: the events that it brings about, or why it changes nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from casework import action_decisions as of_action
from casework import case_commands as ask
from casework import case_events as happened
from casework import fact_decisions as of_facts
from casework import intervention_decisions as of_means
from casework import step_decisions as of_step
from casework.case import applied
from casework.case_events import CaseEvent
from casework.case_state import Case
from casework.conditions import Scalar
from casework.decision import CommandContext, Decision
from casework.protocol_model import Protocol, Track
from casework.standing import Standing, standing_in_roles
from casework.step_status import next_step_by_itself
from casework.terms import DEFAULT_SCHOOL_TERMS, Calendar, SchoolTerms
from casework.tracks import first_that_fits
from casework.wording import Refusal, refusal

__all__ = ["Decision", "do", "open_case"]

_DECIDERS: Mapping[type, Callable[[Any, CommandContext], Decision]] = {
    ask.Acknowledge: of_step.acknowledge,
    ask.AnswerGate: of_step.answer_gate,
    ask.OpenStep: of_step.open_step,
    ask.ChangeTrack: of_step.change_track,
    ask.HandOver: of_step.hand_over,
    ask.Postpone: of_step.postpone,
    ask.EnterRecords: of_step.enter_records,
    ask.JoinCase: of_step.join_case,
    ask.CloseWith: of_step.close_with,
    ask.MarkDone: of_action.mark_done,
    ask.Skip: of_action.skip,
    ask.RecordConsent: of_action.record_consent,
    ask.RecordOutcome: of_action.record_outcome,
    ask.ChooseDate: of_action.choose_date,
    ask.SwitchTaper: of_action.switch_taper,
    ask.PickWatchers: of_action.pick_watchers,
    ask.StartIntervention: of_means.start,
    ask.SayHowMany: of_means.say_how_many,
    ask.ProlongIntervention: of_means.prolong,
    ask.EndIntervention: of_means.end,
    ask.DeclineIntervention: of_means.decline,
    ask.IdentifyVictim: of_facts.identify_victim,
    ask.AddPupil: of_facts.add_pupil,
    ask.EstablishFact: of_facts.establish_fact,
    ask.ReportSignal: of_facts.report_signal,
    ask.HandleSignals: of_facts.handle_signals,
    ask.DecideOnHome: of_facts.decide_on_home,
}


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
    track: str | None = None,
    start: str | None = None,
) -> tuple[CaseEvent, ...]:
    """The events that open a case at the first step of its track, or of the protocol when it has no tracks.

    `victim` is the reference of a pupil, None while nobody knows who it is. `track` is the key of a track; without
    it the first track whose condition holds. `start` is the step of a case that begins elsewhere. Raises KeyError
    for a track that the protocol does not have.
    """
    known: dict[str, Scalar] = {**(facts or {}), "reporter": reporter, "victim_known": victim is not None}
    going = _track(protocol, track or _as_key(known.get("track")), known)
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
        track=going.key if going else None,
    )
    first = start or (going.start if going else protocol.steps[0].key)
    return opened, happened.StepOpened(at=now, by=by, step=first)


def do(
    case: Case,
    command: ask.Command,
    *,
    by: str,
    now: datetime,
    calendar: Calendar,
    roles: frozenset[str] | None = None,
    standing: Standing | None = None,
    terms: SchoolTerms = DEFAULT_SCHOOL_TERMS,
) -> Decision:
    """The events of `command`, given by person `by` at the aware instant `now`, or a Refusal.

    `standing` is what the person is to the case; where only that is known `roles` are the ids of the roles that they
    hold in it. With neither nobody's role is checked.
    When a step is to open by itself after that, its opening is among the events.
    """
    if case.is_closed and not isinstance(command, ask.EnterRecords):
        return refusal("refusal-case-closed")
    if standing is None and roles is not None:
        standing = standing_in_roles(roles)
    decide = _DECIDERS[type(command)]
    decided = decide(command, CommandContext(case, by, now, calendar, standing, terms))
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


def _as_key(fact: Scalar | None) -> str | None:
    return fact if isinstance(fact, str) else None


def _track(protocol: Protocol, wanted: str | None, facts: Mapping[str, Scalar]) -> Track | None:
    if wanted is not None:
        return {track.key: track for track in protocol.tracks}[wanted]
    return first_that_fits(protocol, facts)
