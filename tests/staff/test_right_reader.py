"""A case about somebody who works here and has no name goes to its right reader without waiting for its next event."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.reading import Reading
from bot.staff.access import reading_of_case
from bot.staff.rooms import StaffRooms
from casework.case_commands import HandOver
from casework.case_events import FactEstablished
from casework.school import School
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import PUPIL, Staffroom, staffroom_of
from tests.staff.test_track_on_card import performed
from tests.test_case_subjects import BOARD, COACH, CONFIDANT, COORDINATOR, HEAD, taken_up

PROTOCOLS = ("splitting", "noordhoek", "het-sticht", "oplossingsgericht", "kluiverboom")


@pytest.fixture(params=PROTOCOLS)
async def room(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path, protocol=request.param) as opened:
        yield opened


async def left_with_the_coach(room: Staffroom, taken_up_by: str | None = COACH) -> int:
    """A running case as a program left it that did not take it from the first contact."""
    number = await room.reported()
    if taken_up_by is not None:
        await taken_up(room, number, taken_up_by)

    async def learned(batch: Batch) -> None:
        case = await room.office.case(batch, number)
        assert case is not None
        known = FactEstablished(at=batch.now, by=COACH, fact="offender_class", value="staff")
        await room.office.add_events(batch, case, (known,))

    await room.in_batch(learned)
    return number


async def looked_at(room: Staffroom, number: int, school: School | None = None) -> Batch:
    """What the first sweep does with the case, with the school's file as it is by then."""
    house = room.house if school is None else replace(room.house, school=school)
    rooms = StaffRooms(house, CaseOffice(house))
    return await room.in_batch(lambda batch: rooms.look_again(batch, number))


async def read_now(room: Staffroom, number: int) -> Reading:
    return reading_of_case(await room.case(number))


def with_head(person: str) -> School:
    """The example school once this person is its head, and its management."""
    school = example_school()
    changed = {
        role: school.roles[role].model_copy(update={"holders": (person,), "deputy": None, "by_team": {}})
        for role in ("head", "management")
        if role in school.roles
    }
    return school.model_copy(update={"roles": {**school.roles, **changed}})


@pytest.mark.parametrize("taken_up_by", [COACH, None])
async def test_a_case_from_before_leaves_the_first_contact_at_once(room: Staffroom, taken_up_by: str | None) -> None:
    """AX-12."""
    number = await left_with_the_coach(room, taken_up_by)
    await room.taps(COACH, small_button("read", str(number)))
    assert (await read_now(room, number)).reader == COACH
    done = await looked_at(room, number)
    reading = await read_now(room, number)
    assert reading.reader in (HEAD, BOARD)
    assert COACH not in reading.may_read
    assert "er is een melding" in room.words_to(done, reading.reader or "")
    assert room.house.name_of(reading.reader or "") in room.words_to(done, PUPIL)
    assert "schelden" not in room.words_to(done, COACH)
    assert not room.to(await room.sweep(DueKind.HIDE, room.reading.on_hide_due), COACH)


async def test_what_went_where_it_belongs_is_not_moved_again(room: Staffroom) -> None:
    number = await left_with_the_coach(room)
    await looked_at(room, number)
    before = await room.case(number)
    assert (await looked_at(room, number)).rows == []
    assert await room.case(number) == before


async def test_a_case_that_was_handed_to_who_stands_in_there_stays_with_them(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await left_with_the_coach(room)
        await looked_at(room, number)
        reader = (await read_now(room, number)).reader or ""
        await taken_up(room, number, reader)
        deputy = example_school().deputy_of(reader, "head") or example_school().deputy_of(reader)
        assert deputy is not None
        _, refusal = await performed(room, number, HandOver(deputy, reason="reason"), reader)
        assert refusal is None
        before = await room.case(number)
        assert (await looked_at(room, number)).rows == []
        assert await room.case(number) == before


async def test_when_the_schools_file_names_another_head_that_person_gets_it(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await left_with_the_coach(room)
        await looked_at(room, number)
        assert (await read_now(room, number)).reader == HEAD
        done = await looked_at(room, number, with_head(COORDINATOR))
        reading = await read_now(room, number)
        assert reading.reader == COORDINATOR
        assert HEAD not in reading.may_read
        assert "er is een melding" in room.words_to(done, COORDINATOR)


async def test_whoever_is_the_first_contact_by_the_schools_file_of_now_is_left_out(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await left_with_the_coach(room)
        await looked_at(room, number)
        school = example_school()
        changed = school.classes["2B"].model_copy(update={"coach": COORDINATOR})
        await looked_at(room, number, school.model_copy(update={"classes": {**school.classes, "2B": changed}}))
        reading = await read_now(room, number)
        assert (reading.reader, COORDINATOR in reading.barred) == (HEAD, True)


async def test_what_the_pupil_told_the_confidant_stays_there(tmp_path: Path) -> None:
    """A000-22."""
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported(via_confidant=True, facts={"offender_class": "staff"})
        before = await read_now(room, number)
        assert before.reader == CONFIDANT
        await looked_at(room, number)
        assert await read_now(room, number) == before


async def test_a_case_about_pupils_stays_whoever_has_it(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    before = await room.case(number)
    assert (await looked_at(room, number, with_head(COORDINATOR))).rows == []
    assert await room.case(number) == before
