"""The names of pupils that nobody gave yet, asked for before a report is made in which they may stand."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, answered, flow_of
from bot.flows.words import Words, phrase

WITHOUT = "no-name"
"""The option with which somebody goes on without the names that are still asked for."""


@dataclass(frozen=True)
class ReportNamesFacts:
    """The conversation looks at nothing but what it began with: `asks`, the reference of each pupil and its label."""

    spoken: Callable[[Words], str]


def _asked_now(answers: Answers) -> tuple[str, str] | None:
    given = answers.get("names", {})
    return next(((str(pupil), str(label)) for pupil, label in answers.get("asks", ()) if pupil not in given), None)


def _parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = _asked_now(scene.answers)
    return (phrase("ask-report-name", pupil="" if asked is None else asked[1]),)


def _options(scene: Scene) -> tuple[Option, ...]:
    return (Option(WITHOUT, phrase("report-name-without"), wide=True),)


def _record(question: Question, scene: Scene, value: str) -> Answers:
    asked = _asked_now(scene.answers)
    if value == WITHOUT or asked is None:
        return {**scene.answers, question.id: WITHOUT}
    return {**scene.answers, question.id: "", "names": {**scene.answers.get("names", {}), asked[0]: value.strip()}}


def _without_last_name(answers: Answers) -> Answers:
    """Back at the name that was given last."""
    names = dict(answers.get("names", {}))
    if names:
        names.popitem()
    return {**answers, "names": names, "report_name": ""}


REPORT_NAMES = flow_of(
    "case-report-names",
    "report_name",
    Question(
        "report_name",
        Kind.TEXT,
        (
            Branch(None, answered("report_name", WITHOUT)),
            Branch("report_name", Condition("more to ask", lambda scene: _asked_now(scene.answers) is not None)),
            Branch(None),
        ),
        options=_options,
        parts=_parts,
        record=_record,
        max_length=120,
        keeps_answer=False,
        repeats=True,
        take_back=_without_last_name,
    ),
)
