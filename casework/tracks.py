"""Which way a report goes: the first track whose condition holds, and the house rules about staff.

The house rules hold for every protocol. What a protocol itself says about such a case goes before them, but for
one: sexual conduct of staff towards a pupil is the board's at once.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from casework.conditions import Scalar, facts_named, holds
from casework.holders import (
    LAST_RESORT,
    MANAGING,
    Holder,
    Involved,
    each_once,
    holders,
    managers_below_a_board,
    named_holders,
    past_the_management,
    standing_in,
)
from casework.protocol_model import Protocol, RoleExpr, Step, Track
from casework.school import CONFIDANT, FIRST_CONTACT, STAFF_ANY, School

HouseRule = Literal[
    "sexual_conduct_of_staff", "staff_not_named", "about_management", "other_than_contact", "victim_is_staff"
]
"""Of staff known by name it is `about_management` when whoever leads the school is, or may be, among them."""

INSPECTORATE = "school_inspectorate"
"""The helpline of the inspectorate's confidential inspectors, 0900-1113111."""

_BOARD = RoleExpr(role="board")
_CONFIDANT = RoleExpr(role=CONFIDANT)
FOR_STAFF = tuple(RoleExpr(role=role) for role in ("management", "head", "bullying_coordinator"))
"""Who reads what is about a colleague who is bullied: no pupil's first contact."""
DOUBT = "management_in_doubt"
"""The fact that it may be about whoever leads the school."""
_TOLD_OTHERWISE = frozenset({FIRST_CONTACT, STAFF_ANY})


@dataclass(frozen=True)
class Way:
    """Where a report goes.

    All holders of `receives` get it; when nobody of them is left `fallback` follows. `also_told` hear at once that
    there is one. The case begins at the step `start`. On a `closed` way nobody else of the protocol's line comes
    to read it. `house_rule` says which rule of the house decided who gets it instead of the track. `helplines` are
    ids of lines that belong in the answer to the reporter. With `passes_contact` the first step is the first
    contact's, who does not receive it: who does acts in that place (P001 A001-19). `distrusts_contact`: the reporter
    does not trust the first contact, or that may be the person whom it is about: they read it in no other role either.
    `doubts_management`: it may be about whoever leads the school as well (`who_is_doubted`). `lead` leads the first
    step.
    """

    start: str
    receives: tuple[RoleExpr, ...]
    fallback: tuple[RoleExpr, ...] = ()
    also_told: tuple[RoleExpr, ...] = ()
    track: str | None = None
    closed: bool = False
    house_rule: HouseRule | None = None
    helplines: tuple[str, ...] = ()
    passes_contact: bool = False
    distrusts_contact: bool = False
    doubts_management: bool = False
    lead: RoleExpr | None = None

    @property
    def is_the_boards(self) -> bool:
        """Whether nobody but the board reads it, as long as there is a board."""
        return self.house_rule == "sexual_conduct_of_staff"

    @property
    def is_the_reporters(self) -> bool:
        """Whether it is for the colleague who reported to go on with (P002 A002-1)."""
        return is_the_reporters(self)

    @property
    def begins_with_contact(self) -> bool:
        """Whether the first step is the first contact's to lead, or one of several who may: then who takes the case up
        acts there."""
        return self.lead is not None and FIRST_CONTACT in self.lead.role_ids()

    @property
    def is_the_contacts(self) -> bool:
        """Whether the first contact is who takes it up: because they get it, or because they lead it."""
        return not self.closed and (self._gives_contact or self.leads_beside)

    @property
    def leads_beside(self) -> bool:
        """Whether the first step is for the first contact to lead, while others get it (P002 N-35): the contact who has
        it keeps it, and they hear of it."""
        return self.begins_with_contact and not (self.closed or self._gives_contact or self.passes_contact)

    @property
    def keepers(self) -> tuple[RoleExpr, ...]:
        """Who keeps a case that comes this way, when they have it already."""
        return (*self.receives, self.lead) if self.lead is not None and self.leads_beside else self.receives

    @property
    def _gives_contact(self) -> bool:
        return any(FIRST_CONTACT in wanted.role_ids() for wanted in self.receives)

    @property
    def kept_apart(self) -> bool:
        """Whether the case stays with who receives it, whatever roles the steps of its track name."""
        return self.house_rule in ("sexual_conduct_of_staff", "staff_not_named", "about_management")


def first_that_fits(protocol: Protocol, facts: Mapping[str, Scalar]) -> Track | None:
    """The first track whose condition `facts` meet; None for a protocol without tracks, or when none does."""
    return next((track for track in protocol.tracks if holds(track.when, facts)), None)


def route(
    protocol: Protocol,
    facts: Mapping[str, Scalar],
    *,
    staff_named: bool = False,
    subject_roles: Collection[str] = (),
    track: str | None = None,
    reporter_has_it: bool = True,
) -> Way:
    """The way of a report of which `facts` are known.

    `staff_named`: the staff whom it is about are known by name; `subject_roles` are the roles that they hold. `track`
    is the one to which a person brought the case, whatever its condition says; the house rules hold there too. The fact
    `track` is the one on which a case is under way: a case that turns out to be about staff is the readers' of the
    track for that before anybody brought it there. Without
    `reporter_has_it` nothing goes to the colleague who reported.
    """
    open_to = protocol if reporter_has_it and not _is_the_boards(facts, subject_roles) else _of_others(protocol)
    way = _chosen(open_to, facts, staff_named, subject_roles, track)
    if facts.get(DOUBT) is True and any(map(_is_managing, (*way.receives, *way.fallback))):
        way = _around_management(way)
    receives_it = any(FIRST_CONTACT in wanted.role_ids() for wanted in way.receives)
    lead = protocol.step(way.start).lead
    of_managers = staff_named and way.house_rule == "staff_not_named"
    return replace(
        way,
        house_rule="about_management" if of_managers else way.house_rule,
        lead=lead,
        passes_contact=lead.role == FIRST_CONTACT and not receives_it,
        distrusts_contact=facts.get("trusts_contact") is False or _may_be_the_contact(way, facts, staff_named),
        doubts_management=facts.get(DOUBT) is True,
        helplines=way.helplines or _lines_about_staff(protocol, facts),
    )


def _lines_about_staff(protocol: Protocol, facts: Mapping[str, Scalar]) -> tuple[str, ...]:
    """Whom the protocol itself names to somebody who reports staff, also by name (P001 A001-19)."""
    of_staff = facts.get("offender_class") == "staff"
    return (INSPECTORATE,) if of_staff and INSPECTORATE in protocol.helplines else ()


def must_go(was: Way, way: Way, facts: Mapping[str, Scalar]) -> bool:
    """Whether a case goes to others at once by what was learned of it, whatever track a person may bring it to: to whom
    it stays with by then, or past a management that may be in it. `was` is its way before, `facts` are the new ones.
    """
    around = facts.get(DOUBT) is True and facts.get("offender_class") == "staff"
    return (way.kept_apart or around) and (was.house_rule, was.receives) != (way.house_rule, way.receives)


def _chosen(
    protocol: Protocol,
    facts: Mapping[str, Scalar],
    staff_named: bool,
    subject_roles: Collection[str],
    picked: str | None = None,
) -> Way:
    known = {**{f"setting.{key}": setting.default for key, setting in protocol.settings.items()}, **facts}
    by_hand = [track for track in protocol.tracks if track.key == picked]
    applies = by_hand or [track for track in protocol.tracks if holds(track.when, known)]
    if applies and not applies[0].receives:
        return _from_elsewhere(protocol, applies[0], known, staff_named, subject_roles)
    track = applies[0] if applies else None
    way = _along(protocol, track, known)
    if is_sexual_conduct_of_staff(known):
        return _to_the_board(way)
    if known.get("offender_class") == "staff":
        to_the_board = _is_the_boards(known, subject_roles)
        if speaks_of(track, "offender_class"):
            receives, fallback = ((_BOARD,), ()) if to_the_board else (way.receives, way.fallback)
            way = replace(way, receives=receives, fallback=fallback, closed=True)
            waits = not staff_named or to_the_board
            return _kept_from_line(way, to_the_board) if waits and _is_elsewhere(protocol, picked, known) else way
        if not staff_named or to_the_board:
            return _past_the_staff(way, to_the_board=to_the_board)
    if known.get("trusts_contact") is False and not speaks_of(track, "trusts_contact"):
        return _past_the_contact(protocol, way)
    if known.get("victim_class") == "staff" and not speaks_of(track, "victim_class"):
        return replace(way, receives=FOR_STAFF[:1], fallback=FOR_STAFF[1:], house_rule="victim_is_staff")
    return way


def _is_the_boards(facts: Mapping[str, Scalar], subject_roles: Collection[str]) -> bool:
    """Whether it is about staff, and the management may be in it."""
    around = facts.get(DOUBT) is True or not MANAGING.isdisjoint(subject_roles)
    return around and facts.get("offender_class") == "staff"


def _of_others(protocol: Protocol) -> Protocol:
    """The protocol without the tracks of the colleague who reported: nobody else saw what is asked for there (P002
    A002-1), so that such a report goes the way that comes next."""
    if not any(map(is_the_reporters, protocol.tracks)):
        return protocol
    return protocol.model_copy(update={"tracks": tuple(one for one in protocol.tracks if not is_the_reporters(one))})


def _from_elsewhere(
    protocol: Protocol, track: Track, known: Mapping[str, Scalar], staff_named: bool, subject_roles: Collection[str]
) -> Way:
    """The way as it is without `track`, which says only where the case begins; told at once are those of its step."""
    others = protocol.model_copy(update={"tracks": tuple(one for one in protocol.tracks if one.receives)})
    way = _chosen(others, known, staff_named, subject_roles)
    told = () if way.closed else tuple(_told_by(protocol.step(track.start), known))
    return replace(way, start=track.start, track=track.key, also_told=told)


def way_of(
    protocol: Protocol,
    school: School,
    facts: Mapping[str, Scalar],
    subjects: Collection[str],
    track: str | None = None,
    *,
    reporter_has_it: bool = True,
    named_later: bool = False,
) -> Way:
    """As `route`, for a report about these members of staff of this school.

    `named_later`: they had no name yet when it went past everybody who may be meant. It stays on that way (A001-19).
    """
    held = {role for person in subjects for role in school.roles_of(person)}
    named = bool(subjects) and not named_later
    return route(protocol, facts, staff_named=named, subject_roles=held, track=track, reporter_has_it=reporter_has_it)


def who_is_doubted(school: School, way: Way, left_out: Collection[str] = ()) -> frozenset[str]:
    """Whoever leads the school, while it may be about them too: they have no part in it then (AX-12, A000-12).

    Nobody where only they are left: somebody has to read it. `left_out` are people who may not read it already.
    """
    return managers_below_a_board(school, left_out) if way.doubts_management else frozenset()


def track_of(
    protocol: Protocol,
    school: School,
    facts: Mapping[str, Scalar],
    subjects: Collection[str],
    *,
    to_confidant: bool,
    reporter_has_it: bool = False,
) -> str | None:
    """The key of the track along which a case begins, None for a protocol without tracks.

    What the pupil chose to tell the confidant begins at the protocol's own track for the confidant, where there is
    one that fits (P000 A000-22, P002 A002-14); who reads it does not depend on that. With `reporter_has_it` the
    colleague who reported it has it.
    """
    way = way_of(protocol, school, facts, subjects, reporter_has_it=reporter_has_it)
    if to_confidant:
        distrusting = {**facts, "trusts_contact": False}
        told = way_of(protocol, school, distrusting, subjects, reporter_has_it=reporter_has_it)
        if told.house_rule is None and _CONFIDANT in told.receives:
            return told.track
    return way.track


def receivers(protocol: Protocol, school: School, involved: Involved, way: Way) -> tuple[Holder, ...]:
    """Who gets a report that goes this way, each once: those of `receives` who are left.

    Else the first of `fallback` that has somebody; else deputies, the protocol's line and the last resort.
    """
    roles = protocol.roles
    found = [holder for wanted in way.receives for holder in named_holders(roles, school, involved, wanted)]
    if found:
        return each_once(found)
    above = past_the_management(school, involved.parties, LAST_RESORT) if way.closed else ()
    last = tuple(RoleExpr(role=role) for role in above)
    for wanted in (*way.fallback, *last):
        left = named_holders(roles, school, involved, wanted) or standing_in(roles, school, involved, wanted)
        if left:
            return left
    if way.closed:
        under = (standing_in(roles, school, involved, one, under_a_party=True) for one in (*way.fallback, *last))
        return next((left for left in under if left), ())
    return next((left for wanted in way.receives if (left := holders(protocol, school, involved, wanted))), ())


def _along(protocol: Protocol, track: Track | None, facts: Mapping[str, Scalar]) -> Way:
    if track is None:
        start = protocol.steps[0]
        return Way(start.key, (RoleExpr(role=FIRST_CONTACT, of="victim"),), also_told=tuple(_told_by(start, facts)))
    told = [notice.to for notice in track.also_notify if notice.modality == "must" and holds(notice.when, facts)]
    told += _told_by(protocol.step(track.start), facts)
    receives = tuple(expression for expression in track.receives if expression.role_ids())
    return Way(track.start, receives, track.fallback, tuple(told), track.key)


def _told_by(step: Step, facts: Mapping[str, Scalar]) -> Iterator[RoleExpr]:
    """Whom the opening of the step itself brings in; the first contact and the reporter know already."""
    for action in step.actions:
        if action.kind == "watch" or action.modality != "must" or not holds(action.when, facts):
            continue
        for notice in action.notices:
            said = notice.timing == "at_once" and notice.modality == "must" and holds(notice.when, facts)
            if said and set(notice.to.role_ids()) - _TOLD_OTHERWISE:
                yield notice.to


def is_sexual_conduct_of_staff(facts: Mapping[str, Scalar]) -> bool:
    """Whether these facts make it sexual conduct of staff towards a pupil: the board's at once (AX-8)."""
    of_staff = facts.get("offender_class") == "staff" and facts.get("category") == "sexual"
    return of_staff and facts.get("victim_class") != "staff"


def _to_the_board(way: Way) -> Way:
    """At once and with nobody in between: no coach, no coordinator, not the confidant as a messenger."""
    helplines = (INSPECTORATE,)
    return Way(way.start, (_BOARD,), (), (), way.track, True, "sexual_conduct_of_staff", helplines)


def _past_the_staff(way: Way, *, to_the_board: bool) -> Way:
    """About somebody who works here, whom the reporter does not name: anybody of the line could be meant."""
    roles = (_BOARD,) if to_the_board else (RoleExpr(role="management"), RoleExpr(role="head"), _BOARD)
    return Way(way.start, roles[:1], roles[1:], (), way.track, True, "staff_not_named", (INSPECTORATE,))


def _is_elsewhere(protocol: Protocol, picked: str | None, known: Mapping[str, Scalar]) -> bool:
    """Whether a case is under way on a track that was made for something else than staff."""
    key = picked or known.get("track")
    return any(track.key == key and not speaks_of(track, "offender_class") for track in protocol.tracks)


def _kept_from_line(way: Way, to_the_board: bool) -> Way:
    """As `_past_the_staff` on the steps of the pupils, but with whom the track for staff gives it to; what that leaves
    to its reporter or to a first contact is the management's."""
    if any(map(_may_be_anybody, way.receives)):
        return _past_the_staff(way, to_the_board=to_the_board)
    fallback = tuple(wanted for wanted in way.fallback if not _may_be_anybody(wanted))
    return replace(way, fallback=fallback, also_told=(), house_rule="staff_not_named", helplines=(INSPECTORATE,))


def _may_be_the_contact(way: Way, facts: Mapping[str, Scalar], staff_named: bool) -> bool:
    """About somebody who works here and has no name: that can be the first contact (AX-12). A colleague who doubts
    about a colleague keeps what is theirs (P002 A002-1)."""
    of_staff = facts.get("offender_class") == "staff" and not staff_named
    return of_staff and not any(map(_may_be_anybody, way.receives))


def _may_be_anybody(wanted: RoleExpr) -> bool:
    return not _TOLD_OTHERWISE.isdisjoint(wanted.role_ids())


def _around_management(way: Way) -> Way:
    """To the board, also where the track itself names the management; it is not told either."""
    told = tuple(wanted for wanted in way.also_told if not _is_managing(wanted))
    if any(map(_is_managing, way.receives)):
        return replace(way, receives=(_BOARD,), fallback=(), also_told=told, closed=True)
    return replace(way, fallback=(_BOARD,), also_told=told)


def _is_managing(wanted: RoleExpr) -> bool:
    return not MANAGING.isdisjoint(wanted.role_ids())


def _past_the_contact(protocol: Protocol, way: Way) -> Way:
    """To the school's confidant where the protocol says nothing; the first contact is not told (A000-22)."""
    above = tuple(RoleExpr(role=role) for role in protocol.escalation if role != FIRST_CONTACT)
    fallback = tuple(one for one in way.fallback or above if FIRST_CONTACT not in one.role_ids())
    return Way(way.start, (_CONFIDANT,), fallback, (), way.track, True, "other_than_contact")


def speaks_of(track: Track | None, fact: str) -> bool:
    """Whether a track was made for what this fact says."""
    return track is not None and fact in facts_named(track.when)


def is_the_reporters(track: Track | Way) -> bool:
    """Whether it is for the colleague who reported to go on with."""
    return any(wanted.of == "reporter" for wanted in track.receives)
