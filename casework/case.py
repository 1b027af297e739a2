"""A case: the fold of its events under one version of one protocol."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import singledispatch
from typing import Literal

from casework.case_events import (
    Acknowledged,
    ActionDone,
    ActionSkipped,
    CaseClosed,
    CaseEvent,
    CaseOpened,
    ConsentGiven,
    ConsentRefused,
    DateChosen,
    FactEstablished,
    GateAnswered,
    HandedOver,
    OutcomeRecorded,
    Postponed,
    PupilAdded,
    RecordEntered,
    SignalReceived,
    SignalsHandled,
    StepOpened,
    VictimIdentified,
)
from casework.conditions import Scalar
from casework.protocol_model import Action, Protocol, Step


class NotACaseError(ValueError):
    """The events do not begin with the opening of a case and of its first step."""


@dataclass(frozen=True)
class Done:
    """One time that an action was done; `answer` is set when it was concluded."""

    on: date
    participants: tuple[str, ...] = ()
    answer: str | None = None


@dataclass(frozen=True)
class ConsentState:
    answer: Literal["given", "refused"]
    at: datetime


@dataclass(frozen=True)
class Case:
    """The state of a case. Instants are UTC, dates are days in Europe/Amsterdam."""

    protocol: Protocol
    protocol_hash: str
    opened_at: datetime
    victim: str | None
    case_facts: Mapping[str, Scalar]
    step_key: str = ""
    steps_opened: Mapping[str, datetime] = field(default_factory=dict)
    step_facts: Mapping[str, Scalar] = field(default_factory=dict)
    pupils: Mapping[str, str] = field(default_factory=dict)
    done: Mapping[str, tuple[Done, ...]] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    left_early: frozenset[str] = frozenset()
    consents: Mapping[str, ConsentState] = field(default_factory=dict)
    chosen: Mapping[str, date] = field(default_factory=dict)
    postponed: Mapping[str, date] = field(default_factory=dict)
    records_entered: frozenset[str] = frozenset()
    open_signals: tuple[datetime, ...] = ()
    acknowledged: bool = False
    handed_to: str | None = None
    last_event_at: datetime | None = None
    outcome: str | None = None
    closed_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        return self.outcome is not None

    @property
    def victim_known(self) -> bool:
        return self.victim is not None

    @property
    def step(self) -> Step:
        """The step in which the case is."""
        return self.protocol.step(self.step_key)

    def opened_steps(self) -> tuple[Step, ...]:
        """The steps that were opened so far, in the order of their opening."""
        return tuple(self.protocol.step(key) for key in self.steps_opened)

    def last_answer(self, action: Action) -> str | None:
        """The newest conclusion of an evaluation or decision, or None."""
        answers = (entry.answer for entry in reversed(self.done.get(action.key, ())))
        return next((answer for answer in answers if answer is not None), None)

    def facts(self) -> dict[str, Scalar]:
        """Everything that the conditions of a protocol can ask for."""
        facts: dict[str, Scalar] = {**self.case_facts, **self.step_facts, "victim_known": self.victim_known}
        facts |= {f"consent.{key}": consent.answer for key, consent in self.consents.items()}
        facts |= {f"done.{key}": True for key, entries in self.done.items() if entries}
        facts |= {f"skipped.{key}": True for key in self.skipped}
        for key, entries in self.done.items():
            facts |= {f"answer.{key}": entry.answer for entry in entries if entry.answer is not None}
        return facts


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
    return replace(_apply(event, case), last_event_at=event.at)


def _opened(protocol: Protocol, event: CaseOpened) -> Case:
    return Case(
        protocol=protocol,
        protocol_hash=event.protocol_hash,
        opened_at=event.at,
        victim=event.victim,
        case_facts={**event.facts, "reporter": event.reporter},
        pupils={event.victim: "victim"} if event.victim else {},
        last_event_at=event.at,
    )


@singledispatch
def _apply(event: CaseEvent, case: Case) -> Case:
    raise NotACaseError(f"{type(event).__name__} cannot come later")


@_apply.register
def _(event: Acknowledged, case: Case) -> Case:
    return replace(case, acknowledged=True)


@_apply.register
def _(event: VictimIdentified, case: Case) -> Case:
    """What one pupil agreed to does not count for another, should the first identification prove wrong."""
    others = {pupil: party for pupil, party in case.pupils.items() if party != "victim"}
    consents = case.consents if case.victim in (None, event.pupil) else {}
    return replace(case, victim=event.pupil, pupils={**others, event.pupil: "victim"}, consents=consents)


@_apply.register
def _(event: PupilAdded, case: Case) -> Case:
    return replace(case, pupils={**case.pupils, event.pupil: event.party})


@_apply.register
def _(event: StepOpened, case: Case) -> Case:
    """A step that opens again starts anew; a new lead has to acknowledge."""
    step = case.protocol.step(event.step)
    same_lead = case.step_key != "" and case.step.lead == step.lead
    anew = {action.key for action in step.actions} if event.step in case.steps_opened else set()
    earlier = {key: at for key, at in case.steps_opened.items() if key != event.step}
    return replace(
        case,
        step_key=event.step,
        steps_opened={**earlier, event.step: event.at},
        step_facts={},
        done={key: entries for key, entries in case.done.items() if key not in anew},
        skipped=case.skipped - anew,
        left_early=(case.left_early | ({case.step_key} if event.reason else set())) - {event.step},
        open_signals=(),
        acknowledged=case.acknowledged and same_lead,
        handed_to=case.handed_to if same_lead else None,
    )


@_apply.register
def _(event: ActionDone, case: Case) -> Case:
    return _with_done(case, event.action, Done(event.on, event.participants))


@_apply.register
def _(event: OutcomeRecorded, case: Case) -> Case:
    """A conclusion sets facts: those of an evaluation last for the step, those of a decision for the case."""
    found = case.protocol.find_action(event.action)
    if found is None:
        return case
    _, action = found
    answer = action.answer(event.answer)
    case = _with_done(case, event.action, Done(event.on, answer=event.answer))
    dates = {timer.id for timer in action.timers}
    case = replace(case, chosen={timer: on for timer, on in case.chosen.items() if timer not in dates})
    if answer is None:
        return case
    if action.kind == "evaluate":
        return replace(case, step_facts={**case.step_facts, **answer.sets}, open_signals=())
    return replace(case, case_facts={**case.case_facts, **answer.sets})


@_apply.register
def _(event: ActionSkipped, case: Case) -> Case:
    return replace(case, skipped=case.skipped | {event.action})


@_apply.register
def _(event: ConsentGiven, case: Case) -> Case:
    return _with_consent(case, event.action, ConsentState("given", event.at))


@_apply.register
def _(event: ConsentRefused, case: Case) -> Case:
    return _with_consent(case, event.action, ConsentState("refused", event.at))


@_apply.register
def _(event: DateChosen, case: Case) -> Case:
    others = {key: to for key, to in case.postponed.items() if not key.endswith(f":{event.timer}")}
    return replace(case, chosen={**case.chosen, event.timer: event.on}, postponed=others)


@_apply.register
def _(event: GateAnswered, case: Case) -> Case:
    return replace(case, step_facts={**case.step_facts, **event.answers})


@_apply.register
def _(event: HandedOver, case: Case) -> Case:
    return replace(case, handed_to=event.to, acknowledged=False)


@_apply.register
def _(event: Postponed, case: Case) -> Case:
    return replace(case, postponed={**case.postponed, event.duty: event.to})


@_apply.register
def _(event: FactEstablished, case: Case) -> Case:
    return replace(case, case_facts={**case.case_facts, event.fact: event.value})


@_apply.register
def _(event: SignalReceived, case: Case) -> Case:
    return replace(case, open_signals=(*case.open_signals, event.at))


@_apply.register
def _(event: SignalsHandled, case: Case) -> Case:
    return replace(case, open_signals=())


@_apply.register
def _(event: RecordEntered, case: Case) -> Case:
    return replace(case, records_entered=case.records_entered | set(event.entries))


@_apply.register
def _(event: CaseClosed, case: Case) -> Case:
    return replace(case, outcome=event.outcome, closed_at=event.at)


def _with_done(case: Case, action: str, entry: Done) -> Case:
    return replace(
        case,
        done={**case.done, action: (*case.done.get(action, ()), entry)},
        skipped=case.skipped - {action},
        postponed=_without(case.postponed, action),
    )


def _with_consent(case: Case, action: str, state: ConsentState) -> Case:
    return replace(case, consents={**case.consents, action: state}, postponed=_without(case.postponed, action))


def _without(postponed: Mapping[str, date], action: str) -> dict[str, date]:
    """What was postponed, but for the duties of this action (their keys are `kind:action[:timer]`)."""
    return {key: to for key, to in postponed.items() if key.split(":")[1] != action}
