"""The short conversation with which a case is closed, and the questions before any closing."""

from dataclasses import replace

from bot.flows.case_questions import REASON_WORDS, choice_question, fixed
from bot.flows.question import Branch, Condition, Question, Scene, flow_of
from bot.flows.words import Words, phrase

NEWLY_TOLD = "told"
"""The answer that counts what reporters had told when the closing began."""

CLOSES_AS = "closes_as"
"""The answer that holds the key of the outcome with which the case would close."""

CLOSES_ON = "closes_on"
"""The answer that holds which one to the question at the end of a step closes the case, "yes" or "no"."""


def closes_on(scene: Scene) -> str:
    return str(scene.answers.get(CLOSES_ON, "yes"))


_CLOSES = Condition(
    "closes the case",
    lambda scene: (
        scene.answers.get("closes") == "yes" and scene.answers.get("case_passed", closes_on(scene)) == closes_on(scene)
    ),
)


def open_parts(scene: Scene) -> tuple[Words, ...]:
    """What closing the case now would leave, and that something was told since the closing began."""
    if scene.answers.get("closes") != "yes":
        return ()
    work = scene.facts.open_work
    is_new = work.told > scene.answers.get(NEWLY_TOLD, work.told)
    return (*((phrase("case-told-meanwhile"),) if is_new else ()), *((work.lines,) if work.lines else ()))


def open_now(scene: Scene) -> str:
    """Changes when something was told, or is open, that the question did not show."""
    work = scene.facts.open_work
    return f"{work.told} {work.lines}"


def _reason_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    told = (scene.answers.get("problem"), scene.answers.get("about"), *open_parts(scene), phrase("ask-case-reason"))
    return tuple(part for part in told if part)


def _close_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """How the case is closed, what is still open then, and the reason that was just written."""
    about = "" if scene.answers.get("gate") else str(scene.answers.get("about") or "")
    reason = phrase("case-close-reason", reason=str(scene.answers.get("case_reason", "")))
    return (*((about,) if about else ()), *open_parts(scene), reason, phrase("ask-case-close"))


CLOSING_QUESTIONS = (
    replace(REASON_WORDS, branches=(Branch("case_close", _CLOSES), Branch(None)), parts=_reason_parts),
    choice_question(
        "case_close",
        Branch(None),
        options=fixed("case-close", "yes", "no"),
        parts=_close_parts,
        promise=open_now,
        promise_changed="case-open-changed",
    ),
)
"""The reason for closing, and the last question before it."""

END = flow_of("case-end", "case_reason", *CLOSING_QUESTIONS)
