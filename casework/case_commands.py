"""What a person may ask of a case.

`note`, `words`, `view`, `place` and `reason` are references to sealed notes; days are in Europe/Amsterdam.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.case_events import Channel, PupilParty
from casework.conditions import Scalar


@dataclass(frozen=True)
class Acknowledge:
    pass


@dataclass(frozen=True)
class IdentifyVictim:
    """`is_reporter`: "dit is de leerling zelf". Without `class_id` the pupil is in the class of the case.

    `is_staff`: it is a colleague (P002 list B), who has no class; None when the case knows that already.
    """

    pupil: str
    is_reporter: bool
    class_id: str | None = None
    is_staff: bool | None = None


@dataclass(frozen=True)
class AddPupil:
    """Without `class_id` the pupil is in the class of the case."""

    pupil: str
    party: PupilParty
    class_id: str | None = None


@dataclass(frozen=True)
class MarkDone:
    """A talk was held, a call made, something was written down.

    Without `participants` it was done with all whom it concerns. `channel` is how parents were reached, which may be
    another way than the protocol asks for; `view` is what they think of it.
    """

    action: str
    on: date
    note: str | None = None
    participants: tuple[str, ...] = ()
    channel: Channel | None = None
    view: str | None = None


@dataclass(frozen=True)
class Skip:
    """A step's action is left out; this needs a reason.

    `participants`: with whom, of a means that each pupil has apart; without them with all with whom it is still to be.
    """

    action: str
    reason: str | None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordConsent:
    """`action` is the key of an action or of an intervention.

    After a no, `reason` says why it was asked again; `came_back`: nobody did, they said yes of their own accord.
    """

    action: str
    given: bool
    words: str | None = None
    reason: str | None = None
    came_back: bool = False


@dataclass(frozen=True)
class ChooseDate:
    """Exactly one of `on` and `weeks`; weeks count from the timer's anchor (P001 A001-5).

    Where a person picks how often it comes back, `every` is that span in days (P004 T-34); without a date the first
    time is then so many days after the anchor or the last time.
    """

    timer: str
    on: date | None = None
    weeks: int | None = None
    every: int | None = None


@dataclass(frozen=True)
class SwitchTaper:
    """From now on the timer comes back at its wider interval (P000 A000-4), or `back` at the one of before."""

    timer: str
    back: bool = False


@dataclass(frozen=True)
class RecordOutcome:
    """The conclusion of an evaluation or decision."""

    action: str
    on: date
    answer: str
    note: str | None = None


@dataclass(frozen=True)
class AnswerGate:
    """`answers` for a gate with questions; `passed` for a gate without, which needs a reason too. Instead of either
    `look_again`: the step is not left yet, its evaluation comes anew."""

    answers: Mapping[str, bool] = field(default_factory=dict)
    passed: bool | None = None
    reason: str | None = None
    look_again: bool = False


@dataclass(frozen=True)
class ChangeTrack:
    """The case belongs to another track of its protocol, the one with the key `to`; this needs a reason."""

    to: str
    reason: str | None


@dataclass(frozen=True)
class OpenStep:
    """Go to a step out of the normal order: earlier than the work is done, up, or along a jump."""

    to: str
    reason: str | None


@dataclass(frozen=True)
class EstablishFact:
    """Something that the protocol lets a person establish (`Protocol.facts`), or a fact that every case has.

    `pupils`: the pupils of the case whose home is not safe; empty when nobody knows, and with every other fact.
    """

    fact: str
    value: Scalar
    note: str | None = None
    pupils: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportSignal:
    """It goes wrong (again); `facts` are what the report tells about the case."""

    report: str | None = None
    facts: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class HandleSignals:
    """The signals that came in have been dealt with; the case stays in its step."""

    note: str | None = None


@dataclass(frozen=True)
class HandOver:
    to: str
    reason: str | None = None


@dataclass(frozen=True)
class Postpone:
    duty: str
    to: date
    reason: str | None


@dataclass(frozen=True)
class EnterRecords:
    """One tick "ingevoerd" for the log entries of a step or intervention.

    `entries` are their ids; without them it is for every entry of the step that is the person's to enter.
    """

    step: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class StartIntervention:
    """`on` may be a day to come. `until` is needed where a person picks the end, and refused where the protocol gives
    the span.

    `participants` are pupils of the case; `size` is how many pupils take part when not all of them are. With
    `size_open` nobody knows that yet: what bounds it waits for SayHowMany.
    """

    intervention: str
    on: date
    until: date | None = None
    participants: tuple[str, ...] = ()
    size: int | None = None
    note: str | None = None
    size_open: bool = False


@dataclass(frozen=True)
class SayHowMany:
    """How many pupils take part in what runs, where that stayed open when it started."""

    intervention: str
    size: int


@dataclass(frozen=True)
class ProlongIntervention:
    """`participants`: for whom, where each pupil has it apart; without them for the only one who has it."""

    intervention: str
    until: date
    reason: str | None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True)
class EndIntervention:
    """`participants`: for whom, where each pupil has it apart; without them for the only one who has it."""

    intervention: str
    on: date
    note: str | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeclineIntervention:
    """The protocol asks for it now, or with `in_answer` somebody of the school does, and it does not come.

    This needs a reason.
    """

    intervention: str
    reason: str | None
    in_answer: bool = False


@dataclass(frozen=True)
class DecideOnHome:
    """A pupil is not safe at home: may the school reach the parents? This needs a reason."""

    may_contact: bool
    reason: str | None


@dataclass(frozen=True)
class PickWatchers:
    """`people` keep an eye on it up to and including `until`; they hear a place and a period, and no names."""

    action: str
    people: tuple[str, ...]
    place: str | None
    until: date


@dataclass(frozen=True)
class JoinCase:
    """Another case is about the same: it is closed, this one goes on."""

    other_case: str


@dataclass(frozen=True)
class CloseWith:
    outcome: str
    reason: str | None = None
    other_case: str | None = None


Command = (
    Acknowledge
    | IdentifyVictim
    | AddPupil
    | MarkDone
    | Skip
    | RecordConsent
    | ChooseDate
    | SwitchTaper
    | RecordOutcome
    | AnswerGate
    | OpenStep
    | ChangeTrack
    | EstablishFact
    | ReportSignal
    | HandleSignals
    | HandOver
    | Postpone
    | EnterRecords
    | StartIntervention
    | SayHowMany
    | ProlongIntervention
    | EndIntervention
    | DeclineIntervention
    | DecideOnHome
    | PickWatchers
    | JoinCase
    | CloseWith
)
