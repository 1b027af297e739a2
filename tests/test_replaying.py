"""`meldmaatje protocol replay`: what is printed where, the exit code, and that a case file speaks of its protocol."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import carry_out
from casework.protocol import shipped_protocol_text
from casework.replay_grammar import command_kinds

CASE = """protocol: kluiverboom
people:
  mentor: {roles: [first_contact], classes: [1A]}
  coordinator: {roles: [year_coordinator]}
pupils: {V: {class: 1A}}
events:
  - {at: 2025-11-03 10:00, by: V, report: {about: V}}
  - {by: mentor, mark_done: talk_victim}
"""
DOCS = Path(__file__).parents[1] / "docs" / "naspelen.md"


@pytest.fixture(autouse=True)
def _an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def replayed(text: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    Path("zaak.yaml").write_text(text, encoding="utf-8")
    code = carry_out(["protocol", "replay", "zaak.yaml"])
    said = capsys.readouterr()
    return code, said.out, said.err


def answer(text: str, capsys: pytest.CaptureFixture[str], code: int = 0) -> dict[str, Any]:
    given, output, errors = replayed(text, capsys)
    assert (given, errors) == (code, "")
    run: dict[str, Any] = json.loads(output)["runs"][0]
    return run


def test_a_refusal_in_the_case_is_an_answer_with_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    expected = CASE.replace("talk_victim}", "talk_victim, expect: {accepted: false}}")
    report, talk = answer(expected, capsys)["events"]
    assert [one["person"] for one in report["receives"]] == ["mentor"]
    assert talk["refused"]["text_key"] == "refusal-unknown-action"
    assert talk["refused"]["sentence"].endswith(".")


def test_a_refusal_that_the_file_does_not_expect_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    run = answer(CASE, capsys, code=1)
    assert [(one["line"], one["place"]) for one in run["unmet"]] == [(8, "events[2].accepted")]


def test_what_does_not_come_out_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    case = CASE.replace("mark_done: talk_victim", "mark_done: intake, expect: {state: {step: 2}}")
    wrong = answer(case, capsys, code=1)["unmet"]
    assert [(one["line"], one["place"], one["expected"], one["found"]) for one in wrong] == [
        (8, "events[2].state.step", 2, "1")
    ]


def test_the_state_is_shown_where_it_is_asked_for_and_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    run = answer(CASE.replace("mark_done: talk_victim", "mark_done: intake, show: true"), capsys)
    assert ["state" in event for event in run["events"]] == [False, True]
    assert run["end"] == run["events"][-1]["state"]


def test_mistakes_in_the_file_are_all_said_with_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    broken = CASE.replace("mark_done: talk_victim", "maak_af: intake").replace("by: V", "by: V, at: 2025")
    code, output, errors = replayed(CASE + "  - {by: niemand, acknowledge: }\n  - {at: ooit}\n", capsys)
    assert (code, output) == (2, "")
    assert [line.partition(":")[0] for line in errors.splitlines()] == ["Regel 9", "Regel 10"]
    assert replayed(broken, capsys)[0] == 2


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("report: {about: V}", "report: {about: V, facts: {weather: true}}", 7),
        ("roles: [year_coordinator]", "roles: [wizard]", 1),
        ("protocol: kluiverboom", "protocol: kluiverboom\nsettings: {colour: red}", 1),
        ("protocol: kluiverboom", "protocol: kluiverboom\nperiodic: {party: 2025-01-01}", 1),
        ("mark_done: talk_victim", 'begin: {step: "99"}', 8),
        ("mark_done: talk_victim", 'begin: {step: "1", done: {dance: 2025-11-03}}', 8),
    ],
)
def test_what_the_protocol_does_not_have_is_a_mistake_in_the_file(
    before: str, after: str, line: int, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, errors = replayed(CASE.replace(before, after), capsys)
    assert code == 2
    assert errors.startswith(f"Regel {line}: ")


def test_a_protocol_beside_the_case_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    Path("ours.yaml").write_text(shipped_protocol_text("kluiverboom"), encoding="utf-8")
    case = CASE.replace("kluiverboom", "ours.yaml").replace("talk_victim", "intake")
    assert answer(case, capsys)["end"]["step"] == "1"


def test_a_protocol_that_is_not_in_order_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    Path("ours.yaml").write_text('extends: kluiverboom\nid: ours\nsteps: [{key: "5", drop: true}]\n', encoding="utf-8")
    refused = answer(CASE.replace("kluiverboom", "ours.yaml"), capsys, code=1)["protocol_refused"]
    assert refused[0]["sentence"].startswith("Regel 3: ")


@pytest.mark.parametrize("name", ["nergens.yaml", "nergens"])
def test_a_protocol_that_is_not_there_is_said(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, errors = replayed(CASE.replace("kluiverboom", name), capsys)
    assert code == 2
    assert errors.startswith(f"Het protocol {name} is er niet.")


def test_a_file_that_cannot_be_read_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert carry_out(["protocol", "replay", "weg.yaml"]) == 2
    assert capsys.readouterr().err.startswith("Het bestand weg.yaml is niet te lezen.")
    Path("oud.yaml").write_bytes(b"title: caf\xe9\n")
    assert carry_out(["protocol", "replay", "oud.yaml"]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_the_explanation_names_all_that_can_happen() -> None:
    explained = DOCS.read_text(encoding="utf-8")
    assert [name for name in ("report", "begin", "draft", *command_kinds()) if f"`{name}`" not in explained] == []


def test_the_example_in_the_explanation_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    example = DOCS.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    assert answer(example, capsys)["unmet"] == []


@pytest.mark.parametrize("command", ["protocol", "protocol replay"])
def test_the_commands_on_a_protocol_explain_themselves(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert carry_out([*command.split(), "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Gebruik: meldmaatje {command} ")


def test_without_a_command_on_a_protocol_they_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert carry_out(["protocol"]) == 2
    assert "\n  replay " in capsys.readouterr().out
