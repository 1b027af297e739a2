"""A sweep with 1,000 rows due, among many rows that are not: it must not slow down as a school's years add up."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from benchmarks.figure import Figure, interleaved
from benchmarks.in_process_request import InProcessRequest
from benchmarks.phones import Phones
from benchmarks.program import plan_for
from bot.app import running_program
from bot.program import MeldmaatjeProgram
from storage import dues
from storage.changes import Changes
from storage.connection import AsyncConnection
from storage.dues import DueKind
from storage.instants import to_stored

MANY, FEW = 1_000_000, 10_000
DUE = 1_000
ROUNDS = 5

_FILL = text(
    "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :rows) "
    "INSERT INTO due (id, at, kind, subject, case_number) "
    "SELECT randomblob(16), :from + n * 30000000, 'duty', randomblob(16), n % 5000 FROM counted"
)
"""Rows for duties that are due one every 30 seconds."""


async def measure(folder: Path, many: int = MANY, few: int = FEW, due: int = DUE, rounds: int = ROUNDS) -> Figure:
    """Milliseconds of one whole sweep."""
    async with AsyncExitStack() as stack:
        large = await stack.enter_async_context(_program(folder / "large.sqlite3", many))
        small = await stack.enter_async_context(_program(folder / "small.sqlite3", few))
        ours, reference = await interleaved(lambda _: _sweep(large, due), lambda _: _sweep(small, due), rounds)
    name = f"sweep with {due:,} due: among {many:,} rows against among {few:,} (ms)"
    return Figure(name, ours, reference, ours / reference, "<= 2.5", "30 ms against 15 ms")


@asynccontextmanager
async def _program(database: Path, rows: int) -> AsyncIterator[MeldmaatjeProgram]:
    phones = Phones()
    async with running_program(plan_for(database, transport=lambda: InProcessRequest(phones))) as program:
        tomorrow = program.house.clock.now() + timedelta(days=1)

        async def fill(connection: AsyncConnection) -> None:
            await connection.execute(_FILL, {"rows": rows, "from": to_stored(tomorrow)})

        await program.archive.database.write(fill)
        yield program


async def _sweep(program: MeldmaatjeProgram, due: int) -> float:
    await _make_due(program, due)
    loop = asyncio.get_running_loop()
    start = loop.time()
    done = await program.sweep.run_once()
    milliseconds = 1000 * (loop.time() - start)
    if done != due:
        raise RuntimeError(f"{done} rows were done, {due} were due")
    while not program.delivery.is_idle:
        await asyncio.sleep(0.01)
    return milliseconds


async def _make_due(program: MeldmaatjeProgram, due: int) -> None:
    """Pictures that have been on a screen for long enough."""
    now: datetime = program.house.clock.now()

    async def job(connection: AsyncConnection) -> None:
        changes = Changes()
        for number in range(due):
            detail = {"number": number, "to": {"channel": "telegram", "chat": number + 1}, "row": number}
            sealer = program.archive.vault.outgoing
            dues.add_due(changes, DueKind.HIDE, now, os.urandom(16), detail=detail, sealer=sealer)
        await changes.flush(connection)

    await program.archive.database.write(job)
