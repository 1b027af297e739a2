"""What cannot be of a means that each pupil has apart: the case keeps it once for everybody."""

from collections.abc import Iterator

from casework.protocol_check_walk import Finding, Walk
from casework.protocol_elements import Action
from casework.protocol_model import Intervention, Protocol
from casework.runs_apart import is_own_work
from casework.taking_part import PARTIES_APART


def apart_findings(walk: Walk) -> Iterator[Finding]:
    """Means with `per_pupil` that are not for each of several pupils, that one consent guards, or with work of which
    the case has one conclusion, or one day that a person chose."""
    for index, means in enumerate(walk.protocol.interventions):
        if means.per_pupil and means.parties not in PARTIES_APART:
            yield Finding(("interventions", index, "per_pupil"), "protocol-problem-apart-with")
        if means.per_pupil and means.consent is not None:
            yield Finding(("interventions", index, "consent"), "protocol-problem-apart-consent")
    for place, part, action in walk.actions:
        if isinstance(part, Intervention) and part.per_pupil:
            if action.answers:
                yield Finding((*place, "answers"), "protocol-problem-apart-answers")
            if is_own_work(part, action) and _has_one_day(walk.protocol, action):
                yield Finding((*place, "timers"), "protocol-problem-apart-day")


def _has_one_day(protocol: Protocol, action: Action) -> bool:
    return any(
        timer.repeat is not None or protocol.may_choose_day(timer) for timer in action.timers if timer.before is None
    )
