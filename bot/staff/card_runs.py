"""Which run of a means a card, a button or a question is about, where each pupil has the means apart."""

from bot.flows.words import Words
from bot.staff.card_scene import CardScene, of_pupils
from casework.case_view import Card
from casework.intervention_offers import InterventionOffer


def name_of(scene: CardScene, offer: InterventionOffer) -> Words:
    """What the means is called; of a run of one pupil with that pupil's number."""
    return of_pupils(offer.label, offer.pupils, scene.pupils)


def run_places(card: Card, offer: InterventionOffer) -> tuple[int, ...]:
    """What tells a run from the others of its means in the data of a button; nothing where one is for all."""
    if not (offer.running and offer.per_pupil):
        return ()
    return (_running(card, offer.key).index(offer),)


def offer_of_run(card: Card, key: str, places: tuple[int, ...]) -> InterventionOffer | None:
    """The run of the means at these places; without places the only one. None when it runs no more."""
    running = _running(card, key)
    if places:
        return running[places[0]] if places[0] < len(running) else None
    return running[0] if len(running) == 1 else None


def offer_to_start(card: Card, key: str) -> InterventionOffer | None:
    """The means as it may start, also beside what runs of it; else as it runs, None when the card does not have it."""
    stands = (one for one in card.interventions if one.key == key)
    return min(stands, key=lambda one: one.running, default=None)


def _running(card: Card, key: str) -> list[InterventionOffer]:
    return [one for one in card.interventions if one.key == key and one.running]
