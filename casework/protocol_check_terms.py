"""The terms of a protocol: from what they count, whom they remind, and where each span comes from."""

import re
from collections.abc import Iterator
from typing import Literal

from casework.protocol_check_people import can_be_reminded
from casework.protocol_check_walk import Finding, Walk, anchors_of, unknown
from casework.protocol_model import Periodic, Route, Timer

_TIMED_RULE = re.compile(r"T-\d{2}")
_ONCE_IN_A_YEAR = ("P1Y", "P2Y", "once", None)


def term_findings(walk: Walk) -> Iterator[Finding]:
    """Timers that count from nothing, remind nobody, leave no date to choose; spans and intervals without source."""
    protocol = walk.protocol
    for place, holder, by, timer in walk.timers:
        for index, anchor in enumerate(timer.anchor):
            if anchor not in anchors_of(holder) and protocol.find_action(anchor) is None:
                yield unknown((*place, "anchor", index), "anchor", anchor)
        if not timer.anchor:
            yield Finding((*place, "anchor"), "protocol-problem-no-anchor", {"name": timer.id})
        # Outside a case nobody knows that something is due: a route only says how soon to tell.
        reminds_nobody = not can_be_reminded(protocol, timer.remind or by)
        if reminds_nobody and (not isinstance(holder, Route) or timer.remind is not None):
            yield Finding(place, "protocol-problem-nobody-to-remind", {"name": timer.id})
        if not _has_source(timer):
            yield Finding(place, "protocol-problem-span-without-source", {"name": timer.id})
        if timer.choose and timer.choose.max is not None and timer.choose.min > timer.choose.max:
            yield Finding((*place, "choose"), "protocol-problem-choice-empty", {"name": timer.id})
    for place, _, action in walk.actions:
        for index, timer in enumerate(action.timers):
            # Until the action was done once it would count from the day on which it could be.
            if set(timer.anchor) == {action.key} and timer.repeat is None:
                yield Finding((*place, "timers", index, "anchor"), "protocol-problem-anchor-itself", {"name": timer.id})
    for index, duty in enumerate(protocol.periodic):
        if (duty.every is not None or duty.count is not None) and not _has_source(duty):
            yield Finding(("periodic", index), "protocol-problem-interval-without-source", {"name": duty.key})
        if (duty.every == "count_per_year") != (duty.count is not None):
            yield Finding(("periodic", index), "protocol-problem-count", {"name": duty.key})
        if duty.month is not None and duty.every not in _ONCE_IN_A_YEAR:
            yield Finding(("periodic", index, "month"), "protocol-problem-month", {"name": duty.key})
        lone = _lone_part_of_a_day(duty)
        if lone is not None:
            yield Finding(("periodic", index, lone), "protocol-problem-weekday", {"name": duty.key})


def _lone_part_of_a_day(duty: Periodic) -> Literal["weekday", "week"] | None:
    """What is given of a day in a month while the rest of it is not; None when the day is whole, or none is given."""
    if duty.weekday is not None and (duty.week is None or duty.month is None):
        return "weekday"
    return "week" if duty.week is not None and duty.weekday is None else None


def _has_source(element: Timer | Periodic) -> bool:
    return element.setting is not None or any(_TIMED_RULE.fullmatch(rule) for rule in element.rules)
