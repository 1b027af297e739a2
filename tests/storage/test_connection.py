"""The asyncio connection keeps the promises of SQLAlchemy's own, without loading the ORM."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ArgumentError, OperationalError

from storage.connection import AsyncConnection, AsyncEngine, create_async_engine


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'some.sqlite3'}", pool_size=1, max_overflow=0)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE word (said TEXT)"))
    yield engine
    await engine.dispose()


async def say(connection: AsyncConnection, word: str) -> None:
    await connection.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})


async def said(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as connection:
        return [row[0] for row in await connection.execute(text("SELECT said FROM word"))]


async def test_what_a_transaction_did_is_there_afterwards(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await say(connection, "hello")
        assert await connection.scalar(text("SELECT count(*) FROM word")) == 1
    assert await said(engine) == ["hello"]


async def test_a_transaction_that_fails_leaves_nothing(engine: AsyncEngine) -> None:
    with pytest.raises(ZeroDivisionError):
        async with engine.begin() as connection:
            await say(connection, "hello")
            raise ZeroDivisionError
    assert await said(engine) == []


async def test_a_transaction_that_is_cancelled_leaves_nothing(engine: AsyncEngine) -> None:
    async def hang() -> None:
        async with engine.begin() as connection:
            await say(connection, "hello")
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await said(engine) == []


async def test_a_connection_is_given_back_even_when_that_is_cancelled(engine: AsyncEngine) -> None:
    async def cancelled_at(moment: int) -> None:
        async def look() -> None:
            await said(engine)

        task = asyncio.create_task(look())
        for _ in range(moment):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    for moment in range(30):
        await cancelled_at(moment)
        async with asyncio.timeout(5):
            assert await said(engine) == []


async def test_a_rollback_forgets_what_was_begun(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await say(connection, "hello")
        await connection.rollback()
    assert await said(engine) == []


async def test_a_connection_can_be_awaited_and_closed(engine: AsyncEngine) -> None:
    connection = await engine.connect()
    assert await connection.run_sync(lambda plain: plain.scalar(text("SELECT 1"))) == 1
    assert (await connection.exec_driver_sql("SELECT 2")).scalar() == 2
    await connection.close()


async def test_a_connection_that_is_not_open_says_so(engine: AsyncEngine) -> None:
    with pytest.raises(RuntimeError):
        await engine.connect().execute(text("SELECT 1"))


async def test_an_error_of_the_database_keeps_its_type(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        with pytest.raises(OperationalError):
            await connection.execute(text("SELECT nothing FROM nowhere"))


def test_a_driver_that_blocks_is_refused() -> None:
    with pytest.raises(ArgumentError):
        create_async_engine("sqlite:///some.sqlite3")


@pytest.mark.parametrize("part", ["sqlalchemy.orm", "sqlalchemy.ext.asyncio", "alembic", "ruamel.yaml", "PIL"])
def test_the_program_does_not_load_what_a_bot_at_rest_can_do_without(part: str) -> None:
    assert "bot.app" in loaded_by_the_program()
    assert part not in loaded_by_the_program()


@cache
def loaded_by_the_program() -> frozenset[str]:
    look = "import sys, bot.app, bot.school_on_disk; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    return frozenset(done.stdout.split())
