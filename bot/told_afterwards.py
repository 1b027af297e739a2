"""What a reporter says after sending about whom it is about: the case follows, and whoever lost it sees it no more."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_subjects import CaseSubjects
from bot.flows.effects import AddToReport, ClearUpSomebody, ClearUpSubject, TellStaff, ToldSexual
from bot.flows.reading_plan import concern_told
from bot.flows.words import Phrase, phrase
from bot.house import House
from bot.reading import Reading, reading_from_data
from bot.spoken import spoken
from casework.calendar import local_date
from casework.report import AdditionKind
from storage import reports
from storage.reports import StoredReport

ReporterWrote = Callable[[Batch, int, bytes], Awaitable[None]]
"""Called when a reporter wrote to the staff: (batch, case number, report id)."""

HideFrom = Callable[[Batch, int, str], Awaitable[None]]
"""Called when somebody may not see a case any more: (batch, case number, person)."""


class ToldAfterwards:
    """Carries out what the reporter cleared up; the key of the report must be loaded in the batch."""

    def __init__(self, house: House, office: CaseOffice, reporter_wrote: ReporterWrote, hide_from: HideFrom) -> None:
        self._house = house
        self._office = office
        self._subjects = CaseSubjects(house, office)
        self._reporter_wrote = reporter_wrote
        self._hide_from = hide_from

    async def held_from(self, batch: Batch, stored: StoredReport, told: AddToReport | TellStaff) -> tuple[str, ...]:
        """Who does not see what is told before it is cleared up whom it is about."""
        named = self._subjects.named_in(told.text, stored.report) if told.until_clear else ()
        asked = self._subjects.meant_by(told.asked_about) if isinstance(told, AddToReport) else ()
        readers = await self._subjects.held_for_somebody(batch, stored) if told.of_somebody else ()
        return tuple(dict.fromkeys((*named, *asked, *readers)))

    async def clear_up(self, batch: Batch, stored: StoredReport, said: ClearUpSubject) -> None:
        """Whether it is about somebody: what waited for that is told to who has the case."""
        told = await reports.told_with(batch.connection, batch.known_sealer(stored.id), stored.id)
        if said.is_bullied:
            left = await self._subjects.bullied(batch, stored, said.person)
        elif not said.may_read:
            left = await self._subjects.leave_out(batch, stored, said.person)
        else:
            left = await self._subjects.clear_up(batch, stored, said.person, is_subject=said.is_subject)
        await self._keep_answer(batch, stored, said)
        await self._hide_from_all(batch, stored.case_number, left)
        if said.is_subject:
            await self._subjects.release_somebody(batch, stored)
        if any(one.held_from for one in told):
            await self._reporter_wrote(batch, stored.case_number, stored.id)

    async def clear_up_somebody(self, batch: Batch, stored: StoredReport, said: ClearUpSomebody) -> Phrase | None:
        """Whether it is about somebody who works here and is not named. Answers what the reporter must hear here."""
        told = await reports.told_with(batch.connection, batch.known_sealer(stored.id), stored.id)
        left: tuple[str, ...] = ()
        if said.is_staff:
            may_read = said.management_may_read
            moved = await self._subjects.of_staff(batch, stored, management_may_read=may_read)
            if moved is None:
                if not may_read:
                    await self._subjects.hold_from_managers(batch, stored)
                return phrase("staff-afterwards")
            left = moved
            lines = (phrase("told-staff-unnamed"), *(() if may_read else (phrase("told-management-yes"),)))
            await self._add(batch, stored, AdditionKind.CONCERN, *lines)
        await self._subjects.release_somebody(batch, stored)
        await self._hide_from_all(batch, stored.case_number, left)
        if any(one.held_from for one in told):
            await self._reporter_wrote(batch, stored.case_number, stored.id)
        return None

    async def _add(self, batch: Batch, stored: StoredReport, kind: AdditionKind, *lines: Phrase) -> None:
        sealer, today = batch.known_sealer(stored.id), local_date(batch.now)
        for line in lines:
            await reports.add_told(batch.connection, batch.changes, sealer, stored.id, kind, spoken(line), today)

    async def _keep_answer(self, batch: Batch, stored: StoredReport, said: ClearUpSubject) -> None:
        """Whoever reads the report is told that it is about somebody who works here, and who."""
        if not said.is_subject and not said.is_bullied:
            return
        line = concern_told(self._house.school, said.person, is_bullied=said.is_bullied)
        await self._add(batch, stored, AdditionKind.CONCERN, line)

    async def tell_sexual(self, batch: Batch, stored: StoredReport, said: ToldSexual) -> Phrase | None:
        """The board gets it. Answers what the reporter must hear here: who reads it now, when they are not written to
        in a chat of their own, or how to reach the board when the case is closed."""
        number = stored.case_number
        before = await self._handler(batch, number)
        left = await self._subjects.sexual_conduct(batch, stored)
        await self._hide_from_all(batch, number, left)
        sealer, today = batch.known_sealer(stored.id), local_date(batch.now)
        kind = AdditionKind.ANSWERED
        case = await self._office.case(batch, number)
        is_over = case is None or not case.is_open
        held = await self._held_in_closed(batch, stored) if is_over else ()
        await reports.add_told(batch.connection, batch.changes, sealer, stored.id, kind, said.text, today, held)
        if case is None or is_over:
            return phrase("sexual-afterwards")
        if await self._handler(batch, number) == before:
            await self._reporter_wrote(batch, number, stored.id)
            return None
        return None if stored.report.contact.linked else self._who_reads_now(reading_from_data(case.reading))

    async def _held_in_closed(self, batch: Batch, stored: StoredReport) -> tuple[str, ...]:
        """A closed case stays with who had it, who may be whom it is about: they see no answer to what they do not
        see."""
        told = await reports.told_with(batch.connection, batch.known_sealer(stored.id), stored.id)
        return tuple(dict.fromkeys(person for one in told for person in one.held_from))

    async def _handler(self, batch: Batch, number: int) -> str | None:
        case = await self._office.case(batch, number)
        reading = None if case is None else reading_from_data(case.reading)
        return None if reading is None else reading.taken_up_by or reading.reader

    def _who_reads_now(self, reading: Reading) -> Phrase:
        if reading.reader is None:
            return phrase("report-nobody-left")
        read_by = date.fromisoformat(reading.read_by)
        return phrase("report-passed-on", reader=self._house.name_of(reading.reader), read_by=read_by)

    async def _hide_from_all(self, batch: Batch, number: int, people: Iterable[str]) -> None:
        for person in people:
            await self._hide_from(batch, number, person)
