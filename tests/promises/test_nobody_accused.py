"""Promise 4, AX-12: whoever it is about, or may be about, receives nothing at any time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.reading import reading_from_data
from bot.staff.case_people import (
    can_be_told,
    deputies_of,
    may_take_over,
    people_for,
    roles_held,
)
from casework.protocol_model import RoleExpr
from casework.school import FIRST_CONTACT
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of

COACHES = {one.coach for one in example_school().classes.values()}


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def doubted(room: Staffroom) -> int:
    """A case about the coach of a class that nobody knows, read by somebody who coaches no class."""
    number = await room.reported(victim_class="unknown")
    case = await room.case(number)
    reading = replace(reading_from_data(case.reading), doubts_coach=True, reader="karin_visser", tried=(), invited=())

    async def work(batch: Batch) -> None:
        found = await CaseOffice(room.house).case(batch, number)
        assert found is not None
        await room.office.keep_reading(batch, found, reading)

    await room.in_batch(work)
    return number


async def test_no_coach_is_told_of_a_case_about_a_coach_whom_nobody_knows(room: Staffroom) -> None:
    number = await doubted(room)
    case_file = await room.case(number)
    case, reading = room.office.folded(case_file), reading_from_data(case_file.reading)
    everybody = room.house.school.people
    for role in (FIRST_CONTACT, *case.protocol.roles):
        assert not COACHES & set(people_for(room.house, case, reading, RoleExpr(role=role))), role
        assert not COACHES & set(deputies_of(room.house, reading, everybody, RoleExpr(role=role))), role
    assert not COACHES & set(may_take_over(room.house, reading))
    assert not any(can_be_told(room.house, reading, coach) for coach in COACHES if coach)
    assert not any(roles_held(room.house, case, reading, coach) for coach in COACHES if coach)


async def test_a_coach_who_read_it_before_opens_it_no_more(room: Staffroom) -> None:
    number = await doubted(room)
    case = await room.case(number)

    async def work(batch: Batch) -> None:
        found = await CaseOffice(room.house).case(batch, number)
        assert found is not None
        tried = replace(reading_from_data(case.reading), tried=("nienke_dijkstra",))
        await room.office.keep_reading(batch, found, tried)

    await room.in_batch(work)
    shown = await room.taps("nienke_dijkstra", small_button("read", str(number)))
    assert "schelden" not in room.words_to(shown, "nienke_dijkstra")
