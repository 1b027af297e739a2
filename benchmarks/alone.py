"""`python -m benchmarks.alone MODULE`: the figures of one benchmark, measured in this process, as JSON."""

import asyncio
import importlib
import logging
import sys
import tempfile
from pathlib import Path

from benchmarks.figure import Figure, figures_to_text


async def figures_of(module: str) -> list[Figure]:
    """What `measure` of this module finds, on databases of its own."""
    with tempfile.TemporaryDirectory(prefix="meldmaatje-bench-") as folder:
        measured: Figure | list[Figure] = await importlib.import_module(module).measure(Path(folder))
    return measured if isinstance(measured, list) else [measured]


def main() -> None:
    logging.basicConfig(level=logging.ERROR)
    print(figures_to_text(asyncio.run(figures_of(sys.argv[1]))))


if __name__ == "__main__":
    main()
