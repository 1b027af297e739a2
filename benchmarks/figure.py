"""One line of the table, and how the numbers behind it are taken."""

import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass
from statistics import median

Measurement = Callable[[int], Awaitable[float]]
"""One measurement; its number tells it from the others."""


@dataclass(frozen=True)
class Figure:
    """`ours` and `reference` are medians in the unit that `name` tells; `ratio` is ours to the reference."""

    name: str
    ours: float
    reference: float
    ratio: float
    target: str
    known: str


def figures_to_text(figures: Iterable[Figure]) -> str:
    """As one process tells them to another; `figures_from_text` is its inverse."""
    return json.dumps([asdict(figure) for figure in figures])


def figures_from_text(text: str) -> list[Figure]:
    return [Figure(**figure) for figure in json.loads(text)]


async def interleaved(ours: Measurement, reference: Measurement, rounds: int) -> tuple[float, float]:
    """The medians of both, taken in turns so that whatever else the machine does meets both alike.

    A first round of both warms up and is not counted.
    """
    mine, theirs = [], []
    for number in range(rounds + 1):
        mine.append(await ours(number))
        theirs.append(await reference(number))
    return median(mine[1:]), median(theirs[1:])
