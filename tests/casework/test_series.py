"""Series of talks: when the first is due, how they come back, who makes them rarer and what ends them."""

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
    Postpone,
    RecordConsent,
    SwitchTaper,
)
from casework.case_offers import ActionOffer, actions_now
from casework.case_view import card
from casework.protocol import load_protocol
from tests.casework.cases import Walk
from tests.casework.means import MEANS_FILE, at_step

MONDAY = date(2025, 11, 3)
TALKS = "do:good_moments:good_moments"
FOLLOWING = "do:keep_following:keep_following"


def offer_of(walk: Walk, key: str) -> ActionOffer:
    return next(offer for offer in card(walk.case, walk.calendar, walk.today, walk.terms).offers if offer.key == key)


def test_weekly_talk_goes_to_fortnightly_by_hand_and_ends_with_the_case() -> None:
    """P000 C06, A000-4."""
    walk = at_step("3")
    assert walk.due(TALKS) == date(2025, 11, 10)
    for day, following in ((10, 17), (17, 24)):
        walk.on(date(2025, 11, day)).done("good_moments")
        assert walk.due(TALKS) == date(2025, 11, following)
    walk.on(date(2025, 11, 24)).done("good_moments").does(SwitchTaper("good_moments"))
    assert walk.due(TALKS) == date(2025, 12, 8)
    assert offer_of(walk, "good_moments").tapers[0].switched
    walk.on(date(2025, 12, 8)).done("good_moments")
    assert walk.due(TALKS) == date(2025, 12, 22)
    walk.on(date(2025, 12, 9)).does(CloseWith("double", reason="note", other_case="7"))
    assert walk.duties() == {}


def test_series_goes_rarer_once_only_and_only_where_the_protocol_says_so() -> None:
    walk = at_step("3")
    assert walk.refused(SwitchTaper("tell_parents")).key == "refusal-no-taper"
    assert walk.refused(SwitchTaper("good_moments"), frozenset({"head"})).key == "refusal-not-your-role"
    assert walk.asks(SwitchTaper("good_moments"), frozenset({"year_coordinator"})) is None
    assert walk.refused(SwitchTaper("good_moments")).key == "refusal-no-taper"


def test_a_wrong_tap_is_taken_back_and_the_next_day_counts_from_the_last_talk() -> None:
    """P000 A000-4."""
    walk = at_step("3").on(date(2025, 11, 10)).done("good_moments").does(SwitchTaper("good_moments"))
    assert walk.due(TALKS) == date(2025, 11, 24)
    walk.on(date(2025, 11, 12)).does(SwitchTaper("good_moments", back=True))
    assert walk.due(TALKS) == date(2025, 11, 17)
    assert not offer_of(walk, "good_moments").tapers[0].switched
    walk.on(date(2025, 11, 17)).done("good_moments")
    assert walk.due(TALKS) == date(2025, 11, 24)
    walk.does(SwitchTaper("good_moments"))
    assert walk.due(TALKS) == date(2025, 12, 1)


def test_taking_it_back_is_for_who_has_the_talks_and_only_where_there_is_something_to_take_back() -> None:
    walk = at_step("3")
    assert walk.refused(SwitchTaper("good_moments", back=True)).key == "refusal-no-taper-back"
    walk.does(SwitchTaper("good_moments"))
    refused = walk.refused(SwitchTaper("good_moments", back=True), frozenset({"head"}))
    assert refused.key == "refusal-not-your-role"
    assert walk.asks(SwitchTaper("good_moments", back=True), frozenset({"year_coordinator"})) is None
    assert walk.refused(SwitchTaper("good_moments", back=True)).key == "refusal-no-taper-back"


def test_a_series_that_was_made_rarer_in_an_earlier_step_goes_back_in_the_later_one() -> None:
    """P000 T-05: step 4 goes on with the talks of step 3."""
    walk = at_step("3").on(date(2025, 11, 10)).done("good_moments").does(SwitchTaper("good_moments"))
    walk.on(date(2025, 11, 12)).done("three_talk").does(AnswerGate(passed=False, reason="note"))
    (later,) = [offer for offer in actions_now(walk.case) if offer.tapers]
    assert later.tapers[0].switched
    walk.does(SwitchTaper(later.tapers[0].timer, back=True))
    assert walk.case.tapered == frozenset()
    assert walk.due(f"do:{later.key}:{later.tapers[0].timer}") == date(2025, 11, 17)


def test_what_was_put_off_while_it_was_rarer_is_not_put_off_any_more() -> None:
    walk = at_step("3").on(date(2025, 11, 10)).done("good_moments").does(SwitchTaper("good_moments"))
    walk.does(Postpone(TALKS, date(2025, 11, 26), "note"))
    walk.does(SwitchTaper("good_moments", back=True))
    assert walk.due(TALKS) == date(2025, 11, 17)


def test_later_step_goes_on_with_the_same_series() -> None:
    """P000 T-05: step 4 does not start the talks again."""
    walk = at_step("3").on(date(2025, 11, 10)).done("good_moments").does(SwitchTaper("good_moments"))
    walk.on(date(2025, 11, 12)).done("three_talk").does(AnswerGate(passed=False, reason="note"))
    assert walk.case.step_key == "4"
    assert TALKS not in walk.duties()
    assert "good_moments" not in walk.offers()
    assert walk.due("do:good_moments_4:good_moments_4") == date(2025, 11, 24)
    walk.on(date(2025, 11, 24)).done("good_moments_4")
    assert walk.due("do:good_moments_4:good_moments_4") == date(2025, 12, 8)


def test_series_that_had_not_begun_counts_from_where_it_should_have_begun() -> None:
    walk = at_step("3").on(date(2025, 11, 5)).done("three_talk").does(AnswerGate(passed=False, reason="note"))
    assert walk.due("do:good_moments_4:good_moments_4") == date(2025, 11, 10)


def test_each_pupil_counts_on_their_own_in_a_series() -> None:
    walk = at_step("3").on(date(2025, 11, 10)).done("good_moments").on(date(2025, 11, 17))
    walk.does(MarkDone("good_moments", walk.today, participants=("B",)))
    assert walk.due(TALKS) == date(2025, 11, 17)
    walk.on(date(2025, 11, 18)).does(MarkDone("good_moments", walk.today, participants=("B2",)))
    assert walk.due(TALKS) == date(2025, 11, 24)


def test_pupil_who_is_added_later_is_due_in_the_series_too() -> None:
    walk = at_step("3").on(date(2025, 11, 10)).done("good_moments")
    walk.does(MarkDone("good_moments", walk.today, participants=("B",)), AddPupil("C", "follower"))
    assert TALKS in walk.duties()


def test_person_picks_how_often_the_pupils_are_followed_until_it_has_stopped() -> None:
    """P004 C38, T-34: weekly from the talk of T0; without a choice nothing reminds."""
    walk = at_step("3").done("three_talk")
    assert not any(duty.action == "keep_following" for duty in walk.duties().values())
    ask = offer_of(walk, "keep_following").dates[0]
    assert (ask.suggest_days, ask.may_repeat, ask.every) == (7, True, None)
    walk.does(ChooseDate("keep_following", every=7))
    assert walk.due(FOLLOWING) == date(2025, 11, 10)
    walk.on(date(2025, 11, 10)).done("keep_following")
    assert walk.due(FOLLOWING) == date(2025, 11, 17)
    walk.does(ChooseDate("keep_following", every=14))
    assert walk.due(FOLLOWING) == date(2025, 11, 24)
    walk.does(ChooseDate("keep_following", on=date(2025, 11, 20), every=7))
    assert walk.due(FOLLOWING) == date(2025, 11, 20)
    walk.does(EstablishFact("stopped", value=True))
    assert FOLLOWING not in walk.duties()
    walk.does(EstablishFact("stopped", value=False))
    assert FOLLOWING in walk.duties()


def test_date_without_a_span_reminds_once() -> None:
    walk = at_step("3").done("three_talk").does(ChooseDate("keep_following", weeks=2))
    assert walk.due(FOLLOWING) == date(2025, 11, 17)
    walk.on(date(2025, 11, 17)).done("keep_following")
    assert FOLLOWING not in walk.duties()


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (ChooseDate("keep_following", every=0), "refusal-no-repeat-to-choose"),
        (ChooseDate("keep_following", every=10**9), "refusal-no-repeat-to-choose"),
        (ChooseDate("keep_following", weeks=99), "refusal-over-maximum"),
        (ChooseDate("keep_following", weeks=-(10**9)), "refusal-date-past"),
        (ChooseDate("good_moments", every=7), "refusal-no-date-to-choose"),
        (ChooseDate("keep_following"), "refusal-date-missing"),
    ],
)
def test_span_that_makes_no_sense_is_refused(command: ChooseDate, key: str) -> None:
    assert at_step("3").done("three_talk").refused(command).key == key


def test_term_that_is_the_schools_own_can_be_another_at_a_school() -> None:
    walk = at_step("4")
    assert walk.due("do:announce:announce") == date(2025, 11, 6)
    walk.terms = {"announce": 10, "good_moments_4": 1, "tell_parents": 9}
    assert walk.due("do:announce:announce") == date(2025, 11, 13)
    assert walk.due("do:good_moments_4:good_moments_4") == date(2025, 11, 10)
    assert walk.due("do:tell_parents:tell_parents") == MONDAY


def test_postponed_talk_of_a_series_comes_back_from_the_day_it_was_held() -> None:
    walk = at_step("3").does(Postpone(TALKS, date(2025, 11, 12), reason="note"))
    assert walk.due(TALKS) == date(2025, 11, 12)
    walk.on(date(2025, 11, 12)).done("good_moments")
    assert walk.due(TALKS) == date(2025, 11, 19)


def test_wish_is_asked_and_shown_and_blocks_nothing() -> None:
    """AX-3."""
    walk = at_step("3").does(RecordConsent("three_talk", given=False, words="words"))
    offer = offer_of(walk, "three_talk")
    assert offer.allowed
    assert offer.wish is not None
    assert offer.wish.answer == "refused"
    assert not any(duty.kind.startswith("consent") for duty in walk.duties().values())
    walk.does(MarkDone("three_talk", walk.today, participants=("B",)))


ASK_IT = "      - {key: ask_it, label: Vraag of samen praten mag, kind: talk, with: victim, asks: [three_talk]}\n"
AFTER_IT = """\
      - key: after_it
        label: Kom erop terug
        kind: talk
        with: victim
        timers: [{id: after_it, anchor: [ask_it], after: P7D, remind: {role: first_contact}, setting: school}]
"""
NEEDS_IT = "      - {key: needs_it, label: Vertel hoe het gaat, kind: talk, with: victim, needs: [ask_it]}\n"


def asked_first(anchored: str) -> Walk:
    """A case in which a talk asks for the agreement to the three-talk, and `anchored` counts from that talk."""
    text = MEANS_FILE.read_text(encoding="utf-8")
    before = "      - key: three_talk\n"
    assert text.count(before) == 1
    text = text.replace(before, f"{ASK_IT}{anchored}{before}")
    walk = Walk(load_protocol(text, "means"), start="3", facts={"recurrence": True})
    return walk.does(Acknowledge(), AddPupil("B", "bully"))


def test_what_counts_from_a_talk_that_only_asks_counts_from_the_last_answer() -> None:
    walk = asked_first(AFTER_IT).on(date(2025, 11, 19)).does(RecordConsent("three_talk", given=True))
    assert walk.due("do:after_it:after_it") == date(2025, 11, 26)


def test_what_waits_for_a_talk_that_only_asks_has_its_time_from_the_last_answer() -> None:
    walk = asked_first(NEEDS_IT).on(date(2025, 11, 19)).does(RecordConsent("three_talk", given=False))
    (due,) = (duty.due_on for duty in walk.duties().values() if duty.action == "needs_it")
    assert due > date(2025, 11, 19)


def ending(bound: str) -> Walk:
    text = MEANS_FILE.read_text(encoding="utf-8")
    weekly = "            repeat: P7D\n            taper: {to: P14D, switch: manual}\n"
    assert text.count(weekly) == 2
    protocol = load_protocol(text.replace(weekly, f"{weekly}{bound}", 1), "means")
    walk = Walk(protocol, start="3", facts={"recurrence": True})
    return walk.does(Acknowledge(), AddPupil("B", "bully"))


@pytest.mark.parametrize("last", [date(2025, 11, 24), date(2025, 11, 27)])
def test_a_series_that_was_held_on_its_last_day_is_not_asked_for_again(last: date) -> None:
    walk = ending("            max: P3W\n            hard_max: true\n")
    walk.on(date(2025, 11, 10)).done("good_moments").on(date(2025, 11, 19)).done("good_moments")
    assert walk.due(TALKS) == date(2025, 11, 24), "the last time is on the last day that it may be"
    walk.on(last).done("good_moments")
    assert not [key for key in walk.duties() if "good_moments" in key]


def test_a_series_without_a_last_day_goes_on() -> None:
    walk = ending("").on(date(2025, 11, 27)).done("good_moments")
    assert walk.due(TALKS) == date(2025, 12, 4)
