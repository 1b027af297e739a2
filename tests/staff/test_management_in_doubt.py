"""Whoever leads the school has no part in a case that may be about them too, also once that is learned (AX-12)."""

from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.reading import Reading
from bot.staff.access import may_open, reading_of_case
from bot.staff.case_acts import CaseActs
from bot.staff.case_people import lead_of, people_for
from bot.staff.case_standing import standing_of
from bot.staff.duty_book import DutyBook
from casework.case import Case
from casework.case_commands import Acknowledge, Command, EstablishFact, HandOver
from casework.protocol import shipped_protocol_ids
from casework.protocol_model import RoleExpr
from casework.report import Contact
from casework.wording import Refusal
from tests.staff.staffroom import Staffroom
from tests.test_ways_of_reports import room_with

MANAGING = ("management", "head")


async def does(room: Staffroom, person: str, command: Command) -> None:
    async def work(batch: Batch) -> None:
        case = await room.office.case(batch, 1)
        assert case is not None
        acts = CaseActs(room.house, room.office, DutyBook(room.house, room.office))
        done = await acts.perform(batch, case, command, person)
        assert not isinstance(done, Refusal), done

    await room.in_batch(work)


async def establishes(room: Staffroom, person: str, value: bool) -> None:
    await does(room, person, EstablishFact("management_in_doubt", value))


async def case_of(room: Staffroom) -> tuple[Case, Reading]:
    case_file = await room.case(1)
    return room.office.folded(case_file), reading_of_case(case_file)


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
@pytest.mark.parametrize("named", [True, False])
async def test_they_lose_it_once_it_is_learned_and_nothing_of_it_comes_to_them(
    protocol: str, named: bool, tmp_path: Path
) -> None:
    async with room_with(protocol, tmp_path) as room:
        school = room.house.school
        managers = {person for role in MANAGING for person in school.people_in_role(role)}
        board = school.people_in_role("board")
        class_id = next(iter(school.classes))
        subject = next(one for one in school.people if not school.roles_of(one) or set(school.roles_of(one)) == {"ict"})
        about = {"subjects": frozenset({subject})} if named else {}
        facts = {"offender_class": "staff", "category": "other"}
        await room.reported(victim_class=class_id, contact=Contact.HERE, facts=facts, **about)
        had_it = reading_of_case(await room.case(1)).reader
        assert had_it is not None
        await room.taps(had_it, small_button("taken", "1"))
        await establishes(room, had_it, True)
        case_file = await room.case(1)
        case, reading = room.office.folded(case_file), reading_of_case(case_file)
        assert board and managers <= reading.barred and managers.isdisjoint(reading.may_read)
        assert set(lead_of(room.house, case, reading)) <= set(board)
        for role in MANAGING:
            assert managers.isdisjoint(people_for(room.house, case, reading, RoleExpr(role=role)))
        for person in managers:
            assert not may_open(case_file, person)
            assert not standing_of(room.house, case, reading, person).holds(case.step.lead)


async def test_who_leads_the_school_loses_what_was_handed_to_them_also_on_the_way_of_pupils(
    tmp_path: Path,
) -> None:
    """What bars them is the doubt alone: that it is about staff may be said only after it."""
    async with room_with("kluiverboom", tmp_path) as room:
        school = room.house.school
        (head, *_) = school.people_in_role("head")
        class_id, coach = next((one, its.coach) for one, its in school.classes.items() if its.coach not in (None, head))
        assert coach is not None
        await room.reported(victim_class=class_id, contact=Contact.HERE)
        await room.taps(coach, small_button("taken", "1"))
        await does(room, coach, HandOver(head))
        await does(room, head, Acknowledge())
        assert lead_of(room.house, *await case_of(room)) == (head,)
        await establishes(room, coach, True)
        case, reading = await case_of(room)
        assert head in reading.barred and head not in reading.may_read
        assert head not in lead_of(room.house, case, reading) != ()
        assert not may_open(await room.case(1), head)
        assert reading.facts["management_in_doubt"] is True, "by which it is found again whom that bars"
        await establishes(room, reading.taken_up_by or reading.reader or "", False)
        _, reading = await case_of(room)
        assert head not in reading.barred
