"""Which rules there are, to which protocol each belongs, and where in a protocol a rule stands."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from casework.protocol import Action, Notice, Protocol, Record, Timer
from casework.protocol_check_walk import Walk
from casework.protocol_model import Element, Periodic, Route, Track

_FILE = Path(__file__).parents[1] / "data" / "rules_of_protocols.yaml"

FITTING: dict[str, tuple[type[Element], ...]] = {
    "T": (Timer, Periodic),
    "N": (Notice, Route, Track),
    "R": (Record,),
}
"""On what a rule of each kind can stand."""

READ_BY_ACTIONS = frozenset({"R-17"})
"""Rules about what is done with what was written down before; they stand on the action that reads it."""

CHOICES = {
    "A000": ("splitting", 22),
    "A001": ("kluiverboom", 22),
    "A002": ("noordhoek", 16),
    "A003": ("oplossingsgericht", 16),
    "A004": ("het-sticht", 13),
    "AX": (None, 22),
}
"""How many choices were made where a school's text is open; those of AX hold for every protocol."""


@cache
def protocol_of_rule() -> dict[str, str]:
    """The protocol's id by the id of the rule."""
    rules = YAML(typ="safe").load(_FILE.read_text(encoding="utf-8"))
    return {str(rule): str(protocol) for rule, protocol in rules.items()}


def rules_of(protocol_id: str) -> set[str]:
    return {rule for rule, owner in protocol_of_rule().items() if owner == protocol_id}


def rules_on_elements(protocol: Protocol) -> Iterator[tuple[str, Element]]:
    """Every rule that the protocol names, with the element on which it stands."""
    for rule in protocol.rules:
        yield rule, protocol
    for _, element in Walk(protocol).every_part:
        if isinstance(element, Element):
            yield from ((rule, element) for rule in element.rules)


def missing_rules(protocol: Protocol) -> set[str]:
    """The rules of the protocol that stand on no element that fits them and that is ever carried out."""
    unsaid = {id(notice) for notice in unsaid_notices(protocol)}
    fitting = (
        rule for rule, element in rules_on_elements(protocol) if _fits(rule, element) and id(element) not in unsaid
    )
    return rules_of(protocol.id) - set(fitting)


def unsaid_notices(protocol: Protocol) -> list[Notice]:
    """The notices to roles of the school that neither the bot sends nor a person whose work it is tells."""
    return [
        notice
        for part in protocol.parts()
        for action in part.all_actions
        for notice in action.notices
        if notice.to.role_ids() and not protocol.is_outside(notice.to) and not _is_sent(action, notice)
    ]


def _is_sent(action: Action, notice: Notice) -> bool:
    """Whether the bot ever sends it: what must be said, and of an optional action only once that was done."""
    at_once = notice.timing == "at_once" and action.modality == "must"
    return notice.modality == "must" and (at_once or notice.timing == "on_complete")


def _fits(rule: str, element: Element) -> bool:
    kinds = (Action,) if rule in READ_BY_ACTIONS else FITTING.get(rule[0], ())
    return isinstance(element, kinds)


def strange_rules(protocol: Protocol) -> set[str]:
    """The rules that it names but that are not there, or are another protocol's."""
    return {rule for rule, _ in rules_on_elements(protocol) if not _is_known(rule, protocol.id)}


def _is_known(rule: str, protocol_id: str) -> bool:
    if rule in protocol_of_rule():
        return protocol_of_rule()[rule] == protocol_id
    found = re.fullmatch(r"(A\d{3}|AX)-([1-9]\d?)", rule)
    if found is None or found[1] not in CHOICES:
        return False
    owner, count = CHOICES[found[1]]
    return owner in (None, protocol_id) and int(found[2]) <= count
