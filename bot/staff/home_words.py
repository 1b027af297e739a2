"""Words of a report, or of what staff noted, that may mean that a pupil is not safe at home: the card then asks that
question first.

The bot concludes nothing from them: a person reads what was told and says whether it is so.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain

from bot.batch import Batch
from bot.staff.note_lines import dated_notes
from bot.staff.story_pages import FROM_SCHOOL
from bot.staff.told_lines import ToldLines
from casework.calendar import local_date
from casework.case import Case
from casework.triage import DangerKind, points_at
from storage import cases
from storage.cases import CaseFile
from storage.reports import StoredReport, Told

IN_REPORT, IN_NOTES = "report", "notes"
"""Where such words can be read."""


async def home_in_words(batch: Batch, case_file: CaseFile, case: Case, told: ToldLines, person: str) -> frozenset[str]:
    """Where something that `person` may read points at a home that is not safe, as long as nobody has answered that.

    Who said that home is safe is asked again only about what was noted after that, or told on a later day: of what
    was told only the day is known.
    """
    answer = case.facts().get("home_unsafe")
    if case.is_closed or answer is True:
        return frozenset()
    answered_at = None if answer is None else case.home_told_at
    await batch.flush()
    found = {
        IN_REPORT: _any_told(told, person, answered_at),
        IN_NOTES: await _any_noted(batch, case_file, answered_at),
    }
    return frozenset(where for where, points in found.items() if points)


def _any_told(told: ToldLines, person: str, answered_at: datetime | None) -> bool:
    answered_on = None if answered_at is None else local_date(answered_at)
    read = chain.from_iterable(_read_by(person, stored, lines) for stored, lines in told)
    return any(_points_home(text) for text, on in read if answered_on is None or on > answered_on)


async def _any_noted(batch: Batch, case_file: CaseFile, answered_at: datetime | None) -> bool:
    notes = await cases.notes_of(batch.connection, batch.vault, case_file.number)
    dated = dated_notes(case_file, notes)
    return any(_points_home(text) for text, at in dated if answered_at is None or at > answered_at)


def _read_by(person: str, stored: StoredReport, told: Iterable[Told]) -> Iterator[tuple[str, date]]:
    """What reporters told and this person may see, with the day on which they did."""
    yield stored.report.story, stored.received_on
    for one in told:
        if one.kind != FROM_SCHOOL and person not in one.held_from:
            yield one.text, one.told_on


def _points_home(text: str) -> bool:
    return points_at(DangerKind.HOME_UNSAFE, text)
