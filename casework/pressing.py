"""How fast what was told must be looked at. Nobody is classified by it: it only decides how soon a person looks."""

from collections.abc import Iterable

from casework.report import Report, Urgency
from casework.triage import danger_in


def urgency_of(report: Report, told: Iterable[str] = ()) -> Urgency:
    """How fast the report, with what was `told` beside it, is to be read.

    As its reporter said; words that may point at danger cannot wait whatever they said, for a reader must find out.
    """
    return Urgency.NOW if danger_in("\n".join((report.story, *told))) is not None else report.urgency
