"""What is told after sending and cannot wait: sooner to be taken up, and else the first work of the present step."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.house import House
from bot.reading import Reading
from bot.staff.access import handler_of, reading_of_case
from bot.staff.case_people import lead_of
from bot.staff.duty_book import DutyBook
from bot.staff.told_lines import told_lines
from casework.case_events import CaseEvent, CaseJoined, HandedOver, Postponed, StepOpened, TrackChanged
from casework.pressing import Pressing, hurried
from casework.report import Urgency
from casework.routing import acknowledge_by
from storage import dues
from storage.cases import CaseFile
from storage.dues import DueKind

_LEAVES_IT = (CaseJoined, HandedOver, Postponed, StepOpened, TrackChanged)
"""What leaves the work of a case to somebody else or to later, and so is no looking at what was told."""


class ToldLater:
    """Keeps by when such words are looked at, and until when that is asked."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self._book = DutyBook(house, office)

    async def hurry(self, batch: Batch, case: CaseFile, *, is_danger: bool, held_from: Collection[str]) -> CaseFile:
        """Who has yet to take it up has the day of what cannot wait from the start, and each morning, and whoever is
        the next to have it, hears so; in danger that is the first who is there. Once it is taken up, who leads the step
        has it to look at, and the work of that step is for that day too. From whom the words are held nothing is asked
        sooner."""
        reading = reading_of_case(case)
        pressed = reading.with_pressing(Pressing(Urgency.NOW) if is_danger else hurried(reading.pressing))
        leads = lead_of(self._house, self._office.folded(case), reading)
        if case.is_open and leads and set(leads).isdisjoint(held_from):
            day = self._house.calendar.counts_on(batch.now).isoformat()
            work_by = day if reading.taken_up_by is not None else reading.work_by
            pressed = replace(pressed, look_by=min(day, reading.look_by or day), work_by=work_by)
            pressed = replace(pressed, look_held=_held_altogether(reading, held_from))
        elif reading.taken_up_by is not None:
            return case
        if reading.taken_up_by is None:
            pressed = await self._read_sooner(batch, case, pressed, held_from)
        return await self._keep(batch, case, pressed)

    async def _read_sooner(self, batch: Batch, case: CaseFile, reading: Reading, held_from: Collection[str]) -> Reading:
        if reading.reader is None or reading.reader in held_from:
            return reading
        calendar = self._house.calendar
        day = acknowledge_by(self._house.school, calendar, reading.reader, batch.now, urgent=True)
        if day >= date.fromisoformat(reading.read_by):
            return reading
        subject = case.number.to_bytes(8, "big")
        await batch.flush()
        await dues.bring_forward(batch.connection, DueKind.ACKNOWLEDGE, subject, calendar.closes_at(day))
        return replace(reading, read_by=day.isoformat())

    async def freed(self, batch: Batch, case: CaseFile) -> CaseFile:
        """Something was said of whom it is about: from whom nothing of the case is held any more is asked too."""
        reading = reading_of_case(case)
        if not reading.look_held:
            return case
        lines = [one for _, told in await told_lines(batch, case.number) for one in told]
        held = {person for one in lines for person in one.held_from}
        still_held = tuple(person for person in reading.look_held if person in held)
        return await self._keep(batch, case, replace(reading, look_held=still_held))

    async def answered(self, batch: Batch, number: int, person: str) -> None:
        """`person` wrote to the reporter: where no other message waits, it was looked at."""
        case = await self._office.case(batch, number)
        if case is not None:
            await self._looked_at(batch, case, person)

    async def acted(self, batch: Batch, case: CaseFile, events: Collection[CaseEvent], person: str) -> CaseFile:
        """Who has the case, or leads its step, did something in it: what nobody can answer was looked at."""
        reading = reading_of_case(case)
        if not reading.look_by or not events or any(isinstance(event, _LEAVES_IT) for event in events):
            return case
        leads = lead_of(self._house, self._office.folded(case), reading)
        return await self._looked_at(batch, case, person) if person in (*leads, handler_of(reading)) else case

    async def _looked_at(self, batch: Batch, case: CaseFile, person: str) -> CaseFile:
        reading = reading_of_case(case)
        await batch.flush()
        if person in reading.look_held or not reading.look_by:
            return case
        if await dues.has_dues(batch.connection, DueKind.ANSWER, case.number):
            return case
        return await self._keep(batch, case, replace(reading, look_by="", look_held=()))

    async def _keep(self, batch: Batch, case: CaseFile, reading: Reading) -> CaseFile:
        if reading == reading_of_case(case):
            return case
        changed = await self._office.keep_reading(batch, case, reading)
        if reading.taken_up_by is not None:
            await self._book.refresh(batch, changed)
        return changed


def _held_altogether(reading: Reading, held_from: Collection[str]) -> tuple[str, ...]:
    """Who may see nothing of what waits to be looked at, with words that are held from these."""
    before = set(reading.look_held) if reading.look_by else set(held_from)
    return tuple(sorted(before.intersection(held_from)))


def looked_at_together(one: Reading, other: Reading) -> tuple[str, tuple[str, ...]]:
    """By when what waits to be looked at is looked at in one case that was two, and who may see nothing of it."""
    waiting = [reading for reading in (one, other) if reading.look_by]
    held = [set(reading.look_held) for reading in waiting]
    look_by = min((reading.look_by for reading in waiting), default="")
    return look_by, tuple(sorted(set.intersection(*held))) if held else ()
