"""Who acts in a protocol: where somebody has to do, decide or receive something there is somebody of the school.

For somebody outside the school, and for a party of the case, nobody is reminded; what only those may do nobody can.
"""

from collections.abc import Iterator

from casework.protocol_check_walk import Finding, Place, Walk
from casework.protocol_elements import Action, Record
from casework.protocol_model import Protocol, RoleExpr

_Named = tuple[str, Place, RoleExpr | None]
"""The key of what somebody is needed for, where that stands, and who; None where nobody is named there."""


def people_findings(walk: Walk) -> Iterator[Finding]:
    """Leads, deciders and work for which nobody of the school can be found."""
    protocol = walk.protocol
    for name, place, wanted in _to_be_reminded(walk):
        if wanted is not None and not can_be_reminded(protocol, wanted):
            yield _nobody(place, name)
    for name, place, wanted in _who_may(walk):
        if wanted is not None and protocol.is_outside(wanted):
            yield _nobody(place, name)
    for index, track in enumerate(protocol.tracks):
        readers = (*track.receives, *track.fallback)
        if track.receives and not any(can_be_reminded(protocol, reader) for reader in readers):
            yield _nobody(("tracks", index, "receives"), track.key)


def can_be_reminded(protocol: Protocol, wanted: RoleExpr | None) -> bool:
    """Only people of the school can be reminded: not a party of the case, not somebody outside."""
    if wanted is None:
        return False
    roles = (protocol.roles.get(role_id) for role_id in wanted.role_ids())
    return any(role is None or role.kind != "external" for role in roles)


def _to_be_reminded(walk: Walk) -> Iterator[_Named]:
    for index, step in enumerate(walk.protocol.steps):
        yield step.key, ("steps", index, "lead"), step.lead
        yield step.key, ("steps", index, "open_by"), step.open_by
        yield step.key, ("steps", index, "gate", "decided_by"), step.gate.decided_by
    for index, means in enumerate(walk.protocol.interventions):
        yield means.key, ("interventions", index, "by"), means.by
        yield means.key, ("interventions", index, "decided_by"), means.decided_by
    for index, periodic in enumerate(walk.protocol.periodic):
        yield periodic.key, ("periodic", index, "by"), periodic.by
    for place, _, action in walk.actions:
        if _is_a_duty(action):
            yield action.key, (*place, "by"), action.by
    for place, element in walk.every_part:
        if isinstance(element, Record) and element.required:
            yield element.key, (*place, "by"), element.by


def _who_may(walk: Walk) -> Iterator[_Named]:
    for index, step in enumerate(walk.protocol.steps):
        for number, jump in enumerate(step.gate.jumps):
            yield step.key, ("steps", index, "gate", "jumps", number, "by"), jump.by
    for key, question in walk.protocol.facts.items():
        yield key, ("facts", key, "by"), question.by
    for place, _, action in walk.actions:
        yield action.key, (*place, "decided_by"), action.decided_by


def _is_a_duty(action: Action) -> bool:
    """Whether who does it is reminded of it; where it has terms these say whom."""
    return action.modality == "must" and action.kind != "watch" and not action.timers


def _nobody(place: Place, element: str) -> Finding:
    return Finding(place, "protocol-problem-nobody-to-act", {"name": str(place[-1]), "element": element})
