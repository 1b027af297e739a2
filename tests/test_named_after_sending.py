"""Whom a case is about has a name after all: who follows on its reader then, and who never comes to read it (AX-12)."""

from pathlib import Path

import pytest

from bot.staff.access import reading_of_case
from casework.protocol import shipped_protocol_ids
from tests.casework.schools import example_school
from tests.staff.staffroom import staffroom_of
from tests.test_case_subjects import (
    BOARD,
    BOARDS_DEPUTY,
    COACH,
    DEPUTY,
    HEAD,
    named,
    nobody_takes_it_up,
)

HEADS_DEPUTY = "ruud_mulder"


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
async def test_a_name_that_comes_later_brings_no_case_to_the_line_of_a_first_contact(
    tmp_path: Path, protocol: str
) -> None:
    """Neither the first contact nor who stands in for them, whoever of the line of its way lets it lie."""
    async with staffroom_of(example_school(), tmp_path, protocol=protocol) as room:
        number = await room.reported(facts={"offender_class": "staff"})
        had_it = reading_of_case(await room.case(number)).may_read
        await named(room, number, HEADS_DEPUTY)
        readers = await nobody_takes_it_up(room)
        assert not readers & {COACH, DEPUTY, HEADS_DEPUTY}
        assert readers <= {*had_it, HEAD, BOARD, BOARDS_DEPUTY}
        assert BOARD in readers
