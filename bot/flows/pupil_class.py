"""In which class a pupil of a case is: the class of the case in one tap, another one from the grid.

`classes` are the school's, each [id, label]; `own_class` is that of the case, empty while nobody knows it.
"""

from bot.flows.case_questions import case_parts
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, answered
from bot.flows.words import phrase

_NOT_KNOWN = "unknown"

CASE_HAS_CLASS = Condition("class known", lambda scene: bool(scene.answers.get("own_class")))
SCHOOL_HAS_CLASSES = Condition("class not known", lambda scene: bool(scene.answers.get("classes")))


def class_in(answers: Answers) -> str | None:
    """The class that was chosen; None for that of the case, and while nobody knows."""
    chosen = answers.get("case_which_class")
    return None if chosen in (None, _NOT_KNOWN) or answers.get("case_class") == "same" else str(chosen)


def _class_options(scene: Scene) -> tuple[Option, ...]:
    own = dict(scene.answers.get("classes", [])).get(scene.answers.get("own_class"), "")
    same = Option("same", phrase("case-class-same", label=own), wide=True)
    return (same, Option("other", phrase("case-class-other"), wide=True))


def _grid(scene: Scene) -> tuple[Option, ...]:
    """Without the class of the case, of which was just said that it is not that one."""
    own = scene.answers.get("own_class")
    classes = tuple(Option(one[0], one[1]) for one in scene.answers.get("classes", []) if one[0] != own)
    return classes if own else (*classes, Option(_NOT_KNOWN, phrase("staff-class-unknown"), wide=True))


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
