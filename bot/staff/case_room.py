"""The room of the cases: the card, its buttons, and the short flows that start from it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.case_office import CaseOffice
from bot.flows.case_answers import Act, Notes, commands_of
from bot.flows.case_flows import CASE_FLOWS, FLOW_OF_ACT, CaseFacts, given_option
from bot.flows.conversation import Conversation
from bot.flows.question import Answers, Flow
from bot.flows.words import Message, Phrase, Words, phrase
from bot.house import House
from bot.reading import Reading, reading_from_data
from bot.spoken import spoken
from bot.staff.card_message import (
    CardScene,
    card_message,
    open_button,
    read_case_button,
    replaced_card,
)
from bot.staff.case_acts import CaseActs
from bot.staff.case_people import may_take_over, terms_of
from bot.staff.case_records import record_text, ticks_message
from bot.staff.case_start import NothingThere, Places, beginning, date_beginning
from bot.staff.duty_book import DutyBook, DutyLine, open_duties
from bot.staff_desk import Visit, start_flow
from bot.texts.dates import date_words
from casework.calendar import local_date
from casework.case import Case
from casework.case_commands import Acknowledge, Command, EnterRecords
from casework.case_view import card
from casework.duties import Duty, duties
from casework.log_entries import open_records
from casework.report import AboutWhom
from casework.wording import Refusal
from storage import reports
from storage.cases import CaseFile

_PLAIN = ("card", "card-more", "card-less", "card-ack", "card-records", "card-entered", "card-talked")
_SHOWN_DUTIES = 15


@dataclass(frozen=True)
class _Tap:
    """A tap on a card: on which case, and where in the card's lists."""

    case_file: CaseFile
    kind: str
    places: Places


class CaseRoom:
    """What staff do with cases: `/taken`, the card and everything on it."""

    buttons = frozenset((*_PLAIN, *(f"card-{act}" for act in Act)))
    commands = frozenset({"taken"})
    flows: Mapping[str, Flow] = CASE_FLOWS

    def __init__(self, house: House, office: CaseOffice, book: DutyBook, acts: CaseActs) -> None:
        self._house = house
        self._office = office
        self._book = book
        self._acts = acts

    async def facts(self, visit: Visit) -> CaseFacts:
        number = visit.talk.subject
        case_file = await self._office.case(visit.batch, int(number)) if number.isdecimal() else None
        return self._facts_of(visit, case_file)

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        if kind == "card":
            await self._open_card(visit, subject)
            return
        tap = await self._tap(visit, kind, subject)
        if tap is None:
            return
        match kind:
            case "card-more" | "card-less":
                visit.toast(None)
                self._put_card(visit, tap.case_file, visit.arrival.tapped_message, more=kind == "card-more")
            case "card-ack":
                await self._at_once(visit, tap, Acknowledge())
            case "card-records":
                self._show_records(visit, tap.case_file)
            case "card-entered":
                await self._enter_records(visit, tap)
            case _:
                await self._start(visit, tap)

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        """`/taken`: what this person has to do, soonest first."""
        lines = [line for line in await self._duties_of(visit) if visit.person in line.who][:_SHOWN_DUTIES]
        if not lines:
            visit.say(phrase("taken-none"))
            return
        parts = tuple(_duty_words(line) for line in lines)
        numbers = dict.fromkeys(line.case for line in lines)
        rows = tuple((open_button(number),) for number in numbers)
        message = Message((phrase("taken-head", count=len(lines)), *parts), rows, protected=True)
        visit.batch.say(visit.address, message)

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        """Every question is answered: the notes are sealed, the commands given, the new card shown."""
        case_file = await self._office.case(visit.batch, int(talk.subject))
        if case_file is None:
            visit.say(phrase("card-gone"))
            return
        act = Act(talk.answers["act"])
        if act is Act.SHARE:
            changed: CaseFile | Refusal = await self._share(visit, case_file, talk.answers)
        else:
            changed = await self._give(visit, case_file, act, talk.answers)
        self._retire_card(visit, case_file, talk.answers.get("card"))
        if isinstance(changed, Refusal):
            visit.say(_refused(changed))
            changed = case_file
        if not self._ask_date(visit, case_file, changed):
            await self.show_card(visit, changed)

    async def show_card(self, visit: Visit, case_file: CaseFile) -> None:
        """A new message with the card as it is now; who may not read the case gets a word instead."""
        if visit.person not in reading_from_data(case_file.reading).may_read:
            visit.toast("toast-not-your-case")
            return
        heard = await self._acts.heard_of_taking_up(visit.batch, case_file)
        await self._book.look_after(visit.batch, heard)
        self._put_card(visit, heard)

    async def _open_card(self, visit: Visit, subject: str) -> None:
        case_file = await self._office.case(visit.batch, int(subject)) if subject.isdecimal() else None
        if case_file is None:
            visit.toast("toast-old-button")
            return
        visit.toast(None)
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
        if read[1] != len(case_file.events):
            visit.toast("toast-old-button")
            self._put_card(visit, case_file, visit.arrival.tapped_message)
            return None
        return _Tap(case_file, kind, read[2])

    async def _start(self, visit: Visit, tap: _Tap) -> None:
        act = Act.DONE if tap.kind == "card-talked" else Act(tap.kind.removeprefix("card-"))
        scene = self._scene(visit, tap.case_file)
        if act is Act.GATE and scene.card.gate is not None and not scene.card.gate.questions:
            act = Act.DECISION
        try:
            given = beginning(act, scene, tap.places)
        except NothingThere:
            visit.toast("toast-old-button")
            return
        given |= await self._more_given(visit, tap.case_file, act)
        visit.toast(None)
        self._begin(visit, tap.case_file, act, {**given, "card": visit.arrival.tapped_message})

    def _begin(self, visit: Visit, case_file: CaseFile, act: Act, given: dict[str, Any]) -> None:
        """Ask the flow's first question; a question that was still open loses its buttons."""
        if visit.talk.is_open:
            left = Message((phrase("card-question-left"),))
            visit.batch.edit(visit.address, visit.talk.asked_row, None, left)
        facts = self._facts_of(visit, case_file)
        start_flow(visit, FLOW_OF_ACT[act], facts, os.urandom(4).hex(), str(case_file.number), **given)

    async def _more_given(self, visit: Visit, case_file: CaseFile, act: Act) -> dict[str, Any]:
        """What only the shell knows: whether a reporter may be the pupil, and who can take the case over."""
        if act is Act.IDENTIFY:
            options = [given_option("other", "other", spoken(phrase("case-who-other")))]
            if await self._own_report(visit, case_file) is not None:
                options.insert(0, given_option("self", "self", spoken(phrase("case-who-self"))))
            return {"options": options}
        if act is Act.HAND:
            people = may_take_over(self._house, reading_from_data(case_file.reading))
            return {"options": [self._person_option(person) for person in people if person != visit.person]}
        return {}

    def _person_option(self, person: str) -> list[str]:
        return given_option(self._house.person_hash(person).hex()[:12], person, self._house.school.people[person].name)

    async def _own_report(self, visit: Visit, case_file: CaseFile) -> bytes | None:
        """The report of somebody who says that it is about themselves; None when there is none."""
        stored = await reports.reports_of_case(visit.batch.connection, self._house.vault, case_file.number)
        return next((one.id for one in stored if one.report.about is AboutWhom.ME), None)

    async def _at_once(self, visit: Visit, tap: _Tap, command: Command) -> None:
        changed = await self._acts.perform(visit.batch, tap.case_file, command, visit.person)
        visit.toast(None)
        if isinstance(changed, Refusal):
            visit.say(_refused(changed))
            return
        if isinstance(command, EnterRecords) and self._record_steps(changed):
            message = visit.arrival.tapped_message
            visit.batch.edit(visit.address, None, message, self._ticks(changed), case_number=changed.number)
            return
        self._put_card(visit, changed, visit.arrival.tapped_message)

    async def _give(self, visit: Visit, case_file: CaseFile, act: Act, answers: Answers) -> CaseFile | Refusal:
        """Seal what was written and give the commands; the first refusal ends it."""
        filled = {**answers, "pupil": await self._pupil(visit, case_file, act, answers)}
        notes = await self._notes(visit, case_file, answers)
        now: CaseFile = case_file
        for command in commands_of(act, filled, notes):
            done = await self._acts.perform(visit.batch, now, command, visit.person)
            if isinstance(done, Refusal):
                return done if now is case_file else now
            now = done
        return now

    async def _pupil(self, visit: Visit, case_file: CaseFile, act: Act, answers: Answers) -> str | None:
        """The reference of the pupil that was named: a sealed note, or the pupil's own report."""
        if act is Act.IDENTIFY and answers.get("case_who") == "self":
            report = await self._own_report(visit, case_file)
            return None if report is None else report.hex()
        if act in (Act.IDENTIFY, Act.PUPIL):
            return await self._acts.keep_note(visit.batch, case_file, str(answers.get("case_name", "")))
        return None

    async def _notes(self, visit: Visit, case_file: CaseFile, answers: Answers) -> Notes:
        words = str(answers.get("case_reason") or answers.get("case_note") or "")
        note = await self._acts.keep_note(visit.batch, case_file, words)
        consents = [
            await self._acts.keep_note(visit.batch, case_file, str(one[2])) for one in answers.get("consents", [])
        ]
        return Notes(note, tuple(consents))

    async def _share(self, visit: Visit, case_file: CaseFile, answers: Answers) -> CaseFile:
        if answers.get("case_share") != "yes":
            return case_file
        return await self._acts.share_with_coach(visit.batch, case_file, visit.person)

    def _ask_date(self, visit: Visit, before: CaseFile, after: CaseFile) -> bool:
        """Ask at once for a date that has become necessary by this act; False when there is none."""
        known = {duty.key for duty in self._all_duties(before) if duty.kind == "choose"}
        wanted = [duty for duty in self._all_duties(after) if duty.kind == "choose" and duty.key not in known]
        scene = self._scene(visit, after)
        for duty in wanted:
            for offer in scene.card.offers:
                timer = next((one for one in offer.dates if one.timer == duty.timer), None)
                if timer is not None and offer.allowed:
                    self._begin(visit, after, Act.DATE, date_beginning(offer.label, timer))
                    return True
        return False

    def _show_records(self, visit: Visit, case_file: CaseFile) -> None:
        shown = self._scene(visit, case_file).card
        visit.toast(None)
        for entry in shown.open_records:
            visit.batch.say(visit.address, record_text(entry, shown.done), case_number=case_file.number)
        visit.batch.say(visit.address, self._ticks(case_file), case_number=case_file.number)

    def _ticks(self, case_file: CaseFile) -> Message:
        protocol = self._folded(case_file).protocol
        labels = [protocol.step(key).label for key in self._record_steps(case_file)]
        return ticks_message(case_file.number, len(case_file.events), labels)

    async def _enter_records(self, visit: Visit, tap: _Tap) -> None:
        """After the tick for one step those for the other steps stay; after the last one the card comes back."""
        steps = self._record_steps(tap.case_file)
        if not tap.places or tap.places[0] >= len(steps):
            visit.toast("toast-old-button")
            return
        await self._at_once(visit, tap, EnterRecords(steps[tap.places[0]]))

    def _record_steps(self, case_file: CaseFile) -> list[str]:
        return list(dict.fromkeys(entry.step for entry in open_records(self._folded(case_file))))

    async def _duties_of(self, visit: Visit) -> list[DutyLine]:
        await visit.batch.flush()
        return await open_duties(visit.batch.connection, self._house)

    def _retire_card(self, visit: Visit, case_file: CaseFile, message: int | None) -> None:
        """The card from which the flow started loses its buttons."""
        visit.batch.edit(visit.address, None, message, replaced_card(case_file.number), case_number=case_file.number)

    def _put_card(self, visit: Visit, case_file: CaseFile, instead_of: int | None = None, more: bool = False) -> None:
        """The card as a new message, or in the place of the one that was tapped."""
        message = card_message(replace(self._scene(visit, case_file), more=more))
        if instead_of is None:
            visit.batch.say(visit.address, message, case_number=case_file.number)
        else:
            visit.batch.edit(visit.address, None, instead_of, message, case_number=case_file.number)

    def _scene(self, visit: Visit, case_file: CaseFile) -> CardScene:
        case = self._folded(case_file)
        today = local_date(visit.batch.now)
        return CardScene(
            number=case_file.number,
            revision=len(case_file.events),
            card=card(case, self._house.calendar, today, terms_of(self._house.school)),
            pupils=case.pupils,
            today=today,
            confidant_line=self._reading(case_file).via_confidant,
        )

    def _facts_of(self, visit: Visit, case_file: CaseFile | None) -> CaseFacts:
        def refusal(answers: Answers) -> Words | None:
            return None if case_file is None else self._refusal(visit, case_file, answers)

        return CaseFacts(spoken, local_date(visit.batch.now), MONTHS, refusal)

    def _refusal(self, visit: Visit, case_file: CaseFile, answers: Answers) -> Words | None:
        """Why the case would refuse these answers, whatever is written as note or reason."""
        tried = {"pupil": "tried", **answers}
        for command in commands_of(Act(answers["act"]), tried, Notes("tried")):
            decided = self._acts.decide(visit.batch, case_file, command, visit.person)
            if isinstance(decided, Refusal):
                return _refused(decided)
        return None

    def _all_duties(self, case_file: CaseFile) -> tuple[Duty, ...]:
        return duties(self._folded(case_file), self._house.calendar, terms_of(self._house.school))

    def _folded(self, case_file: CaseFile) -> Case:
        return self._office.folded(case_file)

    def _reading(self, case_file: CaseFile) -> Reading:
        return reading_from_data(case_file.reading)


MONTHS = tuple(date_words(date(2024, month, 1)).rsplit(maxsplit=1)[-1] for month in range(1, 13))


def _refused(refusal: Refusal) -> Phrase:
    return Phrase(refusal.key, refusal.fields)


def _duty_words(line: DutyLine) -> Phrase:
    late = "yes" if line.late else "no"
    return phrase("taken-line", number=line.case, step=line.step, what=line.what, due=line.due_on, late=late)
