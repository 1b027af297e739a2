"""Starts the real program, but lets it kill itself at a counted place, or breaks one of its promises first.

    python -m tests.program.launcher [--kill PLACE NTH] [--broken PROMISE] [--hours-ahead HOURS]

The product knows nothing of this: its parts are wrapped here, from outside, before it starts.
"""

import argparse
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import clock, delivery, reminders
from bot.aftermath import Aftermath
from bot.batch import Batch
from storage import pictures
from storage.keystore import KeyStore
from tests.program import broken
from tests.program.broken import replaced

Place = Callable[[Callable[[], None]], None]
"""Wraps a part of the program so that it calls what it is given each time it comes by this place."""


def _committed(passes: Callable[[], None]) -> None:
    """The transaction is committed; nothing was said, the offset is where it was."""
    original = Aftermath.committed

    def committed(self: Aftermath, batch: Batch) -> None:
        if batch.rows:
            passes()
        original(self, batch)

    replaced(Aftermath, "committed", committed)


def _claimed(passes: Callable[[], None]) -> None:
    """Rows are claimed and committed as such; nothing of them was sent."""
    original = delivery.Delivery._start

    def start(self: delivery.Delivery, *args: Any) -> None:
        passes()
        original(self, *args)

    replaced(delivery.Delivery, "_start", start)


def _marked(passes: Callable[[], None]) -> None:
    original = delivery.Delivery._settle

    def settle(self: delivery.Delivery, result: Any) -> None:
        passes()
        original(self, result)

    replaced(delivery.Delivery, "_settle", settle)


def _keys_written(passes: Callable[[], None]) -> None:
    """The key store holds the keys; what they seal is not committed yet."""
    original = KeyStore.add

    async def add(self: KeyStore, *args: Any, **named: Any) -> None:
        await original(self, *args, **named)
        passes()

    replaced(KeyStore, "add", add)


def _keys_erased(passes: Callable[[], None]) -> None:
    """The keys are gone; the rows that asked for it are still there."""
    original = KeyStore.erase

    async def erase(self: KeyStore, ids: Any) -> None:
        await original(self, ids)
        passes()

    replaced(KeyStore, "erase", erase)


def _picture_written(passes: Callable[[], None]) -> None:
    """The picture is in the open transaction, which is not committed."""
    original = pictures.keep_picture

    async def keep(*args: Any, **named: Any) -> bool:
        kept: bool = await original(*args, **named)
        passes()
        return kept

    replaced(pictures, "keep_picture", keep)


def _sweeping(passes: Callable[[], None]) -> None:
    """In the middle of a sweep: within its dues, behind its keys, before and after its tidying."""
    _keys_erased(passes)
    original_job, original_tidy = reminders.Sweep._job, reminders.Sweep._tidy

    def job(self: reminders.Sweep, waiting: Any) -> Any:
        made = original_job(self, waiting)

        async def watched(connection: Any) -> Any:
            batch = await made(connection)
            passes()
            return batch

        return watched

    async def tidy(self: reminders.Sweep) -> None:
        passes()
        await original_tidy(self)
        passes()

    replaced(reminders.Sweep, "_job", job)
    replaced(reminders.Sweep, "_tidy", tidy)


PLACES: dict[str, Place] = {
    "committed": _committed,
    "claimed": _claimed,
    "marked": _marked,
    "keys-written": _keys_written,
    "picture-written": _picture_written,
    "sweeping": _sweeping,
}


def kill_at(place: str, nth: int) -> None:
    passed = 0

    def passes() -> None:
        nonlocal passed
        passed += 1
        if passed >= nth:
            os.kill(os.getpid(), signal.SIGKILL)

    PLACES[place](passes)


def go_ahead(hours: float) -> None:
    """Let the program's clock be this much ahead of the machine's."""

    def now(_: clock.SystemClock) -> datetime:
        return datetime.now(UTC) + timedelta(hours=hours)

    replaced(clock.SystemClock, "now", now)


def launch(arguments: list[str], main: Callable[[], Awaitable[None] | None]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kill", nargs=2, metavar=("PLACE", "NTH"))
    parser.add_argument("--broken", choices=sorted(broken.PROMISES))
    parser.add_argument("--hours-ahead", type=float, default=0.0)
    asked = parser.parse_args(arguments)
    if asked.broken:
        broken.PROMISES[asked.broken]()
    if asked.kill:
        kill_at(asked.kill[0], int(asked.kill[1]))
    go_ahead(asked.hours_ahead)
    sys.argv = ["meldmaatje", "run"]
    main()


if __name__ == "__main__":
    from bot.cli import main as run_command

    launch(sys.argv[1:], run_command)
