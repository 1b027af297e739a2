"""Words about somebody who works here and is not named: who sees them while it is not answered what they are about."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.about_staff import managers
from bot.flows.effects import ClearUpSomebody, TellStaff
from bot.flows.small_buttons import small_button
from bot.staff.access import reading_of_case
from bot.told_afterwards import ToldAfterwards
from casework.calendar import local_date
from casework.case_commands import HandOver
from storage import cases, reports
from storage.dues import DueKind
from storage.reports import StoredReport
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
    of_somebody,
    taken_up,
    told_sexual,
    with_report,
)

OF_A_TEACHER = "een leraar knijpt me elke dag"
IN_DANGER = "een leraar heeft een mes en wil me doodsteken"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def wrote(room: Staffroom, number: int, words: str = OF_A_TEACHER) -> Batch:
    """The reporter wrote this, and was asked whether it is about somebody who works here."""
    afterwards = ToldAfterwards(room.house, room.office, room.thread.reporter_wrote, room.reading.hide_from)

    async def work(batch: Batch, stored: StoredReport) -> None:
        sealer, today = batch.known_sealer(stored.id), local_date(batch.now)
        held = await afterwards.held_from(batch, stored, TellStaff(words, None, until_clear=True, of_somebody=True))
        await reports.add_told(batch.connection, batch.changes, sealer, stored.id, "reporter", words, today, held)
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


async def sees(room: Staffroom, person: str, number: int) -> bool:
    return OF_A_TEACHER in room.words_to(await room.taps(person, small_button("read", str(number))), person)


async def unanswered(room: Staffroom) -> Batch:
    """What is said once the reporter left the question open for a school day."""
    room.clock.move_by(timedelta(days=2))
    return await room.sweep(DueKind.HELD, room.thread.on_held_due)


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
