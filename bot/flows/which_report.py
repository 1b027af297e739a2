"""To which report words belong, in a chat where a code was opened not long ago: asked before anything is passed on.

What is meant for a report that nobody may link to this chat must not end up in one that bears its writer's name.
"""

from bot.flows.help_lines import urgent_first
from bot.flows.question import Branch, Kind, Option, Question, Scene, flow_of
from bot.flows.words import Words, phrase

STORY = "story"


def _parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-which" if scene.answers.get(STORY) else "ask-which-picture"),)


def _options(scene: Scene) -> tuple[Option, ...]:
    number = scene.answers.get("number", 0)
    return (
        Option("report", phrase("which-report", number=number), wide=True),
        Option("code", phrase("which-code"), wide=True),
    )


WHICH = flow_of(
    "which",
    "which",
    Question("which", Kind.CHOICE, (Branch(None),), options=_options, parts=urgent_first(_parts), extra_text=STORY),
)
