"""The notes of a case as lines to read, each with what it is about and the day on which it was written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.flows.words import Words, phrase
from bot.staff.card_scene import label_words, of_pupils, pupil_words
from bot.staff.fact_words import question_and_answer, value_words
from bot.staff.report_lines import lines_about_pictures, lines_about_staff
from bot.staff.story_pages import ToldReport
from casework.action_status import guarded_by_consent
from casework.calendar import local_date
from casework.case import Case
from casework.case_events import (
    CaseClosed,
    CaseEvent,
    ConsentGiven,
    ConsentRefused,
    FactEstablished,
    HomeSafetyDecided,
    PupilAdded,
    TrackChanged,
    VictimIdentified,
)
from casework.fact_questions import question_about
from casework.intervention_status import find_intervention
from casework.report import AdditionKind
from casework.school import School
from storage.cases import CaseFile

_WRITTEN = ("note", "words", "view", "place", "reason")


def note_parts(
    school: School, case: Case, case_file: CaseFile, notes: Mapping[str, str], reports: Sequence[ToldReport]
) -> Iterator[Words]:
    """Who is who first, also the staff whom the reports are about, then everything that was written, in order.

    An erased note is left out.
    """
    yield phrase("notes-title", number=case_file.number)
    for pupil in case.pupils:
        if pupil in notes:
            yield phrase("notes-pupil", pupil=pupil_words(pupil, case.pupils), name=notes[pupil])
    yield from dict.fromkeys(line for one in reports for line in lines_about_staff(school, one.stored.report))
    for one in reports:
        yield from (told.text for told in one.told if told.kind == AdditionKind.PICTURE)
        yield from lines_about_pictures(school, one.stored.report, one.told)
    written = [(event, words) for event in case_file.events if (words := tuple(_written(case, event, notes)))]
    for event, words in written:
        yield phrase("notes-line", what=_what(case, event), on=local_date(event.at))
        yield from words
    about_events = {ref for event in case_file.events for ref in _every_reference(event)}
    apart = [text for ref, text in notes.items() if ref not in about_events and ref not in case.pupils]
    if apart:
        yield phrase("notes-apart")
        yield from apart
    if not written and not apart:
        yield phrase("notes-none")


def _written(case: Case, event: CaseEvent, notes: Mapping[str, str]) -> Iterator[Words]:
    """What was written at an event, below what was answered there; of a consent whether it was a yes or a no, also
    without words (A000-8)."""
    texts = [notes[reference] for reference in _references(event) if reference in notes]
    if isinstance(event, ConsentGiven | ConsentRefused):
        answer = "given" if isinstance(event, ConsentGiven) else "refused"
        yield phrase("notes-consent", answer=answer, words=" ".join(texts) or "none")
        return
    if isinstance(event, CaseClosed):
        yield from (phrase("notes-against", what=what, answer=answer) for what, answer in _against(case, event))
    if texts and isinstance(event, FactEstablished | HomeSafetyDecided):
        asked = question_and_answer(case, event)
        yield from () if asked is None else (phrase("notes-answer", answer=asked[1]),)
    yield from texts


def _references(event: CaseEvent) -> Iterator[str]:
    """The notes of an event; the names of pupils are shown apart."""
    if isinstance(event, PupilAdded | VictimIdentified):
        return
    for name in _WRITTEN:
        reference = getattr(event, name, None)
        if isinstance(reference, str):
            yield reference


def _every_reference(event: CaseEvent) -> Iterator[str]:
    """With the names of pupils, also of one who turned out to be another."""
    pupil = getattr(event, "pupil", None) or getattr(event, "victim", None)
    if isinstance(pupil, str):
        yield pupil
    yield from _references(event)


def _what(case: Case, event: CaseEvent) -> Words:
    if isinstance(event, TrackChanged):
        labels = {track.key: track.label for track in case.protocol.tracks}
        return phrase("card-to-track", what=labels.get(event.track, event.track))
    if isinstance(event, FactEstablished | HomeSafetyDecided):
        asked = question_and_answer(case, event)
        return phrase("notes-about-case") if asked is None else asked[0]
    if isinstance(event, CaseClosed):
        outcomes = {outcome.key: outcome.label for outcome in case.protocol.outcomes}
        return phrase("notes-closed", what=outcomes.get(event.outcome, event.outcome))
    key = getattr(event, "action", "")
    found, guarded = case.protocol.find_action(key), guarded_by_consent(case, key)
    if found is not None:
        return found[1].label
    if guarded is not None:
        return guarded.label
    means = find_intervention(case, getattr(event, "intervention", ""))
    if means is None:
        return phrase("notes-about-case")
    apart = getattr(event, "participants", ()) if means.per_pupil else ()
    return of_pupils(means.label, apart, case.pupils)


def _against(case: Case, event: CaseClosed) -> Iterator[tuple[Words, Words]]:
    """What was recorded that the outcome contradicts: the question and the answer."""
    for fact, value in event.against.items():
        asked = question_about(case, fact)
        if asked is not None:
            yield label_words(asked.label), value_words(asked, value)


def dated_notes(case_file: CaseFile, notes: Mapping[str, str]) -> Iterator[tuple[str, datetime]]:
    """Every note of the case that belongs to an event and was not erased, with the instant of that event (UTC)."""
    for event in case_file.events:
        for reference in _references(event):
            if reference in notes:
                yield notes[reference], event.at
