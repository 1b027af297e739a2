"""What the school said in a chat since its reporter left it: known until it is refused, taken away or of no use."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from bot.archive import Archive
from storage.claims import mark_failed, mark_sent
from storage.outbox import OutboxRow, add_row, withdraw
from storage.reports import add_reporter
from storage.school_said import forget_said, forget_what_is_of_no_use, remember_said, was_said
from storage.tables import school_said
from tests.rooms import NOW, fresh_key, read, write
from tests.storage.test_conversations import keep

NOOR, SAM = {"channel": "telegram", "chat": 5}, {"channel": "telegram", "chat": 6}


@pytest.fixture
async def noor(archive: Archive) -> bytes:
    """The chat of somebody with a report of her own, in which the school said something with row 7."""
    return await said_to(archive, NOOR, row=7)


async def said_to(archive: Archive, who: dict[str, Any], row: int, person: bytes | None = None) -> bytes:
    key, _ = await fresh_key(archive.vault)
    chat = await keep(archive, {}, who=who)
    await write(archive, lambda changes: add_reporter(changes, archive.vault, key.id, who, person))
    await write(archive, lambda changes: remember_said(changes, row, chat))
    return chat


async def said(archive: Archive, chat: bytes) -> bool:
    return bool(await read(archive, lambda connection: was_said(connection, chat)))


async def test_what_was_said_and_sent_is_known_of_that_chat_alone(archive: Archive, noor: bytes) -> None:
    await write(archive, lambda changes: mark_sent(changes, 7, 100))
    assert await said(archive, noor)
    assert not await said(archive, archive.vault.chat_of(SAM))


async def test_what_was_refused_was_not_said_but_what_came_before_it_was(archive: Archive, noor: bytes) -> None:
    await write(archive, lambda changes: remember_said(changes, 8, noor))
    await write(archive, lambda changes: mark_failed(changes, 8))
    assert await said(archive, noor)
    await write(archive, lambda changes: mark_failed(changes, 7))
    assert not await said(archive, noor)


async def test_what_was_taken_back_was_not_said(archive: Archive, noor: bytes) -> None:
    await archive.database.write(lambda connection: withdraw(connection, [7]))
    assert not await said(archive, noor)


async def test_what_is_taken_off_the_screen_was_not_said_and_what_comes_next_was(archive: Archive, noor: bytes) -> None:
    sam = await said_to(archive, SAM, row=8)
    await write(archive, lambda changes: forget_said(changes, noor))
    assert not await said(archive, noor) and await said(archive, sam)
    await write(archive, lambda changes: remember_said(changes, 9, noor))
    assert await said(archive, noor)


async def test_what_staff_hear_of_their_own_reports_says_nothing_of_a_chat(archive: Archive) -> None:
    assert not await said(archive, await said_to(archive, SAM, row=8, person=b"p" * 16))


async def test_it_goes_with_the_conversation(archive: Archive, noor: bytes) -> None:
    sam = archive.vault.chat_of(SAM)
    key, _ = await fresh_key(archive.vault)
    await write(archive, lambda changes: add_reporter(changes, archive.vault, key.id, SAM))
    await write(archive, lambda changes: remember_said(changes, 8, sam))
    await archive.database.write(forget_what_is_of_no_use)
    assert await said(archive, noor) and not await said(archive, sam)


async def test_it_goes_when_its_chat_has_no_report_of_its_own(archive: Archive) -> None:
    await said_to(archive, SAM, row=8, person=b"p" * 16)
    await archive.database.write(forget_what_is_of_no_use)
    assert await numbers_kept(archive) == []


async def test_of_what_the_outbox_forgot_one_row_is_left_for_each_chat_and_tells_no_instant(
    archive: Archive, noor: bytes
) -> None:
    sam = await said_to(archive, SAM, row=8)
    for number in (9, 10):
        await write(archive, partial(remember_said, row_id=number, chat=noor))
        await archive.database.write(forget_what_is_of_no_use)
    assert await said(archive, noor) and await said(archive, sam)
    left = await numbers_kept(archive)
    assert len(left) == 2 and max(left) < 0


async def test_what_is_in_the_outbox_can_still_be_refused_after_the_rest_was_tidied(
    archive: Archive, noor: bytes
) -> None:
    await put_in_the_outbox(archive, noor, 7)
    await put_in_the_outbox(archive, noor, 8)
    await write(archive, lambda changes: remember_said(changes, 8, noor))
    await archive.database.write(forget_what_is_of_no_use)
    for number in (7, 8):
        assert await said(archive, noor)
        await write(archive, partial(mark_failed, row_id=number))
    assert not await said(archive, noor)


async def put_in_the_outbox(archive: Archive, chat: bytes, number: int) -> None:
    row = OutboxRow(number, number, chat, {"to": NOOR}, None, None, None, attempts=0)
    await write(archive, lambda changes: add_row(changes, archive.vault, row, None, NOW))


async def numbers_kept(archive: Archive) -> list[int]:
    rows = await read(archive, lambda connection: connection.execute(select(school_said.c.outbox_row)))
    return list(rows.scalars())
