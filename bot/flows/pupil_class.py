"""In which class a pupil of a case is: the class of the case in one tap, another one from the grid.

`classes` are the school's, each [id, label]; `own_class` is that of the case, empty while nobody knows it.
"""

from bot.flows.case_questions import case_parts
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, answered
from bot.flows.words import phrase

_NOT_KNOWN = "unknown"
_SOME_OTHER = "?"

CASE_HAS_CLASS = Condition("class known", lambda scene: bool(scene.answers.get("own_class")))
SCHOOL_HAS_CLASSES = Condition("class not known", lambda scene: bool(scene.answers.get("classes")))


def class_in(answers: Answers) -> str | None:
    """The class that was chosen; None for that of the case, and while nobody knows that either."""
    chosen = answers.get("case_which_class")
    if chosen is None or answers.get("case_class") == "same":
        return None
    if chosen != _NOT_KNOWN:
        return str(chosen)
    return some_other_class(str(answers.get("pupil", ""))) if answers.get("own_class") else None


def some_other_class(pupil: str) -> str:
    """Another class than that of the case, of which nobody knows which it is.

    To the case engine a pupil without a class is in that of the case; so this is a class of the pupil's own, which no
    school has: nobody is its coach, and nobody else is in it.
    """
    return f"{_SOME_OTHER}{pupil}"


def class_known(class_id: str | None) -> bool:
    """Whether this is a class of a school."""
    return class_id is not None and not class_id.startswith(_SOME_OTHER)


def _class_options(scene: Scene) -> tuple[Option, ...]:
    own = dict(scene.answers.get("classes", [])).get(scene.answers.get("own_class"), "")
    same = Option("same", phrase("case-class-same", label=own), wide=True)
    return (same, Option("other", phrase("case-class-other"), wide=True))


def _grid(scene: Scene) -> tuple[Option, ...]:
    """Without the class of the case, of which was just said that it is not that one."""
    own = scene.answers.get("own_class")
    classes = tuple(Option(one[0], one[1]) for one in scene.answers.get("classes", []) if one[0] != own)
    return (*classes, Option(_NOT_KNOWN, phrase("staff-class-unknown"), wide=True))


AFTER_NAME = (
    Branch("case_class", CASE_HAS_CLASS),
    Branch("case_which_class", SCHOOL_HAS_CLASSES),
    Branch(None),
)
"""Where the question for a pupil's name leads to."""

CLASS_QUESTIONS = (
    Question(
        "case_class",
        Kind.CHOICE,
        (Branch(None, answered("case_class", "same")), Branch("case_which_class")),
        options=_class_options,
        parts=case_parts,
        keeps_answer=False,
    ),
    Question(
        "case_which_class",
        Kind.CHOICE,
        (Branch(None),),
        options=_grid,
        parts=case_parts,
        columns=4,
        keeps_answer=False,
    ),
)
