"""Where a bracket or quotation mark opens that a YAML text never closes: YAML itself notices only much later."""

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.tokens import (
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    ScalarToken,
)

_CLOSES = {FlowMappingStartToken: "}", FlowSequenceStartToken: "]"}
_CLOSED_BY = {FlowMappingEndToken: "}", FlowSequenceEndToken: "]"}


def left_open(text: str) -> tuple[int, str] | None:
    """The line (from 1) of what is opened in `text` and never closed, and the sign that is missing; else None."""
    open_brackets: list[tuple[int, str]] = []
    quoted: ScalarToken | None = None
    try:
        for token in YAML().scan(text):
            line = token.start_mark.line + 1
            if quoted is not None and isinstance(token, ScalarToken) and quoted.end_mark.line == token.start_mark.line:
                return quoted.start_mark.line + 1, str(quoted.style)
            quoted = token if isinstance(token, ScalarToken) and _runs_on(token) else None
            if type(token) in _CLOSES:
                open_brackets.append((line, _CLOSES[type(token)]))
            elif type(token) in _CLOSED_BY and open_brackets:
                opened = open_brackets.pop()
                if opened[1] != _CLOSED_BY[type(token)]:
                    return opened
    except MarkedYAMLError as error:
        if error.context == "while scanning a quoted scalar" and error.context_mark is not None:
            line = int(error.context_mark.line)
            return line + 1, _sign_at(text, line, int(error.context_mark.column))
        mark = error.problem_mark
        if quoted is not None and mark is not None and mark.line - 1 <= quoted.end_mark.line <= mark.line:
            return quoted.start_mark.line + 1, str(quoted.style)
        return None
    except YAMLError:
        return None
    return open_brackets[-1] if open_brackets else None


def _runs_on(token: ScalarToken) -> bool:
    """Whether it is a quotation over several lines: where something is wrong right after it, its end may be missing."""
    return token.style in ("'", '"') and bool(token.start_mark.line < token.end_mark.line)


def _sign_at(text: str, line: int, column: int) -> str:
    return text.splitlines()[line][column : column + 1]
