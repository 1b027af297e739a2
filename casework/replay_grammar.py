"""What may stand in the file of a case that is played back. docs/naspelen.md explains it.

A command of the case engine is written with the name of its class, small and with underscores (`mark_done`), so that
what the engine learns can be played back too.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model, model_validator
from pydantic_core import PydanticCustomError

from casework import case_commands
from casework.case_commands import Command
from casework.case_events import PupilParty, ReporterKind
from casework.conditions import Scalar
from casework.protocol_elements import Weekday
from casework.report import Urgency

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""A case is played in a year that somebody can mean; what is due after it must still be a day."""

_LONGEST_CLOSURE_DAYS = 100


def _in_our_time(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("far_day", "a day between 2000 and 2099")
    return day


Day = Annotated[date, AfterValidator(_in_our_time)]
"""A day of this century, in Europe/Amsterdam."""


class Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", coerce_numbers_to_str=True, populate_by_name=True, str_strip_whitespace=True
    )


Name = Annotated[str, Field(min_length=1)]


class PlayedPerson(Part):
    """Somebody of the school. `classes` are those of which a first contact is it; `teams` limit other roles."""

    name: str | None = None
    roles: tuple[str, ...] = ()
    classes: tuple[Name, ...] = ()
    teams: tuple[Name, ...] = ()
    present_on: Annotated[tuple[Weekday, ...], Field(min_length=1)] = get_args(Weekday)
    deputy: str | None = None


class PlayedPupil(Part):
    class_id: Name = Field(alias="class")
    team: Name | None = None
    name: str | None = None


class FreeDays(Part):
    """A day, or the days from `first` up to and including `last`, at most a hundred."""

    first: Day
    last: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_day_alone(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return {"first": value}
        if "first" in value and "last" not in value:
            raise PydanticCustomError("free_days", "a span has a last day")
        return value

    @model_validator(mode="after")
    def _in_order(self) -> "FreeDays":
        if not 0 <= ((self.last or self.first) - self.first).days <= _LONGEST_CLOSURE_DAYS:
            raise PydanticCustomError("free_days", "runs forward, at most 100 days")
        return self


class Told(Part):
    """A report. `named` are the pupils named in it, `subjects` the staff whom it is about.

    `about` is a pupil or a member of staff, None when nobody knows who. `known`: the school knows that it is them.
    `urgency` is how fast somebody must look, by what its reporter said.
    """

    about: str | None = None
    class_id: Name | None = Field(default=None, alias="class")
    kind: ReporterKind | None = None
    named: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    facts: dict[str, Scalar] = Field(default_factory=dict)
    known: bool = True
    urgency: Urgency = Urgency.NORMAL


class Begun(Part):
    """A case that is under way already: its step, its pupils and what was done on which day."""

    step: str
    about: str | None = None
    reporter: ReporterKind = "victim"
    track: str | None = None
    pupils: dict[str, PupilParty] = Field(default_factory=dict)
    facts: dict[str, Scalar] = Field(default_factory=dict)
    done: dict[str, Day] = Field(default_factory=dict)


class Draft(Part):
    """A text for the parents of the pupil `family`, before somebody sends it."""

    family: str
    text: str


@dataclass(frozen=True)
class PlayedEvent:
    """Something that happens at `at` (an aware instant in UTC); without any of the four only time passes."""

    at: datetime
    id: str | None = None
    by: str | None = None
    report: Told | None = None
    begin: Begun | None = None
    draft: Draft | None = None
    command: Command | None = None
    name: str = "time"
    show: bool = False
    expect: Mapping[str, Any] | None = None
    line: int = 1


class Scene(Part):
    """What a file and each of its runs may say."""

    title: str = ""
    protocol: str | None = None
    settings: dict[str, Scalar] = Field(default_factory=dict)
    free_days: tuple[FreeDays, ...] = ()
    weekends: Literal["free", "school"] = "free"
    people: dict[str, PlayedPerson] = Field(default_factory=dict)
    pupils: dict[str, PlayedPupil] = Field(default_factory=dict)
    periodic: dict[str, Day] = Field(default_factory=dict)
    events: list[Any] = Field(default_factory=list)
    expect: dict[str, Any] = Field(default_factory=dict)


class WholeFile(Scene):
    runs: list[Scene] = Field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """One playing of a case. `periodic` says when duties of the whole school were last done.

    `lines` are the lines of what is named under `people`, `settings` and `periodic`: ("people", "mentor");
    `expected_lines` those of what it expects, by the keys and numbers that lead to it.
    """

    title: str
    protocol: str
    settings: Mapping[str, Scalar]
    free_days: frozenset[date]
    weekends_free: bool
    people: Mapping[str, PlayedPerson]
    pupils: Mapping[str, PlayedPupil]
    periodic: Mapping[str, date]
    events: tuple[PlayedEvent, ...]
    expect: Mapping[str, Any]
    line: int
    lines: Mapping[tuple[str, str], int]
    expected_lines: Mapping[tuple[Any, ...], int]

    def line_of_expectation(self, path: tuple[Any, ...]) -> int:
        """The line of the expectation to which `path` leads."""
        return self.expected_lines.get(path, self.line)

    def line_of(self, part: str, name: str) -> int:
        return self.lines.get((part, name), self.line)


@cache
def command_kinds() -> dict[str, type[Any]]:
    """Every command of the case engine under its name in a case file."""
    return {written_name(kind.__name__): kind for kind in get_args(case_commands.Command)}


@cache
def shape_of(name: str) -> type[BaseModel]:
    """A command as a model, which knows what may be written and says what is wrong with it.

    What may be nothing may be left out as well: whether a reason is needed is for the rules to say.
    """
    kind = command_kinds()[name]
    hints = {name: _bounded(hint) for name, hint in get_type_hints(kind).items()}
    shape: dict[str, Any] = {}
    for one in fields(kind):
        if one.default_factory is not MISSING:
            shape[one.name] = (hints[one.name], Field(default_factory=one.default_factory))
        else:
            may_be_nothing = NoneType in get_args(hints[one.name])
            without = None if may_be_nothing else ...
            shape[one.name] = (hints[one.name], without if one.default is MISSING else one.default)
    made: type[BaseModel] = create_model(kind.__name__, __base__=Part, **shape)
    return made


def _bounded(hint: Any) -> Any:
    """A day in a command is one of this century as well."""
    if hint is date:
        return Day
    return Day | None if hint == (date | None) else hint


def written_name(class_name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", class_name).lower()
