"""To which report words belong, where a code was opened in the chat not long ago or something new is told there: asked
before anything is passed on.

What is meant for a report that nobody may link to this chat must not end up in one that bears its writer's name.
"""

from dataclasses import replace

from bot.flows.conversation import Conversation
from bot.flows.help_lines import urgent_first
from bot.flows.question import Answers, Branch, Kind, Option, Question, Scene, flow_of
from bot.flows.words import Words, phrase

STORY = "story"
REPORTS = "reports"
"""The reports of the chat that the words may be for: each an id and the number that the own list shows."""
BEHIND_CODE = "code"
DRAFT_WANTED = "draft_wanted"
"""Answered when a draft that waits was asked for meanwhile: it comes as soon as the words have their place."""
DRAFT = "draft"
"""What is being told now, and was not sent yet."""
NEW = "new"
"""What begins to be told now: of it nothing was said yet."""
OTHERS = "others"
"""Where else the words may belong than to the reports of the chat: `BEHIND_CODE`, `DRAFT`, `NEW`."""
THROW_AWAY = "away"
"""Chosen when the words belong nowhere after all."""
WAITS = "waits"
"""Answered once the words were meant for a report that is not open here: they wait for its code, or another place."""
_OWN = "r"


def _parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Where the chat has no report that is known as its own, it is said besides that nobody reads the words yet."""
    if scene.answers.get(WAITS):
        return (phrase("ask-which-waits"),)
    if scene.answers.get(STORY) and not scene.answers.get(REPORTS) and DRAFT not in scene.answers.get(OTHERS, ()):
        return (phrase("ask-which-at-rest"), phrase("ask-which"))
    return (phrase("ask-which" if scene.answers.get(STORY) else "ask-which-picture"),)


def _options(scene: Scene) -> tuple[Option, ...]:
    own = (
        Option(f"{_OWN}{place}", phrase("which-report", number=number), wide=True)
        for place, (_, number) in enumerate(scene.answers.get(REPORTS) or ())
    )
    others = scene.answers.get(OTHERS, [BEHIND_CODE])
    if scene.answers.get(WAITS):
        still_possible = [other for other in others if other != BEHIND_CODE]
        others = [*(still_possible or [NEW]), THROW_AWAY]
    return (*own, *(Option(other, phrase(f"which-{other}"), wide=True) for other in others))


def is_for_draft(answers: Answers) -> bool:
    """Whether the words were meant for what is being told now, or begins to be."""
    return answers.get("which") in (DRAFT, NEW)


def may_be_for_code(talk: Conversation) -> bool:
    """Whether it is asked here if words belong to the report behind a code."""
    return talk.flow == WHICH.id and BEHIND_CODE in talk.answers.get(OTHERS, ())


def is_thrown_away(answers: Answers) -> bool:
    """Whether the words belong nowhere after all."""
    return answers.get("which") == THROW_AWAY


def until_open(answers: Answers) -> Answers:
    """The same answers with the question still to be answered, for a report that is not open here."""
    return {**{name: answer for name, answer in answers.items() if name != "which"}, WAITS: "yes"}


def with_code_given(talk: Conversation) -> Conversation:
    """The conversation in which the words may be for a report behind a code again: one was typed."""
    return replace(talk, answers={name: answer for name, answer in talk.answers.items() if name != WAITS})


def chosen_report(answers: Answers) -> str | None:
    """The id of the report of this chat that was chosen; None when the words are for a report of no chat."""
    chosen = str(answers["which"])
    if chosen == BEHIND_CODE:
        return None
    report, _ = answers[REPORTS][int(chosen.removeprefix(_OWN))]
    return str(report)


WHICH = flow_of(
    "which",
    "which",
    Question("which", Kind.CHOICE, (Branch(None),), options=_options, parts=urgent_first(_parts), extra_text=STORY),
)
