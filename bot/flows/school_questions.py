"""What the school itself wants to know of a report, asked of its reporter after sending: `intake` of its protocol.

The questions are those of the version of the protocol with which the case began. They are one question of the table,
that is put again for each of them; how it is answered decides which: in words, by a choice, or whether the reporter can
talk with the first contact. To that last one nothing is typed: who reads it depends on the answer (A004-13, A002-14).
"""

from typing import Any

from bot.flows.facts import AskedBySchool
from bot.flows.question import ALWAYS, Answers, Branch, Condition, Kind, Option, Question, Scene, both
from bot.flows.typed_answers import MORE_WORDS
from bot.flows.words import Words, phrase
from casework.contact_agreed import TRUST
from casework.protocol_beside_steps import Question as IntakeQuestion
from casework.reporter_questions import next_question
from casework.school import FIRST_CONTACT

ASKED = "school_asked"
"""Which version of the protocol asks, what was told before, which questions were passed, and what was chosen."""
IN_WORDS, BY_CHOICE, TRUST_ASKED = "school", "school_choice", "school_trust"
"""The questions of the table. The last answer in words is kept under the first of these, those before it apart."""
WORDS_BEFORE = "school_before"
SCHOOL_QUESTIONS = (IN_WORDS, BY_CHOICE, TRUST_ASKED)


def asked_by_school(asked: AskedBySchool) -> dict[str, Any]:
    """The answer with which a conversation begins in which these questions are put."""
    if not asked.protocol:
        return {}
    begun = {"protocol": asked.protocol, "told": dict(asked.told), "passed": list(asked.passed), "chosen": {}}
    return {ASKED: begun}


def first_of_school(scene: Scene) -> str | None:
    """The question of the table with which the school's own begin; None when there are none."""
    return next((question for question in SCHOOL_QUESTIONS if _is_put_by(question, scene)), None)


def school_branches(provided: Condition = ALWAYS) -> tuple[Branch, ...]:
    """To whatever of the school's own is still to be asked, as long as `provided` holds."""
    return tuple(Branch(question, both(provided, _put_by(question))) for question in SCHOOL_QUESTIONS)


def question_in_words(answers: Answers, question: str) -> str:
    """How the school put what was answered last under this question of the table."""
    return str((answers.get(ASKED) or {}).get("words", {}).get(question, ""))


def distrusts_contact(answers: Answers) -> bool:
    """Whether the reporter answered that they cannot talk about it with the first contact."""
    chosen = (answers.get(ASKED) or {}).get("chosen", {}).values()
    return any(fact == TRUST and value is False for fact, value in chosen)


def takes_back_distrust(answers: Answers) -> bool:
    """Whether they went back to that no, which took it from the first contact, and answered something else."""
    return bool((answers.get(ASKED) or {}).get("distrusted")) and not distrusts_contact(answers)


def school_questions(after: tuple[Branch, ...]) -> tuple[Question, Question, Question]:
    """The questions; when none is left the conversation goes on as `after` says."""
    onwards = (*school_branches(), *after)
    in_words = _question(IN_WORDS, Kind.TEXT, onwards)
    by_choice = _question(BY_CHOICE, Kind.CHOICE, onwards, extra_text=MORE_WORDS)
    return in_words, by_choice, _question(TRUST_ASKED, Kind.CHOICE, onwards)


def _question(question: str, kind: Kind, onwards: tuple[Branch, ...], extra_text: str | None = None) -> Question:
    return Question(
        question,
        kind,
        onwards,
        options=_options,
        parts=_parts,
        record=_record,
        may_skip=True,
        repeats=True,
        extra_text=extra_text,
        wants_tap=kind is Kind.CHOICE,
        applies=_put_by(question),
        take_back=_without_last,
        picture_refusal="refuse-picture-ask-first",
    )


def _put_by(question: str) -> Condition:
    name = {IN_WORDS: "in words", BY_CHOICE: "a choice", TRUST_ASKED: "talk with the first contact"}[question]
    return Condition(f"the school asks: {name}", lambda scene: _is_put_by(question, scene))


def _is_put_by(question: str, scene: Scene) -> bool:
    asked = _to_ask(scene)
    return asked is not None and _place_of(asked) == question


def _place_of(asked: IntakeQuestion) -> str:
    if asked.stores == TRUST:
        return TRUST_ASKED
    return BY_CHOICE if asked.values else IN_WORDS


def _to_ask(scene: Scene) -> IntakeQuestion | None:
    asked = scene.answers.get(ASKED)
    protocol = None if asked is None else scene.facts.protocols.get(asked["protocol"])
    if asked is None or protocol is None:
        return None
    return next_question(protocol, {**asked["told"], **dict(asked["chosen"].values())}, asked["passed"])


def _parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = _to_ask(scene)
    if asked is None or _place_of(asked) != question.id:
        return (phrase("ask-school-over"),)
    if question.id != TRUST_ASKED:
        return (asked.label,)
    return asked.label, phrase("ask-school-trust", title=scene.facts.school.role_title(FIRST_CONTACT))


def _options(scene: Scene) -> tuple[Option, ...]:
    asked = _to_ask(scene)
    values = () if asked is None else asked.values
    return tuple(Option(f"v{place}", value.label, wide=True) for place, value in enumerate(values))


def _record(question: Question, scene: Scene, value: str) -> Answers:
    """An answer, "" for one that was skipped; of a choice its words are kept, and what they say."""
    asked = _to_ask(scene)
    if asked is None:
        return scene.answers
    known = scene.answers[ASKED]
    now = {**known, "passed": [*known["passed"], asked.key]}
    now["words"] = {**known.get("words", {}), question.id: asked.label}
    chosen = next((one for place, one in enumerate(asked.values) if value == f"v{place}"), None)
    if chosen is not None:
        now["chosen"] = {**known["chosen"], asked.key: [asked.stores, chosen.value]}
        now["distrusted"] = bool(known.get("distrusted")) or (asked.stores == TRUST and chosen.value is False)
    return {**scene.answers, **_kept(question, scene, value if chosen is None else chosen.label), ASKED: now}


def _kept(question: Question, scene: Scene, words: str) -> Answers:
    """Every answer in words stays, so that whom it is about can still be asked; it is skipped without one."""
    if question.id != IN_WORDS:
        return {question.id: words}
    before = [str(scene.answers[one]) for one in (WORDS_BEFORE, IN_WORDS) if scene.answers.get(one)]
    return {WORDS_BEFORE: "\n".join(before), IN_WORDS: words} if before else {IN_WORDS: words}


def _without_last(answers: Answers) -> Answers:
    known = answers.get(ASKED)
    if not known or not known["passed"]:
        return answers
    *passed, last = known["passed"]
    chosen = {key: said for key, said in known["chosen"].items() if key != last}
    return {**answers, ASKED: {**known, "passed": passed, "chosen": chosen}}
