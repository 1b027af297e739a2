"""What a reporter may know of a protocol before sending: who is informed, and from which step on."""

from collections.abc import Iterator

from casework.protocol_model import Action, Protocol, Step

_NOT_NAMED = ("first_contact", "staff_any")


def informed_roles(protocol: Protocol) -> tuple[tuple[str, str], ...]:
    """Every role that the protocol brings in, with the label of the first step that does so, in order."""
    first_step: dict[str, str] = {}
    for step in protocol.steps:
        for role in _roles_in(step):
            if role not in _NOT_NAMED:
                first_step.setdefault(role, step.label)
    return tuple(first_step.items())


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
