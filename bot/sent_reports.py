"""What a reporter tells to a report that was sent: which report that is, who hears it, what the reporter hears."""

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.code_sessions import CodeSessions
from bot.flows import effects as wanted
from bot.flows.more_flow import MORE
from bot.flows.small_buttons import small_button
from bot.flows.which_report import WHICH
from bot.flows.words import Message, Phrase, Words, phrase
from bot.house import House
from bot.reading import reading_from_data
from bot.reporter_visit import ReporterVisit
from bot.staff.access import handler_of
from bot.told_afterwards import HideFrom, ReporterWrote, ToldAfterwards
from bot.told_of_pictures import heed_pictures
from bot.which_of_several import which_of_several
from bot.words_of_pictures import line_tells_of_picture
from casework.calendar import local_date
from casework.report import FROM_REPORTER, ReportStatus
from storage import reports

Cleared = (
    wanted.PassContactBy | wanted.ClearUpSubject | wanted.ClearUpSomebody | wanted.ToldSexual | wanted.ToldNotSexual
)


class SentReports:
    """The reports that a reporter can still add to: through the chat, or through a code that was typed in it."""

    def __init__(
        self,
        house: House,
        office: CaseOffice,
        sessions: CodeSessions,
        reporter_wrote: ReporterWrote,
        hide_from: HideFrom,
    ) -> None:
        self._house = house
        self._office = office
        self._sessions = sessions
        self._reporter_wrote = reporter_wrote
        self._afterwards = ToldAfterwards(house, office, reporter_wrote, hide_from)

    async def tell(self, visit: ReporterVisit, effect: wanted.AddToReport | wanted.TellStaff | Cleared) -> None:
        """Keep what was told with its report, or clear up whom it is about; says so, also when the report is gone."""
        report_id = await self.talked_about(visit, effect)
        if report_id is None:
            visit.say_closed_again()
            return
        batch = visit.batch
        sealer = await batch.sealer(report_id)
        stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
        if sealer is None or stored is None:
            visit.say_words(phrase("report-is-gone"))
            return
        if not isinstance(effect, wanted.AddToReport | wanted.TellStaff):
            words = await self._clear_up(visit, stored, effect)
            await heed_pictures(batch, self._house, self._office, stored.case_number)
            if words:
                visit.say_words(*words)
            return
        today, text = local_date(batch.now), effect.text
        kind = FROM_REPORTER if isinstance(effect, wanted.TellStaff) else effect.kind.value
        held, asked = await self._afterwards.held_from(batch, stored, effect, visit.question)
        put = effect.question if isinstance(effect, wanted.AddToReport) else ""
        if isinstance(effect, wanted.AddToReport) and effect.instead:
            await reports.take_back_answer(batch.connection, batch.changes, sealer, report_id, kind, put)
        await reports.add_told(
            batch.connection, batch.changes, sealer, report_id, kind, text, today, held, asked, question=put
        )
        if line_tells_of_picture(kind, text):
            await heed_pictures(batch, self._house, self._office, stored.case_number)
        await self._reporter_wrote(batch, stored.case_number, report_id)
        if isinstance(effect, wanted.TellStaff) and not held and asked is None:
            await self._say_told(visit, await self._told_words(batch, stored), stored)

    async def _say_told(self, visit: ReporterVisit, words: Phrase, stored: reports.StoredReport) -> None:
        """Who has more reports hears to which it went; whose report is closed gets a way to say that it begins
        again."""
        batch = visit.batch
        reporter = await reports.reporter_of(batch.connection, batch.vault, stored.id)
        which = () if reporter is None else await which_of_several(batch, reporter, stored)
        is_over = stored.status is ReportStatus.CLOSED and stored.report.contact.linked
        buttons = ((small_button("again", stored.id.hex()),),) if is_over else ()
        message = Message((*which, words), buttons, address_form=visit.talk.address_form)
        visit.say(message, secret=not stored.report.contact.linked)

    async def _clear_up(self, visit: ReporterVisit, stored: reports.StoredReport, said: Cleared) -> tuple[Words, ...]:
        """What the reporter hears of it."""
        batch, question = visit.batch, visit.question
        words: Phrase | None = None
        match said:
            case wanted.PassContactBy():
                return await self._afterwards.pass_contact_by(batch, stored)
            case wanted.ClearUpSubject():
                await self._afterwards.clear_up(batch, stored, said, question)
            case wanted.ClearUpSomebody():
                words = await self._afterwards.clear_up_somebody(batch, stored, said, question)
            case wanted.ToldSexual():
                words = await self._afterwards.tell_sexual(batch, stored, said, question)
            case wanted.ToldNotSexual():
                await self._afterwards.tell_not_sexual(batch, stored, said, question)
        return () if words is None else (words,)

    async def talked_about(self, visit: ReporterVisit, effect: wanted.Effect) -> bytes | None:
        """The report that a code opened, else the one that the flow or the chat is about; None for a draft.

        What was begun behind a code that is closed by now goes to no other report of this chat.
        """
        session = self._opened_with_code(visit, effect)
        if session is not None or visit.is_behind_code:
            return session
        if isinstance(effect, wanted.TellStaff) and effect.report is not None:
            return bytes.fromhex(effect.report)
        rows = await reports.reports_of_chats(visit.batch.connection, [visit.chat])
        named = [row.report_id for row in rows if row.report_id.hex() == visit.before.subject]
        if visit.before.flow == MORE.id and named:
            return named[0]
        key_id = visit.key_id
        if key_id is not None and await self.is_sent(visit.batch, key_id):
            return key_id
        open_rows = [row for row in rows if row.status is not ReportStatus.CLOSED]
        return open_rows[-1].report_id if open_rows and visit.before.flow == "more" else None

    def _opened_with_code(self, visit: ReporterVisit, effect: wanted.Effect) -> bytes | None:
        """The report that a code opened here; while something else is talked about, that is not about it. Of words
        that had no place yet it was just said."""
        placed = visit.before.flow == WHICH.id and isinstance(effect, wanted.TellStaff) and effect.report is None
        if visit.before.is_open and not visit.is_behind_code and not placed:
            return None
        return self._sessions.report_in(visit.chat, visit.batch.now)

    async def _told_words(self, batch: Batch, stored: reports.StoredReport) -> Phrase:
        """To whom it went: behind a code too, where the status says who has it; of a report of no chat nothing that
        stays may tell that."""
        case = await self._office.case(batch, stored.case_number)
        handler = None if case is None else handler_of(reading_from_data(case.reading))
        reader = self._house.school.name_of(handler)
        return phrase("told-kept-for-later") if reader is None else phrase("told-kept", reader=reader)

    async def is_sent(self, batch: Batch, key_id: bytes) -> bool:
        """Whether this key is that of a report that was sent, not of a draft."""
        await batch.changes.flush(batch.connection)
        return await reports.is_report(batch.connection, key_id)
