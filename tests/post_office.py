"""The outbox, its delivery and the local Bot API, put together for tests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from telegram import Bot

from bot.archive import Archive
from bot.batch import Batch
from bot.clock import MovableClock
from bot.delivery import Delivery, WhenMarked
from bot.flows.words import Message
from bot.handlers.arrivals import telegram_address
from bot.outcome import Done, Refused
from bot.outgoing import Outgoing, SendMessage
from bot.pace import Pace
from bot.pictures import placeholder_picture
from bot.playground import LocalBotApi, serve
from bot.playground.person import Person
from bot.telegram_channel import ReportSource, TelegramChannel
from bot.transport import AiohttpRequest
from storage.connection import AsyncConnection
from storage.outbox import OutboxRow, RowNumbers
from storage.tables import outbox
from tests.rooms import NOW, in_batch, opened, read

TOKEN = "4242424242:AAEkBvN2mWq8x1YyTQm3v9cZr7LpUoJhGfA"
PATIENCE_SECONDS = 30.0


@dataclass
class Office:
    """Databases, a channel to the local Bot API, and a delivery that can be started anew."""

    archive: Archive
    api: LocalBotApi
    channel: TelegramChannel
    clock: MovableClock
    bot: Bot
    calls: AiohttpRequest
    numbers: RowNumbers = field(default_factory=lambda: RowNumbers(1))
    unreachable: list[OutboxRow] = field(default_factory=list)
    when_marked: WhenMarked | None = None

    def channel_with(self, report_of: ReportSource) -> TelegramChannel:
        """A channel to the same Bot API that can make reports."""
        return TelegramChannel(self.bot, self.calls, no_picture, placeholder_picture, report_of)

    async def person(self, name: str = "Noor") -> Person:
        person = self.api.person(name)
        await person.starts()
        return person

    async def puts(self, *wanted: tuple[Person, Outgoing], key_id: bytes | None = None, **about: Any) -> Batch:
        async def work(batch: Batch) -> None:
            if key_id is not None:
                await batch.sealer(key_id)
            for person, outgoing in wanted:
                batch.send(telegram_address(person.user_id), outgoing, key_id=key_id, **about)

        return await in_batch(self.archive, self.numbers, self.clock.now(), work)

    def delivery(self, pace: Pace | None = None, channel: Any = None) -> Delivery:
        async def remember(_connection: AsyncConnection, row: OutboxRow, outcome: Done | Refused) -> None:
            if isinstance(outcome, Refused) and outcome.unreachable:
                self.unreachable.append(row)

        return Delivery(
            self.archive.database,
            self.archive.vault,
            channel or self.channel,
            self.clock,
            pace or Pace(asyncio.get_running_loop().time, 1e6, 1e6, 1e6),
            self.when_marked or remember,
            lambda _batch: None,
        )

    @asynccontextmanager
    async def running(self, **how: Any) -> AsyncIterator[Delivery]:
        """A delivery that took up what stands in the outbox."""
        delivery = self.delivery(**how)
        await delivery.resume()
        task = asyncio.create_task(delivery.run())
        try:
            yield delivery
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def delivers(self, **how: Any) -> None:
        async with self.running(**how) as delivery:
            await idle(delivery)

    async def rows(self) -> list[Any]:
        async def look(connection: AsyncConnection) -> Any:
            return (await connection.execute(select(outbox).order_by(outbox.c.id))).all()

        found: list[Any] = await read(self.archive, look)
        return found


async def idle(delivery: Delivery, within: float = PATIENCE_SECONDS) -> None:
    async with asyncio.timeout(within):
        while not delivery.is_idle:
            await asyncio.sleep(0.005)


def words(text: str, **how: Any) -> SendMessage:
    return SendMessage(Message((text,), **how))


def heard(person: Person) -> list[str]:
    return [message.words for message in person.screen() if message.from_bot]


async def no_picture(_picture: str) -> bytes | None:
    return None


@asynccontextmanager
async def post_office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = MovableClock(NOW)
    api = LocalBotApi(clock, TOKEN)

    async with opened(tmp_path) as archive, serve(api) as root:
        calls = AiohttpRequest()
        bot = Bot(TOKEN, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot", request=calls)
        async with bot:
            channel = TelegramChannel(bot, calls, no_picture, placeholder_picture)
            yield Office(archive, api, channel, clock, bot, calls)
