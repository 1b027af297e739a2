"""The stage for whole conversations: the real program over HTTP against the local Bot API, with a clock to move."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.administration import invite_with
from bot.app import running_program
from bot.clock import MovableClock
from bot.pace import Pace
from bot.plan import Plan
from bot.playground import LocalBotApi, serve
from bot.playground.person import Person
from bot.program import MeldmaatjeProgram
from casework.protocol import shipped_protocol_text
from casework.school import School
from casework.school_file import load_school
from storage.connection import AsyncConnection
from storage.sealing import MasterKey
from tests.rooms import data_url, lay_empty_databases

TOKEN = "4242424242:AAEkBvN2mWq8x1YyTQm3v9cZr7LpUoJhGfA"
MASTER = MasterKey(bytes(range(32)))
EXAMPLE_SCHOOL = Path(__file__).parents[2] / "examples" / "school.yaml"
SETTLED_SECONDS = 60.0
MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def example_school() -> School:
    return load_school(EXAMPLE_SCHOOL.read_text(encoding="utf-8"), "school.yaml")


@dataclass
class Stage:
    """A running program and the people around it."""

    api: LocalBotApi
    clock: MovableClock
    folder: Path
    plan: Plan
    program: MeldmaatjeProgram
    _running: AsyncExitStack
    _staff: dict[str, Person] = field(default_factory=dict)

    @property
    def database_file(self) -> Path:
        return self.folder / "school.sqlite3"

    def pupil(self, name: str = "Noor") -> Person:
        return self.api.person(name)

    async def staff(self, person: str) -> Person:
        """A member of staff of the school's file, tied to an account by a real invitation."""
        if person not in self._staff:
            known = self.plan.school.people[person]
            someone = self.api.person(known.name)
            link = await invite_with(self.program.archive, person, self.api.username, self.clock.now())
            await someone.opens(link)
            await someone.sees(known.name.split()[0])
            self._staff[person] = someone
        return self._staff[person]

    async def move_to(self, instant: datetime) -> None:
        """Let everything under way be done, move the clock, and let the program do what is due by then."""
        await self.settles()
        self.clock.move_to(instant)
        await self.program.sweep.run_once()

    async def later(self, **duration: float) -> None:
        await self.move_to(self.clock.now() + timedelta(**duration))

    async def restarts(self, *, settled: bool = True) -> None:
        """The program stops and starts anew on the same databases: what it had in memory is gone."""
        if settled:
            await self.settles()
        await self._running.aclose()
        self.program = await self._running.enter_async_context(running_program(self.plan))

    async def settles(self) -> None:
        """Wait until every update is handled and everything is said."""
        assert await self.api.all_confirmed(within=SETTLED_SECONDS)
        while not self.program.delivery.is_idle:
            await asyncio.sleep(0.01)


def quick_pace() -> Pace:
    """No waiting between messages: the pace has tests of its own."""
    return Pace(asyncio.get_running_loop().time, per_second=1e6, per_chat=1e6, chat_burst=1e6)


@asynccontextmanager
async def staged(
    folder: Path, school: School | None = None, protocol_text: str | None = None, start: datetime = MONDAY_MORNING
) -> AsyncIterator[Stage]:
    """A stage with a database in `folder`, its clock at `start`; the year of the school is planned by then."""
    clock = MovableClock(start)
    api = LocalBotApi(clock, TOKEN)
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(serve(api))
        await lay_empty_databases(folder)
        plan = Plan(
            token=TOKEN,
            telegram_api=address,
            database_url=data_url(folder),
            master=MASTER,
            school=school or example_school(),
            protocol_text=protocol_text or shipped_protocol_text("kluiverboom"),
            clock=clock,
            sweep_seconds=3600,
            pace=quick_pace,
        )
        running = await stack.enter_async_context(AsyncExitStack())
        program = await running.enter_async_context(running_program(plan))
        await program.archive.database.write(_after_all_that_waits)
        yield Stage(api, clock, folder, plan, program, running)


async def _after_all_that_waits(_connection: AsyncConnection) -> None:
    """The one writer comes to this after what began to be written at the start."""
