"""Where a report stands for whoever sent it: who has it, who read it, and by when it is read by somebody else."""

from dataclasses import dataclass
from datetime import date

from bot.reading import Reading
from casework.report import ReportStatus


@dataclass(frozen=True)
class Standing:
    """People are ids of the school's file.

    `reader` took it up, or else has it to read now. `seen_by` and `read_by` are there when somebody else read it
    before: `reader` reads it by the school day `read_by` at the latest.
    """

    status: ReportStatus
    reader: str | None
    seen_by: str | None = None
    read_by: date | None = None


def standing_of(status: ReportStatus, reading: Reading | None) -> Standing:
    """How a report with this status stands in a case that is read like this; `reading` is None for an erased case."""
    if reading is None:
        return Standing(status, None)
    reader = reading.taken_up_by or reading.reader
    status = _status_now(status, reading)
    if status is not ReportStatus.READ or not reading.seen_by or reader in reading.seen_by:
        return Standing(status, reader)
    if reader is None:
        return Standing(status, reading.seen_by[0])
    return Standing(status, reader, reading.seen_by[0], date.fromisoformat(reading.read_by))


def _status_now(status: ReportStatus, reading: Reading) -> ReportStatus:
    """Who got the case from somebody else has yet to read it, and to take it up."""
    waits_again = status is ReportStatus.TAKEN_UP and reading.taken_up_by is None
    return ReportStatus.RECEIVED if waits_again else status
