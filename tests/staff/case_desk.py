"""A school at work on cases: the real desk, database and key store, with a chat for each person in memory."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_opening import open_for_report
from bot.clock import MovableClock
from bot.flows.callback_data import read_button_data
from bot.flows.events import Event, TextSent
from bot.flows.words import Button, Message
from bot.handlers.arrivals import Arrival, telegram_address
from bot.house import House, StaffAccounts, outline_of
from bot.outgoing import EditMessage, SendMessage, outgoing_from_data
from bot.reading import Reading
from bot.spoken import spoken, spoken_message
from bot.staff.access import is_over, may_go_on
from bot.staff.case_acts import CaseActs
from bot.staff.case_room import CaseRoom
from bot.staff.duty_book import DutyBook
from bot.staff.duty_list import DutyLine, open_duties
from bot.staff.join_room import JoinRoom
from bot.staff.parents_room import ParentsRoom
from bot.staff.report_room import ReportRoom
from bot.staff.watch_room import WatchRoom
from bot.staff_desk import Room, StaffDesk
from casework.calendar import SchoolCalendar, local_date
from casework.case import Case
from casework.case_events import CaseEvent
from casework.protocol import Protocol
from casework.report import AboutWhom, Contact, Report
from casework.school import School
from casework.wording import Refusal
from storage import cases, dues, people, reports
from storage.cases import CaseFile
from storage.database import Database
from storage.dues import Due, DueKind
from storage.keystore import KeyStore
from storage.outbox import OutboxRow, RowNumbers
from storage.sealing import MasterKey
from storage.tables import due as due_table
from storage.vault import Vault
from tests.rooms import data_url, keys_url, lay_empty_databases

PUPIL = "the pupil"
COACH, COORDINATOR, CONFIDANT = "sanne_de_boer", "karin_visser", "lotte_jansen"


@dataclass
class Shown:
    """One message in somebody's chat, as it is now."""

    id: int
    message: Message

    @property
    def text(self) -> str:
        return spoken_message(self.message)

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.message.buttons for button in row]


@dataclass
class CaseDesk:
    """Taps, words and sweeps go in; chats, the fold and the due rows are looked at."""

    database: Database
    vault: Vault
    house: House
    now: datetime
    chats: dict[str, list[Shown]] = field(default_factory=dict)
    toasts: list[str | None] = field(default_factory=list)
    _numbers: RowNumbers = field(default_factory=lambda: RowNumbers(1))
    _message_of_row: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.office = CaseOffice(self.house)
        self.book = DutyBook(self.house, self.office)
        self.acts = CaseActs(self.house, self.office, self.book)
        self.room = CaseRoom(self.house, self.office, self.book, self.acts)
        shared = (self.house, self.office, self.acts, self.room.show_card)
        self.watch = WatchRoom(*shared)
        rooms: list[Room] = [self.room, ParentsRoom(*shared), self.watch, JoinRoom(*shared)]
        rooms.append(ReportRoom(self.house, self.office, self.acts))
        self.desk = StaffDesk(rooms, lambda words: None, partial(may_go_on, self.office), partial(is_over, self.office))
        self._chat_ids = {name: 1000 + place for place, name in enumerate((PUPIL, *self.house.school.people))}

    def address(self, name: str) -> Any:
        return telegram_address(self._chat_ids[name])

    async def tie(self, *names: str) -> "CaseDesk":
        async def job(batch: Batch) -> None:
            for name in names:
                person = self.house.person_hash(name)
                account = people.tie_account(batch.changes, self.vault, person, self.address(name), self.now)
                self.house.staff.put(name, account)

        await self.transact(job)
        return self

    async def transact(self, job: Any) -> Any:
        """Run `job(batch)` as one transaction, then deliver what it said."""
        made: list[Batch] = []

        async def in_transaction(connection: Any) -> Any:
            batch = Batch(connection, self.vault, self.now, self._numbers)
            made.append(batch)
            answer = await job(batch)
            await batch.finish()
            return answer

        self.house.clock.move_to(self.now)  # type: ignore[attr-defined]  # the test's clock is a MovableClock
        answer = await self.database.write(in_transaction)
        for row in made[-1].rows:
            self._deliver(row)
        self.toasts += [toast.key for toast in made[-1].toasts]
        return answer

    def _deliver(self, row: OutboxRow) -> None:
        name = next(name for name, chat in self._chat_ids.items() if chat == row.payload["to"]["chat"])
        chat = self.chats.setdefault(name, [])
        outgoing = outgoing_from_data(row.payload)
        if isinstance(outgoing, SendMessage):
            self._message_of_row[row.id] = row.id
            chat.append(Shown(row.id, outgoing.message))
        elif isinstance(outgoing, EditMessage):
            target = outgoing.message_id or row.target_row
            next(shown for shown in chat if shown.id == target).message = outgoing.message

    async def open_case(self, reading: Reading, **report: Any) -> int:
        """A report of a linked reporter becomes a case with this reading."""
        told = {"about": AboutWhom.ME, "victim_class": "2B", "story": "story", "contact": Contact.HERE, **report}

        async def job(batch: Batch) -> int:
            report_id = batch.make_key("report")
            number = await open_for_report(self.house, batch, report_id, Report(**told), reading)
            reports.add_reporter(batch.changes, self.vault, report_id, self.address(PUPIL))
            return number

        number: int = await self.transact(job)
        return number

    async def send(self, name: str, event: Event, message: int | None = None) -> None:
        address = self.address(name)

        async def job(batch: Batch) -> None:
            await batch.load({self.vault.chat_of(address): address})
            tap = None if isinstance(event, TextSent) else "tap"
            await self.desk.receive(batch, Arrival(address, event, 1, tap, message), name)

        await self.transact(job)

    async def types(self, name: str, words: str) -> None:
        await self.send(name, TextSent(words))

    async def tap_data(self, name: str, data: str, message: int | None = None) -> None:
        await self.send(name, read_button_data(data), message)

    async def open_card(self, name: str, number: int) -> None:
        await self.tap_data(name, f"v1:s.0:card:{number}")

    async def tap(self, name: str, label: str) -> None:
        """Tap the newest button in the chat whose words begin with `label`."""
        shown, button = self.find(name, label)
        await self.tap_data(name, button.data, shown.id)

    def find(self, name: str, label: str) -> tuple[Shown, Button]:
        for shown in reversed(self.chats.get(name, [])):
            for button in shown.buttons:
                if spoken(button.label).startswith(label):
                    return shown, button
        raise AssertionError(f"no button {label!r} in {self.labels(name)}")

    def labels(self, name: str) -> list[str]:
        """Everything that can be tapped in the newest message."""
        return [spoken(button.label) for button in self.last(name).buttons]

    def last(self, name: str) -> Shown:
        return self.chats[name][-1]

    def texts(self, name: str) -> list[str]:
        return [shown.text for shown in self.chats.get(name, [])]

    async def answers(self, name: str, *steps: str) -> None:
        """Tap a button with these words, or type them where there is none on the newest question."""
        for step in steps:
            if any(label.startswith(step) for label in self.labels(name)):
                await self.tap(name, step)
            else:
                await self.types(name, step)

    async def case_file(self, number: int) -> CaseFile:
        async def job(batch: Batch) -> CaseFile | None:
            return await cases.case_by_number(batch.connection, self.vault, number)

        found: CaseFile | None = await self.transact(job)
        assert found is not None
        return found

    async def case(self, number: int) -> Case:
        return self.office.folded(await self.case_file(number))

    async def perform(self, number: int, command: Any, person: str = COACH) -> Any:
        async def job(batch: Batch) -> Any:
            case_file = await self.office.case(batch, number)
            assert case_file is not None
            return await self.acts.perform(batch, case_file, command, person)

        return await self.transact(job)

    async def does(self, number: int, *commands: Any, person: str = COACH) -> None:
        """Give the case these commands; each is carried out."""
        for command in commands:
            answer = await self.perform(number, command, person)
            assert not isinstance(answer, Refusal), (command, answer)

    async def happens(self, number: int, *events: CaseEvent) -> None:
        """These events happened in the case, whatever the engine would have said to the commands for them."""

        async def job(batch: Batch) -> None:
            case_file = await self.office.case(batch, number)
            assert case_file is not None
            await self.office.add_events(batch, case_file, events)

        await self.transact(job)

    async def take_up(self, number: int, person: str = COACH) -> None:
        await self.open_card(person, number)
        await self.tap(person, "Ik pak dit op")

    async def due_instants(self, kind: DueKind = DueKind.DUTY) -> list[datetime]:
        async def job(batch: Batch) -> list[datetime]:
            found = await dues.dues_until(batch.connection, datetime.max.replace(tzinfo=self.now.tzinfo), 1000)
            return [due.at for due in found if due.kind is kind]

        instants: list[datetime] = await self.transact(job)
        return instants

    async def sweep(self) -> None:
        """Everything that is due now, each duty in a transaction of its own, oldest first."""

        async def find(batch: Batch) -> Any:
            return await dues.dues_until(batch.connection, self.now, 1000)

        for due in await self.transact(find):
            if due.kind is DueKind.DUTY:
                await self.transact(lambda batch, due=due: self._remind(batch, due))

    async def sweep_at_once(self) -> None:
        """Everything that is due now in one transaction, as the program does it."""

        async def job(batch: Batch) -> None:
            for due in await dues.dues_until(batch.connection, self.now, 1000):
                if due.kind is DueKind.DUTY:
                    await self._remind(batch, due)

        await self.transact(job)

    async def _remind(self, batch: Batch, due: Due) -> None:
        """The sweep takes the row away before its duty is looked at."""
        dues.done(batch.changes, due)
        await self.book.on_duty_due(batch, due)

    async def duties(self) -> list[DutyLine]:
        async def job(batch: Batch) -> list[DutyLine]:
            return await open_duties(batch.connection, self.house)

        lines: list[DutyLine] = await self.transact(job)
        return lines

    async def rows_of_dues(self) -> int:
        async def job(batch: Batch) -> int:
            return len((await batch.connection.execute(select(due_table))).all())

        count: int = await self.transact(job)
        return count


async def open_desk(folder: Path, school: School, protocol: Protocol, now: datetime) -> CaseDesk:
    """A desk with an empty database in `folder`, the clock at `now` (aware)."""
    master = MasterKey(bytes(range(32)))
    await lay_empty_databases(folder)
    database = Database.at(data_url(folder))
    vault = Vault(master, await KeyStore.open(keys_url(folder), master))
    house = House(
        school=school,
        calendar=SchoolCalendar.of(school),
        protocol=protocol,
        protocol_hash="hash",
        outline=outline_of(protocol),
        vault=vault,
        clock=MovableClock(now),
        staff=StaffAccounts(),
        protocols={"hash": protocol},
    )
    return CaseDesk(database, vault, house, now)


def read_by_coach(now: datetime, **changes: Any) -> Reading:
    """The reading of a report about a pupil of 2B, with its coach to read it first."""
    return Reading(**{"class_id": "2B", "reader": COACH, "read_by": local_date(now).isoformat(), **changes})
