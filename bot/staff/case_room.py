"""The room of the cases: the card, its buttons, and the short flows that start from it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.case_office import CaseOffice
from bot.flows.case_answers import Act
from bot.flows.case_flows import CASE_FLOWS, FLOW_OF_ACT
from bot.flows.case_questions import CaseFacts, given_option
from bot.flows.conversation import Conversation
from bot.flows.question import Answers, Flow
from bot.flows.words import Message, Words, phrase
from bot.house import House
from bot.reading import reading_from_data
from bot.spoken import spoken
from bot.staff.access import may_open
from bot.staff.card_scene import VIEWS, Asked, CardScene, read_case_button
from bot.staff.case_acts import CaseActs
from bot.staff.case_another import follows_from_another
from bot.staff.case_asking import answer_beginning, asker_of
from bot.staff.case_cards import CaseCards
from bot.staff.case_closing import open_work
from bot.staff.case_giving import CaseGiving, refused
from bot.staff.case_log import CaseLog
from bot.staff.case_notes import CaseNotes
from bot.staff.case_reports import REPORT_BUTTONS, CaseReports
from bot.staff.case_start import NothingThere, Places, beginning, date_beginning, wish_beginning
from bot.staff.case_taking_over import may_take_over
from bot.staff.duty_book import DutyBook
from bot.staff.means_room import AID, AID_PAGE, PAGE_BUTTONS, MeansRoom, asking_first
from bot.staff.task_list import task_list
from bot.staff_desk import Visit, start_flow
from bot.texts.dates import date_words
from casework.calendar import local_date
from casework.case_commands import Acknowledge, Command, EnterRecords, ReportSignal
from casework.wording import Refusal
from storage.cases import CaseFile

_TALKED, _WISH = "card-talked", "card-wish"
_ACT_OF = {_TALKED: Act.DONE, _WISH: Act.CONSENT}
_PLAIN = (
    "more",
    "less",
    "ack",
    "records",
    "drafts",
    "draft",
    "entered",
    "notes",
    "wrong",
    "names",
    "ticks",
    "answer",
    *REPORT_BUTTONS,
    *PAGE_BUTTONS,
)

_PAGES = (page for page in PAGE_BUTTONS if page not in ("ask", "ask-sure"))
_ALWAYS_FRESH = frozenset({f"card-{Act.HOME}", "card-answer", *(f"card-{page}" for page in _PAGES)})
"""What a notice can lead to when the case has changed since: it is read off the case as it is now."""

_ASKED_OF: Mapping[Act, Asked | None] = {
    Act.START: Asked.MEANS,
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

MONTHS = tuple(date_words(date(2024, month, 1)).rsplit(maxsplit=1)[-1] for month in range(1, 13))
"""The names of the months as people read them."""


@dataclass(frozen=True)
class _Tap:
    """A tap on the newest card of a case, and where in the card's lists."""

    case_file: CaseFile
    kind: str
    places: Places


class CaseRoom:
    """What staff do with cases: `/taken`, the card and everything on it."""

    buttons = frozenset({"card", AID, AID_PAGE, _TALKED, _WISH, *(f"card-{kind}" for kind in (*_PLAIN, *Act))})
    commands = frozenset({"taken"})
    flows: Mapping[str, Flow] = CASE_FLOWS

    def __init__(self, house: House, office: CaseOffice, book: DutyBook, acts: CaseActs) -> None:
        self._house = house
        self._office = office
        self._book = book
        self._acts = acts
        self._cards = CaseCards(house, office)
        self._giving = CaseGiving(acts)
        self._notes = CaseNotes(house, office)
        self._means = MeansRoom(house, office, acts, self._cards)
        self._log = CaseLog(house, office, self._cards)
        self._reports = CaseReports(house, office, self._notes)

    async def facts(self, visit: Visit) -> CaseFacts:
        number = visit.talk.subject
        case_file = await self._office.case(visit.batch, int(number)) if number.isdecimal() else None
        return self._facts_of(visit, case_file if case_file is not None and may_open(case_file, visit.person) else None)

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        """Every tap gets exactly one answer, a word or none."""
        answered = len(visit.batch.toasts)
        if kind == "card":
            await self._open_card(visit, subject)
        elif kind in (AID, AID_PAGE):
            await self._means.show_aid(visit, kind, subject)
        elif (tap := await self._tap(visit, kind, subject)) is not None:
            await self._on_card(visit, tap)
        if len(visit.batch.toasts) == answered:
            visit.toast(None)

    async def _on_card(self, visit: Visit, tap: _Tap) -> None:
        match tap.kind.removeprefix("card-"):
            case "more" | "less":
                self._notes.put_away(visit, tap.case_file.number)
                view = VIEWS[tap.places[0]] if tap.places and tap.places[0] < len(VIEWS) else VIEWS[0]
                page = next(iter(tap.places[1:]), 0)
                await self._cards.put(visit, tap.case_file, visit.arrival.tapped_message, view=view, page=page)
            case "ack":
                await self._at_once(visit, tap, Acknowledge())
            case "wrong":
                await self._at_once(visit, tap, ReportSignal())
            case "records":
                await self._log.show(visit, tap.case_file)
            case "drafts" | "draft" as kind:
                place = tap.places[0] if kind == "draft" and tap.places else None
                await self._log.show_drafts(visit, tap.case_file, place)
            case "entered":
                await self._enter_records(visit, tap)
            case "notes":
                await self._notes.show(visit, tap.case_file, tap.places[0] if tap.places else 0)
            case "names":
                await self._notes.show_names(visit, tap.case_file, tap.places[0] if tap.places else 0)
            case "ticks":
                self._notes.put_away(visit, tap.case_file.number)
                self._cards.put_ticks(visit, tap.case_file, visit.arrival.tapped_message)
            case "answer":
                await self._answer(visit, tap)
            case kind if kind in PAGE_BUTTONS:
                await self._means.on_button(visit, tap.case_file, kind, tap.places)
            case kind if kind in REPORT_BUTTONS:
                await self._reports.on_button(visit, tap.case_file, kind, tap.places[0] if tap.places else 0)
            case _:
                await self._start(visit, tap)

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        """`/taken`: what this person has to do, soonest first."""
        await visit.batch.flush()
        visit.batch.say(visit.address, await task_list(visit.batch.connection, self._house, visit.person))

    async def on_answered(self, visit: Visit, talk: Conversation, question: str) -> Conversation:
        """An answer that holds back what others might do counts before the last question."""
        case_file = await self._office.case(visit.batch, int(talk.subject))
        if case_file is None or not may_open(case_file, visit.person):
            return talk
        return await self._giving.give_at_once(visit, case_file, talk, question)

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        """Every question is answered: the notes are sealed, the commands given, the new card shown."""
        case_file = await self._office.case(visit.batch, int(talk.subject))
        if case_file is None:
            visit.say(phrase("card-gone"))
            return
        if not may_open(case_file, visit.person):
            visit.say(phrase("staff-case-not-yours"))
            return
        act = Act(talk.answers["act"])
        if act is Act.AGREE:
            agreed = await self._agreed(visit, case_file, talk.answers)
            if talk.answers.get("case_agree") != "yes":
                await self.show_card(visit, agreed)
            return
        changed = await self._giving.give(visit, case_file, act, talk.answers)
        self._cards.retire(visit, case_file, talk.answers.get("card"))
        if isinstance(changed, Refusal):
            visit.say(refused(changed))
            changed = case_file
        elif talk.answers.get("case_close") == "no":
            visit.say(phrase("case-stays-open"))
        elif talk.answers.get("case_another") == "no":
            visit.say(phrase("case-another-not"))
        elif talk.answers.get("asked_by"):
            asker = str(talk.answers["asked_by"])
            self._acts.tell_asker(visit.batch, changed, asker, visit.person, "case-asked-given")
        elif act is Act.HAND:
            visit.say(phrase("case-handed", name=self._house.name_of(str(talk.answers["to"]))))
        if self._lost(visit, case_file, changed):
            return
        if not self._ask_date(visit, case_file, changed):
            await self.show_card(visit, changed)

    def _lost(self, visit: Visit, before: CaseFile, now: CaseFile) -> bool:
        """Whether what was just done took the case from who did it: they hear where it is, and see no card."""
        if before is now or visit.person in reading_from_data(now.reading).may_read:
            return False
        reader = reading_from_data(now.reading).reader
        key = "case-gone-to" if reader is not None else "case-gone"
        visit.say(phrase(key, number=now.number, name=self._house.name_of(reader or "")))
        return True

    async def show_card(self, visit: Visit, case_file: CaseFile) -> None:
        """A new message with the card as it is now; who may not read the case gets a word instead."""
        if visit.person not in reading_from_data(case_file.reading).may_read:
            visit.toast("toast-not-your-case")
            return
        heard = await self._acts.heard_of_taking_up(visit.batch, case_file)
        await self._book.look_after(visit.batch, heard)
        await self._cards.put(visit, heard)

    async def _open_card(self, visit: Visit, subject: str) -> None:
        case_file = await self._office.case(visit.batch, int(subject)) if _is_number(subject) else None
        if case_file is None:
            visit.toast("toast-old-button")
            return
        await self.show_card(visit, case_file)

    async def _tap(self, visit: Visit, kind: str, subject: str) -> _Tap | None:
        """The tap, if its card is still the newest; otherwise nothing happens but a fresh card."""
        read = read_case_button(subject)
        case_file = await self._office.case(visit.batch, read[0]) if read else None
        if read is None or case_file is None:
            visit.toast("toast-old-button")
            return None
        if visit.person not in reading_from_data(case_file.reading).may_read:
            visit.toast("toast-not-your-case")
            return None
        if read[1] != len(case_file.events) and kind not in _ALWAYS_FRESH and not self._waits_for(kind, case_file):
            visit.toast("toast-card-renewed")
            await self._cards.put(visit, case_file, visit.arrival.tapped_message)
            return None
        return _Tap(case_file, kind, read[2])

    def _waits_for(self, kind: str, case_file: CaseFile) -> bool:
        """Taking a case up that nobody has taken up: that means the same on an older card."""
        return kind == "card-ack" and case_file.is_open and not self._office.folded(case_file).acknowledged

    async def _start(self, visit: Visit, tap: _Tap) -> None:
        scene = self._cards.scene(visit, tap.case_file)
        act = _ACT_OF.get(tap.kind) or Act(tap.kind.removeprefix("card-"))
        if act is Act.GATE and scene.card.gate is not None and not scene.card.gate.questions:
            act = Act.DECISION
        try:
            given = wish_beginning(scene, tap.places) if tap.kind == _WISH else beginning(act, scene, tap.places)
        except NothingThere:
            visit.toast("toast-old-button")
            return
        given |= await self._more_given(visit, tap.case_file, act, given)
        given |= await self._still_open(visit, tap.case_file, scene, act, given)
        if act is Act.HAND and not given["options"]:
            visit.say(phrase("case-nobody-to-hand"))
            return
        another = self._giving.not_theirs(visit, tap.case_file, given) if act in _ASKED_OF else None
        if another is not None:
            self._say_not_theirs(visit, tap, scene, another, _ASKED_OF[act])
            return
        self._begin(visit, tap.case_file, act, {**given, "card": visit.arrival.tapped_message})

    def _say_not_theirs(self, visit: Visit, tap: _Tap, scene: CardScene, why: Words, about: Asked | None) -> None:
        """Somebody with another role decides; one tap asks them."""
        place = tap.places[0] if tap.places else 0
        protocol = self._office.folded(tap.case_file).protocol
        asking = None if about is None else asking_first(scene, protocol, (about.value, place))
        message = asking or Message((why,), protected=True)
        visit.batch.say(visit.address, message, case_number=scene.number)

    async def _answer(self, visit: Visit, tap: _Tap) -> None:
        """Somebody was asked to decide: the question itself, while it still needs an answer."""
        scene = self._cards.scene(visit, tap.case_file)
        try:
            act, given = answer_beginning(scene, self._office.folded(tap.case_file).protocol, tap.places)
        except NothingThere:
            visit.say(phrase("case-answered-already", number=scene.number))
            return
        if self._giving.not_theirs(visit, tap.case_file, given) is not None:
            visit.say(phrase("case-answered-already", number=scene.number))
            return
        given |= await self._still_open(visit, tap.case_file, scene, act, given)
        self._begin(visit, tap.case_file, act, {**given, "asked_by": asker_of(self._house, tap.places)})

    async def _agreed(self, visit: Visit, case_file: CaseFile, answers: Answers) -> CaseFile:
        """A "no" to a means is a decision with its reason, told to who asked; after a "yes" it is started at once."""
        scene, key = self._cards.scene(visit, case_file), str(answers["what"])
        given = {"asked_by": answers.get("asked_by"), "card": None}
        if answers.get("case_agree") == "yes":
            begun = beginning(Act.START, scene, (scene.place_of(key),))
            self._begin(visit, case_file, Act.START, {**begun, **given})
            return case_file
        changed = await self._giving.give(visit, case_file, Act.DECLINE, answers)
        if isinstance(changed, Refusal):
            visit.say(refused(changed))
            return case_file
        self._acts.tell_asker(visit.batch, changed, answers.get("asked_by"), visit.person, "case-asked-no")
        return changed

    def _begin(self, visit: Visit, case_file: CaseFile, act: Act, given: dict[str, Any]) -> None:
        """Ask the flow's first question."""
        facts = self._facts_of(visit, case_file)
        start_flow(visit, FLOW_OF_ACT[act], facts, os.urandom(4).hex(), str(case_file.number), **given)

    async def _more_given(self, visit: Visit, case_file: CaseFile, act: Act, given: dict[str, Any]) -> dict[str, Any]:
        """What only the shell knows: whether a reporter may be the pupil, who can take the case over, and who would
        read it on another track."""
        if act is Act.IDENTIFY:
            options = [given_option("other", "other", spoken(phrase("case-who-other")))]
            own = await self._giving.own_report(visit, case_file)
            if own is not None:
                options.insert(0, given_option("self", "self", spoken(phrase("case-who-self"))))
            return {"options": options, **self._classes(case_file), **self._another(visit, case_file, own)}
        if act is Act.PUPIL:
            return self._classes(case_file)
        if act is Act.HAND:
            people = may_take_over(self._house, reading_from_data(case_file.reading))
            return {"options": [self._person_option(person) for person in people if person != visit.person]}
        if act is Act.TRACK:
            told = self._acts.told_before_move(visit.batch, case_file, str(given["what"]), visit.person)
            return {"who_reads": spoken(told)}
        return {}

    def _another(self, visit: Visit, case_file: CaseFile, own_report: bytes | None) -> dict[str, Any]:
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
        same = "self" if own_report is not None and own_report.hex() == case.victim else ""
        return {"another": {who: lines for who, lines in follows.items() if who != same}}

    async def _still_open(
        self, visit: Visit, case_file: CaseFile, scene: CardScene, act: Act, given: dict[str, Any]
    ) -> dict[str, Any]:
        """Where this may close the case: what nobody did yet."""
        closes = act is Act.END or (act in (Act.GATE, Act.DECISION) and scene.card.gate is not None)
        if not closes or (act is not Act.END and given.get("closes") != "yes"):
            return {}
        left = await open_work(visit.batch, case_file, scene)
        told = {"closes": "yes", "open_work": left.lines, "needs_why": left.needs_why}
        if act is Act.GATE or not left.lines:
            return told
        return {**told, "about": f"{given['about']}\n\n{left.lines}"}

    def _classes(self, case_file: CaseFile) -> dict[str, Any]:
        """The classes of the school, and that of the case where it is one of them."""
        classes = self._house.school.classes
        own = self._office.folded(case_file).class_id
        listed = [[one.id, one.label] for one in classes.values()]
        return {"classes": listed, "own_class": own if own in classes else ""}

    def _person_option(self, person: str) -> list[str]:
        return given_option(self._house.person_hash(person).hex()[:12], person, self._house.school.people[person].name)

    async def _at_once(self, visit: Visit, tap: _Tap, command: Command) -> None:
        """Something that needs no question; its answer comes in the place of the card."""
        changed = await self._acts.perform(visit.batch, tap.case_file, command, visit.person)
        if isinstance(changed, Refusal):
            visit.say(refused(changed))
        elif isinstance(command, EnterRecords) and self._cards.asked_ticks(visit, changed):
            self._cards.put_ticks(visit, changed, visit.arrival.tapped_message)
        else:
            await self._cards.put(visit, changed, visit.arrival.tapped_message)

    async def _enter_records(self, visit: Visit, tap: _Tap) -> None:
        """After one tick the others stay; after the last one the card comes back."""
        asked = self._cards.asked_ticks(visit, tap.case_file)
        entries = next((one.entries for one in asked if tap.places[:1] == (one.place,)), ())
        if not entries:
            visit.toast("toast-old-button")
            return
        await self._at_once(visit, tap, EnterRecords(entries[0].step, tuple(entry.id for entry in entries)))

    def _ask_date(self, visit: Visit, before: CaseFile, after: CaseFile) -> bool:
        """Ask at once for a date that has become necessary by this act; False when there is none."""
        known = {duty.key for duty in self._cards.duties(before) if duty.kind == "choose"}
        wanted = [duty for duty in self._cards.duties(after) if duty.kind == "choose" and duty.key not in known]
        offers = self._cards.scene(visit, after).card.offers
        for duty in wanted:
            for offer in offers:
                timer = next((one for one in offer.dates if one.timer == duty.timer), None)
                if timer is not None and offer.allowed:
                    self._begin(visit, after, Act.DATE, date_beginning(offer.label, timer))
                    return True
        return False

    def _facts_of(self, visit: Visit, case_file: CaseFile | None) -> CaseFacts:
        def refusal(answers: Answers) -> Words | None:
            return None if case_file is None else self._giving.refusal(visit, case_file, answers)

        def warning(answers: Answers) -> Words | None:
            return None if case_file is None else self._giving.warning(visit, case_file, answers)

        reported_on = None if case_file is None else local_date(self._office.folded(case_file).opened_at)
        return CaseFacts(spoken, local_date(visit.batch.now), MONTHS, refusal, warning, reported_on)


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdecimal() and len(words) < 10
