"""P001 T-12: the day on which they look back is agreed on in the talk; it is then the day of the look back (T-13)."""

from datetime import date

import pytest

from casework.case_commands import ChooseDate, MarkDone, OpenStep
from casework.case_events import StepOpened
from casework.case_offers import actions_now
from casework.protocol import Protocol, load_protocol, shipped_protocol
from casework.protocol_file import shipped_protocol_text
from casework.wording import refusal
from tests.casework.cases import Walk, WithFreeDays, at_step_4, at_step_5

LOOK_BACK = "do:evaluate:evaluation"


@pytest.fixture
def kluiverboom() -> Protocol:
    return shipped_protocol("kluiverboom")


def most_days(walk: Walk) -> int | None:
    offer = next(one for one in actions_now(walk.case, walk.terms) if one.key == "evaluate")
    return next(one.max_days for one in offer.dates if one.timer == "evaluation")


def test_the_agreed_day_is_the_day_of_the_look_back_with_its_reminders(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom)
    assert walk.due(LOOK_BACK) == date(2025, 11, 17)
    walk.done("fix_evaluation").does(ChooseDate("evaluation", on=date(2025, 11, 12)))
    duty = walk.duties()[LOOK_BACK]
    assert duty.remind_on == (date(2025, 11, 11), date(2025, 11, 12))
    assert (duty.origin, duty.rules) == ("protocol", ("T-13", "AX-19"))
    walk.does(ChooseDate("evaluation", on=date(2025, 11, 14)))
    assert walk.due(LOOK_BACK) == date(2025, 11, 14)
    walk.on(date(2025, 11, 14)).concludes("evaluate", "going_well")
    assert LOOK_BACK not in walk.duties()


def test_without_an_agreed_day_the_two_weeks_stay(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).done("fix_evaluation")
    assert walk.due(LOOK_BACK) == date(2025, 11, 17)
    assert not [key for key in walk.duties() if key.startswith("choose")]


def test_it_is_never_later_than_the_protocol_gives_it(kluiverboom: Protocol) -> None:
    """T-13; to look back later takes a reason, as with everything that is put off."""
    walk = at_step_4(kluiverboom)
    assert most_days(walk) == 14
    answer = walk.refused(ChooseDate("evaluation", on=date(2025, 11, 18)))
    assert answer == refusal("refusal-over-maximum", weeks=2, date=date(2025, 11, 17))
    assert walk.refused(ChooseDate("evaluation", on=date(2025, 11, 2))).key == "refusal-date-past"
    walk.does(ChooseDate("evaluation", on=date(2025, 11, 17)))


def test_where_a_holiday_moves_that_day_the_agreed_one_may_move_as_far(kluiverboom: Protocol) -> None:
    """AX-19."""
    walk = at_step_4(kluiverboom, WithFreeDays((date(2025, 11, 17), date(2025, 11, 18))))
    assert walk.due(LOOK_BACK) == date(2025, 11, 19)
    assert most_days(walk) == 14, "two weeks is what the protocol says, whatever day that turns out to be"
    answer = walk.refused(ChooseDate("evaluation", on=date(2025, 11, 20)))
    assert answer == refusal("refusal-after-own-day", date=date(2025, 11, 19))
    assert walk.does(ChooseDate("evaluation", on=date(2025, 11, 18))).due(LOOK_BACK) == date(2025, 11, 19)


def test_who_has_no_part_in_it_agrees_on_no_day(kluiverboom: Protocol) -> None:
    answer = at_step_4(kluiverboom).asks(ChooseDate("evaluation", on=date(2025, 11, 12)), roles=frozenset({"head"}))
    assert answer is not None
    assert answer.key == "refusal-not-your-role"


def test_after_the_look_back_there_is_no_day_to_agree_on(kluiverboom: Protocol) -> None:
    assert at_step_5(kluiverboom).refused(ChooseDate("evaluation", on=date(2025, 11, 21)))
    walk = at_step_4(kluiverboom).on(date(2025, 11, 10)).concludes("evaluate", "going_well")
    assert walk.refused(ChooseDate("evaluation", on=date(2025, 11, 12))).key == "refusal-not-now"


def test_a_step_that_begins_anew_forgets_the_day_that_was_agreed_before(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).does(ChooseDate("evaluation", on=date(2025, 11, 12)), OpenStep("5", reason="note"))
    assert "evaluation" in walk.case.chosen
    walk.events.append(StepOpened(at=walk.now, by="mentor", step="4", reason="note"))
    assert "evaluation" not in walk.case.chosen


def test_without_the_key_the_protocol_keeps_to_its_own_day() -> None:
    content = shipped_protocol_text("kluiverboom").replace("        agrees_day_of: evaluation\n", "")
    walk = at_step_4(load_protocol(content, "without.yaml"))
    answer = walk.refused(ChooseDate("evaluation", on=date(2025, 11, 12)))
    assert answer.key == "refusal-no-date-to-choose"


def test_agreeing_on_it_can_wait_until_it_was_done(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).does(ChooseDate("evaluation", on=date(2025, 11, 12)))
    assert "do:fix_evaluation:fix_evaluation" in walk.duties()
    walk.does(MarkDone("fix_evaluation", walk.today))
    assert "do:fix_evaluation:fix_evaluation" not in walk.duties()
