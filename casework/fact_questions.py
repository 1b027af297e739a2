"""What a person of the school can establish about a case: the questions of the protocol, and what every case has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from casework.case_state import Case
from casework.conditions import Condition, Scalar, facts_named, holds
from casework.identifying import VICTIM_TOLD
from casework.naked_pictures import PICTURE_TOLD, forbids_keeping
from casework.protocol_check_facts import BUILT_IN
from casework.protocol_model import FactQuestion, Part, Protocol, RoleExpr
from casework.tracks import first_that_fits
from casework.wording import Label, wording

_READ_OFF = frozenset({"victim_known", "reporter", "track", VICTIM_TOLD, PICTURE_TOLD})
"""Facts that follow from what happened, which nobody establishes."""

_OF_STAFF: dict[str, tuple[Scalar, ...]] = {"category": ("sexual", "other"), "management_in_doubt": (True, False)}
"""What decides who gets a case that is about staff, under every protocol, with the values that are asked."""

_IN_OUR_WORDS = frozenset({*_OF_STAFF, "offender_class", "victim_class", "online", "doubt"})
"""What the program can ask itself, where the protocol has no question for it."""

_HOME = "home_unsafe"
_TRUST = "trusts_contact"

_ASKED_WHERE_USED = ("severity", "online", "step_blocked")
"""Facts that every case has, for which a protocol declares no question of its own; asked where it uses them."""

_MORE_CARE: Mapping[str, Scalar] = MappingProxyType({
    _HOME: True, _TRUST: False, "management_in_doubt": True, "recurrence": True, "safety_signal": True,
})  # fmt: skip
"""What warns, holds back or takes a case elsewhere, so that it may not wait for who has it to say it."""

_WEIGHTIER: Mapping[str, Scalar] = MappingProxyType({
    "recurrence": True, "safety_signal": True, "severity": "serious", _HOME: True,
})  # fmt: skip
"""What a signal can say of a case by itself; anything else is for a person to conclude from what it tells."""


_ASKED_ON_THE_WAY = (
    *_ASKED_WHERE_USED, "recurrence", "safety_signal", "doubt", "parents_withdraw", "offender_known", "at_school",
    "established", "quarrel",
)  # fmt: skip
"""Those on which a way to another step may depend; asked there when nothing else in the protocol tells them."""


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

    These are whether it is safe at home, while the pupil does not trust the first contact whether they do now,
    built-in facts on which something depends that is open now, or the way to the next step, and those by which
    another track would fit.
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
    wanted = {fact for fact in _ASKED_WHERE_USED if fact in used} | _facts_on_the_way(case)
    asks += [_ask_built_in(case, fact) for fact in _ASKED_ON_THE_WAY if fact in wanted - asked]
    asked |= {one.fact for one in asks}
    return (*asks, *(_ask_for_track(case, fact) for fact in _facts_of_tracks(case) if fact not in asked))


def question_about(case: Case, fact: str) -> FactAsk | None:
    """How this fact is asked, also while nobody asks for it; None when there is no question for it."""
    question = case.protocol.facts.get(fact)
    if question is not None:
        return _ask(case, fact, question)
    has_words = fact in (_HOME, _TRUST, *_ASKED_ON_THE_WAY) or fact in _IN_OUR_WORDS
    return _ask_for_track(case, fact) if has_words or _at_intake(case, fact) else None


def answer_that_opens(case: Case, step_key: str) -> tuple[FactAsk, Scalar] | None:
    """The question, with its answer, by which the entry condition of this step would hold; None when it holds already,
    or no single answer of a person makes it hold."""
    entry, facts = case.protocol.step(step_key).entry, case.facts()
    for fact in () if holds(entry, facts) else dict.fromkeys(facts_named(entry)):
        ask = question_about(case, fact) if fact in establishable_facts(case.protocol) else None
        values = () if ask is None else tuple(value for value, _ in ask.values) or (True, False)
        for value in values:
            if ask is not None and holds(entry, {**facts, fact: value}):
                return ask, value
    return None


def establishable_facts(protocol: Protocol) -> frozenset[str]:
    """The facts that a person may establish: declared ones, those that every case has, and those that part tracks."""
    return (frozenset(BUILT_IN) | frozenset(protocol.facts) | frozenset(track_facts(protocol))) - _READ_OFF


def tellable_facts(protocol: Protocol) -> frozenset[str]:
    """The facts that a report itself can tell: nothing that follows from the work on its case."""
    asked = {one.stores for one in protocol.intake if one.stores is not None}
    told = {*establishable_facts(protocol), "reporter", VICTIM_TOLD, PICTURE_TOLD, *asked}
    return frozenset(fact for fact in told if "." not in fact)


def track_facts(protocol: Protocol) -> tuple[str, ...]:
    """The facts on which it depends along which track a case goes, each once."""
    named = dict.fromkeys(fact for track in protocol.tracks for fact in facts_named(track.when))
    return tuple(fact for fact in named if fact not in _READ_OFF and not fact.startswith("setting."))


def fits(protocol: Protocol, fact: str, value: Scalar) -> bool:
    """Whether the fact can have this value."""
    question = protocol.facts.get(fact)
    if question is None:
        allowed = BUILT_IN.get(fact, (True, False))
        return isinstance(value, str) if allowed is None else _among(value, allowed)
    return _among(value, tuple(one.value for one in question.values) or (True, False))


def is_for_anybody(fact: str, value: Scalar) -> bool:
    """Whether anybody may say this, where the protocol gives the question to nobody: it only asks for more care."""
    return fact in _MORE_CARE and _among(value, (_MORE_CARE[fact],))


def is_weightier(fact: str, value: Scalar) -> bool:
    """Whether a signal may say this: that it happens again, is serious, or that a pupil is not safe."""
    return fact in _WEIGHTIER and _among(value, (_WEIGHTIER[fact],))


def counts_at_once(protocol: Protocol, fact: str, value: Scalar) -> bool:
    """Whether the case is to know this the moment it is said, before the words for it: it holds work back, makes the
    case weightier or asks for more care (AX-17, AX-12).

    What can take the case from who says it waits for those words, which nobody else could add after that.
    """
    if fact != _HOME and fact in {_TRUST, *_OF_STAFF, *track_facts(protocol)}:
        return False
    return is_for_anybody(fact, value) or is_weightier(fact, value) or forbids_keeping(protocol, fact, value)


def _among(value: Scalar, allowed: tuple[Scalar, ...]) -> bool:
    return any(value == one and type(value) is type(one) for one in allowed)


def _facts_used(case: Case) -> Iterator[str]:
    """The facts on which the step's actions and the means of the protocol depend."""
    parts: tuple[Part, ...] = (case.step, *case.protocol.interventions)
    conditions: list[Condition | None] = [action.when for part in parts for action in part.all_actions]
    conditions += [one for means in case.protocol.interventions for one in (means.trigger, means.when)]
    for condition in conditions:
        yield from facts_named(condition)


def _facts_on_the_way(case: Case) -> set[str]:
    """The facts on which the ways out of the step depend and that no work of the protocol tells."""
    gate, protocol = case.step.gate, case.protocol
    targets = (gate.on_yes, gate.on_no, *(jump.to for jump in gate.jumps))
    entries = (step.entry for step in protocol.steps if step.key in targets)
    conditions = (*entries, *(jump.when for jump in gate.jumps))
    wanted = {fact for condition in conditions for fact in facts_named(condition)}
    return wanted - set(_facts_told(protocol)) if wanted else wanted


def _facts_told(protocol: Protocol) -> Iterator[str]:
    for action in (action for part in protocol.parts() for action in part.all_actions):
        yield from action.sets
        for answer in action.answers:
            yield from answer.sets
    for step in protocol.steps:
        yield from (question.fact for question in step.gate.test)


def _ask_built_in(case: Case, fact: str) -> FactAsk:
    label = wording(f"fact-{fact.replace('_', '-')}")
    return _ask_in_our_words(case, fact, label, BUILT_IN[fact] or (), needs_reason=fact == "severity")


def _ask_for_track(case: Case, fact: str) -> FactAsk:
    label = _at_intake(case, fact) or wording(f"fact-{fact.replace('_', '-')}")
    return _ask_in_our_words(case, fact, label, _values(fact), needs_reason=False)


def _ask_in_our_words(
    case: Case, fact: str, label: Label, values: tuple[Scalar, ...], *, needs_reason: bool
) -> FactAsk:
    """The words of its values, where it is no yes or no, stand in the texts."""
    labelled = () if True in values else tuple((value, "") for value in values)
    return FactAsk(fact, label, case.step.lead, labelled, case.facts().get(fact), needs_reason)


def _facts_of_tracks(case: Case) -> Iterator[str]:
    """The facts of which an answer would make another track fit, or bring a case about staff to somebody else.

    Whether it happens to a colleague is said with who it is; whether the pupil trusts the first contact is the
    pupil's to say.
    """
    protocol, facts = case.protocol, case.facts()
    if not protocol.tracks:
        return
    elsewhere = {*protocol.facts, _TRUST, *(("victim_class",) if case.victim_known else ())}
    matter = [fact for fact in track_facts(protocol) if _parts_ways(case, fact)]
    if facts.get("offender_class") == "staff":
        matter += [fact for fact in _OF_STAFF if fact not in matter]
    yield from (fact for fact in matter if fact not in elsewhere and (fact in _IN_OUR_WORDS or _at_intake(case, fact)))


def _parts_ways(case: Case, fact: str) -> bool:
    facts = case.facts()
    found = {_key_of_fitting(case.protocol, {**facts, fact: value}) for value in _values(fact)}
    return len({*found, _key_of_fitting(case.protocol, facts)}) > 1


def _at_intake(case: Case, fact: str) -> str | None:
    """How the protocol asks for it when a report comes in, where it does."""
    return next((one.label for one in case.protocol.intake if one.stores == fact), None)


def _key_of_fitting(protocol: Protocol, facts: Mapping[str, Scalar]) -> str | None:
    found = first_that_fits(protocol, facts)
    return None if found is None else found.key


def _values(fact: str) -> tuple[Scalar, ...]:
    return _OF_STAFF.get(fact) or BUILT_IN.get(fact, (True, False)) or ()


def _ask(case: Case, fact: str, question: FactQuestion) -> FactAsk:
    return FactAsk(
        fact=fact,
        label=question.label,
        by=question.by or case.step.lead,
        values=tuple((one.value, one.label) for one in question.values),
        current=case.facts().get(fact),
        needs_reason=question.needs_reason,
    )
