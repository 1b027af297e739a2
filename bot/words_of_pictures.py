"""Whether what a reporter answered or wrote speaks of a picture on which somebody may be naked (AX-17).

Pure. Nothing is concluded from it: a person at school is asked whether there is such a picture.
"""

from collections.abc import Iterable

from casework.report import FROM_REPORTER, AdditionKind, Report
from casework.triage import speaks_of_naked_picture
from storage.reports import Told

_TYPED = frozenset(
    {
        FROM_REPORTER,
        AdditionKind.BY_WHOM,
        AdditionKind.WHERE,
        AdditionKind.SINCE_WHEN,
        AdditionKind.WISH,
        AdditionKind.INTAKE,
        AdditionKind.MORE,
    }
)


def line_tells_of_picture(kind: str, text: str) -> bool:
    """Whether a line of this kind, told after the story, does; what the school wrote never does."""
    return kind == AdditionKind.PICTURE or (kind in _TYPED and speaks_of_naked_picture(text))


def tells_of_picture(report: Report, told: Iterable[Told], *people: str) -> bool:
    """Whether a report with what was told afterwards does, but for what is held from any of `people`."""
    if speaks_of_naked_picture(report.story):
        return True
    seen = (one for one in told if not set(people) & set(one.held_from))
    return any(line_tells_of_picture(one.kind, one.text) for one in seen)
