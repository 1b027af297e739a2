"""Words of a report, or of what staff noted, that may mean that a pupil is not safe at home: the card then asks that
question first.

The bot concludes nothing from them: a person reads what was told and says whether it is so.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import date

from bot.batch import Batch
from bot.staff.note_lines import notes_with_days
from bot.staff.story_pages import FROM_SCHOOL
from casework.calendar import local_date
from casework.case import Case
from casework.triage import DangerKind, points_at
from storage import cases, reports
from storage.cases import CaseFile
from storage.reports import StoredReport, Told

IN_REPORT, IN_NOTES = "report", "notes"
"""Where such words can be read."""


async def home_in_words(batch: Batch, case_file: CaseFile, case: Case, person: str) -> frozenset[str]:
    """Where something that `person` may read points at a home that is not safe, as long as nobody has answered that.

    Who said that home is safe is asked again only about what was told or noted on a later day.
    """
    answer = case.facts().get("home_unsafe")
    if case.is_closed or answer is True:
        return frozenset()
    answered_on = None if answer is None or case.home_told_at is None else local_date(case.home_told_at)
    await batch.flush()
    found = {
        IN_REPORT: [one async for one in _reported(batch, case_file.number, person)],
        IN_NOTES: notes_with_days(case_file, await cases.notes_of(batch.connection, batch.vault, case_file.number)),
    }
    return frozenset(
        where for where, lines in found.items() if any(_points_home(text, on, answered_on) for text, on in lines)
    )


async def _reported(batch: Batch, number: int, person: str) -> AsyncIterator[tuple[str, date]]:
    for stored in await reports.reports_of_case(batch.connection, batch.vault, number):
        sealer = await batch.sealer(stored.id)
        told = [] if sealer is None else await reports.told_with(batch.connection, sealer, stored.id)
        for one in _read_by(person, stored, told):
            yield one


def _read_by(person: str, stored: StoredReport, told: list[Told]) -> Iterator[tuple[str, date]]:
    """What reporters told and this person may see, with the day on which they did."""
    yield stored.report.story, stored.received_on
    for one in told:
        if one.kind != FROM_SCHOOL and person not in one.held_from:
            yield one.text, one.told_on


def _points_home(text: str, on: date, answered_on: date | None) -> bool:
    return (answered_on is None or on > answered_on) and points_at(DangerKind.HOME_UNSAFE, text)
