"""A school as its file describes it: people, classes, roles, hours and the school's own agreements.

What the protocols leave open (terms, deputies, presence days, retention) is set here and shown to
readers as an agreement of the school. Reading the file is `school_file`, judging it `school_check`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from casework.calendar import days_between
from casework.helplines import HelplineOverride

FIRST_CONTACT = "first_contact"
STAFF_ANY = "staff_any"
CONFIDANT = "confidant"
LINE_MANAGER = "line_manager"

CHILD_PROTECTION_OFFICER = "child_protection_officer"
"""Who decides when a pupil is not safe at home (the Dutch *aandachtsfunctionaris meldcode*); in no protocol."""
_OFFICER_TITLE = "aandachtsfunctionaris"

ROLE_IDS = frozenset(
    {
        FIRST_CONTACT,
        STAFF_ANY,
        "year_coordinator",
        "team_lead",
        "bullying_coordinator",
        "support_coordinator",
        "support_team",
        CONFIDANT,
        "head",
        "management",
        "board",
        LINE_MANAGER,
        "ict",
        "room_supervisor",
        "support_group_guide",
        "social_worker",
        "pedagogy_group",
        "expertise_centre",
        CHILD_PROTECTION_OFFICER,
    }
)

Path = tuple[str | int, ...]
"""Where something stands in the school's file: ("classes", "2B", "coach")."""


class Region(StrEnum):
    """The region whose school holidays apply."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


class Weekday(StrEnum):
    """A day on which a school can be open."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"

    @property
    def number(self) -> int:
        """Monday is 0, as in `date.weekday()`."""
        return _WEEKDAYS.index(self)


_WEEKDAYS = tuple(Weekday)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


Name = Annotated[str, Field(min_length=1)]
Days = Annotated[int, Field(ge=1, le=3650)]


class Person(_Part):
    """Someone who works at the school; `also_called` are the names pupils use, `manager` is who leads this person."""

    id: Name
    name: Name
    title: str | None = None
    present_on: Annotated[tuple[Weekday, ...], Field(min_length=1)] = tuple(Weekday)
    deputy: str | None = None
    manager: str | None = None
    also_called: tuple[Name, ...] = ()

    @property
    def spoken_name(self) -> str:
        """How the person is named to pupils."""
        return self.title or self.name

    def works_on(self, day: date) -> bool:
        """Whether `day` is one of the person's weekdays; holidays are the calendar's business."""
        number = day.weekday()
        return number < len(_WEEKDAYS) and _WEEKDAYS[number] in self.present_on


class SchoolClass(_Part):
    """A class; without a coach the school is not ready to go live."""

    id: Name
    label: Name
    coach: str | None = None
    team: str | None = None


class RoleSetting(_Part):
    """Who holds a role. `by_team` gives a team's own holders; `holders` serve every other class."""

    title: Name
    holders: tuple[str, ...] = ()
    by_team: dict[str, tuple[str, ...]] = {}
    deputy: str | None = None

    @property
    def everyone(self) -> tuple[str, ...]:
        in_teams = (person for holders in self.by_team.values() for person in holders)
        return tuple(dict.fromkeys((*self.holders, *in_teams)))


class OpeningHours(_Part):
    """Local times between which somebody can be expected at school."""

    opens: time
    closes: time

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        opens, _, closes = value.partition("-")
        return {"opens": _clock_time(opens), "closes": _clock_time(closes)}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens >= self.closes:
            raise PydanticCustomError("hours", "opens before it closes")
        return self


class FreePeriod(_Part):
    """A day, or a run of days up to and including `last`, on which the school is closed."""

    first: date
    last: date | None = None
    label: Name

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not timedelta(0) <= (self.last or self.first) - self.first <= timedelta(days=100):
            raise PydanticCustomError("free_period", "runs forward, at most 100 days")
        return self

    def days(self) -> Iterator[date]:
        return days_between(self.first, self.last or self.first)


class Terms(_Part):
    """Terms that no protocol gives: agreements of the school."""

    acknowledge_within_school_days: Annotated[int, Field(ge=1, le=5)] = 1
    answer_within_school_days: Annotated[int, Field(ge=1, le=10)] = 2
    shown_minutes: Annotated[int, Field(ge=1, le=120)] = 15


class Retention(_Part):
    """How long the school keeps a case after it was closed (AX-21), and an update that the bot could not handle."""

    closed_case_days: Days = 730
    set_aside_days: Days = 30


class Approval(_Part):
    """Who decided that pupils may use a channel, and when (AX-10)."""

    approved_by: Name
    approved_on: date


def _false_is_none(value: Any) -> Any:
    return None if value is False else value


class Channels(_Part):
    """The doors into the bot that need somebody's decision."""

    telegram_pupils: Annotated[Approval | None, BeforeValidator(_false_is_none)] = None


def _default_hours() -> dict[Weekday, OpeningHours]:
    return {weekday: OpeningHours(opens=time(8, 15), closes=time(16, 30)) for weekday in Weekday}


class School(_Part):
    """One school. Person ids and class ids are the keys of the file and never change their meaning."""

    name: Name
    region: Region
    protocol: Name
    admin: str
    people: Annotated[dict[str, Person], Field(min_length=1)]
    classes: Annotated[dict[str, SchoolClass], Field(min_length=1)]
    roles: dict[str, RoleSetting]
    places: Annotated[tuple[Name, ...], Field(min_length=1, max_length=25)]
    hours: Annotated[dict[Weekday, OpeningHours], Field(min_length=1)] = Field(default_factory=_default_hours)
    terms: Terms = Terms()
    retention: Retention = Retention()
    free_days: tuple[FreePeriod, ...] = ()
    bevrijdingsdag_free: bool = False
    channels: Channels = Channels()
    aandachtsfunctionaris: str | None = None
    helplines: dict[str, HelplineOverride] = {}

    _lines: dict[Path, int] = PrivateAttr(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _keys_are_ids(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        keyed = {part: _with_ids(data[part]) for part in ("people", "classes") if part in data}
        return {**data, **keyed}

    def with_lines(self, lines: Mapping[Path, int]) -> Self:
        """The same school, knowing on which line of its file each part stands."""
        copy = self.model_copy()
        copy._lines = dict(lines)
        return copy

    def line_of(self, *path: str | int) -> int | None:
        """The line of `path`, or of the nearest part around it; None for a school without a file."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path)

    def name_of(self, person_id: str | None) -> str | None:
        """How the person is named to pupils; None for nobody, and for who is not in this file (any more)."""
        known = self.people.get(person_id or "")
        return None if known is None else known.spoken_name

    def coach_of(self, class_id: str | None) -> str | None:
        """The person id of the class's coach; None for an unknown class or one without a coach."""
        school_class = self.classes.get(class_id or "")
        return school_class.coach if school_class else None

    def classes_of(self, coach: str) -> tuple[str, ...]:
        return tuple(class_id for class_id, its_class in self.classes.items() if its_class.coach == coach)

    def people_in_role(self, role_id: str, class_id: str | None = None) -> tuple[str, ...]:
        """The holders of a role, in the order of the file; with a class only those who serve that class."""
        if role_id == FIRST_CONTACT:
            return self._coaches(class_id)
        if role_id == CHILD_PROTECTION_OFFICER and self.aandachtsfunctionaris is not None:
            return (self.aandachtsfunctionaris,)
        role = self.roles.get(role_id)
        if role is None:
            return ()
        school_class = self.classes.get(class_id or "")
        if school_class is None:
            return role.everyone
        return role.by_team.get(school_class.team or "", role.holders)

    def _coaches(self, class_id: str | None) -> tuple[str, ...]:
        wanted = self.classes if class_id is None else [class_id]
        coaches = (self.coach_of(class_id) for class_id in wanted)
        return tuple(dict.fromkeys(coach for coach in coaches if coach is not None))

    def deputy_of(self, person_id: str, role_id: str | None = None) -> str | None:
        """Who stands in for a person: in a role the role's deputy, otherwise the person's own (AX-20)."""
        role = self.roles.get(role_id or "")
        if role and role.deputy and role.deputy != person_id:
            return role.deputy
        person = self.people.get(person_id)
        return person.deputy if person and person.deputy != person_id else None

    def manager_of(self, person_id: str) -> str | None:
        """Who leads this person, None when the file does not say so."""
        person = self.people.get(person_id)
        return person.manager if person and person.manager != person_id else None

    def role_title(self, role_id: str) -> str:
        """The school's own word for a role; the id itself when the school has no word for it."""
        role = self.roles.get(role_id)
        if role is None and role_id == CHILD_PROTECTION_OFFICER:
            return _OFFICER_TITLE
        return role.title if role else role_id

    def is_staff(self, person_id: str) -> bool:
        return person_id in self.people

    def roles_of(self, person_id: str) -> tuple[str, ...]:
        """Every role a person holds, the coach's included."""
        held = tuple(role_id for role_id, role in self.roles.items() if person_id in role.everyone)
        coach = (FIRST_CONTACT,) if self.classes_of(person_id) and FIRST_CONTACT not in held else ()
        return coach + held

    @property
    def break_guards(self) -> tuple[str, ...]:
        """Who watches the breaks and may flag what they see."""
        return self.people_in_role(STAFF_ANY)


def _with_ids(parts: Any) -> Any:
    if not isinstance(parts, Mapping):
        return parts
    return {key: {**part, "id": key} if isinstance(part, Mapping) else part for key, part in parts.items()}


def _clock_time(text: str) -> time:
    try:
        return time.fromisoformat(text.strip().zfill(5))
    except ValueError:
        raise PydanticCustomError("hours", "a time is written as 08:15") from None
