"""Statements of SQLAlchemy that are compiled once, for the way that every update takes.

Executing a statement of Core costs more than SQLite needs for it. Here Core says once how a statement is written
and how its values are bound; after that the driver of the open connection gets it directly, within the same
transaction. On another database than SQLite, Core executes it.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ClauseElement, Executable, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.sql.dml import UpdateBase

from storage.connection import AsyncConnection
from storage.one_hop import CAN_SHARE, CLOSED, OneHopConnection, Remembered, RememberedElsewhere, Statement

Row = Mapping[str, Any]
_Bind = Callable[[Any], Any] | None

_compiled: dict[tuple[Executable, tuple[str, ...]], "_Compiled"] = {}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The text of a statement and, in their order, the names of its values and how each is bound."""

    sql: str
    values: tuple[tuple[str, _Bind], ...]

    def bound(self, row: Row) -> tuple[Any, ...]:
        return tuple([row[name] if bind is None else bind(row[name]) for name, bind in self.values])


class Question(NamedTuple):
    """A statement with its values; what it selects are numbers, texts and bytes, which every driver tells alike."""

    statement: Executable
    values: Row


async def ask(connection: AsyncConnection, *questions: Question) -> list[Sequence[Any]]:
    """The rows (tuples) of each question. With SQLite all of them are one trip to the driver's thread.

    Raises SQLAlchemy's errors.
    """
    driver = _driver_of(connection)
    if not questions:
        return []
    if driver is None:
        return [(await connection.execute(one.statement, dict(one.values))).all() for one in questions]
    statements = [_stated(connection.dialect, one) for one in questions]
    try:
        return [answer.rows for answer in await driver.ask(*statements)]
    except sqlite3.Error as failure:
        raise _as_sqlalchemys(failure) from None


def remember_rows(connection: AsyncConnection, question: Question, rows: Iterable[tuple[Any, ...]]) -> bool:
    """Go on as if `question` was answered with `rows` in the open transaction; False where it has to be asked.

    With SQLite the next statement that is executed, or the commit, asks it first, and raises RememberedWrongly when the
    answer is another one.
    """
    driver = _driver_of(connection)
    if driver is None:
        return False
    driver.put_off(Remembered.of(_stated(connection.dialect, question), rows))
    return True


def remember_rows_of(
    other: AsyncConnection, connection: AsyncConnection, question: Question, rows: Iterable[tuple[Any, ...]]
) -> bool:
    """As `remember_rows` in the open transaction of `connection`, for a question to the database of `other`."""
    asked, driver = _driver_of(other), _driver_of(connection)
    if asked is None or driver is None or not CAN_SHARE:
        return False
    remembered = RememberedElsewhere.of(_stated(other.dialect, question), rows)
    remembered.other = asked
    driver.put_off(remembered)
    return True


async def write_rows(connection: AsyncConnection, statement: UpdateBase, rows: Sequence[Row]) -> None:
    """Do `statement` for each of `rows`, all with the same names, in the open transaction.

    With SQLite it is done with the next statement that is executed, or with the commit, which raises its errors.
    """
    driver = _driver_of(connection)
    if driver is None:
        await connection.execute(statement, list(rows))
        return
    compiled = _compiled_for(connection.dialect, statement, rows[0])
    driver.put_off(Statement(compiled.sql, [compiled.bound(row) for row in rows], many=True))


async def commit_now(connection: AsyncConnection) -> bool:
    """With SQLite: do what waits, and commit it. Otherwise False: the end of SQLAlchemy's transaction commits it.

    Nothing of the transaction is left to be done when SQLAlchemy ends it. Raises SQLAlchemy's errors.
    """
    driver = _driver_of(connection)
    if driver is None:
        return False
    try:
        await driver.commit()
    except sqlite3.Error as failure:
        raise _as_sqlalchemys(failure) from None
    return True


def filled_up(values: Sequence[Any]) -> list[Any]:
    """The values, the last one repeated until there are 1, 2, 4, 8 …: so there are few statements to compile.

    Raises IndexError without any value: who looks for nothing need not ask.
    """
    if not values:
        raise IndexError
    wanted = 1 << (len(values) - 1).bit_length()
    return [*values, *[values[-1]] * (wanted - len(values))]


def numbered(prefix: str, values: Sequence[Any]) -> dict[str, Any]:
    """The values under the names that `places` gives to as many of them."""
    return {f"{prefix}_{place}": value for place, value in enumerate(values)}


def places(prefix: str, count: int) -> list[BindParameter[Any]]:
    return [bindparam(f"{prefix}_{place}") for place in range(count)]


def _driver_of(connection: AsyncConnection) -> OneHopConnection | None:
    raw = connection.sync_connection
    driver = None if raw is None else raw.connection.driver_connection
    return driver if isinstance(driver, OneHopConnection) else None


def _stated(dialect: Dialect, question: Question) -> Statement:
    compiled = _compiled_for(dialect, question.statement, question.values)
    return Statement(compiled.sql, compiled.bound(question.values))


def _compiled_for(dialect: Dialect, statement: Executable, row: Row) -> _Compiled:
    known = _compiled.get((statement, tuple(row)))
    if known is None:
        known = _compiled[(statement, tuple(row))] = _compile(dialect, statement, list(row))
    return known


def _compile(dialect: Dialect, statement: Any, names: list[str]) -> _Compiled:
    element: ClauseElement = statement
    compiled: Any = element.compile(dialect=dialect, column_keys=names)
    binds = compiled._bind_processors
    return _Compiled(str(compiled), tuple((name, binds.get(name)) for name in compiled.positiontup or ()))


def _as_sqlalchemys(failure: sqlite3.Error) -> DatabaseError:
    kind = OperationalError if isinstance(failure, sqlite3.OperationalError) else DatabaseError
    return kind("", None, failure, hide_parameters=True, connection_invalidated=str(failure) == CLOSED)
