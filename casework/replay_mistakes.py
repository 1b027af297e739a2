"""What can be wrong with the shape of a case file, each as a sentence with its line."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from ruamel.yaml.comments import CommentedMap

from casework.bounds import names_at
from casework.protocol_file import ProtocolProblem, allowed_in, name_at
from casework.protocol_yaml import line_of

Place = tuple[int | str, ...]

_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_DATE_PROBLEM = "replay-problem-time"

_KNOWN_ERRORS = {
    "missing": "protocol-problem-missing",
    "literal_error": "protocol-problem-not-allowed",
    "enum": "protocol-problem-not-allowed",
    "extra_forbidden": "protocol-problem-unknown-key",
    "bool_type": "protocol-problem-yes-or-no",
    "bool_parsing": "protocol-problem-yes-or-no",
    "tuple_type": "protocol-problem-list",
    "list_type": "protocol-problem-list",
    "dict_type": "protocol-problem-map",
    "model_type": "protocol-problem-map",
    "model_attributes_type": "protocol-problem-map",
    "int_type": "replay-problem-number",
    "int_parsing": "replay-problem-number",
    "int_parsing_size": "replay-problem-number",
    "int_from_float": "replay-problem-number",
    "too_short": "replay-problem-too-few",
    "string_too_short": "replay-problem-empty",
    "far_day": "replay-problem-far-day",
    "free_days": "replay-problem-free-days",
}


def shape_problem(model: type[BaseModel], tree: CommentedMap, place: Place, detail: ErrorDetails) -> ProtocolProblem:
    """What pydantic says of the part of `tree` at `place`, which should have been a `model`, with line and remedy."""
    inside = (*place, *detail["loc"])
    name = name_at(inside)
    beside = names_at(model, detail["loc"][:-1]) if detail["type"] == "extra_forbidden" else ()
    near = get_close_matches(name, beside, n=1)
    written = detail["input"]
    value = str(written)[:40] if isinstance(written, str | int | float | bool | date) else ""
    given = {"name": name, "value": value, "allowed": allowed_in(detail)}
    if detail["type"].startswith("date"):
        key = _DATE_PROBLEM
    elif near:
        key, given = "protocol-problem-unknown-key-near", {"name": name, "near": near[0]}
    else:
        key = _KNOWN_ERRORS.get(detail["type"], "replay-problem-wrong-value")
    return ProtocolProblem(line_of(tree, inside), key, tuple(given.items()))


def each_day_once(impossible: list[ProtocolProblem], others: list[ProtocolProblem]) -> list[ProtocolProblem]:
    """What is wrong, without what the reader says once more of a day that no calendar has."""
    known = {problem.line for problem in impossible}
    return [*impossible, *(one for one in others if one.line not in known or one.key != _DATE_PROBLEM)]


def impossible_dates(text: str) -> Iterator[ProtocolProblem]:
    """Days in `text` that no calendar has, wherever they stand: what somebody expects can be anything."""
    for number, line in enumerate(text.splitlines(), start=1):
        for written in _DAY.findall(line):
            try:
                date.fromisoformat(written)
            except ValueError:
                yield ProtocolProblem(number, _DATE_PROBLEM, (("value", written),))
