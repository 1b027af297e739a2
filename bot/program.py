"""The one composition: everything that answers, sends and reminds is put together here."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable

from telegram import BotCommand
from telegram.error import TelegramError

from bot.abuse_limits import AbuseLimits
from bot.aftermath import Aftermath
from bot.archive import Archive
from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_report.making import ReportDocuments
from bot.code_sessions import CodeSessions
from bot.delivery import Delivery
from bot.desk import Desk
from bot.handlers import register_all
from bot.handlers.arrivals import ArrivalTray
from bot.house import House
from bot.intake import Intake
from bot.lost_pictures import LostPictures
from bot.pace import Pace
from bot.picture_fetching import PictureFetching
from bot.pictures import placeholder_picture
from bot.plan import Plan
from bot.reminders import Sweep, Watchdog
from bot.reporter_desk import ReporterDesk
from bot.reporter_evidence import ReporterEvidence
from bot.sent_rows import SentRows
from bot.staff.rooms import StaffRooms
from bot.telegram_channel import TelegramChannel
from bot.telegram_connection import TelegramConnection
from bot.texts import text
from storage import pictures
from storage.connection import AsyncConnection
from storage.dues import DueKind
from storage.outbox import RowNumbers

log = logging.getLogger("meldmaatje.app")

_ANNOUNCED_AFTER_SECONDS = 1.0
"""The list of commands in Telegram's own menu can wait; what people wrote while the program was away comes first."""

REPORTER_COMMANDS = ("melden", "hulp", "mijn", "code", "terug", "stop", "snelweg", "privacy")


class MeldmaatjeProgram:
    """The running bot. `start` and `stop` it once."""

    def __init__(
        self, plan: Plan, archive: Archive, house: House, numbers: RowNumbers, telegram: TelegramConnection
    ) -> None:
        self.house = house
        self.archive = archive
        self._plan = plan
        self._telegram = telegram
        self._application = telegram.application
        self._tray = ArrivalTray()
        register_all(self._application, self._tray)
        self._tasks: list[asyncio.Task[None]] = []
        self._numbers = numbers
        self._assemble(numbers)

    def _assemble(self, numbers: RowNumbers) -> None:
        office = CaseOffice(self.house)
        self.rooms = StaffRooms(self.house, office)
        self._assemble_delivery(SentRows(self.house, office, numbers))
        self._assemble_sweep(numbers, office)
        self._assemble_intake(numbers, self._desk(office))

    def _assemble_delivery(self, when_marked: SentRows) -> None:
        bot, database = self._application.bot, self.archive.database
        documents = ReportDocuments(self.house, database)
        self.channel = TelegramChannel(bot, self._telegram.calls, self._picture_of, placeholder_picture, documents.make)
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

    def _assemble_sweep(self, numbers: RowNumbers, office: CaseOffice) -> None:
        database, vault, clock = self.archive.database, self.archive.vault, self._plan.clock
        retention = self.house.school.retention
        given_up = LostPictures(self.house, office).given_up
        self.fetching = PictureFetching(
            database, vault, numbers, clock, self._telegram.source, self.aftermath.committed, given_up
        )
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

    def _assemble_intake(self, numbers: RowNumbers, desk: Desk) -> None:
        self.intake = Intake(
            self._application,
            self._tray,
            self._telegram.source.updates,
            hashlib.sha256(self._plan.token.partition(":")[0].encode()).digest()[:8],
            self.archive.database,
            self.archive.vault,
            numbers,
            self._plan.clock,
            desk,
            self.aftermath,
        )

    async def start(self) -> None:
        """Begin, with what was left and with what comes in."""
        await self.delivery.resume()
        queue = self._application.job_queue
        if queue is not None:
            late_too = {"misfire_grace_time": None}
            one_at_a_time = {**late_too, "coalesce": True, "max_instances": 1}
            # What repeats begins an interval later; what fell due while the program was away is done first.
            queue.run_once(self._sweep_job, 0, job_kwargs=late_too)
            queue.run_repeating(self._sweep_job, self._plan.sweep_seconds, job_kwargs=one_at_a_time)
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

    async def stop(self) -> None:
        """Ask and send no more, and let the running commit finish within three seconds."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.aftermath.close()

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
