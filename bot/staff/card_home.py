"""What a card says and offers when a pupil may not be safe at home: what waits, why, and who decides."""

from collections.abc import Iterator

from bot.flows.case_answers import Act
from bot.flows.words import Button, Words, phrase
from bot.staff.card_scene import CardScene, all_duties, case_button, in_lines
from casework.home_safety import OFFICER

_HELD = "refusal-home-held"


def home_lines(scene: CardScene) -> Iterator[Words | None]:
    """That everything towards parents waits, and why; nothing while nobody said that it is not safe at home."""
    home = scene.card.home
    if home is None:
        return
    if home.may_contact is None:
        days = (duty.due_on for duty in all_duties(scene.card) if duty.kind == "home")
        yield phrase("card-home-waits", who=scene.home_decider, due=next(days, "none"))
        held = [offer.label for offer in scene.card.offers if offer.why_not is not None and offer.why_not.key == _HELD]
        yield in_lines(phrase("card-home-held", what=label) for label in dict.fromkeys(held))
    else:
        yield phrase("card-home-allowed" if home.may_contact else "card-home-forbidden")


def home_buttons(scene: CardScene) -> Iterator[Button]:
    """For who decides about contact with home; once that was decided it is no more among what is needed now."""
    if scene.card.home is not None and scene.card.home.may_contact is None and scene.may(OFFICER):
        yield case_button(Act.HOME, scene.number, scene.revision)


def home_again_buttons(scene: CardScene) -> Iterator[Button]:
    """The decision can be made anew."""
    if scene.card.home is not None and scene.card.home.may_contact is not None and scene.may(OFFICER):
        yield case_button(Act.HOME, scene.number, scene.revision)
