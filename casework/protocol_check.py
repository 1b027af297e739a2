"""Checks of a protocol as a whole: references, reachable steps, somebody to remind, sources of spans."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from casework.conditions import Condition, facts_named
from casework.protocol_model import CLOSE, Action, Element, Part, Protocol, Record, RoleExpr, Step, Timer

Place = tuple[int | str, ...]

ANCHORS = frozenset({"case_opened", "step_opened", "signal_received"})

ANCHORS_OF_INTERVENTIONS = frozenset({"started", "return_date"})

BUILT_IN_FACTS = frozenset({
    "victim_known", "reporter", "victim_class", "offender_class", "same_class", "online", "category",
    "severity", "recurrence", "safety_signal", "trusts_contact", "doubt", "parents_withdraw", "offender_known",
    "at_school", "established", "step_blocked", "home_unsafe", "quarrel", "track", "management_in_doubt",
})  # fmt: skip

_RULE_ID = re.compile(r"[TNR]-\d{2}|A\d{3}-\d{1,2}|AX-\d{1,2}")
_TIMED_RULE = re.compile(r"T-\d{2}")


@dataclass(frozen=True)
class Finding:
    """Something wrong at a place in the file, as the text key and fields of a sentence."""

    place: Place
    key: str
    fields: dict[str, str] = field(default_factory=dict)


def findings_in(protocol: Protocol) -> Iterator[Finding]:
    """Everything in `protocol` that cannot be right, in no particular order."""
    yield from _doubles(protocol)
    yield from _roles(protocol)
    yield from _steps(protocol)
    for place, part, action in _actions(protocol):
        yield from _action_references(protocol, place, action)
        yield from _consent(protocol, place, action)
        for index, timer in enumerate(action.timers):
            yield from _timer(protocol, (*place, "timers", index), part, action.by, timer)
        yield from _records(protocol, place, action.records)
        yield from _aids(protocol, place, action.aids)
    for index, intervention in enumerate(protocol.interventions):
        place = ("interventions", index)
        yield from _records(protocol, place, intervention.records)
        yield from _aids(protocol, place, intervention.aids)
        if intervention.timer is not None:
            yield from _timer(protocol, (*place, "timer"), intervention, intervention.by, intervention.timer)
        if intervention.available_from is not None and not _has_step(protocol, intervention.available_from):
            yield _unknown((*place, "available_from"), "step", intervention.available_from)
    yield from _facts(protocol)
    yield from _rule_ids(protocol, ())


def _actions(protocol: Protocol) -> Iterator[tuple[Place, Part, Action]]:
    for step_index, step in enumerate(protocol.steps):
        for action_index, action in enumerate(step.actions):
            yield ("steps", step_index, "actions", action_index), step, action
    for part_index, part in enumerate(protocol.interventions):
        for name in ("actions", "reentry"):
            for action_index, action in enumerate(getattr(part, name)):
                yield ("interventions", part_index, name, action_index), part, action


def _has_step(protocol: Protocol, key: str) -> bool:
    return any(step.key == key for step in protocol.steps)


def _records(protocol: Protocol, place: Place, records: tuple[Record, ...]) -> Iterator[Finding]:
    for index, record in enumerate(records):
        if record.register_id not in protocol.registers:
            yield _unknown((*place, "records", index, "register"), "register", record.register_id)


def _aids(protocol: Protocol, place: Place, aids: tuple[str, ...]) -> Iterator[Finding]:
    for index, key in enumerate(aids):
        if key not in protocol.aids:
            yield _unknown((*place, "aids", index), "aid", key)


def _unknown(place: Place, kind: str, name: str) -> Finding:
    return Finding(place, f"protocol-problem-unknown-{kind}", {"name": name})


def _doubles(protocol: Protocol) -> Iterator[Finding]:
    for name in ("steps", "interventions", "tracks", "routes", "periodic", "advice", "policies", "intake"):
        keys = Counter(element.key for element in getattr(protocol, name))
        for index, element in enumerate(getattr(protocol, name)):
            if keys[element.key] > 1:
                yield Finding((name, index, "key"), "protocol-problem-double", {"name": element.key})
    actions = Counter(action.key for _, _, action in _actions(protocol))
    for place, _, action in _actions(protocol):
        if actions[action.key] > 1:
            yield Finding((*place, "key"), "protocol-problem-double", {"name": action.key})


def _roles(protocol: Protocol) -> Iterator[Finding]:
    for index, role_id in enumerate(protocol.escalation):
        if role_id not in protocol.roles:
            yield _unknown(("escalation", index), "role", role_id)
    for place, expression in _role_expressions(protocol, ()):
        for name in (expression.role, expression.default):
            if name is not None and name not in protocol.roles:
                yield _unknown(place, "role", name)


def _role_expressions(node: object, place: Place) -> Iterator[tuple[Place, RoleExpr]]:
    if isinstance(node, RoleExpr):
        yield place, node
    for inner_place, inner in _inner(node, place):
        yield from _role_expressions(inner, inner_place)


def _inner(node: object, place: Place) -> Iterator[tuple[Place, object]]:
    """The parts of a model or tuple, each with its place in the file."""
    if isinstance(node, Element | RoleExpr | Condition):
        for name, info in type(node).model_fields.items():
            yield (*place, info.alias or name), getattr(node, name)
    elif isinstance(node, tuple):
        for index, part in enumerate(node):
            yield (*place, index), part
    elif isinstance(node, dict):
        for key, part in node.items():
            yield (*place, key), part


def _steps(protocol: Protocol) -> Iterator[Finding]:
    known = {step.key for step in protocol.steps}
    outcomes = {outcome.key for outcome in protocol.outcomes}
    reached = _reachable(protocol)
    for index, step in enumerate(protocol.steps):
        for place, target in _ways_out(step):
            if target not in known | {CLOSE}:
                yield _unknown(("steps", index, *place), "step", target)
        if step.key not in reached:
            yield Finding(("steps", index, "key"), "protocol-problem-unreachable", {"name": step.key})
        if CLOSE in (step.gate.on_yes, step.gate.on_no) and step.gate.outcome not in outcomes:
            yield _unknown(("steps", index, "gate", "outcome"), "outcome", step.gate.outcome or "")
    for index, track in enumerate(protocol.tracks):
        if track.start not in known:
            yield _unknown(("tracks", index, "start"), "step", track.start)


def _ways_out(step: Step) -> Iterator[tuple[Place, str]]:
    for name in ("on_yes", "on_no"):
        target = getattr(step.gate, name)
        if target is not None:
            yield ("gate", name), target
    for index, jump in enumerate(step.gate.jumps):
        yield ("gate", "jumps", index, "to"), jump.to


def _reachable(protocol: Protocol) -> set[str]:
    steps = {step.key: step for step in protocol.steps}
    reached: set[str] = set()
    ahead = [track.start for track in protocol.tracks] or [protocol.steps[0].key]
    while ahead:
        key = ahead.pop()
        if key in steps and key not in reached:
            reached.add(key)
            ahead += [target for _, target in _ways_out(steps[key])]
    return reached


def _action_references(protocol: Protocol, place: Place, action: Action) -> Iterator[Finding]:
    for index, key in enumerate(action.needs):
        if protocol.find_action(key) is None:
            yield _unknown((*place, "needs", index), "action", key)
    for index, key in enumerate(action.asks):
        found = protocol.find_action(key)
        if found is None:
            yield _unknown((*place, "asks", index), "action", key)
        elif found[1].consent is None:
            yield Finding((*place, "asks", index), "protocol-problem-asks-without-consent", {"name": key})
    if _needs_itself(protocol, action):
        yield Finding((*place, "needs"), "protocol-problem-needs-itself", {"name": action.key})
    if action.kind == "evaluate" and not action.answers:
        yield Finding(place, "protocol-problem-evaluation-without-answers", {"name": action.key})


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


def _consent(protocol: Protocol, place: Place, action: Action) -> Iterator[Finding]:
    consent = action.consent
    if consent is None:
        return
    if consent.on_refusal == "alternative" and consent.alternative is None:
        yield Finding((*place, "consent"), "protocol-problem-alternative-missing", {"name": action.key})
    if consent.alternative is not None and protocol.find_action(consent.alternative) is None:
        yield _unknown((*place, "consent", "alternative"), "action", consent.alternative)


def _timer(protocol: Protocol, place: Place, part: Part, by: RoleExpr | None, timer: Timer) -> Iterator[Finding]:
    anchors = ANCHORS if isinstance(part, Step) else ANCHORS | ANCHORS_OF_INTERVENTIONS
    for index, anchor in enumerate(timer.anchor):
        if anchor not in anchors and protocol.find_action(anchor) is None:
            yield _unknown((*place, "anchor", index), "anchor", anchor)
    if not _can_be_reminded(protocol, timer.remind or by):
        yield Finding(place, "protocol-problem-nobody-to-remind", {"name": timer.id})
    if timer.setting is None and not any(_TIMED_RULE.fullmatch(rule) for rule in timer.rules):
        yield Finding(place, "protocol-problem-span-without-source", {"name": timer.id})
    if timer.choose and timer.choose.max is not None and timer.choose.min > timer.choose.max:
        yield Finding((*place, "choose"), "protocol-problem-choice-empty", {"name": timer.id})


def _can_be_reminded(protocol: Protocol, expression: RoleExpr | None) -> bool:
    """Only people of the school can be reminded: not a party of the case, not somebody outside."""
    if expression is None:
        return False
    roles = (protocol.roles.get(role_id) for role_id in expression.role_ids())
    return any(role is None or role.kind != "external" for role in roles)


def _facts(protocol: Protocol) -> Iterator[Finding]:
    known = _known_facts(protocol)
    for place, condition in _conditions(protocol, ()):
        for name in facts_named(condition):
            if name not in known:
                yield _unknown(place, "fact", name)


def _known_facts(protocol: Protocol) -> set[str]:
    known = set(BUILT_IN_FACTS) | set(protocol.facts) | {f"setting.{key}" for key in protocol.settings}
    known |= {question.stores for question in protocol.intake}
    known |= {f"{word}.{part.key}" for part in protocol.interventions for word in ("running", "ended")}
    known |= {f"consent.{part.key}" for part in protocol.interventions if part.consent}
    known |= {question.fact for step in protocol.steps for question in step.gate.test}
    for _, _, action in _actions(protocol):
        known |= {f"done.{action.key}", f"skipped.{action.key}"}
        known |= {f"consent.{action.key}"} if action.consent else set()
        known |= {f"answer.{action.key}"} if action.answers else set()
        known |= {fact for answer in action.answers for fact in answer.sets} | set(action.sets)
    return known


def _conditions(node: object, place: Place) -> Iterator[tuple[Place, Condition]]:
    if isinstance(node, Condition):
        yield place, node
        return
    for inner_place, inner in _inner(node, place):
        yield from _conditions(inner, inner_place)


def _rule_ids(node: object, place: Place) -> Iterator[Finding]:
    if isinstance(node, Element):
        for index, rule in enumerate(node.rules):
            if not _RULE_ID.fullmatch(rule):
                yield _unknown((*place, "rules", index), "rule", rule)
    for inner_place, inner in _inner(node, place):
        yield from _rule_ids(inner, inner_place)
