"""What a record type knows at a place: between which numbers, under which names; to say so to who wrote another."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails


def bounds_at(model: type[BaseModel], place: Iterable[int | str]) -> tuple[int, int] | None:
    """The least and the greatest number of the field at `place`, or None when it is not bounded on both sides."""
    found: list[tuple[Any, Iterable[Any]]] = [(model, ())]
    for part in place:
        found = [inner for kind, _ in found for inner in _inside(kind, part)]
    limits = [limit for kind, extra in found for limit in _limits(kind, extra)]
    least = [limit.ge for limit in limits if getattr(limit, "ge", None) is not None]
    most = [limit.le for limit in limits if getattr(limit, "le", None) is not None]
    return (least[0], most[0]) if least and most else None


def names_at(model: type[BaseModel], place: Iterable[int | str]) -> tuple[str, ...]:
    """The names that may stand in the part of `model` at `place`, as they are written; none for a plain value."""
    kinds: list[Any] = [model]
    for part in place:
        kinds = [inner for kind in kinds for inner, _ in _inside(kind, part)]
    models = [found for kind in kinds for found in _models_in(kind)]
    return tuple(dict.fromkeys(field.alias or name for one in models for name, field in one.model_fields.items()))


def _models_in(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    elif get_origin(kind) not in (dict, tuple, list):
        for argument in get_args(kind):
            yield from _models_in(argument)


def _inside(kind: Any, part: int | str) -> Iterator[tuple[Any, Iterable[Any]]]:
    """The types that a value of type `kind` can hold at `part`: a key, or a number in a list."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if part in (name, field.alias):
                yield field.annotation, field.metadata
        return
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        yield arguments[1], ()
    elif get_origin(kind) in (tuple, list):
        yield arguments[0], ()
    elif get_origin(kind) is Annotated:
        yield from _inside(arguments[0], part)
    else:
        for argument in arguments:
            yield from _inside(argument, part)


def _limits(kind: Any, extra: Iterable[Any]) -> Iterator[Any]:
    for one in extra:
        yield from getattr(one, "metadata", (one,))
    arguments = get_args(kind)
    if get_origin(kind) is Annotated:
        yield from _limits(arguments[0], arguments[1:])
    else:
        for argument in arguments:
            yield from _limits(argument, ())


def each_cause(errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The errors without that of a list that is too short only because of what is wrong in it."""
    for details in errors:
        place = details["loc"]
        inside = any(len(one["loc"]) > len(place) and one["loc"][: len(place)] == place for one in errors)
        if details["type"] != "too_short" or not inside:
            yield details
