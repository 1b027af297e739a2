"""The short conversations in which somebody tells that something was done, and what came of it."""

from dataclasses import replace

from bot.flows.case_questions import (
    NEEDS_REASON,
    NOTE,
    REASON_WORDS,
    case_parts,
    day_question,
    fixed,
    given,
    given_value,
    judged,
    listed_parts,
    read_day,
    record_day,
    was_on,
)
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, answered, flow_of
from bot.flows.words import Words, phrase

_UNSPOKEN = Condition("not spoken with all yet", lambda scene: bool(scene.answers.get("unspoken")))


def _record_pupils(question: Question, scene: Scene, value: str) -> Answers:
    everyone = [one[1] for one in scene.answers["options"] if one[0] != "all"]
    return {**scene.answers, "pupils": everyone if value == "all" else [given_value(scene, value)]}


def _record_agreed(question: Question, scene: Scene, value: str) -> Answers:
    """A day to come on which they agreed, or the one on the card; agreeing on it was today."""
    if value == "stays":
        return judged(scene, {**scene.answers, "case_agreed": "", "case_day": scene.facts.today.isoformat()})
    day, today = read_day(scene, value), scene.facts.today
    if day is not None and day <= today:
        return {**scene.answers, "problem": scene.facts.spoken(phrase("case-agreed-past"))}
    return {**record_day(question, scene, value), "case_day": today.isoformat()}


def _record_answer(question: Question, scene: Scene, value: str) -> Answers:
    needs = value in scene.answers.get("with_reason", [])
    return {**scene.answers, "answer": given_value(scene, value), "needs_reason": needs}


def _outcome_reason_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Of a decision also what it is exactly: which measure, which call."""
    told = (scene.answers.get("problem"), scene.answers.get("about"))
    kind = "decide" if scene.answers.get("decides") else "other"
    return (*(part for part in told if part), phrase("ask-case-outcome-reason", kind=kind))


def _early_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (scene.answers["about"], scene.answers["asks_early"])


def _unspoken_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """With whom nobody spoke yet, by their numbers, where somebody was spoken with."""
    who = scene.answers.get("unspoken_who")
    if not who:
        return case_parts(question, scene)
    return (scene.answers["about"], phrase("ask-case-unspoken-some", who=who))


def _unspoken_options(scene: Scene) -> tuple[Option, ...]:
    """Where nobody was spoken with there is nothing to conclude from."""
    anyway = ("anyway",) if scene.answers.get("unspoken_who") else ()
    return fixed("case-unspoken", "yes", "no", *anyway)(scene)


DONE = flow_of(
    "case-done",
    "case_day",
    day_question("case_agreed", Branch("case_note"), options=given, record=_record_agreed),
    Question("case_pupils", Kind.CHOICE, (Branch("case_day"),), options=given, parts=case_parts, record=_record_pupils),
    was_on(Branch("case_note")),
    NOTE,
)

OUTCOME = flow_of(
    "case-outcome",
    "case_answer",
    Question(
        "case_early",
        Kind.CHOICE,
        (Branch(None, answered("case_early", "no")), Branch("case_unspoken", _UNSPOKEN), Branch("case_answer")),
        options=fixed("case-early", "yes", "no"),
        parts=_early_parts,
    ),
    Question(
        "case_unspoken",
        Kind.CHOICE,
        (Branch(None, answered("case_unspoken", "no")), Branch("case_answer")),
        options=_unspoken_options,
        parts=_unspoken_parts,
    ),
    Question(
        "case_answer",
        Kind.CHOICE,
        (Branch("case_day"),),
        options=given,
        parts=listed_parts,
        closed_parts=case_parts,
        record=_record_answer,
    ),
    was_on(Branch("case_reason", NEEDS_REASON), Branch("case_note")),
    NOTE,
    replace(REASON_WORDS, parts=_outcome_reason_parts),
)
