"""The short conversations in which a case goes on at another step, or along another track."""

from dataclasses import replace

from bot.flows.case_questions import REASON_WORDS, choice_question, fixed
from bot.flows.question import Branch, Question, Scene, flow_of
from bot.flows.words import Words, phrase


def _step_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """To which step, what is dropped with the one that is left, and the reason that was just written."""
    about = scene.answers.get("about")
    reason = phrase("case-close-reason", reason=str(scene.answers.get("case_reason", "")))
    return (*((about,) if about else ()), reason, phrase("ask-case-step"))


def _track_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Where the case goes, who reads it from then on, and whether that is to be."""
    told = (scene.answers.get("about"), scene.answers.get("who_reads"))
    return (*(part for part in told if part), phrase("ask-case-track"))


STEP = flow_of(
    "case-step",
    "case_reason",
    replace(REASON_WORDS, branches=(Branch("case_step"),)),
    choice_question("case_step", Branch(None), options=fixed("case-step", "yes", "no"), parts=_step_parts),
)

TRACK = flow_of(
    "case-track",
    "case_reason",
    replace(REASON_WORDS, branches=(Branch("case_track"),)),
    choice_question(
        "case_track",
        Branch(None),
        options=fixed("case-track", "yes", "no"),
        parts=_track_parts,
    ),
)
