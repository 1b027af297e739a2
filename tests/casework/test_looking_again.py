"""At the end of a step: neither closed nor on to the next, but looked at once more (P001 A001-6, A004-6)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.case_report.words import paragraphs, report_in_words
from bot.texts.catalogue import text
from casework import case_events as happened
from casework.case_commands import AnswerGate, ChooseDate, MarkDone, OpenStep, Postpone, RecordConsent, ReportSignal
from casework.case_events import event_from_data, event_to_data
from casework.case_offers import gate_now
from casework.case_view import card
from casework.log_entries import open_records
from casework.protocol import Protocol, ProtocolFileError, load_protocol, shipped_protocol, shipped_protocol_text
from tests.casework.cases import Walk, at_step_4, at_step_5
from tests.casework.test_case_report import line, report_of
from tests.casework.test_het_sticht import at_step_7 as following

KLUIVERBOOM, HET_STICHT = shipped_protocol("kluiverboom"), shipped_protocol("het-sticht")
LOOK_AGAIN = AnswerGate(look_again=True)
STOPPED, NOT_STOPPED = AnswerGate({"stopped": True}), AnswerGate({"stopped": False})


def looked_back_in_step_4(protocol: Protocol = KLUIVERBOOM) -> Walk:
    """It went well, and two weeks later it had stopped."""
    walk = at_step_4(protocol).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    walk.does(ChooseDate("second_evaluation", weeks=2)).on(date(2025, 12, 1))
    return walk.concludes("evaluate_again", "stopped")


def looked_back_in_step_5() -> Walk:
    walk = at_step_5(KLUIVERBOOM).on(date(2025, 11, 18)).done("talk_all")
    walk.on(date(2025, 12, 2)).concludes("evaluate_step_5", "going_well")
    return walk.concludes("evaluate_step_5_again", "stopped")


def looked_back_in_step_6() -> Walk:
    walk = at_step_5(KLUIVERBOOM).does(OpenStep("6", "note")).done("support_meeting")
    walk.concludes("choose_support", "programme").on(date(2025, 12, 1)).concludes("evaluate_together", "going_well")
    return walk.concludes("evaluate_together_again", "stopped")


def looked_back_in_step_7() -> Walk:
    walk = at_step_5(KLUIVERBOOM).does(OpenStep("6", "note"), OpenStep("7", "note"))
    walk.concludes("decide_talk", "neither").does(ChooseDate("look_back", weeks=2)).on(date(2025, 12, 1))
    return walk.concludes("look_back", "stopped")


def looked_back_in_step_8() -> Walk:
    walk = looked_back_in_step_7().does(OpenStep("8", "note")).concludes("decide_suspension", "no_suspension")
    return walk.concludes("look_back_step_8", "stopped")


def followed() -> Walk:
    walk = following(HET_STICHT).does(ChooseDate("follow", every=7)).on(date(2025, 11, 10))
    return walk.concludes("follow", "stopped")


def followed_on() -> Walk:
    walk = following(HET_STICHT).concludes("follow", "goes_on").does(NOT_STOPPED)
    walk.does(RecordConsent("press_charges", given=True)).done("discuss_charges")
    return walk.concludes("pupil_on_charges", "does_not_want").concludes("follow_on", "stopped")


ENDS = [
    (looked_back_in_step_4, "evaluate_again"),
    (looked_back_in_step_5, "evaluate_step_5_again"),
    (looked_back_in_step_6, "evaluate_together_again"),
    (looked_back_in_step_7, "look_back"),
    (looked_back_in_step_8, "look_back_step_8"),
    (followed, "follow"),
    (followed_on, "follow_on"),
]


@pytest.mark.parametrize(("looked_back", "action"), ENDS)
def test_after_a_look_back_the_case_can_stay_open_in_its_step(looked_back: Callable[[], Walk], action: str) -> None:
    walk = looked_back()
    step, gate = walk.case.step_key, gate_now(walk.case)
    assert gate is not None and gate.look_again is not None
    assert gate.look_again.action == action
    walk.does(LOOK_AGAIN)
    assert (walk.case.step_key, walk.case.is_closed, gate_now(walk.case)) == (step, False, None)
    assert walk.offers()[action]
    assert "stopped" not in walk.case.facts()
    assert f"answer.{action}" not in walk.case.facts()
    assert any(duty.action == action for duty in walk.duties().values())
    walk.concludes(action, "stopped").does(STOPPED)
    assert walk.case.outcome == "resolved"


def test_the_further_look_has_a_new_date_at_most_six_weeks_after_the_last_one() -> None:
    """A001-5, A001-6, T-14: from the evaluation, also when the question is answered days later."""
    walk = looked_back_in_step_4().on(date(2025, 12, 4)).does(LOOK_AGAIN)
    assert walk.duties()["choose:evaluate_again:second_evaluation"].latest_on == date(2026, 1, 12)
    refused = walk.refused(ChooseDate("second_evaluation", weeks=7))
    assert (refused.key, dict(refused.fields)["date"]) == ("refusal-over-maximum", date(2026, 1, 12))
    walk.does(ChooseDate("second_evaluation", weeks=6))
    evaluation = walk.duties()["do:evaluate_again:second_evaluation"]
    assert evaluation.due_on == date(2026, 1, 12)
    assert evaluation.remind_on == (date(2026, 1, 11), date(2026, 1, 12))
    walk.on(date(2026, 1, 12)).concludes("evaluate_again", "not_stopped")
    gate = gate_now(walk.case)
    assert gate is not None and gate.known_no is not None and gate.look_again is None


@settings(max_examples=60, deadline=None)
@given(waited=some.integers(0, 60), wanted=some.integers(-10, 80), rounds=some.integers(1, 3))
def test_no_further_look_is_ever_planned_past_its_maximum(waited: int, wanted: int, rounds: int) -> None:
    walk = looked_back_in_step_4()
    for _ in range(rounds):
        last = walk.today
        walk.on(last + timedelta(days=waited)).does(LOOK_AGAIN)
        walk.asks(ChooseDate("second_evaluation", on=last + timedelta(days=wanted)))
        chosen = walk.case.chosen.get("second_evaluation")
        assert chosen is None or walk.today <= chosen <= last + timedelta(weeks=6)
        assert any(duty.action == "evaluate_again" for duty in walk.duties().values())
        walk.concludes("evaluate_again", "stopped")


def test_it_can_come_once_more_each_time() -> None:
    walk = looked_back_in_step_4()
    for week in (8, 15, 22):
        walk.does(LOOK_AGAIN).on(date(2025, 12, week)).concludes("evaluate_again", "stopped")
    assert walk.does(STOPPED).case.outcome == "resolved"
    assert [done.answer for done in walk.case.history["evaluate_again"]] == ["stopped"] * 4


def test_who_answers_after_the_last_day_can_still_look_once_more_at_once() -> None:
    walk = looked_back_in_step_4().on(date(2026, 1, 20)).does(LOOK_AGAIN)
    assert any(duty.action == "evaluate_again" for duty in walk.duties().values())
    assert walk.concludes("evaluate_again", "stopped").does(STOPPED).case.is_closed


def test_each_look_back_has_its_own_entry() -> None:
    walk = looked_back_in_step_4()
    once = {entry.id for entry in open_records(walk.case)}
    walk.does(LOOK_AGAIN).on(date(2025, 12, 15)).concludes("evaluate_again", "stopped")
    added = [entry for entry in open_records(walk.case) if entry.id not in once]
    assert [(entry.on, entry.rules) for entry in added] == [(date(2025, 12, 15), ("R-21",))]


def test_everybody_is_spoken_to_anew() -> None:
    walk = looked_back_in_step_4().does(LOOK_AGAIN)
    again = next(offer for offer in card(walk.case, walk.calendar, walk.today).offers if offer.key == "evaluate_again")
    assert again.ticks == (("V", False), ("B", False), ("B2", False))
    walk.does(MarkDone("evaluate_again", walk.today, participants=("V",)))
    again = next(offer for offer in card(walk.case, walk.calendar, walk.today).offers if offer.key == "evaluate_again")
    assert again.ticks == (("V", True), ("B", False), ("B2", False))


def test_where_it_goes_on_the_next_step_follows_and_nothing_else() -> None:
    walk = at_step_4(KLUIVERBOOM).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    walk.concludes("evaluate_again", "not_stopped")
    assert walk.refused(LOOK_AGAIN).key == "refusal-gate-no-look-again"
    walk = at_step_4(KLUIVERBOOM).on(date(2025, 11, 17)).concludes("evaluate", "not_stopped")
    assert walk.refused(LOOK_AGAIN).key == "refusal-gate-no-look-again"


def test_before_the_question_and_for_another_it_cannot_be_answered() -> None:
    assert at_step_4(KLUIVERBOOM).refused(LOOK_AGAIN).key == "refusal-gate-not-ready"
    walk = looked_back_in_step_7()
    assert walk.refused(LOOK_AGAIN, roles=frozenset({"first_contact"})).key == "refusal-not-your-role"
    assert walk.asks(LOOK_AGAIN, roles=frozenset({"team_lead"})) is None


def test_a_signal_afterwards_is_heard_as_before() -> None:
    walk = looked_back_in_step_4().does(LOOK_AGAIN).on(date(2025, 12, 3)).does(ReportSignal())
    assert "signal:4" in walk.duties()


def test_the_question_that_was_put_off_is_asked_anew_on_its_own_day() -> None:
    walk = looked_back_in_step_4()
    walk.does(Postpone("gate:4", date(2025, 12, 10), "note"), LOOK_AGAIN).concludes("evaluate_again", "stopped")
    assert walk.due("gate:4") == date(2025, 12, 2)


def test_following_goes_on_as_often_as_was_chosen() -> None:
    """A004-6, T-34."""
    assert followed().does(LOOK_AGAIN).due("do:follow:follow") == date(2025, 11, 17)


def test_a_decision_without_questions_says_why_as_with_each_answer_to_it() -> None:
    again = "      look_again: {action: evaluate_again, label: We kijken nog een keer, rules: [A001-6]}\n"
    asked = "      test:\n        - {fact: stopped, label: Is het pesten gestopt?}\n"
    whole = shipped_protocol_text("kluiverboom")
    head, tail = whole.split(again)
    protocol = load_protocol(head.removesuffix(_end_of(head)) + _end_of(head).replace(asked, "") + again + tail, "p")
    walk = looked_back_in_step_4(protocol)
    assert walk.refused(LOOK_AGAIN).key == "refusal-reason-missing"
    walk.does(AnswerGate(look_again=True, reason="note"))
    assert walk.offers()["evaluate_again"]


def _end_of(head: str) -> str:
    return head[head.rindex("    gate:") :]


def test_the_report_says_that_there_is_another_look() -> None:
    report = report_of(looked_back_in_step_4().does(LOOK_AGAIN))
    told = line(report, "4", "gate-look-again")
    assert (told.what, told.answer, told.by) == ("Mag het dicht?", "We kijken nog een keer", "mentor")
    assert "Mag het dicht? We kijken nog een keer." in "\n".join(paragraphs(report_in_words(report)))


def test_an_answer_that_was_kept_before_this_could_be_answered_still_loads() -> None:
    walk = looked_back_in_step_4().does(LOOK_AGAIN)
    data = event_to_data(walk.events[-1])
    assert event_from_data(data) == walk.events[-1]
    old = {key: value for key, value in data.items() if key != "look_again"} | {"answers": {"stopped": False}}
    loaded = event_from_data(old)
    assert isinstance(loaded, happened.GateAnswered) and loaded.look_again is None


def altered(old: str, new: str) -> tuple[str, ...]:
    whole = shipped_protocol_text("kluiverboom")
    assert whole.count(old) == 1, old
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(whole.replace(old, new), "own.yaml")
    for problem in caught.value.problems:
        assert text(problem.key, **dict(problem.fields))
    return tuple(problem.key.removeprefix("protocol-problem-") for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{action: evaluate_again,", "{action: wlak,", "look-again-elsewhere"),
        ("{action: evaluate_again,", "{action: evaluate_step_5,", "look-again-elsewhere"),
        ("{action: evaluate_again,", "{action: watch,", "look-again-action"),
        ("{action: evaluate_again,", "{action: evaluate,", "look-again-date"),
        ("anchor: [evaluate, evaluate_again]", "anchor: [evaluate]", "look-again-date"),
        ('gate: {kind: none, on_yes: "4"}',
         'gate: {kind: none, on_yes: "4", look_again: {action: mediation, label: Kijk}}', "look-again-unasked"),
    ],
)  # fmt: skip
def test_the_evaluation_that_comes_anew_is_one_of_the_step_with_a_date_of_its_own(
    old: str, new: str, problem: str
) -> None:
    assert altered(old, new) == (problem,)


EXTENDED = {
    "another words": "{label: Straks}",
    "another evaluation": "{action: evaluate}",
    "no look again": "null",
}


@pytest.mark.parametrize("given", EXTENDED.values(), ids=EXTENDED.keys())
def test_a_protocol_that_extends_another_leaves_it_as_it_is(given: str) -> None:
    own = f'extends: kluiverboom\nid: ours\nsteps:\n  - {{key: "4", gate: {{look_again: {given}}}}}'
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(own, "ours.yaml")
    assert "protocol-problem-extends-changed" in {problem.key for problem in caught.value.problems}


def test_a_protocol_that_extends_another_gives_a_question_of_it_no_way_to_put_it_off() -> None:
    own = "extends: oplossingsgericht\nid: ours\n"
    again = 'steps:\n  - {key: "1", gate: {look_again: {action: look_back, label: Nog een keer}}}'
    action = shipped_protocol("oplossingsgericht").step("1").actions[-1].key
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(own + again.replace("look_back", action), "ours.yaml")
    assert "protocol-problem-extends-changed" in {problem.key for problem in caught.value.problems}


@pytest.mark.parametrize("protocol_id", ["splitting", "noordhoek", "oplossingsgericht"])
def test_where_the_protocol_says_nothing_of_it_there_is_no_such_answer(protocol_id: str) -> None:
    """P000 A000-3, P003 A003-4: not solved means the next step; P002 A002-9 leads back to work of the lead's choice."""
    assert all(step.gate.look_again is None for step in shipped_protocol(protocol_id).steps)
