"""Who has a case that is played back from now on: the next who is asked, or to whom it belongs by what was learned."""

from dataclasses import replace
from datetime import datetime

from casework.case import Case, applied
from casework.case_events import CaseEvent, HandedOver, TrackChanged
from casework.holders import named_or_standing_in
from casework.pressing import hurried, is_recorded_as_serious
from casework.replay_people import Play, heeding_trust, involved_now, way_now
from casework.replay_reading import Asked, asked_first, who_gets_it
from casework.taking_over import is_the_confidants
from casework.tracks import Way, must_go


def goes_where_it_belongs(play: Play, case: Case, event: CaseEvent) -> None:
    """On another track it is for whom that names; what is the board's or the management's by what was learned, goes
    there at once. Who had it and is not among these has it no more."""
    moved = isinstance(event, TrackChanged)
    play.track = event.track if isinstance(event, TrackChanged) else play.track
    way = way_now(play, case)
    if not moved and not (_is_about_staff(case) and _must_go(play, case, way)):
        return
    play.involved = heeding_trust(play, case, play.involved)
    if is_recorded_as_serious(case.facts()) or way.is_the_boards:
        play.pressing = hurried(play.pressing)
    desk, school = play.stage.desk, play.stage.school
    plan = None if way.is_the_reporters else desk.plan(play.involved, way, play.pressing, event.at)
    people = tuple(holder.person for holder in who_gets_it(desk, play.involved, way, plan))
    keepers = named_or_standing_in(desk.protocol.roles, school, play.involved, *way.keepers)
    if play.taken_by not in {*people, *keepers}:
        play.taken_by = people[0] if people else None
        play.asked = None if plan is None else asked_first(plan)
    play.way = way
    play.receivers = frozenset(people)
    play.readers = people if way.kept_apart else None


def _is_about_staff(case: Case) -> bool:
    return case.facts().get("offender_class") == "staff"


def _must_go(play: Play, case: Case, way: Way) -> bool:
    """What a pupil chose to tell a confidant stays there, but for what the law wants the board to know (A000-22)."""
    stays = is_the_confidants(play.way.receives, case.step.lead) and not way.is_the_boards
    return not stays and must_go(play.way, way, case.facts())


def is_taken_up(play: Play, case: Case, asked_before: Asked | None) -> None:
    """Nobody is asked to take the case up any more, unless it came to somebody else meanwhile: they have yet to."""
    if play.asked is None or play.asked is asked_before or play.taken_by is None:
        play.asked = None
        return
    given = HandedOver(at=case.last_event_at or case.opened_at, by="-", to=play.taken_by)
    play.events.append(given)
    play.case = applied(case, given)
    play.involved = involved_now(play, play.case)


def pass_on(play: Play, now: datetime) -> None:
    """Whoever was asked to take the report up, and did not before the aware instant `now`, is followed by the next, who
    has it from then on."""
    case, stage = play.case, play.stage
    while play.asked is not None and case is not None and not (case.acknowledged or case.is_closed):
        term = stage.calendar.closes_at(play.asked.read_by)
        if term > now:
            return
        way = way_now(play, case)
        plan = stage.desk.plan(play.involved, way, play.pressing, term)
        play.asked = stage.desk.asked_next(plan, play.asked, term)
        gives_to(play, way, play.asked.people[0])


def gives_to(play: Play, way: Way, person: str) -> None:
    """The person has the case to read, and acts in the place of a first contact whose it would be."""
    play.taken_by = person
    play.receivers |= {person}
    play.told |= {person}
    if play.readers is not None:
        play.readers = tuple(dict.fromkeys((*play.readers, person)))
    if way.begins_with_contact and not way.leads_beside:
        play.involved = replace(play.involved, in_place_of_contact=person)
