"""Who hears that something waits in a case: whoever works on it, else who stands in, else the admin."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, message_from_data, phrase
from bot.house import House
from bot.reading import Reading, can_be_told, follower
from bot.reporter_telling import ReporterTelling
from bot.staff.access import handler_of, reading_of_case
from bot.staff.case_people import lead_of, who_stand_in
from bot.staff.shown import notice_buttons
from casework.school import CONFIDANT
from storage import reports
from storage.cases import CaseFile

_HANDLER_UNREACHABLE = "notice-handler-unreachable"


class HandlerNotices:
    """Notices to the people of a case: a number and what to do, no content."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self._reporters = ReporterTelling(house)

    async def tell(
        self, batch: Batch, case: CaseFile, key: str, *, with_write: bool = False, besides: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Whoever works on the case hears it; who cannot be reached, left the school, or is among `besides`, is stood
        in for. Answers who was told; with nobody to tell the admin hears that there is something."""
        reading = reading_of_case(case)
        asked = replace(reading, subjects=(*reading.subjects, *besides))
        handler = handler_of(asked)
        if handler is not None and can_be_told(self._house, asked, handler):
            self._notify(batch, case, handler, key, with_write=with_write)
            await self._keep(batch, case, (handler,), reading)
            return (handler,)
        people = lead_of(self._house, self._office.folded(case), asked) or self._next_on_the_line(asked, batch.now)
        for person in people:
            reading = reading.with_invited(person)
            self._notify(batch, case, person, key, with_write=with_write)
        if people:
            await self._keep(batch, case, people, reading)
        else:
            await self._office.nobody_there(batch, case, besides)
        return people

    async def tell_that_message_waits(self, batch: Batch, report_id: bytes) -> None:
        """What the school wrote was not brought to its reporter: whoever works on the case knows that it waits."""
        stored = await reports.report_by_id(batch.connection, self._house.vault, report_id)
        case = None if stored is None else await self._office.case(batch, stored.case_number)
        if case is not None:
            await self.tell(batch, case, "notice-message-waits")

    def tell_who_got_it(self, batch: Batch, case: CaseFile, key: str, *, besides: Collection[str]) -> tuple[str, ...]:
        """Whom the case was handed to, and who has not taken it up yet, hears it too. Answers who was told."""
        folded, reading = self._office.folded(case), reading_of_case(case)
        person = folded.handed_to
        if person is None or folded.acknowledged or person in besides:
            return ()
        if person not in reading.may_read or not can_be_told(self._house, reading, person):
            return ()
        self._notify(batch, case, person, key)
        return (person,)

    def tell_who_leads(self, batch: Batch, case: CaseFile, key: str, *, besides: Collection[str]) -> None:
        """Whose work the present step is hears it too, who may read the case already: never whom it is about (AX-12),
        and nobody outside the line of a confidant."""
        reading = reading_of_case(case)
        for person in lead_of(self._house, self._office.folded(case), reading):
            if person in reading.may_read and person not in besides:
                self._notify(batch, case, person, key)

    async def _keep(self, batch: Batch, case: CaseFile, told: Collection[str], reading: Reading) -> None:
        reading = await self._office.somebody_there(batch, case, told, reading)
        if reading != reading_of_case(case):
            await self._office.keep_reading(batch, case, reading)

    def _next_on_the_line(self, reading: Reading, now: datetime) -> tuple[str, ...]:
        """Who would have it to read next; empty when nobody who is left can be told."""
        reader = follower(self._house, reading, now)
        return (reader.person,) if reader is not None and can_be_told(self._house, reading, reader.person) else ()

    async def tell_deputy(
        self, batch: Batch, case: CaseFile, handler: str, *, presses: bool, besides: Collection[str] = ()
    ) -> None:
        """Who stands in for `handler`, and is not among `besides`, hears that the reporter waits for an answer; when it
        `presses`, that it cannot wait."""
        key = "notice-answer-due-deputy-now" if presses else "notice-answer-due-deputy"
        fresh = await self._office.case(batch, case.number)
        reading = reading_of_case(fresh or case)
        role = CONFIDANT if reading.via_confidant else None
        standing_in = who_stand_in(self._house, reading, (handler,), role)
        for deputy in (person for person in standing_in if person not in besides):
            reading = reading.with_invited(deputy)
            self._notify(batch, case, deputy, key, with_write=True)
        await self._office.keep_reading(batch, case, reading)

    async def handler_was_not_reached(self, batch: Batch, case: CaseFile, *, at_first: bool) -> None:
        """Something could not be said to somebody of a case that was taken up. When its handler is out of reach, who
        stands in hears now that something waits there; the reporters hear it too, once (`at_first`)."""
        reading = reading_of_case(case)
        handler = reading.taken_up_by
        if handler is None or can_be_told(self._house, reading, handler):
            return
        told = await self.tell(batch, case, _HANDLER_UNREACHABLE)
        if not told or not at_first:
            return
        names = ", ".join(self._house.name_of(person) for person in told)
        words = phrase("report-handler-unreachable", reader=self._house.name_of(handler), names=names)
        await self._reporters.tell_reporters(batch, case.number, words)

    async def message_was_refused(self, batch: Batch, case: CaseFile, person: str, data: dict[str, Any]) -> None:
        """What was said to `person` of a case that was taken up could not be sent, and will not be: who stands in for
        its handler hears that something waits there. When it is they who do not get that, the admin hears it."""
        handler = reading_of_case(case).taken_up_by
        if handler == person:
            await self.tell(batch, case, _HANDLER_UNREACHABLE, besides=(person,))
        elif handler is not None and phrase(_HANDLER_UNREACHABLE, number=case.number) in message_from_data(data).parts:
            await self._office.nobody_there(batch, case, besides=(handler, person))

    def _notify(self, batch: Batch, case: CaseFile, person: str, key: str, *, with_write: bool = False) -> None:
        address = self._house.address_of(person)
        if address is None:
            return
        buttons = notice_buttons(case, person)
        if with_write:
            buttons = (*buttons, (small_button("write", str(case.number)),))
        message = Message((phrase(key, number=case.number),), buttons, protected=True)
        batch.say(address, message, case_number=case.number)
