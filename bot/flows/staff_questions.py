"""What is asked when it is about somebody who works at the school: only what decides who reads it.

Who it is, or rather no name; whether it is sexual, which is the board's at once; whether the management is in it.
A reporter is asked this, and a member of staff who opens a case for a pupil who came in person.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.flows.about_staff import (
    BOARD,
    COUNTS_AS_YES,
    DETAILS,
    MANAGING_ROLES,
    MEANT,
    NO_NAME,
    NOT_STAFF,
    SEXUAL_OF,
    STAFF_SENTENCE,
    WORDS,
    is_about_staff,
    newly_accused,
    says_of_somebody,
    victim_is_pupil,
    without_details,
)
from bot.flows.help_lines import Parts, urgent_first
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene
from bot.flows.reading_plan import class_of, denying_somebody, marks_of_told, plan_of, told_besides
from bot.flows.shown_words import SHOWN_WITH_A_QUESTION, shown_words
from bot.flows.words import Words, phrase
from casework.names import is_only_a_name, says_no_name
from casework.routing import Reader, ReadingPlan
from casework.triage import SeriousKind, asks_about_staff, points_at

_NAME_LENGTH = 200
_MOST_WORDS = 6000
_TO_STORY, _IS_MEANT, _IS_NAME, _AWAY = "story", "person", "name", "away"
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
says_staff = Condition("staff", lambda scene: _says_staff(scene))
asks_who = Condition("staff, who not said", lambda scene: _says_staff(scene) and "staff_who" not in scene.answers)
more_than_name = Condition("more than a name", lambda scene: _is_more_than_name(scene.answers))
asks_sexual = Condition("staff, kind not said", lambda scene: _sexual_decides(scene) and "sexual" not in scene.answers)


asks_kind = Condition("staff, kind not said of it", lambda scene: _kind_is_open(scene))
"""After sending, where it may have been said of other words, or of somebody else."""


def still_open(telling: Telling = BY_REPORTER) -> tuple[Branch, ...]:
    """The branches to what is still open of it, in the order in which it is asked."""
    asks_management = Condition(
        "staff, management would read", lambda scene: _says_staff(scene) and _management_is_open(telling, scene)
    )
    return (Branch("staff_who", asks_who), Branch("sexual", asks_sexual), Branch("management", asks_management))


def staff_questions(onwards: tuple[Branch, ...], telling: Telling = BY_REPORTER) -> tuple[Question, ...]:
    """Who it is, what becomes of words that are more than a name, whether it is sexual, and whether the
    management is in it.

    Each goes on as `onwards` says, which leads to what is still open first."""
    return (
        _who_question(onwards, telling),
        _words_question(onwards, telling),
        sexual_question("sexual", onwards, extra_text=telling.story, put=telling.put),
        _management_question(onwards, telling),
    )


def sexual_question(
    question: str, onwards: tuple[Branch, ...], *, extra_text: str | None, put: Callable[[Parts], Parts] = urgent_first
) -> Question:
    """Whether it is sexual, under the id `question`; the answer is kept as `sexual`, with of which lines it was."""
    return Question(
        question,
        Kind.CHOICE,
        onwards,
        options=_yes_no_unknown,
        parts=put(lambda _, scene: (phrase("ask-sexual"),)),
        record=lambda _, scene, value: {**scene.answers, "sexual": value, SEXUAL_OF: marks_of_told(scene)},
        extra_text=extra_text,
        applies=about_staff,
    )


def _kind_is_open(scene: Scene) -> bool:
    """A no holds for what was told by then: later words that may be sexual bring it again."""
    said = scene.answers.get("sexual")
    if not _sexual_decides(scene) or said in COUNTS_AS_YES:
        return False
    if said is None and newly_accused(scene.answers):
        return True
    return points_at(SeriousKind.SEXUAL, told_besides(scene.answers.get(SEXUAL_OF) or (), scene))


def _who_question(onwards: tuple[Branch, ...], telling: Telling) -> Question:
    story_taken_back = Condition("no story left", lambda scene: telling.story not in scene.answers)
    return Question(
        "staff_who",
        Kind.TEXT,
        (Branch(telling.story, story_taken_back), Branch(WORDS, more_than_name), *onwards),
        options=_who_options,
        parts=telling.put(_who_parts),
        record=lambda _, scene, value: _with_who(telling, scene, value),
        max_length=_MOST_WORDS,
        applies=says_staff,
    )


def _words_question(onwards: tuple[Branch, ...], telling: Telling) -> Question:
    return Question(
        WORDS,
        Kind.CHOICE,
        (Branch("staff_who", asks_who), *onwards),
        options=_words_options,
        parts=telling.put(_words_parts),
        record=lambda _, scene, value: _with_words_settled(telling, scene, value),
        extra_text=telling.story,
        keeps_answer=False,
        applies=more_than_name,
        moves=dict.fromkeys((_TO_STORY, _IS_MEANT), ("staff_who", telling.story)),
    )


def _management_question(onwards: tuple[Branch, ...], telling: Telling) -> Question:
    return Question(
        "management",
        Kind.CHOICE,
        onwards,
        options=_yes_no_unknown,
        parts=telling.put(lambda _, scene: _management_parts(telling, scene)),
        extra_text=telling.story,
        applies=says_staff,
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


def _who_parts(_question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-staff-who-name" if scene.answers.get(WORDS) else "ask-staff-who"),)


def _words_options(scene: Scene) -> tuple[Option, ...]:
    meant = scene.facts.school.people.get(scene.answers.get(MEANT) or "")
    may_be_name = meant is None and len(str(scene.answers.get("staff_who") or "")) <= _NAME_LENGTH
    is_name = (Option(_IS_NAME, phrase("staff-words-name"), wide=True),) if may_be_name else ()
    named = () if meant is None else (_meant_option(meant.spoken_name),)
    return (
        *named,
        Option(_TO_STORY, phrase("staff-words-story"), wide=True, also=phrase("staff-yes")),
        *is_name,
        Option(_AWAY, phrase("staff-words-away"), wide=True, also=phrase("staff-no")),
    )


def _meant_option(name: str) -> Option:
    return Option(_IS_MEANT, phrase("staff-words-person", name=name), wide=True, also=name)


def _words_parts(_question: Question, scene: Scene) -> tuple[Words, ...]:
    words = str(scene.answers.get("staff_who") or "")
    return (phrase("ask-staff-words", words=shown_words(words, SHOWN_WITH_A_QUESTION)),)


def _is_more_than_name(answers: Answers) -> bool:
    words = str(answers.get("staff_who") or "")
    return WORDS not in answers and bool(words) and not _may_be_name(words)


def _may_be_name(words: str) -> bool:
    return len(words) <= _NAME_LENGTH and is_only_a_name(words)


def _with_words_settled(telling: Telling, scene: Scene, value: str) -> Answers:
    """They went to the story (`Question.moves`), are thrown away, or are the name after all."""
    words, meant = str(scene.answers.get("staff_who") or ""), scene.answers.get(MEANT)
    if value == _IS_NAME and words:
        return {**_named(telling, scene, words), WORDS: value}
    if value == _IS_MEANT and meant in scene.facts.school.people:
        name = scene.facts.school.people[meant].spoken_name
        return {**_about_person(_unnamed(scene), name, meant), WORDS: value}
    return {name: answer for name, answer in {**scene.answers, WORDS: value}.items() if name != "staff_who"}


def _yes_no_unknown(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(said, phrase(f"staff-{said}"), wide=said == "unknown") for said in ("yes", "no", "unknown"))


def _with_who(telling: Telling, scene: Scene, value: str) -> Answers:
    """A name that fits one person is whom it is about; of several it is asked which. Whoever is spoken of in more than
    a name is not accused by that."""
    if value == NOT_STAFF:
        answers = _not_about_staff(telling, without_details(scene.answers))
        return denying_somebody(Scene(answers, scene.facts)) if says_of_somebody(answers) else answers
    if value == NO_NAME or says_no_name(value):
        return {**_unnamed(scene), "staff_who": ""}
    if not _may_be_name(value):
        return {**_unnamed(scene), "staff_who": value, MEANT: _only_person_in(value, telling, scene) or ""}
    return _named(telling, scene, value)


def _unnamed(scene: Scene) -> Answers:
    answers = without_details(scene.answers)
    return {**answers, **_other_details(scene.answers), "staff": "yes", "staff_person": ""}


def _named(telling: Telling, scene: Scene, value: str) -> Answers:
    person = _only_person_in(value, telling, scene)
    return _about_person(_unnamed(scene), value, person)


def _about_person(answers: Answers, who: str, person: str | None) -> Answers:
    if person is None:
        return {**answers, "staff_who": who}
    concerns = {**(answers.get("concerns") or {}), person: "yes"}
    return {**answers, "staff_who": who, "staff_person": person, "concerns": concerns}


def _other_details(answers: Answers) -> Answers:
    return {name: answers[name] for name in DETAILS if name in answers and name != "staff_who"}


def _not_about_staff(telling: Telling, answers: Answers) -> Answers:
    """The tapped sentence that said so is taken back too, but no word that was typed with it; without any, something
    else can be told in its place."""
    kept = {name: value for name, value in answers.items() if name != "staff"}
    if kept.get("ready") != [STAFF_SENTENCE]:
        return kept
    typed = str(kept.pop(telling.story, "")).partition("\n")[2]
    del kept["ready"]
    return {**kept, telling.story: typed, "ready": []} if typed else kept


def _only_person_in(words: str, telling: Telling, scene: Scene) -> str | None:
    """The member of staff whom these words name, when it is one and they deny nothing."""
    found = asks_about_staff(words, scene.facts.school, telling.class_of(scene.answers))
    opener = telling.opener(scene)
    asked = [one for one in found if opener is None or one.person != opener]
    denies = not _DENIALS.isdisjoint(words.casefold().split())
    return asked[0].person if len(asked) == 1 and not denies else None
