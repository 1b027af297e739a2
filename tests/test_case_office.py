from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.batch import Batch
from bot.case_subjects import CaseSubjects
from bot.flows.small_buttons import small_button
from bot.outcome import Refused
from bot.reading import reading_from_data
from bot.sent_rows import SentRows
from bot.spoken import spoken_message
from casework.report import Contact, ReportStatus, Urgency
from storage import outbox, reports
from storage.dues import DueKind
from storage.tables import account
from tests.casework.schools import example_school, small_school
from tests.staff.staffroom import NOTICE, PUPIL, Staffroom, buttons_of, message_of, staffroom_of

STORY = "ze schelden mij uit"
COACH, DEPUTY = "sanne_de_boer", "pieter_bakker"
GONE = Refused(unreachable=True)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def term_over(room: Staffroom) -> Batch:
    """The clock moves to the end of the term, and the office does what is due."""
    (due, *_) = await room.dues(DueKind.ACKNOWLEDGE)
    room.clock.move_to(due.at)
    return await room.sweep(DueKind.ACKNOWLEDGE, room.office.on_acknowledge_due)


async def taken_up(room: Staffroom, number: int) -> Batch:
    async def work(batch: Batch) -> None:
        case = await room.office.case(batch, number)
        assert case is not None
        await room.office.acknowledge(batch, case, COACH)

    return await room.in_batch(work)


async def reader(room: Staffroom, number: int = 1) -> str | None:
    return reading_from_data((await room.case(number)).reading).reader


async def on_the_line(room: Staffroom, number: int = 1) -> str | None:
    """Who has it to read before everybody was asked."""
    reading = reading_from_data((await room.case(number)).reading)
    return None if reading.all_asked else reading.reader


def everybody_told(room: Staffroom, batch: Batch) -> set[str]:
    return {person for person in room.house.school.people if room.to(batch, person)}


async def test_the_first_reader_gets_a_notice_with_a_number_and_no_content(room: Staffroom) -> None:
    number = await room.reported()
    assert everybody_told(room, room.notice) == {COACH}
    notice = room.words_to(room.notice, COACH)
    assert str(number) in notice and STORY not in notice and "2B" not in notice


async def test_it_must_be_read_by_closing_time_of_the_reading_day(room: Staffroom) -> None:
    await room.reported()
    (due,) = await room.dues(DueKind.ACKNOWLEDGE)
    read_by = reading_from_data((await room.case(1)).reading).read_by
    assert due.at == room.house.calendar.closes_at(datetime.fromisoformat(read_by).date())


async def test_silence_moves_it_to_the_deputy_and_then_up_the_line_and_the_reporter_hears_each_time(
    room: Staffroom,
) -> None:
    await room.reported()
    readers = [await on_the_line(room)]
    while (now_with := await on_the_line(room)) is not None and len(readers) < 20:
        batch = await term_over(room)
        assert room.to(batch, PUPIL), now_with
        readers.append(await on_the_line(room))
    assert readers[:2] == [COACH, DEPUTY] and readers[-1] is None
    assert len(set(readers)) == len(readers) >= 5


async def test_who_did_not_read_it_in_time_hears_who_has_it_now_and_the_old_buttons_go(room: Staffroom) -> None:
    await room.reported(urgency=Urgency.NOW)
    asked = [row.id for row in room.to(room.notice, COACH)]
    *gone, told = room.to(await term_over(room), COACH)
    assert [(row.target_row, row.payload["do"]) for row in gone] == [(row, "take_away") for row in asked]
    assert told.target_row is None and "ligt nu bij meneer Bakker" in spoken_message(message_of(told))
    assert "Bakker" not in "".join(spoken_message(message_of(row)) for row in gone), "it is said once"
    assert all(buttons_of(row) == [] for row in (*gone, told))


async def test_who_passes_an_urgent_case_on_keeps_no_button_that_asks_to_read_it_now(room: Staffroom) -> None:
    number = await room.reported(urgency=Urgency.NOW)
    (asked,) = [row.id for row in room.to(room.notice, COACH)]
    passed = room.to(await room.taps(COACH, small_button("pass", str(number)), NOTICE), COACH)
    edited = {row.target_row: row for row in passed if row.target_row is not None}
    assert "ligt nu bij een ander" in spoken_message(message_of(edited[asked]))
    assert buttons_of(edited[asked]) == []


async def test_a_case_that_was_passed_on_before_its_term_edits_each_old_notice_once_and_not_again_at_the_next_term(
    room: Staffroom,
) -> None:
    number = await room.reported(urgency=Urgency.NOW)
    asked = [row.id for row in room.to(room.notice, COACH)]
    passed = await room.in_batch(lambda batch: room.office.pass_on(batch, number))
    assert [row.target_row for row in room.to(passed, COACH)] == asked
    asked_next = [row.id for row in room.to(passed, DEPUTY)]
    over = await term_over(room)
    assert room.to(over, COACH) == []
    assert [row.target_row for row in room.to(over, DEPUTY)] == [*asked_next, None]


async def test_a_case_that_is_passed_on_twice_at_once_edits_each_old_notice_once(room: Staffroom) -> None:
    number = await room.reported()
    asked = [row.id for row in room.to(room.notice, COACH)]

    async def work(batch: Batch) -> None:
        await room.office.pass_on(batch, number)
        await room.office.pass_on(batch, number)

    batch = await room.in_batch(work)
    assert [row.target_row for row in room.to(batch, COACH)] == asked
    new, taken_back = room.to(batch, DEPUTY)
    assert (new.target_row, taken_back.target_row) == (None, new.id)


async def test_who_turns_out_to_be_named_in_it_does_not_hear_who_has_it_now(room: Staffroom) -> None:
    number = await room.reported()
    await room.keeps_reading(number, subjects=(COACH,))
    batch = await term_over(room)
    assert await reader(room) not in (None, COACH) and room.to(batch, COACH) == []


@pytest.mark.parametrize(
    ("urgency", "words"),
    [
        (Urgency.NOW, "Zaak 1 kan niet wachten: er is een melding voor jou. Wil je die nu lezen? Lees die uiterlijk "),
        (
            Urgency.TODAY,
            "Zaak 1 heeft haast: er is een melding voor jou. Wil je die vandaag nog lezen? Lees die uiterlijk ",
        ),
        (Urgency.NORMAL, "Zaak 1: er is een melding voor jou. Lees die uiterlijk "),
    ],
)
async def test_one_notice_says_that_there_is_a_report_and_whether_it_can_wait(
    room: Staffroom, urgency: Urgency, words: str
) -> None:
    await room.reported(urgency=urgency)
    (notice,) = room.to(room.notice, COACH)
    assert spoken_message(message_of(notice)).startswith(words)
    assert room.labels(room.notice, COACH).count("Lezen") == 1


async def test_when_nobody_is_left_the_admin_hears_that_there_is_one_and_is_asked_again_next_school_day(
    tmp_path: Path,
) -> None:
    async with staffroom_of(small_school(), tmp_path) as room:
        for person in ("bea", "cas", "dee"):
            room.house.staff.set_unreachable(person)
        await room.reported(victim_class="1A")
        told = await term_over(room)
        assert STORY not in room.words_to(told, "cas") and "1" in room.words_to(told, "cas")
        assert room.to(told, PUPIL)
        (due,) = await room.dues(DueKind.ACKNOWLEDGE)
        assert due.at.date() > room.clock.now().date()
        again = await term_over(room)
        assert room.to(again, "cas") and not room.to(again, PUPIL)


async def test_when_the_admin_cannot_be_told_either_the_reporter_is_not_told_that_they_know(tmp_path: Path) -> None:
    async with staffroom_of(small_school(), tmp_path) as room:
        for person in ("bea", "cas", "dee"):
            room.house.staff.set_unreachable(person)
        await room.reported(victim_class="1A")
        told = room.words_to(await term_over(room), PUPIL)
        assert "beheerder" not in told and "112" in told


async def test_acknowledging_stops_the_passing_on_and_the_reporter_hears_who_has_it(room: Staffroom) -> None:
    number = await room.reported()
    batch = await taken_up(room, number)
    assert room.to(batch, PUPIL) and await room.dues(DueKind.ACKNOWLEDGE) == []
    passed = await room.in_batch(lambda batch: room.office.pass_on(batch, number))
    assert passed.rows == [] and await reader(room) == COACH


@pytest.mark.parametrize(("invited", "too"), [((DEPUTY,), ()), ((DEPUTY, "karin_visser"), ("mevrouw Visser",))])
async def test_who_reads_it_next_is_not_said_to_help_as_well(
    room: Staffroom, invited: tuple[str, ...], too: tuple[str, ...]
) -> None:
    number = await room.reported()

    async def invites_and_passes_on(batch: Batch) -> None:
        for person in invited:
            case = await room.office.case(batch, number)
            assert case is not None
            reading = reading_from_data(case.reading).with_invited(person)
            await room.office.keep_reading(batch, case, reading)
        await room.office.pass_on(batch, number)

    batch = await room.in_batch(invites_and_passes_on)
    said = [spoken_message(message_of(row)) for row in room.to(batch, PUPIL)]
    helping = [f"Er helpt nog iemand mee. Je melding kan nu ook gelezen worden door {name}." for name in too]
    assert said == [
        *helping,
        "Je melding gaat naar iemand anders. Uiterlijk dinsdag 24 november leest meneer Bakker die.",
    ]
    async with room.archive.database.reading() as connection:
        waiting = await outbox.waiting_rows(connection, room.archive.vault)
    pupils = {row.id for row in waiting if row.chat == room.archive.vault.chat_of(PUPIL)}
    assert pupils == {row.id for row in room.to(batch, PUPIL)}


async def test_a_reporter_who_muted_is_told_nothing(room: Staffroom) -> None:
    number = await room.reported()
    report_id = await room.report_id(number)

    async def mute(batch: Batch) -> None:
        reports.set_muted(batch.changes, report_id, muted=True)

    await room.in_batch(mute)
    assert room.to(await term_over(room), PUPIL) == []


@pytest.mark.parametrize("barred", [{"subjects": frozenset({COACH})}, {"excluded": frozenset({COACH})}])
async def test_who_is_named_or_left_out_never_receives_anything(
    room: Staffroom, barred: dict[str, frozenset[str]]
) -> None:
    await room.reported(**barred)
    told = everybody_told(room, room.notice)
    while await on_the_line(room) is not None:
        told |= everybody_told(room, await term_over(room))
    assert COACH not in told and len(told) > 2


async def test_the_confidants_line_stays_on_it(room: Staffroom) -> None:
    await room.reported(via_confidant=True)
    readers = {await on_the_line(room)}
    while await on_the_line(room) is not None:
        await term_over(room)
        readers.add(await on_the_line(room))
    assert readers == {"lotte_jansen", "willem_kok", None}


async def test_in_a_holiday_nothing_is_passed_on_before_school_opens(tmp_path: Path) -> None:
    christmas = datetime(2026, 12, 23, 10, 0, tzinfo=UTC)
    async with staffroom_of(example_school(), tmp_path, at=christmas) as room:
        await room.reported()
        (due,) = await room.dues(DueKind.ACKNOWLEDGE)
        day = due.at.astimezone(ZoneInfo("Europe/Amsterdam")).date()
        assert room.house.calendar.is_school_day(day) and day.year == 2027
        room.clock.move_by(timedelta(days=7))
        batch = await room.sweep(DueKind.ACKNOWLEDGE, room.office.on_acknowledge_due)
        assert batch.rows == [] and await reader(room) == COACH


async def test_a_reader_who_blocked_the_bot_loses_the_case_in_the_same_transaction(room: Staffroom) -> None:
    await room.reported()
    (row, *_) = room.to(room.notice, COACH)
    sent_rows = SentRows(room.house, room.office, room.numbers)
    batch = await room.archive.database.write(lambda connection: sent_rows(connection, row, Refused(unreachable=True)))
    assert batch is not None and room.to(batch, DEPUTY) and room.to(batch, PUPIL)
    assert await reader(room) == DEPUTY and COACH in room.house.staff.unreachable


async def test_a_reporter_who_blocked_the_bot_moves_no_case(room: Staffroom) -> None:
    await room.reported()
    batch = await term_over(room)
    (row,) = room.to(batch, PUPIL)
    sent_rows = SentRows(room.house, room.office, room.numbers)
    assert (
        await room.archive.database.write(lambda connection: sent_rows(connection, row, Refused(unreachable=True)))
        is None
    )
    assert await reader(room) == DEPUTY


async def test_the_first_reading_makes_the_report_read_and_taking_it_up_taken_up(room: Staffroom) -> None:
    number = await room.reported()
    case = await room.case(number)
    await room.in_batch(lambda batch: room.office.mark_read(batch, case, COACH))
    assert await status(room, number) is ReportStatus.READ
    await taken_up(room, number)
    assert await status(room, number) is ReportStatus.TAKEN_UP


async def status(room: Staffroom, number: int) -> ReportStatus:
    async with room.archive.database.reading() as connection:
        (stored,) = await reports.reports_of_case(connection, room.archive.vault, number)
    return stored.status


async def test_naming_an_unknown_coach_takes_it_from_every_coach(room: Staffroom) -> None:
    number = await room.reported(contact=Contact.HERE)
    report_id = await room.report_id(number)

    async def clear_up(batch: Batch) -> None:
        await batch.sealer(report_id)
        stored = await reports.report_by_id(batch.connection, room.archive.vault, report_id)
        assert stored is not None
        await CaseSubjects(room.house, room.office).clear_up(batch, stored, "?", is_subject=True)

    await room.in_batch(clear_up)
    coaches = {one.coach for one in room.house.school.classes.values()}
    readers = set(reading_from_data((await room.case(number)).reading).may_read)
    assert readers and not readers & coaches


async def test_it_is_not_about_the_reader_changes_nothing_for_the_case(room: Staffroom) -> None:
    number = await room.reported()
    report_id = await room.report_id(number)

    async def clear_up(batch: Batch) -> None:
        await batch.sealer(report_id)
        stored = await reports.report_by_id(batch.connection, room.archive.vault, report_id)
        assert stored is not None
        await CaseSubjects(room.house, room.office).clear_up(batch, stored, COACH, is_subject=False)

    before = await room.case(number)
    assert (await room.in_batch(clear_up)).rows == []
    assert (await room.case(number)).reading == before.reading


async def test_who_has_no_account_is_not_waited_for(tmp_path: Path) -> None:
    async with staffroom_of(small_school(), tmp_path) as room:
        room.house.staff._by_person.pop("an")
        await room.reported(victim_class="1A")
        assert await reader(room) == "bea" and room.to(room.notice, "bea")
        async with room.archive.database.reading() as connection:
            assert (await connection.execute(select(account))).all() == []
