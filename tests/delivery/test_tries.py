"""What went wrong is tried again with patience, and what never can be done makes place."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot import telegram_channel
from bot.flows.words import Message
from bot.outcome import Done, Later, Refused
from bot.outgoing import SendPlaceholder
from bot.playground.faults import Faults, ServerError
from bot.row_sender import TRIES_OF_WHAT_MAY_PASS
from storage.connection import AsyncConnection
from storage.errors import SealBroken
from storage.instants import from_stored
from storage.outbox import OutboxRow
from storage.tables import outbox
from tests.delivery.answers import Scripted, answers_late, first_answer_waits, put_off
from tests.post_office import Office, heard, idle, words


@pytest.mark.parametrize(
    ("failure", "tries"), [(ValueError("poison"), TRIES_OF_WHAT_MAY_PASS), (SealBroken(), 1), (Refused(), 1)]
)
async def test_a_row_that_can_never_be_sent_makes_place_for_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch, failure: Any, tries: int
) -> None:
    monkeypatch.setattr("bot.tries.LONGEST_WAIT_SECONDS", 0.05)
    noor = await office.person()
    channel = Scripted([failure] * tries)
    await office.puts((noor, words("poison")), (noor, words("after")))
    await office.delivers(channel=channel)
    assert [row.state for row in await office.rows()] == [3, 2]


async def test_a_row_is_tried_again_with_patience_and_its_attempts_are_counted(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("again")))
    channel = Scripted([Later(), Later()])
    began = asyncio.get_running_loop().time()
    await office.delivers(channel=channel)
    assert asyncio.get_running_loop().time() - began >= 0.75
    assert len(channel.performed) == 3 and (await office.rows())[0].attempts == 2


async def test_a_row_of_which_something_unheard_of_goes_wrong_is_tried_again_with_patience(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("again")))
    channel = Scripted([ZeroDivisionError(), OverflowError()])
    began = asyncio.get_running_loop().time()
    await office.delivers(channel=channel)
    assert asyncio.get_running_loop().time() - began >= 0.75
    assert len(channel.performed) == 3
    assert [row.state for row in await office.rows()] == [2]


async def test_an_outage_before_it_takes_no_try_from_what_goes_wrong_in_another_way(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.tries.LONGEST_WAIT_SECONDS", 0.01)
    noor = await office.person()
    await office.puts((noor, words("again")))
    await office.delivers(channel=Scripted([*[Later()] * 20, ValueError()]))
    assert [row.state for row in await office.rows()] == [2]


async def test_what_cannot_be_said_after_all_those_tries_is_passed_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.tries.LONGEST_WAIT_SECONDS", 0.01)
    noor, passed_on = await office.person(), []

    async def remember(_connection: AsyncConnection, row: OutboxRow, outcome: Done | Refused) -> None:
        assert isinstance(outcome, Refused)
        passed_on.append((row.case_number, outcome.unreachable))

    office.when_marked = remember
    await office.puts((noor, words("notice")), case_number=7)
    await office.delivers(channel=Scripted([ValueError()] * TRIES_OF_WHAT_MAY_PASS))
    assert passed_on == [(7, False)]


async def test_an_upload_that_fails_again_and_again_makes_place_for_what_waits_behind_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.tries.LONGEST_WAIT_SECONDS", 0.05)
    noor = await office.person()
    office.api.faults = Faults(share=1.0, kinds=(ServerError(),), only=("sendPhoto",))
    await office.puts((noor, SendPlaceholder(Message(("foto",)))), (noor, words("after")))
    async with office.running():
        await noor.sees("after")
    assert len(office.api.calls.to("sendPhoto")) == 10


async def test_a_message_whose_answer_comes_late_comes_once_and_holds_up_no_other_chat(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 2 * office.calls.read_timeout <= telegram_channel.LONGEST_ANSWER_TO_A_MESSAGE_SECONDS
    monkeypatch.setattr(office.calls, "_read_timeout", 0.1)
    noor, sam = await office.person(), await office.person("Sam")
    await office.puts((noor, words("slow")))
    answers = first_answer_waits(office)
    async with office.running() as delivery:
        await office.api.calls.wait_for("sendMessage")
        await asyncio.sleep(0.3)
        delivery.add((await office.puts((sam, words("quick")))).rows)
        await sam.sees("quick")
        assert not delivery.is_idle
        answers.set()
        await idle(delivery)
    assert heard(noor) == ["slow"]


async def test_a_bot_api_that_does_it_and_answers_too_late_for_a_while_makes_few_copies(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_channel, "LONGEST_ANSWER_TO_A_MESSAGE_SECONDS", 0.5)
    monkeypatch.setattr("bot.tries.SHORTEST_WAIT_WHEN_PERHAPS_DONE_SECONDS", 1.2)
    noor = await office.person()
    await office.puts((noor, words("again")))
    answers_late(office, 1.0, during=2.0)
    await office.delivers()
    assert 2 <= len(heard(noor)) <= 3


@pytest.mark.parametrize(("how", "waits"), [(Later(), 0.25), (Later(perhaps_done=True), 20.0)])
async def test_what_was_not_reached_is_tried_again_sooner_than_what_was_perhaps_done(
    office: Office, how: Later, waits: float
) -> None:
    noor = await office.person()
    began = office.clock.now()
    await office.puts((noor, words("again")))
    async with office.running(channel=Scripted([how])):
        await put_off(office)
        row = (await office.rows())[0]
    assert began <= from_stored(row.not_before) - timedelta(seconds=waits) <= office.clock.now()


async def test_words_are_tried_for_as_long_as_it_takes(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("again")))
    statement = outbox.update().values(attempts=500)
    await office.archive.database.write(lambda connection: connection.execute(statement))
    channel = Scripted([Later()])
    async with office.running(channel=channel):
        await put_off(office)
    assert [row.state for row in await office.rows()] == [0]
