"""What was to be said is taken back before it is said."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from bot.delivery import Delivery
from bot.outcome import Later
from bot.playground.calls import Moment
from bot.playground.faults import TooManyRequests
from storage import claims
from storage.connection import AsyncConnection
from storage.errors import StorageBusy
from storage.outbox import withdraw
from tests.delivery.answers import Slow, answers_late
from tests.post_office import Office, heard, idle, words


async def test_a_row_that_is_withdrawn_while_it_waits_for_its_next_try_is_not_said(office: Office) -> None:
    noor = await office.person()
    office.api.faults.next_call("sendMessage", TooManyRequests(1))
    async with office.running() as delivery:
        batch = await office.puts((noor, words("withdrawn")), (noor, words("there")))
        delivery.add(batch.rows)
        await office.api.calls.wait_for("sendMessage")
        await asyncio.sleep(0.2)
        await office.archive.database.write(lambda connection: withdraw(connection, {batch.rows[0].id}))
        await idle(delivery)
    assert heard(noor) == ["there"]


async def test_a_row_that_is_withdrawn_while_it_is_being_sent_is_not_tried_again(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("withdrawn")), (noor, words("there")))

    async def withdrawn(_call: object) -> None:
        await office.archive.database.write(lambda connection: withdraw(connection, {batch.rows[0].id}))

    stop = office.api.calls.hook("sendMessage", withdrawn, Moment.ARRIVED)
    office.api.faults.next_call("sendMessage", TooManyRequests(1))
    async with office.running() as delivery:
        await office.api.calls.wait_for("sendMessage")
        await asyncio.sleep(0.2)
        stop()
        await idle(delivery)
    assert heard(noor) == ["there"]
    await office.delivers()
    assert heard(noor) == ["there"]


async def test_of_rows_that_are_claimed_together_those_that_are_taken_back_meanwhile_are_not_said(
    office: Office,
) -> None:
    noor = await office.person()
    batch = await office.puts(*[(noor, words(text)) for text in "abcd"])
    taken_back = {row.id for row in batch.rows[1:3]}
    answers_late(office, 0.7, during=0.3)
    async with office.running() as delivery:
        await noor.sees("a")
        await office.archive.database.write(lambda connection: withdraw(connection, taken_back))
        delivery.take_back(taken_back)
        await idle(delivery)
    assert heard(noor) == ["a", "d"]


async def runs_until_idle(delivery: Delivery) -> None:
    task = asyncio.create_task(delivery.run())
    await idle(delivery)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_is_added_while_all_that_was_to_be_claimed_is_taken_back_goes_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("a")))
    after = (await office.puts((noor, words("b")))).rows
    real, delivery = claims.claim_rows, office.delivery()
    missed: list[int] = []

    async def claim(connection: AsyncConnection, ids: list[int], now: datetime) -> set[int]:
        if not missed:
            missed.extend(ids)
            await withdraw(connection, ids)
            delivery.take_back(ids)
            delivery.add(after)
        return await real(connection, ids, now)

    monkeypatch.setattr(claims, "claim_rows", claim)
    delivery.add(batch.rows)
    await runs_until_idle(delivery)
    assert heard(noor) == ["b"]


async def test_a_chat_of_which_all_is_taken_back_while_the_database_is_busy_is_done(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("a")))
    delivery = office.delivery()

    async def busy(_connection: AsyncConnection, ids: list[int], _now: datetime) -> set[int]:
        delivery.take_back(ids)
        raise StorageBusy

    monkeypatch.setattr(claims, "claim_rows", busy)
    delivery.add(batch.rows)
    await runs_until_idle(delivery)
    assert heard(noor) == []


@pytest.mark.parametrize(("how", "waits"), [(Later(), False), (Later(30.0), True)])
async def test_the_next_try_of_a_row_that_is_taken_back_keeps_nothing_waiting_unless_the_channel_asked_for_it(
    office: Office, how: Later, waits: bool
) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("a")), (noor, words("b")))
    first, channel = {batch.rows[0].id}, Slow([replace(how, perhaps_done=True)])
    async with office.running(channel=channel) as delivery:
        while not channel.performed:
            await asyncio.sleep(0.01)
        await office.archive.database.write(lambda connection: withdraw(connection, first))
        delivery.take_back(first)
        await asyncio.sleep(0.8)
        assert delivery.is_idle != waits
        assert len(channel.performed) == (1 if waits else 2)
