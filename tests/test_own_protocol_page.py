"""The page on writing one's own protocol: every example in it loads, every command in it works."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.cli import carry_out
from casework.protocol import (
    Protocol,
    ProtocolFileError,
    load_protocol,
    shipped_protocol,
    shipped_protocol_ids,
)
from casework.protocol_merge import merge

PAGE = (Path(__file__).parents[1] / "docs" / "eigen-protocol.md").read_text(encoding="utf-8")
HEAD = "extends: kluiverboom\nid: ons-protocol\n"
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
REFUSED = re.findall(r"^```yaml geweigerd\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.M | re.DOTALL) for line in block.splitlines()]


def whole(example: str) -> str:
    return example if example.startswith("extends:") else HEAD + example


def loaded(example: str) -> Protocol:
    return load_protocol(whole(example), "ons-protocol.yaml")


def test_the_page_has_examples_and_commands() -> None:
    assert (len(EXAMPLES), len(REFUSED), len(COMMANDS)) >= (15, 1, 4)
    assert PAGE.count("```yaml") == len(EXAMPLES) + len(REFUSED)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.split(":")[0])
def test_every_example_loads_and_changes_something(example: str) -> None:
    ours = loaded(example)
    assert ours.model_copy(update={"extends": None}) != shipped_protocol("kluiverboom")


def test_all_examples_together_make_a_protocol() -> None:
    together: dict[str, Any] = {"id": "ons-protocol"}
    for example in (one for one in EXAMPLES if not one.startswith("extends:")):
        together = merge(together, YAML(typ="safe").load(example)).tree
    text = json.dumps({"extends": "kluiverboom", **together})
    actions = load_protocol(text, "ours").step("1").actions
    assert {"walk_together", "ask_again"} <= {action.key for action in actions}


@pytest.mark.parametrize("example", REFUSED)
def test_what_the_page_calls_refused_is_refused(example: str) -> None:
    with pytest.raises(ProtocolFileError):
        loaded(example)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_on_the_page_works(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ons-protocol.yaml").write_text(whole(EXAMPLES[1]), encoding="utf-8")
    program, *arguments = command.split()
    assert program == "meldmaatje"
    assert carry_out(arguments) == 0
    assert capsys.readouterr().out


def test_the_page_helps_to_choose_among_all_shipped_protocols() -> None:
    for protocol_id in shipped_protocol_ids():
        assert f"[`{protocol_id}`](protocollen/{protocol_id}.md)" in PAGE
