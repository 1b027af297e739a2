"""Why nobody can read a case now, for the admin, who learns nothing of the case by it (design 4.4).

The causes are those of the people who would come to read it. For whom else at school that is so is said of all of them,
so that no name leads to a class or a line; who may not read this one, and why, is never said.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.flows.words import Words, phrase
from bot.house import House
from bot.reading import Reading, coaches_of, way_of
from casework.routing import Reader, are_never_there, everybody_in_line

_MOST_NAMED = 6


@dataclass(frozen=True)
class Causes:
    """What keeps the people in the line from it: `without_account`, `blocked` and `away` hold everybody of the school
    for whom that is so, as long as it is so for somebody in the line."""

    without_account: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    somebody_may_not: bool = False
    somebody_had_it: bool = False


def causes_of(house: House, reading: Reading, now: datetime, besides: Collection[str] = ()) -> Causes:
    """Why nobody of those who would read the case can at the aware instant `now`; `besides` may not hear of it now."""
    readers = _line(house, reading)
    people = tuple(dict.fromkeys((*(one.person for one in readers), *_who_had_it(reading))))
    never = are_never_there(house.school, house.calendar, now, readers, house.outline.roles)
    doubted = set(coaches_of(house.school)) if reading.doubts_coach else set()
    barred = {*reading.barred, *besides, *doubted}
    allowed = [one for one in people if one in house.school.people and one not in barred]
    tied, blocked = house.staff.tied, house.staff.unreachable
    known = [one for one in allowed if one in tied and one not in blocked]
    return Causes(
        _of_the_school(house, [one for one in house.school.people if one not in tied], allowed),
        _of_the_school(house, blocked, allowed),
        _of_the_school(house, never, known),
        somebody_may_not=any(one in barred for one in people),
        somebody_had_it=any(one not in never for one in known),
    )


def cause_lines(house: House, causes: Causes) -> Iterator[Words]:
    """A line for each cause, with what can be done about it; one where none of them is known."""
    named = (("account", causes.without_account), ("blocked", causes.blocked), ("away", causes.away))
    lines = [phrase(f"nobody-left-{key}", **_names(house, people)) for key, people in named if people]
    if causes.somebody_had_it:
        lines.append(phrase("nobody-left-had-it"))
    if causes.somebody_may_not:
        lines.append(phrase("nobody-left-may-not"))
    yield from lines or [phrase("nobody-left-no-line")]


def _line(house: House, reading: Reading) -> tuple[Reader, ...]:
    return everybody_in_line(
        house.school,
        class_id=reading.class_id,
        way=way_of(house, reading),
        roles=house.outline.roles,
        subjects=reading.subjects,
        via_confidant=reading.via_confidant,
        protocol_line=house.outline.line,
        not_a_pupil=reading.not_a_pupil,
        bullied=reading.bullied,
    )


def _who_had_it(reading: Reading) -> Iterator[str]:
    people = (reading.reader, reading.taken_up_by, *reading.tried)
    yield from (one for one in people if one is not None)


def _of_the_school(house: House, people: Collection[str], in_line: Collection[str]) -> tuple[str, ...]:
    """These people in the order of the school's file; nobody where it is so for none of those in the line."""
    if not any(one in people for one in in_line):
        return ()
    return tuple(one for one in house.school.people if one in people)


def _names(house: House, people: Collection[str]) -> dict[str, object]:
    """The names where they are few; of many the admin finds them with `meldmaatje check`."""
    names = ", ".join(house.school.people[one].name for one in people)
    return {"count": len(people), "names": names if len(people) <= _MOST_NAMED else "many"}
