"""What one of the staff reported, as they find it again: how it stands, as pupils see that of theirs.

What they go on with themselves stands among their cases.
"""

from bot.batch import Batch
from bot.flows.own_report_words import standing_lines
from bot.flows.words import Words, phrase
from bot.house import House
from bot.report_standing import standing_of
from bot.staff.access import reading_of_case
from storage import cases, reports

_MOST_LISTED = 10


async def own_report_lines(house: House, batch: Batch, person: str) -> tuple[Words, ...]:
    """A line above them, and how each stands, the newest first; nothing for who reported nothing."""
    await batch.flush()
    rows = await reports.reports_of_person(batch.connection, house.person_hash(person))
    lines: list[Words] = []
    for row in reversed(rows[-_MOST_LISTED:]):
        case = await cases.case_by_number(batch.connection, batch.vault, row.case_number)
        if case is None or reading_of_case(case).kept_by != person:
            lines += standing_lines(row.case_number, standing_of(house, row.status, case), house.school)
    return (phrase("staff-own-reports"), *lines) if lines else ()
