"""Promise 4: what a reporter writes reaches somebody, also when whoever took it up is gone."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.case_subjects import CaseSubjects
from bot.flows.small_buttons import small_button
from storage import reports
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, staffroom_of
from tests.staff.test_thread_room import COACH, DEPUTY, taken_up

NEW_MESSAGE = "De melder wacht op antwoord"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def test_a_message_for_a_coach_who_blocked_the_bot_reaches_the_deputy(room: Staffroom) -> None:
    number = await taken_up(room)
    room.house.staff.set_unreachable(COACH)
    sent = await room.tells(number, "reporter", "het gebeurt weer")
    assert NEW_MESSAGE in room.words_to(sent, DEPUTY)
    assert DEPUTY in room.house.people_by_hash().values()
    assert "het gebeurt weer" not in room.words_to(sent, DEPUTY)
    read = await room.taps(DEPUTY, room.button(sent, "Lezen", DEPUTY))
    assert "het gebeurt weer" in room.words_to(read, DEPUTY)


async def test_a_message_without_anybody_to_read_it_is_told_to_the_admin_without_content(room: Staffroom) -> None:
    number = await taken_up(room)
    admin = room.house.school.admin
    for person in room.house.school.people:
        if person != admin:
            room.house.staff.set_unreachable(person)
    sent = await room.tells(number, "reporter", "het gebeurt weer")
    assert f"Zaak {number}" in room.words_to(sent, admin)
    assert "gebeurt" not in room.words_to(sent, admin)


async def test_a_message_for_a_coach_who_can_be_reached_reaches_nobody_else(room: Staffroom) -> None:
    number = await taken_up(room)
    sent = await room.tells(number, "reporter", "het gebeurt weer")
    assert NEW_MESSAGE in room.words_to(sent, COACH)
    assert room.to(sent, DEPUTY) == []


async def test_words_that_name_the_coach_and_were_never_cleared_up_reach_the_deputy(room: Staffroom) -> None:
    number = await taken_up(room)
    sent = await room.tells(number, "more", "mevrouw De Boer doet mee", (COACH,))
    assert sent.rows == []
    room.clock.move_to(room.clock.now() + timedelta(days=3))
    swept = await room.sweep(DueKind.HELD, room.thread.on_held_due)
    assert room.to(swept, COACH) == []
    read = await room.taps(DEPUTY, room.button(swept, "Lezen", DEPUTY))
    assert "doet mee" in room.words_to(read, DEPUTY)
    seen = await room.taps(COACH, small_button("read", str(number)))
    assert "doet mee" not in room.words_to(seen, COACH)
    assert await room.dues(DueKind.HELD) == []


async def test_words_that_were_cleared_up_are_told_to_nobody_twice(room: Staffroom) -> None:
    number = await taken_up(room)
    await room.tells(number, "more", "mevrouw De Boer helpt mij", (COACH,))

    async def cleared(batch: Batch) -> None:
        report_id = await room.report_id(number)
        await batch.sealer(report_id)
        stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
        assert stored is not None
        await CaseSubjects(room.house, room.office).clear_up(batch, stored, COACH, is_subject=False)

    await room.in_batch(cleared)
    room.clock.move_to(room.clock.now() + timedelta(days=3))
    assert (await room.sweep(DueKind.HELD, room.thread.on_held_due)).rows == []
