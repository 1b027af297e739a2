"""What is asked when it is about somebody who works at the school: only what decides who reads it.

Who it is, or rather no name; whether it is sexual, which is the board's at once; whether the management is in it.
A reporter is asked this, and a member of staff who opens a case for a pupil who came in person.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.flows.about_staff import (
    BOARD,
    DETAILS,
    MANAGING_ROLES,
    NO_NAME,
    NOT_STAFF,
    STAFF_SENTENCE,
    is_about_staff,
    victim_is_pupil,
    without_details,
)
from bot.flows.help_lines import Parts, urgent_first
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene
from bot.flows.reading_plan import class_of, plan_of
from bot.flows.words import Words, phrase
from casework.routing import Reader, ReadingPlan
from casework.triage import asks_about_staff

_NAME_LENGTH = 200
_DENIALS = frozenset({"niet", "geen"})


def _nobody_of_staff(_scene: Scene) -> str | None:
    return None


@dataclass(frozen=True)
class Telling:
    """What differs between the conversations in which this is asked.

    `story` is the question that holds the story, `class_of` gives the class that was chosen, `plan_of` who would read
    it by the answers so far. `opener` is the member of staff who is talking (None: a reporter); they are never whom it
    is about. `put` makes the paragraphs of a question into those of its screen.
    """

    story: str
    class_of: Callable[[Answers], str | None]
    plan_of: Callable[[Scene], ReadingPlan]
    opener: Callable[[Scene], str | None] = _nobody_of_staff
    put: Callable[[Parts], Parts] = lambda parts: parts


BY_REPORTER = Telling("story", class_of, plan_of, put=urgent_first)

about_staff = Condition("about staff", lambda scene: is_about_staff(scene.answers))
asks_who = Condition("staff, who not said", lambda scene: _says_staff(scene) and "staff_who" not in scene.answers)
asks_sexual = Condition("staff, kind not said", lambda scene: _sexual_decides(scene) and "sexual" not in scene.answers)


def still_open(telling: Telling = BY_REPORTER) -> tuple[Branch, ...]:
    """The branches to what is still open of it, in the order in which it is asked."""
    asks_management = Condition(
        "staff, management would read", lambda scene: _says_staff(scene) and _management_is_open(telling, scene)
    )
    return (Branch("staff_who", asks_who), Branch("sexual", asks_sexual), Branch("management", asks_management))


def staff_questions(onwards: tuple[Branch, ...], telling: Telling = BY_REPORTER) -> tuple[Question, ...]:
    """The three questions; each goes on as `onwards` says, which leads to what is still open first."""
    story_taken_back = Condition("no story left", lambda scene: telling.story not in scene.answers)
    says_staff = Condition("staff", _says_staff)
    return (
        Question(
            "staff_who",
            Kind.TEXT,
            (Branch(telling.story, story_taken_back), *onwards),
            options=_who_options,
            parts=telling.put(lambda _, scene: (phrase("ask-staff-who"),)),
            record=lambda _, scene, value: _with_who(telling, scene, value),
            max_length=_NAME_LENGTH,
            applies=says_staff,
        ),
        sexual_question("sexual", onwards, extra_text=telling.story, put=telling.put),
        Question(
            "management",
            Kind.CHOICE,
            onwards,
            options=_yes_no_unknown,
            parts=telling.put(lambda _, scene: _management_parts(telling, scene)),
            extra_text=telling.story,
            applies=says_staff,
        ),
    )


def sexual_question(
    question: str, onwards: tuple[Branch, ...], *, extra_text: str, put: Callable[[Parts], Parts] = urgent_first
) -> Question:
    """Whether it is sexual, under the id `question`; the answer is kept as `sexual`."""
    return Question(
        question,
        Kind.CHOICE,
        onwards,
        options=_yes_no_unknown,
        parts=put(lambda _, scene: (phrase("ask-sexual"),)),
        record=lambda _, scene, value: {**scene.answers, "sexual": value},
        extra_text=extra_text,
        applies=about_staff,
    )


def begin_about_staff(answers: Answers) -> Answers:
    """The branch from its beginning: it is about somebody who works here, and nothing of it is known yet."""
    return {**without_details(answers), "staff": "yes"}


def _says_staff(scene: Scene) -> bool:
    return scene.answers.get("staff") == "yes"


def _sexual_decides(scene: Scene) -> bool:
    """What is done to a colleague goes another way, whatever it is."""
    return is_about_staff(scene.answers) and victim_is_pupil(scene.answers)


def _management_is_open(telling: Telling, scene: Scene) -> bool:
    return "management" not in scene.answers and bool(_managers_on_plan(telling, scene))


def _managers_on_plan(telling: Telling, scene: Scene) -> tuple[str, ...]:
    """The names of those who lead the school and would come to read or hear of it, if nothing were said of them."""
    unsaid = {name: answer for name, answer in scene.answers.items() if name != "management"}
    plan = telling.plan_of(Scene(unsaid, scene.facts))
    everyone: tuple[Reader, ...] = (*plan.order, *plan.also_told, *(one.reader for one in plan.informed))
    people, school = {reader.person for reader in everyone} - {telling.opener(scene)}, scene.facts.school
    leading = (person for role in MANAGING_ROLES for person in school.people_in_role(role) if person in people)
    return tuple(dict.fromkeys(school.people[person].spoken_name for person in leading))


def _management_parts(telling: Telling, scene: Scene) -> tuple[Words, ...]:
    unknown = "counts" if scene.facts.school.people_in_role(BOARD) else "reads"
    return (phrase("ask-management", names=", ".join(_managers_on_plan(telling, scene)), unknown=unknown),)


def _who_options(scene: Scene) -> tuple[Option, ...]:
    return (
        Option(NO_NAME, phrase("staff-who-no-name"), wide=True),
        Option(NOT_STAFF, phrase("staff-who-not-staff"), wide=True),
    )


def _yes_no_unknown(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(said, phrase(f"staff-{said}"), wide=said == "unknown") for said in ("yes", "no", "unknown"))


def _with_who(telling: Telling, scene: Scene, value: str) -> Answers:
    """A name that fits one person is whom it is about; of several it is asked which."""
    answers = without_details(scene.answers)
    if value == NOT_STAFF:
        return _not_about_staff(telling, answers)
    answers = {**answers, **_other_details(scene.answers), "staff": "yes", "staff_person": ""}
    if value == NO_NAME:
        return {**answers, "staff_who": ""}
    person = _only_person_in(value, telling, scene)
    named = {**answers, "staff_who": value}
    if person is None:
        return named
    return {**named, "staff_person": person, "concerns": {**(answers.get("concerns") or {}), person: "yes"}}


def _other_details(answers: Answers) -> Answers:
    return {name: answers[name] for name in DETAILS if name in answers and name != "staff_who"}


def _not_about_staff(telling: Telling, answers: Answers) -> Answers:
    """The tapped sentence that said so is taken back too, and something else can be told in its place."""
    dropped = {"staff", *({telling.story, "ready"} if answers.get("ready") == [STAFF_SENTENCE] else ())}
    return {name: value for name, value in answers.items() if name not in dropped}


def _only_person_in(words: str, telling: Telling, scene: Scene) -> str | None:
    """The member of staff whom these words name, when it is one and they deny nothing."""
    found = asks_about_staff(words, scene.facts.school, telling.class_of(scene.answers))
    opener = telling.opener(scene)
    asked = [one for one in found if opener is None or one.person != opener]
    denies = not _DENIALS.isdisjoint(words.casefold().split())
    return asked[0].person if len(asked) == 1 and not denies else None
