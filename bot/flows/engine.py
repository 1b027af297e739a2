"""What every question needs and nobody should write twice.

A step is a pure function of the conversation, the event and the facts; everything that moves a conversation
along a flow's table lives in this file. What a flow does when its last question is answered is the flow's own.
"""

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from bot.flows.asking import (
    BACK,
    DONE,
    EXIT,
    KEEP,
    PAGE,
    RESTART,
    SKIP,
    STOP,
    can_keep,
    closed_message,
    controls_of,
    last_page,
    question_message,
)
from bot.flows.conversation import Conversation
from bot.flows.effects import Ask, CloseQuestion, Effect, FetchPicture, Say, Toast
from bot.flows.events import Event, MessageEdited, OptionTapped, OtherKind, OtherSent, PictureSent, TextSent, UnknownTap
from bot.flows.question import Answers, Flow, Kind, Option, Question, Scene
from bot.flows.ticks import READY, ticked_words
from bot.flows.typed_words import asks_something, clean_words, letters_of, question_of, says_something, with_edit
from bot.flows.words import Message, Words, phrase

MORE_WORDS = "more"
"""The answer that holds what was told beside the questions: under a picture, or where a tap was asked for."""
_LONGEST_PATH = 60
_LONGEST_ANSWER = 60_000


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


def ask_again(flow: Flow, conversation: Conversation, facts: Any, *before: Words, restart: bool = False) -> Step:
    """Put the present question once more, after the words `before`; its earlier message loses its buttons."""
    return _again(flow, conversation, conversation, facts, *before, restart=restart)


def advance(flow: Flow, conversation: Conversation, event: Event, facts: Any) -> Step:
    """What one event does to an open conversation of `flow`. Never raises on anything a person can send."""
    match event:
        case OptionTapped():
            return _tapped(flow, conversation, event, facts)
        case TextSent():
            return _typed(flow, conversation, clean_words(event.text), facts)
        case PictureSent():
            return _picture(flow, conversation, event, facts)
        case OtherSent():
            here = flow.questions[conversation.question].kind is Kind.PICTURES and event.kind is OtherKind.FILE
            return ask_again(flow, conversation, facts, phrase("refuse-file-here" if here else f"refuse-{event.kind}"))
        case MessageEdited():
            return _edited(flow, conversation, event, facts)
        case UnknownTap():
            return Step(conversation, (Toast("toast-old-button"),))
        case _:
            return Step(conversation)


def go_back(flow: Flow, conversation: Conversation, facts: Any) -> Step:
    """To the question before this one that still applies; at the first question that one is asked again."""
    back = conversation
    while back.path:
        earlier = flow.questions[back.path[-1]]
        back = _undone(flow, back) if earlier.undone_by_back else back
        back = replace(back, path=back.path[:-1], answers=dict(earlier.take_back(back.answers)))
        if _can_be_asked(earlier, Scene(back.answers, facts)):
            return _again(flow, conversation, replace(back, question=earlier.id, page=0, changing=False), facts)
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


def is_current(conversation: Conversation, tap: OptionTapped) -> bool:
    """Whether this tap is on the question that is asked now, not on an older keyboard or another draft."""
    asked = (conversation.draft, conversation.revision, conversation.question)
    return conversation.is_open and (tap.draft, tap.revision, tap.question) == asked


def _put(
    flow: Flow, conversation: Conversation, facts: Any, *before: Words, restart: bool = False
) -> tuple[Conversation, Ask]:
    """The conversation in which its question is asked under a new revision, and the asking."""
    promise = flow.questions[conversation.question].promise(Scene(conversation.answers, facts))
    asked = replace(conversation, revision=conversation.revision + 1, promised=promise)
    message = question_message(flow, asked, facts, restart=restart)
    return asked, Ask(replace(message, parts=(*before, *message.parts)))


def _again(flow: Flow, was: Conversation, now: Conversation, facts: Any, *before: Words, restart: bool = False) -> Step:
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


def _tapped(flow: Flow, conversation: Conversation, tap: OptionTapped, facts: Any) -> Step:
    if not is_current(conversation, tap):
        return Step(conversation, (Toast("toast-old-button"),))
    options = flow.questions[conversation.question].options(Scene(conversation.answers, facts))
    chosen = next((option for option in options if option.id == tap.option), None)
    if chosen is not None:
        return _chosen(flow, conversation, chosen, facts)
    if tap.option.startswith("_"):
        return _control(flow, conversation, tap.option, facts)
    return ask_again(flow, conversation, facts, phrase("options-changed"))


def _control(flow: Flow, conversation: Conversation, control: str, facts: Any) -> Step:
    question = flow.questions[conversation.question]
    if control.startswith(PAGE) and control[len(PAGE) :].isdecimal():
        return _turn_page(flow, conversation, int(control[len(PAGE) :]), facts)
    if control == BACK:
        return go_back(flow, conversation, facts)
    if control == SKIP and question.may_skip:
        return _answer(flow, conversation, "", phrase("answer-skipped"), facts)
    if control == DONE and question.kind is Kind.PICTURES:
        return _move_on(flow, conversation, conversation.answers, phrase("answer-done"), facts)
    if control == KEEP and can_keep(question, conversation):
        kept = _move_on(flow, conversation, conversation.answers, phrase("answer-kept"), facts)
        return replace(kept, answered="")
    return Step(conversation, control=control)


def _turn_page(flow: Flow, conversation: Conversation, page: int, facts: Any) -> Step:
    last = last_page(flow.questions[conversation.question], Scene(conversation.answers, facts))
    return _put_in_place(flow, replace(conversation, page=min(page, last)), facts)


def _put_in_place(flow: Flow, conversation: Conversation, facts: Any) -> Step:
    """The same question as it is now, in the place where it stood."""
    now = replace(conversation, revision=conversation.revision + 1)
    return Step(now, (CloseQuestion(question_message(flow, now, facts)),))


def _typed(flow: Flow, conversation: Conversation, words: str, facts: Any) -> Step:
    question = flow.questions[conversation.question]
    if not says_something(words):
        return ask_again(flow, conversation, facts, phrase("refuse-empty"))
    chosen = _option_in_words(question, Scene(conversation.answers, facts), words)
    control = _control_in_words(question, conversation, words, facts)
    if asks_something(words) and control != EXIT and _only_asks(chosen, control, facts):
        return ask_again(flow, conversation, facts, phrase("tap-if-meant"))
    if chosen is not None:
        return _chosen(flow, conversation, chosen, facts)
    if control is not None:
        return _control(flow, conversation, control, facts)
    if question.kind is Kind.TEXT:
        return _typed_answer(flow, conversation, question, words, facts)
    if question.extra_text is not None:
        return _added(flow, conversation, question.extra_text, words, facts)
    return ask_again(flow, conversation, facts, phrase("refuse-text-at-choice"))


def _only_asks(chosen: Option | None, control: str | None, facts: Any) -> bool:
    """Whether words that end as a question name a button that itself asks nothing: "Versturen?" sends nothing."""
    if chosen is not None:
        return not asks_something(facts.spoken(chosen.label))
    return control is not None


def _option_in_words(question: Question, scene: Scene, words: str) -> Option | None:
    wanted = letters_of(words)
    options = question.options(scene) if wanted else ()
    by_label = (option for option in options if letters_of(scene.facts.spoken(option.label)) == wanted)
    in_other_words = (one for one in options if one.also and letters_of(scene.facts.spoken(one.also)) == wanted)
    return next(chain(by_label, in_other_words), None)


def _control_in_words(question: Question, conversation: Conversation, words: str, facts: Any) -> str | None:
    wanted = letters_of(words)
    controls = controls_of(question, conversation) if wanted else ()
    return next((control for control, label in controls if letters_of(facts.spoken(label)) == wanted), None)


def _typed_answer(flow: Flow, conversation: Conversation, question: Question, words: str, facts: Any) -> Step:
    if len(words) > question.max_length:
        return ask_again(flow, conversation, facts, _too_long(words, question.max_length))
    typed = {**conversation.typed, question.id: [_piece(conversation, words)]}
    return _answer(flow, replace(conversation, typed=typed), words, None, facts)


def _too_long(words: str, most: int) -> Words:
    return phrase("refuse-too-long", length=len(words), most=most)


def _piece(conversation: Conversation, words: str) -> list[int]:
    return [conversation.inbox[-1] if conversation.inbox else 0, len(words)]


def _added(flow: Flow, conversation: Conversation, answer: str, words: str, facts: Any) -> Step:
    """Words where a tap was asked for: they are kept with `answer`, and the question stays."""
    fuller = _with_words(conversation, answer, words)
    if fuller is None:
        return ask_again(flow, conversation, facts, phrase("refuse-no-more-text"))
    added = phrase("added-to-story" if answer == "story" else "added-to-more")
    of_reporter = answer in ("story", MORE_WORDS)
    unanswered = (phrase("question-for-school"),) if of_reporter and asks_something(words) else ()
    return replace(_again(flow, conversation, fuller, facts, added, *unanswered), answered=answer, told=words)


def _with_words(conversation: Conversation, answer: str, words: str) -> Conversation | None:
    """The conversation with `words` at the end of `answer`; None when that would become too long."""
    known = str(conversation.answers.get(answer) or "")
    longer = f"{known}\n{words}" if known else words
    if len(longer) > _LONGEST_ANSWER:
        return None
    pieces = [*conversation.typed.get(answer, []), _piece(conversation, words)]
    answers = {**conversation.answers, answer: longer}
    return replace(conversation, answers=answers, typed={**conversation.typed, answer: pieces})


def _picture(flow: Flow, conversation: Conversation, event: PictureSent, facts: Any) -> Step:
    question = flow.questions[conversation.question]
    if question.kind is not Kind.PICTURES:
        return ask_again(flow, conversation, facts, phrase(question.picture_refusal))
    count = int(conversation.answers.get(question.id) or 0) + 1
    counted = replace(conversation, answers={**conversation.answers, question.id: count})
    fetch = FetchPicture(event.file, event.size)
    caption = clean_words(event.caption)
    fuller = _with_words(counted, MORE_WORDS, caption) if says_something(caption) else None
    if fuller is None:
        return Step(counted, (fetch,))
    return Step(fuller, (fetch,), answered=MORE_WORDS, told=caption)


def _edited(flow: Flow, conversation: Conversation, event: MessageEdited, facts: Any) -> Step:
    """An answer that was typed follows its message; so do the words that were added to one."""
    answer, words = question_of(conversation.typed, event.message), clean_words(event.text)
    if answer is None or not says_something(words):
        return _say(conversation, phrase("edit-not-kept"))
    pieces = conversation.typed[answer]
    edited, changed = with_edit(str(conversation.answers.get(answer) or ""), pieces, event.message, words)
    most = flow.questions[answer].max_length if answer in flow.questions and len(pieces) == 1 else _LONGEST_ANSWER
    if len(edited) > most:
        return _say(conversation, _too_long(words, most))
    answers, typed = {**conversation.answers, answer: edited}, {**conversation.typed, answer: changed}
    now = replace(conversation, answers=answers, typed=typed)
    if conversation.stopped:
        return _say(now, phrase("edit-kept"))
    return replace(_again(flow, conversation, now, facts, phrase("edit-kept")), answered=answer, told=words)


def _say(conversation: Conversation, words: Words) -> Step:
    return Step(conversation, (Say(Message((words,), address_form=conversation.address_form)),))


def _chosen(flow: Flow, conversation: Conversation, option: Option, facts: Any) -> Step:
    """A tapped answer. When what its screen promised has changed meanwhile, the question is put again."""
    question = flow.questions[conversation.question]
    if question.promise(Scene(conversation.answers, facts)) != conversation.promised:
        return ask_again(flow, conversation, facts, phrase("promise-changed"))
    ticked = question.toggle(Scene(conversation.answers, facts), option.id)
    if ticked is not None:
        return _put_in_place(flow, replace(conversation, answers=dict(ticked)), facts)
    typed = {answer: pieces for answer, pieces in conversation.typed.items() if answer != question.id}
    shown = option.label
    if option.id == READY:
        shown = ticked_words(question.options(Scene(conversation.answers, facts))) or option.label
    return _answer(flow, replace(conversation, typed=typed), option.id, shown, facts)


def _answer(flow: Flow, conversation: Conversation, value: str, shown: Words | None, facts: Any) -> Step:
    question = flow.questions[conversation.question]
    scene = Scene(conversation.answers, facts)
    record = question.record or _store
    if value in question.undone_by_back:
        conversation = replace(conversation, undo={"answers": conversation.answers, "typed": conversation.typed})
    return _move_on(flow, conversation, record(question, scene, value), shown, facts)


def _move_on(flow: Flow, conversation: Conversation, answers: Answers, shown: Words | None, facts: Any) -> Step:
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


__all__ = [
    "EXIT",
    "MORE_WORDS",
    "RESTART",
    "STOP",
    "Step",
    "advance",
    "ask_again",
    "begin",
    "closed_message",
    "go_back",
    "is_current",
    "question_message",
]
