"""Where a report stands for whoever sent it: who has it, who read it, and by when it is read by somebody else."""

from dataclasses import dataclass, replace
from datetime import date

from bot.house import House
from bot.reading import Reading, reading_from_data
from casework.report import ReportStatus
from casework.standing import who_took_up_the_step
from storage.cases import CaseFile


@dataclass(frozen=True)
class Standing:
    """People are ids of the school's file.

    `reader` took up the step in which it is now, else the report, or else has it to read. `seen_by` and `read_by` are
    there when somebody else read it before: `reader` reads it by the school day `read_by` at the latest. `also_read`
    may read it besides `reader`, as long as it is not closed.
    """

    status: ReportStatus
    reader: str | None
    seen_by: str | None = None
    read_by: date | None = None
    also_read: tuple[str, ...] = ()


def standing_of(house: House, status: ReportStatus, case_file: CaseFile | None) -> Standing:
    """How a report with this status stands in its case; `case_file` is None for an erased case."""
    if case_file is None:
        return Standing(status, None)
    reading = reading_from_data(case_file.reading)
    standing = _who_has_it(house, status, case_file, reading)
    if standing.status is ReportStatus.CLOSED:
        return standing
    also = (one for one in reading.may_read if one != standing.reader and one in house.school.people)
    return replace(standing, also_read=tuple(also))


def _who_has_it(house: House, status: ReportStatus, case_file: CaseFile, reading: Reading) -> Standing:
    status = _status_now(status, reading)
    if status is ReportStatus.TAKEN_UP:
        return Standing(status, _handler(house, case_file, reading))
    reader = reading.taken_up_by or reading.reader
    if status is not ReportStatus.READ or not reading.seen_by or reader in reading.seen_by:
        return Standing(status, reader)
    if reader is None:
        return Standing(status, reading.seen_by[0])
    return Standing(status, reader, reading.seen_by[0], date.fromisoformat(reading.read_by))


def _handler(house: House, case_file: CaseFile, reading: Reading) -> str | None:
    """Further on only the step changed hands: `reading` keeps who took up the report."""
    of_step = who_took_up_the_step(house.folded(case_file), case_file.events)
    return of_step if of_step in reading.may_read else reading.taken_up_by


def _status_now(status: ReportStatus, reading: Reading) -> ReportStatus:
    """Who got the case from somebody else has yet to read it, and to take it up; that it was read stays true."""
    if status is not ReportStatus.TAKEN_UP or reading.taken_up_by is not None:
        return status
    return ReportStatus.READ if reading.seen_by else ReportStatus.RECEIVED
