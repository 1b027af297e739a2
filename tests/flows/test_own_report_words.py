"""How a report stands is told to one of the staff as to a pupil."""

from bot.flows.own_report_words import standing_lines
from bot.report_standing import Standing
from bot.spoken import spoken
from casework.report import ReportStatus
from tests.casework.schools import example_school


def lines(standing: Standing) -> list[str]:
    return [spoken(line) for line in standing_lines(7, standing, example_school())]


def test_a_step_that_nobody_took_up_is_said_to_be_with_whose_it_is() -> None:
    waiting = Standing(ReportStatus.TAKEN_UP, None, waits_for=("karin_visser", "marieke_smit"))
    assert lines(waiting) == ["Melding 7: ligt nu bij mevrouw Visser, mevrouw Smit, om op te pakken."]


def test_whom_the_school_does_not_know_any_more_has_no_name() -> None:
    assert "gone" not in lines(Standing(ReportStatus.TAKEN_UP, "gone", also_read=("gone", "karin_visser")))[0]
    assert "mevrouw Visser" in lines(Standing(ReportStatus.TAKEN_UP, "gone", also_read=("gone", "karin_visser")))[1]
