"""What can happen to a case: frozen facts, from which a case is folded.

Events hold no free text and no names. `note`, `words`, `view`, `place` and `reason` are references to sealed
notes, `pupil` and `participants` are references to pupils of the case, `by`, `to` and `people` are ids of people.
Days are dates in Europe/Amsterdam. A field that came later has a default, so that older events still load.
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

Channel = Literal["phone", "mail", "letter", "talk", "meeting"]


class UnknownEventError(ValueError):
    """Stored data that is no event of this version of the program."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """`at` is an aware instant in UTC."""

    at: Instant
    by: str


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Happened):
    """`reporter` is the kind of reporter; `victim` is None while nobody knows which pupil it is about.

    `class_id` is the class of the case; `track` the key of the protocol's track on which it goes.
    """

    protocol_id: str
    protocol_version: str
    protocol_hash: str
    reporter: ReporterKind
    class_id: str | None = None
    victim: str | None = None
    facts: dict[str, Scalar] = field(default_factory=dict)
    track: str | None = None


@dataclass(frozen=True, kw_only=True)
class Acknowledged(Happened):
    pass


@dataclass(frozen=True, kw_only=True)
class VictimIdentified(Happened):
    """`is_reporter`: the staff member confirmed "dit is de leerling zelf". Without `class_id` the class of the case.

    `is_staff`: it is a colleague, who is not among the pupils of the case and has no class.
    """

    pupil: str
    is_reporter: bool
    class_id: str | None = None
    is_staff: bool = False


@dataclass(frozen=True, kw_only=True)
class PupilAdded(Happened):
    """Without `class_id` the pupil is in the class of the case."""

    pupil: str
    party: PupilParty
    class_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class StepOpened(Happened):
    """`reason` is there when a person opened it out of the normal order; the step before it then ends unfinished."""

    step: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class TrackChanged(Happened):
    """The case goes on along another track of its protocol. `step` is the step that opens with it, as the next event;
    None when the case stays in the step in which it is. `facts` are what the choice of this track says of the case.
    """

    track: str
    reason: str
    step: str | None = None
    facts: dict[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ActionDone(Happened):
    """`participants`: the pupils of the case that it was done with; empty means all whom it concerns.

    `channel` is how parents were reached, `view` what they think of it.
    """

    action: str
    on: date
    note: str | None = None
    participants: tuple[str, ...] = ()
    channel: Channel | None = None
    view: str | None = None


@dataclass(frozen=True, kw_only=True)
class ActionSkipped(Happened):
    """`participants`: with whom, of a means that each pupil has apart; empty means all with whom it was still to be."""

    action: str
    reason: str
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Happened):
    """`words`: what the pupil said, in the pupil's own words.

    `reason`: why it was asked again after a no; `came_back`: they took that no back of their own accord.
    """

    action: str
    words: str | None = None
    reason: str | None = None
    came_back: bool = False


@dataclass(frozen=True, kw_only=True)
class ConsentRefused(Happened):
    """`reason`: why it was asked again after an earlier no."""

    action: str
    words: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class DateChosen(Happened):
    """`every`: the timer comes back each so many days after that."""

    timer: str
    on: date
    every: int | None = None


@dataclass(frozen=True, kw_only=True)
class TaperSwitched(Happened):
    """From now on the timer comes back at its wider interval (A000-4), or `back` at the one of before."""

    timer: str
    back: bool = False


@dataclass(frozen=True, kw_only=True)
class OutcomeRecorded(Happened):
    """The conclusion of an evaluation or decision: one of the action's answers."""

    action: str
    on: date
    answer: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class GateAnswered(Happened):
    """`look_again` is the evaluation that comes anew, when neither yes nor no was answered."""

    step: str
    passed: bool
    answers: dict[str, bool] = field(default_factory=dict)
    reason: str | None = None
    look_again: str | None = None


@dataclass(frozen=True, kw_only=True)
class HandedOver(Happened):
    """`to` has all that `by` had to do in the case; with `instead_of` all that this person had, for whom `by` stood
    in."""

    to: str
    reason: str | None = None
    instead_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Postponed(Happened):
    duty: str
    to: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class FactEstablished(Happened):
    """`pupils`: about whom it is, where that matters (a home that is not safe); empty when nobody said."""

    fact: str
    value: Scalar
    note: str | None = None
    pupils: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignalReceived(Happened):
    """Somebody said that it goes wrong (again) while the case was running; `facts` are what that tells."""

    report: str | None = None
    facts: dict[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SignalsHandled(Happened):
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordEntered(Happened):
    """`entries`: ids of the log entries that a person has typed over into the school's own system.

    `step` is the key of the step or intervention that called for them.
    """

    step: str
    entries: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InterventionStarted(Happened):
    """`until` is the day on which it ends, None when a person will say so; `size` how many pupils take part, which is
    still to be said with `size_open`."""

    intervention: str
    on: date
    until: date | None = None
    participants: tuple[str, ...] = ()
    size: int | None = None
    note: str | None = None
    size_open: bool = False


@dataclass(frozen=True, kw_only=True)
class HowManySaid(Happened):
    """How many pupils take part in what runs."""

    intervention: str
    size: int


@dataclass(frozen=True, kw_only=True)
class InterventionProlonged(Happened):
    """`participants`: for whom, where each pupil has it apart; empty means all for whom it runs."""

    intervention: str
    until: date
    reason: str
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InterventionEnded(Happened):
    """`participants`: for whom, where each pupil has it apart; empty means all for whom it runs."""

    intervention: str
    on: date
    note: str | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InterventionDeclined(Happened):
    """Its trigger held, and who decides said why it does not come."""

    intervention: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class HomeSafetyDecided(Happened):
    """A pupil is not safe at home: whether the school may reach the parents."""

    may_contact: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class WatchersPicked(Happened):
    """Who keeps an eye on it, where, up to and including `until`; replaces an earlier pick, nobody ends it."""

    action: str
    people: tuple[str, ...]
    place: str | None = None
    until: date


@dataclass(frozen=True, kw_only=True)
class CaseJoined(Happened):
    """Another case turned out to be about the same and was closed; this one goes on."""

    other_case: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Happened):
    """`against` are the facts, with what was recorded of them, that the outcome contradicts; `reason` says why then."""

    outcome: str
    reason: str | None = None
    other_case: str | None = None
    against: dict[str, Scalar] = field(default_factory=dict)


CaseEvent = (
    CaseOpened
    | Acknowledged
    | VictimIdentified
    | PupilAdded
    | StepOpened
    | TrackChanged
    | ActionDone
    | ActionSkipped
    | ConsentGiven
    | ConsentRefused
    | DateChosen
    | TaperSwitched
    | OutcomeRecorded
    | GateAnswered
    | HandedOver
    | Postponed
    | FactEstablished
    | SignalReceived
    | SignalsHandled
    | RecordEntered
    | InterventionStarted
    | HowManySaid
    | InterventionProlonged
    | InterventionEnded
    | InterventionDeclined
    | HomeSafetyDecided
    | WatchersPicked
    | CaseJoined
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
