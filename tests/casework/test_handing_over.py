"""Who takes a case over has the whole work of who gave it away, and nobody else's."""

from typing import Any

import pytest

from casework.case_commands import HandOver
from casework.protocol import shipped_protocol
from casework.replay import replay
from casework.replay_file import load_replay
from tests.casework.cases import Walk

PEOPLE = """people:
  coachA: {roles: [first_contact], classes: [1A], deputy: docent}
  coachB: {roles: [first_contact], classes: [2B]}
  coachC: {roles: [first_contact], classes: [3C]}
  lc: {roles: [year_coordinator]}
  tl: {roles: [team_lead]}
  anti: {roles: [bullying_coordinator]}
  docent: {roles: [staff_any]}
  dir: {roles: [head]}
  vp: {roles: [confidant], deputy: stands_in}
  stands_in: {roles: [staff_any]}
  vp2: {roles: [confidant]}
  bestuur: {roles: [board]}
  bestuur2: {roles: [board]}
pupils:
  V: {class: 1A}
  B: {class: 2B}
events:
"""


def played(protocol: str, events: str) -> list[dict[str, Any]]:
    (run,) = load_replay(f"protocol: {protocol}\n{PEOPLE}{events}")
    shown: list[dict[str, Any]] = replay(run, shipped_protocol(protocol), every_state=True)["events"]
    return shown


def people(shown: dict[str, Any]) -> list[str]:
    found: list[str] = shown["people"]
    return found


def test_all_the_work_of_who_gave_it_away_moves_in_every_step() -> None:
    """P001 N-21, N-22, T-15."""
    told = played(
        "kluiverboom",
        '  - {at: 2025-11-03, by: coachA, begin: {step: "4", about: V, done: {mediation: 2025-10-20}}}\n'
        "  - {by: coachA, hand_over: {to: coachB}}\n"
        "  - {by: V, report_signal: }\n"
        "  - {by: coachB, record_outcome: {action: evaluate, answer: not_stopped}}\n"
        "  - {by: coachB, answer_gate: {answers: {stopped: false}}}\n"
        "  - {at: 2025-11-04, by: docent, report_signal: }\n",
    )
    assert all(event["accepted"] for event in told)
    for event in told[1:]:
        assert "coachA" not in str({**event, "by": ""})
    assert people(told[2]["notices"][0]["to"]) == ["coachB"]
    assert people(told[-1]["state"]["lead"]) == ["lc"]
    assert people(told[-1]["notices"][0]["to"]) == ["lc", "coachB"]


def test_of_two_who_lead_together_only_the_one_who_gave_it_away_is_replaced() -> None:
    """P000 step 3a."""
    given, back = played(
        "splitting",
        '  - {at: 2025-11-03, by: coachA, begin: {step: "3a", about: V}}\n'
        "  - {by: coachA, hand_over: {to: coachB}}\n"
        "  - {by: coachB, hand_over: {to: coachA}}\n",
    )[1:]
    assert people(given["state"]["lead"]) == ["coachB", "lc"]
    assert people(back["state"]["lead"]) == ["coachA", "lc"]


def test_who_gave_it_away_can_do_nothing_to_it_any_more() -> None:
    told = played(
        "kluiverboom",
        "  - {at: 2025-11-03, by: V, report: {about: V}}\n"
        "  - {by: coachA, hand_over: {to: coachC}}\n"
        "  - {by: coachA, mark_done: intake}\n"
        "  - {by: coachA, close_with: {outcome: quarrel, reason: x}}\n"
        "  - {by: coachC, mark_done: intake}\n",
    )
    assert [event["accepted"] for event in told] == [True, True, False, False, True]


def test_a_second_report_about_the_pupil_goes_to_who_has_the_case_now() -> None:
    told = played(
        "kluiverboom",
        "  - {at: 2025-11-03, by: V, report: {about: V}}\n"
        "  - {by: coachA, hand_over: {to: coachC}}\n"
        "  - {by: docent, report: {about: V}}\n",
    )
    assert [one["person"] for one in told[-1]["receives"]] == ["coachC"]


def test_a_deputy_gives_away_the_work_of_whom_they_stand_in_for() -> None:
    told = played(
        "kluiverboom",
        "  - {at: 2025-11-03, by: V, report: {about: V}}\n  - {by: docent, hand_over: {to: coachC}}\n",
    )
    assert people(told[-1]["state"]["lead"]) == ["coachC"]


@pytest.mark.parametrize(
    ("ways", "has_it_now"),
    [
        ([("a", "b")], {"a": "b"}),
        ([("a", "b"), ("b", "c")], {"a": "c", "b": "c"}),
        ([("a", "b"), ("b", "a")], {"b": "a"}),
        ([("a", "b"), ("c", "a")], {"a": "b", "c": "a"}),
    ],
)
def test_what_was_given_on_is_with_the_last_who_got_it(ways: list[tuple[str, str]], has_it_now: dict[str, str]) -> None:
    walk = Walk(shipped_protocol("kluiverboom"))
    for giver, to in ways:
        walk.by = giver
        walk.does(HandOver(to))
    assert walk.case.handed_over == has_it_now


TO_THE_BOARD = "report: {about: V, subjects: [coachA], facts: {category: sexual}}"
ABOUT_STAFF_NOT_NAMED = "report: {about: V, facts: {offender_class: staff}}"
TO_THE_CONFIDANT = "report: {about: V, facts: {trusts_contact: false}}"


@pytest.mark.parametrize(
    ("protocol", "report", "giver", "to"),
    [
        ("kluiverboom", "report: {about: V, subjects: [coachB], facts: {offender_class: pupil}}", "coachA", "coachB"),
        ("kluiverboom", "report: {about: V, excluded: [lc]}", "coachA", "lc"),
        ("kluiverboom", "report: {about: V}", "coachA", "docent"),
        ("kluiverboom", "report: {about: V}", "coachA", "bestuur"),
        ("kluiverboom", TO_THE_BOARD, "bestuur", "coachA"),
        ("kluiverboom", TO_THE_BOARD, "bestuur", "tl"),
        ("kluiverboom", ABOUT_STAFF_NOT_NAMED, "dir", "tl"),
        ("noordhoek", "report: {about: coachC, named: [B]}", "dir", "coachC"),
        ("splitting", TO_THE_CONFIDANT, "vp", "lc"),
    ],
)
def test_nobody_who_may_not_have_the_case_gets_it(protocol: str, report: str, giver: str, to: str) -> None:
    """AX-12, A000-22, and what the reporter was told of who reads it."""
    told = played(protocol, f"  - {{at: 2025-11-03, by: V, {report}}}\n  - {{by: {giver}, hand_over: {{to: {to}}}}}\n")
    assert told[-1]["refused"]["text_key"] == "refusal-not-for-colleague"
    assert to not in people(told[-1]["state"]["lead"])


@pytest.mark.parametrize(
    ("protocol", "report", "giver", "to"),
    [
        ("kluiverboom", TO_THE_BOARD, "bestuur", "bestuur2"),
        ("kluiverboom", ABOUT_STAFF_NOT_NAMED, "dir", "bestuur"),
        ("splitting", TO_THE_CONFIDANT, "vp", "vp2"),
        ("splitting", TO_THE_CONFIDANT, "vp", "stands_in"),
    ],
)
def test_those_of_its_own_line_get_it_and_can_work_on_it(protocol: str, report: str, giver: str, to: str) -> None:
    told = played(
        protocol,
        f"  - {{at: 2025-11-03, by: V, {report}}}\n"
        f"  - {{by: {giver}, acknowledge: }}\n"
        f"  - {{by: {giver}, hand_over: {{to: {to}}}}}\n"
        f"  - {{by: {to}, add_pupil: {{pupil: B, party: bystander}}}}\n",
    )
    assert [event["accepted"] for event in told] == [True] * 4
    assert to in people(told[-1]["state"]["lead"])


@pytest.mark.parametrize("person", ["docent", "coachB", "V"])
def test_whom_it_is_about_is_not_asked_to_keep_an_eye_on_it(person: str) -> None:
    """AX-12; nor whom the reporter left out, nor a pupil."""
    told = played(
        "kluiverboom",
        "  - {at: 2025-11-03, by: V, report: {about: V, subjects: [docent], excluded: [coachB], "
        "facts: {offender_class: pupil}}}\n"
        "  - {by: coachA, mark_done: intake}\n"
        f"  - {{by: coachA, pick_watchers: {{action: watch_step_1, people: [lc, {person}], until: 2025-11-20}}}}\n"
        "  - {by: coachA, pick_watchers: {action: watch_step_1, people: [lc], until: 2025-11-20}}\n",
    )
    assert told[2]["refused"]["text_key"] == "refusal-not-to-watch"
    assert told[3]["accepted"]


def test_where_nobody_else_may_know_of_it_nobody_is_asked_to_keep_an_eye_on_it() -> None:
    told = played(
        "splitting",
        f"  - {{at: 2025-11-03, by: V, {TO_THE_BOARD}}}\n"
        "  - {by: bestuur, acknowledge: }\n"
        "  - {by: bestuur, pick_watchers: {action: watch_staff_report, people: [lc], until: 2025-11-20}}\n",
    )
    assert told[-1]["refused"]["text_key"] == "refusal-not-to-watch"


@pytest.mark.parametrize(("subject", "joins"), [("coachA", False), ("coachC", True)])
def test_a_case_about_who_has_this_one_does_not_come_to_it(subject: str, joins: bool) -> None:
    """AX-12."""
    told = played(
        "kluiverboom",
        "  - {at: 2025-11-03, by: V, report: {about: V}}\n"
        "  - {by: coachA, acknowledge: }\n"
        f"  - {{id: second, by: B, report: {{about: B, subjects: [{subject}]}}}}\n"
        "  - {by: coachA, join_case: second}\n",
    )
    assert told[-1]["accepted"] is joins


@pytest.mark.parametrize(("excluded", "joins"), [("coachA", False), ("anti", False), ("coachC", True)])
def test_a_report_that_leaves_out_who_reads_this_case_does_not_come_to_it(excluded: str, joins: bool) -> None:
    """Design 4.4: also when that one only heard of it at once."""
    told = played(
        "oplossingsgericht",
        "  - {at: 2025-11-03, by: V, report: {about: V, named: [B]}}\n"
        "  - {by: coachA, acknowledge: }\n"
        f"  - {{id: second, by: B, report: {{about: V, named: [B], excluded: [{excluded}]}}}}\n"
        "  - {by: coachA, join_case: second}\n",
    )
    assert told[-1]["accepted"] is joins
    assert joins or told[-1]["refused"]["text_key"] == "join-somebody-barred"


def test_a_report_that_goes_another_way_does_not_come_to_this_case() -> None:
    """P000 A000-22: what was told past the first contact stays with whom it was told to."""
    told = played(
        "kluiverboom",
        "  - {at: 2025-11-03, by: V, report: {about: V}}\n"
        "  - {by: coachA, acknowledge: }\n"
        "  - {id: second, by: V, report: {about: V, facts: {trusts_contact: false}}}\n"
        "  - {by: coachA, join_case: second}\n",
    )
    assert told[-1]["refused"]["text_key"] == "join-another-way"


CONFIDANTS_CASE = (
    "  - {at: 2025-11-03, by: V, report: {about: V, facts: {trusts_contact: false}}}\n  - {by: vp, acknowledge: }\n"
)
SECOND_FOR_THE_CONFIDANT = "  - {id: second, by: B, report: {about: B, facts: {trusts_contact: false}}}\n"
YES = "  - {by: vp, establish_fact: {fact: trusts_contact, value: true}}\n"
NO = "  - {by: vp, establish_fact: {fact: trusts_contact, value: false}}\n"


@pytest.mark.parametrize(
    ("said", "joins"), [("", True), (YES, False), (YES + NO, True)], ids=["nothing", "yes", "yes taken back"]
)
def test_a_report_to_the_confidant_does_not_come_to_a_case_whose_pupil_let_others_in(said: str, joins: bool) -> None:
    """P000 A000-22."""
    join = "  - {by: vp, join_case: second}\n"
    told = played("splitting", CONFIDANTS_CASE + said + SECOND_FOR_THE_CONFIDANT + join)
    assert told[-1]["accepted"] is joins
    assert joins or told[-1]["refused"]["text_key"] == "join-another-way"


@pytest.mark.parametrize(
    ("first", "second"), [("", ", facts: {trusts_contact: false}"), (", facts: {trusts_contact: false}", "")]
)
def test_what_was_told_to_the_confidant_and_what_was_not_do_not_become_one(first: str, second: str) -> None:
    by = "vp" if first else "coachA"
    told = played(
        "splitting",
        f"  - {{at: 2025-11-03, by: V, report: {{about: V{first}}}}}\n"
        f"  - {{by: {by}, acknowledge: }}\n"
        f"  - {{id: second, by: B, report: {{about: B{second}}}}}\n"
        f"  - {{by: {by}, join_case: second}}\n",
    )
    assert told[-1]["refused"]["text_key"] == "join-another-way"


@pytest.mark.parametrize(("reporter", "accepted"), [("stands_in", True), ("dir", False)])
def test_colleague_who_only_watches_the_breaks_can_have_the_case_that_they_reported(
    reporter: str, accepted: bool
) -> None:
    """P001 001:259-263: who told it and the first contact decide together who takes it up."""
    told = played(
        "kluiverboom",
        f"  - {{at: 2025-11-03, by: {reporter}, report: {{about: V, kind: staff}}}}\n"
        "  - {by: coachA, record_outcome: {action: decide_who_leads, answer: colleague}}\n"
        "  - {by: coachA, hand_over: {to: stands_in}}\n"
        "  - {by: stands_in, acknowledge: }\n"
        "  - {by: stands_in, mark_done: intake}\n",
    )
    assert [event["accepted"] for event in told[1:]] == [True, *[accepted] * 3]
    if accepted:
        assert people(told[2]["state"]["lead"]) == ["stands_in"]
        assert told[-1]["opened"] == ["1"]
