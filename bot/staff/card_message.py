"""A case's card as a message: the step, what to do now and by when, and a button for each thing that may be done."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.flows.case_answers import Act
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, Words, phrase
from bot.spoken import spoken
from bot.staff.aid_pages import aids_now
from bot.staff.card_drafts import draft_button
from bot.staff.card_home import (
    home_buttons,
    home_lines,
    home_words_buttons,
    home_words_line,
    tips_while_home_waits,
)
from bot.staff.card_left import left_lines, left_on_card
from bot.staff.card_lists import (
    colleague_button,
    colleague_lines,
    entered_button,
    fitting_tracks,
    is_long,
    is_own,
    listed_buttons,
    steps_opened_by_answers,
    steps_to,
    track_button,
    view_button,
    ways_to_end,
)
from bot.staff.card_means import asked_buttons, due_means, main_of_means, running_buttons, running_lines
from bot.staff.card_offers import (
    is_to_do,
    means_words,
    of_means,
    offer_buttons,
    passed_no_lines,
    refused_wish,
    stands_on_card,
    taper_buttons,
)
from bot.staff.card_pictures import picture_buttons, picture_line, picture_warning
from bot.staff.card_scene import (
    CardScene,
    case_button,
    duty_on_card,
    gate_label,
    in_lines,
    is_question,
    of_pupils,
    origin_of,
    pupil_words,
)
from bot.staff.card_together import joined_button, joined_line, lines_of_others
from bot.staff.case_informed import consulted, only_informed
from bot.texts.dates import day_seen_from
from casework.case_offers import ActionOffer, GateOffer
from casework.case_view import DoneLine
from casework.duties import Duty, Kind
from casework.identifying import NOBODY_TO_ASK
from casework.school import FIRST_CONTACT

_SHOWN_LATER, _SHOWN_DONE, _SHOWN_HINTS = 6, 8, 4
_FIRST: tuple[Kind, ...] = ("pressing", "picture")
"""What is asked before all else."""


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
    yield home_words_line(scene)
    yield picture_line(scene)
    yield left_lines(scene)
    if card.is_closed:
        again = joined_line(scene) or phrase("card-closed-again", number=scene.number)
        yield in_lines((phrase("card-closed", outcome=card.outcome or ""), again))
    elif only_informed(scene):
        if not consulted(scene):
            yield phrase("card-only-informed")
        if card.handed_to is not None and not card.acknowledged:
            yield phrase("card-with-another")
    elif not card.acknowledged:
        yield _not_taken_up(scene)
        if scene.cannot_wait:
            yield phrase("card-cannot-wait")
    yield in_lines(_consulted(scene))
    if scene.reads_along:
        yield phrase("card-confidant-agreed" if scene.has_case else "card-reads-along")
    elif scene.confidant_line:
        yield phrase("card-confidant-line", contact=scene.titles.get(FIRST_CONTACT, FIRST_CONTACT))
    if card.open_signals:
        yield phrase("card-signals", count=card.open_signals)
    yield from home_lines(scene)
    if card.gate is not None:
        yield _step_announced(card.gate)
    if scene.to_be_given:
        yield phrase("card-to-be-given", contact=scene.titles.get(FIRST_CONTACT, FIRST_CONTACT))
    yield in_lines(line for _, line, _ in steps_opened_by_answers(scene))
    if scene.view == "now":
        yield in_lines(phrase("card-track-fits", what=track.label) for _, track in fitting_tracks(scene))
    yield running_lines(scene)
    yield lines_of_others(scene)
    yield from _duty_parts(scene)
    yield colleague_lines(scene)
    yield in_lines(_long_outcomes(scene))
    if card.done:
        yield in_lines((phrase("card-done-so-far"), *(_done_line(scene, line) for line in card.done[-_SHOWN_DONE:])))


def _consulted(scene: CardScene) -> Iterator[Words]:
    for duty in consulted(scene):
        what = duty_on_card(scene, duty)
        yield phrase(
            "card-consulted", who=scene.asked_title(duty.role), what=what, due=day_seen_from(scene.today, duty.due_on)
        )


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


def _duty_parts(scene: CardScene) -> Iterator[Words | None]:
    """What to do now and what comes after it. The records, of which there are many, are one line."""
    card = scene.card
    now, later = _now_and_later(scene)
    if now:
        yield in_lines((phrase("card-now"), *_duty_lines(scene, now)))
    yield in_lines(_hints(scene, now))
    if _cannot_be_found_out(scene, now):
        yield phrase("card-nobody-to-ask")
    yield in_lines(_refused_beside(scene, (*now, *later[:_SHOWN_LATER])))
    yield in_lines(passed_no_lines(card.offers))
    comes_later = {duty.action for duty in later} - {duty.action for duty in now}
    yield in_lines(_ticks(scene, lambda offer: offer.key not in comes_later))
    if scene.lacks_pupil and scene.view == "now":
        yield phrase("card-nobody-added")
    if later:
        yield in_lines((phrase("card-later"), *_duty_lines(scene, later[:_SHOWN_LATER])))
    yield in_lines(_ticks(scene, lambda offer: offer.key in comes_later))
    records = next((duty for duty in card.duties if duty.kind == "records" and card.open_records), None)
    if card.open_records:
        due = "" if records is None else spoken(_records_due(scene, records))
        yield phrase("card-open-records", count=len(card.open_records), due=due)
    dated = (*now, *later[:_SHOWN_LATER], *((records,) if records is not None else ()))
    if any(origin_of(duty, scene.chosen) == "school" for duty in dated):
        yield phrase("card-school-terms")


def _cannot_be_found_out(scene: CardScene, now: Iterable[Duty]) -> bool:
    """Whether it may be that nobody ever knows which pupil it is, and this person can close the case then."""
    asked = any(duty.label == NOBODY_TO_ASK for duty in now)
    return asked and scene.view == "now" and any(True for _ in ways_to_end(scene))


def _now_and_later(scene: CardScene) -> tuple[list[Duty], list[Duty]]:
    """What the card asks now is never empty because of something that has a line of its own and an earlier day. What
    was told and cannot wait comes first, and then whether there is a naked picture, also before their days."""
    now, later = (_shown_duties(scene, some) for some in (scene.card.what_now, scene.card.later))
    now, later = (now, later) if now else (later[:1], later[1:])
    first = [duty for kind in _FIRST for duty in (*now, *later) if duty.kind == kind]
    now, later = ([duty for duty in some if duty not in first] for some in (now, later))
    return [*first, *now], later


def _shown_duties(scene: CardScene, some: Iterable[Duty]) -> list[Duty]:
    hidden = {"records"} if scene.may_take_up else {"records", "acknowledge"}
    hidden |= {"home", "signal"}  # these stand on top of the card
    return [duty for duty in some if duty.kind not in hidden]


def _late(scene: CardScene, due_on: date) -> str:
    return "yes" if due_on < scene.today else "no"


def _records_due(scene: CardScene, first: Duty) -> Words:
    late, origin = _late(scene, first.due_on), origin_of(first, scene.chosen)
    return phrase("card-records-due", due=day_seen_from(scene.today, first.due_on), late=late, origin=origin)


def _duty_line(scene: CardScene, duty: Duty) -> Words:
    late = _late(scene, duty.due_on)
    what = duty_on_card(scene, duty)
    if not scene.may(duty.role):
        what = phrase("card-duty-of", who=scene.asked_title(duty.role), what=what)
    origin = origin_of(duty, scene.chosen)
    due = day_seen_from(scene.today, duty.due_on)
    return phrase("card-duty", what=what, asks=is_question(what), due=due, late=late, origin=origin)


def _duty_lines(scene: CardScene, some: Iterable[Duty]) -> Iterator[Words]:
    """Each duty, and under it that the pupil would rather not, so that who acts knows it before (AX-3), or what not to
    keep."""
    refused = {offer.key: wish for offer in scene.card.offers if (wish := refused_wish(offer)) is not None}
    for duty in some:
        yield _duty_line(scene, duty)
        yield from picture_warning(scene, duty)
        if duty.action in refused:
            yield phrase("card-wish-refused", party=refused[duty.action].party)


def _refused_beside(scene: CardScene, shown: Iterable[Duty]) -> Iterator[Words]:
    """What the pupil would rather not have of what may be done without being a duty that is shown."""
    asked = {duty.action for duty in shown}
    for offer in scene.card.offers:
        refused = refused_wish(offer)
        if refused is not None and offer.key not in asked and is_to_do(scene.card, offer):
            yield phrase("card-wish-line", what=offer.label, party=refused.party)


def _done_line(scene: CardScene, line: DoneLine) -> Words:
    """What was done; a means stands there from the day on which it began, with that on which it ended."""
    on = day_seen_from(scene.today, line.on)
    if any(means.label == line.label for means in scene.means.values()):
        what = of_pupils(line.label, line.participants, scene.pupils)
        if line.ended_on is not None:
            return phrase("card-ended-line", what=what, on=on, until=day_seen_from(scene.today, line.ended_on))
        return phrase("card-begun-line", what=what, on=on)
    if line.answer is None and line.participants:
        pupils = ", ".join(spoken(pupil_words(pupil, scene.pupils)) for pupil in line.participants)
        return phrase("card-done-with", what=line.label, on=on, who=pupils)
    if line.answer is None:
        return phrase("card-done-line", what=line.label, on=on)
    return phrase("card-done-answer", what=line.label, on=on, answer=line.answer)


def _hints(scene: CardScene, now: Iterable[Duty]) -> Iterator[Words]:
    """What helps with the first thing to do; nothing about choosing a day that is chosen, nor about keeping pictures of
    which one may show somebody naked."""
    card = scene.card
    wanted = next((duty for duty in now if duty.action), None)
    offer = next((one for one in card.offers if wanted and one.key == wanted.action and one.allowed), None)
    hints = offer.hints if offer else ()
    if wanted is not None and origin_of(wanted, scene.chosen) == "chosen":
        hints = tuple(hint for hint in hints if hint.about != "day")
    if wanted is not None and wanted.action in scene.keeps_pictures:
        hints = ()
    for hint in hints[:_SHOWN_HINTS]:
        yield phrase("card-hint", hint=hint.label)
    if wanted is not None:
        yield from tips_while_home_waits(scene)


def _ticks(scene: CardScene, of: Callable[[ActionOffer], bool]) -> Iterator[Words]:
    """With whom something was done already; of what nobody is asked for only once it was begun."""
    asked = {duty.action for duty in (*scene.card.what_now, *scene.card.later)}
    for offer in scene.card.offers:
        begun = offer.key in asked or any(ticked for _, ticked in offer.ticks)
        if of(offer) and offer.ticks and begun and offer.allowed and not offer.done:
            yield phrase("card-ticks", what=means_words(scene, offer.step, offer.short))
            for pupil, ticked in offer.ticks:
                key = "card-tick" if ticked else "card-no-tick"
                yield phrase(key, pupil=pupil_words(pupil, scene.pupils))


def _buttons(scene: CardScene) -> Iterator[Button]:
    if only_informed(scene) and scene.view not in ("report", "entered"):
        yield small_button("read", str(scene.number))
        yield case_button("notes", scene.number, scene.revision)
        yield view_button(scene, "report")
        yield from entered_button(scene)
    elif scene.view == "now":
        yield from left_on_card(scene)
        yield from _now_buttons(scene)
        yield view_button(scene, "more")
    else:
        yield from listed_buttons(scene)


def _giving_first(scene: CardScene) -> Iterator[Button]:
    """Once the confidant's own step is left the first thing is to hand the case over."""
    gate = scene.card.gate
    if scene.to_be_given and scene.leads and (gate is None or gate.known_no is None):
        yield case_button(Act.HAND, scene.number, scene.revision)


def _now_buttons(scene: CardScene) -> Iterator[Button]:
    card = scene.card
    yield from joined_button(scene)
    if not card.is_closed:
        yield from _giving_first(scene)
        yield from home_words_buttons(scene)
        if any(duty.kind == "pressing" for duty in card.duties):
            yield small_button("read", str(scene.number))
        yield from picture_buttons(scene)
        if not card.acknowledged and scene.may_take_up:
            yield case_button("ack", scene.number, scene.revision)
        yield from _main_offers(scene)
    if card.open_records:
        yield case_button("records", scene.number, scene.revision)
    yield from draft_button(scene)


def _main_offers(scene: CardScene) -> Iterator[Button]:
    card = scene.card
    yield from home_buttons(scene)
    if card.open_signals and _hears_signals(scene):
        yield case_button(Act.SIGNAL, scene.number, scene.revision)
    if any(track.asked and scene.may(track.by) for track in card.tracks):
        yield view_button(scene, "tracks")
    for place, track in fitting_tracks(scene):
        yield track_button(scene, place, track.label)
    yield from asked_buttons(scene)
    yield from due_means(scene)
    for place, offer in enumerate(card.offers):
        if stands_on_card(offer) and is_own(scene, offer) and not of_means(scene, offer):
            yield from offer_buttons(scene, place, offer)
    for place, offer in main_of_means(scene):
        if is_own(scene, offer):
            yield from offer_buttons(scene, place, offer)
    for place, offer in enumerate(card.offers):
        if is_own(scene, offer):
            yield from taper_buttons(scene, place, offer)
    yield from _ways_on(scene)
    yield from running_buttons(scene)
    if any(refused_wish(offer) is not None and is_to_do(card, offer) for offer in card.offers):
        yield case_button("notes", scene.number, scene.revision, label=phrase("card-button-wish-words"))
    if scene.lacks_pupil and scene.has_case:
        yield case_button(Act.PUPIL, scene.number, scene.revision)
    if aids_now(scene):
        yield case_button("aids", scene.number, scene.revision)
    yield from colleague_button(scene)


def _hears_signals(scene: CardScene) -> bool:
    told = (duty.role for duty in scene.card.duties if duty.kind == "signal")
    return scene.has_case or any(map(scene.may, told))


def _ways_on(scene: CardScene) -> Iterator[Button]:
    """How the step is left, when that is asked now; a step that waits for who opens it is opened from here."""
    card = scene.card
    asked = {duty.kind for duty in (*card.what_now, *_now_and_later(scene)[0])}
    if card.gate is not None:
        yield case_button("gate", scene.number, scene.revision, label=gate_label(card.gate))
    elif "gate" in asked:
        yield from steps_to(scene)
    if "conclude" not in asked and (card.gate is not None or "gate" not in asked):
        for _, _, button in steps_opened_by_answers(scene):
            if button is not None:
                yield button
    if _cannot_be_found_out(scene, _now_and_later(scene)[0]):
        yield view_button(scene, "end")
    if "conclude" in asked:
        if any(offer.ask == "watch" for offer in card.offers):
            yield case_button("wrong", scene.number, scene.revision)
        yield from steps_to(scene)
        yield from ways_to_end(scene)


def _long_outcomes(scene: CardScene) -> Iterator[Words]:
    """What is too long for a button stands in the text, where the ways to end are offered."""
    offered = scene.view == "end" or any(duty.kind == "conclude" for duty in scene.card.what_now)
    for place, outcome in enumerate(scene.card.outcomes if offered and scene.leads else ()):
        if is_long(outcome):
            yield phrase("card-outcome-line", name=phrase("card-outcome", place=place + 1), what=outcome.label)
