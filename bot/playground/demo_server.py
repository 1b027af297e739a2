"""Serving the demo: the local Bot API and the page with phones, around programs that somebody else composes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.administration import invite_with
from bot.archive import Archive
from bot.clock import MovableClock
from bot.house import House
from bot.playground import LocalBotApi, serve
from bot.playground.demo_door import DemoDoor
from bot.playground.demo_phones import DemoPeople, people_of, phones_of
from bot.playground.demo_school import TOKEN, inspect, school_choices, school_file
from bot.playground.page_server import playground_app
from bot.playground.page_view import Inspection, Phones, Picker
from bot.playground.prologue import Prologue
from bot.school_on_disk import SchoolOnDisk, open_school
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
    """Everything that the program of one school is made from; `open` when it runs."""

    api: LocalBotApi
    clock: MovableClock
    address: str
    token: str
    people: DemoPeople
    phones: Phones
    _on_disk: SchoolOnDisk
    _behind: _Behind
    _door: DemoDoor

    @property
    def school(self) -> School:
        return self._on_disk.school

    @property
    def protocol_text(self) -> str:
        return self._on_disk.protocol_text

    async def open(
        self,
        archive: Archive,
        house: House,
        sweep: Callable[[], Awaitable[int]],
        all_said: Callable[[], bool],
    ) -> None:
        """Tie every member of staff by a real invitation, play what happened before, let the pupil begin.

        `all_said` tells whether nothing waits to be sent.
        """

        async def settles() -> None:
            await self.api.all_confirmed(within=60)
            while not all_said():  # noqa: ASYNC110 - the delivery tells nobody when it is done, and a demo can look again
                await asyncio.sleep(0.01)

        self._behind.archive, self._behind.house, self._behind.sweep = archive, house, sweep
        for person, someone in self.people.staff.items():
            await someone.opens(await invite_with(archive, person, self.api.username, self.clock.now()))
        await settles()
        await Prologue(self.api, self.school, self.phones.first, self.clock, sweep, settles).play()
        await self.people.pupil.starts()
        await settles()
        self._door.show()


@dataclass(frozen=True)
class DemoServer:
    """The demo while it is served at `address`: one school after the other, as people choose."""

    address: str
    door: DemoDoor

    @asynccontextmanager
    async def stage(self, school_id: str) -> AsyncIterator[DemoStage]:
        """One of the schools, as if nobody had ever been there. Raises KeyError for another id."""
        clock = MovableClock()
        api = LocalBotApi(clock, TOKEN)
        on_disk = open_school(school_file(school_id))
        people, behind = people_of(api, on_disk.school), _Behind()
        phones = phones_of(people, on_disk.school)

        async def look() -> Inspection:
            if behind.archive is None or behind.house is None:
                return Inspection()
            async with behind.archive.database.reading() as connection:
                return await inspect(connection, behind.house)

        async def moved() -> None:
            if behind.sweep is not None:
                await behind.sweep()

        next_school_day = SchoolCalendar.of(on_disk.school).next_school_day
        picker = Picker(school_id, school_choices(), self.door.choose)
        page = playground_app(api, clock, phones, look, next_school_day, on_disk.school.name, moved, picker)
        api.open_doors()
        self.door.put(api, page)
        try:
            yield DemoStage(api, clock, self.address, TOKEN, people, phones, on_disk, behind, self.door)
        finally:
            behind.archive = behind.house = behind.sweep = None
            api.close_doors()


@asynccontextmanager
async def served(port: int, first_school: str) -> AsyncIterator[DemoServer]:
    """The page and the Bot API on this port of the machine itself. Raises OSError for a taken port."""
    door = DemoDoor(first_school)
    async with serve(door, port=port) as address:
        yield DemoServer(address, door)
