"""Reading a protocol file: every error at once, each with its line and what to do about it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from casework import protocol_model
from casework.protocol_check import Finding, findings_in
from casework.protocol_model import Protocol

_FOLDER = files("casework") / "protocols"

_KNOWN_ERRORS = {
    "missing": "protocol-problem-missing",
    "literal_error": "protocol-problem-not-allowed",
    "empty": "protocol-problem-empty",
    "string_too_long": "protocol-problem-too-long",
    "duration": "protocol-problem-duration",
    "role_form": "protocol-problem-role-form",
    "condition_form": "protocol-problem-condition-form",
    "condition_value": "protocol-problem-condition-value",
}


@dataclass(frozen=True)
class ProtocolProblem:
    """One error in a protocol file: its line (from 1), and a sentence with the remedy as text key and fields."""

    line: int
    key: str
    fields: tuple[tuple[str, str], ...] = ()


class ProtocolFileError(Exception):
    """A protocol file cannot be used; `problems` are all its errors, in the order of their lines."""

    def __init__(self, source: str, problems: Iterable[ProtocolProblem]) -> None:
        self.source = source
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        listed = (f"line {problem.line}: {problem.key} {dict(problem.fields)}" for problem in self.problems)
        super().__init__(f"{source}: {'; '.join(listed)}")


def load_protocol(text: str, source: str) -> Protocol:
    """The protocol in the YAML `text`; `source` names it in errors.

    Raises ProtocolFileError with every problem: syntax, unknown keys, wrong values; and when those are in
    order references to nothing, steps that cannot be reached, timers with nobody to remind, spans without source.
    """
    tree = _parsed(text, source)
    try:
        protocol = Protocol.model_validate(tree)
    except ValidationError as error:
        raise ProtocolFileError(source, [_shape_problem(tree, detail) for detail in error.errors()]) from None
    problems = [_reference_problem(tree, finding) for finding in findings_in(protocol)]
    if problems:
        raise ProtocolFileError(source, problems)
    return protocol


def protocol_hash(text: str) -> str:
    """SHA-256 of the file's text (line ends made equal), to which a running case is pinned."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()


def shipped_protocol_ids() -> tuple[str, ...]:
    """The ids of the protocols that come with the program."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def shipped_protocol_text(protocol_id: str) -> str:
    """The YAML text of a shipped protocol; KeyError when there is none of that id."""
    if protocol_id not in shipped_protocol_ids():
        raise KeyError(protocol_id)
    return (_FOLDER / f"{protocol_id}.yaml").read_text(encoding="utf-8")


@cache
def shipped_protocol(protocol_id: str) -> Protocol:
    """A shipped protocol; KeyError when there is none of that id."""
    return load_protocol(shipped_protocol_text(protocol_id), f"{protocol_id}.yaml")


def _parsed(text: str, source: str) -> CommentedMap:
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ProtocolFileError(source, [ProtocolProblem(line, "protocol-problem-yaml")]) from None
    except YAMLError:
        raise ProtocolFileError(source, [ProtocolProblem(1, "protocol-problem-yaml")]) from None
    if not isinstance(tree, CommentedMap):
        raise ProtocolFileError(source, [ProtocolProblem(1, "protocol-problem-not-a-map")])
    return tree


def _shape_problem(tree: CommentedMap, detail: ErrorDetails) -> ProtocolProblem:
    place = tuple(detail["loc"])
    name = str(place[-1]) if place else ""
    if detail["type"] == "extra_forbidden":
        near = get_close_matches(name, _known_keys(), n=1)
        if near:
            return _problem(tree, place, "protocol-problem-unknown-key-near", name=name, near=near[0])
        return _problem(tree, place, "protocol-problem-unknown-key", name=name)
    key = _KNOWN_ERRORS.get(detail["type"], "protocol-problem-wrong-value")
    context = detail.get("ctx", {})
    allowed = str(context.get("expected", context.get("max_length", ""))).replace(" or ", ", ")
    return _problem(tree, place, key, name=name, value=_shown(detail["input"]), allowed=allowed)


def _reference_problem(tree: CommentedMap, finding: Finding) -> ProtocolProblem:
    return _problem(tree, finding.place, finding.key, **finding.fields)


def _problem(tree: CommentedMap, place: tuple[int | str, ...], key: str, **fields: str) -> ProtocolProblem:
    return ProtocolProblem(_line_of(tree, place), key, tuple(fields.items()))


def _line_of(tree: CommentedMap, place: tuple[int | str, ...]) -> int:
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


@cache
def _known_keys() -> tuple[str, ...]:
    kinds = [kind for kind in vars(protocol_model).values() if isinstance(kind, type)]
    models = [kind for kind in kinds if issubclass(kind, BaseModel)]
    return tuple(sorted({field.alias or name for model in models for name, field in model.model_fields.items()}))


def _shown(value: object) -> str:
    return str(value)[:40] if isinstance(value, str | int | float | bool) else ""
