"""The worked cases of the first shipped protocol: Monday 2025-11-03, every day a school day."""

from datetime import date, timedelta

import pytest

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    ChooseDate,
    CloseWith,
    EndIntervention,
    EstablishFact,
    HandleSignals,
    IdentifyVictim,
    MarkDone,
    OpenStep,
    RecordConsent,
    ReportSignal,
    Skip,
    StartIntervention,
)
from casework.case_offers import gate_now
from casework.case_view import card
from casework.conditions import Scalar, holds
from casework.log_entries import log_entries, open_records
from casework.protocol import Protocol, load_protocol, shipped_protocol
from casework.protocol_model import RoleExpr
from casework.tracks import route
from casework.wording import wording
from tests.casework.cases import Walk, at_step_2, at_step_4, at_step_5
from tests.casework.rule_ids import rules_on_elements


@pytest.fixture
def kluiverboom() -> Protocol:
    return shipped_protocol("kluiverboom")


MENTOR = RoleExpr(role="first_contact", of="victim")
COORDINATOR = RoleExpr(role="year_coordinator", of="victim")


def test_colleague_who_passed_it_on_decides_together_with_the_mentor(kluiverboom: Protocol) -> None:
    """C10."""
    walk = Walk(kluiverboom, reporter="staff")
    assert {duty.action for duty in walk.duties().values() if duty.kind == "do"} == {"decide_who_leads", "intake"}
    assert walk.duties()["do:decide_who_leads"].role.role_ids() == ("first_contact", "staff_any")
    assert walk.offers()["early_support"]
    walk.done("intake").concludes("decide_who_leads", "first_contact")
    assert walk.case.step_key == "1"
    intake = log_entries(walk.case)[0]
    assert {"who_is_bullied", "by_whom", "dates", "place", "how_long", "facts", "quotes"} == set(intake.fields)
    assert (intake.register, intake.title, intake.rules) == (
        "begeleidingsverslag",
        "Pestprotocol stap 0",
        ("R-06",),
    )


def test_every_action_fits_on_a_button_and_none_of_its_step_reads_the_same(kluiverboom: Protocol) -> None:
    for step in kluiverboom.steps:
        labels = [action.short or action.label for action in step.actions]
        assert [label for label in labels if len(label) > 30] == []
        assert len(set(labels)) == len(labels)


def test_pupils_own_report_needs_no_decision_about_who_leads(kluiverboom: Protocol) -> None:
    assert "decide_who_leads" not in Walk(kluiverboom).offers()


def test_refused_mediation_opens_the_separate_talks_fed_back_to_both(kluiverboom: Protocol) -> None:
    """C11."""
    walk = at_step_2(kluiverboom, mediation=False).done("talk_bullies")
    assert walk.case.step_key == "3"
    assert walk.offers()["mediation"] is False
    answer = walk.asks(MarkDone("mediation", walk.today))
    assert answer is not None
    assert answer.key == "refusal-consent-replaced"
    assert {"do:feedback_victim", "do:feedback_bullies"} <= set(walk.duties())
    assert not any(key.startswith("do:evaluate") for key in walk.duties())
    walk.on(date(2025, 11, 5)).done("feedback_victim", "feedback_bullies")
    assert walk.due("do:evaluate:evaluation") == date(2025, 11, 19)


def test_chosen_steps_are_noted_whatever_the_pupil_answered(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom, mediation=False)
    assert "R-08" in {rule for entry in open_records(walk.case) for rule in entry.rules}


def test_victims_parents_are_called_now_and_the_others_only_after_the_bullies_talk(
    kluiverboom: Protocol,
) -> None:
    """C12."""
    walk = at_step_2(kluiverboom)
    assert "do:call_victim_parents" in walk.duties()
    assert "do:call_bully_parents" not in walk.duties()
    answer = walk.asks(MarkDone("call_bully_parents", walk.today))
    assert answer is not None
    assert answer.key == "refusal-first"
    walk.on(date(2025, 11, 5)).done("talk_bullies")
    assert "do:call_bully_parents" in walk.duties()
    _, call = kluiverboom.find_action("call_bully_parents") or pytest.fail("no such action")
    assert call.notices[0].channel == "phone"
    assert "no_extra_sanctions" in call.notices[0].content


def test_mediation_sets_the_evaluation_two_weeks_later(kluiverboom: Protocol) -> None:
    """C13."""
    walk = at_step_4(kluiverboom)
    evaluation = walk.duties()["do:evaluate:evaluation"]
    assert evaluation.due_on == date(2025, 11, 17)
    assert evaluation.remind_on == (date(2025, 11, 16), date(2025, 11, 17))
    assert (evaluation.role, evaluation.origin, evaluation.rules) == (MENTOR, "protocol", ("T-13", "AX-19"))
    assert "do:tell_parents" in walk.duties()
    assert ("involved",) in {entry.files_of for entry in open_records(walk.case)}
    ticks = {offer.key: offer.ticks for offer in card(walk.case, walk.calendar, walk.today).offers}
    assert ticks["evaluate"] == (("V", False), ("B", False), ("B2", False))


def test_fixing_the_evaluation_date_is_due_on_the_day_of_the_talk(kluiverboom: Protocol) -> None:
    assert at_step_4(kluiverboom).due("do:fix_evaluation:fix_evaluation") == date(2025, 11, 3)


def test_six_weeks_is_the_most_for_the_second_evaluation(kluiverboom: Protocol) -> None:
    """C14."""
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    answer = walk.asks(ChooseDate("second_evaluation", weeks=7))
    assert answer is not None
    assert (answer.key, dict(answer.fields)["weeks"]) == ("refusal-over-maximum", 6)
    walk.does(ChooseDate("second_evaluation", weeks=6))
    assert walk.due("do:evaluate_again:second_evaluation") == date(2025, 12, 29)


@pytest.mark.parametrize(("answer", "end"), [("stopped", "resolved"), ("not_stopped", None)])
def test_second_evaluation_ends_the_case_or_goes_to_step_5(kluiverboom: Protocol, answer: str, end: str | None) -> None:
    """C14."""
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    walk.does(ChooseDate("second_evaluation", weeks=6)).on(date(2025, 12, 29))
    assert gate_now(walk.case) is None
    walk.concludes("evaluate_again", answer)
    gate = gate_now(walk.case)
    assert gate is not None
    assert gate.label == "Mag het dicht?"
    concluded = None if gate.known_no is None else gate.known_no.concluded
    assert concluded == (None if end else "Het is niet gestopt")
    asked = next(duty.label for duty in walk.duties().values() if duty.kind == "gate")
    assert asked == ("Mag het dicht?" if end else wording("duty-next-step", step="Stap 5"))
    walk.does(AnswerGate({"stopped": answer == "stopped"}))
    assert walk.case.outcome == end
    assert walk.case.is_closed or walk.case.step_key == "5"


def test_further_round_asks_for_a_new_date_counted_from_the_last_evaluation(kluiverboom: Protocol) -> None:
    """A001-5, A001-6."""
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    walk.does(ChooseDate("second_evaluation", weeks=2)).on(date(2025, 12, 1))
    walk.concludes("evaluate_again", "once_more")
    choose = walk.duties()["choose:evaluate_again:second_evaluation"]
    assert choose.latest_on == date(2026, 1, 12)
    walk.does(ChooseDate("second_evaluation", weeks=6))
    assert walk.due("do:evaluate_again:second_evaluation") == date(2026, 1, 12)


def test_wrong_again_during_the_follow_up_is_a_task_for_the_mentor_at_once(kluiverboom: Protocol) -> None:
    """C15."""
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    walk.does(ChooseDate("second_evaluation", weeks=6)).on(date(2025, 11, 20)).does(ReportSignal())
    signal = walk.duties()["signal:4"]
    assert (signal.due_on, signal.role, signal.rules) == (date(2025, 11, 20), MENTOR, ("T-15",))
    assert [notice.to for notice in walk.notices if notice.cause == "signal"] == [MENTOR]
    walk.does(OpenStep("5", reason="note"))
    assert walk.case.step_key == "5"
    assert walk.due("signal:5") <= date(2025, 11, 21)
    assert "do:evaluate_again:second_evaluation" not in walk.duties()
    assert "evaluate_again" not in walk.offers()
    assert "do:tell_parents" in walk.duties()


def test_not_stopped_announces_step_5_to_the_coordinator_who_acknowledges(kluiverboom: Protocol) -> None:
    """C16."""
    walk = at_step_5(kluiverboom)
    assert [(notice.to, notice.rules) for notice in walk.notices if notice.step == "5"] == [(COORDINATOR, ("N-23",))]
    assert walk.duties()["acknowledge:5"].role == COORDINATOR
    walk.does(Acknowledge())
    assert "acknowledge:5" not in walk.duties()
    by_mentor = {duty.action for duty in walk.duties().values() if duty.step == "5" and duty.role == MENTOR}
    assert {"file_in_order", "keep_parents_informed", "bring_in_year_coordinator"} == by_mentor


def test_evaluation_of_step_5_is_two_weeks_after_the_coordinators_talk(kluiverboom: Protocol) -> None:
    """C16."""
    walk = at_step_5(kluiverboom).on(date(2025, 11, 18)).done("talk_all")
    assert walk.due("do:evaluate_step_5:evaluation_step_5") == date(2025, 12, 2)
    assert "do:share_agreements" in walk.duties()
    registration = next(entry for entry in open_records(walk.case) if "R-11" in entry.rules)
    assert (registration.register, registration.by) == ("SOMtoday", COORDINATOR)


def test_signal_in_step_5_goes_to_coordinator_and_mentor_and_moves_nothing(kluiverboom: Protocol) -> None:
    """C17."""
    walk = at_step_5(kluiverboom).on(date(2025, 11, 18)).done("talk_all").on(date(2025, 11, 25))
    walk.does(ReportSignal())
    assert walk.duties()["signal:5"].role.role_ids() == ("year_coordinator", "first_contact")
    assert walk.due("signal:5") == date(2025, 11, 25)
    walk.does(HandleSignals())
    assert walk.case.step_key == "5"
    assert walk.due("do:evaluate_step_5:evaluation_step_5") == date(2025, 12, 2)


def test_step_7_is_announced_to_both_and_its_date_is_the_deciders(kluiverboom: Protocol) -> None:
    """C18."""
    walk = at_step_5(kluiverboom).done("talk_all").concludes("evaluate_step_5", "not_stopped")
    walk.does(AnswerGate({"stopped": False})).done("support_meeting").concludes("choose_support", "programme")
    walk.on(date(2025, 12, 8)).concludes("evaluate_together", "not_stopped")
    walk.does(AnswerGate({"stopped": False}))
    told = [notice.to.role_ids() for notice in walk.notices if notice.step == "7"]
    assert told == [("team_lead", "bullying_coordinator")]
    walk.concludes("decide_talk", "sanction_talk")
    assert "choose:look_back:look_back" in walk.duties()
    assert not any(key.startswith("do:look_back") for key in walk.duties())
    walk.does(ChooseDate("look_back", weeks=2))
    assert walk.duties()["do:look_back:look_back"].origin == "school"
    walk.on(date(2025, 12, 22)).concludes("look_back", "not_stopped").does(AnswerGate({"stopped": False}))
    assert walk.case.step_key == "8"
    assert "head" in {role for notice in walk.notices for role in notice.to.role_ids()}


def test_only_the_head_decides_on_suspension(kluiverboom: Protocol) -> None:
    walk = at_step_5(kluiverboom).done("talk_all").concludes("evaluate_step_5", "not_stopped")
    answer = walk.asks(AnswerGate({"stopped": False}), roles=frozenset({"first_contact"}))
    assert answer is not None
    assert answer.key == "refusal-not-your-role"
    assert walk.asks(AnswerGate({"stopped": False}), roles=frozenset({"year_coordinator"})) is None


def test_case_with_an_unknown_victim_waits_at_step_0_to_find_out(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom, victim=None, reporter="witness").does(Acknowledge())
    assert list(walk.duties()) == ["do:find_victim"]
    assert walk.offers() == {
        "find_victim": True, "intake": False, "early_support": True, "file_signals": True, "watch_step_0": True,
    }  # fmt: skip
    answer = walk.asks(OpenStep("1", reason="note"))
    assert answer is not None
    assert answer.key == "refusal-step-not-open-to"
    walk.does(IdentifyVictim("V", is_reporter=True)).done("intake")
    assert walk.case.step_key == "1"


def test_consent_of_a_pupil_whom_nobody_confirmed_does_not_count(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom, victim=None)
    answer = walk.asks(RecordConsent("mediation", given=True))
    assert answer is not None
    assert answer.key == "refusal-victim-unknown"


def test_consent_of_the_wrong_pupil_is_forgotten_when_the_right_one_is_found(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom).does(RecordConsent("mediation", given=True), IdentifyVictim("W", is_reporter=False))
    assert not walk.case.consents
    assert dict(walk.case.pupils) == {"W": "victim"}


def test_bullies_are_not_spoken_to_while_the_victim_says_no(kluiverboom: Protocol) -> None:
    """A001-2."""
    walk = Walk(kluiverboom).does(Acknowledge(), AddPupil("B", "bully")).done("intake", "talk_victim")
    for action in ("call_victim_parents", "talk_bullies", "mediation"):
        walk.does(RecordConsent(action, given=action != "talk_bullies"))
    answer = walk.asks(MarkDone("talk_bullies", walk.today))
    assert answer is not None
    assert answer.key == "refusal-consent-refused"
    assert walk.duties()["consent_again:talk_bullies"].origin == "school"
    walk.does(RecordConsent("talk_bullies", given=True, words="words", reason="note")).done("talk_bullies")
    assert walk.case.step_key == "3"


def test_refused_call_home_is_paused_and_decided_with_a_reason(kluiverboom: Protocol) -> None:
    """A001-3."""
    walk = Walk(kluiverboom).done("intake", "talk_victim")
    walk.does(RecordConsent("call_victim_parents", given=False, words="words"))
    assert "do:call_victim_parents" not in walk.duties()
    decide = walk.duties()["do:decide_on_call"]
    assert decide.role.role_ids() == ("first_contact", "year_coordinator")
    told = [notice for notice in walk.notices if notice.action == "decide_on_call"]
    assert [(one.cause, one.to.role, one.rules) for one in told] == [("fact_told", "year_coordinator", ("A001-3",))]
    walk.concludes("decide_on_call", "call_anyway")
    assert "do:call_victim_parents" in walk.duties()


def test_calling_home_stays_off_when_that_was_decided(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom).done("intake", "talk_victim")
    walk.does(RecordConsent("call_victim_parents", given=False)).concludes("decide_on_call", "not_now")
    assert not {"do:call_victim_parents", "do:decide_on_call"} & set(walk.duties())


def test_each_pupil_who_bullies_gets_a_tick_of_their_own(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom).does(MarkDone("talk_bullies", date(2025, 11, 3), participants=("B",)))
    assert walk.case.step_key == "2"
    ticks = {offer.key: offer.ticks for offer in card(walk.case, walk.calendar, walk.today).offers}
    assert ticks["talk_bullies"] == (("B", True), ("B2", False))
    walk.does(MarkDone("talk_bullies", date(2025, 11, 3), participants=("B2",)))
    assert walk.case.step_key == "3"


def test_skipped_mediation_opens_the_separate_talks(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom).done("talk_bullies").does(Skip("mediation", reason="note"))
    assert "do:feedback_victim" in walk.duties()


def test_evaluation_that_said_not_stopped_cannot_close_the_case(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "not_stopped")
    answer = walk.asks(AnswerGate({"stopped": True}))
    assert answer is not None
    assert answer.key == "refusal-gate-contradicts"


@pytest.mark.parametrize("outcome", ["quarrel", "not_established", "not_true", "double"])
def test_case_may_end_otherwise_at_any_step_with_a_reason(kluiverboom: Protocol, outcome: str) -> None:
    for walk in (Walk(kluiverboom, victim=None), at_step_2(kluiverboom), at_step_5(kluiverboom)):
        answer = walk.asks(CloseWith(outcome))
        assert answer is not None
        assert answer.key == "refusal-reason-missing"
        walk.does(CloseWith(outcome, reason="note", other_case="7" if outcome == "double" else None))
        assert walk.case.outcome == outcome
        assert {duty.kind for duty in walk.duties().values()} <= {"records"}


def test_pupil_added_later_still_has_to_be_spoken_to(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom)
    walk.does(*(MarkDone("talk_bullies", walk.today, participants=(pupil,)) for pupil in ("B", "B2")))
    walk.does(AddPupil("B3", "bully"))
    assert walk.due("do:talk_bullies") == date(2025, 11, 3) + timedelta(days=5)


def test_every_choice_that_was_made_stands_on_what_it_is_about(kluiverboom: Protocol) -> None:
    """But for A001-18, which says that there is nothing to do."""
    chosen = {f"A001-{number}" for number in range(1, 23) if number != 18}
    assert chosen <= {rule for rule, _ in rules_on_elements(kluiverboom)}


def test_report_goes_past_a_mentor_who_is_not_trusted(kluiverboom: Protocol) -> None:
    """A001-19."""
    assert route(kluiverboom, {"trusts_contact": True}).receives == (MENTOR,)
    way = route(kluiverboom, {"trusts_contact": False})
    assert (way.start, way.receives) == ("0", (COORDINATOR,))
    assert way.fallback[0] == RoleExpr(role="support_coordinator")


def test_colleague_does_not_bring_in_a_mentor_who_is_not_trusted(kluiverboom: Protocol) -> None:
    """A001-19."""
    walk = Walk(kluiverboom, reporter="staff").does(EstablishFact("trusts_contact", value=False))
    assert "decide_who_leads" not in walk.offers()


def test_time_out_after_a_serious_incident_is_the_heads_and_waits_for_nobodys_agreement(kluiverboom: Protocol) -> None:
    """C19, A001-2, A001-12."""
    walk = Walk(kluiverboom).does(Acknowledge(), AddPupil("B", "bully")).done("intake")
    assert "trigger:external_time_out" not in walk.duties()
    walk.does(EstablishFact("severity", "serious"))
    asked = walk.duties()["trigger:external_time_out"]
    assert (asked.role, asked.due_on) == (RoleExpr(role="head"), walk.today)
    start = StartIntervention("external_time_out", walk.today, until=date(2025, 11, 6), participants=("B",))
    assert walk.refused(start, roles=frozenset({"first_contact", "team_lead"})).key == "refusal-not-your-role"
    assert not walk.case.consents
    walk.does(start)
    talk = walk.duties()["do:return_talk:return_talk:B"]
    assert (talk.due_on, talk.rules) == (date(2025, 11, 5), ("T-19",))
    assert walk.duties()["do:tell_victim_time_out:tell_victim_time_out"].role == MENTOR
    assert walk.case.step_key == "1"


def test_talk_before_the_return_is_never_due_before_the_time_out_began(kluiverboom: Protocol) -> None:
    """T-19, of a time-out that ends on its first day."""
    walk = at_step_2(kluiverboom).does(EstablishFact("severity", "serious", "note"))
    start = StartIntervention("external_time_out", walk.today, until=date(2025, 11, 6), participants=("B",))
    walk.does(start)
    assert walk.due("do:return_talk:return_talk:B") == date(2025, 11, 5)
    walk.does(EndIntervention("external_time_out", walk.today))
    assert walk.due("do:return_talk:return_talk:B") == walk.today


def test_time_out_follows_a_project_that_does_not_help(kluiverboom: Protocol) -> None:
    time_out, project = kluiverboom.intervention("external_time_out"), kluiverboom.intervention("pestproject")
    assert holds(time_out.when, {"answer.project_effect": "not_lasting"})
    assert not holds(time_out.trigger, {"answer.project_effect": "not_lasting"})
    assert holds(project.when, {"recurrence": True})
    assert not holds(project.when, {})


def test_digital_plan_keeps_before_it_blocks_and_other_parents_wait_for_the_talk(kluiverboom: Protocol) -> None:
    """C12, AX-1."""
    actions = {action.key: action for action in kluiverboom.intervention("digital_plan").actions}
    assert set(actions["block_sender"].needs) == {
        key for key, action in actions.items() if action.evidence == "secures"
    }
    assert actions["tell_bully_parents_online"].needs == ("talk_bullies",)
    assert not holds(actions["tell_victim_parents_online"].when, {"consent.call_victim_parents": "refused"})
    assert holds(actions["tell_victim_parents_online"].when, {"consent.call_victim_parents": "given"})


def test_nude_pictures_are_noted_and_never_kept(kluiverboom: Protocol) -> None:
    """AX-17."""
    actions = {action.key: action for action in kluiverboom.intervention("digital_plan").actions}
    for facts in ({"online_category": "unwanted_sexual"}, {"online_category": "sextortion"}):
        assert not holds(actions["keep_messages"].when, facts)
        assert holds(actions["note_what_was_sent"].when, facts)
    assert holds(actions["keep_messages"].when, {"online_category": "insults"})


def test_number_that_nobody_verified_has_no_date(kluiverboom: Protocol) -> None:
    """AX-7, AX-8."""
    lines = kluiverboom.helplines
    assert lines["victim_support"].verified_on is None
    assert lines["school_inspectorate"].audience == ("parents",)


def refusing(protocol: Protocol, *refused: str) -> Walk:
    """The victim said no to these steps; the pupil B is named."""
    walk = Walk(protocol).does(Acknowledge(), AddPupil("B", "bully")).done("intake", "talk_victim")
    wishes = ("call_victim_parents", "talk_bullies", "mediation")
    return walk.does(*(RecordConsent(wish, given=wish not in refused, words="words") for wish in wishes))


def test_who_may_not_talk_with_the_bullies_does_not_call_their_parents_either(kluiverboom: Protocol) -> None:
    """A001-2."""
    walk = refusing(kluiverboom, "talk_bullies", "mediation")
    walk.does(Skip("talk_bullies", "note"))
    assert walk.case.step_key == "3"
    walk.done("feedback_victim")
    walk.does(StartIntervention("five_tracks", walk.today))
    towards_others = {"call_bully_parents", "feedback_bullies", "tell_parents", "tell_bully_parents", "track_parents"}
    assert not towards_others & set(walk.offers())


def test_parents_of_a_victim_who_said_no_wait_for_the_decision_in_step_3_too(kluiverboom: Protocol) -> None:
    """A001-3."""
    walk = refusing(kluiverboom, "call_victim_parents").concludes("decide_on_call", "not_now")
    walk.done("talk_bullies", "mediation")
    assert "tell_parents" not in walk.offers()
    assert walk.offers()["tell_bully_parents"]
    assert "track_parents" not in walk.does(StartIntervention("five_tracks", walk.today)).offers()
    called = refusing(kluiverboom, "call_victim_parents").concludes("decide_on_call", "call_anyway")
    called.done("talk_bullies", "mediation")
    assert called.offers()["tell_parents"]
    assert "tell_bully_parents" not in called.offers()


def test_what_the_victim_told_alone_is_not_in_the_file_of_another_pupil(kluiverboom: Protocol) -> None:
    """R-07 is about the talk of both."""
    told_alone = next(action for action in kluiverboom.step("1").actions if action.key == "talk_victim")
    assert {record.files_of for record in told_alone.records} == {("victim",)}
    [both] = [
        record
        for step in kluiverboom.steps
        for action in step.actions
        for record in action.records
        if "R-07" in record.rules
    ]
    assert (both.key, set(both.files_of)) == ("mediation_file", {"victim", "bully"})


def test_friends_come_only_after_the_victim_was_asked(kluiverboom: Protocol) -> None:
    """A001-16."""
    walk = at_step_2(kluiverboom)
    assert walk.refused(MarkDone("invite_friends", walk.today)).key == "refusal-consent-unasked"
    assert walk.offers()["ask_about_friends"]
    walk.does(RecordConsent("invite_friends", given=True, words="words")).done("invite_friends")


def test_nobody_is_asked_to_copy_a_sexual_picture(kluiverboom: Protocol) -> None:
    """AX-17."""
    for facts in ({"online_category": "unwanted_sexual"}, {"online_category": "sextortion"}):
        shown = {line.key for line in kluiverboom.advice if holds(line.when, {"online": True, **facts})}
        assert "no_copy_of_nudes" in shown
        assert "keep_what_was_sent" not in shown


@pytest.mark.parametrize("protocol_id", ["kluiverboom", "oplossingsgericht"])
@pytest.mark.parametrize("category", ["sextortion", "insults"])
def test_sender_may_be_blocked_whatever_was_sent_once_it_is_laid_down(protocol_id: str, category: str) -> None:
    """AX-1: the second thing to do for every category."""
    advice = {line.key: line for line in shipped_protocol(protocol_id).advice}
    facts: dict[str, Scalar] = {"online": True, "online_category": category}
    secured = {key for key in ("keep_what_was_sent", "no_copy_of_nudes") if holds(advice[key].when, facts)}
    block = advice["block_after_keeping"]
    assert holds(block.when, facts)
    assert not holds(block.when, {**facts, "online": False})
    assert secured
    assert secured < set(block.requires_done)


def test_talk_of_victim_and_bullies_is_always_filed_with_the_situation(kluiverboom: Protocol) -> None:
    """R-07."""
    [entry] = [entry for entry in open_records(at_step_4(kluiverboom).case) if "R-07" in entry.rules]
    assert entry.fields == ("situation", "agreements")


def test_only_the_parents_of_who_bullies_hear_about_punishment_at_home(kluiverboom: Protocol) -> None:
    """N-18."""
    for_victims_parents = kluiverboom.aids["signals_for_parents"]
    assert not [line for part in for_victims_parents.parts for line in part.lines if "straf" in line]


def test_school_may_let_fewer_pupils_into_the_mediation(kluiverboom: Protocol) -> None:
    """A001-15."""
    fewer = "steps: [{key: '3', actions: [{key: mediation, participants: {max_bullies: 1}}]}]"
    own = load_protocol(f"extends: kluiverboom\nid: ours\n{fewer}", "ours.yaml")
    walk = at_step_2(own).done("talk_bullies")
    both = MarkDone("mediation", walk.today, participants=("V", "B", "B2"))
    assert walk.refused(both).key == "refusal-too-many-pupils"
    assert at_step_2(kluiverboom).done("talk_bullies").asks(both) is None


def test_coordinator_is_told_when_the_mentor_asks_for_support_on_the_tracks(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom).does(StartIntervention("five_tracks", date(2025, 11, 3)))
    assert [notice for notice in walk.notices if notice.step == "five_tracks"] == []
    walk.done("track_school")
    assert [notice.to for notice in walk.notices if notice.step == "five_tracks"] == [COORDINATOR]
