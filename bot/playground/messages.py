"""Chats and the messages in them, as both sides see them."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.markup import INLINE, REMOVE, REPLY, Markup

Json = dict[str, Any]


@dataclass(eq=False, slots=True)
class ChatMessage:
    """One message; `content` is its Message object of the Bot API, `earlier` what it was before each edit."""

    chat: "Chat"
    content: Json
    from_bot: bool
    sent_at: datetime
    has_reply_keyboard: bool = False
    deleted: bool = False
    earlier: list[Json] = field(default_factory=list)
    revision: int = 0

    @property
    def message_id(self) -> int:
        return int(self.content["message_id"])

    @property
    def words(self) -> str:
        """The text, or what stands under the picture; empty when there is neither."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def kind(self) -> str:
        """What the message holds: "text", "photo", "document", …"""
        return next((kind for kind in _CONTENT_KINDS if kind in self.content), "service")

    @property
    def button_rows(self) -> list[list[Json]]:
        rows: list[list[Json]] = self.content.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons under the message."""
        return [button["text"] for row in self.button_rows for button in row]

    def button(self, label: str) -> Json | None:
        """The button with this label, also when the message has lost its keyboard since."""
        for content in (self.content, *reversed(self.earlier)):
            for row in content.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        return dict(button)
        return None

    @property
    def edited(self) -> bool:
        """Whether it says something else than at first; another keyboard alone does not count."""
        return any(before.get(name) != self.content.get(name) for before in self.earlier for name in _SHOWN_AS_EDITED)

    @property
    def protected(self) -> bool:
        return bool(self.content.get("has_protected_content"))

    @property
    def spoiler(self) -> bool:
        return bool(self.content.get("has_media_spoiler"))


_SHOWN_AS_EDITED = ("text", "caption", "photo", "document")
_CONTENT_KINDS = (
    "text",
    "photo",
    "animation",
    "document",
    "voice",
    "video",
    "video_note",
    "audio",
    "sticker",
    "location",
    "contact",
)


@dataclass(frozen=True)
class Toast:
    """What the answer to a tap showed; `alert` is a window to be closed instead of a passing line."""

    text: str
    alert: bool
    url: str | None = None


@dataclass(eq=False)
class Chat:
    """A private chat, a group or a channel, with its own message numbers."""

    chat_id: int
    kind: str
    described: Json
    messages: dict[int, ChatMessage] = field(default_factory=dict)
    deleted: list[ChatMessage] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)
    started: bool = False
    blocked: bool = False
    bot_is_member: bool = True
    keyboard: list[list[Json]] = field(default_factory=list)
    revision: int = 0
    _keyboard_message: int | None = None
    _last_message_id: int = 0
    _next_change: "asyncio.Future[None] | None" = None
    _watchers: list[Callable[["Chat"], None]] = field(default_factory=list)

    def next_message_id(self) -> int:
        self._last_message_id += 1
        return self._last_message_id

    def add(self, message: ChatMessage) -> None:
        self.messages[message.message_id] = message
        self.changed(message)

    def remove(self, message: ChatMessage) -> None:
        """The message vanishes for both sides, and the fixed keyboard that it brought with it."""
        del self.messages[message.message_id]
        message.deleted = True
        self.deleted.append(message)
        if self._keyboard_message == message.message_id:
            self._keyboard_message, self.keyboard = None, []
        self.changed()

    def bring_keyboard(self, markup: Markup | None, message_id: int) -> None:
        """Show or remove the fixed keyboard below the text box, if this message says so."""
        if markup is None or markup["kind"] == INLINE:
            return
        if markup["kind"] == REPLY:
            self.keyboard, self._keyboard_message = markup["keyboard"], message_id
        elif markup["kind"] == REMOVE:
            self.keyboard, self._keyboard_message = [], None

    def newest_first(self) -> Iterator[ChatMessage]:
        return reversed(self.messages.values())

    def watch(self, watcher: Callable[["Chat"], None]) -> None:
        """Call `watcher` after every change of this chat."""
        self._watchers.append(watcher)

    def changed(self, message: ChatMessage | None = None) -> None:
        """Tell everyone who waits that something, perhaps this message, is different now."""
        self.revision += 1
        if message is not None:
            message.revision = self.revision
        if self._next_change is not None:
            if not self._next_change.done():
                self._next_change.set_result(None)
            self._next_change = None
        for watcher in self._watchers:
            watcher(self)

    async def wait_until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait until `condition` holds, looking again after each change; False when the time is over."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await self._change()
        except TimeoutError:
            return condition()
        return True

    async def _change(self) -> None:
        if self._next_change is None:
            self._next_change = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._next_change)


@dataclass(eq=False)
class Chats:
    """All chats by id; a group's @name is not supported."""

    by_id: dict[int, Chat] = field(default_factory=dict)
    watchers: list[Callable[[Chat], None]] = field(default_factory=list)

    def add(self, chat: Chat) -> Chat:
        self.by_id[chat.chat_id] = chat
        chat.watch(self._tell)
        return chat

    def _tell(self, chat: Chat) -> None:
        for watcher in self.watchers:
            watcher(chat)
