"""What a card offers behind "Meer…": lists of what is rarely needed, so many on a page, and what is a colleague's."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.flows.case_answers import Act
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Words, phrase
from bot.spoken import spoken
from bot.staff.card_drafts import entered_buttons
from bot.staff.card_means import main_of_means
from bot.staff.card_offers import of_means, offer_buttons, stands_on_card, taper_buttons, wish_buttons
from bot.staff.card_scene import (
    LONGEST_LABEL,
    ON_A_PAGE,
    VIEWS,
    CardScene,
    about_button,
    case_button,
    duty_mark,
    fitting_of,
    in_lines,
    in_whole_words,
    label_words,
)
from bot.staff.card_together import join_button, parent_text_buttons, watch_buttons
from casework.case_offers import ActionOffer
from casework.duties import Duty
from casework.gate_offers import StepOffer
from casework.protocol_model import DOUBLE, Outcome
from casework.school import FIRST_CONTACT
from casework.track_moves import TrackOffer
from casework.wording import Wording

REPORT_WAYS = ("report-text", "report-pdf")


def listed_buttons(scene: CardScene) -> Iterator[Button]:
    """The list of the scene's view: its page, how to turn that, and the way back to the card."""
    buttons = tuple(_LISTS[scene.view](scene))
    if scene.view == "more":
        yield from buttons
    else:
        yield from _paged(scene, buttons)
    yield case_button("less", scene.number, scene.revision)


def view_button(scene: CardScene, view: str) -> Button:
    """What brings this list in the place of the card."""
    return case_button("more", scene.number, scene.revision, VIEWS.index(view), label=phrase(f"card-view-{view}"))


def entered_button(scene: CardScene) -> Iterator[Button]:
    """To the texts that were entered, for whoever reads the case."""
    if scene.card.entered_records:
        yield view_button(scene, "entered")


def colleague_button(scene: CardScene) -> Iterator[Button]:
    """On the card itself while the step asks something of somebody with another role."""
    if _asked_of_colleagues(scene):
        yield view_button(scene, "colleague")


def colleague_lines(scene: CardScene) -> Words | None:
    """Whose each action in the list of colleagues is."""
    offers = [offer for _, offer in _of_colleagues(scene)] if scene.view == "colleague" else []
    return in_lines(phrase("card-colleague-line", who=scene.title_of(offer.by), what=offer.short) for offer in offers)


def is_own(scene: CardScene, offer: ActionOffer) -> bool:
    """Whether the reader holds a role in which this is done."""
    return scene.may(offer.by)


def steps_to(scene: CardScene) -> Iterator[Button]:
    """Every step that the reader may open out of the normal order."""
    for place, step in enumerate(scene.card.other_steps):
        if scene.may(step.by):
            yield _step_button(scene, place, step)


def steps_opened_by_answers(scene: CardScene) -> Iterator[tuple[StepOffer, Words, Button | None]]:
    """The steps that may be opened by what was learned, and those of which the protocol tells that they may be, each
    with its line and, for who may open it, its button. Who may not is shown only what the protocol tells."""
    known = scene.card.gate.known_no if scene.card.gate is not None else None
    announced = scene.card.gate.no_step if scene.card.gate is not None and known is not None else None
    for place, step in enumerate(scene.card.other_steps):
        if announced is not None and step.step == announced.step:
            continue
        if scene.may(step.by) and (step.told or step.opened):
            line: Words = phrase("card-may-open-yours", step=step.label, title=step.title)
            yield step, line, _step_button(scene, place, step)
        elif step.told:
            who, names = scene.title_of(step.by), scene.openers.get(step.step) or "none"
            yield step, phrase("card-may-open", step=step.label, title=step.title, who=who, names=names), None


def _step_button(scene: CardScene, place: int, step: StepOffer) -> Button:
    """The title of a step stands on its button while that shows it whole; the question that follows always says it."""
    words: Words = phrase("card-to-step", step=step.label, title=step.title)
    if len(spoken(words)) > LONGEST_LABEL:
        offered = [one for one in scene.card.other_steps if scene.may(one.by)]
        alike = sum(other.label == step.label for other in offered) > 1 or step.label == scene.card.step_label
        label = phrase("card-step-of-several", step=step.label, key=step.step) if alike else step.label
        words = in_whole_words(spoken(phrase("card-to-step", step=label, title=step.title)))
    return case_button(Act.STEP, scene.number, scene.revision, place, label=words)


def tracks_to(scene: CardScene) -> Iterator[Button]:
    """The other tracks of the protocol to which the case may go; what fits by what was learned stands first."""
    for place, track in enumerate(scene.card.tracks):
        if scene.may(track.by):
            yield case_button(Act.TRACK, scene.number, scene.revision, place, label=in_whole_words(track.label))


def fitting_tracks(scene: CardScene) -> Iterator[tuple[int, TrackOffer]]:
    """The places of the tracks that fit by what was learned since, as far as this person may bring the case there.
    What is about staff has a duty of its own."""
    for place, track in enumerate(scene.card.tracks):
        if track.fits and not track.asked and scene.may(track.by):
            yield place, track


def track_button(scene: CardScene, place: int, track: str) -> Button:
    """Brings the case to the track at `place`, which is called so."""
    label = in_whole_words(spoken(phrase("card-button-track", what=track)))
    return case_button(Act.TRACK, scene.number, scene.revision, place, label=label)


def ways_to_end(scene: CardScene) -> Iterator[Button]:
    """Every outcome with which the case may be closed from any step."""
    for place, outcome in enumerate(scene.card.outcomes if scene.leads else ()):
        if outcome.key == DOUBLE:
            yield join_button(scene)
        elif is_long(outcome):
            yield about_button(scene, Act.END, phrase("card-outcome", place=place + 1), place)
        else:
            yield about_button(scene, Act.END, outcome.label, place)


def is_long(outcome: Outcome) -> bool:
    """Whether its button would not show it whole."""
    return outcome.key != DOUBLE and len(spoken(phrase("card-button-end", what=outcome.label))) > LONGEST_LABEL


def _paged(scene: CardScene, buttons: Sequence[Button]) -> Iterator[Button]:
    last = max(0, (len(buttons) - 1) // ON_A_PAGE)
    at, view = min(scene.page, last), VIEWS.index(scene.view)
    yield from buttons[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
    if at > 0:
        yield case_button("more", scene.number, scene.revision, view, at - 1, label=phrase("small-page-earlier"))
    if at < last:
        yield case_button("more", scene.number, scene.revision, view, at + 1, label=phrase("small-page-later"))


def _more(scene: CardScene) -> Iterator[Button]:
    """What is needed most often, then the other lists; a list of one is that button itself."""
    yield small_button("read", str(scene.number))
    if scene.writes_to_colleague:
        yield small_button("write", str(scene.number))
    yield case_button("notes", scene.number, scene.revision)
    yield view_button(scene, "report")
    yield from entered_button(scene)
    if scene.card.is_closed:
        return
    if any(offer.ask == "watch" for offer in scene.card.offers):
        yield case_button("wrong", scene.number, scene.revision)
    if scene.has_case:
        yield case_button(Act.PUPIL, scene.number, scene.revision)
        identified = scene.card.victim_known or scene.victim_is_staff
        if not identified and not any(offer.ask == "identify" for offer in scene.card.offers):
            yield case_button(Act.IDENTIFY, scene.number, scene.revision)
    if any(not offer.running for offer in scene.card.interventions):
        yield case_button("means", scene.number, scene.revision, label=phrase("card-view-means"))
    if scene.facts:
        yield case_button("facts", scene.number, scene.revision, label=phrase("card-view-facts"))
    of_others = () if _asked_of_colleagues(scene) else ("colleague",)
    for view in ("also", *of_others, "together", "ways"):
        yield from _list_button(scene, view)


def _list_button(scene: CardScene, view: str) -> Iterator[Button]:
    buttons = tuple(_LISTS[view](scene))
    if len(buttons) == 1 and view != "colleague":
        yield from buttons
    elif buttons:
        yield view_button(scene, view)


def _also(scene: CardScene) -> Iterator[Button]:
    """What the step does not ask for but offers; what has a day by now stands first."""
    now = {duty.action for duty in scene.card.what_now}
    offers = [(place, offer) for place, offer in _optional(scene) if is_own(scene, offer)]
    for place, offer in sorted(offers, key=lambda one: one[1].key not in now):
        yield from offer_buttons(scene, place, offer)
    yield from wish_buttons(scene)


def _optional(scene: CardScene) -> Iterator[tuple[int, ActionOffer]]:
    for place, offer in enumerate(scene.card.offers):
        if not stands_on_card(offer) and not of_means(scene, offer):
            yield place, offer


def _asked_of_colleagues(scene: CardScene) -> bool:
    return any(offer.required for _, offer in _of_colleagues(scene))


def _of_colleagues(scene: CardScene) -> Iterator[tuple[int, ActionOffer]]:
    """The actions of another role that the reader may write down for them, or may ask them to decide."""
    of_step = [(place, offer) for place, offer in enumerate(scene.card.offers) if not of_means(scene, offer)]
    for place, offer in (*of_step, *main_of_means(scene)):
        works_on_it = scene.has_case or any(map(scene.may, offer.done_by))
        if works_on_it and not is_own(scene, offer) and any(True for _ in offer_buttons(scene, place, offer)):
            yield place, offer


def _colleague(scene: CardScene) -> Iterator[Button]:
    """How often a talk comes back is for who has it to say: they can be asked from here."""
    for place, offer in _of_colleagues(scene):
        yield from offer_buttons(scene, place, offer)
        yield from taper_buttons(scene, place, offer)


def _together(scene: CardScene) -> Iterator[Button]:
    yield from watch_buttons(scene)
    yield from parent_text_buttons(scene)
    if scene.leads:
        yield case_button(Act.HAND, scene.number, scene.revision)
    if scene.has_case and scene.other_cases:
        yield join_button(scene)
    if scene.confidant_line and not scene.reads_along:
        label = phrase("small-card-share", contact=scene.titles.get(FIRST_CONTACT, FIRST_CONTACT))
        yield case_button(Act.SHARE, scene.number, scene.revision, label=label)


def _ways(scene: CardScene) -> Iterator[Button]:
    yield from steps_to(scene)
    for view in ("tracks", "skip", "postpone", "end"):
        if any(True for _ in _LISTS[view](scene)):
            yield view_button(scene, view)
    if scene.has_case and scene.card.victim_known:
        yield case_button(Act.IDENTIFY, scene.number, scene.revision, label=phrase("card-identify-anew"))


def _report(scene: CardScene) -> Iterator[Button]:
    for way in REPORT_WAYS:
        yield case_button(way, scene.number, scene.revision)


def _skip(scene: CardScene) -> Iterator[Button]:
    for place, offer in enumerate(scene.card.offers):
        if offer.may_skip and (scene.may(offer.decided_by) if offer.decided_by else scene.is_theirs(offer)):
            yield from _skip_buttons(scene, place, offer)


def _skip_buttons(scene: CardScene, place: int, offer: ActionOffer) -> Iterator[Button]:
    """One button; of what each pupil has apart one for each of several with whom it is still to be."""
    left = [pupil for pupil, ticked in offer.ticks if not ticked]
    if not offer.apart or len(left) < 2:
        yield about_button(scene, Act.SKIP, offer.short, place)
        return
    for at, pupil in enumerate(left):
        what = fitting_of(Act.SKIP, offer.short, (pupil,), scene.pupils)
        yield about_button(scene, Act.SKIP, what, place, at)


def _postpone(scene: CardScene) -> Iterator[Button]:
    for duty in scene.card.duties:
        if duty.key in scene.card.may_wait and (scene.has_case or scene.may(duty.role)):
            yield about_button(scene, Act.POSTPONE, _short_of(scene, duty), duty_mark(duty))


def _short_of(scene: CardScene, duty: Duty) -> Words:
    """A duty that is about an action of the protocol is called by that action's short label."""
    short = next((offer.short for offer in scene.card.offers if offer.key == duty.action), None)
    if short is not None:
        return fitting_of(Act.POSTPONE, short, duty.pupils, scene.pupils)
    if duty.kind == "records" and isinstance(duty.label, Wording):
        return phrase("card-short-records", step=dict(duty.label.fields).get("step", ""))
    words = label_words(duty.label)
    too_long = len(spoken(phrase("card-button-postpone", what=words))) > LONGEST_LABEL
    return phrase("card-short-decision") if too_long else words


_LISTS: Mapping[str, Callable[[CardScene], Iterator[Button]]] = {
    "more": _more,
    "also": _also,
    "colleague": _colleague,
    "together": _together,
    "ways": _ways,
    "report": _report,
    "tracks": tracks_to,
    "entered": entered_buttons,
    "skip": _skip,
    "postpone": _postpone,
    "end": ways_to_end,
}
