"""Telling every open page what has changed, as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress

from bot.playground.messages import Chat
from bot.playground.page_view import Inspection, Json, Phone, Phones, inspection_view, phone_view

# Changes that come together travel together; the eye does not notice.
GATHER_SECONDS = 0.03
# How long the panel may lag behind what changes without any message.
LOOK_AGAIN_SECONDS = 2.0

Inspect = Callable[[], Awaitable[Inspection]]


class PagePush:
    """Knows the open pages; each gets what is new for it."""

    def __init__(
        self,
        phones: Phones,
        inspect: Inspect,
        clock: Callable[[], Json],
        closing: Callable[[], asyncio.Event],
        school: str | None = None,
    ) -> None:
        self._phones = phones
        self._inspect = inspect
        self._clock = clock
        self._closing = closing
        self._school = school
        self._pages: set[_OpenPage] = set()
        self._phone_of_chat = {phone.person.chat.chat_id: phone.id for phone in phones.all}

    async def whole_state(self, added: Sequence[str] = ()) -> Json:
        """Everything that a page shows to which the phones of these ids were added."""
        return {
            "school": self._school,
            "phones": [phone_view(phone) for phone in self._phones.on_page(added)],
            "clock": self._clock(),
            "behind": inspection_view(await self._inspect()),
        }

    def chat_changed(self, chat: Chat) -> None:
        phone = self._phone_of_chat.get(chat.chat_id)
        if phone is not None:
            for page in self._pages:
                page.mark_phone(phone)

    def clock_moved(self) -> None:
        for page in self._pages:
            page.mark_clock()

    async def events(self, added: Sequence[str] = ()) -> AsyncIterator[bytes]:
        """The stream of one page with these phones added; ends when the server goes down."""
        page = _OpenPage(self._phones.on_page(added))
        self._pages.add(page)
        try:
            state = await self.whole_state(added)
            behind = state["behind"]
            # Short: when another school opens the page must hear of it soon.
            yield b"retry: 500\n\n"
            yield _event("state", state)
            while await page.something_new(self._closing()):
                for event in self._changes(page):
                    yield event
                now_behind = inspection_view(await self._inspect())
                yield _event("behind", now_behind) if now_behind != behind else b": still here\n\n"
                behind = now_behind
        finally:
            self._pages.discard(page)

    def _changes(self, page: "_OpenPage") -> list[bytes]:
        events = [_event("phone", phone_view(phone)) for phone in page.take_phones()]
        if page.take_clock():
            events.append(_event("clock", self._clock()))
        return events


class _OpenPage:
    """What one page has not heard yet."""

    def __init__(self, shown: Sequence[Phone]) -> None:
        self._shown = shown
        self._phones: set[str] = set()
        self._clock = False
        self._news = asyncio.Event()

    def mark_phone(self, phone: str) -> None:
        if any(phone == shown.id for shown in self._shown):
            self._phones.add(phone)
            self._news.set()

    def mark_clock(self) -> None:
        self._clock = True
        self._news.set()

    def take_phones(self) -> list[Phone]:
        phones, self._phones = self._phones, set()
        return [phone for phone in self._shown if phone.id in phones]

    def take_clock(self) -> bool:
        clock, self._clock = self._clock, False
        return clock

    async def something_new(self, closing: asyncio.Event) -> bool:
        """Wait for news, or for the time to look again; False when the server goes down."""
        waiting = [asyncio.create_task(self._news.wait()), asyncio.create_task(closing.wait())]
        try:
            done, _ = await asyncio.wait(waiting, timeout=LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
        if done and not closing.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(closing.wait(), GATHER_SECONDS)
        self._news.clear()
        return not closing.is_set()


def _event(name: str, content: Json) -> bytes:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n".encode()
