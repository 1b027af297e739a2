"""What the checks of a protocol share: what they find, and the way past all its parts with their places in the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import BaseModel

from casework.conditions import Condition
from casework.protocol_model import Action, Part, Protocol, RoleExpr, Route, Step, Timer

Place = tuple[int | str, ...]
"""The keys and numbers that lead to a part of the file."""


@dataclass(frozen=True)
class Finding:
    """Something wrong at a place in the file, as the text key and fields of a sentence."""

    place: Place
    key: str
    fields: dict[str, str] = field(default_factory=dict)


def unknown(place: Place, kind: str, name: str) -> Finding:
    """`name` is mentioned at `place`, but there is no such `kind` of thing in the protocol."""
    return Finding(place, f"protocol-problem-unknown-{kind}", {"name": name})


class Walk:
    """A protocol with the place of each of its parts; conditions are not entered."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol

    @cached_property
    def every_part(self) -> tuple[tuple[Place, BaseModel], ...]:
        parts: list[tuple[Place, BaseModel]] = []
        _gather_parts(self.protocol, (), parts)
        return tuple(parts)

    @cached_property
    def conditions(self) -> tuple[tuple[Place, Condition], ...]:
        return tuple((place, part) for place, part in self.every_part if isinstance(part, Condition))

    @cached_property
    def actions(self) -> tuple[tuple[Place, Part, Action], ...]:
        """Every action with its place and with the step or intervention that holds it."""
        return tuple(self._actions())

    @cached_property
    def timers(self) -> tuple[tuple[Place, Part | Route, RoleExpr | None, Timer], ...]:
        """Every timer with its place, what holds it, and who is reminded when the timer names nobody."""
        return tuple(self._timers())

    @cached_property
    def role_expressions(self) -> tuple[tuple[Place, RoleExpr], ...]:
        return tuple((place, part) for place, part in self.every_part if isinstance(part, RoleExpr))

    def _actions(self) -> Iterator[tuple[Place, Part, Action]]:
        for step_index, step in enumerate(self.protocol.steps):
            for index, action in enumerate(step.actions):
                yield ("steps", step_index, "actions", index), step, action
        for part_index, part in enumerate(self.protocol.interventions):
            for name in ("actions", "reentry"):
                for index, action in enumerate(getattr(part, name)):
                    yield ("interventions", part_index, name, index), part, action

    def _timers(self) -> Iterator[tuple[Place, Part | Route, RoleExpr | None, Timer]]:
        for place, part, action in self.actions:
            for index, timer in enumerate(action.timers):
                yield (*place, "timers", index), part, action.by or part.lead, timer
        for number, intervention in enumerate(self.protocol.interventions):
            if intervention.timer is not None:
                yield ("interventions", number, "timer"), intervention, intervention.by, intervention.timer
        for number, route in enumerate(self.protocol.routes):
            for index, timer in enumerate(route.timers):
                yield ("routes", number, "timers", index), route, None, timer


def anchors_of(holder: Part | Route) -> frozenset[str]:
    """What a timer may be counted from, beside actions."""
    everywhere = frozenset({"case_opened", "step_opened", "signal_received"})
    if isinstance(holder, Step | Route):
        return everywhere
    return everywhere | {"started", "return_date"}


def _gather_parts(node: object, place: Place, parts: list[tuple[Place, BaseModel]]) -> None:
    if isinstance(node, BaseModel):
        if place:
            parts.append((place, node))
        if not isinstance(node, Condition):
            for name, info in type(node).model_fields.items():
                _gather_parts(getattr(node, name), (*place, info.alias or name), parts)
    elif isinstance(node, tuple):
        for index, part in enumerate(node):
            _gather_parts(part, (*place, index), parts)
    elif isinstance(node, dict):
        for key, part in node.items():
            _gather_parts(part, (*place, key), parts)
