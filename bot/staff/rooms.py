"""All rooms of the staff together, and what time and reporters bring to them."""

from collections.abc import Mapping
from functools import partial

from bot.batch import Batch
from bot.case_left import CaseLeft
from bot.case_office import CaseOffice
from bot.house import House
from bot.reminders import OnDue
from bot.staff.access import is_over, may_go_on
from bot.staff.case_acts import CaseActs
from bot.staff.case_moves import CaseMoves
from bot.staff.case_room import CaseRoom
from bot.staff.duty_book import DutyBook
from bot.staff.flag_room import FlagRoom
from bot.staff.intake_room import IntakeRoom
from bot.staff.join_room import JoinRoom
from bot.staff.left_mornings import LeftMornings
from bot.staff.menu import command_behind
from bot.staff.parents_room import ParentsRoom
from bot.staff.periodic_book import PeriodicBook
from bot.staff.periodic_room import PeriodicRoom
from bot.staff.reading_room import ReadingRoom
from bot.staff.report_room import ReportRoom
from bot.staff.shown_cards import RememberedCards
from bot.staff.thread_room import ThreadRoom
from bot.staff.watch_room import WatchRoom
from bot.staff.welcome_room import WelcomeRoom
from bot.staff_desk import Room, StaffDesk
from bot.told_of_pictures import heed_pictures
from bot.unread_mornings import UnreadMornings
from storage.dues import Due, DueKind


class StaffRooms:
    """The staff's desk with its rooms. `on_due` says what each kind of due row brings about."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self._book = book = DutyBook(house, office)
        self._moves = CaseMoves(house, office)
        acts = CaseActs(house, office, book)
        cases = CaseRoom(house, office, book, acts)
        self._reading = ReadingRoom(house, office, acts, cases.show_card)
        self._thread = ThreadRoom(house, office, self.hide_from)
        intake = IntakeRoom(house, office, acts, cases.show_card)
        self.periodic = PeriodicBook(house)
        year = PeriodicRoom(house, self.periodic)
        flags = FlagRoom(house, office)
        self._watch = WatchRoom(house, office, acts, cases.show_card)
        parents = ParentsRoom(house, office, acts, cases.show_card)
        join = JoinRoom(house, office, acts, cases.show_card)
        rooms: list[Room] = [WelcomeRoom(house), self._reading, self._thread, flags, intake, cases, year]
        rooms += [parents, self._watch, join, ReportRoom(house, office, acts)]
        self.desk = StaffDesk(rooms, command_behind, partial(may_go_on, office), partial(is_over, office))
        self.on_due: Mapping[DueKind, OnDue] = {
            DueKind.HIDE: self._reading.on_hide_due,
            DueKind.DUTY: book.on_duty_due,
            DueKind.ANSWER: self._thread.on_answer_due,
            DueKind.HELD: self._on_held_due,
            DueKind.PERIODIC: self.periodic.on_due,
            DueKind.WATCH: self._watch.on_watch_due,
            DueKind.UNREAD: UnreadMornings(house).on_due,
            DueKind.LEFT: LeftMornings(house, office).on_due,
            DueKind.OVER: CaseLeft(house, office).on_due,
            DueKind.CARD: RememberedCards(house, office).on_due,
        }

    async def reporter_wrote(self, batch: Batch, number: int, report_id: bytes) -> None:
        """A reporter wrote something more about a case: whoever has it hears of it and has to answer."""
        await self._thread.reporter_wrote(batch, number, report_id)

    async def _on_held_due(self, batch: Batch, due: Due) -> None:
        """What was asked about these words was not answered in time."""
        if await self._thread.afterwards.kind_left_open(batch, due):
            if due.case_number is not None:
                await heed_pictures(batch, self._house, self._office, due.case_number)
            return
        await self._thread.on_held_due(batch, due)

    async def look_again(self, batch: Batch, number: int) -> None:
        """An open case that is with the wrong reader goes to the right one, and its duties to whose they are then; what
        its reporters said of a naked picture is known in it."""
        was_told = await heed_pictures(batch, self._house, self._office, number)
        case_file = await self._office.case(batch, number)
        if case_file is None or not (await self._moves.look_again(batch, case_file) or was_told):
            return
        changed = await self._office.case(batch, number)
        if changed is not None:
            await self._book.refresh(batch, changed)

    async def hide_from(self, batch: Batch, number: int, person: str) -> None:
        """What this person has on the screen of a case goes at once; what whoever has it must do by now
        is asked of them."""
        await self._reading.hide_from(batch, number, person)
        case_file = await self._office.case(batch, number)
        if case_file is not None and case_file.is_open:
            await self._book.refresh(batch, case_file)
