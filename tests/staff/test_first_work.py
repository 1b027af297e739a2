"""The first work of a case that could not wait when somebody took it up: it has no five days."""

from datetime import date

import pytest

from bot.reading import reading_from_data, reading_to_data
from bot.staff.access import reading_of_case
from bot.staff.case_terms import terms_for
from casework.case_commands import MarkDone
from casework.duties import Duty, duties
from casework.report import Urgency
from tests.staff.case_desk import COACH, CaseDesk, read_by_coach
from tests.staff.case_desks import MONDAY, Desks

PROTOCOLS = ("splitting", "kluiverboom", "noordhoek", "oplossingsgericht", "het-sticht")
TODAY, IN_FIVE_DAYS = MONDAY.date(), date(2026, 11, 30)


async def taken_up(desks: Desks, protocol: str, urgency: Urgency) -> tuple[CaseDesk, int]:
    desk, _ = await desks.with_case(protocol)
    number = await desk.open_case(read_by_coach(desk.now, urgency=urgency))
    await desk.take_up(number)
    return desk, number


async def work(desk: CaseDesk, number: int) -> list[Duty]:
    """What the protocol asks and gives no day."""
    case, reading = await desk.case(number), reading_of_case(await desk.case_file(number))
    found = duties(case, desk.house.calendar, terms_for(desk.house, case, reading))
    return [duty for duty in found if duty.kind == "do" and duty.origin == "school" and duty.timer is None]


@pytest.mark.parametrize("urgency", [Urgency.NOW, Urgency.TODAY])
@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_what_could_not_wait_before_it_was_taken_up_cannot_wait_after_it(
    desks: Desks, protocol: str, urgency: Urgency
) -> None:
    desk, number = await taken_up(desks, protocol, urgency)
    found = await work(desk, number)
    assert found and {duty.due_on for duty in found} == {TODAY}
    assert "uiterlijk vandaag" in desk.last(COACH).text or "23 november" in desk.last(COACH).text


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_what_can_wait_has_the_term_of_the_school(desks: Desks, protocol: str) -> None:
    desk, number = await taken_up(desks, protocol, Urgency.NORMAL)
    assert {duty.due_on for duty in await work(desk, number)} <= {date(2026, 11, 28), IN_FIVE_DAYS}


async def test_taken_up_when_the_school_is_closed_it_is_for_the_day_on_which_that_opens(desks: Desks) -> None:
    desk, _ = await desks.with_case("oplossingsgericht")
    number = await desk.open_case(read_by_coach(desk.now, urgency=Urgency.NOW))
    desk.now = desk.now.replace(hour=21)
    await desk.take_up(number)
    assert {duty.due_on for duty in await work(desk, number)} == {date(2026, 11, 24)}


async def says_who_it_is(desk: CaseDesk) -> None:
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Dit is de leerling zelf", "Ja, dit is de leerling zelf")


async def test_the_talk_is_for_that_day_too_where_the_step_before_it_is_done_by_then(desks: Desks) -> None:
    desk, number = await taken_up(desks, "kluiverboom", Urgency.NOW)
    await says_who_it_is(desk)
    await desk.does(number, MarkDone("intake", TODAY))
    assert {duty.action: duty.due_on for duty in await work(desk, number)}["talk_victim"] == TODAY


async def test_what_is_asked_on_a_later_day_has_the_term_of_the_school(desks: Desks) -> None:
    desk, number = await taken_up(desks, "kluiverboom", Urgency.NOW)
    desk.now = desk.now.replace(day=24)
    await desk.open_card(COACH, number)
    await says_who_it_is(desk)
    assert {duty.action: duty.due_on for duty in await work(desk, number)} == {"intake": date(2026, 11, 30)}


def test_a_case_of_before_that_was_said_loads_as_it_is() -> None:
    data = reading_to_data(read_by_coach(MONDAY))
    del data["work_by"]
    assert reading_from_data(data).work_by == ""
