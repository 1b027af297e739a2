"""How a report stands, in the words for whoever made it: a pupil, a parent or one of the staff."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from bot.flows.words import Phrase, Words, in_one_sentence, phrase
from casework.report import ReportStatus
from casework.school import School


class Standing(Protocol):
    """How a report stands; people are ids of the school's file, and the parts are those of an OwnReport."""

    @property
    def status(self) -> ReportStatus: ...
    @property
    def reader(self) -> str | None: ...
    @property
    def seen_by(self) -> str | None: ...
    @property
    def read_by(self) -> date | None: ...
    @property
    def also_read(self) -> tuple[str, ...]: ...
    @property
    def waits_for(self) -> tuple[str, ...]: ...
    @property
    def is_late(self) -> bool: ...


def standing_lines(number: int, standing: Standing, school: School) -> Iterator[Phrase]:
    """Who has the report of case `number`, and who may read it besides; whom the file does not know has no name."""
    yield _who_has_it(number, standing, school)
    also = names_known(standing.also_read, school)
    if also:
        yield phrase("own-report-also", names=in_one_sentence(also))


def _who_has_it(number: int, standing: Standing, school: School) -> Phrase:
    to_take_up = names_known(standing.waits_for, school)
    if to_take_up:
        return phrase("own-report-to-take-up", number=number, names=", ".join(to_take_up))
    if standing.is_late:
        return phrase("own-report-late", number=number, read=read_already(standing))
    reader = name_or_somebody(standing.reader, school)
    if standing.read_by is not None:
        seen_by, read_by = name_or_somebody(standing.seen_by, school), standing.read_by
        return phrase("own-report-read-before", number=number, seen_by=seen_by, reader=reader, read_by=read_by)
    return phrase(f"own-report-{standing.status.replace('_', '-')}", number=number, reader=reader)


def read_already(standing: Standing) -> str:
    return "yes" if standing.status is ReportStatus.READ else "no"


def names_known(people: Iterable[str], school: School) -> list[str]:
    """The names of those whom the school's file knows."""
    return [name for person in people if (name := school.name_of(person)) is not None]


def name_or_somebody(person: str | None, school: School) -> Words:
    """How a reporter reads who it is; somebody at school, where the file does not know them (any more)."""
    return school.name_of(person) or phrase("somebody-at-school")
