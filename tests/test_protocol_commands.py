"""`meldmaatje protocol check` and `show` as someone at a terminal meets them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import carry_out
from bot.protocol_pages.diagram import diagram_of
from bot.protocol_pages.markdown import page_of
from bot.texts import text
from casework.protocol import shipped_protocol, shipped_protocol_ids, shipped_protocol_text

Said = tuple[int, str, str]
Terminal = Callable[..., Said]


@pytest.fixture
def protocol(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def carried_out(*arguments: str) -> Said:
        code = carry_out(["protocol", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return carried_out


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_every_shipped_protocol_is_in_order_and_counted(protocol: Terminal, protocol_id: str) -> None:
    code, output, errors = protocol("check", protocol_id)
    assert (code, errors) == (0, "")
    version = shipped_protocol(protocol_id).version
    assert output.startswith(text("protocol-check-ready", id=protocol_id, version=version))
    assert f"{len(shipped_protocol(protocol_id).steps)} stappen" in output


def test_every_problem_of_a_file_is_told_with_its_line(protocol: Terminal) -> None:
    written = shipped_protocol_text("kluiverboom").replace("rules: [T-13, AX-19]", "rules: [AX-19]")
    written = written.replace('on_yes: "3"}', 'on_yes: "33"}')
    Path("ours.yaml").write_text(written, encoding="utf-8")
    code, output, errors = protocol("check", "ours.yaml")
    assert (code, errors) == (1, "")
    for wrong in ('on_yes: "33"}', "id: evaluation\n"):
        line = written.partition(wrong)[0].count("\n") + 1
        assert f"ours.yaml: Regel {line}: " in output
    count = output.count("ours.yaml: ")
    assert output.endswith(text("protocol-check-wrong", count=count) + "\n")


def test_a_protocol_that_loosens_another_is_told_what_and_where(protocol: Terminal) -> None:
    Path("ours.yaml").write_text('extends: het-sticht\nid: ours\nsteps:\n  - {key: "5", drop: true}\n')
    code, output, _ = protocol("check", "ours.yaml")
    assert code == 1
    assert output.startswith("ours.yaml: Regel 4: “5” mag niet weg")


def test_a_school_may_send_reports_to_one_more_coordinator(protocol: Terminal) -> None:
    added = "roles:\n  internal_coordinator: {label: intern begeleider, bound_to: school}\ntracks:\n"
    receives = "    receives: [{role: internal_coordinator}]\n"
    tracks = "".join(f"  - key: {track.key}\n{receives}" for track in shipped_protocol("het-sticht").tracks)
    Path("ours.yaml").write_text(f"extends: het-sticht\nid: ours\n{added}{tracks}")
    assert protocol("check", "ours.yaml")[0] == 0


@pytest.mark.parametrize("command", ["check", "show"])
def test_what_cannot_be_read_is_one_sentence_and_two(protocol: Terminal, command: str) -> None:
    code, output, errors = protocol(command, "nothing.yaml")
    assert (code, output) == (2, "")
    shipped = ", ".join(shipped_protocol_ids())
    assert errors == text("protocol-unreadable", file="nothing.yaml", shipped=shipped) + "\n"


def test_a_protocol_with_problems_is_not_shown_but_they_are(protocol: Terminal) -> None:
    Path("ours.yaml").write_text("id: [", encoding="utf-8")
    code, output, errors = protocol("show", "ours.yaml")
    assert (code, output) == (1, "")
    assert errors.startswith("ours.yaml: Regel 1: ")


def test_show_prints_every_step_track_and_record_as_tables(protocol: Terminal) -> None:
    code, output, errors = protocol("show", "oplossingsgericht")
    assert (code, errors) == (0, "")
    shown = shipped_protocol("oplossingsgericht")
    for step in shown.steps:
        assert f"{step.label}: {step.title}" in output
    assert "Pestprotocol" in output
    assert "{step.key}" not in output
    assert text("page-head-tracks") in output
    assert text("page-head-periodic") in output


def test_show_gives_the_page_and_the_diagram(protocol: Terminal) -> None:
    shown = shipped_protocol("kluiverboom")
    assert protocol("show", "kluiverboom", "--markdown") == (0, page_of(shown), "")
    assert protocol("show", "kluiverboom", "--diagram") == (0, diagram_of(shown) + "\n", "")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"title: caf\xe9\n", "protocol-problem-not-utf-8"),
        ("id: ours\n".encode("utf-16"), "protocol-problem-not-utf-8"),
        (b"# \x00\xff\xfe\n", "protocol-problem-not-utf-8"),
        (b"#" + 1_000_000 * b"x" + b"\n", "protocol-problem-yaml-too-large"),
        (14 * b"# 1.000.000 tekens\n" * 60_000, "protocol-problem-yaml-too-large"),
    ],
    ids=["latin-1", "utf-16", "no text at all", "a long comment", "many comments"],
)
@pytest.mark.parametrize("command", ["check", "show", "replay"])
def test_a_file_that_is_no_text_or_far_too_large_says_so(
    protocol: Terminal, command: str, content: bytes, key: str
) -> None:
    Path("ours.yaml").write_bytes(content)
    code, output, errors = protocol(command, "ours.yaml")
    assert code != 0 and text(key).removeprefix("Dit bestand ") in output + errors


def test_a_broken_parent_is_told_with_its_line(protocol: Terminal) -> None:
    Path("theirs.yaml").write_text("id: theirs\nversion: '1'\nsteps: [\n", encoding="utf-8")
    Path("ours.yaml").write_text("id: ours\nextends: theirs.yaml\n", encoding="utf-8")
    _, output, _ = protocol("check", "ours.yaml")
    assert output.startswith("ours.yaml: Regel 2: ")
    assert "regel 3 van dat bestand" in output
    Path("theirs.yaml").write_bytes(b"title: caf\xe9\n")
    assert "regel 1 van dat bestand" in protocol("check", "ours.yaml")[1]
