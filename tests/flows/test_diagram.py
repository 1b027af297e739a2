import pytest

from bot.flows.diagram import diagrams_of, every_flow, mermaid_of, node_of
from bot.flows.question import Flow
from bot.flows.reporter_flows import FLOWS

EVERY_FLOW = pytest.mark.parametrize("flow", every_flow(), ids=lambda flow: flow.id)


@EVERY_FLOW
def test_diagram_shows_every_question_and_every_branch(flow: Flow) -> None:
    lines = [line.strip() for line in mermaid_of(flow).splitlines()]
    for question in flow.questions.values():
        node = node_of(question.id)
        assert any(line.startswith(f"{node}[") for line in lines)
        edges = [line for line in lines if line.startswith(f"{node} -->")]
        for branch in question.branches:
            assert any(edge.endswith(node_of(branch.to)) and branch.when.name in edge for edge in edges)


def test_diagrams_name_every_flow_of_a_reporter() -> None:
    printed = diagrams_of(every_flow())
    assert all(f"### {flow_id}" in printed for flow_id in FLOWS)
