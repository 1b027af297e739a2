"""What the rooms beside the card share: a tap on a button of the card, and the short flow that starts from it."""

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.case_office import CaseOffice
from bot.flows.case_questions import CaseFacts
from bot.flows.conversation import Conversation
from bot.flows.left_talks import BEGUN_AT
from bot.flows.question import Answers, Flow
from bot.flows.words import Words
from bot.house import House
from bot.spoken import spoken
from bot.staff.access import may_open
from bot.staff.card_scene import read_case_button
from bot.staff.case_acts import CaseActs
from bot.staff.case_cards import CaseCards
from bot.staff.case_giving import refused
from bot.staff.case_start import Places
from bot.staff.case_terms import terms_of
from bot.staff_desk import Visit, start_flow
from bot.texts.dates import MONTHS
from casework.calendar import local_date
from casework.case import Case
from casework.case_commands import Command
from casework.case_offers import ActionOffer, actions_now
from casework.wording import Refusal
from storage.cases import CaseFile

ShowCard = Callable[[Visit, CaseFile], Awaitable[None]]


@dataclass(frozen=True)
class TappedCard:
    """A tap on the newest card of a case that the visitor may read, and the places that the button carries."""

    file: CaseFile
    case: Case
    places: Places


async def tapped_case(office: CaseOffice, visit: Visit, subject: str) -> tuple[CaseFile, int, Places] | None:
    """The case on whose card was tapped, the revision of that card, and the places that the button carries.

    None when the button is none of ours or the visitor may not open the case, which they are told then.
    """
    read = read_case_button(subject)
    case_file = await office.case(visit.batch, read[0]) if read else None
    if read is None or case_file is None:
        visit.toast("toast-old-button")
        return None
    if not may_open(case_file, visit.person):
        visit.toast("toast-not-your-case")
        return None
    return case_file, read[1], read[2]


class BesideTheCard:
    """What every room has that opens from a button of the card; such a room has no commands."""

    commands: frozenset[str] = frozenset()

    def __init__(self, house: House, office: CaseOffice, acts: CaseActs, show_card: ShowCard) -> None:
        self._house = house
        self._office = office
        self._acts = acts
        self._taps = CardTaps(house, office, acts, show_card)

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        """Such a room has no commands."""

    async def on_stopped(self, visit: Visit, talk: Conversation) -> None:
        """What was kept before the question stays: the card shows it."""
        case_file = await self._taps.case_of(visit, talk.subject)
        if case_file is not None:
            await self._taps.show(visit, case_file)


class CardTaps:
    """Reads taps on a card, begins flows that started from one, and brings the new card when they are over."""

    def __init__(self, house: House, office: CaseOffice, acts: CaseActs, show_card: ShowCard) -> None:
        self._house = house
        self._office = office
        self._acts = acts
        self._show_card = show_card
        self._cards = CaseCards(house, office)

    async def tapped(self, visit: Visit, subject: str) -> TappedCard | None:
        """The tap, if its card is still the newest; otherwise nothing happens but a fresh card."""
        found = await tapped_case(self._office, visit, subject)
        if found is None:
            return None
        case_file, revision, places = found
        if revision != len(case_file.events) or not case_file.is_open:
            await self._cards.renew(visit, case_file)
            return None
        return TappedCard(case_file, self._office.folded(case_file), places)

    async def show(self, visit: Visit, case_file: CaseFile) -> None:
        """The card of the case as it is now."""
        await self._show_card(visit, case_file)

    async def renew(self, visit: Visit, tap: TappedCard) -> None:
        """What was tapped is there no more: the card as it is now comes in its place."""
        await self._cards.renew(visit, tap.file)

    def offer(self, tap: TappedCard) -> ActionOffer | None:
        """The action at the first place of the button; None when the card offers none there."""
        offers = actions_now(tap.case, terms_of(self._house.school))
        return offers[tap.places[0]] if tap.places and tap.places[0] < len(offers) else None

    async def case_of(self, visit: Visit, number: str) -> CaseFile | None:
        """The case that the open flow is about, when the visitor may still read it."""
        case_file = await self._office.case(visit.batch, int(number)) if number.isdecimal() else None
        return case_file if case_file is not None and may_open(case_file, visit.person) else None

    def begin(self, visit: Visit, case_file: CaseFile, flow: Flow, facts: Any, **given: Any) -> None:
        """Ask the flow's first question."""
        given.setdefault("card", visit.arrival.tapped_message)
        given.setdefault(BEGUN_AT, len(case_file.events))
        start_flow(visit, flow, facts, os.urandom(4).hex(), str(case_file.number), **given)

    def facts(
        self, visit: Visit, case_file: CaseFile | None, command_of: Callable[[Answers], Command | None]
    ) -> CaseFacts:
        """What a flow about the case looks at; `command_of` makes the command that its answers amount to."""

        def refusal(answers: Answers) -> Words | None:
            command = None if case_file is None else command_of(answers)
            if case_file is None or command is None:
                return None
            decided = self._acts.decide(visit.batch, case_file, command, visit.person)
            return refused(decided) if isinstance(decided, Refusal) else None

        reported_on = None if case_file is None else local_date(self._office.folded(case_file).opened_at)
        return CaseFacts(spoken, local_date(visit.batch.now), MONTHS, refusal, reported_on=reported_on)

    async def finish(self, visit: Visit, case_file: CaseFile, done: CaseFile | Refusal, answers: Answers) -> bool:
        """The card as it is after the command, or why it was refused; whether the command was carried out."""
        self._cards.retire(visit, case_file, answers.get("card"))
        if isinstance(done, Refusal):
            visit.say(refused(done))
            done, carried_out = case_file, False
        else:
            carried_out = True
        await self._show_card(visit, done)
        return carried_out
