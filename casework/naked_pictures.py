"""A picture on which somebody may be naked: what the protocol asks about that, and what would have it kept (AX-17).

A protocol says so itself: it is the question of which an answer ends work that secures evidence.
"""

from collections.abc import Iterator, Mapping

from casework.action_status import live_actions
from casework.case_state import Case
from casework.conditions import Condition, Scalar, holds
from casework.protocol_model import Protocol

_ONLINE: Mapping[str, Scalar] = {"online": True}
"""Where evidence is kept at all."""


def fact_of_pictures(protocol: Protocol) -> str | None:
    """The fact of this protocol that tells whether somebody is naked in a picture; None where it asks no such thing."""
    asked = (fact for fact in protocol.facts if fact not in _ONLINE)
    return next((fact for fact in asked if any(_ended_by(protocol, fact))), None)


def keeping_pictures(case: Case) -> frozenset[str]:
    """The actions that would have evidence kept now, and no more once it is said that somebody is naked in a picture;
    none once that was answered."""
    fact, facts = fact_of_pictures(case.protocol), case.facts()
    if fact is None or case.is_closed or facts.get(fact) is not None:
        return frozenset()
    values = _answers(case.protocol, fact)
    return frozenset(
        action.key
        for _, action in live_actions(case)
        if action.evidence == "secures" and any(_ends(action.when, facts, fact, value) for value in values)
    )


def _ended_by(protocol: Protocol, fact: str) -> Iterator[bool]:
    """For each work that secures evidence and each answer to this question, whether the one ends the other."""
    conditions = [one.when for part in protocol.parts() for one in part.all_actions if one.evidence == "secures"]
    conditions += [one.when for one in protocol.advice if one.evidence == "secures"]
    for value in _answers(protocol, fact):
        yield from (_ends(condition, _ONLINE, fact, value) for condition in conditions)


def _answers(protocol: Protocol, fact: str) -> tuple[Scalar, ...]:
    return tuple(one.value for one in protocol.facts[fact].values) or (True, False)


def _ends(condition: Condition | None, facts: Mapping[str, Scalar], fact: str, value: Scalar) -> bool:
    return holds(condition, facts) and not holds(condition, {**facts, fact: value})
