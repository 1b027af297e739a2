"""What can be established about a case: the questions with their numbers, and a button for each."""

from collections.abc import Iterator

from bot.flows.case_answers import Act
from bot.flows.words import Button, Message, Words, phrase
from bot.staff.card_home import home_again_buttons
from bot.staff.card_scene import CardScene, case_button, in_lines, label_words
from casework.case_state import Case
from casework.conditions import Condition, Scalar, facts_named
from casework.fact_questions import FactAsk
from casework.protocol_check_facts import BUILT_IN
from casework.protocol_model import Part
from casework.wording import Wording, wording

_BUILT_IN_QUESTIONS = ("severity", "online", "step_blocked")
"""Facts that every case has, for which a protocol declares no question of its own; asked where it uses them."""

_IN_A_ROW = 4


def facts_asked(case: Case, declared: tuple[FactAsk, ...]) -> tuple[FactAsk, ...]:
    """The protocol's questions, and those about built-in facts on which something depends that is open now."""
    if case.is_closed:
        return ()
    known, used = case.facts(), set(_facts_used(case))
    asked = {one.fact for one in declared}
    more = tuple(
        FactAsk(fact, _question(fact), case.step.lead, _values(fact), known.get(fact), needs_reason=fact == "severity")
        for fact in _BUILT_IN_QUESTIONS
        if fact in used and fact not in asked
    )
    return (*declared, *more)


def facts_message(scene: CardScene) -> Message:
    """Each question with what is known now; a question is longer than a button, so the buttons hold numbers."""
    lines = [phrase("facts-title", number=scene.number), *(_line(scene, at) for at in range(len(scene.facts)))]
    buttons = [_button(scene, at) for at in range(len(scene.facts))]
    rows = [tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW)]
    rows += [(button,) for button in home_again_buttons(scene)]
    rows.append((case_button("less", scene.number, scene.revision),))
    return Message(tuple(lines), tuple(rows), protected=True)


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


def _labelled(ask: FactAsk) -> Iterator[tuple[Scalar, Words]]:
    for value, label in ask.values:
        yield value, label or phrase(f"fact-{ask.fact.replace('_', '-')}-{value}")


def _line(scene: CardScene, at: int) -> Words:
    ask = scene.facts[at]
    words: list[Words] = [phrase("facts-line", place=at + 1, what=label_words(ask.label))]
    words.append(phrase("facts-known", answer=value_words(ask, ask.current)))
    if not scene.may(ask.by):
        words.append(phrase("facts-by", who=scene.title_of(ask.by)))
    return in_lines(words) or ""


def _button(scene: CardScene, at: int) -> Button:
    return case_button(Act.FACT, scene.number, scene.revision, at, label=phrase("facts-button", place=at + 1))


def _question(fact: str) -> Wording:
    return wording(f"fact-{fact.replace('_', '-')}")


def _values(fact: str) -> tuple[tuple[Scalar, str], ...]:
    """A built-in fact that is no yes or no has its words in the texts."""
    values = BUILT_IN[fact] or ()
    return () if True in values else tuple((value, "") for value in values)


def _facts_used(case: Case) -> Iterator[str]:
    """The facts on which the step's actions and the means of the protocol depend."""
    parts: tuple[Part, ...] = (case.step, *case.protocol.interventions)
    conditions: list[Condition | None] = [action.when for part in parts for action in part.all_actions]
    conditions += [one for means in case.protocol.interventions for one in (means.trigger, means.when)]
    for condition in conditions:
        yield from facts_named(condition)
