"""What a reporter may still tell: pictures, by whom, where, since when, and what they would like.

The question whether somebody is naked in a picture comes before any picture can be sent (design 4.9).
"""

from dataclasses import replace
from typing import Any

from bot.flows.concern_question import asks_concern, concern_question
from bot.flows.engine import MORE_WORDS
from bot.flows.help_lines import nude_help_parts
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, answered, both
from bot.flows.staff_questions import asks_kind, sexual_question
from bot.flows.words import Phrase, phrase

MORE_PLACES = ("class", "hallway", "yard", "changing_room", "way_home", "phone")
SINCE = ("today", "week", "weeks", "months")
WISHES = ("stop", "talk", "listen", "safe")
NOBODY_NAKED, SOMEBODY_NAKED = ("no",), ("yes", "unknown")


def more_questions(after: tuple[Branch, ...], *, asks_at_once: bool) -> tuple[Question, ...]:
    """The questions; when they are done the conversation goes on as `after` says.

    With `asks_at_once` an answer that names a member of staff is followed by "is it about …?" directly, and by whether
    it is sexual when it is; so are words that may be sexual in what is about staff already.
    """
    texts = (
        Question("by_whom", Kind.TEXT, (Branch("where"),), may_skip=True),
        Question("where", Kind.TEXT, (Branch("since"),), options=_where_options, record=_record_spoken, may_skip=True),
        Question("since", Kind.TEXT, (Branch("wish"),), options=_since_options, record=_record_spoken, may_skip=True),
        Question("wish", Kind.TEXT, after, options=_wish_options, record=_record_spoken, may_skip=True),
    )
    asked = tuple(one for text in texts for one in clearing_up(text)) if asks_at_once else texts
    return (*_PICTURE_QUESTIONS, *asked)


def unanswered_branches() -> tuple[Branch, ...]:
    """To the first of the questions that was neither answered nor passed, those that clear up an answer among them;
    nowhere when none is left."""
    who = both(_not_answered("by_whom"), _not_answered("where"))
    return (
        Branch("nude", _not_answered("nude")),
        Branch("pictures", both(answered("nude", *NOBODY_NAKED), who)),
        *(Branch(one.to, both(one.when, who)) for one in _ON),
        Branch("by_whom_concern", asks_concern),
        Branch("by_whom_sexual", asks_kind),
        *(Branch(one, _not_answered(one)) for one in ("where", "since", "wish")),
    )


def _not_answered(question: str) -> Condition:
    return Condition(f"{question} not asked yet", lambda scene: question not in scene.answers)


def clearing_up(question: Question) -> tuple[Question, Question, Question]:
    """The question, the one whether it is about the member of staff who was named in the answer, and the one whether
    that is sexual, which decides who reads it."""
    concern, sexual = f"{question.id}_concern", f"{question.id}_sexual"
    kind = (Branch(sexual, asks_kind), *question.branches)
    cleared = (Branch(concern, asks_concern), *kind)
    asked = concern_question(concern, kind, MORE_WORDS)
    return replace(question, branches=cleared), asked, sexual_question(sexual, cleared, extra_text=MORE_WORDS)


_who_is_said = Condition("staff, who is said", lambda scene: "staff_who" in scene.answers)
_ON = (Branch("where", _who_is_said), Branch("by_whom"))


def _choices(prefix: str, *names: str) -> tuple[Option, ...]:
    return tuple(Option(name, phrase(f"{prefix}-{name.replace('_', '-')}"), wide=True) for name in names)


def _nude_options(scene: Scene) -> tuple[Option, ...]:
    also = {"no": phrase("staff-no"), "yes": phrase("staff-yes")}
    options = _choices("nude", *NOBODY_NAKED, *SOMEBODY_NAKED, "none")
    return tuple(replace(option, also=also.get(option.id)) for option in options)


def _where_options(scene: Scene) -> tuple[Option, ...]:
    return _choices("where", *MORE_PLACES)


def _since_options(scene: Scene) -> tuple[Option, ...]:
    return _choices("since", *SINCE)


def _wish_options(scene: Scene) -> tuple[Option, ...]:
    return _choices("wish", *WISHES)


def _record_nude(question: Question, scene: Scene, value: str) -> Answers:
    """Who says afterwards that somebody is naked in it takes back what was sent: the front desk removes it."""
    kept = {name: answer for name, answer in scene.answers.items() if name != "pictures" or value in NOBODY_NAKED}
    return {**kept, question.id: value}


def told_of_nude(answers: Answers) -> tuple[Phrase, ...]:
    """What whoever reads the report must know of a picture that is not sent: somebody is, or may be, naked in it
    (AX-17)."""
    said = answers.get("nude")
    return (phrase(f"told-nude-{said}"),) if said in SOMEBODY_NAKED else ()


def _record_spoken(question: Question, scene: Scene, value: str) -> dict[str, Any]:
    """Stores the words of a tapped option, so that whoever reads sees words and no ids."""
    labels = {option.id: option.label for option in question.options(scene)}
    words = scene.facts.spoken(labels[value]) if value in labels else value
    return {**scene.answers, question.id: words}


_PICTURE_QUESTIONS = (
    Question(
        "nude",
        Kind.CHOICE,
        (
            Branch("pictures", answered("nude", *NOBODY_NAKED)),
            Branch("nude_help", answered("nude", *SOMEBODY_NAKED)),
            *_ON,
        ),
        options=_nude_options,
        record=_record_nude,
        extra_text=MORE_WORDS,
        picture_refusal="refuse-picture-ask-first",
    ),
    Question(
        "nude_help",
        Kind.CHOICE,
        _ON,
        options=lambda scene: _choices("nude-help", "on"),
        parts=nude_help_parts,
        extra_text=MORE_WORDS,
        keeps_answer=False,
        picture_refusal="refuse-picture-nude",
    ),
    Question("pictures", Kind.PICTURES, _ON, extra_text=MORE_WORDS, keeps_answer=False),
)
