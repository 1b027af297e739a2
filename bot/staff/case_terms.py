"""What the school agreed on, in the words of the case engine."""

from datetime import date

from bot.house import House
from bot.reading import Reading
from casework.calendar import local_date
from casework.case import Case
from casework.school import School
from casework.terms import SchoolTerms


def terms_of(school: School) -> SchoolTerms:
    """The school's agreements in the words of the case engine."""
    return {"acknowledge_days": school.terms.acknowledge_within_school_days}


def terms_for(house: House, case: Case, reading: Reading) -> SchoolTerms:
    """The school's agreements for this case: while nobody took the report up it is due on the day that was promised,
    and not on another one."""
    terms = terms_of(house.school)
    if reading.taken_up_by is not None or not reading.read_by or case.acknowledged:
        return terms
    opened_on = local_date(case.steps_opened[case.step_key])
    return {**terms, "acknowledge_days": max(0, (date.fromisoformat(reading.read_by) - opened_on).days)}
