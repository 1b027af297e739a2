"""The facts of a protocol: which there are, what they can be, and whether its conditions can ever hold."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice, product
from types import MappingProxyType

from casework.conditions import Condition, Scalar, facts_named, holds
from casework.identifying import VICTIM_TOLD
from casework.naked_pictures import PICTURE_TOLD
from casework.protocol_check_walk import Finding, Place, Walk, unknown
from casework.protocol_model import Part

_YES_OR_NO: tuple[Scalar, ...] = (True, False)

BUILT_IN: Mapping[str, tuple[Scalar, ...] | None] = MappingProxyType({
    "victim_known": _YES_OR_NO,
    "reporter": ("victim", "witness", "parent", "staff"),
    "victim_class": ("pupil", "staff"),
    "offender_class": ("pupil", "staff", "unknown"),
    "same_class": _YES_OR_NO,
    "online": _YES_OR_NO,
    "category": None,
    "severity": ("normal", "serious"),
    "recurrence": _YES_OR_NO,
    "safety_signal": _YES_OR_NO,
    "trusts_contact": _YES_OR_NO,
    "doubt": _YES_OR_NO,
    "parents_withdraw": _YES_OR_NO,
    "offender_known": _YES_OR_NO,
    "at_school": _YES_OR_NO,
    "established": _YES_OR_NO,
    "step_blocked": _YES_OR_NO,
    "home_unsafe": _YES_OR_NO,
    "quarrel": _YES_OR_NO,
    "management_in_doubt": _YES_OR_NO,
    "track": (),
    PICTURE_TOLD: _YES_OR_NO,
    VICTIM_TOLD: ("self", "named", "named_nobody_to_ask", "nobody_to_ask"),
})  # fmt: skip
"""The facts that every case has, with their values; None where any word will do. `track` holds the tracks' keys."""

BUILT_IN_FACTS = frozenset(BUILT_IN)

_TOLD: Mapping[str, tuple[Scalar, ...]] = MappingProxyType({"category": ("sexual",)})
"""Of the facts for which any word will do, what a report can say; the other words are the protocol's own."""

_TOLD_UNASKED: Mapping[str, tuple[Scalar, ...]] = MappingProxyType({"category": ("sexual", "other")})
"""The same, with what the program asks itself where the protocol has no question for it."""

_MOST_CASES_TO_TRY = 50_000


class Facts:
    """The facts that a protocol's conditions can ask for, each with the values that it can have.

    With `parts` only the work of those steps and means tells anything, and with `track` the case goes along that one.
    """

    def __init__(self, walk: Walk, parts: Collection[str] | None = None, track: str | None = None) -> None:
        self._values: dict[str, tuple[Scalar, ...] | None] = dict(BUILT_IN)
        self._parts = parts
        self._track = track
        self._declare(walk)
        self._derive(walk)
        self._set_by_work(walk)
        if track is not None:
            self._values["track"] = (track,)

    def __contains__(self, fact: str) -> bool:
        return fact in self._values

    def values_of(self, fact: str) -> tuple[Scalar, ...] | None:
        """What the fact can be; None when it can be anything. KeyError for a fact that there is not."""
        return self._values[fact]

    def is_always_known(self, fact: str) -> bool:
        return fact == "track" and self._track is not None

    def can_have(self, fact: str, value: Scalar) -> bool:
        values = self._values[fact]
        return values is None or _among(value, values)

    def _add(self, fact: str, values: Iterable[Scalar] | None) -> None:
        known = self._values.get(fact, ())
        self._values[fact] = None if known is None or values is None else tuple(dict.fromkeys((*known, *values)))

    def _counts(self, part: Part) -> bool:
        return self._parts is None or part.key in self._parts

    def _declare(self, walk: Walk) -> None:
        protocol = walk.protocol
        # What a reporter writes at the intake can be any word; otherwise there are none but those that somebody lists.
        stored = {asked.stores for asked in protocol.intake}
        told = {**_TOLD_UNASKED, **{fact: words for fact, words in _TOLD.items() if fact in protocol.facts}}
        self._values |= {fact: words for fact, words in told.items() if fact not in stored}
        self._add("track", [track.key for track in protocol.tracks])
        for key, question in protocol.facts.items():
            self._add(key, [value.value for value in question.values] or _YES_OR_NO)
        for key, setting in protocol.settings.items():
            self._add(f"setting.{key}", _YES_OR_NO if isinstance(setting.default, bool) else None)
        for step in filter(self._counts, protocol.steps):
            for test in step.gate.test:
                self._add(test.fact, _YES_OR_NO)
        for asked in protocol.intake:
            if asked.stores not in self._values:
                self._add(asked.stores, None)

    def _derive(self, walk: Walk) -> None:
        means = tuple(filter(self._counts, walk.protocol.interventions))
        counted = [action for _, part, action in walk.actions if self._counts(part)]
        guarded = [part.key for part in means if part.consent] + [action.key for action in counted if action.consent]
        for key in (*guarded, *(asked for action in counted for asked in action.asks)):
            self._add(f"consent.{key}", ("given", "refused"))
        for part in means:
            self._add(f"running.{part.key}", _YES_OR_NO)
            self._add(f"ended.{part.key}", _YES_OR_NO)

    def _set_by_work(self, walk: Walk) -> None:
        for _, part, action in walk.actions:
            if not self._counts(part):
                continue
            self._add(f"done.{action.key}", (True,))
            self._add(f"skipped.{action.key}", (True,))
            if action.answers:
                self._add(f"answer.{action.key}", [answer.key for answer in action.answers])
            for sets in (action.sets, *(answer.sets for answer in action.answers)):
                for fact, value in sets.items():
                    self._add(fact, [value])


def fact_findings(walk: Walk) -> Iterator[Finding]:
    """Facts and values that there are not, comparisons that never hold, and facts that nothing asks for."""
    facts = Facts(walk)
    asked = {question.fact for step in walk.protocol.steps for question in step.gate.test}
    for place, condition in walk.conditions:
        asked.update(facts_named(condition))
        wrong = tuple(_comparisons(facts, place, condition))
        yield from wrong
        if not wrong and condition.fact is None and never_holds(facts, condition):
            yield Finding(place, "protocol-problem-condition-never")
    for place, _, _, timer in walk.timers:
        if timer.until is not None:
            asked.add(timer.until)
            if timer.until not in facts and timer.until != "case_closed":
                yield unknown((*place, "until"), "fact", timer.until)
    yield from _values_brought_about(walk)
    yield from _gate_questions(walk)
    for key in walk.protocol.facts:
        if key not in asked:
            yield Finding(("facts", key), "protocol-problem-fact-never-asked", {"name": key})


def _comparisons(facts: Facts, place: Place, condition: Condition) -> Iterator[Finding]:
    for inner_place, comparison in _leaves(place, condition):
        fact = comparison.fact or ""
        if fact not in facts:
            yield unknown((*inner_place, "fact"), "fact", fact)
            continue
        if isinstance(comparison.value, tuple) is not (comparison.op == "in") and comparison.op != "is_set":
            yield Finding((*inner_place, "value"), "protocol-problem-list-with-in", {"name": fact})
            continue
        if comparison.op == "gte":
            if not all(map(_has_numbers, (compared_values(comparison), facts.values_of(fact)))):
                yield Finding((*inner_place, "op"), "protocol-problem-gte-number", {"name": fact})
            continue
        for value in compared_values(comparison):
            if not facts.can_have(fact, value):
                yield _never((*inner_place, "value"), fact, value, facts.values_of(fact))


def _gate_questions(walk: Walk) -> Iterator[Finding]:
    """What a gate asks is answered with yes or no."""
    for index, step in enumerate(walk.protocol.steps):
        for number, question in enumerate(step.gate.test):
            if not _is_yes_or_no(walk, question.fact):
                place: Place = ("steps", index, "gate", "test", number, "fact")
                yield Finding(place, "protocol-problem-gate-question", {"name": question.fact})


def _is_yes_or_no(walk: Walk, fact: str) -> bool:
    """Whether the fact can be yes and can be no; beside these it may have other values, which a gate does not count."""
    question = walk.protocol.facts.get(fact)
    if question is None and fact not in BUILT_IN:
        return not fact.startswith(("answer.", "consent."))
    listed = BUILT_IN.get(fact) if question is None else tuple(one.value for one in question.values) or _YES_OR_NO
    return all(_among(answer, listed or ()) for answer in _YES_OR_NO)


def _has_numbers(values: tuple[Scalar, ...] | None) -> bool:
    return values is None or any(isinstance(value, int) and not isinstance(value, bool) for value in values)


def _values_brought_about(walk: Walk) -> Iterator[Finding]:
    """What work brings about is among what the fact can be, where the protocol or every case says what that is."""
    for place, _, action in walk.actions:
        answers = ((("answers", index, "sets"), answer.sets) for index, answer in enumerate(action.answers))
        for name, sets in ((("sets",), action.sets), *answers):
            for fact, value in sets.items():
                allowed = _said_to_be(walk, fact)
                if allowed is not None and not _among(value, allowed):
                    yield _never((*place, *name, fact), fact, value, allowed)


def _said_to_be(walk: Walk, fact: str) -> tuple[Scalar, ...] | None:
    question = walk.protocol.facts.get(fact)
    if question is None:
        return BUILT_IN.get(fact) or None
    listed: tuple[Scalar, ...] = tuple(value.value for value in question.values) or _YES_OR_NO
    return (*listed, *(BUILT_IN.get(fact) or _TOLD.get(fact, ())))


def _never(place: Place, fact: str, value: Scalar, values: tuple[Scalar, ...] | None) -> Finding:
    allowed = ", ".join(written(one) for one in dict.fromkeys(values or ()))
    return Finding(place, "protocol-problem-value-never", {"name": fact, "value": written(value), "allowed": allowed})


def _among(value: Scalar, values: Iterable[Scalar]) -> bool:
    return any(value == one and type(value) is type(one) for one in values)


def _leaves(place: Place, condition: Condition) -> Iterator[tuple[Place, Condition]]:
    if condition.fact is not None:
        yield place, condition
    for name, parts in (("all", condition.all_of), ("any", condition.any_of)):
        for index, part in enumerate(parts or ()):
            yield from _leaves((*place, name, index), part)
    if condition.none_of is not None:
        yield from _leaves((*place, "not"), condition.none_of)


def compared_values(comparison: Condition) -> tuple[Scalar, ...]:
    """The values with which one comparison compares its fact."""
    if comparison.value is None:
        return ()
    return comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)


def assignments(facts: Facts | None, *conditions: Condition | None) -> Iterator[dict[str, Scalar]]:
    """Every way in which the facts that `conditions` ask for can stand, unknown ones absent; at most some thousands.

    Where a fact can be anything, or without `facts`, it takes each value with which it is compared, and none of them;
    one that is not among `facts` stays unknown.
    """
    compared: dict[str, list[Scalar]] = {}
    for condition in conditions:
        for _, leaf in _leaves((), condition) if condition is not None else ():
            compared.setdefault(leaf.fact or "", []).extend(compared_values(leaf))
    choices = []
    for fact, values in compared.items():
        known = None if facts is None else facts.values_of(fact) if fact in facts else ()
        free = [*dict.fromkeys(values), *([True, False] if all(isinstance(one, bool) for one in values) else ["…"])]
        unknown_too = [] if facts is not None and facts.is_always_known(fact) else [None]
        choices.append([*unknown_too, *(free if known is None else known)])
    for picked in islice(product(*choices), _MOST_CASES_TO_TRY):
        yield {fact: value for fact, value in zip(compared, picked, strict=True) if value is not None}


def can_hold(facts: Facts, *conditions: Condition | None) -> bool:
    """Whether the facts can stand so that all of `conditions` hold."""
    stands = assignments(facts, *conditions)
    return any(all(holds(condition, stand) for condition in conditions) for stand in stands)


def never_holds(facts: Facts, condition: Condition) -> bool:
    """Whether no facts can make the condition hold; with more ways to stand than can be tried, nobody can tell."""
    tried = 0
    for stand in assignments(facts, condition):
        tried += 1
        if holds(condition, stand):
            return False
    return tried < _MOST_CASES_TO_TRY


def written(value: Scalar) -> str:
    """A value as it stands in a file."""
    return str(value).lower() if isinstance(value, bool) else str(value)
