"""The short conversations that start from a button on a case's card, as tables.

What they are about is given when they start: `act`, `what` (a key of the protocol), `about` (its label), and
`options` or `asks` where the protocol decides what can be answered. Nothing here knows any protocol.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.flows.case_answers import Act
from bot.flows.question import Answers, Branch, Condition, Flow, Kind, Option, Question, Scene, answered, flow_of
from bot.flows.typed_days import typed_day
from bot.flows.words import Words, phrase


@dataclass(frozen=True)
class CaseFacts:
    """What a conversation about a case may look at.

    `months` are the twelve names of the months; `refusal` tells why a case would refuse these answers, or None.
    """

    spoken: Callable[[Words], str]
    today: date
    months: tuple[str, ...]
    refusal: Callable[[Answers], Words | None]


def given_option(option_id: str, value: str, label: str) -> list[str]:
    """One of the `options` with which a flow starts; the id is short and holds no name."""
    return [option_id, value, label]


def _parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Why the last answer could not be taken, what it is about, and the question itself."""
    own = phrase(f"ask-{question.id.replace('_', '-')}")
    told = (scene.answers.get("problem"), scene.answers.get("about"), own)
    return tuple(part for part in told if part)


def _given(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(one[0], one[2], wide=True) for one in scene.answers.get("options", []))


def _value(scene: Scene, option_id: str) -> str:
    return next((str(one[1]) for one in scene.answers.get("options", []) if one[0] == option_id), option_id)


def _fixed(prefix: str, *names: str) -> Callable[[Scene], tuple[Option, ...]]:
    options = tuple(Option(name, phrase(f"{prefix}-{name}"), wide=True) for name in names)
    return lambda scene: options


_HAS_PROBLEM = Condition("cannot be", lambda scene: bool(scene.answers.get("problem")))
_NEEDS_REASON = Condition("needs a reason", lambda scene: bool(scene.answers.get("needs_reason")))
_MORE_ASKED = Condition("more to ask", lambda scene: len(_told(scene.answers)) < len(scene.answers.get("asks", [])))


_RECENT_DAYS = {"today": 0, "yesterday": 1}


def _judged(scene: Scene, answers: dict[str, Any]) -> Answers:
    """The answers, with the reason in `problem` when the case would refuse them."""
    refused = scene.facts.refusal(answers)
    return {**answers, "problem": "" if refused is None else scene.facts.spoken(refused)}


def _read_day(scene: Scene, value: str) -> date | None:
    today: date = scene.facts.today
    if value in _RECENT_DAYS:
        return today - timedelta(days=_RECENT_DAYS[value])
    offered = _value(scene, value)
    if value.startswith("d") and offered != value:
        return date.fromisoformat(offered)
    return typed_day(value, today, scene.facts.months)


def _record_day(question: Question, scene: Scene, value: str) -> Answers:
    day = _read_day(scene, value)
    if day is None:
        return {**scene.answers, "problem": scene.facts.spoken(phrase("case-no-day"))}
    return _judged(scene, {**scene.answers, question.id: day.isoformat(), "weeks": 0})


def _record_date(question: Question, scene: Scene, value: str) -> Answers:
    """A number of weeks that was tapped, or a day that was typed."""
    weeks = _value(scene, value)
    if value.startswith("w") and weeks.isdecimal():
        return _judged(scene, {**scene.answers, "weeks": int(weeks)})
    return _record_day(question, scene, value)


def _record_pupils(question: Question, scene: Scene, value: str) -> Answers:
    everyone = [one[1] for one in scene.answers["options"] if one[0] != "all"]
    return {**scene.answers, "pupils": everyone if value == "all" else [_value(scene, value)]}


def _record_answer(question: Question, scene: Scene, value: str) -> Answers:
    needs = value in scene.answers.get("with_reason", [])
    return {**scene.answers, "answer": _value(scene, value), "needs_reason": needs}


def _record_person(question: Question, scene: Scene, value: str) -> Answers:
    return _judged(scene, {**scene.answers, "to": _value(scene, value)})


def _told(answers: Answers) -> list[Any]:
    """What was answered so far to the `asks`, one by one."""
    return list(answers.get("consents", [])) or list(answers.get("gate", {}))


def _next_ask(scene: Scene) -> list[Any]:
    asks = scene.answers.get("asks", [])
    return list(asks[min(len(_told(scene.answers)), len(asks) - 1)])


def _ask_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """The question, and under it what is asked of the several things."""
    return (*_parts(question, scene), str(_next_ask(scene)[1]))


def _record_words(question: Question, scene: Scene, value: str) -> Answers:
    """The pupil's own words close one consent; the next one is asked after it."""
    one = [_next_ask(scene)[0], scene.answers.get("case_allowed") == "yes", value]
    kept = {name: answer for name, answer in scene.answers.items() if name != "case_allowed"}
    return {**kept, "consents": [*scene.answers.get("consents", []), one]}


def _record_fact(question: Question, scene: Scene, value: str) -> Answers:
    gate = {**scene.answers.get("gate", {}), _next_ask(scene)[0]: value == "yes"}
    answers = {**scene.answers, "gate": gate, "problem": ""}
    if len(gate) < len(scene.answers["asks"]):
        return answers
    judged = _judged(scene, answers)
    return {**judged, "gate": {}} if judged["problem"] else judged


def _confirm_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    passed = all(scene.answers.get("gate", {}).values())
    where = scene.answers.get("on_yes" if passed else "on_no", "")
    return (phrase("ask-case-confirm", what=where),)


def _record_confirm(question: Question, scene: Scene, value: str) -> Answers:
    return scene.answers if value == "yes" else {**scene.answers, "gate": {}}


def _day_question(question_id: str, *branches: Branch, **more: Any) -> Question:
    return Question(
        question_id,
        Kind.TEXT,
        (Branch(question_id, _HAS_PROBLEM), *branches),
        parts=_parts,
        max_length=60,
        keeps_answer=False,
        **more,
    )


def _was_on(*branches: Branch) -> Question:
    """When something was: today, yesterday, or another day that is typed."""
    options = (Option("today", phrase("case-day-today")), Option("yesterday", phrase("case-day-yesterday")))
    return _day_question("case_day", *branches, options=lambda scene: options, columns=2, record=_record_day)


def _text(question_id: str, *, skip: bool = False, most: int = 2000) -> Question:
    return Question(question_id, Kind.TEXT, (Branch(None),), parts=_parts, may_skip=skip, max_length=most)


_NOTE, _REASON = _text("case_note", skip=True), _text("case_reason")
_NAME = _text("case_name", most=120)
_YES_NO = _fixed("case-answer", "yes", "no")

DONE = flow_of(
    "case-done",
    "case_day",
    Question("case_pupils", Kind.CHOICE, (Branch("case_day"),), options=_given, parts=_parts, record=_record_pupils),
    _was_on(Branch("case_note")),
    _NOTE,
)

OUTCOME = flow_of(
    "case-outcome",
    "case_answer",
    Question("case_answer", Kind.CHOICE, (Branch("case_day"),), options=_given, parts=_parts, record=_record_answer),
    _was_on(Branch("case_reason", _NEEDS_REASON), Branch("case_note")),
    _NOTE,
    _REASON,
)

CONSENT = flow_of(
    "case-consent",
    "case_allowed",
    Question(
        "case_allowed",
        Kind.CHOICE,
        (Branch("case_words"),),
        options=_YES_NO,
        parts=_ask_parts,
        keeps_answer=False,
    ),
    Question(
        "case_words",
        Kind.TEXT,
        (Branch("case_allowed", _MORE_ASKED), Branch(None)),
        parts=_ask_parts,
        record=_record_words,
        may_skip=True,
        max_length=2000,
    ),
)

DATE = flow_of("case-date", "case_date", _day_question("case_date", Branch(None), options=_given, record=_record_date))

IDENTIFY = flow_of(
    "case-identify",
    "case_who",
    Question(
        "case_who",
        Kind.CHOICE,
        (Branch("case_self", answered("case_who", "self")), Branch("case_name")),
        options=_given,
    ),
    Question(
        "case_self",
        Kind.CHOICE,
        (Branch(None, answered("case_self", "yes")), Branch("case_who")),
        options=_fixed("case-self", "yes", "no"),
        keeps_answer=False,
    ),
    _NAME,
)

PUPIL = flow_of(
    "case-pupil",
    "case_party",
    Question(
        "case_party",
        Kind.CHOICE,
        (Branch("case_name"),),
        options=_fixed("case-party", "bully", "follower", "bystander"),
    ),
    _NAME,
)

GATE = flow_of(
    "case-gate",
    "case_fact",
    Question(
        "case_fact",
        Kind.CHOICE,
        (Branch("case_fact", _HAS_PROBLEM), Branch("case_fact", _MORE_ASKED), Branch("case_confirm")),
        options=_YES_NO,
        parts=_ask_parts,
        record=_record_fact,
        keeps_answer=False,
    ),
    Question(
        "case_confirm",
        Kind.CHOICE,
        (Branch("case_fact", Condition("no", lambda scene: not scene.answers.get("gate"))), Branch(None)),
        options=_fixed("case-confirm", "yes", "no"),
        parts=_confirm_parts,
        record=_record_confirm,
        keeps_answer=False,
    ),
)

DECISION = flow_of(
    "case-decision",
    "case_passed",
    Question("case_passed", Kind.CHOICE, (Branch("case_reason"),), options=_YES_NO, parts=_parts),
    _REASON,
)

REASON = flow_of("case-reason", "case_reason", _REASON)

HAND = flow_of(
    "case-hand",
    "case_to",
    Question(
        "case_to",
        Kind.CHOICE,
        (Branch("case_to", _HAS_PROBLEM), Branch("case_note")),
        options=_given,
        parts=_parts,
        record=_record_person,
        page_size=12,
    ),
    _NOTE,
)

POSTPONE = flow_of(
    "case-postpone",
    "case_until",
    _day_question("case_until", Branch("case_reason"), options=_given, record=_record_day),
    _REASON,
)

SIGNAL = flow_of("case-signal", "case_note", _NOTE)

SHARE = flow_of(
    "case-share",
    "case_share",
    Question("case_share", Kind.CHOICE, (Branch(None),), options=_fixed("case-share", "yes", "no")),
)

FLOW_OF_ACT: Mapping[Act, Flow] = {
    Act.DONE: DONE,
    Act.OUTCOME: OUTCOME,
    Act.CONSENT: CONSENT,
    Act.DATE: DATE,
    Act.IDENTIFY: IDENTIFY,
    Act.GATE: GATE,
    Act.DECISION: DECISION,
    Act.PUPIL: PUPIL,
    Act.SKIP: REASON,
    Act.STEP: REASON,
    Act.END: REASON,
    Act.HAND: HAND,
    Act.POSTPONE: POSTPONE,
    Act.SIGNAL: SIGNAL,
    Act.SHARE: SHARE,
}

CASE_FLOWS: Mapping[str, Flow] = {flow.id: flow for flow in FLOW_OF_ACT.values()}
