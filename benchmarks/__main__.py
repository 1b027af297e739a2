"""`python -m benchmarks`: every figure in one run, as one table."""

import subprocess
import sys

from rich.console import Console
from rich.table import Table

from benchmarks.figure import Figure, figures_from_text

BENCHMARKS = (
    "benchmarks.in_process",
    "benchmarks.over_http",
    "benchmarks.arrival_to_commit",
    "benchmarks.sweep",
    "benchmarks.idle",
)


def figures(modules: tuple[str, ...] = BENCHMARKS) -> list[Figure]:
    """All figures, each benchmark in a fresh process, as the program itself is one: none carries the others' heap."""
    found: list[Figure] = []
    for module in modules:
        alone = subprocess.run(
            (sys.executable, "-m", "benchmarks.alone", module), stdout=subprocess.PIPE, text=True, check=True
        )
        found.extend(figures_from_text(alone.stdout))
        print(f"{module} done", file=sys.stderr)
    return found


def table_of(measured: list[Figure]) -> Table:
    table = Table("figure", "ours", "reference", "ratio", "target", "known points")
    for figure in measured:
        numbers = (f"{figure.ours:,.2f}", f"{figure.reference:,.2f}", f"{figure.ratio:.2f}")
        table.add_row(figure.name, *numbers, figure.target, figure.known)
    return table


def main() -> None:
    Console(width=160).print(table_of(figures()))


if __name__ == "__main__":
    main()
