"""What waits for the next trip to the driver's thread, and what happens to it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, bindparam, insert, select, text

from storage.connection import AsyncConnection, AsyncEngine
from storage.database import Database, Job, make_engine
from storage.errors import RememberedWrongly, StorageBusy, StorageFault
from storage.one_hop import OneHopConnection, Statement
from storage.prepared import Question, ask, commit_now, filled_up, numbered, places, remember_rows, write_rows

number = Table("number", MetaData(), Column("value", Integer, primary_key=True))
ONE_OF = select(number.c.value).where(number.c.value == bindparam("value"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.sqlite3"
    with sqlite3.connect(path) as plain:
        plain.execute("create table number (value integer primary key)")
    return path


@pytest.fixture
async def engine(path: Path) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(f"sqlite+aiosqlite:///{path}")
    yield engine
    await engine.dispose()


@pytest.fixture
async def database(engine: AsyncEngine) -> AsyncIterator[Database]:
    database = Database(engine)
    yield database
    await database.close()


def kept(path: Path) -> list[int]:
    with sqlite3.connect(path) as plain:
        return [value for (value,) in plain.execute("select value from number order by value")]


def is_locked(path: Path) -> bool:
    other = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        other.execute("begin immediate")
    except sqlite3.OperationalError:
        return True
    finally:
        other.close()
    return False


def writing(*values: int) -> Job:
    async def job(connection: AsyncConnection) -> None:
        await wrote(connection, *values)

    return job


async def wrote(connection: AsyncConnection, *values: int) -> None:
    await write_rows(connection, insert(number), [{"value": value} for value in values])


async def test_what_waits_is_there_for_the_next_statement_and_after_the_commit(path: Path, database: Database) -> None:
    async def job(connection: AsyncConnection) -> list[int]:
        await wrote(connection, 1, 2)
        seen = list((await connection.execute(select(number.c.value))).scalars())
        await wrote(connection, 3)
        return seen

    assert await database.write(job) == [1, 2]
    assert kept(path) == [1, 2, 3]


async def test_several_questions_are_answered_each(database: Database) -> None:
    async def job(connection: AsyncConnection) -> list[list[tuple[int]]]:
        await wrote(connection, 5, 7)
        return [list(rows) for rows in await ask(connection, *(Question(ONE_OF, {"value": one}) for one in (7, 6, 5)))]

    assert await database.write(job) == [[(7,)], [], [(5,)]]


async def test_after_a_rollback_nothing_of_what_waited_is_done(path: Path, database: Database) -> None:
    async def job(connection: AsyncConnection) -> None:
        await wrote(connection, 1)
        raise ValueError("changed my mind")

    with pytest.raises(ValueError, match="mind"):
        await database.write(job)
    await database.write(writing(2))
    assert kept(path) == [2]


async def test_a_statement_that_waited_and_is_refused_fails_the_whole_transaction(
    path: Path, database: Database
) -> None:
    await database.write(writing(1))

    async def job(connection: AsyncConnection) -> None:
        await wrote(connection, 2)
        await wrote(connection, 1)

    with pytest.raises(StorageFault):
        await database.write(job)
    assert kept(path) == [1]
    await database.write(writing(3))
    assert kept(path) == [1, 3]


async def test_a_refused_job_spoils_no_other_that_was_written_with_it(path: Path, database: Database) -> None:
    await database.write(writing(1))
    outcomes = await asyncio.gather(
        *(database.write(writing(value)) for value in (2, 1, 3)),
        return_exceptions=True,
    )
    assert [type(one) for one in outcomes] == [type(None), StorageFault, type(None)]
    assert kept(path) == [1, 2, 3]


async def test_a_question_that_the_database_does_not_know_is_permanent(database: Database) -> None:
    with pytest.raises(StorageFault):
        await database.write(lambda connection: ask(connection, Question(text("select * from nowhere"), {})))


async def test_a_question_while_another_program_writes_is_to_be_asked_again(path: Path, database: Database) -> None:
    await database.write(writing(1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StorageBusy):
        await database.write(lambda connection: ask(connection, Question(ONE_OF, {"value": 1})))
    other.close()
    assert await database.write(lambda connection: ask(connection, Question(ONE_OF, {"value": 1}))) == [[(1,)]]


async def test_between_jobs_the_database_is_not_held(path: Path, database: Database) -> None:
    for value in (1, 2):
        await database.write(writing(value))
        await asyncio.sleep(0.05)
        assert not is_locked(path)


async def test_an_answer_comes_when_other_connections_see_what_was_written(path: Path, database: Database) -> None:
    for value in range(20):
        await database.write(writing(value))
        assert kept(path)[-1] == value


async def test_a_job_that_was_answered_is_not_done_again_when_the_end_of_its_transaction_fails(
    path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(_connection: OneHopConnection) -> None:
        raise sqlite3.OperationalError("late")

    done: list[int] = []

    async def job(connection: AsyncConnection) -> None:
        done.append(1)
        await wrote(connection, len(done))
        await commit_now(connection)
        monkeypatch.setattr(OneHopConnection, "rollback", failing)

    await asyncio.gather(database.write(job), database.write(job))
    monkeypatch.undo()
    await database.write(writing(9))
    assert len(done) == 2
    assert kept(path) == [1, 2, 9]


async def test_a_connection_whose_thread_is_gone_is_replaced(path: Path, database: Database) -> None:
    await database.write(writing(1))

    async def losing(connection: AsyncConnection) -> None:
        driver = (await connection.get_raw_connection()).driver_connection
        assert isinstance(driver, OneHopConnection)
        await driver.close()
        await ask(connection, Question(ONE_OF, {"value": 1}))

    with pytest.raises(StorageBusy):
        await database.write(losing)
    await database.write(writing(2))
    assert kept(path) == [1, 2]


async def test_a_commit_of_nothing_makes_no_trip(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = OneHopConnection(str(path))
    await connection
    await connection.commit()
    connection.put_off(Statement("BEGIN"))
    connection.put_off(Statement("INSERT INTO number VALUES (?)", [(4,), (5,)], many=True))
    assert connection.in_transaction
    await connection.commit()
    assert kept(path) == [4, 5]

    async def no_trip(*_: object, **__: object) -> None:
        raise AssertionError("a trip for nothing")

    monkeypatch.setattr(OneHopConnection, "trip", no_trip)
    await connection.commit()
    await connection.close()


@pytest.mark.parametrize(("count", "asked"), [(1, 1), (2, 2), (3, 4), (5, 8), (100, 128)])
def test_lists_of_values_are_filled_up_with_their_last(count: int, asked: int) -> None:
    values = list(range(count))
    filled = filled_up(values)
    assert len(filled) == asked
    assert filled[:count] == values and set(filled) == set(values)
    assert [place.key for place in places("id", asked)] == list(numbered("id", filled))


def remembering(*values: int, rows: tuple[tuple[int, ...], ...], then: int) -> Job:
    async def job(connection: AsyncConnection) -> None:
        for value in values:
            remember_rows(connection, Question(ONE_OF, {"value": value}), rows)
        await wrote(connection, then)

    return job


async def test_what_is_remembered_rightly_is_gone_on_with(path: Path, database: Database) -> None:
    await database.write(writing(1))
    await database.write(remembering(1, rows=((1,),), then=2))
    await database.write(remembering(9, rows=(), then=3))
    assert kept(path) == [1, 2, 3]


async def test_nothing_that_follows_from_what_is_remembered_wrongly_is_kept(path: Path, database: Database) -> None:
    await database.write(writing(1))
    for wrong in (remembering(1, rows=(), then=2), remembering(9, rows=((9,),), then=2)):
        with pytest.raises(RememberedWrongly):
            await database.write(wrong)
    assert kept(path) == [1] and not is_locked(path)
    await database.write(writing(3))
    assert kept(path) == [1, 3]


async def test_who_remembers_wrongly_spoils_no_other_job(path: Path, database: Database) -> None:
    jobs = (writing(1), remembering(5, rows=((5,),), then=2), writing(3))
    outcomes = await asyncio.gather(*map(database.write, jobs), return_exceptions=True)
    assert [type(one) for one in outcomes] == [type(None), RememberedWrongly, type(None)]
    assert kept(path) == [1, 3]


async def test_what_is_remembered_wrongly_is_found_out_by_the_next_question(database: Database) -> None:
    async def job(connection: AsyncConnection) -> None:
        remember_rows(connection, Question(ONE_OF, {"value": 1}), [(1,)])
        await connection.execute(select(number.c.value))

    with pytest.raises(RememberedWrongly):
        await database.write(job)
