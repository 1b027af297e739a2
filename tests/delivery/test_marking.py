"""A row is marked by what came of it, and one that cannot be marked holds up no other chat."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.delivery import TIMES_DONE_UNMARKED
from bot.outcome import Done, Refused
from storage import claims
from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.outbox import OutboxRow
from storage.tables import outbox
from tests.delivery.answers import Scripted
from tests.post_office import PATIENCE_SECONDS, Office, heard, idle, words


def cannot_be_marked(monkeypatch: pytest.MonkeyPatch, poison: int) -> None:
    """That the row with this number was sent is never written."""
    mark_sent = claims.mark_sent

    def fails_for_one(changes: Changes, row_id: int, message: int | None, further: bytes | None) -> None:
        if row_id == poison:
            raise OverflowError
        mark_sent(changes, row_id, message, further)

    monkeypatch.setattr(claims, "mark_sent", fails_for_one)


async def test_a_row_that_cannot_be_marked_holds_up_no_other_chat(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor, sam = await office.person(), await office.person("Sam")
    batch = await office.puts((noor, words("unmarked")), (sam, words("marked")))
    cannot_be_marked(monkeypatch, batch.rows[0].id)
    async with office.running() as delivery:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while [row.state for row in await office.rows()] != [1, 2]:
                await asyncio.sleep(0.01)
        delivery.add((await office.puts((sam, words("and on")))).rows)
        await sam.sees("and on")
    assert heard(noor) == ["unmarked"]


async def test_a_row_whose_message_id_cannot_be_written_is_marked_without_it_and_sent_once(office: Office) -> None:
    noor = await office.person()
    channel = Scripted([Done(2**63)])
    await office.puts((noor, words("one")), (noor, words("two")))
    await office.delivers(channel=channel)
    assert len(channel.performed) == 2
    assert [(row.state, row.message) for row in await office.rows()] == [(2, None), (2, 1)]


async def test_a_row_that_can_never_be_marked_is_sent_a_few_times_and_holds_its_chat_up_no_longer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "LEASE", timedelta(seconds=0.4))
    noor = await office.person()
    poison = (await office.puts((noor, words("unmarked")))).rows[0].id
    cannot_be_marked(monkeypatch, poison)
    await office.puts((noor, words("and on")))
    await office.delivers()
    assert heard(noor).count("unmarked") == TIMES_DONE_UNMARKED
    assert heard(noor).count("and on") == 1


async def test_who_blocked_the_bot_is_unreachable_in_the_transaction_that_marks_the_row(office: Office) -> None:
    noor = await office.person()
    states: list[int] = []

    async def look(connection: AsyncConnection, row: OutboxRow, _outcome: Done | Refused) -> None:
        state = await connection.scalar(select(outbox.c.state).where(outbox.c.id == row.id))
        states.append(int(state if state is not None else -1))

    office.when_marked = look
    await noor.blocks()
    await office.puts((noor, words("unheard")), case_number=7)
    await office.delivers()
    assert states == [3]


async def test_a_case_that_cannot_be_passed_on_now_does_not_stop_the_delivery(office: Office) -> None:
    noor, sam = await office.person(), await office.person("Sam")

    async def fails(_connection: AsyncConnection, _row: OutboxRow, _outcome: Done | Refused) -> None:
        raise KeyError("unknown")

    office.when_marked = fails
    await noor.blocks()
    await office.puts((noor, words("unheard")))
    async with office.running() as delivery:
        await idle(delivery)
        delivery.add((await office.puts((sam, words("heard")))).rows)
        await idle(delivery)
    assert heard(sam) == ["heard"]
    assert [row.state for row in await office.rows()] == [3, 2]
