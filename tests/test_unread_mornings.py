"""What waits to be read is in the reader's morning, what cannot wait first, and goes on without a whole new term."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.reading import reading_from_data
from bot.unread_mornings import UnreadMornings
from casework.pressing import Pressing
from casework.report import Urgency
from casework.school import Weekday
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import PUPIL, Staffroom, staffroom_of

COACH, DEPUTY = "sanne_de_boer", "pieter_bakker"
BOARD, BOARDS_DEPUTY = "aleid_terpstra", "wouter_hofman"
SUNDAY = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path, SUNDAY) as opened:
        yield opened


async def morning(room: Staffroom, day: date) -> Batch:
    """The clock moves to the school's opening on this day, and what is due by then is done."""
    room.clock.move_to(room.house.calendar.opens_at(day))
    return await room.sweep(DueKind.UNREAD, UnreadMornings(room.house).on_due)


async def evening(room: Staffroom, day: date) -> Batch:
    """The school closes: who did not read in time loses it to the next."""
    room.clock.move_to(room.house.calendar.closes_at(day))
    return await room.sweep(DueKind.ACKNOWLEDGE, room.office.on_acknowledge_due)


async def read_by(room: Staffroom, number: int) -> tuple[str | None, date]:
    reading = reading_from_data((await room.case(number)).reading)
    return reading.reader, date.fromisoformat(reading.read_by)


async def test_each_school_morning_names_what_was_not_read_with_its_day_and_no_content(room: Staffroom) -> None:
    await room.reported()
    first = room.words_to(await morning(room, MONDAY), COACH)
    assert "Zaak 1 wacht nog op jou" in first and "uiterlijk dinsdag 24 november" in first
    assert "schelden" not in first
    assert "uiterlijk vandaag, dinsdag 24 november" in room.words_to(await morning(room, TUESDAY), COACH)


async def test_what_cannot_wait_comes_first_and_says_so(room: Staffroom) -> None:
    await room.reported()
    await room.reported(urgency=Urgency.TODAY)
    await room.reported(urgency=Urgency.NOW)
    words = room.words_to(await morning(room, MONDAY), COACH).splitlines()
    assert [line[:6] for line in words] == ["Zaak 3", "Zaak 2", "Zaak 1"]
    assert "kan niet wachten" in words[0] and "vandaag, maandag 23 november" in words[0]


async def test_its_button_opens_the_report_and_goes_when_somebody_else_has_it(room: Staffroom) -> None:
    await room.reported()
    reminded = room.to(await morning(room, MONDAY), COACH)
    assert "schelden" in room.words_to(await room.taps(COACH, small_button("read", "1")), COACH)
    passed = await evening(room, TUESDAY)
    assert {row.id for row in reminded} <= {row.target_row for row in room.to(passed, COACH)}


async def test_who_read_it_and_did_not_take_it_up_hears_that(room: Staffroom) -> None:
    await room.reported()
    await room.taps(COACH, small_button("read", "1"))
    assert "nog niet opgepakt" in room.words_to(await morning(room, MONDAY), COACH)


async def test_once_somebody_takes_it_up_no_morning_asks_for_it(room: Staffroom) -> None:
    await room.reported()
    await room.taps(COACH, small_button("taken", "1"))
    assert (await morning(room, MONDAY)).rows == [] and await room.dues(DueKind.UNREAD) == []


async def test_after_it_moved_on_its_new_reader_has_the_mornings(room: Staffroom) -> None:
    await room.reported()
    await evening(room, TUESDAY)
    after = await morning(room, WEDNESDAY)
    assert room.to(after, COACH) == [] and "Zaak 1" in room.words_to(after, DEPUTY)


async def test_what_is_over_when_the_machine_is_back_is_not_asked_for_any_more(room: Staffroom) -> None:
    await room.reported()
    assert room.to(await morning(room, WEDNESDAY), COACH) == []


@pytest.mark.parametrize("urgency", [Urgency.NOW, Urgency.TODAY])
async def test_what_cannot_wait_is_read_on_the_first_school_day_and_then_on_the_next(
    room: Staffroom, urgency: Urgency
) -> None:
    await room.reported(urgency=urgency)
    assert await read_by(room, 1) == (COACH, MONDAY)
    passed = await evening(room, MONDAY)
    assert await read_by(room, 1) == (DEPUTY, TUESDAY)
    assert "dinsdag 24 november" in room.words_to(passed, PUPIL)


async def test_what_is_passed_on_in_school_hours_is_for_the_next_reader_that_day(room: Staffroom) -> None:
    await room.reported(urgency=Urgency.NOW)
    room.clock.move_to(datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM).astimezone(UTC))
    await room.taps(COACH, small_button("pass", "1"))
    assert await read_by(room, 1) == (DEPUTY, MONDAY)


async def test_a_longer_term_of_the_school_is_for_what_can_wait(tmp_path: Path) -> None:
    school = example_school()
    terms = school.terms.model_copy(update={"acknowledge_within_school_days": 3})
    async with staffroom_of(school.model_copy(update={"terms": terms}), tmp_path, SUNDAY) as room:
        await room.reported()
        await room.reported(urgency=Urgency.NOW)
        assert (await read_by(room, 1))[1] == date(2026, 11, 26)
        assert (await read_by(room, 2))[1] == MONDAY


@pytest.mark.parametrize(("story", "telling"), [("ik wil dood", "dood"), ("ze hebben me in elkaar geslagen", "elkaar")])
async def test_words_of_danger_and_grave_words_are_asked_for_as_what_cannot_wait(
    room: Staffroom, story: str, telling: str
) -> None:
    await room.reported(story=story)
    words = room.words_to(room.notice, COACH)
    assert "Zaak 1 kan niet wachten" in words and telling not in words
    assert await read_by(room, 1) == (COACH, MONDAY)
    assert "kan niet wachten" in room.words_to(await morning(room, MONDAY), COACH)
    assert "kan niet wachten" in room.words_to(await evening(room, MONDAY), DEPUTY)
    assert await read_by(room, 1) == (DEPUTY, TUESDAY)


async def test_blows_alone_have_the_term_of_the_school(room: Staffroom) -> None:
    await room.reported(story="hij sloeg me")
    assert "kan niet wachten" not in room.words_to(room.notice, COACH)
    assert await read_by(room, 1) == (COACH, TUESDAY)


async def test_grave_words_that_are_added_leave_it_with_who_has_it_and_danger_does_not(room: Staffroom) -> None:
    await room.reported()
    words = room.words_to(await room.tells(1, "more", "ze hebben me weer in elkaar geslagen"), COACH)
    assert "Bij zaak 1 is meer verteld. Dit kan niet wachten." in words and "elkaar" not in words
    reading = reading_from_data((await room.case(1)).reading)
    assert reading.pressing == Pressing(Urgency.NOW, keeps_order=True)
    await room.tells(1, "more", "ik wil niet meer leven")
    assert reading_from_data((await room.case(1)).reading).pressing == Pressing(Urgency.NOW)


async def test_what_is_for_the_board_at_once_is_asked_for_as_what_cannot_wait_and_stays_with_the_board(
    room: Staffroom,
) -> None:
    await room.reported(facts={"offender_class": "staff", "category": "sexual"})
    assert "Zaak 1 kan niet wachten" in room.words_to(room.notice, BOARD)
    assert await read_by(room, 1) == (BOARD, MONDAY)
    assert "kan niet wachten" in room.words_to(await morning(room, MONDAY), BOARD)
    assert "kan niet wachten" in room.words_to(await evening(room, MONDAY), BOARDS_DEPUTY)
    assert await read_by(room, 1) == (BOARDS_DEPUTY, TUESDAY)


async def test_the_board_keeps_what_is_for_it_at_once_also_when_only_its_deputy_is_there(tmp_path: Path) -> None:
    school = example_school()
    away = school.people[BOARD].model_copy(update={"present_on": (Weekday.TUE,)})
    school = school.model_copy(update={"people": {**school.people, BOARD: away}})
    async with staffroom_of(school, tmp_path, SUNDAY) as room:
        await room.reported(facts={"offender_class": "staff", "category": "sexual"})
        assert await read_by(room, 1) == (BOARD, TUESDAY)
        assert not room.to(room.notice, BOARDS_DEPUTY)


async def test_danger_in_what_is_added_to_an_unread_report_reaches_its_reader_at_once(room: Staffroom) -> None:
    await room.reported()
    assert room.to(await room.tells(1, "more", "het gebeurt ook op het plein"), COACH) == []
    words = room.words_to(await room.tells(1, "more", "ik wil niet meer leven"), COACH)
    assert "Bij zaak 1 is meer verteld. Dit kan niet wachten." in words and "leven" not in words
    assert "kan niet wachten" in room.words_to(await morning(room, MONDAY), COACH)
    assert "kan niet wachten" in room.words_to(await evening(room, MONDAY), DEPUTY)


async def test_danger_in_the_thread_of_a_running_case_is_told_as_what_cannot_wait(room: Staffroom) -> None:
    await room.reported()
    await room.taps(COACH, small_button("read", "1"))
    await room.taps(COACH, small_button("taken", "1"))
    words = room.words_to(await room.tells(1, "reporter", "ik wil niet meer leven"), COACH)
    assert "Nieuw bericht bij zaak 1. Dit kan niet wachten." in words
    assert "kan niet wachten" not in room.words_to(await room.tells(1, "reporter", "het gaat wel"), COACH)


async def test_danger_in_a_running_case_that_nobody_answers_is_asked_for_again_and_of_the_deputy_too(
    room: Staffroom,
) -> None:
    await room.reported()
    await room.taps(COACH, small_button("read", "1"))
    await room.taps(COACH, small_button("taken", "1"))
    await room.tells(1, "reporter", "het gebeurt nog steeds")
    await room.tells(1, "reporter", "ik wil niet meer leven")
    for moment in (opening(room, MONDAY), room.house.calendar.closes_at(MONDAY), opening(room, TUESDAY)):
        asked = await answers_due(room, moment)
        assert "nog op antwoord. Dit kan niet wachten." in room.words_to(asked, COACH)
        of_deputy = room.words_to(asked, DEPUTY)
        assert "wacht de melder op antwoord. Dit kan niet wachten. Jij neemt waar" in of_deputy
        assert "leven" not in of_deputy


async def test_what_can_wait_is_said_to_the_deputy_without_haste(room: Staffroom) -> None:
    await room.reported()
    await room.taps(COACH, small_button("read", "1"))
    await room.taps(COACH, small_button("taken", "1"))
    await room.tells(1, "reporter", "het gebeurt nog steeds")
    for _ in range(3):
        (due,) = await room.dues(DueKind.ANSWER)
        asked = room.words_to(await answers_due(room, due.at), DEPUTY)
    assert "Jij neemt waar" in asked and "kan niet wachten" not in asked


async def test_what_can_wait_in_a_running_case_has_the_term_of_the_school(room: Staffroom) -> None:
    await room.reported()
    await room.taps(COACH, small_button("read", "1"))
    await room.taps(COACH, small_button("taken", "1"))
    await room.tells(1, "reporter", "het gebeurt nog steeds")
    assert room.to(await answers_due(room, opening(room, MONDAY)), COACH) == []


def opening(room: Staffroom, day: date) -> datetime:
    return room.house.calendar.opens_at(day)


async def answers_due(room: Staffroom, moment: datetime) -> Batch:
    room.clock.move_to(moment)
    return await room.sweep(DueKind.ANSWER, room.thread.on_answer_due)


async def test_danger_beside_the_name_of_a_reader_reaches_somebody_else_before_that_is_cleared_up(
    room: Staffroom,
) -> None:
    await room.reported()
    told = await room.tells(1, "reporter", "ik wil dood door mevrouw De Boer", held_from=(COACH,))
    assert room.to(told, COACH) == []
    assert any("kan niet wachten" in room.words_to(told, person) for person in room.house.school.people)
