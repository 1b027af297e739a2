"""Copy-ready text for the school's own system, without names (design 4.11)."""

from collections.abc import Iterator, Sequence

from bot.flows.words import Button, Message, Words, phrase
from bot.staff.card_message import case_button, in_lines
from bot.texts.catalogue import all_keys
from casework.case import Case
from casework.log_entries import LogEntry
from casework.protocol_model import Action


def record_text(case: Case, entry: LogEntry) -> Message:
    """One entry to copy. It cannot be protected; it holds only what the protocol says, dates and conclusions."""
    found = case.protocol.find_action(entry.id.split("/")[0])
    lines: list[Words] = [
        phrase("record-title", title=entry.title, register=entry.register),
        phrase("record-what", what=entry.action_label, on=entry.on),
        *(_conclusions(case, found[1], entry) if found else ()),
        *(phrase("record-field", name=_field_name(field)) for field in entry.fields),
    ]
    return Message((in_lines(lines) or "",))


def ticks_message(number: int, revision: int, steps: Sequence[str]) -> Message:
    """Asks for the tick "ingevoerd", one for each of these steps (their labels)."""
    ticks = tuple((_tick(number, revision, place, label),) for place, label in enumerate(steps))
    return Message((phrase("record-ask-tick", number=number),), ticks, protected=True)


def _tick(number: int, revision: int, place: int, label: str) -> Button:
    return case_button("entered", number, revision, place, label=phrase("card-button-entered", step=label))


def _conclusions(case: Case, action: Action, entry: LogEntry) -> Iterator[Words]:
    """What was concluded that day, and what the pupil agreed to."""
    for done in case.done.get(action.key, ()):
        answer = action.answer(done.answer) if done.answer and done.on == entry.on else None
        if answer is not None:
            yield phrase("record-answer", answer=answer.label)
    for key in action.asks:
        asked, consent = case.protocol.find_action(key), case.consents.get(key)
        if asked is not None and consent is not None:
            yield phrase("record-consent", what=asked[1].label, answer=consent.answer)


def _field_name(field: str) -> Words:
    key = f"record-field-{field.replace('_', '-')}"
    return phrase(key) if key in all_keys() else field.replace("_", " ")
