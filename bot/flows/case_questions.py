"""What the short conversations about a case are made of: questions for days, words and reasons, and their answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene
from bot.flows.typed_days import typed_day
from bot.flows.words import Words, phrase

RECENT_DAYS = {"today": 0, "yesterday": 1}
RECENT_OPTIONS = (Option("today", phrase("case-day-today")), Option("yesterday", phrase("case-day-yesterday")))


@dataclass(frozen=True)
class OpenWork:
    """What is still open, and what stands: a line for each, "" when nothing is. `needs_why` tells that work is left
    undone; what runs ends with the case, and an entry for the school's own system is asked for afterwards too. `told`
    counts what came in from reporters, as far as who asks may see it."""

    lines: str = ""
    needs_why: bool = False
    told: int = 0


_LONGEST_DAY = 60


def _nothing_to_say(answers: Answers) -> Words | None:
    return None


def _the_same(day: date) -> date:
    return day


def _the_very_last(start: date, _least: int, most: int) -> date:
    return start + timedelta(days=most)


@dataclass(frozen=True)
class CaseFacts:
    """What a conversation about a case may look at.

    `months` are the twelve names of the months; `refusal` tells why a case would refuse these answers, `warning`
    which wish of the protocol they pass by, or None. `reported_on` is the day on which the case began: an earlier one
    is asked for twice. `open_work` is what closing the case at this moment would leave, where that is asked about.
    `school_day` gives the first day from the one given on which the school is open, `last_day` the last one on which it
    is from a number of calendar days after a day up to another.
    """

    spoken: Callable[[Words], str]
    today: date
    months: tuple[str, ...]
    refusal: Callable[[Answers], Words | None]
    warning: Callable[[Answers], Words | None] = _nothing_to_say
    reported_on: date | None = None
    open_work: OpenWork = OpenWork()
    school_day: Callable[[date], date] = _the_same
    last_day: Callable[[date, int, int], date] = _the_very_last


HAS_PROBLEM = Condition("cannot be", lambda scene: bool(scene.answers.get("problem")))
NEEDS_REASON = Condition("needs a reason", lambda scene: bool(scene.answers.get("needs_reason")))


def given_option(option_id: str, value: str, label: str, whole: str | None = None) -> list[str]:
    """One of the `options` with which a flow starts; the id is short and holds no name. `whole` is the answer of which
    the label is too short to hold all."""
    return [option_id, value, label, *(() if whole is None else (whole,))]


def case_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Why the last answer could not be taken, what it is about, and the question itself."""
    own = phrase(f"ask-{question.id.replace('_', '-')}")
    told = (scene.answers.get("problem"), scene.answers.get("about"), own)
    return tuple(part for part in told if part)


def choice_question(question_id: str, *branches: Branch, **more: Any) -> Question:
    """A question that is answered with a tap, and each time anew: an earlier answer is not offered again."""
    return Question(question_id, Kind.CHOICE, branches, keeps_answer=False, **{"parts": case_parts, **more})


def listed_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """As `case_parts`, with the answers that are too long for a button under it, for who has to choose."""
    return (*case_parts(question, scene), *scene.answers.get("listed", []))


def given(scene: Scene) -> tuple[Option, ...]:
    return tuple(
        Option(one[0], one[2], wide=True, whole="".join(one[3:]) or None) for one in scene.answers.get("options", [])
    )


def given_value(scene: Scene, option_id: str) -> str:
    return next((str(one[1]) for one in scene.answers.get("options", []) if one[0] == option_id), option_id)


def fixed(prefix: str, *names: str) -> Callable[[Scene], tuple[Option, ...]]:
    options = tuple(Option(name, phrase(f"{prefix}-{name}"), wide=True) for name in names)
    return lambda scene: options


def judged(scene: Scene, answers: dict[str, Any]) -> Answers:
    """The answers, with the reason in `problem` when the case would refuse them, and in `warned` what they pass by."""
    refused = scene.facts.refusal(answers)
    if refused is not None:
        return {**answers, "problem": scene.facts.spoken(refused), "warned": ""}
    warned = scene.facts.warning(answers)
    return {**answers, "problem": "", "warned": "" if warned is None else scene.facts.spoken(warned)}


def interval_words(days: int) -> Words:
    """How often something comes that comes back after so many calendar days."""
    if days % 7 == 0:
        return phrase("case-every-weeks", weeks=days // 7)
    return phrase("case-every-days", days=days)


def interval_option(days: int) -> Words:
    """The same on a button that offers it."""
    if days % 7 == 0:
        return phrase("case-pick-weeks", weeks=days // 7)
    return phrase("case-pick-days", days=days)


def span_words(days: int) -> Words:
    """A span of so many calendar days."""
    return phrase("case-weeks", weeks=days // 7) if days % 7 == 0 and days else phrase("case-days", days=days)


def read_day(scene: Scene, value: str) -> date | None:
    """The day that was tapped or typed; None when the words say none."""
    today: date = scene.facts.today
    if value in RECENT_DAYS:
        return today - timedelta(days=RECENT_DAYS[value])
    offered = given_value(scene, value)
    if value.startswith("d") and offered != value:
        return date.fromisoformat(offered)
    return typed_day(value, today, scene.facts.months)


def record_day(question: Question, scene: Scene, value: str) -> Answers:
    day = read_day(scene, value)
    if day is None:
        return {**scene.answers, "problem": scene.facts.spoken(phrase("case-no-day"))}
    reported, early = scene.facts.reported_on, day.isoformat()
    if question.id == "case_day" and reported is not None and day < reported and scene.answers.get("early") != early:
        return {**scene.answers, "early": early, "problem": scene.facts.spoken(phrase("case-before-report"))}
    return judged(scene, {**scene.answers, question.id: day.isoformat(), "weeks": 0})


def _too_long_for_a_day(scene: Scene, words: str) -> Words | None:
    """Whole sentences are told that a day is asked, not how many signs fit."""
    return phrase("case-no-day") if len(words) > _LONGEST_DAY else None


def day_question(question_id: str, *branches: Branch, **more: Any) -> Question:
    """A question for a day, asked again while the case would refuse it."""
    return Question(
        question_id,
        Kind.TEXT,
        (Branch(question_id, HAS_PROBLEM), *branches),
        refuses=_too_long_for_a_day,
        keeps_answer=False,
        **{"parts": case_parts, **more},
    )


def was_on(*branches: Branch, **more: Any) -> Question:
    """When something was: today, yesterday, or another day that is typed."""
    more = {"options": lambda scene: RECENT_OPTIONS, **more}
    return day_question("case_day", *branches, columns=2, record=record_day, **more)


def words_question(question_id: str, *, skip: bool = False, most: int = 2000) -> Question:
    """A question that is answered in one's own words, and with which the flow ends."""
    return Question(question_id, Kind.TEXT, (Branch(None),), parts=case_parts, may_skip=skip, max_length=most)


NOTE = words_question("case_note", skip=True)
REASON_WORDS = words_question("case_reason")
YES_NO = fixed("case-answer", "yes", "no")
