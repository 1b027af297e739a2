"""A case that belongs elsewhere by what staff learned of it, or decided: who gets it, who loses it.

By the rules for what a reporter says afterwards (`case_subjects`). Everything here works inside the transaction of a
Batch.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.batch import Batch
from bot.case_left import expect_to_tell_who_left
from bot.case_office import CaseOffice
from bot.case_subjects import CaseSubjects, opened_anew
from bot.flows.words import Words, phrase
from bot.house import House
from bot.reading import Reading, follower, read_by_of, reading_from_data, way_of, who_may_come_to_read, with_trust
from bot.spoken import spoken
from bot.staff.case_home_moves import CaseHomeMoves
from bot.staff.case_people import lead_of, responsible_for
from bot.staff.case_taking_over import may_have_case
from bot.staff.case_terms import terms_for
from bot.staff.shown import ShownContent
from casework.case import Case
from casework.case_events import CaseEvent, TrackChanged
from casework.conditions import Scalar
from casework.duties import duties
from casework.fact_questions import track_facts
from casework.holders import is_the_reporters_role
from casework.pressing import hurried, is_recorded_as_serious
from casework.tracks import DOUBT, must_go
from storage.cases import CaseFile

_OF_THE_HOUSE = ("track", "offender_class", "category", DOUBT, "trusts_contact", "victim_class")
"""What decides who gets a case under every protocol, whatever its tracks ask."""


class CaseMoves:
    """Brings a case where it belongs by its newest events."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self._subjects = CaseSubjects(house, office)
        self._home = CaseHomeMoves(house, office)
        self._shown = ShownContent(house, office)

    async def heed(
        self, batch: Batch, case_file: CaseFile, before: Case, after: Case, events: Collection[CaseEvent]
    ) -> CaseFile:
        """Whoever is to have the case gets it; from who may not read it any more it is taken, also on their screen.

        `events` brought it from `before` to `after`. What was only established brings it no further than to who
        must have it at once, the management or the board: about anything else a person decides. What the colleague who
        reported it went on with goes to whom its track names next once a step is not theirs any more, and they are its
        reporter then as any other.
        """
        moved = _moved_to(events)
        now = reading_from_data(case_file.reading)
        reading = self._by_now(now, after, moved)
        is_given = reading.kept_by != now.kept_by
        reading = with_trust(self._house, reading, after.facts(), after.classes.get(after.victim or "", now.class_id))
        goes = moved is not None or is_given or self._must_go(now, reading)
        if not case_file.is_open or not (goes or reading.in_doubt != now.in_doubt):
            return case_file
        if goes:
            left = await self._subjects.bring_along(batch, case_file, reading, from_track=_track_of(before))
        else:
            doubt = {fact: value for fact, value in reading.facts.items() if fact == DOUBT}
            left = await self._doubt(
                batch, case_file, replace(now, in_doubt=reading.in_doubt, facts={**now.facts, **doubt})
            )
        lost = (person for person in now.may_read if person in reading.in_doubt)
        left = tuple(dict.fromkeys((*left, *lost)))
        return await self._brought_along(batch, case_file, after, now, left, by={event.by for event in events})

    async def _doubt(self, batch: Batch, case_file: CaseFile, reading: Reading) -> tuple[str, ...]:
        """Nobody `in_doubt` reads it any more, though it stays where it is; the next has it if it was with them.
        Answers who may not read it."""
        had_it = not reading.barred.isdisjoint({reading.reader, reading.taken_up_by} - {None})
        taken_up_by = None if reading.taken_up_by in reading.barred else reading.taken_up_by
        await self._office.keep_reading(batch, case_file, replace(reading, taken_up_by=taken_up_by))
        if had_it:
            await self._office.pass_on(batch, case_file.number)
        return tuple(person for person in reading.in_doubt if person not in reading.may_read)

    async def look_again(self, batch: Batch, case_file: CaseFile) -> bool:
        """A case that stays with who receives it goes to its right reader without waiting for its next event (AX-12).

        The school's file may name somebody else by now, or an earlier program may have left it with somebody who may
        be whom it is about. What a pupil chose to tell a confidant stays there, but for what is the board's. Answers
        whether anything changed.
        """
        case, now = self._office.folded(case_file), reading_from_data(case_file.reading)
        class_id = case.classes.get(case.victim or "", now.class_id)
        reading = with_trust(self._house, _learned(now, case, None), case.facts(), class_id)
        way = way_of(self._house, reading)
        if not case_file.is_open or not way.kept_apart or (reading.via_confidant and not way.is_the_boards):
            return False
        if self._must_go(now, reading) or not self._is_its_reader(reading, batch.now):
            left = await self._subjects.bring_along(
                batch, case_file, reading, from_track=_track_of(case), in_any_case=True
            )
        elif reading.barred != now.barred:
            await self._office.keep_reading(batch, case_file, reading)
            left = tuple(person for person in now.may_read if person not in reading.may_read)
        else:
            return False
        await self._brought_along(batch, case_file, case, now, left)
        return True

    def _is_its_reader(self, reading: Reading, now: datetime) -> bool:
        """Whether the case may be with who has it, or nobody has it; whoever it was handed to follows from that."""
        has_it = reading.taken_up_by or reading.reader
        if has_it is None:
            return True
        if has_it in reading.barred:
            return False
        return has_it in who_may_come_to_read(self._house, reading, now) or may_have_case(self._house, reading, has_it)

    async def _brought_along(
        self,
        batch: Batch,
        case_file: CaseFile,
        case: Case,
        before: Reading,
        left: tuple[str, ...],
        *,
        by: Collection[str] = (),
    ) -> CaseFile:
        """What follows once these people may not read the case any more; `by` whom it was brought, who hears at once
        where it is."""
        changed = await self._office.case(batch, case_file.number) or case_file
        if left:
            changed = await self._home.bring_along(batch, changed, case, before)
        await self.hide_from(batch, changed, left)
        others = (person for person in left if person not in by)
        await expect_to_tell_who_left(self._house, batch, case_file.number, others)
        return changed

    async def hide_from(self, batch: Batch, case_file: CaseFile, people: Iterable[str]) -> None:
        """What they see of the case goes from the screens of those of `people` who may not read it any more."""
        stays = reading_from_data(case_file.reading).may_read
        for person in people:
            if person not in stays:
                await self._shown.hide_from(batch, case_file.number, person)

    def told_before(
        self, case_file: CaseFile, before: Case, after: Case, events: Iterable[CaseEvent], now: datetime
    ) -> Words:
        """Who reads the case once `events` have brought it from `before` to `after`, and what ends with its step."""
        reading_before = replace(reading_from_data(case_file.reading), track=_track_of(before))
        reading = self._by_now(reading_before, after, _moved_to(events))
        same_step = before.step_key == after.step_key
        ends = "" if same_step else spoken(phrase("case-track-ends", step=before.step.label))
        if self._subjects.goes_elsewhere(reading_before, reading, moved=True):
            person, keeps = self._subjects.next_reader(after, reading, now)
            name = None if person is None else self._house.name_of(person)
            key = "case-track-nobody" if name is None else "case-track-keeps" if keeps else "case-track-goes"
            told = f"{spoken(phrase(key, name=name or ''))} {ends}".strip()
            return " ".join((told, *self._keep_reading(case_file, after, reading, person)))
        if same_step:
            return phrase("case-track-same", step=after.step.label)
        names = ", ".join(self._house.name_of(one) for one in lead_of(self._house, after, reading))
        return f"{spoken(phrase('case-track-step', step=after.step.label, names=names or 'none'))} {ends}"

    def reading_after(
        self, case_file: CaseFile, before: Case, after: Case, events: Iterable[CaseEvent], now: datetime
    ) -> Reading:
        """Who reads the case, and why, once `events` have brought it from `before` to `after`."""
        reading_before = replace(reading_from_data(case_file.reading), track=_track_of(before))
        reading = self._by_now(reading_before, after, _moved_to(events))
        if not self._subjects.goes_elsewhere(reading_before, reading, moved=True):
            return reading
        person, keeps = self._subjects.next_reader(after, reading, now)
        return replace(opened_anew(reading), reader=person, taken_up_by=reading.taken_up_by if keeps else None)

    def to_be_taken_up(
        self, case_file: CaseFile, before: Case, after: Case, events: Iterable[CaseEvent], now: datetime
    ) -> Words | None:
        """Who has to take the case up once `events` have brought it from `before` to `after`, and by which day; None
        when it stays taken up, or nobody is there for it."""
        reading = self.reading_after(case_file, before, after, events, now)
        people, due = self._who_takes_it_up(before, after, reading, now)
        names = [self._house.name_of(one) for one in people]
        if due is None or not names:
            return None
        again = "yes" if before.acknowledged else "no"
        return phrase("case-track-takes-up", count=len(names), names=", ".join(names), due=due, again=again)

    def _who_takes_it_up(
        self, before: Case, after: Case, reading: Reading, now: datetime
    ) -> tuple[tuple[str, ...], date | None]:
        """A new reader, with the day that is promised to them; else who leads the step, with that of their duty."""
        if reading.reader is not None and reading.taken_up_by is None:
            gets_it = follower(self._house, opened_anew(reading), now)
            if gets_it is not None and gets_it.person == reading.reader:
                return (reading.reader,), read_by_of(self._house, reading, gets_it, now)
        terms = terms_for(self._house, after, reading)
        asked = (one for one in duties(after, self._house.calendar, terms) if one.kind == "acknowledge")
        duty = next(asked, None)
        if duty is None or before.step_key == after.step_key:
            return (), None
        return responsible_for(self._house, after, reading, duty), duty.due_on

    def _keep_reading(self, case_file: CaseFile, after: Case, reading: Reading, reader: str | None) -> tuple[str, ...]:
        """A sentence for each who goes on reading a case that goes to others, because they decide about home."""
        then = replace(opened_anew(reading), reader=reader)
        people = self._home.who_keeps_reading(after, reading_from_data(case_file.reading), then)
        names = (self._house.name_of(person) for person in people if person != reader)
        return tuple(spoken(phrase("case-track-home-keeps", name=name)) for name in names)

    def _by_now(self, before: Reading, case: Case, moved: str | None) -> Reading:
        """The reading by what was learned since; the colleague who reported keeps it while its way and its step are
        theirs."""
        reading = _learned(before, case, moved)
        stays = way_of(self._house, reading).is_the_reporters and is_the_reporters_role(case.step.lead)
        return reading if stays else replace(reading, kept_by=None)

    def _must_go(self, before: Reading, reading: Reading) -> bool:
        return must_go(way_of(self._house, before), way_of(self._house, reading), reading.facts)


def _track_of(case: Case) -> str | None:
    track = case.facts().get("track")
    return track if isinstance(track, str) else None


def _moved_to(events: Iterable[CaseEvent]) -> str | None:
    return next((event.track for event in events if isinstance(event, TrackChanged)), None)


def _learned(reading: Reading, case: Case, moved: str | None) -> Reading:
    """The reading with what is known of the case by now, on the track to which it was brought. What was recorded as
    serious cannot wait there."""
    facts = case.facts()
    known: dict[str, Scalar] = {
        fact: facts[fact] for fact in (*_OF_THE_HOUSE, *track_facts(case.protocol)) if fact in facts
    }
    learned = replace(reading, facts={**reading.facts, **known}, track=moved or reading.track)
    return learned.with_pressing(hurried(reading.pressing)) if is_recorded_as_serious(facts) else learned
