"""The file of a case that is played back: every mistake at once, with its line; shared beginnings; short forms."""

from datetime import UTC, date, datetime

import pytest

from casework.case_commands import Acknowledge, ChooseDate, EstablishFact, JoinCase, MarkDone, OpenStep
from casework.replay_file import ReplayFileError, load_replay
from casework.replay_grammar import Run

HEAD = """protocol: kluiverboom
people:
  mentor: {roles: [first_contact], classes: [1A]}
pupils: {V: {class: 1A}}
events:
  - {at: 2025-11-03 10:00, by: V, report: {about: V}}
"""


def run_of(events: str) -> Run:
    return load_replay(HEAD + events)[0]


def problems_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ReplayFileError) as caught:
        load_replay(text)
    return [(problem.line, problem.key) for problem in caught.value.problems]


def test_a_command_has_the_name_of_the_engine_and_may_be_short() -> None:
    events = run_of(
        "  - {by: mentor, acknowledge: }\n"
        "  - {by: mentor, mark_done: intake}\n"
        "  - {by: mentor, choose_date: {timer: x, weeks: 6}}\n"
        "  - {by: mentor, open_step: {to: 5, reason: kan}}\n"
        "  - {by: mentor, establish_fact: {fact: online, value: true}}\n"
    ).events[1:]
    assert [event.command for event in events] == [
        Acknowledge(),
        MarkDone("intake", date(2025, 11, 3)),
        ChooseDate("x", weeks=6),
        OpenStep("5", "kan"),
        EstablishFact("online", value=True),
    ]


def test_an_event_without_a_time_follows_at_once_and_a_day_begins_at_ten() -> None:
    events = run_of(
        "  - {by: mentor, acknowledge: }\n  - {at: 2025-11-05}\n  - {at: 2025-11-05 15:30}\n  - {at: 2025-11-06 9:05}\n"
    ).events
    assert [event.at for event in events] == [
        datetime(2025, 11, 3, 9, tzinfo=UTC),
        datetime(2025, 11, 3, 9, tzinfo=UTC),
        datetime(2025, 11, 5, 9, tzinfo=UTC),
        datetime(2025, 11, 5, 14, 30, tzinfo=UTC),
        datetime(2025, 11, 6, 8, 5, tzinfo=UTC),
    ]


def test_each_run_begins_with_the_events_above_it() -> None:
    runs = "runs:\n  - {title: a, events: [{at: 2025-11-04}]}\n  - {title: b, settings: {step_days: 3}}\n"
    first, second = load_replay(HEAD + runs)
    assert [len(first.events), len(second.events)] == [2, 1]
    assert (first.title, second.title, second.settings) == ("a", "b", {"step_days": 3})


def test_a_part_of_a_list_is_called_as_its_list_is() -> None:
    with pytest.raises(ReplayFileError) as caught:
        load_replay("protocol: x\npeople: {a: {present_on: [maandag]}}\n")
    (problem,) = caught.value.problems
    assert dict(problem.fields) == {"name": "present_on", "value": "maandag", "allowed": "mon, tue, wed, thu, fri"}


def test_what_may_be_nothing_may_be_left_out() -> None:
    assert run_of("  - {by: mentor, open_step: 5}\n").events[1].command == OpenStep("5", None)


def test_free_days_are_days_or_spans() -> None:
    free = "free_days: [2025-11-10, {first: 2025-12-22, last: 2025-12-24}]\nweekends: school\n"
    run = load_replay(free + HEAD)[0]
    assert run.free_days == {date(2025, 11, 10), date(2025, 12, 22), date(2025, 12, 23), date(2025, 12, 24)}
    assert not run.weekends_free


@pytest.mark.parametrize(
    ("events", "problems"),
    [
        ("  - {by: mentor, markdone: intake}\n", [(7, "replay-problem-unknown-command-near")]),
        ("  - {by: mentor, wxyz: intake}\n", [(7, "replay-problem-unknown-command")]),
        ("  - {by: niemand, mark_done: intake}\n", [(7, "replay-problem-unknown-person")]),
        ("  - {by: mentor, mark_done: intake, skip: intake}\n", [(7, "replay-problem-two-things")]),
        ("  - {by: mentor, mark_done: {action: intake, onn: 1}}\n", [(7, "protocol-problem-unknown-key-near")]),
        ("  - {by: mentor, skip: {reason: ziek}}\n", [(7, "protocol-problem-missing")]),
        ("  - {by: mentor, acknowledge: , show: ja}\n", [(7, "protocol-problem-yes-or-no")]),
        ("  - {by: mentor, acknowledge: , expect: goed}\n", [(7, "protocol-problem-map")]),
        ("  - {by: mentor, acknowledge: , expect: [goed]}\n", [(7, "protocol-problem-map")]),
        ("  - {by: mentor, record_consent: {action: a, given: misschien}}\n", [(7, "protocol-problem-yes-or-no")]),
        ("  - {by: mentor, choose_date: {timer: a, weeks: veel}}\n", [(7, "replay-problem-number")]),
        ("  - {by: mentor, mark_done: {action: a, on: vrijdag}}\n", [(7, "replay-problem-time")]),
        ('  - {begin: {step: "1"}}\n', [(7, "replay-problem-begins-twice")]),
        (
            "  - {at: 2025-13-03}\n  - {by: niemand, acknowledge: }\n",
            [(7, "replay-problem-time"), (8, "replay-problem-unknown-person")],
        ),
        ("  - {at: maandag}\n", [(7, "replay-problem-time")]),
        ("  - {at: 2025-13-03}\n", [(7, "replay-problem-time")]),
        ("  - {at: 2025-11-02}\n", [(7, "replay-problem-back-in-time")]),
        ("  - {at: 2028-12-31}\n", [(7, "replay-problem-too-far")]),
        ("  - {at: 2025-11-04 halftien}\n", [(7, "replay-problem-time")]),
        ("  - {at: 2025-11-04 10:00 uur}\n", [(7, "replay-problem-time")]),
        ("  - zomaar\n", [(7, "replay-problem-event")]),
        ("  - {at: 2026-03-29 02:30}\n", [(7, "replay-problem-clock-skips")]),
        ("  - {at: 9999-12-31}\n", [(7, "replay-problem-far-day")]),
        ("  - {by: mentor, mark_done: {action: a, on: 9999-12-31}}\n", [(7, "replay-problem-far-day")]),
        ("  - {by: mentor, choose_date: {timer: a, on: 9999-12-31}}\n", [(7, "replay-problem-far-day")]),
        ("  - {by: mentor, choose_date: {timer: a}}\n", [(7, "protocol-problem-missing")]),
        ("  - {by: mentor, join_case: 1}\n", [(7, "replay-problem-unknown-case")]),
        (
            "  - {by: mentor, id: a, acknowledge: }\n  - {by: mentor, join_case: a}\n",
            [(8, "replay-problem-unknown-case")],
        ),
        ("  - {by: piet, report: {about: V}}\n", [(7, "replay-problem-unknown-person")]),
        ("  - {by: mentor, report: {about: V, named: [mentor]}}\n", [(7, "replay-problem-unknown-pupil")]),
        ("  - {by: mentor, report: {about: V, subjects: [V]}}\n", [(7, "replay-problem-unknown-staff")]),
        ("  - {by: mentor, report: {about: V, excluded: [V]}}\n", [(7, "replay-problem-unknown-staff")]),
        ("  - {by: mentor, draft: {family: mentor, text: dag}}\n", [(7, "replay-problem-unknown-pupil")]),
        ("  - {by: mentor, report: {about: V, known: false}}\n", [(7, "replay-problem-known-about")]),
        ("  - {by: mentor, report: {about: V, named: [V]}}\n", [(7, "replay-problem-both-sides")]),
        (
            "  - {by: mentor, acknowledge: , bar: 1}\n  - {by: mentor, mark_don: x}\n",
            [(7, "protocol-problem-unknown-key"), (8, "replay-problem-unknown-command-near")],
        ),
        (
            "  - {by: niemand, mark_done: {action: a, onn: 1}, at: ooit}\n",
            [
                (7, "replay-problem-time"),
                (7, "protocol-problem-unknown-key-near"),
                (7, "replay-problem-unknown-person"),
            ],
        ),
        ("  - {report: {about: V, kind: iemand}}\n", [(7, "protocol-problem-not-allowed")]),
        ("  - {by: V, report: {class: 1A}}\n", [(7, "replay-problem-about-nobody")]),
        (
            "  - {by: V, id: b, report: {about: V}}\n  - {by: V, id: b, report: {about: V}}\n",
            [(8, "replay-problem-id-twice")],
        ),
        ("  - {draft: {family: W, text: dag}}\n", [(7, "replay-problem-unknown-person")]),
        (
            "  - {by: niemand, acknowledge: }\n  - {at: ooit}\n",
            [(7, "replay-problem-unknown-person"), (8, "replay-problem-time")],
        ),
    ],
)
def test_every_mistake_in_an_event_is_named_with_its_line(events: str, problems: list[tuple[int, str]]) -> None:
    assert problems_of(HEAD + events) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("protocol: {a: 1, a: 2}", [(1, "protocol-problem-yaml-twice")]),
        ("- lijst", [(1, "replay-problem-not-a-map")]),
        ("events: []", [(1, "replay-problem-no-protocol")]),
        (
            "protocol: x\npeople: {b: {}}\nevents: [{by: a}]\n",
            [(3, "replay-problem-no-time"), (3, "replay-problem-unknown-person")],
        ),
        ("protocol: x\npeople: {a: {deputy: b}}\n", [(2, "replay-problem-unknown-person")]),
        (
            "protocol: x\npupils: {a: {clas: 1A}}\n",
            [(2, "protocol-problem-missing"), (2, "protocol-problem-unknown-key-near")],
        ),
        ("protocol: x\nweekends: soms\n", [(2, "protocol-problem-not-allowed")]),
        ("protocol: x\nfree_days: [2025-13-01]\n", [(2, "replay-problem-time")]),
        ("protocol: x\nfree_days: [{last: 2025-01-01}]\n", [(2, "protocol-problem-missing")]),
        ("protocol: x\nevents: hallo\n", [(2, "protocol-problem-list")]),
        ("protocol: x\nevents: !lijst [a]\n", [(2, "protocol-problem-yaml-tag")]),
        ("protocol: x\ntitle: !!str a\n", [(2, "protocol-problem-yaml-tag")]),
        ("protocol: x\nfree_days: [{first: 2025-01-01}]\n", [(2, "replay-problem-free-days")]),
        ("protocol: x\nfree_days: [{first: 2025-01-02, last: 2025-01-01}]\n", [(2, "replay-problem-free-days")]),
        ("protocol: x\nfree_days: [{first: 2025-01-01, last: 2035-01-01}]\n", [(2, "replay-problem-free-days")]),
        ("protocol: x\nperiodic: {a: 9999-12-31}\n", [(2, "replay-problem-far-day")]),
        ("protocol: x\nevents: [{at: 2025-11-03}]\n", [(1, "replay-problem-no-people")]),
        ("protocol: x\npeople: {a: {deputy: a}}\n", [(2, "replay-problem-own-deputy")]),
        ("protocol: x\npeople: {a: {}}\npupils: {a: {class: 1A}}\n", [(2, "replay-problem-two-people")]),
        (
            "protocol: x\nfoo: 1\npeople: {a: {role: [b]}}\nevents:\n"
            '  - {at: ooit, by: a, begin: {step: "1", bar: 1}}\n  - {by: a, mark_don: x}\n  - {by: b, acknowledge: }\n',
            [
                (2, "protocol-problem-unknown-key"),
                (3, "protocol-problem-unknown-key-near"),
                (5, "replay-problem-time"),
                (5, "protocol-problem-unknown-key"),
                (6, "replay-problem-unknown-command-near"),
                (7, "replay-problem-unknown-person"),
            ],
        ),
        (
            "protocol: x\npeople: {a: {}}\npupils: {V: {class: 1A}}\nevents:\n  - at: 2025-11-03\n    begin:\n"
            '      step: "1"\n      about: V\n      pupils: {V: bully}\n      done: {a: 2025-11-04}\n',
            [(9, "replay-problem-both-sides"), (10, "replay-problem-done-later")],
        ),
    ],
)
def test_every_mistake_in_the_file_is_named_with_its_line(text: str, problems: list[tuple[int, str]]) -> None:
    assert problems_of(text) == problems


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    text = HEAD.replace("2025-11-03 10:00", "2026-10-25 02:30")
    assert load_replay(text)[0].events[0].at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_later_report_can_be_joined() -> None:
    events = run_of("  - {by: V, id: again, report: {about: V}}\n  - {by: mentor, join_case: again}\n").events
    assert events[2].command == JoinCase("again")


def test_parents_who_report_need_no_place_in_the_file() -> None:
    assert run_of("  - {by: moeder, report: {about: V, kind: parent}}\n").events[1].by == "moeder"


def test_a_part_with_a_mistake_does_not_hide_who_is_meant_by_the_others() -> None:
    text = HEAD.replace("V: {class: 1A}", "V: {clas: 1A}").replace("classes: [1A]", "classes: 1A")
    assert problems_of(text) == [
        (3, "protocol-problem-list"),
        (4, "protocol-problem-missing"),
        (4, "protocol-problem-unknown-key-near"),
    ]


@pytest.mark.parametrize(
    ("written", "line", "problem"),
    [
        ("  mentor: {roles: [first_contact], classes: [1A], present_on: []}", 3, "replay-problem-too-few"),
        ("  mentor: {roles: [first_contact], classes: ['']}", 3, "replay-problem-empty"),
        ('  mentor: {}\n  "": {roles: [head]}', 4, "replay-problem-no-name"),
        ("  mentor: {}\npupils: {V: {class: ''}}", 4, "replay-problem-empty"),
        ("  mentor: {}\npupils: {V: {class: 1A, team: ' '}}", 4, "replay-problem-empty"),
        ("  mentor: {}\npupils: {V: {class: 1A}, '': {class: 1A}}", 4, "replay-problem-no-name"),
    ],
)
def test_what_is_left_empty_is_named_with_its_line(written: str, line: int, problem: str) -> None:
    head = HEAD.replace("pupils: {V: {class: 1A}}\n", "") if "pupils" in written else HEAD
    text = head.replace("  mentor: {roles: [first_contact], classes: [1A]}", written)
    assert problems_of(text) == [(line, problem)]


def test_a_class_has_one_first_contact() -> None:
    two = HEAD.replace("pupils:", "  ander: {roles: [first_contact], classes: [2B, 1A]}\npupils:")
    assert problems_of(two) == [(4, "replay-problem-two-contacts")]


def test_a_run_in_which_nothing_happens_says_so() -> None:
    people = HEAD.partition("events:")[0]
    assert problems_of(people) == [(1, "replay-problem-no-events")]
    assert load_replay(people + "periodic: {study_moments: 2025-10-01}\n")


def test_what_is_wrong_in_a_merged_block_is_told_with_its_line() -> None:
    content = "protocol: kluiverboom\npeople:\n  coach:\n    <<: {bogus: 1}\nevents: []\n"
    with pytest.raises(ReplayFileError) as caught:
        load_replay(content)
    assert (4, "protocol-problem-unknown-key") in [(one.line, one.key) for one in caught.value.problems]


@pytest.mark.parametrize("content", ["", "- a\n", "tekst"])
def test_a_file_that_is_no_map_is_told_how_a_case_begins(content: str) -> None:
    with pytest.raises(ReplayFileError) as caught:
        load_replay(content)
    assert [one.key for one in caught.value.problems] == ["replay-problem-not-a-map"]


def test_a_wrong_urgency_is_told_with_what_it_can_be() -> None:
    content = "protocol: kluiverboom\nevents:\n  - {at: 2026-11-02, report: {urgency: soon}}\n"
    with pytest.raises(ReplayFileError) as caught:
        load_replay(content)
    (told,) = [one for one in caught.value.problems if one.key == "protocol-problem-not-allowed"]
    assert "normal" in dict(told.fields)["allowed"]
