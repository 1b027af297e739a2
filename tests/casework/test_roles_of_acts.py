"""Who may do what to a case: whose work it is, who has the case, and for some things only who leads or decides."""

from typing import Any

import pytest

from casework.protocol import shipped_protocol
from casework.replay import replay
from casework.replay_file import load_replay

PEOPLE = """people:
  contactA: {roles: [first_contact], classes: [1A], deputy: deputyA}
  contactB: {roles: [first_contact], classes: [2B]}
  deputyA: {roles: [staff_any]}
  year: {roles: [year_coordinator]}
  support: {roles: [support_coordinator]}
  team: {roles: [team_lead]}
  head: {roles: [head]}
  mt: {roles: [management]}
  board: {roles: [board]}
  ict: {roles: [ict]}
  concierge: {roles: [staff_any]}
pupils:
  V: {class: 1A}
  B: {class: 2B}
events:
"""

NOT_THEIRS = {"refusal-not-your-role", "refusal-not-the-lead"}


def played(protocol: str, *events: str) -> list[dict[str, Any]]:
    lines = "".join(f"  - {event}\n" for event in events)
    (run,) = load_replay(f"protocol: {protocol}\n{PEOPLE}{lines}")
    shown: list[dict[str, Any]] = replay(run, shipped_protocol(protocol), every_state=True)["events"]
    return shown


def is_refused(event: dict[str, Any]) -> bool:
    return not event["accepted"] and event["refused"]["text_key"] in NOT_THEIRS


def at(step: str, more: str = "") -> str:
    return f'{{at: 2025-11-03, by: mt, begin: {{step: "{step}", about: V{more}}}}}'


REPORT = "{at: 2025-11-03, by: V, report: {about: V}}"


@pytest.mark.parametrize(
    "act",
    [
        "close_with: {outcome: not_true, reason: x}",
        "hand_over: {to: concierge}",
        "mark_done: intake",
        "skip: {action: intake, reason: x}",
        "record_consent: {action: talk_bullies, given: true}",
        "add_pupil: {pupil: B, party: bully}",
        "identify_victim: {pupil: B, is_reporter: false}",
        "join_case: {other_case: '2'}",
        "acknowledge: ",
        "postpone: {duty: 'do:intake', to: 2025-11-07, reason: x}",
    ],
)
@pytest.mark.parametrize("person", ["concierge", "contactB", "ict"])
def test_somebody_of_the_school_without_a_part_in_the_case_does_nothing_to_it(person: str, act: str) -> None:
    again = "{id: '2', by: B, report: {about: B}}"
    assert is_refused(played("kluiverboom", REPORT, again, f"{{by: {person}, {act}}}")[2])


@pytest.mark.parametrize(
    ("protocol", "step", "person", "act"),
    [
        ("splitting", "3a", "concierge", "mark_done: tell_all_parents"),
        ("splitting", "7", "contactA", "mark_done: removal"),
        ("kluiverboom", "7", "year", "mark_done: warning"),
        ("kluiverboom", "7", "head", "mark_done: warning"),
        ("het-sticht", "8", "contactA", "mark_done: press_charges"),
    ],
)
def test_what_a_role_decides_nobody_else_marks(protocol: str, step: str, person: str, act: str) -> None:
    """A004-1, A001-9."""
    told = played(
        protocol,
        at(step),
        "{by: mt, record_consent: {action: press_charges, given: true}}" if protocol == "het-sticht" else "{}",
        f"{{by: {person}, {act}}}",
    )
    assert is_refused(told[-1])


def test_what_a_role_decides_not_even_who_leads_the_step_marks() -> None:
    """P001 step 8: the vestigingsdirecteur decides, the bouwcoördinator leads."""
    act = "record_outcome: {action: decide_suspension, answer: suspension, note: x}"
    told = played("kluiverboom", at("8"), f"{{by: team, {act}}}", f"{{by: head, {act}}}")
    assert is_refused(told[1])
    assert told[2]["accepted"]


def test_who_has_the_case_writes_down_what_a_colleague_did() -> None:
    """P001 step 5: the mentor writes down what the leerlingcoördinator told the parents."""
    begun = '{at: 2025-11-03, by: contactA, begin: {step: "5", about: V, done: {talk_all: 2025-11-03}}}'
    assert played("kluiverboom", begun, "{by: contactA, mark_done: share_agreements}")[-1]["accepted"]


@pytest.mark.parametrize("act", ["close_with: {outcome: quarrel, reason: x}", "hand_over: {to: support}"])
def test_only_who_leads_the_step_closes_it_or_hands_it_over(act: str) -> None:
    """A001-7: from step 5 on that is the leerlingcoördinator."""
    begun = '{at: 2025-11-03, by: contactA, begin: {step: "5", about: V}}'
    told = played("kluiverboom", begun, f"{{by: contactA, {act}}}", f"{{by: year, {act}}}")
    assert is_refused(told[1])
    assert told[2]["accepted"]


def test_a_mentor_who_did_not_get_the_report_about_a_colleague_does_not_close_it() -> None:
    """P002 A002-6."""
    told = played(
        "noordhoek",
        "{at: 2025-11-03, by: V, report: {about: V, subjects: [concierge]}}",
        "{by: contactA, close_with: {outcome: not_true, reason: x}}",
        "{by: contactA, mark_done: hear_reporter}",
        "{by: mt, mark_done: hear_reporter}",
    )
    assert [event["accepted"] for event in told] == [True, False, False, True]


@pytest.mark.parametrize("person", ["contactA", "deputyA", "year"])
def test_who_got_it_their_deputy_and_who_is_next_take_it_up(person: str) -> None:
    assert played("kluiverboom", REPORT, f"{{by: {person}, acknowledge: }}")[-1]["accepted"]


def test_the_contact_of_the_other_side_does_not_act_for_the_victims() -> None:
    begun = '{at: 2025-11-03, by: contactA, begin: {step: "2", about: V, pupils: {B: bully}}}'
    told = played("kluiverboom", begun, "{by: contactB, record_consent: {action: talk_bullies, given: true}}")
    assert is_refused(told[-1])


def test_what_goes_wrong_comes_from_who_noted_it_or_who_leads() -> None:
    told = played("kluiverboom", at("4"), "{by: V, report_signal: }", "{by: contactB, report_signal: }")
    assert [event["notices"][0]["from"]["people"] for event in told[1:]] == [["contactA"], ["contactB"]]


def test_what_is_done_is_not_done_again_also_not_in_a_step_that_was_left() -> None:
    begun = '{at: 2025-11-03, by: contactA, begin: {step: "1", about: V, done: {intake: 2025-11-03}}}'
    done = "{by: contactA, mark_done: talk_victim}"
    told = played("kluiverboom", begun, done, "{by: contactA, open_step: {to: '2', reason: x}}", done)
    assert [event["accepted"] for event in told] == [True, True, True, False]
    assert told[-1]["refused"]["text_key"] == "refusal-already-done"
    assert [one["id"] for one in told[-1]["state"]["records"] if one["action"] == "talk_victim"] == [
        "talk_victim/victim_talk/1"
    ]


def test_a_series_is_done_again_and_again() -> None:
    begun = '{at: 2025-11-03, by: year, begin: {step: "3b", about: V, pupils: {B: bully}}}'
    talk = "{by: year, mark_done: good_moments}"
    assert all(event["accepted"] for event in played("splitting", begun, talk, talk))


def test_a_conclusion_is_not_drawn_twice() -> None:
    begun = '{at: 2025-11-03, by: contactA, begin: {step: "4", about: V, done: {mediation: 2025-10-20}}}'
    conclude = "{by: contactA, record_outcome: {action: evaluate, answer: not_stopped}}"
    told = played("kluiverboom", begun, conclude, conclude)
    assert told[-1]["refused"]["text_key"] == "refusal-already-done"


def test_the_parents_of_a_pupil_who_is_added_later_are_still_to_be_told() -> None:
    """P000 N-05, T-02, A000-8."""
    begun = '{at: 2025-11-12, by: contactA, begin: {step: "3a", about: V}}'
    told = played(
        "splitting",
        begun,
        "{by: contactA, mark_done: tell_all_parents}",
        "{by: contactA, add_pupil: {pupil: B, party: bully}}",
    )
    before, after = (
        next(one for one in event["state"]["actions"] if one["key"] == "tell_all_parents") for event in told[1:]
    )
    assert before["pupils"] == {"V": True}
    assert after["pupils"] == {"V": True, "B": False}
    assert "tell_all_parents" in {due["action"] for due in told[-1]["state"]["dues"]}


def test_who_decides_about_a_means_writes_down_what_belongs_to_it() -> None:
    """A001-12: the vestigingsdirecteur decides about a time-out, the mentor tells the bullied pupil."""
    told = played(
        "kluiverboom",
        at("1", ", pupils: {B: bully}, facts: {severity: serious}"),
        "{by: head, start_intervention: {intervention: external_time_out, participants: [B], until: 2025-11-07}}",
        "{by: ict, mark_done: tell_victim_time_out}",
        "{by: head, mark_done: tell_victim_time_out}",
    )
    assert [event["accepted"] for event in told] == [True, True, False, True]


FACTS = [
    "{fact: home_unsafe, value: false}",
    "{fact: trusts_contact, value: true}",
    "{fact: management_in_doubt, value: false}",
    "{fact: severity, value: serious, note: x}",
    "{fact: recognisable, value: false}",
]


@pytest.mark.parametrize("fact", FACTS)
def test_what_no_protocol_gives_to_somebody_is_for_who_leads_the_step_to_establish(fact: str) -> None:
    told = played(
        "kluiverboom",
        REPORT,
        "{by: contactA, establish_fact: {fact: home_unsafe, value: true}}",
        f"{{by: concierge, establish_fact: {fact}}}",
        f"{{by: contactA, establish_fact: {fact}}}",
    )
    assert is_refused(told[2])
    assert told[3]["accepted"]


def test_a_question_that_says_not_by_whom_is_for_who_leads_the_step() -> None:
    """P000 AX-17: whether there is a sexual image, which the protocol gives to nobody."""
    told = played(
        "splitting",
        REPORT,
        "{by: concierge, establish_fact: {fact: category, value: other}}",
        "{by: contactA, establish_fact: {fact: category, value: other}}",
    )
    assert [is_refused(one) for one in told] == [False, True, False]


CARE = ["home_unsafe, value: true", "trusts_contact, value: false", "safety_signal, value: true"]


@pytest.mark.parametrize("fact", CARE)
def test_what_asks_for_more_care_is_for_everybody_of_the_school_to_say(fact: str) -> None:
    assert played("kluiverboom", REPORT, f"{{by: concierge, establish_fact: {{fact: {fact}}}}}")[-1]["accepted"]


def test_a_signal_of_a_mentor_who_is_not_trusted_does_not_give_the_case_to_that_mentor() -> None:
    """P001 A001-19."""
    told = played(
        "kluiverboom",
        "{at: 2025-11-03, by: V, report: {about: V, facts: {trusts_contact: false}}}",
        "{by: contactA, report_signal: {facts: {trusts_contact: true}}}",
        "{by: contactA, mark_done: intake}",
    )
    assert told[1]["accepted"]
    assert not told[2]["accepted"]
