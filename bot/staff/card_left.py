"""On the card: what its reader was asked about the case and walked away from, to go on with or to throw away."""

from collections.abc import Iterator
from dataclasses import replace

from bot.flows.left_talks import left_buttons
from bot.flows.words import Button, Words, phrase
from bot.spoken import spoken
from bot.staff.card_scene import CardScene, in_lines, in_whole_words, is_question


def left_lines(scene: CardScene) -> Words | None:
    """What waits, a line for each."""
    return in_lines(phrase("card-left", what=one.about, asks=is_question(one.about)) for one in scene.left)


def left_on_card(scene: CardScene) -> Iterator[Button]:
    """Two buttons for each; with what it is about on them where several wait."""
    for one in scene.left:
        go_on, throw_away = left_buttons(one.key)
        if len(scene.left) > 1:
            what = in_whole_words(spoken(one.about))
            go_on = replace(go_on, label=phrase("card-button-left-go-on", what=what))
            throw_away = replace(throw_away, label=phrase("card-button-left-throw-away", what=what))
        yield go_on
        yield throw_away
