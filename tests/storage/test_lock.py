"""Only one program works on a database at a time."""

import asyncio
import logging
import sys
from pathlib import Path

import pytest

from storage.locations import database_path_of, keys_url_of, lock_path_of
from storage.lock import only_program

HOLDER = """
import asyncio, sys
from pathlib import Path
from storage.lock import only_program

async def hold():
    async with only_program(Path(sys.argv[1])):
        print("held", flush=True)
        await asyncio.sleep(60)

asyncio.run(hold())
"""


@pytest.fixture
def lock_path(tmp_path: Path) -> Path:
    return tmp_path / "school.sqlite3.lock-file"


async def enter(lock_path: Path) -> None:
    async with only_program(lock_path):
        pass


async def test_a_second_program_waits_until_the_first_is_killed(lock_path: Path) -> None:
    arguments = ("-c", HOLDER, str(lock_path))
    holder = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"held\n"
    second = asyncio.create_task(enter(lock_path))
    await asyncio.sleep(0.5)
    assert not second.done()
    holder.kill()
    await asyncio.wait_for(second, 30)
    await holder.wait()


async def test_whoever_waits_may_be_called_away(lock_path: Path) -> None:
    async with only_program(lock_path):
        second = asyncio.create_task(enter(lock_path))
        await asyncio.sleep(0.05)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
    await asyncio.wait_for(enter(lock_path), 30)


async def test_waiting_is_logged_once(lock_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "meldmaatje")
    async with only_program(lock_path):
        second = asyncio.create_task(enter(lock_path))
        await asyncio.sleep(0.5)
    await second
    assert caplog.messages == ["lock.waiting", "lock.taken"]


async def test_the_lock_is_free_again_after_a_failure(lock_path: Path) -> None:
    with pytest.raises(LookupError):
        async with only_program(lock_path):
            raise LookupError
    await asyncio.wait_for(enter(lock_path), 30)


def test_two_ways_to_write_one_database_share_its_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").symlink_to(tmp_path)
    paths = {
        lock_path_of("sqlite+aiosqlite:///school.sqlite3"),
        lock_path_of(f"sqlite+aiosqlite:///{tmp_path}/school.sqlite3"),
        lock_path_of(f"sqlite+aiosqlite:///{tmp_path}/other/school.sqlite3"),
    }
    assert paths == {tmp_path.resolve() / "school.sqlite3.lock-file"}


@pytest.mark.parametrize(
    ("database", "keys"),
    [
        ("sqlite+aiosqlite:///meldmaatje.sqlite3", "sqlite+aiosqlite:///meldmaatje.keys.sqlite3"),
        ("sqlite+aiosqlite:////var/lib/school", "sqlite+aiosqlite:////var/lib/school.keys.sqlite3"),
    ],
)
def test_the_key_store_stands_beside_the_data(database: str, keys: str) -> None:
    assert keys_url_of(database) == keys
    assert database_path_of(keys).parent == database_path_of(database).parent


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "postgresql+asyncpg://localhost/school"])
def test_a_database_without_a_file_has_no_place(url: str) -> None:
    with pytest.raises(ValueError, match="not a database in a file"):
        database_path_of(url)
