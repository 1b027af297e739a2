"""The bot's account at the Bot API: connected, asked for updates, and let go of."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, JobQueue

from bot.errors import StartRefused
from bot.telegram_source import TelegramSource
from bot.transport import AiohttpRequest

log = logging.getLogger("meldmaatje.app")


class TelegramConnection:
    """One bot at the Bot API of `api` (the root of a server). `open` and `close` it once."""

    def __init__(self, token: str, api: str, transport: Callable[[], AiohttpRequest]) -> None:
        self.calls = transport()
        self._polls = transport()
        bot: Bot = Bot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=self.calls,
            get_updates_request=self._polls,
        )
        self.application: Application[Any, Any, Any, Any, Any, JobQueue[Any]] = (
            ApplicationBuilder().bot(bot).updater(None).build()
        )
        self.source = TelegramSource(bot, self.calls, self._polls)

    async def open(self) -> None:
        """Connect, as long as it takes, and ask for updates already. Raises StartRefused for a wrong token."""
        pause = 0.2
        while True:
            try:
                await self.application.initialize()
            except InvalidToken:
                raise StartRefused("settings-token-refused") from None
            except TelegramError as failure:
                log.warning("bot-api-not-reached %s", type(failure))
                await asyncio.sleep(pause)
                pause = min(10.0, pause * 2)
            else:
                self.source.ask_ahead()
                return

    async def close(self) -> None:
        """Let go of it within a second, whatever the Bot API does."""
        await self.source.close()
        with suppress(TimeoutError, RuntimeError, TelegramError):
            await asyncio.wait_for(self._close_application(), 1.0)
        await self.calls.shutdown()
        await self._polls.shutdown()

    async def _close_application(self) -> None:
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
