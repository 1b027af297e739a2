"""The question "Gaat het over …?", asked before anybody who was named can receive anything (AX-12)."""

from typing import Any

from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene
from bot.flows.reading_plan import concern_to_ask, concern_words
from bot.flows.words import Words, phrase

asks_concern = Condition("staff named", lambda scene: concern_to_ask(scene) is not None)


def concern_question(question: str, after: tuple[Branch, ...], extra_text: str | None = None) -> Question:
    """The question under the id `question`; it repeats for each person named, then goes on as `after` says."""
    return Question(
        question,
        Kind.CHOICE,
        (Branch(question, asks_concern), *after),
        options=_options,
        parts=_parts,
        record=_record,
        extra_text=extra_text,
        applies=asks_concern,
        take_back=_without_last,
    )


def _options(scene: Scene) -> tuple[Option, ...]:
    options = ("yes", "no") if asks_concern.holds(scene) else ("on",)
    return tuple(Option(option, phrase(f"concern-{option}")) for option in options)


def _parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = concern_to_ask(scene)
    return (concern_words(scene.facts.school, asked),) if asked else (phrase("ask-concern-done"),)


def _record(question: Question, scene: Scene, value: str) -> Answers:
    asked = concern_to_ask(scene)
    known: dict[str, Any] = scene.answers.get("concerns") or {}
    return {**scene.answers, "concerns": {**known, asked.id: value}} if asked else scene.answers


def _without_last(answers: Answers) -> Answers:
    """Who goes back to this question is asked about the last person again."""
    known: dict[str, Any] = answers.get("concerns") or {}
    return {**answers, "concerns": dict(list(known.items())[:-1])}
