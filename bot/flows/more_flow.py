"""The conversation after sending: an offer to tell more. Each answer goes to the report as it comes."""

from bot.flows.engine import MORE_WORDS
from bot.flows.more_questions import clearing_up, more_questions, unanswered_branches
from bot.flows.question import Branch, Kind, Option, Question, Scene, answered, flow_of
from bot.flows.school_questions import school_branches, school_questions
from bot.flows.words import Words, phrase


def _offer_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(
        Option(name, phrase(f"offer-{name}"), wide=True, also=phrase(f"staff-{name}")) for name in ("yes", "no")
    )


def _offer_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-offer-staff" if "staff_who" in scene.answers else "ask-offer"),)


_SAID_YES = answered("offer", "yes")
_OFFER = Question(
    "offer",
    Kind.CHOICE,
    (*school_branches(_SAID_YES), Branch("nude", _SAID_YES), Branch(None)),
    options=_offer_options,
    parts=_offer_parts,
    extra_text=MORE_WORDS,
    picture_refusal="refuse-picture-ask-first",
)

_IN_WORDS, _BY_CHOICE, _TRUST = school_questions((*unanswered_branches(), Branch(None)))

MORE = flow_of(
    "more",
    "offer",
    *clearing_up(_OFFER),
    *clearing_up(_IN_WORDS),
    *clearing_up(_BY_CHOICE),
    _TRUST,
    *more_questions((*school_branches(), Branch(None)), asks_at_once=True),
)
"""The school's own questions come first: after a no to the first contact nothing that follows is read by them. Where a
picture waits for the question about nudity they come last. Who went back to them goes on with what has no answer yet.
"""

CODE = flow_of("code", "code", Question("code", Kind.TEXT, (Branch(None),), max_length=400))
