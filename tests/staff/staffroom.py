"""The staff's desk with real databases: events of people in, the rows of one transaction out."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bot.archive import Archive, open_archive
from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_opening import open_for_report
from bot.clock import MovableClock
from bot.flows.callback_data import read_button_data
from bot.flows.events import CommandGiven, Event, TextSent
from bot.flows.reading_plan import plan_for
from bot.flows.words import Button, Message, message_from_data
from bot.handlers.arrivals import Arrival, telegram_address
from bot.house import House, make_house
from bot.outcome import Done, Refused
from bot.reading import reading_from_data, reading_of
from bot.sent_rows import SentRows
from bot.spoken import spoken, spoken_message
from bot.staff.access import is_over, may_go_on
from bot.staff.case_acts import CaseActs
from bot.staff.case_room import CaseRoom
from bot.staff.duty_book import DutyBook
from bot.staff.facts import staff_facts
from bot.staff.flag_room import FlagRoom
from bot.staff.intake_room import IntakeRoom
from bot.staff.menu import command_behind
from bot.staff.reading_room import ReadingRoom
from bot.staff.thread_room import ThreadRoom
from bot.staff.welcome_room import WelcomeRoom
from bot.staff_desk import Room, StaffDesk
from casework.protocol import shipped_protocol_text
from casework.report import AboutWhom, Contact, Report
from casework.school import School
from storage import cases, dues, reports
from storage.cases import CaseFile
from storage.dues import Due, DueKind
from storage.outbox import OutboxRow, RowNumbers
from storage.people import Account
from storage.sealing import MasterKey
from storage.vault import Address
from tests.rooms import data_url, lay_empty_databases

MONDAY_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOTICE = 77
"""The channel's id of a notice that was tapped."""
PUPIL = telegram_address(5)
MASTER = MasterKey(bytes(range(32)))


@dataclass
class Staffroom:
    """A school with everybody's account tied, and all rooms open."""

    archive: Archive
    house: House
    office: CaseOffice
    clock: MovableClock
    numbers: RowNumbers
    reading: ReadingRoom
    thread: ThreadRoom
    desk: StaffDesk

    def address(self, person: str) -> Address:
        return telegram_address(1000 + list(self.house.school.people).index(person))

    async def delivered(self, batch: Batch, outcome: Done | Refused | None = None) -> Batch:
        """What follows when every row of this batch is marked with what came of it."""
        sent_rows = SentRows(self.house, self.office, self.numbers)

        async def marked(following: Batch) -> None:
            for row in batch.rows:
                made = await sent_rows(following.connection, row, outcome or Done())
                following.rows.extend(made.rows if made is not None else [])

        return await self.in_batch(marked)

    async def in_batch(self, work: Callable[[Batch], Awaitable[Any]], *addresses: Address) -> Batch:
        """One transaction; whatever it says must have its words."""
        now = self.clock.now()

        async def job(connection: Any) -> Batch:
            batch = Batch(connection, self.archive.vault, now, self.numbers)
            await batch.load({self.archive.vault.chat_of(address): address for address in addresses})
            await work(batch)
            await batch.flush()
            return batch

        batch: Batch = await self.archive.database.write(job)
        for row in batch.rows:
            if "message" in row.payload:
                spoken_message(message_of(row))
        return batch

    async def does(self, person: str, event: Event, message: int | None = None) -> Batch:
        arrival = Arrival(self.address(person), event, tap="tap", tapped_message=message)
        return await self.in_batch(lambda batch: self.desk.receive(batch, arrival, person), arrival.address)

    async def says(self, person: str, words: str) -> Batch:
        return await self.does(person, TextSent(words))

    async def commands(self, person: str, name: str, argument: str = "") -> Batch:
        return await self.does(person, CommandGiven(name, argument))

    async def taps(self, person: str, button: Button, message: int | None = NOTICE) -> Batch:
        return await self.does(person, read_button_data(button.data), message)

    async def reported(self, **changes: Any) -> int:
        """A report of a pupil of 2B, sent and with its first reader; answers the case number."""
        about: dict[str, Any] = {"victim_class": "2B", "story": "ze schelden mij uit", "contact": Contact.HERE}
        report = Report(**{"about": AboutWhom.ME, **about, **changes})
        numbers: list[int] = []

        async def work(batch: Batch) -> None:
            plan = plan_for(staff_facts(self.house, "sanne_de_boer", batch.now).reading, report)
            reading = reading_of(report, plan, doubts_coach=False)
            report_id = batch.make_key("report")
            number = await open_for_report(self.house, batch, report_id, report, reading)
            if report.contact.linked:
                reports.add_reporter(batch.changes, batch.vault, report_id, PUPIL)
            await self.office.hand_to_reader(batch, number, reading)
            numbers.append(number)

        self.notice = await self.in_batch(work)
        return numbers[0]

    async def report_id(self, number: int) -> bytes:
        async with self.archive.database.reading() as connection:
            found = await reports.reports_of_case(connection, self.archive.vault, number)
        return found[0].id

    async def tells(self, number: int, kind: str, text: str, held_from: tuple[str, ...] = ()) -> Batch:
        """The pupil tells something more, as the reporters' desk does it."""
        report_id = await self.report_id(number)

        async def work(batch: Batch) -> None:
            sealer = await batch.sealer(report_id)
            assert sealer is not None
            today = batch.now.date()
            await reports.add_told(batch.connection, batch.changes, sealer, report_id, kind, text, today, held_from)
            await self.thread.reporter_wrote(batch, number, report_id)

        return await self.in_batch(work)

    async def case(self, number: int) -> CaseFile:
        async with self.archive.database.reading() as connection:
            found = await cases.case_by_number(connection, self.archive.vault, number)
        assert found is not None
        return found

    async def keeps_reading(self, number: int, **changes: Any) -> None:
        """The case is read in another way from now on."""

        async def work(batch: Batch) -> None:
            case = await self.office.case(batch, number)
            assert case is not None
            await self.office.keep_reading(batch, case, replace(reading_from_data(case.reading), **changes))

        await self.in_batch(work)

    async def dues(self, kind: DueKind) -> list[Due]:
        async with self.archive.database.reading() as connection:
            return list(await dues.dues_of_kind(connection, kind))

    async def sweep(self, kind: DueKind, on_due: Callable[[Batch, Due], Awaitable[None]]) -> Batch:
        """Do what is due of one kind, as the sweep does."""
        waiting = [due for due in await self.dues(kind) if due.at <= self.clock.now()]

        async def work(batch: Batch) -> None:
            for due in waiting:
                dues.done(batch.changes, due)
                await on_due(batch, due)

        return await self.in_batch(work)

    def to(self, batch: Batch, who: str | Address) -> list[OutboxRow]:
        """The rows of a batch for one person."""
        address = self.address(who) if isinstance(who, str) else who
        chat = self.archive.vault.chat_of(address)
        return [row for row in batch.rows if row.chat == chat]

    def words_to(self, batch: Batch, who: str | Address) -> str:
        return "\n".join(spoken_message(message_of(row)) for row in self.to(batch, who))

    def button(self, batch: Batch, label: str, who: str | Address) -> Button:
        """The button with these words in the newest row for this person that has it."""
        for row in reversed(self.to(batch, who)):
            for button in buttons_of(row):
                if spoken(button.label) == label:
                    return button
        raise AssertionError(f"no button {label}")

    def labels(self, batch: Batch, who: str | Address) -> list[str]:
        return [spoken(button.label) for row in self.to(batch, who) for button in buttons_of(row)]


def message_of(row: OutboxRow) -> Message:
    return message_from_data(row.payload["message"])


def buttons_of(row: OutboxRow) -> list[Button]:
    return [button for buttons in message_of(row).buttons for button in buttons] if "message" in row.payload else []


@asynccontextmanager
async def staffroom_of(
    school: School, folder: Path, at: datetime = MONDAY_TEN, protocol: str = "kluiverboom"
) -> AsyncIterator[Staffroom]:
    clock = MovableClock(at)
    await lay_empty_databases(folder)
    archive = await open_archive(data_url(folder), MASTER)
    try:
        house = await make_house(school, shipped_protocol_text(protocol), archive, clock)
        for place, person in enumerate(school.people):
            address = telegram_address(1000 + place)
            chat = archive.vault.chat_of(address)
            house.staff.put(person, Account(house.person_hash(person), chat, address, unreachable=False))
        yield _opened(archive, house, clock)
    finally:
        await archive.close()


def _opened(archive: Archive, house: House, clock: MovableClock) -> Staffroom:
    office = CaseOffice(house)
    book = DutyBook(house, office)
    acts = CaseActs(house, office, book)
    card = CaseRoom(house, office, book, acts)
    reading = ReadingRoom(house, office, acts, card.show_card)
    thread = ThreadRoom(house, office, reading.hide_from)
    intake = IntakeRoom(house, office, acts, card.show_card)
    rooms: list[Room] = [reading, thread, FlagRoom(house, office), intake, WelcomeRoom(house), card]
    desk = StaffDesk(rooms, command_behind, partial(may_go_on, office), partial(is_over, office))
    return Staffroom(archive, house, office, clock, RowNumbers(1), reading, thread, desk)
