"""The ways through a protocol: whether each step can be reached, and left, and whether each track is ever taken."""

from collections.abc import Iterable, Iterator

from casework.protocol_check_walk import Finding, Place, Walk, unknown
from casework.protocol_model import CLOSE, Protocol, Step


def way_findings(walk: Walk) -> Iterator[Finding]:
    """Steps that are named but are not there, that nothing leads to, or from which nothing leads to the end."""
    protocol = walk.protocol
    known = {step.key for step in protocol.steps}
    outcomes = {outcome.key for outcome in protocol.outcomes}
    reached = reachable(protocol, first_steps(protocol))
    leads_on = _leading_to_the_end(protocol)
    for index, step in enumerate(protocol.steps):
        for place, target in ways_out(step):
            if target not in known | {CLOSE}:
                yield unknown(("steps", index, *place), "step", target)
        if step.key not in reached:
            yield Finding(("steps", index, "key"), "protocol-problem-unreachable", {"name": step.key})
        if step.key not in leads_on:
            yield Finding(("steps", index, "gate"), "protocol-problem-no-way-out", {"name": step.key})
        closes = CLOSE in {target for _, target in ways_out(step)}
        if step.gate.outcome is not None and step.gate.outcome not in outcomes:
            yield unknown(("steps", index, "gate", "outcome"), "outcome", step.gate.outcome)
        if step.gate.outcome is None and closes:
            yield Finding(("steps", index, "gate"), "protocol-problem-outcome-missing", {"name": step.key})
        if step.gate.kind == "decision" and step.gate.on_yes is None:
            yield Finding(("steps", index, "gate"), "protocol-problem-yes-missing", {"name": step.key})
        yield from _looks_again(step, ("steps", index, "gate", "look_again"))
    for index, outcome in enumerate(protocol.outcomes):
        for number, key in enumerate(outcome.steps):
            if key not in known:
                yield unknown(("outcomes", index, "steps", number), "step", key)
    for index, track in enumerate(protocol.tracks):
        if track.start not in known:
            yield unknown(("tracks", index, "start"), "step", track.start)
    yield from _tracks_never_taken(protocol)
    for index, intervention in enumerate(protocol.interventions):
        if intervention.available_from is not None and intervention.available_from not in known:
            yield unknown(("interventions", index, "available_from"), "step", intervention.available_from)


def _looks_again(step: Step, place: Place) -> Iterator[Finding]:
    """What comes anew is an evaluation of this step, and its date counts from the last one."""
    again = step.gate.look_again
    if again is None:
        return
    at = (*place, "action")
    fields = {"name": again.action}
    action = next((one for one in step.actions if one.key == again.action), None)
    if step.gate.kind == "none":
        yield Finding(place, "protocol-problem-look-again-unasked", {"name": step.key})
    elif action is None:
        yield Finding(at, "protocol-problem-look-again-elsewhere", {**fields, "element": step.key})
    elif action.kind != "evaluate" or not action.answers:
        yield Finding(at, "protocol-problem-look-again-action", fields)
    elif not any(action.key in timer.anchor for timer in action.timers):
        yield Finding(at, "protocol-problem-look-again-date", fields)


def _tracks_never_taken(protocol: Protocol) -> Iterator[Finding]:
    """Tracks below one that always applies: a report goes along the first that does."""
    always = next((index for index, track in enumerate(protocol.tracks) if track.when is None), None)
    if always is not None:
        for index, track in enumerate(protocol.tracks[always + 1 :], start=always + 1):
            fields = {"name": track.key, "first": protocol.tracks[always].key}
            yield Finding(("tracks", index, "key"), "protocol-problem-track-never", fields)


def first_steps(protocol: Protocol) -> tuple[str, ...]:
    """Where a case can begin: at the start of a track, without tracks at the first step."""
    return tuple(track.start for track in protocol.tracks) or (protocol.steps[0].key,)


def ways_out(step: Step) -> Iterator[tuple[Place, str]]:
    """Every step (or `close`) to which the gate of `step` leads, with its place within the step."""
    for name in ("on_yes", "on_no"):
        target = getattr(step.gate, name)
        if target is not None:
            yield ("gate", name), target
    for index, jump in enumerate(step.gate.jumps):
        yield ("gate", "jumps", index, "to"), jump.to


def reachable(protocol: Protocol, starts: Iterable[str]) -> set[str]:
    """The steps that can be reached from `starts`, those included."""
    steps = {step.key: step for step in protocol.steps}
    reached: set[str] = set()
    ahead = list(starts)
    while ahead:
        key = ahead.pop()
        if key in steps and key not in reached:
            reached.add(key)
            ahead += [target for _, target in ways_out(steps[key])]
    return reached


def _leading_to_the_end(protocol: Protocol) -> set[str]:
    leading = {CLOSE}
    while True:
        further = {
            step.key
            for step in protocol.steps
            if step.key not in leading and any(target in leading for _, target in ways_out(step))
        }
        if not further:
            return leading
        leading |= further
