"""The short conversations at the end of a step: whether it did what it was for, and what follows."""

from bot.flows.asked_in_turn import MORE_ASKED, next_ask
from bot.flows.case_answers import CHOSE_TO_LOOK_AGAIN, LOOK_AGAIN
from bot.flows.case_questions import HAS_PROBLEM, YES_NO, choice_question, fixed, judged
from bot.flows.closing_flow import CLOSING_QUESTIONS, closes_on, open_now, open_parts
from bot.flows.question import Answers, Branch, Condition, Option, Question, Scene, flow_of
from bot.flows.words import Words, phrase

_LOOKS_AGAIN = Condition("look again", lambda scene: bool(scene.answers.get(CHOSE_TO_LOOK_AGAIN)))


def _answers(scene: Scene) -> tuple[Option, ...]:
    label = scene.answers.get(LOOK_AGAIN)
    return (*YES_NO(scene), *((Option(LOOK_AGAIN, label, wide=True),) if label else ()))


def _ask_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """The question, and under it what is asked of the several things."""
    told = (scene.answers.get("problem"), scene.answers.get("about"))
    return (*(part for part in told if part), str(next_ask(scene)[1]))


def _record_fact(question: Question, scene: Scene, value: str) -> Answers:
    if value == LOOK_AGAIN:
        now = judged(scene, {**scene.answers, CHOSE_TO_LOOK_AGAIN: True})
        return {**now, CHOSE_TO_LOOK_AGAIN: not now["problem"]}
    gate = {**scene.answers.get("gate", {}), next_ask(scene)[0]: value == "yes"}
    answers = {**scene.answers, "gate": gate, "problem": ""}
    if len(gate) < len(scene.answers["asks"]):
        return answers
    now = judged(scene, answers)
    return {**now, "gate": {}} if now["problem"] else now


def _without_last_fact(answers: Answers) -> Answers:
    """Back at the question of a gate that was answered last."""
    if answers.get(CHOSE_TO_LOOK_AGAIN):
        return {**answers, CHOSE_TO_LOOK_AGAIN: False, "problem": ""}
    gate = dict(answers.get("gate", {}))
    if gate:
        gate.popitem()
    return {**answers, "gate": gate, "problem": ""}


def _confirm_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Where the answers lead, and before the case is closed what is still open."""
    if scene.answers.get(CHOSE_TO_LOOK_AGAIN):
        return (phrase("ask-case-confirm", what=scene.answers["on_look_again"]),)
    passed = all(scene.answers.get("gate", {}).values())
    where = scene.answers.get("on_yes" if passed else "on_no", "")
    told = open_parts(scene) if _would_close(scene) else ()
    return (*told, phrase("ask-case-confirm", what=where))


def _would_close(scene: Scene) -> bool:
    if scene.answers.get(CHOSE_TO_LOOK_AGAIN) or scene.answers.get("closes") != "yes":
        return False
    passes = all(scene.answers.get("gate", {}).values())
    return passes is (closes_on(scene) == "yes")


def _closes_over_open_work(scene: Scene) -> bool:
    return _would_close(scene) and bool(scene.facts.open_work.needs_why)


def _shown_before_closing(scene: Scene) -> str:
    return open_now(scene) if _would_close(scene) else ""


def _record_confirm(question: Question, scene: Scene, value: str) -> Answers:
    return scene.answers if value == "yes" else {**scene.answers, "gate": {}, CHOSE_TO_LOOK_AGAIN: False}


def _begins_anew(scene: Scene) -> bool:
    return not (scene.answers.get("gate") or scene.answers.get(CHOSE_TO_LOOK_AGAIN))


def _passed_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """What "yes" means: that the case is closed, or goes on to a step."""
    told = (scene.answers.get("problem"), scene.answers.get("about"), *open_parts(scene))
    closes = scene.answers.get("closes", "no") if closes_on(scene) == "yes" else "no"
    asked = phrase("ask-case-passed", closes=closes, step=scene.answers.get("to", "none"))
    return (*(part for part in told if part), asked)


GATE = flow_of(
    "case-gate",
    "case_fact",
    choice_question(
        "case_fact",
        Branch("case_fact", HAS_PROBLEM),
        Branch("case_confirm", _LOOKS_AGAIN),
        Branch("case_fact", MORE_ASKED),
        Branch("case_confirm"),
        options=_answers,
        parts=_ask_parts,
        record=_record_fact,
        take_back=_without_last_fact,
        repeats=True,
    ),
    choice_question(
        "case_confirm",
        Branch("case_fact", Condition("no", _begins_anew)),
        Branch("case_reason", Condition("closes over open work", _closes_over_open_work)),
        Branch(None),
        options=fixed("case-confirm", "yes", "no"),
        parts=_confirm_parts,
        record=_record_confirm,
        promise=_shown_before_closing,
        promise_changed="case-open-changed",
    ),
    *CLOSING_QUESTIONS,
)

DECISION = flow_of(
    "case-decision",
    "case_passed",
    choice_question(
        "case_passed",
        Branch("case_passed", HAS_PROBLEM),
        Branch("case_reason"),
        options=_answers,
        parts=_passed_parts,
        record=lambda _, scene, value: judged(scene, {**scene.answers, "case_passed": value}),
    ),
    *CLOSING_QUESTIONS,
)
