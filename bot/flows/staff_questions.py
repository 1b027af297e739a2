"""What is asked when it is about somebody who works at the school: only what decides who reads it.

Who it is, or rather no name; whether it is sexual, which is the board's at once; whether the management is in it.
"""

from bot.flows.about_staff import (
    DETAILS,
    MANAGING_ROLES,
    NO_NAME,
    NOT_STAFF,
    STAFF_SENTENCE,
    is_about_staff,
    victim_is_pupil,
    without_details,
)
from bot.flows.help_lines import urgent_first
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene
from bot.flows.reading_plan import class_of, plan_of
from bot.flows.words import Words, phrase
from casework.routing import Reader
from casework.triage import asks_about_staff

_NAME_LENGTH = 200
_DENIALS = frozenset({"niet", "geen"})

about_staff = Condition("about staff", lambda scene: is_about_staff(scene.answers))
asks_who = Condition("staff, who not said", lambda scene: _says_staff(scene) and "staff_who" not in scene.answers)
asks_sexual = Condition("staff, kind not said", lambda scene: _sexual_decides(scene) and "sexual" not in scene.answers)
asks_management = Condition(
    "staff, management would read", lambda scene: _says_staff(scene) and _management_is_open(scene)
)
story_taken_back = Condition("no story left", lambda scene: "story" not in scene.answers)

ABOUT_STAFF = (Branch("staff_who", asks_who), Branch("sexual", asks_sexual), Branch("management", asks_management))
"""What is still open of it, in the order in which it is asked."""


def staff_questions(onwards: tuple[Branch, ...]) -> tuple[Question, ...]:
    """The three questions; each goes on as `onwards` says, which leads to what is still open first."""
    return (
        Question(
            "staff_who",
            Kind.TEXT,
            (Branch("story", story_taken_back), *onwards),
            options=_who_options,
            parts=urgent_first(_plain_parts),
            record=_record_who,
            max_length=_NAME_LENGTH,
            applies=Condition("staff", _says_staff),
        ),
        Question(
            "sexual",
            Kind.CHOICE,
            onwards,
            options=_yes_no_unknown,
            parts=urgent_first(_plain_parts),
            extra_text="story",
            applies=about_staff,
        ),
        Question(
            "management",
            Kind.CHOICE,
            onwards,
            options=_yes_no_unknown,
            parts=urgent_first(_management_parts),
            extra_text="story",
            applies=Condition("staff", _says_staff),
        ),
    )


def begin_about_staff(answers: Answers) -> Answers:
    """The branch from its beginning: it is about somebody who works here, and nothing of it is known yet."""
    return {**without_details(answers), "staff": "yes"}


def _says_staff(scene: Scene) -> bool:
    return scene.answers.get("staff") == "yes"


def _sexual_decides(scene: Scene) -> bool:
    """What is done to a colleague goes another way, whatever it is."""
    return is_about_staff(scene.answers) and victim_is_pupil(scene.answers)


def _management_is_open(scene: Scene) -> bool:
    return "management" not in scene.answers and bool(_managers_on_plan(scene))


def _managers_on_plan(scene: Scene) -> tuple[str, ...]:
    """The names of those who lead the school and would come to read or hear of it, if nothing were said of them."""
    unsaid = {name: answer for name, answer in scene.answers.items() if name != "management"}
    plan = plan_of(Scene(unsaid, scene.facts))
    everyone: tuple[Reader, ...] = (*plan.order, *plan.also_told, *(one.reader for one in plan.informed))
    people, school = {reader.person for reader in everyone}, scene.facts.school
    leading = (person for role in MANAGING_ROLES for person in school.people_in_role(role) if person in people)
    return tuple(dict.fromkeys(school.people[person].spoken_name for person in leading))


def _plain_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase(f"ask-{question.id.replace('_', '-')}"),)


def _management_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-management", names=", ".join(_managers_on_plan(scene))),)


def _who_options(scene: Scene) -> tuple[Option, ...]:
    return (
        Option(NO_NAME, phrase("staff-who-no-name"), wide=True),
        Option(NOT_STAFF, phrase("staff-who-not-staff"), wide=True),
    )


def _yes_no_unknown(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(said, phrase(f"staff-{said}"), wide=said == "unknown") for said in ("yes", "no", "unknown"))


def _record_who(question: Question, scene: Scene, value: str) -> Answers:
    """A name that fits one person is whom it is about; of several the reporter is asked which."""
    answers = without_details(scene.answers)
    if value == NOT_STAFF:
        return _not_about_staff(answers)
    answers = {**answers, **_other_details(scene.answers), "staff": "yes", "staff_person": ""}
    if value == NO_NAME:
        return {**answers, "staff_who": ""}
    person = _only_person_in(value, scene)
    named = {**answers, "staff_who": value}
    if person is None:
        return named
    return {**named, "staff_person": person, "concerns": {**(answers.get("concerns") or {}), person: "yes"}}


def _other_details(answers: Answers) -> Answers:
    return {name: answers[name] for name in DETAILS if name in answers and name != "staff_who"}


def _not_about_staff(answers: Answers) -> Answers:
    """The tapped sentence that said so is taken back too, and something else can be told in its place."""
    dropped = {"staff", *({"story", "ready"} if answers.get("ready") == [STAFF_SENTENCE] else ())}
    return {name: value for name, value in answers.items() if name not in dropped}


def _only_person_in(words: str, scene: Scene) -> str | None:
    """The member of staff whom these words name, when it is one and they deny nothing."""
    asked = asks_about_staff(words, scene.facts.school, class_of(scene.answers))
    denies = not _DENIALS.isdisjoint(words.casefold().split())
    return asked[0].person if len(asked) == 1 and not denies else None
