"""Who reads a report that is played back is who would read it: by presence, with deputies, along the line (AX-20)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from casework.calendar import SchoolCalendar
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.replay import replay
from casework.replay_file import load_replay
from casework.replay_reading import pressing_of_told
from casework.replay_school import played_school
from casework.report import Urgency
from casework.routing import next_in_line, plan_reading
from casework.tracks import way_of

PEOPLE = """protocol: any
people:
  mentor: {{roles: [first_contact], classes: [1A], present_on: {mentor}{deputy}}}
  dep: {{present_on: {dep}}}
  coordinator: {{roles: [year_coordinator, bullying_coordinator], present_on: {coordinator}}}
  vp: {{roles: [confidant], deputy: dep}}
  head: {{roles: [head]}}
  manager: {{roles: [management]}}
  board: {{roles: [board]}}
pupils:
  V: {{class: 1A}}
events:
"""
EVERY_DAY = "[mon, tue, wed, thu, fri]"
USUAL = {"mentor": "[mon, tue]", "dep": "[wed, thu]", "coordinator": EVERY_DAY, "deputy": ", deputy: dep"}
WEDNESDAY = "  - {at: 2026-11-04 10:00, by: V, report: {about: V}}\n"


def played(events: str, protocol_id: str = "kluiverboom", **people: str) -> dict[str, Any]:
    (run,) = load_replay(PEOPLE.format(**{**USUAL, **people}) + events)
    return replay(run, shipped_protocol(protocol_id), every_state=True)


def to_take_up(event: dict[str, Any]) -> tuple[str, list[str]]:
    (due,) = (one for one in event["state"]["dues"] if one["kind"] == "acknowledge")
    return due["on"], due["who"]["people"]


def asked_in(told: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(one["on"], one["who"]["people"]) for one in told["reminders"] if one["kind"] == "acknowledge"]


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_sexual_conduct_of_the_only_one_of_the_board_is_read_by_who_leads_the_school(protocol_id: str) -> None:
    """AX-8, AX-12: with nobody else of the board somebody must read it all the same."""
    report = "  - {at: 2026-11-04 10:00, by: V, report: {about: V, subjects: [board], facts: {category: sexual}}}\n"
    (told,) = played(report, protocol_id)["events"]
    assert {one["person"] for one in told["receives"]} <= {"manager", "head"} and not told["admin_only"]
    assert told["receives"] and "board" not in told["state"]["lead"]["people"]


def test_the_deputy_of_who_is_away_gets_it_leads_and_is_reminded() -> None:
    told = played(WEDNESDAY + "  - {at: 2026-11-05 09:00, by: dep, acknowledge: }\n")
    report, taken = told["events"]
    assert [(one["person"], one["stands_in_for"], one["present_from"]) for one in report["receives"]] == [
        ("dep", "mentor", "2026-11-04")
    ]
    assert report["offered_now"] == []
    assert (report["state"]["lead"]["people"], to_take_up(report)) == (["dep"], ("2026-11-05", ["dep"]))
    assert taken["accepted"] and taken["state"]["lead"]["people"] == ["dep"]


def test_without_a_deputy_it_climbs_one_level() -> None:
    report, *_ = played(WEDNESDAY, deputy="")["events"]
    assert [(one["person"], one["stands_in_for"]) for one in report["receives"]] == [("coordinator", None)]
    assert to_take_up(report) == ("2026-11-05", ["coordinator"])


def test_who_is_away_can_still_take_it_up() -> None:
    _, taken = played(WEDNESDAY + "  - {by: mentor, acknowledge: }\n")["events"]
    assert taken["accepted"] and taken["state"]["lead"]["people"] == ["mentor"]


def test_what_came_after_school_is_read_the_next_day() -> None:
    late = WEDNESDAY.replace("10:00", "22:00")
    (report,) = played(late)["events"]
    assert [one["present_from"] for one in report["receives"]] == ["2026-11-05"]
    assert [one["person"] for one in report["receives"]] == ["dep"]


def test_what_nobody_takes_up_climbs_the_line_and_is_asked_of_all_after_the_last() -> None:
    told = played(WEDNESDAY + "  - {at: 2026-11-20}\n")
    asked = asked_in(told)
    assert asked[:3] == [("2026-11-05", ["dep"]), ("2026-11-09", ["mentor"]), ("2026-11-11", ["coordinator"])]
    days = [date.fromisoformat(on) for on, _ in asked]
    assert days == sorted(set(days)) and all(day.weekday() < 5 for day in days)
    assert set(asked[-1][1]) > {"dep", "mentor", "coordinator", "head"}, "all who had it"
    assert to_take_up(told["events"][-1])[1] == asked[-1][1]


def test_nobody_is_asked_to_take_up_what_somebody_took_up() -> None:
    told = played(WEDNESDAY + "  - {by: dep, acknowledge: }\n  - {at: 2026-11-20}\n")
    assert asked_in(told) == []


def test_who_gets_it_from_a_colleague_is_to_take_it_up() -> None:
    *_, given = played(WEDNESDAY + "  - {by: dep, hand_over: {to: coordinator}}\n  - {at: 2026-11-20}\n")["events"]
    assert to_take_up(given)[1] == ["coordinator"]


def test_in_the_next_step_it_is_for_who_leads_that_to_take_it_up() -> None:
    """P000 A000-22: the pupil lets the first contact in, before the confidant said to have taken it up."""
    told = played(
        "  - {at: 2026-11-02 10:00, by: V, report: {about: V, facts: {trusts_contact: false}}}\n"
        "  - {by: vp, mark_done: talk_in_confidence}\n"
        "  - {by: vp, record_outcome: {action: agree_further, answer: with_coach}}\n"
        "  - {by: vp, answer_gate: {answers: {pupil_agrees: true}}}\n",
        "splitting",
    )
    assert to_take_up(told["events"][0])[1] == ["vp"]
    assert to_take_up(told["events"][-1])[1] == ["mentor"]


def test_a_term_of_the_school_counts_in_its_school_days() -> None:
    settings_of = "settings: {acknowledge_days: 3}\n"
    (run,) = load_replay(settings_of + PEOPLE.format(**USUAL) + WEDNESDAY)
    (report,) = replay(run, shipped_protocol("kluiverboom"), every_state=True)["events"]
    assert [one["person"] for one in report["receives"]] == ["mentor"], "there on Monday, the third school day"
    assert to_take_up(report) == ("2026-11-09", ["mentor"])


def test_it_says_so_when_only_the_admin_hears_that_there_is_one() -> None:
    """AX-12, design 4.4: the head is accused, and nobody else is left."""
    nobody_else = """protocol: kluiverboom
people:
  head: {roles: [head]}
  teacher: {roles: [staff_any]}
pupils:
  V: {class: 1A}
events:
  - {at: 2026-11-04 10:00, by: V, report: {about: V, subjects: [head]}}
  - {at: 2026-11-06 10:00, by: V, report: {about: V}}
"""
    (run,) = load_replay(nobody_else)
    accused, other = replay(run, shipped_protocol("kluiverboom"))["events"]
    assert (accused["receives"], accused["admin_only"]) == ([], True)
    assert ([one["person"] for one in other["receives"]], other["admin_only"]) == (["head"], False)


def test_who_gets_it_takes_it_up_while_somebody_else_leads_its_step() -> None:
    """P001 has no way for staff: it goes as any report would, and the head, who is told, decides on it (AX-12)."""
    accused = "  - {at: 2026-11-02 10:00, by: V, report: {about: V, subjects: [coordinator]}}\n"
    report, taken = played(accused + "  - {by: mentor, acknowledge: }\n")["events"]
    assert ([one["person"] for one in report["receives"]], report["also_told"]) == (["mentor"], ["head"])
    assert report["state"]["lead"]["people"] == ["head"]
    assert to_take_up(report) == ("2026-11-03", ["mentor"])
    assert taken["accepted"] and taken["state"]["lead"]["people"] == ["head"]


weekdays = some.lists(some.sampled_from(["mon", "tue", "wed", "thu", "fri"]), min_size=1, unique=True)


@settings(max_examples=40, deadline=None)
@given(
    protocol_id=some.sampled_from(shipped_protocol_ids()),
    mentor=weekdays,
    dep=weekdays,
    coordinator=weekdays,
    deputy=some.booleans(),
    facts=some.sampled_from(["", ", facts: {trusts_contact: false}", ", facts: {offender_class: staff}"]),
    at=some.sampled_from(["2026-11-04 10:00", "2026-11-06 15:45", "2026-11-07 12:00", "2026-11-09 23:00"]),
    urgency=some.sampled_from(["normal", "now"]),
)
def test_a_played_report_is_read_by_who_would_read_it(
    protocol_id: str,
    mentor: list[str],
    dep: list[str],
    coordinator: list[str],
    deputy: bool,
    facts: str,
    at: str,
    urgency: str,
) -> None:
    days = {"mentor": mentor, "dep": dep, "coordinator": coordinator}
    people = {key: f"[{', '.join(one)}]" for key, one in days.items()} | {"deputy": ", deputy: dep" if deputy else ""}
    report = f"  - {{at: {at}, by: V, report: {{about: V, urgency: {urgency}{facts}}}}}\n"
    told = played(report + "  - {at: 2026-11-13}\n", protocol_id, **people)
    (run,) = load_replay(PEOPLE.format(**{**USUAL, **people}) + report)
    protocol = shipped_protocol(protocol_id)
    school, now = played_school(run, protocol), run.events[0].at
    calendar = SchoolCalendar.of(school)
    known = told["events"][0]["state"]["facts"]
    way = way_of(protocol, school, known, ())
    pressing = pressing_of_told(Urgency(urgency), way)
    wanted: dict[str, Any] = {"class_id": "1A", "way": way, "roles": protocol.roles, "pressing": pressing}
    wanted["protocol_line"] = protocol.escalation
    plan = plan_reading(school, calendar, now, **wanted)
    assert plan.first_reader is not None
    first, *_ = told["events"][0]["receives"]
    assert (first["person"], first["stands_in_for"]) == (plan.first_reader.person, plan.first_reader.stands_in_for)
    assert first["present_from"] == plan.present_from.isoformat()
    assert to_take_up(told["events"][0]) == (plan.read_by.isoformat(), [plan.first_reader.person])
    then, urgent = calendar.closes_at(plan.read_by), pressing.by_whoever_is_there
    later = replace(plan_reading(school, calendar, then, **wanted), pressing=pressing)
    follows = next_in_line(school, calendar, later, {plan.first_reader.person}, then, protocol.roles, urgent=urgent)
    asked = [people for _, people in asked_in(told)]
    assert asked[0] == [plan.first_reader.person]
    assert follows is None or asked[1:2] in ([], [[follows.person]])
