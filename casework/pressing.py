"""How fast what was told must be looked at. Nobody is classified by it: it only decides how soon a person looks.

How fast is one thing, who looks is another. Of what shows danger, or cannot wait by what its reporter said, the first
on the line who is there reads it. What is grave though nobody seems in danger now, and what the law wants the board to
know at once, is read as soon by whom it is for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.case_state import Case
from casework.conditions import Scalar
from casework.report import Report, Urgency
from casework.tracks import Way
from casework.triage import danger_in, is_grave


@dataclass(frozen=True)
class Pressing:
    """How fast it is to be read. `keeps_order`: by whom it would be without any haste, also when somebody else is there
    sooner."""

    urgency: Urgency = Urgency.NORMAL
    keeps_order: bool = False

    @property
    def is_urgent(self) -> bool:
        """Whether each reader has it for the first school day on which they can read it, and no term."""
        return self.urgency is not Urgency.NORMAL

    @property
    def by_whoever_is_there(self) -> bool:
        """Whether who is there on the first such day goes before who comes first on the line."""
        return self.is_urgent and not self.keeps_order


MOST_PRESSING_FIRST = (Urgency.NOW, Urgency.TODAY, Urgency.NORMAL)


def most_pressing(said: Iterable[Urgency]) -> Urgency:
    """Of what several people told of the same: one that cannot wait counts for all."""
    return min(said, key=MOST_PRESSING_FIRST.index, default=Urgency.NORMAL)


def urgency_of(report: Report, told: Iterable[str] = ()) -> Urgency:
    """How fast the report, with what was `told` beside it, is to be read by the first who is there.

    As its reporter said; words that may point at danger cannot wait whatever they said, for a reader must find out.
    """
    return Urgency.NOW if danger_in(_in_words(report, told)) is not None else report.urgency


def pressing_of(report: Report, way: Way, told: Iterable[str] = ()) -> Pressing:
    """How the report, which goes this way, presses with what was `told` beside it.

    Sexual conduct of staff towards a pupil is the board's at once (AX-8).
    """
    words = tuple(told)
    urgency = urgency_of(report, words)
    cannot_wait = way.is_the_boards or is_grave(_in_words(report, words))
    return hurried(Pressing(urgency)) if cannot_wait else Pressing(urgency)


def hurried(pressing: Pressing) -> Pressing:
    """The same, of what cannot wait though nobody seems in danger now."""
    if pressing.urgency is Urgency.NOW:
        return pressing
    return Pressing(Urgency.NOW, keeps_order=not pressing.by_whoever_is_there)


def together(one: Pressing, other: Pressing) -> Pressing:
    """How one case presses that was two."""
    urgency = most_pressing((one.urgency, other.urgency))
    by_whoever = one.by_whoever_is_there or other.by_whoever_is_there
    return Pressing(urgency, keeps_order=urgency is not Urgency.NORMAL and not by_whoever)


def is_recorded_as_serious(facts: Mapping[str, Scalar]) -> bool:
    """Whether somebody at school recorded of the case that it is serious, and so cannot wait."""
    return facts.get("severity") == "serious"


def is_taken_up_at_once(case: Case, pressing: Pressing) -> bool:
    """Whether whoever has the case now takes it up on their first day, and within no term of the school.

    What cannot wait is no slower in the step with which its track begins, also where it was brought to that track.
    """
    if case.taken_up is None:
        return pressing.is_urgent
    return _is_at_its_entry(case) and (pressing.is_urgent or is_recorded_as_serious(case.facts()))


def _is_at_its_entry(case: Case) -> bool:
    """Whether the case is in the step with which its track begins."""
    return any(
        track.key == case.facts().get("track") and track.start == case.step_key for track in case.protocol.tracks
    )


def cannot_wait(words: str) -> bool:
    """Whether what was told later cannot wait, by its words."""
    return danger_in(words) is not None or is_grave(words)


def _in_words(report: Report, told: Iterable[str]) -> str:
    return "\n".join((report.story, *told))
