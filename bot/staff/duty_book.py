"""Duties as due rows, and the reminders that come of them.

A row says: look at this duty at this instant. Whether it still stands is read off the case each time, so that
nobody is reminded of what somebody has done (design 4.5).
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, Words, phrase
from bot.house import House
from bot.reading import Reading, reading_from_data, reading_to_data
from bot.staff.access import handler_of
from bot.staff.card_scene import (
    case_button,
    duty_mark,
    duty_untold,
    home_button,
    is_question,
    mean_button,
    of_pupils,
    origin_of,
)
from bot.staff.case_people import also_reminded, deputies_of, responsible_for
from bot.staff.case_terms import terms_for
from casework.calendar import local_date
from casework.case import Case
from casework.duties import Duty, duties, furthest_day
from casework.reminding import Reminding
from storage import dues
from storage.cases import CaseFile
from storage.dues import Due, DueKind

log = logging.getLogger("meldmaatje.duties")

DEPUTY_AFTER_SCHOOL_DAYS = 3
"""From this school day late on the deputy is told too: an agreement of the school."""


class DutyBook:
    """Keeps the due rows of cases in step with their duties, and says what is due."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    async def refresh(self, batch: Batch, case_file: CaseFile) -> None:
        """Write the due rows anew, after a case was opened or changed; a closed one asks for its log entries only."""
        dues.cancel_dues_of_case(batch.changes, DueKind.DUTY, case_file.number)
        case, reading = self._office.folded(case_file), _reading(case_file)
        for duty in standing_duties(self._house, case, reading):
            people = responsible_for(self._house, case, reading, duty)
            for at in reminders_after(self._house, duty, people, batch.now):
                self._expect(batch, case_file, duty, at)

    async def look_after(self, batch: Batch, case_file: CaseFile) -> None:
        """Write the due rows of an open case that has none yet, such as one that was just taken up elsewhere."""
        await batch.flush()
        if case_file.is_open and not await dues.has_dues(batch.connection, DueKind.DUTY, case_file.number):
            await self.refresh(batch, case_file)

    async def on_duty_due(self, batch: Batch, due: Due) -> None:
        """Remind of the duty if it still stands, and look again on the next school day once it is late.

        A reminder that a later one has overtaken (the machine was off) stays unsaid.
        """
        case_file = await self._office.case(batch, due.case_number or 0)
        if case_file is None:
            return
        wanted = due.detail(batch.known_sealer(case_file.key_id))
        case, reading = self._office.folded(case_file), _reading(case_file)
        duty = next((one for one in standing_duties(self._house, case, reading) if one.key == wanted), None)
        if duty is None:
            return
        people = responsible_for(self._house, case, reading, duty)
        planned = _reminders(self._house, duty, people)
        if any(due.at < later <= batch.now for later in planned):
            return
        await self._remind(batch, case_file, case, duty)
        if not any(later > batch.now for later in planned):
            self._expect(batch, case_file, duty, _when_late(self._house, duty, people, batch.now))

    def _expect(self, batch: Batch, case_file: CaseFile, duty: Duty, at: datetime) -> None:
        dues.add_due(
            batch.changes,
            DueKind.DUTY,
            at,
            case_file.number.to_bytes(8, "big"),
            case_number=case_file.number,
            detail=duty.key,
            sealer=batch.known_sealer(case_file.key_id),
        )

    async def _remind(self, batch: Batch, case_file: CaseFile, case: Case, duty: Duty) -> None:
        reading = _reading(case_file)
        people = responsible_for(self._house, case, reading, duty)
        if duty.kind == "pressing" and await dues.has_dues(batch.connection, DueKind.ANSWER, case_file.number):
            # Who works on the case is asked for that answer each morning and afternoon.
            people = tuple(one for one in people if one != handler_of(reading))
            if not people:
                return
        if not people:
            log.warning("duty-without-person")
            if not case.protocol.is_outside(duty.role):
                await self._office.nobody_there(batch, case_file)
            return
        today = local_date(batch.now)
        standing_in: dict[str, str] = {}
        if _school_days_late(self._house, duty.due_on, today) >= DEPUTY_AFTER_SCHOOL_DAYS:
            standing_in = self._standing_in(reading, people, duty)
        message = _reminder(case_file, case, duty, today, self._house)
        below = phrase("card-school-terms") if origin_of(duty, case.chosen) == "school" else None
        also = also_reminded(self._house, case, reading, duty)
        for person in dict.fromkeys((*people, *also, *standing_in)):
            reading = reading.with_invited(person)
            if duty.due_on < today:
                self._say_late(batch, person, case_file.number, message, below, standing_in.get(person))
            else:
                self._say(batch, person, case_file.number, message)
        reading = await self._office.somebody_there(batch, case_file, people, reading)
        if reading_to_data(reading) != case_file.reading:
            await self._office.keep_reading(batch, case_file, reading)

    def _standing_in(self, reading: Reading, people: Sequence[str], duty: Duty) -> dict[str, str]:
        """Each deputy who is told too, with the person for whom they stand in."""
        standing_in: dict[str, str] = {}
        for person in people:
            for deputy in deputies_of(self._house, reading, (person,), duty.role):
                if deputy not in people:
                    standing_in.setdefault(deputy, person)
        return standing_in

    def _say(self, batch: Batch, person: str, number: int, message: Message) -> None:
        address = self._house.address_of(person)
        if address is not None:
            batch.say(address, message, case_number=number)

    def _say_late(
        self, batch: Batch, person: str, number: int, message: Message, below: Words | None, instead_of: str | None
    ) -> None:
        """What is late of one case comes as one message, so that nobody learns to look away."""
        address = self._house.address_of(person)
        if address is None:
            return
        why = None if instead_of is None else phrase("duty-deputy", name=self._house.name_of(instead_of))
        batch.say_late(address, number, message, above=why, below=below)


def standing_duties(house: House, case: Case, reading: Reading) -> Iterator[Duty]:
    """The duties of which this book reminds; until somebody took the report up, the office asks for that itself."""
    for duty in duties(case, house.calendar, terms_for(house, case, reading)):
        if duty.kind != "acknowledge" or reading.taken_up_by is not None:
            yield duty


def reminders_after(house: House, duty: Duty, people: Sequence[str], now: datetime) -> tuple[datetime, ...]:
    """The instants after `now` at which to remind these people; when all are past, the first one once it is late."""
    ahead = tuple(at for at in _reminders(house, duty, people) if at > now)
    return ahead or (_when_late(house, duty, people, now),)


def _reminders(house: House, duty: Duty, people: Sequence[str]) -> list[datetime]:
    """The school's opening on each day to remind on, or on the last day before it with somebody there to see it."""
    return [house.calendar.opens_at(day) for day in _reminding(house).days_of(duty, people)]


def _when_late(house: House, duty: Duty, people: Sequence[str], now: datetime) -> datetime:
    """Every school day on which one of them is there, from the day after it should have been done."""
    return house.calendar.opens_at(_reminding(house).day_when_late(duty, people, local_date(now)))


def _reminding(house: House) -> Reminding:
    return Reminding(house.outline.roles, house.school, house.calendar)


def _reminder(case_file: CaseFile, case: Case, duty: Duty, today: date, house: House) -> Message:
    """Which case, which step, why, and by when."""
    key = "duty-reminder-late" if duty.due_on < today else "duty-reminder"
    what = of_pupils(duty_untold(duty), duty.pupils, case.pupils)
    words = _end_of_means(case_file, case, duty, today) or phrase(
        key,
        number=case_file.number,
        step=case.part(duty.step).label,
        what=what,
        asks=is_question(what),
        due=duty.due_on,
        today="yes" if duty.due_on == today else "no",
        origin=origin_of(duty, case.chosen),
    )
    rows = [(small_button("card", str(case_file.number)),), *_ways_to(case_file, case, duty)]
    if furthest_day(duty, today, house.calendar, terms_for(house, case, _reading(case_file))) is not None:
        rows.append((case_button("postpone", case_file.number, len(case_file.events), duty_mark(duty)),))
    return Message((words,), tuple(rows), protected=True)


def _end_of_means(case_file: CaseFile, case: Case, duty: Duty, today: date) -> Words | None:
    """A measure has no day on which it is done but one until which it runs; None for another duty."""
    if duty.kind != "intervention":
        return None
    means = case.protocol.intervention(duty.step)
    when = "late" if duty.due_on < today else "today" if duty.due_on == today else "ahead"
    what = of_pupils(means.short or means.label, duty.pupils, case.pupils)
    return phrase(
        "duty-means-ends", number=case_file.number, what=what, until=duty.due_on, when=when, origin=duty.origin
    )


def _ways_to(case_file: CaseFile, case: Case, duty: Duty) -> Iterator[tuple[Button, ...]]:
    """To what a duty asks that is not on top of the card: a means that is asked for or ends, contact with home."""
    number, revision = case_file.number, len(case_file.events)
    if duty.kind in ("trigger", "intervention", "withdrawn"):
        yield (mean_button(number, revision, case.protocol, duty.step),)
    elif duty.kind == "home":
        yield (home_button(number, revision),)


def _reading(case_file: CaseFile) -> Reading:
    return reading_from_data(case_file.reading)


def _school_days_late(house: House, due_on: date, today: date) -> int:
    """How many school days have begun since the day on which it should have been done."""
    days, day = 0, due_on
    while day < today:
        day = house.calendar.next_school_day(day)
        days += day <= today
    return days
