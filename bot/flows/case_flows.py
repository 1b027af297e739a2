"""The short conversations that start from a button on a case's card, as tables.

What they are about is given when they start: `act`, `what` (a key of the protocol), `about` (its label), and
`options` or `asks` where the protocol decides what can be answered. Nothing here knows any protocol.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.flows.case_answers import Act
from bot.flows.case_questions import (
    HAS_PROBLEM,
    NEEDS_REASON,
    NOTE,
    REASON_WORDS,
    YES_NO,
    case_parts,
    choice_question,
    day_question,
    fixed,
    given,
    given_value,
    interval_option,
    judged,
    listed_parts,
    record_day,
    was_on,
    words_question,
)
from bot.flows.fact_flow import FACT, HOME
from bot.flows.means_flow import PROLONG, START, TAPER
from bot.flows.pupil_class import AFTER_NAME, CLASS_QUESTIONS
from bot.flows.question import Answers, Branch, Condition, Flow, Kind, Option, Question, Scene, answered, flow_of
from bot.flows.words import Words, phrase

_MORE_ASKED = Condition("more to ask", lambda scene: len(_told(scene.answers)) < len(scene.answers.get("asks", [])))
_ASKED_BEFORE = Condition("said no before", lambda scene: _next_ask(scene) in scene.answers.get("refused", []))
_CLOSES = Condition(
    "closes the case",
    lambda scene: scene.answers.get("closes") == "yes" and scene.answers.get("case_passed", "yes") == "yes",
)
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


def _record_pupils(question: Question, scene: Scene, value: str) -> Answers:
    everyone = [one[1] for one in scene.answers["options"] if one[0] != "all"]
    return {**scene.answers, "pupils": everyone if value == "all" else [given_value(scene, value)]}


def _record_agreed(question: Question, scene: Scene, value: str) -> Answers:
    """A day to come on which they agreed; agreeing on it was today."""
    answers, today = record_day(question, scene, value), scene.facts.today
    if not answers.get("problem") and answers["case_agreed"] <= today.isoformat():
        return {**scene.answers, "problem": scene.facts.spoken(phrase("case-agreed-past"))}
    return {**answers, "case_day": today.isoformat()}


def _record_answer(question: Question, scene: Scene, value: str) -> Answers:
    needs = value in scene.answers.get("with_reason", [])
    return {**scene.answers, "answer": given_value(scene, value), "needs_reason": needs}


def _outcome_reason_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Of a decision also what it is exactly: which measure, which call."""
    told = (scene.answers.get("problem"), scene.answers.get("about"))
    kind = "decide" if scene.answers.get("decides") else "other"
    return (*(part for part in told if part), phrase("ask-case-outcome-reason", kind=kind))


def _record_person(question: Question, scene: Scene, value: str) -> Answers:
    return judged(scene, {**scene.answers, "to": given_value(scene, value)})


def _told(answers: Answers) -> list[Any]:
    """What was answered so far to the `asks`, one by one."""
    return list(answers.get("consents", [])) or list(answers.get("gate", {}))


def _next_ask(scene: Scene) -> list[Any]:
    asks = scene.answers.get("asks", [])
    return list(asks[min(len(_told(scene.answers)), len(asks) - 1)])


def _ask_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """The question, and under it what is asked of the several things."""
    return (*case_parts(question, scene), str(_next_ask(scene)[1]))


def _consent_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """What it is about, what of that is asked now where it is another thing, and whether whose consent it is agrees."""
    _, label, party = (*_next_ask(scene), "victim")[:3]
    told = dict.fromkeys(part for part in (scene.answers.get("about"), label) if part)
    return (*told, phrase(f"ask-{question.id.replace('_', '-')}", party=party))


def _record_which(question: Question, scene: Scene, value: str) -> Answers:
    """What was not asked yet, or one that was refused before."""
    again = next((one for one in scene.answers["refused"] if one[0] == given_value(scene, value)), None)
    return {**scene.answers, "asks": scene.answers["unasked"] if again is None else [again]}


def _record_came_back(question: Question, scene: Scene, value: str) -> Answers:
    """Who took a no back of their own accord said yes by that."""
    given_now = {"case_allowed": "yes"} if value == "yes" else {}
    return {**scene.answers, "case_came_back": value, **given_now}


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
    now = judged(scene, answers)
    return {**now, "gate": {}} if now["problem"] else now


def _without_last_consent(answers: Answers) -> Answers:
    """Back at the words of the consent that was closed last, with its yes or no as it was."""
    *kept, last = answers.get("consents", [])
    return {**answers, "consents": kept, "case_allowed": "yes" if last[1] else "no"}


def _without_last_fact(answers: Answers) -> Answers:
    """Back at the question of a gate that was answered last."""
    gate = dict(answers.get("gate", {}))
    if gate:
        gate.popitem()
    return {**answers, "gate": gate, "problem": ""}


def _confirm_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Where the answers lead, and before the case is closed what is still open."""
    passed = all(scene.answers.get("gate", {}).values())
    where = scene.answers.get("on_yes" if passed else "on_no", "")
    told = (scene.answers["open_work"],) if _would_close(scene) else ()
    return (*told, phrase("ask-case-confirm", what=where))


def _would_close(scene: Scene) -> bool:
    return bool(scene.answers.get("open_work")) and all(scene.answers.get("gate", {}).values())


def _closes_over_open_work(scene: Scene) -> bool:
    return _would_close(scene) and bool(scene.answers.get("needs_why"))


def _passed_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """What "yes" means: that the case is closed, or goes on to a step."""
    told = (scene.answers.get("problem"), scene.answers.get("about"))
    asked = phrase("ask-case-passed", closes=scene.answers.get("closes", "no"), step=scene.answers.get("to", "none"))
    return (*(part for part in told if part), asked)


def _track_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Where the case goes, who reads it from then on, and whether that is to be."""
    told = (scene.answers.get("about"), scene.answers.get("who_reads"))
    return (*(part for part in told if part), phrase("ask-case-track"))


def _close_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """How the case is closed, what is still open then, and the reason that was just written."""
    about, left = (str(scene.answers.get(one) or "") for one in ("about", "open_work"))
    told = about if left in about else left
    reason = phrase("case-close-reason", reason=str(scene.answers.get("case_reason", "")))
    return (*((told,) if told else ()), reason, phrase("ask-case-close"))


def _step_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """To which step, what is dropped with the one that is left, and the reason that was just written."""
    about = scene.answers.get("about")
    reason = phrase("case-close-reason", reason=str(scene.answers.get("case_reason", "")))
    return (*((about,) if about else ()), reason, phrase("ask-case-step"))


def _record_confirm(question: Question, scene: Scene, value: str) -> Answers:
    return scene.answers if value == "yes" else {**scene.answers, "gate": {}}


_CLOSING = (
    replace(REASON_WORDS, branches=(Branch("case_close", _CLOSES), Branch(None))),
    choice_question("case_close", Branch(None), options=fixed("case-close", "yes", "no"), parts=_close_parts),
)
"""The reason for closing, and the last question before it."""

_NAME = replace(words_question("case_name", most=120), branches=AFTER_NAME)

DONE = flow_of(
    "case-done",
    "case_day",
    day_question("case_agreed", Branch("case_note"), options=given, record=_record_agreed),
    Question("case_pupils", Kind.CHOICE, (Branch("case_day"),), options=given, parts=case_parts, record=_record_pupils),
    was_on(Branch("case_note")),
    NOTE,
)

OUTCOME = flow_of(
    "case-outcome",
    "case_answer",
    Question(
        "case_unspoken",
        Kind.CHOICE,
        (Branch("case_answer", answered("case_unspoken", "yes")), Branch(None)),
        options=fixed("case-unspoken", "yes", "no"),
        parts=case_parts,
    ),
    Question(
        "case_answer", Kind.CHOICE, (Branch("case_day"),), options=given, parts=listed_parts, record=_record_answer
    ),
    was_on(Branch("case_reason", NEEDS_REASON), Branch("case_note")),
    NOTE,
    replace(REASON_WORDS, parts=_outcome_reason_parts),
)

CONSENT = flow_of(
    "case-consent",
    "case_allowed",
    choice_question(
        "case_which",
        Branch("case_came_back", _ASKED_BEFORE),
        Branch("case_allowed"),
        options=given,
        parts=listed_parts,
        record=_record_which,
    ),
    choice_question(
        "case_came_back",
        Branch("case_words", answered("case_came_back", "yes")),
        Branch("case_reason"),
        options=fixed("case-came-back", "yes", "no"),
        parts=_consent_parts,
        record=_record_came_back,
    ),
    replace(REASON_WORDS, branches=(Branch("case_allowed"),)),
    choice_question(
        "case_allowed",
        Branch("case_words"),
        options=YES_NO,
        parts=_consent_parts,
    ),
    Question(
        "case_words",
        Kind.TEXT,
        (Branch("case_allowed", _MORE_ASKED), Branch(None)),
        parts=_consent_parts,
        record=_record_words,
        take_back=_without_last_consent,
        repeats=True,
        may_skip=True,
        max_length=2000,
    ),
)

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


IDENTIFY = flow_of(
    "case-identify",
    "case_who",
    Question(
        "case_who",
        Kind.CHOICE,
        (Branch("case_self", answered("case_who", "self")), Branch("case_name")),
        options=given,
    ),
    choice_question(
        "case_self",
        Branch("case_another", _both(answered("case_self", "yes"), _REPLACES)),
        Branch(None, answered("case_self", "yes")),
        Branch("case_who"),
        options=fixed("case-self", "yes", "no"),
    ),
    *map(_sure_first, (_NAME, *CLASS_QUESTIONS)),
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
    *CLASS_QUESTIONS,
)

GATE = flow_of(
    "case-gate",
    "case_fact",
    choice_question(
        "case_fact",
        Branch("case_fact", HAS_PROBLEM),
        Branch("case_fact", _MORE_ASKED),
        Branch("case_confirm"),
        options=YES_NO,
        parts=_ask_parts,
        record=_record_fact,
        take_back=_without_last_fact,
        repeats=True,
    ),
    choice_question(
        "case_confirm",
        Branch("case_fact", Condition("no", lambda scene: not scene.answers.get("gate"))),
        Branch("case_reason", Condition("closes over open work", _closes_over_open_work)),
        Branch(None),
        options=fixed("case-confirm", "yes", "no"),
        parts=_confirm_parts,
        record=_record_confirm,
    ),
    *_CLOSING,
)

DECISION = flow_of(
    "case-decision",
    "case_passed",
    Question("case_passed", Kind.CHOICE, (Branch("case_reason"),), options=YES_NO, parts=_passed_parts),
    *_CLOSING,
)

REASON = flow_of("case-reason", "case_reason", REASON_WORDS)

END = flow_of("case-end", "case_reason", *_CLOSING)

STEP = flow_of(
    "case-step",
    "case_reason",
    replace(REASON_WORDS, branches=(Branch("case_step"),)),
    choice_question("case_step", Branch(None), options=fixed("case-step", "yes", "no"), parts=_step_parts),
)

TRACK = flow_of(
    "case-track",
    "case_reason",
    replace(REASON_WORDS, branches=(Branch("case_track"),)),
    choice_question(
        "case_track",
        Branch(None),
        options=fixed("case-track", "yes", "no"),
        parts=_track_parts,
    ),
)

AGREE = flow_of(
    "case-agree",
    "case_agree",
    Question(
        "case_agree",
        Kind.CHOICE,
        (Branch("case_reason", answered("case_agree", "no")), Branch(None)),
        options=fixed("case-agree", "yes", "no"),
        parts=case_parts,
    ),
    REASON_WORDS,
)

HAND = flow_of(
    "case-hand",
    "case_to",
    Question(
        "case_to",
        Kind.CHOICE,
        (Branch("case_to", HAS_PROBLEM), Branch("case_note")),
        options=given,
        parts=case_parts,
        record=_record_person,
        page_size=12,
    ),
    NOTE,
)

POSTPONE = flow_of(
    "case-postpone",
    "case_until",
    day_question("case_until", Branch("case_reason"), options=given, record=record_day),
    REASON_WORDS,
)

SIGNAL = flow_of("case-signal", "case_note", NOTE)

SHARE = flow_of(
    "case-share",
    "case_share",
    Question("case_share", Kind.CHOICE, (Branch(None),), options=fixed("case-share", "yes", "no")),
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
    Act.STEP: STEP,
    Act.TRACK: TRACK,
    Act.END: END,
    Act.HAND: HAND,
    Act.POSTPONE: POSTPONE,
    Act.SIGNAL: SIGNAL,
    Act.SHARE: SHARE,
    Act.START: START,
    Act.PROLONG: PROLONG,
    Act.STOP: DONE,
    Act.DECLINE: REASON,
    Act.TAPER: TAPER,
    Act.FACT: FACT,
    Act.HOME: HOME,
    Act.AGREE: AGREE,
}

CASE_FLOWS: Mapping[str, Flow] = {flow.id: flow for flow in FLOW_OF_ACT.values()}
