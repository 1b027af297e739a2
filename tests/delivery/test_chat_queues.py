"""What is to be done in one chat is done in order, at the allowed pace, and no chat holds up another."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.outcome import Later
from bot.pace import Pace
from bot.playground.faults import ServerError, TooManyRequests
from storage.connection import AsyncConnection
from storage.instants import from_stored
from storage.outbox import RowNumbers
from storage.tables import outbox
from tests.delivery.answers import Scripted, put_off
from tests.post_office import PATIENCE_SECONDS, Office, heard, idle, words
from tests.rooms import NOW, read


async def test_rows_of_one_chat_are_said_in_order(office: Office) -> None:
    noor = await office.person()
    await office.puts(*[(noor, words(str(number))) for number in range(20)])
    await office.delivers()
    assert heard(noor) == [str(number) for number in range(20)]


async def test_the_order_holds_when_the_first_must_be_tried_again(office: Office) -> None:
    noor = await office.person()
    await office.puts(*[(noor, words(text)) for text in "abc"])
    office.api.next_call("sendMessage", ServerError(), ServerError())
    await office.delivers()
    assert heard(noor) == ["a", "b", "c"]


async def test_the_order_holds_when_a_later_one_must_be_tried_again(office: Office) -> None:
    noor = await office.person()
    await office.puts(*[(noor, words(text)) for text in "abc"])
    office.api.next_call("sendMessage", None, ServerError())
    await office.delivers()
    assert heard(noor) == ["a", "b", "c"]


async def test_rows_of_a_case_keep_their_place_among_the_others_of_a_chat_after_a_restart(office: Office) -> None:
    noor = await office.person()
    for number in range(20):
        about: dict[str, Any] = {"case_number": 7} if number % 3 else {}
        await office.puts((noor, words(str(number))), **about)
    await office.delivers()
    assert heard(noor) == [str(number) for number in range(20)]


async def test_what_is_said_after_the_clock_was_set_back_comes_after_what_waited(office: Office) -> None:
    noor = await office.person()
    office.numbers = await numbers_at(office, NOW)
    await office.puts(*[(noor, words(text)) for text in "abc"], case_number=7)
    office.numbers = await numbers_at(office, NOW - timedelta(days=2))
    await office.puts((noor, words("d")))
    await office.puts((noor, words("e")), case_number=7)
    await office.delivers()
    assert heard(noor) == ["a", "b", "c", "d", "e"]


async def numbers_at(office: Office, now: datetime) -> RowNumbers:
    async def next_ones(connection: AsyncConnection) -> RowNumbers:
        return await RowNumbers.after(connection, office.archive.vault, now)

    found: RowNumbers = await read(office.archive, next_ones)
    return found


async def test_a_row_of_an_older_program_is_said_before_what_this_one_adds(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("older")))
    await without_its_place(office)
    office.numbers = await numbers_at(office, NOW)
    await office.puts((noor, words("newer")), case_number=7)
    await office.delivers()
    assert heard(noor) == ["older", "newer"]


async def without_its_place(office: Office) -> None:
    """The one row as it was sealed before rows had a place."""
    (row,), outgoing = await office.rows(), office.archive.vault.outgoing
    where = f"outbox:{row.id}:sealed_payload"
    payload = outgoing.open_json(row.sealed_payload, where)
    assert payload.pop("at") == row.id

    async def put_back(connection: AsyncConnection) -> None:
        sealed = outgoing.seal_json(payload, where)
        await connection.execute(outbox.update().values(sealed_payload=sealed))

    await office.archive.database.write(put_back)


async def test_a_chat_that_must_wait_holds_up_no_other(office: Office) -> None:
    noor, sam = await office.person(), await office.person("Sam")
    await office.puts((noor, words("slow")), (sam, words("quick")))
    office.api.next_call("sendMessage", TooManyRequests(30))
    async with office.running() as delivery:
        await sam.sees("quick")
        assert not delivery.is_idle
    assert heard(noor) == []


@pytest.mark.parametrize("after", [10**12, 10**30, 1e308])
async def test_one_absurd_wait_stops_nobody_else_and_lasts_an_hour_at_most(office: Office, after: float) -> None:
    noor, sam = await office.person(), await office.person("Sam")
    channel = Scripted([Later(after)])
    await office.puts((noor, words("slow")))
    async with office.running(channel=channel) as delivery:
        await put_off(office)
        row = (await office.rows())[0]
        assert from_stored(row.not_before) <= office.clock.now() + timedelta(hours=1)
        batch = await office.puts((sam, words("quick")))
        delivery.add(batch.rows)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while batch.rows[0].id not in channel.performed or (await office.rows())[1].state != 2:
                await asyncio.sleep(0.01)


async def test_a_wait_of_ages_that_telegram_asks_for_stops_nobody_else(office: Office) -> None:
    noor, sam = await office.person(), await office.person("Sam")
    await office.puts((noor, words("slow")))
    office.api.next_call("sendMessage", TooManyRequests(10**18))
    async with office.running() as delivery:
        await office.api.calls.wait_for("sendMessage")
        await asyncio.sleep(0.2)
        delivery.add((await office.puts((sam, words("quick")))).rows)
        await sam.sees("quick")


async def test_too_many_requests_waits_as_long_as_was_asked(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("patience")))
    office.api.next_call("sendMessage", TooManyRequests(1))
    began = asyncio.get_running_loop().time()
    await office.delivers()
    assert asyncio.get_running_loop().time() - began >= 1.0
    assert heard(noor) == ["patience"]


async def test_the_pace_is_kept_before_claiming(office: Office) -> None:
    noor = await office.person()
    await office.puts(*[(noor, words(str(number))) for number in range(5)])
    pace = Pace(asyncio.get_running_loop().time, per_second=30, per_chat=0.01, chat_burst=3)
    async with office.running(pace=pace):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while [row.state for row in await office.rows()][:3] != [2, 2, 2]:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        assert [row.state for row in await office.rows()] == [2, 2, 2, 0, 0]
    assert heard(noor) == ["0", "1", "2"]


async def test_chats_that_have_been_quiet_for_a_while_are_forgotten(office: Office) -> None:
    pace = Pace(asyncio.get_running_loop().time, chat_burst=1.0, per_chat=100.0)
    people = [await office.person(name) for name in ("Noor", "Sam", "Lina")]
    await office.puts(*[(person, words("hello")) for person in people])
    async with office.running(pace=pace) as delivery:
        await idle(delivery)
        await asyncio.sleep(0.05)
        delivery.add((await office.puts((people[0], words("again")))).rows)
        await idle(delivery)
        await asyncio.sleep(0.05)
        assert pace.remembered <= 1
