"""Asking Telegram: for updates, as raw data that is read one by one, and for pictures."""

import asyncio
from typing import Any

from telegram import Bot
from telegram.error import Conflict

from bot.long_poll import MOST_UPDATES, POLL_SECONDS
from bot.transport import AiohttpRequest

ALLOWED_UPDATES = '["message","edited_message","callback_query","my_chat_member","channel_post"]'


class TelegramSource:
    """One bot's updates and files. `polls` is used for getUpdates alone, so that no call waits behind a long poll."""

    def __init__(self, bot: Bot, calls: AiohttpRequest, polls: AiohttpRequest) -> None:
        self._bot = bot
        self._calls = calls
        self._polls = polls
        self._asked: asyncio.Task[list[Any]] | None = None

    def ask_ahead(self) -> None:
        """Ask for what waits already; whoever asks first gets the answer. Nothing is confirmed by it."""
        self._asked = asyncio.create_task(self._ask(None, POLL_SECONDS))

    async def close(self) -> None:
        """Wait for no answer any more."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)

    async def updates(self, offset: int | None, wait_seconds: int) -> list[Any]:
        """Raw updates; raises TelegramError. A webhook that was set earlier is taken away."""
        if self._asked is None or offset is not None:
            return await self._ask(offset, wait_seconds)
        asked, self._asked = self._asked, None
        return await asked

    async def _ask(self, offset: int | None, wait_seconds: int) -> list[Any]:
        params: dict[str, Any] = {
            "timeout": str(wait_seconds),
            "limit": str(MOST_UPDATES),
            "allowed_updates": ALLOWED_UPDATES,
        }
        if offset is not None:
            params["offset"] = str(offset)
        try:
            answer = await self._polls.call_raw(f"{self._bot.base_url}/getUpdates", params, wait_seconds + 10.0)
        except Conflict:
            await self._bot.delete_webhook()
            raise
        return answer if isinstance(answer, list) else []

    async def fetch(self, source: str) -> bytes:
        """The bytes of a file id; raises TelegramError, DownloadGone and DownloadTooLarge among them."""
        file = await self._bot.get_file(source)
        return await self._calls.download(file.file_path or "")
