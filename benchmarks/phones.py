"""Many phones that tap their way through a talk as soon as they are asked something, and the Bot API behind them.

No I/O: a transport in the same process and an HTTP server both call it, for our bot and for the bare one.
"""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TALK = ("me", "_unknown", "names", "here", *("_back", "_back", "names", "here") * 2)
"""The options that a phone taps one after the other: four answers, then back and forth. The third one begins
what must be sealed with a key of its own."""

_BOT: Json = {"id": 4242424242, "is_bot": True, "first_name": "Meldmaatje", "username": "meldmaatje_bot"}
_MOST_UPDATES = 100


@dataclass
class _Phone:
    chat: int
    tapped: int = 0
    asked: Json | None = None
    changed_since_tap: bool = False


@dataclass
class Phones:
    """`talk` is what each phone taps. `noticed` is called with each method that the bot calls and its parameters."""

    talk: tuple[str, ...] = TALK
    noticed: Callable[[str, Json], None] | None = None
    _phones: dict[int, _Phone] = field(default_factory=dict)
    _updates: dict[int, Json] = field(default_factory=dict)
    _brought: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: asyncio.Event = field(default_factory=asyncio.Event)
    _released: bool = False
    _last_update: int = 0
    _last_message: int = 0

    def begin(self, chats: list[int]) -> None:
        """New phones, one for each chat, that say /start and then wait for `release`."""
        self._released = False
        self._phones = {chat: _Phone(chat) for chat in chats}
        for chat in chats:
            entities = [{"type": "bot_command", "offset": 0, "length": 6}]
            self._bring({"message": {**self._message(chat, "/start", _person(chat)), "entities": entities}})

    async def all_asked(self) -> None:
        """Wait until every phone was asked its first question."""
        await self._until(lambda: all(phone.asked for phone in self._phones.values()))

    def release(self) -> None:
        """From now on every phone taps at once; the clock runs."""
        self._released = True
        for phone in self._phones.values():
            self._tap(phone)

    async def all_finished(self) -> None:
        """Wait until every phone was asked what follows its last tap."""
        await self._until(lambda: all(self._is_finished(phone) for phone in self._phones.values()))

    def tap_alone(self, chat: int) -> str:
        """One phone taps now; answers the id of its tap."""
        return self._tap(self._phones[chat])

    def can_tap(self, chat: int) -> bool:
        phone = self._phones[chat]
        return phone.asked is not None and phone.changed_since_tap and phone.tapped < len(self.talk)

    async def call(self, method: str, parameters: Json) -> Any:
        """The `result` of a Bot API method."""
        if self.noticed is not None:
            self.noticed(method, parameters)
        match method:
            case "getUpdates":
                return await self._get_updates(int(parameters.get("offset", 0)), float(parameters.get("timeout", 0)))
            case "sendMessage":
                return self._sent(parameters)
            case "editMessageText":
                return self._edited(parameters)
            case "getMe":
                return {**_BOT, "can_join_groups": True, "supports_inline_queries": False}
            case "answerCallbackQuery" | "setMyCommands" | "deleteWebhook":
                return True
        raise LookupError(method)

    async def _get_updates(self, offset: int, wait_seconds: float) -> list[Json]:
        for known in [number for number in self._updates if number < offset]:
            del self._updates[known]
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_seconds):
                while not self._updates:
                    self._brought.clear()
                    await self._brought.wait()
        return list(self._updates.values())[:_MOST_UPDATES]

    def _sent(self, parameters: Json) -> Json:
        message = self._message(int(parameters["chat_id"]), str(parameters["text"]), _BOT)
        phone = self._phones.get(message["chat"]["id"])
        keyboard = _keyboard_of(parameters)
        if keyboard is None:
            return message
        message["reply_markup"] = keyboard
        if phone is not None:
            phone.asked, phone.changed_since_tap = message, True
            self._go_on(phone)
        return message

    def _go_on(self, phone: _Phone) -> None:
        if self._released and not self._is_finished(phone):
            self._tap(phone)
        self._asked.set()

    def _edited(self, parameters: Json) -> Json:
        chat = int(parameters["chat_id"])
        edited = self._message(chat, str(parameters["text"]), _BOT, int(parameters["message_id"]))
        keyboard = _keyboard_of(parameters)
        return {**edited, "edit_date": edited["date"], **({"reply_markup": keyboard} if keyboard else {})}

    def _is_finished(self, phone: _Phone) -> bool:
        return phone.tapped == len(self.talk) and phone.changed_since_tap

    def _tap(self, phone: _Phone) -> str:
        if phone.asked is None:
            raise LookupError("a phone that was asked nothing")
        wanted = self.talk[phone.tapped]
        rows = phone.asked["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if option_of(button) == wanted)
        phone.tapped += 1
        phone.changed_since_tap = False
        tap = str(self._last_update + 1)
        query = {
            "id": tap,
            "from": _person(phone.chat),
            "message": phone.asked,
            "chat_instance": str(phone.chat),
            "data": data,
        }
        self._bring({"callback_query": query})
        return tap

    def _bring(self, update: Json) -> None:
        self._last_update += 1
        self._updates[self._last_update] = {"update_id": self._last_update, **update}
        self._brought.set()

    def _message(self, chat: int, text: str, sender: Json, number: int | None = None) -> Json:
        self._last_message += 1
        return {
            "message_id": number or self._last_message,
            "from": sender,
            "chat": {"id": chat, "type": "private", "first_name": "Leerling"},
            "date": int(time.time()),
            "text": text,
        }

    async def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            self._asked.clear()
            await self._asked.wait()


def option_of(button: Json) -> str:
    """Which option a button stands for."""
    return str(button["callback_data"]).rpartition(":")[2]


def _person(chat: int) -> Json:
    return {"id": chat, "is_bot": False, "first_name": "Leerling", "language_code": "nl"}


def _keyboard_of(parameters: Json) -> Json | None:
    """The inline keyboard of a call, as an object or as the JSON text that travels over HTTP."""
    markup = parameters.get("reply_markup")
    markup = json.loads(markup) if isinstance(markup, str) else markup
    return markup if isinstance(markup, dict) and "inline_keyboard" in markup else None
