"""Where a report stands for whoever sent it: who has it, who read it, and by when it is read by somebody else."""

from dataclasses import dataclass, replace
from datetime import date

from bot.house import House
from bot.reading import Reading, reading_from_data
from bot.staff.case_people import lead_of
from casework.case_events import Acknowledged
from casework.report import ReportStatus
from casework.standing import who_took_up_the_step
from storage.cases import CaseFile


@dataclass(frozen=True)
class Standing:
    """People are ids of the school's file.

    `reader` took up the step in which it is now, else the report, or else has it to read. `seen_by` and `read_by` are
    there when somebody else read it before: `reader` reads it by the school day `read_by` at the latest. `also_read`
    may read it besides `reader`, as long as it is not closed. `waits_for` lead the step in which it is now and have yet
    to take it up, when whoever took it up before is not the one to go on; `reader` is None then. `is_late`: all who may
    read it were asked, and are asked again each school day.
    """

    status: ReportStatus
    reader: str | None
    seen_by: str | None = None
    read_by: date | None = None
    also_read: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    is_late: bool = False


def standing_of(house: House, status: ReportStatus, case_file: CaseFile | None) -> Standing:
    """How a report with this status stands in its case; `case_file` is None for an erased case."""
    if case_file is None:
        return Standing(status, None)
    reading = reading_from_data(case_file.reading)
    standing = _who_has_it(house, status, case_file, reading)
    if standing.status is ReportStatus.CLOSED:
        return standing
    have_it = (standing.reader, *standing.waits_for)
    also = (one for one in reading.may_read if one not in have_it and one in house.school.people)
    return replace(standing, also_read=tuple(also))


def _who_has_it(house: House, status: ReportStatus, case_file: CaseFile, reading: Reading) -> Standing:
    status = _status_now(status, reading)
    if status is ReportStatus.TAKEN_UP:
        return _further_on(house, case_file, reading)
    if reading.all_asked and reading.taken_up_by is None:
        return Standing(status, None, is_late=True)
    reader = reading.taken_up_by or reading.reader
    if status is not ReportStatus.READ or not reading.seen_by or reader in reading.seen_by:
        return Standing(status, reader)
    if reader is None:
        return Standing(status, reading.seen_by[0])
    return Standing(status, reader, reading.seen_by[0], date.fromisoformat(reading.read_by))


def _further_on(house: House, case_file: CaseFile, reading: Reading) -> Standing:
    """Further on only the step changed hands: `reading` keeps who took up the report."""
    case = house.folded(case_file)
    of_step = who_took_up_the_step(case, case_file.events)
    if of_step in reading.may_read:
        return Standing(ReportStatus.TAKEN_UP, of_step)
    changed_hands = not case.acknowledged and any(isinstance(event, Acknowledged) for event in case_file.events)
    leads = lead_of(house, case, reading) if changed_hands else ()
    if leads and reading.taken_up_by not in leads:
        return Standing(ReportStatus.TAKEN_UP, None, waits_for=leads)
    return Standing(ReportStatus.TAKEN_UP, reading.taken_up_by)


def _status_now(status: ReportStatus, reading: Reading) -> ReportStatus:
    """Who got the case from somebody else has yet to read it, and to take it up; that it was read stays true."""
    if status is not ReportStatus.TAKEN_UP or reading.taken_up_by is not None:
        return status
    return ReportStatus.READ if reading.seen_by else ReportStatus.RECEIVED
