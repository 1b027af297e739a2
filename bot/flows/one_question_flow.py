"""The short conversations of one question, at most with words after it."""

from bot.flows.case_questions import HAS_PROBLEM, NOTE, REASON_WORDS, case_parts, fixed, given, given_value, judged
from bot.flows.question import Answers, Branch, Kind, Question, Scene, answered, flow_of


def _record_person(question: Question, scene: Scene, value: str) -> Answers:
    return judged(scene, {**scene.answers, "to": given_value(scene, value)})


REASON = flow_of("case-reason", "case_reason", REASON_WORDS)

AGREE = flow_of(
    "case-agree",
    "case_agree",
    Question(
        "case_agree",
        Kind.CHOICE,
        (Branch("case_reason", answered("case_agree", "no")), Branch(None)),
        options=fixed("case-agree", "yes", "no"),
        parts=case_parts,
    ),
    REASON_WORDS,
)

HAND = flow_of(
    "case-hand",
    "case_to",
    Question(
        "case_to",
        Kind.CHOICE,
        (Branch("case_to", HAS_PROBLEM), Branch("case_note")),
        options=given,
        parts=case_parts,
        record=_record_person,
        page_size=12,
    ),
    NOTE,
)

SIGNAL = flow_of("case-signal", "case_note", NOTE)

SHARE = flow_of(
    "case-share",
    "case_share",
    Question("case_share", Kind.CHOICE, (Branch(None),), options=fixed("case-share", "yes", "no")),
)
