"""A bare python-telegram-bot bot: it says the same as ours, from memory, and stores nothing."""

import os
from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler
from telegram.request import BaseRequest


@dataclass(frozen=True)
class Reply:
    """What a bot says to one tap: how the tapped question reads from then on, and the next question."""

    closed: str
    question: str
    keyboard: list[list[list[str]]]


def bare_application(
    replies: list[Reply],
    api: str,
    calls: BaseRequest | None = None,
    polls: BaseRequest | None = None,
    token: str = "4242424242:AAEkBvN2mWq8x1YyTQm3v9cZr7LpUoJhGfA",
) -> Application[Any, Any, Any, Any, Any, Any]:
    """An application as the library's examples build it; its own transport unless another is given."""
    builder = ApplicationBuilder().token(token).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    if calls is not None and polls is not None:
        builder = builder.request(calls).get_updates_request(polls)
    application = builder.build()

    async def on_start(update: Update, context: Any) -> None:
        context.user_data["step"] = 0
        if update.message is not None:
            first = replies[0]
            await update.message.reply_text(first.question, reply_markup=_markup(first))

    async def on_tap(update: Update, context: Any) -> None:
        query = update.callback_query
        if query is None:
            return
        context.user_data["step"] += 1
        reply = replies[context.user_data["step"]]
        await query.answer()
        await query.edit_message_text(reply.closed)
        await context.bot.send_message(query.from_user.id, reply.question, reply_markup=_markup(reply))

    application.add_handler(CommandHandler("start", on_start))
    application.add_handler(CallbackQueryHandler(on_tap))
    return application


def _markup(reply: Reply) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in reply.keyboard]
    )


def main() -> None:
    """Run as a process of its own, on the Bot API that the environment names."""
    bare_application([], os.environ["BARE_BOT_API"], token=os.environ["MELDMAATJE_TELEGRAM_TOKEN"]).run_polling()


if __name__ == "__main__":
    main()
