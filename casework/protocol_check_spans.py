"""Terms and groups that contradict themselves: no day, two ways to count, nothing left to choose from."""

from collections.abc import Iterator

from casework.protocol_check_walk import Finding, Place, Walk
from casework.protocol_elements import Participants, Timer


def span_findings(walk: Walk) -> Iterator[Finding]:
    """Timers of which the parts cannot all be meant, and groups that no number of pupils fits."""
    for place, _, _, timer in walk.timers:
        wrong = (*_days(timer), *_series(timer), *_maximums(timer))
        yield from (Finding((*place, *part), f"protocol-problem-{what}", {"name": timer.id}) for part, what in wrong)
    for place, element in walk.every_part:
        if isinstance(element, Participants) and _fits_no_group(element):
            yield Finding(place, "protocol-problem-group-empty")


_Wrong = Iterator[tuple[Place, str]]
"""Where in a timer something is wrong, and what."""


def _days(timer: Timer) -> _Wrong:
    says_after = "after" in timer.model_fields_set
    if timer.before is None and timer.repeat is None and not says_after:
        yield (), "timer-without-day"
    if timer.before is not None and says_after:
        yield ("after",), "before-and-after"


def _series(timer: Timer) -> _Wrong:
    if timer.repeat == 0:
        yield ("repeat",), "repeat-zero"
    if timer.taper is not None and timer.repeat in (None, "on_demand"):
        yield ("taper",), "taper-without-repeat"
    elif timer.taper is not None and isinstance(timer.repeat, int) and timer.taper.to < timer.repeat:
        yield ("taper",), "taper-shorter"


def _maximums(timer: Timer) -> _Wrong:
    """What a person chooses from; where the day is given (P001 T-12) the rest of a choice may be left over."""
    if timer.hard_max and timer.longest is None:
        yield ("hard_max",), "hard-max-without-max"
    spans = [span for span in (timer.after, timer.repeat) if isinstance(span, int)]
    if timer.max is not None and spans and max(spans) > timer.max:
        yield ("max",), "max-under-term"
    if timer.after is not None and timer.repeat != "chosen":
        return
    first, last = (timer.choose.min, timer.choose.max) if timer.choose else (0, None)
    limits = [limit for limit in (last, timer.max) if limit is not None]
    if timer.max is not None and timer.max < first:
        yield ("max",), "max-under-choice"
    elif timer.max is not None and last is not None and timer.max > last:
        yield ("max",), "max-over-choice"
    if timer.suggest is not None and not first <= timer.suggest <= min(limits, default=timer.suggest):
        yield ("suggest",), "suggest-out"


def _fits_no_group(bounds: Participants) -> bool:
    return bounds.min_size is not None and bounds.max_size is not None and bounds.min_size > bounds.max_size
