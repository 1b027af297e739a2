"""What the parts of a protocol mention: roles, actions, registers, aids, advice, words. All of it must be there."""

import re
from collections import Counter
from collections.abc import Iterator

from casework.protocol_check_walk import Finding, Place, Walk, unknown
from casework.protocol_elements import Action, Consent, Notice, Record
from casework.protocol_model import Element, Intervention, Part, Protocol

SHARED_WORDS = frozenset({
    "agreed_steps", "agreements", "by_whom", "conclusion", "dates", "experience", "facts", "facts_of_bully",
    "how_long", "next_steps", "place", "problem", "quotes", "situation", "steps_so_far", "who_does_what",
    "who_is_bullied", "words_of_pupil",
})  # fmt: skip
"""The keys of `fields` and `content` for which every school has words (record-field-… in the texts)."""

_RULE_ID = re.compile(r"[TNR]-\d{2}|A\d{3}-\d{1,2}|AX-\d{1,2}")

_KEYED = ("steps", "interventions", "tracks", "routes", "periodic", "advice", "policies", "intake", "outcomes")


def reference_findings(walk: Walk) -> Iterator[Finding]:
    """Names of nothing, names given twice, aids that nothing opens, and what an element must name but does not."""
    yield from _doubles(walk)
    yield from _roles(walk)
    for place, part, action in walk.actions:
        yield from _action(walk.protocol, place, part, action)
    for index, intervention in enumerate(walk.protocol.interventions):
        yield from _consent(walk.protocol, ("interventions", index), intervention)
    yield from _aids_and_registers(walk)
    yield from _advice(walk.protocol)
    for place, element in walk.every_part:
        yield from _words(walk.protocol, place, element)
        yield from _names(walk.protocol, place, element)
        yield from _rules(place, element)
    for index, rule in enumerate(walk.protocol.rules):
        if not _RULE_ID.fullmatch(rule):
            yield unknown(("rules", index), "rule", rule)


def _doubles(walk: Walk) -> Iterator[Finding]:
    for name in _KEYED:
        elements = getattr(walk.protocol, name)
        yield from _twice([((name, index, "key"), element.key) for index, element in enumerate(elements)])
    yield from _twice([((*place, "key"), action.key) for place, _, action in walk.actions])
    for place, _, action in walk.actions:
        for name, own in (("answers", "key"), ("records", "key"), ("timers", "id")):
            elements = getattr(action, name)
            yield from _twice([((*place, name, index, own), getattr(one, own)) for index, one in enumerate(elements)])
    yield from _keys_of_several(walk)
    yield from _timers_of_several(walk)


def _keys_of_several(walk: Walk) -> Iterator[Finding]:
    """A key of a step, an action and a means at once: what is kept by key, such as a consent, would count for both."""
    named: list[tuple[str, Place, str]] = [("action", place, action.key) for place, _, action in walk.actions]
    for name in ("steps", "interventions"):
        named += [(name, (name, index), part.key) for index, part in enumerate(getattr(walk.protocol, name))]
    kinds: dict[str, set[str]] = {}
    for kind, _, key in named:
        kinds.setdefault(key, set()).add(kind)
    for _, place, key in named:
        if len(kinds[key]) > 1:
            yield Finding((*place, "key"), "protocol-problem-key-twice", {"name": key})


def _timers_of_several(walk: Walk) -> Iterator[Finding]:
    """An id of timers that have nothing to do with each other: the day chosen for one would count for the other.

    A series that goes on in another step keeps its days, so its timers may have one id.
    """
    of_action = {place: _first_of_series(walk.protocol, action) for place, _, action in walk.actions}
    named = [(place, of_action.get(place[:-2], str(place)), timer.id) for place, _, _, timer in walk.timers]
    series: dict[str, set[str]] = {}
    for _, first, timer_id in named:
        series.setdefault(timer_id, set()).add(first)
    for place, _, timer_id in named:
        if len(series[timer_id]) > 1:
            yield Finding((*place, "id"), "protocol-problem-timer-twice", {"name": timer_id})


def _first_of_series(protocol: Protocol, action: Action) -> str:
    """The key of the action with which the series of `action` began; its own when it continues none."""
    keys = [action.key]
    found = protocol.find_action(action.continues) if action.continues else None
    while found is not None and found[1].key not in keys:
        keys.append(found[1].key)
        found = protocol.find_action(found[1].continues) if found[1].continues else None
    return keys[-1]


def _twice(named: list[tuple[Place, str]]) -> Iterator[Finding]:
    times = Counter(name for _, name in named)
    for place, name in named:
        if times[name] > 1:
            yield Finding(place, "protocol-problem-double", {"name": name})


def _roles(walk: Walk) -> Iterator[Finding]:
    for index, role_id in enumerate(walk.protocol.escalation):
        if role_id not in walk.protocol.roles:
            yield unknown(("escalation", index), "role", role_id)
    for place, expression in walk.role_expressions:
        for name in (expression.role, expression.default):
            if name is not None and name not in walk.protocol.roles:
                yield unknown(place, "role", name)


def _action(protocol: Protocol, place: Place, part: Part, action: Action) -> Iterator[Finding]:
    for index, key in enumerate(action.needs):
        if protocol.find_action(key) is None:
            yield unknown((*place, "needs", index), "action", key)
    here = frozenset(one.key for one in part.all_actions if one is not action)
    for index, answer in enumerate(action.answers):
        for number, key in enumerate(answer.anew):
            if key not in here:
                yield unknown((*place, "answers", index, "anew", number), "action", key)
    for index, key in enumerate(action.asks):
        found = protocol.find_action(key)
        means = {one.key: one for one in protocol.interventions}
        guarded = found[1] if found is not None else means.get(key)
        if guarded is None:
            yield unknown((*place, "asks", index), "action", key)
        elif guarded.consent is None:
            yield Finding((*place, "asks", index), "protocol-problem-asks-without-consent", {"name": key})
    if _needs_itself(protocol, action):
        yield Finding((*place, "needs"), "protocol-problem-needs-itself", {"name": action.key})
    if action.kind == "evaluate" and not action.answers:
        yield Finding(place, "protocol-problem-evaluation-without-answers", {"name": action.key})
    if action.continues is not None:
        yield from _continues(protocol, place, part, action.continues)
    if action.agrees_day_of is not None:
        yield from _agrees_day(protocol, place, action, action.agrees_day_of)
    yield from _consent(protocol, place, action)


def _continues(protocol: Protocol, place: Place, part: Part, series: str) -> Iterator[Finding]:
    found = protocol.find_action(series)
    if found is None:
        yield unknown((*place, "continues"), "action", series)
    elif found[0] is part or not any(timer.repeat is not None for timer in found[1].timers):
        yield Finding((*place, "continues"), "protocol-problem-continues", {"name": series})


def _agrees_day(protocol: Protocol, place: Place, action: Action, timer_id: str) -> Iterator[Finding]:
    """Only of other work, that is due once, so many days after something."""
    others = [one for part in protocol.parts() for one in part.all_actions if one.key != action.key]
    named = [timer for one in others for timer in one.timers if timer.id == timer_id]
    if not named:
        yield unknown((*place, "agrees_day_of"), "timer", timer_id)
    elif not all(timer.after and timer.repeat is None and timer.before is None for timer in named):
        yield Finding((*place, "agrees_day_of"), "protocol-problem-agrees-day", {"name": timer_id})


def _needs_itself(protocol: Protocol, action: Action) -> bool:
    """Whether an action waits, through others, for itself."""
    ahead, seen = list(action.needs), set[str]()
    while ahead:
        key = ahead.pop()
        found = protocol.find_action(key)
        if found is not None and key not in seen:
            seen.add(key)
            ahead += found[1].needs
    return action.key in seen


def _consent(protocol: Protocol, place: Place, guarded: Action | Intervention) -> Iterator[Finding]:
    consent: Consent | None = guarded.consent
    if consent is None:
        return
    if consent.on_refusal == "alternative" and consent.alternative is None:
        yield Finding((*place, "consent"), "protocol-problem-alternative-missing", {"name": guarded.key})
    if consent.alternative is not None:
        yield from _alternative(protocol, (*place, "consent", "alternative"), guarded, consent.alternative)


def _alternative(protocol: Protocol, place: Place, guarded: Action | Intervention, key: str) -> Iterator[Finding]:
    """It comes at once in the place of what was refused: in the same step or means. In the place of a whole means it is
    work of a step."""
    found, fields = protocol.find_action(key), {"name": key, "element": guarded.key}
    if found is None:
        yield unknown(place, "action", key)
    elif _comes_back_to(protocol, guarded.key, key):
        yield Finding(place, "protocol-problem-alternative-itself", fields)
    elif isinstance(guarded, Intervention):
        if isinstance(found[0], Intervention):
            yield Finding(place, "protocol-problem-alternative-in-means", fields)
    elif guarded not in found[0].all_actions:
        yield Finding(place, "protocol-problem-alternative-elsewhere", fields)


def _comes_back_to(protocol: Protocol, guarded: str, alternative: str) -> bool:
    """Whether a "no" to the one, and to what comes in its place, would lead back to it."""
    seen, key = set[str](), alternative
    while key not in seen:
        seen.add(key)
        found = protocol.find_action(key)
        consent = None if found is None else found[1].consent
        if consent is None or consent.alternative is None:
            break
        key = consent.alternative
    return guarded in {*seen, key}


def _aids_and_registers(walk: Walk) -> Iterator[Finding]:
    opened: set[str] = set()
    for place, element in walk.every_part:
        if isinstance(element, Record) and element.register_id not in walk.protocol.registers:
            yield unknown((*place, "register"), "register", element.register_id)
        if isinstance(element, Action | Intervention):
            opened.update(element.aids)
            for index, key in enumerate(element.aids):
                if key not in walk.protocol.aids:
                    yield unknown((*place, "aids", index), "aid", key)
    for key in walk.protocol.aids:
        if key not in opened:
            yield Finding(("aids", key), "protocol-problem-aid-never-opened", {"name": key})


def _advice(protocol: Protocol) -> Iterator[Finding]:
    keys = {advice.key for advice in protocol.advice}
    for place, advice in enumerate(protocol.advice):
        for index, key in enumerate(advice.requires_done):
            if key not in keys:
                yield unknown(("advice", place, "requires_done", index), "advice", key)


def _words(protocol: Protocol, place: Place, element: object) -> Iterator[Finding]:
    keys: tuple[str, ...] = ()
    name = "fields"
    if isinstance(element, Record):
        keys = element.fields
    elif isinstance(element, Notice):
        keys, name = element.content, "content"
    for index, key in enumerate(keys):
        if key not in protocol.vocabulary and key not in SHARED_WORDS:
            yield unknown((*place, name, index), "word", key)


def _names(protocol: Protocol, place: Place, element: object) -> Iterator[Finding]:
    """Whoever is not of the school reads no other name than their own child's (AX-11)."""
    to = element.to if isinstance(element, Notice) and element.names == "any" else None
    if to is not None and (not to.role_ids() or protocol.is_outside(to)):
        yield Finding((*place, "names"), "protocol-problem-names")


def _rules(place: Place, element: object) -> Iterator[Finding]:
    if isinstance(element, Element):
        for index, rule in enumerate(element.rules):
            if not _RULE_ID.fullmatch(rule):
                yield unknown((*place, "rules", index), "rule", rule)
