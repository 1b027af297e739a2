"""Who may open a case: the people who read it, and never anybody it is about."""

from datetime import date

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.case_numbers import case_number_of
from bot.flows.conversation import Conversation
from bot.flows.left_talks import Over, done_since
from bot.flows.words import phrase
from bot.house import House
from bot.reading import Reading, reading_from_data
from bot.staff.joined_reports import goes_on_in
from bot.staff_desk import Visit
from casework.case_events import CaseClosed
from casework.report import Contact, Report
from casework.school import School
from storage import reports
from storage.cases import CaseFile


def reading_of_case(case: CaseFile) -> Reading:
    return reading_from_data(case.reading)


def may_open(case: CaseFile, person: str) -> bool:
    return person in reading_of_case(case).may_read


def can_be_written_to(school: School, reading: Reading, report: Report) -> bool:
    """Whether who made this report can be answered; not the colleague who has the case because they reported it."""
    keeper = school.people.get(reading.kept_by or "")
    of_staff = report.facts.get("reporter") == "staff"
    is_keepers = keeper is not None and of_staff and report.reporter_name == keeper.spoken_name
    return report.contact is not Contact.NONE and not is_keepers


async def has_colleague_to_write_to(batch: Batch, house: House, case: CaseFile, person: str) -> bool:
    """Whether a colleague other than `person` reported it, and can be answered."""
    await batch.flush()
    told = await reports.reports_of_case(batch.connection, batch.vault, case.number)
    reading = reading_of_case(case)
    answerable = {one.id for one in told if can_be_written_to(house.school, reading, one.report)}
    reporters = await reports.reporters_of_case(batch.connection, batch.vault, case.number)
    others = (one for one in reporters if one.person not in (None, house.person_hash(person)))
    return any(one.report_id in answerable for one in others)


async def readable_case(office: CaseOffice, visit: Visit, words: str) -> CaseFile | None:
    """The case with this number when the visitor may open it; else they hear that it is not theirs."""
    number = case_number_of(words)
    case = None if number is None else await office.case(visit.batch, number)
    if case is None or not may_open(case, visit.person):
        visit.say(phrase("staff-case-not-yours"))
        return None
    return case


async def where_it_goes_on(house: House, office: CaseOffice, visit: Visit, case: CaseFile) -> CaseFile | None:
    """The case to which this one was joined, which the visitor hears; the case itself when it was not. None when they
    may not open that other one."""
    now = await last_joined(office, visit.batch, case)
    if now.number == case.number:
        return case
    if not may_open(now, visit.person):
        asked = who_tells_of(house, case, now, visit.person)
        visit.say(phrase("staff-case-joined-elsewhere", number=case.number, name=asked or "none"))
        return None
    visit.say(phrase("staff-case-joined", number=case.number, other=now.number))
    return now


async def last_joined(office: CaseOffice, batch: Batch, case: CaseFile) -> CaseFile:
    """The case in which this one goes on, also when that was joined to yet another; the case itself when it was not
    joined."""
    now, seen = case, {case.number}
    while (number := goes_on_in(now)) is not None and number not in seen:
        other = await office.case(batch, number)
        if other is None:
            break
        seen.add(number)
        now = other
    return now


def who_tells_of(house: House, closed: CaseFile, goes_on: CaseFile, person: str) -> str | None:
    """The name of whom `person`, who may not open `goes_on`, can ask about it; None when that is nobody.

    Somebody whom they know from `closed`: who joined it, or who had it. The admin when neither may tell, and always
    for one who must not know who works on the other case; never somebody whom that one is about.
    """
    by = next((event.by for event in reversed(closed.events) if isinstance(event, CaseClosed)), None)
    known = (by, handler_of(reading_of_case(closed)))
    readers = [one for one in known if one is not None and one != person and may_open(goes_on, one)]
    barred = reading_of_case(goes_on).barred
    asked = house.school.admin if person in barred or not readers else readers[0]
    return None if asked == person or asked in barred else house.name_of(asked)


async def may_go_on(office: CaseOffice, visit: Visit, talk: Conversation) -> bool:
    """Whether the visitor may open the case that this conversation is about, if it is about one."""
    number = case_number_of(talk.subject)
    case = None if number is None else await office.case(visit.batch, number)
    return number is None or (case is not None and may_open(case, visit.person))


async def is_over(office: CaseOffice, visit: Visit, talk: Conversation) -> Over | None:
    """Why nothing can come any more of this conversation about a case that the visitor may open; None while it can."""
    number = case_number_of(talk.subject)
    case = None if number is None else await office.case(visit.batch, number)
    if case is None or not may_open(case, visit.person):
        return None
    if not case.is_open:
        return Over.CASE_CLOSED
    done = done_since(talk, case.events)
    if not done:
        return None
    return Over.DONE if any(one.by == visit.person for one in done) else Over.DONE_BY_ANOTHER


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
