"""From whom a confidant has it who opens a case: what a pupil tells in confidence stays on the confidants' line.

What they saw themselves, or heard from anybody else, goes the way of any colleague's report (P002 A002-1, A002-6).
Asked where it is about somebody who works here; about pupils it is a pupil's unless they say otherwise.
"""

from bot.flows.heard_report import WHO_TOLD, asks_who_told, may_be_confided, was_confided
from bot.flows.question import Branch, Condition, Kind, Option, Question, Scene
from bot.flows.words import phrase

OTHERWISE = "told"
"""The option of a summary that leads here."""

who_told_open = Condition("who told it not said", lambda scene: asks_who_told(scene.facts, scene.answers))


def who_told_question(onwards: tuple[Branch, ...]) -> Question:
    """It goes on as `onwards` says."""
    return Question(
        WHO_TOLD,
        Kind.CHOICE,
        onwards,
        options=_options,
        applies=Condition("may be told in confidence", lambda scene: may_be_confided(scene.facts, scene.answers)),
        keeps_answer=False,
    )


def offers_otherwise(scene: Scene) -> bool:
    """Whether it can still be said that no pupil told it."""
    return may_be_confided(scene.facts, scene.answers) and was_confided(scene.facts, scene.answers)


def _options(_scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(one, phrase(f"new-told-{one}"), wide=True) for one in ("pupil", "self", "other"))
