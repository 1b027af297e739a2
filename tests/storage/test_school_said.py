"""What the school said in a chat since its reporter left it: known until it is refused, taken away or of no use."""

from typing import Any

import pytest

from bot.archive import Archive
from storage.outbox import mark_failed, mark_sent, withdraw
from storage.reports import add_reporter
from storage.school_said import forget_said, forget_where_nobody_talks, remember_said, was_said
from tests.rooms import fresh_key, read, write
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
    await archive.database.write(forget_where_nobody_talks)
    assert await said(archive, noor) and not await said(archive, sam)
