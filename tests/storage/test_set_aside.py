"""Updates that could not be handled are kept for somebody to look at, each with a key of its own."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.archive import Archive
from storage.connection import AsyncConnection
from storage.instants import to_stored
from storage.sealing import place_of
from storage.set_aside import (
    SetAside,
    all_set_aside,
    count_set_aside,
    forget_set_aside,
    set_aside_before,
    set_aside_from,
    set_update_aside,
)
from storage.tables import set_aside
from tests.rooms import NOW, fresh_key, read, write

UPDATE = {"update_id": 7, "message": {"text": "mijn hele verhaal"}}
DAY = timedelta(days=1)


async def put_aside(archive: Archive) -> bytes:
    key, sealer = await fresh_key(archive.vault, "set_aside")
    await write(archive, lambda changes: set_update_aside(changes, key.id, sealer, UPDATE, "KeyError", NOW))
    return key.id


async def kept(archive: Archive) -> list[SetAside]:
    found: list[SetAside] = await read(archive, lambda connection: all_set_aside(connection, archive.vault))
    return found


async def test_what_was_set_aside_can_be_read_with_its_time_and_kind_of_failure(archive: Archive) -> None:
    await put_aside(archive)
    (one,) = await kept(archive)
    assert (one.at, one.reason) == (NOW, "KeyError")
    assert one.update is not None and "mijn hele verhaal" in one.update


async def test_nothing_of_it_can_be_read_once_its_key_is_erased(archive: Archive) -> None:
    await archive.vault.keys.erase([await put_aside(archive)])
    assert [one.update for one in await kept(archive)] == [None]


async def test_what_an_older_program_set_aside_can_still_be_read(archive: Archive) -> None:
    sealed = archive.vault.outgoing.seal_text("{}", place_of("set_aside", b"o" * 16, "sealed_update"))
    row = {"id": b"o" * 16, "sealed_update": sealed, "reason": "KeyError", "at": to_stored(NOW)}
    await write(archive, lambda changes: changes.insert(set_aside, row))
    assert [one.update for one in await kept(archive)] == ["{}"]


async def test_what_came_from_a_chat_is_found_without_a_row_that_says_so(archive: Archive) -> None:
    noor, ties = b"n" * 16, b"t" * 16
    key, sealer = await fresh_key(archive.vault, "set_aside")
    await write(archive, lambda changes: set_update_aside(changes, key.id, sealer, UPDATE, "KeyError", NOW, noor))
    await put_aside(archive)
    assert await read(archive, lambda connection: set_aside_from(connection, archive.vault, {noor})) == [key.id]
    assert await read(archive, lambda connection: set_aside_from(connection, archive.vault, {ties})) == []
    row = await read(archive, lambda connection: _row_of(connection, key.id))
    assert all(noor not in value for value in row if isinstance(value, bytes))


async def _row_of(connection: AsyncConnection, key_id: bytes) -> Any:
    return (await connection.execute(select(set_aside).where(set_aside.c.id == key_id))).one()


async def test_only_what_was_set_aside_before_an_instant_is_found_and_forgotten(archive: Archive) -> None:
    key_id = await put_aside(archive)
    assert await read(archive, lambda connection: set_aside_before(connection, NOW)) == []
    assert await read(archive, lambda connection: set_aside_before(connection, NOW + DAY)) == [key_id]
    await write(archive, lambda changes: forget_set_aside(changes, key_id))
    assert await read(archive, count_set_aside) == 0
