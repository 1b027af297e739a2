"""A small protocol with all that runs beside the steps: interventions, series, triggers, jumps, tracks."""

from functools import cache
from pathlib import Path

from casework.case_commands import Acknowledge, AddPupil, AnswerGate, MarkDone
from casework.protocol import Protocol, load_protocol
from casework.terms import Calendar
from tests.casework.cases import Walk

MEANS_FILE = Path(__file__).parents[1] / "data" / "means_protocol.yaml"


@cache
def means_protocol() -> Protocol:
    return load_protocol(MEANS_FILE.read_text(encoding="utf-8"), MEANS_FILE.name)


def at_step(key: str, calendar: Calendar | None = None) -> Walk:
    """A case that has just come to this step, with the pupils V (who is bullied), B and B2."""
    walk = Walk(means_protocol(), calendar=calendar, facts={"recurrence": True} if key in "34" else None)
    walk.does(Acknowledge(), AddPupil("B", "bully"), AddPupil("B2", "bully"))
    if key == "4":
        walk.does(*(MarkDone("three_talk", walk.today, participants=(pupil,)) for pupil in ("B", "B2")))
        walk.does(AnswerGate(passed=False, reason="note"))
    assert walk.case.step_key == key
    return walk
