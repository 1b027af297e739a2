"""What a short flow about a case begins with: read off the card, so that nothing here knows a protocol."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.flows.case_answers import Act
from bot.flows.case_flows import given_option
from bot.flows.words import Words, phrase
from bot.spoken import spoken
from bot.staff.card_message import CardScene, all_duties, label_words, pupil_words
from casework.case_offers import ActionOffer, DateAsk, GateOffer

_WEEKS_WITHOUT_MAXIMUM = 8
_WEEKS_OFFERED = 12

Places = tuple[int, ...]


class NothingThere(LookupError):
    """A button for something that this card does not offer."""


def beginning(act: Act, scene: CardScene, places: Places) -> dict[str, Any]:
    """The answers that are given when the flow of `act` starts; `first` where it skips its first question.

    Raises NothingThere when the card offers no such thing.
    """
    given = {"act": act.value, **_of_act(act, scene, places)}
    about = given.get("about")
    return {**given, "about": "" if about is None else spoken(about)}


def date_beginning(action_label: Words, timer: DateAsk) -> dict[str, Any]:
    """The beginning of choosing a date, also right after the outcome that asks for it."""
    weeks = (timer.max_days or 7 * _WEEKS_WITHOUT_MAXIMUM) // 7
    first = max(1, -(-timer.min_days // 7))
    options = [
        given_option(f"w{number}", str(number), spoken(phrase("case-weeks", weeks=number)))
        for number in range(first, min(weeks, _WEEKS_OFFERED) + 1)
    ]
    return {"act": Act.DATE.value, "what": timer.timer, "about": spoken(action_label), "options": options}


def _of_act(act: Act, scene: CardScene, places: Places) -> dict[str, Any]:
    card = scene.card
    match act:
        case Act.DONE | Act.OUTCOME | Act.CONSENT | Act.SKIP | Act.DATE:
            return _of_offer(act, scene, places)
        case Act.GATE | Act.DECISION:
            return _gate(scene)
        case Act.STEP:
            step = _at(card.other_steps, places)
            about = phrase("card-to-step", step=step.label, title=step.title)
            return {"what": step.step, "about": about}
        case Act.END:
            outcome = _at(card.outcomes, places)
            return {"what": outcome.key, "about": outcome.label}
        case Act.POSTPONE:
            duty = _at(all_duties(card), places)
            later = list(_later_days(max(duty.due_on, scene.today)))
            return {"what": duty.key, "about": label_words(duty.label), "options": later}
        case _:
            return {}


def _of_offer(act: Act, scene: CardScene, places: Places) -> dict[str, Any]:
    offer = _at(scene.card.offers, places)
    given: dict[str, Any] = {"what": offer.key, "about": offer.label}
    match act:
        case Act.DONE:
            return {**given, **_pupils(scene, offer)}
        case Act.OUTCOME:
            return {**given, **_answers(offer)}
        case Act.CONSENT:
            return {**given, "asks": _asked(offer)}
        case Act.DATE:
            return date_beginning(offer.label, _at(offer.dates, places[1:]))
        case _:
            return given


def _pupils(scene: CardScene, offer: ActionOffer) -> dict[str, Any]:
    """With several pupils left the coach says which; with one of them it is that one."""
    left = [pupil for pupil, ticked in offer.ticks if not ticked]
    if len(left) < 2:
        return {"pupils": left}
    options = [
        given_option(str(place), pupil, spoken(pupil_words(pupil, scene.pupils))) for place, pupil in enumerate(left)
    ]
    options.append(given_option("all", "all", spoken(phrase("case-pupils-all"))))
    return {"first": "case_pupils", "options": options}


def _answers(offer: ActionOffer) -> dict[str, Any]:
    options = [given_option(str(place), one.key, one.label) for place, one in enumerate(offer.answers)]
    reasons = [str(place) for place, one in enumerate(offer.answers) if one.needs_reason]
    return {"options": options, "with_reason": reasons}


def _asked(offer: ActionOffer) -> list[list[str]]:
    """The consents that were not asked yet; when all were, those that were refused; else the action's own."""
    unasked = [[ask.action, ask.label] for ask in offer.consents if ask.answer is None]
    refused = [[ask.action, ask.label] for ask in offer.consents if ask.answer == "refused"]
    return unasked or refused or [[offer.key, offer.label]]


def _gate(scene: CardScene) -> dict[str, Any]:
    gate = scene.card.gate
    if gate is None:
        raise NothingThere
    asks = [[one.fact, one.label] for one in sorted(gate.questions, key=lambda one: one.known is not False)]
    on_yes = phrase("case-gate-closes") if gate.closes else phrase("case-gate-goes-on")
    told = {"about": gate.label, "asks": asks, "on_yes": spoken(on_yes), "on_no": spoken(_on_no(gate))}
    return {**told, **_already_answered(gate)}


def _on_no(gate: GateOffer) -> Words:
    if gate.no_step is None:
        return phrase("case-gate-no")
    return phrase("case-gate-to-step", step=gate.no_step.label, title=gate.no_step.title)


def _already_answered(gate: GateOffer) -> dict[str, Any]:
    """What a look back answered with "no" is not asked again; with nothing left to ask only the confirmation is."""
    known = {one.fact: False for one in gate.questions if one.known is False}
    if gate.known_no is None:
        return {}
    return {"gate": known, **({"first": "case_confirm"} if len(known) == len(gate.questions) else {})}


def _later_days(start: date) -> Iterator[list[str]]:
    for days, key in ((1, "case-later-day"), (3, "case-later-days"), (7, "case-later-week")):
        day = start + timedelta(days=days)
        yield given_option(f"d{days}", day.isoformat(), spoken(phrase(key)))


def _at(things: Any, places: Places) -> Any:
    if not places or places[0] >= len(things):
        raise NothingThere
    return things[places[0]]
