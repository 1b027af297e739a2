"""Who holds a role in a case: through the class of the pupil that the role is `of`, otherwise through the school.

Whom a report is about is never among them, in no role and not as a deputy either (AX-12), and nobody leads the case
in which they are bullied themselves. Who stands in for one of the management or for the head works under them: when
it is about that person the board comes first, and such a deputy only when nobody else is left.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain

from casework.protocol_model import Protocol, Role, RoleExpr
from casework.school import FIRST_CONTACT, LINE_MANAGER, STAFF_ANY, School
from casework.terms import Calendar

LAST_RESORT = ("management", "head", "board")
"""Who is left when nobody of the protocol's own line is."""

MANAGING = frozenset({"management", "head"})
"""The roles above which there is only the board."""

_THROUGH_A_PUPIL = ("pupil", "class", "team")
_BOUND_WITHOUT_PROTOCOL = {FIRST_CONTACT: "pupil", "year_coordinator": "team", "team_lead": "team"}
_FURTHEST_SEARCHED = 60
"""School days ahead; who is not present on any of them is away for good."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Involved:
    """Through what the people of a case are found. Classes are ids of the school's file, people its person ids.

    `reporter` is the member of staff who reported, None for anybody else; `barred` are the staff whom the case is
    about, or whom the reporter left out, `subjects` the first of these, `bullied` the member of staff whom it happens
    to, None for a pupil. `in_place_of_contact` does the work of the
    victim's first contact, who was passed by. `passed_by` is that contact while the pupil does not trust them:
    `with_trust`. `in_doubt` are those who lead the school while it may be about them too: `tracks.who_is_doubted`.
    `handed_over` are people who gave their work in the case away, with who has it now. `class_of` are the
    classes of the pupils who bully, by pupil.
    """

    victim_class: str | None = None
    bully_classes: tuple[str, ...] = ()
    reporter: str | None = None
    reporter_class: str | None = None
    barred: frozenset[str] = frozenset()
    subjects: tuple[str, ...] = ()
    in_place_of_contact: str | None = None
    passed_by: frozenset[str] = frozenset()
    in_doubt: frozenset[str] = frozenset()
    bullied: str | None = None
    handed_over: Mapping[str, str] = field(default_factory=dict)
    class_of: Mapping[str, str] = field(default_factory=dict)

    def with_pupils(self, pupils: Iterable[str]) -> "Involved":
        """For what is about these pupils who bully alone: whoever belongs to another one has no part in it."""
        classes = dict.fromkeys(self.class_of[pupil] for pupil in pupils if pupil in self.class_of)
        return replace(self, bully_classes=tuple(classes)) if classes else self

    @property
    def parties(self) -> frozenset[str]:
        """The staff between whom it is, or may be: they can have no part in what the school does with it."""
        return frozenset((*self.subjects, *self.in_doubt, *([self.bullied] if self.bullied is not None else [])))

    def who_has_it(self, person: str) -> str:
        """The person, or whoever took that person's work over."""
        return self.handed_over.get(person, person)

    @property
    def left_out(self) -> frozenset[str]:
        """Who hears nothing of the case, reads nothing of it and has nothing to do in it."""
        return self.barred | self.passed_by | self.in_doubt


@dataclass(frozen=True)
class Holder:
    """A person in a role of the case; `stands_in_for` is the person whose deputy this is."""

    person: str
    role: str
    stands_in_for: str | None = None


def with_trust(involved: Involved, school: School, trusted: object, instead: str | None) -> Involved:
    """Who is left out and who acts, now that the fact `trusts_contact` is `trusted`; None when nobody said anything.

    As long as it is false the victim's first contact is left out, and `instead` acts in that place: who took the case
    up, or who received it first (P001 A001-19). When the pupil trusts them after all the place is theirs again.
    """
    contact = school.coach_of(involved.victim_class)
    if trusted is False and contact is not None:
        in_place = instead if instead not in (None, contact) else involved.in_place_of_contact
        return replace(involved, passed_by=frozenset({contact}), in_place_of_contact=in_place)
    if trusted is True and involved.passed_by:
        return replace(involved, passed_by=frozenset(), in_place_of_contact=None)
    return involved


def named_holders(
    roles: Mapping[str, Role], school: School, involved: Involved, wanted: RoleExpr
) -> tuple[Holder, ...]:
    """The holders of the roles in `wanted` that may know of it, each person once, in the order of the expression.

    `roles` are the protocol's. Of `any_of` with a `default` those of the default (A000-16), of one without all. A
    party has no holders. Who is bullied has the role of the reporter at most.
    """
    found = _by_expression(roles, school, involved, wanted)
    return each_once(holder for holder in found if _may_act(involved, holder))


def _everybody(_person: str) -> bool:
    return True


def holders_or_deputies(
    roles: Mapping[str, Role],
    school: School,
    involved: Involved,
    wanted: RoleExpr,
    can_be_told: Callable[[str], bool] = _everybody,
) -> tuple[Holder, ...]:
    """Who acts in `wanted`: each holder, and in the place of one who is left out or cannot be told the own deputy.

    Also when others hold the role: each has their own part, as each first contact has the own pupils (P003 N-44),
    and a deputy is the school's answer to a holder who is not there (AX-20). So whom the reporter merely left out, or
    the pupil does not trust, has the deputy in that place; and so has whom it is about, for that bars the person
    (AX-12), who is nobody's deputy here and in no other role. Only who stands in for one of the management or the head
    works under them, and does not come in here when it is about that one.
    """
    found = (
        next((one for one in _in_one_place(school, involved, holder) if can_be_told(one.person)), None)
        for holder in _by_expression(roles, school, involved, wanted)
    )
    return each_once(one for one in found if one is not None)


def _in_one_place(school: School, involved: Involved, holder: Holder) -> Iterator[Holder]:
    """The holder and then the deputy, as far as they may act."""
    if _may_act(involved, holder):
        yield holder
    deputy = school.deputy_of(holder.person, holder.role)
    if deputy is None:
        return
    stands_in = Holder(involved.who_has_it(deputy), holder.role, holder.person)
    if _may_act(involved, stands_in) and not works_under_a_party(school, involved.parties, stands_in):
        yield stands_in


def standing_in(
    roles: Mapping[str, Role],
    school: School,
    involved: Involved,
    wanted: RoleExpr,
    *,
    under_a_party: bool = False,
) -> tuple[Holder, ...]:
    """The deputies of all holders of `wanted`, also of those who are barred; never a barred one themselves.

    Without those who work under somebody whom it is about; with `under_a_party` only those.
    """
    found = [(one, school.deputy_of(one.person, one.role)) for one in _by_expression(roles, school, involved, wanted)]
    deputies = (Holder(deputy, holder.role, holder.person) for holder, deputy in found if deputy is not None)
    return each_once(
        holder
        for holder in deputies
        if _may_act(involved, holder) and works_under_a_party(school, involved.parties, holder) == under_a_party
    )


def named_or_standing_in(
    roles: Mapping[str, Role], school: School, involved: Involved, *wanted: RoleExpr
) -> frozenset[str]:
    """The people who hold one of the roles in `wanted`, or stand in for who does; nobody whom it is about, and nobody
    who works under them."""
    finds = (named_holders, standing_in)
    return frozenset(holder.person for one in wanted for find in finds for holder in find(roles, school, involved, one))


def works_under_a_party(school: School, parties: Collection[str], holder: Holder) -> bool:
    """Whether this deputy stands in for one of `parties` who manages the school, and so works under them (AX-12)."""
    manager = holder.stands_in_for
    return manager is not None and manager in parties and manages(school, (manager,))


def manages(school: School, people: Iterable[str]) -> bool:
    """Whether one of them is of the management, or is the head."""
    return any(not MANAGING.isdisjoint(school.roles_of(person)) for person in people)


def managers_below_a_board(school: School, left_out: Collection[str] = ()) -> frozenset[str]:
    """Whoever leads the school, as long as somebody else of the board, or who stands in there, can have it instead;
    otherwise nobody. `left_out` cannot."""
    managing = frozenset(person for role in MANAGING for person in school.people_in_role(role))
    board = school.people_in_role("board")
    deputies = (school.deputy_of(person, "board") for person in board)
    others = {*board, *deputies} - {None, *managing, *left_out}
    return managing if others else frozenset()


def past_the_management(school: School, parties: Collection[str], line: Iterable[str]) -> tuple[str, ...]:
    """The roles of a line, each once; the management comes last when it is about somebody of the management."""
    roles = dict.fromkeys(line)
    return tuple(sorted(roles, key=MANAGING.__contains__) if manages(school, parties) else roles)


def holders(protocol: Protocol, school: School, involved: Involved, wanted: RoleExpr) -> tuple[Holder, ...]:
    """As `holders_or_deputies`; when nobody is left up the line, then management, head and board.

    Where the default of several roles has nobody, the others come before the line: the protocol names them too.

    When it is about who manages the school the board comes before the rest of the management, and the deputies of
    those whom it is about come last. Empty for a party, for a role outside the school, and when the school has nobody
    at all.
    """
    if not wanted.role_ids() or protocol.is_outside(wanted):
        return ()
    return who_act(protocol.roles, protocol.escalation, school, involved, wanted)


def who_act(
    roles: Mapping[str, Role], line: Sequence[str], school: School, involved: Involved, wanted: RoleExpr
) -> tuple[Holder, ...]:
    """As `holders`, for roles of the school; `roles` and `line` are those of the protocol."""
    above = past_the_management(school, involved.parties, _above(line, wanted))
    others = () if manages(school, involved.parties) else (_whoever_of(wanted),)
    in_order = (wanted, *others, *(RoleExpr(role=role) for role in above))
    ways = (holders_or_deputies(roles, school, involved, one) for one in in_order)
    last = (standing_in(roles, school, involved, one, under_a_party=True) for one in in_order)
    return next((found for found in chain(ways, last) if found), ())


def _whoever_of(wanted: RoleExpr) -> RoleExpr:
    """The same people, without a default among them."""
    parts = {"any_of": tuple(map(_whoever_of, wanted.any_of)), "all_of": tuple(map(_whoever_of, wanted.all_of))}
    return wanted.model_copy(update={"default": None, **parts})


def next_present_day(
    roles: Mapping[str, Role], school: School, calendar: Calendar, holder: Holder, day: date
) -> date | None:
    """The first school day from `day` on, on which the person works and the role is there (P002 A002-14).

    None when there is no such day in the next twelve weeks of school.
    """
    person, role = school.people.get(holder.person), roles.get(holder.role)
    role_days = role.present_on if role else ()
    for _ in range(_FURTHEST_SEARCHED):
        day = calendar.on_or_after(day)
        in_role = not role_days or _WEEKDAYS[day.weekday()] in role_days
        if person is not None and in_role and person.works_on(day):
            return day
        day += timedelta(days=1)
    return None


def there_meanwhile(
    roles: Mapping[str, Role],
    school: School,
    calendar: Calendar,
    involved: Involved,
    found: Iterable[Holder],
    fallback: Iterable[RoleExpr],
    day: date,
) -> tuple[Holder, ...]:
    """Who of `fallback` is there on the day `day` while nobody of `found`, who get it, is (P002 A002-14)."""

    def is_there(holder: Holder) -> bool:
        return next_present_day(roles, school, calendar, holder, day) == day

    if any(map(is_there, found)):
        return ()
    others = (one for wanted in fallback for one in named_holders(roles, school, involved, wanted))
    return each_once(filter(is_there, others))


def is_the_reporters_role(wanted: RoleExpr) -> bool:
    """Whether it is the colleague who reported, whatever else that person is here."""
    return wanted.role == STAFF_ANY and wanted.of == "reporter"


def each_once(found: Iterable[Holder]) -> tuple[Holder, ...]:
    """Each person once, in the role in which they came first."""
    once: dict[str, Holder] = {}
    for holder in found:
        once.setdefault(holder.person, holder)
    return tuple(once.values())


def _by_expression(roles: Mapping[str, Role], school: School, involved: Involved, wanted: RoleExpr) -> Iterator[Holder]:
    if wanted.role is not None:
        for person in _people_in(roles, school, involved, wanted):
            yield Holder(involved.who_has_it(person), wanted.role)
        return
    for part in _acting(wanted):
        yield from _by_expression(roles, school, involved, part)


def _acting(wanted: RoleExpr) -> tuple[RoleExpr, ...]:
    """Who of `any_of` acts while nobody chose: the part of the default role."""
    by_default = tuple(part for part in wanted.any_of if wanted.default in part.role_ids())
    return (*(by_default or wanted.any_of), *wanted.all_of)


def _people_in(roles: Mapping[str, Role], school: School, involved: Involved, wanted: RoleExpr) -> tuple[str, ...]:
    role_id = wanted.role or ""
    if is_the_reporters_role(wanted):
        return (involved.reporter,) if involved.reporter is not None else ()
    role = roles.get(role_id)
    if role is not None and role.kind == "external":
        return ()
    if role_id == LINE_MANAGER and wanted.of in ("reporter", "subject"):
        return _managers(school, involved, wanted) or school.people_in_role(role_id)
    bound_to = role.bound_to if role else _BOUND_WITHOUT_PROTOCOL.get(role_id, "school")
    if bound_to not in _THROUGH_A_PUPIL:
        return school.people_in_role(role_id)
    if _has_all_of_it(involved, role_id, wanted) and involved.in_place_of_contact is not None:
        return (involved.in_place_of_contact,)
    people = chain.from_iterable(_of_class(school, involved, role_id, one) for one in _classes(involved, wanted))
    return tuple(dict.fromkeys(people))


def _managers(school: School, involved: Involved, wanted: RoleExpr) -> tuple[str, ...]:
    """Who leads the colleague who reported, or those whom it is about; never one of the latter themselves."""
    reporters = (involved.reporter,) if involved.reporter is not None else ()
    led = involved.subjects if wanted.of == "subject" else reporters
    managers = dict.fromkeys(school.manager_of(person) for person in led)
    return tuple(one for one in managers if one is not None and one not in involved.left_out)


def _of_class(school: School, involved: Involved, role_id: str, class_id: str | None) -> tuple[str, ...]:
    """Without a class nobody is its first contact: not every coach of the school."""
    if role_id == FIRST_CONTACT and class_id == involved.victim_class and involved.in_place_of_contact is not None:
        return (involved.in_place_of_contact,)
    if role_id == FIRST_CONTACT and class_id is None:
        return ()
    return school.people_in_role(role_id, class_id)


def _has_all_of_it(involved: Involved, role_id: str, wanted: RoleExpr) -> bool:
    """While nobody knows whose first contact it is, who received it has it alone (AX-14), not the other side's."""
    return role_id == FIRST_CONTACT and involved.victim_class is None and wanted.of in (None, "victim", "involved")


def _classes(involved: Involved, wanted: RoleExpr) -> tuple[str | None, ...]:
    """The classes through which the role is found; a bully of whom nobody knows the class is looked for in the
    victim's."""
    if wanted.of == "bully":
        return involved.bully_classes or (involved.victim_class,)
    if wanted.of == "involved":
        return tuple(dict.fromkeys((involved.victim_class, *involved.bully_classes)))
    if wanted.of == "reporter":
        return (involved.reporter_class,)
    return (involved.victim_class,)


def _may_act(involved: Involved, holder: Holder) -> bool:
    """A colleague who is bullied can still be the one who reported it."""
    if holder.person == involved.bullied and holder.role != STAFF_ANY:
        return False
    return holder.person not in involved.left_out


def _above(line: Sequence[str], wanted: RoleExpr) -> tuple[str, ...]:
    places = [line.index(role) for role in wanted.role_ids() if role in line]
    higher = line[max(places) + 1 :] if places else ()
    return (*higher, *LAST_RESORT)
