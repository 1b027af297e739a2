"""A pupil who is not safe at home: nothing goes to those parents until somebody decided that it may.

Nobody but who decides on it lifts that: word that home is safe only asks for the decision, before it and after a no.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from casework.case_state import Case
from casework.conditions import holds
from casework.protocol_model import Action, Intervention, RoleExpr
from casework.school import CHILD_PROTECTION_OFFICER, CONFIDANT, School
from casework.taking_part import PARTIES_APART
from casework.wording import Refusal, Wording, refusal, wording

__all__ = [
    "CHILD_PROTECTION_OFFICER", "IN_THEIR_PLACE", "OFFICER", "every_home_waits", "held_refusal", "home_asks_decision",
    "home_is_unsafe", "home_label", "home_said_safe", "home_waits", "homes_in_doubt", "homes_taken_back", "homes_told",
    "is_consent_held", "is_held", "is_question_held", "naming_decider", "parties_reached", "reaches_parents",
    "role_in_place", "with_home_of_either",
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

_SIDES = ("victim", "bully", "follower")

_EVERYBODY: frozenset[str] = frozenset()
"""Nobody said which pupil it is, or nobody knows the bullied pupil: then it may be any of them."""


def role_in_place(school: School) -> str | None:
    """The role that decides when nobody is named for it; None when nobody holds any of them."""
    return next((role for role in IN_THEIR_PLACE if school.people_in_role(role)), None)


def home_is_unsafe(case: Case) -> bool:
    """Whether a pupil may not be safe at home: somebody said so, and nobody who decides on it has lifted that."""
    return _is_said_unsafe(case) or case.home_pupils is not None or case.home_forbidden is not None


def home_said_safe(case: Case) -> bool:
    """Whether parents wait, and somebody said since that home is safe."""
    return home_is_unsafe(case) and not _is_said_unsafe(case)


def home_asks_decision(case: Case) -> bool:
    """Whether nobody decided yet, after the newest information, if the parents may be reached."""
    return home_is_unsafe(case) and case.home_decision is None


def home_label(case: Case) -> Wording:
    """What who decides about contact with home is asked."""
    if not home_said_safe(case):
        return wording("duty-home")
    return wording("duty-home-taken-back" if case.home_forbidden is None else "duty-home-again")


def homes_told(case: Case, pupils: Iterable[str]) -> frozenset[str]:
    """The pupils about whom it is said now or was before that home is not safe; empty for every pupil."""
    told, before = frozenset(pupils), _homes_said(case)
    if before is None:
        return told
    return before | told if before and told else _EVERYBODY


def homes_taken_back(case: Case) -> frozenset[str] | None:
    """The pupils of whose home it was said that it is not safe, now that it is said to be: none once it was decided
    that their parents may be reached."""
    return None if case.home_decision is True else _homes_said(case)


def homes_in_doubt(case: Case) -> frozenset[str]:
    """The pupils whose home is not safe as far as is known or decided; empty for every pupil."""
    known = [one for one in (_homes_said(case), case.home_forbidden) if one is not None]
    return frozenset().union(*known) if all(known) and case.victim_known else _EVERYBODY


def _homes_said(case: Case) -> frozenset[str] | None:
    """The pupils about whom it was said, and not lifted; empty for every pupil, None when nobody said it."""
    return _EVERYBODY if case.home_pupils is None and _is_said_unsafe(case) else case.home_pupils


def _is_said_unsafe(case: Case) -> bool:
    return case.facts().get("home_unsafe") is True


def with_home_of_either(case: Case, at: datetime) -> Case:
    """The case when another pupil turns out to be bullied than its `victim`: what was said or decided of that home may
    be about either, so that every home waits for a new decision."""
    said, forbidden = _homes_said(case), case.home_forbidden
    if not any(_is_among(case.victim, homes) for homes in (said, forbidden)):
        return case
    return replace(
        case,
        home_told_at=at,
        home_decision=None,
        home_pupils=_EVERYBODY if _is_among(case.victim, said) else said,
        home_forbidden=_EVERYBODY if _is_among(case.victim, forbidden) else forbidden,
    )


def _is_among(pupil: str | None, homes: frozenset[str] | None) -> bool:
    return homes is not None and (not homes or pupil in homes)


def every_home_waits(case: Case) -> bool:
    """Whether nothing may reach any parents of the case now."""
    return home_is_unsafe(case) and case.home_decision is not True and not homes_in_doubt(case)


def home_waits(case: Case, pupil: str) -> bool:
    """Whether nothing may reach the parents of this pupil now."""
    if not home_is_unsafe(case) or case.home_decision is True:
        return False
    whose = homes_in_doubt(case)
    return not whose or pupil in whose


def is_held(case: Case, held: Action | Intervention) -> bool:
    """Whether this stays undone because it would reach a home that is not safe, or needs the agreement of one.

    What is done with each family apart waits when all of them do; what is done with several at once when one does.
    """
    if not home_is_unsafe(case) or not (reaches_parents(held) or _needs_parents(case, held)):
        return False
    return _home_of_any_waits(case, parties_reached(held), all_of_them=held.parties in PARTIES_APART)


def is_consent_held(case: Case, guarded: Action | Intervention) -> bool:
    """Whether the agreement that guards this is that of parents whom nothing may reach now."""
    party = guarded.consent.party if guarded.consent is not None else ""
    return party in _PARENTS and _home_of_any_waits(case, _sides_of(party))


def is_question_held(case: Case, guarded: Action | Intervention) -> bool:
    """Whether nobody is asked now what they think of this: it would reach a home that waits, or that home is asked."""
    return is_held(case, guarded) or is_consent_held(case, guarded)


def parties_reached(what: Action | Intervention) -> Iterator[str]:
    """The parts that pupils have in a case, of those whose parents are meant."""
    named = [what.parties or "", *_told_and_consulted(what)]
    named += [what.consent.party] if what.consent is not None else []
    for home in named:
        if "parents" in home or "famil" in home:
            yield from _sides_of(home)


def _sides_of(home: str) -> tuple[str, ...]:
    if "victim" in home:
        return _SIDES[:1]
    return _SIDES[1:] if "bull" in home else _SIDES


def _home_of_any_waits(case: Case, sides: Iterable[str], *, all_of_them: bool = False) -> bool:
    """Whether nothing may reach one of the homes of pupils with these parts, or with `all_of_them` any of them."""
    if not home_is_unsafe(case) or case.home_decision is True:
        return False
    if not homes_in_doubt(case):
        return True
    parties = set(sides)
    waits = [home_waits(case, pupil) for pupil, party in case.pupils.items() if party in parties]
    return bool(waits) and all(waits) if all_of_them else any(waits)


def _needs_parents(case: Case, what: Action | Intervention) -> bool:
    """Whether it cannot be done without parents who agree to it or are asked for their view first."""
    consulted = {party for who in _consulted(what) for party in _parties_of(who)}
    consent = what.consent
    asks = consent is not None and consent.on_refusal != "record_only" and consent.party in _PARENTS
    lifted = consent is not None and consent.unless is not None and holds(consent.unless, case.facts())
    return not consulted.isdisjoint(_PARENTS) or (asks and not lifted)


def _told_and_consulted(what: Action | Intervention) -> Iterator[str]:
    told = [notice.to for notice in what.notices] if isinstance(what, Action) else []
    for who in (*told, *_consulted(what)):
        yield from _parties_of(who)


def _consulted(what: Action | Intervention) -> tuple[RoleExpr, ...]:
    """A means is not held back by whom to consult about it: it may be there to keep somebody safe."""
    return what.consult if isinstance(what, Action) else ()


def _parties_of(to: RoleExpr) -> Iterator[str]:
    if to.party is not None:
        yield to.party
    for part in (*to.any_of, *to.all_of):
        yield from _parties_of(part)


def reaches_parents(what: Action | Intervention) -> bool:
    """Whether it is done with parents, or is there to tell them; starting a means tells nobody by itself."""
    if what.parties in _WITH_PARENTS:
        return True
    told = {party for notice in what.notices for party in _parties_of(notice.to)} if isinstance(what, Action) else set()
    return not told.isdisjoint(_PARENTS)


def held_refusal(case: Case, label: str) -> Refusal:
    """Why `label` waits, or that it was decided that it does not happen; who decides is the school's to say:
    `naming_decider`."""
    decided = "no" if case.home_decision is False else "not_yet"
    return refusal(_HELD, action=label, who=_NOBODY_NAMED, decided=decided)


def naming_decider(refused: Refusal, title: str) -> Refusal:
    """The refusal with the title of who decides at this school, when it is one about a home that is not safe."""
    return refusal(_HELD, **{**dict(refused.fields), "who": title}) if refused.key == _HELD else refused
