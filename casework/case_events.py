"""What can happen to a case: frozen facts, from which a case is folded.

Events hold no free text and no names. `note`, `words` and `reason` are references to sealed notes, `pupil`
and `participants` are references to pupils of the case, `by` and `to` are ids of people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date
from functools import cache
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, AwareDatetime, TypeAdapter

from casework.conditions import Scalar

VERSION = 1

Instant = Annotated[AwareDatetime, AfterValidator(lambda instant: instant.astimezone(UTC))]

PupilParty = Literal["victim", "bully", "follower", "bystander"]

ReporterKind = Literal["victim", "witness", "parent", "staff"]


class UnknownEventError(ValueError):
    """Stored data that is no event of this version of the program."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """`at` is an aware instant in UTC."""

    at: Instant
    by: str


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Happened):
    """`reporter` is the kind of reporter; `victim` is None while nobody knows which pupil it is about."""

    protocol_id: str
    protocol_version: str
    protocol_hash: str
    reporter: ReporterKind
    class_id: str | None = None
    victim: str | None = None
    facts: dict[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Acknowledged(Happened):
    pass


@dataclass(frozen=True, kw_only=True)
class VictimIdentified(Happened):
    """`is_reporter`: the staff member confirmed "dit is de leerling zelf"."""

    pupil: str
    is_reporter: bool


@dataclass(frozen=True, kw_only=True)
class PupilAdded(Happened):
    pupil: str
    party: PupilParty


@dataclass(frozen=True, kw_only=True)
class StepOpened(Happened):
    """`reason` is there when a person opened it out of the normal order; the step before it then ends unfinished."""

    step: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ActionDone(Happened):
    """`participants`: the pupils of the case that it was done with; empty means all whom it concerns."""

    action: str
    on: date
    note: str | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ActionSkipped(Happened):
    action: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Happened):
    """`words`: what the pupil said, in the pupil's own words."""

    action: str
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentRefused(Happened):
    action: str
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class DateChosen(Happened):
    timer: str
    on: date


@dataclass(frozen=True, kw_only=True)
class OutcomeRecorded(Happened):
    """The conclusion of an evaluation or decision: one of the action's answers."""

    action: str
    on: date
    answer: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class GateAnswered(Happened):
    step: str
    answers: dict[str, bool]
    passed: bool
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class HandedOver(Happened):
    to: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Postponed(Happened):
    duty: str
    to: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class FactEstablished(Happened):
    fact: str
    value: Scalar
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class SignalReceived(Happened):
    """Somebody said that it goes wrong (again) while the case was running."""

    report: str | None = None


@dataclass(frozen=True, kw_only=True)
class SignalsHandled(Happened):
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordEntered(Happened):
    """`entries`: ids of the log entries that a person has typed over into the school's own system."""

    step: str
    entries: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Happened):
    outcome: str
    reason: str | None = None
    other_case: str | None = None


CaseEvent = (
    CaseOpened
    | Acknowledged
    | VictimIdentified
    | PupilAdded
    | StepOpened
    | ActionDone
    | ActionSkipped
    | ConsentGiven
    | ConsentRefused
    | DateChosen
    | OutcomeRecorded
    | GateAnswered
    | HandedOver
    | Postponed
    | FactEstablished
    | SignalReceived
    | SignalsHandled
    | RecordEntered
    | CaseClosed
)

_KINDS: dict[str, type[CaseEvent]] = {kind.__name__: kind for kind in get_args(CaseEvent)}


def event_to_data(event: CaseEvent) -> dict[str, Any]:
    """The event as JSON-able data; `event_from_data` is its inverse."""
    kind = type(event).__name__
    return {"kind": kind, "version": VERSION, **_adapter(kind).dump_python(event, mode="json")}


def event_from_data(data: Mapping[str, Any]) -> CaseEvent:
    """The event in stored data; raises UnknownEventError when it is none, or of another version."""
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS or data.get("version") != VERSION:
        raise UnknownEventError(f"{kind} version {data.get('version')}")
    fields = {name: value for name, value in data.items() if name not in ("kind", "version")}
    try:
        return _adapter(kind).validate_python(fields)
    except ValueError as error:
        raise UnknownEventError(f"{kind}: {type(error).__name__}") from None


@cache
def _adapter(kind: str) -> TypeAdapter[CaseEvent]:
    return TypeAdapter(_KINDS[kind])
