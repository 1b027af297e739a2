"""Why nobody can read a case now: the admin hears the true cause, and learns nothing of the case by it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.nobody_left import causes_of
from bot.reading import reading_from_data
from casework.school import School
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of
from tests.test_case_subjects import COACH, taken_up

ADMIN = "bram_postma"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def told(room: Staffroom, number: int, **reading: Any) -> str:
    """What the admin hears when the case, read in this way, goes to the next and nobody is left."""
    await room.keeps_reading(number, **reading)
    return room.words_to(await room.in_batch(lambda batch: room.office.pass_on(batch, number)), ADMIN)


def without_account(room: Staffroom, *people: str) -> None:
    kept = [(one, room.house.staff.account_of(one)) for one in room.house.school.people]
    room.house.staff.__init__()  # type: ignore[misc]  # as after a start at which these have no account
    for person, account in kept:
        if account is not None and person not in people:
            room.house.staff.put(person, account)


def everybody_but_the_admin(room: Staffroom) -> list[str]:
    return [one for one in room.house.school.people if one != ADMIN]


async def test_who_blocked_the_bot_is_named_and_nobody_is_said_to_have_no_account(room: Staffroom) -> None:
    number = await room.reported()
    for person in everybody_but_the_admin(room):
        room.house.staff.set_unreachable(person)
    words = await told(room, number)
    assert "heeft geblokkeerd" in words and "account" not in words


async def test_few_who_have_no_account_are_named(room: Staffroom) -> None:
    number = await room.reported()
    everybody = everybody_but_the_admin(room)
    without_account(room, COACH)
    for person in everybody:
        room.house.staff.set_unreachable(person)
    words = await told(room, number)
    assert f"heeft nog geen account: {room.house.school.people[COACH].name}." in words
    assert "“meldmaatje check”" not in words


async def test_many_are_counted_and_found_with_a_command(room: Staffroom) -> None:
    number = await room.reported()
    everybody = everybody_but_the_admin(room)
    without_account(room, *everybody)
    words = await told(room, number)
    assert f"hebben {len(everybody)} mensen er nog geen" in words and "“meldmaatje check”" in words
    assert not any(room.house.school.people[one].name in words for one in everybody)


async def test_who_is_accused_and_who_was_left_out_are_told_alike_and_without_a_name(room: Staffroom) -> None:
    number, other = await room.reported(), await room.reported()
    everybody = tuple(everybody_but_the_admin(room))
    left_out = await told(room, number, excluded=everybody)
    accused = await told(room, other, subjects=everybody)
    assert left_out.replace(f"Zaak {number}", "") == accused.replace(f"Zaak {other}", "")
    assert "Er is iemand die juist deze melding niet kan lezen. Wie en waarom, hoor je niet." in accused
    names = [words for one in room.house.school.people.values() for words in (one.name, one.spoken_name)]
    assert not any(name in accused for name in names)


async def test_a_name_never_leads_to_the_line_of_the_case(room: Staffroom) -> None:
    """Who is named is the same for a report about another class."""
    number, other = await room.reported(), await room.reported(victim_class="1A")
    without_account(room, COACH, room.house.school.coach_of("1A") or "")
    for person in everybody_but_the_admin(room):
        room.house.staff.set_unreachable(person)
    first, second = await told(room, number), await told(room, other)
    assert first.replace(f"Zaak {number}", "") == second.replace(f"Zaak {other}", "")


async def test_who_got_it_and_did_not_take_it_up_is_a_cause(room: Staffroom) -> None:
    number = await room.reported()
    words = await told(room, number, tried=tuple(everybody_but_the_admin(room)))
    assert "heeft haar niet opgepakt" in words
    assert "account" not in words and "geblokkeerd" not in words and "hoor je niet" not in words


def never_at_school(school: School, *people: str) -> School:
    changed = {one: school.people[one].model_copy(update={"present_on": frozenset()}) for one in people}
    return school.model_copy(update={"people": {**school.people, **changed}})


async def test_who_is_never_at_school_is_named(tmp_path: Path) -> None:
    everybody = [one for one in example_school().people if one != ADMIN]
    async with staffroom_of(never_at_school(example_school(), *everybody), tmp_path) as room:
        number = await room.reported(victim_class="2B")
        causes = causes_of(room.house, reading_from_data((await room.case(number)).reading), room.clock.now())
        assert COACH in causes.away
        assert (causes.without_account, causes.blocked, causes.somebody_may_not) == ((), (), False)
        assert "de komende tijd niet op school is" in room.words_to(room.notice, ADMIN)


async def test_an_admin_whom_it_is_about_hears_nothing(room: Staffroom) -> None:
    number = await room.reported()
    assert await told(room, number, subjects=tuple(room.house.school.people)) == ""


async def test_of_a_case_that_was_taken_up_the_cause_is_told_too(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    for person in everybody_but_the_admin(room):
        room.house.staff.set_unreachable(person)

    async def nobody(batch: Batch) -> None:
        case = await room.office.case(batch, number)
        assert case is not None
        await room.office.nobody_there(batch, case)

    words = room.words_to(await room.in_batch(nobody), ADMIN)
    assert "heeft geblokkeerd" in words and "account" not in words


SOLVED = "Zaak 1: er is nu iemand die met deze melding verdergaat, dus dit is opgelost."


async def test_the_admin_hears_that_it_is_solved_once_somebody_takes_it_up(room: Staffroom) -> None:
    number = await room.reported()
    assert "nu niemand kan lezen" in await told(room, number, excluded=tuple(everybody_but_the_admin(room)))
    await room.keeps_reading(number, excluded=(), tried=(), reader=COACH)
    read = await room.taps(COACH, small_button("read", str(number)))
    assert room.words_to(read, ADMIN) == "", "reading is not taking up"
    assert room.words_to(await room.taps(COACH, small_button("taken", f"{number}.0")), ADMIN) == SOLVED
    assert not reading_from_data((await room.case(number)).reading).admin_told, "they hear it once"


async def test_an_admin_who_was_told_nothing_hears_no_end_of_it(room: Staffroom) -> None:
    number = await room.reported()
    await room.taps(COACH, small_button("read", str(number)))
    assert room.words_to(await room.taps(COACH, small_button("taken", f"{number}.0")), ADMIN) == ""


async def test_an_admin_whom_it_turned_out_to_be_about_hears_no_end_of_it(room: Staffroom) -> None:
    number = await room.reported()
    await told(room, number, reader=None, tried=tuple(everybody_but_the_admin(room)))
    await room.keeps_reading(number, tried=(), reader=COACH, subjects=(ADMIN,))
    await room.taps(COACH, small_button("read", str(number)))
    assert room.words_to(await room.taps(COACH, small_button("taken", f"{number}.0")), ADMIN) == ""


async def test_the_admin_hears_that_a_case_which_was_taken_up_has_somebody_again(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)

    async def nobody(batch: Batch) -> None:
        case = await room.office.case(batch, number)
        assert case is not None
        await room.office.nobody_there(batch, case)

    async def somebody(batch: Batch) -> None:
        case = await room.office.case(batch, number)
        assert case is not None
        await room.office.somebody_there(batch, case, (COACH,), reading_from_data(case.reading))

    await room.in_batch(nobody)
    assert room.words_to(await room.in_batch(somebody), ADMIN) == SOLVED
