"""What was done with a pupil, in words: all of it, or the last of it with the words that say so."""

from datetime import date, timedelta

import pytest

from bot.flows.pupil_steps import step_lines
from bot.spoken import spoken
from casework.pupil_view import DoneForPupil, PupilView

MONDAY = date(2026, 11, 23)


def told(many: int) -> str:
    done = tuple(DoneForPupil(MONDAY + timedelta(days=day), f"gesprek {day + 1}") for day in range(many))
    return "\n\n".join(spoken(line) for line in step_lines(PupilView(None, None, done=done)))


@pytest.mark.parametrize("many", [1, 6])
def test_up_to_six_things_that_were_done_are_all_there_is(many: int) -> None:
    lines = told(many).splitlines()
    assert lines[0] == "Dit is gedaan:"
    assert len(lines) == 1 + many


@pytest.mark.parametrize("many", [7, 20])
def test_of_more_things_the_last_six_are_shown_and_called_so(many: int) -> None:
    head, *lines = told(many).splitlines()
    assert head == "Dit zijn de laatste zes dingen die zijn gedaan:"
    assert [line.rpartition(": ")[2] for line in lines] == [f"gesprek {one}" for one in range(many - 5, many + 1)]


def test_without_anything_that_was_done_nothing_is_said_of_it() -> None:
    assert told(0) == ""
