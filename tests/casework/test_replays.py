"""The forty worked cases: each is a case file with what must come of it, played by the rules of the program."""

from pathlib import Path

import pytest

from bot.replaying import play, problems_of
from casework.replay_file import load_replay

FOLDER = Path(__file__).with_name("replays")
CASES = sorted(FOLDER.glob("C*.yaml"))
FORTY = [f"C{number:02}" for number in range(1, 41)]


def test_every_worked_case_has_its_file() -> None:
    assert [path.stem for path in CASES] == FORTY


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_worked_case_comes_out_as_written(path: Path) -> None:
    runs = load_replay(path.read_text(encoding="utf-8"))
    assert [problem for run in runs for problem in problems_of(run, FOLDER)] == []
    assert [(run.title, play(run, FOLDER)["unmet"]) for run in runs] == [(run.title, []) for run in runs]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_worked_case_expects_something_of_every_run(path: Path) -> None:
    for run in load_replay(path.read_text(encoding="utf-8")):
        assert run.expect or any(event.expect for event in run.events), run.title
