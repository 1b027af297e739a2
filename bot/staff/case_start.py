"""What a short flow about a case begins with: read off the card, so that nothing here knows a protocol."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.flows.case_answers import LOOK_AGAIN, Act
from bot.flows.case_questions import given_option, interval_words, span_words
from bot.flows.closing_flow import CLOSES_ON
from bot.flows.words import Words, in_one_sentence, phrase
from bot.spoken import spoken
from bot.staff.card_means import is_to_come
from bot.staff.card_offers import about_words
from bot.staff.card_runs import name_of, offer_of_run, offer_to_start
from bot.staff.card_scene import (
    LONGEST_LABEL,
    CardScene,
    duty_mark,
    in_whole_words,
    label_words,
    of_pupils,
    pupil_words,
)
from bot.staff.fact_words import values_of
from bot.staff.means_start import end_beginning, size_options, start_beginning
from casework.action_status import asked_party
from casework.case_offers import ActionOffer, DateAsk, GateOffer
from casework.case_view import HomeLine
from casework.conditions import Scalar
from casework.fact_questions import FactAsk
from casework.school import FIRST_CONTACT

_WEEKS_WITHOUT_MAXIMUM = 8
_WEEKS_OFFERED = 12
_SAID_NO = ("refusal-consent-refused", "refusal-consent-replaced")
_INTERVALS = (7, 14, 21, 28)

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
    weeks = (timer.max_days or timer.soft_max_days or 7 * _WEEKS_WITHOUT_MAXIMUM) // 7
    first = max(1, -(-timer.min_days // 7))
    options = [
        given_option(f"w{number}", str(number), spoken(phrase("case-weeks", weeks=number)))
        for number in range(first, min(weeks, _WEEKS_OFFERED) + 1)
    ]
    given: dict[str, Any] = {
        "act": Act.DATE.value,
        "what": timer.timer,
        "about": spoken(action_label),
        "options": options,
    }
    if timer.max_days is not None:
        given["most"] = spoken(phrase("case-date-most", span=span_words(timer.max_days)))
    if timer.suggest_days is not None:
        given["proposal"] = spoken(phrase("case-proposal", what=span_words(timer.suggest_days)))
    if timer.may_repeat:
        given |= {"may_repeat": True, "intervals": list(_INTERVALS)}
    return given


def _of_act(act: Act, scene: CardScene, places: Places) -> dict[str, Any]:
    card = scene.card
    match act:
        case Act.DONE | Act.OUTCOME | Act.CONSENT | Act.SKIP | Act.DATE | Act.TAPER:
            return _of_offer(act, scene, places)
        case Act.GATE | Act.DECISION:
            return _gate(scene)
        case Act.STEP:
            step = _at(card.other_steps, places)
            about = phrase("card-to-step", step=step.label, title=step.title)
            return {"what": step.step, "about": about}
        case Act.TRACK:
            track = _at(card.tracks, places)
            return {"what": track.track, "about": phrase("card-to-track", what=track.label)}
        case Act.END:
            outcome = _at(card.outcomes, places)
            return {"what": outcome.key, "about": outcome.label}
        case Act.POSTPONE:
            duty = _at([one for one in card.duties if places[:1] == (duty_mark(one),)], (0,))
            later = list(_later_days(max(duty.due_on, scene.today)))
            what = of_pupils(label_words(duty.label), duty.pupils, scene.pupils)
            return {"what": duty.key, "about": what, "options": later}
        case Act.START | Act.SIZE | Act.PROLONG | Act.STOP | Act.DECLINE | Act.AGREE:
            return _of_means(act, scene, places)
        case Act.FACT:
            return _fact(scene, _at(scene.facts, places))
        case Act.HOME if card.home is not None:
            return {"about": phrase(_about_home(card.home))}
        case Act.HOME:
            raise NothingThere
        case _:
            return {}


def wish_beginning(scene: CardScene, places: Places) -> dict[str, Any]:
    """The beginning of asking the pupil about a means beside the steps, in the pupil's own words."""
    means = scene.means[_at(list(scene.means), places)]
    asks = [[means.key, means.label, asked_party(means)]]
    offer = next((one for one in scene.card.interventions if one.key == means.key), None)
    told = () if offer is None else (offer.consent, offer.wish)
    refused = any(one is not None and one.answer == "refused" for one in told)
    begun = {"act": Act.CONSENT.value, "what": means.key, "about": means.label, "asks": asks}
    return {**begun, **_after_a_no(refused)}


def _after_a_no(refused: bool) -> dict[str, Any]:
    """Who said no is asked again for a reason, or took it back of their own accord."""
    return {"first": "case_came_back"} if refused else {}


def _of_means(act: Act, scene: CardScene, places: Places) -> dict[str, Any]:
    key = _at(list(scene.means), places)
    starts = act in (Act.START, Act.AGREE)
    of_a_run = act in (Act.PROLONG, Act.STOP)
    offer = offer_of_run(scene.card, key, places[1:]) if of_a_run else offer_to_start(scene.card, key)
    if offer is None:
        raise NothingThere
    given: dict[str, Any] = {"what": key, "about": about_words(offer) if starts else name_of(scene, offer)}
    if of_a_run:
        given["of_pupils"] = list(offer.pupils)
    match act:
        case Act.START:
            return {**given, **start_beginning(scene, offer)}
        case Act.SIZE:
            return {**given, "sizes": size_options(offer)}
        case Act.PROLONG:
            return {**given, **end_beginning(scene, offer)}
        case Act.STOP if is_to_come(scene, offer):
            return {**given, "first": "case_note", "case_day": scene.today.isoformat()}
        case _:
            return given


def _about_home(home: HomeLine) -> str:
    if not home.said_safe:
        return "case-home-about"
    return "case-home-about-again" if home.was_forbidden else "case-home-about-taken-back"


def _fact(scene: CardScene, asked: FactAsk) -> dict[str, Any]:
    values = tuple(_with_homes(scene, asked))
    told = spoken(label_words(asked.label))
    if asked.fact == "home_unsafe":
        told += "\n\n" + spoken(phrase("fact-home-unsafe-means", who=scene.home_decider))
        if scene.card.home is not None and scene.card.home.may_contact is not True:
            told += " " + spoken(phrase("fact-home-safe-means"))
    if asked.fact == "offender_class":
        told += "\n\n" + spoken(phrase("fact-offender-class-means"))
    labels = [spoken(label) for _, _, label in values]
    return {
        "what": asked.fact,
        "about": told,
        "values": [value for value, _, _ in values],
        "homes": [list(pupils) for _, pupils, _ in values],
        "needs_reason": asked.needs_reason,
        **_options([str(place) for place in range(len(values))], labels),
    }


def _with_homes(scene: CardScene, asked: FactAsk) -> Iterator[tuple[Scalar, tuple[str, ...], Words]]:
    """What can be answered. That home is not safe says at once whose, while the case has several pupils: everything
    towards parents waits from that tap on."""
    for value, label in values_of(asked):
        if asked.fact != "home_unsafe" or value is not True or len(scene.pupils) < 2:
            yield value, (), label
            continue
        for pupil in scene.pupils:
            yield value, (pupil,), phrase("case-home-of", pupil=pupil_words(pupil, scene.pupils))
        yield value, (), phrase("case-home-of-unknown")


def _options(values: list[str], labels: list[str]) -> dict[str, Any]:
    """An answer that is too long for a button stands whole above the buttons, and on its button as far as it goes."""
    options: list[list[str]] = []
    listed: list[str] = []
    for place, (value, label) in enumerate(zip(values, labels, strict=True)):
        fits = len(label) <= LONGEST_LABEL
        short = label if fits else in_whole_words(label)
        if not fits and (short == "…" or short in [one[2] for one in options]):
            short = spoken(phrase("case-long-answer", place=place + 1))
        options.append(given_option(str(place), value, short, None if fits else label))
        if not fits:
            listed.append(label if short.endswith("…") else f"{short}: {label}")
    return {"options": options, "listed": listed}


def _of_offer(act: Act, scene: CardScene, places: Places) -> dict[str, Any]:
    offer = _at(scene.card.offers, places)
    given: dict[str, Any] = {"what": offer.key, "about": about_words(offer)}
    match act:
        case Act.DONE:
            return {**given, **(_agreed(scene, offer) or _pupils(scene, offer))}
        case Act.SKIP if places[1:]:
            pupil = _at([one for one, ticked in offer.ticks if not ticked], places[1:])
            return {**given, "about": of_pupils(offer.label, (pupil,), scene.pupils), "of_pupils": [pupil]}
        case Act.OUTCOME:
            return {**given, **_answers(offer), **_looked_back(scene, offer), "decides": offer.kind == "decide"}
        case Act.CONSENT:
            return {**given, "about": offer.label, **_consents(offer)}
        case Act.DATE:
            return date_beginning(offer.label, _at(offer.dates, places[1:]))
        case Act.TAPER:
            taper = _at(offer.tapers, places[1:])
            days = taper.from_days if taper.switched else taper.to_days
            every = spoken(interval_words(days)) if days else "none"
            return {**given, "what": taper.timer, "every_words": every, "back": taper.switched}
        case _:
            return given


def _pupils(scene: CardScene, offer: ActionOffer) -> dict[str, Any]:
    """With several pupils left the coach says which; with one it is that one, whom the question names. What comes back
    begins with all.

    All of them is an answer unless the protocol lets fewer into one talk.
    """
    left = [pupil for pupil, ticked in offer.ticks if not ticked] or [pupil for pupil, _ in offer.ticks]
    if len(left) < 2:
        return {"pupils": left, "about": about_words(offer, of_pupils(offer.label, left, scene.pupils))}
    options = [
        given_option(str(place), pupil, spoken(pupil_words(pupil, scene.pupils))) for place, pupil in enumerate(left)
    ]
    if not offer.in_parts:
        options.append(given_option("all", "all", spoken(phrase("case-pupils-all"))))
    return {"first": "case_pupils", "options": options}


def _answers(offer: ActionOffer) -> dict[str, Any]:
    reasons = [str(place) for place, one in enumerate(offer.answers) if one.needs_reason]
    options = _options([one.key for one in offer.answers], [one.label for one in offer.answers])
    return {**options, "with_reason": reasons}


def _looked_back(scene: CardScene, offer: ActionOffer) -> dict[str, Any]:
    """What is asked before the conclusion of a look back: whether they mean to be early, and spoke with everybody. Who
    ticked a talk of it meant that."""
    if offer.kind != "evaluate":
        return {}
    given, ticked = _not_spoken_with(scene, offer), any(ticked for _, ticked in offer.ticks)
    day = None if ticked else scene.card.early_looks.get(offer.key)
    if day is None:
        return given
    asked = phrase("ask-case-early", date=day, days=(day - scene.today).days)
    return {**given, "first": "case_early", "asks_early": spoken(asked)}


def _not_spoken_with(scene: CardScene, offer: ActionOffer) -> dict[str, Any]:
    """Those with whom it can be done and nobody ticked it (P001 step 4: everyone involved is spoken to)."""
    left = [pupil for pupil, ticked in offer.ticks if not ticked]
    if not left:
        return {}
    names = [spoken(pupil_words(pupil, scene.pupils)) for pupil in left] if len(left) < len(offer.ticks) else []
    who = spoken(in_one_sentence(names)) if names else ""
    return {"unspoken": left, "unspoken_who": who, "in_turns": offer.in_parts, "first": "case_unspoken"}


def _consents(offer: ActionOffer) -> dict[str, Any]:
    """The consents that were not asked yet; when all were, those that were refused; else the action's own. Where some
    were refused and others not asked yet, staff say which of these it is about."""
    unasked = [[ask.action, ask.label, ask.party] for ask in offer.consents if ask.answer is None]
    refused = [[ask.action, ask.label, ask.party] for ask in offer.consents if ask.answer == "refused"]
    asks = unasked or refused or [[offer.key, offer.label, _own_party(offer)]]
    if not (unasked and refused):
        return {"asks": asks, **_after_a_no(_is_refused(offer))}
    again = [spoken(phrase("case-which-again", what=label)) for _, label, _ in refused]
    listed = _options(["unasked", *(key for key, _, _ in refused)], [spoken(phrase("case-which-unasked")), *again])
    return {"first": "case_which", "asks": asks, "unasked": unasked, "refused": refused, **listed}


def _is_refused(offer: ActionOffer) -> bool:
    """Whether all that it asks was answered with a no."""
    answers = [ask.answer for ask in offer.consents]
    if answers:
        return None not in answers and "refused" in answers
    wished_no = offer.wish is not None and offer.wish.answer == "refused"
    return wished_no or (offer.why_not is not None and offer.why_not.key in _SAID_NO)


def _own_party(offer: ActionOffer) -> str:
    """Whose consent to the action itself is asked, as the engine says why it is not allowed."""
    if offer.wish is not None:
        return offer.wish.party
    return "victim" if offer.why_not is None else str(dict(offer.why_not.fields).get("party", "victim"))


def _gate(scene: CardScene) -> dict[str, Any]:
    gate = scene.card.gate
    if gate is None:
        raise NothingThere
    asks = [[one.fact, one.label] for one in sorted(gate.questions, key=lambda one: one.known is not False)]
    on_yes = phrase("case-gate-closes") if gate.closes else phrase("case-gate-goes-on", step=gate.yes_step or "none")
    told = {"about": gate.label, "asks": asks, "on_yes": spoken(on_yes), "on_no": spoken(_on_no(gate, scene))}
    closing = next((answer for answer, step in (("yes", gate.closes), ("no", gate.no_closes)) if step), None)
    told |= {"closes": "no" if closing is None else "yes", "to": gate.yes_step or "none"}
    told |= {} if closing is None else {CLOSES_ON: closing}
    if gate.look_again is not None:
        stays = phrase("case-gate-look-again", what=gate.look_again.what)
        told |= {LOOK_AGAIN: gate.look_again.label, "on_look_again": spoken(stays)}
    return {**told, **_already_answered(gate)}


def _on_no(gate: GateOffer, scene: CardScene) -> Words:
    if gate.no_closes:
        return phrase("case-gate-closes")
    if gate.no_step is None:
        return phrase("case-gate-no")
    if scene.to_be_given:
        contact = scene.titles.get(FIRST_CONTACT, FIRST_CONTACT)
        return phrase("case-gate-to-give", step=gate.no_step.label, title=gate.no_step.title, contact=contact)
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


def _agreed(scene: CardScene, offer: ActionOffer) -> dict[str, Any] | None:
    """The beginning of agreeing on the day of other work; None when that has no day any more that can be chosen."""
    card, timer = scene.card, offer.agrees_day_of
    choosable = {one.timer for other in card.offers if other.allowed and not other.done for one in other.dates}
    due = next((duty.due_on for duty in (*card.what_now, *card.later) if duty.timer == timer), None)
    if timer not in choosable or due is None:
        return None
    stays = given_option("stays", due.isoformat(), spoken(phrase("case-agreed-stays", on=due)))
    options = [*_days_ahead(scene.today, due), stays]
    return {"first": "case_agreed", "agrees": timer, "options": options}


def _days_ahead(today: date, before: date) -> Iterator[list[str]]:
    for weeks in (1, 2):
        day = today + timedelta(weeks=weeks)
        if day < before:
            yield given_option(f"d{weeks}", day.isoformat(), spoken(phrase("case-weeks", weeks=weeks)))


def _at(things: Any, places: Places) -> Any:
    if not places or places[0] >= len(things):
        raise NothingThere
    return things[places[0]]
