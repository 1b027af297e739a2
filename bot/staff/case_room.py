"""The room of the cases: the card, its buttons, and the short flows that start from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.case_office import CaseOffice
from bot.flows.case_answers import Act
from bot.flows.case_flows import CASE_FLOWS
from bot.flows.case_numbers import case_number_of
from bot.flows.case_questions import CaseFacts
from bot.flows.conversation import Conversation
from bot.flows.left_talks import is_asked_again
from bot.flows.question import Flow
from bot.flows.words import phrase
from bot.house import House
from bot.staff.access import may_open
from bot.staff.card_scene import VIEWS
from bot.staff.card_taps import tapped_case
from bot.staff.case_acts import CaseActs
from bot.staff.case_cards import CaseCards
from bot.staff.case_giving import CaseGiving, refused
from bot.staff.case_log import CaseLog
from bot.staff.case_notes import CaseNotes
from bot.staff.case_reports import REPORT_BUTTONS, CaseReports
from bot.staff.case_start import Places
from bot.staff.case_talks import TALKED, WISH, CaseTalks
from bot.staff.duty_book import DutyBook
from bot.staff.left_mornings import expect_left_morning
from bot.staff.means_room import AID, AID_PAGE, PAGE_BUTTONS, MeansRoom
from bot.staff.task_list import task_list
from bot.staff_desk import Visit
from casework.case_commands import Acknowledge, Command, EnterRecords, ReportSignal
from casework.wording import Refusal
from storage.cases import CaseFile

_PLAIN = (
    "more",
    "less",
    "ack",
    "records",
    "drafts",
    "draft",
    "entry",
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


@dataclass(frozen=True)
class _Tap:
    """A tap on the newest card of a case, and where in the card's lists."""

    case_file: CaseFile
    kind: str
    places: Places


class CaseRoom:
    """What staff do with cases: `/taken`, the card and everything on it."""

    buttons = frozenset({"card", AID, AID_PAGE, TALKED, WISH, *(f"card-{kind}" for kind in (*_PLAIN, *Act))})
    commands = frozenset({"taken"})
    flows: Mapping[str, Flow] = CASE_FLOWS

    def __init__(self, house: House, office: CaseOffice, book: DutyBook, acts: CaseActs) -> None:
        self._house = house
        self._office = office
        self._book = book
        self._acts = acts
        self._cards = CaseCards(house, office)
        self._giving = CaseGiving(acts)
        self._talks = CaseTalks(house, office, acts, self._cards, self._giving)
        self._notes = CaseNotes(house, office)
        self._means = MeansRoom(house, office, acts, self._cards)
        self._log = CaseLog(house, office, self._cards)
        self._reports = CaseReports(house, office, self._notes)

    async def facts(self, visit: Visit) -> CaseFacts:
        number = visit.talk.subject
        case_file = await self._office.case(visit.batch, int(number)) if number.isdecimal() else None
        theirs = case_file if case_file is not None and may_open(case_file, visit.person) else None
        return await self._talks.facts(visit, theirs, visit.talk.answers)

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
                removal = await self._notes.put_away(visit, tap.case_file.number)
                view = VIEWS[tap.places[0]] if tap.places and tap.places[0] < len(VIEWS) else VIEWS[0]
                page = next(iter(tap.places[1:]), 0)
                tapped = visit.arrival.tapped_message
                await self._cards.put(visit, tap.case_file, tapped, view=view, page=page, removal=removal)
            case "ack":
                await self._at_once(visit, tap, Acknowledge())
            case "wrong":
                await self._at_once(visit, tap, ReportSignal())
            case "records":
                await self._log.show(visit, tap.case_file)
            case "drafts" | "draft" as kind:
                place = tap.places[0] if kind == "draft" and tap.places else None
                await self._log.show_drafts(visit, tap.case_file, place)
            case "entry" if tap.places:
                await self._log.show_entered(visit, tap.case_file, tap.places[0])
            case "entered":
                await self._enter_records(visit, tap)
            case "notes":
                await self._notes.show(visit, tap.case_file, tap.places[0] if tap.places else 0)
            case "names":
                await self._notes.show_names(visit, tap.case_file, tap.places[0] if tap.places else 0)
            case "ticks":
                removal = await self._notes.put_away(visit, tap.case_file.number)
                self._cards.put_ticks(visit, tap.case_file, visit.arrival.tapped_message, removal)
            case "answer":
                await self._talks.answer(visit, tap.case_file, tap.places)
            case kind if kind in PAGE_BUTTONS:
                await self._means.on_button(visit, tap.case_file, kind, tap.places)
            case kind if kind in REPORT_BUTTONS:
                await self._reports.on_button(visit, tap.case_file, kind, tap.places)
            case _:
                await self._talks.start(visit, tap.case_file, tap.kind, tap.places)

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        """`/taken`: what this person has to do, soonest first."""
        await visit.batch.flush()
        visit.batch.say(visit.address, await task_list(visit.batch.connection, self._house, visit.person))

    async def on_answered(self, visit: Visit, talk: Conversation, question: str) -> Conversation:
        """An answer that holds back what others might do counts before the last question; what does not count yet, and
        what lacks its reason, is asked for again while it is not finished."""
        case_file = await self._office.case(visit.batch, int(talk.subject))
        if case_file is None or not may_open(case_file, visit.person):
            return talk
        known = await self._giving.give_at_once(visit, case_file, talk, question)
        if is_asked_again(known):
            await expect_left_morning(self._house, visit.batch, visit.person)
        return known

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        """The new card is shown, unless something else follows."""
        case_file = await self._office.case(visit.batch, int(talk.subject))
        if case_file is None:
            visit.say(phrase("card-gone"))
        elif not may_open(case_file, visit.person):
            visit.say(phrase("staff-case-not-yours"))
        elif (changed := await self._talks.finished(visit, case_file, talk.answers)) is not None:
            await self.show_card(visit, changed)

    async def on_stopped(self, visit: Visit, talk: Conversation) -> None:
        """What was kept before the question stays: the card shows it."""
        await self._open_card(visit, talk.subject)

    async def show_card(self, visit: Visit, case_file: CaseFile) -> None:
        """A new message with the card as it is now; who may not read the case gets a word instead."""
        if not may_open(case_file, visit.person):
            visit.toast("toast-not-your-case")
            return
        heard = await self._acts.heard_of_taking_up(visit.batch, case_file)
        await self._book.look_after(visit.batch, heard)
        await self._cards.put(visit, heard)

    async def _open_card(self, visit: Visit, subject: str) -> None:
        number = case_number_of(subject)
        case_file = None if number is None else await self._office.case(visit.batch, number)
        if case_file is None:
            visit.toast("toast-old-button")
            return
        await self.show_card(visit, case_file)

    async def _tap(self, visit: Visit, kind: str, subject: str) -> _Tap | None:
        """The tap, if its card is still the newest; otherwise nothing happens but a fresh card."""
        found = await tapped_case(self._office, visit, subject)
        if found is None:
            return None
        case_file, revision, places = found
        if revision != len(case_file.events) and kind not in _ALWAYS_FRESH and not self._waits_for(kind, case_file):
            await self._cards.renew(visit, case_file)
            return None
        return _Tap(case_file, kind, places)

    def _waits_for(self, kind: str, case_file: CaseFile) -> bool:
        """Taking a case up that nobody has taken up: that means the same on an older card."""
        return kind == "card-ack" and case_file.is_open and not self._office.folded(case_file).acknowledged

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
            await self._cards.renew(visit, tap.case_file)
            return
        await self._at_once(visit, tap, EnterRecords(entries[0].step, tuple(entry.id for entry in entries)))
