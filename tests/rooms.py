"""Real databases in a folder, and jobs on them, for the tests of what stands on storage."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.archive import Archive, open_archive
from bot.batch import Batch
from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.database import Database
from storage.keystore import NewKey, make_keystore_engine, new_key
from storage.locations import keys_url_of
from storage.outbox import RowNumbers
from storage.schema import upgrade_data, upgrade_keys
from storage.sealing import MasterKey, Sealer
from storage.vault import Vault, sealer_of

MASTER = MasterKey(bytes(range(32)))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


_EMPTY: dict[str, bytes] = {}


def data_file(folder: Path) -> Path:
    return folder / "school.sqlite3"


def data_url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{data_file(folder)}"


def keys_url(folder: Path) -> str:
    return keys_url_of(data_url(folder))


async def lay_empty_databases(folder: Path) -> None:
    """Both databases in `folder` as the migrations make them; what is there stays. Made once, then copied."""
    if not _EMPTY:
        with TemporaryDirectory() as made:
            await _migrate_in(Path(made))
            _EMPTY.update(_files_in(Path(made)))
    if not data_file(folder).exists():
        for name, content in _EMPTY.items():
            (folder / name).write_bytes(content)


def _files_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def _migrate_in(folder: Path) -> None:
    keys = make_keystore_engine(keys_url(folder))
    await upgrade_keys(keys)
    await keys.dispose()
    data = Database.at(data_url(folder))
    await upgrade_data(data.engine)
    await data.close()


@asynccontextmanager
async def opened(folder: Path, master: MasterKey = MASTER) -> AsyncIterator[Archive]:
    await lay_empty_databases(folder)
    archive = await open_archive(data_url(folder), master)
    try:
        yield archive
    finally:
        await archive.close()


async def fresh_key(vault: Vault, kind: str = "report") -> tuple[NewKey, Sealer]:
    key = new_key(kind)
    await vault.keys.add([key], TODAY)
    return key, sealer_of(key)


async def write(archive: Archive, work: Callable[[Changes], Any]) -> Any:
    """Commit what `work` collects."""

    async def job(connection: AsyncConnection) -> Any:
        changes = Changes()
        answer = work(changes)
        await changes.flush(connection)
        return answer

    return await archive.database.write(job)


async def read(archive: Archive, look: Callable[[AsyncConnection], Awaitable[Any]]) -> Any:
    async with archive.database.reading() as connection:
        return await look(connection)


async def in_batch(
    archive: Archive, numbers: RowNumbers, now: datetime, work: Callable[[Batch], Awaitable[Any] | None]
) -> Batch:
    """Commit one Batch."""

    async def job(connection: AsyncConnection) -> Batch:
        batch = Batch(connection, archive.vault, now, numbers)
        waiting = work(batch)
        if waiting is not None:
            await waiting
        await batch.flush()
        return batch

    batch: Batch = await archive.database.write(job)
    return batch
