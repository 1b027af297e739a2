"""What can be established about a case: the questions with their numbers, and a button for each."""

from collections.abc import Iterator

from bot.flows.case_answers import Act
from bot.flows.words import Button, Message, Words, phrase
from bot.staff.card_home import home_again_buttons
from bot.staff.card_scene import CardScene, case_button, in_lines, label_words
from casework.conditions import Scalar
from casework.fact_questions import FactAsk

_IN_A_ROW = 4


def facts_message(scene: CardScene) -> Message:
    """Each question with what is known now; a question is longer than a button, so the buttons hold numbers."""
    lines = [phrase("facts-title", number=scene.number), *(_line(scene, at) for at in range(len(scene.facts)))]
    buttons = [_button(scene, at) for at in range(len(scene.facts))]
    rows = [tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW)]
    rows += [(button,) for button in home_again_buttons(scene)]
    rows.append((case_button("less", scene.number, scene.revision),))
    return Message(tuple(lines), tuple(rows), protected=True)


def value_words(ask: FactAsk, value: Scalar | None) -> Words:
    """How a value reads; that nobody said it yet when there is none."""
    if value is None:
        return phrase("facts-unknown")
    if isinstance(value, bool):
        return phrase("case-answer-yes" if value else "case-answer-no")
    return next((label for known, label in _labelled(ask) if known == value), str(value))


def values_of(ask: FactAsk) -> tuple[tuple[Scalar, Words], ...]:
    """What can be answered, with the words for it."""
    if ask.values:
        return tuple(_labelled(ask))
    return tuple((value, value_words(ask, value)) for value in (True, False))


def _labelled(ask: FactAsk) -> Iterator[tuple[Scalar, Words]]:
    for value, label in ask.values:
        yield value, label or phrase(f"fact-{ask.fact.replace('_', '-')}-{value}")


def _line(scene: CardScene, at: int) -> Words:
    ask = scene.facts[at]
    words: list[Words] = [phrase("facts-line", place=at + 1, what=label_words(ask.label))]
    words.append(phrase("facts-known", answer=value_words(ask, ask.current)))
    if not scene.may(ask.by):
        words.append(phrase("facts-by", who=scene.title_of(ask.by)))
    return in_lines(words) or ""


def _button(scene: CardScene, at: int) -> Button:
    return case_button(Act.FACT, scene.number, scene.revision, at, label=phrase("facts-button", place=at + 1))
