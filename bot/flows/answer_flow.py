"""Writing in the thread: one question each, for who works on the case and for a colleague who reported."""

from bot.flows.conversation import TO_COLLEAGUE
from bot.flows.question import Branch, Kind, Question, Scene, flow_of
from bot.flows.words import Words, phrase

LONGEST_MESSAGE = 3000


def _answer_parts(_question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-answer", to="colleague" if scene.answers.get(TO_COLLEAGUE) else "reporter"),)


ANSWER = flow_of(
    "answer",
    "answer",
    Question("answer", Kind.TEXT, (Branch(None),), parts=_answer_parts, max_length=LONGEST_MESSAGE),
)

REPLY = flow_of("reply", "reply", Question("reply", Kind.TEXT, (Branch(None),), max_length=LONGEST_MESSAGE))
