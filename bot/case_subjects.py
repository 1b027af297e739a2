"""Whom a case turns out to be about after it was sent (AX-12): who loses it, and who gets it then.

What the reporter says later decides as much as what was said before sending: the way is found anew, by the same
rules. Everything here works inside the transaction of a Batch.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_opening import BY_REPORTER
from bot.flows.about_staff import managers
from bot.flows.reading_plan import UNKNOWN_COACH
from bot.held_words import HeldWords
from bot.house import House
from bot.reading import (
    Reading,
    also_told,
    follower,
    involved_by,
    naming,
    reading_from_data,
    way_of,
    who_may_come_to_read,
    with_trust,
)
from casework.case import Case
from casework.case_events import FactEstablished
from casework.conditions import Scalar
from casework.contact_agreed import TRUST
from casework.holders import named_or_standing_in
from casework.pressing import hurried
from casework.tracks import Way
from storage import dues, reports
from storage.cases import CaseFile
from storage.dues import DueKind
from storage.reports import StoredReport

_OF_STAFF: dict[str, Scalar] = {"offender_class": "staff"}
_NATURE = "category"
_SEXUAL: dict[str, Scalar] = {_NATURE: "sexual"}


def opened_anew(reading: Reading) -> Reading:
    """The reading of a case that goes elsewhere, while nobody has it there yet."""
    left = reading.without_yes()
    nobodys = replace(left, reader=None, taken_up_by=None, tried=(), invited=(), told=(), all_asked=False)
    return replace(nobodys, via_confidant=False)


def _excluding(reading: Reading, person: str) -> Reading:
    return replace(reading, excluded=tuple(dict.fromkeys((*reading.excluded, person))))


def _who_had(before: Reading) -> str | None:
    """Who had it, also who lost it while nobody follows yet."""
    return before.taken_up_by or before.reader or (before.tried[-1] if before.tried else None)


class CaseSubjects:
    """Keeps cases from the staff whom they are about, and brings them where they belong by then."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self.words = HeldWords(house, office)

    async def of_staff(
        self, batch: Batch, stored: StoredReport, *, management_may_read: bool, is_sexual: bool = False
    ) -> tuple[str, ...] | None:
        """The reporter said that it is about somebody who works here and is not named: it goes the way of what is, or
        of what is, or may be, sexual besides.

        Answers who may not read the case any more; None when it is closed, and stays as it is.
        """
        case = await self._office.case(batch, stored.case_number)
        if case is None or not case.is_open:
            return None
        left_out = () if management_may_read else managers(self._house.school)
        told: dict[str, Scalar] = {**_OF_STAFF, **(_SEXUAL if is_sexual else {})}
        told |= {} if management_may_read else {"management_in_doubt": True}
        report = stored.report
        changed = replace(report, facts={**report.facts, **told}, excluded=report.excluded | set(left_out))
        reports.change_report(batch.changes, batch.known_sealer(stored.id), stored.id, changed)
        before = reading_from_data(case.reading)
        excluded = tuple(dict.fromkeys((*before.excluded, *left_out)))
        facts = {**before.facts, **self._nature(case), **told}
        reading = self._at_once(replace(before, facts=facts, excluded=excluded))
        reading = with_trust(self._house, reading, told, reading.class_id)
        await self._office.keep_reading(batch, case, reading)
        case = await self._learned(batch, case, told)
        left = await self._route_anew(batch, case, before, reading)
        if left is None and {before.reader, before.taken_up_by} & reading.barred:
            taken_up_by = None if before.taken_up_by in reading.barred else before.taken_up_by
            await self._office.keep_reading(batch, case, replace(reading, taken_up_by=taken_up_by))
            await self._office.pass_on(batch, case.number)
        return tuple(dict.fromkeys((*reading.barred - before.barred, *(left or ()))))

    async def clear_up(
        self, batch: Batch, stored: StoredReport, person: str, *, is_subject: bool, asks_kind: bool = False
    ) -> tuple[str, ...]:
        """The reporter said whether it is about `person`: if so they lose the case at once, if not they may read on.
        Where it is asked then whether that is sexual (`asks_kind`), nobody else hears of it before (AX-8).

        Answers who may not read the case any more.
        """
        sealer = batch.known_sealer(stored.id)
        meant = self.words.meant_by((person,))
        if not is_subject:
            await self.words.free_from(batch, stored, meant)
            return ()
        case = await self._office.case(batch, stored.case_number)
        if case is None:
            return ()
        if person != UNKNOWN_COACH:
            changed = replace(stored.report, subjects=stored.report.subjects | {person})
            reports.change_report(batch.changes, sealer, stored.id, changed)
        left = await self._bar(batch, case, meant, doubts_coach=person == UNKNOWN_COACH)
        if not asks_kind:
            await self.tell_besides(batch, case.number)
        return left

    def waits_for_kind(self, case: CaseFile, person: str) -> bool:
        """Whether it decides who gets the case, once it is about `person`, if that is sexual (AX-8). Where nobody but
        they has a case that presses, it waits for no answer."""
        return self._waits(case, self.words.meant_by((person,)))

    def name_waits(self, case: CaseFile, named: Collection[str]) -> bool:
        """Whether a yes about one of these, who are `named` in the same words, waits for that."""
        return not self._stays_unread(case, named) and any(self._waits(case, (person,)) for person in named)

    def _waits(self, case: CaseFile, meant: Collection[str]) -> bool:
        before = reading_from_data(case.reading)
        facts = {**before.facts, **self._nature(case), **_OF_STAFF}
        by_name = replace(naming(self._house, before, meant), facts=facts)
        if_sexual = replace(by_name, facts={**facts, **_SEXUAL})
        decides = way_of(self._house, by_name).receives != way_of(self._house, if_sexual).receives
        return decides and not self._stays_unread(case, meant)

    def _stays_unread(self, case: CaseFile, meant: Collection[str]) -> bool:
        before = reading_from_data(case.reading)
        return before.pressing.is_urgent and not {before.reader, before.taken_up_by}.isdisjoint(meant)

    async def accused(self, batch: Batch, case: CaseFile, person: str) -> tuple[str, ...]:
        """It is about `person`, who loses the case at once; who follows, and what the case knows of it, waits until
        `of_named`. Answers who may not read the case any more."""
        people, before = self.words.meant_by((person,)), reading_from_data(case.reading)
        doubts_coach = person == UNKNOWN_COACH
        left = replace(naming(self._house, before, people), doubts_coach=before.doubts_coach or doubts_coach)
        if case.is_open and not {before.reader, before.taken_up_by}.isdisjoint(people):
            tried = (*before.tried, *(one for one in (before.reader, before.taken_up_by) if one is not None))
            tried = tuple(dict.fromkeys(tried))
            left = replace(left, reader=None, taken_up_by=None, tried=tried, all_asked=False)
        await self._office.keep_reading(batch, case, left)
        await self._lost_by(batch, case, doubts_coach=doubts_coach)
        return people

    async def of_named(
        self, batch: Batch, stored: StoredReport, accused: Collection[str], *, is_sexual: bool
    ) -> tuple[str, ...] | None:
        """What was said of those `accused` by name is known now, and whether it is, or may be, sexual: the case goes
        where that brings it, or to who follows on one of them.

        Answers who may not read it any more; None when it is closed, and stays as it is.
        """
        case = await self._office.case(batch, stored.case_number)
        if case is None:
            return None
        told: dict[str, Scalar] = {**_OF_STAFF, **(_SEXUAL if is_sexual else {})}
        by_name = stored.report.subjects | (set(accused) - {UNKNOWN_COACH})
        facts = {**stored.report.facts, **(told if is_sexual and case.is_open else {})}
        changed = replace(stored.report, subjects=by_name, facts=facts)
        reports.change_report(batch.changes, batch.known_sealer(stored.id), stored.id, changed)
        if not case.is_open:
            return None
        before = reading_from_data(case.reading)
        reading = self._at_once(replace(before, facts={**before.facts, **self._nature(case), **told}))
        await self._office.keep_reading(batch, case, reading)
        case = await self._learned(batch, case, told)
        left = await self._route_anew(batch, case, before, reading)
        if left is None:
            await self.give_to_who_follows(batch, case.number)
            await self.tell_besides(batch, case.number)
        return left or ()

    async def give_to_who_follows(self, batch: Batch, number: int) -> None:
        """Nobody has the case since who had it was accused: the next on its way gets it."""
        case = await self._office.case(batch, number)
        reading = None if case is None else reading_from_data(case.reading)
        if case is None or reading is None or not case.is_open:
            return
        if reading.reader is None and reading.taken_up_by is None:
            await self._office.give_to_next(batch, case, reading, before=_who_had(reading))

    async def bullied(self, batch: Batch, stored: StoredReport, person: str) -> tuple[str, ...]:
        """The reporter said that it happens to `person`, who reads nothing of their own case from now on; what was
        held from them is told to whoever has it. Answers who may not read the case any more."""
        sealer = batch.known_sealer(stored.id)
        await self.words.free_from(batch, stored, (person,))
        case = await self._office.case(batch, stored.case_number)
        if case is None:
            return ()
        before = reading_from_data(case.reading)
        if before.bullied in (None, person):
            reports.change_report(batch.changes, sealer, stored.id, replace(stored.report, bullied=person))
            left_out = replace(before, bullied=person)
        else:
            left_out = _excluding(before, person)
        return await self._take_from(batch, case, left_out, person)

    async def leave_out(self, batch: Batch, stored: StoredReport, person: str) -> tuple[str, ...]:
        """The reporter said that `person` may not read it, though it is not about them (design 4.4); what was held from
        them is told to whoever has the case. Answers who may not read it any more."""
        sealer = batch.known_sealer(stored.id)
        await self.words.free_from(batch, stored, (person,))
        changed = replace(stored.report, excluded=stored.report.excluded | {person})
        reports.change_report(batch.changes, sealer, stored.id, changed)
        case = await self._office.case(batch, stored.case_number)
        if case is None:
            return ()
        return await self._take_from(batch, case, _excluding(reading_from_data(case.reading), person), person)

    async def pass_contact_by(self, batch: Batch, stored: StoredReport) -> tuple[str, ...]:
        """The reporter cannot talk about it with the first contact: they read it no more, and what nobody else took up
        goes the way of what was reported so (A004-13, A002-14). While nobody has it before it is said whether it is
        sexual, it goes that way then (AX-8). Answers who may not read it any more."""
        case = await self._office.case(batch, stored.case_number)
        if case is None:
            return ()
        told: dict[str, Scalar] = {TRUST: False}
        changed = replace(stored.report, facts={**stored.report.facts, **told})
        reports.change_report(batch.changes, batch.known_sealer(stored.id), stored.id, changed)
        before, folded = reading_from_data(case.reading), self._office.folded(case)
        class_id = folded.classes.get(folded.victim or "", before.class_id)
        reading = with_trust(self._house, replace(before, facts={**before.facts, **told}), told, class_id)
        await self._office.keep_reading(batch, case, reading)
        lost = tuple(person for person in before.may_read if person in reading.barred)
        case = await self._learned(batch, case, told)
        stays = before.via_confidant or before.taken_up_by not in (None, *lost)
        nobody_has_it = before.reader is None and before.taken_up_by is None
        waits = nobody_has_it and await self.words.is_kind_of_named_open(batch, stored)
        if stays or waits or not case.is_open:
            return lost
        return tuple(dict.fromkeys((*lost, *await self._bring(batch, case, before, reading))))

    async def _take_from(self, batch: Batch, case: CaseFile, left_out: Reading, person: str) -> tuple[str, ...]:
        """`person` does not read the case any more; whoever follows has it, if it was theirs."""
        had_it = person in (left_out.reader, left_out.taken_up_by)
        taken_up_by = None if left_out.taken_up_by == person else left_out.taken_up_by
        await self._office.keep_reading(batch, case, replace(left_out, taken_up_by=taken_up_by))
        if had_it:
            await self._office.pass_on(batch, case.number)
        return (person,)

    async def sexual_conduct(self, batch: Batch, stored: StoredReport) -> tuple[str, ...]:
        """The reporter said that it is, or may be, sexual conduct of staff: the board's, with nobody in between.

        Answers who may not read the case any more. A closed case stays as it is.
        """
        case = await self._office.case(batch, stored.case_number)
        if case is None or not case.is_open:
            return ()
        told: dict[str, Scalar] = {**_OF_STAFF, **_SEXUAL}
        changed = replace(stored.report, facts={**stored.report.facts, **told})
        reports.change_report(batch.changes, batch.known_sealer(stored.id), stored.id, changed)
        before = reading_from_data(case.reading)
        reading = self._at_once(replace(before, facts={**before.facts, **told}))
        await self._office.keep_reading(batch, case, reading)
        case = await self._learned(batch, case, told)
        return await self._route_anew(batch, case, before, reading) or ()

    async def bring_along(
        self, batch: Batch, case: CaseFile, reading: Reading, *, from_track: str | None, in_any_case: bool = False
    ) -> tuple[str, ...]:
        """The case goes the way that it has by `reading`, where it was on the track `from_track`; `in_any_case` also
        when that is the way that it has already.

        Answers who may not read it any more.
        """
        before = replace(reading_from_data(case.reading), track=from_track)
        reading = self._at_once(reading)
        await self._office.keep_reading(batch, case, reading)
        if not (in_any_case or self.goes_elsewhere(before, reading, moved=True)):
            return ()
        return await self._bring(batch, case, before, reading)

    def _at_once(self, reading: Reading) -> Reading:
        """What the law wants the board to know at once cannot wait there (AX-8)."""
        is_the_boards = way_of(self._house, reading).is_the_boards
        return reading.with_pressing(hurried(reading.pressing)) if is_the_boards else reading

    def _nature(self, case: CaseFile) -> dict[str, Scalar]:
        """What kind of bullying staff recorded: of staff, that decides whether it is the board's (AX-8)."""
        facts = self._office.folded(case).facts()
        return {_NATURE: facts[_NATURE]} if _NATURE in facts else {}

    def goes_elsewhere(self, before: Reading, reading: Reading, *, moved: bool = False) -> bool:
        """Whether the way by `reading` brings the case to others than it was for.

        That is when it becomes a case that stays with who receives it, or when somebody brought it to a track that is
        for others. What a pupil chose to tell a confidant stays there, but for what the law wants the board to know.
        """
        was, way = way_of(self._house, before), way_of(self._house, reading)
        keeps_confidant = reading.via_confidant and not way.is_the_boards
        is_new = reading.via_confidant or (was.house_rule, was.receives) != (way.house_rule, way.receives)
        return (way.kept_apart or moved) and not keeps_confidant and is_new

    def next_reader(self, case: Case, reading: Reading, now: datetime) -> tuple[str | None, bool]:
        """Who gets a case that goes elsewhere, None when nobody is left, and whether that person keeps it."""
        follows = follower(self._house, opened_anew(reading), now)
        has_it = reading.taken_up_by or reading.reader
        leads = case.handed_to or has_it
        among = self._keepers(way_of(self._house, reading), reading) | ({follows.person} if follows else set())
        if has_it is not None and has_it == leads and has_it in among:
            return has_it, True
        return (None if follows is None else follows.person), False

    async def _bar(
        self, batch: Batch, case: CaseFile, people: Collection[str], *, doubts_coach: bool
    ) -> tuple[str, ...]:
        """These people lose the case, also from their screens; whoever has it of them is followed by the next."""
        before = reading_from_data(case.reading)
        barred = replace(
            naming(self._house, before, people),
            doubts_coach=before.doubts_coach or doubts_coach,
            facts={**before.facts, **self._nature(case), **_OF_STAFF},
            taken_up_by=None if before.taken_up_by in people else before.taken_up_by,
        )
        barred = self._at_once(barred)
        await self._office.keep_reading(batch, case, barred)
        case = await self._learned(batch, case, _OF_STAFF)
        await self._lost_by(batch, case, doubts_coach=doubts_coach)
        left = await self._route_anew(batch, case, before, barred) if case.is_open else None
        if left is None and {before.reader, before.taken_up_by} & set(people):
            await self._office.pass_on(batch, case.number)
        return tuple(dict.fromkeys((*people, *(left or ()))))

    async def tell_besides(self, batch: Batch, number: int) -> None:
        """Who would have heard at once of what is about staff, had the name been told before sending, hears it now.
        Nobody does while the case is with others than its way leads to: first somebody decides on that."""
        case = await self._office.case(batch, number)
        reading = None if case is None else reading_from_data(case.reading)
        if case is None or reading is None or not case.is_open or reading.facts.get("offender_class") != "staff":
            return
        has_it = reading.taken_up_by or reading.reader
        if way_of(self._house, reading).kept_apart or has_it not in who_may_come_to_read(
            self._house, reading, batch.now
        ):
            return
        told = also_told(self._house, reading, batch.now)
        new = tuple(one for one in told if one not in reading.may_read)
        if new:
            await self._office.tell_besides(batch, case, reading, new)

    async def _lost_by(self, batch: Batch, case: CaseFile, *, doubts_coach: bool) -> None:
        await self._office.act(batch, "subject_named", case.number, None)
        if doubts_coach:
            await dues.bring_all_forward(batch.connection, DueKind.HIDE, batch.now)

    async def _learned(self, batch: Batch, case: CaseFile, told: Mapping[str, Scalar]) -> CaseFile:
        """The case knows it too, so that who has it is asked whether it belongs to the track for staff (design 4.10).

        The hour is told, as of all that follows on what a reporter did.
        """
        folded = self._office.folded(case)
        hour = batch.now.replace(minute=0, second=0, microsecond=0)
        at = max(hour, folded.last_event_at or hour)
        new = [(fact, value) for fact, value in told.items() if folded.facts().get(fact) != value]
        if not new or not case.is_open:
            return case
        events = tuple(FactEstablished(at=at, by=BY_REPORTER, fact=fact, value=value) for fact, value in new)
        return await self._office.add_events(batch, case, events)

    async def _route_anew(
        self, batch: Batch, case: CaseFile, before: Reading, reading: Reading
    ) -> tuple[str, ...] | None:
        """When it goes elsewhere, it goes there at once. Answers who may not read it any more, None when it stays
        where it is."""
        return await self._bring(batch, case, before, reading) if self.goes_elsewhere(before, reading) else None

    async def _bring(self, batch: Batch, case: CaseFile, before: Reading, reading: Reading) -> tuple[str, ...]:
        """Who has it by `reading` gets it; nobody else who had it by `before` reads it any more. Answers these."""
        opened = opened_anew(reading)
        person, keeps = self.next_reader(self._office.folded(case), reading, batch.now)
        if keeps:
            kept = replace(opened, reader=person, taken_up_by=reading.taken_up_by)
            await self._office.keep_reading(batch, case, kept)
        else:
            await self._office.keep_reading(batch, case, opened)
            await self._office.give_to_next(batch, case, opened, before=_who_had(before))
        now = await self._office.case(batch, case.number)
        stays = reading_from_data(now.reading).may_read if now is not None else ()
        return tuple(person for person in before.may_read if person not in stays)

    def _keepers(self, way: Way, reading: Reading) -> frozenset[str]:
        """Who keeps it on this way, and who stands in for them; whom it is about is not among them."""
        roles = self._house.outline.roles
        return named_or_standing_in(roles, self._house.school, involved_by(reading), *way.keepers)
