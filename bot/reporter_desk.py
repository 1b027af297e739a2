"""Where everything that reporters do arrives: facts in, the flow's decision out, its effects into the batch."""

import secrets
from dataclasses import dataclass, replace

from bot.abuse_limits import AbuseLimits
from bot.batch import Batch
from bot.case_office import CaseOffice, is_anonymous
from bot.code_sessions import CodeSessions
from bot.flows import effects as wanted
from bot.flows.after_sending import BEHIND_CODE
from bot.flows.again_flow import answers_of
from bot.flows.conversation import Conversation
from bot.flows.events import CommandGiven, Event, OptionTapped, PictureSent, TextSent
from bot.flows.facts import OwnReport, ReporterFacts
from bot.flows.front_desk import receive
from bot.flows.help_lines import lines_of_way
from bot.flows.more_flow import MORE
from bot.flows.report_flow import REPORT
from bot.flows.small_buttons import read_small_button, small_button
from bot.flows.words import Message, Phrase, Words, phrase
from bot.handlers.arrivals import Arrival
from bot.house import House
from bot.outgoing import EraseChat, SendMessage
from bot.pupil_steps import steps_for
from bot.reading import reading_from_data, reading_of, way_of
from bot.reporter_evidence import ReporterEvidence
from bot.reporter_status import asked_on, status_message
from bot.spoken import spoken
from bot.told_afterwards import HideFrom, ReporterWrote, ToldAfterwards
from casework.calendar import local_date
from casework.report import ReportStatus
from storage import cases, outbox, reports
from storage.codes import new_code, normalise

CODE_VALID_YEARS = 2


@dataclass
class _Visit:
    """One event of one reporter, within the open transaction of `batch`."""

    batch: Batch
    arrival: Arrival
    chat: bytes
    before: Conversation
    talk: Conversation

    @property
    def is_behind_code(self) -> bool:
        """Whether a conversation about the report that a code opened is under way."""
        return self.before.is_open and self.before.flow == MORE.id and self.before.subject == BEHIND_CODE


class ReporterDesk:
    """Carries out what the reporters' flows decide."""

    def __init__(
        self,
        house: House,
        office: CaseOffice,
        evidence: ReporterEvidence,
        sessions: CodeSessions,
        limits: AbuseLimits,
        reporter_wrote: ReporterWrote,
        hide_from: HideFrom,
    ) -> None:
        self._house = house
        self._office = office
        self._evidence = evidence
        self._sessions = sessions
        self._limits = limits
        self._reporter_wrote = reporter_wrote
        self._afterwards = ToldAfterwards(house, office, reporter_wrote, hide_from)

    async def receive(self, batch: Batch, arrival: Arrival) -> None:
        """Raises only what storage raises: a flow takes whatever a person can send."""
        chat = batch.vault.chat_of(arrival.address)
        before = batch.talk_of(chat)
        facts = await self._facts(batch, chat, before, arrival.event)
        step = receive(before.remembering(arrival.message), arrival.event, facts)
        visit = _Visit(batch, arrival, chat, before, step.conversation)
        await self._leave_old_draft(visit)
        batch.put_talk(chat, visit.talk)
        for effect in step.effects:
            await self._carry_out(visit, effect)
        if arrival.tap is not None and not any(isinstance(effect, wanted.Toast) for effect in step.effects):
            batch.toast(arrival.tap, None)

    async def _facts(self, batch: Batch, chat: bytes, talk: Conversation, event: Event) -> ReporterFacts:
        house = self._house
        own = await self._own_reports(batch, chat, event) if _may_need_reports(talk, event) else ()
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
            code_is_open=self._sessions.report_in(chat, batch.now) is not None,
            help_lines=await self._help_lines(batch, chat) if _asks_for_help(event) else (),
        )

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
        reader = (reading.taken_up_by or reading.reader) if reading else None
        own = OwnReport(row.report_id.hex(), row.case_number, row.status, reader, row.muted)
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
            also_read=() if reading is None else tuple(one for one in reading.may_read if one != reader),
            answers=answers_of(stored.report, row.case_number, doubts_coach=doubts),
            steps=steps,
        )

    async def _leave_old_draft(self, visit: _Visit) -> None:
        """A new draft gets a key of its own; the key of a report stays with the report."""
        if visit.talk.draft == visit.before.draft or visit.talk.flow != "report":
            return
        # What is told from here on is about the new draft, not about the report that a code opened.
        self._sessions.close(visit.chat)
        await self._let_go_of_key(visit)

    async def _let_go_of_key(self, visit: _Visit) -> None:
        key_id = visit.batch.leave_draft_key(visit.chat)
        if key_id is None or await self._belongs_to_report(visit.batch, key_id):
            return
        await self._evidence.remove_all(visit.batch, key_id)
        visit.batch.erase_key(key_id)

    async def _belongs_to_report(self, batch: Batch, key_id: bytes) -> bool:
        await batch.changes.flush(batch.connection)
        return await reports.is_report(batch.connection, key_id)

    async def _carry_out(self, visit: _Visit, effect: wanted.Effect) -> None:
        batch, address = visit.batch, visit.arrival.address
        match effect:
            case wanted.Say(message, secret):
                self._say(visit, message, secret=secret)
            case wanted.Ask(message):
                row = batch.say(address, message, key_id=self._key_of(visit))
                visit.talk = replace(visit.talk, asked_row=row)
                batch.put_talk(visit.chat, visit.talk)
            case wanted.CloseQuestion(message):
                tapped = visit.arrival.tapped_message
                batch.edit(address, visit.before.asked_row, tapped, message, key_id=self._key_of(visit))
            case wanted.Toast(key):
                batch.toast(visit.arrival.tap, key)
            case wanted.EraseChat():
                now = (visit.arrival.message, visit.arrival.tapped_message)
                batch.send(address, EraseChat((*visit.before.inbox, *(one for one in now if one))))
            case wanted.ForgetDraft():
                await self._let_go_of_key(visit)
                batch.put_talk(visit.chat, visit.talk)
            case wanted.ForgetTalk():
                await self._let_go_of_key(visit)
                batch.forget_talk(visit.chat)
                await outbox.blur_chat(batch.connection, visit.chat)
            case wanted.FetchPicture(file, size):
                await self._fetch(visit, effect, file, size)
            case wanted.RemovePictures():
                await self._remove_all_pictures(visit, effect)
            case wanted.RemovePicture(picture):
                await self._remove_picture(visit, picture)
            case wanted.SendReport():
                await self._send(visit, effect)
            case wanted.AddToReport() | wanted.ClearUpSubject() | wanted.ToldSexual() | wanted.TellStaff():
                await self._tell(visit, effect)
            case wanted.OpenWithCode(words):
                await self._open_with_code(visit, words)
            case wanted.ChangeMute(report, muted):
                reports.set_muted(batch.changes, bytes.fromhex(report), muted)

    def _key_of(self, visit: _Visit) -> bytes | None:
        return visit.batch.draft_key(visit.chat)

    def _say(self, visit: _Visit, message: Message, *, secret: bool = False) -> None:
        key_id = None if secret else self._key_of(visit)
        visit.batch.send(visit.arrival.address, SendMessage(message, secret), key_id=key_id)

    def _say_words(self, visit: _Visit, *parts: Words) -> None:
        self._say(visit, Message(parts, address_form=visit.talk.address_form))

    async def _send(self, visit: _Visit, send: wanted.SendReport) -> None:
        """The draft becomes a report; an unseen reporter's draft leaves its key, its chat and its pictures' sender."""
        batch, report = visit.batch, send.report
        draft_key = batch.draft_key(visit.chat)
        report_id = draft_key
        if report_id is None or is_anonymous(report):
            report_id = batch.make_key("report")
            if draft_key is not None:
                await self._evidence.move(batch, draft_key, report_id)
        reading = reading_of(report, send.plan, doubts_coach=send.doubts_coach)
        number = await self._office.open_for_report(batch, report_id, report, reading)
        for kind, text in send.told:
            await reports.add_told(
                batch.connection,
                batch.changes,
                batch.known_sealer(report_id),
                report_id,
                kind,
                text,
                local_date(batch.now),
            )
        if report.contact.linked:
            reports.add_reporter(batch.changes, batch.vault, report_id, visit.arrival.address)
        if send.code is not None:
            expires = local_date(batch.now).replace(year=local_date(batch.now).year + CODE_VALID_YEARS, day=1)
            reports.add_code(batch.changes, batch.vault, send.code, report_id, expires)
        await self._office.hand_to_reader(batch, number, reading, report.urgency)

    async def _fetch(self, visit: _Visit, effect: wanted.Effect, file: str, size: int | None) -> None:
        session = self._sessions.report_in(visit.chat, visit.batch.now)
        owner = await self._owner_of_pictures(visit, effect)
        if owner is None:
            self._say_words(visit, phrase("code-closed-again"))
            return
        refused = await self._evidence.want(visit.batch, owner, file, size, None if session else visit.arrival.address)
        if refused is not None:
            self._say_words(visit, refused)
        elif session is not None:
            self._say_words(visit, phrase("picture-coming"))

    async def _remove_all_pictures(self, visit: _Visit, effect: wanted.Effect) -> None:
        owner = await self._owner_of_pictures(visit, effect)
        if owner is None:
            self._say_words(visit, phrase("code-closed-again"))
        else:
            await self._evidence.remove_all(visit.batch, owner)

    async def _owner_of_pictures(self, visit: _Visit, effect: wanted.Effect) -> bytes | None:
        """The draft while there is one, else the report that is talked about."""
        return self._key_of(visit) if visit.before.flow == REPORT.id else await self._report_talked_about(visit, effect)

    async def _remove_picture(self, visit: _Visit, picture: str) -> None:
        owners = {key for key in (self._key_of(visit), self._sessions.report_in(visit.chat, visit.batch.now)) if key}
        owners |= {row.report_id for row in await reports.reports_of_chats(visit.batch.connection, [visit.chat])}
        removed = await self._evidence.remove_one(visit.batch, picture, owners)
        words = phrase("picture-removed" if removed else "picture-gone")
        if visit.arrival.tapped_message is None:
            self._say_words(visit, words)
            return
        gone = Message((words,), address_form=visit.talk.address_form)
        visit.batch.edit(visit.arrival.address, None, visit.arrival.tapped_message, gone)

    async def _tell(
        self,
        visit: _Visit,
        effect: wanted.AddToReport | wanted.ClearUpSubject | wanted.ToldSexual | wanted.TellStaff,
    ) -> None:
        report_id = await self._report_talked_about(visit, effect)
        if report_id is None:
            self._say_words(visit, phrase("code-closed-again"))
            return
        batch = visit.batch
        sealer = await batch.sealer(report_id)
        stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
        if sealer is None or stored is None:
            self._say_words(visit, phrase("report-is-gone"))
            return
        if isinstance(effect, wanted.ClearUpSubject):
            await self._afterwards.clear_up(batch, stored, effect)
            return
        if isinstance(effect, wanted.ToldSexual):
            words = await self._afterwards.tell_sexual(batch, stored, effect)
            if words is not None:
                self._say_words(visit, words)
            return
        today = local_date(batch.now)
        kind, held = self._kind_and_held(visit, effect, stored)
        await reports.add_told(batch.connection, batch.changes, sealer, report_id, kind, effect.text, today, held)
        await self._reporter_wrote(batch, stored.case_number, report_id)
        if isinstance(effect, wanted.TellStaff) and not held:
            self._say_told(visit, await self._told_words(batch, stored), stored)

    def _say_told(self, visit: _Visit, words: Phrase, stored: reports.StoredReport) -> None:
        """Whose report is closed gets a way to say that it begins again."""
        is_over = stored.status is ReportStatus.CLOSED and stored.report.contact.linked
        buttons = ((small_button("again", stored.id.hex()),),) if is_over else ()
        self._say(visit, Message((words,), buttons, address_form=visit.talk.address_form))

    def _kind_and_held(
        self, visit: _Visit, effect: wanted.AddToReport | wanted.TellStaff, stored: reports.StoredReport
    ) -> tuple[str, tuple[str, ...]]:
        kind = "reporter" if isinstance(effect, wanted.TellStaff) else effect.kind.value
        return kind, self._afterwards.named_in(effect.text, stored.report) if effect.until_clear else ()

    async def _report_talked_about(self, visit: _Visit, effect: wanted.Effect) -> bytes | None:
        """The report that a code opened, else the one that the flow or the chat is about; None for a draft.

        What was begun behind a code that is closed by now goes to no other report of this chat.
        """
        session = self._opened_with_code(visit)
        if session is not None or visit.is_behind_code:
            return session
        if isinstance(effect, wanted.TellStaff) and effect.report is not None:
            return bytes.fromhex(effect.report)
        rows = await reports.reports_of_chats(visit.batch.connection, [visit.chat])
        named = [row.report_id for row in rows if row.report_id.hex() == visit.before.subject]
        if visit.before.flow == MORE.id and named:
            return named[0]
        key_id = self._key_of(visit)
        if key_id is not None and await self._belongs_to_report(visit.batch, key_id):
            return key_id
        open_rows = [row for row in rows if row.status is not ReportStatus.CLOSED]
        return open_rows[-1].report_id if open_rows and visit.before.flow == "more" else None

    def _opened_with_code(self, visit: _Visit) -> bytes | None:
        """The report that a code opened here; while something else is talked about, that is not about it."""
        if visit.before.is_open and not visit.is_behind_code:
            return None
        return self._sessions.report_in(visit.chat, visit.batch.now)

    async def _told_words(self, batch: Batch, stored: reports.StoredReport) -> Phrase:
        if not stored.report.contact.linked:
            return phrase("told-kept-code")
        case = await self._office.case(batch, stored.case_number)
        reading = reading_from_data(case.reading) if case else None
        reader = (reading.taken_up_by or reading.reader) if reading else None
        return phrase("told-kept", reader=self._house.name_of(reader)) if reader else phrase("told-kept-code")

    async def _open_with_code(self, visit: _Visit, words: str) -> None:
        batch, today = visit.batch, local_date(visit.batch.now)
        if not self._limits.may_guess(visit.chat, today):
            self._say_words(visit, phrase("code-too-many-tries"))
            return
        code = normalise(words)
        await batch.changes.flush(batch.connection)
        report_id = None if code is None else await reports.report_of_code(batch.connection, batch.vault, code, today)
        message = None if report_id is None else await status_message(batch, self._house, report_id)
        if report_id is None or message is None:
            self._limits.count_wrong_guess(visit.chat, today)
            self._say_words(visit, phrase("code-unknown"))
            return
        batch.after.append(lambda: self._sessions.open(visit.chat, report_id, batch.now))
        self._say(visit, message, secret=True)


def _asks_for_help(event: Event) -> bool:
    return isinstance(event, CommandGiven) and event.name in ("hulp", "help")


def _may_need_reports(talk: Conversation, event: Event) -> bool:
    """Only a chat at rest, or one that asks for it, needs to know its reports; answers in a flow do not."""
    if isinstance(event, CommandGiven):
        return event.name == "mijn"
    if isinstance(event, OptionTapped):
        return read_small_button(event) is not None
    return not talk.is_open and isinstance(event, TextSent | PictureSent)
