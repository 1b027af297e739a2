"""Opening a case for a pupil who came in person: at most six taps when nothing is typed, and one more for each thing
without which the protocol does not know which way it goes."""

from typing import Any

from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, flow_of
from bot.flows.reading_plan import UNKNOWN_COACH, Concern, first_concern
from bot.flows.staff_flows import (
    FirstReader,
    StaffFacts,
    class_options,
    class_words,
    first_reader,
    promised,
    reader_words,
    urgency_options,
    victim_class,
)
from bot.flows.track_question import fact_to_ask, question_about
from bot.flows.words import Words, phrase
from casework.conditions import Scalar
from casework.report import AboutWhom, Contact, Report, Urgency
from casework.school import CONFIDANT

HEARD = ("names", "left_out", "hurt", "online", "picture", "things", "threat")


def heard_report(facts: StaffFacts, answers: Answers) -> Report:
    """What the pupil told, as the opener wrote it down; the opener, not the pupil, stands in it as the reporter."""
    victim = victim_class(answers, "new_class")
    return Report(
        about=AboutWhom.SOMEONE_ELSE,
        victim_class=victim,
        story=str(answers.get("new_story") or ""),
        contact=Contact.NONE,
        reporter_name=facts.school.people[facts.person].spoken_name,
        victim_name=answers.get("new_name") or None,
        subjects=_subjects(answers),
        via_confidant=_as_confidant(facts, victim),
        urgency=Urgency(answers.get("new_urgency") or Urgency.NORMAL),
        facts={"reporter": "staff", **_told_facts(answers)},
    )


def _told_facts(answers: Answers) -> dict[str, Scalar]:
    """What was answered, and what the sentence that was tapped says; what was left open is no fact."""
    said: dict[str, str] = answers.get("told_facts") or {}
    known: dict[str, Scalar] = {fact: value == "yes" for fact, value in said.items() if value != "unknown"}
    return {**known, "online": True} if answers.get("heard") == "online" else known


def doubts_coach(answers: Answers) -> bool:
    """Whether it is about the coach of a class that nobody knows."""
    return (answers.get("concerns") or {}).get(UNKNOWN_COACH) == "yes"


def may_take_up(facts: StaffFacts, report: Report) -> bool:
    """Whether the opener is the one to take it up: the coach of the class, or a confidant."""
    is_coach = report.class_id is not None and facts.school.coach_of(report.class_id) == facts.person
    return facts.person not in report.subjects and (is_coach or report.via_confidant)


def _as_confidant(facts: StaffFacts, victim: str) -> bool:
    """What a pupil tells a confidant stays on the confidants' line, unless the confidant is the pupil's own coach."""
    return facts.person in facts.school.people_in_role(CONFIDANT) and facts.school.coach_of(victim) != facts.person


def _subjects(answers: Answers) -> frozenset[str]:
    concerns: dict[str, str] = answers.get("concerns") or {}
    return frozenset(person for person, said in concerns.items() if said == "yes" and person != UNKNOWN_COACH)


def _concern(scene: Scene) -> Concern | None:
    """The first member of staff named in the story, the opener left out, of whom it is not clear yet."""
    facts: StaffFacts = scene.facts
    known = {facts.person: "no", **(scene.answers.get("concerns") or {})}
    chosen = scene.answers.get("new_class")
    class_id = chosen if chosen in facts.school.classes else None
    return first_concern(str(scene.answers.get("new_story") or ""), facts.school, class_id, known)


_names_staff = Condition("medewerker genoemd", lambda scene: _concern(scene) is not None)


def _concern_parts(_question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = _concern(scene)
    if asked is None or asked.question.person is None:
        return (phrase("ask-new-concern-coach", title=scene.facts.school.role_title("first_contact")),)
    return (phrase("ask-new-concern", name=scene.facts.school.people[asked.question.person].spoken_name),)


def _record_concern(_question: Question, scene: Scene, value: str) -> Answers:
    asked = _concern(scene)
    known: dict[str, Any] = scene.answers.get("concerns") or {}
    return scene.answers if asked is None else {**scene.answers, "concerns": {**known, asked.id: value}}


def _concern_options(_scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(said, phrase(f"new-concern-{said}")) for said in ("yes", "no"))


def _heard_options(_scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(heard, phrase(f"heard-{heard.replace('_', '-')}"), wide=True) for heard in HEARD)


def _record_story(question: Question, scene: Scene, value: str) -> Answers:
    """The words are new, so who was named in the former ones is asked again."""
    ready = {option.id: option.label for option in _heard_options(scene)}
    words = scene.facts.spoken(ready[value]) if value in ready else value
    return {**scene.answers, question.id: words, "concerns": {}, "heard": value if value in ready else ""}


def _fact(scene: Scene) -> str | None:
    """What the protocol's tracks still ask for; nothing for most protocols."""
    report = heard_report(scene.facts, scene.answers)
    passed = frozenset(scene.answers.get("told_facts") or {})
    return fact_to_ask(scene.facts.reading, report, passed, doubts_coach=doubts_coach(scene.answers))


_asks_fact = Condition("het protocol vraagt meer", lambda scene: _fact(scene) is not None)


def _fact_parts(_question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = _fact(scene)
    return ("" if asked is None else question_about(scene.facts.reading, asked),)


def _fact_options(_scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(said, phrase(f"new-fact-{said}")) for said in ("yes", "no", "unknown"))


def _record_fact(_question: Question, scene: Scene, value: str) -> Answers:
    asked = _fact(scene)
    known: dict[str, str] = scene.answers.get("told_facts") or {}
    return scene.answers if asked is None else {**scene.answers, "told_facts": {**known, asked: value}}


def _open_parts(_question: Question, scene: Scene) -> tuple[Words, ...]:
    facts: StaffFacts = scene.facts
    report = heard_report(facts, scene.answers)
    parts: list[Words] = [
        phrase("ask-new-open"),
        phrase(
            "new-summary",
            label=class_words(facts.school, report),
            name=report.victim_name or phrase("new-no-name"),
            urgency=phrase(f"staff-urgency-{report.urgency.value}"),
        ),
        report.story,
    ]
    first = first_of(facts, scene.answers)
    return (*parts, phrase("new-for-yourself") if first is None else reader_words(facts.school, first))


def first_of(facts: StaffFacts, answers: Answers) -> FirstReader | None:
    """Who gets the case; None when the opener takes it up, as their own or because it would come to them anyway."""
    report = heard_report(facts, answers)
    if may_take_up(facts, report):
        return None
    first = first_reader(facts.reading, report, doubts_coach=doubts_coach(answers))
    return None if first.reader is not None and first.reader.person == facts.person else first


def _open_promise(scene: Scene) -> str:
    first = first_of(scene.facts, scene.answers)
    return "" if first is None else promised(first)


def _open_options(scene: Scene) -> tuple[Option, ...]:
    chosen = "take" if first_of(scene.facts, scene.answers) is None else "hand"
    return (Option(chosen, phrase(f"new-open-{chosen}"), wide=True),)


NEW_CASE = flow_of(
    "new_case",
    "new_class",
    Question("new_class", Kind.CHOICE, (Branch("new_name"),), options=class_options, columns=4, keeps_answer=False),
    Question("new_name", Kind.TEXT, (Branch("new_story"),), max_length=200, may_skip=True),
    Question(
        "new_story",
        Kind.TEXT,
        (Branch("new_urgency"),),
        options=_heard_options,
        record=_record_story,
        max_length=4000,
    ),
    Question(
        "new_urgency",
        Kind.CHOICE,
        (Branch("new_concern", _names_staff), Branch("new_fact", _asks_fact), Branch("new_open")),
        options=urgency_options,
        keeps_answer=False,
    ),
    Question(
        "new_concern",
        Kind.CHOICE,
        (Branch("new_concern", _names_staff), Branch("new_fact", _asks_fact), Branch("new_open")),
        options=_concern_options,
        parts=_concern_parts,
        record=_record_concern,
        keeps_answer=False,
    ),
    Question(
        "new_fact",
        Kind.CHOICE,
        (Branch("new_fact", _asks_fact), Branch("new_open")),
        options=_fact_options,
        parts=_fact_parts,
        record=_record_fact,
        keeps_answer=False,
        applies=_asks_fact,
    ),
    Question(
        "new_open",
        Kind.CHOICE,
        (Branch(None),),
        options=_open_options,
        parts=_open_parts,
        promise=_open_promise,
        keeps_answer=False,
        is_summary=True,
    ),
)
