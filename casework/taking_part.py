"""Whom an action or a means is done with, as pupils of the case, and who of them nobody knows yet."""

from collections.abc import Mapping
from typing import Literal

from casework.case_state import Case
from casework.protocol_model import Action, Intervention
from casework.wording import Refusal, refusal

Side = Literal["victim", "others"]

_BULLIES = ("bully", "follower")
_INVOLVED = ("victim", *_BULLIES)
_GROUP = (*_BULLIES, "bystander")

PARTIES_APART: Mapping[str, tuple[str, ...]] = {
    "each_bully": _BULLIES,
    "each_bully_with_victim": _BULLIES,
    "each_bully_with_parents": _BULLIES,
    "parents_of_each_bully": _BULLIES,
    "each_involved": _INVOLVED,
    "parents_of_each_involved": _INVOLVED,
    "each_family": _INVOLVED,
}
"""The parties of the case with each of whose pupils something is done apart."""

_TAKING_PART: Mapping[str, tuple[str, ...]] = {
    **PARTIES_APART,
    "all_bullies": _BULLIES,
    "victim": ("victim",),
    "parents_of_victim": ("victim",),
    "victim_with_parents": ("victim",),
    "all_involved": _INVOLVED,
    "all_families": _INVOLVED,
    "support_group": _GROUP,
    "each_of_support_group": _GROUP,
}
"""The parties whose pupils can take part; whoever is not bound to a party (a class, staff) may be anybody."""

_JOINT = frozenset({"each_bully_with_victim", "all_involved", "all_families"})
"""Who is bullied and who bullies, in one talk."""

_TOGETHER = frozenset({"all_bullies", "all_involved", "all_families"})
"""Several pupils who bully, in one talk unless the protocol says how many of them at once."""

_NAMED_BY_THEMSELVES = frozenset({"victim", "parents_of_victim", "victim_with_parents"})
"""Of these there is only one, whom nobody has to point out."""

_WITH_THE_VICTIM = _NAMED_BY_THEMSELVES | _JOINT


def is_with_the_victim(action: Action) -> bool:
    """Whether it is done with who is bullied, or with their parents, and so with nobody else in their place."""
    return action.parties in _WITH_THE_VICTIM


def parties_in(what: Action | Intervention) -> tuple[str, ...]:
    """The parties of the case of whom pupils take part, or their parents; none where it may be anybody."""
    return _TAKING_PART.get(what.parties or "", ())


def in_turns(action: Action) -> bool:
    """Whether what is done with several pupils together holds so many who bully at once, so that each has a turn.

    P000 [000:256] has one at a time (AX-5); a school may say so of a talk of all together (P001 A001-15).
    """
    bounds = action.participants
    return action.parties in _TOGETHER and bounds is not None and bounds.max_bullies is not None


def parties_apart(action: Action) -> tuple[str, ...]:
    """The parties of the case of whom each pupil is to have been in it; empty for what is done once with everybody."""
    return _BULLIES if in_turns(action) else PARTIES_APART.get(action.parties or "", ())


def side_missing(case: Case, what: Action | Intervention) -> Side | None:
    """Whose side of the case nobody added yet, while this cannot be done without; None when nobody is missing.

    A talk of both sides together needs both (P000 [A000-11], P001 A001-15, P003 step 2, P004 step 6); what is done
    with each of several pupils needs one of them. Somebody outside these, such as a class, is always there.
    """
    parties = what.parties or ""
    others = any(party in _BULLIES for party in case.pupils.values())
    if parties in _JOINT and not case.victim_known:
        return "victim"
    of_both = "victim" in _TAKING_PART.get(parties, ())
    if parties in _JOINT or (not of_both and (parties in PARTIES_APART or parties == "all_bullies")):
        return None if others else "others"
    return "victim" if parties in PARTIES_APART and not (others or case.victim_known) else None


def why_nobody_to_do_it_with(case: Case, what: Action | Intervention) -> Refusal | None:
    """The refusal for what is done with somebody whom nobody added to the case yet, or None."""
    missing = side_missing(case, what)
    return None if missing is None else refusal("refusal-side-unknown", action=what.label, side=missing)


def wrong_group(
    case: Case,
    intervention: Intervention,
    participants: tuple[str, ...],
    size: int | None,
    *,
    size_open: bool = False,
) -> Refusal | None:
    """Why these pupils, or so many, cannot be those with whom a means starts; None when they can.

    Nobody, pupils of another party than the protocol says it is for, and a number below those who are named. With
    `size_open` the number is said later.
    """
    parties = intervention.parties or ""
    allowed = _TAKING_PART.get(parties)
    wrong = [one for one in participants if allowed is not None and case.pupils[one] not in allowed]
    if wrong:
        return refusal("refusal-wrong-party", action=intervention.label, party=case.pupils[wrong[0]])
    if size is not None and size < max(1, len(participants)):
        return refusal("refusal-group-too-small", count=max(1, len(participants)))
    if participants or allowed is None or parties in _NAMED_BY_THEMSELVES:
        return None
    if parties in PARTIES_APART or parties == "all_bullies":
        return refusal("refusal-nobody-takes-part", action=intervention.label)
    return refusal("refusal-group-unknown") if size is None and not size_open else None
