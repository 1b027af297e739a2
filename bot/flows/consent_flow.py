"""The short conversation in which somebody tells who agrees with what, and who does not."""

from dataclasses import replace

from bot.flows.asked_in_turn import MORE_ASKED, next_ask
from bot.flows.case_questions import (
    REASON_WORDS,
    YES_NO,
    case_parts,
    choice_question,
    fixed,
    given,
    given_value,
    listed_parts,
)
from bot.flows.question import Answers, Branch, Condition, Kind, Question, Scene, answered, flow_of
from bot.flows.words import Words, phrase

_ASKED_BEFORE = Condition("said no before", lambda scene: next_ask(scene) in scene.answers.get("refused", []))


def _consent_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """What it is about, what of that is asked now where it is another thing, and whether whose consent it is agrees."""
    _, label, party = (*next_ask(scene), "victim")[:3]
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
    one = [next_ask(scene)[0], scene.answers.get("case_allowed") == "yes", value]
    kept = {name: answer for name, answer in scene.answers.items() if name != "case_allowed"}
    return {**kept, "consents": [*scene.answers.get("consents", []), one]}


def _without_last_consent(answers: Answers) -> Answers:
    """Back at the words of the consent that was closed last, with its yes or no as it was."""
    *kept, last = answers.get("consents", [])
    return {**answers, "consents": kept, "case_allowed": "yes" if last[1] else "no"}


CONSENT = flow_of(
    "case-consent",
    "case_allowed",
    choice_question(
        "case_which",
        Branch("case_came_back", _ASKED_BEFORE),
        Branch("case_allowed"),
        options=given,
        parts=listed_parts,
        closed_parts=case_parts,
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
        (Branch("case_allowed", MORE_ASKED), Branch(None)),
        parts=_consent_parts,
        record=_record_words,
        take_back=_without_last_consent,
        repeats=True,
        may_skip=True,
        max_length=2000,
    ),
)
