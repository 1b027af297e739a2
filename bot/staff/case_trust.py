"""Who has a case by what its pupil said of the first contact: whether they may know of it, and are trusted.

Everything here works inside the transaction of a Batch. What staff hear holds a case number, a step and nothing else
(design 4.11).
"""

from dataclasses import replace

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.flows.words import phrase
from bot.house import House
from bot.reading import Reading, follower, read_by_of, reading_from_data, with_trust
from bot.reporter_telling import ReporterTelling
from bot.staff.case_moves import CaseMoves
from bot.staff.case_people import first_contact_of
from bot.staff.case_telling import CaseTelling, Change
from casework.calendar import local_date
from casework.case import Case
from casework.contact_agreed import TRUST, is_the_confidants_step, newest_word, reaches_the_contact
from storage.cases import CaseFile


class CaseTrust:
    """Brings a case to the first contact's line, or from it, by the pupil's word."""

    def __init__(self, house: House, office: CaseOffice, moves: CaseMoves) -> None:
        self._house = house
        self._office = office
        self._moves = moves
        self._telling = CaseTelling(house)
        self._reporters = ReporterTelling(house)

    async def share(self, batch: Batch, case_file: CaseFile, person: str) -> CaseFile:
        """After the pupil's yes to `person`: the first contact's line has the case now, or reads along until the
        confidant's own step is left (A000-22)."""
        case = self._office.folded(case_file)
        if is_the_confidants_step(case):
            return await self._let_read(batch, case_file, case, person)
        return await self._let_go(batch, case_file, case, person)

    async def heed_the_word(self, batch: Batch, case_file: CaseFile, change: Change) -> CaseFile:
        """After a yes the first contact's line has the case once its step is for them; a no takes an earlier yes back,
        and whoever read along by that loses the case (A000-22)."""
        reading, case = reading_from_data(case_file.reading), change.after
        if reading.agreed and newest_word(case.protocol, change.events) is False:
            taken_back = replace(reading.without_yes(), facts={**reading.facts, TRUST: False})
            changed = await self._office.keep_reading(batch, case_file, taken_back)
            await self._moves.hide_from(batch, changed, reading.let_in)
            return changed
        leaves = reaches_the_contact(case, case_file.events, change.events, agreed=reading.agreed)
        if not (leaves and reading.via_confidant and change.person in reading.may_read):
            return case_file
        return await self._let_go(batch, case_file, case, change.person)

    async def _let_go(self, batch: Batch, case_file: CaseFile, case: Case, person: str) -> CaseFile:
        reading = self._by_trust(reading_from_data(case_file.reading).with_invited(person).let_go(), case)
        return await self._to_the_next(batch, case_file, reading, person, "left_confidant_line")

    async def _let_read(self, batch: Batch, case_file: CaseFile, case: Case, person: str) -> CaseFile:
        """Who would have the case next reads along from now on and hears that nothing is asked of them yet; the step
        stays `person`'s."""
        agreed = replace(reading_from_data(case_file.reading).with_invited(person), agreed=True)
        reading = self._by_trust(agreed, case)
        reader = follower(self._house, self._by_trust(agreed.let_go(), case), batch.now)
        if reader is not None:
            reading = replace(reading, let_in=(reader.person,))
            step, name = case.step.label, self._house.name_of(person)
            words = phrase("case-notice-reads-along", step=step, name=name)
            button = small_button("card", str(case_file.number))
            self._telling.notify(batch, case_file.number, reader.person, words, button)
        await self._office.act(batch, "confidant_let_read", case_file.number, person)
        return await self._office.keep_reading(batch, case_file, reading)

    async def heed_trust(self, batch: Batch, case_file: CaseFile, change: Change) -> CaseFile:
        """The first contact loses the case once the pupil does not trust them, and gets it when they do after all
        (P001 A001-19)."""
        reading, case = reading_from_data(case_file.reading), change.after
        trusts = case.facts().get(TRUST)
        heeded = with_trust(self._house, reading, case.facts(), _class_of(case, reading))
        if heeded.passed_by == reading.passed_by:
            return case_file
        lost = not heeded.barred.isdisjoint({reading.reader, reading.taken_up_by} - {None})
        back = trusts is True and first_contact_of(case) in case.step.lead.role_ids()
        if not (lost or back):
            return await self._office.keep_reading(batch, case_file, heeded)
        opened = replace(
            heeded,
            facts={**reading.facts, TRUST: trusts is True},
            taken_up_by=None,
            tried=tuple(one for one in reading.tried if one not in reading.passed_by),
        ).with_invited(change.person)
        kind = "contact_trusted" if back else "contact_passed_by"
        return await self._to_the_next(batch, case_file, opened, change.person, kind)

    def _by_trust(self, reading: Reading, case: Case) -> Reading:
        """The reading by what the case knows of whether the pupil trusts the first contact."""
        known = {fact: value for fact, value in case.facts().items() if fact == TRUST}
        told = replace(reading, facts={**reading.facts, **known})
        return with_trust(self._house, told, case.facts(), _class_of(case, reading))

    async def _to_the_next(
        self, batch: Batch, case_file: CaseFile, opened: Reading, person: str, kind: str
    ) -> CaseFile:
        """Whoever is the first to read it now gets it, and its reporters hear who."""
        reader = follower(self._house, opened, batch.now)
        read_by = local_date(batch.now)
        if reader is not None:
            read_by = read_by_of(self._house, opened, reader, batch.now)
        opened = opened.with_reader(None if reader is None else reader.person, read_by)
        changed = await self._office.keep_reading(batch, case_file, opened)
        await self._office.act(batch, kind, case_file.number, person)
        if reader is not None:
            await self._office.give_lead(batch, changed, reader.person)
            changed = await self._office.case(batch, case_file.number) or changed
        await self._office.hand_to_reader(batch, case_file.number, opened)
        if reader is not None:
            await self._reporters.tell_passed_on(batch, case_file.number, reader.person, read_by)
        return changed


def _class_of(case: Case, reading: Reading) -> str | None:
    return case.classes.get(case.victim or "", reading.class_id)
