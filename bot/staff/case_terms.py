"""What the school agreed on, in the words of the case engine."""

from datetime import date

from bot.house import House
from bot.reading import Reading
from bot.staff.case_people import lead_of
from casework.calendar import local_date
from casework.case import Case
from casework.pressing import is_taken_up_at_once
from casework.routing import acknowledge_by
from casework.school import School
from casework.terms import FIRST_WORK_DAYS, PRESSING_DAYS, SchoolTerms


def terms_of(school: School) -> SchoolTerms:
    """The school's agreements in the words of the case engine."""
    return {"acknowledge_days": school.terms.acknowledge_within_school_days}


def terms_for(house: House, case: Case, reading: Reading) -> SchoolTerms:
    """The school's agreements for this case: while nobody took the report up it is due on the day that was promised,
    and not on another one. Who got it from a colleague since has the time that a first reader has. What cannot wait
    keeps its day in the step with which its track begins, also where the case was brought to that track; what was told
    later and cannot wait has its own day in any step, and so has the first work after it was taken up.
    """
    terms = terms_of(house.school)
    if reading.taken_up_by is not None:
        work_by = date.fromisoformat(reading.work_by) if reading.work_by else None
        days = {PRESSING_DAYS: _look_by(house, case, reading), FIRST_WORK_DAYS: work_by}
        terms = {**terms, **{name: _days_ahead(case, day) for name, day in days.items() if day is not None}}
    due = None if case.acknowledged else _due_on(house, case, reading)
    if due is None:
        return terms
    return {**terms, "acknowledge_days": max(0, (due - local_date(case.with_its_lead_since)).days)}


def _days_ahead(case: Case, day: date) -> int:
    """From the opening of the case to this school day."""
    return max(0, (day - local_date(case.opened_at)).days)


def _due_on(house: House, case: Case, reading: Reading) -> date | None:
    """The school day by which the case is to be taken up, None where it follows from the opening of the step."""
    if reading.taken_up_by is None and reading.read_by:
        return date.fromisoformat(reading.read_by)
    cannot_wait = is_taken_up_at_once(case, reading.pressing)
    handed = (case.handed_to,) if case.handed_at is not None and case.handed_to is not None else ()
    people = handed or (lead_of(house, case, reading) if cannot_wait else ())
    since = case.with_its_lead_since
    days = [acknowledge_by(house.school, house.calendar, one, since, urgent=cannot_wait) for one in people]
    look_by = _look_by(house, case, reading)
    if look_by is None:
        return min(days, default=None)
    usual = house.calendar.due_on(local_date(since), terms_of(house.school)["acknowledge_days"])
    return min(look_by, *(days or [usual]))


def _look_by(house: House, case: Case, reading: Reading) -> date | None:
    """The school day by which what was told later is looked at; None where there is nothing, or who leads the step by
    now may see none of it (AX-12)."""
    held = reading.look_held and not set(reading.look_held).isdisjoint(lead_of(house, case, reading))
    return None if held or not reading.look_by else date.fromisoformat(reading.look_by)
