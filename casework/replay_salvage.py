"""Reading on past a mistake in a case file, so that every other mistake is named as well."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casework.bounds import each_cause

_MOST_ROUNDS = 4
"""What is wrong inside something that was left out is found in the first round; the others only leave out more."""

SOMEBODY: Mapping[str, Any] = {"people": {}, "pupils": {"class": "-"}}
"""Whoever has a mistake beside their name is still somebody whom the events may name."""

_Model = TypeVar("_Model", bound=BaseModel)

Location = tuple[int | str, ...]


def salvaged(
    model: type[_Model], value: Any, somebody: Mapping[str, Any] | None = None
) -> tuple[_Model | None, list[ErrorDetails]]:
    """What is left of `value` as a `model` without its mistakes, None when that is too little; and every mistake.

    `somebody` gives for some parts what stands there instead of what has a mistake in it.
    """
    rest = _plain(value)
    found: list[ErrorDetails] | None = None
    for _ in range(_MOST_ROUNDS):
        try:
            return model.model_validate(rest), found or []
        except ValidationError as error:
            mistakes = error.errors()
            found = list(each_cause(mistakes)) if found is None else found
            # From the end: what is left out of a list moves up what is behind it.
            for location in sorted({tuple(one["loc"]) for one in mistakes}, key=_last_first):
                _leave_out(rest, location, somebody or {})
    return None, found or []


def names_are_known(mistakes: Sequence[ErrorDetails]) -> bool:
    """Whether it can still be read who is who: that fails when all of `people` or `pupils` is no map."""
    return not any(location and location[-1] in SOMEBODY for location in (one["loc"] for one in mistakes))


def _last_first(location: Location) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(part, str), -part if isinstance(part, int) else 0, str(part)) for part in location)


def _leave_out(rest: Any, location: Location, somebody: Mapping[str, Any]) -> None:
    for depth, part in enumerate(location[:-1]):
        if part in somebody and depth in (0, 2):
            inside = _at(rest, location[: depth + 1])
            if isinstance(inside, dict) and location[depth + 1] in inside:
                inside[location[depth + 1]] = deepcopy(somebody[str(part)])
            return
    for length in range(len(location), 0, -1):
        around, last = _at(rest, location[: length - 1]), location[length - 1]
        if isinstance(around, dict) and last in around:
            del around[last]
            return
        if isinstance(around, list) and isinstance(last, int) and last < len(around):
            if location[:length] == ("runs", last):
                around[last] = {}
            else:
                del around[last]
            return


def _at(rest: Any, location: Location) -> Any:
    for part in location:
        is_there = isinstance(rest, dict) and part in rest
        if not is_there and not (isinstance(rest, list) and isinstance(part, int) and part < len(rest)):
            return None
        rest = rest[part]
    return rest


def _plain(value: Any) -> Any:
    """A copy that may be changed, of maps and lists all the way down."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    return value
