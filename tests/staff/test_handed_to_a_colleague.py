"""What the card says to who gets a case from a colleague."""

from datetime import UTC, datetime

import pytest

from casework.case_commands import Acknowledge, HandOver
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk, read_by_coach
from tests.staff.case_desks import Desks

ASKED = "Laat weten dat je deze zaak oppakt"


def line_of(desk: CaseDesk, person: str) -> str:
    return next(line for line in desk.last(person).text.splitlines() if ASKED in line)


@pytest.mark.parametrize(
    ("handed", "due"),
    [(datetime(2026, 11, 23, 9, 10, tzinfo=UTC), "dinsdag 24 november"),
     (datetime(2026, 11, 27, 9, 10, tzinfo=UTC), "maandag 30 november")],
)  # fmt: skip
async def test_who_gets_it_has_as_long_to_take_it_up_as_a_first_reader(
    desks: Desks, handed: datetime, due: str
) -> None:
    """The case came in on a Sunday."""
    desk = await desks.opened("splitting")
    desk.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    number = await desk.open_case(read_by_coach(desk.now, read_by="2026-11-24"))
    desk.now = handed.replace(hour=8)
    await desk.take_up(number)
    desk.now = handed
    await desk.does(number, HandOver(COORDINATOR))
    await desk.open_card(COORDINATOR, number)
    assert due in line_of(desk, COORDINATOR)
    await desk.does(number, Acknowledge(), person=COORDINATOR)
    assert (await desk.case(number)).acknowledged
    assert ASKED not in desk.last(COACH).text
