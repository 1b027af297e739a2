"""A step that cannot begin yet: what the protocol asks for it, and who can say that it is so."""

from bot.house import House
from bot.reading import Reading
from bot.spoken import spoken
from bot.staff.card_scene import label_words
from bot.staff.case_people import names_for
from bot.staff.case_standing import standing_of, titles_in
from bot.staff.fact_words import value_words
from casework.case import Case
from casework.fact_questions import answer_that_opens
from casework.wording import Refusal, refusal

_ENTRY = "refusal-entry"


def naming_who_opens(house: House, case: Case, reading: Reading, refused: Refusal, person: str) -> Refusal:
    """The refusal with the question that opens the step and who may answer it, for `person`; as it is when it is about
    something else, or when no single answer opens the step."""
    fields = dict(refused.fields)
    found = answer_that_opens(case, str(fields["to"])) if refused.key == _ENTRY else None
    if found is None:
        return refused
    ask, value = found
    asked_first = ask.by.default or next(iter(ask.by.role_ids()), "")
    return refusal(
        f"{_ENTRY}-asks",
        step=fields["step"],
        what=spoken(label_words(ask.label)),
        answer=spoken(value_words(ask, value)),
        who=titles_in(house.school, case.protocol).get(asked_first, asked_first),
        names=names_for(house, case, reading, ask.by, besides=(person,)) or "none",
        yours="yes" if standing_of(house, case, reading, person).holds(ask.by) else "no",
    )
