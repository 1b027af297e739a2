"""Asking Telegram: for updates, as raw data that is read one by one, and for pictures."""

from typing import Any

from telegram import Bot
from telegram.error import Conflict

from bot.intake import MOST_UPDATES
from bot.transport import AiohttpRequest

ALLOWED_UPDATES = '["message","edited_message","callback_query","my_chat_member","channel_post"]'


class TelegramSource:
    """One bot's updates and files. `polls` is used for getUpdates alone, so that no call waits behind a long poll."""

    def __init__(self, bot: Bot, calls: AiohttpRequest, polls: AiohttpRequest) -> None:
        self._bot = bot
        self._calls = calls
        self._polls = polls

    async def updates(self, offset: int | None, wait_seconds: int) -> list[Any]:
        """Raw updates; raises TelegramError. A webhook that was set earlier is taken away."""
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
