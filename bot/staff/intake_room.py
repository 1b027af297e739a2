"""Where a case begins for a pupil who came in person, and where staff find the cases that they work on."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.case_office import CaseOffice
from bot.flows.about_staff import is_about_staff
from bot.flows.case_numbers import case_number_of
from bot.flows.conversation import Conversation
from bot.flows.heard_report import (
    first_of,
    heard_report,
    is_kept_by_reporter,
    kept_first,
    kept_report,
    told_besides,
    whom_to_call,
)
from bot.flows.new_case_flow import NEW_CASE
from bot.flows.question import Answers, Flow
from bot.flows.reading_plan import doubts_coach
from bot.flows.small_buttons import small_button
from bot.flows.staff_flows import FirstReader, StaffFacts
from bot.flows.words import Button, Message, Words, phrase
from bot.house import House
from bot.reading_notices import ReadingNotices
from bot.spoken import spoken
from bot.staff.access import may_open, readable_case, reading_of_case
from bot.staff.card_scene import label_words
from bot.staff.case_acts import CaseActs
from bot.staff.case_people import lead_of, responsible_for
from bot.staff.case_terms import terms_for
from bot.staff.duty_list import DutyLine, open_duties
from bot.staff.facts import new_draft, staff_facts
from bot.staff.opening import add_own_report, hand_to_first_reader, kept_by, open_case_by_staff, reading_by
from bot.staff.own_reports import own_reports_of
from bot.staff_desk import Visit, start_flow
from bot.texts.dates import day_seen_from
from casework.calendar import local_date
from casework.case_commands import Acknowledge
from casework.case_events import ReporterKind
from casework.duties import Duty, duties
from casework.pressing import urgency_of
from casework.report import Report, Urgency
from casework.taking_over import works_on_cases
from casework.wording import Refusal
from storage import cases
from storage.cases import CaseFile

NEW = "nieuw"
_OWN = "mijn"
MOST_LISTED = 30
_MOST_LEFT = 10
"""With what is left to do so many lines still fit in one message."""

ShowCard = Callable[[Visit, CaseFile], Awaitable[None]]


@dataclass(frozen=True)
class _Listed:
    """A case in somebody's list: its step, the school day of its next duty, and who leads the step.

    It is `own` when the reader leads the step. `left` is what they still have to do in one that is with somebody else.
    """

    number: int
    step: str
    due_on: date
    own: bool
    lead: str
    left: Duty | None


class IntakeRoom:
    """/zaak nieuw, /zaken and /zaak with a number, and /mijn for what one reported."""

    buttons: frozenset[str] = frozenset()
    commands = frozenset({"zaak", "zaken", _OWN, NEW})
    flows: Mapping[str, Flow] = {NEW_CASE.id: NEW_CASE}

    def __init__(self, house: House, office: CaseOffice, acts: CaseActs, show_card: ShowCard) -> None:
        self._house = house
        self._office = office
        self._acts = acts
        self._show_card = show_card
        self._notices = ReadingNotices(house)

    async def facts(self, visit: Visit) -> StaffFacts:
        return staff_facts(self._house, visit.person, visit.batch.now)

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        """This room has no buttons: those in the list are the card's."""

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        wanted = argument.strip().casefold()
        if name == NEW or wanted == NEW:
            await self._start(visit)
        elif name == _OWN:
            own = await own_reports_of(self._house, visit.batch, visit.person, visit.talk)
            _say(visit, own.lines or (phrase("staff-own-reports-none"),), own.buttons)
        elif not wanted:
            await self._list(visit)
        elif case_number_of(wanted) is None:
            visit.say(phrase("staff-case-number-wanted"))
        else:
            case = await readable_case(self._office, visit, wanted)
            if case is not None:
                await self._show_card(visit, case)

    async def _start(self, visit: Visit) -> None:
        if not works_on_cases(self._house.school, visit.person):
            visit.say(phrase("staff-new-not-for-you"))
            return
        start_flow(visit, NEW_CASE, await self.facts(visit), new_draft())

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        facts = await self.facts(visit)
        report = heard_report(facts, talk.answers)
        first = first_of(facts, talk.answers)
        if first is None:
            await self._keep(visit, facts, talk.answers)
        else:
            await self._hand(visit, facts, report, first, talk.answers)
        to_call = whom_to_call(facts, talk.answers)
        if to_call:
            visit.say(*to_call)
        if urgency_of(report) is Urgency.NOW:
            visit.say(phrase("flag-now-walk"))

    async def _hand(
        self, visit: Visit, facts: StaffFacts, report: Report, first: FirstReader, answers: Answers
    ) -> None:
        reading, told = reading_by(report, first, doubts_coach=doubts_coach(answers)), told_besides(facts, answers)
        number, report_id = await open_case_by_staff(self._house, self._office, visit, report, reading, told=told)
        # What a pupil told about a pupil is the pupil's. About a colleague, whoever opens the case is who reported it.
        is_reporter = report.bullied is not None or is_about_staff(answers)
        if is_reporter:
            add_own_report(self._house, visit, report_id)
        await hand_to_first_reader(self._house, self._office, visit, number, is_reporter=is_reporter)

    async def _keep(self, visit: Visit, facts: StaffFacts, answers: Answers) -> None:
        """The opener has it in hand: taken up in the transaction that opens it."""
        report, others, doubts = kept_report(facts, answers), kept_first(facts, answers), doubts_coach(answers)
        is_reporter = is_kept_by_reporter(facts, answers)
        reading = kept_by(report, visit.person, others, doubts_coach=doubts, is_reporter=is_reporter)
        kind: ReporterKind = "staff" if report.facts.get("reporter") == "staff" else "witness"
        told = told_besides(facts, answers)
        number, report_id = await open_case_by_staff(
            self._house, self._office, visit, report, reading, reporter=kind, told=told
        )
        if is_reporter:
            add_own_report(self._house, visit, report_id)
        self._notices.tell_others(visit.batch, number, reading, is_in_hand=True)
        case = await self._office.case(visit.batch, number)
        if case is None:
            return
        taken = await self._acts.perform(visit.batch, case, Acknowledge(), visit.person)
        if isinstance(taken, Refusal):
            visit.say(phrase(taken.key, **dict(taken.fields)))
            return
        visit.say(phrase("new-opened", number=number), case_number=number)
        fresh = await self._office.case(visit.batch, number)
        if fresh is not None:
            await self._show_card(visit, fresh)

    async def _list(self, visit: Visit) -> None:
        listed = await self._listed(visit)
        left = await self._left_of_closed(visit, {one.number for one in listed})
        reported = await own_reports_of(self._house, visit.batch, visit.person, visit.talk)
        if not listed and not left:
            _say(visit, (phrase("staff-no-cases"), *reported.lines), reported.buttons)
            return
        own, along = ([one for one in listed if one.own is own] for own in (True, False))
        lines: list[Words] = [phrase("staff-cases", count=len(own)) if own else phrase("staff-no-cases")]
        today = local_date(visit.batch.now)
        lines += [_own_line(one, today) for one in own[:MOST_LISTED]]
        if shown := along[: max(0, MOST_LISTED - len(own))]:
            lines.append(phrase("staff-cases-along"))
            lines += [_line_along(one, today, with_left=place < _MOST_LEFT) for place, one in enumerate(shown)]
        if len(listed) > MOST_LISTED:
            lines.append(phrase("staff-cases-more", count=len(listed) - MOST_LISTED))
        lines += [
            phrase("staff-closed-case-line", number=one.case, what=one.what, day=day_seen_from(today, one.due_on))
            for one in left
        ]
        lines += reported.lines
        numbers = dict.fromkeys((*(one.number for one in listed[:MOST_LISTED]), *(one.case for one in left)))
        _say(visit, lines, (*map(_card_button, numbers), *reported.buttons))

    async def _listed(self, visit: Visit) -> list[_Listed]:
        """The open cases that the visitor reads: their own first, and of both the most urgent first."""
        await visit.batch.flush()
        person = self._house.person_hash(visit.person)
        listed = []
        for number in await cases.open_cases_of(visit.batch.connection, person):
            case = await self._office.case(visit.batch, number)
            if case is not None and may_open(case, visit.person):
                listed.append(self._line(case, visit.person))
        return sorted(listed, key=lambda one: (not one.own, one.due_on, one.number))

    async def _left_of_closed(self, visit: Visit, listed: set[int]) -> list[DutyLine]:
        """What closed cases still ask of the visitor."""
        closed = set(await cases.closed_cases_of(visit.batch.connection, self._house.person_hash(visit.person)))
        lines = await open_duties(visit.batch.connection, self._house)
        return [line for line in lines if line.case in closed - listed and visit.person in line.who][:MOST_LISTED]

    def _line(self, case: CaseFile, person: str) -> _Listed:
        """Who gave a case away reads it along: it is with somebody else now."""
        folded, reading = self._office.folded(case), reading_of_case(case)
        ahead = duties(folded, self._house.calendar, terms_for(self._house, folded, reading))
        due_on = ahead[0].due_on if ahead else case.opened_on
        leads = lead_of(self._house, folded, reading)
        theirs = [duty for duty in ahead if person in responsible_for(self._house, folded, reading, duty)]
        own = person in leads
        names = ", ".join(map(self._house.name_of, leads))
        return _Listed(case.number, folded.step.label, due_on, own, names or "none", next(iter(theirs), None))


def _say(visit: Visit, lines: Iterable[Words], buttons: Iterable[Button]) -> None:
    visit.batch.say(visit.address, Message(tuple(lines), tuple((button,) for button in buttons)))


def _own_line(one: _Listed, today: date) -> Words:
    return phrase("staff-case-line", number=one.number, step=one.step, day=day_seen_from(today, one.due_on))


def _line_along(one: _Listed, today: date, *, with_left: bool) -> Words:
    along = phrase("staff-case-line-along", number=one.number, step=one.step, name=one.lead)
    if one.left is None or not with_left:
        return along
    left = phrase("staff-case-line-left", day=day_seen_from(today, one.left.due_on), what=label_words(one.left.label))
    return f"{spoken(along)}. {spoken(left)}"


def _card_button(number: int) -> Button:
    return replace(small_button("card", str(number)), label=phrase("staff-case-button", number=number))
