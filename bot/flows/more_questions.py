"""What a reporter may still tell: pictures, by whom, where, since when, and what they would like.

The question whether somebody is naked in a picture comes before any picture can be sent (design 4.9).
"""

from dataclasses import replace
from typing import Any

from bot.flows.concern_question import concern_options, concern_parts, record_concern
from bot.flows.question import Branch, Condition, Kind, Option, Question, Scene, answered
from bot.flows.words import phrase

MORE_PLACES = ("class", "hallway", "yard", "changing_room", "way_home", "phone")
SINCE = ("today", "week", "weeks", "months")
WISHES = ("stop", "talk", "listen", "safe")


def _choices(question: str, *names: str) -> tuple[Option, ...]:
    prefix = question.replace("_", "-")
    return tuple(Option(name, phrase(f"{prefix}-{name.replace('_', '-')}"), wide=True) for name in names)


def _nude_options(scene: Scene) -> tuple[Option, ...]:
    return _choices("nude", "no", "yes", "unknown", "none")


def _where_options(scene: Scene) -> tuple[Option, ...]:
    return _choices("where", *MORE_PLACES)


def _since_options(scene: Scene) -> tuple[Option, ...]:
    return _choices("since", *SINCE)


def _wish_options(scene: Scene) -> tuple[Option, ...]:
    return _choices("wish", *WISHES)


def _record_spoken(question: Question, scene: Scene, value: str) -> dict[str, object]:
    """Stores the words of a tapped option, so that whoever reads sees words and no ids."""
    labels = {option.id: option.label for option in question.options(scene)}
    words = scene.facts.spoken(labels[value]) if value in labels else value
    return {**scene.answers, question.id: words}


def more_questions(after: Branch | tuple[Branch, ...], *, clear_up: Condition | None = None) -> tuple[Question, ...]:
    """The questions; when they are done the conversation goes on as `after` says.

    Where `clear_up` ("a member of staff was named") holds, an answer in words is followed by "is it about …?".
    """
    ending = after if isinstance(after, tuple) else (after,)
    texts = (
        Question("by_whom", Kind.TEXT, (Branch("where"),), max_length=2000, may_skip=True),
        Question("where", Kind.TEXT, (Branch("since"),), options=_where_options, record=_record_spoken, **_LONG),
        Question("since", Kind.TEXT, (Branch("wish"),), options=_since_options, record=_record_spoken, **_LONG),
        Question("wish", Kind.TEXT, ending, options=_wish_options, record=_record_spoken, **_LONG),
    )
    asked = texts if clear_up is None else tuple(q for text in texts for q in _clearing_up(text, clear_up))
    return (*_PICTURE_QUESTIONS, *asked)


_LONG: dict[str, Any] = {"max_length": 2000, "may_skip": True}

_PICTURE_QUESTIONS = (
    Question(
        "nude",
        Kind.CHOICE,
        (
            Branch("pictures", answered("nude", "no")),
            Branch("nude_help", answered("nude", "yes", "unknown")),
            Branch("by_whom"),
        ),
        options=_nude_options,
    ),
    Question("nude_help", Kind.CHOICE, (Branch("by_whom"),), options=lambda scene: _choices("nude-help", "on")),
    Question("pictures", Kind.PICTURES, (Branch("by_whom"),)),
)


def _clearing_up(question: Question, clear_up: Condition) -> tuple[Question, Question]:
    """The question, and the one whether it is about the member of staff who was named in the answer."""
    concern = f"{question.id}_concern"
    return (
        replace(question, branches=(Branch(concern, clear_up), *question.branches)),
        Question(
            concern,
            Kind.CHOICE,
            (Branch(concern, clear_up), *question.branches),
            options=concern_options,
            parts=concern_parts,
            record=record_concern,
        ),
    )
