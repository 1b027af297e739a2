"""A case's card as a message: the step, what to do now and by when, and a button for each thing that may be done.

A card holds no name and no story. Its buttons carry the case's number and revision (how many events it has),
and places in lists that are the same for everybody who folds the same events.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.flows.callback_data import button_data
from bot.flows.case_answers import Act
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, Phrase, Words, phrase
from casework.case_offers import ActionOffer, GateOffer
from casework.case_view import Card, DoneLine
from casework.duties import Duty
from casework.wording import Label, Wording

VIEWS = ("now", "more", "skip", "postpone", "end")

_SHOWN_LATER, _SHOWN_DONE, _SHOWN_HINTS = 6, 8, 4
_NOT_TO_POSTPONE = ("acknowledge", "signal")
_CONSENT_MISSING = ("refusal-consent-unasked", "refusal-consent-refused")


@dataclass(frozen=True)
class CardScene:
    """All that a card shows. `pupils` are the references of the case's pupils with their part in it.

    `confidant_line` tells that the case stays with the confidant until the pupil agrees (A000-22);
    `may_take_up` that the present step is, or may become, this reader's. `view` is one of VIEWS: the card with
    what is needed now, or with a list of what is rarely needed.
    """

    number: int
    revision: int
    card: Card
    pupils: Mapping[str, str]
    today: date
    confidant_line: bool = False
    view: str = VIEWS[0]
    may_take_up: bool = True


def card_message(scene: CardScene) -> Message:
    """The whole card. The message is protected; it is edited when the card changes."""
    parts = [part for part in _parts(scene) if part is not None]
    rows = tuple((button,) for button in _buttons(scene))
    return Message(tuple(parts), rows, protected=True)


def replaced_card(number: int) -> Message:
    """What an older card becomes when a newer one stands below it."""
    return Message((phrase("card-replaced", number=number),), protected=True)


def case_button(kind: str, number: int, revision: int, *places: int, label: Words | None = None) -> Button:
    """A button `card-<kind>`; without a label it says `small-card-<kind>`."""
    data = button_data("s", 0, f"card-{kind}", ".".join(str(part) for part in (number, revision, *places)))
    return Button(label or phrase(f"small-card-{kind}"), data)


def open_button(number: int) -> Button:
    """A button that opens the card of this case, with the number on it."""
    return Button(phrase("card-button-open", number=number), button_data("s", 0, "card", str(number)))


def read_case_button(subject: str) -> tuple[int, int, tuple[int, ...]] | None:
    """Number, revision and places of a button; None when its subject is none of ours."""
    parts = subject.split(".")
    if len(parts) < 2 or not all(part.isdecimal() and len(part) < 10 for part in parts):
        return None
    return int(parts[0]), int(parts[1]), tuple(int(part) for part in parts[2:])


def label_words(label: Label) -> Words:
    return Phrase(label.key, label.fields) if isinstance(label, Wording) else label


def pupil_words(pupil: str, pupils: Mapping[str, str]) -> Words:
    """How a pupil is called on a card: never by name."""
    if pupils.get(pupil) == "victim":
        return phrase("case-pupil-victim")
    others = [one for one, party in pupils.items() if party != "victim"]
    return phrase("case-pupil", number=others.index(pupil) + 1 if pupil in others else 0)


def all_duties(card: Card) -> tuple[Duty, ...]:
    """Every duty of the case, in the order in which the case engine gives them."""
    return tuple(sorted((*card.what_now, *card.later), key=lambda duty: (duty.due_on, duty.key)))


def in_lines(lines: Iterable[Words]) -> Words | None:
    """These words under each other in one paragraph."""
    above: Words | None = None
    for line in lines:
        above = line if above is None else phrase("card-lines", above=above, below=line)
    return above


def _parts(scene: CardScene) -> Iterator[Words | None]:
    card = scene.card
    yield phrase("card-title", number=scene.number, step=card.step_label, title=card.step_title)
    if card.is_closed:
        yield phrase("card-closed", outcome=card.outcome or "")
    elif not card.acknowledged:
        yield phrase("card-not-taken-up" if scene.may_take_up else "card-with-another")
    if scene.confidant_line:
        yield phrase("card-confidant-line")
    if card.open_signals:
        yield phrase("card-signals", count=card.open_signals)
    if card.gate is not None:
        yield _step_announced(card.gate)
    yield from _duty_parts(scene)
    if card.done:
        yield in_lines((phrase("card-done-so-far"), *(_done_line(line) for line in card.done[-_SHOWN_DONE:])))


def _step_announced(gate: GateOffer) -> Words | None:
    """The step that follows, once a look back concluded that this one did not bring what its gate asks."""
    known, step = gate.known_no, gate.no_step
    if known is None or step is None:
        return None
    why = "" if known.concluded is None else phrase("card-concluded", what=known.concluded)
    return phrase("card-next-step", why=why, step=step.label, title=step.title)


def _gate_label(gate: GateOffer) -> Words:
    if gate.known_no is not None and gate.no_step is not None:
        return phrase("card-button-next-step", step=gate.no_step.label)
    return gate.label or phrase("small-card-gate")


def _duty_parts(scene: CardScene) -> Iterator[Words | None]:
    """What to do now and what comes after it. The records, of which there are many, are one line."""
    card = scene.card
    now, later = (_shown_duties(scene, some) for some in (card.what_now, card.later))
    if now:
        yield in_lines((phrase("card-now"), *(_duty_line(scene, duty) for duty in now)))
    yield in_lines(_hints(card))
    yield in_lines(_ticks(scene))
    if later:
        yield in_lines((phrase("card-later"), *(_duty_line(scene, duty) for duty in later[:_SHOWN_LATER])))
    if any(duty.origin == "school" for duty in (*now, *later[:_SHOWN_LATER])):
        yield phrase("card-school-terms")
    if card.open_records:
        records = [duty.due_on for duty in all_duties(card) if duty.kind == "records"]
        due = phrase("card-records-due", due=min(records)) if records else ""
        yield phrase("card-open-records", count=len(card.open_records), due=due)


def _shown_duties(scene: CardScene, some: Iterable[Duty]) -> list[Duty]:
    hidden = ("records",) if scene.may_take_up else ("records", "acknowledge")
    return [duty for duty in some if duty.kind not in hidden]


def _duty_line(scene: CardScene, duty: Duty) -> Words:
    late = "yes" if duty.due_on < scene.today else "no"
    return phrase("card-duty", what=label_words(duty.label), due=duty.due_on, late=late, origin=duty.origin)


def _done_line(line: DoneLine) -> Words:
    if line.answer is None:
        return phrase("card-done-line", what=line.label, on=line.on)
    return phrase("card-done-answer", what=line.label, on=line.on, answer=line.answer)


def _hints(card: Card) -> Iterator[Words]:
    """What helps with the first thing to do."""
    wanted = next((duty.action for duty in card.what_now if duty.action), None)
    offer = next((offer for offer in card.offers if offer.key == wanted and offer.allowed), None)
    for hint in offer.hints[:_SHOWN_HINTS] if offer else ():
        yield phrase("card-hint", hint=hint)


def _ticks(scene: CardScene) -> Iterator[Words]:
    for offer in scene.card.offers:
        if offer.ticks and offer.allowed and not offer.done:
            yield phrase("card-ticks", what=offer.label)
            for pupil, ticked in offer.ticks:
                key = "card-tick" if ticked else "card-no-tick"
                yield phrase(key, pupil=pupil_words(pupil, scene.pupils))


def _buttons(scene: CardScene) -> Iterator[Button]:
    if scene.view == "now":
        yield from _now_buttons(scene)
        yield _view_button(scene, "more")
        return
    lists = {"more": _more_offers, "skip": _to_skip, "postpone": _to_postpone, "end": _ways_to_end}
    yield from lists[scene.view](scene)
    yield case_button("less", scene.number, scene.revision)


def _view_button(scene: CardScene, view: str) -> Button:
    return case_button("more", scene.number, scene.revision, VIEWS.index(view), label=phrase(f"card-view-{view}"))


def _now_buttons(scene: CardScene) -> Iterator[Button]:
    card = scene.card
    if not card.is_closed:
        if not card.acknowledged and scene.may_take_up:
            yield case_button("ack", scene.number, scene.revision)
        yield from _main_offers(scene)
    if card.open_records:
        yield case_button("records", scene.number, scene.revision)


def _main_offers(scene: CardScene) -> Iterator[Button]:
    card = scene.card
    if card.open_signals:
        yield case_button(Act.SIGNAL, scene.number, scene.revision)
    for place, offer in enumerate(card.offers):
        if offer.required:
            yield from offer_buttons(scene, place, offer)
    if card.gate is not None:
        yield case_button("gate", scene.number, scene.revision, label=_gate_label(card.gate))
    if any(duty.kind == "conclude" for duty in card.what_now):
        yield from _steps_to(scene)
        yield from _ways_to_end(scene)


def offer_buttons(scene: CardScene, place: int, offer: ActionOffer) -> Iterator[Button]:
    """The buttons for one action of the protocol; none when nothing can be done with it now."""
    if not offer.allowed:
        if _lacks_consent(scene.card, offer):
            yield _about(scene, Act.CONSENT, offer.short, place)
        return
    if offer.done or offer.ask == "watch":
        return
    if offer.ask == "outcome" and any(not ticked for _, ticked in offer.ticks):
        yield _about(scene, "talked", offer.short, place)
    act = {"outcome": Act.OUTCOME, "consents": Act.CONSENT, "identify": Act.IDENTIFY}.get(offer.ask, Act.DONE)
    yield _about(scene, act, offer.short, place)
    for number, _ in enumerate(offer.dates):
        yield _about(scene, Act.DATE, offer.short, place, number)


def _lacks_consent(card: Card, offer: ActionOffer) -> bool:
    """Whether this action's own consent is to be asked, and no other action that is open asks for it."""
    asked = {ask.action for other in card.offers if other.allowed and not other.done for ask in other.consents}
    return offer.why_not is not None and offer.why_not.key in _CONSENT_MISSING and offer.key not in asked


def _more_offers(scene: CardScene) -> Iterator[Button]:
    yield small_button("read", str(scene.number))
    yield case_button("notes", scene.number, scene.revision)
    if scene.card.is_closed:
        return
    if any(offer.ask == "watch" for offer in scene.card.offers):
        yield case_button("wrong", scene.number, scene.revision)
    for place, offer in enumerate(scene.card.offers):
        if not offer.required:
            yield from offer_buttons(scene, place, offer)
    yield case_button(Act.PUPIL, scene.number, scene.revision)
    if not scene.card.victim_known and not any(offer.ask == "identify" for offer in scene.card.offers):
        yield case_button(Act.IDENTIFY, scene.number, scene.revision)
    yield case_button(Act.HAND, scene.number, scene.revision)
    if scene.confidant_line:
        yield case_button(Act.SHARE, scene.number, scene.revision)
    yield from _steps_to(scene)
    for view, listed in (("skip", _to_skip), ("postpone", _to_postpone), ("end", _ways_to_end)):
        if any(True for _ in listed(scene)):
            yield _view_button(scene, view)


def _to_skip(scene: CardScene) -> Iterator[Button]:
    for place, offer in enumerate(scene.card.offers):
        if offer.may_skip:
            yield _about(scene, Act.SKIP, offer.short, place)


def _to_postpone(scene: CardScene) -> Iterator[Button]:
    for place, duty in enumerate(all_duties(scene.card)):
        if duty.kind not in _NOT_TO_POSTPONE:
            yield _about(scene, Act.POSTPONE, _short_of(scene.card, duty), place)


def _short_of(card: Card, duty: Duty) -> Words:
    """A duty that is an action of the protocol is called by that action's short label."""
    short = (offer.short for offer in card.offers if offer.key == duty.action and offer.label == duty.label)
    return next(short, label_words(duty.label))


def _steps_to(scene: CardScene) -> Iterator[Button]:
    for place, step in enumerate(scene.card.other_steps):
        words = phrase("card-to-step", step=step.label, title=step.title)
        yield case_button(Act.STEP, scene.number, scene.revision, place, label=words)


def _ways_to_end(scene: CardScene) -> Iterator[Button]:
    for place, outcome in enumerate(scene.card.outcomes):
        yield _about(scene, Act.END, outcome.label, place)


def _about(scene: CardScene, kind: str, what: Words, *places: int) -> Button:
    label = phrase(f"card-button-{kind}", what=what)
    return case_button(kind, scene.number, scene.revision, *places, label=label)
