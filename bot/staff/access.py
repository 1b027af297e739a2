"""Who may open a case: the people who read it, and never anybody it is about."""

from datetime import date

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.case_numbers import case_number_of
from bot.flows.conversation import Conversation
from bot.flows.words import phrase
from bot.house import House
from bot.reading import Reading, reading_from_data
from bot.staff.joined_reports import goes_on_in
from bot.staff_desk import Visit
from storage.cases import CaseFile


def reading_of_case(case: CaseFile) -> Reading:
    return reading_from_data(case.reading)


def may_open(case: CaseFile, person: str) -> bool:
    return person in reading_of_case(case).may_read


async def readable_case(office: CaseOffice, visit: Visit, words: str) -> CaseFile | None:
    """The case with this number when the visitor may open it; else they hear that it is not theirs."""
    number = case_number_of(words)
    case = None if number is None else await office.case(visit.batch, number)
    if case is None or not may_open(case, visit.person):
        visit.say(phrase("staff-case-not-yours"))
        return None
    return case


async def where_it_goes_on(office: CaseOffice, visit: Visit, case: CaseFile) -> CaseFile | None:
    """The case to which this one was joined, which the visitor hears; the case itself when it was not. None when they
    may not open that other one."""
    now, seen = case, {case.number}
    while (number := goes_on_in(now)) is not None and number not in seen:
        other = await office.case(visit.batch, number)
        if other is None:
            break
        seen.add(number)
        now = other
    if now.number == case.number:
        return case
    if not may_open(now, visit.person):
        visit.say(phrase("staff-case-joined-elsewhere", number=case.number))
        return None
    visit.say(phrase("staff-case-joined", number=case.number, other=now.number))
    return now


async def may_go_on(office: CaseOffice, visit: Visit, talk: Conversation) -> bool:
    """Whether the visitor may open the case that this conversation is about, if it is about one."""
    number = case_number_of(talk.subject)
    case = None if number is None else await office.case(visit.batch, number)
    return number is None or (case is not None and may_open(case, visit.person))


async def is_over(office: CaseOffice, visit: Visit, talk: Conversation) -> bool:
    """Whether this conversation is about a case that the visitor may open and that is closed."""
    number = case_number_of(talk.subject)
    case = None if number is None else await office.case(visit.batch, number)
    return case is not None and not case.is_open and may_open(case, visit.person)


def handler_of(reading: Reading) -> str | None:
    """Who works on the case: whoever took it up, else whoever has it to read."""
    handler = reading.taken_up_by or reading.reader
    return handler if handler in reading.may_read else None


def name_and_day(house: House, reading: Reading) -> tuple[str, date] | None:
    """Who has the case to read and by which school day; None when nobody has."""
    if reading.reader is None:
        return None
    return house.name_of(reading.reader), date.fromisoformat(reading.read_by)


async def reading_now(office: CaseOffice, batch: Batch, number: int) -> Reading | None:
    """How the case is read as this transaction sees it."""
    case = await office.case(batch, number)
    return None if case is None else reading_of_case(case)
