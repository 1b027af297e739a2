"""The conversation in which somebody reports: the table, from "about whom" to the send screen.

A reporter sends after at most six answers. Who comes back with a code, or wants no contact at all, can tell
more before sending: afterwards nothing links the chat to the report.
"""

from typing import Any

from bot.flows.concern_question import asks_concern, concern_options, concern_parts, record_concern
from bot.flows.facts import ReporterFacts
from bot.flows.more_questions import more_questions
from bot.flows.question import (
    Answers,
    Branch,
    Condition,
    Kind,
    Option,
    Question,
    Scene,
    answered,
    flow_of,
)
from bot.flows.reading_plan import has_confidant, people_on_plan
from bot.flows.send_screen import send_parts
from bot.flows.words import Words, phrase
from casework.report import Contact

UNKNOWN_CLASS, NOT_A_PUPIL = "_unknown", "_not_a_pupil"
READY_SENTENCES = ("names", "left_out", "hurt", "online", "picture", "things", "threat")

needs_help = answered("about", "help")
class_given = Condition("klas uit de link", lambda scene: bool(scene.answers.get("class_given")))
under_name = answered("contact", Contact.NAME)
for_other = Condition("voor een ander", lambda scene: scene.answers.get("about") in ("other", "parent"))
not_linked = Condition(
    "code of geen contact", lambda scene: scene.answers.get("contact") in (Contact.CODE, Contact.NONE)
)


def _about_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(option, phrase(f"about-{option}")) for option in ("me", "other", "help", "parent"))


def _help_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(option, phrase(f"about-{option}")) for option in ("me", "other"))


def _help_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (*urgent_parts(scene.facts), phrase("ask-help-now"))


def urgent_parts(facts: ReporterFacts) -> tuple[Words, ...]:
    """Whom to call now, with the clock when nobody at school reads."""
    clock = phrase("clock-school-open" if facts.calendar.is_open(facts.now) else "clock-school-closed", now=facts.now)
    return (clock, phrase("help-danger"), phrase("help-lines"))


def _class_options(scene: Scene) -> tuple[Option, ...]:
    facts: ReporterFacts = scene.facts
    classes = tuple(Option(class_id, school_class.label) for class_id, school_class in facts.school.classes.items())
    return (
        *classes,
        Option(UNKNOWN_CLASS, phrase("class-unknown"), wide=True),
        Option(NOT_A_PUPIL, phrase("class-not-a-pupil"), wide=True),
    )


def _class_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-class-me" if scene.answers.get("about") == "me" else "ask-class-other"),)


def _story_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(name, phrase(f"ready-{name.replace('_', '-')}"), wide=True) for name in READY_SENTENCES)


def _story_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-story-me" if scene.answers.get("about") == "me" else "ask-story-other"),)


def _record_story(question: Question, scene: Scene, value: str) -> Answers:
    ready = {option.id: option.label for option in _story_options(scene)}
    words = scene.facts.spoken(ready[value]) if value in ready else value
    return {**scene.answers, "story": words}


def _contact_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(contact.value, phrase(f"contact-{contact.value}"), wide=True) for contact in Contact)


def _name_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-own-name" if scene.answers.get("about") == "me" else "ask-both-names"),)


def _send_options(scene: Scene) -> tuple[Option, ...]:
    to_confidant = scene.answers.get("via_confidant") == "yes"
    anonymous = not_linked.holds(scene)
    choices = (
        ("send", True),
        ("more", anonymous),
        ("confidant", not to_confidant and has_confidant(scene)),
        ("coach", to_confidant),
        ("exclude", not to_confidant and bool(people_on_plan(scene))),
        ("include", bool(scene.answers.get("excluded"))),
        ("change", True),
    )
    return tuple(Option(name, phrase(f"send-{name}"), wide=True) for name, offered in choices if offered)


def _record_send(question: Question, scene: Scene, value: str) -> Answers:
    changes: dict[str, dict[str, Any]] = {
        "confidant": {"via_confidant": "yes"},
        "coach": {"via_confidant": "no"},
        "include": {"excluded": []},
    }
    return {**scene.answers, **changes.get(value, {}), "send": value}


def _exclude_options(scene: Scene) -> tuple[Option, ...]:
    people = people_on_plan(scene)
    return tuple(Option(f"p{place}", words, wide=True) for place, (_, words) in enumerate(people))


def _record_exclude(question: Question, scene: Scene, value: str) -> Answers:
    people = people_on_plan(scene)
    chosen = people[int(value[1:])][0] if value[1:].isdecimal() and int(value[1:]) < len(people) else None
    excluded = [*scene.answers.get("excluded", []), *([chosen] if chosen else [])]
    return {**scene.answers, "excluded": excluded}


CHANGEABLE = ("about", "class", "story", "contact")


def _change_options(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(name, phrase(f"change-{name}"), wide=True) for name in CHANGEABLE)


TO_SEND = (Branch("concern", asks_concern), Branch("send"))

REPORT = flow_of(
    "report",
    "about",
    Question(
        "about",
        Kind.CHOICE,
        (Branch("help_now", needs_help), Branch("story", class_given), Branch("class")),
        options=_about_options,
    ),
    Question(
        "help_now",
        Kind.CHOICE,
        (Branch("story", class_given), Branch("class")),
        options=_help_options,
        parts=_help_parts,
        record=lambda question, scene, value: {**scene.answers, "about": value, "urgent": "yes"},
    ),
    Question("class", Kind.CHOICE, (Branch("story"),), options=_class_options, parts=_class_parts, columns=4),
    Question(
        "story",
        Kind.TEXT,
        (Branch("contact"),),
        options=_story_options,
        parts=_story_parts,
        record=_record_story,
        max_length=12_000,
    ),
    Question(
        "contact",
        Kind.CHOICE,
        (Branch("own_name", under_name), Branch("victim_name", for_other), *TO_SEND),
        options=_contact_options,
        extra_text="story",
    ),
    Question("own_name", Kind.TEXT, TO_SEND, parts=_name_parts, max_length=200),
    Question("victim_name", Kind.TEXT, TO_SEND, max_length=200, may_skip=True),
    Question(
        "concern",
        Kind.CHOICE,
        (Branch("concern", asks_concern), Branch("send")),
        options=concern_options,
        parts=concern_parts,
        record=record_concern,
        extra_text="story",
    ),
    Question(
        "send",
        Kind.CHOICE,
        (
            Branch(None, answered("send", "send")),
            Branch("nude", answered("send", "more")),
            Branch("exclude", answered("send", "exclude")),
            Branch("change", answered("send", "change")),
            Branch("send"),
        ),
        options=_send_options,
        parts=send_parts,
        record=_record_send,
        extra_text="story",
        keeps_answer=False,
        is_summary=True,
    ),
    Question(
        "exclude",
        Kind.CHOICE,
        (Branch("send"),),
        options=_exclude_options,
        record=_record_exclude,
        keeps_answer=False,
    ),
    Question(
        "change",
        Kind.CHOICE,
        tuple(Branch(name, answered("change", name)) for name in CHANGEABLE),
        options=_change_options,
        keeps_answer=False,
        starts_change=True,
    ),
    *more_questions(TO_SEND),
)
