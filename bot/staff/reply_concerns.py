"""A colleague who reported names somebody who works here in the thread: nobody who is named sees it before it is said
whether it is about them (AX-12)."""

from dataclasses import replace

from bot.case_office import CaseOffice
from bot.flows.about_staff import COUNTS_AS_YES
from bot.flows.conversation import ABOUT_CASE, Conversation
from bot.flows.effects import TellStaff, ToldNotSexual, ToldSexual
from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import lines_of_way, way_parts
from bot.flows.reading_plan import way_for
from bot.flows.reply_concern_flow import (
    REPLY_CONCERN,
    asks_whom,
    begun_as,
    known_of,
    last_cleared,
    question_of,
    said_of_kind,
)
from bot.flows.words import phrase
from bot.house import House
from bot.staff.access import reading_of_case
from bot.staff.facts import new_draft, staff_facts
from bot.staff_desk import Visit, start_flow
from bot.told_afterwards import ToldAfterwards
from bot.told_of_pictures import heed_pictures
from storage.cases import CaseFile
from storage.reports import Asked, StoredReport


class ReplyConcerns:
    """Holds such words back, asks whom they are about, and carries out what is answered."""

    def __init__(self, house: House, office: CaseOffice, afterwards: ToldAfterwards) -> None:
        self._house = house
        self._office = office
        self._afterwards = afterwards

    async def asked_about(self, visit: Visit, case: CaseFile, stored: StoredReport, text: str) -> Asked | None:
        """Who does not see these words before it is said, in a conversation that begins now, whom they are about; None
        when that is not asked."""
        if not asks_whom(self._facts(visit), self._known(visit, case, stored, text)):
            return None
        question = new_draft()
        told = TellStaff(text, stored.id.hex(), until_clear=True)
        held, asked = await self._afterwards.held_from(visit.batch, stored, told, question)
        not_asked = {visit.person, *reading_of_case(case).barred}
        named, besides = (
            tuple(person for person in people if person not in not_asked)
            for people in (held, () if asked is None else asked.besides)
        )
        return Asked(question, named=named, besides=besides) if named else None

    def ask(self, visit: Visit, case: CaseFile, stored: StoredReport, text: str, question: str) -> None:
        """Ask about the first who is named, in the conversation `question`."""
        known = self._known(visit, case, stored, text)
        about = {ABOUT_CASE: str(case.number), **begun_as(question)}
        start_flow(visit, REPLY_CONCERN, self._facts(visit), question, subject=stored.id.hex(), **about, **known)

    async def answered(self, visit: Visit, stored: StoredReport, talk: Conversation) -> None:
        """What was answered last; the case goes to whom it belongs by then. After a yes to a name that waits until it
        is said whether it is sexual, where that is asked (AX-8)."""
        batch = visit.batch
        if await batch.sealer(stored.id) is None:
            return
        kind, cleared = said_of_kind(talk.answers), last_cleared(self._facts(visit), talk.answers)
        if kind is not None:
            await self._sexual(visit, stored, question_of(talk), kind)
        elif cleared is not None:
            await self._afterwards.clear_up(batch, stored, cleared, question_of(talk))
        await heed_pictures(batch, self._house, self._office, stored.case_number)

    async def _sexual(self, visit: Visit, stored: StoredReport, question: str, said: str) -> None:
        """What is, or may be, sexual is the board's; who wrote hears whom to call besides."""
        facts = self._facts(visit)
        line = facts.spoken(phrase(f"told-sexual-{said}"))
        if said not in COUNTS_AS_YES:
            await self._afterwards.tell_not_sexual(visit.batch, stored, ToldNotSexual(line), question)
            return
        words = await self._afterwards.tell_sexual(visit.batch, stored, ToldSexual(line), question)
        known = replace(stored.report, facts={**stored.report.facts, "offender_class": "staff", "category": "sexual"})
        to_call = way_parts(facts, lines_of_way(way_for(facts, known)))
        for parts in (() if words is None else (words,), to_call):
            if parts:
                visit.say(*parts)

    def _known(self, visit: Visit, case: CaseFile, stored: StoredReport, text: str) -> dict[str, object]:
        settled = reading_of_case(case).barred
        return known_of(text, stored.report, visit.person, settled)

    def _facts(self, visit: Visit) -> ReporterFacts:
        return staff_facts(self._house, visit.person, visit.batch.now).reading
