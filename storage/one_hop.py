"""aiosqlite with as few trips to its thread as a transaction allows.

aiosqlite works in a thread of its own and makes a trip there for each step: for the cursor, the statement, its
rows and the closing. For a small transaction those trips cost more than SQLite does. Here a statement is one trip,
and what answers nothing (BEGIN, rows to write) can wait for the next trip of its transaction: that of the next
statement with an answer, or of the commit. SQLite gets everything in the order in which it was said. An error of
what waited is raised by the step that it travelled with, in the same transaction.
"""

import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, Self

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.engine import make_url
from sqlalchemy.util.concurrency import await_

from storage.connection import AsyncEngine, create_async_engine
from storage.errors import RememberedWrongly


class Statement(NamedTuple):
    """What SQLite gets. `many`: `parameters` are rows, and the statement is done for each of them."""

    sql: str
    parameters: Sequence[Any] = ()
    many: bool = False


class Remembered(Statement):
    """A question whose rows are known already, so that nobody waits for the answer: SQLite only confirms them."""

    rows: frozenset[tuple[Any, ...]]

    @classmethod
    def of(cls, question: Statement, rows: Iterable[tuple[Any, ...]]) -> Self:
        """`rows` are what it must answer, in any order."""
        remembered = cls(*question)
        remembered.rows = frozenset(rows)
        return remembered


class RememberedElsewhere(Remembered):
    """As `Remembered`, of another database: what its connection `other` reads is asked in the same trip."""

    other: "OneHopConnection"


class Answer(NamedTuple):
    """What a statement brought, all its rows included."""

    rows: list[Any]
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


_NO_ANSWER = Answer([])
CAN_SHARE = sqlite3.threadsafety == 3
"""Whether SQLite was built so that two threads may use a connection at the same time."""
CLOSED = "Connection closed"
"""The words by which SQLAlchemy knows that a connection is of no use any more."""


def make_sqlite_engine(url: str, **options: Any) -> AsyncEngine:
    """An engine for a `sqlite+aiosqlite` URL of a file; `options` as for SQLAlchemy's own."""
    database = make_url(url).database
    if not database:
        raise ValueError("not a database in a file")
    driver = _Driver(aiosqlite, sqlite3)
    return create_async_engine(url, module=driver, async_creator=_connector(database), **options)


def _connector(database: str) -> Callable[[], Awaitable[aiosqlite.Connection]]:
    async def connect() -> aiosqlite.Connection:
        connection = OneHopConnection(database)
        # A thread that outlives the program would keep it from ending.
        connection._thread.daemon = True
        return await connection

    return connect


class OneHopConnection(aiosqlite.Connection):
    """A connection whose thread gets whole statements, and together with each all that waited for it."""

    def __init__(self, database: str) -> None:
        # Another connection's thread may read here too: see `RememberedElsewhere`.
        super().__init__(partial(sqlite3.connect, database, check_same_thread=not CAN_SHARE), iter_chunk_size=64)
        self.database = database
        self._waiting: list[Statement] = []
        self._is_told = False

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open, or begins with the next trip."""
        return bool(self._waiting) or super().in_transaction

    def put_off(self, statement: Statement) -> None:
        """Let a statement whose answer nobody wants travel with the next one, or with the commit.

        Only for what is within a transaction: a rollback forgets it.
        """
        self._is_told = True
        self._waiting.append(statement)

    async def ask(self, *statements: Statement) -> list[Answer]:
        """Everything that waited, then these statements; the answer of each of these."""
        self._is_told = True
        answers = await self.trip([*self._taken(), *statements])
        return answers[-len(statements) :]

    async def commit(self) -> None:
        """Commit what was said since the last commit or rollback; without any such thing there is no trip."""
        if self._is_told:
            await self.trip(self._taken(), commits=True)
            self._is_told = False

    async def rollback(self) -> None:
        self._waiting.clear()
        await super().rollback()
        self._is_told = False

    async def trip(self, statements: list[Statement], *, commits: bool = False) -> list[Answer]:
        """One trip to the thread: these statements in their order, then the commit; what each of them answers.

        Raises sqlite3's errors, and RememberedWrongly. After one, no later statement is done and nothing is committed.
        """
        if not self._running or self._connection is None:
            raise sqlite3.OperationalError(CLOSED)
        answers: list[Answer] = await self._execute(self._do, statements, commits)  # type: ignore[no-untyped-call]
        return answers

    def _taken(self) -> list[Statement]:
        taken, self._waiting = self._waiting, []
        return taken

    def _do(self, statements: list[Statement], commits: bool) -> list[Answer]:
        """Runs in the thread of the connection."""
        answers = [self._answer(statement) for statement in statements]
        if commits:
            self._conn.commit()
        return answers

    def _answer(self, statement: Statement) -> Answer:
        if not isinstance(statement, RememberedElsewhere):
            return self._executed(statement)
        try:
            return statement.other._executed(statement)
        except (sqlite3.Error, ValueError):
            # Busy, damaged or closed: whoever reads it after this is told which.
            raise RememberedWrongly from None

    def _executed(self, statement: Statement) -> Answer:
        cursor = self._conn.cursor()
        try:
            if statement.many:
                cursor.executemany(statement.sql, statement.parameters)
            else:
                cursor.execute(statement.sql, statement.parameters)
            rows = cursor.fetchall() if cursor.description else []
            if isinstance(statement, Remembered) and statement.rows != frozenset(rows):
                raise RememberedWrongly
            return Answer(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
        finally:
            cursor.close()


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """The rows are there when the statement is done; nothing is left open that would need a closing."""

    __slots__ = ("_answer",)
    _awaitable_cursor_close = False

    def __init__(self, adapted: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapted
        self._connection = adapted._connection
        self._rows = deque()
        self._answer = _NO_ANSWER

    @property
    def description(self) -> Any:
        return self._answer.description

    @property
    def rowcount(self) -> int:
        return self._answer.rowcount

    @property
    def lastrowid(self) -> Any:
        return self._answer.lastrowid

    def execute(self, operation: Any, parameters: Any = None) -> None:
        self._ask(Statement(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        self._ask(Statement(operation, seq_of_parameters, many=True))

    def close(self) -> None:
        self._rows.clear()

    def _ask(self, statement: Statement) -> None:
        connection: Any = self._connection
        try:
            self._answer = await_(connection.ask(statement))[0]
        except Exception as error:
            self._adapt_connection._handle_exception(error)
        self._rows = deque(self._answer.rows)


class _AdaptedConnection(AsyncAdapt_aiosqlite_connection):
    """What SQLAlchemy holds of a connection."""

    __slots__ = ()
    _cursor_cls: Any = _Cursor


class _Driver(AsyncAdapt_aiosqlite_dbapi):
    """SQLAlchemy's aiosqlite, with cursors of ours."""

    def connect(self, *_given: Any, async_creator_fn: Any, **_named: Any) -> AsyncAdapt_aiosqlite_connection:
        return _AdaptedConnection(self, await_(async_creator_fn()))
