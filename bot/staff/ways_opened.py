"""What an answer opened: the other steps and tracks to which the case may go since, said at once below the answer."""

from collections.abc import Iterator

from bot.flows.words import Button, Message, Words, phrase
from bot.staff.card_lists import fitting_tracks, steps_opened_by_answers, track_button
from bot.staff.card_scene import CardScene, in_lines


def ways_opened_message(before: CardScene, now: CardScene) -> Message | None:
    """The ways that stand open by what was answered between these two cards, with a button to each that the reader may
    go; None when nothing new is open, and in another step than before."""
    if before.card.step_key != now.card.step_key or now.card.is_closed:
        return None
    lines, buttons = in_lines(_lines(before, now)), tuple((one,) for one in _buttons(before, now))
    if lines is None:
        return None
    return Message((phrase("card-ways-opened"), lines), buttons, protected=True)


def _lines(before: CardScene, now: CardScene) -> Iterator[Words]:
    for line, _ in _new_steps(before, now):
        yield line
    for _, track in _new_tracks(before, now):
        yield phrase("card-track-fits", what=track)


def _buttons(before: CardScene, now: CardScene) -> Iterator[Button]:
    for _, button in _new_steps(before, now):
        if button is not None:
            yield button
    for place, track in _new_tracks(before, now):
        yield track_button(now, place, track)


def _new_steps(before: CardScene, now: CardScene) -> Iterator[tuple[Words, Button | None]]:
    known = {step.step for step, _, _ in steps_opened_by_answers(before)}
    for step, line, button in steps_opened_by_answers(now):
        if step.step not in known:
            yield line, button


def _new_tracks(before: CardScene, now: CardScene) -> Iterator[tuple[int, str]]:
    known = {track.track for _, track in fitting_tracks(before)}
    for place, track in fitting_tracks(now):
        if track.track not in known:
            yield place, track.label
