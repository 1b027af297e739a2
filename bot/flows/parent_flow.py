"""Contact with parents, as tables: how they were reached and what they think, and a text that is meant for them.

No text is ever sent to parents by the bot. What a text for the parents of one pupil may not hold is the name of
another pupil (AX-11, P001 N-19).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.flows.case_questions import HAS_PROBLEM, case_parts, choice_question, given_value, was_on
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, flow_of
from bot.flows.ticks import tick_options, toggled
from bot.flows.words import Words, phrase
from casework.case_commands import MarkDone
from casework.parent_draft import may_be_ordinary

CHANNELS = ("phone", "mail", "letter", "talk")
LONGEST_TEXT = 3500


@dataclass(frozen=True)
class EarlierWords:
    """Something that was written before and may go into a text: its button says when, `text` is put in whole."""

    id: str
    label: Words
    text: str


@dataclass(frozen=True)
class ParentTextFacts:
    """What writing a text for parents may look at.

    `named` tells which pieces of a text name another pupil than this one (a reference), but for the pieces that are
    ordinary words there; `earlier` what was written before about the parents of a pupil.
    """

    spoken: Callable[[Words], str]
    named: Callable[[str, str, tuple[str, ...]], tuple[str, ...]]
    earlier: Callable[[str], tuple[EarlierWords, ...]]


def contact_command(answers: Answers, view: str | None) -> MarkDone:
    """What was noted about the contact as a command; `view` is the reference of what the parents think."""
    return MarkDone(
        str(answers["what"]),
        date.fromisoformat(answers["case_day"]),
        answers.get("text") or None,
        tuple(answers.get("pupils", ())),
        answers.get("parents_channel"),
        view,
    )


def _record_pupils(question: Question, scene: Scene, value: str) -> Answers:
    if scene.answers.get("pupils"):
        return {**scene.answers, "problem": ""}
    return {**scene.answers, "problem": scene.facts.spoken(phrase("parents-of-nobody"))}


def _channel_options(scene: Scene) -> tuple[Option, ...]:
    """The way that the protocol asks for stands first."""
    asked = scene.answers.get("channel")
    first = (asked,) if asked else ()
    return tuple(Option(one, phrase(f"parents-by-{one}"), wide=True) for one in dict.fromkeys((*first, *CHANNELS)))


def _channel_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = scene.answers.get("channel")
    by_protocol = (phrase("parents-channel-asked", how=phrase(f"parents-by-{asked}")),) if asked else ()
    return (*case_parts(question, scene), *by_protocol)


CONTACT = flow_of(
    "parents",
    "case_day",
    choice_question(
        "parents_of",
        Branch("parents_of", HAS_PROBLEM),
        Branch("case_day"),
        options=tick_options("families", "pupils", wide=True),
        toggle=toggled("families", "pupils"),
        record=_record_pupils,
    ),
    was_on(Branch("parents_channel")),
    choice_question(
        "parents_channel",
        Branch("parents_view"),
        options=_channel_options,
        parts=_channel_parts,
    ),
    Question("parents_view", Kind.TEXT, (Branch(None),), parts=case_parts, may_skip=True, max_length=2000),
)


def ordinary_words(answers: Answers) -> tuple[str, ...]:
    """The pieces of the text of which somebody said, with a reason, that they are ordinary words there."""
    return tuple(str(one[0]) for one in answers.get("ordinary", []))


def names_in(facts: ParentTextFacts, answers: Answers) -> tuple[str, ...]:
    """The pieces of the text that still name another pupil."""
    return facts.named(str(answers.get("family", "")), str(answers.get("parent_text", "")), ordinary_words(answers))


_NAMES_SOMEBODY = Condition("names another pupil", lambda scene: bool(names_in(scene.facts, scene.answers)))
_CHANGES = Condition("another text", lambda scene: scene.answers.get("text_named") == "change")
_ORDINARY = Condition(
    "an ordinary word",
    lambda scene: scene.answers.get("text_named") == "ordinary" and bool(names_in(scene.facts, scene.answers)),
)


def _family_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(one[0], one[2], wide=True) for one in scene.answers.get("options", []))


def _record_family(question: Question, scene: Scene, value: str) -> Answers:
    return {**scene.answers, "family": given_value(scene, value)}


def _earlier(scene: Scene) -> tuple[EarlierWords, ...]:
    facts: ParentTextFacts = scene.facts
    return facts.earlier(str(scene.answers.get("family", "")))


def _earlier_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(one.id, one.label, wide=True) for one in _earlier(scene))


def _record_text(question: Question, scene: Scene, value: str) -> Answers:
    """What was written before goes through the same look for names as what is typed now."""
    earlier = {one.id: one.text for one in _earlier(scene)}
    return {**scene.answers, question.id: earlier.get(value, value), "ordinary": []}


def _named_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    found = names_in(scene.facts, scene.answers)
    if not found:
        return (phrase("parent-text-no-name-left"),)
    return (phrase("parent-text-name", name=found[0]), phrase("ask-text-named"))


def _named_options(scene: Scene) -> tuple[Option, ...]:
    """A piece as long as a whole text cannot be called an ordinary word."""
    found = names_in(scene.facts, scene.answers)
    names = ("change", "ordinary") if found and may_be_ordinary(found[0]) else ("change",)
    return tuple(Option(one, phrase(f"text-named-{one}"), wide=True) for one in (names if found else ("go-on",)))


def _record_reason(question: Question, scene: Scene, value: str) -> Answers:
    """The reason goes with the word; it has to be given again for another word."""
    found = names_in(scene.facts, scene.answers)
    passed: list[Any] = list(scene.answers.get("ordinary", []))
    kept = {name: answer for name, answer in scene.answers.items() if name != "text_named"}
    return {**kept, "ordinary": [*passed, [found[0], value]] if found else passed}


def _reason_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    found = names_in(scene.facts, scene.answers)
    return (phrase("ask-text-reason", word=found[0] if found else ""),)


PARENT_TEXT = flow_of(
    "parent-text",
    "parent_text",
    Question(
        "text_family",
        Kind.CHOICE,
        (Branch("parent_text"),),
        options=_family_options,
        parts=case_parts,
        record=_record_family,
    ),
    Question(
        "parent_text",
        Kind.TEXT,
        (Branch("text_named", _NAMES_SOMEBODY), Branch(None)),
        options=_earlier_options,
        parts=case_parts,
        record=_record_text,
        max_length=LONGEST_TEXT,
    ),
    choice_question(
        "text_named",
        Branch("parent_text", _CHANGES),
        Branch("text_reason", _ORDINARY),
        Branch("text_named", _NAMES_SOMEBODY),
        Branch(None),
        options=_named_options,
        parts=_named_parts,
    ),
    Question(
        "text_reason",
        Kind.TEXT,
        (Branch("text_named", _NAMES_SOMEBODY), Branch(None)),
        parts=_reason_parts,
        record=_record_reason,
        max_length=500,
        keeps_answer=False,
    ),
)
