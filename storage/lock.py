"""One working program for each database: an operating system's lock, which a killed program lets go of too."""

import asyncio
import fcntl
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

LOOKS_AGAIN_SECONDS = 0.2

_log = logging.getLogger("meldmaatje.lock")


@asynccontextmanager
async def only_program(lock_path: Path) -> AsyncIterator[None]:
    """Within this block no other program holds the lock; waits for it first, and may be cancelled meanwhile.

    Raises OSError when the file cannot be made.
    """
    # The file is never removed: a program that waits would then hold the lock of a file that is gone.
    lock_file = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if not _taken(lock_file):
            _log.warning("lock.waiting")
            while not _taken(lock_file):  # noqa: ASYNC110 - the operating system has no event for this
                await asyncio.sleep(LOOKS_AGAIN_SECONDS)
            _log.warning("lock.taken")
        yield
    finally:
        os.close(lock_file)


def _taken(lock_file: int) -> bool:
    try:
        fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
