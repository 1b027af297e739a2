"""The names that are asked for before a case's report is made: what comes of them, and the report then."""

from collections.abc import Mapping

from bot.case_office import CaseOffice
from bot.flows.conversation import Conversation
from bot.flows.question import Flow
from bot.flows.report_names_flow import REPORT_NAMES, ReportNamesFacts
from bot.flows.words import Message, phrase
from bot.house import House
from bot.spoken import spoken
from bot.staff.access import may_open
from bot.staff.card_lists import REPORT_WAYS
from bot.staff.card_scene import case_button
from bot.staff.case_acts import CaseActs
from bot.staff.case_notes import CaseNotes
from bot.staff.case_reports import CaseReports
from bot.staff_desk import Visit
from storage.cases import CaseFile

_TEXT, _ = REPORT_WAYS


class ReportRoom:
    """Its flow begins from the buttons of a report, which stand on the card."""

    buttons: frozenset[str] = frozenset()
    commands: frozenset[str] = frozenset()
    flows: Mapping[str, Flow] = {REPORT_NAMES.id: REPORT_NAMES}

    def __init__(self, house: House, office: CaseOffice, acts: CaseActs) -> None:
        self._office = office
        self._acts = acts
        self._reports = CaseReports(house, office, CaseNotes(house, office))

    async def facts(self, visit: Visit) -> ReportNamesFacts:
        return ReportNamesFacts(spoken)

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        """This room has no buttons of its own."""

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        """This room has no commands."""

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        """The names are kept, and the report is made as it was asked for."""
        case_file = await self._office.case(visit.batch, int(talk.subject))
        if case_file is None or not may_open(case_file, visit.person):
            visit.say(phrase("staff-case-not-yours"))
            return
        names = {str(pupil): str(name) for pupil, name in talk.answers.get("names", {}).items()}
        await self._keep(visit, case_file, names)
        way = str(talk.answers["way"])
        if way == _TEXT and visit.arrival.tapped_message is None:
            self._say_kept(visit, case_file)
            return
        await self._reports.make(visit, case_file, way)

    async def _keep(self, visit: Visit, case_file: CaseFile, names: Mapping[str, str]) -> None:
        """Under the reference of the pupil, unless somebody gave the name meanwhile."""
        unnamed = await self._reports.unnamed(visit, case_file)
        for pupil in (one for one in unnamed if names.get(one)):
            self._acts.keep_note(visit.batch, case_file, names[pupil], pupil)
            await self._office.act(visit.batch, "pupil_named", case_file.number, visit.person)

    def _say_kept(self, visit: Visit, case_file: CaseFile) -> None:
        """A report in the chat takes the place of a message: of this one, at a tap."""
        show = ((case_button(_TEXT, case_file.number, len(case_file.events), 0),),)
        kept = Message((phrase("report-names-kept"),), show, protected=True)
        visit.batch.say(visit.address, kept, case_number=case_file.number)
