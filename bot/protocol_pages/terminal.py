"""What `meldmaatje protocol check` and `protocol show` say at a terminal."""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.command_line import DONE, NOT_DONE
from bot.errors import StartRefused
from bot.protocol_on_disk import ProtocolOnDisk, protocol_called
from bot.protocol_pages.diagram import diagram_of
from bot.protocol_pages.markdown import page_of
from bot.protocol_pages.tables import Section, sections_of
from bot.texts import text
from casework.protocol import Protocol, ProtocolFileError, ProtocolProblem, shipped_protocol_ids


def check_and_print(name: str) -> int:
    """Every problem of a protocol on standard output, or that it is in order. 0 in order, 1 not; StartRefused."""
    found = _found(name)
    try:
        protocol = found.loaded()
    except ProtocolFileError as error:
        for problem in error.problems:
            print(text("protocol-check-place", file=found.source, problem=_sentence(problem)))
        print(text("protocol-check-wrong", count=len(error.problems)))
        return NOT_DONE
    print(text("protocol-check-ready", id=protocol.id, version=protocol.version))
    print(text("protocol-check-counts", **_counts(protocol)))
    return DONE


def show_and_print(name: str, *, as_markdown: bool, as_diagram: bool) -> int:
    """The protocol as tables, as a page or as a diagram. 0 shown, 1 with problems, on standard error; StartRefused."""
    found = _found(name)
    try:
        protocol = found.loaded()
    except ProtocolFileError as error:
        for problem in error.problems:
            print(text("protocol-check-place", file=found.source, problem=_sentence(problem)), file=sys.stderr)
        return NOT_DONE
    if as_markdown:
        print(page_of(protocol), end="")
    elif as_diagram:
        print(diagram_of(protocol))
    else:
        _print_tables(Console(), protocol)
    return DONE


def _found(name: str) -> ProtocolOnDisk:
    found = protocol_called(name, Path())
    if found is None:
        raise StartRefused("protocol-unreadable", {"file": name, "shipped": ", ".join(shipped_protocol_ids())})
    return found


def _sentence(problem: ProtocolProblem) -> str:
    return text("protocol-problem-line", line=str(problem.line), problem=text(problem.key, **dict(problem.fields)))


def _counts(protocol: Protocol) -> dict[str, int]:
    actions = [action for part in protocol.parts() for action in part.all_actions]
    timers = [timer for action in actions for timer in action.timers]
    timers += [one.timer for one in protocol.interventions if one.timer is not None]
    timers += [timer for route in protocol.routes for timer in route.timers]
    return {
        "steps": len(protocol.steps),
        "actions": len(actions),
        "interventions": len(protocol.interventions),
        "terms": len(timers),
        "periodic": len(protocol.periodic),
    }


def _print_tables(console: Console, protocol: Protocol) -> None:
    for section in sections_of(protocol):
        if section.is_map:
            continue
        console.print()
        console.print(Text(section.title, style="bold"))
        for line in section.lines:
            console.print(Text(line))
        if any(any(row) for row in section.rows):
            console.print(_table(section))


def _table(section: Section) -> Table:
    table = Table(show_lines=True)
    for column in section.columns:
        table.add_column(Text(column), overflow="fold")
    for row in section.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
