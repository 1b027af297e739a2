"""The program that takes each element out of each protocol: it finds them all, and says what nobody sees."""

from collections import Counter

import pytest

from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.protocol_check_walk import Walk
from tests import mutation, protocol_outline
from tests.mutation import Mutant, elements_of, main, seen_by, table_of, tree_of, without

MODELS = {
    "step": "Step", "action": "Action", "notice": "Notice", "record": "Record", "timer": "Timer",
    "intervention": "Intervention", "aid": "Aid", "periodic duty": "Periodic", "route": "Route", "track": "Track",
    "consent": "Consent", "policy": "Policy", "helpline": "Helpline", "advice line": "Advice", "answer": "Answer",
    "jump": "Jump", "outcome": "Outcome", "role": "Role", "register": "Register", "setting": "Setting",
}  # fmt: skip
QUESTIONS = ("Question", "GateQuestion", "FactQuestion")


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_every_element_of_a_protocol_is_taken_out_once(protocol_id: str) -> None:
    places = [place for place, _ in elements_of(tree_of(protocol_id))]
    assert len(places) == len(set(places))
    found = Counter(kind for _, kind in elements_of(tree_of(protocol_id)))
    there = Counter(type(part).__name__ for _, part in Walk(shipped_protocol(protocol_id)).every_part)
    assert {kind: found[kind] for kind in MODELS} == {kind: there[model] for kind, model in MODELS.items()}
    assert found["question"] == sum(there[model] for model in QUESTIONS)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_the_outline_of_a_protocol_is_as_it_is_written_down(protocol_id: str) -> None:
    stored = (protocol_outline.FOLDER / f"{protocol_id}.txt").read_text(encoding="utf-8")
    assert protocol_outline.outline_of(shipped_protocol(protocol_id)) == stored


def test_there_is_an_outline_of_every_shipped_protocol_and_of_nothing_else() -> None:
    assert {file.stem for file in protocol_outline.FOLDER.iterdir()} == set(shipped_protocol_ids())


def test_another_wording_does_not_show_in_an_outline() -> None:
    protocol = shipped_protocol("het-sticht")
    steps = tuple(step.model_copy(update={"title": "Iets anders"}) for step in protocol.steps)
    changed = protocol.model_copy(update={"steps": steps, "vocabulary": {}})
    assert protocol_outline.outline_of(changed) == protocol_outline.outline_of(protocol)


def test_a_protocol_as_it_is_shipped_is_seen_by_nothing() -> None:
    assert seen_by("het-sticht", tree_of("het-sticht")) == ()


@pytest.mark.parametrize(
    ("place", "check"),
    [(("roles", "first_contact"), "loading"), (("registers", "pupil_file"), "loading"), (("policies", 0), "outline")],
)
def test_what_is_taken_out_is_seen(place: tuple[str | int, ...], check: str) -> None:
    tree = tree_of("het-sticht")
    assert check in seen_by("het-sticht", without(tree, place))
    assert tree == tree_of("het-sticht")


def test_a_worked_case_sees_what_it_needs() -> None:
    tree = tree_of("het-sticht")
    gone = without(tree, ("helplines", next(iter(tree["helplines"]))))
    assert "replays" not in seen_by("het-sticht", gone)
    assert "replays" in seen_by("het-sticht", gone, play_always=True)


def test_a_mutant_that_nobody_sees_is_listed_and_makes_the_program_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mutation, "shipped_protocol_ids", lambda: ("het-sticht",))
    monkeypatch.setattr(mutation, "elements_of", lambda tree: [(("policies", 0), "policy"), (("steps", 0), "step")])
    assert main() == 0
    assert "0 survivors" in capsys.readouterr().out
    monkeypatch.setattr(mutation, "outline_of", lambda protocol: "the same for all")
    monkeypatch.setattr(mutation, "_stored_outline", lambda protocol_id: "the same for all")
    assert main() == 1
    said = capsys.readouterr().out
    assert "nobody saw that this was gone: policy policies/no_names" in said
    assert "1 survivors" in said


def test_the_table_counts_for_each_kind_who_saw_it() -> None:
    mutants = [
        Mutant("x", "step", "1", ("loading", "outline")),
        Mutant("x", "step", "2", ()),
        Mutant("x", "aid", "a", ()),
    ]
    lines = [line.split() for line in table_of(mutants).splitlines()]
    assert lines[1:] == [
        ["aid", "1", "0", "0", "0", "0", "1"],
        ["step", "2", "1", "0", "1", "0", "1"],
        ["all", "3", "1", "0", "1", "0", "2"],
    ]
