"""Words of a report, or of what staff noted, that may mean that a pupil is not safe at home: the card then asks that
question first.

The bot concludes nothing from them: a person reads what was told and says whether it is so.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from bot.batch import Batch
from bot.reading import reading_from_data
from bot.staff.note_lines import dated_notes
from bot.staff.told_lines import ToldLines
from casework.calendar import local_date
from casework.case import Case
from casework.report import FROM_SCHOOL
from casework.triage import DangerKind, points_at
from storage import cases
from storage.cases import CaseFile
from storage.reports import StoredReport, Told

IN_REPORT, IN_NOTES = "report", "notes"
"""Where such words can be read."""


async def home_in_words(batch: Batch, case_file: CaseFile, case: Case, told: ToldLines, person: str) -> frozenset[str]:
    """Where something that `person` may read points at a home that is not safe, as long as nobody has answered that.

    Who said that home is safe is asked again only about what was noted or told after that. Of what was told only the
    day is kept, so that no instant leads from a report to a chat: its order with that answer is.
    """
    answer = case.facts().get("home_unsafe")
    if case.is_closed or answer is True:
        return frozenset()
    answered_at = None if answer is None else case.home_told_at
    heard = None if answer is None else reading_from_data(case_file.reading).home_heard
    await batch.flush()
    found = {
        IN_REPORT: _any_told(told, person, answered_at, heard),
        IN_NOTES: await _any_noted(batch, case_file, answered_at),
    }
    return frozenset(where for where, points in found.items() if points)


def last_told(told: ToldLines) -> dict[str, int]:
    """Of each report, by the hex of its id, the place of the last line that was told with it; 0 without any."""
    return {stored.id.hex(): max((one.place for one in lines), default=0) for stored, lines in told}


def _any_told(told: ToldLines, person: str, answered_at: datetime | None, heard: Mapping[str, int] | None) -> bool:
    answered_on = None if answered_at is None else local_date(answered_at)

    def is_newer(stored: StoredReport, place: int, on: date) -> bool:
        if heard is None:  # an answer of before the order was kept
            return answered_on is None or on > answered_on
        return place > heard.get(stored.id.hex(), -1)

    read = ((stored, *one) for stored, lines in told for one in _read_by(person, stored, lines))
    return any(_points_home(text) for stored, text, place, on in read if is_newer(stored, place, on))


async def _any_noted(batch: Batch, case_file: CaseFile, answered_at: datetime | None) -> bool:
    notes = await cases.notes_of(batch.connection, batch.vault, case_file.number)
    dated = dated_notes(case_file, notes)
    return any(_points_home(text) for text, at in dated if answered_at is None or at > answered_at)


def _read_by(person: str, stored: StoredReport, told: Iterable[Told]) -> Iterator[tuple[str, int, date]]:
    """What reporters told and this person may see, with its place, 0 for the report, and the day on which they did."""
    yield stored.report.story, 0, stored.received_on
    for one in told:
        if one.kind != FROM_SCHOOL and person not in one.held_from:
            yield one.text, one.place, one.told_on


def _points_home(text: str) -> bool:
    return points_at(DangerKind.HOME_UNSAFE, text)
