"""Where a bracket or quotation mark opens that a YAML text never closes: YAML itself notices only much later."""

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.tokens import (
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
)

_CLOSES = {FlowMappingStartToken: "}", FlowSequenceStartToken: "]"}
_CLOSED_BY = {FlowMappingEndToken: "}", FlowSequenceEndToken: "]"}


def left_open(text: str) -> tuple[int, str] | None:
    """The line (from 1) of what is opened in `text` and never closed, and the sign that is missing; else None."""
    open_brackets: list[tuple[int, str]] = []
    try:
        for token in YAML().scan(text):
            line = token.start_mark.line + 1
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
        return None
    except YAMLError:
        return None
    return open_brackets[-1] if open_brackets else None


def _sign_at(text: str, line: int, column: int) -> str:
    return text.splitlines()[line][column : column + 1]
