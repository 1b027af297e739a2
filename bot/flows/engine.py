"""What every question needs and nobody should write twice.

A step is a pure function of the conversation, the event and the facts; everything that moves a conversation
along a flow's table lives in this file. What a flow does when its last question is answered is the flow's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.flows.callback_data import button_data
from bot.flows.conversation import Conversation
from bot.flows.effects import Ask, CloseQuestion, Effect, FetchPicture, Say, Toast
from bot.flows.events import Event, MessageEdited, OptionTapped, OtherSent, PictureSent, TextSent, UnknownTap
from bot.flows.question import Answers, Flow, Kind, Option, Question, Scene
from bot.flows.words import Button, Message, Phrase, Words, phrase

BACK, STOP, SKIP, EXIT, PAGE, RESTART, DONE, KEEP = (
    "_back",
    "_stop",
    "_skip",
    "_exit",
    "_page",
    "_new",
    "_done",
    "_keep",
)
_LONGEST_PATH = 60


@dataclass(frozen=True)
class Step:
    """The new conversation and what should happen with it. `ended` tells that the flow's last question is answered;
    `answered` names the question that was answered in this step."""

    conversation: Conversation
    effects: tuple[Effect, ...] = ()
    ended: bool = False
    answered: str = ""
    control: str = ""


def begin(flow: Flow, conversation: Conversation, facts: Any, *, first: str | None = None, **given: Any) -> Step:
    """Start `flow` with the answers in `given`; asks `first` or the flow's own first question."""
    started = replace(conversation, flow=flow.id, question=first or flow.first, answers=dict(given), path=(), page=0)
    started = replace(started, revision=conversation.revision + 1, changing=False, typed={}, asked_row=None)
    return Step(started, (Ask(question_message(flow, started, facts)),))


def ask_again(flow: Flow, conversation: Conversation, facts: Any, *before: Words, restart: bool = False) -> Step:
    """Put the present question once more, after the words `before`; its earlier message loses its buttons."""
    again = replace(conversation, revision=conversation.revision + 1)
    message = question_message(flow, again, facts, restart=restart)
    message = replace(message, parts=(*before, *message.parts))
    return Step(again, (CloseQuestion(closed_message(flow, conversation, facts)), Ask(message)))


def go_to(flow: Flow, conversation: Conversation, facts: Any, question: str, *before: Words) -> Step:
    """Ask `question` next, leaving the present one unanswered but on the way back."""
    scene_path = (*conversation.path, conversation.question)
    moved = replace(conversation, question=question, path=scene_path, page=0, revision=conversation.revision + 1)
    return _asking(flow, conversation, moved, facts, before)


def advance(flow: Flow, conversation: Conversation, event: Event, facts: Any) -> Step:
    """What one event does to an open conversation of `flow`. Never raises on anything a person can send."""
    match event:
        case OptionTapped():
            return _tapped(flow, conversation, event, facts)
        case TextSent():
            return _typed(flow, conversation, event, facts)
        case PictureSent():
            return _picture(flow, conversation, event, facts)
        case OtherSent():
            return ask_again(flow, conversation, facts, phrase(f"refuse-{event.kind}"))
        case MessageEdited():
            return _edited(flow, conversation, event)
        case UnknownTap():
            return Step(conversation, (Toast("toast-old-button"),))
        case _:
            return Step(conversation)


def question_message(flow: Flow, conversation: Conversation, facts: Any, *, restart: bool = False) -> Message:
    """The present question as a message with its buttons."""
    question = flow.questions[conversation.question]
    scene = Scene(conversation.answers, facts)
    rows = [*_option_rows(question, scene, conversation), *_control_rows(question, conversation, restart)]
    return Message(question.parts(question, scene), tuple(rows), address_form=conversation.address_form)


def closed_message(flow: Flow, conversation: Conversation, facts: Any, answer: Words | None = None) -> Message:
    """The present question without its buttons, with the answer under it."""
    question = flow.questions[conversation.question]
    parts = question.parts(question, Scene(conversation.answers, facts))
    shown = () if answer is None else (phrase("your-answer", answer=answer),)
    return Message((*parts, *shown), address_form=conversation.address_form)


def is_current(conversation: Conversation, tap: OptionTapped) -> bool:
    """Whether this tap is on the question that is asked now, not on an older keyboard or another draft."""
    asked = (conversation.draft, conversation.revision, conversation.question)
    return conversation.is_open and (tap.draft, tap.revision, tap.question) == asked


def _tapped(flow: Flow, conversation: Conversation, tap: OptionTapped, facts: Any) -> Step:
    if not is_current(conversation, tap):
        return Step(conversation, (Toast("toast-old-button"),))
    if tap.option.startswith("_"):
        return _control(flow, conversation, tap.option, facts)
    question = flow.questions[conversation.question]
    for option in question.options(Scene(conversation.answers, facts)):
        if option.id == tap.option:
            return _answer(flow, conversation, option.id, option.label, facts)
    return Step(conversation, (Toast("toast-old-button"),))


def _control(flow: Flow, conversation: Conversation, control: str, facts: Any) -> Step:
    question = flow.questions[conversation.question]
    if control.startswith(PAGE) and control[len(PAGE) :].isdecimal():
        return _turn_page(flow, conversation, int(control[len(PAGE) :]), facts)
    if control == BACK:
        return go_back(flow, conversation, facts)
    if control == SKIP and question.may_skip:
        return _answer(flow, conversation, "", phrase("answer-skipped"), facts)
    if control == DONE and question.kind is Kind.PICTURES:
        return _move_on(flow, conversation, dict(conversation.answers), phrase("answer-done"), facts)
    if control == KEEP and _can_keep(question, conversation):
        return _move_on(flow, conversation, dict(conversation.answers), phrase("answer-kept"), facts)
    return Step(conversation, control=control)


def go_back(flow: Flow, conversation: Conversation, facts: Any) -> Step:
    """To the question before this one; at the first question that one is asked again."""
    if not conversation.path:
        return ask_again(flow, conversation, facts, phrase("nothing-before-this"))
    earlier = replace(
        conversation,
        question=conversation.path[-1],
        path=conversation.path[:-1],
        page=0,
        changing=False,
        revision=conversation.revision + 1,
    )
    return _asking(flow, conversation, earlier, facts)


def _turn_page(flow: Flow, conversation: Conversation, page: int, facts: Any) -> Step:
    turned = replace(conversation, page=page, revision=conversation.revision + 1)
    return Step(turned, (CloseQuestion(question_message(flow, turned, facts)),))


def _typed(flow: Flow, conversation: Conversation, event: TextSent, facts: Any) -> Step:
    question = flow.questions[conversation.question]
    words = event.text.strip()
    chosen = _option_in_words(question, Scene(conversation.answers, facts), words)
    if chosen is not None:
        return _answer(flow, conversation, chosen.id, chosen.label, facts)
    if question.kind is Kind.TEXT:
        return _typed_answer(flow, conversation, question, words, facts)
    if question.extra_text is not None and conversation.answers.get(question.extra_text):
        return _added_to_text(flow, conversation, question.extra_text, words, facts)
    refusal = "refuse-text-at-pictures" if question.kind is Kind.PICTURES else "refuse-text-at-choice"
    return ask_again(flow, conversation, facts, phrase(refusal))


def _typed_answer(flow: Flow, conversation: Conversation, question: Question, words: str, facts: Any) -> Step:
    if not words:
        return ask_again(flow, conversation, facts, phrase("refuse-empty"))
    if len(words) > question.max_length:
        too_long = phrase("refuse-too-long", length=len(words), most=question.max_length)
        return ask_again(flow, conversation, facts, too_long)
    remembered = conversation
    if conversation.inbox:
        remembered = replace(conversation, typed={**conversation.typed, question.id: conversation.inbox[-1]})
    return _answer(flow, remembered, words, None, facts)


def _added_to_text(flow: Flow, conversation: Conversation, question: str, words: str, facts: Any) -> Step:
    longer = f"{conversation.answers[question]}\n{words}"
    if len(longer) > 5 * flow.questions[question].max_length:
        return ask_again(flow, conversation, facts, phrase("refuse-no-more-text"))
    fuller = replace(conversation, answers={**conversation.answers, question: longer})
    return ask_again(flow, fuller, facts, phrase("added-to-story"))


def _option_in_words(question: Question, scene: Scene, words: str) -> Option | None:
    wanted = _letters(words)
    for option in question.options(scene):
        if wanted and _letters(scene.facts.spoken(option.label)) == wanted:
            return option
    return None


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _picture(flow: Flow, conversation: Conversation, event: PictureSent, facts: Any) -> Step:
    question = flow.questions[conversation.question]
    if question.kind is not Kind.PICTURES:
        return ask_again(flow, conversation, facts, phrase("refuse-picture-now"))
    count = int(conversation.answers.get(question.id) or 0) + 1
    counted = replace(conversation, answers={**conversation.answers, question.id: count})
    effects: tuple[Effect, ...] = (FetchPicture(event.file, event.size),)
    if event.caption.strip():
        return Step(counted, (*effects,), answered=f"{question.id}_caption")
    return Step(counted, effects)


def _edited(flow: Flow, conversation: Conversation, event: MessageEdited) -> Step:
    for question, message in conversation.typed.items():
        if message == event.message and event.text.strip():
            answers = {
                **conversation.answers,
                question: event.text.strip()[: flow.questions[question].max_length],
            }
            return Step(replace(conversation, answers=answers), (Say(Message((phrase("edit-kept"),))),))
    return Step(conversation, (Say(Message((phrase("edit-not-kept"),))),))


def _answer(flow: Flow, conversation: Conversation, value: str, shown: Words | None, facts: Any) -> Step:
    question = flow.questions[conversation.question]
    scene = Scene(conversation.answers, facts)
    record: Callable[[Question, Scene, str], Any] = question.record or _store
    return _move_on(flow, conversation, dict(record(question, scene, value)), shown, facts)


def _move_on(flow: Flow, conversation: Conversation, answers: dict[str, Any], shown: Words | None, facts: Any) -> Step:
    """Close the present question and ask the one that follows from these answers."""
    question = flow.questions[conversation.question]
    close = CloseQuestion(closed_message(flow, conversation, facts, shown))
    changing = conversation.changing or question.starts_change
    after = _next_to_ask(flow, question, answers, facts, changing=conversation.changing)
    if after is None:
        ended = replace(conversation, answers=answers, question="", changing=False)
        return Step(ended, (close,), ended=True, answered=question.id)
    moved = replace(
        conversation,
        answers=answers,
        question=after,
        path=_path_to(conversation.path, question.id, after),
        page=0,
        changing=changing and not flow.questions[after].is_summary,
        revision=conversation.revision + 1,
    )
    return Step(moved, (close, Ask(question_message(flow, moved, facts))), answered=question.id)


def _next_to_ask(flow: Flow, question: Question, answers: Answers, facts: Any, *, changing: bool) -> str | None:
    after = flow.next_after(question.id, Scene(answers, facts))
    while changing and after is not None and after in answers and not flow.questions[after].is_summary:
        after = flow.next_after(after, Scene(answers, facts))
    return after


def _path_to(path: tuple[str, ...], answered: str, after: str) -> tuple[str, ...]:
    """The way back; a question that leads to itself, or back to where one came from, is not twice on it."""
    if after == answered:
        return path
    if after in path and answered not in path:
        return path[: path.index(after)]
    return (*path, answered)[-_LONGEST_PATH:]


def _can_keep(question: Question, conversation: Conversation) -> bool:
    return question.keeps_answer and bool(conversation.answers.get(question.id))


def _asking(flow: Flow, before: Conversation, now: Conversation, facts: Any, words: tuple[Words, ...] = ()) -> Step:
    message = question_message(flow, now, facts)
    asked = Ask(replace(message, parts=(*words, *message.parts)))
    return Step(now, (CloseQuestion(closed_message(flow, before, facts)), asked))


def _store(question: Question, scene: Scene, value: str) -> dict[str, Any]:
    return {**scene.answers, question.id: value}


def _option_rows(question: Question, scene: Scene, conversation: Conversation) -> list[tuple[Button, ...]]:
    options = question.options(scene)
    start = conversation.page * question.page_size
    shown = options[start : start + question.page_size]
    rows = _in_columns(question.columns, [o for o in shown if not o.wide], conversation)
    rows += _in_columns(1, [o for o in shown if o.wide], conversation)
    turning = []
    if conversation.page > 0:
        turning.append(_button(conversation, f"{PAGE}{conversation.page - 1}", phrase("button-earlier")))
    if start + question.page_size < len(options):
        turning.append(_button(conversation, f"{PAGE}{conversation.page + 1}", phrase("button-more")))
    return [*rows, tuple(turning)] if turning else rows


def _in_columns(columns: int, options: list[Option], conversation: Conversation) -> list[tuple[Button, ...]]:
    buttons = [_button(conversation, option.id, option.label) for option in options]
    return [tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns)]


def _control_rows(question: Question, conversation: Conversation, restart: bool) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    if question.kind is Kind.PICTURES:
        rows.append((_button(conversation, DONE, phrase("button-done")),))
    if _can_keep(question, conversation):
        rows.append((_button(conversation, KEEP, phrase("button-keep")),))
    elif question.may_skip:
        rows.append((_button(conversation, SKIP, phrase("button-skip")),))
    if restart:
        rows.append((_button(conversation, RESTART, phrase("button-restart")),))
    last = [_button(conversation, STOP, phrase("button-stop"))]
    if conversation.path:
        last.insert(0, _button(conversation, BACK, phrase("button-back")))
    last.append(_button(conversation, EXIT, phrase("button-quick-exit")))
    return [*rows, tuple(last)]


def _button(conversation: Conversation, option: str, label: Phrase | str) -> Button:
    return Button(label, button_data(conversation.draft, conversation.revision, conversation.question, option))
