"""Leaving a chat, by the quick exit or by stopping, and what may be said there before its person is back."""

from dataclasses import replace

from bot.flows.again_flow import AGAIN
from bot.flows.conversation import Conversation
from bot.flows.effects import CloseQuestion, Effect, EraseChat, ForgetDraft, Say, Toast
from bot.flows.engine import Step, closed_message
from bot.flows.events import (
    CommandGiven,
    Event,
    MessageEdited,
    OptionTapped,
    OtherSent,
    PictureSent,
    TextSent,
    UnknownTap,
)
from bot.flows.facts import ReporterFacts
from bot.flows.report_flow import REPORT
from bot.flows.reporter_flows import FLOWS
from bot.flows.saying import say_here
from bot.flows.small_buttons import DISCARD, RESUME, small_button
from bot.flows.which_report import WHICH
from bot.flows.words import Message, Words, phrase

_UNSENT = frozenset({REPORT.id, AGAIN.id, WHICH.id})
"""The flows of which nothing is with the school yet."""

_WHILE_HIDDEN = frozenset({"start", "melden", "hulp", "help", "snelweg", "stop"})
"""The commands that still do something after the quick exit; the first two bring the draft back."""

BRING_BACK = frozenset({"code", "mijn"})
"""The commands that besides bring back a chat in which no draft waits: who gives them knows what this chat is for."""


def is_unfinished(conversation: Conversation) -> bool:
    """Whether a report was begun here in which something was told, and that was not sent."""
    return conversation.is_open and conversation.flow == REPORT.id and conversation.has_words


def left_open(conversation: Conversation, facts: ReporterFacts) -> tuple[Effect, ...]:
    """The question that is open loses its buttons; what was told in a draft is thrown away."""
    if not conversation.is_open:
        return ()
    closing = CloseQuestion(closed_message(FLOWS[conversation.flow], conversation, facts))
    return (closing, ForgetDraft()) if conversation.flow in _UNSENT else (closing,)


def leave_quickly(conversation: Conversation) -> Step:
    """All that can be taken from the screen goes. A draft waits, hidden, for /start or /melden, so that the next word
    typed here is not taken for an answer; what was sent already is sent, and nothing typed here shows that it was."""
    effects: tuple[Effect, ...] = (EraseChat(), Say(Message((phrase("quick-exit"),)), secret=True))
    if is_unfinished(conversation):
        left = replace(conversation, revision=conversation.revision + 1, hidden=True)
        return Step(replace(left, asked_row=None, inbox=()), effects)
    gone: tuple[Effect, ...] = (ForgetDraft(),) if conversation.is_open and conversation.flow in _UNSENT else ()
    return Step(replace(conversation.at_rest(), inbox=(), hidden=True), (*gone, *effects))


def is_asked_for(conversation: Conversation, event: Event) -> bool:
    """Whether the person asks for something that may be shown although the screen was just emptied. Where no draft
    waits a tap may be on what the school wrote since."""
    if not isinstance(event, CommandGiven):
        return isinstance(event, OptionTapped | UnknownTap) and not conversation.is_open
    return event.name in _WHILE_HIDDEN or (event.name in BRING_BACK and not conversation.is_open)


def goes_on_unhidden(conversation: Conversation, event: Event) -> bool:
    """Whether the chat goes on as if it had not been left: what the school wrote since is on the screen, and what is
    sent is for the school. A draft that waits stays out of it, whatever is asked."""
    return not conversation.is_open or isinstance(event, TextSent | PictureSent | OtherSent | MessageEdited)


def while_hidden(conversation: Conversation, event: Event) -> Step:
    """After the quick exit nothing is kept, and the answer would tell nobody who looks on what this chat is for."""
    if isinstance(event, OptionTapped | UnknownTap):
        return Step(conversation, (Toast("toast-old-button"),))
    return Step(conversation, (say_here(conversation, phrase("quick-exit-typed")),))


def stop(conversation: Conversation, facts: ReporterFacts) -> Step:
    """What was told waits until its person goes on with it or throws it away; of anything else nothing stays open."""
    if conversation.hidden:
        return Step(
            replace(conversation, stopped=conversation.is_open), (say_here(conversation, phrase("quick-exit-stopped")),)
        )
    if conversation.stopped:
        return Step(conversation, (Say(stopped_message(conversation)),))
    if not conversation.is_open:
        return Step(conversation, (say_here(conversation, phrase("nothing-to-stop")),))
    if is_unfinished(conversation):
        close = CloseQuestion(closed_message(REPORT, conversation, facts))
        stopped = replace(conversation, stopped=True, revision=conversation.revision + 1)
        return Step(stopped, (close, Say(stopped_message(conversation))))
    words = phrase("stopped-nothing" if conversation.flow in _UNSENT else "stopped-more")
    return Step(conversation.at_rest(), (*left_open(conversation, facts), say_here(conversation, words)))


def stopped_message(conversation: Conversation, *before: Words) -> Message:
    """That what was told waits, with the ways on."""
    buttons = ((small_button(RESUME, "draft"),), (small_button(DISCARD, "draft"),))
    return Message((*before, phrase("stopped")), buttons, address_form=conversation.address_form)


def while_stopped(conversation: Conversation, event: Event) -> Step:
    """Nothing is kept before its person said whether they go on."""
    if isinstance(event, OptionTapped | UnknownTap):
        return Step(conversation, (Toast("toast-old-button"),))
    return Step(conversation, (Say(stopped_message(conversation)),))
