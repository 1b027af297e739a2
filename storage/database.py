"""The database and its one writer.

Whoever wants something written hands the writer a job; all jobs that wait are done in one transaction, and
each gets its answer only when that transaction is committed and synced. A job must be able to run again:
when a transaction fails with several jobs in it, each is tried once more in a transaction of its own, so
that one bad job spoils no other.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from sqlite3 import SQLITE_ERROR
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InvalidRequestError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from storage.connection import AsyncConnection, AsyncEngine, create_async_engine
from storage.errors import StorageBusy, StorageFault
from storage.one_hop import Statement, make_sqlite_engine
from storage.prepared import commit_now

log = logging.getLogger("meldmaatje.database")

BUSY_MILLISECONDS = 1500

_TURNS_OF_OTHERS = 4
"""Turns of the loop until whoever got an answer has gone on with it."""

Job = Callable[[AsyncConnection], Awaitable[Any]]


def make_engine(url: str) -> AsyncEngine:
    """An engine whose statements and parameters never reach a log or an error text."""
    options: dict[str, Any] = {"hide_parameters": True, "pool_size": 4, "max_overflow": 0}
    if make_url(url).get_backend_name() != "sqlite":
        return create_async_engine(url, **options)
    engine = make_sqlite_engine(url, **options)
    _prepare_sqlite(engine)
    return engine


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def take_the_write_lock(connection: Any) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") == "AUTOCOMMIT":
            return
        mode = "" if options.get("only_reads") else " IMMEDIATE"
        connection.connection.driver_connection.put_off(Statement(f"BEGIN{mode}"))


@dataclass
class _Waiting:
    """A job that somebody wants done; it is done also when nobody waits for its answer any more."""

    job: Job
    answer: asyncio.Future[Any]
    is_answered: bool = False

    def tell(self, result: Any) -> None:
        self.is_answered = True
        if not self.answer.done():
            self.answer.set_result(result)

    def refuse(self, failure: Exception) -> None:
        self.is_answered = True
        if not self.answer.done():
            self.answer.set_exception(_typed(failure))


class Database:
    """One database: `write` for the single writer, `reading` for a look at what is committed."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._connection: AsyncConnection | None = None
        self._next_transaction: AsyncExitStack | None = None
        self._waiting: list[_Waiting] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closing = False
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self.transactions = 0

    @classmethod
    def at(cls, url: str) -> "Database":
        return cls(make_engine(url))

    async def close(self, patience_seconds: float = 3.0) -> None:
        """Wait for the transaction that is running, refuse what waits, and let go of the connections."""
        self._closing = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._at_rest.wait(), patience_seconds)
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        for waiting in self._waiting:
            waiting.refuse(StorageBusy())
        self._waiting.clear()
        self._next_transaction = None
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
        await self.engine.dispose()

    async def write(self, job: Job) -> Any:
        """What `job` answered, once its transaction is committed.

        Raises StorageBusy when the database cannot be written now (try again), StorageFault when it refuses
        this job; what the job itself raises passes through. Nothing of the job is kept then.
        """
        if self._closing:
            raise StorageBusy
        if self._task is None:
            self._task = asyncio.create_task(self._write_for_ever())
        waiting = _Waiting(job, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._wake.set()
        return await waiting.answer

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection on what is committed at this moment; it never waits for the writer.

        Raises StorageBusy and StorageFault as `write` does.
        """
        try:
            async with self.engine.connect() as plain:
                connection = await plain.execution_options(only_reads=True)
                yield connection
        except (DBAPIError, NoConnectionFree) as failure:
            raise _typed(failure) from None

    async def _write_for_ever(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._closing:
                continue
            group, self._waiting = self._waiting, []
            group = [waiting for waiting in group if not waiting.is_answered]
            if group:
                self._at_rest.clear()
                await self._write_group(group)
                self._at_rest.set()
                await self._begin_the_next()

    async def _write_group(self, group: list[_Waiting]) -> None:
        try:
            await self._transact(group)
        except asyncio.CancelledError:
            for waiting in group:
                waiting.refuse(StorageBusy())
            raise
        except Exception as failure:
            # What was answered is committed: it is never done again.
            group = [waiting for waiting in group if not waiting.is_answered]
            if len(group) == 1:
                group[0].refuse(failure)
                return
            for waiting in group:
                await self._write_group([waiting])

    async def _transact(self, group: list[_Waiting]) -> None:
        try:
            connection = self._connection = self._connection or await self.engine.connect()
            async with await self._transaction(connection):
                answers = [await waiting.job(connection) for waiting in group]
                is_committed = await commit_now(connection)
                if is_committed:
                    await self._answer(group, answers)
        except DBAPIError as failure:
            if failure.connection_invalidated or isinstance(_typed(failure), StorageFault):
                await self._drop_connection()
            raise
        if not is_committed:
            await self._answer(group, answers)

    async def _answer(self, group: list[_Waiting], answers: list[Any]) -> None:
        """What was asked is committed. Those who asked go on before SQLAlchemy ends its transaction and begins anew."""
        self.transactions += 1
        for waiting, answer in zip(group, answers, strict=True):
            waiting.tell(answer)
        for _ in range(_TURNS_OF_OTHERS):
            await asyncio.sleep(0)

    async def _transaction(self, connection: AsyncConnection) -> AsyncExitStack:
        """A transaction that ends with the block of what is answered here."""
        begun, self._next_transaction = self._next_transaction, None
        if begun is None:
            begun = AsyncExitStack()
            await begun.enter_async_context(connection.begin())
        return begun

    async def _begin_the_next(self) -> None:
        """Do while nothing waits what SQLAlchemy does to begin. The database hears BEGIN with the first statement."""
        if self._connection is None or self._waiting or self._closing:
            return
        try:
            self._next_transaction = await self._transaction(self._connection)
        except Exception as failure:
            # The writer goes on, whatever that was: without it nothing is ever stored again.
            log.warning("transaction-not-begun %s", type(failure))
            await self._drop_connection()

    async def _drop_connection(self) -> None:
        self._next_transaction = None
        connection, self._connection = self._connection, None
        if connection is not None:
            # What cannot even be closed is let go of all the same.
            with suppress(DBAPIError, InvalidRequestError):
                await connection.invalidate()
                await connection.close()


def _typed(failure: Exception) -> Exception:
    """The database's own errors as ours; a statement that it does not understand stays wrong when repeated."""
    if isinstance(failure, OperationalError) and getattr(failure.orig, "sqlite_errorcode", None) != SQLITE_ERROR:
        return StorageBusy()
    if isinstance(failure, NoConnectionFree):
        return StorageBusy()
    return StorageFault() if isinstance(failure, DBAPIError) else failure
