"""The short conversations in which somebody tells which pupil it is: to whom it happens, or another in the case."""

from dataclasses import replace

from bot.flows.case_questions import case_parts, choice_question, fixed, given, words_question
from bot.flows.pupil_class import AFTER_NAME, CLASS_QUESTIONS
from bot.flows.question import Answers, Branch, Condition, Kind, Question, Scene, answered, flow_of
from bot.flows.words import Words, phrase
from casework.names import words_of
from casework.pupil_names import joins_two_names

_MAY_BE_SEVERAL = Condition("may be two names", lambda scene: joins_two_names(str(scene.answers.get("case_name", ""))))
_ASKS_WHETHER_SEVERAL = Branch("case_several", _MAY_BE_SEVERAL)

_NAME = replace(
    words_question("case_name", most=120), branches=(_ASKS_WHETHER_SEVERAL, *AFTER_NAME), keeps_answer=False
)

_SEVERAL = choice_question(
    "case_several",
    Branch("case_name", answered("case_several", "again")),
    *AFTER_NAME,
    options=fixed("case-several", "again", "one"),
)
"""Each pupil is added apart: a name that joins two is asked about once, and nothing is lost when it is one."""

_REPLACES = Condition(
    "another than before", lambda scene: scene.answers.get("case_who") in scene.answers.get("another", {})
)


def _another_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """What follows when it is another pupil than was said before."""
    follows = scene.answers["another"][scene.answers["case_who"]]
    lines = "\n".join((scene.facts.spoken(phrase("case-another-head")), *follows))
    return (*((lines,) if follows else ()), phrase("ask-case-another"))


def _sure_first(question: Question) -> Question:
    """The question; where it is the last one, whoever names another pupil than before is asked whether that is so."""
    branches: list[Branch] = []
    for branch in question.branches:
        if branch.to is None:
            branches.append(Branch("case_another", _both(branch.when, _REPLACES)))
        branches.append(branch)
    return replace(question, branches=tuple(branches))


def _both(one: Condition, other: Condition) -> Condition:
    name = ", ".join(part for part in (one.name, other.name) if part)
    return Condition(name, lambda scene: one.holds(scene) and other.holds(scene))


def _who_it_is(question: Question, scene: Scene, value: str) -> Answers:
    """The answer after a tap, which says that it is not whom was named before, or after a name was typed.

    Who types the name of the reporter means the reporter, and is asked whether that is so.
    """
    if value in {option.id for option in given(scene)}:
        return {**{name: said for name, said in scene.answers.items() if name != _NAME.id}, question.id: value}
    if scene.answers.get("case_self") != "no" and _is_one_name(value, str(scene.answers.get("own_name", ""))):
        return {**scene.answers, question.id: "self"}
    return {**scene.answers, question.id: "other", _NAME.id: value}


def _is_one_name(one: str, other: str) -> bool:
    """Whether these may be the name of one person, also when one of them is the first name alone."""
    words, others = set(words_of(one)), set(words_of(other))
    return bool(words and others) and (words <= others or others <= words)


_IS_REPORTER = Branch("case_self", answered("case_who", "self"))
_IS_ANOTHER_UNNAMED = Branch(_NAME.id, Condition("no name yet", lambda scene: not scene.answers.get(_NAME.id)))

IDENTIFY = flow_of(
    "case-identify",
    "case_who",
    Question(
        "case_who",
        Kind.TEXT,
        (_IS_REPORTER, _IS_ANOTHER_UNNAMED, _ASKS_WHETHER_SEVERAL, *AFTER_NAME),
        options=given,
        parts=case_parts,
        record=_who_it_is,
        max_length=_NAME.max_length,
        keeps_answer=False,
    ),
    choice_question(
        "case_self",
        Branch("case_another", _both(answered("case_self", "yes"), _REPLACES)),
        Branch(None, answered("case_self", "yes")),
        Branch("case_who"),
        options=fixed("case-self", "yes", "no"),
    ),
    *map(_sure_first, (_NAME, _SEVERAL, *CLASS_QUESTIONS)),
    choice_question(
        "case_another",
        Branch(None),
        options=fixed("case-another", "yes", "no"),
        parts=_another_parts,
    ),
)

PUPIL = flow_of(
    "case-pupil",
    "case_party",
    Question(
        "case_party",
        Kind.CHOICE,
        (Branch("case_name"),),
        options=fixed("case-party", "bully", "follower", "bystander"),
    ),
    _NAME,
    _SEVERAL,
    *CLASS_QUESTIONS,
)
