"""Turning what a flow wants to say into words."""

from typing import Any

from bot.flows.words import Message, Phrase, Words
from bot.texts import address_form, text


def spoken(words: Words) -> str:
    """The words of a phrase, with the phrases in its fields spoken first; words of people stay as they are."""
    if isinstance(words, str):
        return words
    return text(words.key, **{name: _field(value) for name, value in words.fields})


def spoken_message(message: Message) -> str:
    """The paragraphs of a message, in the form of address that it asks for."""
    with address_form(message.address_form):
        return "\n\n".join(paragraph for part in message.parts if (paragraph := spoken(part)))


def _field(value: Any) -> Any:
    return spoken(value) if isinstance(value, Phrase) else value
