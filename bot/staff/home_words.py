"""Words of a report that may mean that a pupil is not safe at home: the card then asks that question first.

The bot concludes nothing from them: a person reads what was told and says whether it is so.
"""

from collections.abc import Iterator
from datetime import date

from bot.batch import Batch
from bot.staff.story_pages import FROM_SCHOOL
from casework.calendar import local_date
from casework.case import Case
from casework.triage import DangerKind, points_at
from storage import reports
from storage.cases import CaseFile
from storage.reports import StoredReport, Told


async def home_in_words(batch: Batch, case_file: CaseFile, case: Case, person: str) -> bool:
    """Whether something that `person` may read points at a home that is not safe, and nobody has answered that yet.

    Who said that home is safe is asked again only about what was told on a later day.
    """
    answer = case.facts().get("home_unsafe")
    if case.is_closed or answer is True:
        return False
    answered_on = None if answer is None or case.home_told_at is None else local_date(case.home_told_at)
    await batch.flush()
    for stored in await reports.reports_of_case(batch.connection, batch.vault, case_file.number):
        sealer = await batch.sealer(stored.id)
        told = [] if sealer is None else await reports.told_with(batch.connection, sealer, stored.id)
        if any(_points_home(text, on, answered_on) for text, on in _read_by(person, stored, told)):
            return True
    return False


def _read_by(person: str, stored: StoredReport, told: list[Told]) -> Iterator[tuple[str, date]]:
    """What reporters told and this person may see, with the day on which they did."""
    yield stored.report.story, stored.received_on
    for one in told:
        if one.kind != FROM_SCHOOL and person not in one.held_from:
            yield one.text, one.told_on


def _points_home(text: str, on: date, answered_on: date | None) -> bool:
    return (answered_on is None or on > answered_on) and points_at(DangerKind.HOME_UNSAFE, text)
