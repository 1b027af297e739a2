"""The flows as pictures, made from their tables: `python -m bot.flows.diagram` prints them all (Mermaid).

What every question has (back, skip, stop, leaving at once) is left out: it is the same everywhere.
"""

import sys
from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

import bot.flows
from bot.flows.question import Branch, Flow, Kind, Question

END = "the_end"
_SHAPES = {Kind.CHOICE: '{}["{}"]', Kind.TEXT: '{}[/"{}"/]', Kind.PICTURES: '{}[("{}")]'}


def mermaid_of(flow: Flow) -> str:
    """The flow as a Mermaid flowchart: a node for each question, an edge for each branch with its condition.

    A dashed edge is a detour: a question that comes first wherever its condition holds.
    """
    lines = ["flowchart TD", f"    begin(( )) --> {node_of(flow.first)}"]
    for question in flow.questions.values():
        lines.append("    " + _SHAPES[question.kind].format(node_of(question.id), question.id.replace("_", " ")))
        lines.extend(f"    {node_of(question.id)} {_edge(branch)}" for branch in question.branches)
        lines.extend(_detour(question))
    return "\n".join([*lines, f"    {END}(( ))"])


def node_of(question: str | None) -> str:
    """The node's name; never a bare question id, since "class" and "end" mean something to Mermaid."""
    return END if question is None else f"ask_{question}"


def _edge(branch: Branch) -> str:
    label = f'|"{branch.when.name}"| ' if branch.when.name else ""
    return f"--> {label}{node_of(branch.to)}"


def _detour(question: Question) -> list[str]:
    detour = question.detour
    return [f'    {node_of(question.id)} -.-> |"{detour.when.name}"| {node_of(detour.to)}'] if detour else []


def every_flow() -> tuple[Flow, ...]:
    """Every flow that a module of this room defines, in the order of their names."""
    modules = (import_module(f"bot.flows.{module.name}") for module in iter_modules(bot.flows.__path__))
    flows = {value.id: value for module in modules for value in vars(module).values() if isinstance(value, Flow)}
    return tuple(flows[flow_id] for flow_id in sorted(flows))


def diagrams_of(flows: Iterable[Flow]) -> str:
    """Each flow under its name, ready for a Markdown page."""
    return "\n\n".join(f"### {flow.id}\n\n```mermaid\n{mermaid_of(flow)}\n```" for flow in flows)


if __name__ == "__main__":
    sys.stdout.write(diagrams_of(every_flow()) + "\n")
