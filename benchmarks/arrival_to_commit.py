"""How long a person's tap waits until it is stored, at 30 a second, against plain sqlite3 doing the same statements."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.figure import Figure
from benchmarks.in_process_request import InProcessRequest
from benchmarks.phones import Json, Phones
from benchmarks.program import plan_for
from bot.app import MeldmaatjeProgram, running_program
from storage.locations import database_path_of, keys_url_of

NAME = "arrival to commit at 30 updates/s"
PER_SECOND = 30
CHATS = 16
UPDATES = 150
ROUNDS = 5
_SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY")


@dataclass(frozen=True)
class _Statement:
    """One statement as the driver got it. `in_keys`: it went to the key store."""

    in_keys: bool
    sql: str
    parameters: Any
    many: bool


@dataclass
class _Recorder:
    """Every statement that is executed, in the transactions in which updates were stored."""

    stored: list[list[_Statement]] = field(default_factory=list)
    _running: list[_Statement] = field(default_factory=list)

    def hear(self, connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, many: bool) -> None:
        in_keys = "keys" in Path(connection.engine.url.database).name
        if sql.startswith("BEGIN IMMEDIATE"):
            self._running = []
        self._running.append(_Statement(in_keys, sql, parameters, many))

    def committed(self, connection: Any) -> None:
        in_keys = "keys" in Path(connection.engine.url.database).name
        self._running.append(_Statement(in_keys, "COMMIT", (), many=False))
        if not in_keys and any("INSERT INTO handled_update" in one.sql for one in self._running):
            self.stored.append(self._running)


@contextmanager
def _recording() -> Iterator[_Recorder]:
    recorder = _Recorder()
    event.listen(Engine, "before_cursor_execute", recorder.hear)
    event.listen(Engine, "commit", recorder.committed)
    try:
        yield recorder
    finally:
        event.remove(Engine, "before_cursor_execute", recorder.hear)
        event.remove(Engine, "commit", recorder.committed)


@dataclass
class _Taps:
    """When each tap was made and when it was answered, which is done right after the commit; in seconds."""

    made: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)

    def noticed(self, method: str, parameters: Json) -> None:
        if method == "answerCallbackQuery":
            self.answered[str(parameters["callback_query_id"])] = asyncio.get_running_loop().time()

    def waits(self) -> list[float]:
        return [self.answered[tap] - made for tap, made in self.made.items()]


async def measure(folder: Path, updates: int = UPDATES, rounds: int = ROUNDS) -> list[Figure]:
    """Half of all waits, and 99 of 100, in milliseconds; medians over the rounds."""
    ours: list[list[float]] = []
    plain: list[list[float]] = []
    async with _program(folder) as (program, phones, taps):
        for number in range(rounds):
            copy = folder / f"copy_{number}"
            mine, statements = await _our_waits(program, phones, taps, number, updates, copy)
            ours.append(mine)
            plain.append(await _plain_waits(copy, statements))
    known = {50: "2.2-2.4", 99: "2.0-2.5"}
    target = {50: "<= 3", 99: "<= 4"}
    return [_figure(f"{NAME}, p{rank} (ms)", rank, ours, plain, target[rank], known[rank]) for rank in (50, 99)]


def _figure(name: str, rank: int, ours: list[list[float]], plain: list[list[float]], target: str, known: str) -> Figure:
    mine, theirs = (1000 * median(_percentile(waits, rank) for waits in each) for each in (ours, plain))
    return Figure(name, mine, theirs, mine / theirs, target, known)


def _percentile(waits: list[float], rank: int) -> float:
    return quantiles(waits, n=100, method="inclusive")[rank - 1]


@asynccontextmanager
async def _program(folder: Path) -> AsyncIterator[tuple[MeldmaatjeProgram, Phones, _Taps]]:
    taps = _Taps()
    phones = Phones(noticed=taps.noticed)
    plan = plan_for(folder / "arrival.sqlite3", transport=lambda: InProcessRequest(phones))
    async with running_program(plan) as program:
        yield program, phones, taps


async def _our_waits(
    program: MeldmaatjeProgram, phones: Phones, taps: _Taps, number: int, updates: int, copy: Path
) -> tuple[list[float], list[list[_Statement]]]:
    """The waits of one round, and what was executed for them; `copy` gets the databases as they were before."""
    chats = [1_000_000 * (number + 1) + chat for chat in range(min(CHATS, updates))]
    phones.begin(chats)
    await phones.all_asked()
    await _settled(program)
    _copy_databases(program, copy)
    taps.made.clear()
    loop = asyncio.get_running_loop()
    start = loop.time()
    with _recording() as recorder:
        for tap in range(updates):
            await asyncio.sleep(max(0.0, start + tap / PER_SECOND - loop.time()))
            while not phones.can_tap(chats[tap % len(chats)]):
                await asyncio.sleep(0.001)
            taps.made[phones.tap_alone(chats[tap % len(chats)])] = loop.time()
        await _settled(program)
    return taps.waits(), recorder.stored


async def _settled(program: MeldmaatjeProgram) -> None:
    await asyncio.sleep(0.3)
    while not program.delivery.is_idle:
        await asyncio.sleep(0.01)


def _copy_databases(program: MeldmaatjeProgram, copy: Path) -> None:
    url = program.archive.database.engine.url.render_as_string()
    copy.mkdir()
    for name, source in (("data", url), ("keys", keys_url_of(url))):
        with (
            closing(sqlite3.connect(database_path_of(source))) as original,
            closing(sqlite3.connect(copy / name)) as written,
        ):
            original.backup(written)


async def _plain_waits(copy: Path, stored: list[list[_Statement]]) -> list[float]:
    """The same statements at the same pace on plain connections with the same settings."""
    loop = asyncio.get_running_loop()
    waits = []
    with closing(_connected(copy / "data")) as data, closing(_connected(copy / "keys")) as keys:
        start = loop.time()
        for number, statements in enumerate(stored):
            await asyncio.sleep(max(0.0, start + number / PER_SECOND - loop.time()))
            began = loop.time()
            for statement in statements:
                _execute(keys if statement.in_keys else data, statement)
            waits.append(loop.time() - began)
    shutil.rmtree(copy)
    return waits


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


def _execute(connection: sqlite3.Connection, statement: _Statement) -> None:
    if statement.in_keys and statement.sql.startswith("INSERT") and not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    if statement.many:
        connection.executemany(statement.sql, statement.parameters)
    elif statement.sql != "COMMIT" or connection.in_transaction:
        connection.execute(statement.sql, statement.parameters).fetchall()
