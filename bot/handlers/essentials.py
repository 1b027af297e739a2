"""An update with the parts that somebody reads, so that the rest need not be built."""

from typing import Any

from telegram import Bot, CallbackQuery, Chat, InaccessibleMessage, Update, User


def read_update(raw: Any, bot: Bot) -> Update:
    """The raw update as python-telegram-bot reads it; of a message whose button was tapped only which one it was.

    Building the rest of that message, its text and its keyboard, would cost more than all else that reading an update
    does. So it is told as the Bot API tells a message that cannot be read any more. Raises whatever reading raises on
    what is no update.
    """
    query = raw.get("callback_query") if isinstance(raw, dict) else None
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return Update.de_json(raw, bot)
    tapped = InaccessibleMessage(Chat.de_json(message["chat"], bot), message["message_id"])
    sender = User.de_json(query["from"], bot)
    tap = CallbackQuery(query["id"], sender, query["chat_instance"], message=tapped, data=query.get("data"))
    return Update(raw["update_id"], callback_query=tap)
