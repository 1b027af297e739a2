"""What a reporter may know of a protocol before sending: who is informed, and from which step on."""

from collections.abc import Iterator

from casework.protocol_model import CLOSE, Action, Protocol, RoleExpr, Step

_NOT_NAMED = ("first_contact", "staff_any")


def informed_roles(protocol: Protocol, start: str | None = None) -> tuple[tuple[str, str], ...]:
    """Every role of the school that the protocol brings in on the normal way from `start`, in the order of that way.

    Each comes with the label of the first step that brings it in. Without `start` the way begins at the first step.
    A jump is no promise: who comes in by one is not among them, nor is anybody outside the school.
    """
    first_step: dict[str, str] = {}
    for step in _steps_ahead(protocol, start or protocol.steps[0].key):
        for role in _roles_in(step):
            if role not in _NOT_NAMED and not protocol.is_outside(RoleExpr(role=role)):
                first_step.setdefault(role, step.label)
    return tuple(first_step.items())


def _steps_ahead(protocol: Protocol, start: str) -> Iterator[Step]:
    """The step `start` and those to which its questions and the next ones lead, the nearest first."""
    ahead, seen = [start], {start}
    for key in ahead:
        step = protocol.step(key)
        yield step
        for to in (step.gate.on_yes, step.gate.on_no):
            if to not in (None, CLOSE, *seen):
                seen.add(str(to))
                ahead.append(str(to))


def _roles_in(step: Step) -> Iterator[str]:
    yield from step.lead.role_ids()
    for action in step.actions:
        if action.modality == "must":
            yield from _roles_of(action)


def _roles_of(action: Action) -> Iterator[str]:
    for notice in action.notices:
        if notice.modality == "must":
            yield from notice.to.role_ids()
    for expression in (action.by, action.decided_by):
        if expression is not None:
            yield from expression.role_ids()
