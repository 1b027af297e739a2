"""Words about somebody who works here and is not named: who sees them while it is not answered what they are about."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.case_subjects import CaseSubjects
from bot.flows.about_staff import managers
from bot.flows.effects import ClearUpSomebody, TellStaff, ToldNotSexual
from bot.flows.small_buttons import small_button
from bot.flows.words import Phrase, phrase
from bot.held_words import HeldWords
from bot.staff.access import reading_of_case
from bot.told_afterwards import ToldAfterwards
from casework.calendar import local_date
from casework.case_commands import HandOver
from casework.school import School
from storage import cases, reports
from storage.dues import Due, DueKind
from storage.reports import StoredReport, Told
from storage.sealing import place_of
from storage.tables import told as told_table
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of
from tests.staff.test_track_on_card import performed
from tests.test_case_subjects import (
    ANSWERED,
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

OF_A_TEACHER = "een leraar knijpt me elke dag"
OF_ANOTHER = "een docent zag het gebeuren"
YES, APART = (ClearUpSomebody(is_staff=True, management_may_read=may, asks_kind=True) for may in (True, False))
NO = ClearUpSomebody(is_staff=False)
IN_DANGER = "een leraar heeft een mes en wil me doodsteken"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


def told_afterwards(room: Staffroom) -> ToldAfterwards:
    return ToldAfterwards(room.house, room.office, room.thread.reporter_wrote, room.reading.hide_from)


async def wrote(room: Staffroom, number: int, words: str = OF_A_TEACHER, question: str = QUESTION) -> Batch:
    """The reporter wrote this, and was asked whether it is about somebody who works here."""
    afterwards = told_afterwards(room)

    async def work(batch: Batch, stored: StoredReport) -> None:
        sealer, today = batch.known_sealer(stored.id), local_date(batch.now)
        told = TellStaff(words, None, until_clear=True, of_somebody=True)
        held = await afterwards.held_from(batch, stored, told, question)
        await reports.add_told(batch.connection, batch.changes, sealer, stored.id, "reporter", words, today, *held)
        await room.thread.reporter_wrote(batch, number, stored.id)

    return await with_report(room, number, work)


async def closed_case(room: Staffroom) -> int:
    """The number of a case that the coach took up, and that was closed."""
    number = await room.reported()
    await taken_up(room, number)

    async def close(batch: Batch) -> None:
        cases.mark_closed(batch.changes, number, local_date(batch.now))

    await room.in_batch(close)
    return number


async def sees(room: Staffroom, person: str, number: int, words: str = OF_A_TEACHER) -> bool:
    return words in room.words_to(await room.taps(person, small_button("read", str(number))), person)


async def unanswered(room: Staffroom) -> Batch:
    """What is said once the reporter left the question open for a school day."""
    room.clock.move_by(timedelta(days=2))
    return await swept(room)


async def swept(room: Staffroom) -> Batch:
    """What is said of the questions whose time is over, as the sweep does it."""

    async def on_held_due(batch: Batch, due: Due) -> None:
        if not await told_afterwards(room).kind_left_open(batch, due):
            await room.thread.on_held_due(batch, due)

    return await room.sweep(DueKind.HELD, on_held_due)


def who_hears(room: Staffroom, heard: Batch) -> list[str]:
    return [person for person in room.house.school.people if room.words_to(heard, person)]


async def told_not_sexual(room: Staffroom, number: int) -> Batch:
    return await with_report(
        room,
        number,
        lambda batch, one: told_afterwards(room).tell_not_sexual(batch, one, ToldNotSexual("Antwoord: nee."), QUESTION),
    )


async def test_who_comes_to_read_the_case_meanwhile_does_not_see_them_either(room: Staffroom) -> None:
    """AX-12: they may be whom it is about, as well as who had it."""
    number = await room.reported()
    await wrote(room, number)
    for _ in range(9):
        room.clock.move_by(timedelta(days=1))
        await room.sweep(DueKind.ACKNOWLEDGE, room.office.on_acknowledge_due)
    readers = reading_of_case(await room.case(number)).may_read
    assert {COACH, DEPUTY, COORDINATOR} <= set(readers)
    assert [person for person in readers if await sees(room, person, number)] == []


async def test_a_colleague_to_whom_it_is_handed_over_does_not_see_them_either(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    _, refusal = await performed(room, number, HandOver(COORDINATOR, reason="reason"), COACH)
    assert refusal is None
    assert not await sees(room, COORDINATOR, number)


async def test_left_unanswered_they_are_for_those_to_whom_a_yes_would_bring_it(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    heard = await unanswered(room)
    assert [person for person in room.house.school.people if room.words_to(heard, person)] == [HEAD]
    assert await sees(room, HEAD, number)
    assert not await sees(room, COACH, number)


async def test_what_cannot_wait_is_for_them_at_once(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    heard = await wrote(room, number, IN_DANGER)
    assert [person for person in room.house.school.people if room.words_to(heard, person)] == [HEAD]


async def test_where_only_these_read_it_nothing_waits_for_an_answer(room: Staffroom) -> None:
    number = await room.reported(facts={"offender_class": "staff"})
    assert reading_of_case(await room.case(number)).may_read == (HEAD,)
    await taken_up(room, number, HEAD)
    assert "Nieuw bericht" in room.words_to(await wrote(room, number), HEAD)


async def test_a_no_shows_them_to_who_has_the_case(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    heard = await of_somebody(room, number, ClearUpSomebody(is_staff=False), [])
    assert "Nieuw bericht" in room.words_to(heard, COACH)
    assert await sees(room, COACH, number)


@pytest.mark.parametrize(("management_may_read", "reader"), [(True, HEAD), (False, BOARD)])
async def test_of_a_closed_case_a_yes_brings_them_to_whom_the_reporter_lets_read(
    room: Staffroom, management_may_read: bool, reader: str
) -> None:
    number = await closed_case(room)
    await wrote(room, number)
    await of_somebody(room, number, ClearUpSomebody(is_staff=True, management_may_read=management_may_read), [])
    heard = await unanswered(room)
    assert [person for person in room.house.school.people if room.words_to(heard, person)] == [reader]
    assert await sees(room, reader, number)
    assert not await sees(room, COACH, number)


async def test_of_a_closed_case_who_had_it_does_not_see_that_it_is_sexual(room: Staffroom) -> None:
    number = await closed_case(room)
    await wrote(room, number)
    await of_somebody(room, number, ClearUpSomebody(is_staff=True, management_may_read=False), [])
    await told_sexual(room, number)
    await unanswered(room)
    for person, is_shown in ((COACH, False), (HEAD, False), (BOARD, True)):
        read = room.words_to(await room.taps(person, small_button("read", str(number))), person)
        assert (ANSWERED.text in read) is is_shown


async def test_while_none_of_these_can_be_told_somebody_else_hears_them(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    school = room.house.school
    for person in {*managers(school), *school.people_in_role("board")}:
        account = room.house.staff.account_of(person)
        assert account is not None
        room.house.staff.put(person, replace(account, unreachable=True))
    await wrote(room, number)
    heard = await unanswered(room)
    assert [person for person in school.people if room.words_to(heard, person)] == [DEPUTY]
    assert await sees(room, DEPUTY, number)


# Until it is said whether it is sexual


@pytest.mark.parametrize("yes", [YES, APART], ids=["yes", "apart"])
async def test_after_a_yes_nobody_hears_or_sees_them_before_it_is_said_whether_it_is_sexual(
    room: Staffroom, yes: ClearUpSomebody
) -> None:
    """AX-8: the board's at once, with no go-between."""
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    assert (await of_somebody(room, number, yes, [])).rows == []
    assert reading_of_case(await room.case(number)).taken_up_by == COACH
    await room.keeps_reading(number, invited=(HEAD, DEPUTY))
    assert [person for person in (COACH, DEPUTY, HEAD) if await sees(room, person, number)] == []
    heard = await told_sexual(room, number)
    told = [person for person in room.house.school.people if "er is een melding" in room.words_to(heard, person)]
    assert told == [BOARD]
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    assert await sees(room, BOARD, number)


async def test_without_the_waiting_the_head_would_hear_of_it_first(
    room: Staffroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: a yes brings it to the management, and only what waits for the kind keeps it from there."""

    async def waits_for_nothing(*_: object) -> bool:
        return False

    monkeypatch.setattr(HeldWords, "wait_for_kind", waits_for_nothing)
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    assert HEAD in who_hears(room, await of_somebody(room, number, YES, []))
    assert await sees(room, HEAD, number)


@pytest.mark.parametrize(("yes", "reader"), [(YES, HEAD), (APART, BOARD)], ids=["yes", "apart"])
async def test_what_is_not_sexual_goes_to_whom_the_reporter_lets_read(
    room: Staffroom, yes: ClearUpSomebody, reader: str
) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    await of_somebody(room, number, yes, [])
    assert who_hears(room, await told_not_sexual(room, number)) == [COACH, reader]
    assert reading_of_case(await room.case(number)).may_read == (reader,)
    assert await sees(room, reader, number)
    assert (await unanswered(room)).rows == []


@pytest.mark.parametrize("yes", [YES, APART], ids=["yes", "apart"])
async def test_left_unanswered_whether_it_is_sexual_the_board_has_it(room: Staffroom, yes: ClearUpSomebody) -> None:
    """A doubt counts as yes."""
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    await of_somebody(room, number, yes, [])
    assert who_hears(room, await unanswered(room)) == [COACH, BOARD]
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)
    read = room.words_to(await room.taps(BOARD, small_button("read", str(number))), BOARD)
    assert OF_A_TEACHER in read and "Daar is nog geen antwoord op." in read


async def test_the_last_answer_counts_when_the_yes_is_given_anew(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    await of_somebody(room, number, YES, [])
    await of_somebody(room, number, APART, [])
    await told_not_sexual(room, number)
    assert reading_of_case(await room.case(number)).may_read == (BOARD,)


async def test_the_second_question_may_stay_open_as_long_as_the_first(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    room.clock.move_by(timedelta(hours=25))
    await of_somebody(room, number, YES, [])
    room.clock.move_by(timedelta(hours=23))
    assert (await swept(room)).rows == []
    room.clock.move_by(timedelta(hours=9))
    assert BOARD in who_hears(room, await swept(room))


async def test_without_a_board_the_head_has_it_when_nothing_is_answered(tmp_path: Path) -> None:
    described = example_school().model_dump()
    del described["roles"]["board"]
    async with staffroom_of(School.model_validate(described), tmp_path) as room:
        number = await room.reported()
        await taken_up(room, number)
        await wrote(room, number)
        await of_somebody(room, number, YES, [])
        assert HEAD in who_hears(room, await unanswered(room))
        assert await sees(room, HEAD, number)


@pytest.mark.parametrize("answered", [True, False], ids=["sexual", "left open"])
async def test_of_a_closed_case_the_board_and_not_the_head_has_what_may_be_sexual(
    room: Staffroom, answered: bool
) -> None:
    number = await closed_case(room)
    await wrote(room, number)
    heard: list[Phrase | None] = []
    await of_somebody(room, number, YES, heard)
    assert heard == [phrase("staff-afterwards")]
    if answered:
        await told_sexual(room, number)
    assert who_hears(room, await unanswered(room)) == [BOARD]
    assert [person for person in (COACH, HEAD, BOARD) if await sees(room, person, number)] == [BOARD]


async def test_of_a_closed_case_the_head_has_what_is_not_sexual(room: Staffroom) -> None:
    number = await closed_case(room)
    await wrote(room, number)
    await of_somebody(room, number, YES, [])
    assert who_hears(room, await told_not_sexual(room, number)) == []
    assert who_hears(room, await unanswered(room)) == [HEAD]
    read = room.words_to(await room.taps(COACH, small_button("read", str(number))), COACH)
    assert "Antwoord: nee." not in read


# Each question for itself


async def test_a_no_frees_the_words_that_it_was_asked_about_and_no_others(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    await wrote(room, number, OF_ANOTHER, question="q2")
    await of_somebody(room, number, NO, [], question="q2")
    assert await sees(room, COACH, number, OF_ANOTHER)
    assert not await sees(room, COACH, number)
    assert who_hears(room, await unanswered(room)) == [HEAD]
    assert await sees(room, HEAD, number)


async def test_in_one_conversation_a_no_would_free_them_all(room: Staffroom) -> None:
    """The twin: what keeps them apart is the conversation in which it is asked."""
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    await wrote(room, number, OF_ANOTHER)
    await of_somebody(room, number, NO, [])
    assert await sees(room, COACH, number)


async def test_a_no_to_a_name_frees_nothing_that_waits_for_another_answer(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    subjects = CaseSubjects(room.house, room.office)
    await with_report(room, number, lambda batch, one: subjects.clear_up(batch, one, COACH, is_subject=False))
    assert not await sees(room, COACH, number)


async def test_a_yes_moves_the_words_that_it_was_asked_about_and_others_wait_for_their_own(room: Staffroom) -> None:
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)
    room.clock.move_by(timedelta(days=1))
    await wrote(room, number, OF_ANOTHER, question="q2")
    room.clock.move_by(timedelta(hours=9))
    assert who_hears(room, await swept(room)) == [HEAD]
    assert [one.asked is not None for one in await told_to(room, number)] == [True, True]
    room.clock.move_by(timedelta(days=1))
    assert who_hears(room, await swept(room)) == [HEAD]


async def told_to(room: Staffroom, number: int) -> list[Told]:
    found: list[Told] = []

    async def work(batch: Batch, stored: StoredReport) -> None:
        sealer = batch.known_sealer(stored.id)
        found.extend(await reports.told_with(batch.connection, sealer, stored.id))

    await with_report(room, number, work)
    return found


async def test_words_that_an_older_program_holds_are_free_after_a_no(room: Staffroom) -> None:
    """It kept from whom they are held, and not in which conversation that is asked."""
    number = await room.reported()
    await taken_up(room, number)
    await wrote(room, number)

    async def as_before(batch: Batch, stored: StoredReport) -> None:
        sealer = batch.known_sealer(stored.id)
        (one,) = await reports.told_with(batch.connection, sealer, stored.id)
        body = {"text": one.text, "held_from": list(one.held_from), "waits": False}
        sealed = sealer.seal_json(body, place_of("told", one.id, "sealed_text"))
        batch.changes.update(told_table, {"id": one.id}, {"sealed_text": sealed})

    await with_report(room, number, as_before)
    assert not await sees(room, COACH, number)
    await of_somebody(room, number, NO, [])
    assert await sees(room, COACH, number)
