"""The worked cases of the solution-oriented protocol (P003): Monday 2025-11-03, every day a school day."""

from datetime import date

import pytest

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    ChooseDate,
    DeclineIntervention,
    EndIntervention,
    EstablishFact,
    MarkDone,
    OpenStep,
    RecordConsent,
    Skip,
    StartIntervention,
)
from casework.case_events import StepOpened
from casework.case_offers import gate_now
from casework.fact_questions import fact_asks
from casework.log_entries import log_entries, open_records
from casework.protocol import Protocol, RoleExpr, shipped_protocol
from casework.tracks import route
from tests.casework.cases import T0, Walk
from tests.casework.rule_ids import rules_on_elements

COACH = RoleExpr(role="first_contact", of="victim")
COACHES = RoleExpr(role="first_contact", of="involved")
COACH_OF_BULLY = RoleExpr(role="first_contact", of="bully")
COORDINATOR = RoleExpr(role="year_coordinator", of="victim")
COORDINATOR_FOR_BULLYING = RoleExpr(role="bullying_coordinator")
TEAM_LEAD = RoleExpr(role="team_lead", of="victim")


@pytest.fixture
def protocol() -> Protocol:
    return shipped_protocol("oplossingsgericht")


def with_victim_heard(protocol: Protocol, classes: str = "same_class") -> Walk:
    """The signal is logged, the victim and the pupil B were named, and the victim told the story."""
    walk = Walk(protocol).does(Acknowledge(), AddPupil("B", "bully")).done("log_signal")
    return walk.concludes("who_is_involved", classes).done("talk_victim")


def with_step_1_done(protocol: Protocol) -> Walk:
    """Both were spoken to apart, with the victim's permission, and the agreements are noted."""
    walk = with_victim_heard(protocol).does(RecordConsent("talk_bullies", given=True, words="words"))
    return walk.done("talk_bullies", "agreements_step_1")


def at_step_2(protocol: Protocol) -> Walk:
    """The lead concluded on T0 that step 1 did not solve it."""
    walk = with_step_1_done(protocol).concludes("look_back_step_1", "not_solved")
    return walk.does(AnswerGate({"solved": False}))


def with_joint_talk_held(protocol: Protocol) -> Walk:
    """The pupils talked together on T0; the victim agreed to that, and to the call home."""
    walk = at_step_2(protocol).does(
        RecordConsent("joint_talk", given=True, words="words"),
        RecordConsent("call_parents", given=True, words="words"),
    )
    return walk.done("joint_talk")


def at_step_3(protocol: Protocol) -> Walk:
    """Step 2 did not help; step 3 opens on Monday 2025-11-10."""
    walk = with_joint_talk_held(protocol).done("call_parents").on(date(2025, 11, 10))
    return walk.concludes("look_back_step_2", "not_solved").does(AnswerGate({"solved": False}))


def at_step_4(protocol: Protocol) -> Walk:
    """The talks with the families were held on 2025-11-12 and did not solve it."""
    walk = at_step_3(protocol).on(date(2025, 11, 12)).done("invite_families", "family_talk_victim")
    walk.does(RecordConsent("family_talk_bullies", given=True, words="words"))
    walk.done("family_talk_bullies", "agreements_step_3", "mail_agreements")
    return walk.concludes("look_back_step_3", "not_solved").does(AnswerGate({"solved": False}))


def at_step_5(protocol: Protocol) -> Walk:
    walk = at_step_4(protocol).concludes("decide_measures", "measures").done("call_parents_measures")
    return walk.concludes("look_back_step_4", "not_solved").does(AnswerGate({"solved": False}))


def told(walk: Walk, rule: str) -> list[RoleExpr]:
    return [notice.to for notice in walk.notices if rule in notice.rules]


def titles(walk: Walk) -> list[str]:
    return [entry.title for entry in log_entries(walk.case)]


def test_every_choice_that_was_made_stands_on_what_it_is_about(protocol: Protocol) -> None:
    assert {f"A003-{number}" for number in range(1, 17)} <= {rule for rule, _ in rules_on_elements(protocol)}


def test_every_action_fits_on_a_button_and_none_beside_it_reads_the_same(protocol: Protocol) -> None:
    for part in protocol.parts():
        labels = [action.short or action.label for action in part.all_actions]
        assert [label for label in labels if len(label) > 30] == []
        assert len(set(labels)) == len(labels)
    for intervention in protocol.interventions:
        assert len(intervention.short or intervention.label) <= 30


def test_no_span_but_those_of_the_source_is_fixed(protocol: Protocol) -> None:
    """A003-4: what the source leaves open a person chooses. Calling the inspectorate is what the law says (AX-12)."""
    timers = [timer for step in protocol.steps for action in step.actions for timer in action.timers]
    assert [timer.id for timer in timers if timer.after is not None] == ["plan_family_talk", "call_inspector"]
    assert {timer.setting for timer in timers if timer.after is None} == {"school"}
    assert {timer.suggest for timer in timers if timer.after is None} == {14}


def test_signal_of_a_colleague_goes_to_every_coach_and_the_coordinator_for_bullying(protocol: Protocol) -> None:
    """C27."""
    way = route(protocol, {"reporter": "staff"})
    assert (way.start, way.receives) == ("1", (COACHES, COORDINATOR_FOR_BULLYING))


@pytest.mark.parametrize("reporter", ["victim", "witness", "parent"])
@pytest.mark.parametrize("at_intake", [True, False])
def test_other_reports_go_to_the_victims_coach_and_the_school_chooses_who_hears_of_it(
    protocol: Protocol, reporter: str, at_intake: bool
) -> None:
    """C28, A003-1."""
    assert protocol.settings["apc_at_intake"].default is True
    way = route(protocol, {"reporter": reporter, "setting.apc_at_intake": at_intake})
    assert way.receives == (COACH,)
    assert way.also_told == ((COORDINATOR_FOR_BULLYING,) if at_intake else ())


def test_report_that_may_not_reach_the_coach_passes_every_coach(protocol: Protocol) -> None:
    """The source names nobody; the house rule gives it to the confidant."""
    way = route(protocol, {"reporter": "victim", "trusts_contact": False})
    assert {role for expression in way.receives for role in expression.role_ids()} == {"confidant"}


def test_across_classes_the_other_coach_is_told_and_the_coordinator_hears_of_it(protocol: Protocol) -> None:
    """C28; A003-2: the coordinator has no task yet."""
    walk = with_victim_heard(protocol, "cross_class")
    assert walk.case.facts()["same_class"] is False
    assert told(walk, "N-44") == [COACH_OF_BULLY]
    assert told(walk, "N-45") == [COORDINATOR]
    assert COORDINATOR not in {duty.role for duty in walk.duties().values()}


def test_within_one_class_no_other_coach_is_told(protocol: Protocol) -> None:
    walk = with_victim_heard(protocol)
    assert told(walk, "N-44") == []
    assert told(walk, "N-45") == [COORDINATOR]


def test_classes_that_nobody_knows_yet_are_asked_again(protocol: Protocol) -> None:
    walk = Walk(protocol).concludes("who_is_involved", "not_known")
    assert "do:who_is_involved" in walk.duties()
    assert told(walk, "N-44") == []


def test_first_item_is_about_the_bullying_and_the_next_is_titled_by_its_step(protocol: Protocol) -> None:
    """C28."""
    walk = with_step_1_done(protocol)
    assert titles(walk) == ["Melding van pesten", "Pestprotocol stap 1"]
    first, second = log_entries(walk.case)
    assert (first.register, first.by, first.rules) == ("Magister", COACH, ("R-18",))
    assert (second.register, second.by, second.rules) == ("Magister", COACHES, ("R-19",))
    parents = {record.key: record.parent for action in protocol.steps[0].actions for record in action.records}
    assert parents == {"first_item": None, "step_1": "first_item_of_case"}


def test_the_other_coach_is_told_whether_the_bully_is_named_before_or_after_the_answer(protocol: Protocol) -> None:
    """N-44."""
    later = Walk(protocol).does(Acknowledge()).done("log_signal").concludes("who_is_involved", "cross_class")
    before = len(later.notices)
    later.does(AddPupil("B", "bully", "3C"))
    assert [(one.to, one.rules) for one in later.notices[before:]] == [(COACH_OF_BULLY, ("N-44",))]
    later.does(AddPupil("B2", "bully", "3C"))
    assert len(later.notices) == before + 1
    earlier = Walk(protocol).does(Acknowledge()).done("log_signal").does(AddPupil("B", "bully", "3C"))
    assert ("N-44",) not in {one.rules for one in earlier.notices}
    earlier.concludes("who_is_involved", "cross_class")
    assert ("N-44",) in {one.rules for one in earlier.notices}


def test_nobody_talks_with_who_bullies_before_the_victim_was_asked(protocol: Protocol) -> None:
    """A003-3."""
    walk = with_victim_heard(protocol)
    answer = walk.asks(MarkDone("talk_bullies", walk.today))
    assert answer is not None
    assert answer.key == "refusal-consent-unasked"
    assert walk.offers()["ask_permission"]


def test_without_permission_only_the_victim_is_spoken_to_and_the_step_goes_to_consultation(protocol: Protocol) -> None:
    """C29."""
    walk = with_victim_heard(protocol)
    assert "consult_apc_step_1" not in walk.offers()
    walk.does(RecordConsent("talk_bullies", given=False, words="words"))
    answer = walk.asks(MarkDone("talk_bullies", walk.today))
    assert answer is not None
    assert answer.key == "refusal-consent-refused"
    assert walk.offers()["talk_victim"]
    assert walk.duties()["do:consult_apc_step_1"].role == COACHES
    _, consult = protocol.find_action("consult_apc_step_1") or pytest.fail("no such action")
    assert [(notice.to, notice.rules) for notice in consult.notices] == [(COORDINATOR_FOR_BULLYING, ("N-64",))]
    assert gate_now(walk.case) is None


@pytest.mark.parametrize("concluded", ["another_way", "wait"])
def test_consultation_that_does_not_drop_the_talk_leaves_it_to_be_skipped_with_a_reason(
    protocol: Protocol, concluded: str
) -> None:
    """C29: leaving the talk out needs a written reason."""
    walk = with_victim_heard(protocol).does(RecordConsent("talk_bullies", given=False, words="words"))
    walk.concludes("consult_apc_step_1", concluded)
    assert walk.refused(MarkDone("agreements_step_1", walk.today)).key == "refusal-first"
    assert walk.refused(Skip("talk_bullies", reason=None)).key == "refusal-reason-missing"
    walk.does(Skip("talk_bullies", reason="note")).done("agreements_step_1")
    assert "choose:look_back_step_1:look_back_step_1" in walk.duties()


def test_consultation_may_conclude_to_go_on_without_the_talk(protocol: Protocol) -> None:
    """C29: the consultation decides, with the written reason of its outcome; nothing else is needed for the step to go
    on."""
    walk = with_victim_heard(protocol).does(RecordConsent("talk_bullies", given=False, words="words"))
    _, consult = protocol.find_action("consult_apc_step_1") or pytest.fail("no such action")
    assert [answer.needs_reason for answer in consult.answers if answer.key == "go_on"] == [True]
    walk.concludes("consult_apc_step_1", "go_on")
    assert "talk_bullies" not in walk.offers()
    assert not any("talk_bullies" in key for key in walk.duties())
    walk.done("agreements_step_1")
    assert "choose:look_back_step_1:look_back_step_1" in walk.duties()


def test_who_says_yes_after_all_brings_the_talk_back(protocol: Protocol) -> None:
    walk = with_victim_heard(protocol).does(RecordConsent("talk_bullies", given=False, words="words"))
    walk.concludes("consult_apc_step_1", "go_on")
    walk.does(RecordConsent("talk_bullies", given=True, words="words", reason="note")).done("talk_bullies")


def test_step_2_goes_on_without_the_joint_talk_once_the_consultation_concluded_that(protocol: Protocol) -> None:
    walk = at_step_2(protocol).does(RecordConsent("joint_talk", given=False, words="words"))
    walk.does(RecordConsent("call_parents", given=True, words="words")).concludes("consult_apc_step_2", "go_on")
    assert "joint_talk" not in walk.offers()
    walk.done("call_parents")
    assert "choose:look_back_step_2:look_back_step_2" in walk.duties()


def test_step_3_goes_on_without_the_families_of_who_bullies_once_the_consultation_concluded_that(
    protocol: Protocol,
) -> None:
    walk = at_step_3(protocol).done("invite_families", "family_talk_victim")
    walk.does(RecordConsent("family_talk_bullies", given=False, words="words"))
    walk.concludes("consult_apc_step_3", "go_on")
    assert "family_talk_bullies" not in walk.offers()
    walk.done("agreements_step_3")


def test_step_1_reaches_no_parents_of_who_bullies(protocol: Protocol) -> None:
    """C34, A003-2, A003-12: those hear it in step 2."""
    parties = {action.parties for action in protocol.steps[0].actions}
    plan = protocol.intervention("online_plan")
    parties |= {action.parties for action in plan.all_actions}
    assert "parents_of_victim" in parties
    assert not parties & {"parents_of_each_bully", "parents_of_each_involved", "each_family", "all_families"}
    answer = with_victim_heard(protocol).asks(MarkDone("call_parents", date(2025, 11, 3)))
    assert answer is not None
    assert answer.key == "refusal-unknown-action"


def test_victims_parents_may_be_called_earlier_by_choice(protocol: Protocol) -> None:
    """A003-2."""
    walk = with_victim_heard(protocol)
    assert walk.offers()["call_parents_early"]
    assert "do:call_parents_early" not in walk.duties()


def test_when_step_1_is_completed_a_date_to_look_back_must_be_chosen(protocol: Protocol) -> None:
    """A003-4."""
    walk = with_step_1_done(protocol)
    choose = walk.duties()["choose:look_back_step_1:look_back_step_1"]
    assert (choose.role, choose.origin) == (COACHES, "school")
    assert not any(key.startswith("do:look_back") for key in walk.duties())
    assert gate_now(walk.case) is None
    walk.does(ChooseDate("look_back_step_1", weeks=2))
    look_back = walk.duties()["do:look_back_step_1:look_back_step_1"]
    assert (look_back.due_on, look_back.origin) == (date(2025, 11, 17), "school")


def test_looking_back_once_more_asks_for_a_new_date(protocol: Protocol) -> None:
    walk = with_step_1_done(protocol).does(ChooseDate("look_back_step_1", weeks=2)).on(date(2025, 11, 17))
    walk.concludes("look_back_step_1", "better")
    assert "choose:look_back_step_1:look_back_step_1" in walk.duties()
    walk.does(ChooseDate("look_back_step_1", weeks=2))
    assert walk.due("do:look_back_step_1:look_back_step_1") == date(2025, 12, 1)


@pytest.mark.parametrize(("answer", "end"), [("solved", "resolved"), ("not_solved", None)])
def test_coach_decides_whether_it_is_solved(protocol: Protocol, answer: str, end: str | None) -> None:
    """A003-4."""
    walk = with_step_1_done(protocol).concludes("look_back_step_1", answer)
    gate = gate_now(walk.case)
    assert gate is not None
    assert gate.decided_by == COACH
    walk.does(AnswerGate({"solved": answer == "solved"}))
    assert walk.case.outcome == end
    assert walk.case.is_closed or walk.case.step_key == "2"


def test_joint_talk_needs_permission_and_the_wish_about_the_call_home_only_counts(protocol: Protocol) -> None:
    """A003-3, AX-3."""
    walk = at_step_2(protocol).does(
        RecordConsent("joint_talk", given=False, words="words"),
        RecordConsent("call_parents", given=False, words="words"),
    )
    answer = walk.asks(MarkDone("joint_talk", walk.today))
    assert answer is not None
    assert answer.key == "refusal-consent-refused"
    assert "do:consult_apc_step_2" in walk.duties()
    walk.does(RecordConsent("joint_talk", given=True, words="words", reason="note")).done("joint_talk")
    assert "do:call_parents" in walk.duties()
    assert walk.case.consents["call_parents"].answer == "refused"


def test_after_the_joint_talk_parents_are_called_it_is_noted_and_the_coordinator_for_bullying_told(
    protocol: Protocol,
) -> None:
    """C30."""
    walk = with_joint_talk_held(protocol)
    assert walk.duties()["do:call_parents"].role == COACHES
    _, call = protocol.find_action("call_parents") or pytest.fail("no such action")
    assert call.notices[0].channel == "phone"
    assert told(walk, "N-46") == [COORDINATOR_FOR_BULLYING]
    assert titles(walk)[-1] == "Pestprotocol stap 2"
    assert walk.duties()["choose:look_back_step_2:look_back_step_2"].origin == "school"
    assert not any(key.startswith("do:look_back_step_2") for key in walk.duties())
    walk.concludes("look_back_step_2", "not_solved").does(AnswerGate({"solved": False}))
    assert walk.case.step_key == "3"
    assert "do:call_parents" in walk.duties()


def test_talk_with_the_families_is_planned_on_the_day_that_step_3_opens(protocol: Protocol) -> None:
    """C31."""
    walk = at_step_3(protocol)
    invite = walk.duties()["do:invite_families:plan_family_talk"]
    assert (invite.due_on, invite.role, invite.rules) == (date(2025, 11, 10), COACHES, ("T-29",))
    assert COORDINATOR_FOR_BULLYING in [notice.to for notice in walk.notices if notice.step == "3"]


def test_agreements_of_step_3_are_noted_and_mailed_to_each_family(protocol: Protocol) -> None:
    """C31, A003-7, A003-8."""
    walk = at_step_3(protocol).done("invite_families", "family_talk_victim")
    walk.does(RecordConsent("family_talk_bullies", given=True, words="words")).done("family_talk_bullies")
    assert "do:mail_agreements" not in walk.duties()
    walk.done("agreements_step_3")
    assert titles(walk)[-1] == "Pestprotocol stap 3"
    assert walk.duties()["do:mail_agreements"].role == COACHES
    _, mail = protocol.find_action("mail_agreements") or pytest.fail("no such action")
    assert {(notice.to.party, notice.channel, notice.names) for notice in mail.notices} == {
        ("parents_of_involved", "mail", "own_child_only"),
        ("involved", "mail", "own_child_only"),
    }


def test_families_are_spoken_to_apart_unless_the_school_chose_otherwise(protocol: Protocol) -> None:
    """A003-9."""
    offers = at_step_3(protocol).offers()
    assert {"family_talk_victim", "family_talk_bullies"} <= set(offers)
    assert not {"family_talk_joint", "ask_joint_form"} & set(offers)
    assert protocol.settings["family_talk"].default == "per_family"


def invited_to_talk_together(protocol: Protocol) -> Walk:
    """The school chose for a talk of all families together, and the victim agrees to it."""
    together = protocol.settings["family_talk"].model_copy(update={"default": "joint"})
    walk = at_step_3(protocol.model_copy(update={"settings": {**protocol.settings, "family_talk": together}}))
    return walk.done("invite_families").does(RecordConsent("family_talk_joint", given=True, words="words"))


def test_talk_of_the_families_together_waits_until_each_of_them_agrees(protocol: Protocol) -> None:
    """A003-9."""
    walk = invited_to_talk_together(protocol)
    assert walk.refused(MarkDone("family_talk_joint", walk.today)).key == "refusal-first"
    walk.concludes("families_on_joint_talk", "all_agree").done("family_talk_joint")
    assert not {"family_talk_victim", "family_talk_bullies"} & set(walk.offers())


def test_family_that_wants_to_talk_apart_has_all_talk_apart(protocol: Protocol) -> None:
    """A003-9, A003-3."""
    walk = invited_to_talk_together(protocol).concludes("families_on_joint_talk", "not_all")
    assert "family_talk_joint" not in walk.offers()
    assert walk.offers()["family_talk_victim"]
    assert walk.refused(MarkDone("family_talk_bullies", walk.today)).key == "refusal-consent-unasked"
    walk.does(RecordConsent("family_talk_bullies", given=True, words="words")).done("family_talk_bullies")


def test_a_step_that_is_stuck_asks_for_one_consultation_that_of_its_own_step(protocol: Protocol) -> None:
    """N-64."""
    walk = at_step_3(protocol).does(EstablishFact("step_blocked", value=True))
    assert [key for key in walk.offers() if key.startswith("consult_apc")] == ["consult_apc_step_3"]
    walk.events.append(StepOpened(at=walk.now, by="mentor", step="4", reason="note"))
    assert not [key for key in walk.offers() if key.startswith("consult_apc")]
    walk.does(EstablishFact("step_blocked", value=True))
    assert [key for key in walk.offers() if key.startswith("consult_apc")] == ["consult_apc_step_4"]


def test_families_are_not_asked_for_a_talk_together_that_the_victim_does_not_want(protocol: Protocol) -> None:
    walk = invited_to_talk_together(protocol).does(RecordConsent("family_talk_joint", given=False, words="words"))
    assert "families_on_joint_talk" not in walk.offers()
    assert walk.offers()["family_talk_victim"]


def test_talk_with_the_other_families_waits_for_permission(protocol: Protocol) -> None:
    """A003-3."""
    walk = at_step_3(protocol).done("invite_families")
    answer = walk.asks(MarkDone("family_talk_bullies", walk.today))
    assert answer is not None
    assert answer.key == "refusal-consent-unasked"
    walk.done("family_talk_victim")


def test_parents_who_do_not_come_lead_to_consultation_and_not_to_step_4(protocol: Protocol) -> None:
    """C32."""
    walk = at_step_3(protocol).done("invite_families").on(date(2025, 11, 12))
    assert "consult_apc_step_3" not in walk.offers()
    walk.does(EstablishFact("step_blocked", value=True))
    assert walk.duties()["do:consult_apc_step_3"].role == COACHES
    assert gate_now(walk.case) is None
    walk.concludes("consult_apc_step_3", "another_way")
    assert walk.case.step_key == "3"
    assert gate_now(walk.case) is None
    assert walk.case.facts()["step_blocked"] is False


def test_what_blocked_one_step_does_not_block_the_next(protocol: Protocol) -> None:
    walk = at_step_3(protocol).does(EstablishFact("step_blocked", value=True))
    walk.concludes("consult_apc_step_3", "go_on").does(OpenStep("4", reason="note"))
    assert "consult_apc_step_4" not in walk.offers()


def test_measures_are_the_coordinators_who_calls_notes_and_tells_the_team_lead(protocol: Protocol) -> None:
    """A003-6, N-48."""
    walk = at_step_4(protocol)
    assert walk.case.step.lead == COORDINATOR
    _, decide = protocol.find_action("decide_measures") or pytest.fail("no such action")
    assert COACHES in decide.consult
    assert COORDINATOR_FOR_BULLYING in decide.consult
    assert RoleExpr(role="year_coordinator", of="bully") in decide.consult
    begun = [notice for notice in walk.notices if notice.step == "4"]
    assert [(notice.cause, notice.to.all_of) for notice in begun] == [("step_opened", decide.consult)]
    walk.concludes("decide_measures", "measures")
    assert told(walk, "N-48") == [TEAM_LEAD]
    assert titles(walk)[-1] == "Pestprotocol stap 4"
    assert walk.duties()["do:call_parents_measures"].role == COORDINATOR
    assert next(entry.by for entry in open_records(walk.case) if entry.title.endswith("4")) == COORDINATOR


def test_step_5_is_decided_together_and_noted_under_its_own_title(protocol: Protocol) -> None:
    """A003-5."""
    walk = at_step_5(protocol)
    deciders = walk.duties()["do:decide_fitting"].role.role_ids()
    assert deciders == ("team_lead", "year_coordinator", "bullying_coordinator", "first_contact")
    together = {role for notice in walk.notices if notice.step == "5" for role in notice.to.role_ids()}
    assert together == {"year_coordinator", "bullying_coordinator", "first_contact"}
    walk.concludes("decide_fitting", "intervention")
    assert titles(walk)[-1] == "Pestprotocol stap 5"
    assert log_entries(walk.case)[-1].by == TEAM_LEAD


def test_after_step_5_comes_no_further_step_but_another_date(protocol: Protocol) -> None:
    walk = at_step_5(protocol).concludes("decide_fitting", "intervention")
    walk.concludes("look_back_step_5", "not_solved")
    assert gate_now(walk.case) is None
    assert "choose:look_back_step_5:look_back_step_5" in walk.duties()
    assert walk.offers()["decide_fitting"]
    walk.concludes("look_back_step_5", "solved").does(AnswerGate({"solved": True}))
    assert walk.case.outcome == "resolved"


def starts_support_group(walk: Walk, size: int = 7) -> Walk:
    walk.does(RecordConsent("support_group", given=True, words="words"))
    return walk.does(StartIntervention("support_group", walk.today, participants=("B",), size=size))


def test_support_group_needs_the_victims_permission(protocol: Protocol) -> None:
    """A003-3, A003-11: from step 1 on, and never by itself."""
    walk = with_victim_heard(protocol)
    assert not any("support_group" in key for key in walk.duties())
    refused = walk.refused(StartIntervention("support_group", walk.today, participants=("B",), size=7))
    assert refused.key == "refusal-consent-unasked"


def test_a_week_after_the_group_talk_the_victim_and_each_member_are_spoken_to(protocol: Protocol) -> None:
    """C33."""
    walk = starts_support_group(with_victim_heard(protocol)).done("compose_support_group", "support_group_talk")
    for review in ("support_group_review_victim", "support_group_review_members"):
        duty = walk.duties()[f"do:{review}:{review}"]
        assert (duty.due_on, duty.origin, duty.rules) == (date(2025, 11, 10), "protocol", ("T-30",))
        assert "support_group_guide" in duty.role.role_ids()


def test_support_group_may_come_again_and_nothing_reminds_of_that(protocol: Protocol) -> None:
    """C33."""
    walk = starts_support_group(with_victim_heard(protocol)).done("compose_support_group", "support_group_talk")
    walk.on(date(2025, 11, 10)).done("support_group_review_victim", "support_group_review_members")
    assert not any(key.startswith("do:support_group_review") for key in walk.duties())
    walk.concludes("support_group_again", "other_group")


def test_the_same_support_group_once_more_begins_with_its_talk_and_has_its_own_week(protocol: Protocol) -> None:
    """T-30 [003:324]."""
    walk = starts_support_group(with_victim_heard(protocol)).done("compose_support_group", "support_group_talk")
    walk.on(date(2025, 11, 10)).done("support_group_review_victim", "support_group_review_members")
    walk.concludes("support_group_again", "same_group")
    assert "do:support_group_talk" in walk.duties()
    assert "do:compose_support_group" not in walk.duties()
    assert not any(key.startswith("do:support_group_review") for key in walk.duties())
    walk.on(date(2025, 11, 12)).done("support_group_talk")
    for review in ("support_group_review_victim", "support_group_review_members"):
        assert walk.duties()[f"do:{review}:{review}"].due_on == date(2025, 11, 19)
    assert "do:support_group_again" not in walk.duties()
    walk.on(date(2025, 11, 19)).done("support_group_review_victim", "support_group_review_members")
    assert "do:support_group_again" in walk.duties()
    walk.concludes("support_group_again", "enough")
    assert not any("support_group" in key for key in walk.duties())


def test_another_support_group_is_asked_for_until_this_one_has_ended(protocol: Protocol) -> None:
    walk = starts_support_group(with_victim_heard(protocol)).done("compose_support_group", "support_group_talk")
    walk.on(date(2025, 11, 10)).done("support_group_review_victim", "support_group_review_members")
    assert not any("support_group_other" in key for key in walk.duties())
    walk.concludes("support_group_again", "other_group")
    assert "do:support_group_other" in walk.duties()
    walk.does(EndIntervention("support_group", walk.today))
    assert not any("support_group" in key for key in walk.duties())
    starts_support_group(walk)
    assert {"do:compose_support_group"} == {key for key in walk.duties() if "support_group" in key}


@pytest.mark.parametrize("size", [5, 9])
def test_group_of_another_size_is_allowed_because_the_source_only_wishes_for_six_to_eight(
    protocol: Protocol, size: int
) -> None:
    starts_support_group(with_victim_heard(protocol), size=size)


def test_measure_ends_the_support_group(protocol: Protocol) -> None:
    """A003-10."""
    walk = starts_support_group(at_step_4(protocol))
    assert walk.case.facts()["running.support_group"] is True
    assert walk.refused(StartIntervention("school_measure", walk.today)).key == "refusal-not-now"
    walk.concludes("decide_measures", "measures").does(StartIntervention("school_measure", walk.today))
    assert walk.case.facts()["running.support_group"] is False


def test_online_bullying_asks_for_its_plan_at_once_beside_step_1(protocol: Protocol) -> None:
    """C34."""
    walk = Walk(protocol, facts={"online": True})
    assert walk.duties()["trigger:online_plan"].due_on == walk.today
    walk.does(StartIntervention("online_plan", walk.today))
    assert walk.case.step_key == "1"
    assert walk.refused(MarkDone("block_sender", walk.today)).key == "refusal-first"
    walk.done("keep_evidence", "block_sender")
    walk.does(RecordConsent("call_victim_parents_online", given=False, words="words"))
    assert "do:call_victim_parents_online" in walk.duties()
    walk.done("call_victim_parents_online", "advise_charges", "refer_to_apc")
    assert told(walk, "N-65") == [COORDINATOR_FOR_BULLYING]


def test_nude_picture_is_noted_and_not_kept(protocol: Protocol) -> None:
    """AX-17."""
    walk = Walk(protocol, facts={"online": True, "naked_picture": True})
    walk.does(StartIntervention("online_plan", walk.today))
    assert "keep_evidence" not in walk.offers()
    assert walk.refused(MarkDone("block_sender", walk.today)).key == "refusal-first"
    walk.done("note_what_was_sent", "block_sender")


def test_ict_looks_only_when_asked(protocol: Protocol) -> None:
    """A003-13."""
    walk = Walk(protocol, facts={"online": True}).does(StartIntervention("online_plan", date(2025, 11, 3)))
    walk.done("keep_evidence")
    assert "trace_on_school_equipment" not in walk.offers()
    walk.done("ask_ict")
    assert walk.duties()["do:trace_on_school_equipment"].role == RoleExpr(role="ict")
    assert RoleExpr(role="ict") in [notice.to for notice in walk.notices]


def test_plan_may_be_declined_with_a_reason(protocol: Protocol) -> None:
    walk = Walk(protocol, facts={"online": True})
    assert walk.refused(DeclineIntervention("online_plan", reason=None)).key == "refusal-reason-missing"
    walk.does(DeclineIntervention("online_plan", reason="note"))
    assert "trigger:online_plan" not in walk.duties()


def test_class_talk_waits_for_the_victim_unless_nobody_can_be_recognised(protocol: Protocol) -> None:
    """AX-16, T-31."""
    walk = with_victim_heard(protocol).does(StartIntervention("five_tracks", date(2025, 11, 3)))
    assert walk.refused(MarkDone("class_talk", walk.today)).key == "refusal-consent-unasked"
    walk.does(EstablishFact("recognisable", value=False)).done("class_talk")
    assert "choose:class_talk_again:class_talk_again" in walk.duties()


def test_online_plan_keeps_the_order_of_the_source(protocol: Protocol) -> None:
    """C34, AX-1: what is kept comes first, and blocking waits for it."""
    plan = protocol.intervention("online_plan")
    orders = [action.order for action in plan.actions if action.order is not None]
    assert orders == sorted(orders)
    assert set(orders) == set(range(1, 8))
    first = {action.key for action in plan.actions if action.evidence == "secures"}
    (block,) = (action for action in plan.actions if action.evidence == "endangers")
    assert set(block.needs) == first
    assert plan.trigger is not None
    assert (plan.trigger.fact, plan.trigger.value) == ("online", True)


def test_coach_can_say_that_it_is_about_a_sexual_picture(protocol: Protocol) -> None:
    """AX-17: the report itself asks a pupil no such thing."""
    walk = Walk(protocol, facts={"online": True}).does(StartIntervention("online_plan", date(2025, 11, 3)))
    assert "naked_picture" in {one.fact for one in fact_asks(walk.case)}
    walk.does(EstablishFact("naked_picture", value=True))
    assert "keep_evidence" not in walk.offers()
    assert walk.offers()["note_what_was_sent"]


def test_coordinator_hears_once_who_is_involved(protocol: Protocol) -> None:
    """N-45, A003-2: not while the coach does not know yet."""
    walk = Walk(protocol).does(Acknowledge(), AddPupil("B", "bully"))
    walk.concludes("who_is_involved", "not_known")
    assert COORDINATOR not in [notice.to for notice in walk.notices]
    walk.concludes("who_is_involved", "same_class")
    assert [notice.to for notice in walk.notices].count(COORDINATOR) == 1


def test_step_2_is_in_magister_also_without_a_talk_together(protocol: Protocol) -> None:
    """R-19, N-46."""
    walk = at_step_2(protocol).does(RecordConsent("joint_talk", given=False, words="words"))
    walk.does(RecordConsent("call_parents", given=True, words="words"))
    assert "note_step_2" not in walk.offers()
    walk.does(Skip("joint_talk", "note")).done("note_step_2")
    titles = [(entry.title, entry.rules) for entry in log_entries(walk.case)]
    assert titles.count(("Pestprotocol stap 2", ("R-19",))) == 1
    assert ("N-46", "A003-1") in [notice.rules for notice in walk.notices]


def test_a_decided_measure_is_a_duty_and_ends_the_support_group(protocol: Protocol) -> None:
    """A003-10."""
    walk = at_step_4(protocol)
    walk.does(RecordConsent("support_group", given=True))
    walk.does(StartIntervention("support_group", walk.today, participants=("B",), size=6))
    assert "trigger:school_measure" not in walk.duties()
    walk.concludes("decide_measures", "measures")
    assert walk.duties()["trigger:school_measure"].role == COORDINATOR
    walk.does(StartIntervention("school_measure", walk.today))
    assert not walk.case.is_running(protocol.intervention("support_group"))
    assert "trigger:school_measure" not in walk.duties()


def test_contact_home_about_what_is_online_waits_for_the_evidence(protocol: Protocol) -> None:
    """AX-1."""
    walk = Walk(protocol, facts={"online": True}).does(Acknowledge(), StartIntervention("online_plan", T0.date()))
    assert not walk.offers()["ask_wish_online"]
    assert walk.done("keep_evidence").offers()["ask_wish_online"]
