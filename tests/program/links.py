"""Whether anything in the database leads from a chat to a case: over any value that two rows share."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

_SHORTEST_ID = 8
_SMALLEST_INSTANT = 10**12
_OF_EVERYBODY = ("source",)
"""Columns whose value is the same for all: they tell nobody from another."""

Value = bytes | int


@dataclass(frozen=True)
class Row:
    table: str
    place: int
    values: frozenset[Value]
    case_number: int | None


def rows_of(*files: Path) -> list[Row]:
    """Every row of every table, with the values by which it could be tied to another."""
    found: list[Row] = []
    for file in files:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
            for place, row in enumerate(connection.execute(f'SELECT * FROM "{table}"')):
                found.append(Row(table, place, _ties_of(row), _case_of(table, row)))
        connection.close()
    return found


def _ties_of(row: sqlite3.Row) -> frozenset[Value]:
    named = {name: value for name, value in dict(row).items() if name not in _OF_EVERYBODY}
    return frozenset(value for name, value in named.items() if not name.startswith("sealed") and _ties(value))


def _ties(value: object) -> bool:
    if isinstance(value, bytes):
        return len(value) >= _SHORTEST_ID
    return isinstance(value, int) and value >= _SMALLEST_INSTANT


def _case_of(table: str, row: sqlite3.Row) -> int | None:
    named = dict(row)
    number: int | None = named.get("number") if table == "case_file" else named.get("case_number")
    return number


def cases_led_to(rows: list[Row], start: bytes, steps: int = 6) -> dict[int, list[str]]:
    """The cases that can be reached from a value such as a chat's hash, and over which tables."""
    by_value: defaultdict[Value, list[Row]] = defaultdict(list)
    for row in rows:
        for value in row.values:
            by_value[value].append(row)
    seen: set[Value] = {start}
    led: dict[int, list[str]] = {}
    edge: list[tuple[Value, list[str]]] = [(start, [])]
    for _ in range(steps):
        following: list[tuple[Value, list[str]]] = []
        for value, way in edge:
            for row in by_value[value]:
                over = [*way, row.table]
                if row.case_number is not None:
                    led.setdefault(row.case_number, over)
                following += [(other, over) for other in row.values - seen]
                seen |= row.values
        edge = following
    return led
