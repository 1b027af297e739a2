"""What a card says and offers when a pupil may not be safe at home: what waits, why, and who decides."""

from collections.abc import Iterable, Iterator

from bot.flows.case_answers import Act
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Words, phrase
from bot.spoken import spoken
from bot.staff.card_scene import CardScene, case_button, fact_buttons, in_lines, pupil_words
from bot.staff.home_words import IN_NOTES, IN_REPORT
from casework.case_offers import ActionOffer
from casework.case_view import HomeLine
from casework.home_safety import OFFICER

_HELD = "refusal-home-held"


def home_lines(scene: CardScene) -> Iterator[Words | None]:
    """That everything towards parents waits, and why; nothing while nobody said that it is not safe at home."""
    home = scene.card.home
    if home is None:
        return
    if home.may_contact is None:
        due = next((duty.due_on for duty in scene.card.duties if duty.kind == "home"), None)
        late = "yes" if due is not None and due < scene.today else "no"
        yield phrase(_why_it_waits(home), who=scene.home_decider, due=due or "none", late=late)
    else:
        yield phrase("card-home-allowed" if home.may_contact else "card-home-forbidden")
    if home.may_contact is not True:
        yield _whose(scene, home)
        yield in_lines(dict.fromkeys(_held_lines(scene, home, scene.card.offers)))


def _why_it_waits(home: HomeLine) -> str:
    if not home.said_safe:
        return "card-home-waits"
    return "card-home-again" if home.was_forbidden else "card-home-taken-back"


def _whose(scene: CardScene, home: HomeLine) -> Words | None:
    """About which pupils it is, and what not to say meanwhile."""
    if not home.pupils:
        return phrase("card-home-promise")
    pupils = (spoken(pupil_words(pupil, scene.pupils)) for pupil in scene.pupils if pupil in home.pupils)
    return phrase("card-home-whose", whose=", ".join(pupils))


def tips_while_home_waits(scene: CardScene) -> Iterator[Words]:
    """What always helps, in the place of the tips of a protocol that does not say which of them speak of home."""
    if scene.tips_hidden:
        yield phrase("card-hint", hint=phrase("card-home-tip-pupil"))
        yield phrase("card-hint", hint=phrase("card-home-tip-ask", who=scene.home_decider))


def held_work(scene: CardScene) -> Iterator[Words]:
    """What must be done towards parents and waits until somebody decides whether it may."""
    home = scene.card.home
    if home is not None and home.may_contact is None:
        yield from _held_lines(scene, home, (offer for offer in scene.card.offers if offer.required))


def _held_lines(scene: CardScene, home: HomeLine, offers: Iterable[ActionOffer]) -> Iterator[Words]:
    """What waits: that of a step which went by already under the name of that step; once decided only that. Of what is
    for the parents of others too, whose it is."""
    for offer in offers:
        if offer.why_not is None or offer.why_not.key != _HELD:
            continue
        held = offer.held if offer.ticks else ()
        whose = ", ".join(spoken(pupil_words(pupil, scene.pupils)) for pupil in held) or "none"
        if offer.step in scene.steps and offer.step != scene.card.step_key:
            key = "card-home-held-step" if home.may_contact is None else "card-home-left-step"
            yield phrase(key, step=scene.steps[offer.step], what=offer.label, whose=whose)
        elif home.may_contact is None:
            yield phrase("card-home-held", what=offer.label, whose=whose)


def home_words_line(scene: CardScene) -> Words | None:
    """That somebody's words may mean that home is not safe, and what to do with that; the words stay where they are. It
    stands on every view of the card."""
    return phrase("card-home-words") if _asks_about_words(scene) else None


def home_words_buttons(scene: CardScene) -> Iterator[Button]:
    """Reading what was written, and the question whether home is safe, on the card itself."""
    if not _asks_about_words(scene):
        return
    if IN_REPORT in scene.home_in_words:
        yield small_button("read", str(scene.number))
    if IN_NOTES in scene.home_in_words:
        yield case_button("notes", scene.number, scene.revision)
    yield from fact_buttons(scene, "home_unsafe", phrase("card-button-home-words"))


def _asks_about_words(scene: CardScene) -> bool:
    return bool(scene.home_in_words) and not scene.card.is_closed


def home_buttons(scene: CardScene) -> Iterator[Button]:
    """For who decides about contact with home; once that was decided it is no more among what is needed now."""
    if scene.card.home is not None and scene.card.home.may_contact is None and scene.may(OFFICER):
        yield case_button(Act.HOME, scene.number, scene.revision)


def home_again_buttons(scene: CardScene) -> Iterator[Button]:
    """The decision can be made anew."""
    if scene.card.home is not None and scene.card.home.may_contact is not None and scene.may(OFFICER):
        yield case_button(Act.HOME, scene.number, scene.revision)
