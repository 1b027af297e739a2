"""What a reporter's flow may look at, gathered before it decides: the school, the own reports, the helplines."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.batch import Batch
from bot.code_sessions import CodeSessions
from bot.flows.again_flow import answers_of
from bot.flows.conversation import Conversation
from bot.flows.events import CommandGiven, Event, OptionTapped, OtherSent, PictureSent, TextSent
from bot.flows.facts import (
    NOTHING_ASKED,
    NOTHING_SAID,
    AskedBySchool,
    OwnReport,
    PlanKey,
    ReporterFacts,
    SaidOfSomebody,
)
from bot.flows.help_lines import lines_of_way
from bot.flows.report_flow import REPORT
from bot.flows.small_buttons import read_small_button
from bot.flows.which_report import WHICH
from bot.flows.words import Words
from bot.house import House
from bot.pupil_steps import steps_for
from bot.reading import reading_from_data, way_of
from bot.report_standing import standing_of
from bot.reporter_status import asked_on, said_of_somebody
from bot.spoken import spoken
from casework.calendar import local_date
from casework.report import Report, ReportStatus
from casework.reporter_questions import questions_answered, told_before
from casework.routing import ReadingPlan
from storage import cases, pictures, reports, school_said
from storage.cases import CaseFile
from storage.codes import new_code
from storage.reports import Told

_MOST_PLANS = 500


@dataclass(frozen=True)
class _UnseenReports:
    """What there was, when the program started, that nothing links to a chat: anything sent since yesterday, and
    anything that a code still opens."""

    sent_lately: bool
    with_code: bool


async def _unseen_reports(batch: Batch) -> _UnseenReports:
    today = local_date(batch.now)
    sent_lately = await reports.any_unseen_since(batch.connection, today - timedelta(days=1))
    return _UnseenReports(sent_lately, await reports.any_code(batch.connection, today))


class FactsForReporters:
    """Reads no more than the event can need: an answer in a flow touches no report."""

    def __init__(self, house: House, sessions: CodeSessions) -> None:
        self._house = house
        self._sessions = sessions
        self._unseen: _UnseenReports | None = None
        self._usual_plans: dict[PlanKey, ReadingPlan] = {}
        self._usual_words: dict[Words, str] = {}

    async def facts_for(self, batch: Batch, chat: bytes, talk: Conversation, event: Event) -> ReporterFacts:
        """The facts for one event in this chat, with `talk` as it was before."""
        house = self._house
        if len(self._usual_plans) > _MOST_PLANS:
            self._usual_plans.clear()
        await self._recall(batch, chat)
        needs_reports = _may_need_reports(talk, event)
        own = await self._own_reports(batch, chat, event) if needs_reports else ()
        opened = self._sessions.report_in(chat, batch.now)
        code_said, code_asked = await self._behind_code(batch, opened if needs_reports else None)
        return ReporterFacts(
            now=batch.now,
            school=house.school,
            calendar=house.calendar,
            outline=house.outline,
            spoken=spoken,
            new_draft=secrets.token_hex(3),
            new_code=new_code,
            tied=house.staff.tied,
            unreachable=house.staff.unreachable,
            own_reports=own,
            code_is_open=opened is not None,
            code_of_somebody=code_said,
            code_asked=code_asked,
            code_was_open=bool(own) and self._sessions.was_open(chat, batch.now),
            school_spoke=talk.hidden and await _school_spoke(batch, chat),
            help_lines=await self._help_lines(batch, chat) if _asks_for_help(event) else (),
            protocols=house.protocols,
            protocol_hash=house.protocol_hash,
            usual_plans=self._usual_plans,
            usual_words=self._usual_words,
        )

    async def _recall(self, batch: Batch, chat: bytes) -> None:
        """A code that was open when the program started left nothing but that something came from this chat; a report
        that was sent unseen not even that. Without any such report nobody is asked (design 4.8)."""
        if not self._sessions.is_first_since_start(chat, batch.now):
            return
        if self._unseen is None:
            self._unseen = await _unseen_reports(batch)
        last_heard = batch.heard_before(chat)
        if last_heard is not None:
            if self._unseen.with_code or self._unseen.sent_lately:
                self._sessions.may_have_been_open(chat, last_heard)
        elif self._unseen.sent_lately and await reports.reports_of_chats(batch.connection, [chat]):
            self._sessions.may_have_been_open(chat, batch.now)

    async def _help_lines(self, batch: Batch, chat: bytes) -> tuple[str, ...]:
        """The helplines of the ways that this chat's own reports go, and of the report that a code opened here."""
        await batch.changes.flush(batch.connection)
        rows = await reports.reports_of_chats(batch.connection, [chat])
        numbers = {row.case_number for row in rows if row.status is not ReportStatus.CLOSED}
        opened = self._sessions.report_in(chat, batch.now)
        behind_code = None if opened is None else await reports.report_by_id(batch.connection, batch.vault, opened)
        numbers |= {behind_code.case_number} if behind_code is not None else set()
        found = [await cases.case_by_number(batch.connection, batch.vault, number) for number in sorted(numbers)]
        ways = (way_of(self._house, reading_from_data(case.reading)) for case in found if case is not None)
        return tuple(line for way in ways for line in lines_of_way(way))

    async def _own_reports(self, batch: Batch, chat: bytes, event: Event) -> tuple[OwnReport, ...]:
        await batch.changes.flush(batch.connection)
        rows = await reports.reports_of_chats(batch.connection, [chat])
        looks = isinstance(event, CommandGiven)
        return tuple([await self._own_report(batch, row, with_steps=looks) for row in rows])

    async def _own_report(self, batch: Batch, row: reports.OwnReportRow, *, with_steps: bool) -> OwnReport:
        case = await cases.case_by_number(batch.connection, batch.vault, row.case_number)
        reading = reading_from_data(case.reading) if case else None
        standing = standing_of(self._house, row.status, case)
        own = OwnReport(row.report_id.hex(), row.case_number, standing.status, standing.reader, row.muted)
        own = replace(own, seen_by=standing.seen_by, read_by=standing.read_by)
        own = replace(own, waits_for=standing.waits_for, is_late=standing.is_late)
        stored = await reports.report_by_id(batch.connection, batch.vault, row.report_id)
        sealer = await batch.sealer(row.report_id)
        if stored is None or sealer is None:
            return own
        told = await reports.told_with(batch.connection, sealer, row.report_id)
        doubts = reading is not None and reading.doubts_coach
        steps = None
        if with_steps and case is not None:
            steps = await steps_for(batch.connection, self._house, case, row.report_id, batch.now)
        return replace(
            own,
            sent_on=stored.received_on,
            asked_on=asked_on(told, local_date(batch.now)),
            also_read=standing.also_read,
            pictures=await pictures.count_kept(batch.connection, row.report_id),
            of_somebody=said_of_somebody(self._house, stored.report, told),
            answers=answers_of(stored.report, row.case_number, doubts_coach=doubts),
            asked=self._asked(stored.report, case, told),
            steps=steps,
        )

    async def _behind_code(self, batch: Batch, report_id: bytes | None) -> tuple[SaidOfSomebody, AskedBySchool]:
        stored = None if report_id is None else await reports.report_by_id(batch.connection, batch.vault, report_id)
        sealer = None if stored is None else await batch.sealer(stored.id)
        if stored is None or sealer is None:
            return NOTHING_SAID, NOTHING_ASKED
        told = await reports.told_with(batch.connection, sealer, stored.id)
        case = await cases.case_by_number(batch.connection, batch.vault, stored.case_number)
        return said_of_somebody(self._house, stored.report, told), self._asked(stored.report, case, told)

    def _asked(self, report: Report, case: CaseFile | None, told: Sequence[Told]) -> AskedBySchool:
        """By the version of the protocol with which the case began."""
        protocol = None if case is None else self._house.protocols.get(case.protocol_hash)
        if case is None or protocol is None:
            return NOTHING_ASKED
        doubts = reading_from_data(case.reading).doubts_coach
        answered = questions_answered(protocol, {one.question for one in told if one.question})
        return AskedBySchool(case.protocol_hash, told_before(report, self._house.school, doubts_coach=doubts), answered)


async def _school_spoke(batch: Batch, chat: bytes) -> bool:
    await batch.changes.flush(batch.connection)
    return await school_said.was_said(batch.connection, chat)


def _asks_for_help(event: Event) -> bool:
    return isinstance(event, CommandGiven) and event.name in ("hulp", "help")


def _may_need_reports(talk: Conversation, event: Event) -> bool:
    """Only a chat at rest, or one that asks for them or is asked which it is, needs to know its reports; and one in
    which something is typed at the first question, with its buttons."""
    if isinstance(event, CommandGiven):
        return event.name == "mijn"
    if talk.is_open and (talk.flow == WHICH.id or talk.invited):
        return True
    if talk.flow == REPORT.id and talk.question == REPORT.first and isinstance(event, TextSent):
        return True
    if isinstance(event, OptionTapped):
        return read_small_button(event) is not None
    return (talk.hidden or not talk.is_open) and isinstance(event, TextSent | PictureSent | OtherSent)
