"""What a reporter said of a picture with somebody naked in it: the card then asks whether that is so.

Pure. The bot concludes nothing from it: a person says whether there is such a picture.
"""

from bot.staff.told_lines import ToldLines
from casework.case import Case
from casework.fact_questions import fact_asks
from casework.naked_pictures import fact_of_pictures
from casework.report import AdditionKind


def picture_asked(case: Case, told: ToldLines, person: str) -> str | None:
    """The fact that tells it, when a report that `person` may read speaks of it and nobody answered that; else None."""
    fact = fact_of_pictures(case.protocol)
    if not any(ask.fact == fact and ask.current is None for ask in fact_asks(case)):
        return None
    lines = (one for _, lines in told for one in lines)
    return fact if any(one.kind == AdditionKind.PICTURE and person not in one.held_from for one in lines) else None
