"""What stands above a story that may point at danger, or at what is grave: what it may be and what to do first, for
whoever reads it.

The words are looked at again at each reading and nothing of it is kept: the bot classifies no report (design 4.10).
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.flows.words import Words, in_one_sentence, phrase
from bot.house import House
from bot.reading import Reading, can_be_told, way_of
from bot.spoken import spoken
from bot.staff.case_home import home_decider_role, home_deciders
from bot.staff.report_lines import number_of
from bot.staff.story_pages import ToldReport
from casework.report import FROM_SCHOOL
from casework.triage import DangerKind, dangers_in, is_grave

_LEAD = ("management", "head")
_NOBODY = "none"
_SELF_HARM, _HOME_UNSAFE, _GRAVE = "danger-self-harm", "danger-home-unsafe", "grave"


def danger_line(house: House, reading: Reading, reports: Sequence[ToldReport], person: str) -> Words | None:
    """The line for `person`; None where nothing of what they may read points at danger or at what is grave. Each kind
    of danger once, as DangerKind orders them (AX-18); what is grave after these."""
    told = _told_in(tuple(_read_by(reports, person)))
    if not told:
        return None
    return phrase(
        f"story-{told[0]}" if len(told) == 1 else "story-dangers",
        what=in_one_sentence([spoken(phrase(f"story-points-at-{one}")) for one in told]),
        self_harm=_yes_if(_SELF_HARM in told),
        home=_yes_if(_HOME_UNSAFE in told),
        grave=_yes_if(_GRAVE in told),
        emergency=number_of(house.school, "emergency"),
        suicide=number_of(house.school, "suicide_prevention"),
        at_home=number_of(house.school, "veilig_thuis"),
        police=number_of(house.school, "police"),
        who=in_one_sentence(list(dict.fromkeys(_whom_to_tell(house, reading, told, person)))) or _NOBODY,
    )


def _told_in(texts: Sequence[str]) -> tuple[str, ...]:
    """What the words may point at, as the texts call it, the most pressing first."""
    found = {kind for text in texts for kind in dangers_in(text)}
    grave = (_GRAVE,) if any(is_grave(text) for text in texts) else ()
    return (*(_called(kind) for kind in DangerKind if kind in found), *grave)


def _called(kind: DangerKind) -> str:
    return f"danger-{kind.value.replace('_', '-')}"


def _read_by(reports: Sequence[ToldReport], person: str) -> Iterator[str]:
    for one in reports:
        yield one.stored.report.story
        yield from (told.text for told in one.told if told.kind != FROM_SCHOOL and person not in told.held_from)


def _whom_to_tell(house: House, reading: Reading, told: Iterable[str], person: str) -> Iterator[str]:
    """The school's own people for what was told with the title of their role: who decides about home, or who leads the
    school; never anybody whom it is about, and nobody by name in a case that is kept apart (AX-12)."""
    for one in told:
        role, people = _who_is_for_it(house, reading, one)
        others = [other for other in people if other != person]
        if role is not None and person not in people and others:
            yield f"{house.name_of(others[0])} ({house.school.role_title(role)})"


def _who_is_for_it(house: House, reading: Reading, told: str) -> tuple[str | None, tuple[str, ...]]:
    if told in (_HOME_UNSAFE, _SELF_HARM):
        return home_decider_role(house, reading), home_deciders(house, reading)
    if way_of(house, reading).kept_apart:
        return None, ()
    for role in _LEAD:
        people = tuple(one for one in house.school.people_in_role(role) if can_be_told(house, reading, one))
        if people:
            return role, people
    return None, ()


def _yes_if(holds: bool) -> str:
    return "yes" if holds else "no"
