"""What a card says and offers when a pupil may not be safe at home: what waits, why, and who decides."""

from collections.abc import Iterator

from bot.flows.case_answers import Act
from bot.flows.small_buttons import small_button
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


def home_words_line(scene: CardScene) -> Words | None:
    """That somebody's words may mean that home is not safe, and what to do with that; the words stay where they are."""
    return phrase("card-home-words") if _asks_about_words(scene) else None


def home_words_buttons(scene: CardScene) -> Iterator[Button]:
    """Reading what was written, and the question whether home is safe."""
    if not _asks_about_words(scene):
        return
    yield small_button("read", str(scene.number))
    for place, ask in enumerate(scene.facts):
        if ask.fact == "home_unsafe":
            label = phrase("card-button-home-words")
            yield case_button(Act.FACT, scene.number, scene.revision, place, label=label)


def _asks_about_words(scene: CardScene) -> bool:
    return scene.home_in_words and not scene.card.is_closed and scene.view == "now"


def home_buttons(scene: CardScene) -> Iterator[Button]:
    """For who decides about contact with home; once that was decided it is no more among what is needed now."""
    if scene.card.home is not None and scene.card.home.may_contact is None and scene.may(OFFICER):
        yield case_button(Act.HOME, scene.number, scene.revision)


def home_again_buttons(scene: CardScene) -> Iterator[Button]:
    """The decision can be made anew."""
    if scene.card.home is not None and scene.card.home.may_contact is not None and scene.may(OFFICER):
        yield case_button(Act.HOME, scene.number, scene.revision)
