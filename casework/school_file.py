"""Reading a school's file: everything that is wrong in it at once, each with its line."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from casework.bounds import bounds_at, each_cause, names_at
from casework.helplines import all_helplines
from casework.quick_yaml import quickly_read
from casework.school import ROLE_IDS, Path, School


class Severity(StrEnum):
    BLOCKING = "blocking"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """Something wrong with a school's file; `key` is a text of school.ftl that says what to do about it."""

    line: int | None
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.BLOCKING

    @property
    def text_fields(self) -> dict[str, str]:
        """The fields of the text; `line` is "none" when there is no line to name."""
        return {**self.fields, "line": "none" if self.line is None else str(self.line)}


class SchoolFileError(ValueError):
    """The school's file cannot be used."""

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{source}: {', '.join(sorted({problem.key for problem in problems}))}")
        self.source = source
        self.problems = problems


def load_school(text: str, source: str) -> School:
    """The school described by the YAML in `text`; `source` is the file's name for messages.

    Raises SchoolFileError with every problem found, in the order of the file.
    """
    reading = _read(text)
    problems = list(reading.problems)
    school: School | None = None
    if reading.data is not None:
        try:
            school = School.model_validate(reading.data).with_lines(reading.lines)
        except ValidationError as error:
            problems.extend(_problem_of(details, reading.lines) for details in each_cause(error.errors()))
    if school is not None:
        problems.extend(reference_problems(school))
    if school is None or problems:
        raise SchoolFileError(source, tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    return school


@dataclass(frozen=True)
class Reading:
    """What a YAML text says as plain data (None when it is no mapping), the lines of all parts, what YAML hides."""

    data: dict[str, Any] | None
    lines: dict[Path, int]
    problems: tuple[Problem, ...] = ()


def _read(text: str) -> Reading:
    quick = quickly_read(text, odd_numbers_as_written=True)
    if quick is not None:
        return Reading(quick.tree, quick.lines)
    # Imported only for a file that needs it: what reads it costs every start memory and time.
    from casework.school_yaml import carefully_read

    return carefully_read(text)


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_KEYS_BY_ERROR: Final = {
    "extra_forbidden": "school-problem-unknown-key",
    "missing": "school-problem-missing",
    "enum": "school-problem-not-one-of",
    "literal_error": "school-problem-not-one-of",
    "hours": "school-problem-hours",
    "free_period": "school-problem-free-period",
    "too_short": "school-problem-too-few",
    "too_long": "school-problem-too-many",
    "string_too_short": "school-problem-empty",
}
_KEYS_BY_FAMILY: Final = {
    "date": "school-problem-date",
    "time": "school-problem-hours",
    "int": "school-problem-number",
    "greater": "school-problem-number",
    "less": "school-problem-number",
    "bool": "school-problem-yes-or-no",
    "tuple": "school-problem-list",
    "dict": "school-problem-block",
    "model": "school-problem-block",
}


def _problem_of(details: ErrorDetails, lines: Mapping[Path, int]) -> Problem:
    kind = details["type"]
    path = tuple(part for part in details["loc"] if part != "[key]")
    family = kind.partition("_")[0]
    fallback = _KEYS_BY_FAMILY.get(family, "school-problem-value")
    # What was written stays out of the fields when it is a whole block: a sentence has no room for it.
    written = details["input"] if isinstance(details["input"], str | int) else ""
    context = details.get("ctx", {})
    allowed = str(context.get("expected", context.get("max_length", "")))
    fields = {"key": dotted(path), "written": str(written), "allowed": _list_of(allowed)}
    key = _KEYS_BY_ERROR.get(kind, fallback)
    if kind == "extra_forbidden":
        near = get_close_matches(str(path[-1]), names_at(School, path[:-1]), n=1)
        fields["near"], key = ("".join(near), "school-problem-unknown-key-near") if near else ("", key)
    elif kind == "string_type":
        key = "school-problem-empty" if details["input"] is None else "school-problem-one-text"
    elif key == "school-problem-date" and _DAY.fullmatch(str(written)):
        key = "school-problem-no-such-day"
    bounds = bounds_at(School, path)
    if key == "school-problem-number" and bounds is not None:
        fields |= {"least": str(bounds[0]), "most": str(bounds[1])}
    elif key == "school-problem-number":
        key = "school-problem-value"
    return Problem(_nearest_line(lines, path), key, fields)


def _list_of(allowed: str) -> str:
    return allowed.replace("'", "").replace(" or ", ", ")


def _nearest_line(lines: Mapping[Path, int], path: Path) -> int | None:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def dotted(path: Path) -> str:
    """("classes", "2B", "coach") as "classes.2B.coach"."""
    return ".".join(str(part) for part in path)


def reference_problems(school: School) -> list[Problem]:
    """Persons and helplines that are mentioned but do not exist, and classes that look alike."""
    return [
        *_unknown_people(school),
        *_unknown_keys(school, "helplines", school.helplines, {line.id for line in all_helplines()}),
        *_classes_alike(school),
    ]


def unknown_roles(school: School, protocol_roles: Collection[str]) -> Iterator[Problem]:
    """Roles that neither the program nor the school's protocol knows: a protocol may have roles of its own."""
    return _unknown_keys(school, "roles", school.roles, ROLE_IDS | set(protocol_roles))


def _unknown_people(school: School) -> Iterator[Problem]:
    for path, person in _mentioned_people(school):
        if person is not None and person not in school.people:
            fields = {"key": dotted(path), "person": person}
            yield Problem(school.line_of(*path), "school-problem-unknown-person", fields)


def _mentioned_people(school: School) -> Iterator[tuple[Path, str | None]]:
    yield ("admin",), school.admin
    yield ("aandachtsfunctionaris",), school.aandachtsfunctionaris
    for person_id, person in school.people.items():
        yield ("people", person_id, "deputy"), person.deputy
        yield ("people", person_id, "manager"), person.manager
    for class_id, school_class in school.classes.items():
        yield ("classes", class_id, "coach"), school_class.coach
    for role_id, role in school.roles.items():
        place: Path = ("roles", role_id)
        yield (*place, "deputy"), role.deputy
        yield from (((*place, "holders", index), one) for index, one in enumerate(role.holders))
        for team, holders in role.by_team.items():
            yield from (((*place, "by_team", team, index), one) for index, one in enumerate(holders))


def _unknown_keys(school: School, part: str, written: Iterable[str], known: Collection[str]) -> Iterator[Problem]:
    for name in written:
        if name not in known:
            fields = {"key": f"{part}.{name}", "allowed": ", ".join(sorted(known))}
            yield Problem(school.line_of(part, name), "school-problem-unknown-name", fields)


def _classes_alike(school: School) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for class_id in school.classes:
        earlier = seen.setdefault(class_id.casefold(), class_id)
        if earlier != class_id:
            fields = {"class": class_id, "other": earlier}
            yield Problem(school.line_of("classes", class_id), "school-problem-classes-alike", fields)
