"""Carrying out what a member of staff asks of a case: events, who hears of it, and the duties that follow.

Everything happens inside the transaction of a Batch. What staff hear holds a case number, a step and nothing
else (design 4.11).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, Phrase, phrase
from bot.house import House
from bot.reading import Reading, follower, reading_from_data, reading_to_data
from bot.staff.case_people import first_contact_of, lead_of, may_take_up, new_leads, people_for, roles_held, terms_of
from bot.staff.duty_book import DutyBook
from casework.calendar import local_date
from casework.case import Case, applied
from casework.case_commands import Acknowledge, Command
from casework.case_decisions import do
from casework.case_events import Acknowledged, CaseClosed, CaseEvent
from casework.case_notices import notices_after
from casework.report import ReportStatus
from casework.routing import acknowledge_by
from casework.wording import Refusal, refusal
from storage import cases, dues
from storage.cases import CaseFile
from storage.dues import DueKind


@dataclass(frozen=True)
class _Change:
    """What a command of `person` did: the case before it, and each event with the case after that event."""

    before: Case
    followed: tuple[tuple[CaseEvent, Case], ...]
    person: str

    @property
    def after(self) -> Case:
        return self.followed[-1][1]

    @property
    def events(self) -> tuple[CaseEvent, ...]:
        return tuple(event for event, _ in self.followed)


class CaseActs:
    """Runs commands on cases."""

    def __init__(self, house: House, office: CaseOffice, book: DutyBook) -> None:
        self._house = house
        self._office = office
        self._book = book

    async def perform(self, batch: Batch, case_file: CaseFile, command: Command, person: str) -> CaseFile | Refusal:
        """Give `command` in the name of `person`; answers the case after it, or why nothing changed.

        Only who may read the case can do anything to it.
        """
        case = self._office.folded(case_file)
        decided = self.decide(batch, case_file, command, person)
        if isinstance(decided, Refusal):
            return decided
        if not decided:
            return case_file
        changed = await self._office.add_events(batch, case_file, decided)
        followed: list[tuple[CaseEvent, Case]] = []
        for event in decided:
            followed.append((event, applied(followed[-1][1] if followed else case, event)))
            await self._office.act(batch, act_kind(event), case_file.number, person)
        change = _Change(case, tuple(followed), person)
        changed = await self._keep_up(batch, changed, change)
        await self._book.refresh(batch, changed)
        return changed

    def decide(
        self, batch: Batch, case_file: CaseFile, command: Command, person: str
    ) -> tuple[CaseEvent, ...] | Refusal:
        """What the case engine answers to the command; nothing is written."""
        reading = reading_from_data(case_file.reading)
        if person not in reading.may_read:
            return refusal("refusal-not-your-case")
        case = self._office.folded(case_file)
        heard = any(isinstance(event, Acknowledged) for event in case_file.events)
        if isinstance(command, Acknowledge) and heard and not may_take_up(self._house, case, reading, person):
            return refusal("refusal-step-with-another")
        return do(
            case,
            command,
            by=person,
            now=batch.now,
            calendar=self._house.calendar,
            roles=roles_held(self._house, case, reading, person),
            terms=terms_of(self._house.school),
        )

    def keep_note(self, batch: Batch, case_file: CaseFile, text: str) -> str | None:
        """Seal what somebody wrote with a key of its own; answers its reference, None when nothing was written."""
        if not text.strip():
            return None
        key_id = batch.make_key("note")
        return cases.add_note(batch.changes, case_file.number, key_id, batch.known_sealer(key_id), text.strip())

    async def heard_of_taking_up(self, batch: Batch, case_file: CaseFile) -> CaseFile:
        """Who took the report up has taken the case up as well: the engine hears it once."""
        taken_up_by = reading_from_data(case_file.reading).taken_up_by
        already = any(isinstance(event, Acknowledged) for event in case_file.events)
        if taken_up_by is None or already or not case_file.is_open:
            return case_file
        done = await self.perform(batch, case_file, Acknowledge(), taken_up_by)
        return case_file if isinstance(done, Refusal) else done

    async def share_with_coach(self, batch: Batch, case_file: CaseFile, person: str) -> CaseFile:
        """The pupil agreed that the case leaves the confidant's line (A000-22): the coach's line reads it now."""
        reading = reading_from_data(case_file.reading)
        if not reading.via_confidant or person not in reading.may_read:
            return case_file
        opened = replace(reading.with_invited(person), via_confidant=False, taken_up_by=None)
        reader = follower(self._house, opened, batch.now)
        read_by = local_date(batch.now)
        if reader is not None:
            read_by = acknowledge_by(self._house.school, self._house.calendar, reader.person, batch.now)
        opened = opened.with_reader(None if reader is None else reader.person, read_by)
        changed = await self._keep_reading(batch, case_file, opened)
        await self._office.act(batch, "left_confidant_line", case_file.number, person)
        await self._office.hand_to_reader(batch, case_file.number, opened)
        if reader is not None:
            words = phrase("report-passed-on", reader=self._house.name_of(reader.person), read_by=read_by)
            await self._office.tell_reporters(batch, case_file.number, words)
        await self._book.refresh(batch, changed)
        return changed

    async def _keep_up(self, batch: Batch, case_file: CaseFile, change: _Change) -> CaseFile:
        """Everything around the case that follows from what happened to it."""
        if any(isinstance(event, Acknowledged) for event in change.events):
            case_file = await self._taken_up(batch, case_file, change)
        case_file = await self._tell_staff(batch, case_file, change)
        if change.after.is_closed and not change.before.is_closed:
            return await self._close(batch, case_file)
        return case_file

    async def _taken_up(self, batch: Batch, case_file: CaseFile, change: _Change) -> CaseFile:
        """In the first contact's place it is the reporter's affair too; further on only the step changed hands."""
        reading = reading_from_data(case_file.reading)
        if first_contact_of(change.after) not in change.after.step.lead.role_ids() and reading.taken_up_by:
            return case_file
        if reading.taken_up_by == change.person:
            return case_file
        await self._office.acknowledge(batch, case_file, change.person)
        taken = replace(reading.with_invited(change.person), taken_up_by=change.person)
        return replace(case_file, reading=reading_to_data(taken))

    async def _tell_staff(self, batch: Batch, case_file: CaseFile, change: _Change) -> CaseFile:
        """One message to each person, the most important; whoever is told may read the case from then on."""
        reading = reading_from_data(case_file.reading)
        told = self._to_tell(reading, change)
        for person, words in told.items():
            reading = reading.with_invited(person)
            self._notify(batch, case_file.number, person, words, change)
        return await self._keep_reading(batch, case_file, reading) if told else case_file

    def _to_tell(self, reading: Reading, change: _Change) -> dict[str, Phrase]:
        told: dict[str, Phrase] = {}
        for person in self._new_leads(reading, change):
            told.setdefault(person, phrase("case-notice-lead", step=change.after.step.label))
        for event, state in change.followed:
            for notice in notices_after(state, event):
                label = change.after.protocol.step(notice.step).label
                key = "case-notice-signal" if notice.cause == "signal" else "case-notice-step"
                for person in people_for(self._house, change.after, reading, notice.to):
                    told.setdefault(person, phrase(key, step=label))
        told.pop(change.person, None)
        return told

    def _new_leads(self, reading: Reading, change: _Change) -> Iterable[str]:
        if not new_leads(change.before, change.after, change.events):
            return ()
        return lead_of(self._house, change.after, reading)

    def _notify(self, batch: Batch, number: int, person: str, words: Phrase, change: _Change) -> None:
        address = self._house.address_of(person)
        if address is None:
            return
        numbered = Phrase(words.key, (*words.fields, ("number", number)))
        message = Message((numbered,), ((small_button("card", str(number)),),), protected=True)
        batch.say(address, message, case_number=number)

    async def _close(self, batch: Batch, case_file: CaseFile) -> CaseFile:
        today = local_date(batch.now)
        cases.mark_closed(batch.changes, case_file.number, today)
        await self._office.set_status(batch, case_file.number, ReportStatus.CLOSED)
        await self._office.tell_reporters(batch, case_file.number, phrase("report-closed"))
        dues.cancel_dues(batch.changes, DueKind.ACKNOWLEDGE, case_file.number.to_bytes(8, "big"))
        return replace(case_file, is_open=False, closed_on=today)

    async def _keep_reading(self, batch: Batch, case_file: CaseFile, reading: Reading) -> CaseFile:
        await self._office.keep_reading(batch, case_file, reading)
        return replace(case_file, reading=reading_to_data(reading))


def act_kind(event: CaseEvent) -> str:
    """How an event is called in the log of acts: `action_done` for ActionDone."""
    if isinstance(event, CaseClosed):
        return "closed"
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()
