"""Playing a case back: what the rules make of it, event by event, with nothing sent and nothing kept.

Everything comes from the same functions that the running program uses. The answer can be written as JSON.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from casework.calendar import AMSTERDAM, local_date
from casework.case import Case, applied, fold
from casework.case_commands import AddPupil, Command, IdentifyVictim, ReportSignal
from casework.case_decisions import do, open_case
from casework.case_events import Acknowledged, ActionDone, CaseEvent, CaseOpened, PupilAdded, SignalReceived, StepOpened
from casework.case_notices import notices_after
from casework.command_warnings import warnings_about
from casework.conditions import Scalar
from casework.expectations import as_json, unmet
from casework.holders import LAST_RESORT, Involved, named_holders, standing_in, with_trust
from casework.home_safety import OFFICER, naming_decider
from casework.parent_text import other_pupils_named
from casework.periodic import next_due
from casework.protocol_model import Protocol, RoleExpr
from casework.replay_grammar import Begun, Draft, PlayedEvent, Run, Told
from casework.replay_report import Arrived, classes_of
from casework.replay_school import PlainDays, played_school
from casework.replay_state import (
    Json,
    Scenery,
    due_shown,
    duties_shown,
    helplines_shown,
    notice_shown,
    said,
    state_of,
    who,
)
from casework.school import STAFF_ANY
from casework.standing import Standing
from casework.terms import DEFAULT_SCHOOL_TERMS
from casework.wording import Refusal, refusal

_PROTOCOL_HASH = "replay"
_ANY_STAFF = RoleExpr(role=STAFF_ANY)


@dataclass
class _Play:
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
    readers: tuple[str, ...] | None = None
    """Who may read a case that is kept apart; None for any other."""
    events: list[CaseEvent] = field(default_factory=list)
    today: date | None = None
    reminded: set[tuple[str, date]] = field(default_factory=set)
    reminders: list[Json] = field(default_factory=list)

    @property
    def scenery(self) -> Scenery:
        if self.readers is None:
            return self.stage
        return replace(self.stage, kept_with=() if self.taken_by is None else (self.taken_by,))

    @property
    def case(self) -> Case | None:
        return fold(self.scenery.protocol, self.events) if self.events else None


def replay(run: Run, protocol: Protocol, *, every_state: bool = False) -> Json:
    """What comes of a run under a protocol; `unmet` holds every expectation of the file that does not come out.

    With `every_state` each event shows how the case stands after it, not only those that ask for it.
    """
    play = _Play(_scenery(run, protocol), run)
    told = [_played(play, number, event, every_state) for number, event in enumerate(run.events, start=1)]
    answer: Json = {
        "title": run.title,
        "protocol": {"id": protocol.id, "version": protocol.version, "title": protocol.title},
        "events": told,
        "reminders": play.reminders,
        "periodic": list(_periodic(play)),
        "helplines": helplines_shown(protocol),
        "end": _state(play),
    }
    wrong = [*_unmet_of_events(run, told), *_unmet_of("", run.expect, answer, run.line)]
    return {**answer, "unmet": wrong}


def _scenery(run: Run, protocol: Protocol) -> Scenery:
    chosen = {f"setting.{key}": run.settings.get(key, one.default) for key, one in protocol.settings.items()}
    spans = {
        key: value for key, value in run.settings.items() if isinstance(value, int) and key not in protocol.settings
    }
    return Scenery(
        protocol=protocol,
        school=played_school(run, protocol),
        calendar=PlainDays(run.free_days, run.weekends_free),
        terms={**DEFAULT_SCHOOL_TERMS, **spans},
        settings=chosen,
    )


def _played(play: _Play, number: int, event: PlayedEvent, every_state: bool) -> Json:
    _let_time_pass(play, local_date(event.at))
    shown: Json = {
        "number": number,
        "id": event.id,
        "at": event.at.astimezone(AMSTERDAM).isoformat(timespec="minutes"),
        "by": event.by,
        "what": event.name,
        "accepted": True,
    }
    if event.report is not None:
        shown |= _report(play, event, event.report)
    elif event.begin is not None:
        shown |= _begin(play, event, event.begin)
    elif event.draft is not None:
        shown |= _draft(play, event.draft)
    elif event.command is not None:
        shown |= _command(play, event, event.command)
    _remind(play, local_date(event.at))
    if event.show or every_state or event.expect is not None:
        shown["state"] = _state(play)
    return shown


def _report(play: _Play, event: PlayedEvent, told: Told) -> Json:
    """A first report opens the case; a later one only says who would get it."""
    case = play.case
    same = case is not None and told.about is not None and told.about == case.victim
    handed_over = case.handed_over if case is not None and same else {}
    arrived = Arrived(play.stage, play.run, event.by or "", told, local_date(event.at), handed_over)
    if case is not None:
        return arrived.shown()
    play.involved = arrived.involved_from_now()
    play.taken_by = arrived.found[0].person if arrived.found else None
    play.begins_with_contact = arrived.begins_with_contact
    play.receivers = arrived.may_take_up()
    play.stands_in = play.involved.victim_class is None and play.involved.in_place_of_contact is not None
    if arrived.way.kept_apart:
        play.readers = tuple(holder.person for holder in arrived.found)
    way, facts = arrived.way, arrived.facts
    victim = told.about if told.known and told.about in play.run.pupils else None
    opened = _opening(play, event, way.start, facts, victim=victim, reporter=facts["reporter"], track=way.track)
    return {**arrived.shown(), **_happen(play, opened)}


def _begin(play: _Play, event: PlayedEvent, begun: Begun) -> Json:
    """A case that is under way: its step was just opened."""
    classes = classes_of(play.run, (pupil for pupil, party in begun.pupils.items() if party != "bystander"))
    about = play.run.pupils.get(begun.about or "")
    bullied = begun.about if begun.about in play.run.people else None
    play.involved = Involved(about.class_id if about else None, classes, bullied=bullied)
    play.taken_by = event.by if event.by in play.run.people else None
    facts = {**play.scenery.settings, **begun.facts}
    opened = _opening(play, event, begun.step, facts, victim=begun.about, reporter=begun.reporter, track=begun.track)
    earlier = [ActionDone(at=event.at, by=event.by or "-", action=action, on=day) for action, day in begun.done.items()]
    added = [_added(play, event, pupil, party) for pupil, party in begun.pupils.items()]
    return _happen(play, (*opened, *added, *earlier))


def _opening(
    play: _Play, event: PlayedEvent, start: str, facts: Mapping[str, Scalar], *, victim: Any, reporter: Any, track: Any
) -> tuple[CaseEvent, ...]:
    opened, first = open_case(
        play.scenery.protocol,
        _PROTOCOL_HASH,
        by=event.by or "-",
        now=event.at,
        reporter=reporter,
        class_id=play.involved.victim_class,
        victim=victim,
        facts={**play.scenery.settings, **facts},
        track=track,
    )
    return opened, StepOpened(at=first.at, by=first.by, step=start)


def _added(play: _Play, event: PlayedEvent, pupil: str, party: Any) -> PupilAdded:
    added = PupilAdded(at=event.at, by=event.by or "-", pupil=pupil, party=party)
    return replace(added, class_id=play.run.pupils[pupil].class_id)


def _command(play: _Play, event: PlayedEvent, command: Command) -> Json:
    case = play.case
    if case is None:
        return _refused(refusal("refusal-case-not-open"))
    person = event.by or ""
    is_signal = isinstance(command, ReportSignal)
    if not is_signal and not _may_act(play, person):
        return _refused(refusal("refusal-not-your-case"))
    decided = do(
        case,
        _with_class(play, command),
        by=person,
        now=event.at,
        calendar=play.scenery.calendar,
        standing=_standing(play, case, person),
        terms=play.scenery.terms,
    )
    if isinstance(decided, Refusal):
        return _refused(naming_decider(decided, _home_decider(play)))
    return {**_happen(play, decided), "warnings": [said(one) for one in warnings_about(case, command)]}


def _home_decider(play: _Play) -> str:
    """The names of who decides in this case, where the school that is played says so."""
    known = play.scenery.school.people
    return ", ".join(known[one.person].name for one in play.scenery.people(play.involved, OFFICER)) or "none"


def _may_act(play: _Play, person: str) -> bool:
    if person not in play.run.people or person in play.involved.left_out:
        return False
    return play.readers is None or person in play.readers


def _draft(play: _Play, draft: Draft) -> Json:
    """A text for parents that names another pupil of the case cannot be sent (AX-11, P001 N-19)."""
    names = {pupil: one.name or pupil for pupil, one in play.run.pupils.items()}
    named = other_pupils_named(draft.text, (draft.family,), names)
    shown = {"accepted": True, "refused": None}
    if named:
        shown = _refused(refusal("parent-text-name", name=named[0].written))
    return {**shown, "names": [one.pupil for one in named]}


def _refused(why: Refusal) -> Json:
    return {"accepted": False, "refused": said(why)}


def _happen(play: _Play, events: tuple[CaseEvent, ...]) -> Json:
    """Let the events happen; answers the steps that opened and who was told."""
    notices: list[Json] = []
    steps: list[str] = []
    case: Case | None = play.case
    for event in events:
        play.events.append(event)
        if isinstance(event, StepOpened):
            steps.append(event.step)
        if isinstance(event, Acknowledged) and len(case.steps_opened if case else ()) < 2:
            play.taken_by = event.by
            if play.begins_with_contact:
                play.involved = replace(play.involved, in_place_of_contact=event.by)
        if isinstance(event, CaseOpened):
            continue
        case = applied(case, event) if case is not None else fold(play.scenery.protocol, play.events)
        play.involved = _involved_now(play, case)
        notices += [
            notice_shown(play.scenery, play.involved, notice, _noted_by(play, event))
            for notice in notices_after(case, event)
        ]
    return {"opened": steps, "notices": notices}


def _noted_by(play: _Play, event: CaseEvent) -> str | None:
    """The member of staff who tells that it goes wrong; what somebody else tells comes from who leads the step."""
    of_school = isinstance(event, SignalReceived) and event.by in play.run.people
    return event.by if of_school else None


def _involved_now(play: _Play, case: Case) -> Involved:
    """With the classes of the pupils whom the school has named; before that those named in the report."""
    bullies = [pupil for pupil, party in case.pupils.items() if party in ("bully", "follower")]
    victim = play.run.pupils.get(case.victim or "")
    known = replace(
        play.involved,
        victim_class=victim.class_id if victim else play.involved.victim_class,
        bully_classes=classes_of(play.run, bullies) or play.involved.bully_classes,
        bullied=play.involved.bullied if case.victim is None else _colleague(play, case.victim),
        handed_over=case.handed_over,
    )
    if play.stands_in and victim is not None:
        play.stands_in = False
        known = replace(known, in_place_of_contact=play.taken_by if case.acknowledged else None)
    return with_trust(known, play.scenery.school, case.facts().get("trusts_contact"), play.taken_by)


def _colleague(play: _Play, victim: str) -> str | None:
    return victim if victim in play.run.people else None


def _with_class(play: _Play, command: Command) -> Command:
    """A pupil's class stands in the case file already."""
    if not isinstance(command, IdentifyVictim | AddPupil) or command.class_id is not None:
        return command
    pupil = play.run.pupils.get(command.pupil)
    return command if pupil is None else replace(command, class_id=pupil.class_id)


def _standing(play: _Play, case: Case, person: str) -> Standing:
    """What the person is to the case; somebody who does not work at the school, or is left out, is nothing to it."""
    if person in play.involved.left_out or not play.scenery.school.is_staff(person):
        return Standing(fills=lambda one: False)
    taken_by = None if play.taken_by is None else play.involved.who_has_it(play.taken_by)
    return Standing(
        fills=lambda one: one == _ANY_STAFF or person in _people_in(play, one),
        has_case=person == taken_by,
        may_take_up=len(case.steps_opened) < 2 and person in _who_may_take_up(play, case),
        in_place_of=_in_place_of(play, case, person),
    )


def _people_in(play: _Play, role: RoleExpr) -> set[str]:
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


def _who_may_take_up(play: _Play, case: Case) -> set[str]:
    """The receivers, their deputies, and those who are next in the line."""
    deputies = {play.scenery.school.deputy_of(person) for person in play.receivers} - {None}
    line = (*case.protocol.escalation, *LAST_RESORT)
    next_ones = (person for role in line for person in _people_in(play, RoleExpr(role=role)))
    return {*play.receivers, *(one for one in deputies if one is not None), *next_ones}


def _in_place_of(play: _Play, case: Case, person: str) -> str | None:
    """The lead for whom a deputy acts; None for a lead."""
    lead = case.step.lead
    if person in {holder.person for holder in play.scenery.people(play.involved, lead)}:
        return None
    roles, school = play.scenery.protocol.roles, play.scenery.school
    deputies = standing_in(roles, school, play.involved, lead)
    return next((holder.stands_in_for for holder in deputies if holder.person == person), None)


def _let_time_pass(play: _Play, day: date) -> None:
    """Each day until `day` brings the reminders that are due on it."""
    while play.today is not None and play.today < day:
        play.today += timedelta(days=1)
        _remind(play, play.today)
    play.today = day


def _remind(play: _Play, day: date) -> None:
    case = play.case
    if case is None:
        return
    for duty in duties_shown(play.scenery, play.involved, case):
        if day in duty.remind_on and (duty.key, day) not in play.reminded:
            play.reminded.add((duty.key, day))
            due = due_shown(play.scenery, play.involved, duty)
            kept = ("key", "kind", "label", "action", "timer", "who", "origin", "rules")
            play.reminders.append({"on": day.isoformat(), "due_on": due["on"], **{name: due[name] for name in kept}})


def _periodic(play: _Play) -> Iterator[Json]:
    """The duties of the whole school, with the next day of those of which the last is known."""
    for one in play.stage.protocol.periodic:
        last = play.run.periodic.get(one.key)
        due = next_due(one, last, play.stage.calendar) if last is not None else None
        yield {
            "key": one.key,
            "label": one.label,
            "every": one.every,
            "on": due.isoformat() if due else None,
            "who": who(play.stage, play.involved, one.by),
            "with": [who(play.stage, play.involved, other) for other in one.together],
            "audience": list(one.audience),
            "rules": list(one.rules),
        }


def _state(play: _Play) -> Json | None:
    case = play.case
    return None if case is None else state_of(play.scenery, play.involved, case)


def _unmet_of_events(run: Run, told: list[Json]) -> Iterator[Json]:
    """An event that is refused although nothing in the file says so is no expectation met either."""
    for event, shown in zip(run.events, told, strict=True):
        place = f"events[{shown['number']}]"
        expected = event.expect or {}
        if not shown["accepted"] and expected.get("accepted") is not False and "refused" not in expected:
            yield {"line": event.line, "place": f"{place}.accepted", "expected": True, "found": shown["refused"]}
        yield from _unmet_of(place, expected, shown, event.line)


def _unmet_of(place: str, expected: Mapping[str, Any], found: Json, line: int) -> Iterator[Json]:
    for one in unmet(expected, found, place):
        yield {"line": line, "place": one.place, "expected": as_json(one.expected), "found": one.found}
