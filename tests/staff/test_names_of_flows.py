"""What staff walked away from is called by a name of its own, whichever flow it was."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from bot import staff
from bot.flows.answer_flow import ANSWER, REPLY
from bot.flows.conversation import Conversation
from bot.flows.left_talks import stopped_message
from bot.flows.question import Flow
from bot.spoken import spoken


def _flows_of_staff() -> Iterator[str]:
    for found in pkgutil.iter_modules(staff.__path__):
        for one in vars(importlib.import_module(f"bot.staff.{found.name}")).values():
            if isinstance(one, type) and isinstance(flows := getattr(one, "flows", None), dict):
                yield from flows


def test_every_flow_of_staff_has_a_name_when_its_question_stops() -> None:
    flows = set(_flows_of_staff())
    assert {"case-fact", "parents", "parent-text", "answer", "periodic-done", "case-report-names"} <= flows
    for flow in flows:
        said = spoken(stopped_message(Conversation(flow=flow, subject="3")).parts[0])
        assert "een vraag" not in said and said.endswith("(zaak 3)"), flow


@pytest.mark.parametrize(("flow", "to"), [(ANSWER, "de melder"), (REPLY, "je collega")])
def test_a_message_that_was_not_finished_is_called_after_who_would_have_got_it(flow: Flow, to: str) -> None:
    """Who works on the case writes to the reporter; a colleague who reported writes to who works on it."""
    said = spoken(stopped_message(Conversation(flow=flow.id, subject="3")).parts[0])
    assert f"een bericht aan {to}" in said
