"""Comparing what came out with what somebody expected, as both stand in a case file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

_OPERATORS = frozenset({"exactly", "none", "in_order", "contains"})


@dataclass(frozen=True)
class Unmet:
    """Something that was expected at `place` and did not come; `found` is what stood there.

    `path` are the keys and numbers that lead to it in what was expected.
    """

    place: str
    expected: Any
    found: Any
    path: tuple[Any, ...] = ()


def unmet(expected: Any, found: Any, place: str = "", path: tuple[Any, ...] = ()) -> Iterator[Unmet]:
    """Every expectation that `found` does not meet.

    A mapping asks for its own keys only. A list asks that each of its items is among those found. `exactly` asks
    for these items and no others, in any order; `in_order` for these in this order, with others between;
    `none` that no item is like any of these; `contains` for a piece of a text.
    """
    if isinstance(expected, Mapping) and expected and _OPERATORS.issuperset(expected):
        for operator, wanted in expected.items():
            if not _holds(operator, wanted, found):
                yield Unmet(place, {operator: wanted}, found, (*path, operator))
    elif isinstance(expected, Mapping):
        for key, wanted in expected.items():
            inside = f"{place}.{key}" if place else str(key)
            if not isinstance(found, Mapping) or str(key) not in found:
                yield Unmet(inside, wanted, None, (*path, key))
            else:
                yield from unmet(wanted, found[str(key)], inside, (*path, key))
    elif _is_list(expected):
        for number, one in enumerate(expected):
            if not _is_among(one, found):
                yield Unmet(place, one, found, (*path, number))
    elif not _same(expected, found):
        yield Unmet(place, expected, found, path)


def as_json(value: Any) -> Any:
    """What somebody wrote in a case file, with its dates as JSON can hold them."""
    if isinstance(value, Mapping):
        return {str(key): as_json(one) for key, one in value.items()}
    if _is_list(value):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _holds(operator: str, wanted: Any, found: Any) -> bool:
    if operator == "contains":
        return str(wanted) in str(found)
    if not _is_list(found):
        return False
    items = list(wanted) if _is_list(wanted) else [wanted]
    if operator == "none":
        return not any(_is_among(one, found) for one in items)
    if operator == "in_order":
        ahead = iter(found)
        return all(any(_meets(one, other) for other in ahead) for one in items)
    return _pair_up(items, list(found))


def _pair_up(wanted: list[Any], found: list[Any]) -> bool:
    """Whether each item wanted can be paired with an item found of its own, with none left on either side."""
    if len(wanted) != len(found):
        return False
    if not wanted:
        return True
    first, *others = wanted
    return any(
        _meets(first, one) and _pair_up(others, found[:place] + found[place + 1 :]) for place, one in enumerate(found)
    )


def _is_among(wanted: Any, found: Any) -> bool:
    return _is_list(found) and any(_meets(wanted, one) for one in found)


def _meets(wanted: Any, found: Any) -> bool:
    return next(unmet(wanted, found), None) is None


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _same(expected: Any, found: Any) -> bool:
    """A date is written as a date; a number may stand for a key that looks like one."""
    if isinstance(expected, date):
        return bool(expected.isoformat() == found)
    if isinstance(expected, bool) or isinstance(found, bool) or expected is None:
        return expected is found
    return str(expected) == str(found)
