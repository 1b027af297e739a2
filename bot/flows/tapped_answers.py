"""What a tap on the open question does: an option of the question, or a control that every question has."""

from dataclasses import replace
from typing import Any

from bot.flows.added_words import with_moved
from bot.flows.asking import BACK, CONTROLS, DONE, KEEP, PAGE, SKIP, can_keep, closed_message, last_page
from bot.flows.conversation import Conversation
from bot.flows.effects import CloseQuestion, Toast
from bot.flows.events import OptionTapped
from bot.flows.moving import Step, ask_again, go_back, move_on, put_in_place, take_answer
from bot.flows.question import Flow, Kind, Option, Scene
from bot.flows.ticks import READY, ticked_words
from bot.flows.words import phrase


def is_current(conversation: Conversation, tap: OptionTapped) -> bool:
    """Whether this tap is on the question that is asked now, not on an older keyboard or another draft."""
    asked = (conversation.draft, conversation.revision, conversation.question)
    return conversation.is_open and (tap.draft, tap.revision, tap.question) == asked


def tapped(flow: Flow, conversation: Conversation, tap: OptionTapped, facts: Any) -> Step:
    """A tap on a button of the open question, or on one that is not asked any more."""
    if not is_current(conversation, tap):
        return Step(conversation, (Toast("toast-old-button"),))
    if tap.option in CONTROLS:
        return control_tapped(flow, conversation, tap.option, facts)
    options = flow.questions[conversation.question].options(Scene(conversation.answers, facts))
    chosen = next((option for option in options if option.id == tap.option), None)
    if chosen is not None:
        return chosen_option(flow, conversation, chosen, facts)
    if tap.option.startswith("_"):
        return control_tapped(flow, conversation, tap.option, facts)
    return ask_again(flow, conversation, facts, phrase("options-changed"))


def control_tapped(flow: Flow, conversation: Conversation, control: str, facts: Any) -> Step:
    """Back, skip, done, keep or another page; what only the flow knows what to do with goes on as `Step.control`."""
    question = flow.questions[conversation.question]
    if control.startswith(PAGE) and control[len(PAGE) :].isdecimal():
        return _turn_page(flow, conversation, int(control[len(PAGE) :]), facts)
    if control == BACK:
        return go_back(flow, conversation, facts)
    if control == SKIP and question.may_skip:
        return take_answer(flow, conversation, "", phrase("answer-skipped"), facts)
    if control == DONE and question.kind is Kind.PICTURES:
        return move_on(flow, conversation, conversation.answers, phrase("answer-done"), facts)
    if control == KEEP and can_keep(question, conversation):
        kept = move_on(flow, conversation, conversation.answers, phrase("answer-kept"), facts)
        return replace(kept, answered="")
    return Step(conversation, control=control)


def _turn_page(flow: Flow, conversation: Conversation, page: int, facts: Any) -> Step:
    last = last_page(flow.questions[conversation.question], Scene(conversation.answers, facts))
    return put_in_place(flow, replace(conversation, page=min(page, last)), facts)


def chosen_option(flow: Flow, conversation: Conversation, option: Option, facts: Any) -> Step:
    """A tapped answer. When what its screen promised has changed meanwhile, the question is put again."""
    question = flow.questions[conversation.question]
    if question.promise(Scene(conversation.answers, facts)) != conversation.promised:
        return ask_again(flow, conversation, facts, phrase(question.promise_changed))
    ticked = question.toggle(Scene(conversation.answers, facts), option.id)
    if ticked is not None:
        return put_in_place(flow, replace(conversation, answers=dict(ticked)), facts)
    if option.id in question.moves:
        return _moving_words(flow, conversation, option, facts)
    shown = option.whole or option.label
    if option.id == READY:
        shown = ticked_words(question.options(Scene(conversation.answers, facts))) or option.label
    return take_answer(flow, _untyped(conversation, question.id), option.id, shown, facts)


def _untyped(conversation: Conversation, answer: str) -> Conversation:
    """Without the messages in which this answer was typed before it was tapped."""
    if answer not in conversation.typed:
        return conversation
    return replace(conversation, typed={name: pieces for name, pieces in conversation.typed.items() if name != answer})


def _moving_words(flow: Flow, conversation: Conversation, option: Option, facts: Any) -> Step:
    """As any answer, with words that go to another answer; the question's message still shows them."""
    moved = with_moved(conversation, *flow.questions[conversation.question].moves[option.id])
    if moved is None:
        return ask_again(flow, conversation, facts, phrase("refuse-no-more-text"))
    step = take_answer(flow, moved, option.id, option.label, facts)
    close = CloseQuestion(closed_message(flow, conversation, facts, option.label))
    return replace(step, effects=(close, *(one for one in step.effects if not isinstance(one, CloseQuestion))))
