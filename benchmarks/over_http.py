"""Updates over HTTP with long polling: the whole program against python-telegram-bot as it comes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from benchmarks.bare_bot import Reply, bare_application
from benchmarks.figure import Figure, interleaved
from benchmarks.phones import TALK
from benchmarks.phones_server import PhonesServer, phones_server
from benchmarks.program import plan_for
from benchmarks.recorded import recorded_replies
from bot.app import running_program

NAME = "durable updates over HTTP with long polling, 64 chats at once (updates/s)"
CHATS = 64
ROUNDS = 5


async def measure(folder: Path, chats: int = CHATS, rounds: int = ROUNDS) -> Figure:
    """Updates a second of both, until everything is said; each bot has a server in a process of its own."""
    replies = await recorded_replies(folder)
    async with AsyncExitStack() as stack:
        ours_server, settled = await stack.enter_async_context(_ours(folder))
        bare_server = await stack.enter_async_context(_bare(replies))
        ours, bare = await interleaved(
            lambda number: _updates_per_second(ours_server, number, chats, settled),
            lambda number: _updates_per_second(bare_server, number, chats, _at_once),
            rounds,
        )
    return Figure(NAME, ours, bare, ours / bare, ">= 1.0", "sketch: 0.47 on httpx, 1.38 on aiohttp")


async def _updates_per_second(
    server: PhonesServer, number: int, chats: int, settled: Callable[[], Awaitable[None]]
) -> float:
    loop = asyncio.get_running_loop()
    await server.begin(1_000_000 * (number + 1), chats)
    await settled()
    start = loop.time()
    await server.release()
    await settled()
    return chats * len(TALK) / (loop.time() - start)


async def _at_once() -> None:
    """A bare bot stores nothing, so nothing is left to be done."""


@asynccontextmanager
async def _ours(folder: Path) -> AsyncIterator[tuple[PhonesServer, Callable[[], Awaitable[None]]]]:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(phones_server())
        plan = plan_for(folder / "over_http.sqlite3", server.address)
        program = await stack.enter_async_context(running_program(plan))

        async def settled() -> None:
            while not program.delivery.is_idle:
                await asyncio.sleep(0.001)

        yield server, settled


@asynccontextmanager
async def _bare(replies: list[Reply]) -> AsyncIterator[PhonesServer]:
    async with phones_server() as server:
        application = bare_application(replies, server.address)
        async with application:
            await application.start()
            if application.updater is not None:
                await application.updater.start_polling()
            yield server
            if application.updater is not None:
                await application.updater.stop()
            await application.stop()
