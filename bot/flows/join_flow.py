"""Saying that a case is about the same as another one: this one is closed as double, the other one goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.flows.case_questions import choice_question, fixed, given, given_value
from bot.flows.question import Answers, Branch, Condition, Option, Question, Scene, answered, flow_of
from bot.flows.words import Words, phrase


@dataclass(frozen=True)
class UnclearPupil:
    """A pupil of the case that closes, of whom nobody knows whether the other case has them already.

    `about` says which pupil it is, without a name; `options` are [id, value, label].
    """

    pupil: str
    about: Words
    options: tuple[tuple[str, str, Words], ...]


@dataclass(frozen=True)
class JoinFacts:
    """What joining two cases may look at: `unclear` are the pupils to ask about, once it is known which cases."""

    spoken: Callable[[Words], str]
    unclear: tuple[UnclearPupil, ...] = ()


def _to_ask(scene: Scene) -> list[UnclearPupil]:
    facts: JoinFacts = scene.facts
    return [one for one in facts.unclear if one.pupil not in scene.answers.get("said", {})]


_UNCLEAR = Condition("a pupil is not clear", lambda scene: bool(_to_ask(scene)))
_SURE_AND_UNCLEAR = Condition(
    "yes, and a pupil is not clear", lambda scene: scene.answers.get("join_sure") == "yes" and bool(_to_ask(scene))
)


def _same_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = _to_ask(scene)[:1]
    return (*(one.about for one in asked), phrase("ask-join-same"))


def _same_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(one[0], one[2], wide=True) for asked in _to_ask(scene)[:1] for one in asked.options)


def _record_same(question: Question, scene: Scene, value: str) -> Answers:
    said: dict[str, Any] = dict(scene.answers.get("said", {}))
    for asked in _to_ask(scene)[:1]:
        said[asked.pupil] = next(one[1] for one in asked.options if one[0] == value)
    return {**scene.answers, "said": said}


def _record_other(question: Question, scene: Scene, value: str) -> Answers:
    return {**scene.answers, "other": given_value(scene, value), "said": {}}


def _sure_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """What is still open in the case that closes, which case goes on, and in which step that one is."""
    left, other = scene.answers.get("open_work"), int(scene.answers["other"])
    step = scene.answers.get("steps", {}).get(str(other))
    told = (str(left),) if left else ()
    goes_on = () if step is None else (phrase("join-other-step", other=other, step=step),)
    return (*told, *goes_on, phrase("ask-join-sure", number=int(scene.answers["number"]), other=other))


JOIN = flow_of(
    "join",
    "join_other",
    choice_question(
        "join_other",
        Branch("join_sure"),
        options=given,
        record=_record_other,
        page_size=10,
    ),
    choice_question(
        "join_sure",
        Branch("join_same", _SURE_AND_UNCLEAR),
        Branch(None, answered("join_sure", "yes")),
        Branch("join_other"),
        options=fixed("join-sure", "yes", "no"),
        parts=_sure_parts,
    ),
    choice_question(
        "join_same",
        Branch("join_same", _UNCLEAR),
        Branch(None),
        options=_same_options,
        parts=_same_parts,
        record=_record_same,
    ),
)
