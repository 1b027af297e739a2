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
from casework.case_events import Acknowledged, ActionDone, CaseEvent, CaseOpened, PupilAdded, StepOpened
from casework.case_notices import notices_after
from casework.command_warnings import warnings_about
from casework.conditions import Scalar
from casework.duties import duties
from casework.expectations import as_json, unmet
from casework.holders import Involved, named_holders, standing_in, with_trust
from casework.home_safety import OFFICER
from casework.parent_text import other_pupils_named
from casework.periodic import next_due
from casework.protocol_model import Protocol, RoleExpr
from casework.replay_grammar import Begun, Draft, PlayedEvent, Run, Told
from casework.replay_report import Arrived, classes_of
from casework.replay_school import PlainDays, played_school
from casework.replay_state import Json, Scenery, due_shown, helplines_shown, notice_shown, said, state_of, who
from casework.school import FIRST_CONTACT
from casework.terms import DEFAULT_SCHOOL_TERMS
from casework.wording import Refusal, refusal

_PROTOCOL_HASH = "replay"


@dataclass
class _Play:
    """A case while it is played."""

    stage: Scenery
    run: Run
    involved: Involved = field(default_factory=Involved)
    taken_by: str | None = None
    begins_with_contact: bool = False
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
    arrived = Arrived(play.stage, play.run, event.by or "", told, local_date(event.at))
    if play.events:
        return arrived.shown()
    play.involved = arrived.involved_from_now()
    play.taken_by = arrived.found[0].person if arrived.found else None
    play.begins_with_contact = arrived.begins_with_contact
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
    play.involved = Involved(about.class_id if about else None, classes)
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
        roles=_roles_held(play, case, person),
        terms=play.scenery.terms,
    )
    if isinstance(decided, Refusal):
        return _refused(decided)
    return {**_happen(play, decided), "warnings": [said(one) for one in warnings_about(case, command)]}


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
            notice_shown(play.scenery, play.involved, notice, case.protocol) for notice in notices_after(case, event)
        ]
    return {"opened": steps, "notices": notices}


def _involved_now(play: _Play, case: Case) -> Involved:
    """With the classes of the pupils whom the school has named; before that those named in the report."""
    bullies = [pupil for pupil, party in case.pupils.items() if party in ("bully", "follower")]
    victim = play.run.pupils.get(case.victim or "")
    known = replace(
        play.involved,
        victim_class=victim.class_id if victim else play.involved.victim_class,
        bully_classes=classes_of(play.run, bullies) or play.involved.bully_classes,
    )
    return with_trust(known, play.scenery.school, case.facts().get("trusts_contact"), play.taken_by)


def _with_class(play: _Play, command: Command) -> Command:
    """A pupil's class stands in the case file already."""
    if not isinstance(command, IdentifyVictim | AddPupil) or command.class_id is not None:
        return command
    pupil = play.run.pupils.get(command.pupil)
    return command if pupil is None else replace(command, class_id=pupil.class_id)


def _roles_held(play: _Play, case: Case, person: str) -> frozenset[str]:
    """The roles in which the person may decide: own ones, and those in which they stand in."""
    scenery = play.scenery
    if person in play.involved.left_out:
        return frozenset()
    known = dict.fromkeys((FIRST_CONTACT, *case.protocol.roles, *scenery.school.roles))
    held = {role for role in known if person in _can_fill(play, role)}
    if person == case.handed_to or (play.readers is not None and person == play.taken_by):
        held |= set(case.step.lead.role_ids())
    if person in {holder.person for holder in scenery.people(play.involved, OFFICER)}:
        held |= set(OFFICER.role_ids())
    return frozenset(held) if scenery.school.is_staff(person) else frozenset()


def _can_fill(play: _Play, role: str) -> set[str]:
    scenery = play.scenery
    wanted = RoleExpr(role=role, of="involved")
    found = (
        *named_holders(scenery.protocol.roles, scenery.school, play.involved, wanted),
        *standing_in(scenery.protocol.roles, scenery.school, play.involved, wanted),
    )
    return {holder.person for holder in found}


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
    for duty in duties(case, play.scenery.calendar, play.scenery.terms):
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
