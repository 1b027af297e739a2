"""The question "Gaat het over …?", asked before anybody who was named can receive anything (AX-12)."""

from typing import Any

from bot.flows.about_staff import (
    DENIED,
    NO_NAME,
    OF_STAFF,
    OF_STAFF_APART,
    SOMEBODY,
    UNREAD,
    UNSAID,
    WANTED,
    managers,
    without_details,
)
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene
from bot.flows.reading_plan import (
    BULLIED,
    Concern,
    class_of,
    concern_to_ask,
    concern_words,
    denying_somebody,
    plan_of,
    report_of_scene,
)
from bot.flows.staff_questions import begin_about_staff
from bot.flows.words import Words, phrase
from casework.school import CONFIDANT, FIRST_CONTACT, School

asks_concern = Condition("staff named", lambda scene: concern_to_ask(scene) is not None)


def concern_question(
    question: str, after: tuple[Branch, ...], extra_text: str | None, *, before_sending: bool = False
) -> Question:
    """The question under the id `question`; it repeats for each person named, then goes on as `after` says.

    With `before_sending` one may answer that the confidant should read it, and that it is about somebody who works
    here, without saying who; the questions that follow on that are asked then. Without it the answer itself must say
    whether the management may read it.
    """
    return Question(
        question,
        Kind.CHOICE,
        (Branch(question, asks_concern), *after),
        options=_options_before_sending if before_sending else _options_that_say_all,
        parts=_parts_before_sending if before_sending else _parts,
        record=_record,
        extra_text=extra_text,
        wants_tap=True,
        applies=asks_concern,
        take_back=_without_last,
    )


def _options(scene: Scene) -> tuple[Option, ...]:
    asked = concern_to_ask(scene)
    return (Option("on", phrase("concern-on")),) if asked is None else said_options(scene.facts.school, asked)


def said_options(school: School, asked: Concern) -> tuple[Option, ...]:
    """What can be said of somebody who was named: that they do it, that it happens to them, or neither; and that they
    may not read it all the same. Of somebody whom nobody named, only whether they do it."""
    if asked.id == SOMEBODY:
        does_it = Option(OF_STAFF, phrase("concern-yes-somebody"), wide=True, also=phrase("staff-yes"))
        return (does_it, _no("no", "named"))
    person = asked.question.person
    if person is None:
        return (_yes(phrase("concern-yes-coach", title=school.role_title(FIRST_CONTACT))), _no("no", "named"))
    does_it = _yes(phrase("concern-yes-person", name=school.people[person].spoken_name))
    if asked.in_own_name:
        return (_no("no", "own-name"), does_it)
    unread = Option(UNREAD, phrase("concern-unread"), wide=True)
    return (does_it, _no("no", "named"), _no(BULLIED, "bullied"), unread)


def _no(option: str, why: str) -> Option:
    return Option(option, phrase(f"concern-no-{why}"), wide=True, also=phrase("concern-no"))


def _yes(does_it: Words) -> Option:
    """Tapped, or said in its own words: a bare "ja" may mean that it happens to them, and must accuse nobody."""
    return Option("yes", does_it, wide=True)


def _options_before_sending(scene: Scene) -> tuple[Option, ...]:
    asked = concern_to_ask(scene)
    may_be_unnamed = asked is not None and asked.id != SOMEBODY
    unnamed = (Option(NO_NAME, phrase("concern-no-name"), wide=True),) if may_be_unnamed else ()
    return (*_wanted_reader(scene, asked), *_options(scene), *unnamed)


def _wanted_reader(scene: Scene, asked: Concern | None) -> tuple[Option, ...]:
    """Of the confidant, first of all: who asks for them accuses them of nothing."""
    if asked is None or not _may_be_chosen(scene, asked):
        return ()
    name = scene.facts.school.people[asked.id].spoken_name
    return (Option(WANTED, phrase("concern-wanted", name=name), wide=True),)


def _may_be_chosen(scene: Scene, asked: Concern) -> bool:
    """Whether it is the confidant who gets it first, or would if they were there, once the reporter chooses that."""
    confidants = scene.facts.school.people_in_role(CONFIDANT, class_of(scene.answers))
    if asked.id not in confidants or asked.in_own_name or report_of_scene(scene).via_confidant:
        return False
    chosen = Scene(_choosing(scene.answers, asked), scene.facts)
    plan = plan_of(chosen)
    first = {reader.person for reader in (plan.first_reader, plan.absent) if reader is not None}
    return report_of_scene(chosen).via_confidant and asked.id in first


def _choosing(answers: Answers, asked: Concern) -> Answers:
    return {**answers, "via_confidant": "yes", "concerns": {**(answers.get("concerns") or {}), asked.id: WANTED}}


def _options_that_say_all(scene: Scene) -> tuple[Option, ...]:
    asked, options = concern_to_ask(scene), _options(scene)
    if asked is None or asked.id != SOMEBODY or not managers(scene.facts.school):
        return options
    apart = Option(OF_STAFF_APART, phrase("concern-yes-somebody-apart"), wide=True)
    return (options[0], apart, *options[1:])


def _parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = concern_to_ask(scene)
    return (concern_words(scene.facts.school, asked),) if asked else (phrase("ask-concern-done"),)


def _parts_before_sending(question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = concern_to_ask(scene)
    if asked is None or not _may_be_chosen(scene, asked):
        return _parts(question, scene)
    return (concern_words(scene.facts.school, asked, may_be_chosen=True),)


def _record(question: Question, scene: Scene, value: str) -> Answers:
    if value == NO_NAME:
        return _all_unsaid(scene)
    asked = concern_to_ask(scene)
    if asked is None:
        return scene.answers
    if value == WANTED:
        return _choosing(scene.answers, asked)
    if asked.id == SOMEBODY and value == "no":
        return denying_somebody(scene)
    answers = begin_about_staff(scene.answers) if value in (OF_STAFF, OF_STAFF_APART) else scene.answers
    answers = {**answers, "management": "yes"} if value == OF_STAFF_APART else answers
    known: dict[str, Any] = answers.get("concerns") or {}
    others = {person: said for person, said in known.items() if person != asked.id}
    return {**answers, "concerns": {**others, asked.id: value}}


def _all_unsaid(scene: Scene) -> Answers:
    """Nobody who was named is asked about any more; as long as it is not said, none of them reads it."""
    answers: Answers = {**scene.answers, "staff": "yes", "staff_who": ""}
    while (asked := concern_to_ask(Scene(answers, scene.facts))) is not None:
        known: dict[str, Any] = answers.get("concerns") or {}
        answers = {**answers, "concerns": {**known, asked.id: UNSAID}}
    return answers


def _without_last(answers: Answers) -> Answers:
    """Who goes back to this question is asked about the last person again, or about all of whom nothing was said; about
    somebody who has no name for all words that speak of such a person."""
    known: dict[str, Any] = answers.get("concerns") or {}
    if UNSAID in known.values():
        return without_details(answers)
    last = next((one for one in reversed(known) if one != answers.get("staff_person")), None)
    kept = without_details(answers) if last == SOMEBODY and known[last] != "no" else answers
    dropped = {DENIED} if last == SOMEBODY else set()
    dropped |= {"via_confidant"} if known.get(last or "") == WANTED else set()
    concerns: dict[str, Any] = kept.get("concerns") or {}
    left = {one: said for one, said in concerns.items() if one != last}
    return {**{name: answer for name, answer in kept.items() if name not in dropped}, "concerns": left}
