"""Messages, edits and taps in a private chat become events."""

from typing import Any

from telegram import Message, Update
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

from bot.flows.callback_data import read_button_data
from bot.flows.events import (
    CommandGiven,
    Event,
    MessageEdited,
    OtherKind,
    OtherSent,
    PictureKind,
    PictureSent,
    TextSent,
    UnknownTap,
)
from bot.handlers.arrivals import Arrival, ArrivalTray, telegram_address

_OTHER_KINDS = {
    "animation": OtherKind.ANIMATION,
    "video": OtherKind.VIDEO,
    "video_note": OtherKind.VIDEO,
    "voice": OtherKind.VOICE,
    "audio": OtherKind.VOICE,
    "sticker": OtherKind.STICKER,
    "location": OtherKind.LOCATION,
    "venue": OtherKind.LOCATION,
    "contact": OtherKind.CONTACT,
    "document": OtherKind.FILE,
}


def register(application: Application[Any, Any, Any, Any, Any, Any], tray: ArrivalTray) -> None:
    async def on_message(update: Update, _context: Any) -> None:
        if update.message is not None:
            tray.put(_arrival(update.message, event_of(update.message)))

    async def on_edit(update: Update, _context: Any) -> None:
        edited = update.edited_message
        if edited is not None:
            words = edited.text or edited.caption or ""
            tray.put(_arrival(edited, MessageEdited(edited.message_id, words), is_new=False))

    async def on_tap(update: Update, _context: Any) -> None:
        query = update.callback_query
        if query is None:
            return
        message = query.message
        chat = message.chat.id if message is not None else query.from_user.id
        tapped = message.message_id if message is not None else None
        event = read_button_data(query.data or "") if query.from_user.id == chat else UnknownTap()
        tray.put(Arrival(telegram_address(chat), event, tap=query.id, tapped_message=tapped))

    private = filters.ChatType.PRIVATE
    # A timer or a pin is told of the chat and said by nobody: it is handled, and there is nothing to answer.
    said = private & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
    # What comes most is looked for first.
    application.add_handler(CallbackQueryHandler(on_tap))
    application.add_handler(MessageHandler(said, on_message))
    application.add_handler(MessageHandler(private & filters.UpdateType.EDITED_MESSAGE, on_edit))


def event_of(message: Message) -> Event:
    """What a private message means, whatever it holds."""
    if message.text is not None:
        return _text_event(message.text)
    caption = message.caption or ""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return PictureSent(largest.file_id, PictureKind.PHOTO, largest.file_size, caption)
    document = message.document
    if document is not None and message.animation is None and (document.mime_type or "").startswith("image/"):
        return PictureSent(document.file_id, PictureKind.FILE, document.file_size, caption)
    for attribute, kind in _OTHER_KINDS.items():
        if getattr(message, attribute) is not None:
            return OtherSent(kind, caption)
    return OtherSent(OtherKind.OTHER, caption)


def _text_event(text: str) -> Event:
    if not text.startswith("/") or len(text) < 2:
        return TextSent(text)
    name, *argument = text[1:].split(maxsplit=1) if not text[1].isspace() else [""]
    command = name.partition("@")[0].lower()
    if not command.isidentifier():
        return TextSent(text)
    return CommandGiven(command, "".join(argument).strip())


def _arrival(message: Message, event: Event, *, is_new: bool = True) -> Arrival:
    return Arrival(telegram_address(message.chat_id), event, message=message.message_id if is_new else None)
