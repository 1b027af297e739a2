"""What stands above a story that may point at danger, or at what is grave: what it may be and what to do first, for
whoever reads it.

The words are looked at again at each reading and nothing of it is kept: the bot classifies no report (design 4.10).
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.flows.words import Words, phrase
from bot.house import House
from bot.reading import Reading, can_be_told, way_of
from bot.staff.case_home import home_decider_role, home_deciders
from bot.staff.report_lines import number_of
from bot.staff.story_pages import ToldReport
from casework.report import FROM_SCHOOL
from casework.triage import DangerKind, danger_in, is_grave

_LEAD = ("management", "head")
_NOBODY = "none"


def danger_line(house: House, reading: Reading, reports: Sequence[ToldReport], person: str) -> Words | None:
    """The line for `person`; None where nothing of what they may read points at danger or at what is grave. Of several
    kinds of danger the first, as DangerKind orders them (AX-18); what is grave after these."""
    texts = tuple(_read_by(reports, person))
    kind = _first_kind(texts)
    if kind is None and not any(is_grave(text) for text in texts):
        return None
    return phrase(
        "story-grave" if kind is None else f"story-danger-{kind.value.replace('_', '-')}",
        emergency=number_of(house.school, "emergency"),
        suicide=number_of(house.school, "suicide_prevention"),
        at_home=number_of(house.school, "veilig_thuis"),
        police=number_of(house.school, "police"),
        who=_whom_to_tell(house, reading, kind, person),
    )


def _first_kind(texts: Iterable[str]) -> DangerKind | None:
    found = {danger_in(text) for text in texts}
    return next((kind for kind in DangerKind if kind in found), None)


def _read_by(reports: Sequence[ToldReport], person: str) -> Iterator[str]:
    for one in reports:
        yield one.stored.report.story
        yield from (told.text for told in one.told if told.kind != FROM_SCHOOL and person not in told.held_from)


def _whom_to_tell(house: House, reading: Reading, kind: DangerKind | None, person: str) -> str:
    """The school's own person for it with the title of the role: who decides about home, or who leads the school; never
    anybody whom it is about, and nobody by name in a case that is kept apart (AX-12)."""
    role, people = _who_is_for_it(house, reading, kind)
    others = [one for one in people if one != person]
    if role is None or person in people or not others:
        return _NOBODY
    return f"{house.name_of(others[0])} ({house.school.role_title(role)})"


def _who_is_for_it(house: House, reading: Reading, kind: DangerKind | None) -> tuple[str | None, tuple[str, ...]]:
    if kind in (DangerKind.HOME_UNSAFE, DangerKind.SELF_HARM):
        return home_decider_role(house, reading), home_deciders(house, reading)
    if way_of(house, reading).kept_apart:
        return None, ()
    for role in _LEAD:
        people = tuple(one for one in house.school.people_in_role(role) if can_be_told(house, reading, one))
        if people:
            return role, people
    return None, ()
