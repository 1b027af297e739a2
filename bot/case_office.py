"""The office where cases are opened, find their reader, and move on when nobody takes them up.

Everything here works inside the transaction of a Batch. Staff get notices without content (design 4.11); the
reporter is told each time that somebody else has it (design 4.4).
"""

import logging
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from bot.batch import Batch
from bot.flows.reading_plan import UNKNOWN_COACH
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, Phrase, phrase
from bot.house import House
from bot.reading import Reading, follower, read_by_of, reading_from_data, reading_to_data, way_of, with_trust
from casework.calendar import local_date
from casework.case import Case, fold
from casework.case_decisions import open_case
from casework.case_events import CaseEvent
from casework.report import Contact, Report, ReportStatus, Urgency
from casework.routing import Reader
from casework.triage import asks_about_staff
from storage import acts, cases, dues, reports
from storage.cases import CaseFile
from storage.dues import Due, DueKind
from storage.reports import StoredReport
from storage.sealing import Sealer

log = logging.getLogger("meldmaatje.office")

BY_REPORTER = "reporter"


class CaseOffice:
    """Opens cases and keeps them with somebody who reads them."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def open_for_report(self, batch: Batch, report_id: bytes, report: Report, reading: Reading) -> int:
        """Open a case for a report that was just sent; `hand_to_reader` comes next. Answers the case number."""
        now = batch.now if report.contact.linked else batch.now.replace(minute=0, second=0, microsecond=0)
        number = await self.open_case(batch, reading, kind_of_reporter(report), now, by=BY_REPORTER)
        stored = StoredReport(report_id, number, report, ReportStatus.RECEIVED, local_date(batch.now))
        reports.add_report(batch.changes, batch.known_sealer(report_id), stored)
        await acts.write_act(batch.connection, batch.vault, "report_sent", number, None, now)
        return number

    async def open_case(
        self, batch: Batch, reading: Reading, reporter: str, now: datetime, *, by: str, victim: str | None = None
    ) -> int:
        """Write a new case with a key of its own; nobody is told yet. Answers the case number."""
        await batch.changes.flush(batch.connection)
        number = await cases.next_case_number(batch.connection)
        reading = with_trust(self._house, self._without_doubted(reading), reading.facts, reading.class_id)
        protocol_hash = self._house.protocol_hash
        events = open_case(
            self._house.protocol,
            protocol_hash,
            by=by,
            now=now,
            reporter=reporter,  # type: ignore[arg-type]  # kind_of_reporter answers one of its four words
            class_id=reading.class_id,
            victim=victim,
            facts=reading.facts,
            track=way_of(self._house, reading).track,
        )
        key_id = batch.make_key("case")
        case = CaseFile(
            number, key_id, protocol_hash, True, local_date(now), None, reading_to_data(reading), tuple(events)
        )
        cases.add_case(batch.changes, batch.known_sealer(key_id), case)
        await self._keep_readers(batch, number, reading)
        return number

    def _without_doubted(self, reading: Reading) -> Reading:
        """About a coach of whom nobody knows which: no coach ever receives it, but for one who opened it (AX-12)."""
        doubted = [one for one in self._coaches() if one != reading.reader] if reading.doubts_coach else []
        return replace(reading, subjects=tuple(dict.fromkeys((*reading.subjects, *doubted))))

    async def hand_to_reader(
        self, batch: Batch, number: int, reading: Reading, urgency: Urgency = Urgency.NORMAL
    ) -> None:
        """The present reader is told, by when; without anybody who can be reached it goes to the next, or the admin."""
        account = self._house.staff.account_of(reading.reader) if reading.reader else None
        if account is None or account.unreachable:
            await self.pass_on(batch, number)
            return
        read_by = date.fromisoformat(reading.read_by)
        self._notify(batch, number, reading, read_by, urgency)
        self.tell_others(batch, number, reading)
        self._expect_reading(batch, number, read_by)

    def tell_others(self, batch: Batch, number: int, reading: Reading) -> None:
        """To whom the protocol gives it too (P003 N-43): they hear that it is there, and who reads it."""
        read_by = date.fromisoformat(reading.read_by)
        reader = self._house.name_of(reading.reader or "")
        for person in reading.told:
            address = self._house.address_of(person)
            if address is None or person in reading.barred:
                continue
            words = phrase("notice-also-told", number=number, reader=reader, read_by=read_by)
            message = Message((words,), ((small_button("read", str(number)),),), protected=True)
            batch.say(address, message, case_number=number)

    def _notify(self, batch: Batch, number: int, reading: Reading, read_by: date, urgency: Urgency) -> None:
        """A notice without content; that it cannot wait is said beside it."""
        address = self._house.address_of(reading.reader or "")
        if address is None:
            return
        key = "notice-new-confidant" if reading.via_confidant else "notice-new"
        buttons = ((small_button("read", str(number)),), (small_button("pass", str(number)),))
        words = phrase(key, number=number, read_by=read_by)
        batch.say(address, Message((words,), buttons, protected=True), case_number=number)
        if urgency is not Urgency.NORMAL:
            pressing = phrase(f"notice-urgency-{urgency.value}", number=number)
            batch.say(address, Message((pressing,), protected=True), case_number=number)

    def _expect_reading(self, batch: Batch, number: int, read_by: date) -> None:
        subject = number.to_bytes(8, "big")
        dues.cancel_dues(batch.changes, DueKind.ACKNOWLEDGE, subject)
        closes = self._house.calendar.closes_at(read_by)
        dues.add_due(batch.changes, DueKind.ACKNOWLEDGE, closes, subject, case_number=number)

    async def pass_on(self, batch: Batch, number: int) -> None:
        """Nobody took it up in time, or its reader cannot be reached: to the next in line, else the admin hears of it.

        Does nothing for a case that was taken up, closed or erased.
        """
        case = await self.case(batch, number)
        if case is None or not case.is_open:
            return
        reading = reading_from_data(case.reading)
        if reading.taken_up_by is not None:
            return
        reader = follower(self._house, reading, batch.now)
        if reader is None:
            await self._nobody_left(batch, case, reading)
            return
        await self._pass_to(batch, case, reading, reader)

    async def on_acknowledge_due(self, batch: Batch, due: Due) -> None:
        """The term in which it had to be read is over."""
        if due.case_number is not None:
            await self.pass_on(batch, due.case_number)

    async def _pass_to(self, batch: Batch, case: CaseFile, reading: Reading, reader: Reader) -> None:
        read_by = read_by_of(self._house, reader, batch.now)
        passed = reading.with_reader(reader.person, read_by)
        await self.keep_reading(batch, case, passed)
        await self.act(batch, "passed_on", case.number, None)
        self._notify(batch, case.number, passed, read_by, await self._urgency(batch, case.number))
        self._expect_reading(batch, case.number, read_by)
        words = phrase("report-passed-on", reader=self._house.name_of(reader.person), read_by=read_by)
        await self.tell_reporters(batch, case.number, words)

    async def _urgency(self, batch: Batch, number: int) -> Urgency:
        """What its reporters said of it: one who cannot wait counts for all."""
        found = await reports.reports_of_case(batch.connection, self._house.vault, number)
        said = {stored.report.urgency for stored in found}
        return next((one for one in (Urgency.NOW, Urgency.TODAY) if one in said), Urgency.NORMAL)

    async def _nobody_left(self, batch: Batch, case: CaseFile, reading: Reading) -> None:
        """The admin is told that there is one, not what it says; asked again every school day until somebody reads."""
        log.warning("case-without-reader")
        admin_knows = self.tell_admin(batch, case.number, reading)
        if reading.reader is not None:
            words = phrase("report-nobody-left" if admin_knows else "report-nobody-left-at-all")
            await self.tell_reporters(batch, case.number, words)
            await self.keep_reading(batch, case, replace(reading.with_reader(None, local_date(batch.now)), reader=None))
        self._expect_reading(batch, case.number, self._house.calendar.next_school_day(local_date(batch.now)))

    def tell_admin(self, batch: Batch, number: int, reading: Reading) -> bool:
        """There is something that nobody can read now: not what it says, and nothing to an admin whom it is about.

        Answers whether the admin is known to be reachable.
        """
        admin = self._house.school.admin
        address = self._house.address_of(admin)
        if address is None or admin in reading.barred:
            return False
        batch.say(address, Message((phrase("notice-nobody-left", number=number),)), case_number=number)
        return admin not in self._house.staff.unreachable

    def named_in(self, text: str, report: Report) -> tuple[str, ...]:
        """The staff whose name, or title, stands in `text`: they do not see it before it is cleared up."""
        asked = asks_about_staff(text, self._house.school, report.class_id)
        named = [question.person for question in asked if question.person is not None]
        unknown = self._coaches() if any(question.person is None for question in asked) else ()
        return tuple(dict.fromkeys((*named, *unknown)))

    async def clear_up_subject(self, batch: Batch, stored: StoredReport, person: str, *, is_subject: bool) -> None:
        """The reporter said whether it is about `person`: if so they lose the case at once, if not they may read on."""
        sealer = batch.known_sealer(stored.id)
        meant = self._coaches() if person == UNKNOWN_COACH else (person,)
        if not is_subject:
            await self._release(batch, stored, sealer, meant)
            return
        case = await self.case(batch, stored.case_number)
        if case is None:
            return
        if person != UNKNOWN_COACH:
            changed = replace(stored.report, subjects=stored.report.subjects | {person})
            reports.change_report(batch.changes, sealer, stored.id, changed)
        await self._bar(batch, case, meant, doubts_coach=person == UNKNOWN_COACH)

    async def _bar(self, batch: Batch, case: CaseFile, people: Collection[str], *, doubts_coach: bool) -> None:
        """These people lose the case, also from their screens; whoever has it of them is followed by the next."""
        reading = reading_from_data(case.reading)
        barred = replace(
            reading,
            subjects=tuple(dict.fromkeys((*reading.subjects, *people))),
            doubts_coach=reading.doubts_coach or doubts_coach,
            facts={**reading.facts, "offender_class": "staff"},
            taken_up_by=None if reading.taken_up_by in people else reading.taken_up_by,
        )
        await self.keep_reading(batch, case, barred)
        await self.act(batch, "subject_named", case.number, None)
        if doubts_coach:
            await dues.bring_all_forward(batch.connection, DueKind.HIDE, batch.now)
        if {reading.reader, reading.taken_up_by} & set(people):
            await self.pass_on(batch, case.number)

    async def _release(self, batch: Batch, stored: StoredReport, sealer: Sealer, people: Collection[str]) -> None:
        """It is not about these people; what is held from others stays held from them."""
        for one in await reports.told_with(batch.connection, sealer, stored.id):
            held = tuple(person for person in one.held_from if person not in people)
            if held != one.held_from:
                reports.release_told(batch.changes, sealer, one, held)

    def _coaches(self) -> tuple[str, ...]:
        classes = self._house.school.classes.values()
        return tuple(dict.fromkeys(one.coach for one in classes if one.coach))

    async def acknowledge(self, batch: Batch, case: CaseFile, person: str) -> None:
        """`person` takes it up: the reporter hears it, nobody else is asked any more."""
        reading = reading_from_data(case.reading)
        taken = replace(reading.with_invited(person), taken_up_by=person)
        await self.keep_reading(batch, case, taken)
        dues.cancel_dues(batch.changes, DueKind.ACKNOWLEDGE, case.number.to_bytes(8, "big"))
        await self.set_status(batch, case.number, ReportStatus.TAKEN_UP)
        await self.act(batch, "taken_up", case.number, person)
        if reading.taken_up_by != person:
            words = phrase("report-taken-up", reader=self._house.name_of(person))
            await self.tell_reporters(batch, case.number, words)

    async def mark_read(self, batch: Batch, case: CaseFile, person: str) -> None:
        """The content was opened by `person`; the first time the reporter hears it."""
        await self.act(batch, "read", case.number, person)
        for stored in await reports.reports_of_case(batch.connection, self._house.vault, case.number):
            if stored.status is ReportStatus.RECEIVED:
                reports.set_status(batch.changes, stored.id, ReportStatus.READ)
                words = phrase("report-read", reader=self._house.name_of(person))
                await self.tell_reporter(batch, stored.id, words)

    async def set_status(self, batch: Batch, number: int, status: ReportStatus) -> None:
        for stored in await reports.reports_of_case(batch.connection, self._house.vault, number):
            reports.set_status(batch.changes, stored.id, status)

    async def case(self, batch: Batch, number: int) -> CaseFile | None:
        """The case as this transaction sees it, its sealer loaded; None when it is unknown or erased."""
        await batch.flush()
        case = await cases.case_by_number(batch.connection, self._house.vault, number)
        if case is not None:
            await batch.sealer(case.key_id)
        return case

    def folded(self, case: CaseFile) -> Case:
        """The case under the version of the protocol with which it began."""
        return fold(self._house.protocols[case.protocol_hash], case.events)

    async def add_events(self, batch: Batch, case: CaseFile, events: tuple[CaseEvent, ...]) -> CaseFile:
        """Write these events behind the case's own; answers the case with them."""
        cases.add_events(batch.changes, batch.known_sealer(case.key_id), case.number, len(case.events), events)
        return replace(case, events=(*case.events, *events))

    async def keep_reading(self, batch: Batch, case: CaseFile, reading: Reading) -> None:
        cases.keep_reading(batch.changes, batch.known_sealer(case.key_id), case.number, reading_to_data(reading))
        await self._keep_readers(batch, case.number, reading)

    async def _keep_readers(self, batch: Batch, number: int, reading: Reading) -> None:
        people = [self._house.person_hash(person) for person in reading.may_read]
        await cases.set_readers(batch.connection, batch.changes, number, people)

    async def tell_reporters(self, batch: Batch, number: int, words: Phrase) -> None:
        """Every reporter of the case who can be reached in their own chat, and did not mute it."""
        for reporter in await reports.reporters_of_case(batch.connection, self._house.vault, number):
            if not reporter.muted:
                form = await self._address_form(batch, reporter.report_id)
                batch.say(reporter.address, Message((words,), address_form=form))

    async def tell_reporter(self, batch: Batch, report_id: bytes, *words: Phrase | str) -> bool:
        """One reporter, in their own chat; False when they cannot be reached there. What is quoted is sealed."""
        await batch.changes.flush(batch.connection)
        reporter = await reports.reporter_of(batch.connection, self._house.vault, report_id)
        if reporter is None or reporter.muted:
            return False
        if await batch.sealer(report_id) is None:
            return False
        form = await self._address_form(batch, report_id)
        batch.say(reporter.address, Message(tuple(words), address_form=form), key_id=report_id)
        return True

    async def _address_form(self, batch: Batch, report_id: bytes) -> str:
        """A parent is addressed as *u*."""
        stored = await reports.report_by_id(batch.connection, self._house.vault, report_id)
        return "je" if stored is None else stored.report.address_form

    async def act(self, batch: Batch, kind: str, number: int | None, person: str | None) -> None:
        """Add a line to the chained log of acts. Without a person it may follow on what a reporter did: only the hour
        is told, so that no instant leads to their chat (design 4.8)."""
        who = None if person is None else self._house.person_hash(person)
        at = batch.now if who is not None else batch.now.replace(minute=0, second=0, microsecond=0)
        await acts.write_act(batch.connection, self._house.vault, kind, number, who, at)


def kind_of_reporter(report: Report) -> str:
    """The engine's word for who reported: the pupil, a witness, or a parent is a witness to the case."""
    return "victim" if report.about.value == "me" else "witness"


def is_anonymous(report: Report) -> bool:
    return report.contact in (Contact.CODE, Contact.NONE)
