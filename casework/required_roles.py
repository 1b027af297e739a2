"""Which roles a school must fill before its protocol can run."""

from collections.abc import Iterator

from casework.protocol_model import Action, Intervention, Part, Protocol, RoleExpr
from casework.school import CONFIDANT, FIRST_CONTACT, School


def required_roles(protocol: Protocol, school: School) -> tuple[str, ...]:
    """The role ids that need a holder: those of the protocol's line, its tracks and its duties, and the confidant.

    Where any of several roles will do, those that the school has filled count; when it has none the one that acts
    by default, or else the first. Roles outside the school and what may be left undone ask for nobody.
    """
    wanted = [FIRST_CONTACT, *protocol.escalation]
    for part in protocol.parts():
        for expression in _expressions_of(part):
            wanted += _roles_for(expression, school)
    for track in protocol.tracks:
        told = (notice.to for notice in track.also_notify if notice.modality == "must")
        for expression in (*track.receives, *told):
            wanted += _roles_for(expression, school)
    external = {role_id for role_id, role in protocol.roles.items() if role.kind == "external"}
    return tuple(role_id for role_id in dict.fromkeys([*wanted, CONFIDANT]) if role_id not in external)


def _expressions_of(part: Part) -> Iterator[RoleExpr]:
    """Of a means that the protocol only offers nobody needs to be there, but of one that it can ask for at once."""
    if isinstance(part, Intervention):
        if part.trigger is not None:
            yield from (expression for expression in (part.by, part.decided_by) if expression is not None)
        return
    yield part.lead
    yield from (expression for expression in (part.gate.decided_by, part.open_by) if expression is not None)
    for action in part.actions:
        if action.modality == "must":
            yield from _expressions_in(action)


def _expressions_in(action: Action) -> Iterator[RoleExpr]:
    yield from (expression for expression in (action.by, action.decided_by) if expression is not None)
    yield from (timer.remind for timer in action.timers if timer.remind is not None)
    yield from (notice.to for notice in action.notices if notice.modality == "must")


def _roles_for(expression: RoleExpr, school: School) -> list[str]:
    if expression.role is not None:
        return [expression.role]
    if expression.all_of:
        return [role_id for part in expression.all_of for role_id in _roles_for(part, school)]
    choices = [_roles_for(part, school) for part in expression.any_of]
    filled = [choice for choice in choices if choice and all(school.people_in_role(role_id) for role_id in choice)]
    by_default = [choice for choice in choices if expression.default in choice]
    return [role_id for choice in (filled or by_default[:1] or choices[:1]) for role_id in choice]
