"""Saying that a case is about the same as another one: this one is closed as double, the other one goes on."""

from bot.flows.case_questions import case_parts, fixed, given, given_value
from bot.flows.question import Answers, Branch, Kind, Question, Scene, answered, flow_of
from bot.flows.words import Words, phrase


def _record_other(question: Question, scene: Scene, value: str) -> Answers:
    return {**scene.answers, "other": given_value(scene, value)}


def _sure_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-join-sure", number=int(scene.answers["number"]), other=int(scene.answers["other"])),)


JOIN = flow_of(
    "join",
    "join_other",
    Question(
        "join_other",
        Kind.CHOICE,
        (Branch("join_sure"),),
        options=given,
        parts=case_parts,
        record=_record_other,
        page_size=10,
        keeps_answer=False,
    ),
    Question(
        "join_sure",
        Kind.CHOICE,
        (Branch(None, answered("join_sure", "yes")), Branch("join_other")),
        options=fixed("join-sure", "yes", "no"),
        parts=_sure_parts,
        keeps_answer=False,
    ),
)
