"""The file of a case that is played back: every mistake at once, with its line; shared beginnings; short forms."""

from datetime import UTC, date, datetime

import pytest

from casework.case_commands import Acknowledge, ChooseDate, EstablishFact, MarkDone, OpenStep
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
        ("  - {at: 9999-12-31}\n", [(7, "replay-problem-too-far")]),
        ("  - {at: 2025-11-04 halftien}\n", [(7, "replay-problem-time")]),
        ("  - {at: 2025-11-04 10:00 uur}\n", [(7, "replay-problem-time")]),
        ("  - zomaar\n", [(7, "replay-problem-event")]),
        ("  - {report: {kind: iemand}}\n", [(7, "protocol-problem-not-allowed")]),
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
        ("- lijst", [(1, "protocol-problem-not-a-map")]),
        ("events: []", [(1, "replay-problem-no-protocol")]),
        ("protocol: x\nevents: [{by: a}]\n", [(2, "replay-problem-no-time")]),
        ("protocol: x\npeople: {a: {deputy: b}}\n", [(2, "replay-problem-unknown-person")]),
        (
            "protocol: x\npupils: {a: {clas: 1A}}\n",
            [(2, "protocol-problem-missing"), (2, "protocol-problem-unknown-key-near")],
        ),
        ("protocol: x\nweekends: soms\n", [(2, "protocol-problem-not-allowed")]),
        ("protocol: x\nfree_days: [2025-13-01]\n", [(2, "replay-problem-time")]),
        ("protocol: x\nfree_days: [{last: 2025-01-01}]\n", [(2, "protocol-problem-missing")]),
        ("protocol: x\nevents: hallo\n", [(2, "protocol-problem-list")]),
    ],
)
def test_every_mistake_in_the_file_is_named_with_its_line(text: str, problems: list[tuple[int, str]]) -> None:
    assert problems_of(text) == problems
