"""Carrying out what a member of staff asks of a case: events, who hears of it, and the duties that follow.

Everything happens inside the transaction of a Batch. What staff hear holds a case number, a step and nothing
else (design 4.11).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Phrase, Words, phrase
from bot.house import House
from bot.pupil_steps import steps_for
from bot.reading import can_be_told, reading_from_data
from bot.reporter_telling import ReporterTelling
from bot.spoken import spoken
from bot.staff.case_moves import CaseMoves
from bot.staff.case_people import first_contact_of, lead_of, may_take_up, people_for
from bot.staff.case_standing import home_decider_title, standing_of
from bot.staff.case_telling import CaseTelling, Change, change_of, informing
from bot.staff.case_terms import terms_of
from bot.staff.case_trust import CaseTrust
from bot.staff.duty_book import DutyBook
from bot.staff.fact_words import told_by_track
from bot.staff.home_words import last_told
from bot.staff.left_at_closing import end_left_talks
from bot.staff.told_later import ToldLater
from bot.staff.told_lines import told_lines
from bot.staff.who_opens import naming_who_opens
from casework.calendar import local_date
from casework.case import Case
from casework.case_commands import Acknowledge, ChangeTrack, Command, ReportSignal
from casework.case_decisions import do
from casework.case_events import Acknowledged, CaseClosed, CaseEvent, FactEstablished, HandedOver, StepOpened
from casework.contact_agreed import TRUST
from casework.home_safety import naming_decider
from casework.intervention_runs import facts_told
from casework.protocol_model import RoleExpr
from casework.report import ReportStatus
from casework.wording import Refusal, refusal
from storage import cases, dues, reports
from storage.cases import CaseFile
from storage.dues import DueKind

_DAYS_TO_COME = ("on", "to", "until")
"""What commands and events call the days that they are about."""


class CaseActs:
    """Runs commands on cases."""

    def __init__(self, house: House, office: CaseOffice, book: DutyBook) -> None:
        self._house = house
        self._office = office
        self._book = book
        self._moves = CaseMoves(house, office)
        self._trust = CaseTrust(house, office, self._moves)
        self._telling = CaseTelling(house)
        self._told_later = ToldLater(house, office)
        self._reporters = ReporterTelling(house)

    async def perform(
        self, batch: Batch, case_file: CaseFile, command: Command, person: str, asker: str | None = None
    ) -> CaseFile | Refusal:
        """Give `command` in the name of `person`; answers the case after it, or why nothing changed.

        Only who may read the case can do anything to it. `asker` asked `person` for it.
        """
        decided = self.decide(batch, case_file, command, person)
        if isinstance(decided, Refusal):
            return decided
        case_file = await self._told_later.acted(batch, case_file, decided, person)
        return await self._carry_out(batch, case_file, decided, person, asker)

    async def receive_signal(
        self, batch: Batch, case_file: CaseFile, command: ReportSignal, person: str
    ) -> CaseFile | Refusal:
        """Somebody who works here saw that it goes wrong, and may not read the case: whoever works on it hears it."""
        case = self._office.folded(case_file)
        decided = do(case, command, by=person, now=batch.now, calendar=self._house.calendar, roles=frozenset())
        return decided if isinstance(decided, Refusal) else await self._carry_out(batch, case_file, decided, person)

    async def _carry_out(
        self,
        batch: Batch,
        case_file: CaseFile,
        decided: tuple[CaseEvent, ...],
        person: str,
        asker: str | None = None,
    ) -> CaseFile:
        if not decided:
            return case_file
        case = self._office.folded(case_file)
        changed = await self._office.add_events(batch, case_file, decided)
        for event in decided:
            await self._office.act(batch, act_kind(event), case_file.number, person)
        change = change_of(case, decided, person, asker)
        changed = await self._keep_what_was_heard(batch, changed, change)
        had = reading_from_data(changed.reading)
        changed = await self._moves.heed(batch, changed, case, change.after, decided)
        changed = await self._trust.heed_the_word(batch, changed, change)
        now = reading_from_data(changed.reading)
        if now.reader not in (had.reader, had.taken_up_by):
            change = replace(change, got_it=now.reader)
        changed = await self._trust.heed_trust(batch, changed, change)
        changed = await self._keep_up(batch, changed, change)
        await self._book.refresh(batch, changed)
        return changed

    async def _keep_what_was_heard(self, batch: Batch, case_file: CaseFile, change: Change) -> CaseFile:
        """Once somebody said whether a pupil is safe at home, what reporters told until then is answered by it."""
        if not any("home_unsafe" in facts_told(after, event) for event, after in change.followed):
            return case_file
        heard = last_told(await told_lines(batch, case_file.number))
        reading = replace(reading_from_data(case_file.reading), home_heard=heard)
        return await self._office.keep_reading(batch, case_file, reading)

    def moved_days(self, command: Command, events: Iterable[CaseEvent]) -> Iterator[tuple[date, date]]:
        """Each day that `command` asked for and that is no school day, with the one that it became in its own event:
        among `events` the first about the same means, for another one may end before it starts."""
        means = getattr(command, "intervention", None)
        event = next((one for one in events if getattr(one, "intervention", None) == means), None)
        for name in _DAYS_TO_COME:
            wanted, became = getattr(command, name, None), getattr(event, name, None)
            if not (isinstance(wanted, date) and isinstance(became, date)) or wanted == became:
                continue
            if self._house.calendar.on_or_after(wanted) != wanted:
                yield wanted, became

    def folded(self, case_file: CaseFile) -> Case:
        """The case as its events add up to it."""
        return self._office.folded(case_file)

    async def ask_to_decide(
        self,
        batch: Batch,
        case_file: CaseFile,
        wanted: RoleExpr,
        person: str,
        what: Words,
        button: Button,
        asks: Sequence[int],
    ) -> tuple[str, ...]:
        """Bring in who decides about something of the case, with a button to it that `asks` this question; answers
        whom, nobody when there is nobody else. They may read the case from then on."""
        reading = reading_from_data(case_file.reading)
        asked = people_for(self._house, self._office.folded(case_file), reading, wanted)
        asked = tuple(one for one in asked if one != person)
        for one in asked:
            reading = reading.with_invited(one)
            self._telling.notify(batch, case_file.number, one, phrase("case-notice-ask", what=what), button, asks)
        if asked:
            await self._office.keep_reading(batch, case_file, reading)
            await self._office.act(batch, "asked_to_decide", case_file.number, person)
        return asked

    def tell_asker(self, batch: Batch, case_file: CaseFile, asker: str | None, person: str, key: str) -> None:
        """Who asked somebody else to decide hears, without content, that `person` did."""
        reading = reading_from_data(case_file.reading)
        if asker is None or asker not in reading.may_read or not can_be_told(self._house, reading, asker):
            return
        words = phrase(key, name=self._house.name_of(person))
        self._telling.notify(batch, case_file.number, asker, words, small_button("card", str(case_file.number)))

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
        decided = do(
            case,
            command,
            by=person,
            now=batch.now,
            calendar=self._house.calendar,
            standing=standing_of(self._house, case, reading, person),
            terms=terms_of(self._house.school),
        )
        if isinstance(decided, Refusal):
            told = naming_decider(decided, spoken(home_decider_title(self._house, case, reading)))
            return naming_who_opens(self._house, case, reading, told, person)
        return decided

    def told_before_move(self, batch: Batch, case_file: CaseFile, track: str, person: str) -> Words:
        """Who reads the case once `person` brings it to `track`, what ends then, who takes it up anew by when, who else
        hears of it, and what the choice itself establishes; why that cannot be, if so."""
        decided = self.decide(batch, case_file, ChangeTrack(track, "tried"), person)
        if isinstance(decided, Refusal):
            return Phrase(decided.key, decided.fields)
        before = self._office.folded(case_file)
        change = change_of(before, decided, person)
        told = spoken(self._moves.told_before(case_file, before, change.after, decided, batch.now))
        takes_up = self._moves.to_be_taken_up(case_file, before, change.after, decided, batch.now)
        if takes_up is not None:
            told = f"{told.strip()} {spoken(takes_up)}"
        reading = self._moves.reading_after(case_file, before, change.after, decided, batch.now)
        heard = map(self._house.name_of, self._telling.to_tell(case_file, reading, change))
        names = [name for name in dict.fromkeys(heard) if name not in told]
        if names:
            told += " " + spoken(phrase("case-track-told", count=len(names), names=_listed(names)))
        said = ", ".join(told_by_track(before, decided))
        return f"{told} {spoken(phrase('case-track-says', what=said))}" if said else told

    def keep_note(self, batch: Batch, case_file: CaseFile, text: str, reference: str | None = None) -> str | None:
        """Seal what somebody wrote with a key of its own; answers its reference, None when nothing was written.

        `reference` is that which an event of the case has already, of words that were still to come.
        """
        if not text.strip():
            return None
        key_id = batch.make_key("note")
        sealer, note_id = batch.known_sealer(key_id), None if reference is None else bytes.fromhex(reference)
        return cases.add_note(batch.changes, case_file.number, key_id, sealer, text.strip(), note_id)

    async def heard_of_taking_up(self, batch: Batch, case_file: CaseFile) -> CaseFile:
        """Who took the report up has taken the case up as well: the engine hears it once."""
        taken_up_by = reading_from_data(case_file.reading).taken_up_by
        already = any(isinstance(event, Acknowledged) for event in case_file.events)
        if taken_up_by is None or already or not case_file.is_open:
            return case_file
        done = await self.perform(batch, case_file, Acknowledge(), taken_up_by)
        return case_file if isinstance(done, Refusal) else done

    async def share_with_coach(self, batch: Batch, case_file: CaseFile, person: str) -> CaseFile:
        """The pupil agreed that the case leaves the confidant's line (A000-22): the coach's line has it now, or reads
        along until the confidant's own step is left."""
        reading = reading_from_data(case_file.reading)
        if not reading.via_confidant or person not in reading.may_read:
            return case_file
        yes = FactEstablished(at=batch.now, by=person, fact=TRUST, value=True)
        changed = await self._carry_out(batch, case_file, (yes,), person)
        if not reading_from_data(changed.reading).via_confidant:
            return changed
        changed = await self._trust.share(batch, changed, person)
        await self._book.refresh(batch, changed)
        return changed

    async def _keep_up(self, batch: Batch, case_file: CaseFile, change: Change) -> CaseFile:
        """Everything around the case that follows from what happened to it."""
        if any(isinstance(event, Acknowledged) for event in change.events):
            self._tell_who_gave_it(batch, case_file, change)
            case_file = await self._taken_up(batch, case_file, change)
        case_file = await self._tell_staff(batch, case_file, change)
        if any(isinstance(event, StepOpened) for event in change.events) and not change.after.is_closed:
            await self._tell_pupils(batch, case_file)
        if change.after.is_closed and not change.before.is_closed:
            return await self._close(batch, case_file, change.person)
        return case_file

    async def _tell_pupils(self, batch: Batch, case_file: CaseFile) -> None:
        """Who may see the steps, and chose to be reached here, hears that there is a new one: not what it is."""
        await batch.flush()
        for reporter in await reports.reporters_of_case(batch.connection, self._house.vault, case_file.number):
            seen = await steps_for(batch.connection, self._house, case_file, reporter.report_id, batch.now)
            if seen is not None:
                await self._reporters.tell_reporter(batch, reporter.report_id, phrase("report-new-step"))

    def _tell_who_gave_it(self, batch: Batch, case_file: CaseFile, change: Change) -> None:
        """Who handed it over, or brought it to the step, has a card that still says that nobody took it up; in whose
        place a deputy took it up was asked to do so."""
        reading, events = reading_from_data(case_file.reading), case_file.events
        given = [one.by for one in events if isinstance(one, HandedOver | StepOpened)][1:]
        asked = (given[-1], *lead_of(self._house, change.after, reading)) if given else ()
        words = phrase("case-notice-taken-up", name=self._house.name_of(change.person), step=change.after.step.label)
        for one in dict.fromkeys(asked):
            if one != change.person and one in reading.may_read and can_be_told(self._house, reading, one):
                self._telling.notify(batch, case_file.number, one, words, small_button("card", str(case_file.number)))

    async def _taken_up(self, batch: Batch, case_file: CaseFile, change: Change) -> CaseFile:
        """In the first contact's place it is the reporter's affair too; further on only the step changed hands."""
        reading = reading_from_data(case_file.reading)
        if first_contact_of(change.after) not in change.after.step.lead.role_ids() and reading.taken_up_by:
            return case_file
        if reading.taken_up_by == change.person:
            return case_file
        return await self._office.acknowledge(batch, case_file, change.person)

    async def _tell_staff(self, batch: Batch, case_file: CaseFile, change: Change) -> CaseFile:
        """One message to each person, the most important; whoever is told may read the case from then on."""
        reading = reading_from_data(case_file.reading)
        told = self._telling.to_tell(case_file, reading, change)
        for person, (words, button) in told.items():
            known = informing(person, words)
            if known is not None:
                reading = replace(reading, informed=(*reading.informed, known))
            reading = reading.with_invited(person)
            self._telling.notify(batch, case_file.number, person, words, button)
        return await self._office.keep_reading(batch, case_file, reading) if told else case_file

    async def _close(self, batch: Batch, case_file: CaseFile, person: str) -> CaseFile:
        """The reporters hear that it is closed, and so does everybody else of the school who may read it."""
        today, reading = local_date(batch.now), reading_from_data(case_file.reading)
        for other in reading.may_read:
            if other != person and can_be_told(self._house, reading, other):
                button = small_button("card", str(case_file.number))
                self._telling.notify(batch, case_file.number, other, phrase("case-notice-closed"), button)
                await end_left_talks(batch, self._house, other, case_file.number)
        cases.mark_closed(batch.changes, case_file.number, today)
        await self._office.set_status(batch, case_file.number, ReportStatus.CLOSED)
        await self._reporters.tell_reporters(batch, case_file.number, phrase("report-closed"))
        subject = case_file.number.to_bytes(8, "big")
        dues.cancel_dues(batch.changes, DueKind.ACKNOWLEDGE, subject)
        await batch.flush()
        await dues.bring_forward(batch.connection, DueKind.WATCH, subject, batch.now)
        return replace(case_file, is_open=False, closed_on=today)


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return spoken(phrase("case-track-and", first=", ".join(first), last=last)) if first else last


def act_kind(event: CaseEvent) -> str:
    """How an event is called in the log of acts: `action_done` for ActionDone."""
    if isinstance(event, CaseClosed):
        return "closed"
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()
