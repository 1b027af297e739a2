"""What a person of the school can establish about a case: the questions of the protocol, and what every case has."""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.case_state import Case
from casework.conditions import Condition, Scalar, facts_named, holds
from casework.identifying import VICTIM_TOLD
from casework.protocol_check_facts import BUILT_IN
from casework.protocol_model import FactQuestion, Part, Protocol, RoleExpr
from casework.wording import Label, wording

_READ_OFF = frozenset({"victim_known", "reporter", "track", VICTIM_TOLD})
"""Facts that follow from what happened, which nobody establishes."""

_HOME = "home_unsafe"
_TRUST = "trusts_contact"

_ASKED_WHERE_USED = ("severity", "online", "step_blocked")
"""Facts that every case has, for which a protocol declares no question of its own; asked where it uses them."""


@dataclass(frozen=True)
class FactAsk:
    """A fact that may be established now; `values` are its values with their labels, none for a yes or no.

    `current` is what is known, None while nothing is.
    """

    fact: str
    label: Label
    by: RoleExpr
    values: tuple[tuple[Scalar, str], ...]
    current: Scalar | None
    needs_reason: bool


def fact_asks(case: Case) -> tuple[FactAsk, ...]:
    """The protocol's questions that make sense now, and those of every case; none once the case is closed.

    These are whether it is safe at home, while the pupil does not trust the first contact whether they do now, and
    built-in facts on which something depends that is open now.
    """
    if case.is_closed:
        return ()
    facts = case.facts()
    asks = [
        _ask(case, fact, question)
        for fact, question in case.protocol.facts.items()
        if holds(question.when, facts) and fact not in _READ_OFF
    ]
    if _HOME not in case.protocol.facts:
        asks.append(FactAsk(_HOME, wording("fact-home-unsafe"), case.step.lead, (), facts.get(_HOME), False))
    if facts.get(_TRUST) is False and _TRUST not in case.protocol.facts:
        asks.append(FactAsk(_TRUST, wording("fact-trusts-contact"), case.step.lead, (), False, False))
    asked, used = {one.fact for one in asks}, set(_facts_used(case))
    return (*asks, *(_ask_built_in(case, fact) for fact in _ASKED_WHERE_USED if fact in used - asked))


def establishable_facts(protocol: Protocol) -> frozenset[str]:
    """The facts that a person may establish: declared ones, and those that every case has."""
    return (frozenset(BUILT_IN) | frozenset(protocol.facts)) - _READ_OFF


def fits(protocol: Protocol, fact: str, value: Scalar) -> bool:
    """Whether the fact can have this value."""
    question = protocol.facts.get(fact)
    if question is None:
        allowed = BUILT_IN.get(fact)
        return isinstance(value, str) if allowed is None else _among(value, allowed)
    return _among(value, tuple(one.value for one in question.values) or (True, False))


def _among(value: Scalar, allowed: tuple[Scalar, ...]) -> bool:
    return any(value == one and type(value) is type(one) for one in allowed)


def _facts_used(case: Case) -> Iterator[str]:
    """The facts on which the step's actions and the means of the protocol depend."""
    parts: tuple[Part, ...] = (case.step, *case.protocol.interventions)
    conditions: list[Condition | None] = [action.when for part in parts for action in part.all_actions]
    conditions += [one for means in case.protocol.interventions for one in (means.trigger, means.when)]
    for condition in conditions:
        yield from facts_named(condition)


def _ask_built_in(case: Case, fact: str) -> FactAsk:
    """The words of its values, where it is no yes or no, stand in the texts."""
    values = BUILT_IN[fact] or ()
    labelled = () if True in values else tuple((value, "") for value in values)
    label = wording(f"fact-{fact.replace('_', '-')}")
    return FactAsk(fact, label, case.step.lead, labelled, case.facts().get(fact), needs_reason=fact == "severity")


def _ask(case: Case, fact: str, question: FactQuestion) -> FactAsk:
    return FactAsk(
        fact=fact,
        label=question.label,
        by=question.by or case.step.lead,
        values=tuple((one.value, one.label) for one in question.values),
        current=case.facts().get(fact),
        needs_reason=question.needs_reason,
    )
