"""The conversation after sending: an offer to tell more. Each answer goes to the report as it comes."""

from bot.flows.concern_question import asks_concern
from bot.flows.more_questions import more_questions
from bot.flows.question import Branch, Kind, Option, Question, Scene, answered, flow_of
from bot.flows.words import phrase


def _offer_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(name, phrase(f"offer-{name}"), wide=True) for name in ("yes", "no"))


MORE = flow_of(
    "more",
    "offer",
    Question("offer", Kind.CHOICE, (Branch("nude", answered("offer", "yes")), Branch(None)), options=_offer_options),
    *more_questions(Branch(None), clear_up=asks_concern),
)

CODE = flow_of("code", "code", Question("code", Kind.TEXT, (Branch(None),), max_length=400))
