"""What every question needs and nobody should write twice: one event of a person at the open question of a flow.

A step is a pure function of the conversation, the event and the facts.
"""

from typing import Any

from bot.flows.asking import EXIT, RESTART, STOP, closed_message, question_message
from bot.flows.conversation import Conversation
from bot.flows.effects import Toast
from bot.flows.events import Event, MessageEdited, OptionTapped, OtherKind, OtherSent, PictureSent, TextSent, UnknownTap
from bot.flows.moving import Step, ask_again, begin, go_back
from bot.flows.question import Flow, Kind
from bot.flows.tapped_answers import is_current, tapped
from bot.flows.typed_answers import MORE_WORDS, message_edited, not_kept_here, picture_sent, words_typed
from bot.flows.typed_words import clean_words
from bot.flows.words import phrase


def advance(flow: Flow, conversation: Conversation, event: Event, facts: Any) -> Step:
    """What one event does to an open conversation of `flow`. Never raises on anything a person can send."""
    match event:
        case OptionTapped():
            return tapped(flow, conversation, event, facts)
        case TextSent():
            return words_typed(flow, conversation, clean_words(event.text), facts)
        case PictureSent():
            return picture_sent(flow, conversation, event, facts)
        case OtherSent():
            question, is_file = flow.questions[conversation.question], event.kind is OtherKind.FILE
            of_file = "refuse-file-here" if question.kind is Kind.PICTURES else question.file_refusal
            refusal = phrase(of_file if is_file else f"refuse-{event.kind}")
            return not_kept_here(flow, conversation, event.caption, facts, refusal)
        case MessageEdited():
            return message_edited(flow, conversation, event, facts)
        case UnknownTap():
            return Step(conversation, (Toast("toast-old-button"),))
        case _:
            return Step(conversation)


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
