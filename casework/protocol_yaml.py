"""The YAML of a protocol file, read with care: with the line of every part, for a file with something wrong in it."""

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import Node
from yaml import CBaseLoader, parse
from yaml import YAMLError as PlainYAMLError

from casework.yaml_mistakes import mistake_of_yaml
from casework.yaml_size import TooMuch, weigh

_COMMENT_BEFORE_TEXT = re.compile(
    r"(?<=:) +#[^\n]*(?:\n *(?:#[^\n]*)?)*\n +[^-#\s\[{\"'](?:(?!:(?:\s|$))[^\n])*$", re.MULTILINE
)


class NotReadable(Exception):
    """The text is not YAML, or no mapping; `key` is the text that says so."""

    def __init__(self, line: int, key: str, fields: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(f"line {line}: {key}")
        self.line = line
        self.key = key
        self.fields = fields


def carefully_read(text: str) -> CommentedMap:
    """The mapping in `text`; it knows its lines. Raises NotReadable.

    A day or number that cannot be (2026-13-01) stays a text: what it stands for says what is wrong with it.
    """
    try:
        weigh(text)
    except TooMuch as much:
        raise NotReadable(much.line, f"protocol-problem-yaml-{much.what}", much.fields) from None
    _refuse_tags(text)
    yaml = YAML(typ="rt")
    yaml.Constructor = _ForgivingConstructor
    try:
        tree = yaml.load(text)
    except YAMLError as error:
        mistake = mistake_of_yaml(text, error)
        raise NotReadable(mistake.line, f"protocol-problem-{mistake.what}", mistake.fields) from None
    except NotImplementedError:
        # ruamel.yaml cannot keep a comment between a key and its text when an empty line follows.
        found = _COMMENT_BEFORE_TEXT.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        raise NotReadable(line, "protocol-problem-yaml-comment") from None
    if not isinstance(tree, CommentedMap):
        raise NotReadable(1, "protocol-problem-not-a-map")
    return tree


def _refuse_tags(text: str) -> None:
    """A tag (`!naam`) says what kind of value follows; here the place does, and a tagged list loses its lines."""
    try:
        for event in parse(text, Loader=CBaseLoader):
            tag = getattr(event, "tag", None)
            if tag is not None and event.start_mark is not None:
                raise NotReadable(event.start_mark.line + 1, "protocol-problem-yaml-tag", (("name", _written(tag)),))
    except PlainYAMLError:
        return


def _written(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!", 1)


def line_of(tree: CommentedMap, place: tuple[int | str, ...]) -> int:
    """The line (from 1) of the deepest part of `place` that the file holds.

    What a map has from elsewhere (`<<`) stands there; where that has no line either, it is the line of that map.
    """
    node: Any = tree
    line = 1
    for named in place:
        part = _key_called(node, named)
        if isinstance(node, CommentedMap) and part in node:
            line = _line_of_key(node, part) or line
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            line = node.lc.item(part)[0] + 1
        else:
            break
        node = node[part]
    return line


def _key_called(node: Any, named: int | str) -> Any:
    """The key itself of what is named so: a day or true as a key is named in words."""
    if not isinstance(node, CommentedMap) or named in node:
        return named
    return next((key for key in node if named in (str(key), repr(key))), named)


def _line_of_key(node: CommentedMap, key: Any) -> int | None:
    """The line (from 1) of a key in a map, or in one of the maps that are merged into it; None when it has none."""
    if key in (node.lc.data or {}):
        return int(node.lc.key(key)[0]) + 1
    merged = (one for one in node.merge if isinstance(one, CommentedMap) and key in one)
    return next((line for one in merged if (line := _line_of_key(one, key)) is not None), None)


def _as_written_when_it_cannot_be(construct: Callable[[Any, Node], Any]) -> Callable[[Any, Node], Any]:
    def constructed(constructor: RoundTripConstructor, node: Node) -> Any:
        try:
            made = construct(constructor, node)
            # A number of thousands of digits cannot be shown: Python says no only then.
            str(made)
            return made
        except ValueError:
            return str(node.value)

    return constructed


class _ForgivingConstructor(RoundTripConstructor):
    """Leaves a day or number that cannot be as it was written."""


for _kind, _construct in (
    ("timestamp", RoundTripConstructor.construct_yaml_timestamp),
    ("int", RoundTripConstructor.construct_yaml_int),
):
    _ForgivingConstructor.add_constructor(f"tag:yaml.org,2002:{_kind}", _as_written_when_it_cannot_be(_construct))
