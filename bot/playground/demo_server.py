"""Serving the demo: the local Bot API and the page with phones, around a program that somebody else composes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.administration import invite_with
from bot.archive import Archive
from bot.clock import MovableClock
from bot.house import House
from bot.playground import LocalBotApi, serve
from bot.playground.demo_school import TOKEN, DemoPeople, inspect, people_of, phones_of, school_file
from bot.playground.page_server import playground_app
from bot.playground.page_view import Inspection
from bot.school_on_disk import SchoolOnDisk, open_school
from bot.terminal import say
from casework.calendar import SchoolCalendar
from casework.school import School


@dataclass
class _Behind:
    """What stands behind the page once the program runs."""

    archive: Archive | None = None
    house: House | None = None
    sweep: Callable[[], Awaitable[int]] | None = None


@dataclass(frozen=True)
class DemoStage:
    """Everything that the demo's program is made from; `open` when it runs."""

    api: LocalBotApi
    clock: MovableClock
    address: str
    token: str
    people: DemoPeople
    _on_disk: SchoolOnDisk
    _behind: _Behind

    @property
    def school(self) -> School:
        return self._on_disk.school

    @property
    def protocol_text(self) -> str:
        return self._on_disk.protocol_text

    async def open(self, archive: Archive, house: House, sweep: Callable[[], Awaitable[int]]) -> None:
        """Tie every member of staff by a real invitation and let the pupil begin."""
        self._behind.archive, self._behind.house, self._behind.sweep = archive, house, sweep
        for person, someone in self.people.staff.items():
            await someone.opens(await invite_with(archive, person, self.api.username, self.clock.now()))
        await self.people.pupil.starts()
        say("demo-open", address=self.address)


@asynccontextmanager
async def served(port: int) -> AsyncIterator[DemoStage]:
    """The page and the Bot API on this port of the machine itself. Raises OSError for a taken port."""
    clock = MovableClock()
    on_disk = open_school(school_file())
    api = LocalBotApi(clock, TOKEN)
    people, behind = people_of(api, on_disk.school), _Behind()

    async def look() -> Inspection:
        if behind.archive is None or behind.house is None:
            return Inspection()
        async with behind.archive.database.reading() as connection:
            return await inspect(connection, behind.house)

    async def moved() -> None:
        if behind.sweep is not None:
            await behind.sweep()

    calendar = SchoolCalendar.of(on_disk.school)
    page = playground_app(
        api, clock, phones_of(people, on_disk.school), look, calendar.next_school_day, on_disk.school.name, moved
    )
    async with serve(api, page, port=port) as address:
        yield DemoStage(api, clock, address, TOKEN, people, on_disk, behind)
