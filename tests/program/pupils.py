"""Pupils who report as people do: they wait for the next question, answer it once, and send nothing again.

What each of them told is written down, so that the ledger can ask for it afterwards.
"""

import asyncio
import io
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from bot.playground import LocalBotApi
from bot.playground.errors import NotOnScreen
from bot.playground.messages import ChatMessage
from bot.playground.person import Person
from bot.texts import text
from storage.codes import normalise

CLASSES = ("1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B", "4C")
CONTACTS = ("here", "name", "code", "none")
LINKED = ("here", "name")
PATIENCE_SECONDS = 600.0


def fresh_picture() -> bytes:
    """A PNG that no other picture equals, in colours that chance chose."""
    picture = Image.frombytes("RGB", (8, 6), secrets.token_bytes(8 * 6 * 3)).resize((320, 240))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _code_in(thanks: str) -> str:
    """The five words that stand in the thank-you."""
    return next(code for line in thanks.splitlines() if (code := normalise(line)) is not None)


def fresh_words() -> str:
    """Words that nobody else says, without a name or a function of the school in them."""
    return f"ze lachen om xq{secrets.token_hex(6)}"


@dataclass
class Told:
    """What one pupil told in one conversation."""

    person: Person
    contact: str
    class_label: str
    with_pictures: int = 0
    story: str = field(default_factory=fresh_words)
    name: str | None = None
    additions: list[str] = field(default_factory=list)
    picture_ids: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    thanked: bool = False
    finished: bool = False
    code: str | None = None

    @property
    def is_linked(self) -> bool:
        return self.contact in LINKED


class Pupil:
    """One conversation from /start to its end. `patience` is how many seconds somebody waits for an answer."""

    def __init__(self, told: Told, patience: float = PATIENCE_SECONDS) -> None:
        self.told = told
        self.patience = patience
        self._answered_at = 0

    async def reports(self) -> None:
        """Raises NotOnScreen when an answer does not come."""
        told = self.told
        await self.tells_until_the_send_screen()
        if told.with_pictures and not told.is_linked:
            await self._leaves_send_screen("send-more", text("ask-nude"))
            await self._tells_more()
        await self.sends()
        if told.with_pictures and told.is_linked:
            await self._taps(text("offer-yes"))
            await self._tells_more()
            await self._reads(text("more-done"))
            for number in range(1, told.with_pictures + 1):
                await told.person.sees(text("picture-kept", number=number), self.patience)
        told.finished = True

    async def tells_until_the_send_screen(self) -> None:
        told = self.told
        await told.person.types("/start")
        await self._taps(text("about-me"))
        await self._taps(told.class_label)
        await self._types(told.story, after="ask-story-me")
        await self._taps(text(f"contact-{told.contact}"))
        if told.contact == "name":
            told.name = f"Jet {secrets.token_hex(6)}"
            await self._types(told.name, after="ask-own-name")
        await told.person.sees_button(text("send-send"), self.patience)

    async def sends(self) -> None:
        heard = await self._leaves_send_screen("send-send", text("thanks-keep-messages"))
        self.told.thanked = True
        if self.told.contact == "code":
            self.told.code = _code_in(heard)

    async def _leaves_send_screen(self, label: str, following: str) -> str:
        """Tap until it goes on: when the reader or the day has changed meanwhile, the screen comes once more."""
        changed = text("promise-changed")
        heard = changed
        while following not in heard:
            await self._taps(text(label))
            heard = await self._hears(following, changed)
        return heard

    async def _tells_more(self) -> None:
        await self._taps(text("nude-no"))
        await self._reads(text("ask-pictures"))
        for _ in range(self.told.with_pictures):
            await self.sends_picture()
        await self._taps(text("button-done"))
        await self._adds("ask-by-whom")
        await self._taps(text("where-yard"))
        await self._taps(text("since-week"))
        await self._adds("ask-wish")

    async def sends_picture(self) -> None:
        content = fresh_picture()
        message = await self.told.person.sends_picture(content)
        self.told.pictures.append(content)
        self.told.picture_ids.append(message.content["photo"][-1]["file_id"])

    async def _adds(self, after: str) -> None:
        words = fresh_words()
        await self._types(words, after=after)
        self.told.additions.append(words)

    async def _hears(self, *parts: str) -> str:
        """The newest words that hold one of `parts` and came since the last answer."""
        person, answered_at = self.told.person, self._answered_at

        def heard() -> str:
            fresh = [one.words for one in person.chat.newest_first() if one.from_bot and one.revision > answered_at]
            return next((words for words in fresh if any(part in words for part in parts)), "")

        await person.chat.wait_until(lambda: heard() != "", self.patience)
        if not heard():
            raise NotOnScreen(f"{person.name} got no answer. On the screen:\n{person.screen_text()}")
        return heard()

    async def _taps(self, label: str) -> None:
        """Tap a button of what came since the last answer: a message that came twice has an older twin."""
        person = self.told.person
        answered_at = self._answered_at

        def fresh() -> ChatMessage | None:
            newest = person.chat.newest_first()
            return next((one for one in newest if label in one.buttons and one.revision > answered_at), None)

        await person.chat.wait_until(lambda: fresh() is not None, self.patience)
        message = fresh()
        if message is None:
            raise NotOnScreen(f'{person.name} finds no new button "{label}". On the screen:\n{person.screen_text()}')
        self._answered_at = person.chat.revision
        await person.taps(label, on=message)

    async def _types(self, words: str, after: str) -> None:
        await self._reads(text(after))
        self._answered_at = self.told.person.chat.revision
        await self.told.person.types(words)

    async def _reads(self, part: str) -> str:
        return (await self.told.person.sees_next(part, self.patience)).words


@dataclass
class Crowd:
    """Pupils who go on reporting, always `size` of them at once, each conversation by somebody new."""

    api: LocalBotApi
    size: int = 22
    patience: float = PATIENCE_SECONDS
    contacts: Sequence[str] = CONTACTS
    told: list[Told] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    _going_on: bool = True
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _chance: random.Random = field(default_factory=lambda: random.Random(7))

    def begin(self) -> None:
        self._tasks = [asyncio.create_task(self._report_on()) for _ in range(self.size)]

    @property
    def moving(self) -> int:
        """How many conversations have begun and not ended."""
        return sum(not told.finished for told in self.told) - len(self.stuck)

    async def finish(self) -> None:
        """Let everyone end the conversation they are in, and begin no other."""
        self._going_on = False
        await asyncio.gather(*self._tasks)

    async def _report_on(self) -> None:
        while self._going_on:
            try:
                await Pupil(self._newcomer(), self.patience).reports()
            except NotOnScreen as missing:
                self.stuck.append(str(missing))
                return

    def _newcomer(self) -> Told:
        number = len(self.told)
        told = Told(
            self.api.person(f"Leerling {number}"),
            contact=self._chance.choice(self.contacts),
            class_label=CLASSES[number % len(CLASSES)],
            with_pictures=self._chance.choice((0, 0, 1, 2)),
        )
        self.told.append(told)
        return told
