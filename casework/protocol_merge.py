"""Laying a protocol that extends another over it: maps merge, elements merge by key, other lists grow.

All of it on the plain data of YAML; whether the outcome is right and tight enough is judged elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.protocol_check_walk import Finding, Place

_DROP = "drop"
_MAY_GO = frozenset({"outcomes", "aids"})
"""What a protocol that extends another may take away: ways to end a case early, and aids."""

_FORMS = frozenset({"role", "any_of", "all_of", "party", "fact", "all", "any", "not"})
_ONE_THING = frozenset({
    "when", "entry", "trigger", "unless", "contradicts", "by", "lead", "to", "remind", "decided_by", "open_by", "from",
})  # fmt: skip
"""Who and when are each said in one breath: half of the old and half of the new would be neither."""


@dataclass
class Merged:
    """What came of it: the whole, the findings at places of the added file, and what came from where in that file."""

    tree: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)
    origins: dict[Place, tuple[Place, bool]] = field(default_factory=dict)

    def origin_of(self, place: Place) -> Place:
        """Where in the added file the part of the whole at `place` comes from, or what is nearest to it."""
        for length in range(len(place), -1, -1):
            known = self.origins.get(place[:length])
            if known is not None:
                origin, goes_on = known
                return (*origin, *place[length:]) if goes_on else origin
        return ()


def merge(base: Mapping[str, Any], added: Mapping[str, Any]) -> Merged:
    """`base` with `added` over it; neither is changed."""
    merged = Merged({})
    tree = _maps(merged, base, {key: value for key, value in added.items() if key != "extends"}, (), ())
    _put_added_steps_in_order(merged, tree, base)
    merged.tree = tree
    merged.origins[()] = (("extends",), False)
    return merged


def _laid_over(merged: Merged, base: Any, added: Any, at: Place, origin: Place) -> Any:
    if isinstance(base, Mapping) and isinstance(added, Mapping) and not _is_one_thing(at, base, added):
        return _maps(merged, base, added, at, origin)
    if _is_list(base) and _is_list(added):
        return _lists(merged, base, added, at, origin)
    merged.origins[at] = (origin, True)
    return _plain(added)


def _is_one_thing(at: Place, base: Mapping[str, Any], added: Mapping[str, Any]) -> bool:
    return bool(at) and at[-1] in _ONE_THING and not _FORMS.isdisjoint({*base, *added})


def _maps(merged: Merged, base: Mapping[str, Any], added: Mapping[str, Any], at: Place, origin: Place) -> Any:
    merged.origins[at] = (origin, False)
    whole = {key: _plain(value) for key, value in base.items()}
    for key, value in added.items():
        place = (*origin, key)
        if isinstance(value, Mapping) and value.get(_DROP) is True:
            _drop_from_map(merged, whole, at, key, place)
        elif key in base:
            whole[key] = _laid_over(merged, base[key], value, (*at, key), place)
        else:
            merged.origins[*at, key] = (place, True)
            whole[key] = _plain(value)
    return whole


def _drop_from_map(merged: Merged, whole: dict[str, Any], at: Place, key: str, place: Place) -> None:
    if _may_drop(merged, key in whole, (*at, key), str(key), place):
        del whole[key]


def _lists(merged: Merged, base: Sequence[Any], added: Sequence[Any], at: Place, origin: Place) -> list[Any]:
    merged.origins[at] = (origin, False)
    whole = [_plain(element) for element in base]
    for index, element in enumerate(added):
        place = (*origin, index)
        name = _name_of(element)
        found = next((number for number, one in enumerate(whole) if name is not None and _name_of(one) == name), None)
        if isinstance(element, Mapping) and element.get(_DROP) is True:
            if name is None:
                merged.findings.append(Finding(place, "protocol-problem-extends-drop-unnamed"))
            elif _may_drop(merged, found is not None, at, str(name), place) and found is not None:
                del whole[found]
                _move_up(merged, at, found)
        elif found is not None:
            whole[found] = _laid_over(merged, whole[found], element, (*at, found), place)
        elif name is not None or _plain(element) not in whole:
            merged.origins[*at, len(whole)] = (place, True)
            whole.append(_plain(element))
    return whole


def _move_up(merged: Merged, at: Place, gone: int) -> None:
    """Everything behind an element of a list that is gone has moved up one place."""
    depth = len(at)
    moved: dict[Place, tuple[Place, bool]] = {}
    for place, origin in merged.origins.items():
        number = place[depth] if len(place) > depth and place[:depth] == at else None
        if isinstance(number, int) and number == gone:
            continue
        if isinstance(number, int) and number > gone:
            moved[*at, number - 1, *place[depth + 1 :]] = origin
        else:
            moved[place] = origin
    merged.origins = moved


def _may_drop(merged: Merged, is_there: bool, at: Place, name: str, place: Place) -> bool:
    if not is_there:
        merged.findings.append(Finding(place, "protocol-problem-extends-drop-nothing", {"name": name}))
    elif at[0] not in _MAY_GO or len(at) > 2:
        merged.findings.append(Finding(place, "protocol-problem-extends-drop", {"name": name}))
    else:
        return True
    return False


def _name_of(element: Any) -> object:
    """What an element of a list is known by: its key or id."""
    if not isinstance(element, Mapping):
        return None
    return element.get("key", element.get("id"))


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _plain(value: Any) -> Any:
    """Maps, lists and words as Python has them, without what a reader of YAML keeps beside them."""
    if isinstance(value, Mapping):
        return {_plain(key): _plain(part) for key, part in value.items()}
    if _is_list(value):
        return [_plain(part) for part in value]
    if isinstance(value, bool) or value is None:
        return value
    return str(value) if isinstance(value, str) else int(value) if isinstance(value, int) else value


def _put_added_steps_in_order(merged: Merged, tree: dict[str, Any], base: Mapping[str, Any]) -> None:
    """An added step comes after the step that leads to it: how far a case has come goes by the order of the steps."""
    steps, known = tree.get("steps"), base.get("steps")
    if not isinstance(steps, list) or not isinstance(known, list) or len(steps) == len(known):
        return
    order = list(range(len(known)))
    ahead = list(range(len(known), len(steps)))
    while ahead:
        here = next((one for one in ahead if _place_for(steps, order, one) is not None), ahead[0])
        place = _place_for(steps, order, here)
        order.insert(len(order) if place is None else place, here)
        ahead.remove(here)
    tree["steps"] = [steps[number] for number in order]
    now = {number: place for place, number in enumerate(order)}
    merged.origins = {_moved(place, now): origin for place, origin in merged.origins.items()}


def _place_for(steps: list[Any], order: list[int], number: int) -> int | None:
    """Right after the first step that leads to it, or else before the first to which it leads."""
    name = _name_of(steps[number])
    after = (place + 1 for place, one in enumerate(order) if name in _led_to(steps[one]))
    before = (place for place, one in enumerate(order) if _name_of(steps[one]) in _led_to(steps[number]))
    return next(after, next(before, None))


def _led_to(step: Any) -> tuple[Any, ...]:
    gate = step.get("gate") if isinstance(step, Mapping) else None
    if not isinstance(gate, Mapping):
        return ()
    jumps = gate.get("jumps")
    jumped = [jump.get("to") for jump in jumps if isinstance(jump, Mapping)] if isinstance(jumps, list) else []
    return tuple(one for one in (gate.get("on_yes"), gate.get("on_no"), *jumped) if one is not None)


def _moved(place: Place, now: Mapping[int, int]) -> Place:
    if len(place) > 1 and place[0] == "steps" and isinstance(place[1], int):
        return ("steps", now[place[1]], *place[2:])
    return place
