"""What can be said of the rest of a protocol file of which some parts have the wrong shape.

The wrong parts are left out until the remainder has the shape of a protocol, and that is looked through. What may be
no more than a consequence of what was left out is not said: nobody is sent to look for an error that is not there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from casework.protocol_check import Finding, Place, findings_in
from casework.protocol_model import Protocol

_SAID = frozenset(
    f"protocol-problem-{what}"
    for what in (
        "before-and-after",
        "between-braces",
        "double",
        "group-empty",
        "hard-max-without-max",
        "interval-without-source",
        "key-twice",
        "label-without-short",
        "max-over-choice",
        "max-under-choice",
        "max-under-term",
        "no-name",
        "no-words",
        "open-brace",
        "phone-number",
        "repeat-zero",
        "site",
        "span-without-source",
        "step-called-close",
        "suggest-out",
        "taper-shorter",
        "taper-without-repeat",
        "timer-twice",
        "timer-without-day",
        "unknown-action",
        "unknown-advice",
        "unknown-aid",
        "unknown-anchor",
        "unknown-fact",
        "unknown-outcome",
        "unknown-register",
        "unknown-role",
        "unknown-rule",
        "unknown-step",
        "unknown-word",
        "words-too-long",
    )
)
"""The errors of one part by itself, and names of nothing; a way that is missing may lead through what was left out."""

_OF_NAMES = frozenset(f"protocol-problem-unknown-{kind}" for kind in (
    "action", "advice", "aid", "anchor", "fact", "outcome", "register", "role", "step", "word",
))  # fmt: skip

_NAMES = ("key", "id", "fact", "stores")
_MAPS_OF_NAMES = ("sets", "facts", "roles", "registers", "aids", "settings", "vocabulary", "gate")
_LISTS_OF_NAMES = (
    "steps", "actions", "reentry", "interventions", "answers", "advice", "intake", "outcomes", "tracks", "timers",
    "records", "values", "test", "routes",
)  # fmt: skip
"""The fields in which something gets the name by which the rest of the file speaks of it."""

_MOST_ROUNDS = 200


def findings_beside(tree: object) -> tuple[Finding, ...]:
    """What is wrong with those parts of a file that have the right shape, with their places in the whole file.

    Empty when too little is left of it to be a protocol.
    """
    left_out: set[Place] = set()
    names_lost = False
    for _ in range(_MOST_ROUNDS):
        remainder = _Remainder(tree, left_out)
        try:
            protocol = Protocol.model_validate(remainder.tree)
        except ValidationError as error:
            wrong = [(_place_of(remainder.tree, one), one["loc"][-1:]) for one in error.errors()]
            placed = {(remainder.place_in_file(place), field) for place, field in wrong}
            if any(place == () for place, _ in placed):
                return ()
            for place, field in placed:
                names_lost |= (*place, *field) not in left_out and _is_named(place, field)
            left_out |= {place for place, _ in placed}
            continue
        names_lost |= any(_loses_names(tree, place) for place in left_out)
        said = _SAID - (_OF_NAMES if names_lost else set())
        found = (_moved(finding, remainder) for finding in findings_in(protocol) if finding.key in said)
        names = {name for place in left_out for name in _names_at(tree, place)}
        return tuple(one for one in found if not _is_consequence(one, left_out, names))
    return ()


class _Remainder:
    """A file without some of its parts, and where in the file each part of that stands."""

    def __init__(self, tree: object, left_out: set[Place]) -> None:
        self._left_out = left_out
        self._indices: dict[Place, list[int]] = {}
        self.tree = self._without(tree, (), ())

    def place_in_file(self, place: Place) -> Place:
        found: Place = ()
        for depth, part in enumerate(place):
            indices = self._indices.get(place[:depth])
            found = (*found, part if indices is None or not isinstance(part, int) else indices[part])
        return found

    def _without(self, node: Any, in_file: Place, place: Place) -> Any:
        if isinstance(node, Mapping):
            kept = {key: value for key, value in node.items() if (*in_file, key) not in self._left_out}
            return {key: self._without(value, (*in_file, key), (*place, key)) for key, value in kept.items()}
        if isinstance(node, list):
            indices = [index for index in range(len(node)) if (*in_file, index) not in self._left_out]
            self._indices[place] = indices
            parts = enumerate(indices)
            return [self._without(node[index], (*in_file, index), (*place, new)) for new, index in parts]
        return node


def _place_of(tree: Any, detail: Mapping[str, Any]) -> Place:
    """The part that an error is about: what holds it when something is missing there."""
    place: Place = ()
    for part in detail["loc"]:
        inside = isinstance(tree, Mapping) and part in tree
        if not inside and not (isinstance(tree, list) and isinstance(part, int) and part < len(tree)):
            break
        tree, place = tree[part], (*place, part)
    return place


def _moved(finding: Finding, remainder: _Remainder) -> Finding:
    return Finding(remainder.place_in_file(finding.place), finding.key, finding.fields)


def _is_consequence(finding: Finding, left_out: set[Place], names: set[str]) -> bool:
    """Whether it is about a part that lost something, or names what may have stood in what was left out."""
    name = finding.fields.get("name", "")
    if name in names or name.partition(".")[2] in names:
        return True
    holders = (place[:-1] for place in left_out if len(place) > 1)
    return any(_is_within(finding.place, holder) for holder in holders)


def _is_within(place: Place, holder: Place) -> bool:
    return place[: len(holder)] == holder and len(place) - len(holder) <= 1


def _is_named(place: Place, field: Place) -> bool:
    """Whether the field that is missing at the place would have held names."""
    return place[-1:] != field and field[0] in (*_MAPS_OF_NAMES, *_LISTS_OF_NAMES)


def _loses_names(tree: Any, place: Place) -> bool:
    """Whether something that could be named elsewhere was left out with its name, which nobody can read there."""
    for part in place:
        tree = tree[part]
    field = next((part for part in reversed(place) if isinstance(part, str)), "")
    if isinstance(place[-1], int):
        return field in _LISTS_OF_NAMES and not _has_name(tree)
    if field in _LISTS_OF_NAMES:
        return not isinstance(tree, list) or not all(map(_has_name, tree))
    return (field in _NAMES and not isinstance(tree, str | int)) or (
        field in _MAPS_OF_NAMES and not isinstance(tree, Mapping)
    )


def _has_name(element: Any) -> bool:
    return isinstance(element, Mapping) and any(isinstance(element.get(name), str | int) for name in (*_NAMES, "value"))


def _names_at(tree: Any, place: Place) -> Iterator[str]:
    """All that could be a name in what was left out, and the names of what holds it."""
    yield from (str(part) for part in place)
    for part in place:
        if isinstance(tree, Mapping):
            yield from (str(tree[name]) for name in _NAMES if name in tree)
        tree = tree[part]
    yield from _words_in(tree)


def _words_in(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield str(key)
            yield from _words_in(value)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for part in node:
            yield from _words_in(part)
    else:
        yield str(node)
