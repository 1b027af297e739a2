"""What somebody who writes YAML got wrong, where YAML itself only says that it cannot go on."""

import re
from dataclasses import dataclass

from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from casework.yaml_brackets import left_open

_NO_BEGINNING = re.compile(r"\s*(?:[\w.-]+\s*:\s+|-\s+)*([@%`])")
_UNSEEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|(?<!^)\ufeff")
"""What no YAML may hold: control characters, such as those of a file that is no text at all."""

_NAME = re.compile(r"[^:,}\s]+|\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True)
class YamlMistake:
    """A mistake on a line (from 1); `what` ends the key of the text that says so, `fields` are what that text names."""

    line: int
    what: str = "yaml"
    fields: tuple[tuple[str, str], ...] = ()


def mistake_of_yaml(text: str, error: YAMLError) -> YamlMistake:
    """The mistake in `text` at which reading it as YAML ended with `error`."""
    if isinstance(error, ReaderError):
        # Its own position counts from the part of the text that it was reading.
        return YamlMistake(_line_of_first(text, _UNSEEN), "yaml-unseen")
    if not isinstance(error, MarkedYAMLError):
        return YamlMistake(1)
    opened = left_open(text)
    if opened is not None:
        return YamlMistake(opened[0], "yaml-open", (("bracket", opened[1]),))
    if error.problem_mark is None:
        return YamlMistake(1)
    number, column = int(error.problem_mark.line), int(error.problem_mark.column)
    written = (text.splitlines() or [""])[min(number, text.count("\n"))]
    name = _NAME.match(written, column)
    if isinstance(error, DuplicateKeyError) and name is not None:
        return YamlMistake(number + 1, "yaml-twice", (("name", name[0].strip("\"'")),))
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return YamlMistake(number + 1, "yaml-tab")
    if written[column : column + 1] == "*" and name is not None:
        return YamlMistake(number + 1, "yaml-points-nowhere", (("name", name[0]),))
    sign = _NO_BEGINNING.match(written)
    if sign is not None and sign.start(1) == column:
        return YamlMistake(number + 1, "yaml-beginning", (("sign", sign[1]),))
    return YamlMistake(number + 1, "yaml-colon" if written[column : column + 1] == ":" else "yaml")


def _line_of_first(text: str, sought: re.Pattern[str]) -> int:
    found = sought.search(text)
    return 1 if found is None else text.count("\n", 0, found.start()) + 1
