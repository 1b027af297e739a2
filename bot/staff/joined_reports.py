"""The reports that a case was about, also when they went along to another case that goes on."""

from casework.case_events import CaseClosed
from storage import cases, reports
from storage.cases import CaseFile
from storage.connection import AsyncConnection
from storage.reports import StoredReport
from storage.vault import Vault


async def reports_behind(connection: AsyncConnection, vault: Vault, case_file: CaseFile) -> list[StoredReport]:
    """The reports of the case; of one that was closed as double those of the case in which it goes on.

    To look for names: more names make a text only safer.
    """
    found = await reports.reports_of_case(connection, vault, case_file.number)
    seen, now = {case_file.number}, goes_on_in(case_file)
    while now is not None and now not in seen:
        seen.add(now)
        found += await reports.reports_of_case(connection, vault, now)
        other = await cases.case_by_number(connection, vault, now)
        now = None if other is None else goes_on_in(other)
    return found


def goes_on_in(case_file: CaseFile) -> int | None:
    """The number of the case to which this one belongs; None for a case that was not closed as double."""
    closed = next((event for event in reversed(case_file.events) if isinstance(event, CaseClosed)), None)
    other = None if closed is None else closed.other_case
    return int(other) if other is not None and other.isdecimal() else None
