"""The short flows about a case: how they begin from its card, and what comes of them."""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.case_office import CaseOffice
from bot.flows.case_answers import Act
from bot.flows.case_flows import FLOW_OF_ACT
from bot.flows.case_questions import CaseFacts, OpenWork
from bot.flows.closing_flow import CLOSES_AS
from bot.flows.left_talks import BEGUN_AT, left_about, walked_away
from bot.flows.question import Answers
from bot.flows.words import Message, Words, phrase
from bot.house import House
from bot.reading import reading_from_data
from bot.spoken import spoken
from bot.staff.access import may_open
from bot.staff.card_scene import Asked, CardScene
from bot.staff.case_acts import CaseActs
from bot.staff.case_asking import answer_beginning, asker_of, question_at, question_of_answer
from bot.staff.case_beginnings import CaseBeginnings
from bot.staff.case_cards import CaseCards
from bot.staff.case_closing import against_what_was_recorded, open_work, told_in
from bot.staff.case_deputies import decided_for, tell_decided_for
from bot.staff.case_giving import BEFORE, CaseGiving, refused
from bot.staff.case_settled import close_what_was_asked
from bot.staff.case_start import NothingThere, Places, beginning, date_beginning, wish_beginning
from bot.staff.means_room import asked_about, asking_first
from bot.staff.ways_opened import ways_opened_message
from bot.staff_desk import Visit, start_flow
from bot.texts.dates import MONTHS
from casework.calendar import local_date
from casework.terms import latest_within
from casework.wording import Refusal
from storage.cases import CaseFile

TALKED, WISH = "card-talked", "card-wish"
"""Buttons that begin the flow of an act under a name of their own."""

DECIDED_FOR = "decided_for"
"""Among the answers of a flow: the people in whose place it is decided."""

SETTLES = "settles"
"""Among the answers of a flow: the question to whoever decides that is answered by it."""

_ACT_OF = {TALKED: Act.DONE, WISH: Act.CONSENT}

_ASKED_OF: Mapping[Act, Asked | None] = {
    Act.START: Asked.MEANS,
    Act.SIZE: Asked.MEANS,
    Act.PROLONG: Asked.MEANS,
    Act.STOP: Asked.MEANS,
    Act.DECLINE: Asked.MEANS,
    Act.FACT: Asked.FACT,
    Act.OUTCOME: Asked.OFFER,
    Act.DONE: Asked.OFFER,
    Act.TAPER: Asked.OFFER,
    Act.GATE: Asked.GATE,
    Act.DECISION: Asked.GATE,
    Act.HOME: None,
}
"""What may be for somebody with another role, and about what those are then asked; nobody is asked about home, who
decides about that was told."""


class CaseTalks:
    """Begins the flows of the card and carries out what was answered in them."""

    def __init__(self, house: House, office: CaseOffice, acts: CaseActs, cards: CaseCards, giving: CaseGiving) -> None:
        self._house = house
        self._office = office
        self._acts = acts
        self._cards = cards
        self._giving = giving
        self._beginnings = CaseBeginnings(house, office, acts, cards, giving)

    async def start(self, visit: Visit, case_file: CaseFile, kind: str, places: Places) -> None:
        """A button of the card was tapped that begins a flow."""
        scene = self._cards.scene(visit, case_file)
        act = _ACT_OF.get(kind) or Act(kind.removeprefix("card-"))
        if act is Act.GATE and scene.card.gate is not None and not scene.card.gate.questions:
            act = Act.DECISION
        try:
            given = wish_beginning(scene, places) if kind == WISH else beginning(act, scene, places)
        except NothingThere:
            await self._cards.renew(visit, case_file)
            return
        given |= await self._beginnings.known(visit, case_file, act, given)
        given |= await self._beginnings.still_open(visit, case_file, scene, act, given)
        if act is Act.HAND and not given["options"]:
            visit.say(self._beginnings.why_nobody(visit, case_file))
            return
        another = self._giving.not_theirs(visit, case_file, given) if act in _ASKED_OF else None
        if another is not None:
            self._say_not_theirs(visit, case_file, places, scene, another, _ASKED_OF[act])
            return
        given |= self._in_place_of(visit, case_file, scene, act, places, given)
        given |= self._what_it_settles(case_file, scene, act, places)
        await self._begin(visit, case_file, act, {**given, "card": visit.arrival.tapped_message})

    def _what_it_settles(self, case_file: CaseFile, scene: CardScene, act: Act, places: Places) -> dict[str, Any]:
        """What somebody may have been asked, and this act answers; of how long or short a means is, nothing is."""
        about, protocol = _ASKED_OF.get(act), self._office.folded(case_file).protocol
        if about is None or act is Act.SIZE:
            return {}
        asked = _places_asked(about, places)
        if asked_about(scene, protocol, asked) is None:
            return {}
        return {SETTLES: list(question_at(scene, protocol, asked))}

    def _in_place_of(
        self, visit: Visit, case_file: CaseFile, scene: CardScene, act: Act, places: Places, given: Answers
    ) -> dict[str, Any]:
        """For whom this is decided by who stands in for them, said with what it is about."""
        about, case = _ASKED_OF.get(act), self._office.folded(case_file)
        if about is None:
            return {}
        people, words = decided_for(self._house, case, case_file, scene, visit.person, _places_asked(about, places))
        told = [one for one in (given.get("about"), None if words is None else spoken(words)) if one]
        return {} if words is None else {DECIDED_FOR: list(people), "about": "\n\n".join(told)}

    def _say_not_theirs(
        self, visit: Visit, case_file: CaseFile, places: Places, scene: CardScene, why: Words, about: Asked | None
    ) -> None:
        """Somebody with another role decides; one tap asks them."""
        message = Message((why,), protected=True)
        at = () if about is None else _places_asked(about, places)
        asked = asked_about(scene, self._office.folded(case_file).protocol, at)
        if asked is not None:
            names = self._cards.names_asked(visit, case_file, asked[0])
            message = asking_first(scene, asked, names, at)
        visit.batch.say(visit.address, message, case_number=scene.number)

    async def answer(self, visit: Visit, case_file: CaseFile, places: Places) -> None:
        """Somebody was asked to decide: the question itself, while it still needs an answer."""
        scene = self._cards.scene(visit, case_file)
        try:
            act, given = answer_beginning(scene, self._office.folded(case_file).protocol, places)
        except NothingThere:
            visit.say(phrase("case-answered-already", number=scene.number))
            return
        if self._giving.not_theirs(visit, case_file, given) is not None:
            visit.say(phrase("case-answered-already", number=scene.number))
            return
        given |= await self._beginnings.still_open(visit, case_file, scene, act, given)
        given |= {"asked_by": asker_of(self._house, places), SETTLES: list(question_of_answer(places))}
        await self._begin(visit, case_file, act, given)

    async def facts(self, visit: Visit, case_file: CaseFile | None, given: Answers) -> CaseFacts:
        """What a flow about the case looks at, which knows `given` by now."""

        def refusal(answers: Answers) -> Words | None:
            return None if case_file is None else self._giving.refusal(visit, case_file, answers)

        def warning(answers: Answers) -> Words | None:
            return None if case_file is None else self._giving.warning(visit, case_file, answers)

        reported_on = None if case_file is None else local_date(self._office.folded(case_file).opened_at)
        left = OpenWork()
        if case_file is not None and given.get("closes") == "yes":
            left = await self._open_work(visit, case_file, str(given.get(CLOSES_AS, "")))
        today, calendar = local_date(visit.batch.now), self._house.calendar
        last_day = partial(latest_within, calendar=calendar)
        return CaseFacts(spoken, today, MONTHS, refusal, warning, reported_on, left, calendar.on_or_after, last_day)

    async def _open_work(self, visit: Visit, case_file: CaseFile, outcome: str) -> OpenWork:
        """As it is at this moment: something may have come in while the question stood."""
        case = self._office.folded(case_file)
        talk = visit.talk if visit.talk.answers.get("closes") == "yes" else walked_away(visit.talk)
        left_talks = left_about(talk, str(case_file.number), case_file.events)
        scene = replace(self._cards.scene(visit, case_file), left=left_talks)
        left = await open_work(visit.batch, case_file, case, scene)
        against = against_what_was_recorded(case, outcome)
        lines = "\n\n".join(block for block in (against, left.lines) if block)
        told = await told_in(visit.batch, case_file, visit.person)
        return OpenWork(lines, needs_why=left.needs_why or bool(against), told=told)

    async def finished(self, visit: Visit, case_file: CaseFile, answers: Answers) -> CaseFile | None:
        """Every question is answered: the notes are sealed and the commands given. Answers the case whose card is to
        be shown; None when something else follows, or its reader lost it."""
        act = Act(answers["act"])
        if act is Act.AGREE:
            agreed = await self._agreed(visit, case_file, answers)
            return None if answers.get("case_agree") == "yes" else agreed
        changed = await self._giving.give(visit, case_file, act, answers)
        if not isinstance(changed, Refusal) and len(changed.events) > len(case_file.events):
            tell_decided_for(self._house, visit.batch, changed, answers.get(DECIDED_FOR, ()), visit.person)
            await self._settle(visit, changed, answers)
        self._cards.retire(visit, case_file, answers.get("card"))
        if isinstance(changed, Refusal):
            visit.say(refused(changed))
            changed = case_file
        elif answers.get("case_close") == "no":
            visit.say(phrase("case-stays-open"))
        elif answers.get("case_step") == "no":
            visit.say(phrase("case-stays-in-step"))
        elif answers.get("case_another") == "no":
            visit.say(phrase("case-another-not"))
        elif answers.get("asked_by"):
            asker = str(answers["asked_by"])
            self._acts.tell_asker(visit.batch, changed, asker, visit.person, "case-asked-given")
        elif act is Act.HAND:
            visit.say(phrase("case-handed", name=self._house.name_of(str(answers["to"]))))
        if self._lost(visit, case_file, changed):
            return None
        before = _before_its_answers(case_file, answers)
        self._say_ways_opened(visit, before, changed)
        return None if await self._ask_date(visit, before, changed) else changed

    def _lost(self, visit: Visit, before: CaseFile, now: CaseFile) -> bool:
        """Whether what was just done took the case from who did it: they hear where it is, and see no card."""
        if before is now or may_open(now, visit.person):
            return False
        reader = reading_from_data(now.reading).reader
        key = "case-gone-to" if reader is not None else "case-gone"
        visit.say(phrase(key, number=now.number, name=self._house.name_of(reader or "")))
        return True

    def _say_ways_opened(self, visit: Visit, before: CaseFile, now: CaseFile) -> None:
        """Another step or track that is open by what was just answered stands below that answer."""
        if before is now:
            return
        opened = ways_opened_message(self._cards.scene(visit, before), self._cards.scene(visit, now))
        if opened is not None:
            visit.batch.say(visit.address, opened, case_number=now.number)

    async def _agreed(self, visit: Visit, case_file: CaseFile, answers: Answers) -> CaseFile:
        """A "no" to a means is a decision with its reason, told to who asked; after a "yes" it is started at once."""
        scene, key = self._cards.scene(visit, case_file), str(answers["what"])
        given = {"asked_by": answers.get("asked_by"), "card": None, SETTLES: answers.get(SETTLES, ())}
        if answers.get("case_agree") == "yes":
            begun = beginning(Act.START, scene, (scene.place_of(key),))
            await self._begin(visit, case_file, Act.START, {**begun, **given})
            return case_file
        changed = await self._giving.give(visit, case_file, Act.DECLINE, answers)
        if isinstance(changed, Refusal):
            visit.say(refused(changed))
            return case_file
        self._acts.tell_asker(visit.batch, changed, answers.get("asked_by"), visit.person, "case-asked-no")
        await self._settle(visit, changed, answers)
        return changed

    async def _settle(self, visit: Visit, case_file: CaseFile, answers: Answers) -> None:
        if answers.get(SETTLES):
            await close_what_was_asked(self._house, visit.batch, case_file, answers[SETTLES], visit.person)

    async def _begin(self, visit: Visit, case_file: CaseFile, act: Act, given: dict[str, Any]) -> None:
        """Ask the flow's first question."""
        given = {BEGUN_AT: len(case_file.events), **given}
        facts = await self.facts(visit, case_file, given)
        start_flow(visit, FLOW_OF_ACT[act], facts, os.urandom(4).hex(), str(case_file.number), **given)

    async def _ask_date(self, visit: Visit, before: CaseFile, after: CaseFile) -> bool:
        """Ask at once for a date that has become necessary by this act; False when there is none."""
        known = {duty.key for duty in self._cards.duties(before) if duty.kind == "choose"}
        wanted = [duty for duty in self._cards.duties(after) if duty.kind == "choose" and duty.key not in known]
        offers = self._cards.scene(visit, after).card.offers
        for duty in wanted:
            for offer in offers:
                timer = next((one for one in offer.dates if one.timer == duty.timer), None)
                if timer is not None and offer.allowed:
                    begun = {**date_beginning(offer.label, timer), "kept": True}
                    await self._begin(visit, after, Act.DATE, begun)
                    return True
        return False


def _places_asked(about: Asked, places: Places) -> Places:
    """What is asked about, on the card of who asks; of a means also which run of it."""
    told = 2 if about is Asked.MEANS else 1
    return (about.value, *(places or (0,))[:told])


def _before_its_answers(case_file: CaseFile, answers: Answers) -> CaseFile:
    """The case as it was before it heard the first of these answers, which may have been at once."""
    if BEFORE not in answers:
        return case_file
    return replace(case_file, events=case_file.events[: answers[BEFORE]])
