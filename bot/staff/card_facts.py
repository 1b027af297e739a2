"""What can be established about a case: the questions with their numbers, and a button for each."""

from bot.flows.words import Button, Message, Words, phrase
from bot.staff.card_home import home_again_buttons
from bot.staff.card_scene import CardScene, case_button, fact_button, in_lines, label_words
from bot.staff.fact_words import value_words

_IN_A_ROW = 4


def facts_message(scene: CardScene) -> Message:
    """Each question with what is known now; a question is longer than a button, so the buttons hold numbers."""
    lines = [phrase("facts-title", number=scene.number), *(_line(scene, at) for at in range(len(scene.facts)))]
    buttons = [_button(scene, at) for at in range(len(scene.facts))]
    rows = [tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW)]
    rows += [(button,) for button in home_again_buttons(scene)]
    rows.append((case_button("less", scene.number, scene.revision),))
    return Message(tuple(lines), tuple(rows), protected=True)


def _line(scene: CardScene, at: int) -> Words:
    ask = scene.facts[at]
    words: list[Words] = [phrase("facts-line", place=at + 1, what=label_words(ask.label))]
    words.append(phrase("facts-known", answer=value_words(ask, ask.current)))
    if not scene.may(ask.by):
        words.append(phrase("facts-by", who=scene.title_of(ask.by)))
    return in_lines(words) or ""


def _button(scene: CardScene, at: int) -> Button:
    return fact_button(scene, at, phrase("facts-button", place=at + 1))
