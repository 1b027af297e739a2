"""The conversation after sending: an offer to tell more. Each answer goes to the report as it comes."""

from bot.flows.engine import MORE_WORDS
from bot.flows.more_questions import clearing_up, more_questions
from bot.flows.question import Branch, Kind, Option, Question, Scene, answered, flow_of
from bot.flows.words import Words, phrase


def _offer_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(
        Option(name, phrase(f"offer-{name}"), wide=True, also=phrase(f"staff-{name}")) for name in ("yes", "no")
    )


def _offer_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-offer-staff" if "staff_who" in scene.answers else "ask-offer"),)


_OFFER = Question(
    "offer",
    Kind.CHOICE,
    (Branch("nude", answered("offer", "yes")), Branch(None)),
    options=_offer_options,
    parts=_offer_parts,
    extra_text=MORE_WORDS,
    picture_refusal="refuse-picture-ask-first",
)

MORE = flow_of("more", "offer", *clearing_up(_OFFER), *more_questions((Branch(None),), asks_at_once=True))

CODE = flow_of("code", "code", Question("code", Kind.TEXT, (Branch(None),), max_length=400))
