"""Asking somebody with another role to decide: the button on their message opens exactly that question.

It stays valid while the case goes on, so it carries places in lists of the protocol, and who asked as a short number.
"""

from typing import Any

from bot.flows.case_answers import Act
from bot.flows.words import Button
from bot.house import House
from bot.staff.card_runs import offer_of_run, offer_to_start, run_places
from bot.staff.card_scene import Asked, CardScene, case_button
from bot.staff.case_start import NothingThere, Places, beginning
from casework.fact_questions import track_facts
from casework.intervention_offers import InterventionOffer
from casework.protocol import Protocol
from casework.protocol_check_facts import BUILT_IN

_CODE_BYTES = 3


def answer_button(scene: CardScene, protocol: Protocol, house: House, asker: str, places: Places) -> Button:
    """The button with which the question at `places` of `asker`'s card is answered."""
    about, kept, *run = question_at(scene, protocol, places)
    return case_button("answer", scene.number, scene.revision, about, kept, _code(house, asker), *run)


def question_at(scene: CardScene, protocol: Protocol, places: Places) -> Places:
    """What is asked at `places` of the card, as numbers that are the same when the case has changed."""
    about, place = Asked(places[0]), places[1]
    kept = _kept_place(scene, protocol, about, place)
    run = _kept_run(scene, list(scene.means)[place], places[2:]) if about is Asked.MEANS else ()
    return (about.value, kept, *run)


def question_of_answer(places: Places) -> Places:
    """As `question_at`, of the `places` that the button to answer it carries."""
    return (*places[:2], *places[3:])


def _kept_run(scene: CardScene, means: str, places: Places) -> Places:
    """Whose run of a means it is about, as the place of that pupil in the case; nothing where nobody has it apart."""
    offer = offer_of_run(scene.card, means, places) if places else None
    return () if offer is None else tuple(list(scene.pupils).index(one) for one in offer.pupils if one in scene.pupils)


def _run_now(scene: CardScene, means: str, pupils: Places) -> InterventionOffer:
    wanted = [one for at, one in enumerate(scene.pupils) if at in pupils]
    found = (one for one in scene.card.interventions if one.key == means and one.pupils == tuple(wanted))
    offer = next(found, None)
    if offer is None:
        raise NothingThere
    return offer


def asker_of(house: House, places: Places) -> str | None:
    """Who asked; None for somebody who left the school."""
    return next((one for one in house.school.people if _code(house, one) == places[2]), None)


def answer_beginning(scene: CardScene, protocol: Protocol, places: Places) -> tuple[Act, dict[str, Any]]:
    """The act and the beginning of answering the question. Raises NothingThere when it needs no answer any more."""
    if len(places) not in (3, 4) or places[0] not in list(Asked) or scene.card.is_closed:
        raise NothingThere
    act, at = _act_now(scene, protocol, Asked(places[0]), places[1], places[3:])
    return act, beginning(act, scene, at)


def _act_now(scene: CardScene, protocol: Protocol, about: Asked, kept: int, pupils: Places) -> tuple[Act, Places]:
    match about:
        case Asked.MEANS:
            key = _at(protocol.interventions, kept).key
            offer = _run_now(scene, key, pupils) if pupils else offer_to_start(scene.card, key)
            if offer is None or not scene.may(offer.by) or not (offer.running or offer.allowed):
                raise NothingThere
            return (Act.PROLONG if offer.running else Act.AGREE), (kept, *run_places(scene.card, offer))
        case Asked.FACT:
            fact = _at(_facts(protocol), kept)
            return Act.FACT, (_place(one.fact == fact for one in scene.facts),)
        case Asked.OFFER:
            key = _at(_actions(protocol), kept)
            place = _place(one.key == key for one in scene.card.offers)
            offered = scene.card.offers[place]
            tapers = [at for at, one in enumerate(offered.tapers) if not (one.switched and offered.ask == "outcome")]
            return (Act.TAPER, (place, tapers[0])) if tapers else (Act.OUTCOME, (place,))
        case _:
            gate = scene.card.gate
            if gate is None:
                raise NothingThere
            return (Act.GATE if gate.questions else Act.DECISION), ()


def _kept_place(scene: CardScene, protocol: Protocol, about: Asked, place: int) -> int:
    """A place on the card as one that is the same when the case has changed."""
    if about is Asked.FACT:
        return _facts(protocol).index(scene.facts[place].fact)
    if about is Asked.OFFER:
        return _actions(protocol).index(scene.card.offers[place].key)
    return place


def _facts(protocol: Protocol) -> list[str]:
    return list(dict.fromkeys((*protocol.facts, *BUILT_IN, *track_facts(protocol))))


def _actions(protocol: Protocol) -> list[str]:
    return [action.key for part in protocol.parts() for action in part.all_actions]


def _place(found: Any) -> int:
    place = next((at for at, one in enumerate(found) if one), None)
    if place is None:
        raise NothingThere
    return place


def _at(things: Any, place: int) -> Any:
    if place >= len(things):
        raise NothingThere
    return things[place]


def _code(house: House, person: str) -> int:
    return int.from_bytes(house.person_hash(person)[:_CODE_BYTES], "big")
