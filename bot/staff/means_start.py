"""What starting a means, or letting it last longer, begins with: who may take part, how many, and until when."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.flows.case_questions import given_option, span_words
from bot.flows.words import phrase
from bot.spoken import spoken
from bot.staff.card_scene import CardScene, pupil_words
from bot.texts.dates import date_words
from casework.intervention_offers import InterventionOffer
from casework.protocol_model import Participants

_SPANS = (1, 2, 3, 7, 14, 21, 28, 42, 56, 91)
_LONGEST_WITHOUT_MAXIMUM = 42
_SIZES_AROUND = 2
_SATURDAY = 5

_BULLIES = ("bully", "follower")
_OF_A_GROUP = "support_group"
_FOR_EACH = ("each_bully", "each_bully_with_parents", "each_bully_with_victim", "parents_of_each_bully")
_WHO_TAKES_PART = {
    "each_bully": _BULLIES,
    "each_bully_with_parents": _BULLIES,
    "each_bully_with_victim": _BULLIES,
    "parents_of_each_bully": _BULLIES,
    "each_involved": ("victim", *_BULLIES),
    "each_family": ("victim", *_BULLIES),
    "parents_of_each_involved": ("victim", *_BULLIES),
    "each_of_support_group": (*_BULLIES, "bystander"),
    _OF_A_GROUP: (*_BULLIES, "bystander"),
}
"""The parties of the case whose pupils can be ticked, by what the protocol says of with whom it is."""


def start_beginning(scene: CardScene, offer: InterventionOffer) -> dict[str, Any]:
    """With the ticks for the pupils of the case, the number that the protocol wants, and the spans up to its maximum.

    Those who bully are ticked where it is for each of them; who else takes part is for a person to say.
    """
    parties = scene.means[offer.key].parties or ""
    pupils = [one for one, party in scene.pupils.items() if party in _WHO_TAKES_PART.get(parties, ())]
    if offer.per_pupil:
        pupils = [one for one in pupils if one in offer.may_have]
    is_group = parties in (_OF_A_GROUP, "each_of_support_group")
    asks_size = offer.participants is not None and bool(offer.participants.min_size or offer.participants.max_size)
    asks_ticks = bool(pupils) and (is_group or len(pupils) > 1)
    first = "case_ticks" if asks_ticks else "case_size" if asks_size else "case_day"
    return {
        "first": first,
        "tickable": [[str(at), one, spoken(pupil_words(one, scene.pupils))] for at, one in enumerate(pupils)],
        "ticked": pupils if parties in _FOR_EACH or (len(pupils) == 1 and not is_group) else [],
        "needs_tick": not is_group,
        "asks_size": asks_size,
        "sizes": size_options(offer) if asks_size else [],
        "size_may_wait": True,
        "options": [_next_school_day(scene)],
        "asks_end": offer.asks_end,
        "spans": list(_spans(offer, 0)),
        **_maximum(offer),
    }


def size_options(offer: InterventionOffer) -> list[int]:
    """The numbers of pupils to offer."""
    return [] if offer.participants is None else list(_sizes(offer.participants))


def _next_school_day(scene: CardScene) -> list[str]:
    """The next day that is no weekend; a holiday moves to a school day when it is kept."""
    ahead = (scene.today + timedelta(days=days) for days in range(1, 4))
    day = next(day for day in ahead if day.weekday() < _SATURDAY)
    return given_option("d1", day.isoformat(), date_words(day))


def end_beginning(scene: CardScene, offer: InterventionOffer) -> dict[str, Any]:
    """Longer than until now, never past the maximum, which counts from the start."""
    since = offer.since or scene.today
    present = max(offer.until or since, scene.today)
    return {
        "spans": list(_spans(offer, (present - since).days)),
        "count_from": present.isoformat(),
        "max_from": since.isoformat(),
        **_maximum(offer),
    }


def _maximum(offer: InterventionOffer) -> dict[str, Any]:
    given: dict[str, Any] = {
        "min_days": offer.min_days,
        "max_days": offer.max_days or offer.soft_max_days,
        "max_is_hard": offer.max_days is not None,
    }
    if offer.suggest_days is not None:
        given["proposal"] = spoken(phrase("case-proposal", what=span_words(offer.suggest_days)))
    return given


def _spans(offer: InterventionOffer, passed: int) -> Iterator[int]:
    """The spans to offer, in days, when so many have passed; what the school proposes is among them."""
    most = (offer.max_days or _LONGEST_WITHOUT_MAXIMUM) - passed
    least = max(1, offer.min_days - passed)
    for days in sorted({*_SPANS, *([offer.suggest_days] if offer.suggest_days else [])}):
        if least <= days <= most:
            yield days


def _sizes(bounds: Participants) -> Iterator[int]:
    """A few around what the protocol asks for: one that it would rather not have only warns."""
    least, most = bounds.min_size or 1, bounds.max_size or (bounds.min_size or 1) + 2 * _SIZES_AROUND
    around = 0 if bounds.hard else _SIZES_AROUND
    yield from range(max(1, least - around), most + around + 1)
