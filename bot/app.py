"""The one composition root: everything is put together here, for the real program, the demo and the tests."""

import asyncio
import gc
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, JobQueue

from bot.abuse_limits import AbuseLimits
from bot.aftermath import Aftermath
from bot.archive import Archive, open_archive
from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_report.making import ReportDocuments
from bot.clock import Clock, SystemClock
from bot.code_sessions import CodeSessions
from bot.delivery import Delivery
from bot.desk import Desk
from bot.errors import StartRefused
from bot.handlers import register_all
from bot.handlers.arrivals import ArrivalTray
from bot.house import House, make_house
from bot.intake import Intake
from bot.lost_pictures import LostPictures
from bot.pace import Pace
from bot.picture_fetching import PictureFetching
from bot.pictures import placeholder_picture
from bot.reminders import Sweep, Watchdog
from bot.reporter_desk import ReporterDesk
from bot.reporter_evidence import ReporterEvidence
from bot.school_on_disk import open_school
from bot.sent_rows import SentRows
from bot.settings import Settings
from bot.staff.rooms import StaffRooms
from bot.telegram_channel import TelegramChannel
from bot.telegram_source import TelegramSource
from bot.terminal import say
from bot.texts import text
from bot.transport import AiohttpRequest
from casework.school import School
from storage import pictures
from storage.connection import AsyncConnection
from storage.dues import DueKind
from storage.locations import lock_path_of
from storage.lock import only_program
from storage.outbox import RowNumbers
from storage.sealing import MasterKey

if TYPE_CHECKING:
    from bot.playground.demo_server import DemoServer

log = logging.getLogger("meldmaatje.app")

_ANNOUNCED_AFTER_SECONDS = 1.0
"""The list of commands in Telegram's own menu can wait; what people wrote while the program was away comes first."""

REPORTER_COMMANDS = ("melden", "hulp", "mijn", "code", "terug", "stop", "snelweg", "privacy")


@dataclass(frozen=True)
class Plan:
    """What a program is made from."""

    token: str
    telegram_api: str
    database_url: str
    master: MasterKey
    school: School
    protocol_text: str
    clock: Clock
    sweep_seconds: float = 30.0
    pace: Callable[[], Pace] | None = None
    transport: Callable[[], AiohttpRequest] = AiohttpRequest


class MeldmaatjeProgram:
    """The running bot. `start` and `stop` it once."""

    def __init__(self, plan: Plan, archive: Archive, house: House, numbers: RowNumbers) -> None:
        self.house = house
        self.archive = archive
        self._plan = plan
        self._calls = plan.transport()
        self._polls = plan.transport()
        self._tray = ArrivalTray()
        self._application = self._build_application()
        self._tasks: list[asyncio.Task[None]] = []
        self._numbers = numbers
        self._assemble(numbers)

    def _build_application(self) -> Application[Any, Any, Any, Any, Any, JobQueue[Any]]:
        root = self._plan.telegram_api
        bot: Bot = Bot(
            self._plan.token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._calls,
            get_updates_request=self._polls,
        )
        application = ApplicationBuilder().bot(bot).updater(None).build()
        register_all(application, self._tray)
        return application

    def _assemble(self, numbers: RowNumbers) -> None:
        office = CaseOffice(self.house)
        self.rooms = StaffRooms(self.house, office)
        self._assemble_delivery(SentRows(self.house, office, numbers))
        source = TelegramSource(self._application.bot, self._calls, self._polls)
        self._assemble_sweep(numbers, source, office)
        self._assemble_intake(numbers, source, self._desk(office))

    def _assemble_delivery(self, when_marked: SentRows) -> None:
        bot, database = self._application.bot, self.archive.database
        documents = ReportDocuments(self.house, database)
        self.channel = TelegramChannel(bot, self._calls, self._picture_of, placeholder_picture, documents.make)
        self.delivery = Delivery(
            database,
            self.archive.vault,
            self.channel,
            self._plan.clock,
            self._plan.pace() if self._plan.pace else Pace(asyncio.get_running_loop().time),
            when_marked,
            lambda batch: self.aftermath.committed(batch),
        )
        self.aftermath = Aftermath(bot, self.channel, self.delivery)

    def _assemble_sweep(self, numbers: RowNumbers, source: TelegramSource, office: CaseOffice) -> None:
        database, vault, clock = self.archive.database, self.archive.vault, self._plan.clock
        retention = self.house.school.retention
        given_up = LostPictures(self.house, office).given_up
        self.fetching = PictureFetching(database, vault, numbers, clock, source, self.aftermath.committed, given_up)
        on_due = {DueKind.ACKNOWLEDGE: office.on_acknowledge_due, **self.rooms.on_due}
        again = self.rooms.look_again
        self.sweep = Sweep(database, vault, numbers, clock, on_due, self.aftermath.committed, retention, again)
        self.aftermath.on_wanted_pictures = self.fetching.wake
        self.aftermath.on_erased_keys = self.sweep.erase_keys

    def _desk(self, office: CaseOffice) -> Desk:
        reporters = ReporterDesk(
            self.house,
            office,
            ReporterEvidence(),
            CodeSessions(self._plan.clock.now()),
            AbuseLimits(),
            self.rooms.reporter_wrote,
            self.rooms.hide_from,
        )
        return Desk(self.house, reporters, self.rooms.desk)

    def _assemble_intake(self, numbers: RowNumbers, source: TelegramSource, desk: Desk) -> None:
        self.intake = Intake(
            self._application,
            self._tray,
            source.updates,
            hashlib.sha256(self._plan.token.partition(":")[0].encode()).digest()[:8],
            self.archive.database,
            self.archive.vault,
            numbers,
            self._plan.clock,
            desk,
            self.aftermath,
        )

    async def start(self) -> None:
        """Connect and begin; waits for the Bot API as long as it takes. Raises StartRefused for a wrong token."""
        await self._connect()
        await self.delivery.resume()
        queue = self._application.job_queue
        if queue is not None:
            late_too = {"misfire_grace_time": None}
            one_at_a_time = {**late_too, "coalesce": True, "max_instances": 1}
            queue.run_repeating(self._sweep_job, self._plan.sweep_seconds, first=0, job_kwargs=one_at_a_time)
            queue.run_once(self._announce_commands, _ANNOUNCED_AFTER_SECONDS, job_kwargs=late_too)
        await self._application.start()
        watchdog = Watchdog(self.sweep, self._plan.sweep_seconds)
        for work in (self.intake.run, self.delivery.run, self.fetching.run, watchdog.run):
            self._tasks.append(asyncio.create_task(_for_ever(work)))
        self._tasks.append(asyncio.create_task(_until_done(self._plan_the_year)))

    async def _plan_the_year(self) -> None:
        """What comes back for the whole school gets its days; those that it has stay."""

        async def job(connection: AsyncConnection) -> None:
            batch = Batch(connection, self.archive.vault, self._plan.clock.now(), self._numbers)
            await self.rooms.periodic.plan_all(batch)
            await batch.flush()

        await self.archive.database.write(job)

    async def _connect(self) -> None:
        pause = 0.2
        while True:
            try:
                await self._application.initialize()
            except InvalidToken:
                raise StartRefused("settings-token-refused") from None
            except TelegramError as failure:
                log.warning("bot-api-not-reached %s", type(failure))
                await asyncio.sleep(pause)
                pause = min(10.0, pause * 2)
            else:
                return

    async def stop(self) -> None:
        """Ask and send no more, let the running commit finish within three seconds, and let go of everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.aftermath.close()
        with suppress(TimeoutError, RuntimeError, TelegramError):
            await asyncio.wait_for(self._close_application(), 1.0)
        await self._calls.shutdown()
        await self._polls.shutdown()
        await self.archive.close()

    async def _close_application(self) -> None:
        if self._application.running:
            await self._application.stop()
        await self._application.shutdown()

    async def _sweep_job(self, _context: object) -> None:
        await self.sweep.run_once()

    async def _announce_commands(self, _context: object) -> None:
        commands = [BotCommand(name, text(f"command-{name}")) for name in REPORTER_COMMANDS]
        try:
            await self._application.bot.set_my_commands(commands)
        except TelegramError as failure:
            log.warning("commands-not-announced %s", type(failure))

    async def _picture_of(self, picture: str) -> bytes | None:
        async with self.archive.database.reading() as connection:
            return await pictures.picture_content(connection, self.archive.vault, bytes.fromhex(picture))


async def _for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """A loop that has to go on: a bot that is silent is the worst fault of all."""
    while True:
        await _until_done(work)


async def _until_done(work: Callable[[], Awaitable[None]]) -> None:
    """Begin again, a second later, when it ends by a fault of ours."""
    while True:
        try:
            await work()
        except Exception as failure:
            log.critical("loop-failed %s", type(failure), exc_info=failure)
            await asyncio.sleep(1)
        else:
            return


@asynccontextmanager
async def running_program(plan: Plan) -> AsyncIterator[MeldmaatjeProgram]:
    """The whole program, started; stopped at the end of the block. Waits while another one has the database."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(only_program(lock_path_of(plan.database_url)))
        archive = await open_archive(plan.database_url, plan.master)
        program = await _program(plan, archive)
        stack.push_async_callback(program.stop)
        await program.start()
        # What is there by now stays: looking through it for garbage again and again would hold up a person's tap.
        gc.freeze()
        stack.callback(gc.unfreeze)
        yield program


async def _program(plan: Plan, archive: Archive) -> MeldmaatjeProgram:
    try:
        house = await make_house(plan.school, plan.protocol_text, archive, plan.clock)
        async with archive.database.reading() as connection:
            numbers = await RowNumbers.after(connection, archive.vault, plan.clock.now())
        return MeldmaatjeProgram(plan, archive, house, numbers)
    except BaseException:
        await archive.close()
        raise


def plan_of(settings: Settings) -> Plan:
    """Everything from the settings. Raises StartRefused and MasterKeyError."""
    opened = open_school(settings.school)
    return Plan(
        token=settings.telegram_token.get_secret_value(),
        telegram_api=settings.telegram_api,
        database_url=settings.database_url,
        master=MasterKey.from_text(settings.secret_key.get_secret_value()),
        school=opened.school,
        protocol_text=opened.protocol_text,
        clock=SystemClock(),
        sweep_seconds=settings.sweep_seconds,
    )


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
