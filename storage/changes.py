"""What one transaction will write: collected first, then written with as few statements as possible.

The changes of one table keep their order; between tables no order is promised (there are no foreign keys).
"""

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, update
from sqlalchemy.sql.dml import UpdateBase

from storage.connection import AsyncConnection
from storage.prepared import write_rows

Row = Mapping[str, Any]


class Changes:
    """Rows to insert, change and remove."""

    def __init__(self) -> None:
        self._by_table: dict[Table, list[tuple[UpdateBase, dict[str, Any]]]] = {}

    def insert(self, table: Table, row: Row) -> None:
        self._add(table, _insertion(table), dict(row))

    def update(self, table: Table, which: Row, values: Row) -> None:
        """Set `values` in the rows whose columns equal `which`."""
        statement = _change(table, tuple(which), tuple(values))
        self._add(table, statement, {**_named("which", which), **_named("new", values)})

    def delete(self, table: Table, which: Row) -> None:
        """Remove the rows whose columns equal `which`."""
        self._add(table, _removal(table, tuple(which)), _named("which", which))

    async def flush(self, connection: AsyncConnection) -> None:
        """Write all that was collected into the open transaction of `connection`."""
        by_table, self._by_table = self._by_table, {}
        for changes in by_table.values():
            for statement, group in groupby(changes, key=lambda change: change[0]):
                await write_rows(connection, statement, [parameters for _, parameters in group])

    def _add(self, table: Table, statement: UpdateBase, parameters: dict[str, Any]) -> None:
        self._by_table.setdefault(table, []).append((statement, parameters))


def _named(prefix: str, values: Row) -> dict[str, Any]:
    return {f"{prefix}_{name}": value for name, value in values.items()}


@cache
def _insertion(table: Table) -> UpdateBase:
    return insert(table)


@cache
def _change(table: Table, which: tuple[str, ...], values: tuple[str, ...]) -> UpdateBase:
    conditions = [table.c[name] == bindparam(f"which_{name}") for name in which]
    return update(table).where(*conditions).values({name: bindparam(f"new_{name}") for name in values})


@cache
def _removal(table: Table, which: tuple[str, ...]) -> UpdateBase:
    return delete(table).where(*[table.c[name] == bindparam(f"which_{name}") for name in which])
