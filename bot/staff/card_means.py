"""What a card says and offers of the means beside the steps: those asked for, those that run, and a page for each."""

from collections.abc import Iterator, Sequence

from bot.flows.case_answers import Act
from bot.flows.case_questions import span_words
from bot.flows.words import Button, Message, Phrase, Words, phrase
from bot.spoken import spoken
from bot.staff.aid_pages import aid_buttons
from bot.staff.card_home import tips_while_home_waits
from bot.staff.card_offers import is_to_do, of_means, offer_buttons, passed_no_lines
from bot.staff.card_runs import name_of, run_places
from bot.staff.card_scene import (
    Asked,
    CardScene,
    about_button,
    ask_button,
    case_button,
    fitting_of,
    in_lines,
    is_question,
    pupil_words,
)
from bot.texts.dates import day_seen_from
from casework.case_offers import ActionOffer
from casework.home_safety import naming_decider
from casework.intervention_offers import InterventionOffer

MEANS_ON_A_PAGE = 8

_SHOWN_OF_EACH = 3
"""So many actions of a means that runs stand on the card; the others on its own page."""


def running_lines(scene: CardScene) -> Words | None:
    """What runs, until which day, and how many days that still is; then what was decided not to come.

    That day is the first on which it is over, on which a pupil comes back (P000 C07, C08); no sentence counts it along.
    """
    running = (line for offer in scene.card.interventions if offer.running for line in _running_lines(scene, offer))
    declined = (phrase("card-means-declined", what=line.label, on=line.on) for line in scene.card.declined)
    return in_lines((*running, *declined))


def is_to_come(scene: CardScene, offer: InterventionOffer) -> bool:
    """Whether it was agreed for a day that is still to come."""
    return offer.running and offer.since is not None and offer.since > scene.today


def _running_lines(scene: CardScene, offer: InterventionOffer) -> Iterator[Words]:
    yield _running(scene, offer)
    if offer.size_open:
        yield phrase("card-means-size-open")


def _running(scene: CardScene, offer: InterventionOffer) -> Words:
    what = name_of(scene, offer)
    if offer.since is not None and is_to_come(scene, offer):
        return phrase("card-means-to-come", what=what, since=day_seen_from(scene.today, offer.since))
    if offer.until is None:
        ends = "by-hand" if scene.means[offer.key].timer is None else "day"
        return phrase("card-means-open", what=what, since=offer.since, ends=ends)
    days = (offer.until - scene.today).days
    back = "yes" if scene.means[offer.key].reentry else "no"
    if days == 0 and offer.since == offer.until:
        return phrase("card-means-one-day", what=what)
    key = "card-means-runs" if days > 0 else "card-means-last-day" if days == 0 else "card-means-over"
    return phrase(key, what=what, until=day_seen_from(scene.today, offer.until), days=days, back=back)


def asked_buttons(scene: CardScene) -> Iterator[Button]:
    """Starting what a trigger asks for now, or saying that it does not come; for another role, asking them."""
    for offer in scene.card.interventions:
        if offer.asked:
            yield from _start_buttons(scene, offer)
            if scene.may(offer.by):
                yield about_button(scene, Act.DECLINE, offer.short, scene.place_of(offer.key))


def due_means(scene: CardScene) -> Iterator[Button]:
    """Of what ends now, or has to: it lasts longer, or is over."""
    ending = {(duty.step, duty.pupils) for duty in scene.card.what_now if duty.kind in ("intervention", "withdrawn")}
    for offer in scene.card.interventions:
        if offer.running and (offer.key, offer.pupils) in ending:
            yield from _ending_buttons(scene, offer)


def running_buttons(scene: CardScene) -> Iterator[Button]:
    """The page of each means that runs."""
    running = {offer.key: offer.short for offer in scene.card.interventions if offer.running}
    for key, short in running.items():
        yield about_button(scene, "mean", short, scene.place_of(key))


def main_of_means(scene: CardScene) -> Iterator[tuple[int, ActionOffer]]:
    """The required actions of what runs, or of its end, that stand on the card, with their places."""
    counted: dict[str, int] = {}
    for place, offer in enumerate(scene.card.offers):
        if of_means(scene, offer) and offer.required and is_to_do(scene.card, offer):
            counted[offer.step] = counted.get(offer.step, 0) + 1
            if counted[offer.step] <= _SHOWN_OF_EACH:
                yield place, offer


def means_list(scene: CardScene, page: int) -> Message:
    """All that may start now, each with its hints, so many on a page; what runs stands on the card."""
    others = [offer for offer in scene.card.interventions if not offer.running]
    last = max(0, (len(others) - 1) // MEANS_ON_A_PAGE)
    at = min(page, last)
    shown = others[at * MEANS_ON_A_PAGE : (at + 1) * MEANS_ON_A_PAGE]
    parts: list[Words] = [phrase("means-title", number=scene.number)]
    parts += [_in_list(offer) for offer in shown] or [phrase("means-none")]
    rows = [(about_button(scene, "mean", offer.short, scene.place_of(offer.key)),) for offer in shown]
    turning = tuple(_turning(scene, at, last))
    back = (case_button("less", scene.number, scene.revision),)
    return Message(tuple(parts), tuple(row for row in (*rows, turning, back) if row), protected=True)


def _turning(scene: CardScene, at: int, last: int) -> Iterator[Button]:
    if at > 0:
        yield case_button("means", scene.number, scene.revision, at - 1, label=phrase("small-page-earlier"))
    if at < last:
        yield case_button("means", scene.number, scene.revision, at + 1, label=phrase("small-page-later"))


def _in_list(offer: InterventionOffer) -> Words:
    lines = [phrase("means-name", what=offer.label), *_hints(offer)]
    return in_lines(lines) or ""


def means_page(scene: CardScene, key: str) -> Message | None:
    """All about one means; None when it cannot be used now."""
    stands = [one for one in scene.card.interventions if one.key == key]
    offers = [(place, one) for place, one in enumerate(scene.card.offers) if one.step == key]
    if not stands and not offers:
        return None
    name = scene.means[key].label
    parts: list[Words | None] = [phrase("means-page-title", number=scene.number, what=name)]
    buttons: list[Button] = []
    if stands:
        tips = (*_hints(stands[-1]), *tips_while_home_waits(scene))
        parts += [in_lines(tips), in_lines(_about(scene, stands))]
        buttons += [button for one in stands for button in _page_buttons(scene, one)]
    parts.append(in_lines(passed_no_lines(one for _, one in offers)))
    buttons += [button for place, one in offers for button in offer_buttons(scene, place, one)]
    aids = (*scene.means[key].aids, *(aid for _, one in offers for aid in one.aids))
    buttons += aid_buttons(scene, aids)
    buttons += [
        case_button("means", scene.number, scene.revision, label=phrase("card-view-means")),
        case_button("less", scene.number, scene.revision),
    ]
    return Message(tuple(part for part in parts if part), tuple((button,) for button in buttons), protected=True)


def _hints(offer: InterventionOffer) -> Sequence[Words]:
    return [phrase("card-hint", hint=hint.label) for hint in offer.hints]


def _about(scene: CardScene, stands: Sequence[InterventionOffer]) -> Iterator[Words]:
    """How it stands, who decides and with whom they talk first, how long it lasts, and what is still in the way."""
    yield from (line for one in stands if one.running for line in _running_lines(scene, one))
    offer = stands[-1]
    pupils = [spoken(pupil_words(one, scene.pupils)) for one in scene.taking_part.get(offer.key, ())]
    if pupils and not offer.per_pupil:
        yield phrase("means-with", who=", ".join(pupils))
    yield phrase("means-by", who=scene.title_of(offer.by))
    if offer.consult:
        yield phrase("means-consult", who=", ".join(scene.title_of(one) for one in offer.consult))
    yield from _length(offer)
    bounds = offer.participants
    if bounds is not None and (bounds.min_size or bounds.max_size):
        key = "means-size" if bounds.hard else "means-size-rather"
        yield phrase(key, least=bounds.min_size or 1, most=bounds.max_size or 0)
    if offer.why_not is not None and not offer.running:
        told = naming_decider(offer.why_not, spoken(scene.home_decider))
        yield Phrase(told.key, told.fields)


def _length(offer: InterventionOffer) -> Iterator[Words]:
    if offer.span_days is not None:
        yield phrase("means-span", span=span_words(offer.span_days)) if offer.span_days else phrase("means-one-day")
    elif offer.max_days is not None:
        yield phrase("means-most", span=span_words(offer.max_days))
    elif offer.soft_max_days is not None:
        yield phrase("means-rather-most", span=span_words(offer.soft_max_days))


def _page_buttons(scene: CardScene, offer: InterventionOffer) -> Iterator[Button]:
    place = scene.place_of(offer.key)
    consent = offer.consent or offer.wish
    may_change = offer.consent is not None if offer.running else consent is not None and consent.answer != "given"
    if may_change:
        yield about_button(scene, "wish", offer.short, place)
    if offer.size_open and scene.may(offer.by):
        yield about_button(scene, Act.SIZE, offer.short, place)
    if offer.running:
        yield from _ending_buttons(scene, offer)
    else:
        yield from _start_buttons(scene, offer)
    if offer.asked and offer.declinable and scene.may(offer.by):
        yield about_button(scene, Act.DECLINE, offer.short, place)


def _start_buttons(scene: CardScene, offer: InterventionOffer) -> Iterator[Button]:
    if not scene.may(offer.by):
        if not offer.asked:  # where the protocol asks for it, who decides was told at once
            yield ask_button(scene, Asked.MEANS, scene.place_of(offer.key), who=scene.asked_title(offer.by))
    elif offer.allowed:
        yield about_button(scene, Act.START, offer.short, scene.place_of(offer.key))


def _ending_buttons(scene: CardScene, offer: InterventionOffer) -> Iterator[Button]:
    """Who does it can say that it is over, as well as who decides about it."""
    places, by = (scene.place_of(offer.key), *run_places(scene.card, offer)), scene.means[offer.key].by
    if (
        scene.may(offer.by)
        and offer.may_prolong
        and not (offer.consent is not None and offer.consent.answer == "refused")
    ):
        kind = "prolong" if offer.until else "last-day"
        words = phrase(f"card-button-{kind}", what=fitting_of(kind, offer.short, offer.pupils, scene.pupils))
        yield case_button(Act.PROLONG, scene.number, scene.revision, *places, label=words)
    if not (scene.may(offer.by) or scene.may(by)):
        yield ask_button(scene, Asked.MEANS, *places, who=scene.asked_title(offer.by))
    elif offer.may_end or is_to_come(scene, offer):
        kind = Act.STOP if not is_to_come(scene, offer) else "call-off"
        what = fitting_of(kind, offer.short, offer.pupils, scene.pupils)
        words = phrase(f"card-button-{kind}", what=what, asks=is_question(what))
        yield case_button(Act.STOP, scene.number, scene.revision, *places, label=words)
