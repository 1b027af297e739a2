"""On the card: the texts for a file of what can be done now, before it was ticked, and of what is only offered; and
those that were entered, to be read again."""

from collections.abc import Iterator, Sequence

from bot.flows.words import Button, phrase
from bot.spoken import spoken
from bot.staff.card_scene import CardScene, case_button, in_whole_words
from bot.texts.dates import day_in_a_list
from casework.log_entries import LogEntry


def draft_choices(scene: CardScene) -> tuple[tuple[int, str], ...]:
    """What has a text for who reads the card: the place of its first entry in `other_records`, and what it is called.

    A text is for who will type it over, and for who has the case.
    """
    shorts = {offer.key: offer.short for offer in scene.card.offers}
    places: dict[str, int] = {}
    for place, entry in enumerate(scene.card.other_records):
        if scene.has_case or scene.may(entry.by):
            places.setdefault(_act_of(entry), place)
    entries = scene.card.other_records
    return tuple(
        (place, shorts.get(entries[place].id.partition("/")[0], entries[place].action_label))
        for place in places.values()
    )


def same_act(entries: Sequence[LogEntry], place: int) -> tuple[LogEntry, ...]:
    """The entry at this place with the others that belong to the same act: some go into two systems."""
    return tuple(entry for entry in entries if _act_of(entry) == _act_of(entries[place]))


def entered_buttons(scene: CardScene) -> Iterator[Button]:
    """One for each act whose text was entered, the newest first."""
    places: dict[str, int] = {}
    for place, entry in enumerate(scene.card.entered_records):
        places.setdefault(_act_of(entry), place)
    acts = [(place, scene.card.entered_records[place]) for place in places.values()]
    for place, entry in sorted(acts, key=lambda act: act[1].on, reverse=True):
        label = phrase("card-entered-text", on=day_in_a_list(scene.today, entry.on), what=entry.short)
        yield case_button("entry", scene.number, scene.revision, place, label=in_whole_words(spoken(label)))


def draft_button(scene: CardScene) -> Iterator[Button]:
    """One button on the card for all of them."""
    if draft_choices(scene):
        yield case_button("drafts", scene.number, scene.revision)


def _act_of(entry: LogEntry) -> str:
    """The same for the entries of one time that something is done: `id` without the key of the record."""
    action, _, number = entry.id.split("/")
    return f"{action}/{number}"
