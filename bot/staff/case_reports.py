"""The *begeleidingsverslag* in the chat: as text in the card's place, or as a PDF below it, for a while."""

from bot.case_office import CaseOffice
from bot.case_report.making import written_report
from bot.case_report.words import paragraphs
from bot.flows.words import Message, phrase
from bot.house import House
from bot.outgoing import SendMessage, ShowReport
from bot.staff.card_lists import REPORT_WAYS
from bot.staff.card_scene import case_button
from bot.staff.case_notes import CaseNotes
from bot.staff.shown import ShownContent
from bot.staff_desk import Visit
from storage.cases import CaseFile

_TEXT, _PDF = REPORT_WAYS
_AWAY = "report-away"
REPORT_BUTTONS = (_TEXT, _PDF, _AWAY)


class CaseReports:
    """Shows the report of a case to who may read it."""

    def __init__(self, house: House, office: CaseOffice, notes: CaseNotes) -> None:
        self._house = house
        self._office = office
        self._notes = notes
        self._shown = ShownContent(house, office)

    async def on_button(self, visit: Visit, case_file: CaseFile, kind: str, page: int) -> None:
        if kind == _TEXT:
            await self._as_text(visit, case_file, page)
        elif kind == _PDF:
            await self._as_pdf(visit, case_file)
        else:
            await self._take_away(visit, case_file)

    async def _as_text(self, visit: Visit, case_file: CaseFile, page: int) -> None:
        await visit.batch.flush()
        report = await written_report(self._house, visit.batch.connection, case_file)
        await self._notes.show_parts(visit, case_file, tuple(paragraphs(report)), page, kind=_TEXT, act="report_read")

    async def _as_pdf(self, visit: Visit, case_file: CaseFile) -> None:
        """First a message without content, whose id is then known; the document is made and put in its place.

        It is there to be filed by the school, so it can be saved, like the texts to type over: it has no names.
        """
        batch, number = visit.batch, case_file.number
        if await self._shown.report_is_shown(batch, number, visit.address):
            visit.toast("toast-report-shown")
            return
        coming = Message((phrase("report-being-made", number=number),))
        row = batch.send(visit.address, SendMessage(coming, place_for="report"), case_number=number)
        minutes = self._house.school.terms.shown_minutes
        away = ((case_button(_AWAY, number, len(case_file.events)),),)
        caption = Message((phrase("report-caption", number=number, minutes=minutes),), away)
        instead = Message((phrase("report-not-made", number=number),))
        shown = ShowReport(number, visit.person, caption, instead)
        batch.send(visit.address, shown, key_id=case_file.key_id, target_row=row, case_number=number)
        self._shown.expect_report(batch, number, visit.address, row)
        await self._office.act(batch, "report_made", number, visit.person)

    async def _take_away(self, visit: Visit, case_file: CaseFile) -> None:
        message = visit.arrival.tapped_message
        if message is None:
            visit.toast("toast-old-button")
            return
        await self._shown.take_report_away(visit.batch, case_file.number, visit.address, message)
