"""The commands as someone at a terminal meets them: what is printed where, and the exit code."""

import base64
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from typer.core import TyperGroup
from typer.main import get_command

import bot
from bot.cli import carry_out, commands
from bot.settings import Setting
from bot.texts import all_keys, text
from casework.protocol import shipped_protocol_text

EXAMPLE = Path(__file__).parents[1] / "examples" / "school.yaml"
KEY = base64.urlsafe_b64encode(bytes(32)).decode()
TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcs"
PROGRAM = cast(TyperGroup, get_command(commands))
COMMANDS = sorted(PROGRAM.commands)

pytestmark = pytest.mark.usefixtures("empty_environment")


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """All that `run` needs, for a school that is ready."""
    Path("school.yaml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("MELDMAATJE_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("MELDMAATJE_TELEGRAM_API", "http://127.0.0.1:9")
    monkeypatch.setenv("MELDMAATJE_SECRET_KEY", KEY)
    monkeypatch.setenv("MELDMAATJE_SCHOOL", "school.yaml")
    return monkeypatch


def school_with(before: str, after: str) -> Path:
    written = EXAMPLE.read_text(encoding="utf-8")
    assert before in written
    path = Path("school.yaml")
    path.write_text(written.replace(before, after, 1), encoding="utf-8")
    return path


def program(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


class Said:
    def __init__(self, code: int, output: str, errors: str) -> None:
        self.code, self.output, self.errors = code, output, errors


Terminal = Callable[..., Said]


@pytest.fixture
def meldmaatje(capsys: pytest.CaptureFixture[str]) -> Terminal:
    def carried_out(*arguments: str) -> Said:
        code = carry_out(arguments)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return carried_out


def test_keygen_prints_only_a_key_and_never_the_same(meldmaatje: Terminal) -> None:
    first, second = meldmaatje("keygen"), meldmaatje("keygen")
    assert first.output != second.output
    assert (first.code, first.errors) == (0, "")
    assert len(base64.urlsafe_b64decode(first.output.removesuffix("\n"))) == 32


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(meldmaatje: Terminal, command: str) -> None:
    said = meldmaatje(command, "--help")
    assert said.code == 0
    assert said.output.startswith(f"Gebruik: meldmaatje {command}")
    assert f"\n  {command} " in meldmaatje("--help").output


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_names_all_its_options(command: str) -> None:
    parameters = PROGRAM.commands[command].params
    for option in (option for parameter in parameters for option in parameter.opts if option.startswith("--")):
        assert option == "--help" or option in text(f"help-{command}")


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["--nothing"], ["invite"], ["erase", "one"], ["erase", "0"], ["demo", "--port", "x"], ["run", "x"]],
)
def test_a_wrong_command_line_gets_one_sentence(meldmaatje: Terminal, arguments: list[str]) -> None:
    said = meldmaatje(*arguments)
    assert said.code == 2
    assert said.output == ""
    assert re.fullmatch(r"Zo werkt .*: meldmaatje( \w+)? --help\n", said.errors)


def test_a_demo_of_a_school_that_is_not_there_names_the_five(meldmaatje: Terminal) -> None:
    said = meldmaatje("demo", "--school", "elders")
    assert said.code == 2
    assert all(name in said.errors for name in ("elders", "splitting", "noordhoek", "het-sticht"))


def test_check_warns_of_what_comes_back_each_year_for_a_role_without_a_holder(meldmaatje: Terminal) -> None:
    written = "holders: [ilse_hoekstra], deputy: karin_visser}\n  support_team"
    said = meldmaatje("check", str(school_with(written, "deputy: karin_visser}\n  support_team")))
    assert said.code == 0
    assert "Kijk terug op het pestprotocol" in said.output + said.errors


def test_without_a_command_all_are_named(meldmaatje: Terminal) -> None:
    said = meldmaatje()
    assert said.code == 2
    assert all(command in said.output for command in COMMANDS)


def test_check_finds_the_example_ready(meldmaatje: Terminal) -> None:
    said = meldmaatje("check", str(EXAMPLE))
    assert (said.code, said.errors) == (0, "")
    assert said.output.endswith(text("check-ready") + "\n")


def test_check_needs_the_school_and_nothing_else(meldmaatje: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    said = meldmaatje("check")
    assert said.code == 2
    assert "MELDMAATJE_SCHOOL" in said.errors
    monkeypatch.setenv("MELDMAATJE_SCHOOL", str(EXAMPLE))
    assert meldmaatje("check").code == 0


def test_check_names_everything_that_is_missing_with_its_line(meldmaatje: Terminal) -> None:
    path = school_with("coach: pieter_bakker, team: onderbouw", "team: onderbouw")
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("holders: [marieke_smit], deputy: ruud_mulder", "deputy: ruud_mulder"))
    said = meldmaatje("check", "school.yaml")
    assert said.code == 1
    assert said.errors == ""
    line = written.partition("\n  1A:")[0].count("\n") + 2
    assert f"Moet in orde: Regel {line}: klas 1A heeft geen mentor" in said.output
    assert "niemand is vestigingsdirecteur" in said.output
    assert said.output.endswith(text("school-not-ready", count=said.output.count("Moet in orde")) + "\n")


def test_check_shows_every_mistake_in_the_way_the_file_is_written(meldmaatje: Terminal) -> None:
    path = school_with("region: noord", "region: west")
    path.write_text(path.read_text(encoding="utf-8").replace("admin:", "beheerder:", 1), encoding="utf-8")
    said = meldmaatje("check", "school.yaml")
    assert said.code == 1
    assert "beheerder bestaat niet" in said.output
    assert "admin ontbreekt" in said.output
    assert 'staat "west"' in said.output


def test_check_reads_a_protocol_beside_the_school_and_shows_its_mistakes(meldmaatje: Terminal) -> None:
    school_with("protocol: kluiverboom", "protocol: ours.yaml")
    protocol = shipped_protocol_text("kluiverboom")
    Path("ours.yaml").write_text(protocol, encoding="utf-8")
    assert meldmaatje("check", "school.yaml").code == 0
    Path("ours.yaml").write_text(protocol.replace("\ntitle:", "\ntitel:", 1), encoding="utf-8")
    said = meldmaatje("check", "school.yaml")
    assert said.code == 1
    line = protocol.partition("\ntitle:")[0].count("\n") + 2
    assert f"protocol ours.yaml: Regel {line}:" in said.output


@pytest.mark.parametrize("role", ["confidant", "year_coordinator", "team_lead", "head"])
def test_check_wants_a_holder_for_every_role_that_the_protocol_leans_on(meldmaatje: Terminal, role: str) -> None:
    written = EXAMPLE.read_text(encoding="utf-8")
    title = re.search(rf"^  {role}:\s*{{?\s*title: (\S+?),?\s", written, re.MULTILINE)
    assert title is not None
    without = re.sub(
        rf"^  {role}:.*\n(    .*\n)*(      .*\n)*", f"  {role}: {{title: {title[1]}}}\n", written, flags=re.M
    )
    Path("school.yaml").write_text(without, encoding="utf-8")
    said = meldmaatje("check", "school.yaml")
    assert said.code == 1
    assert f"Moet in orde: Regel {without.partition(f'  {role}:')[0].count(chr(10)) + 1}: niemand is" in said.output


@pytest.mark.parametrize(
    ("content", "sentence"), [(None, "start-school-unreadable"), (b"name: Caf\xe9", "start-school-not-utf-8")]
)
def test_a_school_file_that_cannot_be_read_is_named(meldmaatje: Terminal, content: bytes | None, sentence: str) -> None:
    if content is not None:
        Path("school.yaml").write_bytes(content)
    said = meldmaatje("check", "school.yaml")
    assert (said.code, said.output) == (2, "")
    assert said.errors == text(sentence, file="school.yaml") + "\n"


def test_a_protocol_that_is_not_there_is_named_with_its_line_and_with_what_else_is_wrong(meldmaatje: Terminal) -> None:
    school = school_with("2B: {label: 2B, coach: sanne_de_boer,", "2B: {label: 2B,")
    wrong = school.read_text(encoding="utf-8").replace("protocol: kluiverboom", "protocol: kluiverbom")
    school.write_text(wrong, encoding="utf-8")
    said = meldmaatje("check", "school.yaml")
    assert said.code == 1
    assert re.search(r"Regel \d+: het protocol kluiverbom is er niet\. Kies .*kluiverboom", said.output)
    assert "2B" in said.output


def test_check_says_that_accounts_need_the_key(meldmaatje: Terminal) -> None:
    sqlite3.connect("meldmaatje.sqlite3").close()
    Path("meldmaatje.sqlite3").touch()
    said = meldmaatje("check", str(EXAMPLE))
    assert said.code == 0
    assert "MELDMAATJE_SECRET_KEY" in said.errors


def test_an_invitation_for_somebody_unknown_names_who_is_known(
    meldmaatje: Terminal, settings: pytest.MonkeyPatch
) -> None:
    said = meldmaatje("invite", "sanne")
    assert (said.code, said.output) == (2, "")
    assert said.errors.count("\n") == 1
    assert "sanne_de_boer, pieter_bakker" in said.errors


@pytest.mark.parametrize("answer", ["", "8\n", "ja\n"])
def test_a_case_is_not_erased_until_its_number_is_typed_again(
    meldmaatje: Terminal, settings: pytest.MonkeyPatch, tmp_path: Path, answer: str
) -> None:
    Path("answer").write_text(answer)
    with Path("answer").open() as keyboard:
        settings.setattr("sys.stdin", keyboard)
        said = meldmaatje("erase", "7")
    assert said.code == 1
    assert said.errors.splitlines() == [text("erase-confirm", case="7"), text("erase-not-confirmed", case="7")]
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.parametrize("setting", [Setting.TELEGRAM_TOKEN, Setting.SECRET_KEY, Setting.SCHOOL])
@pytest.mark.parametrize("command", [["run"], ["invite", "sanne_de_boer"], ["erase", "7", "--yes"], ["set-aside"]])
def test_a_missing_setting_stops_a_command_that_needs_it(
    meldmaatje: Terminal, settings: pytest.MonkeyPatch, command: list[str], setting: Setting
) -> None:
    settings.delenv(setting.variable)
    said = meldmaatje(*command)
    assert (said.code, said.output) == (2, "")
    assert said.errors.count("\n") == 1
    assert setting.variable in said.errors


def test_every_refusal_to_start_has_its_sentence() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(bot.__file__).parent.rglob("*.py")]
    keys = {
        key for source in sources for key in re.findall(r'(?:StartRefused|SettingsProblem)\(\s*"([a-z-]+)"', source)
    }
    assert len(keys) > 10
    assert keys - set(all_keys()) == set()


@pytest.mark.program
def test_run_refuses_a_school_that_is_not_ready(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    school_with("coach: pieter_bakker, team: onderbouw", "team: onderbouw")
    refused = program("run")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "klas 1A heeft geen mentor" in refused.stderr
    assert refused.stderr.endswith(text("school-not-ready", count=1) + "\n")
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.program
def test_no_command_line_tool_is_loaded_for_its_looks() -> None:
    """A running bot would carry them along in its memory."""
    script = (
        "import sys, bot.cli; print([name for name in ('rich', 'alembic', 'starlette', 'PIL') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"
