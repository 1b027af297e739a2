"""What a card shows and offers of others: the parents, who keeps an eye on it, and a case about the same."""

from collections.abc import Iterator

from bot.flows.words import Button, Words, phrase
from bot.staff.card_scene import CardScene, case_button, in_lines, open_button
from bot.texts.dates import day_seen_from
from casework.case_offers import ActionOffer


def done_kind(offer: ActionOffer, kind: str) -> str:
    """Of contact with parents is asked how they were reached and what they think: that has a button of its own."""
    return "parents" if offer.reaches_parents and kind in ("done", "talked") else kind


def parent_text_buttons(scene: CardScene) -> Iterator[Button]:
    """For a text that is meant for parents; none while the protocol has no contact with any of them now."""
    if scene.parents_reached:
        yield case_button("parent-text", scene.number, scene.revision)


def watch_buttons(scene: CardScene) -> Iterator[Button]:
    """Who keeps an eye on it is picked for each action that asks for it, never on the confidant's line."""
    watches = [place for place, offer in enumerate(scene.card.offers) if offer.ask == "watch"]
    for place in () if scene.confidant_line else watches:
        label = None if len(watches) == 1 else phrase("card-button-watch", what=scene.card.offers[place].short)
        yield case_button("watch", scene.number, scene.revision, place, label=label)


def join_button(scene: CardScene) -> Button:
    return case_button("join", scene.number, scene.revision)


def joined_line(scene: CardScene) -> Words | None:
    """Where a case that was joined to another one goes on; of a case that the reader may not open, whom to ask."""
    if scene.joined_to is None:
        return None
    if scene.joined_to.number is None:
        return phrase("card-goes-on-elsewhere", name=scene.joined_to.ask or "none")
    return phrase("card-goes-on", other=scene.joined_to.number)


def joined_button(scene: CardScene) -> Iterator[Button]:
    """Opens the card of the case in which this one goes on."""
    if scene.joined_to is not None and scene.joined_to.number is not None:
        yield open_button(scene.joined_to.number)


def lines_of_others(scene: CardScene) -> Words | None:
    """How many colleagues keep an eye on it and until when, and which cases joined this one; no names."""
    watching = (
        phrase("card-watchers", count=len(line.people), until=day_seen_from(scene.today, line.until))
        for line in scene.card.watchers
    )
    joined = (phrase("card-joined", number=int(number)) for number in scene.card.joined if number.isdecimal())
    return in_lines((*watching, *joined))
