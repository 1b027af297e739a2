import pytest

from bot.flows.diagram import END, all_diagrams, mermaid_of
from bot.flows.front_desk import FLOWS
from bot.flows.question import Flow

EVERY_FLOW = pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)


@EVERY_FLOW
def test_diagram_shows_every_question_and_every_branch(flow: Flow) -> None:
    lines = mermaid_of(flow).splitlines()
    for question in flow.questions.values():
        assert any(line.strip().startswith((f"{question.id}[", f"{question.id}{{")) for line in lines)
        for branch in question.branches:
            edges = [line for line in lines if line.strip().startswith(f"{question.id} -->")]
            assert any(edge.endswith(branch.to or END) and branch.when.name in edge for edge in edges)


def test_diagrams_name_every_flow() -> None:
    assert all(f"### {flow_id}" in all_diagrams() for flow_id in FLOWS)
