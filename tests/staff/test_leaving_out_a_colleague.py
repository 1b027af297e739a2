"""Who opens a case can leave a colleague out before it is sent, as a pupil can (design 4.4)."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.staff.access import reading_of_case
from tests.staff import test_kept_by_reporter as doubts
from tests.staff.staffroom import Staffroom
from tests.staff.test_intake_room import asked_to_open
from tests.test_ways_of_reports import room_with

OPENER, COACH, COORDINATOR = "pieter_bakker", "sanne_de_boer", "karin_visser"
LEAVE_OUT, HAND, EVERYBODY = "Een collega mag dit niet lezen", "Openen en doorgeven", "Toch iedereen laten lezen"


async def taps(room: Staffroom, shown: Batch, labels: Iterable[str], person: str = OPENER) -> Batch:
    for label in labels:
        shown = await room.taps(person, room.button(shown, label, person), None)
    return shown


def button_for(room: Staffroom, shown: Batch, name: str) -> str:
    return next(one for one in room.labels(shown, OPENER) if one.startswith(f"Niet {name}"))


async def leaving_out(room: Staffroom, *names: str) -> Batch:
    """A case of 2B, up to the last screen, without these colleagues."""
    shown = await asked_to_open(room, OPENER)
    for name in names:
        shown = await taps(room, shown, [LEAVE_OUT])
        shown = await taps(room, shown, [button_for(room, shown, name)])
    return shown


async def test_who_is_left_out_hears_nothing_and_whoever_follows_reads_it(room: Staffroom) -> None:
    shown = await leaving_out(room)
    assert "gelezen door mevrouw De Boer" in room.words_to(shown, OPENER)
    shown = await leaving_out(room, "mevrouw De Boer")
    words = room.words_to(shown, OPENER)
    assert "Dit wordt niet gelezen door mevrouw De Boer." in words and "gelezen door mevrouw De Boer, " not in words
    sent = await taps(room, shown, [next(one for one in room.labels(shown, OPENER) if one.startswith("Openen"))])
    reading = reading_of_case(await room.case(1))
    assert reading.reader not in (None, COACH) and COACH in reading.barred
    assert room.to(sent, COACH) == []


async def test_the_opener_is_not_among_those_who_can_be_left_out(room: Staffroom) -> None:
    shown = await taps(room, await leaving_out(room), [LEAVE_OUT])
    words, labels = room.words_to(shown, OPENER), room.labels(shown, OPENER)
    assert "Welke collega mag dit niet lezen?" in words
    assert any("De Boer" in one for one in labels) and not any("Niet meneer Bakker" in one for one in labels)


async def test_leaving_out_is_taken_back_with_a_tap(room: Staffroom) -> None:
    shown = await leaving_out(room, "mevrouw De Boer")
    shown = await taps(room, shown, [EVERYBODY])
    assert "gelezen door mevrouw De Boer" in room.words_to(shown, OPENER)
    assert EVERYBODY not in room.labels(shown, OPENER)
    await taps(room, shown, [HAND])
    assert reading_of_case(await room.case(1)).reader == COACH


async def test_a_coach_who_takes_it_up_leaves_out_who_would_stand_in(room: Staffroom) -> None:
    shown = await asked_to_open(room, COACH)
    shown = await taps(room, shown, [LEAVE_OUT], COACH)
    stand_in = next(one for one in room.labels(shown, COACH) if "meneer Bakker" in one)
    await taps(room, shown, [stand_in, "Openen, ik pak het op"], COACH)
    reading = reading_of_case(await room.case(1))
    assert reading.taken_up_by == COACH and OPENER in reading.barred


async def test_what_may_be_sexual_stays_with_the_board_when_one_of_it_is_left_out(room: Staffroom) -> None:
    """AX-8."""
    shown = await asked_to_open(room, OPENER, "2B", "Overslaan", "Het gaat over iemand die hier werkt")
    shown = await room.says(OPENER, "mevrouw De Boer")
    shown = await taps(room, shown, ["Kan wachten", "Ja", LEAVE_OUT])
    shown = await taps(room, shown, [button_for(room, shown, "mevrouw Terpstra")])
    assert "Dit wordt niet gelezen door mevrouw Terpstra." in room.words_to(shown, OPENER)
    await taps(room, shown, [HAND])
    reading = reading_of_case(await room.case(1))
    assert reading.may_read == ("wouter_hofman",), "the board's deputy"
    assert reading.barred == frozenset({COACH, "aleid_terpstra"})


@pytest.mark.parametrize("left_out", [True, False])
async def test_a_doubt_that_steps_up_goes_past_the_management_that_was_left_out(tmp_path: Path, left_out: bool) -> None:
    """P002 A002-1."""
    async with room_with("noordhoek", tmp_path) as room:
        shown = await doubts.named(room, "Nee", "Nee", "Ja")
        if left_out:
            shown = await taps(room, shown, [LEAVE_OUT], doubts.OPENER)
            smit = next(one for one in room.labels(shown, doubts.OPENER) if one.startswith("Niet mevrouw Smit"))
            shown = await taps(room, shown, [smit], doubts.OPENER)
        await taps(room, shown, [doubts.KEEP], doubts.OPENER)
        await doubts.steps_up(room)
        reading = reading_of_case(await room.case(1))
        assert (reading.reader == doubts.MANAGEMENT) == (not left_out)
        assert reading.reader is not None and doubts.ACCUSED not in reading.may_read
