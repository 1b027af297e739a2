"""Reading a protocol file: every error at once, each with its line and what to do about it."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from casework.bounds import bounds_at, names_at
from casework.protocol_check import Finding, Place, findings_in
from casework.protocol_model import Protocol
from casework.quick_yaml import quickly_read
from casework.yaml_size import MOST_CHARACTERS

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

Base = Callable[[str], str | None]
"""The text of the protocol that a file calls so, seen from that file; None when there is none.

Raises ProtocolFileError for a file that is there and is no text.
"""

_LineOf = Callable[[Place], int]
_Finder = Callable[[Protocol], Iterable[Finding]]

_FOLDER = files("casework") / "protocols"

_MOST_SHOWN = 40

_KNOWN_ERRORS = {
    "missing": "protocol-problem-missing",
    "literal_error": "protocol-problem-not-allowed",
    "empty": "protocol-problem-empty",
    "string_too_long": "protocol-problem-too-long",
    "duration": "protocol-problem-duration",
    "role_form": "protocol-problem-role-form",
    "condition_form": "protocol-problem-condition-form",
    "condition_value": "protocol-problem-condition-value",
    "bool_type": "protocol-problem-yes-or-no",
    "bool_parsing": "protocol-problem-yes-or-no",
    "date_type": "protocol-problem-date",
    "date_parsing": "protocol-problem-date",
    "date_from_datetime_parsing": "protocol-problem-date",
    "date_from_datetime_inexact": "protocol-problem-date",
    "tuple_type": "protocol-problem-list",
    "dict_type": "protocol-problem-map",
    "model_type": "protocol-problem-map",
    "model_attributes_type": "protocol-problem-map",
}

_BREAKS_THE_ENGINE = frozenset(
    f"protocol-problem-{what}"
    for what in (
        "double",
        "needs-itself",
        "unknown-action",
        "unknown-aid",
        "unknown-outcome",
        "unknown-register",
        "unknown-role",
        "unknown-step",
        "unknown-word",
    )
)
"""What no running case can do with: a name that stands for two things or for none, and work that waits for itself."""


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


def load_protocol(text: str, source: str, base: Base | None = None) -> Protocol:
    """The protocol in the YAML `text`; `source` names it in errors.

    What it `extends` is a shipped protocol, otherwise what `base` gives for that name.
    Raises ProtocolFileError with every problem: syntax, unknown keys, wrong values, references to nothing, names
    given twice, spans without source; and when the shape is in order steps that cannot be reached, timers with nobody
    to remind, and in a protocol that extends another all that is looser than there.
    """
    protocol = _in_order(text) if len(text) <= MOST_CHARACTERS else None
    return _with_lines(text, source, base) if protocol is None else protocol


def kept_protocol(text: str, source: str) -> Protocol:
    """The protocol in the YAML `text` of a case that runs: it was checked when the text was kept.

    A check that is stricter since then is for the authors of new texts and stops no running case. What is left is
    what the engine cannot do without: the shape, each name once, and that what it looks up by name is there.
    Raises ProtocolFileError when that is not so. `text` extends nothing: see `whole_protocol_text`.
    """
    quick = quickly_read(text)
    try:
        protocol = None if quick is None else Protocol.model_validate(quick.tree)
    except ValidationError:
        protocol = None
    if protocol is not None and not _breaks_the_engine(protocol):
        return protocol
    return _with_lines(text, source, None, _breaks_the_engine)


def _breaks_the_engine(protocol: Protocol) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings_in(protocol) if finding.key in _BREAKS_THE_ENGINE)


def whole_protocol_text(text: str, source: str, base: Base | None = None) -> str:
    """The protocol in `text` as a YAML text that extends nothing: what a case is pinned to.

    `text` itself when it extends nothing. Raises ProtocolFileError as `load_protocol` does.
    """
    if not may_extend(text):
        return text
    from casework.protocol_extension import expanded_text

    return expanded_text(text, source, base)


def may_extend(text: str) -> bool:
    """Whether the word `extends` stands anywhere but in a line of comment: only then the file has to be read for it."""
    return any("extends" in line and not line.lstrip().startswith("#") for line in text.splitlines())


def _in_order(text: str) -> Protocol | None:
    """The protocol when there is nothing to say about its file, else None."""
    quick = quickly_read(text)
    if quick is None or quick.tree.get("extends") is not None:
        return None
    try:
        protocol = Protocol.model_validate(quick.tree)
    except ValidationError:
        return None
    return None if list(findings_in(protocol)) else protocol


def _with_lines(text: str, source: str, base: Base | None, find: _Finder = findings_in) -> Protocol:
    # Imported only for a file that needs it: what reads it costs every start memory and time.
    from casework.protocol_yaml import NotReadable, carefully_read, line_of

    try:
        tree = carefully_read(text)
    except NotReadable as failure:
        raise ProtocolFileError(source, [ProtocolProblem(failure.line, failure.key, failure.fields)]) from None
    line = partial(line_of, tree)
    if tree.get("extends") is not None:
        return _extended(tree, source, base, line)
    protocol = _shaped(tree, source, line, beside=True)
    problems = [_problem(line, finding) for finding in find(protocol)]
    if problems:
        raise ProtocolFileError(source, problems)
    return protocol


def _extended(tree: "CommentedMap", source: str, base: Base | None, line: _LineOf) -> Protocol:
    from casework.protocol_extension import NoBase, extension_of

    try:
        extension = extension_of(tree, base)
    except NoBase as missing:
        finding = Finding(("extends",), missing.key, missing.fields)
        raise ProtocolFileError(source, [_problem(line, finding)]) from None

    def line_in_file(place: Place) -> int:
        return line(extension.place_in_file(place))

    problems = [_problem(line, finding) for finding in extension.findings_in_file()]
    if tree.get("id") in (None, *shipped_protocol_ids()):
        # Otherwise two protocols would have one name: nobody could tell by which of them a case goes.
        where, name = ("extends", extension.base.id) if tree.get("id") is None else ("id", str(tree["id"]))
        problems.append(_problem(line, Finding((where,), "protocol-problem-extends-id", {"name": name})))
    protocol = _shaped(extension.merged.tree | {"extends": str(tree["extends"])}, source, line_in_file, problems)
    found = (*findings_in(protocol), *extension.findings_in_whole(protocol))
    problems += [_problem(line_in_file, finding) for finding in found]
    if problems:
        raise ProtocolFileError(source, problems)
    return protocol


def _shaped(
    tree: object, source: str, line: _LineOf, problems: Iterable[ProtocolProblem] = (), *, beside: bool = False
) -> Protocol:
    """The protocol in the data; `beside` tells what is wrong with the parts of the right shape too."""
    try:
        return Protocol.model_validate(tree)
    except ValidationError as error:
        wrong = list(dict.fromkeys(_shape_problem(line, _of_one_value(tree, detail)) for detail in error.errors()))
    if beside:
        from casework.protocol_partial import findings_beside

        wrong += [_problem(line, finding) for finding in findings_beside(tree)]
    raise ProtocolFileError(source, [*problems, *wrong])


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


def _shape_problem(line: _LineOf, detail: ErrorDetails) -> ProtocolProblem:
    place = tuple(detail["loc"])
    name = name_at(place)
    if detail["type"] == "one_value":
        return _problem(line, Finding(place, "protocol-problem-one-value", {"name": name}))
    if detail["type"] == "invalid_key" or place[-1:] == ("[key]",):
        place = place[:-1] if place[-1] == "[key]" else place
        return _problem(line, Finding(place, "protocol-problem-name-as-text", {"name": _as_key(place[-1])}))
    if detail["type"] == "extra_forbidden" and name == "drop":
        return _problem(line, Finding(place, "protocol-problem-drop"))
    if detail["type"] == "extra_forbidden":
        near = get_close_matches(name, names_at(Protocol, place[:-1]), n=1)
        if near:
            return _problem(line, Finding(place, "protocol-problem-unknown-key-near", {"name": name, "near": near[0]}))
        return _problem(line, Finding(place, "protocol-problem-unknown-key", {"name": name}))
    bounds = bounds_at(Protocol, place)
    if bounds is not None and detail["type"].startswith(("int", "greater", "less")):
        fields = {"least": str(bounds[0]), "most": str(bounds[1])}
        fields |= {"name": name, "value": _shown(detail["input"])}
        return _problem(line, Finding(place, "protocol-problem-out-of-range", fields))
    key = _KNOWN_ERRORS.get(detail["type"], "protocol-problem-wrong-value")
    if detail["type"] == "string_type" and isinstance(detail["input"], int | float):
        key = "protocol-problem-number-as-text"
    fields = {"name": name, "value": _shown(detail["input"]), "allowed": allowed_in(detail)}
    return _problem(line, Finding(place, key, fields))


_KINDS_OF_VALUE = ("bool", "int", "str")


def _of_one_value(tree: object, detail: ErrorDetails) -> ErrorDetails:
    """Where one word or number belongs pydantic says of each kind that it is not that; a writer hears it once."""
    node: Any = tree
    for depth, part in enumerate(detail["loc"]):
        inside = node.get(part) if isinstance(node, Mapping) else None
        if inside is None and (part in _KINDS_OF_VALUE or str(part).startswith("tuple[")) and not _has(node, part):
            return {**detail, "type": "one_value", "loc": detail["loc"][:depth]}
        if isinstance(node, list) and isinstance(part, int) and part < len(node):
            inside = node[part]
        node = inside
    return detail


def _has(node: object, part: object) -> bool:
    return isinstance(node, Mapping) and part in node


def _as_key(part: int | str) -> str:
    day = re.fullmatch(r"datetime\.date\((\d+), (\d+), (\d+)\)", str(part))
    return "-".join(number.zfill(2) for number in day.groups()) if day else _shown(part)


def name_at(place: Place) -> str:
    """What to call the part at `place`: a part of a list is called as its list is."""
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def allowed_in(detail: ErrorDetails) -> str:
    """What could have stood there, for a reader: the words to choose from, or the greatest length."""
    context = detail.get("ctx", {})
    allowed = str(context.get("expected", context.get("max_length", "")))
    return allowed.replace("'", "").replace(" or ", ", ")


def _problem(line: _LineOf, finding: Finding) -> ProtocolProblem:
    return ProtocolProblem(line(finding.place), finding.key, tuple(finding.fields.items()))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        return ""
    written = str(value)
    return written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}…"
