"""A person with a phone: what they do, and what they see. Tests read like the talk itself."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from bot.playground.errors import NotOnScreen, PersonCannot, StillOnScreen
from bot.playground.formatting import typed_entities
from bot.playground.groups import Group, add_bot_to
from bot.playground.membership import membership_changed
from bot.playground.messages import ChatMessage, Json, Toast
from bot.playground.person_sending import SendingPerson
from bot.playground.screen import written_screen
from bot.playground.state import CallbackQuery

EDITABLE_FOR = timedelta(hours=48)


class Person(SendingPerson):
    """One account and its private chat with the bot. Waits are in seconds and end with the change."""

    # What is on the screen

    def screen(self) -> list[ChatMessage]:
        """The visible messages, oldest first."""
        return list(self.chat.messages.values())

    def screen_text(self) -> str:
        """The whole screen in words, for error messages."""
        return written_screen(self.chat, self.name)

    @property
    def last_message(self) -> ChatMessage:
        """The newest message of the bot. Raises NotOnScreen when there is none."""
        message = next((message for message in self.chat.newest_first() if message.from_bot), None)
        if message is None:
            raise NotOnScreen(f"{self.name} has no message of the bot")
        return message

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons under the newest message of the bot that has any."""
        return next((message.buttons for message in self.chat.newest_first() if message.buttons), [])

    @property
    def keyboard(self) -> list[str]:
        """The labels of the fixed keyboard below the text box."""
        return [button["text"] for row in self.chat.keyboard for button in row]

    @property
    def toasts(self) -> list[Toast]:
        """Everything that answers to taps have shown, oldest first."""
        return self.chat.toasts

    @property
    def deleted_messages(self) -> list[ChatMessage]:
        """What was on the screen and was taken away."""
        return self.chat.deleted

    async def sees(self, part: str, within: float = 10.0) -> ChatMessage:
        """Wait until a message of the bot has these words; gives the newest. Raises NotOnScreen."""
        return await self._find(lambda message: part in message.words, f'see "{part}"', within)

    async def sees_next(self, part: str, within: float = 10.0) -> ChatMessage:
        """As `sees`, but only what came or changed after the person's own last act counts."""
        return await self._find(
            lambda message: part in message.words and message.revision > self._acted_at,
            f'see "{part}" after their last act',
            within,
        )

    async def sees_button(self, label: str, within: float = 10.0) -> ChatMessage:
        return await self._find(lambda message: label in message.buttons, f'see the button "{label}"', within)

    async def sees_toast(self, part: str, within: float = 10.0) -> Toast:
        """Wait until the answer to a tap has shown these words. Raises NotOnScreen."""
        toasts = self.chat.toasts
        if not await self.chat.wait_until(lambda: any(part in toast.text for toast in toasts), within):
            raise self._missing(f'see a toast "{part}"', within)
        return next(toast for toast in reversed(toasts) if part in toast.text)

    async def does_not_see(self, part: str, for_seconds: float = 0.0) -> None:
        """Raises StillOnScreen when a message of the bot has these words, now or within `for_seconds`."""
        if await self.chat.wait_until(lambda: self._newest(lambda it: part in it.words) is not None, for_seconds):
            raise StillOnScreen(f'{self.name} sees "{part}". On the screen:\n{self.screen_text()}')

    async def no_longer_sees(self, part: str, within: float = 10.0) -> None:
        """Wait until no message of the bot has these words. Raises StillOnScreen."""
        if not await self.chat.wait_until(lambda: self._newest(lambda it: part in it.words) is None, within):
            raise StillOnScreen(f'{self.name} still sees "{part}". On the screen:\n{self.screen_text()}')

    # What the person does

    async def starts(self, payload: str = "") -> ChatMessage:
        """Press Start, perhaps through a deep link with this payload; lets a blocked bot in again."""
        if self.chat.blocked:
            await self.unblocks()
        return await self.types(f"/start {payload}".strip())

    async def opens(self, link: str) -> ChatMessage:
        """Open a `https://t.me/<bot>?start=…` link. Raises PersonCannot for any other."""
        parts = urlsplit(link)
        if parts.netloc != "t.me" or parts.path != f"/{self._state.me['username']}":
            raise PersonCannot(f"{link} does not lead to this bot")
        return await self.starts(parse_qs(parts.query).get("start", [""])[0])

    async def taps(self, label: str, on: ChatMessage | None = None, within: float = 10.0) -> None:
        """Tap a button: inline on the newest message that has it, else of the fixed keyboard.

        With `on`, the button of that message is tapped, also one that it has lost since, as a second phone
        or a quick finger can. Raises NotOnScreen when no such button comes `within` seconds.
        """
        if on is not None:
            await self._tap(on, self._old_button(on, label))
            return
        if not await self.chat.wait_until(lambda: self._has_button(label), within):
            raise self._missing(f'find the button "{label}"', within)
        message = self._newest(lambda one: label in one.buttons)
        if message is None:
            await self.types(label)
            return
        await self._tap(message, self._old_button(message, label))

    async def presses(self, message: ChatMessage, button: Json) -> None:
        """Tap exactly this button (an InlineKeyboardButton of the Bot API) of this message."""
        await self._tap(message, button)

    async def forges_tap(self, data: str, on: ChatMessage | None = None) -> CallbackQuery:
        """Send a callback with any data, as somebody with a program of their own could."""
        return await self._callback(on or self.last_message, data)

    async def edits(self, message: ChatMessage, text: str) -> None:
        """Change one's own message. Raises PersonCannot when it is another's or older than 48 hours."""
        if message.from_bot or self._state.clock.now() - message.sent_at > EDITABLE_FOR:
            raise PersonCannot("this message cannot be edited")
        self._check_not_blocked()
        name = "text" if "text" in message.content else "caption"
        entities = typed_entities(text)
        changes: Json = {name: text} | ({"entities": entities} if entities else {})
        self._state.change_message(message, changes, (name, "entities"))
        self._acted_at = self.chat.revision
        self._state.updates.put("edited_message", message.content)
        await asyncio.sleep(0)

    async def deletes(self, message: ChatMessage) -> None:
        """Take a message away on both sides; the bot is not told."""
        self.chat.remove(message)
        await asyncio.sleep(0)

    async def blocks(self) -> None:
        self.chat.blocked = True
        membership_changed(self._state, self.chat, self.user, "member", "kicked")
        await asyncio.sleep(0)

    async def unblocks(self) -> None:
        self.chat.blocked = False
        membership_changed(self._state, self.chat, self.user, "kicked", "member")
        await asyncio.sleep(0)

    async def adds_bot_to_group(self, title: str = "Klas 2B") -> Group:
        return await add_bot_to(self._state, self.user, "supergroup", title)

    async def adds_bot_to_channel(self, title: str = "Schoolnieuws") -> Group:
        return await add_bot_to(self._state, self.user, "channel", title)

    async def _tap(self, message: ChatMessage, button: Json) -> None:
        if "callback_data" in button:
            await self._callback(message, button["callback_data"])
        elif button.get("url", "").startswith("https://t.me/"):
            await self.opens(button["url"])

    async def _callback(self, message: ChatMessage, data: str) -> CallbackQuery:
        self._check_not_blocked()
        self._acted_at = self.chat.revision
        query = self._state.tapped(message, self.user, data)
        await asyncio.sleep(0)
        return query

    def _old_button(self, message: ChatMessage, label: str) -> Json:
        button = message.button(label)
        if button is None:
            raise NotOnScreen(f'message {message.message_id} never had a button "{label}"; it has {message.buttons}')
        return button

    def _has_button(self, label: str) -> bool:
        return label in self.keyboard or self._newest(lambda message: label in message.buttons) is not None

    def _newest(self, wanted: Callable[[ChatMessage], bool]) -> ChatMessage | None:
        return next((one for one in self.chat.newest_first() if one.from_bot and wanted(one)), None)

    async def _find(self, wanted: Callable[[ChatMessage], bool], what: str, within: float) -> ChatMessage:
        await self.chat.wait_until(lambda: self._newest(wanted) is not None, within)
        message = self._newest(wanted)
        if message is None:
            raise self._missing(what, within)
        return message

    def _missing(self, what: str, within: float) -> NotOnScreen:
        return NotOnScreen(f"{self.name} does not {what} within {within:g} s. On the screen:\n{self.screen_text()}")
