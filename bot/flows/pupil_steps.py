"""The steps of a case in words, for the pupil to whom it happens."""

from collections.abc import Iterator, Sequence

from bot.flows.words import Phrase, Words, phrase
from casework.pupil_view import DoneForPupil, PupilView
from casework.wording import Label

_DONE_SHOWN = 6
"""A few weeks of what was done; a status with all of it would not fit in a message. The words name the number too."""


def step_lines(view: PupilView) -> tuple[Words, ...]:
    """Where the case is now, what follows, when somebody asks how it goes, and what was done, each a paragraph."""
    return tuple(_lines(view))


def _lines(view: PupilView) -> Iterator[Words]:
    if view.now is not None and view.since is not None:
        yield phrase("pupil-now", step=label_words(view.now), since=view.since)
    if view.next is not None:
        yield phrase("pupil-next", step=label_words(view.next))
    if view.asked_on is not None:
        yield phrase("pupil-asked-on", date=view.asked_on)
    elif view.asked_soon:
        yield phrase("pupil-asked-soon")
    if view.done:
        yield _done(view.done)


def _done(done: Sequence[DoneForPupil]) -> Phrase:
    """The last lines under each other, in one paragraph, which says so where there were more."""
    lines = phrase("pupil-done-last" if len(done) > _DONE_SHOWN else "pupil-done-head")
    for one in done[-_DONE_SHOWN:]:
        lines = phrase("pupil-done", before=lines, date=one.on, what=label_words(one.words))
    return lines


def label_words(label: Label) -> Words:
    """What a label says, to be spoken: the words of a protocol's file, or a text of ours."""
    return label if isinstance(label, str) else Phrase(label.key, label.fields)
