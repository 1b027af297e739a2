"""The conditions of a protocol in words."""

from functools import reduce

from bot.texts import all_keys, text
from casework.conditions import Condition, Scalar
from casework.protocol import Protocol


def condition_words(protocol: Protocol, condition: Condition) -> str:
    """What must be so, to follow "als"."""
    if condition.all_of is not None:
        return joined("page-if-both", [_part(protocol, part) for part in condition.all_of])
    if condition.any_of is not None:
        return joined("page-if-either", [_part(protocol, part) for part in condition.any_of])
    if condition.none_of is not None:
        return text("page-if-not", when=condition_words(protocol, condition.none_of))
    return _comparison(protocol, condition)


def _part(protocol: Protocol, condition: Condition) -> str:
    words = condition_words(protocol, condition)
    return text("page-if-apart", when=words) if condition.all_of or condition.any_of else words


def fact_words(protocol: Protocol, fact: str) -> str:
    """What the fact is about: the question that establishes it, or the answers that set it."""
    if fact in protocol.facts:
        return protocol.facts[fact].label.rstrip("?")
    if fact.startswith("setting.") and fact.partition(".")[2] in protocol.settings:
        return protocol.settings[fact.partition(".")[2]].label.rstrip("?")
    tested = (question.label for step in protocol.steps for question in step.gate.test if question.fact == fact)
    asked = (question.label for question in protocol.intake if question.stores == fact)
    key = f"page-fact-{fact.replace('_', '-')}"
    # What a pupil says of it later is an answer, which reads as nonsense where somebody else is asked.
    of_every_case = (text(key),) if fact == "trusts_contact" else ()
    words: tuple[str, ...] = (*tested, *asked, *of_every_case, *_answers_that_set(protocol, fact))
    found = next(iter(words), None)
    if found is not None:
        return found.rstrip("?")
    return text(key) if key in all_keys() else fact.replace("_", " ")


def joined(key: str, parts: list[str]) -> str:
    """The parts with the two-part sentence `key` between them: a, then b, then c."""
    return reduce(lambda first, last: text(key, first=first, last=last), parts) if parts else ""


def _answers_that_set(protocol: Protocol, fact: str) -> tuple[str, ...]:
    actions = [action for part in protocol.parts() for action in part.all_actions]
    answers = [answer.label for action in actions for answer in action.answers if fact in answer.sets]
    return (*answers, *(action.label for action in actions if fact in action.sets))


def _comparison(protocol: Protocol, condition: Condition) -> str:
    fact = condition.fact or ""
    kind, _, key = fact.partition(".")
    if key and kind != "setting":
        return _derived(protocol, kind, key, condition)
    name = fact_words(protocol, fact)
    if condition.op == "is_set":
        return text("page-if-set", fact=name)
    if condition.op == "in":
        values = condition.value if isinstance(condition.value, tuple) else ()
        return text("page-if-in", fact=name, value=joined("page-any-of", [_value(protocol, fact, v) for v in values]))
    value = _value(protocol, fact, condition.value if not isinstance(condition.value, tuple) else None)
    return text("page-if-gte" if condition.op == "gte" else "page-if-is", fact=name, value=value)


def _derived(protocol: Protocol, kind: str, key: str, condition: Condition) -> str:
    what = _label_of(protocol, key)
    if kind == "answer":
        wanted = condition.value if isinstance(condition.value, tuple) else (condition.value,)
        found = protocol.find_action(key)
        answers = [found[1].answer(str(one)) for one in wanted] if found is not None else []
        labels = [answer.label for answer in answers if answer is not None]
        return text("page-if-answer", what=what, value=joined("page-any-of", labels) or text("page-yes"))
    if kind == "consent":
        return text(f"page-if-consent-{condition.value or 'given'}", what=what)
    if condition.value is False:
        return text(f"page-if-not-{kind}", what=what)
    return text(f"page-if-{kind}", what=what)


def _label_of(protocol: Protocol, key: str) -> str:
    found = protocol.find_action(key)
    if found is not None:
        return found[1].label
    return next((one.label for one in protocol.interventions if one.key == key), key)


def _value(protocol: Protocol, fact: str, value: Scalar | None) -> str:
    if isinstance(value, bool):
        return text("page-yes" if value else "page-no")
    declared = protocol.facts.get(fact)
    labels = {one.value: one.label for one in declared.values} if declared else {}
    if fact == "track":
        labels |= {track.key: track.label for track in protocol.tracks}
    key = f"page-value-{value}"
    if value in labels:
        return labels[value]
    return text(key) if key in all_keys() else str(value)
