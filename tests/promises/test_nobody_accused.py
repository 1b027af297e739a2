"""Promise 4, AX-12: whoever it is about, or may be about, receives nothing at any time."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.reading_plan import plan_for
from bot.reading import reading_from_data, reading_of
from bot.staff.case_people import deputies_of, may_take_over, people_for, roles_held
from bot.staff.facts import staff_facts
from casework.protocol_model import RoleExpr
from casework.report import AboutWhom, Contact, Report
from casework.school import FIRST_CONTACT
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of

COACHES = {one.coach for one in example_school().classes.values()}
BREAK_GUARDS = {"henk_de_groot", "samira_yilmaz"}


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def doubted(room: Staffroom) -> int:
    """A case about the coach of a class that nobody knows."""
    report = Report(AboutWhom.ME, "unknown", "mijn mentor scheldt mij uit", Contact.HERE)
    numbers: list[int] = []

    async def work(batch: Batch) -> None:
        plan = plan_for(staff_facts(room.house, "sanne_de_boer", batch.now).reading, report, doubts_coach=True)
        reading = reading_of(report, plan, doubts_coach=True)
        report_id = batch.make_key("report")
        numbers.append(await room.office.open_for_report(batch, report_id, report, reading))
        await room.office.hand_to_reader(batch, numbers[0], reading)

    await room.in_batch(work)
    return numbers[0]


async def test_no_coach_is_told_of_a_case_about_a_coach_whom_nobody_knows(room: Staffroom) -> None:
    case_file = await room.case(await doubted(room))
    case, reading = room.office.folded(case_file), reading_from_data(case_file.reading)
    everybody = room.house.school.people
    for role in (FIRST_CONTACT, *case.protocol.roles):
        assert not COACHES & set(people_for(room.house, case, reading, RoleExpr(role=role))), role
        assert not COACHES & set(deputies_of(room.house, reading, everybody, RoleExpr(role=role))), role
    assert not COACHES & set(may_take_over(room.house, reading))
    assert not COACHES & set(reading.with_invited("nienke_dijkstra").may_read)
    assert not any(roles_held(room.house, case, reading, coach) for coach in COACHES if coach)


async def test_nobody_but_coaches_is_left_out_of_it(room: Staffroom) -> None:
    case_file = await room.case(await doubted(room))
    reading = reading_from_data(case_file.reading)
    assert set(may_take_over(room.house, reading)) == set(room.house.school.people) - COACHES - BREAK_GUARDS


async def test_a_case_can_be_handed_to_nobody_who_only_looks_out_in_the_breaks(room: Staffroom) -> None:
    reading = reading_from_data((await room.case(await room.reported())).reading)
    assert set(may_take_over(room.house, reading)) == set(room.house.school.people) - BREAK_GUARDS
