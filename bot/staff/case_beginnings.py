"""What only the shell knows when a short flow about a case begins: people, classes, reports, and what is still open."""

from functools import reduce
from typing import Any

from bot.case_office import CaseOffice
from bot.flows.case_answers import Act
from bot.flows.case_questions import given_option
from bot.flows.closing_flow import CLOSES_AS, NEWLY_TOLD
from bot.flows.words import Words, phrase
from bot.house import House
from bot.reading import reading_from_data
from bot.spoken import spoken
from bot.staff.card_scene import CardScene
from bot.staff.case_acts import CaseActs
from bot.staff.case_another import follows_from_another
from bot.staff.case_cards import CaseCards
from bot.staff.case_closing import told_in, work_dropped
from bot.staff.case_giving import CaseGiving
from bot.staff.case_taking_over import let_in_by, may_take_over, why_nobody
from bot.staff_desk import Visit
from casework.case import applied
from casework.case_commands import OpenStep
from casework.wording import Refusal
from storage.cases import CaseFile
from storage.reports import StoredReport


class CaseBeginnings:
    """Adds to what the card gives a flow what is looked up elsewhere."""

    def __init__(self, house: House, office: CaseOffice, acts: CaseActs, cards: CaseCards, giving: CaseGiving) -> None:
        self._house = house
        self._office = office
        self._acts = acts
        self._cards = cards
        self._giving = giving

    async def known(self, visit: Visit, case_file: CaseFile, act: Act, given: dict[str, Any]) -> dict[str, Any]:
        """What only the shell knows: whether a reporter may be the pupil, who can take the case over, and who would
        read it on another track."""
        if act is Act.IDENTIFY:
            own = await self._giving.own_report(visit, case_file)
            ways = () if own is None else ("self", "other")
            options = [given_option(way, way, spoken(phrase(f"case-who-{way}"))) for way in ways]
            named = None if own is None else own.report.reporter_name
            known = {"options": options, "own_name": named or "", **self._classes(case_file)}
            return {**known, **self._another(visit, case_file, own)}
        if act is Act.PUPIL:
            return self._classes(case_file)
        if act is Act.HAND:
            return {"options": [self._person_option(person) for person in self._may_take_over(visit, case_file)]}
        if act is Act.TRACK:
            told = self._acts.told_before_move(visit.batch, case_file, str(given["what"]), visit.person)
            return {"who_reads": spoken(told)}
        return {}

    def _may_take_over(self, visit: Visit, case_file: CaseFile) -> tuple[str, ...]:
        reading = reading_from_data(case_file.reading)
        people = may_take_over(self._house, reading, let_in_by(self._office.folded(case_file), reading))
        return tuple(person for person in people if person != visit.person)

    def why_nobody(self, visit: Visit, case_file: CaseFile) -> Words:
        """Why the visitor can hand the case over to nobody."""
        reading = reading_from_data(case_file.reading)
        return why_nobody(self._house, reading, let_in_by(self._office.folded(case_file), reading), visit.person)

    def _another(self, visit: Visit, case_file: CaseFile, own_report: StoredReport | None) -> dict[str, Any]:
        """Where another pupil was named before: what follows from each answer that changes that."""
        case, scene = self._office.folded(case_file), self._cards.scene(visit, case_file)
        if case.victim is None:
            return {}
        follows = {
            who: [
                *map(spoken, follows_from_another(case, case_file, scene, visit.batch.now, is_reporter=who == "self"))
            ]
            for who in ("self", "other")
        }
        same = "self" if own_report is not None and own_report.id.hex() == case.victim else ""
        return {"another": {who: lines for who, lines in follows.items() if who != same}}

    async def still_open(
        self, visit: Visit, case_file: CaseFile, scene: CardScene, act: Act, given: dict[str, Any]
    ) -> dict[str, Any]:
        """Where this may close the case, by which outcome and how much was told by now; where it leaves the step out of
        order, what nobody did yet."""
        if act is Act.STEP:
            return self._dropped(visit, case_file, scene, given)
        closes = act is Act.END or (act in (Act.GATE, Act.DECISION) and scene.card.gate is not None)
        if not closes or (act is not Act.END and given.get("closes") != "yes"):
            return {}
        outcome = str(given["what"]) if act is Act.END else self._office.folded(case_file).step.gate.outcome or ""
        told = await told_in(visit.batch, case_file, visit.person)
        return {"closes": "yes", CLOSES_AS: outcome, NEWLY_TOLD: told}

    def _dropped(self, visit: Visit, case_file: CaseFile, scene: CardScene, given: dict[str, Any]) -> dict[str, Any]:
        """What the step that is left asks of nobody any more, said before its reason is asked."""
        opens = OpenStep(str(given["what"]), "tried")
        decided = self._acts.decide(visit.batch, case_file, opens, visit.person)
        if isinstance(decided, Refusal):
            return {}
        after = reduce(applied, decided, self._office.folded(case_file))
        dropped = work_dropped(scene, after, self._house.calendar)
        return {"about": f"{given['about']}\n\n{dropped}"} if dropped else {}

    def _classes(self, case_file: CaseFile) -> dict[str, Any]:
        """The classes of the school, and that of the case where it is one of them."""
        classes = self._house.school.classes
        own = self._office.folded(case_file).class_id
        listed = [[one.id, one.label] for one in classes.values()]
        return {"classes": listed, "own_class": own if own in classes else ""}

    def _person_option(self, person: str) -> list[str]:
        return given_option(self._house.person_hash(person).hex()[:12], person, self._house.school.people[person].name)
