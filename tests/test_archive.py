"""Opening the two databases, when one of them is not there."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.dues import DueKind, add_due
from storage.errors import KeyStoreMissing
from tests.rooms import NOW, data_file, fresh_key, opened, write


async def used_before(folder: Path) -> bytes:
    """Both databases with something in them; answers the id of a key."""
    async with opened(folder) as archive:
        key, _ = await fresh_key(archive.vault)
        await write(archive, lambda changes: add_due(changes, DueKind.ACKNOWLEDGE, NOW - timedelta(days=1), b"case"))
    return key.id


async def test_data_without_its_keys_are_refused_each_time_and_open_when_the_keys_are_put_back(tmp_path: Path) -> None:
    known = await used_before(tmp_path)
    keys, elsewhere = tmp_path / "school.keys.sqlite3", tmp_path / "elsewhere"
    keys.rename(elsewhere)
    for _ in range(2):
        with pytest.raises(KeyStoreMissing):
            async with opened(tmp_path):
                raise AssertionError
    elsewhere.replace(keys)
    async with opened(tmp_path) as archive:
        assert await archive.vault.keys.get([known])


async def test_keys_without_data_are_those_of_a_beginning_that_was_broken_off(tmp_path: Path) -> None:
    await used_before(tmp_path)
    data_file(tmp_path).unlink()
    async with opened(tmp_path) as archive:
        assert archive.vault.keys is not None
