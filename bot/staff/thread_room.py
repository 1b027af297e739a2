"""The talk between a reporter and whoever works on the case; neither sees the other's account."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.answer_flow import ANSWER, REPLY
from bot.flows.conversation import ABOUT_CASE, TO_COLLEAGUE, Conversation
from bot.flows.question import Flow
from bot.flows.reply_concern_flow import REPLY_CONCERN
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, phrase
from bot.held_words import question_of
from bot.house import House
from bot.outgoing import SendMessage
from bot.reporter_telling import ReporterTelling
from bot.staff.access import can_be_written_to, may_open, readable_case, reading_of_case, where_it_goes_on
from bot.staff.facts import new_draft, staff_facts
from bot.staff.handler_notices import HandlerNotices
from bot.staff.left_mornings import expect_left_morning
from bot.staff.reply_concerns import ReplyConcerns
from bot.staff.shown import labelled
from bot.staff.told_later import ToldLater
from bot.staff_desk import Visit, start_flow
from bot.told_afterwards import HideFrom, ToldAfterwards
from bot.waiting_lines import WaitingLines
from casework.calendar import local_date
from casework.pressing import cannot_wait
from casework.report import FROM_REPORTER, FROM_SCHOOL, AdditionKind, Contact, ReportStatus
from casework.triage import danger_in
from storage import dues, reports
from storage.cases import CaseFile
from storage.dues import Due, DueKind, dues_about
from storage.reports import Asked, StoredReport, Told
from storage.sealing import Sealer

_ID_LETTERS = 32
_THAT_CANNOT_WAIT = {
    "notice-new-message": "notice-new-message-now",
    "notice-told-more": "notice-told-more-now",
}


class ThreadRoom:
    """Writing to a reporter, hearing from one, and the duty to answer."""

    buttons = frozenset({"write", "reply"})
    commands: frozenset[str] = frozenset()
    flows: Mapping[str, Flow] = {one.id: one for one in (ANSWER, REPLY, REPLY_CONCERN)}

    def __init__(self, house: House, office: CaseOffice, hide_from: HideFrom) -> None:
        self._house = house
        self._office = office
        self._notices = HandlerNotices(house, office)
        self._reporters = ReporterTelling(house)
        self._waiting = WaitingLines(house)
        self.afterwards = ToldAfterwards(house, office, self.reporter_wrote, hide_from)
        self._concerns = ReplyConcerns(house, office, self.afterwards)
        self._told_later = ToldLater(house, office)

    async def facts(self, visit: Visit) -> Any:
        facts = staff_facts(self._house, visit.person, visit.batch.now)
        return facts.reading if visit.talk.flow == REPLY_CONCERN.id else facts

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        """This room has no commands."""

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        if visit.talk.is_open:
            visit.say(phrase("staff-finish-first"))
        elif kind == "reply":
            await self._begin_reply(visit, subject)
        elif len(subject) == _ID_LETTERS:
            await self._begin_with_report(visit, subject)
        else:
            await self._begin_with_case(visit, subject)

    async def on_answered(self, visit: Visit, talk: Conversation, question: str) -> Conversation:
        """Whom a message is about counts as soon as it is said, before others who are named are asked about."""
        found = await self._report(visit, talk.subject)
        if found is not None and talk.flow == REPLY_CONCERN.id and await self._is_own(visit, talk.subject):
            await self._concerns.answered(visit, found[1], talk)
        return talk

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        found = await self._report(visit, talk.subject)
        text = str(talk.answers.get(talk.flow) or "")
        key_id = visit.batch.leave_draft_key(visit.chat)
        if key_id is not None:
            visit.batch.erase_key(key_id)
        if found is None:
            visit.say(phrase("staff-case-not-yours"))
        elif talk.flow == ANSWER.id:
            await self._answered(visit, *found, text)
        elif talk.flow == REPLY_CONCERN.id:
            await self._cleared_up(visit, *found, talk)
        else:
            await self._replied(visit, *found, text)

    async def _begin_with_case(self, visit: Visit, subject: str) -> None:
        case = await readable_case(self._office, visit, subject)
        case = None if case is None else await where_it_goes_on(self._house, self._office, visit, case)
        if case is None:
            return
        found = await reports.reports_of_case(visit.batch.connection, self._house.vault, case.number)
        reading, school = reading_of_case(case), self._house.school
        answerable = [one for one in found if can_be_written_to(school, reading, one.report)]
        if not answerable:
            visit.say(phrase("thread-nobody-to-answer", number=case.number))
        elif len(answerable) == 1:
            await self._ask(visit, answerable[0])
        else:
            answerable.sort(key=lambda one: (one.received_on, one.id))
            buttons = tuple((_report_button(one, place),) for place, one in enumerate(answerable, start=1))
            visit.batch.say(visit.address, Message((phrase("thread-which-report", number=case.number),), buttons))

    async def _begin_with_report(self, visit: Visit, subject: str) -> None:
        found = await self._report(visit, subject)
        case, stored = found or (None, None)
        if case is None or stored is None or not self._may_write(visit, case, stored):
            visit.say(phrase("staff-case-not-yours"))
        else:
            await self._ask(visit, stored)

    def _may_write(self, visit: Visit, case: CaseFile, stored: StoredReport) -> bool:
        reading = reading_of_case(case)
        return may_open(case, visit.person) and can_be_written_to(self._house.school, reading, stored.report)

    async def _ask(self, visit: Visit, stored: StoredReport) -> None:
        reporter = await reports.reporter_of(visit.batch.connection, self._house.vault, stored.id)
        is_colleague = reporter is not None and reporter.person is not None
        given: dict[str, Any] = {ABOUT_CASE: str(stored.case_number), TO_COLLEAGUE: is_colleague}
        start_flow(visit, ANSWER, await self.facts(visit), new_draft(), subject=stored.id.hex(), **given)

    async def _begin_reply(self, visit: Visit, subject: str) -> None:
        if await self._is_own(visit, subject):
            start_flow(visit, REPLY, await self.facts(visit), new_draft(), subject=subject)
        else:
            visit.toast("toast-old-button")

    async def _is_own(self, visit: Visit, subject: str) -> bool:
        """Whether the visitor is the colleague who reported this."""
        found = await self._report(visit, subject)
        if found is None:
            return False
        reporter = await reports.reporter_of(visit.batch.connection, self._house.vault, found[1].id)
        return reporter is not None and reporter.person == self._house.person_hash(visit.person)

    async def _report(self, visit: Visit, subject: str) -> tuple[CaseFile, StoredReport] | None:
        """The report with this id (hex) and its case; None when either is gone."""
        try:
            report_id = bytes.fromhex(subject)
        except ValueError:
            return None
        await visit.batch.flush()
        stored = await reports.report_by_id(visit.batch.connection, self._house.vault, report_id)
        case = None if stored is None else await self._office.case(visit.batch, stored.case_number)
        return None if stored is None or case is None else (case, stored)

    async def _answered(self, visit: Visit, case: CaseFile, stored: StoredReport, text: str) -> None:
        if not may_open(case, visit.person):
            visit.say(phrase("staff-case-not-yours"))
            return
        line = await self._keep(visit, stored, FROM_SCHOOL, text, by=visit.person)
        dues.cancel_dues(visit.batch.changes, DueKind.ANSWER, stored.id)
        await self._office.act(visit.batch, "answered", case.number, visit.person)
        await self._told_later.answered(visit.batch, case.number, visit.person)
        if not stored.report.contact.linked:
            visit.say(phrase("thread-waits-behind-code", number=case.number))
        elif line is not None and await self._deliver(visit, stored, text, line):
            visit.say(phrase("thread-sent", number=case.number))
        else:
            await self._waiting.keep(visit.batch, stored.id, line)
            visit.say(phrase("thread-waits-unsent", number=case.number))

    async def _keep(
        self,
        visit: Visit,
        stored: StoredReport,
        kind: str,
        text: str,
        by: str | None = None,
        asked: Asked | None = None,
    ) -> bytes | None:
        """The id of the line; None when the report was erased meanwhile."""
        batch = visit.batch
        sealer = await batch.sealer(stored.id)
        if sealer is None:
            return None
        today = local_date(batch.now)
        return await reports.add_told(
            batch.connection, batch.changes, sealer, stored.id, kind, text, today, asked=asked, by=by
        )

    async def _deliver(self, visit: Visit, stored: StoredReport, text: str, line: bytes) -> bool:
        """Whether the reporter gets it in their own chat; a colleague gets a button to write back."""
        reporter = await reports.reporter_of(visit.batch.connection, self._house.vault, stored.id)
        name = self._house.name_of(visit.person)
        if reporter is None or reporter.person is None:
            return await self._reporters.tell_reporter(
                visit.batch, stored.id, phrase("message-from-staff", name=name), text, told=line
            )
        address = self._house.address_of_reporter(reporter)
        if address is None:
            return False
        words = (phrase("message-from-colleague", name=name, number=stored.case_number), text)
        message = Message(words, ((small_button("reply", stored.id.hex()),),))
        outgoing = SendMessage(message, told=line.hex())
        visit.batch.send(address, outgoing, key_id=stored.id, case_number=stored.case_number)
        return True

    async def _replied(self, visit: Visit, case: CaseFile, stored: StoredReport, text: str) -> None:
        if not await self._is_own(visit, stored.id.hex()):
            visit.toast("toast-old-button")
            return
        asking = await self._concerns.asked_about(visit, case, stored, text)
        await self._keep(visit, stored, FROM_REPORTER, text, asked=None if asking is None else asking.held)
        await self.reporter_wrote(visit.batch, case.number, stored.id)
        if asking is not None:
            self._concerns.ask(visit, case, stored, asking)
            await expect_left_morning(self._house, visit.batch, visit.person)
        else:
            visit.say(phrase("thread-reply-kept", number=case.number))

    async def _cleared_up(self, visit: Visit, case: CaseFile, stored: StoredReport, talk: Conversation) -> None:
        """The last that was asked of a message: what waited for it is told by now."""
        if not await self._is_own(visit, stored.id.hex()):
            visit.toast("toast-old-button")
            return
        await self._concerns.answered(visit, stored, talk)
        visit.say(phrase("thread-reply-kept", number=case.number))

    async def reporter_wrote(self, batch: Batch, number: int, report_id: bytes) -> None:
        """Something was told with a report after it was sent: whoever works on the case hears that there is more.

        A message in the thread is to be answered within the school's term. Who has yet to read it hears nothing:
        their notice still stands. What may point at danger waits for neither that nor for whom it is about; who leads
        the step hears it too.
        """
        case = await self._office.case(batch, number)
        stored = await reports.report_by_id(batch.connection, self._house.vault, report_id)
        sealer = await batch.sealer(report_id)
        if case is None or stored is None or sealer is None:
            return
        case = await self._told_later.freed(batch, case)
        told = await _words_told(batch, sealer, report_id)
        presses = any(cannot_wait(one.text) for one in told[-1:])
        if presses:
            is_danger = any(danger_in(one.text) is not None for one in told[-1:])
            held = _held_from(told[-1:])
            case = await self._told_later.hurry(batch, case, is_danger=is_danger, held_from=held)
        if _unclear_about(told[-1:], case):
            asked = told[-1].asked
            await self.afterwards.words.expect_answer(batch, case, report_id, "" if asked is None else asked.question)
            if not presses:
                return
        key = await self._expect_answer_to(batch, case, report_id, told)
        if presses and stored.report.contact is not Contact.NONE:
            await self._expect_answer(batch, case, report_id, self._soon(batch.now))
        if presses or stored.status is not ReportStatus.RECEIVED:
            key = _THAT_CANNOT_WAIT[key] if presses else key
            besides = _held_from(told[-1:])
            people = await self._notices.tell(batch, case, key, besides=besides)
            people += self._notices.tell_who_got_it(batch, case, key, besides=(*people, *besides))
            if presses:
                self._notices.tell_who_leads(batch, case, key, besides=(*people, *besides))

    async def _expect_answer_to(self, batch: Batch, case: CaseFile, report_id: bytes, told: list[Told]) -> str:
        """A message in the thread becomes a duty. Answers the key of the notice about what was told last."""
        if not _awaits_answer(told):
            return "notice-told-more"
        calendar, days = self._house.calendar, self._house.school.terms.answer_within_school_days
        at = calendar.closes_at(calendar.school_days_after(calendar.counts_on(batch.now), days))
        await self._expect_answer(batch, case, report_id, at)
        return "notice-new-message"

    async def _expect_answer(self, batch: Batch, case: CaseFile, report_id: bytes, at: datetime) -> None:
        """By `at` (UTC), or sooner when an older message is to be answered sooner."""
        await batch.flush()
        if await dues_about(batch.connection, DueKind.ANSWER, report_id):
            await dues.bring_forward(batch.connection, DueKind.ANSWER, report_id, at)
        else:
            dues.add_due(batch.changes, DueKind.ANSWER, at, report_id, case_number=case.number)

    def _soon(self, now: datetime) -> datetime:
        """When somebody is asked again about what cannot wait: as the school closes today, else as it opens next."""
        calendar = self._house.calendar
        day = calendar.counts_on(now)
        return calendar.closes_at(day) if calendar.is_open(now) else calendar.opens_at(day)

    async def on_held_due(self, batch: Batch, due: Due) -> None:
        """Whether it is about those named in it, or about somebody who works here, was never said: somebody who is not
        named hears that there is more, and has to answer a message."""
        case = None if due.case_number is None else await self._office.case(batch, due.case_number)
        sealer = await batch.sealer(due.subject)
        if case is None or sealer is None:
            return
        await self.afterwards.words.name_left_open(batch, due.subject, question_of(due, sealer))
        told = await _words_told(batch, sealer, due.subject)
        if _unclear_about(_asked_in(told, question_of(due, sealer)), case):
            key = await self._expect_answer_to(batch, case, due.subject, told)
            await self._notices.tell(batch, case, key, besides=_held_from(told))

    async def on_answer_due(self, batch: Batch, due: Due) -> None:
        """A message was not answered in time: asked again every school day, from the second time the deputy too. What
        may point at danger is asked for each morning and afternoon, and of the deputy at once."""
        case = None if due.case_number is None else await self._office.case(batch, due.case_number)
        if case is None:
            return
        sealer = batch.known_sealer(case.key_id)
        times = int((due.detail(sealer) or {}).get("times", 0)) + 1
        unanswered = await self._unanswered(batch, due.subject)
        presses = any(cannot_wait(one.text) for one in unanswered)
        besides = _who_see_nothing_of(unanswered)
        key = "notice-answer-due-now" if presses else "notice-answer-due"
        for person in await self._notices.tell(batch, case, key, with_write=True, besides=besides):
            if times > 1 or presses:
                await self._notices.tell_deputy(batch, case, person, presses=presses, besides=besides)
        calendar = self._house.calendar
        next_day = calendar.closes_at(calendar.next_school_day(local_date(batch.now)))
        at = self._soon(batch.now) if presses else next_day
        subject, detail = due.subject, {"times": times}
        dues.add_due(batch.changes, DueKind.ANSWER, at, subject, case_number=case.number, detail=detail, sealer=sealer)

    async def _unanswered(self, batch: Batch, report_id: bytes) -> list[Told]:
        """What was told with the report since the school wrote last."""
        sealer = await batch.sealer(report_id)
        told = [] if sealer is None else await _words_told(batch, sealer, report_id)
        written = max((place for place, one in enumerate(told) if one.kind == FROM_SCHOOL), default=-1)
        return told[written + 1 :]


async def _words_told(batch: Batch, sealer: Sealer, report_id: bytes) -> list[Told]:
    """All that was told, without what was only answered about a colleague who is named in it."""
    told = await reports.told_with(batch.connection, sealer, report_id)
    return [one for one in told if one.kind != AdditionKind.CONCERN]


def _asked_in(told: Iterable[Told], question: str) -> list[Told]:
    """What waits for an answer in this conversation; without a `question` what waits for one about a name."""
    return [one for one in told if ("" if one.asked is None else one.asked.question) == question]


def _who_see_nothing_of(told: Iterable[Told]) -> set[str]:
    """From whom all of it is held."""
    held = [set(one.held_from) for one in told]
    return set.intersection(*held) if held else set()


def _held_from(told: Iterable[Told]) -> set[str]:
    """Who does not see all of it."""
    return {person for one in told for person in one.held_from}


def _unclear_about(told: Iterable[Told], case: CaseFile) -> set[str]:
    """Of whom it was not yet said whether it is about them; whom it is about has lost the case by then."""
    return _held_from(told) - reading_of_case(case).barred


def _awaits_answer(told: list[Told]) -> bool:
    """A message in the thread does; so does all that follows on something the school wrote, also where the reporter
    typed it at a question that still stood open."""
    return bool(told) and (told[-1].kind == FROM_REPORTER or any(one.kind == FROM_SCHOOL for one in told))


def _report_button(stored: StoredReport, place: int) -> Button:
    words = {"place": place, "day": stored.received_on}
    return labelled(small_button("write", stored.id.hex()), "thread-report-button", **words)
