"""Playing a case back: what the rules make of it, event by event, with nothing sent and nothing kept.

Everything comes from the same functions that the running program uses. The answer can be written as JSON.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from casework.calendar import AMSTERDAM, instant, local_date
from casework.case import Case, applied, fold
from casework.case_commands import Command, JoinCase, ReportSignal
from casework.case_decisions import do, open_case
from casework.case_events import (
    Acknowledged,
    ActionDone,
    CaseEvent,
    CaseOpened,
    HandedOver,
    PupilAdded,
    SignalReceived,
    StepOpened,
)
from casework.case_notices import notices_after
from casework.command_warnings import warnings_about
from casework.conditions import Scalar
from casework.expectations import Unmet, as_json, unmet
from casework.holders import Involved
from casework.home_safety import held_refusal, home_waits, naming_decider
from casework.joining import why_not_joined
from casework.parent_text import other_pupils_named
from casework.periodic import due_day, has_own_day, is_asked, next_due
from casework.protocol_model import Periodic, Protocol
from casework.replay_grammar import Begun, Draft, PlayedEvent, Run, Told
from casework.replay_moves import goes_where_it_belongs, is_taken_up, pass_on
from casework.replay_people import (
    Play,
    home_decider,
    involved_now,
    may_act,
    noted_by,
    side_of,
    side_of_report,
    standing_of,
    with_class,
)
from casework.replay_reading import asked_first
from casework.replay_report import Arrived, classes_of
from casework.replay_school import PlainDays, played_school
from casework.replay_state import (
    Json,
    Scenery,
    due_shown,
    duties_shown,
    helplines_shown,
    is_reminded_late,
    notice_shown,
    reminded_shown,
    said,
    state_of,
    who,
)
from casework.terms import DEFAULT_SCHOOL_TERMS
from casework.wording import Refusal, Wording, refusal, wording

_PROTOCOL_HASH = "replay"


def replay(run: Run, protocol: Protocol, *, every_state: bool = False) -> Json:
    """What comes of a run under a protocol; `unmet` holds every expectation of the file that does not come out.

    With `every_state` each event shows how the case stands after it, not only those that ask for it.
    """
    play = Play(_scenery(run, protocol), run)
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
    wrong = [*_unmet_of_events(run, told), *unmet_of_run(run, answer)]
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


def _played(play: Play, number: int, event: PlayedEvent, every_state: bool) -> Json:
    _let_time_pass(play, local_date(event.at))
    pass_on(play, event.at)
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


def _report(play: Play, event: PlayedEvent, told: Told) -> Json:
    """A first report opens the case; a later one only says who would get it."""
    case = play.case
    same = case is not None and told.about is not None and told.about == case.victim
    handed_over = case.handed_over if case is not None and same else {}
    arrived = Arrived(play.stage, play.run, event.by or "", told, event.at, handed_over)
    if case is not None:
        if event.id is not None:
            play.later[event.id] = side_of_report(arrived)
        return arrived.shown()
    play.involved = arrived.involved_from_now()
    play.taken_by = arrived.found[0].person if arrived.found else None
    play.begins_with_contact = arrived.way.begins_with_contact
    play.receivers = arrived.may_take_up()
    play.told = frozenset((*(holder.person for holder in arrived.found), *arrived.also_told()))
    play.stands_in = play.involved.victim_class is None and play.involved.in_place_of_contact is not None
    play.way, play.pressing = arrived.way, arrived.pressing
    play.asked = asked_first(arrived.plan) if arrived.plan is not None else None
    if arrived.way.kept_apart:
        play.readers = tuple(holder.person for holder in arrived.found)
    way, facts = arrived.way, arrived.facts
    victim = told.about if told.known and told.about in play.run.pupils else None
    opened = _opening(play, event, way.start, facts, victim=victim, reporter=facts["reporter"], track=way.track)
    return {**arrived.shown(), **_happen(play, opened)}


def _begin(play: Play, event: PlayedEvent, begun: Begun) -> Json:
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
    play: Play, event: PlayedEvent, start: str, facts: Mapping[str, Scalar], *, victim: Any, reporter: Any, track: Any
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


def _added(play: Play, event: PlayedEvent, pupil: str, party: Any) -> PupilAdded:
    added = PupilAdded(at=event.at, by=event.by or "-", pupil=pupil, party=party)
    return replace(added, class_id=play.run.pupils[pupil].class_id)


def _command(play: Play, event: PlayedEvent, command: Command) -> Json:
    case = play.case
    if case is None:
        return _refused(refusal("refusal-case-not-open"))
    person = event.by or ""
    is_signal = isinstance(command, ReportSignal)
    if not is_signal and not may_act(play, person):
        return _refused(refusal("refusal-not-your-case"))
    if isinstance(command, JoinCase) and command.other_case in play.later:
        promised = why_not_joined(play.later[command.other_case], side_of(play, case), command.other_case)
        if promised is not None:
            return _refused(promised)
    decided = do(
        case,
        with_class(play, command),
        by=person,
        now=event.at,
        calendar=play.scenery.calendar,
        standing=standing_of(play, case, person),
        terms=play.scenery.terms,
    )
    if isinstance(decided, Refusal):
        return _refused(naming_decider(decided, home_decider(play)))
    warnings = (*warnings_about(case, command), *_not_taken_over(command, decided))
    return {**_happen(play, decided), "warnings": [said(one) for one in warnings]}


def _not_taken_over(command: Command, events: tuple[CaseEvent, ...]) -> Iterator[Wording]:
    """What a signal tells that its sender cannot establish, or that no signal says of a case by itself."""
    told = command.facts if isinstance(command, ReportSignal) else {}
    known = {fact for event in events if isinstance(event, SignalReceived) for fact in event.facts}
    yield from (wording("warning-signal-fact", fact=fact) for fact in told if fact not in known)


def _draft(play: Play, draft: Draft) -> Json:
    """A text for parents that names another pupil of the case cannot be sent (AX-11, P001 N-19); none goes to a home
    that nothing may reach."""
    if play.case is None:
        return {**_refused(refusal("refusal-case-not-open")), "names": []}
    if home_waits(play.case, draft.family):
        held = naming_decider(held_refusal(play.case, play.case.step.label), home_decider(play))
        return {**_refused(held), "names": []}
    names = {pupil: one.name or pupil for pupil, one in play.run.pupils.items()}
    named = other_pupils_named(draft.text, (draft.family,), names)
    shown = {"accepted": True, "refused": None}
    if named:
        shown = _refused(refusal("parent-text-name", name=named[0].written))
    return {**shown, "names": [one.pupil for one in named]}


def _refused(why: Refusal) -> Json:
    return {"accepted": False, "refused": said(why)}


def _happen(play: Play, events: tuple[CaseEvent, ...]) -> Json:
    """Let the events happen; answers the steps that opened and who was told."""
    notices: list[Json] = []
    steps: list[str] = []
    case: Case | None = play.case
    asked_before = play.asked
    for event in events:
        play.events.append(event)
        if isinstance(event, StepOpened):
            steps.append(event.step)
        if isinstance(event, Acknowledged) and len(case.steps_opened if case else ()) < 2:
            play.taken_by, play.asked = event.by, None
            if play.begins_with_contact:
                play.involved = replace(play.involved, in_place_of_contact=event.by)
        goes_on = isinstance(event, StepOpened) and case is not None and play.asked is asked_before
        if goes_on or isinstance(event, HandedOver):
            play.asked = None
        if isinstance(event, CaseOpened):
            continue
        case = applied(case, event) if case is not None else fold(play.scenery.protocol, play.events)
        play.case = case
        goes_where_it_belongs(play, case, event)
        play.involved = involved_now(play, case)
        notices += [
            notice_shown(play.scenery, play.involved, notice, noted_by(play, event))
            for notice in notices_after(case, event)
        ]
    if case is not None and case.acknowledged:
        is_taken_up(play, case, asked_before)
    return {"opened": steps, "notices": notices}


def _let_time_pass(play: Play, day: date) -> None:
    """Each day until `day` brings the reminders that are due on it."""
    while play.today is not None and play.today < day:
        play.today += timedelta(days=1)
        pass_on(play, instant(play.today, time.min))
        _remind(play, play.today)
    play.today = day


def _remind(play: Play, day: date) -> None:
    case = play.case
    if case is None:
        return
    for duty in duties_shown(play.scenery, play.involved, case):
        is_late = is_reminded_late(play.scenery, play.involved, duty, day)
        if (is_late or day in duty.remind_on) and (duty.key, day) not in play.reminded:
            play.reminded.add((duty.key, day))
            due = due_shown(play.scenery, play.involved, duty)
            kept = ("key", "kind", "label", "action", "timer", "origin", "rules")
            told = {**{name: due[name] for name in kept}, "who": reminded_shown(play.scenery, play.involved, duty)}
            play.reminders.append({"on": day.isoformat(), "due_on": due["on"], **told})


def _periodic(play: Play) -> Iterator[Json]:
    """The duties of the whole school, with the next day of those of which the last is known."""
    for one in play.stage.protocol.periodic:
        last = play.run.periodic.get(one.key)
        due = _comes_back_on(play, one, last) if last is not None else None
        yield {
            "key": one.key,
            "label": one.label,
            "every": one.every,
            "on": due.isoformat() if due else None,
            "origin": None if due is None else "protocol" if _is_the_protocols_day(one) else "school",
            "who": who(play.stage, play.involved, one.by),
            "with": [who(play.stage, play.involved, other) for other in one.together],
            "audience": list(one.audience),
            "rules": list(one.rules),
        }


def _is_the_protocols_day(periodic: Periodic) -> bool:
    return has_own_day(periodic) or not is_asked(periodic)


def _comes_back_on(play: Play, periodic: Periodic, last: date) -> date | None:
    """The day that the bot would plan; of what it never asks for, the day that the protocol's interval gives."""
    calendar = play.stage.calendar
    return due_day(periodic, (last,), last, calendar) if is_asked(periodic) else next_due(periodic, last, calendar)


def _state(play: Play) -> Json | None:
    case = play.case
    return None if case is None else state_of(play.scenery, play.involved, case)


def unmet_of_run(run: Run, answer: Json) -> Iterator[Json]:
    """What a run expects of all that came of it and did not come, each with its own line of the file."""
    for one in unmet(run.expect, answer):
        yield _unmet_shown(one, run.line_of_expectation(one.path))


def _unmet_of_events(run: Run, told: list[Json]) -> Iterator[Json]:
    """An event that is refused although nothing in the file says so is no expectation met either."""
    for event, shown in zip(run.events, told, strict=True):
        place = f"events[{shown['number']}]"
        expected = event.expect or {}
        if not shown["accepted"] and expected.get("accepted") is not False and "refused" not in expected:
            yield {"line": event.line, "place": f"{place}.accepted", "expected": True, "found": shown["refused"]}
        yield from _unmet_of(place, expected, shown, event.line)


def _unmet_of(place: str, expected: Mapping[str, Any], found: Json, line: int) -> Iterator[Json]:
    yield from (_unmet_shown(one, line) for one in unmet(expected, found, place))


def _unmet_shown(one: Unmet, line: int) -> Json:
    return {"line": line, "place": one.place, "expected": as_json(one.expected), "found": one.found}
