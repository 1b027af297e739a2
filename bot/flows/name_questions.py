"""Who it is that reports, and to whom it happens: words that are no name go to the story."""

from bot.flows.about_staff import is_about_staff, victim_is_pupil
from bot.flows.help_lines import urgent_first
from bot.flows.question import Answers, Branch, Condition, Kind, Question, Scene
from bot.flows.typed_words import says_no, says_yes
from bot.flows.words import Words, phrase
from casework.names import is_only_a_name, is_only_a_role, says_no_name
from casework.pupil_names import may_be_one_person
from casework.report import Contact
from casework.triage import danger_in

_NAMES_LENGTH = 200


def _lacks_child(scene: Scene) -> bool:
    answers = scene.answers
    asked = (answers.get("about"), answers.get("contact")) == ("parent", Contact.NAME)
    is_open = not answers.get("victim_name") and victim_is_pupil(answers)
    return asked and is_open and may_be_one_person(str(answers.get("own_name") or ""))


lacks_child = Condition("parent who named only themselves", _lacks_child)
lacks_child_unasked = Condition(
    f"{lacks_child.name}, and did not skip the other name",
    lambda scene: lacks_child.holds(scene) and "victim_name" not in scene.answers,
)
_asks_child_at_once = Condition(
    f"{lacks_child.name}, class given",
    lambda scene: lacks_child_unasked.holds(scene) and bool(scene.answers.get("class_given")),
)
"""Where the link said the class, one answer is left of the six after which a report can be sent (design 1)."""


def name_questions(after: tuple[Branch, ...]) -> tuple[Question, Question]:
    """For the reporter's own name, and for that of the pupil whom it is about; both go on as `after` says.

    A parent who named only themselves is asked for the other name at once where one answer is left for that; elsewhere
    the send screen offers it, and goes on doing so after it was skipped.
    """
    return (
        Question(
            "own_name",
            Kind.TEXT,
            (Branch("victim_name", _asks_child_at_once), *after),
            parts=urgent_first(_name_parts),
            record=_record_own_name,
            max_length=_NAMES_LENGTH,
            extra_text="story",
            refuses=_refuses_own_name,
        ),
        Question(
            "victim_name",
            Kind.TEXT,
            after,
            parts=_victim_name_parts,
            record=_record_victim_name,
            max_length=_NAMES_LENGTH,
            may_skip=True,
            extra_text="story",
            refuses=_refuses_victim_name,
        ),
    )


def with_contact(answers: Answers, contact: str) -> Answers:
    """The answers with this kind of contact, and without a name that was given for another."""
    return {**{name: answer for name, answer in answers.items() if name != "own_name"}, "contact": contact}


def _record_own_name(question: Question, scene: Scene, value: str) -> Answers:
    """Who would rather not say it after all is still answered here; the send screen says so."""
    if says_no_name(value):
        return with_contact(scene.answers, Contact.HERE.value)
    return {**scene.answers, question.id: value}


def _refuses_own_name(scene: Scene, words: str) -> Words | None:
    return phrase("own-name-alone") if _is_danger(scene, words) else None


def _refuses_victim_name(scene: Scene, words: str) -> Words | None:
    """More than a name, or what a pupil cannot be: it tells something, and belongs in the story."""
    if says_no_name(words) or says_no(words):
        return None
    is_role = victim_is_pupil(scene.answers) and is_only_a_role(words)
    no_name = says_yes(words) or is_role or not is_only_a_name(words)
    return phrase("victim-name-alone") if no_name or _is_danger(scene, words) else None


def _record_victim_name(question: Question, scene: Scene, value: str) -> Answers:
    return {**scene.answers, question.id: "" if says_no_name(value) or says_no(value) else value}


def _is_danger(scene: Scene, words: str) -> bool:
    """Whether danger shows in what was typed for a name. Somebody may be called Mes: a name that is typed again, while
    it stands at the end of the story already, is the name."""
    said_before = str(scene.answers.get("story", "")).endswith(f"\n{words}")
    return danger_in(words) is not None and not (said_before and is_only_a_name(words))


def _name_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    by_staff = "-staff" if is_about_staff(scene.answers) else ""
    return (phrase("ask-own-name" if scene.answers.get("about") == "me" else f"ask-both-names{by_staff}"),)


def _victim_name_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-victim-name-staff" if is_about_staff(scene.answers) else "ask-victim-name"),)
