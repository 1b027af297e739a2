"""The flows as pictures, made from their tables: `python -m bot.flows.diagram` prints them all (Mermaid).

What every question has (back, skip, stop, leaving at once) is left out: it is the same everywhere.
"""

import sys

from bot.flows.front_desk import FLOWS
from bot.flows.question import Branch, Flow, Kind, Question

END = "the_end"
_SHAPES = {Kind.CHOICE: '{}["{}"]', Kind.TEXT: '{}[/"{}"/]', Kind.PICTURES: '{}[("{}")]'}


def mermaid_of(flow: Flow) -> str:
    """The flow as a Mermaid flowchart: a node for each question, an edge for each branch with its condition.

    A dashed edge is a detour: a question that comes first wherever its condition holds.
    """
    lines = ["flowchart TD", f"    begin(( )) --> {flow.first}"]
    for question in flow.questions.values():
        lines.append("    " + _SHAPES[question.kind].format(question.id, question.id.replace("_", " ")))
        lines.extend(f"    {question.id} {_edge(branch)}" for branch in question.branches)
        lines.extend(_detour(question))
    return "\n".join([*lines, f"    {END}(( ))"])


def _edge(branch: Branch) -> str:
    label = f'|"{branch.when.name}"| ' if branch.when.name else ""
    return f"--> {label}{branch.to or END}"


def _detour(question: Question) -> list[str]:
    detour = question.detour
    return [f'    {question.id} -.-> |"{detour.when.name}"| {detour.to}'] if detour else []


def all_diagrams() -> str:
    """Every flow of reporters under its name, ready for a Markdown page."""
    return "\n\n".join(f"### {flow.id}\n\n```mermaid\n{mermaid_of(flow)}\n```" for flow in FLOWS.values())


if __name__ == "__main__":
    sys.stdout.write(all_diagrams() + "\n")
