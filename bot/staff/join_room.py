"""Where two cases about the same become one: this one is closed as double, the other one goes on.

The other one gets the pupils whom it did not know. Threads are never joined. Each report keeps its own key, thread and
reporter, and comes with whoever has the case that goes on; its reporter hears what becomes of that case.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.batch import Batch
from bot.flows.case_questions import given_option
from bot.flows.conversation import Conversation
from bot.flows.join_flow import JOIN, JoinFacts, UnclearPupil
from bot.flows.pupil_class import some_other_class
from bot.flows.question import Flow
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, Phrase, Words, phrase
from bot.reading import Reading, reading_from_data, way_of
from bot.reporter_telling import ReporterTelling, read_too
from bot.spoken import spoken
from bot.staff.access import handler_of, may_open
from bot.staff.card_scene import pupil_words
from bot.staff.card_taps import BesideTheCard
from bot.staff.case_cards import CaseCards
from bot.staff.case_closing import open_work
from bot.staff.case_giving import refused
from bot.staff.case_names import names_shown
from bot.staff.case_people import lead_of
from bot.staff.duty_book import DutyBook
from bot.staff.joined_pupils import NEW, PupilAlong, PupilsAlong, pupils_along, pupils_to_ask, said_by_themselves
from bot.staff.told_later import looked_at_together
from bot.staff_desk import Visit
from bot.texts.dates import full_date_words
from bot.told_of_pictures import heed_pictures
from casework.case import Case
from casework.case_commands import AddPupil, CloseWith, Command, IdentifyVictim, JoinCase
from casework.case_events import PupilParty
from casework.contact_agreed import has_agreed
from casework.joining import Side, go_the_same_way, why_not_joined
from casework.pressing import together
from casework.protocol_model import DOUBLE
from casework.report import ReportStatus
from casework.wording import Refusal
from storage import cases, dues, reports
from storage.cases import CaseFile
from storage.dues import DueKind, dues_about
from storage.reports import StoredReport

_PARTY_OF: Mapping[str, PupilParty] = {"bully": "bully", "follower": "follower"}


class JoinRoom(BesideTheCard):
    """The button with which somebody who reads both cases says that they are one."""

    buttons = frozenset({"card-join"})
    flows: Mapping[str, Flow] = {JOIN.id: JOIN}

    async def facts(self, visit: Visit) -> JoinFacts:
        this, other = await self._taps.case_of(visit, visit.talk.subject), None
        if visit.talk.answers.get("other"):
            other = await self._taps.case_of(visit, str(visit.talk.answers["other"]))
        return JoinFacts(spoken) if this is None or other is None else await self._facts_of(visit, this, other)

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        tap = await self._taps.tapped(visit, subject)
        if tap is None:
            return
        found = await self._joinable(visit, tap.file)
        joinable = [other for other in found if self._promised_apart(tap.file, other) is None]
        if not joinable:
            visit.say(phrase("join-no-other", number=tap.file.number))
            return
        scene = CaseCards(self._house, self._office).scene(visit, tap.file)
        case = self._office.folded(tap.file)
        left = (await open_work(visit.batch, tap.file, case, scene, with_message=False)).lines
        options = [self._option(other) for other in joinable]
        steps = {str(other.number): self._office.folded(other).step.label for other in joinable}
        given = {"number": tap.file.number, "options": options, "steps": steps, "open_work": left}
        self._taps.begin(visit, tap.file, JOIN, JoinFacts(spoken), **given)

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        """Both cases are looked at anew: what was so when the question was asked may have changed."""
        this, other = await self._taps.case_of(visit, talk.subject), None
        if this is not None:
            number = int(talk.answers["other"])
            other = next((one for one in await self._joinable(visit, this) if one.number == number), None)
        if this is None or other is None:
            visit.say(phrase("join-not-any-more"))
            return
        why_not = await self._why_not(visit, this, other)
        if why_not is not None:
            visit.say(why_not)
            return
        along = await self._pupils_along(visit, this, other)
        said = dict(talk.answers.get("said", {}))
        if any(pupils_to_ask(along, said)):
            facts = await self._facts_of(visit, this, other)
            self._taps.begin(visit, this, JOIN, facts, **{**talk.answers, "first": "join_same"})
            return
        joined = await self._join(visit, this, other, along, said)
        if await self._taps.finish(visit, this, joined, talk.answers):
            words = phrase("join-joined", number=this.number, other=other.number)
            open_other = small_button("card", str(other.number), number=other.number)
            visit.batch.say(
                visit.address, Message((words,), ((open_other,),), protected=True), case_number=other.number
            )

    async def _joinable(self, visit: Visit, this: CaseFile) -> list[CaseFile]:
        """The other open cases that the visitor reads and that go the same kind of way (A000-22)."""
        await visit.batch.flush()
        person, found = self._house.person_hash(visit.person), []
        for number in await cases.open_cases_of(visit.batch.connection, person):
            other = await self._office.case(visit.batch, number)
            if other is None or other.number == this.number or not may_open(other, visit.person):
                continue
            if go_the_same_way(self._side_of(this), self._side_of(other)):
                found.append(other)
        return found

    def _option(self, other: CaseFile) -> list[str]:
        """A number, a step and a day; no name."""
        step = self._office.folded(other).step.label
        words = phrase("join-option", number=other.number, step=step, day=full_date_words(other.opened_on))
        return given_option(str(other.number), str(other.number), spoken(words))

    async def _why_not(self, visit: Visit, this: CaseFile, other: CaseFile) -> Phrase | None:
        promised = self._promised_apart(this, other)
        if promised is not None:
            return refused(promised)
        close = CloseWith(DOUBLE, reason="tried", other_case=str(other.number))
        asked = ((this, close), (other, JoinCase(str(this.number))))
        for case_file, command in asked:
            decided = self._acts.decide(visit.batch, case_file, command, visit.person)
            if isinstance(decided, Refusal):
                return refused(decided)
        return None

    def _promised_apart(self, this: CaseFile, other: CaseFile) -> Refusal | None:
        """Why what was promised of who reads the one does not hold in the other, None when it does."""
        return why_not_joined(self._side_of(this), self._side_of(other), other.number)

    def _side_of(self, case_file: CaseFile) -> Side:
        house, reading = self._house, reading_from_data(case_file.reading)
        case = self._office.folded(case_file)
        readers = frozenset((*reading.may_read, *lead_of(house, case, reading)))
        agreed = has_agreed(case.protocol, case_file.events, agreed=reading.agreed)
        return Side(way_of(house, reading), reading.barred, readers, reading.via_confidant, agreed)

    async def _facts_of(self, visit: Visit, this: CaseFile, other: CaseFile) -> JoinFacts:
        case, there = self._office.folded(this), self._office.folded(other)
        along = await self._pupils_along(visit, this, other)
        return JoinFacts(spoken, tuple(self._unclear(this, case, other, there, one) for one in along.unclear))

    async def _pupils_along(self, visit: Visit, this: CaseFile, other: CaseFile) -> PupilsAlong:
        names = [await self._names(visit, one) for one in (this, other)]
        return pupils_along(self._office.folded(this), self._office.folded(other), *names)

    async def _names(self, visit: Visit, case_file: CaseFile) -> dict[str, str]:
        await visit.batch.flush()
        connection, vault = visit.batch.connection, self._house.vault
        notes = await cases.notes_of(connection, vault, case_file.number)
        told = await reports.reports_of_case(connection, vault, case_file.number)
        return names_shown(self._office.folded(case_file), notes, told)

    def _unclear(self, this: CaseFile, case: Case, other: CaseFile, there: Case, one: PupilAlong) -> UnclearPupil:
        """Which pupil of which case, without a name: both cards show names on a tap."""
        about = phrase("join-same-about", pupil=self._pupil(case, one.pupil), number=this.number, other=other.number)
        options = [
            (f"s{place}", alike, phrase("join-same-as", pupil=self._pupil(there, alike)))
            for place, alike in enumerate(one.alike)
        ]
        second = one.party == "victim" and there.victim in there.pupils
        new = phrase("join-same-second" if second else "join-same-new")
        return UnclearPupil(one.pupil, about, (*options, ("new", NEW, new)))

    def _pupil(self, case: Case, pupil: str) -> Words:
        """ "leerling 1 (klas 2B)", with the class where the school has it."""
        known = self._house.school.classes.get(case.classes.get(pupil, ""))
        words = pupil_words(pupil, case.pupils)
        return words if known is None else phrase("join-pupil-of-class", pupil=words, label=known.label)

    async def _bring_pupils(
        self, visit: Visit, this: CaseFile, other: CaseFile, along: PupilsAlong, said: Mapping[str, str]
    ) -> CaseFile:
        """The other case gets the pupils whom it did not know; a second one who is bullied is there as one who saw it,
        for a case is about one. Who reported it themselves is still found through their own report."""
        told = await reports.reports_of_case(visit.batch.connection, self._house.vault, this.number)
        now, reporters = other, {stored.id.hex() for stored in told}
        for one in (*along.new, *(one for one in along.unclear if said.get(one.pupil) == NEW)):
            there = self._office.folded(now)
            name = "" if one.name is None or one.pupil in reporters else one.name
            pupil = self._acts.keep_note(visit.batch, now, name) or one.pupil
            class_id = one.class_id or (some_other_class(pupil) if there.class_id else None)
            command: Command
            if one.party == "victim" and not there.victim_known:
                command = IdentifyVictim(pupil, said_by_themselves(this.events, one.pupil), class_id, is_staff=False)
            else:
                command = AddPupil(pupil, _PARTY_OF.get(one.party, "bystander"), class_id)
            done = await self._acts.perform(visit.batch, now, command, visit.person)
            now = now if isinstance(done, Refusal) else done
        return now

    async def _join(
        self, visit: Visit, this: CaseFile, other: CaseFile, along: PupilsAlong, said: Mapping[str, str]
    ) -> CaseFile | Refusal:
        """The reports move first, so that closing this case says nothing to their reporters."""
        batch = visit.batch
        goes_on = await self._acts.perform(batch, other, JoinCase(str(this.number)), visit.person)
        if isinstance(goes_on, Refusal):
            return goes_on
        goes_on = await self._bring_pupils(visit, this, goes_on, along, said)
        before, after = reading_from_data(this.reading), reading_from_data(goes_on.reading)
        left_out = tuple(dict.fromkeys((*after.excluded, *sorted(before.barred))))
        pressed = after
        after = replace(after, excluded=left_out).with_pressing(together(before.pressing, after.pressing))
        look_by, look_held = looked_at_together(before, after)
        work_by = _sooner(before.work_by, after.work_by)
        after = replace(after, look_by=look_by, look_held=look_held, work_by=work_by)
        goes_on = await self._office.keep_reading(batch, goes_on, after)
        if (look_by or work_by) and after.taken_up_by is not None:
            await DutyBook(self._house, self._office).refresh(batch, goes_on)
        await self._office.say_it_presses(batch, other.number, pressed, after)
        for stored in await reports.reports_of_case(batch.connection, self._house.vault, this.number):
            reports.move_to_case(batch.changes, stored.id, other.number)
            reports.set_status(batch.changes, stored.id, status_in(after, stored.status))
            await self._move_dues(batch, stored.id, other.number)
            await self._tell(batch, stored, other.number, before, after)
        await heed_pictures(batch, self._house, self._office, other.number)
        reason = self._acts.keep_note(batch, this, spoken(phrase("join-reason", other=other.number)))
        return await self._acts.perform(
            batch, this, CloseWith(DOUBLE, reason=reason, other_case=str(other.number)), visit.person
        )

    async def _move_dues(self, batch: Batch, report_id: bytes, number: int) -> None:
        """What a reporter waits for is a duty of whoever has the other case now, at the same instant. How often an
        answer was asked for is a thing of the case before."""
        for due in await dues_about(batch.connection, DueKind.ANSWER, report_id):
            dues.done(batch.changes, due)
            dues.add_due(batch.changes, DueKind.ANSWER, due.at, report_id, case_number=number)
        for due in await dues_about(batch.connection, DueKind.HELD, report_id):
            dues.move_to_case(batch.changes, due, number)

    async def _tell(self, batch: Batch, stored: StoredReport, number: int, before: Reading, after: Reading) -> None:
        """The reporter hears the number that their report has now, and nothing of any other; who has it from now on,
        when that is somebody else, and who came to read it besides (design 4.4)."""
        handler = handler_of(after)
        words = [phrase("report-new-number", before=stored.case_number, number=number)]
        if handler is not None and handler != handler_of(before):
            words.append(self._who_has_it(after, handler))
        new = [one for one in after.may_read if one != handler and one not in before.may_read]
        if new:
            words.append(read_too([*map(self._house.name_of, new)]))
        await ReporterTelling(self._house).tell_reporter(batch, stored.id, *words)

    def _who_has_it(self, reading: Reading, handler: str) -> Phrase:
        name = self._house.name_of(handler)
        if reading.taken_up_by is not None:
            return phrase("report-taken-up", reader=name)
        return phrase("report-passed-on", reader=name, read_by=date.fromisoformat(reading.read_by))


def status_in(reading: Reading, status: ReportStatus) -> ReportStatus:
    """How a report stands in the case that goes on."""
    if reading.taken_up_by is not None:
        return ReportStatus.TAKEN_UP
    return ReportStatus.RECEIVED if status is ReportStatus.RECEIVED else ReportStatus.READ


__all__ = ["JoinRoom", "status_in"]


def _sooner(*days: str) -> str:
    """The first of these days in ISO form, "" where none is given."""
    return min(filter(None, days), default="")
