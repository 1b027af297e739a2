"""What one of the staff reported, as they find it again: how it stands, as pupils see that of theirs."""

from collections.abc import Iterator

from bot.batch import Batch
from bot.flows.words import Phrase, Words, phrase
from bot.house import House
from bot.report_standing import Standing, standing_of
from storage import cases, reports

_MOST_LISTED = 10


async def own_report_lines(house: House, batch: Batch, person: str) -> tuple[Words, ...]:
    """A line above them, and how each stands, the newest first; nothing for who reported nothing."""
    await batch.flush()
    rows = await reports.reports_of_person(batch.connection, house.person_hash(person))
    lines: list[Words] = []
    for row in reversed(rows[-_MOST_LISTED:]):
        case = await cases.case_by_number(batch.connection, batch.vault, row.case_number)
        lines += _lines(house, row.case_number, standing_of(house, row.status, case))
    return (phrase("staff-own-reports"), *lines) if lines else ()


def _lines(house: House, number: int, standing: Standing) -> Iterator[Phrase]:
    reader: Words = house.name_of(standing.reader) if standing.reader else phrase("somebody-at-school")
    if standing.seen_by is None or standing.read_by is None:
        yield phrase(f"own-report-{standing.status.value.replace('_', '-')}", number=number, reader=reader)
    else:
        seen_by, read_by = house.name_of(standing.seen_by), standing.read_by
        yield phrase("own-report-read-before", number=number, seen_by=seen_by, reader=reader, read_by=read_by)
    if standing.also_read:
        yield phrase("own-report-also", names=", ".join(map(house.name_of, standing.also_read)))
