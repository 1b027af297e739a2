"""The same asked about several things, one after the other: the `asks` with which a conversation starts."""

from typing import Any

from bot.flows.question import Answers, Condition, Scene


def _told(answers: Answers) -> list[Any]:
    """What was answered so far to the `asks`, one by one."""
    return list(answers.get("consents", [])) or list(answers.get("gate", {}))


def next_ask(scene: Scene) -> list[Any]:
    """What is asked now: its key, its words, and of a consent whose it is."""
    asks = scene.answers.get("asks", [])
    return list(asks[min(len(_told(scene.answers)), len(asks) - 1)])


MORE_ASKED = Condition("more to ask", lambda scene: len(_told(scene.answers)) < len(scene.answers.get("asks", [])))
