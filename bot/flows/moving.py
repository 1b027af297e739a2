"""Everything that moves a conversation along a flow's table: asking, going on, going back.

What a flow does when its last question is answered is the flow's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.flows.asking import closed_message, question_message
from bot.flows.conversation import Conversation
from bot.flows.effects import Ask, CloseQuestion, Effect
from bot.flows.question import Answers, Flow, Question, Scene
from bot.flows.words import Words, phrase

_LONGEST_PATH = 60


@dataclass(frozen=True)
class Step:
    """The new conversation and what should happen with it. `ended` tells that the flow's last question is answered;
    `answered` names the answer that this step changed, `told` the words that were added to it if it was not new.
    `control` is a control of which only the flow knows what it does."""

    conversation: Conversation
    effects: tuple[Effect, ...] = ()
    ended: bool = False
    answered: str = ""
    told: str = ""
    control: str = ""


def begin(
    flow: Flow,
    conversation: Conversation,
    facts: Any,
    *,
    first: str | None = None,
    path: tuple[str, ...] = (),
    **given: Any,
) -> Step:
    """Start `flow` with the answers in `given`; asks `first` or the flow's own first question. `path` are the
    questions to which those belong, for going back."""
    started = replace(conversation, flow=flow.id, question=first or flow.first, answers=dict(given), path=path, page=0)
    started = replace(started, changing=False, typed={}, undo={}, asked_row=None)
    asked, ask = _put(flow, started, facts)
    return Step(asked, (ask,))


def closing_first(step: Step, flow: Flow, left: Conversation, facts: Any) -> Step:
    """The same, after the open question of `left`, in this flow, lost its buttons."""
    closing = CloseQuestion(closed_message(flow, left, facts))
    return replace(step, effects=(closing, *step.effects))


def still_known(flow: Flow, conversation: Conversation) -> Conversation:
    """A question that a newer version asks no more gives way to the first of its flow; the answers stay."""
    if flow.questions.keys() >= {conversation.question, *conversation.path}:
        return conversation
    known = replace(conversation, path=tuple(one for one in conversation.path if one in flow.questions))
    return known if known.question in flow.questions else replace(known, question=flow.first, page=0)


def ask_again(flow: Flow, conversation: Conversation, facts: Any, *before: Words, restart: bool = False) -> Step:
    """Put the present question once more, after the words `before`; its earlier message loses its buttons."""
    return ask_instead(flow, conversation, conversation, facts, *before, restart=restart)


def go_back(flow: Flow, conversation: Conversation, facts: Any) -> Step:
    """To the question before this one that still applies; at the first question that one is asked again."""
    back = conversation
    while back.path:
        earlier = flow.questions[back.path[-1]]
        back = _undone(flow, back) if earlier.undone_by_back else back
        back = replace(back, path=back.path[:-1], answers=dict(earlier.take_back(back.answers)))
        if _can_be_asked(earlier, Scene(back.answers, facts)):
            return ask_instead(flow, conversation, replace(back, question=earlier.id, page=0, changing=False), facts)
    return ask_again(flow, conversation, facts, phrase("nothing-before-this"))


def _undone(flow: Flow, conversation: Conversation) -> Conversation:
    """The conversation as it was before the change under way. Words typed beside its questions stay: nothing that
    somebody wrote gets lost."""
    if not conversation.undo:
        return conversation
    answers, typed = dict(conversation.undo["answers"]), dict(conversation.undo["typed"])
    for answer in {question.extra_text for question in flow.questions.values()} & conversation.typed.keys():
        if answer is not None and conversation.typed[answer] != typed.get(answer):
            answers[answer], typed[answer] = conversation.answers[answer], conversation.typed[answer]
    return replace(conversation, answers=answers, typed=typed, undo={})


def _can_be_asked(question: Question, scene: Scene) -> bool:
    return question.applies.holds(scene) and not (question.detour and question.detour.when.holds(scene))


def _put(
    flow: Flow, conversation: Conversation, facts: Any, *before: Words, restart: bool = False
) -> tuple[Conversation, Ask]:
    """The conversation in which its question is asked under a new revision, and the asking."""
    promise = flow.questions[conversation.question].promise(Scene(conversation.answers, facts))
    asked = replace(conversation, revision=conversation.revision + 1, promised=promise)
    message = question_message(flow, asked, facts, restart=restart)
    return asked, Ask(replace(message, parts=(*before, *message.parts)) if before else message)


def ask_instead(
    flow: Flow, was: Conversation, now: Conversation, facts: Any, *before: Words, restart: bool = False
) -> Step:
    """Close the question of `was` without an answer and ask that of `now`, or what has to come before it."""
    asked, ask = _put(flow, _with_detour(flow, now, facts), facts, *before, restart=restart)
    return Step(asked, (CloseQuestion(closed_message(flow, was, facts)), ask))


def _with_detour(flow: Flow, conversation: Conversation, facts: Any) -> Conversation:
    question, scene = flow.questions[conversation.question], Scene(conversation.answers, facts)
    if question.detour is not None and question.detour.when.holds(scene):
        return replace(conversation, question=question.detour.to, path=(*conversation.path, question.id), page=0)
    if not question.applies.holds(scene):
        after = flow.next_after(question.id, scene)
        return conversation if after is None else replace(conversation, question=after, page=0)
    return conversation


def asking_as(step: Step, change: Callable[[tuple[Words, ...]], tuple[Words, ...]]) -> Step | None:
    """The step with `change` made to the words of what it asks; None when it asks nothing."""
    asked = next((one for one in step.effects if isinstance(one, Ask)), None)
    if asked is None:
        return None
    changed = replace(asked, message=replace(asked.message, parts=change(asked.message.parts)))
    return replace(step, effects=tuple(changed if one is asked else one for one in step.effects))


def put_in_place(flow: Flow, conversation: Conversation, facts: Any) -> Step:
    """The same question as it is now, in the place where it stood."""
    now = replace(conversation, revision=conversation.revision + 1)
    return Step(now, (CloseQuestion(question_message(flow, now, facts)),))


def take_answer(flow: Flow, conversation: Conversation, value: str, shown: Words | None, facts: Any) -> Step:
    """Record `value` as the answer to the present question and move on; `shown` is what its message says instead."""
    question = flow.questions[conversation.question]
    scene = Scene(conversation.answers, facts)
    record = question.record or _store
    if value in question.undone_by_back:
        conversation = replace(conversation, undo={"answers": conversation.answers, "typed": conversation.typed})
    return move_on(flow, conversation, record(question, scene, value), shown, facts)


def move_on(flow: Flow, conversation: Conversation, answers: Answers, shown: Words | None, facts: Any) -> Step:
    """Close the present question and ask the one that follows from these answers."""
    question = flow.questions[conversation.question]
    close = CloseQuestion(closed_message(flow, conversation, facts, shown))
    after = _next_to_ask(flow, question, answers, facts, changing=conversation.changing)
    if after is None:
        ended = replace(conversation, answers=dict(answers), question="", changing=False, undo={})
        return Step(ended, (close,), ended=True, answered=question.id)
    changing = (conversation.changing or question.starts_change) and not flow.questions[after].is_summary
    moved = replace(
        conversation,
        answers=dict(answers),
        question=after,
        path=_path_to(conversation.path, question, after, answers, changing=changing),
        page=0,
        changing=changing,
        undo={} if flow.questions[after].is_summary else conversation.undo,
    )
    asked, ask = _put(flow, moved, facts)
    return Step(asked, (close, ask), answered=question.id)


def _next_to_ask(flow: Flow, question: Question, answers: Answers, facts: Any, *, changing: bool) -> str | None:
    after = flow.next_after(question.id, Scene(answers, facts))
    while changing and after is not None and after in answers and not flow.questions[after].is_summary:
        after = flow.next_after(after, Scene(answers, facts))
    return after


def _path_to(
    path: tuple[str, ...], question: Question, after: str, answers: Answers, *, changing: bool
) -> tuple[str, ...]:
    """The way back; a question that leads to itself, or back to where one came from, is not twice on it.
    On the way to a change and back nothing is lost of it."""
    answered = question.id
    if question.repeats and not answers.get("problem"):
        return (*path, answered)[-_LONGEST_PATH:]
    if after == answered:
        return path
    if after in path and not changing:
        return path[: path.index(after)]
    return (*path, answered)[-_LONGEST_PATH:]


def _store(question: Question, scene: Scene, value: str) -> Answers:
    return {**scene.answers, question.id: value}
