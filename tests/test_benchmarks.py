"""The benchmarks run, at a size at which their numbers mean nothing, and print what they compare."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import arrival_to_commit, idle, in_process, over_http, sweep
from benchmarks.__main__ import BENCHMARKS, figures, table_of
from benchmarks.figure import Figure, interleaved

TINY: dict[str, Callable[[Path], Awaitable[Figure | list[Figure]]]] = {
    "in_process": lambda folder: in_process.measure(folder, chats=2, rounds=1),
    "over_http": lambda folder: over_http.measure(folder, chats=2, rounds=1),
    "arrival_to_commit": lambda folder: arrival_to_commit.measure(folder, updates=4, rounds=1),
    "sweep": lambda folder: sweep.measure(folder, many=200, few=20, due=5, rounds=1),
    "idle": lambda folder: idle.measure(folder, rounds=1, rest_seconds=0.1),
}


@pytest.mark.program
@pytest.mark.parametrize("name", TINY)
async def test_benchmark_measures_both_sides_and_prints_their_ratio(name: str, tmp_path: Path) -> None:
    measured = await TINY[name](tmp_path)
    console = Console(width=160, record=True)
    for figure in measured if isinstance(measured, list) else [measured]:
        assert figure.ours > 0
        assert figure.reference > 0
        console.print(table_of([figure]))
        assert f"{figure.ratio:.2f}" in console.export_text()


def test_every_benchmark_is_in_the_run() -> None:
    assert {module.rpartition(".")[2] for module in BENCHMARKS} == set(TINY)


@pytest.mark.program
def test_each_benchmark_has_a_process_of_its_own_and_hands_its_figures_back() -> None:
    first, second = figures(("tests.measured_process", "tests.measured_process"))
    assert len({os.getpid(), first.ours, second.ours}) == 3
    assert (first.reference, first.target, first.known) == (1.0, "its own", "")


async def test_the_first_round_warms_up_and_is_not_counted() -> None:
    async def slow_at_first(number: int) -> float:
        return 100.0 if number == 0 else float(number)

    assert await interleaved(slow_at_first, slow_at_first, rounds=3) == (2.0, 2.0)
