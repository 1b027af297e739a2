"""What the outbox keeps of a row that was sent, and for how long."""

from datetime import timedelta

from bot.flows.words import Message
from bot.outgoing import SendMessage, TakeAway
from storage import outbox as rows_of_outbox
from storage.outbox import forget_old_rows
from storage.sealing import place_of
from tests.post_office import Office, heard, words
from tests.rooms import NOW

DAY = timedelta(days=1) // timedelta(microseconds=1)


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
