"""The page on a protocol in Markdown, for `docs/protocollen/` and for a school that keeps one of its own."""

import re
from collections.abc import Iterator

from bot.protocol_pages.diagram import diagram_of
from bot.protocol_pages.tables import Section, sections_of
from casework.protocol import Protocol

_SIGNS = re.compile(r"([\\`*_{}\[\]()#|~!])")
_BEGIN_OF_A_LIST = re.compile(r"^(\s*)(\d*)([-+.])(?=\s)", re.MULTILINE)


def page_of(protocol: Protocol) -> str:
    """The whole page, with its diagram."""
    return "\n\n".join(block for section in sections_of(protocol) for block in _blocks(protocol, section)) + "\n"


def escaped(words: str) -> str:
    """`words` as Markdown that shows exactly them; line ends become breaks."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = _SIGNS.sub(r"\\\1", safe)
    safe = _BEGIN_OF_A_LIST.sub(r"\1\2\\\3", safe)
    return "<br>".join(line.strip() for line in safe.splitlines())


def _blocks(protocol: Protocol, section: Section) -> Iterator[str]:
    yield f"{'#' * section.level} {escaped(section.title)}"
    yield from (escaped(line) for line in section.lines)
    if section.is_map:
        yield f"```mermaid\n{diagram_of(protocol)}\n```"
    if any(any(row) for row in section.rows):
        rows = (section.columns, ("---",) * len(section.columns), *section.rows)
        yield "\n".join(_row(row, is_rule=number == 1) for number, row in enumerate(rows))


def _row(cells: tuple[str, ...], *, is_rule: bool) -> str:
    return "| " + " | ".join(cell if is_rule else escaped(cell) for cell in cells) + " |"
