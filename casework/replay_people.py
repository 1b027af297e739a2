"""A case while it is played back, and what each person of the played school is to it."""

from dataclasses import dataclass, field, replace
from datetime import date

from casework.case import Case
from casework.case_commands import AddPupil, Command, IdentifyVictim
from casework.case_events import CaseEvent, SignalReceived
from casework.contact_agreed import has_agreed, whom_the_pupil_lets_in
from casework.holders import LAST_RESORT, Involved, named_holders, standing_in, with_trust
from casework.home_safety import OFFICER
from casework.joining import Side
from casework.pressing import Pressing
from casework.protocol_model import RoleExpr
from casework.replay_grammar import Run
from casework.replay_reading import Asked
from casework.replay_report import Arrived, classes_of
from casework.replay_state import Json, Scenery
from casework.routing import NOT_PRESSING, ORDINARY_WAY
from casework.school import STAFF_ANY
from casework.standing import Standing
from casework.taking_over import TakingOver, is_the_confidants
from casework.tracks import Way, way_of, who_is_doubted

_ANY_STAFF = RoleExpr(role=STAFF_ANY)


@dataclass
class Play:
    """A case while it is played."""

    stage: Scenery
    run: Run
    involved: Involved = field(default_factory=Involved)
    taken_by: str | None = None
    begins_with_contact: bool = False
    receivers: frozenset[str] = frozenset()
    """Who got the first report, was told of it or follows on those who got it: any of them may take it up."""
    stands_in: bool = False
    """Whether the first contact is not known yet, and who received it acts in that place."""
    way: Way = ORDINARY_WAY
    """The way that the case went last."""
    track: str | None = None
    """The track to which somebody brought the case, None while it is on that of its opening."""
    readers: tuple[str, ...] | None = None
    """Who may read a case that is kept apart; None for any other."""
    pressing: Pressing = NOT_PRESSING
    """How fast the first report is to be read."""
    asked: Asked | None = None
    """Who is asked to take the first report up, None once somebody did."""
    told: frozenset[str] = frozenset()
    """Who got the first report, or heard of it at once."""
    later: dict[str, Side] = field(default_factory=dict)
    """Each later report as a case of its own, by the name of its event."""
    events: list[CaseEvent] = field(default_factory=list)
    case: Case | None = None
    """The fold of `events`, None while there is no case."""
    today: date | None = None
    reminded: set[tuple[str, date]] = field(default_factory=set)
    reminders: list[Json] = field(default_factory=list)

    @property
    def scenery(self) -> Scenery:
        stage = replace(self.stage, pressing=self.pressing, asked=self.asked)
        if self.readers is None:
            return stage
        return replace(stage, kept_with=() if self.taken_by is None else (self.taken_by,))


def home_decider(play: Play) -> str:
    """The names of who decides in this case, where the school that is played says so."""
    known = play.scenery.school.people
    return ", ".join(known[one.person].name for one in play.scenery.people(play.involved, OFFICER)) or "none"


def may_act(play: Play, person: str) -> bool:
    """Whether the person works here, is not left out, and may read the case where it is kept apart: because it came
    to them, or was handed to them."""
    if person not in play.run.people or person in play.involved.left_out:
        return False
    return play.readers is None or person in (*play.readers, *map(play.involved.who_has_it, play.readers))


def side_of(play: Play, case: Case) -> Side:
    """The case that is played, as one of two that may become one."""
    leads = (holder.person for holder in play.scenery.people(play.involved, case.step.lead))
    taken = () if play.taken_by is None else (play.involved.who_has_it(play.taken_by),)
    left_out = play.involved.left_out | play.involved.parties
    return Side(
        way_now(play, case),
        left_out,
        frozenset((*leads, *taken, *play.told)) - left_out,
        to_confidant=is_the_confidants(play.way.receives, case.step.lead),
        agreed=has_agreed(case.protocol, play.events),
    )


def side_of_report(arrived: Arrived) -> Side:
    """A later report, as a case of its own that nobody has worked on yet."""
    way, left_out = arrived.way, arrived.involved.left_out | arrived.involved.parties
    to_confidant = way.lead is not None and is_the_confidants(way.receives, way.lead)
    return Side(way, left_out, to_confidant=to_confidant)


def way_now(play: Play, case: Case) -> Way:
    """The way of the case by what is known of it."""
    stage, known = play.stage, {**play.scenery.settings, **case.facts()}
    return way_of(stage.protocol, stage.school, known, play.involved.subjects, play.track)


def noted_by(play: Play, event: CaseEvent) -> str | None:
    """The member of staff who tells that it goes wrong; what somebody else tells comes from who leads the step."""
    of_school = isinstance(event, SignalReceived) and event.by in play.run.people
    return event.by if of_school else None


def involved_now(play: Play, case: Case) -> Involved:
    """With the classes of the pupils whom the school has named; before that those named in the report.

    Once the pupil is known nobody stands in for an unknown first contact any more: `play` keeps that.
    """
    bullies = [pupil for pupil, party in case.pupils.items() if party in ("bully", "follower")]
    victim = play.run.pupils.get(case.victim or "")
    known = replace(
        play.involved,
        victim_class=victim.class_id if victim else play.involved.victim_class,
        bully_classes=classes_of(play.run, bullies) or play.involved.bully_classes,
        class_of={pupil: one for pupil in bullies for one in classes_of(play.run, [pupil])},
        bullied=play.involved.bullied if case.victim is None else _colleague(play, case.victim),
        handed_over=case.handed_over,
    )
    if play.stands_in and victim is not None:
        play.stands_in, play.asked = False, None
        known = replace(known, in_place_of_contact=play.taken_by if case.acknowledged else None)
    return heeding_trust(play, case, known)


def heeding_trust(play: Play, case: Case, involved: Involved) -> Involved:
    """Without the first contact whom the pupil does not trust, or who may be the person whom it is about, and without
    a management that may be in it; with them again once that is over."""
    way, trusted, school = way_now(play, case), case.facts().get("trusts_contact"), play.scenery.school
    if way.distrusts_contact:
        trusted = False
    elif trusted is None and involved.passed_by:
        trusted = True
    known = with_trust(involved, school, trusted, play.taken_by)
    others = known.barred | known.passed_by | known.parties - known.in_doubt
    return replace(known, in_doubt=who_is_doubted(school, way, others))


def _colleague(play: Play, victim: str) -> str | None:
    return victim if victim in play.run.people else None


def with_class(play: Play, command: Command) -> Command:
    """A pupil's class stands in the case file already."""
    if not isinstance(command, IdentifyVictim | AddPupil) or command.class_id is not None:
        return command
    pupil = play.run.pupils.get(command.pupil)
    return command if pupil is None else replace(command, class_id=pupil.class_id)


def standing_of(play: Play, case: Case, person: str) -> Standing:
    """What the person is to the case; somebody who does not work at the school, or is left out, is nothing to it."""
    if person in play.involved.left_out or not play.scenery.school.is_staff(person):
        return Standing(fills=lambda one: False)
    giving = _taking_over(play, case)
    taken_by = None if play.taken_by is None else play.involved.who_has_it(play.taken_by)
    return Standing(
        fills=lambda one: one == _ANY_STAFF or person in _people_in(play, one),
        has_case=person == taken_by,
        may_take_up=len(case.steps_opened) < 2 and person in _who_may_take_up(play, case),
        in_place_of=_in_place_of(play, case, person),
        may_have_case=giving.may_have_case,
        may_watch=giving.may_watch,
    )


def _taking_over(play: Play, case: Case) -> TakingOver:
    """Nobody of a school that is played is an admin who reads no cases."""
    stage = play.stage
    return TakingOver(
        school=stage.school,
        roles=stage.protocol.roles,
        line=stage.protocol.escalation,
        involved=play.involved,
        way=way_now(play, case),
        for_confidant=is_the_confidants(play.way.receives, case.step.lead),
        admin=None,
        let_in=whom_the_pupil_lets_in(case, agreed=has_agreed(case.protocol, play.events)),
    )


def _people_in(play: Play, role: RoleExpr) -> set[str]:
    """Who acts in the role: its holders, their deputies, and who comes next when there are none."""
    scenery = play.scenery
    roles, school = scenery.protocol.roles, scenery.school
    own = replace(play.involved, in_place_of_contact=None)
    found = (
        *scenery.people(play.involved, role),
        *named_holders(roles, school, own, role),
        *standing_in(roles, school, play.involved, role),
        *standing_in(roles, school, own, role),
    )
    return {holder.person for holder in found}


def _who_may_take_up(play: Play, case: Case) -> set[str]:
    """The receivers, their deputies, and those who are next in the line."""
    deputies = {play.scenery.school.deputy_of(person) for person in play.receivers} - {None}
    line = (*case.protocol.escalation, *LAST_RESORT)
    next_ones = (person for role in line for person in _people_in(play, RoleExpr(role=role)))
    return {*play.receivers, *(one for one in deputies if one is not None), *next_ones}


def _in_place_of(play: Play, case: Case, person: str) -> str | None:
    """The lead for whom a deputy acts; None for a lead."""
    lead = case.step.lead
    if person in {holder.person for holder in play.scenery.people(play.involved, lead)}:
        return None
    roles, school = play.scenery.protocol.roles, play.scenery.school
    deputies = standing_in(roles, school, play.involved, lead)
    return next((holder.stands_in_for for holder in deputies if holder.person == person), None)
