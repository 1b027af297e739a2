"""Opening a case for what a member of staff saw or heard."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_opening import open_case
from bot.flows.staff_flows import FirstReader
from bot.flows.words import phrase
from bot.house import House
from bot.reading import Reading, reading_of
from bot.staff.access import reading_of_case
from bot.staff_desk import Visit
from casework.calendar import local_date
from casework.case_events import ReporterKind
from casework.report import AdditionKind, Report, ReportStatus
from casework.routing import ReadingPlan
from storage import cases, reports
from storage.cases import CaseFile
from storage.reports import StoredReport

OPENED_BY_STAFF = "report_by_staff"
"""How the log of acts calls the opening of a case for what one of the staff saw or heard."""


def reading_by(report: Report, first: FirstReader, *, doubts_coach: bool = False) -> Reading:
    """How the case is read when it begins with this reader."""
    others, pressing = first.also_told, first.pressing
    plan = ReadingPlan(first.reader, None, (), (), first.read_by, first.read_by, also_told=others, pressing=pressing)
    return reading_of(report, plan, doubts_coach=doubts_coach)


def kept_by(
    report: Report, person: str, others: FirstReader, *, doubts_coach: bool = False, is_reporter: bool = False
) -> Reading:
    """How the case is read when `person` opens it for themselves; `others` says who hears at once that it is there.
    `is_reporter`: as the colleague who reported it (P002 A002-1)."""
    reading = reading_by(report, others, doubts_coach=doubts_coach)
    return replace(reading, reader=person, kept_by=person if is_reporter else None)


async def open_case_by_staff(
    house: House,
    office: CaseOffice,
    visit: Visit,
    report: Report,
    reading: Reading,
    *,
    reporter: ReporterKind = "staff",
    told: Iterable[tuple[AdditionKind, str]] = (),
) -> tuple[int, bytes]:
    """Write the case and its report, with what was `told` besides; nobody is told yet. Answers the case number and the
    report's id.

    P001 N-16, C10: the member of staff who saw or heard it counts as the reporter, and decides with the first
    contact who takes it up; who has it in hand at once has nobody to decide with. A pupil whom they name is known.
    The report takes over the key with which the conversation was sealed.
    """
    batch = visit.batch
    victim = await _named_pupil(batch, report.victim_name)
    number = await open_case(house, batch, reading, reporter, batch.now, by=visit.person, victim=victim)
    report_id = batch.leave_draft_key(visit.chat) or batch.make_key("report")
    stored = StoredReport(report_id, number, report, ReportStatus.RECEIVED, local_date(batch.now))
    sealer = batch.known_sealer(report_id)
    reports.add_report(batch.changes, sealer, stored)
    for kind, text in told:
        await reports.add_told(batch.connection, batch.changes, sealer, report_id, kind, text, stored.received_on)
    await office.act(batch, OPENED_BY_STAFF, number, visit.person)
    return number, report_id


def add_own_report(house: House, visit: Visit, report_id: bytes) -> None:
    """The visitor is its reporter, and stays that on another phone."""
    batch, person = visit.batch, house.person_hash(visit.person)
    reports.add_reporter(batch.changes, batch.vault, report_id, visit.address, person)


async def _named_pupil(batch: Batch, name: str | None) -> str | None:
    """The reference of the pupil: a sealed note of the case that is about to be opened."""
    if not name:
        return None
    await batch.changes.flush(batch.connection)
    number = await cases.next_case_number(batch.connection)
    key_id = batch.make_key("note")
    return cases.add_note(batch.changes, number, key_id, batch.known_sealer(key_id), name)


async def hand_to_first_reader(
    house: House, office: CaseOffice, visit: Visit, number: int, *, is_reporter: bool = True
) -> None:
    """The first reader is told, and that it cannot wait; the visitor hears who reads it and by when.

    Who takes it up is told to its reporter only: not to who wrote down what a pupil told about a pupil.
    """
    case = await office.case(visit.batch, number)
    if case is None:
        return
    await office.hand_to_reader(visit.batch, number, reading_of_case(case))
    now = await office.case(visit.batch, number)
    if now is not None:
        _say_who_reads(house, visit, now, is_reporter=is_reporter)


def _say_who_reads(house: House, visit: Visit, case: CaseFile, *, is_reporter: bool) -> None:
    reading = reading_of_case(case)
    if reading.reader is None:
        nobody = "staff-sent-nobody" if is_reporter else "new-sent-nobody"
        visit.say(phrase(nobody, number=case.number), case_number=case.number)
        return
    words = phrase(
        "staff-sent" if is_reporter else "new-sent",
        number=case.number,
        name=house.name_of(reading.reader),
        read_by=date.fromisoformat(reading.read_by),
    )
    visit.say(words, case_number=case.number)
