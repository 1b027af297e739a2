"""The worked cases of De Splitting and CSG Liudger: Monday 2025-11-03, every day a school day."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    ChooseDate,
    CloseWith,
    EstablishFact,
    MarkDone,
    OpenStep,
    RecordConsent,
    RecordOutcome,
    ReportSignal,
    Skip,
    StartIntervention,
)
from casework.case_decisions import open_case
from casework.case_events import StepOpened
from casework.case_offers import actions_now, gate_now, steps_to_open
from casework.case_view import card
from casework.conditions import Scalar, holds
from casework.fact_questions import fact_asks
from casework.holders import Involved, holders
from casework.log_entries import LogEntry, log_entries, open_records
from casework.protocol import Protocol, RoleExpr, shipped_protocol, shipped_protocol_text
from casework.protocol_model import Action, Track
from casework.tracks import route
from tests.casework.cases import T0, Walk
from tests.casework.schools import small_school

COACH = RoleExpr(role="first_contact", of="victim")
BOTH = RoleExpr(all_of=(COACH, RoleExpr(role="year_coordinator", of="victim")))
BULLYS_COORDINATOR = RoleExpr(role="year_coordinator", of="bully")
SOLVED = {"victim_says": True, "other_says": True, "lead_observes": True}
NOT_SEEN = {**SOLVED, "lead_observes": False}


@pytest.fixture
def splitting() -> Protocol:
    return shipped_protocol("splitting")


def at_1a(protocol: Protocol) -> Walk:
    return Walk(protocol).does(Acknowledge(), AddPupil("B", "bully"))


def at_1b(protocol: Protocol) -> Walk:
    return at_1a(protocol).done("restorative_talk").does(AnswerGate(NOT_SEEN))


def at_2a(protocol: Protocol) -> Walk:
    return at_1b(protocol).done("make_agreements").concludes("establish", "bullying")


def at_2b(protocol: Protocol) -> Walk:
    return at_2a(protocol).done("register_bullying", "restorative_talk_2a").does(AnswerGate(NOT_SEEN))


def at_3a(protocol: Protocol) -> Walk:
    walk = at_2b(protocol).done("ask_pupils", "ask_all_parents", "ask_staff")
    return walk.does(EstablishFact("recurrence", True, note="note"))


def at_3b(protocol: Protocol) -> Walk:
    walk = at_3a(protocol).done("restorative_talk_3a", "discuss_progress").concludes("decide_follow_up", "mdo")
    return walk.concludes("evaluate", "not_yet").does(AnswerGate(NOT_SEEN))


def at_4(protocol: Protocol) -> Walk:
    return at_3b(protocol).done("punish", "talk_after_school", "group_exercises").does(AnswerGate(NOT_SEEN))


def at_5(protocol: Protocol) -> Walk:
    return at_4(protocol).done("announce").does(EstablishFact("safety_signal", True, note="note"), AnswerGate(NOT_SEEN))


def at_6(protocol: Protocol) -> Walk:
    return at_5(protocol).concludes("decide_long_stay", "start").does(AnswerGate(NOT_SEEN))


def starting_at(protocol: Protocol, step: str) -> Walk:
    """A case that begins at the step of another track."""
    walk = Walk(protocol)
    opened, _ = open_case(protocol, "hash", by="someone", now=T0, reporter="victim", class_id="2B", victim="V")
    walk.events = [opened, StepOpened(at=T0, by="someone", step=step)]
    return walk


def track_of(protocol: Protocol, **facts: Scalar) -> Track:
    return next(track for track in protocol.tracks if holds(track.when, facts))


def roles_that_get(track: Track) -> set[str]:
    return {role for receiver in track.receives for role in receiver.role_ids()}


def action_of(protocol: Protocol, key: str) -> Action:
    found = protocol.find_action(key)
    assert found is not None
    return found[1]


def to_do(walk: Walk) -> set[str]:
    return {duty.action for duty in walk.duties().values() if duty.kind == "do" and duty.action is not None}


def rules_of(entries: tuple[LogEntry, ...]) -> set[str]:
    return {rule for entry in entries for rule in entry.rules}


def told(walk: Walk, step: str) -> set[str]:
    return {role for notice in walk.notices if notice.step == step for role in notice.to.role_ids()}


def test_every_rule_of_the_protocol_has_its_place(splitting: Protocol) -> None:
    named = set(re.findall(r"(?:[TNR]-\d\d|A000-\d+)\b", shipped_protocol_text(splitting.id)))
    assert {f"T-{number:02}" for number in (*range(1, 12), 36, 37, 38)} <= named
    assert {f"N-{number:02}" for number in (*range(1, 16), 54, 55, 56)} <= named
    assert {f"R-{number:02}" for number in range(1, 6)} <= named
    assert {f"A000-{number}" for number in range(1, 23)} <= named
    assert not {name for name in named if name.startswith("R-")} - {f"R-{number:02}" for number in range(1, 6)}


def test_every_button_is_short_and_none_of_its_part_reads_the_same(splitting: Protocol) -> None:
    for part in splitting.parts():
        labels = [action.short or action.label for action in part.all_actions]
        assert [label for label in labels if len(label) > 30] == []
        assert len(set(labels)) == len(labels)
    assert [one.key for one in splitting.interventions if len(one.short or one.label) > 30] == []
    assert [key for key, aid in splitting.aids.items() if len(aid.short or aid.label) > 30] == []


def test_nobody_is_called_an_offender_and_nobody_is_promised_anything(splitting: Protocol) -> None:
    words = shipped_protocol_text(splitting.id).lower()
    assert not re.findall(r"\bdaders?\b|beloof|beloven|niemand krijgt straf|garandeer", words)


def test_states_of_a_step_have_one_label_and_ask_what_the_others_ask(splitting: Protocol) -> None:
    """A000-2, A000-3."""
    labels = {step.key: step.label for step in splitting.steps}
    assert [labels[key] for key in ("1a", "1b", "2a", "2b", "3a", "3b")] == [
        *("Stap 1", "Stap 1"),
        *("Stap 2", "Stap 2"),
        *("Stap 3", "Stap 3"),
    ]
    asked = {key: [question.fact for question in splitting.step(key).gate.test] for key in labels}
    with_a_test = {key for key, facts in asked.items() if facts == ["victim_says", "other_says", "lead_observes"]}
    assert with_a_test == {"1a", "2a", "3a", "3b", "4", "5", "6"}


@pytest.mark.parametrize(
    ("facts", "receivers", "start"),
    [
        ({"reporter": "staff", "quarrel": True}, {"first_contact"}, "1a"),
        ({"trusts_contact": False}, {"confidant"}, "confidant"),
        ({"reporter": "parent", "offender_class": "staff"}, {"management", "board"}, "staff_report"),
        ({"offender_class": "staff", "management_in_doubt": True}, {"board"}, "staff_report"),
        ({"offender_class": "pupil", "online": True}, {"first_contact"}, "1a"),
        ({"victim_class": "staff", "online": True}, {"management", "board"}, "breach"),
        ({"other_breach": True, "online": True}, {"management", "board"}, "breach"),
    ],
)
def test_report_goes_where_its_track_says(
    splitting: Protocol, facts: Mapping[str, Scalar], receivers: set[str], start: str
) -> None:
    """C01, C02, C09, A000-12."""
    track = track_of(splitting, **facts)
    assert (roles_that_get(track), track.start) == (receivers, start)


def test_only_online_bullying_among_pupils_is_copied_to_the_management(splitting: Protocol) -> None:
    """A000-12."""
    copied = {track.key: [notice.to.role_ids() for notice in track.also_notify] for track in splitting.tracks}
    assert {key: roles for key, roles in copied.items() if roles} == {"pupils_online": [("management",)]}


def test_quarrel_is_not_refused_and_begins_with_the_talk(splitting: Protocol) -> None:
    """C01."""
    walk = Walk(splitting, reporter="staff").does(Acknowledge(), AddPupil("B", "bully"))
    assert to_do(walk) == {"hear_wish", "restorative_talk"}
    assert {duty.role for duty in walk.duties().values()} == {COACH}
    assert told(walk, "1a") == set()
    walk.done("restorative_talk")
    assert gate_now(walk.case) is not None
    assert not any("look_back" in key for key in walk.duties())
    assert walk.asks(CloseWith("quarrel", reason="note")) is None


def test_parents_are_told_whatever_the_pupil_wishes_and_the_wish_is_kept(splitting: Protocol) -> None:
    """A000-8."""
    walk = at_1a(splitting)
    first = walk.asks(MarkDone("inform_parents", walk.today))
    assert first is not None
    assert first.key == "refusal-first"
    walk.does(
        RecordConsent("inform_parents", given=False, words="words"),
        RecordConsent("restorative_talk", given=True, words="words"),
    )
    assert {"inform_parents", "restorative_talk"} <= to_do(walk)
    asked = {offer.key: [ask.answer for ask in offer.consents] for offer in actions_now(walk.case)}
    assert asked["hear_wish"] == ["refused", "given"]
    walk.done("inform_parents", "restorative_talk")


def test_talk_is_with_one_pupil_of_the_other_side_at_a_time(splitting: Protocol) -> None:
    """A000-11, AX-5."""
    walk = at_1a(splitting).does(AddPupil("F", "follower"))
    answer = walk.asks(MarkDone("restorative_talk", walk.today, participants=("V", "B", "F")))
    assert answer is not None
    assert answer.key == "refusal-too-many-pupils"
    walk.does(MarkDone("restorative_talk", walk.today, participants=("V", "B")))


@pytest.mark.parametrize("missing", ["victim_says", "other_says", "lead_observes"])
def test_step_1_closes_only_when_all_three_are_positive(splitting: Protocol, missing: str) -> None:
    """C03, A000-3."""
    walk = at_1a(splitting).done("restorative_talk").does(AnswerGate({**SOLVED, missing: False}))
    assert (walk.case.step_key, walk.case.is_closed) == ("1b", False)
    closed = at_1a(splitting).done("restorative_talk").does(AnswerGate(SOLVED))
    assert closed.case.outcome == "resolved"


def test_no_answer_is_left_out_of_the_closing_test(splitting: Protocol) -> None:
    answer = at_1a(splitting).done("restorative_talk").asks(AnswerGate({"victim_says": True, "other_says": True}))
    assert answer is not None
    assert answer.key == "refusal-gate-question-open"


def test_case_solved_in_the_first_talk_asks_for_no_entry_and_offers_one(splitting: Protocol) -> None:
    """A000-9."""
    walk = at_1a(splitting).done("restorative_talk")
    assert walk.offers()["short_note"]
    walk.done("short_note").does(AnswerGate(SOLVED))
    assert open_records(walk.case) == ()
    assert [(entry.register, entry.required) for entry in log_entries(walk.case)] == [("Somtoday", False)]


def test_agreements_are_noted_and_discussed_with_the_parents(splitting: Protocol) -> None:
    """C03: 1b."""
    walk = at_1b(splitting)
    assert {"make_agreements", "establish"} <= to_do(walk)
    assert "discuss_agreements" not in to_do(walk)
    walk.done("make_agreements")
    assert "discuss_agreements" in to_do(walk)
    [entry] = open_records(walk.case)
    assert (entry.register, entry.by, entry.rules) == ("Somtoday", COACH, ("R-01",))
    assert "reward_and_sanction" in entry.fields
    assert walk.case.step_key == "1b"


@pytest.mark.parametrize("answer", ["bullying", "long_quarrel"])
def test_step_2_opens_by_itself_once_the_coach_established_it(splitting: Protocol, answer: str) -> None:
    """A000-18; a long quarrel may follow the same steps."""
    walk = at_1b(splitting).done("make_agreements").concludes("establish", "not_yet")
    assert walk.case.step_key == "1b"
    other = walk.asks(RecordOutcome("establish", walk.today, answer), roles=frozenset({"year_coordinator"}))
    assert other is not None
    assert other.key == "refusal-not-your-role"
    walk.concludes("establish", answer)
    assert walk.case.step_key == "2a"


def test_quiet_after_the_agreements_may_close_the_case_with_a_reason(splitting: Protocol) -> None:
    walk = at_1b(splitting)
    assert "calm" in [outcome.key for outcome in card(walk.case, walk.calendar, walk.today).outcomes]
    answer = walk.asks(CloseWith("calm"))
    assert answer is not None
    assert answer.key == "refusal-reason-missing"
    assert walk.does(CloseWith("calm", reason="note")).case.outcome == "calm"


@pytest.mark.parametrize("step", ["1a", "2a", "3a", "3b", "4", "5", "6"])
def test_where_the_closing_test_is_asked_a_quiet_case_closes_only_through_it(splitting: Protocol, step: str) -> None:
    """A000-3."""
    walk = Walk(splitting, start=step)
    assert "calm" not in [outcome.key for outcome in card(walk.case, walk.calendar, walk.today).outcomes]
    assert walk.refused(CloseWith("calm", reason="note")).key == "refusal-close-by-gate"
    assert walk.does(CloseWith("not_true", reason="note")).case.outcome == "not_true"


def test_bullying_is_registered_in_step_2(splitting: Protocol) -> None:
    """C04."""
    walk = at_2a(splitting)
    assert {"register_bullying", "restorative_talk_2a"} <= to_do(walk)
    walk.done("register_bullying")
    assert "R-02" in rules_of(log_entries(walk.case))
    assert gate_now(walk.case) is None
    walk.done("restorative_talk_2a")
    assert gate_now(walk.case) is not None


def test_looking_back_is_due_on_the_day_that_was_agreed_and_only_then(splitting: Protocol) -> None:
    """C04, A000-20."""
    walk = at_2a(splitting).done("register_bullying", "restorative_talk_2a")
    assert not any("look_back_2a" in key for key in walk.duties())
    walk.does(ChooseDate("evaluation_2", on=date(2025, 11, 17)))
    duty = walk.duties()["do:look_back_2a:evaluation_2"]
    assert (duty.due_on, duty.role, duty.origin) == (date(2025, 11, 17), COACH, "protocol")
    assert "T-01" in duty.rules


def test_step_2_closes_or_asks_everybody_to_watch(splitting: Protocol) -> None:
    """C04."""
    held = at_2a(splitting).done("register_bullying", "restorative_talk_2a")
    assert held.does(AnswerGate(SOLVED)).case.outcome == "resolved"
    walk = at_2b(splitting)
    assert {"ask_pupils", "ask_all_parents", "ask_staff"} <= to_do(walk)
    walk.done("ask_pupils", "ask_all_parents", "ask_staff")
    assert walk.case.step_key == "2b"
    assert gate_now(walk.case) is None


def test_signal_in_step_2_goes_to_the_coach(splitting: Protocol) -> None:
    """N-01."""
    walk = at_2b(splitting).does(ReportSignal())
    assert [notice.to for notice in walk.notices if notice.cause == "signal"] == [COACH]


def test_signal_in_step_2_moves_the_case_only_when_the_coach_says_so_with_a_reason(splitting: Protocol) -> None:
    """C05; design: a signal is for the coach."""
    walk = at_2b(splitting)
    assert "seen_again" not in walk.offers()
    walk.does(ReportSignal())
    assert (walk.case.step_key, walk.duties()["do:seen_again"].role) == ("2b", COACH)
    yes = RecordOutcome("seen_again", walk.today, "seen_again")
    assert walk.refused(yes).key == "refusal-reason-missing"
    noted = RecordOutcome("seen_again", walk.today, "seen_again", note="note")
    assert walk.refused(noted, roles=frozenset({"staff_any"})).key == "refusal-not-your-role"
    assert walk.concludes("seen_again", "seen_again").case.step_key == "3a"


def test_coach_who_keeps_watching_is_asked_again_after_the_next_signal(splitting: Protocol) -> None:
    walk = at_2b(splitting).does(ReportSignal()).concludes("seen_again", "keep_watching")
    assert (walk.case.step_key, "do:seen_again" in walk.duties()) == ("2b", False)
    assert "do:seen_again" in walk.does(ReportSignal()).duties()


def test_the_head_goes_from_step_5_to_step_6_with_a_reason(splitting: Protocol) -> None:
    """A000-13."""
    walk = at_5(splitting)
    assert walk.refused(OpenStep("6", reason=""), roles=frozenset({"head"})).key == "refusal-reason-missing"
    to_6 = OpenStep("6", reason="note")
    assert walk.refused(to_6, roles=frozenset({"first_contact"})).key == "refusal-not-your-role"
    assert walk.asks(to_6, roles=frozenset({"head"})) is None
    assert walk.case.step_key == "6"
    assert at_5(splitting).asks(to_6, roles=frozenset({"team_lead"})) is None


def test_seen_again_opens_step_3_and_the_parents_of_all_are_told_at_once(splitting: Protocol) -> None:
    """C05."""
    walk = at_2b(splitting).done("ask_pupils", "ask_all_parents", "ask_staff").on(date(2025, 11, 12))
    walk.does(EstablishFact("recurrence", True, note="note"))
    assert (walk.case.step_key, walk.case.step.lead) == ("3a", BOTH)
    duty = walk.duties()["do:tell_all_parents:tell_all_parents"]
    assert (duty.due_on, duty.rules) == (date(2025, 11, 12), ("T-02",))
    assert {"first_contact", "year_coordinator", "support_coordinator", "support_team"} == told(walk, "3a")
    assert "tell_outcome" not in to_do(walk)
    walk.done("restorative_talk_3a")
    assert "tell_outcome" in to_do(walk)
    assert "choose:evaluate:evaluation_3" in walk.duties()


def test_step_3_waits_for_the_evaluation_the_team_and_the_follow_up(splitting: Protocol) -> None:
    """C05."""
    walk = at_3a(splitting).done("restorative_talk_3a", "discuss_progress").concludes("decide_follow_up", "mdo")
    assert gate_now(walk.case) is None
    walk.concludes("evaluate", "going_well")
    assert gate_now(walk.case) is not None
    entered = [entry for entry in log_entries(walk.case) if entry.step == "3a"]
    assert [(entry.rules, entry.by) for entry in entered] == [(("R-03",), BOTH)] * 2
    assert walk.does(AnswerGate(SOLVED)).case.outcome == "resolved"


def test_punishment_goes_with_a_talk_after_school_and_word_to_the_parents(splitting: Protocol) -> None:
    """C06."""
    walk = at_3b(splitting)
    assert walk.case.step.lead == BULLYS_COORDINATOR
    assert told(walk, "3b") == {"bullying_coordinator", "first_contact", "team_lead"}
    assert "tell_parents_of_punishment" not in to_do(walk)
    walk.on(date(2025, 11, 4)).done("punish")
    assert walk.due("do:talk_after_school:talk_after_school") == date(2025, 11, 4)
    assert "tell_parents_of_punishment" in to_do(walk)
    assert gate_now(walk.case) is None
    walk.done("talk_after_school", "group_exercises")
    assert gate_now(walk.case) is not None


def test_talk_about_good_moments_comes_back_every_week_until_the_case_closes(splitting: Protocol) -> None:
    """C06, A000-4."""
    walk = at_3b(splitting)
    key = "do:good_moments:good_moments"
    for day in (date(2025, 11, 10), date(2025, 11, 17), date(2025, 11, 24)):
        assert (walk.due(key), walk.duties()[key].role) == (day, BULLYS_COORDINATOR)
        walk.on(day).done("good_moments")
    walk.done("punish", "talk_after_school", "group_exercises").does(AnswerGate(SOLVED))
    assert {duty.kind for duty in walk.duties().values()} <= {"records"}


def test_series_of_step_4_is_that_of_step_3(splitting: Protocol) -> None:
    """T-05: one series in a case, wider only by hand."""
    later, first = action_of(splitting, "good_moments_4"), action_of(splitting, "good_moments")
    assert later.continues == first.key
    for [timer], rule in ((first.timers, "T-04"), (later.timers, "T-05")):
        assert (timer.repeat, timer.taper and timer.taper.to, timer.taper and timer.taper.switch) == (7, 14, "manual")
        assert rule in timer.rules


def test_step_4_announces_before_anything_follows(splitting: Protocol) -> None:
    walk = at_4(splitting)
    assert told(walk, "4") == {"team_lead", "year_coordinator", "room_supervisor"}
    assert gate_now(walk.case) is None
    walk.done("announce")
    assert gate_now(walk.case) is not None


def test_step_5_opens_on_signals_of_danger_and_not_because_step_4_failed(splitting: Protocol) -> None:
    """C07, A000-13."""
    walk = at_4(splitting).done("announce")
    answer = walk.asks(AnswerGate(NOT_SEEN))
    assert answer is not None
    assert answer.key == "refusal-entry"
    walk.does(EstablishFact("safety_signal", True, note="note"), AnswerGate(NOT_SEEN))
    assert walk.case.step_key == "5"
    assert told(walk, "5") == {"team_lead", "support_coordinator", "year_coordinator", "room_supervisor"}


@pytest.mark.parametrize(("to", "role"), [("5", "team_lead"), ("6", "head"), ("7", "head")])
def test_jump_ahead_needs_the_right_role_and_a_reason(splitting: Protocol, to: str, role: str) -> None:
    """A000-13."""
    walk = at_1a(splitting)
    assert {offer.step for offer in steps_to_open(walk.case)} == {"1b", "6"}
    walk.does(EstablishFact("safety_signal", True, note="note"))
    refused = walk.asks(OpenStep(to, reason="note"), roles=frozenset({"first_contact"}))
    assert refused is not None
    assert refused.key == "refusal-not-your-role"
    silent = walk.asks(OpenStep(to, reason=None), roles=frozenset({role}))
    assert silent is not None
    assert silent.key == "refusal-reason-missing"
    assert walk.asks(OpenStep(to, reason="note"), roles=frozenset({role})) is None
    assert walk.case.step_key == to


def may_open(walk: Walk) -> list[tuple[str, str | None]]:
    """The steps of which somebody heard that they may open them, and who."""
    return [(one.step, one.to.role) for one in walk.notices if one.cause == "may_open"]


def test_signals_of_danger_are_told_to_who_may_open_step_5_once(splitting: Protocol) -> None:
    """A000-13: not to the head, whose step 7 is for danger that comes again."""
    walk = at_1a(splitting)
    assert may_open(walk) == []
    walk.does(EstablishFact("safety_signal", True, note="note"))
    assert may_open(walk) == [("5", "team_lead")]
    walk.does(OpenStep("1b", reason="note"))
    assert may_open(walk) == [("5", "team_lead")]
    assert may_open(Walk(splitting, facts={"safety_signal": True})) == [("5", "team_lead")]


def test_decision_about_the_long_stay_is_noted(splitting: Protocol) -> None:
    """C07."""
    walk = at_5(splitting)
    refused = walk.asks(RecordOutcome("decide_long_stay", walk.today, "not_now"))
    assert refused is not None
    assert refused.key == "refusal-reason-missing"
    walk.concludes("decide_long_stay", "start")
    assert "R-04" in rules_of(open_records(walk.case))
    assert walk.does(AnswerGate(SOLVED)).case.outcome == "resolved"


def test_longest_stays_are_those_of_the_protocol(splitting: Protocol) -> None:
    """C07, T-06 to T-09."""
    ends = {one.key: one.timer for one in splitting.interventions if one.timer is not None}
    longest = {key: timer.longest for key, timer in ends.items()}
    assert longest["room_008_longer"] == longest["internal_suspension"] == longest["long_stay_008"] == 21
    assert longest["opdc"] == 91
    assert (ends["long_stay_008"].after, ends["room_008_short"].after) == (21, 0)
    assert (longest["suspension"], ends["suspension"].setting) == (None, "school")


def test_only_the_suspension_is_the_heads(splitting: Protocol) -> None:
    """A000-6."""
    by_head = {one.key for one in splitting.interventions if "head" in one.by.role_ids()}
    assert by_head == {"suspension"}
    [back] = splitting.intervention("suspension").reentry
    assert [(timer.id, timer.anchor, timer.rules) for timer in back.timers] == [
        ("return_agreements", ("return_date",), ("T-10",))
    ]


def test_head_alone_decides_on_suspension_and_the_coach_then_talks_with_the_class(splitting: Protocol) -> None:
    """C08."""
    walk = at_6(splitting)
    assert told(walk, "6") == {"head"}
    assert "class_talk" not in walk.offers()
    refused = walk.asks(
        RecordOutcome("decide_suspension", walk.today, "suspend", "note"), roles=frozenset({"team_lead"})
    )
    assert refused is not None
    assert refused.key == "refusal-not-your-role"
    walk.concludes("decide_suspension", "suspend")
    duty = walk.duties()["do:class_talk"]
    assert duty.role.role_ids() == ("first_contact",)
    walk.does(RecordConsent("class_talk", given=False, words="words")).done("class_talk")
    assert gate_now(walk.case) is not None


def test_veilig_thuis_is_for_the_support_coordinator_when_parents_withdraw(splitting: Protocol) -> None:
    """C08, A000-14."""
    walk = at_6(splitting)
    assert "report_veilig_thuis" not in walk.offers()
    walk.does(EstablishFact("parents_withdraw", True, note="note"))
    assert walk.duties()["do:report_veilig_thuis"].role == RoleExpr(role="support_coordinator")
    walk.done("report_veilig_thuis")
    assert "veilig_thuis" not in told(walk, "6")


@pytest.mark.parametrize(("decision", "after"), [("suspend", ("class_talk",)), ("no_suspension", ())])
def test_step_7_needs_a_new_signal_of_danger_after_the_decision(
    splitting: Protocol, decision: str, after: tuple[str, ...]
) -> None:
    """C08."""
    walk = at_6(splitting).concludes("decide_suspension", decision).done(*after)
    answer = walk.asks(AnswerGate(NOT_SEEN))
    assert answer is not None
    assert answer.key == "refusal-entry"
    walk.does(EstablishFact("safety_signal", True, note="note"), AnswerGate(NOT_SEEN))
    assert walk.case.step_key == "7"


def test_step_7_has_no_test_and_ends_with_the_heads_reason(splitting: Protocol) -> None:
    walk = at_6(splitting).concludes("decide_suspension", "no_suspension")
    walk.does(EstablishFact("safety_signal", True, note="note"), AnswerGate(NOT_SEEN))
    assert walk.case.step_key == "7"
    assert walk.offers()["last_talk"]
    assert "last_talk" not in to_do(walk)
    walk.does(Skip("removal", reason="note"))
    silent = walk.asks(AnswerGate(passed=True))
    assert silent is not None
    assert silent.key == "refusal-reason-missing"
    assert walk.does(AnswerGate(passed=True, reason="note")).case.outcome == "after_removal"


def test_coach_hears_nothing_of_the_confidant_until_the_pupil_agrees(splitting: Protocol) -> None:
    """C02, A000-22."""
    walk = starting_at(splitting, "confidant").does(Acknowledge()).done("talk_in_confidence")
    walk.concludes("agree_further", "keep_talking")
    assert {role for duty in walk.duties().values() for role in duty.role.role_ids()} == {"confidant"}
    assert not [notice for notice in walk.notices if notice.step == "confidant"]
    walk.concludes("agree_further", "with_coach").does(AnswerGate({"pupil_agrees": True}))
    assert walk.case.step_key == "1a"


def test_case_stays_with_the_confidant_when_the_pupil_wants_that(splitting: Protocol) -> None:
    """A000-22."""
    walk = starting_at(splitting, "confidant").done("talk_in_confidence").concludes("agree_further", "stays_here")
    assert walk.case.facts()["trusts_contact"] is False
    assert walk.asks(AnswerGate({"pupil_agrees": True})) is not None
    assert walk.does(AnswerGate({"pupil_agrees": False})).case.outcome == "with_confidant"
    assert log_entries(walk.case) == ()


def test_confidant_may_bring_in_the_coach_without_the_pupil_only_in_danger(splitting: Protocol) -> None:
    """A000-22."""
    walk = starting_at(splitting, "confidant")
    assert steps_to_open(walk.case) == ()
    walk.does(EstablishFact("safety_signal", True, note="note"), OpenStep("1a", reason="note"))
    assert walk.case.step_key == "1a"


def test_board_alone_qualifies_and_only_then_phones_the_inspector(splitting: Protocol) -> None:
    """C09."""
    walk = starting_at(splitting, "staff_report").does(Acknowledge())
    assert "call_inspector" not in walk.offers()
    refused = walk.asks(
        RecordOutcome("qualify", walk.today, "crosses_the_line", "note"), roles=frozenset({"management"})
    )
    assert refused is not None
    assert refused.key == "refusal-not-your-role"
    walk.concludes("qualify", "crosses_the_line")
    assert walk.duties()["do:call_inspector"].role == RoleExpr(role="board")
    [call] = action_of(splitting, "call_inspector").notices
    assert (call.channel, call.rules) == ("phone", ("N-15",))
    asked = {role for duty in walk.duties().values() for role in duty.role.role_ids()}
    assert asked <= {"management", "board"}


def test_what_is_found_about_staff_is_filed_in_the_staff_file(splitting: Protocol) -> None:
    """C09, R-05."""
    walk = starting_at(splitting, "staff_report").concludes("qualify", "does_not").done("file_of_staff")
    assert "call_inspector" not in walk.offers()
    assert {(entry.register, entry.files_of) for entry in open_records(walk.case)} == {
        ("personeelsdossier", ("subject",))
    }
    walk.concludes("decide_staff_measure", "none")
    assert walk.does(AnswerGate(passed=True, reason="note")).case.outcome == "handled"


def test_message_of_a_pupil_gets_a_measure_and_its_papers_in_the_pupils_file(splitting: Protocol) -> None:
    walk = starting_at(splitting, "breach").concludes("kind_of_breach", "threatening").done("file_of_pupil")
    assert {entry.register for entry in open_records(walk.case)} == {"leerlingendossier"}
    assert steps_to_open(walk.case) == ()
    walk.concludes("decide_measure", "warning")
    assert walk.does(AnswerGate(passed=True, reason="note")).case.outcome == "handled"


@pytest.mark.parametrize(("measure", "step"), [("suspension", "6"), ("removal", "7")])
def test_suspension_and_removal_after_a_message_are_the_heads(splitting: Protocol, measure: str, step: str) -> None:
    walk = starting_at(splitting, "breach").concludes("kind_of_breach", "threatening")
    walk.concludes("decide_measure", measure)
    [offer] = steps_to_open(walk.case)
    assert (offer.step, offer.by) == (step, RoleExpr(role="head"))
    assert may_open(walk) == [(step, "head")]
    assert walk.does(OpenStep(step, reason="note")).case.step_key == step


def test_message_that_is_bullying_goes_to_the_coach(splitting: Protocol) -> None:
    """A000-12."""
    walk = starting_at(splitting, "breach").concludes("kind_of_breach", "bullying")
    assert walk.does(OpenStep("1a", reason="note")).case.step_key == "1a"


def test_nothing_is_deleted_before_the_evidence_is_secured(splitting: Protocol) -> None:
    """A000-17: a reason for leaving it out is not enough."""
    deletion = splitting.intervention("deletion")
    *securing, delete = deletion.actions
    assert {one.evidence for one in securing} == {"secures"}
    assert (delete.evidence, delete.needs) == ("endangers", tuple(one.key for one in securing))
    for secure in securing:
        assert holds(delete.when, {f"done.{secure.key}": True})
        assert not holds(delete.when, {f"skipped.{secure.key}": True})


def test_nude_picture_is_noted_in_words_before_it_is_deleted(splitting: Protocol) -> None:
    """AX-17: saying that it is sexting is enough."""
    walk = starting_at(splitting, "breach").does(Acknowledge(), AddPupil("B", "bully"), EstablishFact("online", True))
    walk.does(StartIntervention("deletion", walk.today, participants=("B",)))
    assert walk.offers()["secure_evidence"]
    walk.concludes("kind_of_breach", "sexting")
    assert "secure_evidence" not in walk.offers()
    assert "have_deleted" not in walk.offers()
    walk.done("evidence_in_words", "have_deleted")


def test_wish_about_the_parents_is_asked_in_step_3_and_stops_nobody(splitting: Protocol) -> None:
    """AX-3."""
    asked = action_of(splitting, "hear_wish_3a")
    assert asked.asks == ("tell_all_parents", "restorative_talk_3a")
    walk = at_3a(splitting)
    assert {"hear_wish_3a", "tell_all_parents"} <= to_do(walk)
    walk.does(RecordConsent("tell_all_parents", given=False, words="words"))
    assert walk.case.consents["tell_all_parents"].answer == "refused"
    assert walk.due("do:tell_all_parents:tell_all_parents") == T0.date()
    walk.done("tell_all_parents")


def test_without_a_confidant_it_does_not_go_to_the_line_of_the_coach(splitting: Protocol) -> None:
    """A000-22."""
    assert [one.role for one in route(splitting, {"trusts_contact": False}).fallback] == [
        "bullying_coordinator",
        "management",
    ]


def means_for(protocol: Protocol, facts: Mapping[str, Scalar]) -> set[str]:
    """The means whose own condition lets them start."""
    return {one.key for one in protocol.interventions if holds(one.when, facts)}


def test_means_against_pupils_are_not_for_a_report_about_staff(splitting: Protocol) -> None:
    assert means_for(splitting, {"track": "about_staff", "online": True}) == {"police"}
    assert {"device_custody", "deletion", "warning"} <= means_for(splitting, {"track": "pupils_online", "online": True})
    assert not {"device_custody", "deletion", "warning"} & means_for(splitting, {"track": "pupils"})


def test_lead_says_yes_before_the_heavy_means_can_start(splitting: Protocol) -> None:
    heavy = {"internal_suspension", "long_stay_008", "opdc", "suspension"}
    measures = {one.key for one in splitting.interventions if one.measure}
    assert heavy - {"opdc"} <= measures
    assert not heavy & means_for(splitting, {})
    assert {"long_stay_008", "opdc"} <= means_for(
        splitting, {"answer.decide_long_stay": "start", "done.decide_long_stay": True}
    )


def test_only_a_number_that_somebody_checked_is_shown(splitting: Protocol) -> None:
    """AX-8: on behalf of the board, not for pupils."""
    [line] = splitting.helplines.values()
    assert (line.number, line.audience) == ("0900-1113111", ("board",))
    assert line.verified_on is not None


def test_lead_can_say_that_it_is_about_a_sexual_picture(splitting: Protocol) -> None:
    """AX-17: the report itself asks a pupil no such thing."""
    walk = at_1a(splitting)
    assert "naked_picture" in {one.fact for one in fact_asks(walk.case)}
    shown = {line.key for line in splitting.advice if holds(line.when, {"online": True, "naked_picture": True})}
    assert "keep_the_message" not in shown
    walk.does(EstablishFact("naked_picture", value=True))


def test_report_about_staff_never_climbs_to_the_coach(splitting: Protocol) -> None:
    """C09, AX-12: not even in a school where nobody has the role."""
    lead = splitting.step("staff_report").lead
    school = small_school()
    assert holders(splitting, school, Involved(victim_class="1A"), lead) == ()


def test_who_is_consulted_about_a_punishment_hears_it_when_the_step_begins(splitting: Protocol) -> None:
    """P000 step 3b: the coach and the team lead of the pupil who bullies."""
    walk = at_3b(splitting)
    asked = {role for one in action_of(splitting, "punish").consult for role in one.role_ids()}
    assert asked == {"first_contact", "team_lead"}
    assert asked <= told(walk, "3b")
