"""The YAML of a school's file, read with care: for a file in which YAML itself has something wrong or unusual."""

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from casework.school import Path
from casework.school_file import Problem, Reading, dotted
from casework.yaml_mistakes import mistake_of_yaml

_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_TAG = "tag:yaml.org,2002:"


def carefully_read(text: str) -> Reading:
    """What the text says, with a problem for each mistake of YAML's: bad syntax, a key twice, an alias."""
    reading = _Pass()
    data = reading.read(text)
    return Reading(data, reading.lines, tuple(reading.problems))


class _Pass:
    """One pass over a YAML text: plain data, the line of every part, and what YAML itself would hide."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def read(self, text: str) -> Any:
        try:
            root = YAML().compose(text)
        except YAMLError as error:
            found = mistake_of_yaml(text, error)
            self.problems.append(Problem(found.line, f"school-problem-{found.what}", dict(found.fields)))
            return None
        if not isinstance(root, MappingNode):
            self.problems.append(Problem(1, "school-problem-not-a-map"))
            return None
        return self._value(root, ())

    def _value(self, node: Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        if path:
            self.lines.setdefault(path, line)
        if not isinstance(node, MappingNode | SequenceNode):
            # ruamel.yaml marks with it where a folded text was folded.
            return _scalar(str(node.tag), str(node.value).replace("\a", ""))
        # A block met twice is an alias; followed, it may have no end, or far too many copies of itself.
        if id(node) in self._seen:
            self.problems.append(Problem(line, "school-problem-alias", {"key": dotted(path)}))
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            # The key as written: a class called 1E2 is not the number one hundred.
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in values:
                first = str(self.lines[(*path, key)])
                self.problems.append(Problem(line, "school-problem-twice", {"key": key, "first": first}))
                continue
            self.lines[(*path, key)] = line
            values[key] = self._value(value_node, (*path, key))
        return values


def _scalar(tag: str, written: str) -> Any:
    kind = tag.removeprefix(_TAG)
    if kind == "null":
        return None
    if kind == "bool":
        return written.lower() == "true"
    # 0102 and 1_000 stay what they were written as: a class or a person may be called that.
    if kind == "int" and _WHOLE_NUMBER.fullmatch(written):
        return int(written)
    return written
