"""aiosqlite with one trip to its thread for each statement.

aiosqlite works in a thread of its own and makes a trip there for each step: for the cursor, the statement, its
rows and the closing. For a small transaction those trips cost more than SQLite does. Here a statement is one trip.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

Step = Callable[[sqlite3.Cursor, str, Any], Any]


def make_sqlite_engine(url: str, **options: Any) -> AsyncEngine:
    """An engine for a `sqlite+aiosqlite` URL of a file; `options` as for SQLAlchemy's own."""
    database = make_url(url).database
    if not database:
        raise ValueError("not a database in a file")
    return create_async_engine(url, async_creator=_connector(database), **options)


def _connector(database: str) -> Callable[[], Awaitable[aiosqlite.Connection]]:
    async def connect() -> aiosqlite.Connection:
        connection = OneHopConnection(partial(sqlite3.connect, database), iter_chunk_size=64)
        # A thread that outlives the program would keep it from ending.
        connection._thread.daemon = True
        return await connection

    return connect


class OneHopConnection(aiosqlite.Connection):
    """A connection whose cursors do a whole statement at once."""

    def cursor(self) -> "OneHopCursor":  # type: ignore[override]  # the few steps that SQLAlchemy takes
        return OneHopCursor(self)


class OneHopCursor:
    """What SQLAlchemy needs of a cursor: the rows are there when the statement is done."""

    def __init__(self, connection: OneHopConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneHopCursor":
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> "OneHopCursor":
        await self._in_thread(sqlite3.Cursor.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> "OneHopCursor":
        await self._in_thread(sqlite3.Cursor.executemany, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open: SQLite's own cursor was closed when its rows were read."""

    async def _in_thread(self, step: Step, sql: str, parameters: Any) -> None:
        await self._connection._execute(self._do, step, sql, parameters)  # type: ignore[no-untyped-call]

    def _do(self, step: Step, sql: str, parameters: Any) -> None:
        """Runs in the thread of the connection."""
        cursor = self._connection._conn.cursor()
        try:
            step(cursor, sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()
