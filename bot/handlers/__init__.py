"""Telegram's updates in, events out: each module reads one kind of update."""

import logging
from typing import Any

from telegram.ext import Application

from bot.handlers import groups, private_chats
from bot.handlers.arrivals import ArrivalTray

log = logging.getLogger("meldmaatje.handlers")


def register_all(application: Application[Any, Any, Any, Any, Any, Any], tray: ArrivalTray) -> None:
    """Let the application's handlers put what they read in `tray`; groups come first, they are never read."""

    async def on_failure(_update: object, context: Any) -> None:
        if context.job is None:
            tray.put_failure(context.error)
        else:
            # No update failed: were this put in the tray, somebody's words would be taken for unreadable.
            log.critical("job-failed %s", type(context.error), exc_info=context.error)

    groups.register(application, tray)
    private_chats.register(application, tray)
    application.add_error_handler(on_failure)
