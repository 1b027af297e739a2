"""Words that nobody may see before it is answered whom they are about (AX-12): from whom, until when, and when they go.

Words about somebody who works here and is not named belong to the conversation in which that is asked: an answer there
is no answer for others. After a yes, to that or to a name, they wait until it is said whether it is sexual, which is
the board's with nobody in between (AX-8). Everything here works inside the transaction of a Batch.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.about_staff import BOARD, managers
from bot.flows.reading_plan import UNKNOWN_COACH
from bot.house import House
from bot.reading import Reading, can_be_told, coaches_of, reading_from_data
from casework.pressing import cannot_wait
from casework.report import Report
from casework.school import CONFIDANT
from casework.triage import asks_about_staff
from storage import dues, reports
from storage.cases import CaseFile
from storage.dues import Due, DueKind
from storage.reports import Asked, StoredReport, Told
from storage.sealing import Sealer

_QUESTION = "question"
BY_NAME = "by_name"
"""Said of words of which it is known whom of the staff they are about, while it is asked whether it is sexual."""


class HeldWords:
    """Holds words back and lets them go; the key of the report must be loaded in the batch."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    def named_in(self, text: str, report: Report) -> tuple[str, ...]:
        """The staff whose name, or title, stands in `text`: they do not see it before it is cleared up."""
        asked = asks_about_staff(text, self._house.school, report.class_id)
        named = [question.person for question in asked if question.person is not None]
        unknown = coaches_of(self._house.school) if any(question.person is None for question in asked) else ()
        return tuple(dict.fromkeys((*named, *unknown)))

    def meant_by(self, asked_about: Iterable[str]) -> tuple[str, ...]:
        """The staff whom these may be, person ids or UNKNOWN_COACH; who does not work here any more is none of them."""
        school = self._house.school
        meant = (coaches_of(school) if one == UNKNOWN_COACH else (one,) for one in asked_about)
        return tuple(dict.fromkeys(person for people in meant for person in people if person in school.people))

    async def for_somebody(self, batch: Batch, stored: StoredReport) -> tuple[str, ...]:
        """Who does not see words about somebody who works here and is not named, before it is cleared up: it may be
        anybody who reads the case or comes to read it, but for those to whom it would go then, and a confidant whom the
        pupil chose. Nobody where these alone read it; where none of them can be told, whoever comes to read it sees
        them, for somebody must."""
        case = await self._office.case(batch, stored.case_number)
        if case is None:
            return ()
        reading, school = reading_from_data(case.reading), self._house.school
        return self._all_but(reading, {*managers(school), *school.people_in_role(BOARD)})

    def before_kind(self, reading: Reading) -> tuple[str, ...]:
        """Who does not see what is about staff before it is said whether that is sexual: everybody but the board, or
        who leads the school where nobody of the board can be told, and a confidant whom the pupil chose. Nobody where
        these alone read it."""
        school = self._house.school
        board = school.people_in_role(BOARD)
        hears = any(can_be_told(self._house, reading, person) for person in board)
        return self._all_but(reading, {*board, *(() if hears else managers(school))})

    def _all_but(self, reading: Reading, meant_for: Collection[str]) -> tuple[str, ...]:
        """Everybody who reads the case or may come to read it, but for these and a confidant whom the pupil chose."""
        school = self._house.school
        chosen = school.people_in_role(CONFIDANT) if reading.via_confidant else ()
        meant_for = {*meant_for, *chosen}
        if meant_for.issuperset(reading.may_read):
            return ()
        can_hear = any(can_be_told(self._house, reading, person) for person in meant_for)
        everybody = dict.fromkeys((*reading.may_read, *(school.people if can_hear else ())))
        return tuple(person for person in everybody if person not in meant_for)

    async def asked_in(self, batch: Batch, stored: StoredReport, question: str) -> list[Told]:
        """What was told in this conversation and waits there for an answer about somebody who works here."""
        told = await self._told(batch, stored)
        return [one for one in told if one.asked is not None and one.asked.question == question]

    async def said_in(self, batch: Batch, stored: StoredReport, question: str) -> str | None:
        """The yes that was given in this conversation while it is still to be said whether it is sexual; None when
        nothing waits for that."""
        asked = [one.asked for one in await self.asked_in(batch, stored, question)]
        return next((one.said for one in asked if one is not None and one.said), None)

    async def is_kind_of_named_open(self, batch: Batch, stored: StoredReport) -> bool:
        """Whether anything waits, in any conversation, for whether it is sexual what somebody is accused of by name:
        whoever gets the case gets it after that."""
        return any(one.asked is not None and one.asked.accused for one in await self._told(batch, stored))

    async def accused_in(self, batch: Batch, stored: StoredReport, question: str) -> tuple[str, ...]:
        """Of whom it was said by name in this conversation that it is about them, while it is asked what kind it is."""
        asked = [one.asked for one in await self.asked_in(batch, stored, question)]
        return tuple(dict.fromkeys(person for one in asked if one is not None for person in one.accused))

    async def no_longer_accused(self, batch: Batch, stored: StoredReport, question: str, person: str) -> bool:
        """A yes about `person` is taken back while it is asked what kind it is. Answers whether it was given, and
        nobody else is accused by name in this conversation."""
        accused = await self.accused_in(batch, stored, question)
        for one in await self.asked_in(batch, stored, question):
            if one.asked is not None and person in one.asked.accused:
                others = tuple(other for other in one.asked.accused if other != person)
                reports.hold_told(batch.changes, batch.known_sealer(stored.id), one, replace(one.asked, accused=others))
        return accused == (person,) and await self.said_in(batch, stored, question) == BY_NAME

    async def until_kind(self, batch: Batch, stored: StoredReport, question: str, text: str) -> Asked | None:
        """How words are held that are told while it is asked whether it is sexual: as those before them. The first ones
        in a case that is about staff already wait for that alone, but not what points at danger."""
        asked = [one.asked for one in await self.asked_in(batch, stored, question)]
        before = next((one for one in asked if one is not None and one.said), None)
        if before is not None:
            return replace(before, named=())
        case = await self._office.case(batch, stored.case_number)
        people = () if case is None or cannot_wait(text) else self.before_kind(reading_from_data(case.reading))
        return Asked(question, people, said=BY_NAME) if people else None

    async def hidden_until_kind(
        self, batch: Batch, case: CaseFile, stored: StoredReport, question: str
    ) -> tuple[str, ...]:
        """From whom it is held, after a yes to a name, what was told in this conversation, until it is said whether
        that is sexual. Nobody where nothing waits for an answer there, or part of it points at danger."""
        waiting = await self.asked_in(batch, stored, question)
        if not waiting or any(cannot_wait(one.text) for one in waiting):
            return ()
        held = {person for one in waiting if one.asked is not None and one.asked.said for person in one.asked.people}
        return tuple(sorted(held)) or self.before_kind(reading_from_data(case.reading))

    async def wait_for_kind(
        self,
        batch: Batch,
        case: CaseFile,
        stored: StoredReport,
        question: str,
        said: str,
        *,
        besides: Collection[str] = (),
        accused: str | None = None,
    ) -> bool:
        """It is `said` to be about somebody who works here, or about who is `accused`: what was told of them waits
        until it is said whether that is sexual, for as long as it waited for the yes, and the management and those
        `besides` come to see none of it meanwhile. Answers whether anything waits."""
        sealer = batch.known_sealer(stored.id)
        waiting = await self.asked_in(batch, stored, question)
        if not waiting:
            return False
        leading = (*self.go_betweens(reading_from_data(case.reading)), *besides)
        for one in waiting:
            if one.asked is not None:
                people = tuple(dict.fromkeys((*one.asked.people, *leading)))
                accuses = tuple(dict.fromkeys((*one.asked.accused, *(() if accused is None else (accused,)))))
                kept = one.asked.said if said == BY_NAME else ""
                asked = replace(one.asked, people=people, said=kept or said, accused=accuses, besides=())
                reports.hold_told(batch.changes, sealer, one, asked)
        await batch.flush()
        for due in await self._dues(batch, stored.id, question):
            dues.done(batch.changes, due)
        await self.expect_answer(batch, case, stored.id, question)
        return True

    def go_betweens(self, reading: Reading) -> tuple[str, ...]:
        """Who leads the school and does not read the case yet; nobody where nobody of the board can be told instead."""
        board = self._house.school.people_in_role(BOARD)
        if not any(can_be_told(self._house, reading, person) for person in board):
            return ()
        may_see = {*reading.may_read, *board}
        return tuple(person for person in managers(self._house.school) if person not in may_see)

    async def expect_answer(self, batch: Batch, case: CaseFile, report_id: bytes, question: str) -> None:
        """Who leaves without answering is not unheard: at the end of the next school day what waits for an answer in
        this conversation goes to somebody all the same. Without a `question` it is what waits for one about a name."""
        await batch.flush()
        if await self._dues(batch, report_id, question):
            return
        calendar = self._house.calendar
        at = calendar.closes_at(calendar.school_days_after(calendar.counts_on(batch.now), 1))
        detail, sealer = {_QUESTION: question} if question else None, batch.known_sealer(report_id)
        number = case.number
        dues.add_due(batch.changes, DueKind.HELD, at, report_id, case_number=number, detail=detail, sealer=sealer)

    async def _dues(self, batch: Batch, report_id: bytes, question: str) -> list[Due]:
        sealer = batch.known_sealer(report_id)
        waiting = await dues.dues_about(batch.connection, DueKind.HELD, report_id)
        return [due for due in waiting if question_of(due, sealer) == question]

    async def free(self, batch: Batch, stored: StoredReport, question: str) -> None:
        """It was answered whether it is about somebody who works here: what this was asked about is free, but from who
        is named in it; what it was asked about in another conversation waits for an answer there."""
        sealer = batch.known_sealer(stored.id)
        for one in await self._told(batch, stored):
            if one.asked is not None and one.asked.question == question:
                reports.release_told(batch.changes, sealer, one, one.asked.named)
            elif one.asked is None and self._is_held_from_all(one):
                named = self.named_in(one.text, stored.report)
                reports.release_told(batch.changes, sealer, one, tuple(set(one.held_from).intersection(named)))

    def _is_held_from_all(self, one: Told) -> bool:
        """Whether this is held as words about somebody are, by a program that did not keep in which conversation it was
        asked. A name holds nothing back from everybody."""
        school = self._house.school
        spared = {*managers(school), *school.people_in_role(BOARD), *school.people_in_role(CONFIDANT)}
        others = set(school.people) - spared
        return bool(others) and others.issubset(one.held_from)

    async def free_from(self, batch: Batch, stored: StoredReport, people: Collection[str]) -> None:
        """It is not about these people; what is held from others, or for another reason, stays held. After the last
        name that was asked about it is held from nobody besides."""
        sealer, case = batch.known_sealer(stored.id), await self._office.case(batch, stored.case_number)
        settled = frozenset() if case is None else reading_from_data(case.reading).barred
        for one in await self._told(batch, stored):
            held = tuple(person for person in one.held_from if person not in people)
            asked = one.asked
            named = () if asked is None else tuple(person for person in asked.named if person not in people)
            if asked is not None and (named or asked.people):
                besides = () if settled.issuperset(named) else asked.besides
                reports.hold_told(batch.changes, sealer, one, replace(asked, named=named, besides=besides))
            elif held != one.held_from:
                reports.release_told(batch.changes, sealer, one, held if asked is None else ())

    async def name_left_open(self, batch: Batch, report_id: bytes, question: str) -> None:
        """Nobody said in time whether what was told in this conversation is about who is named in it: it is held from
        these alone, and an answer that still comes is for it."""
        sealer = batch.known_sealer(report_id)
        await batch.flush()
        for one in await reports.told_with(batch.connection, sealer, report_id):
            if one.asked is not None and one.asked.besides and one.asked.question == question:
                reports.hold_told(batch.changes, sealer, one, replace(one.asked, besides=()))
        await batch.flush()

    async def hold_on(
        self,
        batch: Batch,
        stored: StoredReport,
        question: str,
        leading: Collection[str],
        *,
        spared: Collection[str] = (),
    ) -> None:
        """Of a closed case what is about staff stays held from who had it, from `leading` besides, and from `spared` no
        more. The yes waits for nothing any more."""
        for one in await self.asked_in(batch, stored, question):
            if one.asked is not None:
                kept = (person for person in one.asked.people if person not in spared)
                people = tuple(dict.fromkeys((*kept, *leading)))
                asked = replace(one.asked, people=people, said="")
                reports.hold_told(batch.changes, batch.known_sealer(stored.id), one, asked)

    async def _told(self, batch: Batch, stored: StoredReport) -> list[Told]:
        await batch.flush()
        return await reports.told_with(batch.connection, batch.known_sealer(stored.id), stored.id)


def question_of(due: Due, sealer: Sealer) -> str:
    """The conversation in which it is asked what this waits for; "" for what waits for an answer about a name.
    `sealer` is that of the report."""
    return str((due.detail(sealer) or {}).get(_QUESTION, ""))
