"""Who decides whether the parents may be reached when a pupil may not be safe at home.

The *aandachtsfunctionaris* of the school; else, in the order of `IN_THEIR_PLACE`, whoever holds such a role. Never
anybody whom the case is about, and in a case that is kept apart nobody but those who have it.
"""

from collections.abc import Iterator

from bot.house import House
from bot.reading import Reading, can_be_told, way_of
from casework.home_safety import CHILD_PROTECTION_OFFICER, IN_THEIR_PLACE


def home_deciders(house: House, reading: Reading) -> tuple[str, ...]:
    """The people who decide now, all of them can be told; who has the case when there is nobody else."""
    return next((people for _, people in _in_order(house, reading) if people), ())


def home_decider_role(house: House, reading: Reading) -> str | None:
    """In which role they decide; None for who has the case."""
    return next((role for role, people in _in_order(house, reading) if people), None)


def _in_order(house: House, reading: Reading) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    if not way_of(house, reading).kept_apart:
        for officer in house.school.people_in_role(CHILD_PROTECTION_OFFICER):
            deputy = house.school.deputy_of(officer, CHILD_PROTECTION_OFFICER)
            yield CHILD_PROTECTION_OFFICER, _told(house, reading, officer)[:1] or _told(house, reading, deputy)[:1]
        for role in IN_THEIR_PLACE:
            yield role, _told(house, reading, *house.school.people_in_role(role))
    yield None, _told(house, reading, reading.taken_up_by, reading.reader)[:1]


def _told(house: House, reading: Reading, *people: str | None) -> tuple[str, ...]:
    """Those of them who may know and can be reached; on the confidant's line never the pupil's own coach (A000-22)."""
    coach = house.school.coach_of(reading.class_id) if reading.via_confidant else None
    known = (one for one in dict.fromkeys(people) if one is not None and one != coach)
    return tuple(person for person in known if can_be_told(house, reading, person))
