"""What may become of one field when a protocol is tightened: a rule for each field of each record type.

What the rules leave to `protocol_tightening` (conditions, ways, what may be added) is `JUDGED_APART` here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from casework import protocol_beside_steps as beside
from casework import protocol_elements as elements
from casework import protocol_model as model
from casework.protocol_elements import RoleExpr

Allowed = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Rule:
    """Whether a field may go from an old value to a new one, and the text that says why not."""

    allows: Allowed
    key: str = "protocol-problem-extends-changed"


def _ranked(*weakest_first: object) -> Allowed:
    return lambda old, new: weakest_first.index(new) >= weakest_first.index(old)


def _at_most(old: int | None, new: int | None) -> bool:
    return old is None or (new is not None and new <= old)


def _at_least(old: int | None, new: int | None) -> bool:
    return old is None or (new is not None and new >= old)


def _keeps_all(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    return all(one in new for one in old)


def _keeps_all_people(old: tuple[RoleExpr, ...], new: tuple[RoleExpr, ...]) -> bool:
    return all(any(names_all_of(one, another) for another in new) for one in old)


def _keeps_people(old: RoleExpr | None, new: RoleExpr | None) -> bool:
    """Where nobody is named anybody may: a name would be a limit, on who says that it goes on for instance."""
    return (old is None and new is None) or (old is not None and new is not None and names_all_of(old, new))


def names_all_of(old: RoleExpr, new: RoleExpr) -> bool:
    """Whether `new` is everybody of `old`, perhaps together with others."""
    if old == new:
        return True
    together = new.all_of
    if old.all_of:
        return bool(together) and all(any(names_all_of(one, part) for part in together) for one in old.all_of)
    return any(names_all_of(old, part) for part in together)


def _gains(old: Any, new: Any) -> bool:
    return old is None or old == new


def _is_still_there(old: object, new: object) -> bool:
    return old is None or new is not None


def _may_endanger(old: str | None, new: str | None) -> bool:
    """What was not said to secure evidence does not begin to: something else could then wait for that alone."""
    return old == new or (old is None and new == "endangers")


def _asks_more(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """An action that asks a consent is done once that is answered: one that asks none is done otherwise."""
    return old == new or (bool(old) and _keeps_all(old, new))


def _keeps_values(old: tuple[beside.FactValue, ...], new: tuple[beside.FactValue, ...]) -> bool:
    """A question keeps its answers, each once; one for yes or no stays that."""
    each_once = len({value.value for value in new}) == len(new)
    return old == new or (bool(old) and _keeps_all(old, new) and each_once)


def _keeps_days(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Without days somebody is there on all of them."""
    return new == () or (old != () and _keeps_all(old, new))


def _in_no_more_steps(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Without steps it is in all of them."""
    return old == () or (new != () and _keeps_all(new, old))


def _interval(value: int | str | None) -> int:
    """How long it takes until something is due again; where a person decides, longer than any span."""
    if value is None:
        return 1_000_003
    return value if isinstance(value, int) else {"chosen": 1_000_001, "on_demand": 1_000_002}[value]


def _taper_not_wider(old: elements.Taper | None, new: elements.Taper | None) -> bool:
    return new is None or (old is not None and new.to <= old.to)


def _choice_not_wider(old: elements.Choice | None, new: elements.Choice | None) -> bool:
    """Without a choice of its own a date can be the next day already."""
    if new is None:
        return old is None
    before = old or elements.Choice()
    return new.min <= before.min and _at_most(before.max, new.max)


def longest_where_chosen(timer: elements.Timer) -> int:
    """The longest span, in calendar days, that may be fixed where `timer` lets a person choose the day.

    It is the furthest day that could be chosen; without one what is suggested, or else a week.
    """
    return timer.longest or max(timer.suggest or 0, SOON)


FREE = Rule(lambda old, new: True)
"""Words, and what only helps whoever acts. The words of a question or an answer are more: they say what a yes means."""
SAME = Rule(lambda old, new: bool(old == new))
JUDGED_APART = Rule(lambda old, new: True)
INSIDE = Rule(lambda old, new: True)
"""An element, or elements with a key, that are compared in turn: none may be missing."""
GAINS = Rule(_gains)
SHORTER = Rule(_at_most, "protocol-problem-extends-longer")
EARLIER = Rule(_at_least, "protocol-problem-extends-longer")
FEWER = Rule(_at_most, "protocol-problem-extends-more")
MORE = Rule(_at_least, "protocol-problem-extends-more")
ONLY_ON = Rule(_ranked(False, True), "protocol-problem-extends-weaker")
MODALITY = Rule(_ranked("may", "if_needed", "must"), "protocol-problem-extends-weaker")
PEOPLE = Rule(_keeps_people, "protocol-problem-extends-people")
PEOPLE_OR_LEAD = Rule(_keeps_people, "protocol-problem-extends-people")
"""As PEOPLE; where nobody is named it is whoever acts in the part around it."""
DECIDER = Rule(lambda old, new: bool(old == new), "protocol-problem-extends-decider")
"""Any of several who are named may decide: one more would be a second way to a yes."""
DECIDER_OR_LEAD = Rule(lambda old, new: bool(old == new), "protocol-problem-extends-decider")
"""As DECIDER; where nobody is named it is whoever acts in the part around it."""
ALL_PEOPLE = Rule(_keeps_all_people, "protocol-problem-extends-people")
ALL = Rule(_keeps_all, "protocol-problem-extends-removed")
STILL_THERE = Rule(_is_still_there, "protocol-problem-extends-removed")

RULES: Mapping[type[BaseModel], Mapping[str, Rule]] = {
    model.Protocol: {
        **dict.fromkeys(("format",), SAME),
        **dict.fromkeys(("id", "version", "title", "school", "extends", "scope", "vocabulary", "aids", "rules"), FREE),
        **dict.fromkeys(
            ("roles", "registers", "settings", "policies", "facts", "intake", "tracks", "routes", "steps",
             "interventions", "advice", "helplines", "periodic"), INSIDE,
        ),
        "escalation": ALL,
        "outcomes": JUDGED_APART,
    },
    model.Step: {
        **dict.fromkeys(("label", "title", "for_the_pupil", "rules"), FREE), "key": SAME, "entry": JUDGED_APART,
        "lead": PEOPLE, "open_by": DECIDER, "no_punishment": ONLY_ON, "actions": INSIDE, "gate": INSIDE,
    },
    model.Gate: {
        "rules": FREE, "label": SAME, "kind": SAME, "waits_for": SAME, "test": ALL, "decided_by": DECIDER,
        "on_yes": JUDGED_APART, "on_no": JUDGED_APART, "look_again": SAME, "outcome": GAINS,
        "jumps": JUDGED_APART,
    },
    model.Intervention: {
        **dict.fromkeys(("label", "short", "hints", "aids", "rules"), FREE),
        **dict.fromkeys(("key", "parties", "available_from", "measure", "declinable", "repeatable", "per_pupil"), SAME),
        "by": PEOPLE, "decided_by": DECIDER_OR_LEAD, "consult": ALL_PEOPLE, "when": JUDGED_APART,
        "trigger": JUDGED_APART, "consent": INSIDE, "participants": INSIDE, "no_punishment": SAME, "notices": ALL,
        "records": INSIDE, "timer": INSIDE, "actions": INSIDE, "reentry": INSIDE,
    },
    model.Track: {
        **dict.fromkeys(("label", "rules"), FREE), "key": SAME, "when": JUDGED_APART, "receives": ALL_PEOPLE,
        "fallback": ALL_PEOPLE, "also_notify": ALL, "start": JUDGED_APART,
    },
    model.Outcome: {
        "rules": FREE, "label": SAME, "key": SAME, "needs_reason": ONLY_ON,
        "steps": Rule(_in_no_more_steps, "protocol-problem-extends-weaker"), "contradicts": STILL_THERE,
    },
    model.Register: dict.fromkeys(("label", "rules"), FREE),
    elements.Action: {
        **dict.fromkeys(("label", "short", "for_the_pupil", "hints", "aids", "order", "rules"), FREE),
        **dict.fromkeys(("key", "kind", "parties", "continues"), SAME),
        "by": PEOPLE_OR_LEAD, "consult": ALL_PEOPLE, "modality": MODALITY, "when": JUDGED_APART, "consent": INSIDE,
        "agrees_day_of": GAINS, "participants": INSIDE,
        "needs": ALL, "asks": Rule(_asks_more), "holds_step": ONLY_ON,
        "outlives_step": Rule(_ranked(False, None, True), "protocol-problem-extends-weaker"), "decided_by": DECIDER,
        "answers": INSIDE, "sets": SAME, "evidence": Rule(_may_endanger), "notices": ALL,
        "records": INSIDE, "timers": INSIDE,
    },
    elements.Answer: {
        "rules": FREE, **dict.fromkeys(("key", "label", "sets", "again", "anew"), SAME), "needs_reason": ONLY_ON,
    },
    elements.Consent: {
        "rules": FREE, "party": SAME,
        "on_refusal": Rule(_ranked("record_only", "alternative", "block"), "protocol-problem-extends-weaker"),
        "alternative": JUDGED_APART, "unless": JUDGED_APART,
    },
    elements.Participants: {
        "max_bullies": FEWER, "min_size": MORE, "max_size": FEWER, "hard": ONLY_ON,
    },
    elements.Record: {
        "rules": FREE, **dict.fromkeys(("key", "register_id", "files_of", "entered_by_doing"), SAME), "title": GAINS,
        "by": PEOPLE_OR_LEAD, "when": JUDGED_APART, "fields": ALL, "parent": GAINS, "required": ONLY_ON,
    },
    elements.Timer: {
        "rules": FREE, "id": SAME, "anchor": SAME, "after": SHORTER, "before": EARLIER,
        "choose": Rule(_choice_not_wider, "protocol-problem-extends-longer"), "suggest": SHORTER,
        "repeat": Rule(lambda old, new: _interval(new) <= _interval(old), "protocol-problem-extends-longer"),
        "taper": Rule(_taper_not_wider, "protocol-problem-extends-longer"),
        "until": Rule(lambda old, new: new is None or old == new, "protocol-problem-extends-longer"),
        "max": SHORTER, "hard_max": ONLY_ON, "remind": PEOPLE_OR_LEAD, "remind_before": ONLY_ON, "setting": SAME,
    },
    elements.Role: {
        **dict.fromkeys(("label", "rules"), FREE), "kind": SAME, "bound_to": SAME,
        "present_on": Rule(_keeps_days, "protocol-problem-extends-people"),
    },
    beside.FactQuestion: {
        "rules": FREE, "label": SAME, "when": JUDGED_APART, "by": DECIDER, "values": Rule(_keeps_values),
        "needs_reason": ONLY_ON,
    },
    beside.Setting: {"label": SAME, **dict.fromkeys(("default", "rules"), FREE)},
    beside.Question: {
        "rules": FREE, **dict.fromkeys(("key", "label", "stores", "answered_by"), SAME), "when": JUDGED_APART,
        "required": ONLY_ON, "sensitive": ONLY_ON, "values": Rule(_keeps_values),
        "asks": Rule(_ranked("staff", "reporter"), "protocol-problem-extends-weaker"),
    },
    beside.Advice: {
        "rules": FREE, **dict.fromkeys(("key", "label", "audience"), SAME), "when": JUDGED_APART,
        "evidence": Rule(_may_endanger), "requires_done": ALL,
    },
    beside.Helpline: {
        **dict.fromkeys(("label", "rules"), FREE), "audience": ALL,
        **dict.fromkeys(("number", "url", "verified_on"), STILL_THERE),
    },
    beside.Policy: {"rules": FREE, **dict.fromkeys(("key", "label", "rule"), SAME), "applies_to": ALL},
    beside.Periodic: {
        **dict.fromkeys(("label", "rules", "month", "weekday", "week"), FREE), "key": SAME,
        "every": JUDGED_APART, "count": JUDGED_APART, "by": PEOPLE, "together": ALL_PEOPLE, "audience": ALL,
        "setting": SAME,
    },
    beside.Route: {
        **dict.fromkeys(("label", "rules"), FREE), "key": SAME, "sender": PEOPLE, "senders": ALL, "to": ALL_PEOPLE,
        "when": JUDGED_APART, "modality": MODALITY, "timers": INSIDE,
        "channel": Rule(lambda old, new: old in ("any", new)),
    },
}  # fmt: skip

SOON = 7
"""Calendar days: what is added before something may take so long, and so may a span where a person chose the day."""

SPANS = frozenset({"after", "before", "choose", "suggest", "repeat", "taper", "max", "hard_max"})
"""The fields of a timer that are the school's own to choose where the timer says `setting: school`."""
