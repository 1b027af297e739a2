"""Interventions: what may start when, how long it lasts, what it brings along and what ends it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.texts import text
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    CloseWith,
    DeclineIntervention,
    EndIntervention,
    EnterRecords,
    EstablishFact,
    HandOver,
    MarkDone,
    Postpone,
    ProlongIntervention,
    RecordConsent,
    ReportSignal,
    StartIntervention,
)
from casework.case_events import InterventionStarted
from casework.case_view import card
from casework.command_warnings import warnings_about
from casework.intervention_offers import InterventionOffer, interventions_now
from casework.intervention_status import asked_for
from casework.log_entries import log_entries, open_records
from casework.protocol import shipped_protocol
from tests.casework.cases import T0, Walk, WithFreeDays
from tests.casework.means import at_step

CHRISTMAS = (date(2025, 12, 20), date(2026, 1, 4))
MONDAY = date(2025, 11, 3)


def means(walk: Walk) -> dict[str, InterventionOffer]:
    return {offer.key: offer for offer in interventions_now(walk.case, walk.terms)}


def with_support_group(walk: Walk) -> Walk:
    walk.does(AddPupil("P", "bystander"), AddPupil("Q", "bystander"), AddPupil("R", "bystander"))
    walk.does(RecordConsent("support_group", given=True))
    return walk.does(StartIntervention("support_group", walk.today, participants=("P", "Q", "R")))


def test_long_stay_ends_after_three_weeks_and_is_not_prolonged_past_them() -> None:
    """P000 C07."""
    walk = at_step("4").does(StartIntervention("long_stay", MONDAY, until=date(2025, 11, 21), participants=("B",)))
    ends = walk.duties()["intervention:long_stay"]
    assert (ends.due_on, ends.remind_on) == (date(2025, 11, 21), (date(2025, 11, 20), date(2025, 11, 21)))
    assert (ends.latest_on, ends.rules, ends.step) == (date(2025, 11, 24), ("T-08",), "long_stay")
    walk.on(date(2025, 11, 20)).does(ProlongIntervention("long_stay", date(2025, 11, 24), reason="note"))
    assert walk.due("intervention:long_stay") == date(2025, 11, 24)
    refused = walk.refused(ProlongIntervention("long_stay", date(2025, 11, 28), reason="note"))
    assert (refused.key, dict(refused.fields)) == ("refusal-over-maximum", {"weeks": 3, "date": date(2025, 11, 24)})


def test_span_of_the_protocol_itself_says_when_it_ends() -> None:
    walk = at_step("2").does(StartIntervention("three_weeks", MONDAY))
    assert walk.due("intervention:three_weeks") == date(2025, 11, 24)
    assert means(walk)["three_weeks"].until == date(2025, 11, 24)
    other = at_step("2")
    assert other.refused(StartIntervention("three_weeks", MONDAY, until=MONDAY)).key == "refusal-end-given"


def test_end_that_falls_in_the_holidays_is_the_last_school_day_before_its_maximum() -> None:
    walk = at_step("2", WithFreeDays(CHRISTMAS)).on(date(2025, 12, 8))
    walk.does(StartIntervention("three_weeks", walk.today))
    assert walk.due("intervention:three_weeks") == date(2025, 12, 19)


def test_end_without_a_maximum_that_falls_on_a_free_day_is_the_next_school_day() -> None:
    walk = at_step("2", WithFreeDays(CHRISTMAS)).on(date(2025, 12, 15))
    walk.does(RecordConsent("support_group", given=True))
    walk.does(StartIntervention("support_group", walk.today, size=3))
    assert walk.due("intervention:support_group") == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("until", "key"),
    [(None, "refusal-end-missing"), (date(2025, 11, 25), "refusal-over-maximum"), (MONDAY, "refusal-under-minimum")],
)
def test_end_that_a_person_picks_lies_within_what_the_protocol_allows(until: date | None, key: str) -> None:
    walk = at_step("4")
    assert walk.refused(StartIntervention("long_stay", MONDAY, until=until, participants=("B",))).key == key


def test_an_end_before_the_day_on_which_it_begins_is_too_early_and_not_past() -> None:
    walk = at_step("4")
    tuesday = MONDAY + timedelta(days=1)
    refused = walk.refused(StartIntervention("long_stay", tuesday, until=MONDAY, participants=("B",)))
    assert refused.key == "refusal-under-minimum"
    first = dict(refused.fields)["date"]
    assert isinstance(first, date) and first >= tuesday


def test_a_means_that_runs_is_prolonged_or_ended_before_it_begins_for_somebody_else() -> None:
    walk = at_step("2").does(StartIntervention("training", MONDAY))
    running = walk.refused(StartIntervention("training", MONDAY))
    assert (running.key, dict(running.fields)["again"]) == ("refusal-intervention-running", "yes")
    said = text(running.key, **dict(running.fields))
    assert "Verleng het dan." in said
    assert said.endswith("Zeg eerst dat dit voorbij is. Daarna kan het opnieuw beginnen.")
    assert text(running.key, action="Training", again="no").endswith("Verleng het dan.")


def test_an_end_is_not_in_the_future_and_only_a_running_one_ends() -> None:
    walk = at_step("2")
    assert walk.refused(EndIntervention("training", MONDAY)).key == "refusal-intervention-not-running"
    assert walk.refused(ProlongIntervention("training", MONDAY, "note")).key == "refusal-intervention-not-running"
    walk.does(StartIntervention("training", MONDAY))
    assert walk.refused(EndIntervention("training", date(2025, 11, 4))).key == "refusal-date-in-future"
    assert walk.refused(EndIntervention("training", date(2025, 11, 2))).key == "refusal-under-minimum"
    assert walk.refused(StartIntervention("training", MONDAY)).key == "refusal-intervention-running"
    assert walk.refused(StartIntervention("tea", MONDAY)).key == "refusal-unknown-intervention"
    walk.does(EndIntervention("training", MONDAY), StartIntervention("training", MONDAY))


def test_means_of_a_later_step_waits_for_that_step_and_runs_once_where_the_protocol_says_so() -> None:
    walk = at_step("2")
    refused = walk.refused(StartIntervention("long_stay", MONDAY, until=MONDAY))
    assert (refused.key, dict(refused.fields)["step"]) == ("refusal-intervention-later", "Stap 4")
    walk = at_step("4").does(StartIntervention("long_stay", MONDAY, until=date(2025, 11, 7), participants=("B",)))
    walk.does(EndIntervention("long_stay", MONDAY))
    again = StartIntervention("long_stay", MONDAY, until=date(2025, 11, 7), participants=("B",))
    assert walk.refused(again).key == "refusal-intervention-once"


def test_only_who_decides_about_it_starts_prolongs_and_declines_it() -> None:
    walk = at_step("2").does(EstablishFact("severity", "serious", note="note"))
    start = StartIntervention("time_out", MONDAY, until=date(2025, 11, 6), participants=("B",))
    for command in (start, DeclineIntervention("time_out", "note")):
        assert walk.refused(command, frozenset({"team_lead"})).key == "refusal-not-your-role"
    assert walk.asks(start, frozenset({"head"})) is None
    longer = ProlongIntervention("time_out", date(2025, 11, 7), "note")
    assert walk.refused(longer, frozenset({"team_lead"})).key == "refusal-not-your-role"
    assert walk.asks(EndIntervention("time_out", MONDAY), frozenset({"team_lead"})) is None


def test_serious_incident_asks_the_head_at_once_for_a_time_out_without_anybodys_consent() -> None:
    """P001 C19, A001-2, A001-12; T-19: the talk comes before the return."""
    walk = at_step("2")
    assert "trigger:time_out" not in walk.duties()
    walk.does(EstablishFact("severity", "serious", note="note"))
    asked = walk.duties()["trigger:time_out"]
    assert (asked.due_on, asked.role.role, asked.rules) == (MONDAY, "head", ("A001-12", "T-18"))
    assert [notice.to.role for notice in walk.notices if notice.cause == "trigger"] == ["head"]
    walk.does(StartIntervention("time_out", MONDAY, until=date(2025, 11, 6), participants=("B",)))
    assert "trigger:time_out" not in walk.duties()
    talk = walk.duties()["do:return_talk:return_talk"]
    assert (talk.due_on, talk.role.role) == (date(2025, 11, 5), "head")
    assert [notice.action for notice in walk.notices if notice.cause == "intervention_started"] == ["return_talk"]


def test_trigger_that_was_declined_asks_again_only_after_new_word_of_it() -> None:
    walk = at_step("2").does(EstablishFact("severity", "serious", note="note"))
    assert walk.refused(DeclineIntervention("time_out", reason=None)).key == "refusal-reason-missing"
    walk.does(DeclineIntervention("time_out", reason="note"), MarkDone("ask_staff", MONDAY))
    assert "trigger:time_out" not in walk.duties()
    assert walk.refused(DeclineIntervention("time_out", reason="note")).key == "refusal-not-asked-for"
    walk.does(EstablishFact("severity", "serious", note="note"))
    assert "trigger:time_out" in walk.duties()
    walk.does(EstablishFact("severity", "normal", note="note"))
    assert "trigger:time_out" not in walk.duties()


def test_what_belongs_to_the_end_stays_after_the_end_until_it_is_done() -> None:
    """P000 C08: the day of the return counts, also when it comes earlier."""
    walk = at_step("2", WithFreeDays()).does(EstablishFact("severity", "serious", note="note"))
    walk.does(StartIntervention("time_out", MONDAY, until=date(2025, 11, 17), participants=("B",)))
    assert walk.due("do:return_talk:return_talk") == date(2025, 11, 14)
    walk.on(date(2025, 11, 12)).does(EndIntervention("time_out", walk.today))
    assert walk.due("do:return_talk:return_talk") == date(2025, 11, 11)
    assert "intervention:time_out" not in walk.duties()
    walk.does(*(MarkDone("return_talk", walk.today, participants=(pupil,)) for pupil in ("B", "B2")))
    assert "do:return_talk:return_talk" not in walk.duties()
    assert "return_talk" not in walk.offers()


def test_action_of_a_means_is_there_only_while_it_runs() -> None:
    walk = at_step("2")
    assert walk.refused(MarkDone("each_member", MONDAY)).key == "refusal-unknown-action"
    with_support_group(walk)
    assert walk.due("do:each_member:each_member") == date(2025, 11, 10)
    assert walk.offers()["each_member"]
    walk.does(EndIntervention("support_group", MONDAY))
    assert "each_member" not in walk.offers()
    assert "do:each_member:each_member" not in walk.duties()
    assert walk.refused(MarkDone("each_member", MONDAY)).key == "refusal-unknown-action"


def test_support_group_may_come_again_and_its_talks_then_start_anew() -> None:
    """P003 C33."""
    walk = with_support_group(at_step("2")).on(date(2025, 11, 10))
    ticks = {offer.key: offer.ticks for offer in card(walk.case, walk.calendar, walk.today).offers}
    assert ticks["each_member"] == (("P", False), ("Q", False), ("R", False))
    walk.does(MarkDone("each_member", walk.today, participants=("P",)), MarkDone("each_member", walk.today))
    assert "do:each_member:each_member" not in walk.duties()
    walk.does(EndIntervention("support_group", walk.today))
    walk.does(RecordConsent("support_group", given=True))
    walk.does(StartIntervention("support_group", walk.today, participants=("P", "Q", "B")))
    assert walk.due("do:each_member:each_member") == date(2025, 11, 17)


def test_consent_that_guards_a_means_is_asked_first() -> None:
    walk = at_step("2")
    offer = means(walk)["support_group"]
    assert (offer.allowed, offer.consent and offer.consent.answer) == (False, None)
    assert walk.refused(StartIntervention("support_group", MONDAY)).key == "refusal-consent-unasked"
    walk.does(RecordConsent("support_group", given=False))
    assert walk.refused(StartIntervention("support_group", MONDAY)).key == "refusal-consent-refused"
    assert walk.refused(RecordConsent("training", given=True)).key == "refusal-no-consent-needed"


def test_wished_number_of_pupils_warns_and_a_hard_one_refuses() -> None:
    walk = at_step("4").does(RecordConsent("support_group", given=True))
    too_few = StartIntervention("support_group", MONDAY, size=2)
    (warning,) = warnings_about(walk.case, too_few)
    assert (warning.key, dict(warning.fields)) == ("warning-number-of-pupils", {"least": 3, "most": 4})
    assert warnings_about(walk.case, StartIntervention("support_group", MONDAY, size=3)) == ()
    assert walk.asks(too_few) is None
    many = StartIntervention("long_stay", MONDAY, until=date(2025, 11, 7), participants=("B", "B2"))
    refused = walk.refused(many)
    assert (refused.key, dict(refused.fields)["count"]) == ("refusal-too-many-pupils", 1)
    unknown = StartIntervention("long_stay", MONDAY, until=date(2025, 11, 7), participants=("X",))
    assert walk.refused(unknown).key == "refusal-unknown-pupil"


def test_maximum_that_is_not_hard_only_warns() -> None:
    walk = at_step("2")
    start = StartIntervention("coaching", MONDAY, until=date(2025, 12, 1))
    assert [one.key for one in warnings_about(walk.case, start)] == ["warning-over-maximum"]
    walk.does(start)
    assert walk.due("intervention:coaching") == date(2025, 12, 1)


def test_measure_ends_what_was_promised_to_be_no_punishment() -> None:
    """P003 A003-10."""
    walk = with_support_group(at_step("2")).does(EstablishFact("severity", "serious", note="note"))
    walk.does(StartIntervention("time_out", MONDAY, until=date(2025, 11, 6), participants=("B",)))
    assert walk.case.facts()["running.support_group"] is False
    assert walk.case.facts()["ended.support_group"] is True
    assert walk.case.facts()["running.time_out"] is True


def test_what_the_pupil_agrees_to_no_more_goes_no_further_and_is_to_end() -> None:
    """P003 [003:139-141]."""
    walk = with_support_group(at_step("2")).does(RecordConsent("support_group", given=False))
    group = walk.protocol.intervention("support_group")
    assert not any(walk.offers()[action.key] for action in group.actions)
    assert walk.refused(MarkDone("each_member", MONDAY)).key == "refusal-consent-withdrawn"
    of_the_group = {key: duty for key, duty in walk.duties().items() if duty.step == "support_group"}
    stop = of_the_group["withdrawn:support_group"]
    assert {duty.kind for duty in of_the_group.values()} <= {"withdrawn", "records"}
    assert (stop.due_on, stop.role, stop.cannot_wait) == (MONDAY, group.by, True)
    prolong = ProlongIntervention("support_group", date(2025, 12, 1), reason="note")
    assert walk.refused(prolong).key == "refusal-consent-withdrawn"
    walk.does(EndIntervention("support_group", MONDAY))
    assert "withdrawn:support_group" not in walk.duties()


def test_who_agrees_after_all_goes_on_with_it() -> None:
    walk = with_support_group(at_step("2")).does(RecordConsent("support_group", given=False))
    walk.does(RecordConsent("support_group", given=True, came_back=True), MarkDone("each_member", MONDAY))
    assert "withdrawn:support_group" not in walk.duties()


def test_the_next_group_is_asked_for_anew() -> None:
    """P003 [003:309-311, 324]."""
    walk = with_support_group(at_step("2")).does(EndIntervention("support_group", MONDAY))
    again = StartIntervention("support_group", MONDAY, participants=("P", "Q", "R"))
    assert walk.refused(again).key == "refusal-consent-unasked"
    (offer,) = (one for one in interventions_now(walk.case) if one.key == "support_group")
    assert offer.consent is not None
    assert offer.consent.answer is None
    walk.does(RecordConsent("support_group", given=True), again)


def test_closing_a_case_ends_everything_that_runs() -> None:
    walk = with_support_group(at_step("2")).does(CloseWith("double", reason="note", other_case="7"))
    assert walk.case.facts()["running.support_group"] is False
    assert {duty.kind for duty in walk.duties().values()} == {"records"}
    assert interventions_now(walk.case) == ()


def test_question_whether_it_is_over_is_not_put_off_but_the_end_is() -> None:
    walk = at_step("2").does(StartIntervention("three_weeks", MONDAY))
    postpone = Postpone("intervention:three_weeks", date(2025, 11, 27), "note")
    assert walk.refused(postpone).key == "refusal-cannot-postpone"


def test_start_and_each_talk_of_a_means_are_entries_for_the_schools_own_system() -> None:
    walk = with_support_group(at_step("2")).does(MarkDone("each_member", MONDAY))
    entries = {entry.id: entry for entry in log_entries(walk.case)}
    start, talk = entries["intervention.support_group/group/1"], entries["each_member/member_talk/1"]
    assert (start.title, start.parent, start.step) == ("Steungroep bij stap 2", None, "support_group")
    assert (talk.parent, talk.title) == ("Steungroep bij stap 2", "Pestprotocol steungroep")
    assert "records:support_group" in walk.duties()
    walk.does(EnterRecords("support_group"))
    assert open_records(walk.case) == ()


def test_start_tells_the_roles_that_it_names_but_not_those_for_a_person_to_choose() -> None:
    walk = with_support_group(at_step("2"))
    told = [notice for notice in walk.notices if notice.cause == "intervention_started"]
    assert [(notice.to.role, notice.step) for notice in told] == [("year_coordinator", "support_group")]


def test_trigger_that_held_from_the_start_asks_from_the_start() -> None:
    walk = Walk(at_step("2").protocol, facts={"severity": "serious"}, now=datetime(2025, 11, 8, 9, tzinfo=UTC))
    assert walk.due("trigger:time_out") == date(2025, 11, 8)
    assert T0.date() < walk.today


def test_what_a_report_asks_a_decision_on_is_not_late_when_it_is_taken_up_late() -> None:
    """T-18: at once, from when somebody has read it; not once more when the case changes hands."""
    walk = Walk(at_step("2").protocol, facts={"severity": "serious"}).on(date(2025, 11, 6)).does(Acknowledge())
    assert walk.due("trigger:time_out") == date(2025, 11, 6)
    assert [notice.to.role for notice in walk.notices if notice.cause == "trigger"] == ["head"]
    walk.on(date(2025, 11, 10)).does(HandOver("colleague", reason="note"), Acknowledge())
    assert walk.due("trigger:time_out") == date(2025, 11, 6)


def test_what_staff_record_asks_a_decision_from_then_on_whoever_takes_it_up_later() -> None:
    walk = Walk(at_step("2").protocol).does(EstablishFact("severity", "serious", note="note"))
    walk.on(date(2025, 11, 6)).does(Acknowledge())
    assert walk.due("trigger:time_out") == MONDAY


def test_what_a_reporter_adds_before_anybody_reads_it_asks_from_the_reading_and_afterwards_at_once() -> None:
    walk = Walk(at_step("2").protocol).does(ReportSignal(facts={"severity": "serious"}))
    walk.on(date(2025, 11, 6)).does(Acknowledge())
    assert walk.due("trigger:time_out") == date(2025, 11, 6)
    walk.does(DeclineIntervention("time_out", reason="note")).on(date(2025, 11, 10))
    walk.does(ReportSignal(facts={"severity": "serious"}))
    assert walk.due("trigger:time_out") == date(2025, 11, 10)


def test_card_shows_what_was_started_among_what_was_done() -> None:
    walk = at_step("2").does(StartIntervention("three_weeks", MONDAY))
    assert [line.label for line in card(walk.case, walk.calendar, walk.today).done] == ["Drie weken elders"]


def test_talk_can_ask_the_consent_for_a_means_too() -> None:
    walk = at_step("2")
    step, *others = walk.protocol.steps
    asking = step.actions[0].model_copy(update={"asks": ("support_group",)})
    asked = step.model_copy(update={"actions": (asking, *step.actions[1:])})
    walk.protocol = walk.protocol.model_copy(update={"steps": (asked, *others)})
    refused = walk.refused(MarkDone("ask_staff", MONDAY))
    assert (refused.key, dict(refused.fields)["action"]) == ("refusal-ask-each", "Steungroep")
    walk.does(RecordConsent("support_group", given=True))
    (offer,) = (one for one in card(walk.case, walk.calendar, walk.today).offers if one.key == "ask_staff")
    assert (offer.done, [one.answer for one in offer.consents]) == (True, ["given"])
    assert means(walk)["support_group"].allowed


FRIDAY, NEXT_MONDAY = date(2025, 11, 7), date(2025, 11, 10)


def stay_from(day: date, until: date, walk: Walk | None = None) -> Walk:
    started = StartIntervention("long_stay", day, until=until, participants=("B",))
    return (walk or at_step("4").on(FRIDAY)).does(started)


def test_a_measure_agreed_on_friday_for_monday_counts_from_monday() -> None:
    """P000 T-08: at most three weeks."""
    walk = stay_from(NEXT_MONDAY, date(2025, 12, 1))
    stay = means(walk)["long_stay"]
    assert (stay.running, stay.since, stay.until) == (True, NEXT_MONDAY, date(2025, 12, 1))
    assert walk.duties()["intervention:long_stay"].latest_on == date(2025, 12, 1)
    late = StartIntervention("long_stay", NEXT_MONDAY, until=date(2025, 12, 2), participants=("B",))
    refused = at_step("4").on(FRIDAY).refused(late)
    assert (refused.key, dict(refused.fields)["date"]) == ("refusal-over-maximum", date(2025, 12, 1))


def test_the_work_of_a_measure_that_is_to_begin_counts_from_that_day() -> None:
    now = with_support_group(at_step("2"))
    later = at_step("2").does(*(AddPupil(pupil, "bystander") for pupil in ("P", "Q", "R")))
    later.does(RecordConsent("support_group", given=True))
    later.does(StartIntervention("support_group", NEXT_MONDAY, participants=("P", "Q", "R")))
    days = {key: duty.due_on for key, duty in now.duties().items() if duty.step == "support_group"}
    shifted = {key: duty.due_on for key, duty in later.duties().items() if duty.step == "support_group"}
    assert days
    assert set(days) == set(shifted)
    assert {(shifted[key] - day).days for key, day in days.items() if key.startswith("intervention")} == {7}
    assert all(shifted[key] > day for key, day in days.items() if not key.startswith("records"))


def test_a_measure_that_is_to_begin_on_a_free_day_begins_on_the_next_school_day() -> None:
    walk = at_step("2", WithFreeDays(CHRISTMAS)).on(date(2025, 12, 19))
    walk.does(StartIntervention("training", date(2025, 12, 22)))
    assert means(walk)["training"].since == date(2026, 1, 5)


def test_a_measure_of_which_today_is_to_be_the_first_day_begins_on_a_school_day() -> None:
    sunday = date(2025, 11, 9)
    walk = at_step("2", WithFreeDays()).on(sunday).does(StartIntervention("training", sunday))
    assert means(walk)["training"].since == date(2025, 11, 10)


def test_a_measure_is_not_prolonged_by_free_days_alone() -> None:
    """P000 T-08: what lies behind the last school day within the maximum is no later day."""
    tuesday, friday = date(2025, 11, 11), date(2025, 11, 28)
    walk = at_step("4", WithFreeDays((date(2025, 11, 29), date(2025, 12, 7)))).on(tuesday)
    walk.does(StartIntervention("long_stay", tuesday, until=date(2025, 11, 27), participants=("B",)))
    assert offer_of_long_stay(walk).may_prolong
    walk.does(ProlongIntervention("long_stay", friday, reason="note"))
    assert not offer_of_long_stay(walk).may_prolong
    refused = walk.refused(ProlongIntervention("long_stay", date(2025, 11, 30), reason="note"))
    assert refused.key == "refusal-over-maximum"


def offer_of_long_stay(walk: Walk) -> InterventionOffer:
    offers = interventions_now(walk.case, walk.terms, walk.calendar)
    return next(one for one in offers if one.key == "long_stay")


def test_no_measure_is_agreed_for_further_ahead_than_this_school_puts_things_off() -> None:
    walk = at_step("2")
    walk.terms["postpone_days"] = 7
    refused = walk.refused(StartIntervention("training", date(2025, 11, 11)))
    assert (refused.key, dict(refused.fields)) == ("refusal-start-too-far", {"date": NEXT_MONDAY})
    walk.does(StartIntervention("training", NEXT_MONDAY))


def test_a_measure_that_is_called_off_before_it_begins_never_was() -> None:
    walk = stay_from(NEXT_MONDAY, date(2025, 12, 1))
    walk.does(EndIntervention("long_stay", FRIDAY, note="note"))
    assert not means(walk)["long_stay"].running
    assert not [duty for duty in walk.duties().values() if duty.step == "long_stay"]
    assert walk.case.facts()["ended.long_stay"] is False
    assert "long_stay" not in {line.label for line in card(walk.case, walk.calendar, NEXT_MONDAY).done}
    assert stay_from(NEXT_MONDAY, date(2025, 12, 1), walk).case.is_running(walk.protocol.intervention("long_stay"))


def test_days_of_a_measure_that_never_began_do_not_count_towards_the_maximum() -> None:
    walk = stay_from(NEXT_MONDAY, date(2025, 12, 1)).does(EndIntervention("long_stay", FRIDAY))
    stay_from(NEXT_MONDAY, date(2025, 12, 1), walk)
    assert walk.due("intervention:long_stay") == date(2025, 12, 1)


def test_from_the_day_on_which_it_begins_it_can_not_be_called_off_for_an_earlier_day() -> None:
    walk = stay_from(NEXT_MONDAY, date(2025, 12, 1)).on(NEXT_MONDAY)
    assert walk.refused(EndIntervention("long_stay", FRIDAY)).key == "refusal-under-minimum"
    walk.does(EndIntervention("long_stay", NEXT_MONDAY))
    assert walk.case.facts()["ended.long_stay"] is True


def test_what_asked_for_a_measure_asks_again_when_it_is_called_off_before_it_begins() -> None:
    walk = at_step("2").does(EstablishFact("severity", "serious", note="note"))
    walk.does(StartIntervention("time_out", NEXT_MONDAY, until=date(2025, 11, 12), participants=("B",)))
    assert "trigger:time_out" not in walk.duties()
    walk.does(EndIntervention("time_out", MONDAY))
    assert "trigger:time_out" in walk.duties()


@pytest.mark.parametrize("ending", [EndIntervention("opdc", FRIDAY), CloseWith("double", "reason", other_case="7")])
def test_a_measure_that_never_began_leaves_no_entry_to_type_over(ending: EndIntervention | CloseWith) -> None:
    walk = Walk(shipped_protocol("splitting"), start="5").does(Acknowledge(), AddPupil("B", "bully")).on(FRIDAY)
    planned = InterventionStarted(at=walk.now, by="mentor", intervention="opdc", on=NEXT_MONDAY, participants=("B",))
    walk.events.append(planned)
    assert [entry.on for entry in log_entries(walk.case) if entry.step == "opdc"] == [NEXT_MONDAY]
    walk.does(ending)
    assert [entry for entry in log_entries(walk.case) if entry.step == "opdc"] == []


def test_the_card_does_not_say_that_something_began_before_it_does() -> None:
    walk = stay_from(NEXT_MONDAY, date(2025, 12, 1))
    label = walk.protocol.intervention("long_stay").label
    assert label not in {line.label for line in card(walk.case, walk.calendar, FRIDAY).done}
    assert label in {line.label for line in card(walk.case, walk.calendar, NEXT_MONDAY).done}


def test_a_no_to_what_a_colleague_asked_for_stands_on_the_card_until_it_starts() -> None:
    walk = at_step("2").does(DeclineIntervention("training", "note", in_answer=True))
    label = walk.protocol.intervention("training").label
    assert [line.label for line in card(walk.case, walk.calendar, walk.today).declined] == [label]
    walk.does(StartIntervention("training", MONDAY))
    assert card(walk.case, walk.calendar, walk.today).declined == ()
    assert walk.refused(DeclineIntervention("training", "note", in_answer=True)).key == "refusal-not-asked-for"


def test_what_must_start_is_not_declined_in_answer_to_a_colleague_either() -> None:
    walk = at_step("2").does(EstablishFact("severity", "serious", note="note"))
    for intervention, _ in asked_for(walk.case):
        refused = walk.asks(DeclineIntervention(intervention.key, "note", in_answer=True))
        assert (refused is None) is intervention.declinable


def test_who_leads_the_step_and_who_would_do_it_hear_that_a_measure_does_not_come() -> None:
    walk = at_step("2").does(EstablishFact("severity", "serious", note="note"))
    walk.notices.clear()
    walk.does(DeclineIntervention("time_out", "note"))
    told = [notice for notice in walk.notices if notice.cause == "decided"]
    assert [notice.to for notice in told] == [walk.case.step.lead, walk.protocol.intervention("time_out").by]
