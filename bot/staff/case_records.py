"""Copy-ready text for the school's own system, without names: one for each pupil's file (design 4.11)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.flows.words import Button, Message, Words, phrase
from bot.spoken import spoken
from bot.staff.card_scene import case_button, in_lines, in_whole_words, pupil_words
from bot.texts.catalogue import all_keys
from bot.texts.dates import full_date_words
from casework.case import Case
from casework.case_view import DoneLine
from casework.log_entries import LogEntry
from casework.log_texts import File, FileConsent, FileNote, LogText
from casework.protocol_model import Protocol

_ANSWERED_ABOVE = ("agreed_steps", "words_of_pupil")
"""Fields whose answer stands where it is told what the pupil agreed to."""


def record_text(case: Case, text: LogText) -> Message:
    """One entry for one file, to copy. It cannot be protected, so it holds no name of anybody."""
    paragraphs = (_head(case, text), in_lines(_what_happened(text)), *_told(case, text))
    return Message(tuple(part for part in paragraphs if part is not None))


@dataclass(frozen=True)
class AskedTick:
    """A tick as its button needs it: its place among those of the case, and which step (and whose, where two are)."""

    place: int
    label: Words
    entries: tuple[LogEntry, ...]


def ticks_message(number: int, revision: int, asked: Sequence[AskedTick]) -> Message:
    """Asks for each tick "ingevoerd" and tells for which entries it is; who is who is behind a button."""
    ticks = tuple((_tick(number, revision, one),) for one in asked)
    names = (case_button("names", number, revision),)
    parts = (phrase("record-ask-tick", number=number), *(_tick_words(one) for one in asked))
    return Message(tuple(part for part in parts if part is not None), (*ticks, names), protected=True)


def who_is_who(case: Case, names: Mapping[str, str]) -> Iterator[Words]:
    """Whose file each label is, by name."""
    yield phrase("record-names")
    for pupil in case.pupils:
        called = names.get(pupil) or phrase("record-name-unknown")
        yield phrase("notes-pupil", pupil=pupil_words(pupil, case.pupils), name=called)


def drafts_message(number: int, revision: int, choices: Sequence[tuple[int, str]]) -> Message:
    """Asks of what the text is wanted: places in the list of the card, with what was or will be done."""
    buttons = [(case_button("draft", number, revision, place, label=in_whole_words(what)),) for place, what in choices]
    back = (case_button("less", number, revision),)
    return Message((phrase("record-ask-which", number=number),), (*buttons, back), protected=True)


def field_name(protocol: Protocol, field: str) -> Words:
    """What a field of an entry is called: in the words of the protocol, else in those that every school has."""
    if field in protocol.vocabulary:
        return protocol.vocabulary[field]
    key = f"record-field-{field.replace('_', '-')}"
    return phrase(key) if key in all_keys() else field.replace("_", " ")


def _tick(number: int, revision: int, asked: AskedTick) -> Button:
    label = phrase("card-button-entered", step=asked.label)
    return case_button("entered", number, revision, asked.place, label=label)


def _tick_words(asked: AskedTick) -> Words | None:
    """The same entry of several times stands there once."""
    told = (phrase("record-ticked", what=one.action_label, register=one.register) for one in asked.entries)
    return in_lines((phrase("record-tick", step=asked.label), *dict.fromkeys(told)))


def _head(case: Case, text: LogText) -> Words | None:
    """In whose file it goes, its title, and the entry under which it hangs."""
    entry = text.entry
    lines = [_file_words(case, text.file), phrase("record-title", title=entry.title, register=entry.register)]
    if entry.parent is not None:
        lines.append(phrase("record-under", title=entry.parent))
    if entry.drafted or entry.entered:
        lines.append(phrase("record-draft" if entry.drafted else "record-entered"))
    return in_lines(lines)


def _file_words(case: Case, file: File) -> Words:
    if file.party == "subject":
        return phrase("record-file-subject")
    if file.pupil is None:
        return phrase("record-file-unknown-victim" if file.party == "victim" else "record-file-unknown-bully")
    return phrase("record-file", pupil=pupil_words(file.pupil, case.pupils))


def _what_happened(text: LogText) -> Iterator[Words]:
    """What was done on which day, with whom, and what came of it; in a draft the day is left open."""
    if text.entry.drafted:
        yield phrase("record-draft-what", what=text.entry.action_label)
    else:
        yield phrase("record-what", what=text.entry.action_label, on=full_date_words(text.on))
    if text.with_own or text.with_others:
        own = "yes" if text.with_own else "no"
        yield phrase("record-with", own=own, others=text.with_others)
    if text.entry.drafted and text.asks_conclusion:
        yield phrase("record-draft-answer")
    elif text.conclusion is not None:
        yield _conclusion_words(text, text.conclusion)
    for consent in text.consents:
        yield from _consent_lines(consent)


def _conclusion_words(text: LogText, conclusion: str) -> Words:
    """With its day where that is not the one on which it was done with the pupil of the file."""
    if text.on == text.concluded_on:
        return phrase("record-answer", answer=conclusion)
    return phrase("record-answer-later", answer=conclusion, on=full_date_words(text.concluded_on))


def _consent_lines(consent: FileConsent) -> Iterator[Words]:
    if consent.answer == "unasked":
        yield phrase("record-field", name=consent.what)
        return
    yield phrase("record-consent", what=consent.what, answer=consent.answer)
    if consent.words is None:
        return
    yield _held_words(consent.words) or f"{spoken(phrase('record-own-words'))} “{consent.words.text}”"


def _told(case: Case, text: LogText) -> Iterator[Words | None]:
    """The fields that the case answers, then those for which staff wrote something, or still have to."""
    protocol = case.protocol
    answered = [field for field in text.entry.fields if field not in (*text.blank, *_ANSWERED_ABOVE)]
    yield in_lines(
        phrase("record-answered", name=field_name(protocol, field), answer=answer)
        for field in answered
        if (answer := _answer_of(text, field)) is not None
    )
    if text.steps_so_far:
        heading = phrase("record-field", name=field_name(protocol, "steps_so_far"))
        yield in_lines((heading, *(_step_line(line) for line in text.steps_so_far)))
    yield in_lines(phrase("record-field", name=field_name(protocol, field)) for field in text.blank)
    for note in text.notes:
        yield _held_words(note) or note.text


def _answer_of(text: LogText, field: str) -> Words | None:
    match field:
        case "who_is_bullied":
            return phrase("record-own-pupil" if text.file.party == "victim" else "record-another-pupil")
        case "by_whom":
            return phrase("record-by-whom", own="yes" if text.own_bullies else "no", others=text.bullies)
        case "measure":
            return text.measure
        case _:
            return None


def _step_line(line: DoneLine) -> Words:
    on = full_date_words(line.on)
    if line.answer is None:
        return phrase("record-step", what=line.label, on=on)
    return phrase("record-step-answer", what=line.label, on=on, answer=line.answer)


def _held_words(note: FileNote) -> Words | None:
    """That there is a note to be typed over by hand, and why it does not stand here; None when it does."""
    if note.held is None:
        return None
    return phrase("record-held", on=full_date_words(note.on), why=phrase(f"record-held-{note.held}"))
