"""The conversation aids of the protocol: for a member of staff to read, or to show to who it is for.

They hold nothing of a case, so they may be copied.
"""

from collections.abc import Iterable, Iterator

from bot.flows.callback_data import button_data
from bot.flows.words import Button, Message, Words, phrase
from bot.spoken import spoken
from bot.staff.card_offers import is_to_do
from bot.staff.card_scene import CardScene, case_button, in_lines
from bot.staff.story_pages import pages_of
from casework.protocol_model import Aid


def aids_now(scene: CardScene) -> tuple[str, ...]:
    """The keys of the aids for what can be done now: of open actions, and of means that run or are asked for."""
    of_actions = (aid for one in scene.card.offers if one.allowed and is_to_do(scene.card, one) for aid in one.aids)
    of_means = (aid for one in scene.card.interventions if one.running or one.asked for aid in one.aids)
    return tuple(key for key in dict.fromkeys((*of_actions, *of_means)) if key in scene.aids)


def aids_message(scene: CardScene) -> Message:
    """A button for each aid, in the card's place."""
    rows = [(button,) for button in aid_buttons(scene, aids_now(scene))]
    rows.append((case_button("less", scene.number, scene.revision),))
    return Message((phrase("aids-title", number=scene.number),), tuple(rows), protected=True)


def aid_buttons(scene: CardScene, keys: Iterable[str]) -> Iterator[Button]:
    """A button that opens each of these aids, once."""
    known = list(scene.aids)
    for key in dict.fromkeys(keys):
        if key in scene.aids:
            aid = scene.aids[key]
            words = phrase("aid-button", what=aid.short or aid.label)
            yield aid_button("aid", scene.number, known.index(key), 0, words)


def aid_button(kind: str, number: int, place: int, page: int, label: Words) -> Button:
    """It stays valid when the case changes: an aid is the same before and after. `kind` tells opening from turning."""
    return Button(label, button_data("s", 0, kind, f"{number}.{place}.{page}"))


def aid_message(aid: Aid, number: int, place: int, page: int) -> Message:
    """A page of the aid, with the way to the other pages."""
    pages = pages_of(tuple(_paragraphs(aid)), spoken)
    at = min(page, len(pages) - 1)
    turning = []
    if at > 0:
        turning.append(aid_button("aid-page", number, place, at - 1, phrase("small-page-earlier")))
    if at + 1 < len(pages):
        turning.append(aid_button("aid-page", number, place, at + 1, phrase("small-page-later")))
    return Message(pages[at], (tuple(turning),) if turning else ())


def _paragraphs(aid: Aid) -> Iterator[Words]:
    yield phrase("aid-title", what=aid.label)
    if aid.audience != "staff":
        yield phrase(f"aid-for-{aid.audience.replace('_', '-')}")
    for part in aid.parts:
        lines: list[Words] = [] if part.title is None else [phrase("aid-part", what=part.title)]
        lines += [phrase("aid-line", what=line) for line in part.lines]
        yield in_lines(lines) or ""
