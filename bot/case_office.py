"""The office where cases find their reader, and move on when nobody takes them up.

Everything here works inside the transaction of a Batch.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.batch import Batch
from bot.case_opening import BY_REPORTER, keep_readers
from bot.flows.words import phrase
from bot.house import House
from bot.reading import Reading, asked_again, follower, read_by_of, reading_from_data, reading_to_data
from bot.reading_notices import ReadingNotices
from bot.reporter_telling import ReporterTelling, read_too, words_when_all_asked
from bot.unread_mornings import expect_unread_morning, keep_notices
from casework.calendar import local_date
from casework.case import Case
from casework.case_events import CaseEvent, HandedOver
from casework.pressing import is_taken_up_at_once, most_pressing
from casework.report import ReportStatus, Urgency
from casework.routing import Reader
from storage import acts, cases, dues, reports
from storage.cases import CaseFile
from storage.dues import Due, DueKind

log = logging.getLogger("meldmaatje.office")


class CaseOffice:
    """Keeps cases with somebody who reads them, and gives each room the case as its transaction sees it."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._notices = ReadingNotices(house)
        self._reporters = ReporterTelling(house)

    async def hand_to_reader(self, batch: Batch, number: int, reading: Reading) -> None:
        """The present reader is told, by when; without anybody who can be reached it goes to the next, or the admin."""
        account = self._house.staff.account_of(reading.reader) if reading.reader else None
        if account is None or account.unreachable:
            await self.pass_on(batch, number)
            return
        read_by = date.fromisoformat(reading.read_by)
        notices = self._notices.ask_to_read(batch, number, reading, read_by, reading.urgency)
        self._notices.tell_others(batch, number, reading)
        await self._expect_reading(batch, number, reading, read_by, notices)

    async def tell_besides(self, batch: Batch, case: CaseFile, reading: Reading, people: Sequence[str]) -> None:
        """These people hear that there is a case, and may read it: its way tells them, by what was learned since."""
        told = replace(reading, told=tuple(dict.fromkeys((*reading.told, *people))))
        await self.keep_reading(batch, case, told)
        self._notices.tell_others(batch, case.number, replace(told, told=tuple(people)))

    async def say_it_presses(self, batch: Batch, number: int, before: Reading, reading: Reading) -> None:
        """Who has yet to take it up hears at once that it presses more by `reading` than it did `before`; not by the
        next morning only."""
        presses_more = before.urgency != most_pressing((before.urgency, reading.urgency))
        if presses_more and reading.taken_up_by is None:
            rows = self._notices.say_it_presses(batch, number, reading)
            await keep_notices(self._house, batch, number, rows)

    async def _expect_reading(
        self, batch: Batch, number: int, reading: Reading, read_by: date, notices: Sequence[int] = ()
    ) -> None:
        """`notices` are the outbox rows that asked the reader for it: when it goes to somebody else they lose their
        buttons, also when that is before the term."""
        subject, sealer = number.to_bytes(8, "big"), self._house.vault.outgoing
        await batch.flush()
        for waiting in await dues.dues_about(batch.connection, DueKind.ACKNOWLEDGE, subject):
            detail = waiting.detail(sealer) or {}
            self._notices.take_buttons(batch, number, reading, detail.get("asked"), detail.get("notices", ()))
        dues.cancel_dues(batch.changes, DueKind.ACKNOWLEDGE, subject)
        closes = self._house.calendar.closes_at(read_by)
        dues.add_due(
            batch.changes,
            DueKind.ACKNOWLEDGE,
            closes,
            subject,
            case_number=number,
            detail={"notices": list(notices), "asked": reading.reader},
            sealer=sealer,
        )
        if reading.reader is not None:
            await expect_unread_morning(self._house, batch, reading.reader)

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
        await self.give_to_next(batch, case, reading)

    async def give_to_next(self, batch: Batch, case: CaseFile, reading: Reading, before: str | None = None) -> None:
        """Whoever is the next to read it by `reading` gets it; after the last all who had it are asked again, and with
        nobody left the admin hears that there is one.

        `before` had it, when `reading` does not name them any more: their reporters hear either way.
        """
        reader = follower(self._house, reading, batch.now)
        if reader is not None:
            await self._pass_to(batch, case, reading, reader)
        elif asked := asked_again(self._house, reading, batch.now):
            await self._ask_all_again(batch, case, reading, asked)
        else:
            await self._nobody_left(batch, case, reading, had_reader=(reading.reader or before) is not None)

    async def on_acknowledge_due(self, batch: Batch, due: Due) -> None:
        """The term in which it had to be read is over: whoever had it hears that it went on."""
        case = None if due.case_number is None else await self.case(batch, due.case_number)
        if case is None:
            return
        before = reading_from_data(case.reading)
        await self.pass_on(batch, case.number)
        now = await self.case(batch, case.number)
        after = None if now is None else reading_from_data(now.reading)
        if after is not None and not after.all_asked:
            notices = (due.detail(self._house.vault.outgoing) or {}).get("notices", ())
            self._notices.tell_passed(batch, case.number, before, after, notices)

    async def _pass_to(self, batch: Batch, case: CaseFile, reading: Reading, reader: Reader) -> None:
        read_by = read_by_of(self._house, reading, reader, batch.now)
        passed = reading.with_reader(reader.person, read_by)
        await self.keep_reading(batch, case, passed)
        await self.give_lead(batch, case, reader.person)
        await self.act(batch, "passed_on", case.number, None)
        urgency = await self._urgency(batch, case.number, reading)
        notices = self._notices.ask_to_read(batch, case.number, passed, read_by, urgency)
        await self._expect_reading(batch, case.number, passed, read_by, notices)
        await self._reporters.tell_passed_on(batch, case.number, reader.person, read_by)

    async def give_lead(self, batch: Batch, case: CaseFile, person: str) -> None:
        """Who had it works on it no more: `person` leads it from now on, and has yet to take it up."""
        folded = self.folded(case)
        if folded.acknowledged or folded.handed_to not in (None, person):
            hour = batch.now.replace(minute=0, second=0, microsecond=0)
            at = max(hour, folded.last_event_at or hour)
            await self.add_events(batch, case, (HandedOver(at=at, by=BY_REPORTER, to=person),))

    async def _urgency(self, batch: Batch, number: int, reading: Reading) -> Urgency:
        """What is known of it, and what its reporters said."""
        found = await reports.reports_of_case(batch.connection, self._house.vault, number)
        return most_pressing((reading.urgency, *(stored.report.urgency for stored in found)))

    async def _ask_all_again(self, batch: Batch, case: CaseFile, reading: Reading, asked: Sequence[Reader]) -> None:
        """All who may read it were asked and nobody took it up: it stays with them, and they are asked again each
        school morning until somebody reads it. The admin hears each school day that nobody did, its reporters once."""
        people = [one.person for one in asked]
        has_it = next((one for one in people if one in reading.seen_by), people[0])
        next_day = self._house.calendar.next_school_day(local_date(batch.now))
        stays = replace(reading.with_reader(has_it, next_day), all_asked=True)
        admin_knows = self._notices.tell_admin_all_asked(batch, case.number, stays)
        stays = replace(stays, admin_told=reading.admin_told or admin_knows)
        if not reading.all_asked:
            await self._reporters.tell_reporters(batch, case.number, words_when_all_asked(stays))
        await self.keep_reading(batch, case, stays)
        await self.give_lead(batch, case, has_it)
        await self._expect_reading(batch, case.number, stays, next_day)
        for person in people:
            await expect_unread_morning(self._house, batch, person)

    async def _stays_with(self, batch: Batch, case: CaseFile, reading: Reading, reader: Reader) -> None:
        """Of all who were asked again `reader` was the first to open it, and has it to take up from now on."""
        read_by = read_by_of(self._house, reading, reader, batch.now)
        reading = self._notices.tell_admin_read(batch, case.number, reading, reader.person)
        stays = reading.with_reader(reader.person, read_by)
        await self.keep_reading(batch, case, stays)
        await self.give_lead(batch, case, reader.person)
        await self._expect_reading(batch, case.number, stays, read_by)

    async def _nobody_left(self, batch: Batch, case: CaseFile, reading: Reading, *, had_reader: bool) -> None:
        """The admin is told that there is one, not what it says; asked again every school day until somebody reads."""
        log.warning("case-without-reader")
        admin_knows = self._notices.tell_admin(batch, case.number, reading)
        told = replace(reading, admin_told=reading.admin_told or admin_knows)
        if had_reader:
            words = phrase("report-nobody-left" if admin_knows else "report-nobody-left-at-all")
            await self._reporters.tell_reporters(batch, case.number, words)
            await self.keep_reading(batch, case, replace(told.with_reader(None, local_date(batch.now)), reader=None))
        elif told != reading:
            await self.keep_reading(batch, case, told)
        next_day = self._house.calendar.next_school_day(local_date(batch.now))
        await self._expect_reading(batch, case.number, replace(reading, reader=None), next_day)

    async def admin_was_not_reached(self, batch: Batch, case: CaseFile) -> None:
        """Nobody has it to read, and the admin did not hear so after all: its reporters, who were told that the admin
        knows, hear that nobody does."""
        await self._reporters.tell_reporters(batch, case.number, phrase("report-nobody-left-at-all"))
        reading = replace(reading_from_data(case.reading), nobody_there=True, admin_told=False)
        await self.keep_reading(batch, case, reading)

    async def nobody_there(self, batch: Batch, case: CaseFile, besides: Collection[str] = ()) -> None:
        """Something waits in a case that was taken up, and nobody is left who can be told: the admin hears it each
        time. Its reporters hear it once, when they believe that somebody has it. `besides` are people who may not
        hear of it now."""
        reading = reading_from_data(case.reading)
        admin_knows = self._notices.tell_admin(batch, case.number, reading, besides)
        told = replace(reading, admin_told=reading.admin_told or admin_knows)
        has_it = reading.taken_up_by or reading.reader
        if has_it is not None and not reading.nobody_there:
            words = phrase("report-nobody-there" if admin_knows else "report-nobody-there-at-all")
            await self._reporters.tell_reporters(batch, case.number, words)
            told = replace(told, nobody_there=True)
        if told != reading:
            await self.keep_reading(batch, case, told)

    async def somebody_there(self, batch: Batch, case: CaseFile, people: Collection[str], reading: Reading) -> Reading:
        """These people can go on with it, which its reporters hear, and the admin, if they were told that nobody could.
        Nobody can with what nobody has, whoever is asked for something else in it. Answers the reading to be kept."""
        if reading.taken_up_by is None and (reading.reader is None or reading.all_asked):
            return reading
        reading = self._notices.tell_admin_solved(batch, case.number, reading, people)
        if not reading.nobody_there:
            return reading
        names = ", ".join(self._house.name_of(person) for person in people)
        await self._reporters.tell_reporters(batch, case.number, phrase("report-somebody-there", names=names))
        return replace(reading, nobody_there=False)

    async def acknowledge(self, batch: Batch, case: CaseFile, person: str) -> CaseFile:
        """`person` takes it up: the reporter hears it, nobody else is asked any more. What cannot wait has its first
        work for the first school day from then on. Answers the case read so."""
        reading = reading_from_data(case.reading)
        reading = self._notices.tell_admin_solved(batch, case.number, reading, (person,))
        cannot_wait = is_taken_up_at_once(self.folded(case), reading.pressing)
        work_by = self._house.calendar.counts_on(batch.now).isoformat() if cannot_wait else ""
        taken = replace(
            reading.with_invited(person), taken_up_by=person, nobody_there=False, work_by=work_by, all_asked=False
        )
        changed = await self.keep_reading(batch, case, taken)
        dues.cancel_dues(batch.changes, DueKind.ACKNOWLEDGE, case.number.to_bytes(8, "big"))
        await self.set_status(batch, case.number, ReportStatus.TAKEN_UP)
        await self.act(batch, "taken_up", case.number, person)
        if reading.taken_up_by != person:
            words = phrase("report-taken-up", reader=self._house.name_of(person))
            await self._reporters.tell_reporters(batch, case.number, words)
        return changed

    async def mark_read(self, batch: Batch, case: CaseFile, person: str) -> tuple[bytes, ...]:
        """The content is opened by `person`. Answers the ids of the reports that nobody had read."""
        await self.act(batch, "read", case.number, person)
        await self._keep_seen(batch, case.number, person)
        told = await reports.reports_of_case(batch.connection, self._house.vault, case.number)
        unread = tuple(one.id for one in told if one.status is ReportStatus.RECEIVED)
        for report_id in unread:
            reports.set_status(batch.changes, report_id, ReportStatus.READ)
        return unread

    async def _keep_seen(self, batch: Batch, number: int, person: str) -> None:
        """The reporter may be told later too who read it, and not only who has it by then."""
        case = await self.case(batch, number)
        reading = None if case is None else reading_from_data(case.reading)
        if case is None or reading is None or person in reading.seen_by:
            return
        seen = replace(reading, seen_by=(*reading.seen_by, person))
        asked = asked_again(self._house, reading, batch.now) if reading.all_asked and case.is_open else ()
        reader = next((one for one in asked if one.person == person), None)
        if reader is None:
            await self.keep_reading(batch, case, seen)
        else:
            await self._stays_with(batch, case, seen, reader)

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
        return self._house.folded(case)

    async def add_events(self, batch: Batch, case: CaseFile, events: tuple[CaseEvent, ...]) -> CaseFile:
        """Write these events behind the case's own; answers the case with them."""
        cases.add_events(batch.changes, batch.known_sealer(case.key_id), case.number, len(case.events), events)
        return replace(case, events=(*case.events, *events))

    async def keep_reading(self, batch: Batch, case: CaseFile, reading: Reading) -> CaseFile:
        """Store how the case is read, and answer the case read so; its reporters hear who came to read it besides
        whoever has it (design 4.4)."""
        await self._tell_who_reads_too(batch, case.number, reading)
        data = reading_to_data(reading)
        cases.keep_reading(batch.changes, batch.known_sealer(case.key_id), case.number, data)
        await keep_readers(self._house, batch, case.number, reading)
        return replace(case, reading=data)

    async def _tell_who_reads_too(self, batch: Batch, number: int, reading: Reading) -> None:
        besides = (*reading.invited, *reading.let_in, *reading.told)
        now = await self.case(batch, number) if besides else None
        if now is None or not now.is_open:
            return
        knew = {*reading_from_data(now.reading).may_read, reading.reader, reading.taken_up_by}
        names = [self._house.name_of(one) for one in besides if one in reading.may_read and one not in knew]
        if names:
            await self._reporters.tell_reporters(batch, number, read_too(names))

    async def act(self, batch: Batch, kind: str, number: int | None, person: str | None) -> None:
        """Add a line to the chained log of acts. Without a person it may follow on what a reporter did: only the hour
        is told, so that no instant leads to their chat (design 4.8)."""
        who = None if person is None else self._house.person_hash(person)
        at = batch.now if who is not None else batch.now.replace(minute=0, second=0, microsecond=0)
        await acts.write_act(batch.connection, self._house.vault, kind, number, who, at)
