"""A pupil who is not safe at home: nothing goes to parents until somebody decided that it may."""

from casework.case_state import Case
from casework.protocol_model import Action, Intervention, RoleExpr
from casework.school import CHILD_PROTECTION_OFFICER, CONFIDANT, School
from casework.wording import Refusal, refusal

__all__ = [
    "CHILD_PROTECTION_OFFICER", "IN_THEIR_PLACE", "OFFICER", "held_refusal", "home_asks_decision", "home_is_unsafe",
    "is_held", "naming_decider", "reaches_parents", "role_in_place",
]  # fmt: skip

_HELD = "refusal-home-held"
_NOBODY_NAMED = "none"

IN_THEIR_PLACE = ("management", "head", CONFIDANT)
"""Who decides at a school that named nobody for it, the first role that somebody holds: an agreement of the house."""

OFFICER = RoleExpr(role=CHILD_PROTECTION_OFFICER)

_WITH_PARENTS = frozenset({
    "parents_of_victim", "parents_of_each_bully", "parents_of_each_involved", "victim_with_parents",
    "each_bully_with_parents", "each_family", "all_families",
})  # fmt: skip
"""With whom an action reaches the home; what goes to the parents of all pupils says nothing of one home."""

_PARENTS = frozenset({"parents_of_victim", "parents_of_bullies", "parents_of_involved"})


def role_in_place(school: School) -> str | None:
    """The role that decides when nobody is named for it; None when nobody holds any of them."""
    return next((role for role in IN_THEIR_PLACE if school.people_in_role(role)), None)


def home_is_unsafe(case: Case) -> bool:
    """Whether somebody said that a pupil is not safe at home."""
    return case.facts().get("home_unsafe") is True


def home_asks_decision(case: Case) -> bool:
    """Whether nobody decided yet, after the newest information, if the parents may be reached."""
    return home_is_unsafe(case) and case.home_decision is None


def is_held(case: Case, held: Action | Intervention) -> bool:
    """Whether this stays undone because it would reach a home that is not safe."""
    return home_is_unsafe(case) and case.home_decision is not True and reaches_parents(held)


def reaches_parents(what: Action | Intervention) -> bool:
    """Whether it is done with parents, or is there to tell them; starting a means tells nobody by itself."""
    if what.parties in _WITH_PARENTS:
        return True
    return isinstance(what, Action) and any(notice.to.party in _PARENTS for notice in what.notices)


def held_refusal(label: str) -> Refusal:
    """Why `label` waits; who decides is the school's to say: `naming_decider`."""
    return refusal(_HELD, action=label, who=_NOBODY_NAMED)


def naming_decider(refused: Refusal, title: str) -> Refusal:
    """The refusal with the title of who decides at this school, when it is one about a home that is not safe."""
    return refusal(_HELD, **{**dict(refused.fields), "who": title}) if refused.key == _HELD else refused
