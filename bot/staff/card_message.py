"""A case's card as a message: the step, what to do now and by when, and a button for each thing that may be done."""

from collections.abc import Iterable, Iterator

from bot.flows.case_answers import Act
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, Words, phrase
from bot.spoken import spoken
from bot.staff.aid_pages import aids_now
from bot.staff.card_home import home_buttons, home_lines
from bot.staff.card_means import asked_buttons, due_means, main_of_means, running_buttons, running_lines
from bot.staff.card_offers import means_words, of_means, offer_buttons, taper_buttons, wish_buttons
from bot.staff.card_scene import (
    DOUBLE,
    LONGEST_LABEL,
    VIEWS,
    CardScene,
    about_button,
    all_duties,
    case_button,
    duty_words,
    in_lines,
    is_question,
    label_words,
    pupil_words,
)
from bot.staff.card_together import join_button, lines_of_others, parent_text_buttons, watch_buttons
from casework.case_offers import GateOffer
from casework.case_view import Card, DoneLine
from casework.duties import NOT_TO_POSTPONE, Duty
from casework.wording import Wording

REPORT_WAYS = ("report-text", "report-pdf")

_SHOWN_LATER, _SHOWN_DONE, _SHOWN_HINTS = 6, 8, 4


def card_message(scene: CardScene) -> Message:
    """The whole card. The message is protected; it is edited when the card changes."""
    parts = [part for part in _parts(scene) if part is not None]
    rows = tuple((button,) for button in _buttons(scene))
    return Message(tuple(parts), rows, protected=True)


def replaced_card(number: int) -> Message:
    """What an older card becomes when a newer one stands below it."""
    return Message((phrase("card-replaced", number=number),), protected=True)


def _parts(scene: CardScene) -> Iterator[Words | None]:
    card = scene.card
    yield phrase("card-title", number=scene.number, step=card.step_label, title=card.step_title)
    if card.is_closed:
        yield phrase("card-closed", outcome=card.outcome or "")
    elif not card.acknowledged:
        yield _not_taken_up(scene)
    if scene.confidant_line:
        yield phrase("card-confidant-line")
    if card.open_signals:
        yield phrase("card-signals", count=card.open_signals)
    yield from home_lines(scene)
    if card.gate is not None:
        yield _step_announced(card.gate)
    yield running_lines(scene)
    yield lines_of_others(scene)
    yield from _duty_parts(scene)
    yield in_lines(_long_outcomes(scene))
    if card.done:
        yield in_lines((phrase("card-done-so-far"), *(_done_line(scene, line) for line in card.done[-_SHOWN_DONE:])))


def _not_taken_up(scene: CardScene) -> Words:
    if scene.may_take_up:
        return phrase("card-not-taken-up")
    if scene.card.handed_to is not None or scene.may(scene.card.lead):  # handed over to one colleague
        return phrase("card-with-another")
    return phrase("card-with-role", who=scene.title_of(scene.card.lead))


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
    if scene.lacks_pupil and scene.view == "now":
        yield phrase("card-nobody-added")
    if later:
        yield in_lines((phrase("card-later"), *(_duty_line(scene, duty) for duty in later[:_SHOWN_LATER])))
    if any(duty.origin == "school" for duty in (*now, *later[:_SHOWN_LATER])):
        yield phrase("card-school-terms")
    if card.open_records:
        records = [duty.due_on for duty in all_duties(card) if duty.kind == "records"]
        due = phrase("card-records-due", due=min(records)) if records else ""
        yield phrase("card-open-records", count=len(card.open_records), due=due)


def _shown_duties(scene: CardScene, some: Iterable[Duty]) -> list[Duty]:
    hidden = {"records"} if scene.may_take_up else {"records", "acknowledge"}
    hidden |= {"home", "signal"}  # these stand on top of the card
    return [duty for duty in some if duty.kind not in hidden]


def _duty_line(scene: CardScene, duty: Duty) -> Words:
    late = "yes" if duty.due_on < scene.today else "no"
    what = duty_words(duty, scene.today, scene.means)
    return phrase("card-duty", what=what, asks=is_question(what), due=duty.due_on, late=late, origin=duty.origin)


def _done_line(scene: CardScene, line: DoneLine) -> Words:
    """What was done; a means stands there from the day on which it began."""
    if any(means.label == line.label for means in scene.means.values()):
        return phrase("card-begun-line", what=line.label, on=line.on)
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
    """With whom something was done already; of what nobody is asked for only once it was begun."""
    asked = {duty.action for duty in (*scene.card.what_now, *scene.card.later)}
    for offer in scene.card.offers:
        begun = offer.key in asked or any(ticked for _, ticked in offer.ticks)
        if offer.ticks and begun and offer.allowed and not offer.done:
            yield phrase("card-ticks", what=means_words(scene, offer.step, offer.short))
            for pupil, ticked in offer.ticks:
                key = "card-tick" if ticked else "card-no-tick"
                yield phrase(key, pupil=pupil_words(pupil, scene.pupils))


def _buttons(scene: CardScene) -> Iterator[Button]:
    if scene.view == "now":
        yield from _now_buttons(scene)
        yield _view_button(scene, "more")
        return
    lists = {
        "more": _more_offers,
        "skip": _to_skip,
        "postpone": _to_postpone,
        "end": _ways_to_end,
        "report": _report_ways,
    }
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
    yield from home_buttons(scene)
    if card.open_signals and _hears_signals(scene):
        yield case_button(Act.SIGNAL, scene.number, scene.revision)
    yield from asked_buttons(scene)
    yield from due_means(scene)
    for place, offer in enumerate(card.offers):
        if offer.required and not of_means(scene, offer):
            yield from offer_buttons(scene, place, offer)
    for place, offer in main_of_means(scene):
        yield from offer_buttons(scene, place, offer)
    yield from taper_buttons(scene)
    yield from _ways_on(scene)
    yield from running_buttons(scene)
    if scene.lacks_pupil and scene.has_case:
        yield case_button(Act.PUPIL, scene.number, scene.revision)
    if aids_now(scene):
        yield case_button("aids", scene.number, scene.revision)


def _hears_signals(scene: CardScene) -> bool:
    told = (duty.role for duty in all_duties(scene.card) if duty.kind == "signal")
    return scene.has_case or any(map(scene.may, told))


def _ways_on(scene: CardScene) -> Iterator[Button]:
    """How the step is left, when that is asked now; a step that waits for who opens it is opened from here."""
    card = scene.card
    asked = {duty.kind for duty in card.what_now}
    if card.gate is not None:
        yield case_button("gate", scene.number, scene.revision, label=_gate_label(card.gate))
    elif "gate" in asked:
        yield from _steps_to(scene)
    if "conclude" in asked:
        if any(offer.ask == "watch" for offer in card.offers):
            yield case_button("wrong", scene.number, scene.revision)
        yield from _steps_to(scene)
        yield from _ways_to_end(scene)


def _more_offers(scene: CardScene) -> Iterator[Button]:
    yield small_button("read", str(scene.number))
    yield case_button("notes", scene.number, scene.revision)
    yield _view_button(scene, "report")
    if scene.card.is_closed:
        return
    if any(offer.ask == "watch" for offer in scene.card.offers):
        yield case_button("wrong", scene.number, scene.revision)
    yield from watch_buttons(scene)
    yield from parent_text_buttons(scene)
    if any(not offer.running for offer in scene.card.interventions):
        yield case_button("means", scene.number, scene.revision, label=phrase("card-view-means"))
    if scene.facts:
        yield case_button("facts", scene.number, scene.revision, label=phrase("card-view-facts"))
    for place, offer in enumerate(scene.card.offers):
        if not offer.required and not of_means(scene, offer):
            yield from offer_buttons(scene, place, offer)
    yield from wish_buttons(scene)
    if scene.has_case:
        yield case_button(Act.PUPIL, scene.number, scene.revision)
        if not scene.card.victim_known and not any(offer.ask == "identify" for offer in scene.card.offers):
            yield case_button(Act.IDENTIFY, scene.number, scene.revision)
    if scene.leads:
        yield case_button(Act.HAND, scene.number, scene.revision)
    if scene.has_case:
        yield join_button(scene)
    if scene.confidant_line:
        yield case_button(Act.SHARE, scene.number, scene.revision)
    yield from _steps_to(scene)
    for view, listed in (("skip", _to_skip), ("postpone", _to_postpone), ("end", _ways_to_end)):
        if any(True for _ in listed(scene)):
            yield _view_button(scene, view)


def _report_ways(scene: CardScene) -> Iterator[Button]:
    for way in REPORT_WAYS:
        yield case_button(way, scene.number, scene.revision)


def _to_skip(scene: CardScene) -> Iterator[Button]:
    for place, offer in enumerate(scene.card.offers):
        if offer.may_skip and (scene.may(offer.decided_by) if offer.decided_by else scene.is_theirs(offer)):
            yield about_button(scene, Act.SKIP, offer.short, place)


def _to_postpone(scene: CardScene) -> Iterator[Button]:
    for place, duty in enumerate(all_duties(scene.card)):
        if duty.kind not in NOT_TO_POSTPONE and (scene.has_case or scene.may(duty.role)):
            yield about_button(scene, Act.POSTPONE, _short_of(scene.card, duty), place)


def _short_of(card: Card, duty: Duty) -> Words:
    """A duty that is about an action of the protocol is called by that action's short label."""
    short = next((offer.short for offer in card.offers if offer.key == duty.action), None)
    if short is not None:
        return short
    if duty.kind == "records" and isinstance(duty.label, Wording):
        return phrase("card-short-records", step=dict(duty.label.fields).get("step", ""))
    words = label_words(duty.label)
    is_long = len(spoken(phrase("card-button-postpone", what=words))) > LONGEST_LABEL
    return phrase("card-short-decision") if is_long else words


def _steps_to(scene: CardScene) -> Iterator[Button]:
    """The title of a step stands on its button while that shows it whole; the question that follows always says it."""
    shown = [(place, step) for place, step in enumerate(scene.card.other_steps) if scene.may(step.by)]
    for place, step in shown:
        words = phrase("card-to-step", step=step.label, title=step.title)
        if len(spoken(words)) > LONGEST_LABEL:
            alike = sum(other.label == step.label for _, other in shown) > 1
            label = phrase("card-step-of-several", step=step.label, key=step.step) if alike else step.label
            words = phrase("card-to-step-only", step=label)
        yield case_button(Act.STEP, scene.number, scene.revision, place, label=words)


def _ways_to_end(scene: CardScene) -> Iterator[Button]:
    for place, outcome in enumerate(scene.card.outcomes if scene.leads else ()):
        if outcome.key == DOUBLE:
            yield about_button(scene, Act.END, phrase("card-outcome-double"), place)
        elif _is_long(outcome.label):
            yield about_button(scene, Act.END, phrase("card-outcome", place=place + 1), place)
        else:
            yield about_button(scene, Act.END, outcome.label, place)


def _long_outcomes(scene: CardScene) -> Iterator[Words]:
    """What is too long for a button stands in the text, where the ways to end are offered."""
    offered = scene.view == "end" or any(duty.kind == "conclude" for duty in scene.card.what_now)
    for place, outcome in enumerate(scene.card.outcomes if offered and scene.leads else ()):
        if _is_long(outcome.label) and outcome.key != DOUBLE:
            yield phrase("card-outcome-line", name=phrase("card-outcome", place=place + 1), what=outcome.label)


def _is_long(outcome: str) -> bool:
    return len(spoken(phrase("card-button-end", what=outcome))) > LONGEST_LABEL
