"""The short conversations in which somebody chooses when something is to be done, or does it later."""

from bot.flows.case_questions import (
    HAS_PROBLEM,
    REASON_WORDS,
    case_parts,
    choice_question,
    day_question,
    given,
    given_value,
    interval_option,
    judged,
    record_day,
)
from bot.flows.question import Answers, Branch, Condition, Option, Question, Scene, flow_of
from bot.flows.words import Words, phrase

_MAY_REPEAT = Condition("may come back", lambda scene: bool(scene.answers.get("may_repeat")))


def _record_date(question: Question, scene: Scene, value: str) -> Answers:
    """A number of weeks that was tapped, or a day that was typed."""
    weeks = given_value(scene, value)
    if value.startswith("w") and weeks.isdecimal():
        return judged(scene, {**scene.answers, "weeks": int(weeks)})
    return record_day(question, scene, value)


def _date_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """With how far ahead it may be, and what the school proposes."""
    told = (scene.answers.get("most"), scene.answers.get("proposal"))
    return (*case_parts(question, scene), *(part for part in told if part))


def _intervals(scene: Scene) -> tuple[Option, ...]:
    """Once, or every so many weeks; the spans are given in days."""
    spans = tuple(Option(f"e{days}", interval_option(days), wide=True) for days in scene.answers.get("intervals", []))
    return (*spans, Option("once", phrase("case-every-once"), wide=True))


def _record_every(question: Question, scene: Scene, value: str) -> Answers:
    return judged(scene, {**scene.answers, "every": int(value[1:]) if value != "once" else 0})


DATE = flow_of(
    "case-date",
    "case_date",
    day_question(
        "case_date",
        Branch("case_every", _MAY_REPEAT),
        Branch(None),
        options=given,
        parts=_date_parts,
        record=_record_date,
    ),
    choice_question(
        "case_every",
        Branch("case_every", HAS_PROBLEM),
        Branch(None),
        options=_intervals,
        record=_record_every,
    ),
)

POSTPONE = flow_of(
    "case-postpone",
    "case_until",
    day_question("case_until", Branch("case_reason"), options=given, record=record_day),
    REASON_WORDS,
)
