"""The buttons on a card for one action of the protocol: to do it, to ask a consent, to choose a date."""

from collections.abc import Iterable, Iterator

from bot.flows.case_answers import Act
from bot.flows.case_questions import interval_words
from bot.flows.words import Button, Words, phrase
from bot.staff.card_scene import CardScene, about_button, case_button, is_question
from bot.staff.card_together import done_kind
from casework.case_offers import ActionOffer, ConsentAsk
from casework.case_view import Card
from casework.intervention_offers import InterventionOffer

_OF_THE_VICTIM = ("victim", "parents_of_victim")
_CONSENT_MISSING = ("refusal-consent-unasked", "refusal-consent-refused")


def offer_buttons(scene: CardScene, place: int, offer: ActionOffer) -> Iterator[Button]:
    """The buttons for one action of the protocol; none when nothing can be done with it now, or only by others."""
    if not scene.is_theirs(offer):
        return
    short = _told_apart(scene, offer)
    if not offer.allowed:
        if _lacks_consent(scene.card, offer):
            yield about_button(scene, Act.CONSENT, short, place)
        return
    if offer.ask == "watch" or not is_to_do(scene.card, offer):
        return
    if offer.ask == "outcome" and any(not ticked for _, ticked in offer.ticks):
        yield about_button(scene, done_kind(offer, "talked"), short, place)
    if offer.ask == "consents":
        label = phrase("card-button-asked", what=short, asks=is_question(short))
        yield case_button(Act.CONSENT, scene.number, scene.revision, place, label=label)
    else:
        act = {"outcome": Act.OUTCOME, "identify": Act.IDENTIFY}.get(offer.ask, Act.DONE)
        yield about_button(scene, done_kind(offer, act), short, place)
    for number, _ in enumerate(offer.dates):
        yield about_button(scene, Act.DATE, short, place, number)


def _told_apart(scene: CardScene, offer: ActionOffer) -> Words:
    """What stands on its button; with the step where another step asks for something of the same name."""
    alike = (one for one in scene.card.offers if one.short == offer.short and one.step != offer.step)
    if offer.step not in scene.steps or not any(is_to_do(scene.card, one) for one in alike):
        return offer.short
    return phrase("card-of-step", what=offer.short, step=scene.steps[offer.step])


def is_to_do(card: Card, offer: ActionOffer) -> bool:
    """Whether it is still to be done, for the first time or, as what comes back, once more."""
    return not offer.done or comes_back(card, offer)


def comes_back(card: Card, offer: ActionOffer) -> bool:
    """Whether it was done and is due again, on a day or on one that has to be chosen."""
    again = (duty for duty in (*card.what_now, *card.later) if duty.action == offer.key)
    return offer.done and any(duty.kind in ("do", "choose") for duty in again)


def wish_buttons(scene: CardScene) -> Iterator[Button]:
    """A wish that nobody said yes to and that no other action asks for: it can be noted, or asked again (AX-3)."""
    asked = _asked_elsewhere(scene.card)
    for place, offer in enumerate(scene.card.offers):
        wished = offer.wish is not None and offer.wish.answer != "given"
        open_wish = wished and not offer.done and offer.key not in asked and scene.card.victim_known
        if open_wish and scene.is_theirs(offer):
            yield about_button(scene, Act.CONSENT, offer.short, place)


def refused_wish(offered: ActionOffer | InterventionOffer) -> ConsentAsk | None:
    """The consent that was answered with "no" and blocks nothing; who acts is shown it first (AX-3, P000 A000-8)."""
    return offered.wish if offered.wish is not None and offered.wish.answer == "refused" else None


def passed_no_lines(offers: Iterable[ActionOffer]) -> Iterator[Words]:
    """To what of this somebody said "no" that is not in the way any more, and why it may go on."""
    for offer in offers:
        no = offer.passed_no
        if no is not None and offer.allowed and not offer.done:
            asked = {"question": no.question or "none", "answer": no.answer}
            yield phrase("card-passed-no", what=offer.label, party=no.party, **asked)


def about_words(offered: ActionOffer | InterventionOffer, what: Words = "") -> Words:
    """What a question about this is about, in the words `what` where its label says too little, with a "no" that was
    said to it."""
    refused, said = refused_wish(offered), what or offered.label
    return said if refused is None else phrase("card-wish-about", what=said, party=refused.party)


def taper_buttons(scene: CardScene, place: int, offer: ActionOffer) -> Iterator[Button]:
    """For a series that may come less often from now on, or as often as before (P000 A000-4)."""
    for number, taper in enumerate(offer.tapers):
        if offer.allowed and _has_a_day(scene.card, offer):
            words = phrase("card-button-taper", every=interval_words(taper.to_days), what=offer.short)
            if taper.switched:
                words = phrase("card-button-taper-back", what=offer.short)
            yield case_button(Act.TAPER, scene.number, scene.revision, place, number, label=words)


def stands_on_card(offer: ActionOffer) -> bool:
    """Whether it is found on the card itself: what the step asks, and what it may be followed by once who could have
    stopped that said yes (P004 A004-3)."""
    return offer.required or (offer.agreed and offer.allowed and not offer.done)


def of_means(scene: CardScene, offer: ActionOffer) -> bool:
    """Whether the action belongs to a means beside the steps."""
    return offer.step in scene.means


def means_words(scene: CardScene, part: str, what: Words) -> Words:
    """What is to be done for a means stands under the name of that means."""
    if part not in scene.means:
        return what
    means = scene.means[part]
    return phrase("card-of-means", means=means.short or means.label, what=what)


def _has_a_day(card: Card, offer: ActionOffer) -> bool:
    return any(duty.action == offer.key and duty.timer for duty in (*card.what_now, *card.later))


def _lacks_consent(card: Card, offer: ActionOffer) -> bool:
    """Whether this action's own consent is to be asked, and no other action that is open asks for it."""
    if offer.why_not is None or offer.why_not.key not in _CONSENT_MISSING:
        return False
    of_victim = dict(offer.why_not.fields).get("party") in _OF_THE_VICTIM
    whose_is_known = card.victim_known or not of_victim
    return whose_is_known and offer.key not in _asked_elsewhere(card)


def _asked_elsewhere(card: Card) -> set[str]:
    return {ask.action for other in card.offers if other.allowed and not other.done for ask in other.consents}
