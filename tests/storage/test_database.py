import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.connection import AsyncConnection
from storage.database import Database
from storage.errors import StorageBusy, StorageFault
from storage.one_hop import OneHopConnection, Statement


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.sqlite3"
    with sqlite3.connect(path) as plain:
        plain.execute("create table word (said text primary key)")
    return path


def at(path: Path) -> Database:
    return Database.at(f"sqlite+aiosqlite:///{path}")


@pytest.fixture
async def database(path: Path):  # type: ignore[no-untyped-def]  # an async generator fixture
    one = at(path)
    yield one
    await one.close()


def saying(word: str):  # type: ignore[no-untyped-def]  # a job
    async def job(connection: AsyncConnection) -> str:
        await connection.execute(text("insert into word values (:word)"), {"word": word})
        return word.upper()

    return job


async def words(database: Database) -> set[str]:
    async with database.reading() as connection:
        return set((await connection.execute(text("select said from word"))).scalars())


def holding_the_lock(path: Path) -> sqlite3.Connection:
    other = sqlite3.connect(path, isolation_level=None, timeout=0)
    other.execute("begin immediate")
    return other


async def test_each_job_gets_its_own_answer(database: Database) -> None:
    assert await asyncio.gather(*(database.write(saying(word)) for word in "abc")) == ["A", "B", "C"]


async def test_jobs_that_wait_together_share_a_transaction(database: Database) -> None:
    await asyncio.gather(*(database.write(saying(str(number))) for number in range(50)))
    assert await words(database) == {str(number) for number in range(50)}
    assert database.transactions < 5


async def test_a_bad_job_spoils_no_other_of_its_transaction(database: Database) -> None:
    async def bad(connection: AsyncConnection) -> None:
        await saying("half")(connection)
        raise ValueError("bad")

    outcomes = await asyncio.gather(
        database.write(saying("a")), database.write(bad), database.write(saying("b")), return_exceptions=True
    )
    assert outcomes[0] == "A" and outcomes[2] == "B"
    assert isinstance(outcomes[1], ValueError)
    assert await words(database) == {"a", "b"}


async def test_a_refused_statement_is_permanent_and_leaves_nothing(database: Database) -> None:
    await database.write(saying("a"))

    async def half(connection: AsyncConnection) -> None:
        await saying("new")(connection)
        await saying("a")(connection)

    with pytest.raises(StorageFault):
        await database.write(half)
    assert await words(database) == {"a"}


async def test_a_statement_that_the_database_does_not_know_is_permanent(database: Database) -> None:
    with pytest.raises(StorageFault):
        await database.write(lambda connection: connection.execute(text("insert into nowhere values (1)")))


async def test_while_another_program_writes_it_is_busy_and_later_it_works(path: Path, database: Database) -> None:
    await database.write(saying("before"))
    other = holding_the_lock(path)
    with pytest.raises(StorageBusy):
        await database.write(saying("refused"))
    other.execute("rollback")
    await database.write(saying("after"))
    assert await words(database) == {"before", "after"}


async def test_a_short_lock_is_waited_for(path: Path, database: Database) -> None:
    await database.write(saying("first"))
    other = holding_the_lock(path)
    writing = asyncio.create_task(database.write(saying("patient")))
    await asyncio.sleep(0.3)
    other.execute("rollback")
    assert await writing == "PATIENT"


async def test_a_transaction_that_cannot_begin_does_not_end_the_writing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_off, failures = OneHopConnection.put_off, [sqlite3.OperationalError("disk I/O error")]

    def fails_once(connection: OneHopConnection, statement: Statement) -> None:
        if failures:
            raise failures.pop()
        put_off(connection, statement)

    await database.write(saying("before"))
    await asyncio.sleep(0.05)
    monkeypatch.setattr(OneHopConnection, "put_off", fails_once)
    await database.write(saying("while"))
    await asyncio.sleep(0.05)
    async with asyncio.timeout(5):
        await database.write(saying("after"))
    assert not failures and await words(database) == {"before", "while", "after"}


async def test_reading_sees_only_what_is_committed_and_does_not_wait(database: Database) -> None:
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def slow(connection: AsyncConnection) -> None:
        await saying("slow")(connection)
        under_way.set()
        await go_on.wait()

    writing = asyncio.create_task(database.write(slow))
    await under_way.wait()
    assert await words(database) == set()
    go_on.set()
    await writing
    assert await words(database) == {"slow"}


async def test_a_failure_while_reading_is_typed(database: Database) -> None:
    with pytest.raises(StorageFault):
        async with database.reading() as connection:
            await connection.execute(text("select * from nowhere"))


async def test_closing_waits_for_the_running_transaction(path: Path) -> None:
    database = at(path)
    under_way = asyncio.Event()

    async def slow(connection: AsyncConnection) -> str:
        under_way.set()
        await asyncio.sleep(0.2)
        answer: str = await saying("kept")(connection)
        return answer

    writing = asyncio.create_task(database.write(slow))
    await under_way.wait()
    await database.close()
    assert await writing == "KEPT"
    assert sqlite3.connect(path).execute("select said from word").fetchall() == [("kept",)]


async def test_closing_does_not_wait_for_ever_and_what_was_under_way_is_refused(path: Path) -> None:
    database = at(path)
    under_way = asyncio.Event()

    async def hanging(connection: AsyncConnection) -> None:
        await saying("lost")(connection)
        under_way.set()
        await asyncio.Event().wait()

    writing = asyncio.create_task(database.write(hanging))
    await under_way.wait()
    began = asyncio.get_running_loop().time()
    await database.close(patience_seconds=0.1)
    assert asyncio.get_running_loop().time() - began < 2
    with pytest.raises(StorageBusy):
        await writing
    assert sqlite3.connect(path).execute("select said from word").fetchall() == []


async def test_what_waits_when_it_closes_is_refused_as_busy(path: Path) -> None:
    database = at(path)
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_connection: AsyncConnection) -> None:
        under_way.set()
        await go_on.wait()

    first = asyncio.create_task(database.write(slow))
    await under_way.wait()
    second = asyncio.create_task(database.write(saying("too late")))
    await asyncio.sleep(0)
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    go_on.set()
    await closing
    await first
    with pytest.raises(StorageBusy):
        await second


async def test_after_closing_a_write_is_refused_and_nothing_is_left_running(path: Path) -> None:
    database = at(path)
    await database.write(saying("a"))
    await database.close()
    with pytest.raises(StorageBusy):
        await database.write(saying("b"))
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_caller_that_gives_up_does_not_stop_the_write(database: Database) -> None:
    writing = asyncio.create_task(database.write(saying("kept")))
    await asyncio.sleep(0)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    await database.write(saying("next"))
    assert await words(database) == {"kept", "next"}
