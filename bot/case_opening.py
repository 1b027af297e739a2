"""Opening a case, for every report and by staff; everything here works inside the transaction of a Batch."""

from dataclasses import replace
from datetime import datetime

from bot.batch import Batch
from bot.house import House
from bot.reading import Reading, coaches_of, reading_to_data, track_of_reading, with_trust
from casework.calendar import local_date
from casework.case_decisions import open_case as events_of_opening
from casework.case_events import ReporterKind
from casework.report import Report, ReportStatus
from storage import acts, cases, reports
from storage.cases import CaseFile
from storage.reports import StoredReport

BY_REPORTER = "reporter"


async def open_for_report(house: House, batch: Batch, report_id: bytes, report: Report, reading: Reading) -> int:
    """Open a case for a report that was just sent; `CaseOffice.hand_to_reader` comes next. Answers the case number."""
    now = batch.now if report.contact.linked else batch.now.replace(minute=0, second=0, microsecond=0)
    number = await open_case(house, batch, reading, _kind_of_reporter(report), now, by=BY_REPORTER)
    stored = StoredReport(report_id, number, report, ReportStatus.RECEIVED, local_date(batch.now))
    reports.add_report(batch.changes, batch.known_sealer(report_id), stored)
    await acts.write_act(batch.connection, batch.vault, "report_sent", number, None, now)
    return number


async def open_case(
    house: House,
    batch: Batch,
    reading: Reading,
    reporter: ReporterKind,
    now: datetime,
    *,
    by: str,
    victim: str | None = None,
) -> int:
    """Write a new case with a key of its own; nobody is told yet. Answers the case number."""
    await batch.changes.flush(batch.connection)
    number = await cases.next_case_number(batch.connection)
    reading = with_trust(house, _without_doubted(house, reading), reading.facts, reading.class_id)
    events = events_of_opening(
        house.protocol,
        house.protocol_hash,
        by=by,
        now=now,
        reporter=reporter,
        class_id=reading.class_id,
        victim=victim,
        facts=reading.facts,
        track=track_of_reading(house, reading),
    )
    key_id = batch.make_key("case")
    case = CaseFile(
        number, key_id, house.protocol_hash, True, local_date(now), None, reading_to_data(reading), tuple(events)
    )
    cases.add_case(batch.changes, batch.known_sealer(key_id), case)
    await keep_readers(house, batch, number, reading)
    return number


async def keep_readers(house: House, batch: Batch, number: int, reading: Reading) -> None:
    """Write down who may read the case by `reading`, as the lists of cases look for it."""
    people = [house.person_hash(person) for person in reading.may_read]
    await cases.set_readers(batch.connection, batch.changes, number, people)


def _without_doubted(house: House, reading: Reading) -> Reading:
    """About a coach of whom nobody knows which: no coach ever receives it, but for one who opened it (AX-12)."""
    coaches = coaches_of(house.school) if reading.doubts_coach else ()
    doubted = [one for one in coaches if one != reading.reader]
    return replace(reading, subjects=tuple(dict.fromkeys((*reading.subjects, *doubted))))


def _kind_of_reporter(report: Report) -> ReporterKind:
    """The engine's word for who reported: the pupil, a witness, or a parent is a witness to the case."""
    return "victim" if report.about.value == "me" else "witness"
