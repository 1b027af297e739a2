import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot import telegram_channel
from bot.delivery import TIMES_DONE_UNMARKED
from bot.flows.words import Message
from bot.outcome import Done, Later, Outcome, Refused
from bot.outgoing import EditMessage, EraseChat, SendMessage, SendPlaceholder, TakeAway
from bot.pace import Pace
from bot.playground.calls import Call, Moment
from bot.playground.faults import DropAfterDoing, Faults, Hang, ServerError, TooManyRequests
from bot.row_sender import TRIES_OF_WHAT_MAY_PASS
from storage import claims
from storage import outbox as rows_of_outbox
from storage.claims import LEASE, claim_rows, release_claims
from storage.connection import AsyncConnection
from storage.errors import SealBroken, StorageBusy
from storage.instants import from_stored
from storage.outbox import OutboxRow, RowNumbers, forget_old_rows, withdraw
from storage.sealing import place_of
from storage.tables import outbox
from tests.post_office import PATIENCE_SECONDS, Office, heard, idle, post_office, words
from tests.rooms import NOW, fresh_key, read

DAY = timedelta(days=1) // timedelta(microseconds=1)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with post_office(tmp_path) as opened:
        yield opened


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


async def test_the_number_of_a_row_of_a_case_tells_nothing_and_its_case_is_forgotten_when_it_is_done(
    office: Office,
) -> None:
    noor, coach = await office.person(), await office.person("Sanne")
    await office.puts((noor, words("kept")))
    await office.puts((coach, words("a notice")), case_number=7)
    assert {row.case_number for row in await office.rows()} == {None, 7}
    await office.delivers()
    rows = await office.rows()
    assert [row.case_number for row in rows] == [None, None]
    assert rows[1].id - rows[0].id > 1000


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


async def test_a_row_that_cannot_be_marked_holds_up_no_other_chat(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor, sam = await office.person(), await office.person("Sam")
    batch = await office.puts((noor, words("unmarked")), (sam, words("marked")))
    mark_sent = claims.mark_sent

    def fails_for_one(changes: Any, row_id: int, message: int | None, further: bytes | None) -> None:
        if row_id == batch.rows[0].id:
            raise OverflowError
        mark_sent(changes, row_id, message, further)

    monkeypatch.setattr(claims, "mark_sent", fails_for_one)
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
    mark_sent = claims.mark_sent

    def fails_for_one(changes: Any, row_id: int, message: int | None, further: bytes | None) -> None:
        if row_id == poison:
            raise OverflowError
        mark_sent(changes, row_id, message, further)

    monkeypatch.setattr(claims, "mark_sent", fails_for_one)
    await office.puts((noor, words("and on")))
    await office.delivers()
    assert heard(noor).count("unmarked") == TIMES_DONE_UNMARKED
    assert heard(noor).count("and on") == 1


async def test_too_many_requests_waits_as_long_as_was_asked(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("patience")))
    office.api.next_call("sendMessage", TooManyRequests(1))
    began = asyncio.get_running_loop().time()
    await office.delivers()
    assert asyncio.get_running_loop().time() - began >= 1.0
    assert heard(noor) == ["patience"]


async def test_an_edit_changes_what_an_earlier_row_sent(office: Office) -> None:
    noor = await office.person()
    question = await office.puts((noor, words("question")))
    await office.puts((noor, EditMessage(Message(("answered",)))), target_row=question.rows[0].id)
    await office.delivers()
    assert heard(noor) == ["answered"]


async def test_an_edit_finds_its_message_after_a_restart(office: Office) -> None:
    noor = await office.person()
    question = await office.puts((noor, words("question")))
    await office.delivers()
    await office.puts((noor, EditMessage(Message(("answered",)))), target_row=question.rows[0].id)
    await office.delivers()
    assert heard(noor) == ["answered"]


async def test_an_edit_of_what_another_chat_was_sent_changes_nothing(office: Office) -> None:
    noor, sam = await office.person(), await office.person("Sam")
    question = await office.puts((noor, words("question")))
    await office.delivers()
    await office.puts((sam, EditMessage(Message(("stolen",)))), target_row=question.rows[0].id)
    await office.delivers()
    assert heard(noor) == ["question"] and heard(sam) == []


async def test_an_edit_that_changes_nothing_or_finds_nothing_is_done(office: Office) -> None:
    noor = await office.person()
    question = await office.puts((noor, words("same")))
    await office.delivers()
    await office.puts((noor, EditMessage(Message(("same",)))), target_row=question.rows[0].id)
    await office.puts((noor, EditMessage(Message(("x",)), message_id=987)), (noor, words("after")))
    await office.delivers()
    assert heard(noor) == ["same", "after"]
    assert all(row.state == 2 for row in await office.rows())


async def test_rows_left_by_an_earlier_run_are_taken_up_even_when_claimed(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("left")))
    await office.archive.database.write(lambda connection: claim_rows(connection, [batch.rows[0].id], NOW))
    await office.delivers()
    assert heard(noor) == ["left"]


async def test_however_often_the_program_stops_a_row_waits_no_longer_for_it(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("left")))
    for _ in range(3):
        await office.archive.database.write(lambda connection: claim_rows(connection, [batch.rows[0].id], NOW))
        await office.archive.database.write(release_claims)
    assert [row.attempts for row in await office.rows()] == [1]


async def test_a_row_that_was_sent_keeps_its_message_id_and_no_words(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("secret words")))
    await office.delivers()
    (row,) = await office.rows()
    assert row.message == noor.last_message.message_id
    assert row.sealed_payload is None and row.key_id is None


async def test_what_a_secret_row_leaves_tells_neither_what_was_said_nor_when(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, SendMessage(Message(("the code",)), secret=True)))
    office.clock.move_to(NOW + timedelta(minutes=17))
    await office.delivers()
    (row,) = await office.rows()
    assert heard(noor) == ["the code"]
    assert row.id != batch.rows[0].id and row.created_at % DAY == 0
    assert (row.key_id, row.target_row, row.message, row.case_number) == (None,) * 4
    in_it = office.archive.vault.outgoing.open_json(row.sealed_payload, place_of("outbox", row.chat, "sealed_payload"))
    assert in_it == [noor.last_message.message_id]


async def test_what_a_secret_row_leaves_is_no_news_in_the_demos_outbox(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, SendMessage(Message(("the code",)), secret=True)), (noor, words("after it")))
    await office.delivers()
    async with office.archive.database.reading() as connection:
        (shown,) = await rows_of_outbox.recent_rows(connection, 10)
    assert shown.created_at < NOW + timedelta(minutes=1) and len(await office.rows()) == 2


async def test_what_a_secret_row_leaves_is_forgotten_when_nobody_can_take_the_message_away_any_more(
    office: Office,
) -> None:
    noor = await office.person()
    await office.puts((noor, SendMessage(Message(("the code",)), secret=True)))
    await office.delivers()
    await office.archive.database.write(lambda connection: forget_old_rows(connection, NOW + timedelta(hours=47)))
    assert len(await office.rows()) == 1
    await office.archive.database.write(lambda connection: forget_old_rows(connection, NOW + timedelta(hours=73)))
    assert await office.rows() == []


async def test_after_a_restart_the_quick_exit_takes_away_all_that_was_said(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("woord " * 1500)), (noor, SendMessage(Message(("the code",)), secret=True)))
    office.api.next_call("sendMessage", None, None, None, DropAfterDoing())
    await office.delivers()
    assert len(heard(noor)) == 5
    await office.puts((noor, EraseChat(())))
    await office.delivers()
    assert heard(noor) == []


async def test_a_damaged_list_of_messages_keeps_nobody_from_leaving(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, SendMessage(Message(("the code",)), secret=True)), (noor, words("story")))
    await office.delivers()
    damage = outbox.update().where(outbox.c.sealed_payload.is_not(None)).values(sealed_payload=b"damaged")
    await office.archive.database.write(lambda connection: connection.execute(damage))
    await office.puts((noor, EraseChat(())))
    await office.delivers()
    assert heard(noor) == ["the code"]


async def test_a_row_whose_key_was_erased_is_never_sent_and_holds_nothing_up(office: Office) -> None:
    noor = await office.person()
    key, _ = await fresh_key(office.archive.vault)
    await office.puts((noor, words("erased")), key_id=key.id)
    await office.puts((noor, words("after")))
    await office.archive.vault.keys.erase([key.id])
    await office.delivers()
    assert heard(noor) == ["after"]
    assert [row.state for row in await office.rows()] == [2]


async def test_a_damaged_row_is_never_sent_and_holds_nobody_up(office: Office) -> None:
    noor, ties = await office.person(), await office.person("Ties")
    await office.puts((noor, words("damaged")))
    statement = outbox.update().values(sealed_payload=b"\x01" + bytes(40))
    await office.archive.database.write(lambda connection: connection.execute(statement))
    await office.puts((noor, words("after")), (ties, words("other")))
    await office.delivers()
    assert heard(noor) == ["after"] and heard(ties) == ["other"]


async def test_a_row_that_was_taken_away_meanwhile_is_not_sent_and_holds_nothing_up(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("taken away")), (noor, words("after")))
    async with office.running() as delivery:
        await idle(delivery)
        noor_said = heard(noor)
        gone = await office.puts((noor, words("gone")), (noor, words("there")))
        statement = delete(outbox).where(outbox.c.id == gone.rows[0].id)
        await office.archive.database.write(lambda connection: connection.execute(statement))
        delivery.add(gone.rows)
        await idle(delivery)
    assert noor_said == ["taken away", "after"] and len(batch.rows) == 2
    assert heard(noor) == ["taken away", "after", "there"]


async def test_a_row_that_another_program_has_claimed_is_left_alone(office: Office) -> None:
    noor = await office.person()
    async with office.running() as delivery:
        batch = await office.puts((noor, words("theirs")), (noor, words("ours")))
        await office.archive.database.write(lambda connection: claim_rows(connection, [batch.rows[0].id], NOW))
        delivery.add(batch.rows)
        await asyncio.sleep(0.2)
        assert not delivery.is_idle
    assert heard(noor) == []


async def test_a_claim_ends_with_its_lease(office: Office) -> None:
    noor = await office.person()
    batch = await office.puts((noor, words("again")))
    row = batch.rows[0].id
    write = office.archive.database.write
    assert await write(lambda connection: claim_rows(connection, [row], NOW)) == {row}
    assert await write(lambda connection: claim_rows(connection, [row], NOW)) == set()
    office.clock.move_by(LEASE)
    assert await write(lambda connection: claim_rows(connection, [row], office.clock.now())) == {row}


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
    task = asyncio.create_task(delivery.run())
    await idle(delivery)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
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
    task = asyncio.create_task(delivery.run())
    await idle(delivery)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
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


@dataclass
class Scripted:
    """A channel that does what it is told to."""

    outcomes: list[Outcome | Exception]
    performed: list[int] = field(default_factory=list)

    async def perform(self, row: OutboxRow, _target: int | None, _all: list[int]) -> Outcome:
        self.performed.append(row.id)
        outcome = self.outcomes.pop(0) if self.outcomes else Done(1)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@dataclass
class Slow(Scripted):
    """As `Scripted`, and each takes a while."""

    async def perform(self, row: OutboxRow, target: int | None, messages: list[int]) -> Outcome:
        outcome = await super().perform(row, target, messages)
        await asyncio.sleep(0.3)
        return outcome


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


def answers_late(office: Office, seconds: float, during: float) -> None:
    """For a while the Bot API brings every message, and says so only after some seconds."""
    until = asyncio.get_running_loop().time() + during

    async def late(_call: Call) -> None:
        if asyncio.get_running_loop().time() < until:
            await asyncio.sleep(seconds)

    office.api.calls.hook("sendMessage", late, Moment.DONE)


def first_answer_waits(office: Office) -> asyncio.Event:
    """The Bot API brings the first message at once, and says so only after this event."""
    answers = asyncio.Event()

    async def late(call: Call) -> None:
        if call.number == 1:
            await answers.wait()

    office.api.calls.hook("sendMessage", late, Moment.DONE)
    return answers


async def put_off(office: Office) -> None:
    """Wait until the first row is to be tried again later."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (await office.rows())[0].not_before:
            await asyncio.sleep(0.01)


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


async def test_the_quick_exit_does_not_wait_for_what_was_perhaps_done(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_channel, "LONGEST_ANSWER_TO_A_MESSAGE_SECONDS", 0.1)
    noor = await office.person()
    await office.puts((noor, words("story")))
    answers = first_answer_waits(office)
    async with office.running() as delivery:
        await put_off(office)
        answers.set()
        assert heard(noor) == ["story"]
        delivery.add((await office.puts((noor, EraseChat(())))).rows)
        await idle(delivery)
    assert heard(noor) == []


async def test_words_are_tried_for_as_long_as_it_takes(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("again")))
    statement = outbox.update().values(attempts=500)
    await office.archive.database.write(lambda connection: connection.execute(statement))
    channel = Scripted([Later()])
    async with office.running(channel=channel):
        await put_off(office)
    assert [row.state for row in await office.rows()] == [0]


async def test_when_the_database_is_busy_nothing_is_lost_from_memory(office: Office) -> None:
    noor = await office.person()
    async with office.running() as delivery:
        batch = await office.puts((noor, words("late")))
        file = office.archive.database.engine.url.database or ""
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("begin immediate")
        delivery.add(batch.rows)
        await asyncio.sleep(1.8)
        assert heard(noor) == []
        other.execute("rollback")
        await idle(delivery)
    assert heard(noor) == ["late"]


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


async def test_a_row_that_is_still_to_be_changed_outlives_48_hours(office: Office) -> None:
    noor = await office.person()
    shown = await office.puts((noor, words("story")), (noor, words("other")))
    await office.delivers()
    office.clock.move_by(timedelta(hours=80))
    await office.puts((noor, TakeAway(Message(("weg",)))), target_row=shown.rows[0].id)
    await office.archive.database.write(lambda connection: forget_old_rows(connection, office.clock.now()))
    assert len(await office.rows()) == 2
    await office.delivers()
    assert heard(noor) == ["weg", "other"]


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


async def test_the_quick_exit_takes_away_what_the_same_run_sent(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("story")), (noor, words("more")), (noor, EraseChat(())), (noor, words("bye")))
    await office.delivers()
    assert heard(noor) == ["bye"]


async def test_the_quick_exit_takes_away_the_copy_of_which_no_answer_came(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("story")))
    office.api.next_call("sendMessage", DropAfterDoing(), DropAfterDoing())
    async with office.running() as delivery:
        await idle(delivery)
        assert heard(noor) == ["story"] * 3
        delivery.add((await office.puts((noor, EraseChat(())))).rows)
        await idle(delivery)
    assert heard(noor) == []


@pytest.mark.parametrize("secret", [False, True])
async def test_the_quick_exit_takes_away_what_was_on_its_way_when_the_program_was_killed(
    office: Office, secret: bool
) -> None:
    noor = await office.person()
    await office.puts((noor, SendMessage(Message(("story",)), secret)))
    office.api.next_call("sendMessage", Hang(1.0, does_it=True))
    async with office.running():
        await noor.sees("story")
    async with office.running() as delivery:
        await idle(delivery)
        assert heard(noor) == ["story"] * 2
        delivery.add((await office.puts((noor, EraseChat(())))).rows)
        await idle(delivery)
    assert heard(noor) == []


async def test_a_message_that_had_to_wait_takes_no_other_chat_down_with_it(office: Office) -> None:
    noor, sam = await office.person(), await office.person("Sam")
    await office.puts((sam, words("kept")), (noor, words("story")))
    office.api.next_call("sendMessage", None, DropAfterDoing())
    async with office.running() as delivery:
        await idle(delivery)
        delivery.add((await office.puts((noor, EraseChat(())))).rows)
        await idle(delivery)
    assert heard(noor) == [] and heard(sam) == ["kept"]


async def test_the_quick_exit_takes_away_every_piece_of_a_long_message(office: Office) -> None:
    noor = await office.person()
    await office.puts((noor, words("woord " * 1500)))
    async with office.running() as delivery:
        await idle(delivery)
        assert len(heard(noor)) == 3
        delivery.add((await office.puts((noor, EraseChat(())))).rows)
        await idle(delivery)
    assert heard(noor) == []
