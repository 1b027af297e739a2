"""How far a case can come: whether every step can really begin, and whether work waits for what may never be there.

Beside the ways from step to step this minds what the conditions on them ask for: a fact counts when what can come
before tells it, or when a person of the school can.
"""

from collections.abc import Iterator
from functools import cache, partial
from itertools import product

from casework.conditions import Condition, facts_named
from casework.protocol_check_facts import Facts, can_hold
from casework.protocol_check_walk import Finding, Place, Walk
from casework.protocol_check_ways import reachable, ways_out
from casework.protocol_elements import Action
from casework.protocol_model import CLOSE, Intervention, Part, Protocol, Step


class _Courses:
    """The ways that cases can go along one protocol, each worked out once."""

    def __init__(self, walk: Walk) -> None:
        self._protocol = walk.protocol
        self.starts = tuple(_starts(walk.protocol))
        self.come_to = cache(self._come_to)
        """The keys of the steps and means to which a case can come from a step, along a track, passing by another."""
        self.known_by = cache(partial(Facts, walk))
        """The facts once a case came to these steps and means along a track."""

    def _come_to(self, start: str, track: str | None, without: str | None) -> frozenset[str]:
        come = frozenset({start}) - {without}
        while True:
            further = frozenset(self._one_further(come, self.known_by(come, track))) - {without}
            if further <= come:
                return come
            come |= further

    def _one_further(self, come: frozenset[str], facts: Facts) -> Iterator[str]:
        protocol = self._protocol
        for step in protocol.steps:
            if step.key in come:
                for _, target, when in _ways(protocol, step):
                    if target.key not in come and can_hold(facts, target.entry, when):
                        yield target.key
        order = [step.key for step in protocol.steps]
        last = max((order.index(key) for key in come if key in order), default=-1)
        for means in protocol.interventions:
            first = order.index(means.available_from) if means.available_from in order else 0
            if means.key not in come and first <= last and can_hold(facts, means.when):
                yield means.key


def course_findings(walk: Walk) -> Iterator[Finding]:
    """Steps that nothing can open, and work that waits for what is not done on some way."""
    courses = _Courses(walk)
    yield from _never_opened(walk, courses)
    for place, part, action in walk.actions:
        for index, key in enumerate(action.needs):
            found = walk.protocol.find_action(key)
            if found is not None and _may_wait_for_ever(walk.protocol, courses, part, action, *found):
                fields = {"name": key, "element": action.key}
                yield Finding((*place, "needs", index), "protocol-problem-needs-never", fields)


def _never_opened(walk: Walk, courses: _Courses) -> Iterator[Finding]:
    """Where cases stop: at the entry of a step, or the condition of a jump, that cannot hold by then."""
    protocol, every_fact = walk.protocol, Facts(walk)
    along = [(track, courses.come_to(step, track, None)) for step, track in courses.starts]
    anywhere = frozenset[str]().union(*(come for _, come in along))
    places: dict[Place, Finding] = {}
    for (track, come), (index, step) in product(along, enumerate(protocol.steps)):
        for place, target, when in _ways(protocol, step):
            named = (*facts_named(target.entry), *facts_named(when))
            on_the_way = anywhere if _goes_on(protocol, step, come) else come
            if step.key not in come or target.key in on_the_way or not all(fact in every_fact for fact in named):
                continue
            at: Place = ("steps", protocol.steps.index(target), "entry")
            what = "entry-never"
            if can_hold(courses.known_by(come, track), target.entry):
                at, what = ("steps", index, *place), "jump-never"
            places[at] = Finding(at, f"protocol-problem-{what}", {"name": target.key})
    yield from places.values()


def _goes_on(protocol: Protocol, step: Step, come: frozenset[str]) -> bool:
    """Whether a case that can come to these comes further by the gate of the step; a jump is for who has a reason."""
    normal = [key for place, key in ways_out(step) if "jumps" not in place]
    known = {one.key for one in protocol.steps}
    return not known.intersection(normal) or any(key == CLOSE or key in come for key in normal)


def _may_wait_for_ever(
    protocol: Protocol, courses: _Courses, part: Part, action: Action, needed_in: Part, needed: Action
) -> bool:
    """Whether a case can come to `action` where `needed` can never be done.

    What a step requires has to find `needed` there in any case; a means runs beside the steps that still come. What is
    not required may wait in vain on some way, but not on all.
    """
    if needed.kind == "watch":
        return True
    if needed_in is part:
        return False
    if action.modality != "must":
        of_steps = isinstance(part, Step) and isinstance(needed_in, Step)
        return of_steps and part.key not in reachable(protocol, [needed_in.key])
    beside = isinstance(part, Intervention)
    for step, track in courses.starts:
        come = courses.come_to(step, track, None if beside else needed_in.key)
        missing = needed_in.key not in come
        if part.key in come and missing and can_hold(courses.known_by(come, track), action.when):
            return True
    return False


def _starts(protocol: Protocol) -> tuple[tuple[str, str | None], ...]:
    """Where a case can begin, each with its track; without one that applies it is the first step."""
    along = tuple((track.start, track.key) for track in protocol.tracks)
    return along if any(track.when is None for track in protocol.tracks) else (*along, (protocol.steps[0].key, None))


def _ways(protocol: Protocol, step: Step) -> Iterator[tuple[Place, Step, Condition | None]]:
    """The steps to which `step` leads, each with its place in the step and the condition of a jump."""
    steps = {one.key: one for one in protocol.steps}
    jumps = iter(step.gate.jumps)
    for place, key in ways_out(step):
        when = next(jumps).when if "jumps" in place else None
        if key in steps:
            yield place, steps[key], when
