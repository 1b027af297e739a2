"""The helplines a school shows: who they are for, how sure the number is, when it was last checked."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from casework.quick_yaml import read_own

if TYPE_CHECKING:
    from casework.school import School

_FILE = Path(__file__).with_name("helplines.yaml")
SCHOOL_YEAR = timedelta(days=365)


class Audience(StrEnum):
    EVERYONE = "everyone"
    PUPILS = "pupils"
    PARENTS = "parents"
    VICTIMS = "victims"
    STAFF = "staff"
    BOARD = "board"


class Certainty(StrEnum):
    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


class Helpline(BaseModel):
    """One line: `number` and `site` as people type them; `danger` lines belong on every urgent screen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: str
    number: str | None = None
    site: str | None = None
    audience: tuple[Audience, ...]
    hours: str | None = None
    danger: bool = False
    verified_on: date
    source: str
    certainty: Certainty


class HelplineOverride(BaseModel):
    """What a school has checked or changed about a shipped helpline; `hidden` takes it off every screen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verified_on: date
    number: str | None = None
    site: str | None = None
    hours: str | None = None
    hidden: bool = False


def all_helplines(overrides: Mapping[str, HelplineOverride] | None = None) -> tuple[Helpline, ...]:
    """The shipped lines with a school's changes applied; what a school checked itself counts as certain."""
    changes = overrides or {}
    changed = (_with(line, changes.get(line.id)) for line in _shipped())
    return tuple(line for line in changed if line is not None)


def school_helplines(school: "School", audience: Audience) -> tuple[Helpline, ...]:
    return helplines_for(audience, school.helplines)


def helplines_for(audience: Audience, overrides: Mapping[str, HelplineOverride] | None = None) -> tuple[Helpline, ...]:
    """The lines to show to `audience`, in the order of the file; only those that are certain (AX-7, AX-8)."""
    wanted = {audience, Audience.EVERYONE}
    return tuple(
        line
        for line in all_helplines(overrides)
        if line.certainty is Certainty.HIGH and wanted.intersection(line.audience)
    )


def danger_lines(overrides: Mapping[str, HelplineOverride] | None = None) -> tuple[Helpline, ...]:
    """The lines named on every urgent screen (AX-18)."""
    return tuple(line for line in all_helplines(overrides) if line.danger)


def stale(today: date, overrides: Mapping[str, HelplineOverride] | None = None) -> tuple[Helpline, ...]:
    """The lines that were checked longer than a school year before `today`."""
    return tuple(line for line in all_helplines(overrides) if today - line.verified_on > SCHOOL_YEAR)


def _with(line: Helpline, override: HelplineOverride | None) -> Helpline | None:
    if override is None:
        return line
    if override.hidden:
        return None
    changes = override.model_dump(exclude={"hidden"}, exclude_none=True)
    return line.model_copy(update={**changes, "certainty": Certainty.HIGH})


@cache
def _shipped() -> tuple[Helpline, ...]:
    data = read_own(_FILE.read_text(encoding="utf-8"))
    return tuple(Helpline(id=line_id, **fields) for line_id, fields in data.items())
