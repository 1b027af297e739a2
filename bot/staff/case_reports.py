"""The *begeleidingsverslag* in the chat: as text in the card's place, or as a PDF below it, for a while."""

import os

from bot.case_office import CaseOffice
from bot.case_report.making import unnamed_pupils, written_report
from bot.case_report.words import paragraphs
from bot.flows.report_names_flow import REPORT_NAMES, ReportNamesFacts
from bot.flows.words import Message, phrase
from bot.house import House
from bot.outgoing import SendMessage, ShowReport
from bot.spoken import spoken
from bot.staff.card_lists import REPORT_WAYS
from bot.staff.card_scene import case_button, pupil_words
from bot.staff.case_notes import CaseNotes
from bot.staff.case_start import Places
from bot.staff.shown import ShownContent
from bot.staff_desk import Visit, start_flow
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

    async def on_button(self, visit: Visit, case_file: CaseFile, kind: str, places: Places) -> None:
        """Before a report is made the names are asked for that nobody gave; turning its pages asks nothing."""
        if kind == _AWAY:
            await self._take_away(visit, case_file)
        elif kind == _PDF and await self._shown.report_is_shown(visit.batch, case_file.number, visit.address):
            visit.toast("toast-report-shown")
        elif not places and (unnamed := await self.unnamed(visit, case_file)):
            case = self._office.folded(case_file)
            asks = [[pupil, spoken(pupil_words(pupil, case.pupils))] for pupil in unnamed]
            facts, draft = ReportNamesFacts(spoken), os.urandom(4).hex()
            start_flow(visit, REPORT_NAMES, facts, draft, str(case_file.number), way=kind, asks=asks)
        else:
            await self.make(visit, case_file, kind, next(iter(places), 0))

    async def make(self, visit: Visit, case_file: CaseFile, way: str, page: int = 0) -> None:
        """The report in the way of `REPORT_WAYS` that was asked for; as text in the place of the tapped message."""
        if way == _TEXT:
            await self._as_text(visit, case_file, page)
        else:
            await self._as_pdf(visit, case_file)

    async def unnamed(self, visit: Visit, case_file: CaseFile) -> tuple[str, ...]:
        """The pupils of the case whose name nobody gave."""
        await visit.batch.flush()
        return await unnamed_pupils(self._house, visit.batch.connection, case_file)

    async def _as_text(self, visit: Visit, case_file: CaseFile, page: int) -> None:
        await visit.batch.flush()
        report = await written_report(self._house, visit.batch.connection, case_file)
        await self._notes.show_parts(visit, case_file, tuple(paragraphs(report)), page, kind=_TEXT, act="report_read")

    async def _as_pdf(self, visit: Visit, case_file: CaseFile) -> None:
        """First a message without content, whose id is then known; the document is made and put in its place.

        It is there to be filed by the school, so it can be saved, like the texts to type over: it has no names.
        """
        batch, number = visit.batch, case_file.number
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
