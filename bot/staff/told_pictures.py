"""What a reporter said of a picture with somebody naked in it: the card then asks whether that is so.

Pure. The bot concludes nothing from it: a person says whether there is such a picture.
"""

from bot.staff.told_lines import ToldLines
from bot.words_of_pictures import tells_of_picture
from casework.case import Case
from casework.fact_questions import fact_asks
from casework.naked_pictures import fact_of_pictures


def picture_asked(case: Case, told: ToldLines, person: str) -> str | None:
    """The fact that tells it, when a report that `person` may read speaks of it and nobody answered that; else None."""
    fact = fact_of_pictures(case.protocol)
    if not any(ask.fact == fact and ask.current is None for ask in fact_asks(case)):
        return None
    return fact if any(tells_of_picture(stored.report, lines, person) for stored, lines in told) else None
