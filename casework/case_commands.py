"""What a person may ask of a case. `note`, `words` and `reason` are references to sealed notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.case_events import PupilParty
from casework.conditions import Scalar


@dataclass(frozen=True)
class Acknowledge:
    pass


@dataclass(frozen=True)
class IdentifyVictim:
    """`is_reporter`: "dit is de leerling zelf"."""

    pupil: str
    is_reporter: bool


@dataclass(frozen=True)
class AddPupil:
    pupil: str
    party: PupilParty


@dataclass(frozen=True)
class MarkDone:
    """A talk was held, a call made, something was written down; `on` is a day in Europe/Amsterdam.

    Without `participants` it was done with all whom it concerns.
    """

    action: str
    on: date
    note: str | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skip:
    """A step's action is left out; this needs a reason."""

    action: str
    reason: str | None


@dataclass(frozen=True)
class RecordConsent:
    action: str
    given: bool
    words: str | None = None


@dataclass(frozen=True)
class ChooseDate:
    """Exactly one of `on` and `weeks`; weeks count from the timer's anchor (P001 A001-5)."""

    timer: str
    on: date | None = None
    weeks: int | None = None


@dataclass(frozen=True)
class RecordOutcome:
    """The conclusion of an evaluation or decision."""

    action: str
    on: date
    answer: str
    note: str | None = None


@dataclass(frozen=True)
class AnswerGate:
    """`answers` for a gate with questions; `passed` for a gate without, which needs a reason too."""

    answers: Mapping[str, bool] = field(default_factory=dict)
    passed: bool | None = None
    reason: str | None = None


@dataclass(frozen=True)
class OpenStep:
    """Go to a step out of the normal order: earlier than the work is done, up, or along a jump."""

    to: str
    reason: str | None


@dataclass(frozen=True)
class EstablishFact:
    fact: str
    value: Scalar
    note: str | None = None


@dataclass(frozen=True)
class ReportSignal:
    report: str | None = None


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
    """One tick "ingevoerd" for the log entries of a step."""

    step: str


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
    | RecordOutcome
    | AnswerGate
    | OpenStep
    | EstablishFact
    | ReportSignal
    | HandleSignals
    | HandOver
    | Postpone
    | EnterRecords
    | CloseWith
)
