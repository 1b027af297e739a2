"""`meldmaatje protocol replay`: what is printed where, the exit code, and that a case file speaks of its protocol."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bot.cli import carry_out
from casework.protocol import shipped_protocol_text
from casework.replay_grammar import (
    Begun,
    Draft,
    FreeDays,
    PlayedPerson,
    PlayedPupil,
    Told,
    WholeFile,
    command_kinds,
)
from casework.terms import DEFAULT_SCHOOL_TERMS

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


def test_what_a_whole_run_expects_and_does_not_come_is_said_with_its_own_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    expected = """expect:
  end:
    step: "9"
    pupils: {exactly: [B]}
  reminders:
    - {action: talk_victim}
    - {action: nothing_like_it}
"""
    case = CASE.replace("mark_done: talk_victim", "acknowledge: ")
    wrong = answer(case + expected, capsys, code=1)["unmet"]
    assert [(one["line"], one["place"]) for one in wrong] == [
        (11, "end.step"), (12, "end.pupils"), (14, "reminders"), (15, "reminders")
    ]  # fmt: skip


def test_the_state_is_shown_where_it_is_asked_for_and_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    run = answer(CASE.replace("mark_done: talk_victim", "mark_done: intake, show: true"), capsys)
    assert ["state" in event for event in run["events"]] == [False, True]
    assert run["end"] == run["events"][-1]["state"]


def test_mistakes_in_the_file_are_all_said_with_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    broken = CASE.replace("mark_done: talk_victim", "maak_af: intake").replace("by: V", "by: V, at: 2025")
    code, output, errors = replayed(CASE + "  - {by: niemand, acknowledge: }\n  - {at: ooit}\n", capsys)
    assert (code, output) == (2, "")
    assert [line.split(": ")[:2] for line in errors.splitlines()] == [
        ["zaak.yaml", "Regel 9"],
        ["zaak.yaml", "Regel 10"],
    ]
    assert replayed(broken, capsys)[0] == 2


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("report: {about: V}", "report: {about: V, facts: {weather: true}}", 7),
        ("roles: [year_coordinator]", "roles: [wizard]", 4),
        ("protocol: kluiverboom", "protocol: kluiverboom\nsettings: {colour: red}", 2),
        ("protocol: kluiverboom", "protocol: kluiverboom\nsettings: {\n  record_days: drie}", 3),
        ("protocol: kluiverboom", "protocol: kluiverboom\nperiodic: {party: 2025-01-01}", 2),
        ("report: {about: V}", 'begin: {step: "99"}', 7),
        ("report: {about: V}", "report: {about: V, facts: {online: misschien}}", 7),
        ("report: {about: V}", "report: {about: V, facts: {offender_class: alien}}", 7),
        ("report: {about: V}", 'begin: {step: "1", facts: {severity: huge}}', 7),
        ("report: {about: V}", "report: {about: V, facts: {done.intake: true}}", 7),
        ("report: {about: V}", "report: {about: V, facts: {consent.talk_bullies: given}}", 7),
        ("report: {about: V}", "report: {about: V, facts: {answer.evaluate: going_well}}", 7),
        ("report: {about: V}", "report: {about: V, facts: {victim_known: true}}", 7),
        ("report: {about: V}", "report: {about: V, facts: {track: about_staff}}", 7),
        ("mark_done: talk_victim", "report_signal: {facts: {online: 5}}", 8),
        ("protocol: kluiverboom", "protocol: kluiverboom\nsettings: {step_days: -3}", 2),
        ("protocol: kluiverboom", "protocol: kluiverboom\nsettings: {step_days: 99999999}", 2),
        ("report: {about: V}", 'begin: {step: "1", done: {dance: 2025-11-03}}', 7),
        ("report: {about: V}", 'begin: {step: "1", track: nowhere}', 7),
        ("mark_done: talk_victim", "mark_done: talk_victm", 8),
        ("mark_done: talk_victim", "mark_done: {action: talk_victim, participants: [W]}", 8),
        ("mark_done: talk_victim", "record_consent: {action: talk_victm, given: true}", 8),
        ("mark_done: talk_victim", "record_outcome: {action: evaluate, answer: perhaps}", 8),
        ("mark_done: talk_victim", "choose_date: {timer: someday, weeks: 1}", 8),
        ("mark_done: talk_victim", 'open_step: {to: "99", reason: kan}', 8),
        ("mark_done: talk_victim", 'enter_records: "99"', 8),
        ("mark_done: talk_victim", "start_intervention: {intervention: party}", 8),
        ("mark_done: talk_victim", "close_with: {outcome: party}", 8),
        ("mark_done: talk_victim", "answer_gate: {answers: {weather: true}}", 8),
        ("mark_done: talk_victim", "hand_over: nobody", 8),
        ("mark_done: talk_victim", "hand_over: V", 8),
        ("mark_done: talk_victim", "identify_victim: {pupil: W, is_reporter: false}", 8),
    ],
)
def test_what_the_protocol_does_not_have_is_a_mistake_in_the_file(
    before: str, after: str, line: int, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, errors = replayed(CASE.replace(before, after), capsys)
    assert code == 2
    assert errors.startswith(f"zaak.yaml: Regel {line}: ")


def test_what_is_wrong_in_the_shared_beginning_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    runs = "runs:\n  - {title: a}\n  - {title: b}\n"
    _, _, errors = replayed(CASE.replace("talk_victim", "talk_victm") + runs, capsys)
    assert len(errors.splitlines()) == 1


def test_whoever_has_the_task_of_deciding_on_home_may_do_so(capsys: pytest.CaptureFixture[str]) -> None:
    case = CASE.replace("{roles: [year_coordinator]}", "{roles: [head]}").replace(
        "report: {about: V}", "report: {about: V, facts: {home_unsafe: true}}, show: true"
    )
    refused = "by: mentor, decide_on_home: {may_contact: true, reason: besproken}, expect: {accepted: false}"
    *_, by_mentor = answer(case.replace("by: mentor, mark_done: talk_victim", refused), capsys)["events"]
    assert by_mentor["refused"]["sentence"].endswith("Dat beslist: coordinator.")
    decided = "by: coordinator, decide_on_home: {may_contact: true, reason: besproken}"
    told, decision = answer(case.replace("by: mentor, mark_done: talk_victim", decided), capsys)["events"]
    asked = [due["who"]["people"] for due in told["state"]["dues"] if due["kind"] == "home"]
    assert asked == [["coordinator"]]
    assert decision["accepted"]


def test_a_case_that_is_kept_apart_stays_with_who_received_it(capsys: pytest.CaptureFixture[str]) -> None:
    case = CASE.replace("  coordinator: {roles: [year_coordinator]}", (
        "  head: {roles: [head], deputy: stand_in}\n  board: {roles: [board]}\n  stand_in: {roles: [year_coordinator]}"
    )).replace("report: {about: V}", "report: {about: V, subjects: [head]}, show: true")  # fmt: skip
    case += "  - {by: stand_in, acknowledge: , expect: {accepted: false}}\n"
    case += "  - {by: board, mark_done: hear_reporter, show: true}\n"
    refused = case.replace("talk_victim}", "hear_reporter, expect: {accepted: false}}")
    told, by_mentor, by_deputy, by_board = answer(refused, capsys)["events"]
    assert told["house_rule"] == "about_management"
    assert [one["person"] for one in told["receives"]] == told["state"]["lead"]["people"] == ["board"]
    assert {person for due in told["state"]["dues"] for person in due["who"]["people"]} == {"board"}
    assert {one["refused"]["text_key"] for one in (by_mentor, by_deputy)} == {"refusal-not-your-case"}
    assert by_board["accepted"]


def test_a_report_about_the_first_contact_is_led_by_the_head_and_not_by_a_deputy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = CASE.replace("classes: [1A]}", "classes: [1A], deputy: other}\n  other: {roles: [first_contact]}")
    case = case.replace("  other:", "  head: {roles: [head]}\n  other:")
    case = case.replace("report: {about: V}", "report: {about: V, subjects: [mentor]}, show: true")
    told = answer(case.replace("by: mentor, mark_done: talk_victim", "by: coordinator, acknowledge: "), capsys)[
        "events"
    ]
    assert [one["person"] for one in told[0]["receives"]] == ["coordinator"]
    assert told[0]["state"]["lead"]["people"] == ["head"]


def test_who_takes_a_report_up_leads_it(capsys: pytest.CaptureFixture[str]) -> None:
    case = CASE.replace("classes: [1A]}", "classes: [1A], deputy: other}\n  other: {roles: [first_contact]}")
    taken = case.replace("by: mentor, mark_done: talk_victim", "by: other, acknowledge: , show: true")
    assert answer(taken, capsys)["events"][1]["state"]["lead"]["people"] == ["other"]


def test_what_the_protocol_wants_a_reason_for_is_refused_without_one(capsys: pytest.CaptureFixture[str]) -> None:
    case = CASE.replace("mark_done: talk_victim", "skip: intake, expect: {accepted: false}")
    assert answer(case, capsys)["events"][1]["refused"]["text_key"] == "refusal-reason-missing"


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


EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.splitlines()[0])
def test_every_example_in_the_explanation_comes_out(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(example, capsys)["unmet"] == []


def test_every_block_in_the_explanation_is_such_an_example() -> None:
    explained = DOCS.read_text(encoding="utf-8")
    assert explained.count("```") == 2 * len(EXAMPLES) == 6


def test_the_explanation_names_every_key_of_a_case_file() -> None:
    explained = re.sub(r"^```.*?^```$", "", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", explained))))
    parts = (WholeFile, PlayedPerson, PlayedPupil, FreeDays, Told, Begun, Draft)
    keys = {one.alias or name for part in parts for name, one in part.model_fields.items()}
    keys |= {one.name for kind in command_kinds().values() for one in fields(kind)} - {"report"}
    assert keys | set(DEFAULT_SCHOOL_TERMS) <= named


@pytest.mark.parametrize("command", ["protocol", "protocol replay"])
def test_the_commands_on_a_protocol_explain_themselves(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert carry_out([*command.split(), "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Gebruik: meldmaatje {command} ")


def test_without_a_command_on_a_protocol_they_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert carry_out(["protocol"]) == 2
    assert "\n  replay " in capsys.readouterr().out


def test_a_mistake_of_one_kind_hides_none_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    events = (
        "  - {by: mentor, mark_done: nope}\n  - {by: mentor, record_consent: {action: mediation, given: wie weet}}\n"
    )
    _, _, errors = replayed(CASE.replace("year_coordinator", "koning") + events, capsys)
    assert [line.split(": ")[1] for line in errors.splitlines()] == ["Regel 4", "Regel 9", "Regel 10"]
    missing = (CASE + events).replace("kluiverboom", "nergens")
    code, _, errors = replayed(missing, capsys)
    assert (code, [line.split(": ")[1] for line in errors.splitlines()]) == (2, ["Regel 10"])


def test_a_draft_that_names_another_pupil_is_refused_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    case = CASE.replace("{V: {class: 1A}}", "{V: {class: 1A}, B: {class: 1A}}")
    drafts = "  - {by: mentor, draft: {family: V, text: B deed mee}, expect: {accepted: false, names: [B]}}\n"
    drafts += "  - {by: mentor, draft: {family: B, text: B deed mee}}\n"
    _, refused, accepted = answer(case.replace("  - {by: mentor, mark_done: talk_victim}\n", drafts), capsys)["events"]
    assert refused["refused"]["sentence"].startswith("Hier staat “B”.")
    assert (accepted["accepted"], accepted["refused"]) == (True, None)


def test_a_wish_of_the_protocol_that_is_passed_by_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    case = CASE.replace("kluiverboom", "oplossingsgericht").replace(
        "report: {about: V}", 'begin: {step: "1", about: V}'
    )
    start = "record_consent: {action: support_group, given: true}}\n  - {by: mentor, start_intervention: "
    start += "{intervention: support_group, size: 9}"
    warned = answer(case.replace("by: V, begin", "by: mentor, begin").replace("mark_done: talk_victim", start), capsys)
    sentences = [one["sentence"] for one in warned["events"][-1]["warnings"]]
    assert sentences == ["Het protocol ziet hier liever 6 tot 8 leerlingen. Het is wel vastgelegd."]
