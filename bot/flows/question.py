"""The table of questions that a conversation is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from bot.flows.words import Words, phrase

Answers = Mapping[str, Any]


class Kind(StrEnum):
    CHOICE = "choice"
    TEXT = "text"
    PICTURES = "pictures"


@dataclass(frozen=True)
class Scene:
    """What a question may look at: the answers so far and the facts of this moment."""

    answers: Answers
    facts: Any


@dataclass(frozen=True)
class Option:
    """One answer that can be tapped. `id` is short and holds no name: it travels in the button's data.
    A `wide` option has a row of its own. `also` are other words that may be typed for it. `whole` are the words of
    which `label` is as much as fits a button."""

    id: str
    label: Words
    wide: bool = False
    also: Words | None = None
    whole: Words | None = None


@dataclass(frozen=True)
class Condition:
    """A named yes-or-no about a scene; the name is what the diagram shows."""

    name: str
    holds: Callable[[Scene], bool]


def answered(question: str, *values: str) -> Condition:
    """Holds when `question` was answered with one of `values`."""
    return Condition(f"{question}: {' / '.join(values)}", lambda scene: scene.answers.get(question) in values)


ALWAYS = Condition("", lambda scene: True)
NEVER = Condition("never", lambda scene: False)


def both(one: Condition, other: Condition) -> Condition:
    """Holds when both do."""
    name = ", ".join(condition.name for condition in (one, other) if condition.name)
    return Condition(name, lambda scene: one.holds(scene) and other.holds(scene))


@dataclass(frozen=True)
class Branch:
    """Where the conversation goes next: question `to`, or the end of the flow when it is None."""

    to: str | None
    when: Condition = ALWAYS


@dataclass(frozen=True)
class Detour:
    """A question that has to be answered before another one may be put."""

    to: str
    when: Condition


def _no_options(scene: Scene) -> tuple[Option, ...]:
    return ()


def _text_of(question: "Question", scene: Scene) -> tuple[Words, ...]:
    return (phrase(f"ask-{question.id.replace('_', '-')}"),)


def _no_promise(scene: Scene) -> str:
    return ""


def _no_ticks(scene: Scene, option: str) -> Answers | None:
    return None


def _nothing_refused(_scene: Scene, _words: str) -> Words | None:
    return None


def _nothing_taken_back(answers: Answers) -> Answers:
    return answers


@dataclass(frozen=True)
class Question:
    """One question: how it is put, what may be answered, and what comes next.

    `parts` gives the paragraphs, by default the text `ask-<id>`; `record` turns an answer into the new
    answers, by default it stores the option's id or the text under the question's id. A long list of options
    is shown `page_size` at a time in `columns`. `extra_text` names the answer to which a typed message is added
    when this question wanted a tap. A summary is where a change leads back to: what was answered already is not
    asked again on the way. A question that is asked anew offers to keep its earlier answer, unless `keeps_answer`
    is off. `detour` comes first wherever its condition holds. A question that no longer `applies` is passed over on
    the way back; `take_back` drops what it added to the answers. `promise` is what its screen says will happen:
    when that has changed by the time of the answer, it is put again under the text `promise_changed`. `toggle` gives
    the answers after a tap that only puts or takes away a tick, None for a tap that answers: the question stays.
    A question that `repeats` asks several things one after the other; each of them is on the way back.
    `undone_by_back` are the options that begin a change: who goes back from it to this question takes it back. `moves`
    tells of an option from which answer to the end of which other it moves the words. `refuses` says why something
    typed is no answer to a question for text, None for what is one: those words go to `extra_text`, if there is one.
    `closed_parts` are the paragraphs that stay once it is answered, where some are there for who chooses. With
    `wants_tap` a bare yes or no that taps no button tells nothing, whatever `extra_text` is. While a question for text
    `goes_on`, what is typed comes after what its answer holds already.
    """

    id: str
    kind: Kind
    branches: tuple[Branch, ...]
    options: Callable[[Scene], tuple[Option, ...]] = _no_options
    parts: Callable[["Question", Scene], tuple[Words, ...]] = _text_of
    record: Callable[["Question", Scene, str], Answers] | None = None
    columns: int = 1
    page_size: int = 60
    may_skip: bool = False
    max_length: int = 6000
    extra_text: str | None = None
    keeps_answer: bool = True
    is_summary: bool = False
    repeats: bool = False
    starts_change: bool = False
    detour: Detour | None = None
    applies: Condition = ALWAYS
    take_back: Callable[[Answers], Answers] = _nothing_taken_back
    promise: Callable[[Scene], str] = _no_promise
    promise_changed: str = "promise-changed"
    picture_refusal: str = "refuse-picture-now"
    file_refusal: str = "refuse-file"
    toggle: Callable[[Scene, str], Answers | None] = _no_ticks
    undone_by_back: frozenset[str] = frozenset()
    moves: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    refuses: Callable[[Scene, str], Words | None] = _nothing_refused
    closed_parts: Callable[["Question", Scene], tuple[Words, ...]] | None = None
    wants_tap: bool = False
    goes_on: Condition = NEVER


@dataclass(frozen=True)
class Flow:
    """A conversation: its questions by id, and the first one."""

    id: str
    first: str
    questions: Mapping[str, Question] = field(default_factory=dict)

    def next_after(self, question: str, scene: Scene) -> str | None:
        """The question after this one; None at the end. Raises LookupError when no branch holds."""
        for branch in self.questions[question].branches:
            if branch.when.holds(scene):
                return branch.to
        raise LookupError(f"no branch of {self.id}.{question} holds")


def in_words_only(flow: Flow) -> Flow:
    """The same conversation where no question asks for pictures, also not further on: none are promised there."""

    def without(question: Question) -> Question:
        return replace(question, picture_refusal="refuse-picture-ever", file_refusal="refuse-file-ever")

    return replace(flow, questions={name: without(question) for name, question in flow.questions.items()})


def flow_of(flow_id: str, first: str, *questions: Question) -> Flow:
    return Flow(flow_id, first, {question.id: question for question in questions})
