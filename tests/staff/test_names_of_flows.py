"""What staff walked away from is called by a name of its own, whichever flow it was."""

import importlib
import pkgutil
from collections.abc import Iterator

from bot import staff
from bot.flows.conversation import Conversation
from bot.flows.left_talks import stopped_message
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
