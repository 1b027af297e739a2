"""How what was established about a case reads: the answers to a question, and what stands at one in the notes."""

from collections.abc import Iterable, Iterator

from bot.flows.words import Words, phrase
from bot.spoken import spoken
from bot.staff.card_scene import label_words, pupil_words
from casework.case import Case
from casework.case_events import CaseEvent, FactEstablished, HomeSafetyDecided, TrackChanged
from casework.conditions import Scalar
from casework.fact_questions import FactAsk, question_about


def value_words(ask: FactAsk, value: Scalar | None) -> Words:
    """How a value reads; that nobody said it yet when there is none."""
    if value is None:
        return phrase("facts-unknown")
    if isinstance(value, bool):
        return phrase("case-answer-yes" if value else "case-answer-no")
    return next((label for known, label in _labelled(ask) if known == value), str(value))


def values_of(ask: FactAsk) -> tuple[tuple[Scalar, Words], ...]:
    """What can be answered, with the words for it."""
    if ask.values:
        return tuple(_labelled(ask))
    return tuple((value, value_words(ask, value)) for value in (True, False))


def told_by_track(case: Case, events: Iterable[CaseEvent]) -> Iterator[str]:
    """What going to another track establishes of the case that was not known of it, as question and answer."""
    for fact, value in (pair for event in events if isinstance(event, TrackChanged) for pair in event.facts.items()):
        ask = question_about(case, fact)
        if ask is not None and case.facts().get(fact) != value:
            yield f"{spoken(label_words(ask.label))} {spoken(value_words(ask, value))}"


def question_and_answer(case: Case, event: FactEstablished | HomeSafetyDecided) -> tuple[Words, Words] | None:
    """What was asked and what was said, None where nobody knows the question any more. Pupils stand without names."""
    if isinstance(event, HomeSafetyDecided):
        return phrase("ask-case-home"), phrase("case-home-yes" if event.may_contact else "case-home-no")
    ask = question_about(case, event.fact)
    if ask is None:
        return None
    answer = value_words(ask, event.value)
    if event.fact == "home_unsafe" and event.value is True:
        pupils = ", ".join(spoken(pupil_words(pupil, case.pupils)) for pupil in event.pupils)
        answer = phrase("notes-home-of", pupils=pupils) if pupils else phrase("case-home-of-unknown")
    return label_words(ask.label), answer


def _labelled(ask: FactAsk) -> Iterator[tuple[Scalar, Words]]:
    for value, label in ask.values:
        yield value, label or phrase(f"fact-{ask.fact.replace('_', '-')}-{value}")
