"""Promise 4, AX-12: whoever it is about, or may be about, receives nothing at any time."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.case_opening import open_for_report
from bot.flows.reading_plan import plan_for
from bot.reading import reading_from_data, reading_of
from bot.staff.case_people import deputies_of, people_for
from bot.staff.case_standing import roles_held
from bot.staff.case_taking_over import may_take_over
from bot.staff.facts import staff_facts
from casework.protocol_model import RoleExpr
from casework.report import AboutWhom, Contact, Report
from casework.school import FIRST_CONTACT
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of

COACHES = {one.coach for one in example_school().classes.values()}
BREAK_GUARDS = {"henk_de_groot", "samira_yilmaz"}
BOARD = {"aleid_terpstra", "wouter_hofman"}
ADMIN = "bram_postma"


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
        numbers.append(await open_for_report(room.house, batch, report_id, report, reading))
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


async def test_nobody_else_who_may_have_a_case_is_left_out_of_it(room: Staffroom) -> None:
    case_file = await room.case(await doubted(room))
    reading = reading_from_data(case_file.reading)
    others = COACHES | BREAK_GUARDS | BOARD | {ADMIN}
    assert set(may_take_over(room.house, reading)) == set(room.house.school.people) - others


async def test_a_case_is_handed_to_no_break_guard_no_admin_and_nobody_of_the_board(room: Staffroom) -> None:
    reading = reading_from_data((await room.case(await room.reported())).reading)
    assert set(may_take_over(room.house, reading)) == set(room.house.school.people) - BREAK_GUARDS - BOARD - {ADMIN}


async def test_a_case_about_sexual_conduct_of_staff_is_handed_to_nobody_but_the_board(room: Staffroom) -> None:
    told = {"offender_class": "staff", "category": "sexual"}
    subjects = frozenset({"joost_van_den_berg"})
    reading = reading_from_data((await room.case(await room.reported(subjects=subjects, facts=told))).reading)
    assert set(may_take_over(room.house, reading)) == BOARD


async def test_a_case_about_staff_who_are_not_named_is_handed_to_nobody_below_the_head(room: Staffroom) -> None:
    number = await room.reported(facts={"offender_class": "staff"})
    reading = reading_from_data((await room.case(number)).reading)
    assert set(may_take_over(room.house, reading)) == {"marieke_smit", "ruud_mulder", *BOARD}


async def test_an_admin_who_is_a_coach_too_can_be_handed_a_case(tmp_path: Path) -> None:
    school = example_school().model_copy(update={"admin": "pieter_bakker"})
    async with staffroom_of(school, tmp_path) as room:
        reading = reading_from_data((await room.case(await room.reported())).reading)
        assert "pieter_bakker" in may_take_over(room.house, reading)
