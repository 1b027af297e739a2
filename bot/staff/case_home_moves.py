"""Contact with home is held back in a case that goes to others: who decides on it keeps reading, or hears who does.

In a case that is kept apart who has it decides, and nobody else (AX-12). What staff hear holds no content
(design 4.11).
"""

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.flows.words import phrase
from bot.house import House
from bot.reading import Reading, can_be_told, reading_from_data
from bot.staff.card_scene import home_button
from bot.staff.case_home import home_deciders
from bot.staff.case_telling import CaseTelling
from casework.case import Case
from casework.case_events import CaseEvent, HomeSafetyDecided
from casework.home_safety import home_is_unsafe
from storage.cases import CaseFile


class CaseHomeMoves:
    """Keeps the decision on contact with home with somebody who reads the case."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self._telling = CaseTelling(house)

    def who_keeps_reading(self, case: Case, before: Reading, after: Reading) -> tuple[str, ...]:
        """Who read the case by `before` and decides about home by `after`; nobody while no home is in doubt."""
        if not home_is_unsafe(case):
            return ()
        return tuple(one for one in home_deciders(self._house, after) if one in before.may_read)

    async def bring_along(self, batch: Batch, case_file: CaseFile, case: Case, before: Reading) -> CaseFile:
        """The case, which went on from `before` to others, with who decides about home among its readers; who decides
        from now on is told so, and who did not lose it because of what it is about hears that it is with others."""
        reading = reading_from_data(case_file.reading)
        if not home_is_unsafe(case):
            return case_file
        now = home_deciders(self._house, reading)
        for person in self.who_keeps_reading(case, before, reading):
            reading = reading.with_invited(person)
        await self._office.keep_reading(batch, case_file, reading)
        number = case_file.number
        for person in self._decided_before(case_file.events, before):
            if person not in reading.may_read and can_be_told(self._house, reading, person):
                gone = phrase("case-notice-home-gone")
                self._telling.notify(batch, number, person, gone, small_button("read", str(number)))
        for person in now:
            if person not in before.may_read or person not in home_deciders(self._house, before):
                passed = phrase("case-notice-home-passed")
                self._telling.notify(batch, number, person, passed, home_button(number, len(case_file.events)))
        return await self._office.case(batch, number) or case_file

    def _decided_before(self, events: tuple[CaseEvent, ...], before: Reading) -> tuple[str, ...]:
        """Who decides about home by `before`, and who did last."""
        last = [event.by for event in events if isinstance(event, HomeSafetyDecided)][-1:]
        people = dict.fromkeys((*home_deciders(self._house, before), *last))
        return tuple(person for person in people if person in before.may_read)
