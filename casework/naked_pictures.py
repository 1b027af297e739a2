"""A picture on which somebody may be naked: what the protocol asks about that, and what would have it kept (AX-17).

A protocol says so itself: it is the question of which an answer ends work that secures evidence. A picture of a minor
is not to be copied, whatever it proves: once a reporter spoke of one, that work waits until a person has answered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from casework.case_state import Case
from casework.conditions import Condition, Scalar, holds
from casework.protocol_model import Action, FactQuestion, Protocol

PICTURE_TOLD = "picture_told"
"""The fact that a reporter said that somebody is naked in a picture, or may be: nobody at school concluded it."""

_ONLINE: Mapping[str, Scalar] = {"online": True}
"""Where evidence is kept at all."""


def fact_of_pictures(protocol: Protocol) -> str | None:
    """The fact of this protocol that tells whether somebody is naked in a picture; None where it asks no such thing."""
    asked = (fact for fact in protocol.facts if fact not in _ONLINE)
    return next((fact for fact in asked if any(_ended_by(protocol, fact))), None)


def forbids_keeping(protocol: Protocol, fact: str, value: Scalar) -> bool:
    """Whether this answer says that somebody is naked in a picture, which ends work that secures evidence."""
    return fact == fact_of_pictures(protocol) and any(_ends_keeping(protocol, fact, value))


def question_first(case: Case, action: Action) -> FactQuestion | None:
    """The question that is to be answered before this work, which may have a naked picture copied (AX-17).

    None while no reporter spoke of one, once it is answered, and where the protocol does not ask it now.
    """
    asked = _question_now(case) if action.evidence == "secures" else None
    return asked[1] if asked is not None and _is_ended_by(case, action, asked[0]) else None


def keeping_pictures(case: Case, actions: Iterable[Action]) -> frozenset[str]:
    """Those of `actions` that would have evidence kept now, and no more once it is said that somebody is naked in a
    picture; none once that was answered, or where it is answered first."""
    fact = fact_of_pictures(case.protocol)
    if fact is None or case.is_closed:
        return frozenset()
    secures = (one for one in actions if one.evidence == "secures" and question_first(case, one) is None)
    return frozenset(one.key for one in secures if _is_ended_by(case, one, fact))


def keeping_is_over(case: Case) -> bool:
    """Whether it is said of the case that somebody is naked in a picture: nobody is to keep or print that."""
    fact = fact_of_pictures(case.protocol)
    if fact is None:
        return False
    value = case.facts().get(fact)
    return value is not None and any(_ends_keeping(case.protocol, fact, value))


def kept_before(case: Case) -> tuple[Action, ...]:
    """The work by which evidence was kept or printed before it was said that somebody is naked in a picture, which
    ended it: nobody knows whether that picture is in it. What the protocol wants on paper of it is asked no more."""
    fact, known = fact_of_pictures(case.protocol), case.facts()
    if fact is None or known.get(fact) is None:
        return ()
    before = {name: value for name, value in known.items() if name != fact}
    work = (one for part in case.protocol.parts() for one in part.all_actions if case.history.get(one.key))
    secures = (one for one in work if one.evidence == "secures")
    return tuple(one for one in secures if holds(one.when, before) and not holds(one.when, known))


def with_picture_asked(case: Case, at: datetime) -> Case:
    """The case with the instant `at` where somebody has to say only now whether there is the picture of which a
    reporter spoke; without one where that was said, or where the protocol does not ask it now."""
    if case.is_closed or _question_now(case) is None:
        return case if case.picture_asked_at is None else replace(case, picture_asked_at=None)
    return replace(case, picture_asked_at=case.picture_asked_at or at)


def _question_now(case: Case) -> tuple[str, FactQuestion] | None:
    """The question whether there is the picture of which a reporter spoke, with its fact; None where nobody spoke of
    one, once it is answered, and where the protocol does not ask it now."""
    facts = case.facts()
    fact = fact_of_pictures(case.protocol) if facts.get(PICTURE_TOLD) is True else None
    if fact is None or facts.get(fact) is not None:
        return None
    question = case.protocol.facts[fact]
    return (fact, question) if holds(question.when, facts) else None


def _is_ended_by(case: Case, action: Action, fact: str) -> bool:
    """Whether nobody answered this question yet, and an answer to it would end the work."""
    facts = case.facts()
    values = () if facts.get(fact) is not None else _answers(case.protocol, fact)
    return any(_ends(action.when, facts, fact, value) for value in values)


def _ended_by(protocol: Protocol, fact: str) -> Iterator[bool]:
    """For each work that secures evidence and each answer to this question, whether the one ends the other."""
    for value in _answers(protocol, fact):
        yield from _ends_keeping(protocol, fact, value)


def _ends_keeping(protocol: Protocol, fact: str, value: Scalar) -> Iterator[bool]:
    conditions = [one.when for part in protocol.parts() for one in part.all_actions if one.evidence == "secures"]
    conditions += [one.when for one in protocol.advice if one.evidence == "secures"]
    yield from (_ends(condition, _ONLINE, fact, value) for condition in conditions)


def _answers(protocol: Protocol, fact: str) -> tuple[Scalar, ...]:
    return tuple(one.value for one in protocol.facts[fact].values) or (True, False)


def _ends(condition: Condition | None, facts: Mapping[str, Scalar], fact: str, value: Scalar) -> bool:
    return holds(condition, facts) and not holds(condition, {**facts, fact: value})
