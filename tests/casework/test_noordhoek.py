"""The worked cases of De Noordhoek: Monday 2025-11-03, every day a school day."""

import re
from datetime import date

import pytest

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    CloseWith,
    EstablishFact,
    IdentifyVictim,
    MarkDone,
    OpenStep,
    RecordConsent,
    StartIntervention,
)
from casework.case_offers import gate_now
from casework.conditions import Scalar, holds
from casework.fact_questions import fact_asks
from casework.holders import Holder, Involved, next_present_day
from casework.log_entries import log_entries, open_records
from casework.periodic import next_due
from casework.protocol import Protocol, shipped_protocol, shipped_protocol_text
from casework.protocol_model import RoleExpr
from casework.tracks import receivers, route
from tests.casework.cases import PlainDays, Walk
from tests.casework.schools import small_school
from tests.casework.shown import dated_by_the_protocol, duty_of_the_school, to_do, told

MENTOR = RoleExpr(role="first_contact", of="victim")
MANAGEMENT = RoleExpr(role="management")
CSV = RoleExpr(role="bullying_coordinator")


@pytest.fixture
def noordhoek() -> Protocol:
    return shipped_protocol("noordhoek")


def reported_to_management(noordhoek: Protocol) -> Walk:
    """List A after point 3; the pupil B is named."""
    walk = Walk(noordhoek, facts={"online": True}).does(Acknowledge(), AddPupil("B", "bully"))
    walk.done("keep_evidence", "som_entry")
    walk.does(RecordConsent("contact_parents", given=False), RecordConsent("hear_pupils", given=True))
    return walk.done("report_incident")


def at_points_8_and_9(noordhoek: Protocol) -> Walk:
    return reported_to_management(noordhoek).concludes("find_names", "known").done("hear_pupils")


def test_pupils_report_goes_to_the_mentor_who_has_it_put_in_som(noordhoek: Protocol) -> None:
    """C20."""
    way = route(noordhoek, {"reporter": "victim", "online": True})
    assert (way.receives, way.start, way.also_told) == ((MENTOR,), "A1", ())
    walk = Walk(noordhoek, facts={"online": True})
    assert to_do(walk) == {"keep_evidence", "som_entry", "ask_wish"}
    assert dated_by_the_protocol(walk) == set()
    walk.done("som_entry")
    assert [(entry.register, entry.rules) for entry in log_entries(walk.case)] == [("SOM", ("R-15",))]
    assert open_records(walk.case) == ()


def test_care_team_csv_and_management_hear_of_it_after_the_entry_in_som(noordhoek: Protocol) -> None:
    """C20."""
    walk = Walk(noordhoek, facts={})
    answer = walk.asks(MarkDone("report_incident", walk.today))
    assert answer is not None
    assert answer.key == "refusal-first"
    assert told(walk, "A1") == []
    walk.done("keep_evidence", "som_entry", "report_incident")
    assert told(walk, "A1") == [
        (("support_team", "bullying_coordinator"), ("N-33", "A002-3")),
        (("management",), ("N-33", "N-37")),
    ]


def test_parents_are_called_only_if_needed_and_the_wish_of_the_pupil_is_in_nobodys_way(noordhoek: Protocol) -> None:
    """C20, AX-3."""
    walk = reported_to_management(noordhoek)
    assert walk.case.step_key == "A2"
    assert not {"contact_parents", "inform_parents"} & to_do(walk)
    assert walk.asks(MarkDone("inform_parents", walk.today)) is None
    walk.concludes("find_names", "known")
    assert walk.asks(MarkDone("hear_pupils", walk.today, participants=("V",))) is None


def test_management_finds_names_and_hears_every_pupil_before_the_police_is_weighed(noordhoek: Protocol) -> None:
    """C20."""
    walk = reported_to_management(noordhoek)
    assert to_do(walk) == {"find_names"}
    assert walk.duties()["do:find_names"].role == MANAGEMENT
    walk.concludes("find_names", "known")
    assert "hear_pupils" in to_do(walk)
    walk.does(MarkDone("hear_pupils", walk.today, participants=("B",)))
    assert walk.case.step_key == "A2"
    walk.does(MarkDone("hear_pupils", walk.today, participants=("V",)))
    assert walk.case.step_key == "A3"


def test_list_a_keeps_its_nine_points_in_order(noordhoek: Protocol) -> None:
    points = [action.order for key in ("A1", "A2", "A3") for action in noordhoek.step(key).actions if action.order]
    assert points == sorted(points)
    assert set(points) == set(range(2, 10))


def test_staff_victim_goes_to_management_and_management_tells_the_csv(noordhoek: Protocol) -> None:
    """C21."""
    facts: dict[str, Scalar] = {"victim_class": "staff", "offender_class": "unknown", "online": True}
    way = route(noordhoek, {**facts, "reporter": "staff"})
    assert (way.receives, way.start, way.also_told) == ((MANAGEMENT,), "B1", (CSV,))
    walk = Walk(noordhoek, reporter="staff", facts=facts)
    assert told(walk, "B1") == [(("bullying_coordinator",), ("N-32", "A002-3"))]
    assert to_do(walk) == {"keep_evidence_staff"}
    assert to_do(walk.done("keep_evidence_staff")) == {"discuss_steps"}
    assert dated_by_the_protocol(walk) == set()


def test_list_b_hears_the_colleague_before_the_pupils_and_always_informs_the_parents(noordhoek: Protocol) -> None:
    """C21."""
    walk = Walk(noordhoek, reporter="staff", facts={"victim_class": "staff"}).does(AddPupil("B", "bully"))
    walk.done("keep_evidence_staff", "discuss_steps", "plan_facts").concludes("find_names_staff", "known")
    answer = walk.asks(MarkDone("hear_pupils_staff", walk.today))
    assert answer is not None
    assert answer.key == "refusal-first"
    walk.done("hear_colleague", "hear_pupils_staff", "som_entry_staff")
    assert walk.case.step_key == "B3"
    assert "inform_parents_staff" in to_do(walk)
    assert walk.offers()["refer_colleague"]
    assert "refer_colleague" not in to_do(walk)
    walk.concludes("weigh_police_staff", "report_by_school").concludes("fix_sanction_staff", "no_sanction")
    assert walk.case.facts()["filed_by"] == "management"
    answer = walk.asks(MarkDone("evaluation_note_staff", walk.today))
    assert answer is not None
    assert answer.key == "refusal-first"
    walk.done("inform_parents_staff", "evaluation_note_staff")
    assert gate_now(walk.case) is not None


@pytest.mark.parametrize(
    ("action", "role"),
    [
        ("bring_in_support_team", "support_team"),
        ("bring_in_confidant", "confidant"),
        ("bring_in_csv", "bullying_coordinator"),
    ],
)
def test_whom_management_brings_in_is_told_and_nobody_before(noordhoek: Protocol, action: str, role: str) -> None:
    """C21, A002-5."""
    walk = Walk(noordhoek, reporter="staff", facts={"victim_class": "staff"})
    walk.done("keep_evidence_staff", "discuss_steps")
    assert told(walk, "B2") == []
    walk.done(action)
    assert told(walk, "B2") == [((role,), ())]


def test_no_parents_are_to_be_informed_while_nobody_knows_the_pupils(noordhoek: Protocol) -> None:
    walk = Walk(noordhoek, reporter="staff", facts={"victim_class": "staff"})
    walk.done("keep_evidence_staff", "discuss_steps", "plan_facts", "hear_colleague")
    walk.concludes("find_names_staff", "not_known")
    assert walk.case.step_key == "B3"
    assert "inform_parents_staff" not in to_do(walk)


def test_doubt_about_a_colleague_stays_with_who_saw_it_as_a_flagged_entry(noordhoek: Protocol) -> None:
    """C22."""
    facts: dict[str, Scalar] = {"offender_class": "staff", "doubt": True}
    way = route(noordhoek, {**facts, "reporter": "staff"})
    assert (way.receives, way.fallback) == ((RoleExpr(role="staff_any", of="reporter"),), (MANAGEMENT,))
    assert way.also_told == ()
    walk = Walk(noordhoek, reporter="staff", victim=None, facts=facts)
    assert to_do(walk) == {"som_entry_doubt", "address_colleague"}
    walk.done("som_entry_doubt", "address_colleague")
    (entry,) = log_entries(walk.case)
    assert (entry.rules, entry.fields[0]) == (("R-14", "A002-1"), "doubt")
    assert "twijfel" in entry.title
    walk.concludes("judge_doubt", "stays").does(AnswerGate({"entry_is_enough": True}))
    assert walk.case.outcome == "stays_noted"
    assert walk.notices == []


@pytest.mark.parametrize(("reporter", "reader"), [("an", "an"), (None, "bea")])
def test_doubt_of_somebody_who_gave_no_name_is_read_by_management_and_not_by_all_staff(
    noordhoek: Protocol, reporter: str | None, reader: str
) -> None:
    """C22."""
    everybody = {"title": "medewerker", "holders": ["an", "bea", "cas", "dee"]}
    school = small_school(roles={"management": {"title": "MT", "holders": ["bea"]}, "staff_any": everybody})
    way = route(noordhoek, {"reporter": "staff", "offender_class": "staff", "doubt": True})
    about_cas = Involved(reporter=reporter, barred=frozenset({"cas"}))
    assert [holder.person for holder in receivers(noordhoek, school, about_cas, way)] == [reader]


def test_csv_hears_of_a_colleague_only_when_management_calls_it_an_incident(noordhoek: Protocol) -> None:
    """C22, A002-6."""
    walk = Walk(noordhoek, reporter="staff", victim=None, facts={"offender_class": "staff", "doubt": True})
    walk.done("som_entry_doubt", "address_colleague").concludes("judge_doubt", "to_management")
    walk.does(AnswerGate({"entry_is_enough": False}))
    assert (walk.case.step_key, told(walk, "staff")) == ("staff", [])
    walk.done("hear_reporter", "keep_evidence_staff_case", "offer_confidant")
    no_incident = Walk(noordhoek, reporter="parent", facts={"offender_class": "staff"}).done("hear_reporter")
    assert told(no_incident.concludes("judge_incident", "no_incident"), "staff") == []
    assert "staff_measure" not in no_incident.offers()
    walk.concludes("judge_incident", "incident")
    assert told(walk, "staff") == [(("bullying_coordinator",), ("N-32", "A002-3"))]
    assert "staff_measure" in to_do(walk)


def test_sexual_conduct_of_staff_is_the_boards_also_when_a_colleague_doubts(noordhoek: Protocol) -> None:
    way = route(noordhoek, {"reporter": "staff", "offender_class": "staff", "doubt": True, "category": "sexual"})
    assert (way.receives, way.start) == ((RoleExpr(role="board"),), "staff")


def test_pattern_goes_to_the_care_team_with_notice_to_csv_and_management(noordhoek: Protocol) -> None:
    """C23."""
    way = route(noordhoek, {"reporter": "staff", "pattern": True})
    assert (way.receives, way.start) == ((RoleExpr(role="support_team"),), "pattern")
    walk = Walk(noordhoek, reporter="staff", facts={"pattern": True}).done("ask_advice")
    assert told(walk, "pattern") == [
        (("support_team",), ("N-35",)),
        (("bullying_coordinator", "management"), ("N-35",)),
    ]
    assert open_records(walk.case)[0].rules == ("R-16",)
    walk.done("advice_of_team")
    assert told(walk, "pattern")[2:] == [(("first_contact", "management", "bullying_coordinator"), ("N-36",))]
    assert dated_by_the_protocol(walk) == set()


@pytest.mark.parametrize(("whom", "role"), [("social_worker", "social_worker"), ("confidant", "confidant")])
def test_care_team_may_share_its_report_with_social_worker_and_confidant(
    noordhoek: Protocol, whom: str, role: str
) -> None:
    """N-36: in the pattern, beside the list and at its end."""
    pattern = Walk(noordhoek, reporter="staff", facts={"pattern": True}).done("ask_advice", "advice_of_team")
    beside = reported_to_management(noordhoek).does(StartIntervention("support_team_follows", date(2025, 11, 3)))
    beside.done("support_progress")
    at_the_end = at_points_8_and_9(noordhoek).concludes("weigh_police", "neither")
    at_the_end.concludes("fix_sanction", "no_sanction").done("evaluation_note")
    for walk, report in ((pattern, "advice"), (beside, "progress"), (at_the_end, "evaluation")):
        action = f"share_{report}_with_{whom}"
        assert action not in to_do(walk)
        assert ((role,), ("N-36",)) not in [(notice.to.role_ids(), notice.rules) for notice in walk.notices]
        walk.done(action)
        assert (walk.notices[-1].to.role_ids(), walk.notices[-1].rules) == ((role,), ("N-36",))


def test_care_team_follows_beside_the_list_and_tells_mentor_management_and_csv(noordhoek: Protocol) -> None:
    """A002-8."""
    walk = reported_to_management(noordhoek)
    start = StartIntervention("support_team_follows", walk.today)
    answer = walk.asks(start, roles=frozenset({"first_contact"}))
    assert answer is not None
    assert answer.key == "refusal-not-your-role"
    walk.does(start).done("support_progress")
    last = told(walk, "support_team_follows")[-1]
    assert last == (("first_contact", "management", "bullying_coordinator"), ("N-36",))
    assert walk.case.step_key == "A2"


@pytest.mark.parametrize(
    ("informed", "content"),
    [((), ("what_happened", "sanction")), (("inform_parents",), ("sanction",))],
)
def test_measure_goes_to_all_parents_with_the_facts_when_they_hear_of_it_first(
    noordhoek: Protocol, informed: tuple[str, ...], content: tuple[str, ...]
) -> None:
    """C24."""
    walk = at_points_8_and_9(noordhoek).on(date(2025, 11, 10)).done(*informed)
    walk.concludes("weigh_police", "charges_by_family").concludes("fix_sanction", "sanction")
    assert walk.case.facts()["filed_by"] == "victim_side"
    assert "tell_sanction" in to_do(walk)
    _, tell = noordhoek.find_action("tell_sanction") or pytest.fail("no such action")
    assert tell.parties == "parents_of_each_involved"
    due = [notice for notice in tell.notices if holds(notice.when, walk.case.facts())]
    assert [notice.content for notice in due] == [content]
    assert {"N-39"} <= set(due[0].rules)


def test_without_a_measure_there_is_nothing_to_tell(noordhoek: Protocol) -> None:
    walk = at_points_8_and_9(noordhoek).concludes("weigh_police", "neither").concludes("fix_sanction", "no_sanction")
    assert walk.case.step_key == "A4"
    assert "tell_sanction" not in walk.offers()


def test_only_management_decides_on_police_and_measure(noordhoek: Protocol) -> None:
    _, weigh = noordhoek.find_action("weigh_police") or pytest.fail("no such action")
    _, measure = noordhoek.find_action("fix_sanction") or pytest.fail("no such action")
    assert (weigh.decided_by, measure.decided_by) == (MANAGEMENT, MANAGEMENT)
    assert "R-17" in measure.rules


def test_case_closes_after_the_evaluation_in_som_by_management_with_a_reason(noordhoek: Protocol) -> None:
    """A002-9."""
    walk = at_points_8_and_9(noordhoek).concludes("weigh_police", "neither").concludes("fix_sanction", "sanction")
    assert gate_now(walk.case) is None
    assert not any(key.startswith(("do:look_back", "choose:look_back")) for key in walk.duties())
    walk.done("tell_sanction", "evaluation_note")
    assert told(walk, "A4") == [
        (("support_team",), ("A002-8",)),
        (("first_contact", "management", "bullying_coordinator"), ("N-36",)),
    ]
    answer = walk.asks(AnswerGate(passed=True))
    assert answer is not None
    assert answer.key == "refusal-reason-missing"
    answer = walk.asks(AnswerGate(passed=True, reason="note"), roles=frozenset({"first_contact"}))
    assert answer is not None
    assert answer.key == "refusal-not-your-role"
    walk.does(AnswerGate(passed=True, reason="note"))
    assert walk.case.outcome == "handled"


def test_evidence_comes_before_what_follows_it_and_the_police_before_the_measure(noordhoek: Protocol) -> None:
    """AX-1; the order of the points of both lists."""
    walk = Walk(noordhoek, victim=None).does(Acknowledge())
    assert not walk.offers()["keep_evidence"]
    walk.does(IdentifyVictim("V", is_reporter=True)).done("som_entry")
    assert walk.refused(MarkDone("report_incident", walk.today)).key == "refusal-first"
    walk.done("keep_evidence", "report_incident")
    for walk, measure, police in (
        (at_points_8_and_9(noordhoek), "fix_sanction", "weigh_police"),
        (Walk(noordhoek, start="B3", facts={"victim_class": "staff"}), "fix_sanction_staff", "weigh_police_staff"),
    ):
        assert not walk.offers()[measure]
        assert walk.concludes(police, "neither").offers()[measure]


def test_the_entry_about_a_measure_asks_which_one_it_is(noordhoek: Protocol) -> None:
    for answer, asked in (("sanction", True), ("no_sanction", False)):
        walk = at_points_8_and_9(noordhoek).concludes("weigh_police", "neither").concludes("fix_sanction", answer)
        assert (("sanction",) in {entry.fields for entry in log_entries(walk.case)}) is asked


@pytest.mark.parametrize(("closes", "leads_to"), [("A4", "A2"), ("B4", "B2"), ("pattern", "A1")])
def test_what_is_not_finished_goes_on_where_the_gate_says(noordhoek: Protocol, closes: str, leads_to: str) -> None:
    """A002-9."""
    walk = Walk(noordhoek, start=closes, facts={"offender_known": False})
    for action in noordhoek.step(closes).actions:
        if action.modality == "must" and action.kind != "identify":
            walk.done(action.key)
    gate = gate_now(walk.case)
    assert gate is not None
    assert gate.no_step is not None
    assert gate.no_step.step == leads_to
    walk.does(AnswerGate(passed=False, reason="note"))
    assert leads_to in walk.case.steps_opened


def test_the_mentor_is_asked_whether_it_is_online_and_what_is_not_leaves_the_list(noordhoek: Protocol) -> None:
    """A002-15."""
    walk = Walk(noordhoek).does(Acknowledge())
    assert "do:is_it_online" in walk.duties()
    assert "is_it_online" not in Walk(noordhoek, facts={"online": True}).offers()
    walk.concludes("is_it_online", "offline")
    assert "keep_evidence" not in walk.offers()
    assert walk.does(OpenStep("offline", reason="note")).case.step_key == "offline"
    assert "online" in {one.fact for one in fact_asks(walk.case)}


def test_management_may_go_back_to_hearing_with_a_reason(noordhoek: Protocol) -> None:
    """A002-9."""
    walk = at_points_8_and_9(noordhoek).concludes("weigh_police", "neither").concludes("fix_sanction", "no_sanction")
    walk.does(OpenStep("A2", reason="note"))
    assert walk.case.step_key == "A2"


def test_pupil_who_asks_for_the_confidant_gets_the_confidant_with_the_csv_behind(noordhoek: Protocol) -> None:
    """C25."""
    way = route(noordhoek, {"reporter": "victim", "trusts_contact": False})
    assert (way.receives, way.fallback, way.start) == ((RoleExpr(role="confidant"),), (CSV,), "confidant")
    assert way.also_told == ()
    assert noordhoek.roles["confidant"].present_on == ("mon", "tue", "thu")
    assert noordhoek.roles["bullying_coordinator"].present_on == ("mon", "tue", "wed", "thu", "fri")
    shown = [line.key for line in noordhoek.advice if holds(line.when, {"trusts_contact": False})]
    assert "mentor_or_csv" in shown


def test_confidant_who_is_away_on_wednesday_is_there_on_thursday(noordhoek: Protocol) -> None:
    """C25, A002-14."""
    school, wednesday = small_school(), date(2025, 11, 5)
    confidant, csv = Holder("dee", "confidant"), Holder("cas", "bullying_coordinator")
    assert next_present_day(noordhoek.roles, school, PlainDays(), confidant, wednesday) == date(2025, 11, 6)
    assert next_present_day(noordhoek.roles, school, PlainDays(), csv, wednesday) == wednesday


def test_mentor_comes_in_only_when_the_pupil_agrees(noordhoek: Protocol) -> None:
    """C25."""
    walk = Walk(noordhoek, facts={"trusts_contact": False}).done("talk_confidant")
    assert walk.notices == []
    walk.concludes("choose_way", "with_mentor").does(AnswerGate({"talk_is_enough": False}))
    assert walk.case.step_key == "A1"
    enough = Walk(noordhoek, facts={"trusts_contact": False}).done("talk_confidant").concludes("choose_way", "enough")
    assert enough.does(AnswerGate({"talk_is_enough": True})).case.outcome == "talk_was_enough"


def test_survey_comes_back_after_two_years_and_the_presentation_after_one(noordhoek: Protocol) -> None:
    """C26."""
    survey = duty_of_the_school(noordhoek, "satisfaction_survey")
    assert next_due(survey, date(2024, 3, 11), PlainDays()) == date(2026, 3, 11)
    assert survey.audience == ("staff", "pupils")
    presentation = duty_of_the_school(noordhoek, "present_incidents")
    assert next_due(presentation, date(2025, 6, 30), PlainDays()) == date(2026, 6, 30)
    prozo = duty_of_the_school(noordhoek, "evaluate_prozo")
    assert (prozo.every, prozo.together) == ("P1Y", (CSV,))


def test_bullying_face_to_face_is_the_mentors_without_a_list_of_steps(noordhoek: Protocol) -> None:
    """A002-15."""
    way = route(noordhoek, {"reporter": "witness", "online": False})
    assert (way.receives, way.start) == ((MENTOR,), "offline")
    walk = Walk(noordhoek, reporter="witness", facts={"online": False})
    assert to_do(walk) == {"decide_offline"}
    walk.concludes("decide_offline", "elsewhere").does(AnswerGate({"goes_elsewhere": True}))
    assert walk.case.outcome == "elsewhere"


def test_what_turns_out_to_be_online_too_goes_on_with_list_a(noordhoek: Protocol) -> None:
    """A002-15."""
    walk = Walk(noordhoek, facts={"online": False}).concludes("decide_offline", "online_too")
    walk.does(AnswerGate({"goes_elsewhere": False}))
    assert walk.case.step_key == "A1"


def test_doubt_about_pupils_is_entered_with_a_flag_and_told_to_nobody_until_settled(noordhoek: Protocol) -> None:
    """A002-1."""
    walk = Walk(noordhoek, reporter="staff", facts={"doubt": True}).done("som_entry")
    assert [entry.rules for entry in log_entries(walk.case)] == [("R-14", "A002-1")]
    assert "report_incident" not in walk.offers()
    walk.concludes("settle_doubt", "incident").done("keep_evidence", "report_incident")
    assert len(told(walk, "A1")) == 2


def test_doubt_that_is_no_incident_ends_with_a_reason_and_opens_no_further_step(noordhoek: Protocol) -> None:
    """A002-1."""
    walk = Walk(noordhoek, reporter="staff", facts={"doubt": True}).done("som_entry", "keep_evidence")
    walk.does(RecordConsent("contact_parents", given=True), RecordConsent("hear_pupils", given=True))
    walk.concludes("settle_doubt", "no_incident").concludes("is_it_online", "online")
    assert (walk.case.step_key, told(walk, "A1")) == ("A1", [])
    assert any(duty.kind == "conclude" for duty in walk.duties().values())
    walk.does(CloseWith("no_incident", reason="note"))
    assert walk.case.outcome == "no_incident"


def test_nobody_is_asked_to_keep_sexual_pictures(noordhoek: Protocol) -> None:
    """AX-17."""
    walk = Walk(noordhoek, facts={"naked_picture": True})
    assert "facts_only" in to_do(walk)
    assert "keep_evidence" not in walk.offers()
    shown = {line.key for line in noordhoek.advice if holds(line.when, {"naked_picture": True})}
    assert not shown & {"keep_everything", "parents_keep_everything", "staff_keep_everything"}


def test_unknown_victim_is_found_out_before_anything_is_entered(noordhoek: Protocol) -> None:
    walk = Walk(noordhoek, reporter="witness", victim=None, facts={})
    assert walk.offers()["som_entry"] is False
    walk.does(IdentifyVictim("V", is_reporter=False))
    assert walk.offers()["som_entry"]


def test_every_action_fits_on_a_button_and_none_of_its_part_reads_the_same(noordhoek: Protocol) -> None:
    for part in noordhoek.parts():
        labels = [action.short or action.label for action in part.all_actions]
        assert [label for label in labels if len(label) > 30] == []
        assert len(set(labels)) == len(labels)


def test_protocol_carries_every_rule_of_its_school() -> None:
    text = shipped_protocol_text("noordhoek")
    rules = set(re.findall(r"\b(?:[TNR]-\d\d|A002-\d+)\b", text))
    numbers = [f"T-{number}" for number in (*range(23, 29), 39, 40, 41)]
    numbers += [f"N-{number}" for number in (*range(32, 43), 61, 62, 63)]
    numbers += [f"R-{number}" for number in range(14, 18)] + [f"A002-{number}" for number in range(1, 17)]
    assert rules == set(numbers)


def test_nobody_is_called_an_offender(noordhoek: Protocol) -> None:
    assert "dader" not in noordhoek.model_dump_json().lower()


def test_mentor_can_say_that_it_is_about_a_sexual_picture(noordhoek: Protocol) -> None:
    """AX-17: the report itself asks a pupil no such thing."""
    walk = Walk(noordhoek, facts={"online": True}).does(Acknowledge())
    assert {"naked_picture", "doubt"} <= {one.fact for one in fact_asks(walk.case)}
    walk.does(EstablishFact("naked_picture", value=True))
    assert "facts_only" in to_do(walk)
    assert "keep_evidence" not in walk.offers()


def test_mentor_in_doubt_enters_it_as_a_doubt(noordhoek: Protocol) -> None:
    """A002-1, R-14."""
    walk = Walk(noordhoek, facts={"online": True}).does(EstablishFact("doubt", True)).done("som_entry")
    assert [entry.rules for entry in log_entries(walk.case)] == [("R-14", "A002-1")]
    assert "settle_doubt" in to_do(walk)


def test_nobody_is_told_to_keep_messages_of_what_happens_offline(noordhoek: Protocol) -> None:
    shown = {line.key for line in noordhoek.advice if holds(line.when, {"online": False})}
    assert not shown & {"keep_everything", "parents_keep_everything"}


def test_pupil_who_does_not_want_their_own_teacher_can_go_on_all_the_same(noordhoek: Protocol) -> None:
    """A002-14: whoever took it up does that work while the pupil does not trust them."""
    facts: dict[str, Scalar] = {"online": True, "trusts_contact": False}
    way = route(noordhoek, facts)
    walk = Walk(noordhoek, facts=facts, track=way.track, start=way.start).does(Acknowledge()).done("talk_confidant")
    walk.concludes("choose_way", "without_mentor").does(AnswerGate({"talk_is_enough": False}))
    assert (walk.case.step_key, walk.case.facts()["trusts_contact"]) == ("A1", False)


def test_pupil_who_trusted_their_own_teacher_can_take_that_back(noordhoek: Protocol) -> None:
    """A002-14: the newest word counts."""
    walk = Walk(noordhoek, start="confidant").does(EstablishFact("trusts_contact", True)).done("talk_confidant")
    assert walk.concludes("choose_way", "without_mentor").case.facts()["trusts_contact"] is False


def test_mentor_asks_the_pupil_before_calling_the_parents(noordhoek: Protocol) -> None:
    """AX-3: a no is written down and stops nobody."""
    walk = Walk(noordhoek, facts={"online": True}).does(Acknowledge())
    assert walk.refused(MarkDone("contact_parents", walk.today)).key == "refusal-first"
    walk.does(RecordConsent("contact_parents", given=False), RecordConsent("hear_pupils", given=True))
    walk.done("contact_parents")


def test_nobody_is_said_to_have_a_case_that_the_confidant_did_not_give_away_yet(noordhoek: Protocol) -> None:
    """A pupil who goes on without the mentor: who has it then is on the card."""
    _, choice = noordhoek.find_action("choose_way") or pytest.fail("no such action")
    labels = {one.key: one.label for one in choice.answers}
    assert labels["without_mentor"] == "De leerling wil verder zonder de mentor"
