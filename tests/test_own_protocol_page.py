"""The page on writing one's own protocol: every example in it loads, every command in it works."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from bot.cli import carry_out
from casework import protocol_beside_steps as beside
from casework import protocol_elements as elements
from casework import protocol_model as model
from casework.conditions import Condition
from casework.protocol import (
    Protocol,
    ProtocolFileError,
    load_protocol,
    shipped_protocol,
    shipped_protocol_ids,
)
from casework.protocol_check_facts import BUILT_IN
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


TABLES: dict[str, type[BaseModel]] = {
    "Het bestand": Protocol,
    "Een functie": elements.Role,
    "Wie": elements.RoleExpr,
    "Een weg": model.Track,
    "Een stap": model.Step,
    "Het eind van een stap": model.Gate,
    "Nog een keer terugkijken": model.LookAgain,
    "Een vraag van een gate": model.GateQuestion,
    "Een sprong": model.Jump,
    "Een actie": elements.Action,
    "Een tip": elements.Hint,
    "Een antwoord": elements.Answer,
    "Toestemming": elements.Consent,
    "Hoeveel leerlingen": elements.Participants,
    "Een bericht": elements.Notice,
    "Een verslag": elements.Record,
    "Een termijn": elements.Timer,
    "Kiezen van een dag": elements.Choice,
    "Minder vaak": elements.Taper,
    "Een middel": model.Intervention,
    "Een vraag aan school": beside.FactQuestion,
    "Een antwoord daarop": beside.FactValue,
    "Een voorwaarde": Condition,
    "Een keuze van de school": beside.Setting,
    "Een vraag bij de intake": beside.Question,
    "Een uitkomst": model.Outcome,
    "Een dossier": model.Register,
    "Een route": beside.Route,
    "Een advies": beside.Advice,
    "Een hulpmiddel": beside.Aid,
    "Een stuk daarvan": beside.AidPart,
    "Een nummer of site": beside.Helpline,
    "Een afspraak": beside.Policy,
    "Een vaste taak": beside.Periodic,
}
ALL_KEYS = PAGE.split("## 8. ")[-1].split("\n## ")[0]


def rows_under(heading: str) -> dict[str, tuple[bool, str]]:
    """Of each key in the table under a heading: whether it is always there, and the words beside it."""
    part = ALL_KEYS.split(f"\n### {heading}\n")[-1].split("\n### ")[0]
    found = re.findall(r"^\| `(\w+)`( \*)? \| (.+) \|$", part, re.MULTILINE)
    return {key: (bool(star), words) for key, star, words in found}


def words_to_choose_from(kind: Any) -> Iterator[str]:
    if get_origin(kind) is Literal:
        yield from (str(word) for word in get_args(kind))
    else:
        for part in get_args(kind):
            yield from words_to_choose_from(part)


def test_the_page_has_a_table_for_every_kind_of_part() -> None:
    kinds = [kind for room in (elements, beside, model) for kind in vars(room).values()]
    models = {kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)}
    assert models - {BaseModel, elements.Data, elements.Element} == set(TABLES.values())
    assert re.findall(r"^### (.+)$", ALL_KEYS, re.MULTILINE) == list(TABLES)


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_of_a_part_stands_on_the_page_with_what_it_can_be(heading: str) -> None:
    fields = {one.alias or name: one for name, one in TABLES[heading].model_fields.items() if name != "rules"}
    rows = rows_under(heading)
    assert {key: star for key, (star, _) in rows.items()} == {key: one.is_required() for key, one in fields.items()}
    for key, (_, words) in rows.items():
        missing = [word for word in words_to_choose_from(fields[key].annotation) if f"`{word}`" not in words]
        assert not missing, key


def test_the_facts_that_every_case_has_stand_on_the_page_with_their_values() -> None:
    part = PAGE.split("## 9. ")[1]
    for fact, values in BUILT_IN.items():
        (row,) = re.findall(rf"^\| `{fact}` \| .+ \| (.+) \|$", part, re.MULTILINE)
        written = {str(value).lower() if isinstance(value, bool) else str(value) for value in values or ()}
        assert set(re.findall(r"`(\w+)`", row)) == written
