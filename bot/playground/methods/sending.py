"""sendMessage, sendPhoto, sendDocument, sendMediaGroup."""

from typing import Any

from bot.playground.errors import BadRequest
from bot.playground.formatting import message_text
from bot.playground.markup import check_markup
from bot.playground.messages import Chat
from bot.playground.methods.call_input import CallInput
from bot.playground.methods.media import (
    caption_part,
    document_content,
    media_content,
    photo_content,
    spoiler_part,
)
from bot.playground.state import BotApiState

Json = dict[str, Any]

ALBUM_SIZES = range(2, 11)


async def send_message(state: BotApiState, call: CallInput) -> Json:
    chat = state.writable_chat(call["chat_id"])
    text = message_text(call["text"], call.get("parse_mode"), call.get("entities"))
    content: Json = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    if "link_preview_options" in call.parameters:
        content["link_preview_options"] = call["link_preview_options"]
    return _send(state, chat, call, content)


async def send_photo(state: BotApiState, call: CallInput) -> Json:
    chat = state.writable_chat(call["chat_id"])
    content = caption_part(call) | spoiler_part(call)
    return _send(state, chat, call, photo_content(state, call, call["photo"]) | content)


async def send_document(state: BotApiState, call: CallInput) -> Json:
    chat = state.writable_chat(call["chat_id"])
    content = caption_part(call)
    return _send(state, chat, call, document_content(state, call, call["document"]) | content)


async def send_media_group(state: BotApiState, call: CallInput) -> list[Json]:
    chat = state.writable_chat(call["chat_id"])
    media = call["media"]
    if len(media) not in ALBUM_SIZES:
        raise BadRequest("there must be 2 to 10 media to send an album")
    if len({one["type"] for one in media}) != 1:
        raise BadRequest("document can't be mixed with other media types")
    contents = [media_content(state, call, one) for one in media]
    album = {"media_group_id": str(13_000_000_000 + state.next_number())}
    return [_send(state, chat, call, {**content, **album}) for content in contents]


def _send(state: BotApiState, chat: Chat, call: CallInput, content: Json) -> Json:
    markup = call.get("reply_markup")
    check_markup(markup)
    content |= _reply_part(chat, call.get("reply_parameters"))
    if call.get("protect_content"):
        content["has_protected_content"] = True
    return state.add_message(chat, state.me, content, markup).content


def _reply_part(chat: Chat, reply: Json | None) -> Json:
    if reply is None:
        return {}
    if reply.get("chat_id", chat.chat_id) != chat.chat_id:
        raise BadRequest("replies to another chat are not supported here")
    answered = chat.messages.get(reply["message_id"])
    if answered is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise BadRequest("message to be replied not found")
    inner = {name: value for name, value in answered.content.items() if name != "reply_to_message"}
    return {"reply_to_message": inner}
