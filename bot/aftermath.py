"""What follows a commit: rows go to the delivery, taps are answered, pictures and keys get their turn."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.batch import Batch
from bot.delivery import Delivery
from bot.telegram_channel import TelegramChannel
from bot.texts import text

log = logging.getLogger("meldmaatje.aftermath")


class Aftermath:
    """Best effort, all of it: whatever is lost here is found again in the database."""

    def __init__(self, bot: Bot, channel: TelegramChannel, delivery: Delivery) -> None:
        self._bot = bot
        self._channel = channel
        self._delivery = delivery
        self._tasks: set[asyncio.Task[None]] = set()
        self.on_wanted_pictures: Callable[[], None] | None = None
        self.on_erased_keys: Callable[[], Coroutine[Any, Any, None]] | None = None

    def committed(self, batch: Batch) -> None:
        """A batch is in the database: let everything that it calls for begin."""
        if batch.withdrawn:
            self._delivery.take_back(batch.withdrawn)
        if batch.rows:
            self._delivery.add(batch.rows)
        for toasting in batch.toasts:
            words = None if toasting.key is None else text(toasting.key)
            self._start(self._channel.answer_tap(toasting.tap, words))
        if batch.wants_pictures and self.on_wanted_pictures is not None:
            self.on_wanted_pictures()
        if batch.erases_keys and self.on_erased_keys is not None:
            self._start(self.on_erased_keys())
        for remember in batch.after:
            _done_or_told(remember)

    def leave_group(self, chat: int) -> None:
        """Leave a group or channel; nothing about it is stored, so a failure waits for the next word said there."""
        self._start(self._leave(chat))

    async def _leave(self, chat: int) -> None:
        try:
            await self._bot.leave_chat(chat)
        except TelegramError as failure:
            log.info("group-not-left %s", type(failure))

    def tell_not_kept_yet(self, address: Any) -> None:
        """Straight to the person: what they sent cannot be stored yet and need not be sent again."""
        self._start(self._tell(address["chat"]))

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _tell(self, chat: int) -> None:
        try:
            await self._bot.send_message(chat, text("not-kept-yet"))
        except TelegramError as failure:
            log.info("not-kept-yet-untold %s", type(failure))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _done_or_told(remember: Callable[[], None]) -> None:
    try:
        remember()
    except Exception as failure:
        # What is stored stays stored: a fault in what memory keeps of it must not undo the other work of the commit.
        log.error("not-remembered %s", type(failure))
