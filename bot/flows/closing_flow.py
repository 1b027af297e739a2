"""The short conversation with which a case is closed, and the questions before any closing."""

from dataclasses import replace

from bot.flows.case_questions import REASON_WORDS, choice_question, fixed
from bot.flows.question import Branch, Condition, Question, Scene, flow_of
from bot.flows.words import Words, phrase

_CLOSES = Condition(
    "closes the case",
    lambda scene: scene.answers.get("closes") == "yes" and scene.answers.get("case_passed", "yes") == "yes",
)


def _close_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """How the case is closed, what is still open then, and the reason that was just written."""
    about, left = (str(scene.answers.get(one) or "") for one in ("about", "open_work"))
    told = about if left in about else left
    reason = phrase("case-close-reason", reason=str(scene.answers.get("case_reason", "")))
    return (*((told,) if told else ()), reason, phrase("ask-case-close"))


CLOSING_QUESTIONS = (
    replace(REASON_WORDS, branches=(Branch("case_close", _CLOSES), Branch(None))),
    choice_question("case_close", Branch(None), options=fixed("case-close", "yes", "no"), parts=_close_parts),
)
"""The reason for closing, and the last question before it."""

END = flow_of("case-end", "case_reason", *CLOSING_QUESTIONS)
