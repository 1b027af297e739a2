"""What a person is to a case, as far as that decides what they may do there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from casework.case_events import Acknowledged, CaseEvent
from casework.case_state import Case
from casework.protocol_model import RoleExpr


def anybody(_: str) -> bool:
    """Where nobody knows to whom a case can be given."""
    return True


@dataclass(frozen=True)
class Standing:
    """How a person stands in a case at one moment.

    `fills` tells whether the person is among those who act in a single role now: as its holder, as a deputy, or in
    somebody's place. `has_case`: took it up, or got it from who did. `may_take_up`: it is for the person to take up.
    `in_place_of` is whom the person stands in for as lead of the step, None for a lead in their own right.
    `may_have_case` and `may_watch` tell to whom the person can give the case, and whom ask to keep an eye on it.
    """

    fills: Callable[[RoleExpr], bool]
    has_case: bool = False
    may_take_up: bool = False
    in_place_of: str | None = None
    may_have_case: Callable[[str], bool] = anybody
    may_watch: Callable[[str], bool] = anybody

    def holds(self, wanted: RoleExpr) -> bool:
        """Whether the person acts in one of the roles in `wanted`; in that of a party anybody of the school does."""
        single = tuple(single_roles(wanted))
        return not single or any(map(self.fills, single))


def single_roles(wanted: RoleExpr) -> Iterator[RoleExpr]:
    """The parts of `wanted` that name one role."""
    if wanted.role is not None:
        yield wanted
    for part in (*wanted.any_of, *wanted.all_of):
        yield from single_roles(part)


def standing_in_roles(roles: frozenset[str]) -> Standing:
    """That of somebody of whom only the ids of roles are known, whoever's they are."""
    return Standing(fills=lambda one: one.role in roles)


def who_took_up_the_step(case: Case, events: Sequence[CaseEvent]) -> str | None:
    """Who took up the present step, in their own name or from who had it; None while nobody did. `events` are those of
    which `case` is the fold."""
    last = next((event for event in reversed(events) if isinstance(event, Acknowledged)), None)
    return last.by if last is not None and case.acknowledged else None
