"""Everything the local Bot API remembers, and the acts that both sides' code shares."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.playground.calls import Calls
from bot.playground.errors import BadRequest, Forbidden
from bot.playground.files import Files
from bot.playground.markup import INLINE, Markup, inline_part
from bot.playground.messages import Chat, ChatMessage, Chats, Json
from bot.playground.updates import UpdateQueue

CALLBACK_LIFETIME = timedelta(minutes=5)
BOT_USER_ID = 7_000_000_001


@dataclass(eq=False, slots=True)
class CallbackQuery:
    """One tap on an inline button; it can be answered once, and not for ever."""

    query_id: str
    message: ChatMessage
    at: datetime
    chat: Chat


@dataclass(eq=False)
class BotProfile:
    """What the bot has said about itself, by language."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)


class BotApiState:
    """The server's memory; all of it lives in one event loop."""

    def __init__(self, clock: Clock, token: str, bot_username: str) -> None:
        self.clock = clock
        self.token = token
        self.me: Json = {
            "id": BOT_USER_ID,
            "is_bot": True,
            "first_name": bot_username,
            "username": bot_username,
        }
        self.chats = Chats()
        self.files = Files()
        self.updates = UpdateQueue()
        self.calls = Calls()
        self.profile = BotProfile()
        self.webhook: Json | None = None
        self.callbacks: dict[str, CallbackQuery] = {}
        self._numbers = 0

    def unix_now(self) -> int:
        return int(self.clock.now().timestamp())

    def next_number(self) -> int:
        """A number that was never used before, for ids of albums, callbacks and accounts."""
        self._numbers += 1
        return self._numbers

    def chat(self, chat_id: int | str) -> Chat:
        """Raises BadRequest when the bot has never met this chat."""
        chat = self.chats.by_id.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or not chat.started:
            raise BadRequest("chat not found")
        return chat

    def writable_chat(self, chat_id: int | str) -> Chat:
        """Raises BadRequest or Forbidden when the bot may not write there."""
        chat = self.chat(chat_id)
        if chat.blocked:
            raise Forbidden("bot was blocked by the user")
        if not chat.bot_is_member:
            raise Forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def add_message(self, chat: Chat, sender: Json | None, content: Json, markup: Markup | None = None) -> ChatMessage:
        """Put one more message in the chat; `sender` is None in a channel."""
        now = self.clock.now()
        whole: Json = {
            "message_id": chat.next_message_id(),
            "date": int(now.timestamp()),
            "chat": chat.described,
        }
        if sender is not None:
            whole["from"] = sender
        whole |= content
        inline = inline_part(markup)
        if inline is not None:
            whole["reply_markup"] = inline
        message = ChatMessage(chat, whole, sender is self.me, now)
        message.has_reply_keyboard = markup is not None and markup["kind"] != INLINE
        chat.bring_keyboard(markup, message.message_id)
        chat.add(message)
        return message

    def change_message(self, message: ChatMessage, changes: Json, removed: tuple[str, ...] = ()) -> None:
        """Edit in place; updates that were handed out earlier keep what they said."""
        content = {name: value for name, value in message.content.items() if name not in removed}
        message.earlier.append(message.content)
        message.content = {**content, **changes, "edit_date": self.unix_now()}
        message.chat.changed(message)

    def tapped(self, message: ChatMessage, user: Json, data: str) -> CallbackQuery:
        """A person tapped an inline button; the bot gets to hear it."""
        query = CallbackQuery(str(4_800_000_000_000 + self.next_number()), message, self.clock.now(), message.chat)
        self.callbacks[query.query_id] = query
        update: dict[str, Any] = {
            "id": query.query_id,
            "from": user,
            "message": message.content,
            "chat_instance": str(message.chat.chat_id * 7919),
            "data": data,
        }
        self.updates.put("callback_query", update)
        return query
