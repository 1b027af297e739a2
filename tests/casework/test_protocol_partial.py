"""A file with parts of the wrong shape: what is wrong with the other parts is told at the same time, and nothing that
is only a consequence."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from casework.protocol import ProtocolFileError, load_protocol, shipped_protocol_ids, shipped_protocol_text
from casework.protocol_model import Protocol
from casework.protocol_partial import findings_beside
from casework.quick_yaml import quickly_read

FILE = Path(__file__).parents[1] / "data" / "checked_protocol.yaml"
WHOLE = FILE.read_text(encoding="utf-8")
Place = tuple[Any, ...]


def problems_of(content: str) -> list[tuple[str, str]]:
    """The line and the kind of each problem."""
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(content, FILE.name)
    lines = content.splitlines()
    kinds = [(lines[one.line - 1].strip(), one.key.removeprefix("protocol-problem-")) for one in caught.value.problems]
    assert [one.line for one in caught.value.problems] == sorted(one.line for one in caught.value.problems)
    return kinds


def changed(*changes: tuple[str, str]) -> str:
    text = WHOLE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_errors_of_both_kinds_are_told_at_once() -> None:
    found = problems_of(
        changed(
            ("needs: [keep]", "needs: [keep, wlak]"),
            ("lead: {role: year_coordinator}", "lead: {role: boss}"),
            ("every: count_per_year, count: 2", "every: sometimes, count: 2"),
            ("asks: [block]", "ask: [block]"),
        )
    )
    kinds = {kind for _, kind in found}
    assert {"unknown-action", "unknown-role", "not-allowed"} <= kinds
    assert kinds & {"unknown-key", "unknown-key-near"}
    assert ("lead: {role: boss}", "unknown-role") in found


def test_the_lines_are_right_also_after_a_part_of_a_list_that_was_left_out() -> None:
    keep = "      - {key: keep, label: Bewaar de berichten"
    text = changed(
        (keep, f"      - {{key: odd, label: 0, kind: talk}}\n{keep}"),
        ("        needs: [keep]\n", "        needs: [keep, wlak]\n"),
        ("rules: [T-20]", "rules: [T-20, X-1]"),
        ("periodic:\n", "periodic:\n  - wrong\n"),
    )
    assert [(line.partition("label")[0], kind) for line, kind in problems_of(text)] == [
        ("- {key: odd, ", "number-as-text"),
        ("needs: [keep, wlak]", "unknown-action"),
        ("- wrong", "map"),
        ("- {key: protocol_evaluation, ", "unknown-rule"),
    ]


def test_a_name_of_what_was_left_out_is_no_error() -> None:
    found = problems_of(changed(("every: P1Y, by: {role: head}", "every: P1Y, by: {role: head}, colour: red")))
    assert len(found) == 1


def places_in(node: Any, place: Place = ()) -> Iterator[Place]:
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in parts:
        yield (*place, key)
        yield from places_in(value, (*place, key))


def at(tree: Any, place: Place) -> Any:
    for part in place:
        tree = tree[part]
    return tree


def spoiled(tree: Any, place: Place) -> Iterator[Any]:
    """The file with something of the wrong shape at the place: a list or a map around it, nothing at all, a word that
    is not allowed there, a name typed wrongly."""
    *above, last = place
    here = at(tree, place)
    for wrong in ([here], {"x": here}, None, *(["nonsense"] if last != "key" else [])):
        other = deepcopy(tree)
        at(other, tuple(above))[last] = deepcopy(wrong)
        yield other
    other = deepcopy(tree)
    del at(other, tuple(above))[last]
    yield other
    if isinstance(last, str):
        other = deepcopy(tree)
        holder = at(other, tuple(above))
        holder[f"{last}x"] = holder.pop(last)
        yield other


def has_the_shape(tree: Any) -> bool:
    try:
        Protocol.model_validate(tree)
    except ValidationError:
        return False
    return True


def assert_nothing_is_made_up(text: str, every: int) -> int:
    quick = quickly_read(text)
    assert quick is not None
    tried = 0
    for place in list(places_in(quick.tree))[::every]:
        for tree in spoiled(quick.tree, place):
            if not has_the_shape(tree):
                tried += 1
                assert findings_beside(tree) == (), place
    return tried


def test_whatever_is_spoiled_in_a_file_that_is_in_order_no_error_is_made_up() -> None:
    assert assert_nothing_is_made_up(WHOLE, 3) > 400


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_nor_in_a_shipped_protocol(protocol_id: str) -> None:
    assert assert_nothing_is_made_up(shipped_protocol_text(protocol_id), 797) > 3
