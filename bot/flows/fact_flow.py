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
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, flow_of
from bot.flows.words import phrase


def _record_value(question: Question, scene: Scene, value: str) -> Answers:
    """The options stand in the order of `values`, in which a value keeps its own kind."""
    place = [one[0] for one in scene.answers["options"]].index(value)
    return {**scene.answers, "value": scene.answers["values"][place]}


def _home_pupils(scene: Scene) -> tuple[Option, ...]:
    pupils = tuple(Option(one[0], one[2], wide=True) for one in scene.answers["home_pupils"])
    return (*pupils, Option("unknown", phrase("case-home-pupil-unknown"), wide=True))


def _record_home_pupil(question: Question, scene: Scene, value: str) -> Answers:
    chosen = [one[1] for one in scene.answers["home_pupils"] if one[0] == value]
    return {**scene.answers, "pupils": chosen}


_ASKS_WHOSE_HOME = Condition(
    "not safe at home, and several pupils",
    lambda scene: bool(scene.answers.get("home_pupils")) and scene.answers.get("value") is True,
)


FACT = flow_of(
    "case-fact",
    "case_value",
    Question(
        "case_value",
        Kind.CHOICE,
        (
            Branch("case_home_pupil", _ASKS_WHOSE_HOME),
            Branch("case_reason", NEEDS_REASON),
            Branch("case_note"),
        ),
        options=given,
        parts=listed_parts,
        record=_record_value,
        keeps_answer=False,
    ),
    Question(
        "case_home_pupil",
        Kind.CHOICE,
        (Branch("case_reason", NEEDS_REASON), Branch("case_note")),
        options=_home_pupils,
        parts=case_parts,
        record=_record_home_pupil,
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
