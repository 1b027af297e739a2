"""The school of a case that is played back: its people from the case file, and its days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from casework.calendar import ONE_DAY, SchoolDays, instant, school_year_of, school_year_without_holidays
from casework.protocol_model import Protocol
from casework.replay_grammar import PlayedPerson, PlayedPupil, Run
from casework.school import FIRST_CONTACT, School

_CLOSES = time(16, 30)


@dataclass(frozen=True)
class PlainDays(SchoolDays):
    """A calendar without holidays: every day but the given ones, and but weekends when these are free (AX-19).

    Each school day closes at the time of a school that gives none. Its school years are those of a school of which the
    summer is not known: from 1 September to 1 July.
    """

    free_days: frozenset[date] = frozenset()
    weekends_free: bool = True

    def is_school_day(self, day: date) -> bool:
        return day not in self.free_days and not (self.weekends_free and day.weekday() > 4)

    def on_or_after(self, day: date) -> date:
        return self._first_from(day, ONE_DAY)

    def on_or_before(self, day: date) -> date:
        return self._first_from(day, -ONE_DAY)

    def closes_at(self, day: date) -> datetime:
        return instant(day, _CLOSES)

    def school_year_of(self, day: date) -> int:
        """The calendar year in which the school year of `day` began: from 1 August on it is the new one."""
        return school_year_of(day)

    def school_year(self, year: int) -> tuple[date, date]:
        """The first and the last school day of the school year that begins in `year`."""
        begins, ends = school_year_without_holidays(year)
        return self.on_or_after(begins), self.on_or_before(ends)

    def _first_from(self, day: date, step: timedelta) -> date:
        while not self.is_school_day(day):
            day += step
        return day


def played_school(run: Run, protocol: Protocol) -> School:
    """The school that a run describes, with the protocol's own words for its roles."""
    people = {key: _person(key, person) for key, person in run.people.items()}
    nobody = {"nobody": {"name": "-"}}
    school = School.model_validate(
        {
            "name": protocol.school,
            "region": "noord",
            "protocol": protocol.id,
            "admin": next(iter(people), "nobody"),
            "people": people or nobody,
            "classes": _classes(run.people, run.pupils) or {"-": {"label": "-"}},
            "roles": _roles(run.people, protocol),
            "places": ["-"],
        }
    )
    days = run.settings.get("acknowledge_days")
    if not isinstance(days, int):
        return school
    # A case file may try a term that no school would agree on.
    terms = school.terms.model_copy(update={"acknowledge_within_school_days": days})
    return school.model_copy(update={"terms": terms})


def _person(key: str, person: PlayedPerson) -> dict[str, Any]:
    return {"name": person.name or key, "present_on": list(person.present_on), "deputy": person.deputy}


def _classes(people: Mapping[str, PlayedPerson], pupils: Mapping[str, PlayedPupil]) -> dict[str, dict[str, Any]]:
    coaches = {one: key for key, person in people.items() if FIRST_CONTACT in person.roles for one in person.classes}
    teams = {pupil.class_id: pupil.team for pupil in pupils.values() if pupil.team is not None}
    wanted = dict.fromkeys((*(pupil.class_id for pupil in pupils.values()), *coaches))
    return {one: {"label": one, "coach": coaches.get(one), "team": teams.get(one)} for one in wanted}


def _roles(people: Mapping[str, PlayedPerson], protocol: Protocol) -> dict[str, dict[str, Any]]:
    held = dict.fromkeys(role for person in people.values() for role in person.roles)
    return {role: {"title": _title(protocol, role), **_holders(people, role)} for role in (*held, FIRST_CONTACT)}


def _title(protocol: Protocol, role: str) -> str:
    known = protocol.roles.get(role)
    return known.label if known else role


def _holders(people: Mapping[str, PlayedPerson], role: str) -> dict[str, Any]:
    in_role = {key: person for key, person in people.items() if role in person.roles}
    everywhere = [key for key, person in in_role.items() if not person.teams]
    by_team: dict[str, list[str]] = {}
    for team, key in _in_teams(in_role):
        by_team.setdefault(team, []).append(key)
    return {"holders": everywhere, "by_team": {team: [*found, *everywhere] for team, found in by_team.items()}}


def _in_teams(people: Mapping[str, PlayedPerson]) -> Iterator[tuple[str, str]]:
    for key, person in people.items():
        yield from ((team, key) for team in person.teams)
