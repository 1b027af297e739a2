"""Saying something to a reporter, as this person is addressed."""

from bot.flows.conversation import Conversation
from bot.flows.effects import Say
from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import clock_of_words, picture_help_of_words
from bot.flows.words import Message, Words


def say_here(conversation: Conversation, words: Words) -> Say:
    """Say it as this person is addressed."""
    return Say(Message((words,), address_form=conversation.address_form))


def say_help(conversation: Conversation, words: str, facts: ReporterFacts) -> tuple[Say, ...]:
    """What time it is and whom to call, where danger or something grave shows in words that go to the school as they
    are typed, or something serious that nobody may read now; and who helps with a picture on which somebody is naked
    (design 4.9, 4.14)."""
    parts = (*clock_of_words(facts, words), *picture_help_of_words(facts, words))
    return (Say(Message(parts, address_form=conversation.address_form)),) if parts else ()
