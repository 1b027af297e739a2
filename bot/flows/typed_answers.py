"""What is typed, sent as a picture or edited afterwards, at the open question: no word of it gets lost."""

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from bot.flows.added_words import LONGEST_ANSWER, piece_of, with_words
from bot.flows.asking import EXIT, controls_of
from bot.flows.conversation import Conversation
from bot.flows.effects import FetchPicture, Say
from bot.flows.events import MessageEdited, PictureSent
from bot.flows.moving import Step, ask_again, ask_instead, asking_as, take_answer
from bot.flows.question import Flow, Kind, Option, Question, Scene
from bot.flows.tapped_answers import chosen_option, control_tapped
from bot.flows.typed_words import (
    answers_a_button,
    asks_something,
    clean_words,
    letters_of,
    question_of,
    says_something,
    with_edit,
)
from bot.flows.words import Message, Words, phrase

MORE_WORDS = "more"
"""The answer that holds what was told beside the questions: under a picture, or where a tap was asked for."""


def words_typed(flow: Flow, conversation: Conversation, words: str, facts: Any) -> Step:
    """Words (cleaned): the name of a button, the answer to a question for text, or told beside a choice."""
    question = flow.questions[conversation.question]
    if not says_something(words):
        return ask_again(flow, conversation, facts, phrase("refuse-empty"))
    chosen = _option_in_words(question, Scene(conversation.answers, facts), words)
    control = _control_in_words(question, conversation, words, facts)
    if asks_something(words) and control != EXIT and _only_asks(chosen, control, facts):
        return ask_again(flow, conversation, facts, phrase("tap-if-meant"))
    if chosen is not None:
        return chosen_option(flow, conversation, chosen, facts)
    if control is not None:
        return control_tapped(flow, conversation, control, facts)
    if question.kind is Kind.TEXT:
        return _typed_answer(flow, conversation, question, words, facts)
    wants_tap = question.wants_tap or question.extra_text not in (None, MORE_WORDS)
    if wants_tap and answers_a_button(words):
        return ask_again(flow, conversation, facts, phrase("tap-if-meant"))
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
    refused = question.refuses(Scene(conversation.answers, facts), words)
    if refused is not None and question.extra_text is not None and not answers_a_button(words):
        return _added(flow, conversation, question.extra_text, words, facts, refused)
    if refused is not None:
        return ask_again(flow, conversation, facts, refused)
    if len(words) > question.max_length:
        return ask_again(flow, conversation, facts, _too_long(words, question.max_length))
    if question.goes_on.holds(Scene(conversation.answers, facts)):
        fuller = with_words(conversation, question.id, words)
        if fuller is None:
            return ask_again(flow, conversation, facts, phrase("refuse-no-more-text"))
        return take_answer(flow, fuller, str(fuller.answers[question.id]), None, facts)
    typed = {**conversation.typed, question.id: [piece_of(conversation, words)]}
    return take_answer(flow, replace(conversation, typed=typed), words, None, facts)


def _too_long(words: str, most: int) -> Words:
    return phrase("refuse-too-long", length=len(words), most=most)


def _added(flow: Flow, conversation: Conversation, answer: str, words: str, facts: Any, *then: Words) -> Step:
    """Words that do not answer the question: they are kept with `answer`, and the question stays, after `then`."""
    begins = answer == "story" and not conversation.answers.get(answer)
    to_story = "story-begun" if begins else "added-to-story"
    added = phrase(to_story if answer == "story" else "added-to-more")
    return _added_saying(flow, conversation, answer, words, facts, _Said(added=(added,), then=then))


@dataclass(frozen=True)
class _Said:
    """What is said when words were kept with an answer: `first` and `then` around it, also when they did not fit;
    `added` where they were kept, `full` where not."""

    first: tuple[Words, ...] = ()
    added: tuple[Words, ...] = ()
    full: tuple[Words, ...] = ()
    then: tuple[Words, ...] = ()


def _added_saying(
    flow: Flow,
    conversation: Conversation,
    answer: str,
    words: str,
    facts: Any,
    said: _Said,
) -> Step:
    fuller = with_words(conversation, answer, words)
    if fuller is None:
        no_more = (*said.first, *said.full, phrase("refuse-no-more-text"), *said.then)
        return ask_again(flow, conversation, facts, *no_more)
    of_reporter = answer in ("story", MORE_WORDS)
    unanswered = (phrase("question-for-school"),) if of_reporter and asks_something(words) else ()
    asked = ask_instead(flow, conversation, fuller, facts, *said.first, *said.added, *unanswered, *said.then)
    return replace(asked, answered=answer, told=words)


def picture_sent(flow: Flow, conversation: Conversation, event: PictureSent, facts: Any) -> Step:
    """A picture where pictures are asked for, with the words under it; elsewhere it is refused."""
    question = flow.questions[conversation.question]
    if question.kind is not Kind.PICTURES:
        return not_kept_here(flow, conversation, event.caption, facts, phrase(question.picture_refusal))
    count = int(conversation.answers.get(question.id) or 0) + 1
    counted = replace(conversation, answers={**conversation.answers, question.id: count})
    fetch = FetchPicture(event.file, event.size)
    caption = clean_words(event.caption)
    if not says_something(caption):
        return Step(counted, (fetch,))
    fuller = with_words(counted, MORE_WORDS, caption)
    if fuller is None:
        too_much = Say(Message((phrase("caption-too-much"),), address_form=counted.address_form))
        return Step(counted, (fetch, too_much))
    return Step(fuller, (fetch,), answered=MORE_WORDS, told=caption)


def not_kept_here(flow: Flow, conversation: Conversation, caption: str, facts: Any, refusal: Words) -> Step:
    """Something that no words can be read from. What was written with it is kept as if it had been typed, but taps no
    button."""
    question, words = flow.questions[conversation.question], clean_words(caption)
    if not says_something(words):
        return ask_again(flow, conversation, facts, refusal)
    if question.extra_text is not None:
        said = _Said((refusal,), added=(phrase("caption-kept"),), full=(phrase("caption-not-kept"),))
        return _added_saying(flow, conversation, question.extra_text, words, facts, said)
    if question.kind is not Kind.TEXT:
        return ask_again(flow, conversation, facts, refusal, phrase("caption-not-kept"))
    step = _typed_answer(flow, conversation, question, words, facts)
    kept = step.answered == question.id
    return _saying_first(step, refusal, phrase("caption-kept" if kept else "caption-not-kept"))


def _saying_first(step: Step, *words: Words) -> Step:
    """The step with these words above what it asks, or in a message of their own where it asks nothing."""
    said = Say(Message(words, address_form=step.conversation.address_form))
    return asking_as(step, lambda parts: (*words, *parts)) or replace(step, effects=(*step.effects, said))


def message_edited(flow: Flow, conversation: Conversation, event: MessageEdited, facts: Any) -> Step:
    """An answer that was typed follows its message; so do the words that were added to one."""
    answer, words = question_of(conversation.typed, event.message), clean_words(event.text)
    if answer is None or not says_something(words):
        return _say(conversation, phrase("edit-not-kept"))
    pieces = conversation.typed[answer]
    question = flow.questions.get(answer) if len(pieces) == 1 else None
    if question is not None and question.record is not None and not question.keeps_answer:
        return _meant_anew(flow, conversation, question, words, facts)
    if question is not None and question.refuses(Scene(conversation.answers, facts), words) is not None:
        return _say(conversation, phrase("edit-not-kept"))
    edited, changed = with_edit(str(conversation.answers.get(answer) or ""), pieces, event.message, words)
    most = LONGEST_ANSWER if question is None else question.max_length
    if len(edited) > most:
        return _say(conversation, _too_long(words, most))
    answers, typed = {**conversation.answers, answer: edited}, {**conversation.typed, answer: changed}
    return _edit_kept(flow, conversation, replace(conversation, answers=answers, typed=typed), answer, words, facts)


def _meant_anew(flow: Flow, conversation: Conversation, question: Question, words: str, facts: Any) -> Step:
    """Of what was typed only its meaning was kept, a day for instance: the changed words are read again."""
    if question.record is None or len(words) > question.max_length:
        return _say(conversation, phrase("edit-not-kept"))
    answers = question.record(question, Scene(conversation.answers, facts), words)
    if answers.get("problem") and not conversation.answers.get("problem"):
        return _say(conversation, phrase("edit-not-kept"))
    return _edit_kept(flow, conversation, replace(conversation, answers=dict(answers)), question.id, words, facts)


def _edit_kept(flow: Flow, before: Conversation, now: Conversation, answer: str, words: str, facts: Any) -> Step:
    if before.stopped:
        return _say(now, phrase("edit-kept"))
    return replace(ask_instead(flow, before, now, facts, phrase("edit-kept")), answered=answer, told=words)


def _say(conversation: Conversation, words: Words) -> Step:
    return Step(conversation, (Say(Message((words,), address_form=conversation.address_form)),))
