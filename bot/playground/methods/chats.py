"""getChat, leaveChat, sendChatAction, getFile."""

from typing import Any

from bot.playground.errors import BadRequest
from bot.playground.files import MAX_DOWNLOAD
from bot.playground.membership import membership_changed
from bot.playground.methods.call_input import CallInput
from bot.playground.state import BotApiState

Json = dict[str, Any]

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def get_chat(state: BotApiState, call: CallInput) -> Json:
    chat = state.chat(call["chat_id"])
    fixed = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    return {**chat.described, **fixed}


_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


async def leave_chat(state: BotApiState, call: CallInput) -> bool:
    chat = state.writable_chat(call["chat_id"])
    if chat.kind == "private":
        raise BadRequest("chat is not a group or a channel")
    chat.bot_is_member = False
    membership_changed(state, chat, state.me, "member", "left")
    chat.changed()
    return True


async def send_chat_action(state: BotApiState, call: CallInput) -> bool:
    state.writable_chat(call["chat_id"])
    if call["action"] not in _ACTIONS:
        raise BadRequest("wrong parameter action in request")
    return True


async def get_file(state: BotApiState, call: CallInput) -> Json:
    stored = state.files.by_id(call["file_id"])
    if stored.size > MAX_DOWNLOAD:
        raise BadRequest("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
