"""What one of the staff reported, as they find it again: how it stands, as pupils see that of theirs.

What they go on with themselves stands among their cases.
"""

from dataclasses import dataclass

from bot.batch import Batch
from bot.flows.own_report_words import standing_lines
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Words, phrase
from bot.house import House
from bot.report_standing import standing_of
from bot.staff.access import reading_of_case
from bot.staff.shown import labelled
from storage import cases, reports

_MOST_LISTED = 10


@dataclass(frozen=True)
class OwnReports:
    """What one of the staff reported: a line above them and how each stands, the newest first, with a button to write
    about each that is not closed; both are empty for who reported nothing."""

    lines: tuple[Words, ...] = ()
    buttons: tuple[Button, ...] = ()


async def own_reports_of(house: House, batch: Batch, person: str) -> OwnReports:
    """What `person` reported."""
    await batch.flush()
    rows = await reports.reports_of_person(batch.connection, house.person_hash(person))
    lines: list[Words] = []
    buttons: list[Button] = []
    for row in reversed(rows[-_MOST_LISTED:]):
        case = await cases.case_by_number(batch.connection, batch.vault, row.case_number)
        if case is not None and reading_of_case(case).kept_by == person:
            continue
        lines += standing_lines(row.case_number, standing_of(house, row.status, case), house.school)
        if case is not None and case.is_open:
            reply = small_button("reply", row.report_id.hex())
            buttons.append(labelled(reply, "own-report-write", number=row.case_number))
    return OwnReports((phrase("staff-own-reports"), *lines), tuple(buttons)) if lines else OwnReports()
