"""Which text keys the source speaks of: as a whole word, or as a family of keys that an f-string makes."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAYING = frozenset({"phrase", "text", "Toast", "toast", "refusal", "wording", "_say_text", "say_text"})
"""The calls whose first argument is a text key."""


@dataclass(frozen=True)
class KeysInCode:
    """`said` are keys that are spoken for certain, `families` patterns of keys, of which `said_families` are spoken
    for certain, `words` every other string."""

    said: frozenset[str]
    said_families: frozenset[str]
    families: frozenset[str]
    words: frozenset[str]

    def uses(self, key: str) -> bool:
        return key in self.words or any(re.fullmatch(family, key) for family in self.families)


@cache
def keys_in_code() -> KeysInCode:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for room in ("bot", "casework") for file in _sources(room)]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = [node for node in nodes if isinstance(node, ast.Call) and _name(node) in SAYING and node.args]
    return KeysInCode(
        said=frozenset(key for call in calls for key in _constants(call.args[0])),
        said_families=frozenset(family for call in calls if (family := _family(call.args[0]))),
        families=frozenset((*(family for node in nodes if (family := _family(node))), *_prefixed(nodes))),
        words=frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)),
    )


def _sources(room: str) -> Iterator[Path]:
    yield from sorted((ROOT / room).rglob("*.py"))


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from (*_constants(node.body), *_constants(node.orelse))


def _prefixed(nodes: list[ast.AST]) -> Iterator[str]:
    """Families of which the beginning is the first argument of a function: `_choices("where", ...)`."""
    makers = {node.name for node in nodes if isinstance(node, ast.FunctionDef) and _begins_with_argument(node)}
    for node in nodes:
        if isinstance(node, ast.Call) and _name(node) in makers and node.args:
            yield from (f"{re.escape(prefix)}-[a-z0-9-]+" for prefix in _constants(node.args[0]))


def _begins_with_argument(function: ast.FunctionDef) -> bool:
    arguments = {argument.arg for argument in function.args.args[:1]}
    made = [node for node in ast.walk(function) if isinstance(node, ast.JoinedStr) and len(node.values) > 1]
    first = [node.values[0] for node in made]
    return any(
        isinstance(value, ast.FormattedValue) and isinstance(value.value, ast.Name) and value.value.id in arguments
        for value in first
    )


def _family(node: ast.AST) -> str:
    """The pattern of keys that an f-string makes; empty for one that says too little to be a text key."""
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    fixed = "".join(str(part) for part in parts if part)
    if not re.fullmatch(r"[a-z][a-z0-9-]*-?|-?[a-z0-9-]+", fixed) or len(fixed.strip("-")) < 3:
        return ""
    return "".join(re.escape(str(part)) if part else "[a-z0-9-]+" for part in parts)
