"""Making the report of a case from what is sealed: opened for as long as it takes, kept nowhere."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.case_report.document import Document
from bot.case_report.typesetting import typeset
from bot.case_report.words import WrittenReport, report_in_words
from bot.house import House
from bot.reading import reading_from_data
from bot.spoken import spoken
from bot.staff.access import may_open
from bot.staff.card_scene import pupil_words
from bot.staff.case_names import names_looked_for
from bot.staff.case_standing import roles_of_their_own, stands_in_as
from bot.staff.joined_reports import reports_behind
from bot.texts import text
from casework.calendar import local_date
from casework.case import Case
from casework.case_report import case_report
from casework.case_report_lines import ANYBODY, Staff
from casework.home_safety import CHILD_PROTECTION_OFFICER
from casework.log_texts import Names
from casework.names import name_forms
from casework.parent_text import forms_of_pupil, other_pupils_named
from casework.school import STAFF_ANY, School
from casework.without_names import Called, without_names
from storage import cases
from storage.cases import CaseFile
from storage.connection import AsyncConnection
from storage.database import Database
from storage.errors import TransientStorageError

log = logging.getLogger("meldmaatje.report")

_PEOPLE = ("by", "to")
_OFFICER = CHILD_PROTECTION_OFFICER


async def written_report(house: House, connection: AsyncConnection, case_file: CaseFile) -> WrittenReport:
    """The report in words as the case stands now."""
    notes = await cases.notes_of(connection, house.vault, case_file.number)
    told = await reports_behind(connection, house.vault, case_file)
    case = house.folded(case_file)
    names, staff = names_looked_for(case, notes, told), _staff(house, case, case_file)
    reporters = _with_names(case, names, [one.report.reporter_name for one in told])
    everybody = _with_names(case, reporters, [one.report.victim_name for one in told])
    called = tuple(_called(house, case, reporters, staff))
    report = case_report(
        case.protocol,
        case_file.events,
        number=case_file.number,
        school=house.school.name,
        today=local_date(house.clock.now()),
        written={reference: _nameless(words, called, everybody) for reference, words in notes.items()},
        staff=staff,
    )
    unnamed = [spoken(pupil_words(pupil, case.pupils)) for pupil in _without_name(case, names)]
    return report_in_words(report, unnamed)


async def unnamed_pupils(house: House, connection: AsyncConnection, case_file: CaseFile) -> tuple[str, ...]:
    """The pupils of the case by reference whose name is not known, so that it may stand in the report."""
    notes = await cases.notes_of(connection, house.vault, case_file.number)
    case, told = house.folded(case_file), await reports_behind(connection, house.vault, case_file)
    return _without_name(case, names_looked_for(case, notes, told))


def _without_name(case: Case, names: Names) -> tuple[str, ...]:
    return tuple(pupil for pupil in case.pupils if not names.pupils.get(pupil))


def _with_names(case: Case, names: Names, given: Sequence[str | None]) -> Names:
    """Also the names `given` in the reports, while nobody confirmed which pupil it happens to."""
    if case.victim is not None:
        return names
    known = (name for name in given if name)
    return replace(names, reporters=tuple(dict.fromkeys((*names.reporters, *known))))


class ReportDocuments:
    """Makes the PDF of a case's report when it is to be shown."""

    def __init__(self, house: House, database: Database) -> None:
        self._house = house
        self._database = database

    async def make(self, number: int, person: str) -> Document | None:
        """The document for this member of staff; None when the case is gone, may not be read by them any more, or
        cannot be typeset. Raises TransientStorageError when it is worth trying again."""
        try:
            return await self._make(number, person)
        except TransientStorageError:
            raise
        except Exception as failure:
            # Whatever is wrong, its reader is told instead of waiting for a document that never comes.
            log.error("report-not-made %s", type(failure))
            return None

    async def _make(self, number: int, person: str) -> Document | None:
        async with self._database.reading() as connection:
            case_file = await cases.case_by_number(connection, self._house.vault, number)
            if case_file is None or not may_open(case_file, person):
                return None
            report = await written_report(self._house, connection, case_file)
        content = await asyncio.to_thread(typeset, report)
        return Document(text("report-file-name", number=str(number)), content)


def _nameless(words: str, called: Sequence[Called], names: Names) -> str:
    """What somebody wrote without the names that are known; left out when one is still in it."""
    plain = without_names(words, called)
    reporters = {f"reporter {place}": name for place, name in enumerate(names.reporters)}
    return text("report-name-left") if other_pupils_named(plain, (), {**names.pupils, **reporters}) else plain


def _called(house: House, case: Case, names: Names, staff: Staff) -> Iterator[Called]:
    """Who is called how: pupils by their label, then who reported, then the staff who took part, by their role."""
    for pupil in case.pupils:
        name = names.pupils.get(pupil)
        if name:
            yield Called(spoken(pupil_words(pupil, case.pupils)), forms_of_pupil(name))
    for name in names.reporters:
        yield Called(text("report-name-of-reporter"), forms_of_pupil(name))
    for person in staff.roles:
        known = house.school.people.get(person)
        if known is not None:
            label = staff.title(person) or text("report-name-of-colleague")
            yield Called(label, name_forms(known.name, known.title, known.also_called))


def _staff(house: House, case: Case, case_file: CaseFile) -> Staff:
    """The roles of everybody who did something, in the order of the protocol, then their other ones; what anybody of
    the staff is comes last. Who got the work of somebody else has not become that."""
    reading = reading_from_data(case_file.reading)
    roles: dict[str, tuple[str, ...]] = {}
    for person in dict.fromkeys(_people_in(case_file)):
        if person in house.school.people:
            held = roles_of_their_own(house, case, reading, person)
            held -= set() if _is_officer(house, person) else {_OFFICER}
            ordered = [role for role in (*case.protocol.roles, _OFFICER) if role in held]
            found = dict.fromkeys((*ordered, *house.school.roles_of(person)))
            roles[person] = _as_called(sorted(found, key=lambda role: role == STAFF_ANY), house.school, person)
    titles = {_OFFICER: text("report-officer"), ANYBODY: text("report-anybody")}
    titles |= {role: one.label for role, one in case.protocol.roles.items()}
    titles |= {role: house.school.role_title(role) for role in house.school.roles}
    standing_in = {
        person: frozenset(role for role in held if stands_in_as(house, case, reading, person, role))
        for person, held in roles.items()
    }
    deputies = {role: text("report-deputy", role=title) for role, title in titles.items()}
    return Staff(roles, titles, standing_in, deputies)


def _as_called(roles: Sequence[str], school: School, person: str) -> tuple[str, ...]:
    """Everybody who works here may do what anybody may, but is not called what the school calls who has that role."""
    has_it = STAFF_ANY in school.roles_of(person)
    return tuple(role if has_it or role != STAFF_ANY else ANYBODY for role in roles)


def _is_officer(house: House, person: str) -> bool:
    officers = house.school.people_in_role(_OFFICER)
    return person in officers or any(house.school.deputy_of(one, _OFFICER) == person for one in officers)


def _people_in(case_file: CaseFile) -> Iterator[str]:
    for event in case_file.events:
        yield from (person for name in _PEOPLE if isinstance(person := getattr(event, name, None), str))
        yield from getattr(event, "people", ())
