"""Where a break guard, or anybody else who works here, passes on what they saw: five taps."""

from collections.abc import Mapping

from bot.case_office import CaseOffice
from bot.flows.conversation import Conversation
from bot.flows.flag_flow import FLAG, flagged_report
from bot.flows.question import Flow
from bot.flows.staff_flows import StaffFacts, first_reader
from bot.flows.words import phrase
from bot.house import House
from bot.staff.facts import new_draft, staff_facts
from bot.staff.opening import add_own_report, hand_to_first_reader, open_case_by_staff, reading_by
from bot.staff_desk import Visit, start_flow
from casework.report import Urgency


class FlagRoom:
    """/flits: from where to send. Who flagged hears who takes it up, and cannot read the case."""

    buttons: frozenset[str] = frozenset()
    commands = frozenset({"flits"})
    flows: Mapping[str, Flow] = {FLAG.id: FLAG}

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    async def facts(self, visit: Visit) -> StaffFacts:
        return staff_facts(self._house, visit.person, visit.batch.now)

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        """This room has no buttons."""

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        start_flow(visit, FLAG, await self.facts(visit), new_draft())

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        facts = await self.facts(visit)
        report = flagged_report(facts, talk.answers)
        reading = reading_by(report, first_reader(facts.reading, report))
        number, report_id = await open_case_by_staff(self._house, self._office, visit, report, reading)
        add_own_report(self._house, visit, report_id)
        await hand_to_first_reader(self._house, self._office, visit, number)
        if report.urgency is Urgency.NOW:
            visit.say(phrase("flag-now-walk"))
