"""The quick exit takes away all that stands in a chat, also what may stand there unseen."""

import pytest

from bot import telegram_channel
from bot.flows.words import Message
from bot.outgoing import EraseChat, SendMessage
from bot.playground.faults import DropAfterDoing, Hang
from storage.tables import outbox
from tests.delivery.answers import first_answer_waits, put_off
from tests.post_office import Office, heard, idle, words


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
