"""The program as it is run: for a school, as the demo, and for the tests."""

import asyncio
import gc
import logging
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive import open_archive
from bot.house import make_house
from bot.loading import loading_to_stay
from bot.pace import Pace
from bot.plan import Plan, plan_of
from bot.settings import Settings
from bot.telegram_connection import TelegramConnection
from bot.terminal import say
from storage.locations import lock_path_of
from storage.lock import only_program
from storage.outbox import RowNumbers
from storage.sealing import MasterKey

if TYPE_CHECKING:
    from bot.playground.demo_server import DemoServer
    from bot.program import MeldmaatjeProgram

log = logging.getLogger("meldmaatje.app")


@asynccontextmanager
async def running_program(plan: Plan) -> AsyncIterator["MeldmaatjeProgram"]:
    """The whole program, started; stopped at the end of the block. Waits while another one has the database, and for
    the Bot API as long as it takes. Raises StartRefused for a wrong token, and as `open_archive` does.

    What comes in is asked for as soon as it can be kept. Who answers it is loaded while that question is on its way.
    """
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(only_program(lock_path_of(plan.database_url)))
        archive = await open_archive(plan.database_url, plan.master)
        stack.push_async_callback(archive.close)
        house = await make_house(plan.school, plan.protocol_text, archive, plan.clock)
        telegram = TelegramConnection(plan.token, plan.telegram_api, plan.transport)
        stack.push_async_callback(telegram.close)
        await telegram.open()
        composed = await asyncio.to_thread(_composition)
        async with archive.database.reading() as connection:
            numbers = await RowNumbers.after(connection, archive.vault, plan.clock.now())
        program = composed(plan, archive, house, numbers, telegram)
        stack.push_async_callback(program.stop)
        await program.start()
        # What is there by now stays: looking through it for garbage again and again would hold up a person's tap.
        gc.freeze()
        stack.callback(gc.unfreeze)
        yield program


def _composition() -> type["MeldmaatjeProgram"]:
    with loading_to_stay():
        from bot.program import MeldmaatjeProgram
    return MeldmaatjeProgram


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Run the bot until `stop` is set. Raises as `plan_of`, `open_archive` and `start` do."""
    os.umask(0o077)
    plan = plan_of(settings)
    stopping = asyncio.create_task(stop.wait())
    running = asyncio.create_task(_run_until_cancelled(plan))
    await asyncio.wait({stopping, running}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def _run_until_cancelled(plan: Plan) -> None:
    async with running_program(plan):
        log.info("running")
        await asyncio.Event().wait()


async def demo(port: int, school: str, stop: asyncio.Event) -> None:
    """The playground on this port of the machine itself, until `stop` is set. Raises OSError for a taken port.

    The same program as `run`, over HTTP, against the local Bot API; it begins with the demo's school of this id,
    and whenever somebody chooses another one it begins anew with that. What it keeps is gone when it stops.
    """
    from bot.playground import demo_server

    async with demo_server.served(port, school) as server:
        is_first = True
        while (wanted := await server.door.next_school(stop)) is not None:
            async with _demo_of(server, wanted):
                if is_first:
                    say("demo-open", address=server.address)
                is_first = False
                await server.door.chosen_or(stop)


@asynccontextmanager
async def _demo_of(server: "DemoServer", school: str) -> AsyncIterator[None]:
    """One school of the demo, with a fresh program and a database of its own."""
    folder = Path(tempfile.mkdtemp(prefix="meldmaatje-demo-"))
    try:
        async with server.stage(school) as stage:
            plan = Plan(
                token=stage.token,
                telegram_api=stage.address,
                database_url=f"sqlite+aiosqlite:///{folder / 'demo.sqlite3'}",
                master=MasterKey(os.urandom(32)),
                school=stage.school,
                protocol_text=stage.protocol_text,
                clock=stage.clock,
                sweep_seconds=2.0,
                pace=_no_need_to_wait,
            )
            async with running_program(plan) as program:
                await stage.open(
                    program.archive, program.house, program.sweep.run_once, lambda: program.delivery.is_idle
                )
                yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _no_need_to_wait() -> Pace:
    """The local Bot API takes everything at once."""
    return Pace(asyncio.get_running_loop().time, per_second=1e6, per_chat=1e6, chat_burst=1e6)
