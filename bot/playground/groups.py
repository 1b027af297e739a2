"""Groups and channels that somebody adds the bot to."""

import asyncio
from dataclasses import dataclass

from bot.playground.formatting import typed_entities
from bot.playground.membership import membership_changed
from bot.playground.messages import Chat, ChatMessage, Json
from bot.playground.state import BotApiState

_FIRST_GROUP_ID = -1_002_000_000_000


@dataclass(frozen=True)
class Group:
    """A group or a channel with the bot in it, until the bot leaves."""

    state: BotApiState
    chat: Chat
    founder: Json

    @property
    def bot_is_there(self) -> bool:
        return self.chat.bot_is_member

    async def bot_leaves(self, within: float = 10.0) -> bool:
        """Wait until the bot has left; False when it stays."""
        return await self.chat.wait_until(lambda: not self.chat.bot_is_member, within)

    async def says(self, text: str) -> ChatMessage:
        """Its founder writes there; the bot hears it as long as it is there."""
        entities = typed_entities(text)
        return await self._post({"text": text} | ({"entities": entities} if entities else {}))

    async def _post(self, content: Json) -> ChatMessage:
        sender, kind = (None, "channel_post") if self.chat.kind == "channel" else (self.founder, "message")
        message = self.state.add_message(self.chat, sender, content)
        if self.chat.bot_is_member:
            self.state.updates.put(kind, message.content)
        await asyncio.sleep(0)
        return message


async def add_bot_to(state: BotApiState, founder: Json, kind: str, title: str) -> Group:
    """A new group or channel (`kind` as in the Bot API) with the bot in it; the bot hears of it."""
    chat_id = _FIRST_GROUP_ID - state.next_number()
    chat = state.chats.add(Chat(chat_id, kind, {"id": chat_id, "type": kind, "title": title}, started=True))
    group = Group(state, chat, founder)
    membership_changed(state, chat, founder, "left", "administrator" if kind == "channel" else "member")
    if kind != "channel":
        await group._post({"new_chat_members": [state.me]})
    return group
