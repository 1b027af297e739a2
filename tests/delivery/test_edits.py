"""A row that changes what an earlier row sent."""

from bot.flows.words import Message
from bot.outgoing import EditMessage
from tests.post_office import Office, heard, words


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
