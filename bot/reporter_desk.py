"""Where everything that reporters do arrives: facts in, the flow's decision out, its effects into the batch."""

from dataclasses import replace

from bot.abuse_limits import AbuseLimits
from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_opening import open_for_report
from bot.code_sessions import CodeSessions
from bot.flows import effects as wanted
from bot.flows.conversation import Conversation
from bot.flows.events import CommandGiven, Event, OptionTapped, PictureSent, TextSent, UnknownTap
from bot.flows.front_desk import receive
from bot.flows.report_flow import REPORT
from bot.flows.which_report import WHICH, may_be_for_code
from bot.flows.words import Message, phrase
from bot.handlers.arrivals import Arrival
from bot.house import House
from bot.outgoing import ChangeButtons, EraseChat
from bot.quick_exit import QuickExit
from bot.reading import reading_of
from bot.reporter_evidence import ReporterEvidence
from bot.reporter_facts import FactsForReporters
from bot.reporter_status import status_message
from bot.reporter_visit import ReporterVisit
from bot.sent_reports import SentReports
from bot.told_afterwards import HideFrom, ReporterWrote
from bot.told_of_pictures import heed_pictures
from bot.waiting_lines import WaitingLines
from bot.words_of_pictures import line_tells_of_picture
from casework.calendar import local_date
from casework.report import Contact, Report
from casework.triage import speaks_of_naked_picture
from storage import outbox, reports, school_said
from storage.codes import normalise

CODE_VALID_YEARS = 2


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
        self._facts = FactsForReporters(house, sessions)
        self._sent = SentReports(house, office, sessions, reporter_wrote, hide_from)
        self._waiting = WaitingLines(house)
        self._exit = QuickExit(house, office)

    async def receive(self, batch: Batch, arrival: Arrival) -> None:
        """Raises only what storage raises: a flow takes whatever a person can send."""
        chat = batch.chat_of(arrival.address)
        before = batch.talk_of(chat)
        facts = await self._facts.facts_for(batch, chat, before, arrival.event)
        step = receive(before.remembering(arrival.message), arrival.event, facts)
        visit = ReporterVisit(batch, arrival, chat, before, step.conversation, facts)
        await self._leave_old_draft(visit)
        batch.put_talk(chat, visit.talk)
        erases = any(isinstance(one, wanted.EraseChat) for one in step.effects)
        taken_back = await self._exit.take_back(batch, chat) if erases else None
        for effect in step.effects:
            await self._carry_out(visit, effect)
        if taken_back is not None:
            await self._exit.bring_back(batch, arrival.address, taken_back)
        if _asks_for_own(arrival.event) and not visit.is_behind_code:
            # What is typed after this may answer a report of the chat as well as the one that a code opened. While
            # more is told to that one, it is asked first.
            self._sessions.close(chat)
        if _is_back(before, arrival.event) and not erases:
            await self._waiting.say(batch, chat, muted_too=_asks_for_own(arrival.event))
        if _speaks_on(before, arrival.event) and not erases:
            batch.rows[:0] = await outbox.release_held(batch.connection, batch.vault, chat)
        if arrival.tap is not None and not any(isinstance(effect, wanted.Toast) for effect in step.effects):
            batch.toast(arrival.tap, None)

    async def _leave_old_draft(self, visit: ReporterVisit) -> None:
        """A new draft gets a key of its own; the key of a report stays with the report.

        So do words of which it is not clear yet to which report they belong: they may be meant for an unseen one.
        """
        if visit.talk.draft == visit.before.draft or visit.talk.flow not in (REPORT.id, WHICH.id):
            return
        if not may_be_for_code(visit.talk):
            # What is told from here on is about the new draft, not about the report that a code opened.
            self._sessions.close(visit.chat)
        await self._let_go_of_key(visit)

    async def _let_go_of_key(self, visit: ReporterVisit) -> None:
        if visit.before.aside or visit.talk.aside:
            # It is the key of the draft that waits meanwhile.
            return
        key_id = visit.batch.leave_draft_key(visit.chat)
        if key_id is None or await self._sent.is_sent(visit.batch, key_id):
            return
        await self._evidence.remove_all(visit.batch, key_id)
        visit.batch.erase_key(key_id)

    async def _carry_out(self, visit: ReporterVisit, effect: wanted.Effect) -> None:
        match effect:
            case wanted.Say() | wanted.Ask() | wanted.CloseQuestion() | wanted.Toast():
                self._show(visit, effect)
            case wanted.EraseChat() | wanted.ForgetDraft() | wanted.ForgetTalk():
                await self._forget(visit, effect)
            case wanted.FetchPicture(file, size):
                await self._fetch(visit, effect, file, size)
            case wanted.RemovePictures():
                await self._remove_all_pictures(visit, effect)
            case wanted.TakePicturesAway():
                await self._take_pictures_away(visit, effect)
            case wanted.RemovePicture(picture):
                await self._remove_picture(visit, picture)
            case wanted.SendReport():
                await self._send(visit, effect)
            case wanted.AddToReport() | wanted.TellStaff():
                await self._sent.tell(visit, effect)
            case (
                wanted.PassContactBy()
                | wanted.ClearUpSubject()
                | wanted.ClearUpSomebody()
                | wanted.ToldSexual()
                | wanted.ToldNotSexual()
            ):
                await self._sent.tell(visit, effect)
            case wanted.OpenWithCode(words):
                await self._open_with_code(visit, words)
            case wanted.CodeIsOver():
                self._sessions.forget(visit.chat)
            case wanted.ChangeMute(report, muted):
                await self._change_mute(visit, report, muted=muted)

    def _show(
        self, visit: ReporterVisit, effect: wanted.Say | wanted.Ask | wanted.CloseQuestion | wanted.Toast
    ) -> None:
        """What changes on the reporter's screen."""
        batch, address = visit.batch, visit.arrival.address
        match effect:
            case wanted.Say(message, secret, kept):
                visit.say(message, secret=secret, kept=kept)
            case wanted.Ask(message):
                row = batch.say(address, message, key_id=visit.key_id)
                visit.talk = replace(visit.talk, asked_row=row)
                batch.put_talk(visit.chat, visit.talk)
            case wanted.CloseQuestion(message):
                tapped = visit.arrival.tapped_message
                batch.edit(address, visit.before.asked_row, tapped, message, key_id=visit.key_id)
            case wanted.Toast(key):
                batch.toast(visit.arrival.tap, key)

    async def _forget(
        self, visit: ReporterVisit, effect: wanted.EraseChat | wanted.ForgetDraft | wanted.ForgetTalk
    ) -> None:
        """What is left neither on the reporter's screen nor here."""
        batch = visit.batch
        match effect:
            case wanted.EraseChat():
                # Whoever holds the phone from here on is not the one who typed the code.
                self._sessions.close(visit.chat)
                school_said.forget_said(batch.changes, visit.chat)
                outbox.forget_held(batch.changes, visit.chat)
                batch.send(visit.arrival.address, EraseChat(visit.seen_messages))
            case wanted.ForgetDraft():
                await self._let_go_of_key(visit)
                batch.put_talk(visit.chat, visit.talk)
            case wanted.ForgetTalk():
                await self._let_go_of_key(visit)
                batch.forget_talk(visit.chat)
                await outbox.blur_chat(batch.connection, visit.chat)
                outbox.keep_on_screen(batch.changes, batch.vault, visit.chat, visit.seen_messages, batch.now)

    async def _change_mute(self, visit: ReporterVisit, report: str, *, muted: bool) -> None:
        reports.set_muted(visit.batch.changes, bytes.fromhex(report), muted)
        if not muted:
            await self._waiting.say(visit.batch, visit.chat, muted_too=False)

    async def _send(self, visit: ReporterVisit, send: wanted.SendReport) -> None:
        """The draft becomes a report; an unseen reporter's draft leaves its key, its chat and its pictures' sender."""
        batch, report = visit.batch, send.report
        draft_key = batch.draft_key(visit.chat)
        report_id = draft_key
        if report_id is None or is_anonymous(report):
            report_id = batch.make_key("report")
            if draft_key is not None:
                await self._evidence.move(batch, draft_key, report_id)
        reading = reading_of(report, send.plan, doubts_coach=send.doubts_coach)
        number = await open_for_report(self._house, batch, report_id, report, reading)
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
        if speaks_of_naked_picture(report.story) or any(line_tells_of_picture(*one) for one in send.told):
            await heed_pictures(batch, self._house, self._office, number)
        if is_anonymous(report):
            self._sessions.sent_unseen(visit.chat, batch.now)
        if report.contact.linked:
            reports.add_reporter(batch.changes, batch.vault, report_id, visit.arrival.address)
        if send.code is not None:
            expires = local_date(batch.now).replace(year=local_date(batch.now).year + CODE_VALID_YEARS, day=1)
            reports.add_code(batch.changes, batch.vault, send.code, report_id, expires)
        await self._office.hand_to_reader(batch, number, reading)

    async def _fetch(self, visit: ReporterVisit, effect: wanted.Effect, file: str, size: int | None) -> None:
        session = self._sessions.report_in(visit.chat, visit.batch.now)
        owner = await self._owner_of_pictures(visit, effect)
        if owner is None:
            visit.say_closed_again()
            return
        refused = await self._evidence.want(visit.batch, owner, file, size, None if session else visit.arrival.address)
        if refused is not None:
            visit.say_words(refused)
        elif session is not None:
            visit.say_words(phrase("picture-coming"))

    async def _remove_all_pictures(self, visit: ReporterVisit, effect: wanted.Effect) -> None:
        owner = await self._owner_of_pictures(visit, effect)
        if owner is None:
            visit.say_closed_again()
        else:
            await self._evidence.remove_all(visit.batch, owner, visit.arrival.address)

    async def _take_pictures_away(self, visit: ReporterVisit, effect: wanted.TakePicturesAway) -> None:
        """Of a report that was sent, asked for in the own list or behind its code."""
        session = self._sessions.report_in(visit.chat, visit.batch.now)
        owner = session if effect.report is None else bytes.fromhex(effect.report)
        if owner is None:
            visit.say_closed_again()
            return
        await self._evidence.remove_all(visit.batch, owner, visit.arrival.address)
        tapped = visit.arrival.tapped_message
        if tapped is not None:
            visit.batch.send(
                visit.arrival.address, ChangeButtons(Message((), effect.left), tapped), key_id=visit.key_id
            )
        visit.say_words(phrase("pictures-removed"))

    async def _owner_of_pictures(self, visit: ReporterVisit, effect: wanted.Effect) -> bytes | None:
        """The draft while there is one, else the report that is talked about."""
        return visit.key_id if visit.before.flow == REPORT.id else await self._sent.talked_about(visit, effect)

    async def _remove_picture(self, visit: ReporterVisit, picture: str) -> None:
        owners = {key for key in (visit.key_id, self._sessions.report_in(visit.chat, visit.batch.now)) if key}
        owners |= {row.report_id for row in await reports.reports_of_chats(visit.batch.connection, [visit.chat])}
        removed = await self._evidence.remove_one(visit.batch, picture, owners)
        words = phrase("picture-removed" if removed else "picture-gone")
        if visit.arrival.tapped_message is None:
            visit.say_words(words)
            return
        gone = Message((words,), address_form=visit.talk.address_form)
        visit.batch.edit(visit.arrival.address, None, visit.arrival.tapped_message, gone)

    async def _open_with_code(self, visit: ReporterVisit, words: str) -> None:
        batch, today = visit.batch, local_date(visit.batch.now)
        if not self._limits.may_guess(visit.chat, today, batch.wrong_codes):
            visit.say_words(phrase("code-too-many-tries"))
            return
        code = normalise(words)
        await batch.changes.flush(batch.connection)
        report_id = None if code is None else await reports.report_of_code(batch.connection, batch.vault, code, today)
        message = None if report_id is None else await status_message(batch, self._house, report_id, visit.facts)
        if report_id is None or message is None:
            batch.wrong_codes.append(visit.chat)
            batch.after.append(lambda: self._limits.count_wrong_guess(visit.chat, today))
            visit.say_words(phrase("code-unknown"))
            return
        # Before the commit: what was typed behind the code may be the next update of this batch.
        self._sessions.open(visit.chat, report_id, batch.now)
        visit.say(message, secret=True)


def is_anonymous(report: Report) -> bool:
    """Whether nothing may lead from the report to the conversation in which it was written."""
    return report.contact in (Contact.CODE, Contact.NONE)


def _is_back(before: Conversation, event: Event) -> bool:
    """Whether somebody speaks who may have been out of reach; who is answering questions of a draft is not. After the
    quick exit it may be somebody else."""
    if isinstance(event, CommandGiven):
        return event.name in ("start", "melden") or _asks_for_own(event)
    return isinstance(event, TextSent | PictureSent) and _answers_no_draft(before)


def _speaks_on(before: Conversation, event: Event) -> bool:
    """As `_is_back`, or a tap: a report was sent, and its words of thanks did not arrive."""
    tapped = isinstance(event, OptionTapped | UnknownTap) and _answers_no_draft(before)
    return tapped or _is_back(before, event)


def _answers_no_draft(before: Conversation) -> bool:
    return before.flow != REPORT.id and not before.hidden


def _asks_for_own(event: Event) -> bool:
    return isinstance(event, CommandGiven) and event.name == "mijn"
