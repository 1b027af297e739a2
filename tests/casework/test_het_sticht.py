"""The worked cases of Het Sticht: Monday 2025-11-03, every day a school day."""

import re
from datetime import date

import pytest

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    ChooseDate,
    DeclineIntervention,
    EstablishFact,
    MarkDone,
    OpenStep,
    RecordConsent,
    ReportSignal,
    Skip,
    StartIntervention,
)
from casework.conditions import Scalar, holds
from casework.fact_questions import fact_asks
from casework.intervention_offers import interventions_now
from casework.log_entries import open_records
from casework.protocol import Protocol, shipped_protocol, shipped_protocol_text
from casework.protocol_model import RoleExpr
from casework.tracks import route
from casework.wording import wording
from tests.casework.cases import Walk
from tests.casework.shown import dated_by_the_protocol, to_do, told

TEACHER = RoleExpr(role="first_contact", of="victim")
MANAGEMENT = RoleExpr(role="management")
BOARD = RoleExpr(role="board")
WISHES = ("call_victim_parents", "class_talk", "serious_talk", "three_way_talk")


@pytest.fixture
def het_sticht() -> Protocol:
    return shipped_protocol("het-sticht")


def at_step_3(het_sticht: Protocol, *, class_talk: bool = True, at_school: bool = False) -> Walk:
    """Talked with the pupil; nobody knows yet who does it."""
    walk = Walk(het_sticht, facts={"online": True, "at_school": at_school})
    walk.does(Acknowledge()).done("take_seriously", "talk_victim")
    return walk.does(*(RecordConsent(wish, given=class_talk or wish != "class_talk") for wish in WISHES))


def at_step_4(het_sticht: Protocol) -> Walk:
    walk = at_step_3(het_sticht).done("collect_evidence").does(AddPupil("B", "bully"))
    return walk.concludes("found_out", "known")


def at_step_7(het_sticht: Protocol) -> Walk:
    """The three-way talk was held on T0."""
    walk = at_step_4(het_sticht).done("serious_talk", "tell_victim_parents", "tell_bully_parents")
    return walk.done("three_way_talk")


def at_step_8(het_sticht: Protocol) -> Walk:
    return at_step_7(het_sticht).concludes("follow", "goes_on").does(AnswerGate({"stopped": False}))


def test_pupil_with_a_nasty_mail_is_with_the_teacher_at_once_and_need_not_answer(het_sticht: Protocol) -> None:
    """C35."""
    way = route(het_sticht, {"reporter": "victim", "online": True})
    assert (way.receives, way.start) == ((TEACHER,), "1")
    shown = [line.key for line in het_sticht.advice if line.audience == "victim" and holds(line.when, {})]
    assert shown == ["do_not_answer", "not_your_fault", "keep_everything", "block"]
    walk = Walk(het_sticht, facts={"online": True})
    assert (to_do(walk), dated_by_the_protocol(walk)) == ({"take_seriously"}, set())
    _, action = het_sticht.find_action("take_seriously") or pytest.fail("no such action")
    assert action.aids == ("not_your_fault",)
    walk.done("take_seriously")
    assert walk.case.step_key == "2"


def test_telling_the_teacher_at_once_is_a_route_of_its_own(het_sticht: Protocol) -> None:
    """C35, T-33."""
    tell = next(line for line in het_sticht.routes if line.key == "tell_at_once")
    assert (tell.senders, tell.to, tell.timers[0].after) == (("pupil",), (TEACHER,), 0)


def test_what_happens_at_school_brings_in_the_systems_people(het_sticht: Protocol) -> None:
    """C36."""
    assert told(at_step_3(het_sticht, at_school=True), "3") == [(("ict",), ())]
    outside = at_step_3(het_sticht)
    assert told(outside, "3") == []
    assert "ask_ict" not in outside.offers()


def test_evidence_is_collected_before_anybody_is_blocked(het_sticht: Protocol) -> None:
    """C36, A004-2."""
    walk = at_step_3(het_sticht)
    answer = walk.asks(MarkDone("advise_block", walk.today))
    assert answer is not None
    assert answer.key == "refusal-first"
    walk.done("collect_evidence")
    assert "advise_block" in to_do(walk)
    assert [entry.rules for entry in open_records(walk.case)] == [("R-22",)]
    block = next(line for line in het_sticht.advice if line.key == "block")
    assert "keep_everything" in block.requires_done


def test_parents_of_the_victim_hear_of_it_while_nobody_knows_who_does_it(het_sticht: Protocol) -> None:
    """C36, A004-5."""
    walk = at_step_3(het_sticht)
    assert walk.due("do:call_victim_parents:call_victim_parents") == date(2025, 11, 3)
    assert dated_by_the_protocol(walk) == set()
    assert "tell_bully_parents" not in walk.offers()
    walk.done("collect_evidence").concludes("found_out", "not_known")
    assert walk.case.step_key == "3"
    assert "found_out" in to_do(walk)


def test_step_4_opens_only_when_it_is_known_who_does_it(het_sticht: Protocol) -> None:
    """C36."""
    walk = at_step_3(het_sticht).done("collect_evidence")
    answer = walk.asks(OpenStep("4", reason="note"))
    assert answer is not None
    assert answer.key == "refusal-step-not-open-to"
    walk.does(AddPupil("B", "bully")).concludes("found_out", "known")
    assert walk.case.step_key == "4"


def test_pupil_is_followed_too_while_it_stays_unknown(het_sticht: Protocol) -> None:
    """A004-5."""
    walk = at_step_3(het_sticht).done("collect_evidence").concludes("found_out", "not_known")
    walk.does(OpenStep("7", reason="note"))
    assert "call_victim_parents" in to_do(walk)
    walk.does(AddPupil("B", "bully"), EstablishFact("offender_known", True), OpenStep("4", reason="note"))
    assert walk.case.step_key == "4"


def test_class_is_spoken_to_only_with_the_agreement_of_the_victim(het_sticht: Protocol) -> None:
    """A004-4."""
    walk = at_step_3(het_sticht, class_talk=False)
    answer = walk.asks(MarkDone("class_talk", walk.today))
    assert answer is not None
    assert answer.key == "refusal-consent-refused"
    assert not any("class_talk" in key for key in walk.duties())
    walk.does(RecordConsent("class_talk", given=True, came_back=True)).done("class_talk")


def test_found_out_means_a_serious_talk_and_then_the_parents_of_both(het_sticht: Protocol) -> None:
    """C37."""
    walk = at_step_4(het_sticht)
    assert told(walk, "4") == [(("management",), ("A004-1",))]
    assert "serious_talk" in to_do(walk)
    assert not {"tell_victim_parents", "tell_bully_parents"} & to_do(walk)
    walk.done("serious_talk")
    assert {"tell_victim_parents", "tell_bully_parents"} <= to_do(walk)
    for key in ("tell_victim_parents", "tell_bully_parents"):
        _, call = het_sticht.find_action(key) or pytest.fail("no such action")
        assert "numbers_and_sites" in call.notices[0].content
    for_parents = [line for line in het_sticht.helplines.values() if "parents" in line.audience]
    found = {line.number or line.url for line in for_parents}
    assert found == {"0800-5010", "www.mijnkindonline.nl", "www.meldknop.nl"}
    assert dated_by_the_protocol(walk) == set()


def test_numbers_that_nobody_verified_are_not_shown(het_sticht: Protocol) -> None:
    """AX-7."""
    assert [line.verified_on for line in het_sticht.helplines.values()] == [None, None, None]


def test_three_way_talk_is_with_one_pupil_at_a_time_and_may_be_left_out_with_a_reason(het_sticht: Protocol) -> None:
    """AX-5."""
    walk = at_step_4(het_sticht).does(AddPupil("B2", "bully"))
    walk.done("serious_talk", "tell_victim_parents", "tell_bully_parents")
    answer = walk.asks(MarkDone("three_way_talk", walk.today, participants=("V", "B", "B2")))
    assert answer is not None
    assert answer.key == "refusal-too-many-pupils"
    walk.does(Skip("three_way_talk", reason="note"))
    assert walk.case.step_key == "7"


def test_teacher_who_chooses_to_look_weekly_is_reminded_weekly_until_it_stopped(het_sticht: Protocol) -> None:
    """C38."""
    walk = at_step_7(het_sticht).does(ChooseDate("follow", every=7))
    look = walk.duties()["do:follow:follow"]
    assert (look.due_on, look.role, look.rules) == (date(2025, 11, 10), TEACHER, ("T-34", "A004-6"))
    walk.on(date(2025, 11, 10)).concludes("follow", "keep_following")
    assert walk.due("do:follow:follow") == date(2025, 11, 17)
    walk.on(date(2025, 11, 17)).concludes("follow", "stopped")
    assert dated_by_the_protocol(walk) == set()
    walk.does(AnswerGate({"stopped": True}))
    assert walk.case.outcome == "resolved"


def test_without_a_choice_the_protocol_reminds_nobody(het_sticht: Protocol) -> None:
    """C38, A004-6."""
    walk = at_step_7(het_sticht)
    assert dated_by_the_protocol(walk) == set()
    assert walk.duties()["choose:follow:follow"].origin == "school"


def test_what_goes_on_is_discussed_by_management_with_pupil_and_parents(het_sticht: Protocol) -> None:
    """C38."""
    walk = at_step_8(het_sticht)
    assert walk.case.step_key == "8"
    assert walk.duties()["acknowledge:8"].role == MANAGEMENT
    assert walk.duties()["do:discuss_charges"].rules == ()
    assert "press_charges" not in to_do(walk)


def test_signal_while_following_is_the_teachers_task_at_once(het_sticht: Protocol) -> None:
    """A004-6: the protocol says at once of what a pupil tells, the school of what a colleague sees."""
    walk = at_step_7(het_sticht).on(date(2025, 11, 5)).does(ReportSignal())
    signal = walk.duties()["signal:7"]
    assert (signal.due_on, signal.role, signal.rules) == (date(2025, 11, 5), TEACHER, ("A004-6",))
    assert signal.origin == "school"
    assert [one for one in told(walk, "7") if one[1] == ("A004-6",)] == [(("first_contact",), ("A004-6",))]


def test_school_may_give_a_signal_while_following_a_day_of_its_own(het_sticht: Protocol) -> None:
    walk = at_step_7(het_sticht).on(date(2025, 11, 5))
    walk.terms = {"wrong_again": 2}
    assert walk.does(ReportSignal()).due("signal:7") == date(2025, 11, 7)


def test_parents_who_do_not_want_charges_stop_them_in_step_8(het_sticht: Protocol) -> None:
    """C39."""
    walk = at_step_8(het_sticht).does(RecordConsent("press_charges", given=False))
    answer = walk.asks(MarkDone("press_charges", walk.today))
    assert answer is not None
    assert answer.key == "refusal-consent-refused"
    assert not any("press_charges" in key for key in walk.duties())
    assert "follow_on" in {duty.action for duty in walk.duties().values()}


def test_charges_with_the_family_are_possible_and_never_a_duty(het_sticht: Protocol) -> None:
    walk = at_step_8(het_sticht).does(RecordConsent("press_charges", given=True))
    assert not walk.offers()["press_charges"]
    walk.concludes("pupil_on_charges", "wants")
    assert walk.offers()["press_charges"]
    assert "press_charges" not in to_do(walk)


def test_pupil_who_does_not_want_charges_stops_them_too(het_sticht: Protocol) -> None:
    """A004-3: the choice is of the pupil and the parents together."""
    walk = at_step_8(het_sticht).does(RecordConsent("press_charges", given=True))
    assert "pupil_on_charges" in to_do(walk)
    walk.concludes("pupil_on_charges", "does_not_want")
    assert walk.refused(MarkDone("press_charges", walk.today)).key == "refusal-not-now"


def test_pupil_is_not_asked_about_charges_that_the_parents_refused(het_sticht: Protocol) -> None:
    walk = at_step_8(het_sticht).does(RecordConsent("press_charges", given=False))
    assert "pupil_on_charges" not in walk.offers()


def test_following_goes_on_in_step_8_as_one_series(het_sticht: Protocol) -> None:
    """T-34, A004-6."""
    walk = at_step_7(het_sticht).does(ChooseDate("follow", every=7)).on(date(2025, 11, 10))
    walk.concludes("follow", "goes_on").does(AnswerGate({"stopped": False}))
    walk.does(RecordConsent("press_charges", given=False))
    followed = {key: duty.due_on for key, duty in walk.duties().items() if duty.action in ("follow", "follow_on")}
    assert followed == {"do:follow_on:follow_on": date(2025, 11, 17)}
    walk.on(date(2025, 11, 17)).concludes("follow_on", "keep_following")
    assert walk.due("do:follow_on:follow_on") == date(2025, 11, 24)


def test_the_board_does_not_say_no_to_charges_for_a_possible_offence(het_sticht: Protocol) -> None:
    """A004-3: it will press charges."""
    walk = at_step_3(het_sticht).does(EstablishFact("possible_offence", True, note="note"))
    decline = DeclineIntervention("board_charges", reason="note")
    assert walk.refused(decline, roles=frozenset({"board"})).key == "refusal-must-start"
    [offer] = [one for one in interventions_now(walk.case) if one.key == "board_charges"]
    assert (offer.asked, offer.declinable) == (True, False)
    assert walk.duties()["trigger:board_charges"].label == wording("duty-must-start", action="Aangifte door Het Sticht")


@pytest.mark.parametrize("step", ["1", "2", "3"])
def test_what_is_not_digital_leaves_the_eight_steps(het_sticht: Protocol, step: str) -> None:
    """A004-11."""
    walk = Walk(het_sticht, start=step)
    assert walk.refused(OpenStep("offline", reason="note")).key == "refusal-step-not-open-to"
    walk.does(EstablishFact("online", value=False), OpenStep("offline", reason="note"))
    assert walk.case.step_key == "offline"


def test_the_teacher_is_asked_whether_it_is_online_unless_that_is_known(het_sticht: Protocol) -> None:
    """A004-11."""
    walk = Walk(het_sticht).does(Acknowledge())
    assert "do:is_it_online" in walk.duties()
    walk.concludes("is_it_online", "offline")
    assert (walk.case.facts()["online"], "do:is_it_online" in walk.duties()) == (False, False)
    assert "is_it_online" not in Walk(het_sticht, facts={"online": True}).offers()


def test_only_management_marks_a_possible_offence_and_says_why(het_sticht: Protocol) -> None:
    """C39, A004-3."""
    walk = at_step_8(het_sticht)
    mark = EstablishFact("possible_offence", True, note="note")
    answer = walk.asks(mark, roles=frozenset({"first_contact"}))
    assert answer is not None
    assert answer.key == "refusal-not-your-role"
    answer = walk.asks(EstablishFact("possible_offence", True), roles=frozenset({"management"}))
    assert answer is not None
    assert answer.key == "refusal-reason-missing"
    assert walk.asks(mark, roles=frozenset({"management"})) is None


def test_board_presses_charges_whatever_the_family_said_and_the_family_is_told(het_sticht: Protocol) -> None:
    """C39, A004-3."""
    walk = at_step_8(het_sticht).does(RecordConsent("press_charges", given=False))
    assert not any(duty.kind == "trigger" for duty in walk.duties().values())
    walk.does(EstablishFact("possible_offence", True, note="note"))
    asked = walk.duties()["trigger:board_charges"]
    assert (asked.role, asked.due_on, "A004-3" in asked.rules) == (BOARD, walk.today, True)
    assert walk.asks(StartIntervention("board_charges", walk.today), roles=frozenset({"board"})) is None
    assert {"tell_family_of_charges", "press_board_charges"} <= to_do(walk)
    _, tell = het_sticht.find_action("tell_family_of_charges") or pytest.fail("no such action")
    assert (tell.kind, tell.consent, tell.by) == ("notify", None, MANAGEMENT)
    walk.done("press_board_charges")


@pytest.mark.parametrize(
    ("means", "roles"),
    [
        ("warning", ("first_contact", "management")),
        ("suspension", ("management", "board")),
        ("removal", ("management", "board")),
    ],
)
def test_who_decides_on_a_sanction_depends_on_how_heavy_it_is(
    het_sticht: Protocol, means: str, roles: tuple[str, ...]
) -> None:
    """A004-8."""
    sanction = het_sticht.intervention(means)
    assert sanction.decided_by is not None
    assert sanction.decided_by.role_ids() == roles
    assert sanction.measure
    walk = at_step_4(het_sticht)
    start = StartIntervention(
        means, walk.today, until=date(2025, 11, 5) if means == "suspension" else None, participants=("B",)
    )
    answer = walk.asks(start, roles=frozenset({"ict"}))
    assert answer is not None
    assert answer.key == "refusal-not-your-role"
    assert walk.asks(start, roles=frozenset({roles[-1]})) is None
    assert ("R-22",) in [entry.rules for entry in open_records(walk.case) if entry.step == means]


def test_no_sanction_before_it_is_known_who_does_it(het_sticht: Protocol) -> None:
    walk = at_step_3(het_sticht)
    answer = walk.asks(StartIntervention("warning", walk.today))
    assert answer is not None
    assert answer.key == "refusal-not-now"


def test_complaint_about_the_teacher_is_managements(het_sticht: Protocol) -> None:
    """A004-13."""
    way = route(het_sticht, {"reporter": "parent", "offender_class": "staff"}, staff_named=True)
    assert (way.receives, way.fallback, way.start, way.closed) == ((MANAGEMENT,), (BOARD,), "staff", True)
    walk = Walk(het_sticht, reporter="parent", facts={"offender_class": "staff"})
    walk.done("hear_reporter", "secure_staff_evidence").concludes("staff_measure", "measure")
    (entry,) = open_records(walk.case)
    assert (entry.register, entry.files_of) == ("personeelsdossier", ("subject",))
    walk.does(AnswerGate(passed=True, reason="note"))
    assert walk.case.outcome == "settled_by_management"


def test_pupil_who_will_not_talk_to_the_teacher_goes_to_management(het_sticht: Protocol) -> None:
    """A004-13."""
    way = route(het_sticht, {"reporter": "victim", "trusts_contact": False})
    assert (way.receives, way.start) == ((MANAGEMENT,), "management")
    walk = Walk(het_sticht, facts={"trusts_contact": False}).done("talk_management")
    walk.concludes("choose_way", "with_teacher").does(AnswerGate({"talk_is_enough": False}))
    assert walk.case.step_key == "1"


def test_staff_who_have_trouble_online_go_to_their_manager(het_sticht: Protocol) -> None:
    """N-53."""
    way = route(het_sticht, {"reporter": "staff", "victim_class": "staff", "offender_class": "pupil"})
    assert (way.receives, way.start) == ((RoleExpr(role="line_manager"),), "colleague")


def test_bullying_that_is_not_digital_is_accepted_without_steps(het_sticht: Protocol) -> None:
    """A004-11."""
    way = route(het_sticht, {"reporter": "victim", "online": False})
    assert (way.receives, way.start) == ((TEACHER,), "offline")
    walk = Walk(het_sticht, facts={"online": False})
    assert to_do(walk) == {"decide_offline"}
    walk.concludes("decide_offline", "elsewhere").does(AnswerGate({"goes_elsewhere": True}))
    assert walk.case.outcome == "elsewhere"


def test_nobody_is_asked_to_print_sexual_pictures(het_sticht: Protocol) -> None:
    """AX-17."""
    walk = Walk(het_sticht, facts={"naked_picture": True}).done("take_seriously", "talk_victim")
    walk.does(*(RecordConsent(wish, given=True) for wish in WISHES))
    assert "collect_evidence" not in walk.offers()
    answer = walk.asks(MarkDone("advise_block", walk.today))
    assert answer is not None
    assert answer.key == "refusal-first"
    walk.done("facts_only", "advise_block")
    shown = {line.key for line in het_sticht.advice if holds(line.when, {"naked_picture": True})}
    assert not shown & {"keep_everything", "parents_keep_everything"}


def test_guidelines_stay_visible_in_the_building(het_sticht: Protocol) -> None:
    visible = next(duty for duty in het_sticht.periodic if duty.key == "guidelines_visible")
    assert (visible.every, visible.by) == (None, MANAGEMENT)


def test_every_action_fits_on_a_button_and_none_of_its_part_reads_the_same(het_sticht: Protocol) -> None:
    for part in het_sticht.parts():
        labels = [action.short or action.label for action in part.all_actions]
        assert [label for label in labels if len(label) > 30] == []
        assert len(set(labels)) == len(labels)


def test_protocol_carries_every_rule_of_its_board() -> None:
    text = shipped_protocol_text("het-sticht")
    rules = set(re.findall(r"\b(?:[TNR]-\d\d|A004-\d+)\b", text))
    numbers = ["T-33", "T-34", "T-35", "N-51", "N-52", "N-53", "N-68", "R-22"]
    assert rules == {*numbers, *(f"A004-{number}" for number in range(1, 14))}


def test_nobody_is_called_an_offender(het_sticht: Protocol) -> None:
    assert "dader" not in het_sticht.model_dump_json().lower()


def test_pupil_knows_it_before_the_parents_do(het_sticht: Protocol) -> None:
    """A004-5, AX-3: both on the same day, and a no stops nobody."""
    walk = Walk(het_sticht, facts={"online": True}).does(Acknowledge()).done("take_seriously")
    assert walk.refused(MarkDone("call_victim_parents", walk.today)).key == "refusal-first"
    assert walk.due("do:talk_victim:talk_victim") == date(2025, 11, 3)
    walk.done("talk_victim").does(*(RecordConsent(wish, given=False) for wish in WISHES))
    assert walk.due("do:call_victim_parents:call_victim_parents") == date(2025, 11, 3)
    walk.done("call_victim_parents")


def test_teacher_can_say_that_it_is_about_a_sexual_picture(het_sticht: Protocol) -> None:
    """AX-17: the report itself asks a pupil no such thing."""
    walk = at_step_3(het_sticht)
    assert "naked_picture" in {one.fact for one in fact_asks(walk.case)}
    walk.does(EstablishFact("naked_picture", value=True))
    assert "collect_evidence" not in walk.offers()
    assert "facts_only" in to_do(walk)


def test_measures_for_pupils_are_not_offered_about_a_colleague(het_sticht: Protocol) -> None:
    """A004-8."""
    measures = [one for one in het_sticht.interventions if one.measure]
    assert {one.key for one in measures} == {"warning", "suspension", "removal"}
    for one in measures:
        assert holds(one.when, {"offender_known": True, "track": "digital"})
        assert not holds(one.when, {"offender_known": True, "track": "staff_offender"})


def test_pupil_who_does_not_want_their_own_teacher_can_go_on_all_the_same(het_sticht: Protocol) -> None:
    """A004-13: whoever took it up does that work while the pupil does not trust them."""
    facts: dict[str, Scalar] = {"online": True, "trusts_contact": False}
    way = route(het_sticht, facts)
    walk = Walk(het_sticht, facts=facts, track=way.track, start=way.start).does(Acknowledge()).done("talk_management")
    walk.concludes("choose_way", "without_teacher").does(AnswerGate({"talk_is_enough": False}))
    assert (walk.case.step_key, walk.case.facts()["trusts_contact"]) == ("1", False)


def test_pupil_who_trusted_their_own_teacher_can_take_that_back(het_sticht: Protocol) -> None:
    """A004-13: the newest word counts."""
    walk = Walk(het_sticht, start="management").does(EstablishFact("trusts_contact", True)).done("talk_management")
    assert walk.concludes("choose_way", "without_teacher").case.facts()["trusts_contact"] is False


def test_management_hears_at_each_step_from_the_fourth_that_it_is_consulted(het_sticht: Protocol) -> None:
    """A004-1: the teacher leads these steps with management."""
    walk = at_step_7(het_sticht)
    for step in ("4", "5", "6", "7"):
        assert (("management",), ("A004-1",)) in told(walk, step), step
