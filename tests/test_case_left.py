"""Who had a part in a case that left because it may be about staff: what they hear of that, and who hears nothing."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.case_left import CaseLeft
from bot.flows.effects import ClearUpSomebody, ClearUpSubject
from bot.spoken import spoken_message
from bot.staff.access import reading_of_case
from casework.case_commands import EstablishFact
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, message_of, staffroom_of
from tests.staff.test_track_on_card import performed
from tests.test_case_subjects import (
    BOARD,
    COACH,
    COORDINATOR,
    DEPUTY,
    HEAD,
    QUESTION,
    of_somebody,
    taken_up,
    told_sexual,
    with_report,
)
from tests.test_words_of_somebody import told_afterwards, who_hears

OVER = "Zaak 1: hier hoef je niets meer mee te doen."


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def with_readers(room: Staffroom) -> int:
    """A case that the coach took up, of which the deputy and the coordinator were informed."""
    number = await room.reported()
    await taken_up(room, number)
    await room.keeps_reading(number, invited=(DEPUTY, COORDINATOR))
    return number


async def said_of(room: Staffroom, number: int, said: ClearUpSubject) -> Batch:
    afterwards = told_afterwards(room)
    return await with_report(room, number, lambda batch, one: afterwards.clear_up(batch, one, said, QUESTION))


async def next_morning(room: Staffroom) -> Batch:
    room.clock.move_by(timedelta(days=3))
    return await room.sweep(DueKind.OVER, CaseLeft(room.house, room.office).on_due)


async def test_who_had_a_part_in_it_hears_on_the_next_morning_that_nothing_is_asked_of_them_and_not_why(
    room: Staffroom,
) -> None:
    number = await with_readers(room)
    moved = await of_somebody(room, number, ClearUpSomebody(is_staff=True), [])
    assert reading_of_case(await room.case(number)).reader == HEAD
    assert not any(OVER in room.words_to(moved, person) for person in (COACH, DEPUTY, COORDINATOR))
    heard = await next_morning(room)
    assert set(who_hears(room, heard)) == {COACH, DEPUTY, COORDINATOR}
    assert all(room.words_to(heard, person) == OVER for person in (COACH, DEPUTY, COORDINATOR))
    assert (await next_morning(room)).rows == []


async def test_whom_it_is_about_and_who_is_left_out_hear_nothing_of_it(room: Staffroom) -> None:
    """AX-12."""
    number = await with_readers(room)
    await said_of(room, number, ClearUpSubject(DEPUTY, is_subject=True))
    await said_of(room, number, ClearUpSubject(COORDINATOR, is_subject=False, may_read=False))
    await told_sexual(room, number)
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    assert who_hears(room, await next_morning(room)) == [COACH, HEAD]


async def test_who_is_named_before_that_morning_hears_nothing_either(room: Staffroom) -> None:
    number = await with_readers(room)
    await of_somebody(room, number, ClearUpSomebody(is_staff=True), [])
    await room.keeps_reading(number, subjects=(COACH,))
    assert COACH not in who_hears(room, await next_morning(room))


async def test_who_reads_it_again_by_then_hears_nothing(room: Staffroom) -> None:
    number = await with_readers(room)
    await of_somebody(room, number, ClearUpSomebody(is_staff=True), [])
    await room.keeps_reading(number, invited=(COORDINATOR,))
    assert COORDINATOR not in who_hears(room, await next_morning(room))


async def test_by_what_a_colleague_recorded_the_others_hear_it_too(room: Staffroom) -> None:
    """Who recorded it heard at once where it is."""
    number = await with_readers(room)
    await performed(room, number, EstablishFact("offender_class", "staff"), COACH)
    await performed(room, number, EstablishFact("category", "sexual"), COACH)
    assert COACH not in reading_of_case(await room.case(number)).may_read
    assert set(who_hears(room, await next_morning(room))) == {DEPUTY, COORDINATOR}


async def test_a_first_contact_who_was_passed_by_hears_the_same_words_and_nothing_at_the_moment_itself(
    room: Staffroom,
) -> None:
    """Nothing tells them that the pupil said that they cannot talk about it with them (A004-13)."""
    number = await with_readers(room)
    moved = await with_report(room, number, told_afterwards(room).pass_contact_by)
    assert COACH not in reading_of_case(await room.case(number)).may_read
    assert set(room.words_to(moved, COACH).splitlines()) <= {"Zaak 1: hier is niets meer te lezen."}
    heard = await next_morning(room)
    assert room.words_to(heard, COACH) == OVER


@pytest.mark.parametrize("accused", [COACH, DEPUTY])
async def test_the_card_of_whoever_lost_the_case_goes_as_their_story_does(room: Staffroom, accused: str) -> None:
    number = await with_readers(room)
    shown = await room.commands(accused, "zaak", str(number))
    card = room.to(shown, accused)[-1]
    moved = await said_of(room, number, ClearUpSubject(accused, is_subject=True))
    gone = [row for row in room.to(moved, accused) if row.target_row == card.id]
    assert [spoken_message(message_of(row)) for row in gone] == ["Zaak 1: hier is niets meer te lezen."]


async def test_the_card_of_who_may_still_read_the_case_stays(room: Staffroom) -> None:
    number = await with_readers(room)
    shown = await room.commands(COACH, "zaak", str(number))
    moved = await said_of(room, number, ClearUpSubject(DEPUTY, is_subject=True))
    assert not any(row.target_row == room.to(shown, COACH)[-1].id for row in room.to(moved, COACH))
