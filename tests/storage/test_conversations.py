from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.archive import Archive
from storage.conversations import (
    DRAFT_KEPT,
    ENDED_KEPT,
    StoredConversation,
    conversations_of,
    expired,
    forget_conversation,
    keep_conversation,
    opened,
)
from storage.instants import to_stored
from storage.prepared import ask
from storage.sealing import Sealer
from storage.tables import conversation
from tests.rooms import NOW, fresh_key, read, write

NOOR = {"channel": "telegram", "chat": 5}


async def keep(
    archive: Archive, state: dict[str, Any], key_id: bytes | None = None, sealer: Sealer | None = None, **how: Any
) -> bytes:
    chat = archive.vault.chat_of(how.get("who", NOOR))
    stored = StoredConversation(chat, how.get("who", NOOR), state, key_id, is_new=how.get("is_new", True))
    kept_for = how.get("kept_for", DRAFT_KEPT)
    await write(archive, lambda changes: keep_conversation(changes, archive.vault, stored, sealer, NOW, kept_for))
    return chat


async def load(archive: Archive, *chats: bytes) -> dict[bytes, StoredConversation]:
    [rows] = await read(archive, lambda connection: ask(connection, conversations_of(chats)))
    found, _ = await opened(archive.vault, rows, {})
    return found


async def test_a_conversation_comes_back_as_it_was_kept(archive: Archive) -> None:
    key, sealer = await fresh_key(archive.vault, "draft")
    chat = await keep(archive, {"story": "tekst 😀"}, key.id, sealer)
    stored = (await load(archive, chat, b"x" * 16))[chat]
    assert stored.state == {"story": "tekst 😀"} and stored.address == NOOR
    assert stored.key_id == key.id and not stored.is_new and not stored.lost


async def test_a_later_state_takes_the_place_of_the_earlier(archive: Archive) -> None:
    chat = await keep(archive, {"a": 1})
    await keep(archive, {"a": 2}, is_new=False)
    assert (await load(archive, chat))[chat].state == {"a": 2}


async def test_a_conversation_whose_key_was_erased_is_lost_and_empty(archive: Archive) -> None:
    key, sealer = await fresh_key(archive.vault, "draft")
    chat = await keep(archive, {"story": "weg"}, key.id, sealer)
    await archive.vault.keys.erase([key.id])
    stored = (await load(archive, chat))[chat]
    assert stored.lost and stored.state is None and stored.key_id is None


async def test_a_state_that_was_moved_to_another_chat_does_not_open(archive: Archive) -> None:
    chat = await keep(archive, {"story": "mine"})
    await changed(archive, chat=b"y" * 16)
    assert await load(archive, chat) == {}
    stored = (await load(archive, b"y" * 16))[b"y" * 16]
    assert stored.lost and stored.state is None and not stored.address


@pytest.mark.parametrize("column", ["sealed_state", "sealed_address"])
async def test_a_damaged_conversation_is_lost_with_its_key_and_the_others_open(archive: Archive, column: str) -> None:
    key, sealer = await fresh_key(archive.vault, "draft")
    chat = await keep(archive, {"story": "weg"}, key.id, sealer)
    await changed(archive, **{column: b"damaged"})
    other = await keep(archive, {"a": 1}, who={"channel": "telegram", "chat": 6})
    found = await load(archive, chat, other)
    assert found[chat].lost and found[chat].state is None and found[chat].key_id == key.id
    assert found[other].state == {"a": 1}


async def changed(archive: Archive, **values: Any) -> None:
    statement = update(conversation).values(**values)
    await archive.database.write(lambda connection: connection.execute(statement))


async def test_drafts_expire_after_30_days_and_ended_talks_after_48_hours(archive: Archive) -> None:
    sam = {"channel": "telegram", "chat": 6}
    key, sealer = await fresh_key(archive.vault, "draft")
    draft = await keep(archive, {"story": "weg"}, key.id, sealer)
    ended = await keep(archive, {}, who=sam, kept_for=ENDED_KEPT)

    async def gone(after: timedelta) -> dict[bytes, Any]:
        found = await read(archive, lambda connection: expired(connection, archive.vault, to_stored(NOW + after)))
        return {one.chat: one.state for one in found}

    assert await gone(timedelta(hours=47)) == {}
    assert await gone(timedelta(hours=48)) == {ended: None}
    assert await gone(timedelta(days=30)) == {ended: None, draft: {"story": "weg"}}


async def test_a_forgotten_conversation_is_gone(archive: Archive) -> None:
    chat = await keep(archive, {})
    await write(archive, lambda changes: forget_conversation(changes, chat))
    assert await load(archive, chat) == {}
