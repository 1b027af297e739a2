"""Looking back before its day: nobody is stopped, and who is well before it is asked whether they mean that."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from casework.case_commands import ChooseDate, HandleSignals, OpenStep, Postpone, ReportSignal
from casework.case_view import card
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk, at_step_4
from tests.casework.test_het_sticht import at_step_7 as following

KLUIVERBOOM = shipped_protocol("kluiverboom")


def early(walk: Walk) -> Mapping[str, date]:
    return card(walk.case, walk.calendar, walk.today, walk.terms).early_looks


@pytest.mark.parametrize(
    ("day", "asked"),
    [(date(2025, 11, 3), True), (date(2025, 11, 9), True), (date(2025, 11, 10), False), (date(2025, 11, 17), False)],
)
def test_in_the_first_half_of_two_weeks_looking_back_is_early(day: date, asked: bool) -> None:
    """P001 T-13: the agreements were made on the third, the day is the seventeenth."""
    assert early(at_step_4(KLUIVERBOOM).on(day)) == ({"evaluate": date(2025, 11, 17)} if asked else {})


def test_it_is_accepted_all_the_same() -> None:
    assert at_step_4(KLUIVERBOOM).concludes("evaluate", "not_stopped").case.last_event_at is not None


@pytest.mark.parametrize(
    ("weeks", "days", "asked"),
    [(4, 0, True), (4, 13, True), (4, 14, False), (1, 3, True), (1, 4, False), (1, 6, False)],
)
def test_a_day_that_was_chosen_is_the_same_and_shortly_before_it_nothing_is_early(
    weeks: int, days: int, asked: bool
) -> None:
    walk = at_step_4(KLUIVERBOOM).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    walk.does(ChooseDate("second_evaluation", weeks=weeks)).on(walk.today + timedelta(days=days))
    assert ("evaluate_again" in early(walk)) is asked


def test_until_a_day_was_chosen_nothing_is_early() -> None:
    walk = at_step_4(KLUIVERBOOM).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    assert early(walk) == {}
    assert early(walk.does(ChooseDate("second_evaluation", on=date(2025, 11, 19)))) == {}


def test_when_it_goes_wrong_again_nothing_is_early_until_that_is_dealt_with() -> None:
    walk = at_step_4(KLUIVERBOOM).does(ReportSignal())
    assert early(walk) == {}
    assert early(walk.does(HandleSignals()))


def test_what_was_put_off_is_early_by_its_new_day() -> None:
    walk = at_step_4(KLUIVERBOOM).on(date(2025, 11, 11))
    assert early(walk) == {}
    walk.does(Postpone("do:evaluate:evaluation", date(2025, 12, 8), "note"))
    assert early(walk) == {"evaluate": date(2025, 12, 8)}


def test_what_comes_back_can_be_done_once_more_at_any_time() -> None:
    """A004-6: the lead chooses how often."""
    walk = following(shipped_protocol("het-sticht")).does(ChooseDate("follow", every=14))
    assert walk.due("do:follow:follow") == date(2025, 11, 17)
    assert early(walk) == {}


def test_what_a_step_that_was_left_does_not_ask_any_more_is_not_early() -> None:
    assert early(at_step_4(KLUIVERBOOM).does(OpenStep("5", "note"))) == {}
