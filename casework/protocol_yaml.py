"""The YAML of a protocol file, read with care: with the line of every part, for a file with something wrong in it."""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from casework.yaml_brackets import left_open


class NotReadable(Exception):
    """The text is not YAML, or no mapping; `key` is the text that says so."""

    def __init__(self, line: int, key: str, fields: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(f"line {line}: {key}")
        self.line = line
        self.key = key
        self.fields = fields


def carefully_read(text: str) -> CommentedMap:
    """The mapping in `text`; it knows its lines. Raises NotReadable."""
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        opened = left_open(text)
        if opened is not None:
            raise NotReadable(opened[0], "protocol-problem-yaml-open", (("bracket", opened[1]),)) from None
        raise NotReadable(error.problem_mark.line + 1 if error.problem_mark else 1, "protocol-problem-yaml") from None
    except YAMLError:
        raise NotReadable(1, "protocol-problem-yaml") from None
    if not isinstance(tree, CommentedMap):
        raise NotReadable(1, "protocol-problem-not-a-map")
    return tree


def line_of(tree: CommentedMap, place: tuple[int | str, ...]) -> int:
    """The line (from 1) of the deepest part of `place` that the file holds."""
    node: Any = tree
    line = 1
    for part in place:
        if isinstance(node, CommentedMap) and part in node:
            line = node.lc.key(part)[0] + 1
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            line = node.lc.item(part)[0] + 1
        else:
            break
        node = node[part]
    return line
