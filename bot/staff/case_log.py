"""The log entries of a case, ready to be copied: one message for each file that an entry belongs in."""

from bot.case_office import CaseOffice
from bot.house import House
from bot.staff.case_cards import CaseCards
from bot.staff.case_names import names_looked_for
from bot.staff.case_records import record_text
from bot.staff.joined_reports import reports_behind
from bot.staff_desk import Visit
from casework.log_entries import open_records
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
        """The texts hold what staff wrote, so their rows are sealed with the case's own key."""
        batch, vault, number = visit.batch, self._house.vault, case_file.number
        await self._office.act(batch, "records_shown", number, visit.person)
        notes = await cases.notes_of(batch.connection, vault, number)
        told = await reports_behind(batch.connection, vault, case_file)
        case = self._office.folded(case_file)
        names = names_looked_for(case, notes, told)
        for entry in open_records(case):
            for text in log_texts(case, case_file.events, entry, notes, names):
                batch.say(visit.address, record_text(case, text), key_id=case_file.key_id, case_number=number)
        self._cards.put_ticks(visit, case_file)
