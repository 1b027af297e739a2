"""`python -m benchmarks`: every figure in one run, as one table."""

import asyncio
import logging
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import arrival_to_commit, idle, in_process, over_http, sweep
from benchmarks.figure import Figure

Benchmark = Callable[[Path], Awaitable[Figure | list[Figure]]]
BENCHMARKS: tuple[Benchmark, ...] = (
    in_process.measure,
    over_http.measure,
    arrival_to_commit.measure,
    sweep.measure,
    idle.measure,
)


async def figures() -> list[Figure]:
    """All figures, each measured on databases of its own."""
    found: list[Figure] = []
    for benchmark in BENCHMARKS:
        with tempfile.TemporaryDirectory(prefix="meldmaatje-bench-") as folder:
            measured = await benchmark(Path(folder))
        found.extend(measured if isinstance(measured, list) else [measured])
        print(f"{benchmark.__module__} done", file=sys.stderr)
    return found


def table_of(measured: list[Figure]) -> Table:
    table = Table("figure", "ours", "reference", "ratio", "target", "known points")
    for figure in measured:
        numbers = (f"{figure.ours:,.2f}", f"{figure.reference:,.2f}", f"{figure.ratio:.2f}")
        table.add_row(figure.name, *numbers, figure.target, figure.known)
    return table


def main() -> None:
    logging.basicConfig(level=logging.ERROR)
    Console(width=160).print(table_of(asyncio.run(figures())))


if __name__ == "__main__":
    main()
