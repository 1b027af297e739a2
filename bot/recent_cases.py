"""The cases that were worked on last, added up from their events: within one tap the same case is looked at often."""

from casework.case import Case, applied, fold
from casework.case_events import CaseEvent
from casework.protocol_model import Protocol

_MOST = 64

_Known = tuple[tuple[CaseEvent, ...], Case]


class RecentCases:
    """Adds up only what happened to a case since it was last looked at. It holds no names and no words."""

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}

    def folded(self, number: int, protocol: Protocol, events: tuple[CaseEvent, ...]) -> Case:
        """As `fold`; events that were never committed, or another version of the protocol, make it begin anew."""
        known = self._known.pop(number, None)
        if known is None or known[1].protocol is not protocol or events[: len(known[0])] != known[0]:
            case = fold(protocol, events)
        else:
            case = known[1]
            for event in events[len(known[0]) :]:
                case = applied(case, event)
        self._known[number] = (events, case)
        if len(self._known) > _MOST:
            del self._known[next(iter(self._known))]
        return case
