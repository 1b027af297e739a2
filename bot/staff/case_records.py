"""Copy-ready text for the school's own system, without names (design 4.11)."""

from collections.abc import Sequence

from bot.flows.words import Button, Message, Words, phrase
from bot.staff.card_message import case_button, in_lines
from bot.texts.catalogue import all_keys
from casework.case_view import DoneLine
from casework.log_entries import LogEntry


def record_text(entry: LogEntry, done: Sequence[DoneLine]) -> Message:
    """One entry to copy. It cannot be protected; it holds only what the protocol says, dates and conclusions."""
    return Message((_record_text(entry, done),))


def ticks_message(number: int, revision: int, steps: Sequence[str]) -> Message:
    """Asks for the tick "ingevoerd", one for each of these steps (their labels)."""
    ticks = tuple((_tick(number, revision, place, label),) for place, label in enumerate(steps))
    return Message((phrase("record-ask-tick", number=number),), ticks, protected=True)


def _tick(number: int, revision: int, place: int, label: str) -> Button:
    return case_button("entered", number, revision, place, label=phrase("card-button-entered", step=label))


def _record_text(entry: LogEntry, done: Sequence[DoneLine]) -> Words:
    answers = [line.answer for line in done if line.answer and (line.label, line.on) == (entry.action_label, entry.on)]
    lines: list[Words] = [
        phrase("record-title", title=entry.title, register=entry.register),
        phrase("record-what", what=entry.action_label, on=entry.on),
        *(phrase("record-answer", answer=answer) for answer in answers),
        *(phrase("record-field", name=_field_name(field)) for field in entry.fields),
    ]
    return in_lines(lines) or ""


def _field_name(field: str) -> Words:
    key = f"record-field-{field.replace('_', '-')}"
    return phrase(key) if key in all_keys() else field.replace("_", " ")
