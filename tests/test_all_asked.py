"""Everybody who may read a report was asked and nobody did: it stays with them, and each school morning asks again."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.batch import Batch
from bot.flows.own_report_words import standing_lines
from bot.flows.small_buttons import small_button
from bot.outcome import Done, Refused
from bot.reading import Reading, reading_from_data
from bot.report_standing import standing_of
from bot.reporter_status import status_message
from bot.sent_rows import SentRows
from bot.spoken import spoken
from bot.staff.facts import staff_facts
from casework.report import ReportStatus
from storage.outbox import OutboxRow
from tests.casework.schools import example_school
from tests.staff.staffroom import NOTICE, PUPIL, Staffroom, staffroom_of
from tests.test_unread_mornings import evening, morning

ADMIN = "bram_postma"
BOARD, BOARDS_DEPUTY = "aleid_terpstra", "wouter_hofman"
CONFIDANT, OTHER_CONFIDANT = "lotte_jansen", "willem_kok"
SUNDAY = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (23, 24, 25, 26))
FRIDAY = date(2026, 11, 27)
SEXUAL: dict[str, Any] = {"facts": {"offender_class": "staff", "category": "sexual"}}
NOT_READ = "Je melding is nog niet gelezen. Ik vraag het elke schooldag opnieuw."


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path, SUNDAY) as opened:
        yield opened


async def reading_now(room: Staffroom) -> Reading:
    return reading_from_data((await room.case(1)).reading)


async def all_asked(room: Staffroom, **report: Any) -> Batch:
    """A report for the board that both left unread on their own day; answers the evening of the second."""
    await room.reported(**(report or SEXUAL))
    await morning(room, MONDAY)
    await evening(room, MONDAY)
    await morning(room, TUESDAY)
    return await evening(room, TUESDAY)


async def opens(room: Staffroom, person: str) -> tuple[Batch, Batch]:
    """Somebody taps Lezen: what came of the tap, and of the story standing on their screen."""
    tapped = await room.taps(person, small_button("read", "1"), NOTICE)
    (story,) = [row for row in room.to(tapped, person) if row.payload.get("first_read") is not None]
    return tapped, await stands_there(room, story)


async def stands_there(room: Staffroom, row: OutboxRow) -> Batch:
    sent_rows = SentRows(room.house, room.office, room.numbers)
    after: Batch | None = await room.archive.database.write(lambda connection: sent_rows(connection, row, Done()))
    assert after is not None
    return after


async def test_both_of_the_board_are_asked_again_each_school_morning_until_one_reads(room: Staffroom) -> None:
    await all_asked(room, **SEXUAL)
    for day in (WEDNESDAY, THURSDAY, FRIDAY):
        asked = await morning(room, day)
        for person in (BOARD, BOARDS_DEPUTY):
            words = room.words_to(asked, person)
            late = "Te laat: zaak 1 kan niet wachten. De melding ligt er al sinds zondag 22 november. Wil je"
            assert words.startswith(late), (person, day)
            assert room.labels(asked, person) == ["Lezen"]
        await evening(room, day)
    await room.taps(BOARDS_DEPUTY, small_button("read", "1"), NOTICE)
    after = await morning(room, date(2026, 11, 30))
    assert room.to(after, BOARD) == [] and "nog niet opgepakt" in room.words_to(after, BOARDS_DEPUTY)


async def test_nobody_is_told_then_that_somebody_else_has_it_or_that_they_need_not_read_it(room: Staffroom) -> None:
    last = await all_asked(room, **SEXUAL)
    assert room.to(last, BOARD) == [] and room.to(last, BOARDS_DEPUTY) == []


async def test_the_admin_hears_each_school_day_that_nobody_read_it_and_not_that_it_is_solved(room: Staffroom) -> None:
    said = [room.words_to(await all_asked(room, **SEXUAL), ADMIN)]
    for day in (WEDNESDAY, THURSDAY):
        assert room.to(await morning(room, day), ADMIN) == []
        said.append(room.words_to(await evening(room, day), ADMIN))
    for words in said:
        assert "er is een melding die nog niemand heeft gelezen. Iedereen die dat mag, is al gevraagd." in words
        assert "nu niemand kan lezen" not in words and "opgelost" not in words
        assert not any(room.house.name_of(one) in words for one in (BOARD, BOARDS_DEPUTY))


async def test_a_reminder_of_other_work_in_it_solves_nothing_for_the_admin(room: Staffroom) -> None:
    await all_asked(room, **SEXUAL)
    before = await reading_now(room)

    async def reminded(batch: Batch) -> None:
        case = await room.office.case(batch, 1)
        assert case is not None
        assert await room.office.somebody_there(batch, case, (BOARD,), before) == before

    assert (await room.in_batch(reminded)).rows == []


async def test_the_reporter_hears_once_that_it_is_asked_again_and_of_nobody_who_looks_for_somebody(
    room: Staffroom,
) -> None:
    words = room.words_to(await all_asked(room, **SEXUAL), PUPIL)
    assert NOT_READ in words and "beheerder" not in words and "112" in words
    await morning(room, WEDNESDAY)
    assert room.to(await evening(room, WEDNESDAY), PUPIL) == []
    standing = standing_of(room.house, ReportStatus.RECEIVED, await room.case(1))
    assert standing.reader is None and set(standing.also_read) == {BOARD, BOARDS_DEPUTY}


@pytest.mark.parametrize("is_read", [False, True])
async def test_who_looks_reads_that_it_is_late_and_not_that_somebody_reads_it_soon(
    room: Staffroom, *, is_read: bool
) -> None:
    await all_asked(room, **SEXUAL)
    status = ReportStatus.READ if is_read else ReportStatus.RECEIVED
    standing = standing_of(room.house, status, await room.case(1))
    lines = [spoken(line) for line in standing_lines(1, standing, room.house.school)]
    said = "gelezen, maar nog niemand heeft die opgepakt" if is_read else "nog niet gelezen"
    assert lines[0] == f"Melding 1: {said}. Ik vraag het elke schooldag opnieuw."


async def test_a_code_opens_that_it_is_late_and_to_tell_somebody_else_too(room: Staffroom) -> None:
    await all_asked(room, **SEXUAL)
    report_id, shown = await room.report_id(1), []

    async def look(batch: Batch) -> None:
        await batch.sealer(report_id)
        facts = staff_facts(room.house, BOARD, batch.now).reading
        shown.append(await status_message(batch, room.house, report_id, facts))

    await room.in_batch(look)
    words = [spoken(part) for message in shown if message is not None for part in message.parts]
    assert any(NOT_READ in one for one in words) and not any("Straks leest" in one for one in words)


@pytest.mark.parametrize("person", [BOARD, BOARDS_DEPUTY])
async def test_whoever_opens_it_has_it_and_reporter_and_admin_hear_that_it_is_read(
    room: Staffroom, person: str
) -> None:
    await all_asked(room, **SEXUAL)
    await morning(room, WEDNESDAY)
    tapped, shown = await opens(room, person)
    reading = await reading_now(room)
    assert (reading.reader, reading.all_asked, reading.taken_up_by) == (person, False, None)
    assert "Je melding is gelezen door" in room.words_to(shown, PUPIL)
    assert "iemand heeft deze melding nu geopend" in room.words_to(tapped, ADMIN)
    assert "Ik pak dit op" in "".join(room.labels(tapped, person))


async def test_what_was_read_then_and_not_taken_up_is_told_as_that(room: Staffroom) -> None:
    await all_asked(room, **SEXUAL)
    await opens(room, BOARDS_DEPUTY)
    await morning(room, WEDNESDAY)
    over = await evening(room, WEDNESDAY)
    assert "die nog niemand heeft opgepakt" in room.words_to(over, ADMIN)
    assert "Je melding is gelezen, maar nog niemand heeft die opgepakt." in room.words_to(over, PUPIL)
    again = await morning(room, THURSDAY)
    assert "Wil je de melding nu lezen?" in room.words_to(again, BOARD)
    assert "nog niet opgepakt" in room.words_to(again, BOARDS_DEPUTY)


async def test_taking_it_up_ends_it(room: Staffroom) -> None:
    await all_asked(room, **SEXUAL)
    await room.taps(BOARD, small_button("taken", "1"), NOTICE)
    assert (await morning(room, WEDNESDAY)).rows == []
    assert (await evening(room, WEDNESDAY)).rows == []
    assert not (await reading_now(room)).all_asked


@pytest.mark.parametrize("person", [BOARD, BOARDS_DEPUTY])
async def test_who_cannot_read_it_then_hears_that_everybody_was_asked(room: Staffroom, person: str) -> None:
    await all_asked(room, **SEXUAL)
    passed = room.words_to(await room.taps(person, small_button("pass", "1"), NOTICE), person)
    assert "Iedereen die zaak 1 nu kan lezen, is al gevraagd." in passed and "Doorgegeven" not in passed
    assert person in ((await reading_now(room)).may_read)


async def test_whom_the_bot_cannot_reach_is_not_asked_and_with_nobody_to_ask_the_admin_hears_that(
    room: Staffroom,
) -> None:
    await all_asked(room, **SEXUAL)
    first = await morning(room, WEDNESDAY)
    (row,) = room.to(first, BOARD)
    sent_rows = SentRows(room.house, room.office, room.numbers)
    await room.archive.database.write(lambda connection: sent_rows(connection, row, Refused(unreachable=True)))
    assert (await reading_now(room)).reader == BOARDS_DEPUTY
    room.house.staff.set_unreachable(BOARDS_DEPUTY)
    over = await evening(room, THURSDAY)
    assert "nu niemand kan lezen" in room.words_to(over, ADMIN)
    assert (await reading_now(room)).reader is None


async def test_an_ordinary_line_is_asked_again_as_well_without_haste_where_it_can_wait(room: Staffroom) -> None:
    await room.reported(via_confidant=True)
    for day in (TUESDAY, THURSDAY):
        over = await evening(room, day)
    assert NOT_READ in room.words_to(over, PUPIL)
    assert "die nog niemand heeft gelezen" in room.words_to(over, ADMIN)
    asked = await morning(room, FRIDAY)
    for person in (CONFIDANT, OTHER_CONFIDANT):
        assert "zaak 1 wacht nog op jou." in room.words_to(asked, person)
    _, shown = await opens(room, OTHER_CONFIDANT)
    assert "Je melding is gelezen door" in room.words_to(shown, PUPIL)
    assert (await reading_now(room)).reader == OTHER_CONFIDANT


async def test_what_everybody_was_asked_for_is_late_and_has_no_new_day_each_morning(room: Staffroom) -> None:
    await room.reported(via_confidant=True)
    before = room.words_to(await morning(room, MONDAY), CONFIDANT)
    assert "Lees de melding uiterlijk " in before and "Te laat" not in before
    for day in (TUESDAY, THURSDAY):
        await evening(room, day)
    late = "Te laat: zaak 1 wacht nog op jou. De melding ligt er al sinds zondag 22 november. Lees die vandaag nog."
    for day in (FRIDAY, date(2026, 12, 3)):
        assert room.words_to(await morning(room, day), OTHER_CONFIDANT) == late
        await evening(room, day)


async def test_who_gets_an_account_meanwhile_is_the_next_to_get_it(room: Staffroom) -> None:
    account = room.house.staff.account_of(BOARDS_DEPUTY)
    assert account is not None
    room.house.staff._by_person.pop(BOARDS_DEPUTY)
    await room.reported(**SEXUAL)
    assert NOT_READ in room.words_to(await evening(room, MONDAY), PUPIL)
    assert "Wil je de melding nu lezen?" in room.words_to(await morning(room, TUESDAY), BOARD)
    room.house.staff.put(BOARDS_DEPUTY, account)
    over = await evening(room, TUESDAY)
    assert "Lezen" in room.labels(over, BOARDS_DEPUTY)
    assert (await reading_now(room)).reader == BOARDS_DEPUTY
