"""To whom a case, or keeping an eye on it, can be given; never to whom it is about or whom its reporter left out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from casework.contact_agreed import LetIn
from casework.holders import LAST_RESORT, Involved, named_or_standing_in
from casework.protocol_model import Role, RoleExpr
from casework.school import CONFIDANT, FIRST_CONTACT, STAFF_ANY, School
from casework.tracks import Way

_BOARD = "board"
_ABOVE = tuple(RoleExpr(role=role) for role in LAST_RESORT)
_CONFIDANTS = (RoleExpr(role=CONFIDANT),)


@dataclass(frozen=True)
class TakingOver:
    """Who of a school may get a case. `line` are the protocol's roles from low to high, `roles` all of them.

    `for_confidant`: it stays on the confidant's line until the pupil lets others in, as far as `let_in` (P000 A000-22).
    `admin` reads no case unless the line is theirs as well; None where a school has nobody of that kind.
    """

    school: School
    roles: Mapping[str, Role]
    line: Collection[str]
    involved: Involved
    way: Way
    for_confidant: bool
    admin: str | None
    let_in: LetIn = LetIn.NOBODY

    def may_have_case(self, person: str) -> bool:
        """On the confidant's line only confidants and their deputies may (AX-20), never the pupil's own first contact;
        once the pupil lets others in, those of the protocol's line too. Of what stays with who receives it, only they,
        their deputies and those who follow them (AX-12). Otherwise nobody of the board, unless the case goes the
        board's way, and nobody who only looks out in the breaks, but the colleague who reported it (P001 001:259-263).
        """
        if not self._may_know(person):
            return False
        if self.for_confidant:
            return person in self._on_the_confidants_line()
        if self.way.closed or self.way.kept_apart:
            return person in self._receivers()
        return self._holds_cases(person)

    def may_watch(self, person: str) -> bool:
        """Nobody may where nobody else may come to know that there is a case."""
        return self._may_know(person) and not stays_inside(self.way, for_confidant=self.for_confidant)

    def _may_know(self, person: str) -> bool:
        involved = self.involved
        return person in self.school.people and person not in involved.left_out and person != involved.bullied

    def _on_the_confidants_line(self) -> frozenset[str]:
        found = self._in_roles(_CONFIDANTS)
        if self.let_in > LetIn.NOBODY and not (self.way.closed or self.way.kept_apart):
            line = (RoleExpr(role=role) for role in self.line)
            found |= self._in_roles(self.way.fallback) | self._in_roles(line)
        contact = self.school.coach_of(self.involved.victim_class)
        return found if self.let_in is LetIn.LINE or contact is None else found - {contact}

    def _receivers(self) -> frozenset[str]:
        found = self._in_roles(self.way.receives) or self._in_roles(_ABOVE)
        return found if self.way.is_the_boards else found | self._in_roles(self.way.fallback)

    def _in_roles(self, wanted: Iterable[RoleExpr]) -> frozenset[str]:
        return named_or_standing_in(self.roles, self.school, self.involved, *wanted)

    def _holds_cases(self, person: str) -> bool:
        held = set(self.school.roles_of(person))
        if person == self.admin and not held & {FIRST_CONTACT, *self.line}:
            return False
        to_the_board = any(_BOARD in wanted.role_ids() for wanted in (*self.way.receives, *self.way.fallback))
        if not to_the_board and (held == {_BOARD} or (not held and person in self._deputies_of_board())):
            return False
        return person == self.involved.reporter or works_on_cases(self.school, person)

    def _deputies_of_board(self) -> set[str | None]:
        return {self.school.deputy_of(holder, _BOARD) for holder in self.school.people_in_role(_BOARD)}


def works_on_cases(school: School, person: str) -> bool:
    """Whether this member of staff does more here than pass on what they see in the breaks."""
    return set(school.roles_of(person)) != {STAFF_ANY}


def stays_inside(way: Way, *, for_confidant: bool) -> bool:
    """Whether nobody else may come to know that there is a case: the confidant's line, and what is kept apart."""
    return for_confidant or way.kept_apart


def is_the_confidants(receives: Collection[RoleExpr], lead: RoleExpr) -> bool:
    """Whether what came to the confidant alone is still there: `lead` leads the present step."""
    return tuple(receives) == _CONFIDANTS and CONFIDANT in lead.role_ids()
