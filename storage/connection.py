"""SQLAlchemy's engine and connection for asyncio, without its ORM.

`sqlalchemy.ext.asyncio` imports the whole ORM, which nobody here needs and which costs a bot that rests 6 MB. What
that package does for Core is little: it runs the plain engine in a greenlet, in which the driver may await. The
names and promises are those of `sqlalchemy.ext.asyncio`; what is not here is not needed.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar, TypeVarTuple, overload

from sqlalchemy import URL, Connection, CursorResult, Engine, Executable, create_engine
from sqlalchemy.exc import ArgumentError
from sqlalchemy.util import greenlet_spawn

if TYPE_CHECKING:
    from sqlalchemy import PoolProxiedConnection
    from sqlalchemy.engine import Dialect
    from sqlalchemy.engine.base import Transaction
    from sqlalchemy.sql.selectable import TypedReturnsRows

_Answer = TypeVar("_Answer")
_Arguments = ParamSpec("_Arguments")
_Columns = TypeVarTuple("_Columns")


def create_async_engine(
    url: str | URL, *, async_creator: Callable[[], Awaitable[Any]] | None = None, **options: Any
) -> "AsyncEngine":
    """An engine for a URL that names an asyncio driver; `options` as for `create_engine`.

    `async_creator` gives a new connection of the driver. Raises ArgumentError for a driver that blocks.
    """
    if async_creator is not None:
        # The engine is made by then: SQLAlchemy connects when somebody asks for a connection.
        options["creator"] = lambda: _driver_of(engine).connect(async_creator_fn=async_creator)
    engine: Engine = create_engine(url, **options)
    if not engine.dialect.is_async:
        raise ArgumentError(f"{engine.dialect.driver} is no driver for asyncio")
    return AsyncEngine(engine)


def _driver_of(engine: Engine) -> Any:
    return engine.dialect.dbapi


class AsyncEngine:
    """Gives connections; `sync_engine` is the engine itself, for its events."""

    def __init__(self, sync_engine: Engine) -> None:
        self.sync_engine = sync_engine

    @property
    def dialect(self) -> "Dialect":
        return self.sync_engine.dialect

    @property
    def url(self) -> URL:
        return self.sync_engine.url

    def connect(self) -> "AsyncConnection":
        """A connection; it is open once it is awaited, or within `async with`."""
        return AsyncConnection(self)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator["AsyncConnection"]:
        """A connection with a transaction, committed at the end of the block."""
        async with self.connect() as connection, connection.begin():
            yield connection

    async def dispose(self) -> None:
        """Let go of the connections that are not in use."""
        await greenlet_spawn(self.sync_engine.dispose)


class AsyncConnection:
    """One connection; `sync_connection` is the connection itself, None until this one is open."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.sync_connection: Connection | None = None

    def __await__(self) -> Generator[Any, None, Self]:
        return self._open().__await__()

    async def _open(self) -> Self:
        self.sync_connection = await greenlet_spawn(self.engine.sync_engine.connect)
        return self

    async def __aenter__(self) -> Self:
        return await self._open()

    async def __aexit__(self, *_failure: object) -> None:
        await _to_its_end(self.close())

    @property
    def dialect(self) -> "Dialect":
        return self._opened.dialect

    @property
    def _opened(self) -> Connection:
        if self.sync_connection is None:
            raise RuntimeError("the connection is not open yet")
        return self.sync_connection

    def begin(self) -> "AsyncTransaction":
        """A transaction, for `async with`: committed at the end of the block, rolled back when that fails."""
        return AsyncTransaction(self._opened)

    @overload
    async def execute(
        self, statement: "TypedReturnsRows[*_Columns]", parameters: Any = None
    ) -> CursorResult[*_Columns]: ...

    @overload
    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]: ...

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """The answer with all its rows; `parameters` of one row, or a list of many."""
        return await greenlet_spawn(self._opened.execute, statement, parameters)

    @overload
    async def scalar(self, statement: "TypedReturnsRows[_Answer]", parameters: Any = None) -> _Answer | None: ...

    @overload
    async def scalar(self, statement: Executable, parameters: Any = None) -> Any: ...

    async def scalar(self, statement: Executable, parameters: Any = None) -> Any:
        """The first column of the first row; None when there is no row."""
        return await greenlet_spawn(self._opened.scalar, statement, parameters)

    async def exec_driver_sql(self, statement: str) -> CursorResult[*tuple[Any, ...]]:
        """The answer to SQL in the words of the database."""
        return await greenlet_spawn(self._opened.exec_driver_sql, statement)

    async def execution_options(self, **options: Any) -> Self:
        """This connection, with options for all that it does from now on."""
        await greenlet_spawn(self._opened.execution_options, **options)
        return self

    async def run_sync(
        self,
        work: Callable[Concatenate[Connection, _Arguments], _Answer],
        *arguments: _Arguments.args,
        **named: _Arguments.kwargs,
    ) -> _Answer:
        """What `work` answers, which gets the connection itself and may use it as if nothing had to be awaited."""
        return await greenlet_spawn(partial(work, self._opened, *arguments, **named))

    async def get_raw_connection(self) -> "PoolProxiedConnection":
        return await greenlet_spawn(getattr, self._opened, "connection")

    async def rollback(self) -> None:
        """Forget the transaction that is open, if any."""
        await greenlet_spawn(self._opened.rollback)

    async def invalidate(self) -> None:
        """The driver's connection is of no use any more and is not used again."""
        await greenlet_spawn(self._opened.invalidate)

    async def close(self) -> None:
        await greenlet_spawn(self._opened.close)


class AsyncTransaction:
    """A transaction on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._transaction: Transaction | None = None

    async def __aenter__(self) -> Self:
        self._transaction = await greenlet_spawn(self._connection.begin)
        await greenlet_spawn(self._transaction.__enter__)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._transaction is not None:
            await greenlet_spawn(self._transaction.__exit__, kind, failure, trace)


async def _to_its_end(work: Awaitable[None]) -> None:
    """Wait for `work` even when this task is cancelled meanwhile: a connection given back halfway is lost."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while True:
        try:
            await asyncio.shield(task)
            break
        except asyncio.CancelledError as cancelling:
            cancelled = cancelling
            if task.done():
                break
    if cancelled is not None:
        raise cancelled
