"""Durable updates in the same process: the whole program against a bare bot, both on a transport without a network."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from telegram.request import BaseRequest

from benchmarks.bare_bot import Reply, bare_application
from benchmarks.figure import Figure, interleaved
from benchmarks.in_process_request import InProcessRequest
from benchmarks.phones import Phones
from benchmarks.program import plan_for
from benchmarks.recorded import recorded_replies
from bot.app import running_program

NAME = "durable updates in-process, 64 chats at once (updates/s)"
CHATS = 64
ROUNDS = 7

Finished = Callable[[], Awaitable[None]]


async def measure(folder: Path, chats: int = CHATS, rounds: int = ROUNDS) -> Figure:
    """Updates a second of both; a round ends when everything is said, and for ours marked as said too."""
    replies = await recorded_replies(folder)
    async with AsyncExitStack() as stack:
        phones, settled = await stack.enter_async_context(_ours(folder))
        bare_phones = await stack.enter_async_context(_bare(replies))
        ours, bare = await interleaved(
            lambda number: _updates_per_second(phones, number, chats, settled),
            lambda number: _updates_per_second(bare_phones, number, chats, _at_once),
            rounds,
        )
    return Figure(NAME, ours, bare, ours / bare, ">= 0.40", "sketch 0.62; through PTB's queue 0.50")


async def _updates_per_second(phones: Phones, number: int, chats: int, settled: Finished) -> float:
    loop = asyncio.get_running_loop()
    phones.begin([1_000_000 * (number + 1) + chat for chat in range(chats)])
    await phones.all_asked()
    await settled()
    start = loop.time()
    phones.release()
    await phones.all_finished()
    await settled()
    return chats * len(phones.talk) / (loop.time() - start)


async def _at_once() -> None:
    """A bare bot stores nothing, so nothing is left to be done."""


@asynccontextmanager
async def _ours(folder: Path) -> AsyncIterator[tuple[Phones, Finished]]:
    phones = Phones()
    plan = plan_for(folder / "in_process.sqlite3", transport=lambda: InProcessRequest(phones))
    async with running_program(plan) as program:

        async def settled() -> None:
            while not program.delivery.is_idle:
                await asyncio.sleep(0.001)

        yield phones, settled


@asynccontextmanager
async def _bare(replies: list[Reply]) -> AsyncIterator[Phones]:
    """A bare bot as PTB runs it: its Updater, its queue, one update after the other."""
    phones = Phones()
    transport: BaseRequest = InProcessRequest(phones)
    application = bare_application(replies, "http://localhost", transport, transport)
    async with application:
        await application.start()
        if application.updater is not None:
            await application.updater.start_polling()
        yield phones
        if application.updater is not None:
            await application.updater.stop()
        await application.stop()
