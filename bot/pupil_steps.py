"""Whose eyes the steps of a case are for: the reporter of whom the school said "dit is de leerling zelf".

Nobody else who reported sees more than that it was read, is worked on, or is over (design 4.11).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.flows.pupil_steps import label_words
from bot.house import House
from bot.reading import reading_from_data
from bot.spoken import spoken
from casework.calendar import local_date
from casework.case import Case
from casework.pupil_view import (
    DoneForPupil,
    PupilView,
    bare_view,
    confirmed_victim,
    done_for_pupil,
    is_about_staff,
    pupil_view,
)
from casework.terms import SchoolTerms
from storage import cases
from storage.cases import CaseFile
from storage.connection import AsyncConnection


async def steps_for(
    connection: AsyncConnection, house: House, case_file: CaseFile, report_id: bytes, now: datetime
) -> PupilView | None:
    """What the reporter of this report of the case sees of its steps at the instant `now`; None when they see none.

    Each sentence of what was done stands once a day."""
    view = await _view_for(connection, house, case_file, report_id, now)
    return None if view is None else replace(view, done=_each_sentence_once(view.done))


def _each_sentence_once(done: Sequence[DoneForPupil]) -> tuple[DoneForPupil, ...]:
    """A talk in the words of the protocol and one without words of its own may read the same."""
    first: dict[tuple[date, str], DoneForPupil] = {}
    for one in done:
        first.setdefault((one.on, spoken(label_words(one.words))), one)
    return tuple(first.values())


async def _view_for(
    connection: AsyncConnection, house: House, case_file: CaseFile, report_id: bytes, now: datetime
) -> PupilView | None:
    """Of a pupil whose own case was joined to this one the steps are not: they see what was done with them there."""
    case, pupil = house.folded(case_file), report_id.hex()
    if _is_of_staff(case_file, case):
        return None
    if confirmed_victim(case_file.events) == pupil:
        terms: SchoolTerms = {"acknowledge_days": house.school.terms.acknowledge_within_school_days}
        return pupil_view(case, case_file.events, pupil, house.calendar, local_date(now), terms)
    joined = [case_file.number]
    for number in joined:
        own = case_file if number == case_file.number else await cases.case_by_number(connection, house.vault, number)
        if own is None:
            continue
        before = house.folded(own)
        if own is not case_file and confirmed_victim(own.events) == pupil and not _is_of_staff(own, before):
            return replace(bare_view(case), done=done_for_pupil(before, own.events, pupil))
        numbers = (int(other) for other in before.joined if other.isdecimal())
        joined += [other for other in numbers if other not in joined]
    return None


def _is_of_staff(case_file: CaseFile, case: Case) -> bool:
    reading = reading_from_data(case_file.reading)
    named = bool(reading.subjects) or reading.doubts_coach or reading.bullied is not None
    return named or is_about_staff(case) or reading.facts.get("offender_class") == "staff"
