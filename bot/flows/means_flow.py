"""The short conversations about a means beside the steps: it starts, lasts longer, or comes less often.

What the protocol asks is given when one starts: `tickable` (the pupils who may take part), `needs_tick`, `asks_size`,
`size_may_wait` (how many take part may be said once it runs),
`asks_end`, `spans`, `min_days` and `max_days` in calendar days. Nothing here knows any protocol.
"""

from datetime import date, timedelta

from bot.flows.case_questions import (
    HAS_PROBLEM,
    NOTE,
    REASON_WORDS,
    RECENT_OPTIONS,
    case_parts,
    day_question,
    fixed,
    given,
    judged,
    read_day,
    span_words,
    was_on,
)
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, flow_of
from bot.flows.ticks import tick_options, toggled
from bot.flows.words import Words, phrase

_MOST_PUPILS = 50
_SAID_LATER = "later"

_ASKS_SIZE = Condition("asks how many", lambda scene: bool(scene.answers.get("asks_size")))
_ASKS_END = Condition("asks the last day", lambda scene: bool(scene.answers.get("asks_end")))
_WARNED = Condition("against a wish", lambda scene: bool(scene.answers.get("warned")))
_ANOTHER_SIZE = Condition("another number", lambda scene: scene.answers.get("case_size_anyway") == "no")
_ANOTHER_DAY = Condition("another day", lambda scene: scene.answers.get("case_until_anyway") == "no")


def _record_ticks(question: Question, scene: Scene, value: str) -> Answers:
    """How many take part is judged once that is known."""
    if scene.answers.get("needs_tick") and not scene.answers.get("ticked"):
        return {**scene.answers, "problem": scene.facts.spoken(phrase("case-tick-one"))}
    if scene.answers.get("asks_size"):
        return {**scene.answers, "problem": ""}
    return judged(scene, {**scene.answers})


def _size_options(scene: Scene) -> tuple[Option, ...]:
    sizes = tuple(Option(str(size), str(size)) for size in scene.answers.get("sizes", []))
    later = (Option(_SAID_LATER, phrase("case-size-later"), wide=True),) if scene.answers.get("size_may_wait") else ()
    return (*sizes, *later)


def _no_number(scene: Scene, words: str) -> Words | None:
    """That a number is asked, for whoever types anything else; None for one."""
    if words.isascii() and words.isdecimal() and 0 < int(words[:4]) <= _MOST_PUPILS:
        return None
    sizes = scene.answers.get("sizes") or [1, _MOST_PUPILS]
    waits = "yes" if scene.answers.get("size_may_wait") else "no"
    return phrase("case-no-number", least=sizes[0], most=sizes[-1], later=phrase("case-size-later"), waits=waits)


def _record_size(question: Question, scene: Scene, value: str) -> Answers:
    if value == _SAID_LATER and scene.answers.get("size_may_wait"):
        return judged(scene, {**scene.answers, "size": None, "size_open": True})
    wrong = _no_number(scene, value)
    if wrong is not None:
        return {**scene.answers, "problem": scene.facts.spoken(wrong), "warned": ""}
    return judged(scene, {**scene.answers, "size": int(value), "size_open": False})


def _size_question(*branches: Branch) -> Question:
    return Question(
        "case_size",
        Kind.TEXT,
        branches,
        options=_size_options,
        parts=case_parts,
        record=_record_size,
        refuses=_no_number,
        columns=5,
        keeps_answer=False,
    )


def _anyway(question_id: str, *branches: Branch) -> Question:
    """The protocol would rather not; one tap passes it."""
    return Question(
        question_id,
        Kind.CHOICE,
        branches,
        options=fixed("case-anyway", "yes", "no"),
        parts=_anyway_parts,
        keeps_answer=False,
    )


def _anyway_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (str(scene.answers.get("warned", "")), phrase("ask-case-anyway"))


def _counted_from(scene: Scene) -> date:
    """The day after which the spans count: when it starts, or its present end."""
    given_day = scene.answers.get("count_from")
    return date.fromisoformat(given_day) if given_day else _starts_on(scene)


def _starts_on(scene: Scene) -> date:
    """The day that was chosen; from today on a free day is the next school day, as the case takes it."""
    chosen = date.fromisoformat(scene.answers["case_day"])
    if chosen < scene.facts.today:
        return chosen
    school_day: date = scene.facts.school_day(chosen)
    return school_day


def _since_options(scene: Scene) -> tuple[Option, ...]:
    """Also a day to come: what is agreed on Friday often begins on Monday."""
    return (*RECENT_OPTIONS, *given(scene))


def _since_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    told = (scene.answers.get("problem"), scene.answers.get("about"), phrase("ask-case-since"))
    return tuple(part for part in told if part)


def _until_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """With the maximum and the day that this is, and what the school proposes."""
    told = (scene.answers.get("proposal"),)
    return (*case_parts(question, scene), *_maximum(scene), *(part for part in told if part))


def _maximum(scene: Scene) -> tuple[Words, ...]:
    most = scene.answers.get("max_days")
    if not most:
        return ()
    since = scene.answers.get("max_from")
    first = date.fromisoformat(since) if since else _starts_on(scene)
    key = "case-until-most" if scene.answers.get("max_is_hard") else "case-until-rather"
    last: date = scene.facts.last_day(first, scene.answers.get("min_days", 0), most)
    return (phrase(key, span=span_words(most), date=last),)


def _span_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(f"n{days}", span_words(days)) for days in scene.answers.get("spans", []))


def _record_until(question: Question, scene: Scene, value: str) -> Answers:
    if value.startswith("n") and value[1:].isdecimal() and int(value[1:5]) in scene.answers.get("spans", []):
        day: date | None = _counted_from(scene) + timedelta(days=int(value[1:]))
    else:
        day = read_day(scene, value)
    if day is None:
        return {**scene.answers, "problem": scene.facts.spoken(phrase("case-no-day")), "warned": ""}
    return judged(scene, {**scene.answers, question.id: day.isoformat()})


def _until_question(*branches: Branch) -> Question:
    return day_question(
        "case_until_day", *branches, options=_span_options, columns=2, parts=_until_parts, record=_record_until
    )


START = flow_of(
    "case-start",
    "case_ticks",
    Question(
        "case_ticks",
        Kind.CHOICE,
        (Branch("case_ticks", HAS_PROBLEM), Branch("case_size", _ASKS_SIZE), Branch("case_day")),
        options=tick_options("tickable", "ticked", wide=True),
        parts=case_parts,
        record=_record_ticks,
        toggle=toggled("tickable", "ticked"),
        keeps_answer=False,
        page_size=12,
    ),
    _size_question(Branch("case_size", HAS_PROBLEM), Branch("case_size_anyway", _WARNED), Branch("case_day")),
    _anyway("case_size_anyway", Branch("case_size", _ANOTHER_SIZE), Branch("case_day")),
    was_on(Branch("case_until_day", _ASKS_END), Branch("case_note"), parts=_since_parts, options=_since_options),
    _until_question(Branch("case_until_anyway", _WARNED), Branch("case_note")),
    _anyway("case_until_anyway", Branch("case_until_day", _ANOTHER_DAY), Branch("case_note")),
    NOTE,
)

SIZE = flow_of(
    "case-size",
    "case_size",
    _size_question(Branch("case_size", HAS_PROBLEM), Branch("case_size_anyway", _WARNED), Branch(None)),
    _anyway("case_size_anyway", Branch("case_size", _ANOTHER_SIZE), Branch(None)),
)

PROLONG = flow_of(
    "case-prolong",
    "case_until_day",
    _until_question(Branch("case_until_anyway", _WARNED), Branch("case_reason")),
    _anyway("case_until_anyway", Branch("case_until_day", _ANOTHER_DAY), Branch("case_reason")),
    REASON_WORDS,
)


def _taper_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    back = "yes" if scene.answers.get("back") else "no"
    asked = phrase("ask-case-taper", every=str(scene.answers.get("every_words")), back=back)
    return (str(scene.answers.get("about", "")), asked)


TAPER = flow_of(
    "case-taper",
    "case_taper",
    Question("case_taper", Kind.CHOICE, (Branch(None),), options=fixed("case-taper", "yes", "no"), parts=_taper_parts),
)
