"""Groups and channels: whatever happens there, the bot leaves and keeps nothing."""

from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import Application, BaseHandler

from bot.handlers.arrivals import ArrivalTray, GroupArrival


class _OutsidePrivateChats(BaseHandler[Update, Any, None]):
    def check_update(self, update: object) -> bool:
        chat = update.effective_chat if isinstance(update, Update) else None
        return chat is not None and chat.type != ChatType.PRIVATE


def register(application: Application[Any, Any, Any, Any, Any, Any], tray: ArrivalTray) -> None:
    async def on_group(update: Update, _context: Any) -> None:
        chat = update.effective_chat
        if chat is not None:
            tray.put(GroupArrival(chat.id))

    application.add_handler(_OutsidePrivateChats(on_group))
