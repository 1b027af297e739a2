"""A card that stands on a screen for longer than anything can be deleted there: it is emptied all the same."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.flows.effects import ClearUpSubject
from bot.spoken import spoken_message
from bot.staff.shown_cards import RememberedCards
from storage import outbox
from storage.claims import mark_sent
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.staffroom import Staffroom, message_of, staffroom_of
from tests.test_case_left import said_of, with_readers
from tests.test_case_subjects import COACH, DEPUTY

SENT_AS = 4711


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Staffroom]:
    async with staffroom_of(example_school(), tmp_path) as opened:
        yield opened


async def with_card(room: Staffroom, person: str) -> int:
    number = await with_readers(room)
    card = room.to(await room.commands(person, "zaak", str(number)), person)[-1]

    async def sent(batch: Batch) -> None:
        mark_sent(batch.changes, card.id, SENT_AS)

    await room.in_batch(sent)
    return number


async def days_later(room: Staffroom, days: int) -> None:
    """Each day the sweep, which ends with the outbox forgetting what is old."""

    async def forgets(batch: Batch) -> None:
        await outbox.forget_old_rows(batch.connection, room.clock.now())

    for _ in range(days):
        room.clock.move_by(timedelta(days=1))
        await room.sweep(DueKind.CARD, RememberedCards(room.house, room.office).on_due)
        await room.in_batch(forgets)


async def emptied(room: Staffroom, number: int, person: str) -> list[str]:
    lost = await said_of(room, number, ClearUpSubject(DEPUTY, is_subject=True))
    edits = [row for row in room.to(lost, person) if row.payload.get("id") == SENT_AS]
    return [spoken_message(message_of(row)) for row in edits]


@pytest.mark.parametrize("days", [1, 3, 20])
async def test_an_old_card_goes_from_whoever_loses_the_case(room: Staffroom, days: int) -> None:
    number = await with_card(room, DEPUTY)
    await days_later(room, days)
    assert await emptied(room, number, DEPUTY) == ["Zaak 1: hier is niets meer te lezen."]


async def test_the_old_card_of_who_may_still_read_the_case_stays(room: Staffroom) -> None:
    number = await with_card(room, COACH)
    await days_later(room, 3)
    assert await emptied(room, number, COACH) == []


async def test_a_card_of_who_lost_the_case_is_not_remembered_on(room: Staffroom) -> None:
    number = await with_card(room, DEPUTY)
    await emptied(room, number, DEPUTY)
    await days_later(room, 3)
    assert await room.dues(DueKind.CARD) == []


async def test_a_card_that_never_came_is_forgotten(room: Staffroom) -> None:
    number = await with_readers(room)
    await room.commands(DEPUTY, "zaak", str(number))
    await days_later(room, 3)
    assert await room.dues(DueKind.CARD) == []
