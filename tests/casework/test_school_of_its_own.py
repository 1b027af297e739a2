"""A school that no protocol was written for: its own protocol, and one that only tightens it, do what it means."""

from pathlib import Path

import pytest

from bot.protocol_on_disk import protocol_called
from bot.replaying import play, problems_of
from casework.replay_file import load_replay

FOLDER = Path(__file__).with_name("replays") / "campus"
CASES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("name", ["campus.yaml", "campus_noord.yaml"])
def test_its_protocol_is_in_order(name: str) -> None:
    found = protocol_called(name, FOLDER / "protocols")
    assert found is not None
    assert found.loaded().title.startswith("Protocol veilig samen")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_its_cases_come_out_as_the_school_means(path: Path) -> None:
    runs = load_replay(path.read_text(encoding="utf-8"))
    assert [problem for run in runs for problem in problems_of(run, FOLDER)] == []
    assert [(run.title, play(run, FOLDER)["unmet"]) for run in runs] == [(run.title, []) for run in runs]
    assert all(run.expect or any(event.expect for event in run.events) for run in runs)
