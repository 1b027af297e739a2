"""editMessageText, editMessageReplyMarkup, editMessageMedia, editMessageCaption."""

from typing import Any

from bot.playground.errors import BadRequest
from bot.playground.formatting import message_text
from bot.playground.markup import check_markup, inline_part
from bot.playground.messages import ChatMessage
from bot.playground.methods.call_input import CallInput
from bot.playground.methods.media import caption_part, media_content
from bot.playground.state import BotApiState

Json = dict[str, Any]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_MEDIA_FIELDS = ("photo", "document")
_CAPTION_FIELDS = ("caption", "caption_entities")


async def edit_message_text(state: BotApiState, call: CallInput) -> Json:
    message = _editable(state, call)
    if "text" not in message.content:
        raise BadRequest("there is no text in the message to edit")
    text = message_text(call["text"], call.get("parse_mode"), call.get("entities"))
    changes: Json = {"text": text.text}
    if text.entities:
        changes["entities"] = text.entities
    return _edit(state, message, call, changes, ("text", "entities"))


async def edit_message_caption(state: BotApiState, call: CallInput) -> Json:
    message = _editable(state, call)
    if not any(kind in message.content for kind in _MEDIA_FIELDS):
        raise BadRequest("there is no caption in the message to edit")
    return _edit(state, message, call, caption_part(call), _CAPTION_FIELDS)


async def edit_message_media(state: BotApiState, call: CallInput) -> Json:
    message = _editable(state, call)
    if "media_group_id" in message.content and call["media"]["type"] not in message.content:
        raise BadRequest("can't edit message media type")
    changes = media_content(state, call, call["media"])
    replaced = ("text", "entities", *_MEDIA_FIELDS, *_CAPTION_FIELDS, "has_media_spoiler")
    return _edit(state, message, call, changes, replaced)


async def edit_message_reply_markup(state: BotApiState, call: CallInput) -> Json:
    return _edit(state, _editable(state, call), call, {}, ())


def _editable(state: BotApiState, call: CallInput) -> ChatMessage:
    chat = state.writable_chat(call["chat_id"])
    message = chat.messages.get(call["message_id"])
    if message is None:
        raise BadRequest("message to edit not found")
    if not message.from_bot or message.has_reply_keyboard:
        raise BadRequest("message can't be edited")
    return message


def _edit(state: BotApiState, message: ChatMessage, call: CallInput, changes: Json, replaced: tuple[str, ...]) -> Json:
    """Change the fields `replaced` to `changes`; the inline keyboard always becomes the one of the call."""
    markup = call.get("reply_markup")
    check_markup(markup)
    keyboard = inline_part(markup)
    if keyboard is not None:
        changes = {**changes, "reply_markup": keyboard}
    touched = (*replaced, "reply_markup")
    if all(message.content.get(name) == changes.get(name) for name in touched):
        raise BadRequest(NOT_MODIFIED)
    state.change_message(message, changes, touched)
    return message.content
