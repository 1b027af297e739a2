"""A school whose protocol extends another: its cases are pinned to the whole of it, with nothing left to look up."""

from functools import partial
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.house import make_house
from bot.protocol_on_disk import protocol_called
from bot.school_on_disk import SchoolNotReady, open_school
from casework.protocol import ProtocolFileError, load_protocol, protocol_hash, shipped_protocol, shipped_protocol_ids
from storage import cases
from tests.rooms import opened, read

EXAMPLE = (Path(__file__).parents[1] / "examples" / "school.yaml").read_text(encoding="utf-8")
OURS = """\
extends: kluiverboom
id: vuurtoren
school: De Vuurtoren
steps:
  - key: "4"
    actions:
      - key: evaluate
        timers:
          - {id: evaluation, after: P7D}
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    file = tmp_path / "school.yaml"
    file.write_text(EXAMPLE.replace("protocol: kluiverboom", "protocol: protocols/ours.yaml"), encoding="utf-8")
    (tmp_path / "protocols").mkdir()
    (tmp_path / "protocols" / "ours.yaml").write_text(OURS, encoding="utf-8")
    return file


def test_the_text_of_a_school_that_extends_a_protocol_is_the_whole_of_it(school: Path) -> None:
    on_disk = open_school(school)
    assert "extends" not in on_disk.protocol_text
    assert load_protocol(on_disk.protocol_text, "whole") == on_disk.protocol
    found = on_disk.protocol.find_action("evaluate")
    assert found is not None
    assert found[1].timers[0].after == 7
    assert len(on_disk.protocol.steps) == len(shipped_protocol("kluiverboom").steps)


def test_what_extends_a_file_seeks_it_beside_itself(school: Path) -> None:
    folder = school.parent / "protocols"
    (folder / "theirs.yaml").write_text(OURS.replace("extends: kluiverboom", "extends: ours.yaml"), encoding="utf-8")
    found = protocol_called("protocols/theirs.yaml", school.parent)
    assert found is not None
    assert found.loaded().extends == "ours.yaml"
    assert found.loaded().steps == open_school(school).protocol.steps


def test_a_protocol_that_loosens_what_it_extends_keeps_the_school_from_going_live(school: Path) -> None:
    ours = school.parent / "protocols" / "ours.yaml"
    ours.write_text(OURS.replace("P7D", "P21D"), encoding="utf-8")
    with pytest.raises(SchoolNotReady) as caught:
        open_school(school)
    (finding,) = caught.value.findings
    assert (finding.key, finding.fields["line"]) == ("protocol-problem-extends-longer", "9")
    assert finding.protocol == "protocols/ours.yaml"


async def test_running_cases_keep_the_whole_text_when_the_file_changes(school: Path, tmp_path: Path) -> None:
    before = open_school(school)
    async with opened(tmp_path) as archive:
        await make_house(before.school, before.protocol_text, archive, SystemClock())
        (school.parent / "protocols" / "ours.yaml").write_text(OURS.replace("P7D", "P5D"), encoding="utf-8")
        after = open_school(school)
        house = await make_house(after.school, after.protocol_text, archive, SystemClock())
        kept = await read(archive, cases.protocol_texts)
    assert kept[protocol_hash(before.protocol_text)] == before.protocol_text
    old, new = house.protocols[protocol_hash(before.protocol_text)], house.protocol
    spans = [one.find_action("evaluate")[1].timers[0].after for one in (old, new)]  # type: ignore[index]  # it is there
    assert spans == [7, 5]


async def test_a_stored_text_that_todays_checker_refuses_still_runs_its_cases(school: Path, tmp_path: Path) -> None:
    ours = open_school(school)
    before = ours.protocol_text.replace("T-13", "T-1", 1)
    with pytest.raises(ProtocolFileError):
        load_protocol(before, "today")
    async with opened(tmp_path) as archive:
        kept = partial(cases.keep_protocol, protocol_hash=protocol_hash(before), protocol_id="vuurtoren", text=before)
        await archive.database.write(kept)
        house = await make_house(ours.school, ours.protocol_text, archive, SystemClock())
    assert house.protocols[protocol_hash(before)].steps[0] == ours.protocol.steps[0]
    assert house.protocol == ours.protocol


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_a_shipped_protocol_is_called_by_its_id(protocol_id: str, tmp_path: Path) -> None:
    found = protocol_called(protocol_id, tmp_path)
    assert found is not None
    assert found.whole_text() is found.text
    assert found.loaded() == shipped_protocol(protocol_id)


def test_what_is_no_protocol_and_no_file_is_not_there(tmp_path: Path) -> None:
    assert protocol_called("kluiverbom", tmp_path) is None
    assert protocol_called("", tmp_path) is None
