"""What the bot hears when it is added, removed, blocked or let in again."""

from typing import Any

from bot.playground.messages import Chat
from bot.playground.state import BotApiState

Json = dict[str, Any]


def membership_changed(state: BotApiState, chat: Chat, by: Json, before: str, after: str) -> None:
    """Queue a my_chat_member update; `before` and `after` are statuses of the bot in `chat`."""
    state.updates.put(
        "my_chat_member",
        {
            "chat": chat.described,
            "from": by,
            "date": state.unix_now(),
            "old_chat_member": _member(state, before),
            "new_chat_member": _member(state, after),
        },
    )


def _member(state: BotApiState, status: str) -> Json:
    member: Json = {"user": state.me, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        member |= _ADMINISTRATOR
    return member


_ADMINISTRATOR: Json = dict.fromkeys(
    (
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ),
    False,
) | {"can_post_messages": True}
