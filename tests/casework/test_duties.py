"""What is due when: free days, maxima, the school's own terms, and that nothing ever waits for ever."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from casework.calendar import SchoolCalendar
from casework.case import Case
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    ChooseDate,
    CloseWith,
    Command,
    EnterRecords,
    HandleSignals,
    HandOver,
    IdentifyVictim,
    MarkDone,
    OpenStep,
    Postpone,
    RecordConsent,
    RecordOutcome,
    ReportSignal,
    Skip,
)
from casework.case_events import StepOpened
from casework.case_offers import actions_now
from casework.case_view import card
from casework.conditions import Scalar
from casework.duties import duties
from casework.log_entries import open_records
from casework.protocol import Protocol, load_protocol, shipped_protocol, shipped_protocol_ids, shipped_protocol_text
from tests.casework.altered import altered_protocol
from tests.casework.cases import PlainDays, Walk, WithFreeDays, at_step_2, at_step_4, at_step_5

CHRISTMAS = (date(2025, 12, 20), date(2026, 1, 4))
SUMMER = (date(2026, 7, 11), date(2026, 8, 23))


@pytest.fixture
def kluiverboom() -> Protocol:
    return shipped_protocol("kluiverboom")


def test_due_date_on_a_free_day_moves_to_the_next_school_day(kluiverboom: Protocol) -> None:
    calendar = WithFreeDays((date(2025, 11, 17), date(2025, 11, 19)))
    evaluation = at_step_4(kluiverboom, calendar).duties()["do:evaluate:evaluation"]
    assert evaluation.due_on == date(2025, 11, 20)
    assert evaluation.remind_on == (date(2025, 11, 14), date(2025, 11, 20))


def test_schools_own_calendar_serves_the_duties(kluiverboom: Protocol) -> None:
    """Monday 14 December 2026: six weeks later is a school day, two weeks later Christmas holidays."""
    hours = tuple((weekday, time(8), time(17)) for weekday in range(5))
    calendar = SchoolCalendar(region="noord", hours=hours)
    walk = Walk(kluiverboom, calendar=calendar, now=datetime(2026, 12, 14, 9, 0, tzinfo=UTC))
    walk.done("intake", "talk_victim").does(AddPupil("B", "bully"))
    walk.does(*(RecordConsent(key, given=True) for key in ("call_victim_parents", "talk_bullies", "mediation")))
    walk.done("talk_bullies", "mediation")
    evaluation = walk.duties()["do:evaluate:evaluation"]
    assert evaluation.remind_on == (date(2026, 12, 18), date(2027, 1, 4))


def test_reminder_before_a_monday_comes_on_the_friday(kluiverboom: Protocol) -> None:
    evaluation = at_step_4(kluiverboom, WithFreeDays()).duties()["do:evaluate:evaluation"]
    assert evaluation.remind_on == (date(2025, 11, 14), date(2025, 11, 17))


def test_maximum_on_a_free_day_moves_to_the_last_school_day_before(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom, WithFreeDays(CHRISTMAS)).on(date(2025, 11, 17))
    walk.concludes("evaluate", "going_well").does(ChooseDate("second_evaluation", weeks=6))
    assert walk.due("do:evaluate_again:second_evaluation") == date(2025, 12, 19)


def test_chosen_free_day_before_the_maximum_moves_to_the_next_school_day(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom, WithFreeDays()).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    walk.does(ChooseDate("second_evaluation", on=date(2025, 11, 29)))
    assert walk.due("do:evaluate_again:second_evaluation") == date(2025, 12, 1)


def test_maximum_within_the_summer_holidays_never_moves_later(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom, WithFreeDays(SUMMER)).on(date(2026, 7, 10)).concludes("evaluate", "going_well")
    walk.does(ChooseDate("second_evaluation", on=date(2026, 8, 10)))
    duty = walk.duties()["do:evaluate_again:second_evaluation"]
    assert duty.due_on <= date(2026, 7, 10) + timedelta(weeks=6)
    assert duty.due_on >= date(2026, 7, 11)


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
def test_what_is_due_on_one_day_is_asked_in_the_order_of_the_protocol(protocol: str) -> None:
    shipped = shipped_protocol(protocol)
    for step in shipped.steps:
        walk = Walk(shipped, start=step.key).does(Acknowledge())
        places = [action.key for action in walk.case.step.all_actions]
        ahead = [one for one in duties(walk.case, walk.calendar) if one.step == step.key and one.action]
        asked = [(one.due_on, places.index(str(one.action))) for one in ahead]
        assert asked == sorted(asked), step.key


def test_what_goes_wrong_is_asked_before_all_else_of_that_day(kluiverboom: Protocol) -> None:
    walk = at_step_5(kluiverboom).does(ReportSignal())
    kinds = [one.kind for one in duties(walk.case, walk.calendar) if one.due_on == walk.today]
    assert kinds[:1] == ["signal"]


@pytest.mark.parametrize(
    ("held_at", "due"),
    [
        (datetime(2025, 10, 25, 22, 30, tzinfo=UTC), date(2025, 10, 31)),  # already 26 October in Amsterdam
        (datetime(2025, 10, 26, 22, 30, tzinfo=UTC), date(2025, 10, 31)),  # the clock has gone back
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 4, 3)),
        (datetime(2026, 3, 29, 21, 30, tzinfo=UTC), date(2026, 4, 3)),  # the clock has gone forward
    ],
)
def test_terms_count_days_in_amsterdam_when_the_clocks_change(
    kluiverboom: Protocol, held_at: datetime, due: date
) -> None:
    assert Walk(kluiverboom, now=held_at).due("do:intake") == due


def test_day_after_midnight_in_amsterdam_is_the_next_day(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom, now=datetime(2025, 11, 3, 23, 30, tzinfo=UTC))
    assert walk.asks(MarkDone("intake", date(2025, 11, 4))) is None


def test_step_without_a_term_gets_the_schools_own(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom)
    assert (walk.due("do:intake"), walk.duties()["do:intake"].origin) == (date(2025, 11, 8), "school")
    (intake,) = (duty for duty in duties(walk.case, PlainDays(), {"step_days": 2}) if duty.key == "do:intake")
    assert intake.due_on == date(2025, 11, 5)


@pytest.mark.parametrize("protocol_id", ["kluiverboom", "oplossingsgericht"])
def test_what_is_to_be_done_at_once_is_not_late_when_a_case_is_taken_up(protocol_id: str) -> None:
    """AX-8: no rule says how many days after the report."""
    facts: dict[str, Scalar] = {"offender_class": "staff", "category": "sexual"}
    walk = Walk(shipped_protocol(protocol_id), facts=facts)
    assert walk.due("do:call_inspector:call_inspector") == date(2025, 11, 3), "nobody has taken it up"
    walk.on(date(2025, 11, 5)).does(Acknowledge())
    assert walk.due("do:call_inspector:call_inspector") == date(2025, 11, 5)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_a_term_of_the_school_counts_from_taking_up_in_the_first_step_and_one_of_a_rule_as_it_says(
    protocol_id: str,
) -> None:
    early, late = Walk(shipped_protocol(protocol_id)).does(Acknowledge()), Walk(shipped_protocol(protocol_id))
    late.on(date(2025, 11, 6)).does(Acknowledge())
    work = [duty for duty in early.duties().values() if duty.kind in ("do", "consent", "choose")]
    assert any(duty.origin == "school" for duty in work)
    for duty in work:
        later = timedelta(days=3 if duty.origin == "school" else 0)
        assert late.due(duty.key) == duty.due_on + later, duty.key


def test_only_the_first_taking_up_begins_the_term(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom).does(Acknowledge())
    due = walk.due("do:intake")
    walk.on(date(2025, 11, 6)).does(HandOver("colleague"), Acknowledge())
    assert walk.due("do:intake") == due


def test_duty_moves_when_postponed_with_a_reason_and_ends_when_done(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 11, 14))
    walk.does(Postpone("do:evaluate:evaluation", date(2025, 11, 19), reason="note"))
    evaluation = walk.duties()["do:evaluate:evaluation"]
    assert evaluation.due_on == date(2025, 11, 19)
    assert evaluation.remind_on == (date(2025, 11, 18), date(2025, 11, 19))
    walk.concludes("evaluate", "going_well")
    assert not walk.case.postponed


def test_maximum_cannot_be_postponed_past(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    walk.does(ChooseDate("second_evaluation", weeks=5)).on(date(2025, 12, 20))
    key = "do:evaluate_again:second_evaluation"
    answer = walk.asks(Postpone(key, date(2025, 12, 30), reason="note"))
    assert answer is not None
    assert answer.key == "refusal-postpone-maximum"
    walk.does(Postpone(key, date(2025, 12, 29), reason="note"))
    assert walk.due(key) == date(2025, 12, 29)


def test_choosing_the_second_date_is_itself_a_duty(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    assert walk.due("choose:evaluate_again:second_evaluation") == date(2025, 11, 22)


def test_signal_ends_when_the_evaluation_was_recorded(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).does(ReportSignal())
    assert "signal:4" in walk.duties()
    assert "signal:4" not in walk.concludes("evaluate", "going_well").duties()


def test_altered_copy_runs_through_the_same_engine_without_any_consent() -> None:
    walk = Walk(altered_protocol()).does(AddPupil("B", "bully"))
    walk.done("intake", "talk_victim", "agree_steps", "talk_bullies", "mediation")
    assert walk.case.step_key == "3b"
    walk.done("class_talk")
    assert walk.case.step_key == "4"
    assert walk.due("do:evaluate:evaluation") == date(2025, 11, 13)
    walk.on(date(2025, 11, 13)).concludes("evaluate", "going_well")
    answer = walk.asks(ChooseDate("second_evaluation", weeks=4))
    assert answer is not None
    assert dict(answer.fields)["weeks"] == 3
    walk.does(ChooseDate("second_evaluation", weeks=3)).on(date(2025, 12, 4))
    walk.concludes("evaluate_again", "stopped").does(AnswerGate({"stopped": True}))
    assert walk.case.outcome == "resolved"


def test_action_that_repeats_is_due_again_from_the_last_time() -> None:
    content = shipped_protocol_text("kluiverboom").replace(
        "            anchor: [mediation, feedback_victim, feedback_bullies]\n            after: P0D\n",
        "            anchor: [mediation]\n            after: P7D\n            repeat: P7D\n",
    )
    walk = at_step_4(load_protocol(content, "weekly.yaml"))
    assert walk.due("do:fix_evaluation:fix_evaluation") == date(2025, 11, 10)
    walk.on(date(2025, 11, 12)).done("fix_evaluation")
    assert walk.due("do:fix_evaluation:fix_evaluation") == date(2025, 11, 19)


@pytest.mark.parametrize("kind", ["acknowledge", "signal"])
def test_what_cannot_wait_is_not_postponed(kluiverboom: Protocol, kind: str) -> None:
    walk = Walk(kluiverboom).does(ReportSignal())
    answer = walk.asks(Postpone(f"{kind}:0", date(2025, 11, 20), reason="note"))
    assert answer is not None
    assert answer.key == "refusal-cannot-postpone"


def test_step_left_early_leaves_its_main_work_and_keeps_what_must_not_be_forgotten(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom).done("intake", "talk_victim").does(OpenStep("2", reason="note"))
    assert {"consent:talk_bullies"} == {key for key in walk.duties() if key.startswith("consent")} - {
        "consent:call_victim_parents"
    }
    assert "consent:call_victim_parents" in walk.duties()
    assert "do:agree_steps" not in walk.duties()


def test_pupil_who_came_later_hides_no_duty_for_the_parents_of_another(kluiverboom: Protocol) -> None:
    """The parents of a bully are called after the talk with that bully."""
    walk = Walk(kluiverboom).does(Acknowledge(), AddPupil("B", "bully")).done("intake", "talk_victim")
    consents = ("call_victim_parents", "talk_bullies", "mediation")
    walk.does(*(RecordConsent(key, given=True, words="words") for key in consents))
    walk.does(MarkDone("talk_bullies", walk.today, participants=("B",)))
    assert "do:call_bully_parents" in walk.duties()
    walk.does(AddPupil("B2", "bully"))
    assert "do:call_bully_parents" in walk.duties()
    offer = next(one for one in actions_now(walk.case) if one.key == "call_bully_parents")
    assert (offer.allowed, offer.ticks) == (True, (("B", False),))
    early = walk.refused(MarkDone("call_bully_parents", walk.today, participants=("B2",)))
    assert early.key == "refusal-not-now"
    walk.done("call_bully_parents")
    assert walk.case.done["call_bully_parents"][0].participants == ("B",)
    assert "do:call_bully_parents" not in walk.duties()
    walk.does(MarkDone("talk_bullies", walk.today, participants=("B2",)))
    assert "do:call_bully_parents" in walk.duties()


def test_what_two_steps_ask_in_the_same_words_is_told_apart_by_the_step(kluiverboom: Protocol) -> None:
    """P001 R-12: the file is put in order in step 5, and once more in step 7."""
    walk = at_step_5(kluiverboom)
    walk.events.append(StepOpened(at=walk.now, by="mentor", step="7", reason="note"))
    shown = card(walk.case, walk.calendar, walk.today)
    labels = {duty.label for duty in (*shown.what_now, *shown.later) if duty.action in ("file_in_order", "secure_file")}
    wanted = "Zorg dat het dossier bij het pestprotocol op orde is"
    assert labels == {f"Stap 5: {wanted}", f"Stap 7: {wanted}"}
    shorts = [offer.short for offer in shown.offers]
    assert len(shorts) == len(set(shorts))


def test_of_a_step_left_early_a_talk_with_pupils_ends_and_parents_are_still_told() -> None:
    """P000 step 1b: when it goes wrong again, nobody makes the agreements of that step any more."""
    walk = Walk(shipped_protocol("splitting")).does(Acknowledge(), AddPupil("B", "bully")).done("restorative_talk")
    walk.does(AnswerGate({"victim_says": True, "other_says": True, "lead_observes": False}))
    assert "do:make_agreements" in walk.duties()
    walk.events.append(StepOpened(at=walk.now, by="mentor", step="3b", reason="note"))
    assert "do:make_agreements" not in walk.duties()
    assert not {"make_agreements", "discuss_agreements"} & set(walk.offers())
    assert "inform_parents" in walk.offers()


def test_what_counts_from_work_that_is_still_to_do_has_no_day_before_that_is_done() -> None:
    """P000 T-37: the talk after school belongs to the punishment."""
    walk = Walk(shipped_protocol("splitting"), start="3b").does(Acknowledge(), AddPupil("B", "bully"))
    assert "do:talk_after_school:talk_after_school" not in walk.duties()
    walk.on(date(2025, 11, 6)).done("punish")
    assert walk.due("do:talk_after_school:talk_after_school") == date(2025, 11, 6)
    left_out = Walk(shipped_protocol("splitting"), start="3b").does(Acknowledge(), AddPupil("B", "bully"))
    left_out.does(Skip("punish", "note"))
    assert left_out.due("do:talk_after_school:talk_after_school") == date(2025, 11, 3)


def test_refused_consent_leaves_a_duty_to_talk_about_what_is_possible(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom).does(RecordConsent("talk_bullies", given=False))
    assert walk.due("consent_again:talk_bullies") == date(2025, 11, 8)


PROTOCOLS = (shipped_protocol("kluiverboom"), altered_protocol())
CALENDARS = (PlainDays(), WithFreeDays(CHRISTMAS, SUMMER))


def _commands(protocol: Protocol) -> some.SearchStrategy[Command]:
    actions = [action for step in protocol.steps for action in step.actions]
    keys = some.sampled_from([action.key for action in actions])
    answers = some.sampled_from(sorted({answer.key for action in actions for answer in action.answers}))
    timers = some.sampled_from([timer.id for action in actions for timer in action.timers])
    steps = some.sampled_from([step.key for step in protocol.steps])
    days = some.dates(date(2025, 10, 1), date(2026, 12, 31))
    reason = some.sampled_from([None, "note"])
    pupils = some.sampled_from(["V", "B", "C"])
    return some.one_of(
        some.builds(MarkDone, keys, days, participants=some.sampled_from([(), ("B",), ("V", "B")])),
        some.builds(RecordOutcome, keys, days, answers, reason),
        some.builds(RecordConsent, keys, some.booleans()),
        some.builds(ChooseDate, timers, weeks=some.integers(0, 9)),
        some.builds(ChooseDate, timers, on=days),
        some.builds(Skip, keys, reason),
        some.builds(AnswerGate, some.fixed_dictionaries({"stopped": some.booleans()})),
        some.builds(OpenStep, steps, reason),
        some.builds(EnterRecords, steps),
        some.builds(IdentifyVictim, pupils, some.booleans()),
        some.builds(AddPupil, pupils, some.sampled_from(["bully", "follower"])),
        some.builds(HandOver, some.sampled_from(["other", "mentor"])),
        some.sampled_from([Acknowledge(), ReportSignal(), HandleSignals()]),
        some.builds(CloseWith, some.sampled_from(["quarrel", "resolved"]), reason),
    )


def _likely(walk: Walk, choose: some.DataObject) -> Command | None:
    """A command that the case itself offers, so that walks get far."""
    shown = card(walk.case, walk.calendar, walk.today)
    ready = [offer for offer in shown.offers if offer.allowed and not offer.done and offer.ask != "watch"]
    if shown.gate is not None and choose.draw(some.booleans()):
        return AnswerGate({"stopped": choose.draw(some.booleans())}, reason="note")
    if not ready:
        return None
    offer = choose.draw(some.sampled_from(ready))
    unasked = [consent.action for consent in offer.consents if consent.answer is None]
    if offer.ask == "outcome":
        answer = choose.draw(some.sampled_from([answer.key for answer in offer.answers]))
        return RecordOutcome(offer.key, walk.today, answer, "note")
    if offer.ask == "identify":
        return IdentifyVictim("V", is_reporter=True)
    if unasked:
        return RecordConsent(unasked[0], given=choose.draw(some.booleans()))
    return MarkDone(offer.key, walk.today)


def _holds(walk: Walk) -> None:
    case: Case = walk.case
    ahead = duties(case, walk.calendar)
    assert ahead or case.is_closed
    assert not case.is_closed or {duty.kind for duty in ahead} <= {"records"}
    assert not case.is_closed or bool(ahead) == bool(open_records(case))
    assert len({duty.key for duty in ahead}) == len(ahead)
    for duty in ahead:
        assert duty.remind_on[-1] == duty.due_on
        assert duty.latest_on is None or duty.due_on <= duty.latest_on
        assert duty.role.role_ids()
    assert any(duty.kind not in ("acknowledge", "records", "signal") for duty in ahead) != case.is_closed
    card(case, walk.calendar, walk.today)


@settings(max_examples=60, deadline=None)
@given(choose=some.data())
def test_no_walk_raises_and_every_open_case_asks_something_of_somebody(choose: some.DataObject) -> None:
    protocol = choose.draw(some.sampled_from(PROTOCOLS))
    calendar = choose.draw(some.sampled_from(CALENDARS))
    start = choose.draw(some.sampled_from([at_step_2, at_step_4, at_step_5, None, None]))
    if start is None or protocol.id != "kluiverboom":
        walk = Walk(protocol, victim=choose.draw(some.sampled_from([None, "V"])), calendar=calendar)
    else:
        walk = start(protocol, calendar)
    walk.does(AddPupil("B", "bully"))
    commands = _commands(protocol)
    for _ in range(choose.draw(some.integers(1, 25))):
        walk.now += timedelta(days=choose.draw(some.integers(0, 20)))
        likely = _likely(walk, choose) if choose.draw(some.booleans()) else None
        walk.asks(likely or choose.draw(commands))
        _holds(walk)
        _postpone_one(walk, choose)
        _holds(walk)


def _postpone_one(walk: Walk, choose: some.DataObject) -> None:
    wanted = choose.draw(some.booleans())
    ahead = duties(walk.case, walk.calendar)
    if ahead and wanted:
        duty = choose.draw(some.sampled_from(ahead))
        to = walk.today + timedelta(days=choose.draw(some.integers(-3, 60)))
        walk.asks(Postpone(duty.key, to, reason="note"))
