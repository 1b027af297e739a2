"""Who leads the first step of a case, at the five example schools, was named on the send screen."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from bot.house import House
from bot.reading import Reading, way_of, with_trust
from bot.staff.access import reading_of_case
from bot.staff.case_people import lead_of
from casework.case import fold
from casework.case_decisions import open_case
from casework.conditions import Scalar
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.routing import ReadingPlan, plan_reading
from casework.school import School
from casework.school_file import load_school
from casework.taking_over import works_on_cases
from tests.casework.schools import EXAMPLE_FILE
from tests.staff.case_desk import open_desk
from tests.staff.staffroom import Staffroom, staffroom_of

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TOLD: tuple[dict[str, Scalar], ...] = (
    {},
    {"online": True},
    {"online": False},
    {"trusts_contact": False},
    {"offender_class": "staff"},
    {"victim_class": "staff"},
)


def school_of(protocol: str) -> School:
    file = EXAMPLE_FILE if protocol == "kluiverboom" else EXAMPLE_FILE.parent / "schools" / f"{protocol}.yaml"
    return load_school(file.read_text(encoding="utf-8"), file.name)


def named(plan: ReadingPlan) -> set[str]:
    readers = (plan.first_reader, plan.deputy, *plan.also_told, *(one.reader for one in plan.informed))
    return {reader.person for reader in readers if reader is not None}


def plan_of(house: House, reading: Reading) -> ReadingPlan:
    way = way_of(house, reading)
    return plan_reading(
        house.school,
        house.calendar,
        MONDAY,
        class_id=reading.class_id,
        way=way,
        subjects=reading.subjects,
        roles=house.outline.roles,
        excluded=reading.excluded,
        protocol_line=house.outline.line,
        informed_roles=house.outline.informed_on(way),
    )


def unnamed(
    house: House, told: dict[str, Scalar], class_id: str | None, subjects: tuple[str, ...], excluded: tuple[str, ...]
) -> set[str]:
    reading = Reading(class_id=class_id, facts=told, subjects=subjects, excluded=excluded)
    plan = plan_of(house, reading)
    if plan.first_reader is None:
        return set()
    sent = reading.with_reader(plan.first_reader.person, plan.read_by)
    sent = with_trust(house, sent, told, class_id)
    way = way_of(house, sent)
    opened = open_case(
        house.protocol, "hash", by="reporter", now=MONDAY, reporter="witness", class_id=class_id, facts=told,
        track=way.track,
    )  # fmt: skip
    return set(lead_of(house, fold(house.protocol, opened), sent)) - named(plan)


def left_out(people: Collection[str], most: int) -> Iterator[tuple[str, ...]]:
    for count in range(most + 1):
        yield from combinations(sorted(people), count)


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
async def test_whoever_leads_the_first_step_was_named_whomever_the_reporter_left_out(
    protocol: str, tmp_path: Path
) -> None:
    desk = await open_desk(tmp_path, school_of(protocol), shipped_protocol(protocol), MONDAY)
    await desk.tie(*desk.house.school.people)
    people = desk.house.school.people
    wrong = {
        (tuple(told), class_id, subjects, excluded): found
        for told in TOLD
        for class_id in (None, *([] if "victim_class" in told else list(desk.house.school.classes)[:2]))
        for subjects in ((), *([(one,) for one in people] if "offender_class" in told else []))
        for excluded in left_out(people, most=1 if subjects else 2)
        if (found := unnamed(desk.house, told, class_id, subjects, excluded))
    }
    await desk.database.close()
    await desk.vault.keys.close()
    assert not wrong, dict(list(wrong.items())[:5])


async def screen_before_sending(room: Staffroom, person: str, *labels: str) -> tuple[str, str]:
    """The words of the last screen and of its first button, on the way that begins with these labels."""
    await room.commands(person, "stop")
    batch = await room.commands(person, "zaak", "nieuw")
    for label in labels:
        found = label in room.labels(batch, person)
        batch = await (
            room.taps(person, room.button(batch, label, person), None) if found else room.says(person, label)
        )
    while "Zal ik de zaak openen?" not in room.words_to(batch, person):
        batch = await room.taps(person, room.button(batch, "Ja", person), None)
    words = room.words_to(batch, person)
    opens = next(one for one in room.labels(batch, person) if one.startswith("Openen"))
    await room.taps(person, room.button(batch, opens, person), None)
    return words, opens


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
async def test_a_colleague_who_opens_a_case_reads_the_name_of_everybody_who_gets_to_read_it(
    protocol: str, tmp_path: Path
) -> None:
    school = school_of(protocol)
    label = next(iter(school.classes.values())).label
    ways = (("Het gaat om mijzelf", "iemand lacht mij uit"), (label, "Overslaan", "Buitengesloten"))
    missing, number = {}, 0
    async with staffroom_of(school, tmp_path, protocol=protocol) as room:
        for person in school.people:
            for way in ways if works_on_cases(school, person) else ():
                for urgency in ("Kan wachten", "Nu"):
                    words, _ = await screen_before_sending(room, person, *way, urgency)
                    number += 1
                    reading = reading_of_case(await room.case(number))
                    readers = {school.people[one].spoken_name for one in reading.may_read if one != person}
                    unnamed_here = {name for name in readers if name not in words}
                    if unnamed_here:
                        missing[person, *way, urgency] = unnamed_here
    assert number
    assert not missing, dict(list(missing.items())[:5])


async def test_the_deputy_and_whom_the_protocol_informs_are_named_on_the_screen_of_a_colleague_too(
    tmp_path: Path,
) -> None:
    school = school_of("oplossingsgericht")
    label = next(iter(school.classes.values())).label
    opener = next(one for one in school.people if works_on_cases(school, one) and one != school.coach_of(label))
    async with staffroom_of(school, tmp_path, protocol="oplossingsgericht") as room:
        words, _ = await screen_before_sending(room, opener, label, "Overslaan", "Buitengesloten", "Kan wachten")
    assert "Lukt dat niet, dan leest " in words
    assert "Deze mensen horen het ook, als de zaak zo ver komt:" in words
