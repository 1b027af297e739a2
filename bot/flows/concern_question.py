"""The question "Gaat het over …?", asked before anybody who was named can receive anything (AX-12)."""

from typing import Any

from bot.flows.question import Answers, Condition, Option, Question, Scene
from bot.flows.reading_plan import concern_to_ask, concern_words
from bot.flows.words import Words, phrase

asks_concern = Condition("naam van school genoemd", lambda scene: concern_to_ask(scene) is not None)


def concern_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(option, phrase(f"concern-{option}")) for option in ("yes", "no"))


def concern_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = concern_to_ask(scene)
    return (concern_words(scene.facts.school, asked),) if asked else (phrase("ask-concern-done"),)


def record_concern(question: Question, scene: Scene, value: str) -> Answers:
    asked = concern_to_ask(scene)
    known: dict[str, Any] = scene.answers.get("concerns") or {}
    return {**scene.answers, "concerns": {**known, asked.id: value}} if asked else scene.answers
