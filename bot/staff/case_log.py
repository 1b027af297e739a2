"""The log entries of a case, ready to be copied: one message for each file that an entry belongs in.

What waits for the tick "ingevoerd" is shown with the question for it. What is still to be done, or is offered without
being asked for, is shown on its own: nothing was entered of what did not happen. So is what was entered, as long as
the case is kept: whoever comes to read it can see what stands there.
"""

from collections.abc import Iterable

from bot.case_office import CaseOffice
from bot.house import House
from bot.staff.card_drafts import draft_choices, same_act
from bot.staff.case_cards import CaseCards
from bot.staff.case_names import names_looked_for
from bot.staff.case_records import drafts_message, record_text
from bot.staff.joined_reports import reports_behind
from bot.staff_desk import Visit
from casework.log_entries import LogEntry
from casework.log_texts import log_texts
from storage import cases
from storage.cases import CaseFile


class CaseLog:
    """Puts the texts of open entries into a chat, and the question for the ticks below them."""

    def __init__(self, house: House, office: CaseOffice, cards: CaseCards) -> None:
        self._house = house
        self._office = office
        self._cards = cards

    async def show(self, visit: Visit, case_file: CaseFile) -> None:
        """The texts of what happened, and the question for their ticks."""
        await self._say(
            visit, case_file, [entry for tick in self._cards.asked_ticks(visit, case_file) for entry in tick.entries]
        )
        self._cards.put_ticks(visit, case_file)

    async def show_drafts(self, visit: Visit, case_file: CaseFile, place: int | None) -> None:
        """The texts of one thing to do, which stands at this place in the card's list; without a place the choice."""
        scene = self._cards.scene(visit, case_file)
        choices = draft_choices(scene)
        if place is None and len(choices) > 1:
            message = drafts_message(case_file.number, len(case_file.events), choices)
            self._cards.put_message(visit, case_file, message, visit.arrival.tapped_message)
            return
        wanted = choices[0][0] if place is None and choices else place
        if wanted not in [at for at, _ in choices]:
            await self._cards.renew(visit, case_file)
            return
        await self._say(visit, case_file, same_act(scene.card.other_records, wanted))

    async def show_entered(self, visit: Visit, case_file: CaseFile, place: int) -> None:
        """The texts of one act that were entered, by their place in the card's list; nothing is asked of them."""
        entries = self._cards.scene(visit, case_file).card.entered_records
        if place >= len(entries):
            await self._cards.renew(visit, case_file)
            return
        await self._say(visit, case_file, same_act(entries, place))

    async def _say(self, visit: Visit, case_file: CaseFile, entries: Iterable[LogEntry]) -> None:
        """The texts hold what staff wrote, so their rows are sealed with the case's own key."""
        batch, vault, number = visit.batch, self._house.vault, case_file.number
        await self._office.act(batch, "records_shown", number, visit.person)
        notes = await cases.notes_of(batch.connection, vault, number)
        told = await reports_behind(batch.connection, vault, case_file)
        case = self._office.folded(case_file)
        names = names_looked_for(case, notes, told)
        for entry in entries:
            for text in log_texts(case, case_file.events, entry, notes, names):
                batch.say(visit.address, record_text(case, text), key_id=case_file.key_id, case_number=number)
