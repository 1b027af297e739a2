"""The talk between a reporter and whoever works on the case, and the duty to answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.batch import Batch
from bot.case_subjects import CaseSubjects
from bot.flows.events import OtherKind, OtherSent, PictureKind, PictureSent
from bot.flows.small_buttons import small_button
from bot.staff.access import may_open, reading_of_case
from casework.report import AboutWhom, Contact, Report, ReportStatus
from storage import cases, reports
from storage.dues import DueKind
from storage.reports import StoredReport
from tests.staff.staffroom import MONDAY_TEN, PUPIL, Staffroom

COACH, DEPUTY = "sanne_de_boer", "pieter_bakker"
ANSWER = "Dank je. Ik praat morgen met je."


async def taken_up(room: Staffroom, **changes: object) -> int:
    number = await room.reported(**changes)
    await room.taps(COACH, small_button("read", str(number)))
    await room.taps(COACH, small_button("taken", str(number)))
    return number


async def answered(room: Staffroom, number: int, words: str = ANSWER) -> Batch:
    await room.taps(COACH, small_button("write", str(number)))
    return await room.says(COACH, words)


async def test_an_unanswered_message_stands_in_the_lists_also_once_the_case_is_closed(room: Staffroom) -> None:
    number = await taken_up(room)
    await room.tells(number, "reporter", "het gaat nog door")
    for closed in (False, True):
        if closed:

            async def close(batch: Batch) -> None:
                cases.mark_closed(batch.changes, number, batch.now.date())

            await room.in_batch(close)
        listed = await room.commands(COACH, "taken")
        assert "Schrijf de melder terug" in room.words_to(listed, COACH)
        mine = room.words_to(await room.says(COACH, "📋 Mijn zaken"), COACH)
        assert ("Schrijf de melder terug" in mine) == closed
        assert f"Zaak {number}" in mine
    await answered(room, number)
    assert "Schrijf de melder terug" not in room.words_to(await room.commands(COACH, "taken"), COACH)


async def test_the_pupil_gets_the_words_with_the_name_of_the_coach_and_no_account(room: Staffroom) -> None:
    sent = await answered(room, await taken_up(room))
    words = room.words_to(sent, PUPIL)
    assert ANSWER in words
    assert "mevrouw De Boer" in words
    assert str(room.address(COACH)["chat"]) not in words
    assert "Verstuurd" in room.words_to(sent, COACH)


async def test_what_the_coach_wrote_stays_with_the_story(room: Staffroom) -> None:
    number = await taken_up(room)
    await answered(room, number)
    assert ANSWER in room.words_to(await room.taps(COACH, small_button("read", str(number))), COACH)


async def test_what_is_quoted_to_the_pupil_is_sealed_with_the_key_of_the_report(room: Staffroom) -> None:
    number = await taken_up(room)
    (row,) = room.to(await answered(room, number), PUPIL)
    assert row.key_id == await room.report_id(number)


async def test_a_pupil_with_a_code_finds_it_behind_the_code(room: Staffroom) -> None:
    sent = await answered(room, await taken_up(room, contact=Contact.CODE))
    assert room.to(sent, PUPIL) == []
    assert "met de code" in room.words_to(sent, COACH)


async def test_who_wanted_no_contact_gets_none(room: Staffroom) -> None:
    number = await taken_up(room, contact=Contact.NONE)
    asked = await room.taps(COACH, small_button("write", str(number)))
    assert "wilde de melder geen contact" in room.words_to(asked, COACH)
    assert "niets open" not in room.words_to(asked, COACH)
    shown = await room.taps(COACH, small_button("read", str(number)))
    assert "Stuur een bericht" not in room.labels(shown, COACH)


async def test_who_muted_the_bot_is_not_pushed(room: Staffroom) -> None:
    number = await taken_up(room)
    report_id = await room.report_id(number)

    async def mute(batch: Batch) -> None:
        reports.set_muted(batch.changes, report_id, muted=True)

    await room.in_batch(mute)
    sent = await answered(room, number)
    assert room.to(sent, PUPIL) == []
    assert "krijgt nu geen berichten" in room.words_to(sent, COACH)


async def test_with_several_reports_the_coach_says_which(room: Staffroom) -> None:
    number = await taken_up(room)

    async def another(batch: Batch) -> None:
        report_id = batch.make_key("report")
        report = Report(AboutWhom.SOMEONE_ELSE, "2B", "ik zag het ook", Contact.CODE)
        stored = StoredReport(report_id, number, report, ReportStatus.READ, datetime(2026, 11, 24, tzinfo=UTC).date())
        reports.add_report(batch.changes, batch.known_sealer(report_id), stored)

    await room.in_batch(another)
    asked = await room.taps(COACH, small_button("write", str(number)))
    await room.taps(COACH, room.button(asked, "Melding 2, dinsdag 24 november", COACH))
    assert "met de code" in room.words_to(await room.says(COACH, ANSWER), COACH)


async def test_a_question_that_is_open_is_not_swept_away_by_the_button(room: Staffroom) -> None:
    number = await taken_up(room)
    await room.says(COACH, "⚡ Flits")
    refused = await room.taps(COACH, small_button("write", str(number)))
    assert "Er staat nog een vraag open" in room.words_to(refused, COACH)


async def test_who_lost_the_case_while_writing_sends_nothing(room: Staffroom) -> None:
    number = await taken_up(room)
    await room.taps(COACH, small_button("write", str(number)))
    report_id = await room.report_id(number)

    async def named(batch: Batch) -> None:
        await batch.sealer(report_id)
        stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
        assert stored is not None
        await CaseSubjects(room.house, room.office).clear_up(batch, stored, COACH, is_subject=True)

    await room.in_batch(named)
    sent = await room.says(COACH, ANSWER)
    assert room.to(sent, PUPIL) == []
    assert "kun jij niet openen" in room.words_to(sent, COACH)


async def test_a_message_of_the_pupil_is_a_notice_without_content_and_a_duty(room: Staffroom) -> None:
    number = await taken_up(room)
    told = await room.tells(number, "reporter", "kom je ook morgen")
    assert "Nieuw bericht bij zaak 1" in room.words_to(told, COACH)
    assert "morgen" not in room.words_to(told, COACH)
    assert "Lezen" in room.labels(told, COACH)
    (due,) = await room.dues(DueKind.ANSWER)
    assert due.at == datetime(2026, 11, 25, 15, 30, tzinfo=UTC)


async def test_a_second_message_does_not_put_the_first_one_off(room: Staffroom) -> None:
    number = await taken_up(room)
    await room.tells(number, "reporter", "hallo")
    room.clock.move_to(MONDAY_TEN + timedelta(days=1))
    await room.tells(number, "reporter", "ben je er nog")
    (due,) = await room.dues(DueKind.ANSWER)
    assert due.at == datetime(2026, 11, 25, 15, 30, tzinfo=UTC)


async def test_answering_ends_the_duty(room: Staffroom) -> None:
    number = await taken_up(room)
    await room.tells(number, "reporter", "hallo")
    await answered(room, number)
    assert await room.dues(DueKind.ANSWER) == []


async def test_more_that_is_told_is_noticed_but_asks_no_answer(room: Staffroom) -> None:
    number = await taken_up(room)
    told = await room.tells(number, "where", "in de gang")
    assert "is meer verteld" in room.words_to(told, COACH)
    assert await room.dues(DueKind.ANSWER) == []


async def test_who_has_yet_to_read_the_report_gets_no_second_notice(room: Staffroom) -> None:
    number = await room.reported()
    assert room.to(await room.tells(number, "where", "in de gang"), COACH) == []


async def test_an_unanswered_message_is_asked_for_each_school_day_and_then_of_the_deputy_too(room: Staffroom) -> None:
    number = await taken_up(room)
    await room.tells(number, "reporter", "hallo")
    room.clock.move_to(datetime(2026, 11, 25, 15, 31, tzinfo=UTC))
    first = await room.sweep(DueKind.ANSWER, room.thread.on_answer_due)
    assert "wacht de melder nog op antwoord" in room.words_to(first, COACH)
    assert room.to(first, DEPUTY) == []
    room.clock.move_to(datetime(2026, 11, 26, 15, 31, tzinfo=UTC))
    second = await room.sweep(DueKind.ANSWER, room.thread.on_answer_due)
    assert "Jij neemt waar" in room.words_to(second, DEPUTY)
    assert "hallo" not in room.words_to(second, DEPUTY)
    shown = await room.taps(DEPUTY, room.button(second, "Lezen", DEPUTY))
    assert "hallo" in room.words_to(shown, DEPUTY)
    (due,) = await room.dues(DueKind.ANSWER)
    assert due.at == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


async def test_a_deputy_whom_it_is_about_is_never_asked(room: Staffroom) -> None:
    number = await taken_up(room, subjects=frozenset({DEPUTY}))
    await room.tells(number, "reporter", "hallo")
    for day in (25, 26, 27):
        room.clock.move_to(datetime(2026, 11, day, 16, 0, tzinfo=UTC))
        reminded = await room.sweep(DueKind.ANSWER, room.thread.on_answer_due)
        assert room.to(reminded, DEPUTY) == []
        assert room.to(reminded, COACH) != []


async def test_on_the_confidants_line_only_the_other_confidant_is_asked(room: Staffroom) -> None:
    number = await room.reported(via_confidant=True)
    await room.taps("lotte_jansen", small_button("taken", str(number)))
    await room.tells(number, "reporter", "hallo")
    for day in (25, 26):
        room.clock.move_to(datetime(2026, 11, day, 16, 0, tzinfo=UTC))
        reminded = await room.sweep(DueKind.ANSWER, room.thread.on_answer_due)
    asked = {room.archive.vault.chat_of(room.address(person)) for person in ("lotte_jansen", "willem_kok")}
    assert {row.chat for row in reminded.rows} - {room.archive.vault.chat_of(PUPIL)} == asked


async def test_for_the_board_only_who_stands_in_there_is_asked_too(room: Staffroom) -> None:
    """AX-12: what is the board's goes past no go-between, also not to a deputy that a board member has elsewhere."""
    board, stands_in = "aleid_terpstra", "wouter_hofman"
    people = room.house.school.people
    people[board] = people[board].model_copy(update={"deputy": COACH})
    told = {"offender_class": "staff", "category": "sexual"}
    number = await room.reported(subjects=frozenset({DEPUTY}), facts=told)
    await room.taps(board, small_button("taken", str(number)))
    await room.tells(number, "reporter", "hallo")
    for day in (25, 26):
        room.clock.move_to(datetime(2026, 11, day, 16, 0, tzinfo=UTC))
        reminded = await room.sweep(DueKind.ANSWER, room.thread.on_answer_due)
    asked = {room.archive.vault.chat_of(room.address(person)) for person in (board, stands_in)}
    assert {row.chat for row in reminded.rows} - {room.archive.vault.chat_of(PUPIL)} == asked
    assert COACH not in reading_of_case(await room.case(number)).may_read


def only_reachable(room: Staffroom, *people: str) -> None:
    """The accounts of all others stop working."""
    for person in room.house.school.people:
        account = room.house.staff.account_of(person)
        assert account is not None
        room.house.staff.put(person, replace(account, unreachable=person not in people))


async def unanswered_until(room: Staffroom, day: int) -> Batch:
    room.clock.move_to(datetime(2026, 11, day, 16, 0, tzinfo=UTC))
    return await room.sweep(DueKind.ANSWER, room.thread.on_answer_due)


async def test_when_its_reader_is_gone_whoever_is_next_on_the_reading_line_is_asked_to_answer(room: Staffroom) -> None:
    """Nobody is left whom the protocol names; the bullying coordinator is the last on the line of readers."""
    number = await taken_up(room)
    await room.tells(number, "reporter", "hallo")
    only_reachable(room, "nienke_dijkstra")
    reminded = await unanswered_until(room, 25)
    assert "wacht de melder nog op antwoord" in room.words_to(reminded, "nienke_dijkstra")
    assert "hallo" not in room.words_to(reminded, "nienke_dijkstra")
    shown = await room.taps("nienke_dijkstra", room.button(reminded, "Lezen", "nienke_dijkstra"))
    assert "hallo" in room.words_to(shown, "nienke_dijkstra")


async def test_with_nobody_left_the_admin_hears_the_number_and_hears_it_again_the_next_school_day(
    room: Staffroom,
) -> None:
    number = await taken_up(room)
    await room.tells(number, "reporter", "hallo")
    admin = room.house.school.admin
    everybody = tuple(person for person in room.house.school.people if person != admin)
    await room.keeps_reading(number, tried=everybody, taken_up_by=None, reader=None)
    only_reachable(room, admin)
    for day in (25, 26, 27):
        reminded = await unanswered_until(room, day)
        assert "Zaak 1:" in room.words_to(reminded, admin)
        assert "hallo" not in room.words_to(reminded, admin)
        assert len(reminded.rows) == 1
    assert not may_open(await room.case(number), admin)


async def test_an_admin_whom_it_is_about_hears_nothing_of_a_message_that_nobody_can_answer(room: Staffroom) -> None:
    number = await taken_up(room)
    await room.tells(number, "reporter", "hallo")
    admin = room.house.school.admin
    await room.keeps_reading(number, subjects=(admin,), taken_up_by=None, reader=None)
    only_reachable(room, admin)
    for day in (25, 26):
        assert (await unanswered_until(room, day)).rows == []
    (due,) = await room.dues(DueKind.ANSWER)
    assert due.at == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


async def test_a_break_guard_writes_back_with_a_button_and_the_coach_has_it_in_the_story(room: Staffroom) -> None:
    guard = "henk_de_groot"
    batch = await room.commands(guard, "flits")
    for label in ("plein", "2B", "Duwen, slaan of schoppen", "Vandaag", "Versturen"):
        batch = await room.taps(guard, room.button(batch, label, guard), None)
    await room.taps(COACH, small_button("read", "1"))
    sent = await answered(room, 1, "Wie stonden erbij?")
    assert "Wie stonden erbij?" in room.words_to(sent, guard)
    await room.taps(guard, room.button(sent, "Antwoord", guard))
    replied = await room.says(guard, "Drie jongens uit 3A")
    assert "Nieuw bericht bij zaak 1" in room.words_to(replied, COACH)
    shown = await room.taps(COACH, small_button("read", "1"))
    assert "Drie jongens uit 3A" in room.words_to(shown, COACH)


async def test_nobody_else_writes_in_the_name_of_a_colleague_who_reported(room: Staffroom) -> None:
    number = await taken_up(room)
    report_id = await room.report_id(number)
    refused = await room.taps("henk_de_groot", small_button("reply", report_id.hex()))
    assert [toast.key for toast in refused.toasts] == ["toast-old-button"]
    assert refused.rows == []


async def test_the_thread_seals_what_was_typed_with_a_key_that_is_erased(room: Staffroom) -> None:
    sent = await answered(room, await taken_up(room))
    assert sent.erases_keys
    assert len(await room.dues(DueKind.ERASE_KEY)) == 1


@pytest.mark.parametrize(
    ("sent", "what"),
    [
        (PictureSent("file", PictureKind.PHOTO, 1, ""), "Een foto kun je hier niet sturen"),
        (PictureSent("file", PictureKind.FILE, 1, ""), "Een foto kun je hier niet sturen"),
        (OtherSent(OtherKind.FILE), "Een bestand kun je hier niet sturen"),
    ],
)
async def test_who_writes_to_a_pupil_is_promised_no_picture_later_on(
    room: Staffroom, sent: PictureSent | OtherSent, what: str
) -> None:
    number = await taken_up(room)
    await room.taps(COACH, small_button("write", str(number)))
    refused = room.words_to(await room.does(COACH, sent), COACH)
    assert what in refused and "straks" not in refused
    assert ANSWER in room.words_to(await room.says(COACH, ANSWER), PUPIL)


async def test_the_question_what_to_write_names_the_case(room: Staffroom) -> None:
    number = await taken_up(room)
    asked = await room.taps(COACH, small_button("write", str(number)))
    assert room.words_to(asked, COACH).startswith(f"Zaak {number}:")
