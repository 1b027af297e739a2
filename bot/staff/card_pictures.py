"""What a card says and asks when a reporter spoke of a picture with somebody naked in it (AX-17), until a person at
school said whether there is one."""

from collections.abc import Iterator

from bot.flows.words import Button, Words, phrase
from bot.staff.card_scene import CardScene, fact_buttons
from casework.duties import Duty


def picture_line(scene: CardScene) -> Words | None:
    """That nobody looks at it, keeps it or prints it, and that somebody has to say whether it is there; once it is said
    that it is, what that holds back, and what to do with what was kept before. It stands on every view of the card."""
    return scene.pictures_kept if scene.picture_fact is None else phrase("card-picture-told")


def picture_buttons(scene: CardScene) -> Iterator[Button]:
    """The question whether there is such a picture, on the card itself."""
    if scene.picture_fact is not None:
        yield from fact_buttons(scene, scene.picture_fact, phrase("card-button-picture"))


def picture_warning(scene: CardScene, duty: Duty) -> Iterator[Words]:
    """Under a duty that would have evidence kept: not that picture."""
    if duty.action in scene.keeps_pictures:
        yield phrase("card-not-that-picture")
