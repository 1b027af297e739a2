"""What a walk shows to a test: whom the bot told, what is to be done, and which days the protocol itself gives."""

from casework.protocol import Protocol
from casework.protocol_model import Periodic
from tests.casework.cases import Walk


def told(walk: Walk, step: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Whom the bot told in a step and by which rules, in the order in which it did."""
    return [(notice.to.role_ids(), notice.rules) for notice in walk.notices if notice.step == step]


def to_do(walk: Walk) -> set[str | None]:
    """The actions that somebody has to do now."""
    return {duty.action for duty in walk.duties().values() if duty.kind == "do"}


def dated_by_the_protocol(walk: Walk) -> set[str]:
    """The duties whose day the protocol itself gives."""
    return {key for key, duty in walk.duties().items() if duty.origin == "protocol"}


def duty_of_the_school(protocol: Protocol, key: str) -> Periodic:
    """The duty `key` that comes back for the whole school; StopIteration when there is none."""
    return next(duty for duty in protocol.periodic if duty.key == key)
