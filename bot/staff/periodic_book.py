"""The duties that come back for the whole school, as planned days, due rows and reminders.

The day of each is stored, and the due row that reminds of it in the same transaction. Who has it is read off the
school's file each time.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import blake2b

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, Words, phrase
from bot.house import House
from bot.protocol_pages.words import everybody, how_often
from bot.staff.card_scene import in_whole_words
from bot.texts.dates import day_seen_from
from casework.calendar import local_date
from casework.periodic import due_day, each_for_themselves, has_own_day, holders_of, is_asked, own_day_for
from casework.protocol_model import Periodic
from storage import dues, periodic
from storage.connection import AsyncConnection
from storage.dues import Due, DueKind
from storage.periodic import DoneOnce

log = logging.getLogger("meldmaatje.periodic")

AGAIN_AFTER = timedelta(days=14)
"""What nobody did or postponed is said again after two weeks: an agreement of the school."""


@dataclass(frozen=True)
class SchoolDuty:
    """A duty that comes back; `person` is whose it is when every holder does it for their own class or team."""

    id: bytes
    periodic: Periodic
    person: str | None = None


@dataclass(frozen=True)
class PeriodicLine:
    """A duty as a list shows it, days in Europe/Amsterdam: when it is due (None when it is never asked for), who has
    it, and when it was last done by whom."""

    duty: SchoolDuty
    who: tuple[str, ...]
    due_on: date | None = None
    done_on: date | None = None
    done_by: str | None = None


@dataclass(frozen=True)
class _Recipient:
    """Who is told; `why` says it when it is not simply their own duty."""

    person: str
    why: Words | None = None


class PeriodicBook:
    """Keeps the days of what comes back, and says what is due."""

    def __init__(self, house: House) -> None:
        self._house = house

    @cached_property
    def duties(self) -> Mapping[bytes, SchoolDuty]:
        """Every duty of the present protocol for the present school, by its id."""
        return {duty.id: duty for periodic_duty in self._house.protocol.periodic for duty in self._of(periodic_duty)}

    def _of(self, one: Periodic) -> Iterator[SchoolDuty]:
        """One for the school, or one for each holder; without a holder somebody has to be found."""
        people = holders_of(self._house.school, one.by)
        if not people or not each_for_themselves(self._house.protocol, one):
            yield SchoolDuty(_duty_id(one.key, b""), one)
            return
        for person in people:
            yield SchoolDuty(_duty_id(one.key, self._house.person_hash(person)), one, person)

    async def plan_all(self, batch: Batch) -> None:
        """Give every duty its day that has none yet, and forget those that the school has no more.

        What stands on the first day of its month moves to the day there that the protocol gives it now.
        """
        planned = await periodic.planned_days(batch.connection)
        reminded = {due.subject for due in await dues.dues_of_kind(batch.connection, DueKind.PERIODIC)}
        done = await self._done_days(batch.connection)
        for duty_id in {*planned, *reminded} - self.duties.keys():
            periodic.forget_plan(batch.changes, duty_id)
            dues.cancel_dues(batch.changes, DueKind.PERIODIC, duty_id)
        for duty in self.duties.values():
            moved = self._moved(duty, planned.get(duty.id))
            if moved is not None or duty.id not in planned or duty.id not in reminded:
                day = moved or planned.get(duty.id)
                self._plan(batch, duty, day or self._next(batch, duty, done.get(duty.id, [])))

    async def done(self, batch: Batch, duty: SchoolDuty, person: str, day: date) -> date | None:
        """It was done on `day` by `person`; answers when it is due next."""
        who = self._house.person_hash(person)
        periodic.note_done(batch.changes, duty.id, duty.periodic.key, who, day, batch.now)
        await batch.flush()
        due_on = self._next(batch, duty, (await self._done_days(batch.connection))[duty.id])
        self._plan(batch, duty, due_on)
        return due_on

    def postpone(self, batch: Batch, duty: SchoolDuty, until: date) -> date:
        """It waits until the first school day from `until` on; answers that day."""
        due_on = self._house.calendar.on_or_after(until)
        self._plan(batch, duty, due_on)
        return due_on

    async def on_due(self, batch: Batch, due: Due) -> None:
        """Say that it is due if it still is, and look again after two weeks."""
        duty = self.duties.get(due.subject)
        due_on = (await periodic.planned_days(batch.connection)).get(due.subject)
        if duty is None or due_on is None:
            return
        today = local_date(batch.now)
        recipients = self._recipients(duty, today)
        if not recipients:
            log.warning("periodic-without-person")
        for recipient in recipients:
            address = self._house.address_of(recipient.person)
            if address is not None:
                batch.say(address, self.message(duty, due_on, today, recipient.why))
        self._remind_on(batch, duty, self._house.calendar.on_or_after(today + AGAIN_AFTER))

    def message(self, duty: SchoolDuty, due_on: date, today: date, why: Words | None = None) -> Message:
        """What is due and why, with the buttons to say that it is done or has to wait."""
        words = self.due_words(duty, due_on, today)
        origin = "protocol" if has_own_day(duty.periodic) else "school" if duty.periodic.every else "open"
        often = phrase("periodic-how-often", often=how_often(duty.periodic), origin=origin)
        together = duty.periodic.together
        beside = phrase("periodic-together", who=everybody(self._house.protocol, together)) if together else None
        parts = tuple(part for part in (words, often, beside, why) if part is not None)
        subject = button_subject(duty, due_on)
        buttons = (small_button("periodic-done", subject), small_button("periodic-later", subject))
        return Message(parts, (buttons,))

    def due_words(self, duty: SchoolDuty, due_on: date, today: date) -> Words:
        """What is due, and when it is or was."""
        what = duty.periodic.label
        if due_on == today:
            return phrase("periodic-today", what=what)
        return phrase(
            "periodic-late" if due_on < today else "periodic-ahead", what=what, due=day_seen_from(today, due_on)
        )

    async def lines(self, connection: AsyncConnection) -> list[PeriodicLine]:
        """Every duty, the soonest first and what is never asked for last; for lists, nothing is changed."""
        planned = await periodic.planned_days(connection)
        last = {once.plan: once for once in await periodic.times_done(connection)}
        lines = [self._line(duty, planned, last) for duty in self.duties.values()]
        return sorted(lines, key=lambda line: (line.due_on is None, line.due_on or date.max))

    def may_answer(self, duty: SchoolDuty, person: str) -> bool:
        """Whether this person may say that it is done: whose it is, who stands in, and the admin where nobody is."""
        people = self.people_of(duty)
        deputies = {self._deputy(duty, one) for one in people}
        is_admin = person == self._house.school.admin
        return person in people or person in deputies or (is_admin and not self._reachable(people))

    def people_of(self, duty: SchoolDuty) -> tuple[str, ...]:
        """Whose duty it is, person ids in the order of the school's file."""
        return (duty.person,) if duty.person else holders_of(self._house.school, duty.periodic.by)

    def _line(self, duty: SchoolDuty, planned: Mapping[bytes, date], last: Mapping[bytes, DoneOnce]) -> PeriodicLine:
        once = last.get(duty.id)
        due_on = planned.get(duty.id) if is_asked(duty.periodic) else None
        if once is None:
            return PeriodicLine(duty, self.people_of(duty), due_on)
        done_by = self._house.people_by_hash().get(once.person)
        return PeriodicLine(duty, self.people_of(duty), due_on, once.done_on, done_by)

    def _moved(self, duty: SchoolDuty, planned: date | None) -> date | None:
        day = None if planned is None else own_day_for(duty.periodic, planned, self._house.calendar)
        return day if day != planned else None

    def _next(self, batch: Batch, duty: SchoolDuty, done: Sequence[date]) -> date | None:
        return due_day(duty.periodic, done, local_date(batch.now), self._house.calendar)

    async def _done_days(self, connection: AsyncConnection) -> dict[bytes, list[date]]:
        days: dict[bytes, list[date]] = {}
        for once in await periodic.times_done(connection):
            days.setdefault(once.plan, []).append(once.done_on)
        return days

    def _plan(self, batch: Batch, duty: SchoolDuty, due_on: date | None) -> None:
        if due_on is None:
            return
        periodic.plan(batch.changes, duty.id, due_on)
        self._remind_on(batch, duty, due_on)

    def _remind_on(self, batch: Batch, duty: SchoolDuty, day: date) -> None:
        dues.cancel_dues(batch.changes, DueKind.PERIODIC, duty.id)
        dues.add_due(batch.changes, DueKind.PERIODIC, self._house.calendar.opens_at(day), duty.id)

    def _recipients(self, duty: SchoolDuty, today: date) -> list[_Recipient]:
        """The holders who are there today, else their deputies, else the holders all the same, else the admin."""
        people = self._reachable(self.people_of(duty))
        present = [person for person in people if self._house.school.people[person].works_on(today)]
        if present:
            return [_Recipient(person) for person in present]
        deputies = list(self._present_deputies(duty, today))
        if deputies or people:
            return deputies or [_Recipient(person) for person in people]
        admin = self._reachable((self._house.school.admin,))
        return [_Recipient(person, phrase("periodic-nobody")) for person in admin]

    def _present_deputies(self, duty: SchoolDuty, today: date) -> Iterator[_Recipient]:
        told: set[str] = set()
        for person in self.people_of(duty):
            deputy = self._deputy(duty, person)
            if deputy is None or deputy in told or not self._reachable((deputy,)):
                continue
            if self._house.school.people[deputy].works_on(today):
                told.add(deputy)
                yield _Recipient(deputy, phrase("periodic-deputy", name=self._house.name_of(person)))

    def _deputy(self, duty: SchoolDuty, person: str) -> str | None:
        held = [role for role in duty.periodic.by.role_ids() if person in self._house.school.people_in_role(role)]
        return self._house.school.deputy_of(person, held[0] if held else None)

    def _reachable(self, people: Sequence[str]) -> list[str]:
        staff = self._house.staff
        return [person for person in people if person in staff.tied and person not in staff.unreachable]


def button_subject(duty: SchoolDuty, due_on: date) -> str:
    """What a button is about: the duty and this time of it, so that a tap on last year's message does nothing."""
    return f"{duty.id.hex()[:16]}.{due_on.toordinal()}"


def open_periodic_button(duty: SchoolDuty, due_on: date) -> Button:
    """What brings the duty itself, with its buttons."""
    label = in_whole_words(duty.periodic.label)
    return replace(small_button("periodic-open", button_subject(duty, due_on)), label=label)


def _duty_id(key: str, person: bytes) -> bytes:
    return blake2b(key.encode() + b"\n" + person, digest_size=16).digest()
