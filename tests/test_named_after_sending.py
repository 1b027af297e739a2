"""Whom a case is about has a name after all: who follows on its reader then, and who never comes to read it (AX-12)."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.staff.access import reading_of_case
from bot.staff.case_people import lead_of, responsible_for
from bot.staff.duty_book import DutyBook
from casework.duties import duties
from casework.protocol import shipped_protocol_ids
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import PUPIL, Staffroom, staffroom_of
from tests.test_case_subjects import (
    BOARD,
    BOARDS_DEPUTY,
    COACH,
    COORDINATOR,
    DEPUTY,
    HEAD,
    named,
    nobody_takes_it_up,
    taken_up,
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


async def test_who_stands_in_for_an_accused_first_contact_has_no_part_in_it(tmp_path: Path) -> None:
    """Who reads it, hears of it and decides is as it would have been had the name been told before sending."""
    async with staffroom_of(example_school(), tmp_path) as room:
        before = await room.reported(facts={"offender_class": "staff"}, subjects=frozenset({COACH}))
        heard = "mevrouw Visser, uiterlijk dinsdag 24 november. Jij hoort het ook."
        assert heard in room.words_to(room.notice, HEAD)
        number = await room.reported()
        moved = await named(room, number, COACH)
        wanted, reading = reading_of_case(await room.case(before)), reading_of_case(await room.case(number))
        assert (wanted.reader, wanted.told) == (COORDINATOR, (HEAD,))
        assert (reading.reader, reading.told) == (COORDINATOR, (HEAD,))
        assert set(reading.may_read) == {COORDINATOR, HEAD}
        assert heard in room.words_to(moved, HEAD)
        assert "Je melding kan nu ook gelezen worden door mevrouw Smit" in room.words_to(moved, PUPIL)
        case = room.office.folded(await room.case(number))
        (asked,) = [one for one in duties(case, room.house.calendar) if one.kind == "track"]
        assert responsible_for(room.house, case, reading, asked) == (COORDINATOR,)
        await taken_up(room, number, COORDINATOR)
        reading = reading_of_case(await room.case(number))
        assert responsible_for(room.house, case, reading, asked) == (COORDINATOR,)
        card = await room.taps(COORDINATOR, small_button("card", str(number)))
        assert "Andere route in het protocol…" in room.labels(card, COORDINATOR)


async def test_while_nobody_has_it_the_work_of_an_accused_first_contact_goes_up_the_line(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported()
        await named(room, number, COACH)
        await room.keeps_reading(number, reader=None)
        case, reading = room.office.folded(await room.case(number)), reading_of_case(await room.case(number))
        assert lead_of(room.house, case, reading) == (COORDINATOR,)


async def test_who_took_it_up_before_the_name_goes_on_and_who_hears_of_it_is_told_so(tmp_path: Path) -> None:
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported()
        await taken_up(room, number)
        moved = await named(room, number, DEPUTY)
        reading = reading_of_case(await room.case(number))
        assert reading.taken_up_by == COACH and reading.told == (HEAD,)
        assert (
            room.words_to(moved, HEAD)
            == "Zaak 1: er is een melding. Daar werkt mevrouw De Boer aan. Jij hoort het ook."
        )


async def test_who_is_reminded_to_decide_on_the_track_does_not_read_in_a_chat_what_it_is_about(tmp_path: Path) -> None:
    """Design 4.11: a number, a step and a day."""
    async with staffroom_of(example_school(), tmp_path) as room:
        number = await room.reported()
        await taken_up(room, number)
        await named(room, number, DEPUTY)
        await room.in_batch(lambda batch: refreshed(room, batch, number))
        room.clock.move_by(timedelta(days=1))
        reminded = room.words_to(await room.in_batch(lambda batch: reminds(room, batch)), COACH)
        assert "Beslis hoe deze zaak verder gaat." in reminded
        assert "medewerker" not in reminded
        tasks = room.words_to(await room.commands(COACH, "taken"), COACH)
        assert "Beslis hoe deze zaak verder gaat" in tasks and "medewerker" not in tasks
        card = room.words_to(await room.taps(COACH, small_button("card", str(number))), COACH)
        assert "Over gedrag van een medewerker" in card


async def refreshed(room: Staffroom, batch: Batch, number: int) -> None:
    case = await room.office.case(batch, number)
    assert case is not None
    await DutyBook(room.house, room.office).refresh(batch, case)


async def reminds(room: Staffroom, batch: Batch) -> None:
    for due in await room.dues(DueKind.DUTY):
        if due.at <= batch.now:
            await DutyBook(room.house, room.office).on_duty_due(batch, due)
    await batch.finish()
