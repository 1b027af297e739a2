"""What happened at the demo's school before its visitor came: played by its people, through their own phones.

A week ago a pupil reported and the coach took it up and began, so that the days of a case are running; today the coach
put off what comes back each year, a pupil wrote to the confidant, and the break guard passed on what they saw.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.clock import MovableClock
from bot.playground.errors import PersonCannot
from bot.playground.page_view import Phone
from bot.playground.person import Person
from bot.playground.telegram_server import LocalBotApi
from bot.texts import text
from casework.calendar import SchoolCalendar, instant, local_date
from casework.school import CONFIDANT, School, SchoolClass

DAYS_AGO = 7
_IN_THE_MORNING = time(10, 20)
_MOST_QUESTIONS = 15
_ACTS_DONE = 3
_MOST_TAPS = 25
_CONTROLS = ("button-back", "button-stop", "button-quick-exit")


@dataclass(frozen=True)
class Prologue:
    """The school and what is needed to play in it.

    `settles` waits until everything that was done is answered; `sweep` does what is due.
    """

    api: LocalBotApi
    school: School
    phones: Sequence[Phone]
    clock: MovableClock
    sweep: Callable[[], Awaitable[int]]
    settles: Callable[[], Awaitable[None]]

    async def play(self) -> None:
        """Everything up to now, by the clock. Raises PersonCannot when the bot asks what nobody here can answer."""
        now, calendar = self.clock.now(), SchoolCalendar.of(self.school)
        _, guard, coach, _ = (phone.person for phone in self.phones)
        first_day = calendar.on_or_before(local_date(now) - timedelta(days=DAYS_AGO))
        self.clock.move_to(instant(first_day, _IN_THE_MORNING))
        await self._reports(text("demo-other-pupil"), text("demo-story"))
        for label in ("small-read", "small-taken"):
            await self._taps(coach, text(label))
        await self._works(coach)
        await self._live_on(calendar, now)
        await self._puts_on_a_day_soon(coach, calendar)
        to_confidant = text("send-confidant", title=self.school.role_title(CONFIDANT))
        await self._reports(text("demo-third-pupil"), text("demo-story-confidant"), to_confidant)
        await self._flags(guard)

    @property
    def _class(self) -> SchoolClass:
        """The class of the phones: the first one of the coach among them."""
        coach = self.phones[2].label
        return next(one for one in self.school.classes.values() if self.school.people[one.coach or ""].name == coach)

    async def _reports(self, name: str, story: str, *wanted: str) -> None:
        """Tell the story about oneself, under one's own name; what is `wanted` is tapped once where it is offered."""
        pupil, send = self.api.person(name), text("send-send")
        preferred = [*wanted, send, text("about-me"), self._class.label, text("contact-name"), text("button-skip")]
        told = iter((story, name))
        await pupil.starts()
        await self.settles()
        for _ in range(_MOST_QUESTIONS):
            chosen = next((one for one in preferred if one in pupil.buttons), None)
            if chosen is None:
                await self._types(pupil, next(told, story))
                continue
            await self._taps(pupil, chosen)
            if chosen == send:
                return
            if chosen in wanted:
                preferred.remove(chosen)
        raise PersonCannot("the bot goes on asking")

    async def _works(self, coach: Person) -> None:
        """Do what stands first on the card of the case, a few times; each question gets its first answer, or a word."""
        done, more, skip = 0, text("card-view-more"), text("button-skip")
        controls = {text(key) for key in _CONTROLS}
        for _ in range(_MOST_TAPS):
            first, is_card = coach.buttons[0], more in coach.buttons
            if is_card and (first == more or done == _ACTS_DONE):
                return
            done += is_card
            if skip in coach.buttons:
                await self._taps(coach, skip)
            elif first in controls:
                await self._types(coach, text("demo-other-pupil"))
            else:
                await self._taps(coach, first)

    async def _flags(self, guard: Person) -> None:
        await self._types(guard, text("menu-flag"))
        seen = (text("flag-seen-left-out"), text("staff-urgency-normal"), text("flag-send"))
        for answer in (self.school.places[1], self._class.label, *seen):
            await self._taps(guard, answer)

    async def _puts_on_a_day_soon(self, coach: Person, calendar: SchoolCalendar) -> None:
        """Of what comes back each year the coach's next duty is put on a school day in a week."""
        await self._types(coach, "/jaar")
        await self._taps(coach, coach.buttons[0])
        await self._taps(coach, text("small-periodic-later"))
        soon = calendar.on_or_after(local_date(self.clock.now()) + timedelta(weeks=1))
        await self._types(coach, f"{soon.day}-{soon.month}")

    async def _live_on(self, calendar: SchoolCalendar, until: datetime) -> None:
        """Every school day that passes brings what it brings; then it is `until`."""
        day = calendar.next_school_day(local_date(self.clock.now()))
        while calendar.opens_at(day) < until:
            self.clock.move_to(calendar.opens_at(day) + timedelta(minutes=5))
            await self.sweep()
            day = calendar.next_school_day(day)
        self.clock.move_to(until)
        await self.sweep()
        await self.settles()

    async def _taps(self, person: Person, label: str) -> None:
        await person.taps(label)
        await self.settles()

    async def _types(self, person: Person, words: str) -> None:
        await person.types(words)
        await self.settles()
