"""`/taken`: what one person has to do, of the cases and of what comes back for the whole school."""

from datetime import date

from bot.flows.words import Button, Message, Words, phrase
from bot.house import House
from bot.staff.card_scene import is_question, open_button
from bot.staff.duty_list import DutyLine, open_duties
from bot.staff.periodic_book import PeriodicBook, open_periodic_button
from bot.texts.dates import day_seen_from
from casework.calendar import local_date
from storage.connection import AsyncConnection

SHOWN_TASKS = 15


async def task_list(connection: AsyncConnection, house: House, person: str) -> Message:
    """Everything that `person` has to do, soonest first; of what comes back each year what is due by now."""
    today = local_date(house.clock.now())
    book = PeriodicBook(house)
    of_cases = [line for line in await open_duties(connection, house) if person in line.who]
    of_school = [
        (line.due_on, line.duty)
        for line in await book.lines(connection)
        if line.due_on is not None and line.due_on <= today and person in line.who
    ]
    count = len(of_cases) + len(of_school)
    if not count:
        return Message((phrase("taken-none"),))
    lines: list[Words] = [book.due_words(duty, due_on, today) for due_on, duty in of_school]
    lines += [_duty_words(line, today) for line in of_cases]
    rows: list[tuple[Button, ...]] = [(open_periodic_button(duty, due_on),) for due_on, duty in of_school]
    rows += [(open_button(number),) for number in dict.fromkeys(line.case for line in of_cases[:SHOWN_TASKS])]
    parts = (phrase("taken-head", count=count), *lines[:SHOWN_TASKS])
    return Message(parts, tuple(rows[:SHOWN_TASKS]), protected=True)


def _duty_words(line: DutyLine, today: date) -> Words:
    late, asks, due = "yes" if line.late else "no", is_question(line.what), day_seen_from(today, line.due_on)
    return phrase("taken-line", number=line.case, step=line.step, what=line.what, asks=asks, due=due, late=late)
