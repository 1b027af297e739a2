"""A made-up school for the tests of the page."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from PIL import Image

from bot.clock import MovableClock
from bot.playground import LocalBotApi, serve
from bot.playground.page_server import playground_app
from bot.playground.page_view import DutyRow, Inspection, OutboxRow, Phone, Phones, Picker

SCHOOL = "Het Kluiver <College>"
CHOICES = (("kluiver", f"{SCHOOL} · Pestprotocol"), ("noordhoek", "De Noordhoek · Protocol"))
OWNERS = (
    ("pupil", "Noor", "leerling in 2B"),
    ("pauzewacht", "Ben", "pauzewacht"),
    ("coach", "Anouk Visser", "coach van 2B"),
    ("confidant", "Farid", "vertrouwenspersoon"),
)
OTHERS = (
    ("mila_bos", "Mila Bos", "teamleider"),
    ("jan_dijk", "Jan <Dijk>", "MT, beheerder"),
)


@dataclass
class DemoSchool:
    """Everything a test of the page wants to reach."""

    api: LocalBotApi
    clock: MovableClock
    base_url: str
    duties: list[DutyRow] = field(default_factory=list)
    outbox: list[OutboxRow] = field(default_factory=list)
    sweeps: list[datetime] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    async def choose(self, school_id: str) -> None:
        self.chosen.append(school_id)

    async def inspect(self) -> Inspection:
        return Inspection(tuple(self.duties), tuple(self.outbox))

    async def sweep(self) -> None:
        """A bot that notices a late duty as soon as the clock has moved."""
        self.sweeps.append(self.clock.now())
        self.duties = [
            DutyRow("Zaak 12", "Lees de melding", "Anouk Visser", date(2026, 11, 23), late=len(self.sweeps) > 1)
        ]
        self.outbox = [OutboxRow("Anouk Visser", "Nieuwe melding", "sent", datetime(2026, 11, 23, 8, 30, tzinfo=UTC))]


@asynccontextmanager
async def demo_school(api: LocalBotApi, clock: MovableClock) -> AsyncIterator[DemoSchool]:
    """The page with four phones, and two that can be added, served."""
    school = DemoSchool(api, clock, "")
    first, others = (
        [Phone(key, api.person(name), name, role) for key, name, role in all_] for all_ in (OWNERS, OTHERS)
    )
    picker = Picker("kluiver", CHOICES, school.choose)
    app = playground_app(api, clock, Phones(first, others), school.inspect, next_day, SCHOOL, school.sweep, picker)
    async with serve(api, app) as base_url:
        school.base_url = base_url
        yield school


def next_day(day: date) -> date:
    return day + timedelta(days=1)


def picture(width: int = 640, height: int = 480) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(written, "PNG")
    return written.getvalue()
