"""A colleague who reported names somebody who works here in the thread: nobody who is named sees it before it is said
whether it is about them (AX-12), and nobody what may be sexual before that is said (AX-8)."""

from dataclasses import dataclass, replace
from typing import Any

from bot.case_office import CaseOffice
from bot.flows.about_staff import COUNTS_AS_YES
from bot.flows.conversation import ABOUT_CASE, Conversation
from bot.flows.effects import TellStaff, ToldNotSexual, ToldSexual
from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import lines_of_way, way_parts
from bot.flows.reading_plan import way_for
from bot.flows.reply_concern_flow import (
    REPLY_CONCERN,
    begun_as,
    first_asked,
    is_kind_open,
    known_of,
    last_cleared,
    question_of,
    said_of_kind,
)
from bot.flows.words import phrase
from bot.house import House
from bot.reporter_status import said_of_somebody
from bot.staff.access import reading_of_case
from bot.staff.facts import new_draft, staff_facts
from bot.staff_desk import Visit, start_flow
from bot.told_afterwards import ToldAfterwards
from bot.told_of_pictures import heed_pictures
from storage import reports
from storage.cases import CaseFile
from storage.reports import Asked, StoredReport


@dataclass(frozen=True)
class Asking:
    """What is asked of words in the conversation `question`, `first` with the answers `known`; how they are held."""

    question: str
    first: str
    known: dict[str, Any]
    held: Asked | None


class ReplyConcerns:
    """Holds such words back, asks whom they are about, and carries out what is answered."""

    def __init__(self, house: House, office: CaseOffice, afterwards: ToldAfterwards) -> None:
        self._house = house
        self._office = office
        self._afterwards = afterwards

    async def asked_about(self, visit: Visit, case: CaseFile, stored: StoredReport, text: str) -> Asking | None:
        """What is asked about these words, and who does not see them before that is answered, in a conversation that
        begins now; None when nothing is asked."""
        facts, known = self._facts(visit), await self._known(visit, case, stored, text)
        first = first_asked(facts, known)
        if first is None:
            return None
        question = new_draft()
        is_named = first == REPLY_CONCERN.first
        told = TellStaff(text, stored.id.hex(), until_clear=is_named, until_kind=is_kind_open(facts, known))
        _, asked = await self._afterwards.held_from(visit.batch, stored, told, question)
        if asked is not None:
            asked = self._without_settled(visit, case, asked)
        if is_named and (asked is None or not asked.named):
            return None
        return Asking(question, first, known, asked)

    def _without_settled(self, visit: Visit, case: CaseFile, asked: Asked) -> Asked:
        """Held from nobody who wrote it, nor for those who read nothing of the case anyway."""
        settled = {visit.person, *reading_of_case(case).barred}
        named, besides, people = (
            tuple(person for person in held if person not in settled)
            for held in (asked.named, asked.besides, asked.people)
        )
        return replace(asked, named=named, besides=besides, people=people)

    def ask(self, visit: Visit, case: CaseFile, stored: StoredReport, asking: Asking) -> None:
        """Ask the first of it."""
        about = {ABOUT_CASE: str(case.number), **begun_as(asking.question)}
        facts, subject = self._facts(visit), stored.id.hex()
        given = {**about, **asking.known}
        start_flow(visit, REPLY_CONCERN, facts, asking.question, subject=subject, first=asking.first, **given)

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

    async def _known(self, visit: Visit, case: CaseFile, stored: StoredReport, text: str) -> dict[str, Any]:
        batch = visit.batch
        sealer = await batch.sealer(stored.id)
        told = () if sealer is None else await reports.told_with(batch.connection, sealer, stored.id)
        said = said_of_somebody(self._house, stored.report, told)
        return known_of(text, stored.report, said, visit.person, reading_of_case(case).barred)

    def _facts(self, visit: Visit) -> ReporterFacts:
        return staff_facts(self._house, visit.person, visit.batch.now).reading
