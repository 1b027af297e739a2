"""What a reporter says after sending about whom it is about: the case follows, and whoever lost it sees it no more."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import date

from bot.batch import Batch
from bot.case_left import expect_to_tell_who_left
from bot.case_office import CaseOffice
from bot.case_subjects import CaseSubjects
from bot.flows.about_staff import OF_STAFF, OF_STAFF_APART, managers
from bot.flows.effects import AddToReport, ClearUpSomebody, ClearUpSubject, TellStaff, ToldNotSexual, ToldSexual
from bot.flows.reading_plan import concern_told
from bot.flows.words import Phrase, Words, phrase
from bot.held_words import BY_NAME, question_of
from bot.house import House
from bot.reading import Reading, reading_from_data
from bot.reporter_telling import words_when_all_asked
from bot.spoken import spoken
from bot.while_away import words_meanwhile
from casework.calendar import local_date
from casework.pressing import cannot_wait
from casework.report import AdditionKind
from casework.school import FIRST_CONTACT
from storage import reports
from storage.dues import Due
from storage.reports import Asked, StoredReport

ReporterWrote = Callable[[Batch, int, bytes], Awaitable[None]]
"""Called when a reporter wrote to the staff: (batch, case number, report id)."""

HideFrom = Callable[[Batch, int, str], Awaitable[None]]
"""Called when somebody may not see a case any more: (batch, case number, person)."""


class ToldAfterwards:
    """Carries out what the reporter cleared up; the key of the report must be loaded in the batch. `words` holds what
    waits for that."""

    def __init__(self, house: House, office: CaseOffice, reporter_wrote: ReporterWrote, hide_from: HideFrom) -> None:
        self._house = house
        self._office = office
        self._subjects = CaseSubjects(house, office)
        self.words = self._subjects.words
        self._reporter_wrote = reporter_wrote
        self._hide_from = hide_from

    async def held_from(
        self, batch: Batch, stored: StoredReport, told: AddToReport | TellStaff, question: str
    ) -> tuple[tuple[str, ...], Asked | None]:
        """Who does not see what is told before it is cleared up whom it is about, and what is asked of that in the
        conversation `question`."""
        asked_about = told.asked_about if isinstance(told, AddToReport) else ()
        named = self.words.named_in(told.text, stored.report) if told.until_clear else ()
        named = tuple(dict.fromkeys((*named, *self.words.meant_by(asked_about))))
        asked = await self.words.until_kind(batch, stored, question, told.text) if told.until_kind else None
        if asked is None:
            people = await self.words.for_somebody(batch, stored) if told.of_somebody else ()
            besides = await self._before_name(batch, stored, told.text, named)
            asked = Asked(question, people, besides=besides) if people or named else None
        return named, None if asked is None else replace(asked, named=named)

    async def _before_name(
        self, batch: Batch, stored: StoredReport, text: str, named: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Who does not see words in which these are `named` before it is said whether it is about them, where a yes
        waits until it is said whether it is sexual: what they saw before that yes they would keep (AX-8). Nobody where
        it points at danger."""
        case = await self._office.case(batch, stored.case_number)
        if case is None or cannot_wait(text) or not self._subjects.name_waits(case, named):
            return ()
        return self.words.before_kind(reading_from_data(case.reading))

    async def clear_up(self, batch: Batch, stored: StoredReport, said: ClearUpSubject, question: str) -> None:
        """Whether it is about somebody: what waited for that is told to who has the case. Where it is asked then
        whether that is sexual, nobody hears of it before (AX-8)."""
        if said.is_subject and said.asks_kind and await self._waits_for_kind(batch, stored, said.person, question):
            return
        told = await reports.told_with(batch.connection, batch.known_sealer(stored.id), stored.id)
        if said.is_bullied:
            left = await self._subjects.bullied(batch, stored, said.person)
        elif not said.may_read:
            left = await self._subjects.leave_out(batch, stored, said.person)
        else:
            left = await self._subjects.clear_up(
                batch, stored, said.person, is_subject=said.is_subject, asks_kind=said.asks_kind
            )
        if not said.is_subject and await self.words.no_longer_accused(batch, stored, question, said.person):
            await self.words.free(batch, stored, question)
            await self._subjects.give_to_who_follows(batch, stored.case_number)
        await self._keep_answer(batch, stored, said)
        await self._hide_from_all(batch, stored.case_number, left)
        if said.is_subject:
            await self.words.free(batch, stored, question)
        if any(one.held_from for one in told):
            await self._reporter_wrote(batch, stored.case_number, stored.id)

    async def _waits_for_kind(self, batch: Batch, stored: StoredReport, person: str, question: str) -> bool:
        """Whom it is about loses the case at once; what was told of them, and that they were accused, waits until it is
        said whether that is sexual. Answers False, with nothing done, where nothing is to wait for that."""
        case = await self._office.case(batch, stored.case_number)
        if case is None or not self._subjects.waits_for_kind(case, person):
            return False
        waiting = await self.words.asked_in(batch, stored, question)
        hidden = await self.words.hidden_until_kind(batch, case, stored, question)
        if not hidden or not await self.words.wait_for_kind(
            batch, case, stored, question, BY_NAME, besides=hidden, accused=person
        ):
            return False
        left = await self._subjects.accused(batch, case, person)
        asked = Asked(question, hidden, left, BY_NAME, (person,))
        sealer, line = batch.known_sealer(stored.id), spoken(concern_told(self._house.school, person))
        kind, today = AdditionKind.CONCERN, local_date(batch.now)
        await reports.add_told(batch.connection, batch.changes, sealer, stored.id, kind, line, today, (), asked)
        await self._hide_from_all(batch, stored.case_number, left)
        for reader in reading_from_data(case.reading).may_read:
            if reader in hidden and reader not in left and any(reader not in one.held_from for one in waiting):
                await self._hide_from(batch, stored.case_number, reader)
        return True

    async def pass_contact_by(self, batch: Batch, stored: StoredReport) -> tuple[Words, ...]:
        """The reporter cannot talk about it with the first contact, who does not read it any more (A004-13, A002-14).
        Answers what the reporter must hear here: where who reads it now is away today, also whom they can go to."""
        number = stored.case_number
        before = await self._handler(batch, number)
        await self._hide_from_all(batch, number, await self._subjects.pass_contact_by(batch, stored))
        case = await self._office.case(batch, number)
        passed = phrase("contact-passed-by", title=self._house.school.role_title(FIRST_CONTACT))
        if case is None or await self._handler(batch, number) == before:
            return (passed,)
        reading = reading_from_data(case.reading)
        words = passed if stored.report.contact.linked else self._who_reads_now(reading)
        return (words, *words_meanwhile(self._house, reading, batch.now))

    async def clear_up_somebody(
        self, batch: Batch, stored: StoredReport, said: ClearUpSomebody, question: str
    ) -> Phrase | None:
        """Whether it is about somebody who works here and is not named. Where it is asked then whether that is sexual,
        nobody hears of it before (AX-8). Answers what the reporter must hear here."""
        if not said.is_staff:
            await self._let_go(batch, stored, question)
            return None
        case = await self._office.case(batch, stored.case_number)
        is_over = case is None or not case.is_open
        yes = OF_STAFF if said.management_may_read else OF_STAFF_APART
        if said.asks_kind and case is not None and await self.words.wait_for_kind(batch, case, stored, question, yes):
            return phrase("staff-afterwards") if is_over else None
        await self._of_staff(batch, stored, question, yes)
        return phrase("staff-afterwards") if is_over else None

    async def tell_not_sexual(self, batch: Batch, stored: StoredReport, said: ToldNotSexual, question: str) -> None:
        """It is about somebody who works here, and not sexual: what waited for that goes the way of what is about
        staff, with what was answered."""
        yes = await self.words.said_in(batch, stored, question)
        if yes is not None:
            await self._kind_is_said(batch, stored, question, yes, is_sexual=False)
        else:
            await self._subjects.tell_besides(batch, stored.case_number)
        await self._add_answer(batch, stored, said.text)
        if yes != BY_NAME:
            await self._reporter_wrote(batch, stored.case_number, stored.id)

    async def _kind_is_said(
        self, batch: Batch, stored: StoredReport, question: str, yes: str, *, is_sexual: bool
    ) -> None:
        """What waited for that goes where it belongs by then."""
        if yes == BY_NAME:
            await self._of_named(batch, stored, question, is_sexual=is_sexual)
        else:
            await self._of_staff(batch, stored, question, yes, is_sexual=is_sexual)

    async def _of_named(self, batch: Batch, stored: StoredReport, question: str, *, is_sexual: bool) -> None:
        """It is about who was accused by name. A closed case stays as it is; what may be sexual stays held there."""
        accused = await self.words.accused_in(batch, stored, question)
        left = await self._subjects.of_named(batch, stored, accused, is_sexual=is_sexual)
        await self._hide_from_all(batch, stored.case_number, left or ())
        if left is not None or not is_sexual:
            await self._let_go(batch, stored, question)

    async def _of_staff(
        self, batch: Batch, stored: StoredReport, question: str, yes: str, *, is_sexual: bool = False
    ) -> None:
        """By the answer `yes` it is about somebody who works here and is not named. A closed case stays as it is."""
        may_read = yes != OF_STAFF_APART
        left = await self._subjects.of_staff(batch, stored, management_may_read=may_read, is_sexual=is_sexual)
        if left is None:
            leading = managers(self._house.school)
            held, spared = ((), leading) if may_read else (leading, ())
            await self.words.hold_on(batch, stored, question, held, spared=spared)
            return
        lines = (phrase("told-staff-unnamed"), *(() if may_read else (phrase("told-management-yes"),)))
        await self._add(batch, stored, AdditionKind.CONCERN, *lines)
        await self._hide_from_all(batch, stored.case_number, left)
        await self._let_go(batch, stored, question)

    async def _let_go(self, batch: Batch, stored: StoredReport, question: str) -> None:
        """What this was asked about is told to who has the case by now."""
        told = await reports.told_with(batch.connection, batch.known_sealer(stored.id), stored.id)
        await self.words.free(batch, stored, question)
        if any(one.held_from for one in told):
            await self._reporter_wrote(batch, stored.case_number, stored.id)

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

    async def tell_sexual(self, batch: Batch, stored: StoredReport, said: ToldSexual, question: str) -> Phrase | None:
        """The board gets it. Answers what the reporter must hear here: who reads it now, when they are not written to
        in a chat of their own, or how to reach the board when the case is closed."""
        number = stored.case_number
        before = await self._handler(batch, number)
        yes = await self.words.said_in(batch, stored, question)
        if yes is not None:
            await self._kind_is_said(batch, stored, question, yes, is_sexual=True)
        else:
            await self._hide_from_all(batch, number, await self._subjects.sexual_conduct(batch, stored))
        case = await self._office.case(batch, number)
        if case is None or not case.is_open:
            between = () if case is None else self.words.go_betweens(reading_from_data(case.reading))
            await self.words.hold_on(batch, stored, question, between)
            await self._add_answer(batch, stored, said.text)
            return phrase("sexual-afterwards")
        await self._add_answer(batch, stored, said.text)
        if await self._handler(batch, number) == before:
            if yes is None:
                await self._reporter_wrote(batch, number, stored.id)
            return None
        return None if stored.report.contact.linked else self._who_reads_now(reading_from_data(case.reading))

    async def kind_left_open(self, batch: Batch, due: Due) -> bool:
        """Whether what is due waits for the answer whether it is sexual. A doubt counts as yes, so the board gets it
        then (AX-8). What is told of a closed case goes as what waits for another answer does."""
        sealer = await batch.sealer(due.subject)
        stored = await reports.report_by_id(batch.connection, batch.vault, due.subject)
        if sealer is None or stored is None:
            return False
        question, case = question_of(due, sealer), await self._office.case(batch, stored.case_number)
        if case is None or not case.is_open or await self.words.said_in(batch, stored, question) is None:
            return False
        await self.tell_sexual(batch, stored, ToldSexual(spoken(phrase("told-sexual-unanswered"))), question)
        return True

    async def _add_answer(self, batch: Batch, stored: StoredReport, line: str) -> None:
        case = await self._office.case(batch, stored.case_number)
        is_over = case is None or not case.is_open
        held = await self._held_in_closed(batch, stored) if is_over else ()
        sealer, today, kind = batch.known_sealer(stored.id), local_date(batch.now), AdditionKind.ANSWERED
        await reports.add_told(batch.connection, batch.changes, sealer, stored.id, kind, line, today, held)

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
        if reading.all_asked:
            return words_when_all_asked(reading)
        read_by = date.fromisoformat(reading.read_by)
        return phrase("report-passed-on", reader=self._house.name_of(reading.reader), read_by=read_by)

    async def _hide_from_all(self, batch: Batch, number: int, people: Iterable[str]) -> None:
        gone = tuple(people)
        for person in gone:
            await self._hide_from(batch, number, person)
        await expect_to_tell_who_left(self._house, batch, number, gone)
