"""How long a person's tap waits until it is stored, at 30 a second, against plain sqlite3 doing the same statements.

Ours begins when the tap reaches the program, as the bytes of the answer to its getUpdates; where the program was not
asking at that moment, when the tap is made, for then it is the program that is waited for. What the Bot API of the
benchmark does to make that answer is not the program's. It ends when the intake knows that it is committed and synced;
the answer to the tap follows and is not counted. The reference begins with the first statement and ends when COMMIT
returns.
"""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from unittest.mock import patch

from telegram.request import RequestData

from benchmarks.figure import Figure
from benchmarks.in_process_request import InProcessRequest
from benchmarks.phones import Phones
from benchmarks.program import plan_for
from bot.aftermath import Aftermath
from bot.app import running_program
from bot.batch import Batch
from bot.program import MeldmaatjeProgram
from storage.locations import database_path_of, keys_url_of
from storage.one_hop import Answer, OneHopConnection, RememberedElsewhere, Statement

NAME = "arrival to commit at 30 updates/s"
PER_SECOND = 30
CHATS = 16
UPDATES = 150
ROUNDS = 5
_SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY")


@dataclass(frozen=True)
class _Heard:
    """One statement as SQLite got it. `in_keys`: it went to the key store."""

    in_keys: bool
    statement: Statement


@dataclass(frozen=True)
class _Trip:
    """What a connection did in one go; without `statements` and without a commit it rolled back."""

    connection: OneHopConnection
    statements: list[Statement]
    commits: bool = False

    @property
    def is_to_keys(self) -> bool:
        return "keys" in Path(self.connection.database).name

    def heard(self) -> list[_Heard]:
        """What is remembered of another database is asked of the key store."""
        said = [*self.statements, Statement("COMMIT")] if self.commits else self.statements
        return [_Heard(self.is_to_keys or isinstance(one, RememberedElsewhere), one) for one in said]


def _stored_in(trips: list[_Trip]) -> list[list[_Heard]]:
    """Every statement that SQLite got, in the transactions in which updates were stored."""
    stored: list[list[_Heard]] = []
    running: list[tuple[OneHopConnection, _Heard]] = []
    for trip in trips:
        connection = trip.connection
        if not trip.statements and not trip.commits:
            running = [(other, one) for other, one in running if other is not connection]
        running.extend((connection, one) for one in trip.heard())
        if trip.commits and not trip.is_to_keys:
            # What the key store was asked meanwhile belongs to it.
            transaction = [one for other, one in running if one.in_keys or other is connection]
            if any("INSERT INTO handled_update" in one.statement.sql for one in transaction):
                stored.append(transaction)
            running = [(other, one) for other, one in running if not one.in_keys and other is not connection]
    return stored


@contextmanager
def _recording() -> Iterator[list[_Trip]]:
    """All trips; what they were is found out afterwards, so that looking on takes no time of those who wait."""
    trips: list[_Trip] = []
    trip, rollback = OneHopConnection.trip, OneHopConnection.rollback

    async def heard(
        connection: OneHopConnection, statements: list[Statement], *, commits: bool = False
    ) -> list[Answer]:
        trips.append(_Trip(connection, statements, commits))
        return await trip(connection, statements, commits=commits)

    async def rolled_back(connection: OneHopConnection) -> None:
        trips.append(_Trip(connection, []))
        await rollback(connection)

    with patch.multiple(OneHopConnection, trip=heard, rollback=rolled_back):
        yield trips


@dataclass
class _Taps:
    """When each tap was made, when the program was given what it asked for, and when what came of a tap was known to be
    committed; in seconds. `waited_for` are the taps that were made while the program was asking."""

    made: dict[str, float] = field(default_factory=dict)
    waited_for: set[str] = field(default_factory=set)
    given: list[tuple[float, bytes]] = field(default_factory=list)
    stored: dict[str, float] = field(default_factory=dict)
    is_asking: bool = False

    def begin(self) -> None:
        """Forget what was before."""
        self.made.clear()
        self.waited_for.clear()
        self.given.clear()

    def make(self, phones: Phones, chat: int) -> None:
        """One phone taps now."""
        was_asking = self.is_asking
        tap = phones.tap_alone(chat)
        self.made[tap] = asyncio.get_running_loop().time()
        if was_asking:
            self.waited_for.add(tap)

    def watch(self, aftermath: Aftermath) -> None:
        """Note the moment in which the intake hands a committed batch on: before anything of it is said."""
        hand_on = aftermath.committed

        def committed(batch: Batch) -> None:
            now = asyncio.get_running_loop().time()
            self.stored.update((toasting.tap, now) for toasting in batch.toasts)
            hand_on(batch)

        aftermath.committed = committed  # type: ignore[method-assign]  # a look at what passes

    def waits(self) -> list[float]:
        arrived = {tap: at for at, answer in reversed(self.given) for tap in _taps_in(answer)}
        begun = {tap: arrived[tap] if tap in self.waited_for else made for tap, made in self.made.items()}
        return [self.stored[tap] - at for tap, at in begun.items()]


def _taps_in(answer: bytes) -> list[str]:
    updates = json.loads(answer)["result"]
    return [update["callback_query"]["id"] for update in updates if "callback_query" in update]


class _WatchedRequest(InProcessRequest):
    """Notes when the program asks for updates, and when it gets them."""

    def __init__(self, phones: Phones, taps: _Taps) -> None:
        super().__init__(phones)
        self._taps = taps

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named: Any
    ) -> tuple[int, bytes]:
        if not url.endswith("/getUpdates"):
            return await super().do_request(url, method, request_data, *timeouts, **named)
        self._taps.is_asking = True
        try:
            status, answer = await super().do_request(url, method, request_data, *timeouts, **named)
        finally:
            self._taps.is_asking = False
        self._taps.given.append((asyncio.get_running_loop().time(), answer))
        return status, answer


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
    phones = Phones()
    plan = plan_for(folder / "arrival.sqlite3", transport=lambda: _WatchedRequest(phones, taps))
    async with running_program(plan) as program:
        taps.watch(program.aftermath)
        yield program, phones, taps


async def _our_waits(
    program: MeldmaatjeProgram, phones: Phones, taps: _Taps, number: int, updates: int, copy: Path
) -> tuple[list[float], list[list[_Heard]]]:
    """The waits of one round, and what was executed for them; `copy` gets the databases as they were before."""
    chats = [1_000_000 * (number + 1) + chat for chat in range(min(CHATS, updates))]
    phones.begin(chats)
    await phones.all_asked()
    await _settled(program)
    _copy_databases(program, copy)
    taps.begin()
    loop = asyncio.get_running_loop()
    start = loop.time()
    with _recording() as trips:
        for tap in range(updates):
            await asyncio.sleep(max(0.0, start + tap / PER_SECOND - loop.time()))
            while not phones.can_tap(chats[tap % len(chats)]):
                await asyncio.sleep(0.001)
            taps.make(phones, chats[tap % len(chats)])
        await _settled(program)
    return taps.waits(), _stored_in(trips)


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


async def _plain_waits(copy: Path, stored: list[list[_Heard]]) -> list[float]:
    """The same statements at the same pace on plain connections with the same settings."""
    loop = asyncio.get_running_loop()
    waits = []
    with closing(_connected(copy / "data")) as data, closing(_connected(copy / "keys")) as keys:
        start = loop.time()
        for number, statements in enumerate(stored):
            await asyncio.sleep(max(0.0, start + number / PER_SECOND - loop.time()))
            began = loop.time()
            for heard in statements:
                _execute(keys if heard.in_keys else data, heard)
            waits.append(loop.time() - began)
    shutil.rmtree(copy)
    return waits


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


def _execute(connection: sqlite3.Connection, heard: _Heard) -> None:
    sql, parameters, many = heard.statement
    if heard.in_keys and sql.startswith("INSERT") and not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    if many:
        connection.executemany(sql, parameters)
    elif sql != "COMMIT" or connection.in_transaction:
        connection.execute(sql, parameters).fetchall()
