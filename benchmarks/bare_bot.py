"""A bare python-telegram-bot bot: it says the same as ours, from memory, and stores nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler
from telegram.request import BaseRequest

from benchmarks.phones import Json, Phones, option_of
from benchmarks.program import TOKEN, plan_for
from bot.app import running_program
from bot.transport import AiohttpRequest


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
) -> Application[Any, Any, Any, Any, Any, Any]:
    """An application as the library's examples build it; its own transport unless another is given."""
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
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


async def recorded_replies(folder: Path, transport: Callable[[Phones], AiohttpRequest]) -> list[Reply]:
    """What our bot says during the talk of one phone; the first reply is the answer to /start."""
    calls: list[tuple[str, Json]] = []
    phones = Phones(noticed=lambda method, parameters: calls.append((method, dict(parameters))))
    plan = plan_for(folder / "recorded.sqlite3", transport=lambda: transport(phones))
    async with running_program(plan), asyncio.timeout(20):
        phones.begin([1])
        await phones.all_asked()
        phones.release()
        await phones.all_finished()
    questions = [parameters for method, parameters in calls if method == "sendMessage" and "reply_markup" in parameters]
    closed = ["", *(parameters["text"] for method, parameters in calls if method == "editMessageText")]
    return [_reply(before, asked) for before, asked in zip(closed, questions, strict=True)]


def _reply(closed: str, asked: Json) -> Reply:
    rows = asked["reply_markup"]["inline_keyboard"]
    return Reply(closed, asked["text"], [[[button["text"], button["callback_data"]] for button in row] for row in rows])


__all__ = ["Reply", "bare_application", "option_of", "recorded_replies"]
