"""The short conversations in which a fact is established, and in which somebody decides about contact with home."""

from bot.flows.case_questions import (
    NEEDS_REASON,
    NOTE,
    REASON_WORDS,
    case_parts,
    fixed,
    given,
    listed_parts,
)
from bot.flows.question import Answers, Branch, Kind, Question, Scene, flow_of


def _record_value(question: Question, scene: Scene, value: str) -> Answers:
    """The options stand in the order of `values`, in which a value keeps its own kind, and of `homes`: whose home."""
    place = [one[0] for one in scene.answers["options"]].index(value)
    answers = {**scene.answers, "value": scene.answers["values"][place]}
    homes = scene.answers.get("homes")
    return {**answers, "pupils": homes[place]} if homes else answers


FACT = flow_of(
    "case-fact",
    "case_value",
    Question(
        "case_value",
        Kind.CHOICE,
        (Branch("case_reason", NEEDS_REASON), Branch("case_note")),
        options=given,
        parts=listed_parts,
        closed_parts=case_parts,
        record=_record_value,
        keeps_answer=False,
    ),
    NOTE,
    REASON_WORDS,
)

HOME = flow_of(
    "case-home",
    "case_home",
    Question(
        "case_home",
        Kind.CHOICE,
        (Branch("case_reason"),),
        options=fixed("case-home", "yes", "no"),
        parts=case_parts,
        keeps_answer=False,
    ),
    REASON_WORDS,
)
