"""Ending in time: the first signal asks the program to stop, and a hanging program is ended all the same."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable

LONGEST_STOP_SECONDS = 4.5

_SIGNALS = {signal.SIGTERM, signal.SIGINT}


def run_until_stopped(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Runs `work` with an event that SIGTERM or SIGINT sets; returns when the work has ended.

    Whatever hangs then, the process ends within 4.5 seconds of the signal, and at once at a second one. That
    is safe at any moment: what is not committed was not confirmed either. For the main thread of a program
    that ends afterwards.
    """
    asyncio.run(_run(work))


async def _run(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    stop = asyncio.Event()
    # A thread of its own hears the signals, so that they are heard while the loop is held up.
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    listener = threading.Thread(target=_listen, args=(asyncio.get_running_loop(), stop), daemon=True)
    listener.start()
    await work(stop)


def _listen(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    signal.sigwait(_SIGNALS)
    last_moment = threading.Timer(LONGEST_STOP_SECONDS, os._exit, (0,))
    last_moment.daemon = True
    last_moment.start()
    if not loop.is_closed():
        loop.call_soon_threadsafe(stop.set)
    signal.sigwait(_SIGNALS)
    os._exit(0)
