from datetime import timedelta

import pytest

from bot.archive import Archive
from storage.changes import Changes
from storage.errors import StorageFault
from storage.handled_updates import REMEMBERED, forget_old_updates, remember_handled, which_were_handled
from storage.prepared import ask
from tests.rooms import NOW, read, write

OURS, THEIRS = b"our-bot.", b"another."


async def remember(archive: Archive, *ids: int) -> None:
    def work(changes: Changes) -> None:
        for one in ids:
            remember_handled(changes, OURS, one, NOW)

    await write(archive, work)


async def seen(archive: Archive, *ids: int, source: bytes = OURS) -> set[int]:
    [rows] = await read(archive, lambda connection: ask(connection, which_were_handled(source, ids)))
    return {update_id for (update_id,) in rows}


async def test_exactly_the_handled_ids_are_remembered_not_the_lower_ones(archive: Archive) -> None:
    await remember(archive, 900, 902)
    assert await seen(archive, 1, 899, 900, 901, 902) == {900, 902}


async def test_another_bots_numbers_are_its_own(archive: Archive) -> None:
    await remember(archive, 5)
    assert await seen(archive, 5, source=THEIRS) == set()


async def test_an_update_cannot_be_remembered_twice(archive: Archive) -> None:
    await remember(archive, 5)
    with pytest.raises(StorageFault):
        await remember(archive, 5)


async def test_they_are_remembered_for_48_hours(archive: Archive) -> None:
    await remember(archive, 5)
    await archive.database.write(lambda connection: forget_old_updates(connection, NOW + REMEMBERED))
    assert await seen(archive, 5) == {5}
    later = NOW + REMEMBERED + timedelta(seconds=1)
    await archive.database.write(lambda connection: forget_old_updates(connection, later))
    assert await seen(archive, 5) == set()
