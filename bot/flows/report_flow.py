"""The conversation in which somebody reports: the table, from "about whom" to the send screen.

A reporter sends after at most six answers. Who comes back with a code, or wants no contact at all, can tell
more before sending: afterwards nothing links the chat to the report.
"""

import re
from dataclasses import replace
from hashlib import sha256
from typing import Any

from bot.flows.about_staff import STAFF_SENTENCE, is_about_staff, without_details
from bot.flows.concern_question import asks_concern, concern_question
from bot.flows.exclusion import exclude_question, offers_exclusion, people_on_plan
from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import emergency_number, is_urgent, sending_first, urgent_first
from bot.flows.more_questions import more_questions
from bot.flows.name_questions import lacks_child, name_questions, with_contact
from bot.flows.question import (
    Answers,
    Branch,
    Condition,
    Detour,
    Kind,
    Option,
    Question,
    Scene,
    answered,
    flow_of,
)
from bot.flows.reading_plan import (
    class_of,
    has_confidant,
    plan_of,
    plan_promised,
    reader_words,
    report_of_scene,
    title_of_receiver,
    usual_reader,
    way_of_scene,
)
from bot.flows.send_screen import send_parts
from bot.flows.shown_words import SHOWN_WITH_A_QUESTION, shown_words
from bot.flows.staff_questions import asks_who, begin_about_staff, staff_questions, still_open
from bot.flows.typed_words import tells_nothing
from bot.flows.words import Words, phrase
from casework.report import Contact
from casework.school import CONFIDANT
from casework.triage import speaks_of_staff

UNKNOWN_CLASS, NOT_A_PUPIL, FOR_OTHER = "_unknown", "_not_a_pupil", "for_other"
READY_SENTENCES = ("names", "left_out", "hurt", "online", "picture", "things", "threat", STAFF_SENTENCE)
CHANGEABLE = ("about", "class", "story", "contact", "staff")

_NOT_TO_CONFIDANT = {"via_confidant": "no"}
_SHORT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,15}")
_CLASSES_ON_A_PAGE = 72

_ABOUT = tuple(Option(option, phrase(f"about-{option}"), wide=True) for option in ("me", "other", "help", "parent"))
_CONTACT = tuple(Option(contact.value, phrase(f"contact-{contact.value}"), wide=True) for contact in Contact)
_READY = {
    told_by: tuple(
        Option(name, phrase(f"ready-{told_by}-{name.replace('_', '-')}"), wide=True) for name in READY_SENTENCES
    )
    for told_by in ("me", "other")
}

class_given = Condition("class came with the link", lambda scene: bool(scene.answers.get("class_given")))
class_open = Condition("class not said yet", lambda scene: "class" not in scene.answers)
story_carried = Condition(
    "told before", lambda scene: bool(scene.answers.get("carried")) and bool(scene.answers.get("story"))
)
story_begun = Condition(
    "begun before it was asked", lambda scene: "offered" in scene.answers and "contact" not in scene.answers
)
under_name = answered("contact", Contact.NAME)
for_other = Condition("about someone else", lambda scene: scene.answers.get("about") in ("other", "parent"))
contact_open = Condition("contact not asked yet", lambda scene: "contact" not in scene.answers)
not_linked = Condition("code or no contact", lambda scene: scene.answers.get("contact") in (Contact.CODE, Contact.NONE))


def _about_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """The first time with the welcome, which stays in the chat when the question is answered."""
    facts: ReporterFacts = scene.facts
    if "about" in scene.answers:
        return (phrase("ask-about"),)
    welcome = phrase("welcome", school=facts.school.name, coach=usual_reader(facts), emergency=emergency_number(facts))
    return (welcome, phrase("ask-about"))


def _about_options(scene: Scene) -> tuple[Option, ...]:
    return _ABOUT


def _record_about(question: Question, scene: Scene, value: str) -> Answers:
    """Who needs help now talks about themselves; the urgency goes along with the report."""
    others = {name: answer for name, answer in scene.answers.items() if name != "urgent"}
    return {**others, "about": "me", "urgent": "yes"} if value == "help" else {**others, "about": value}


def _wording(scene: Scene) -> str:
    """Which wording fits: of who needs help now, of the person themselves, of who speaks for another."""
    if scene.answers.get("urgent"):
        return "help"
    return "me" if scene.answers.get("about") == "me" else "other"


def _class_options(scene: Scene) -> tuple[Option, ...]:
    facts: ReporterFacts = scene.facts
    by_pupil = scene.answers.get("about") == "me"
    classes = (Option(_class_option(class_id), one.label) for class_id, one in facts.school.classes.items())
    return (
        *classes,
        *((Option(FOR_OTHER, phrase("class-for-other"), wide=True),) if _needs_help_now(scene) else ()),
        Option(UNKNOWN_CLASS, phrase("class-unknown"), wide=True),
        Option(NOT_A_PUPIL, phrase("class-not-a-pupil-me" if by_pupil else "class-not-a-pupil"), wide=True),
    )


def _class_option(class_id: str) -> str:
    """The class's id, or a short stand-in where a school chose an id that does not fit in a button."""
    return class_id if _SHORT_ID.fullmatch(class_id) else f"~{sha256(class_id.encode()).hexdigest()[:12]}"


def _record_class(question: Question, scene: Scene, value: str) -> Answers:
    if value == FOR_OTHER:
        return {**scene.answers, "about": "other"}
    ids = {_class_option(class_id): class_id for class_id in scene.facts.school.classes}
    return {**scene.answers, "class": ids.get(value, value)}


def _class_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-class-me" if scene.answers.get("about") == "me" else "ask-class-other"),)


def _needs_help_now(scene: Scene) -> bool:
    return bool(scene.answers.get("urgent")) and scene.answers.get("about") == "me"


def _story_options(scene: Scene) -> tuple[Option, ...]:
    return _READY["me" if scene.answers.get("about") == "me" else "other"]


def _story_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    asked, told = phrase(f"ask-story-{_wording(scene)}"), str(scene.answers.get("story") or "")
    if not told:
        return (asked,)
    before = "story-offered" if story_begun.holds(scene) else "story-told"
    return (phrase(before, words=shown_words(told, SHOWN_WITH_A_QUESTION)), asked)


def _record_story(question: Question, scene: Scene, value: str) -> Answers:
    """Another sentence in the place of the one about staff takes that back; own words only add to it. What was typed
    before this was asked stays, after a sentence that is chosen; what was told here gives way to what is told anew."""
    begun = f"\n{scene.answers.get('story')}" if story_begun.holds(scene) else ""
    scene = Scene({name: answer for name, answer in scene.answers.items() if name != "offered"}, scene.facts)
    labels = {option.id: option.label for option in _story_options(scene)}
    if value not in labels:
        return {**scene.answers, "story": value, "ready": []}
    was_about_staff = scene.answers.get("ready") == [STAFF_SENTENCE] and value != STAFF_SENTENCE
    answers = without_details({**scene.answers, "ready": []}) if was_about_staff else scene.answers
    said = {"staff": "yes"} if value == STAFF_SENTENCE else {}
    return {**answers, "story": f"{scene.facts.spoken(labels[value])}{begun}", "ready": [value], **said}


def _refuses_story(_scene: Scene, words: str) -> Words | None:
    """A no, or not knowing, tells nothing yet; the ready sentences are there for who cannot find words."""
    return phrase("story-not-told") if tells_nothing(words) else None


def _contact_options(scene: Scene) -> tuple[Option, ...]:
    return _CONTACT


def _contact_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Whether the coach may know who they are; who reads, as long as it may be about the coach or somebody else."""
    about_staff = is_about_staff(scene.answers) or asks_concern.holds(scene)
    sure = class_of(scene.answers) is not None and not about_staff
    coach = phrase("ask-contact", coach=title_of_receiver(way_of_scene(scene), scene.facts.school))
    return (coach if sure else phrase("ask-contact-reader"), phrase("contact-ways"), phrase("contact-honest"))


def _record_contact(question: Question, scene: Scene, value: str) -> Answers:
    """Who chooses again how to be answered may give another name."""
    return with_contact(scene.answers, value)


def _send_options(scene: Scene) -> tuple[Option, ...]:
    to_confidant = report_of_scene(scene).via_confidant
    told, school = str(scene.answers.get("story", "")), scene.facts.school
    unsaid = not is_about_staff(scene.answers) and speaks_of_staff(told, school, class_of(scene.answers))
    is_urgent_now = bool(scene.answers.get("urgent"))
    choices = (
        ("send", True),
        ("urgent", not is_urgent_now and is_urgent.holds(scene)),
        ("child", lacks_child.holds(scene)),
        ("staff", unsaid),
        ("more", not_linked.holds(scene)),
        ("confidant", not to_confidant and has_confidant(scene)),
        ("coach", to_confidant),
        ("exclude", offers_exclusion(scene)),
        ("include", bool(scene.answers.get("excluded"))),
        ("can-wait", is_urgent_now),
        ("change", True),
    )
    return tuple(Option(name, _send_label(name, scene), wide=True) for name, offered in choices if offered)


def _send_label(name: str, scene: Scene) -> Words:
    if name == "confidant":
        return phrase("send-confidant", title=scene.facts.school.role_title(CONFIDANT))
    return _undo_label(scene) if name == "coach" else phrase(f"send-{name}")


def _undo_label(scene: Scene) -> Words:
    """Who would really read it when it does not go to the confidant: not the coach, where that one was left out."""
    school = scene.facts.school
    first = plan_of(Scene({**scene.answers, **_NOT_TO_CONFIDANT}, scene.facts)).first_reader
    if first is None:
        return phrase("send-not-confidant", title=school.role_title(CONFIDANT))
    return phrase("send-coach", reader=reader_words(school, first))


def _record_send(question: Question, scene: Scene, value: str) -> Answers:
    changes: dict[str, dict[str, Any]] = {
        "confidant": {"via_confidant": "yes"},
        "coach": _NOT_TO_CONFIDANT,
        "include": {"excluded": []},
        "urgent": {"urgent": "yes"},
        "can-wait": {"urgent": ""},
    }
    answers = begin_about_staff(scene.answers) if value == "staff" else scene.answers
    return {**answers, **changes.get(value, {}), "send": value}


def _change_options(scene: Scene) -> tuple[Option, ...]:
    said = "-said" if is_about_staff(scene.answers) else ""
    return tuple(
        Option(name, phrase(f"change-{name}{said if name == 'staff' else ''}"), wide=True) for name in CHANGEABLE
    )


def _record_change(question: Question, scene: Scene, value: str) -> Answers:
    answers = begin_about_staff(scene.answers) if value == "staff" else scene.answers
    return {**answers, question.id: value}


TO_SEND = (Branch("concern", asks_concern), *still_open(), Branch("contact", contact_open), Branch("send"))
_CLEAR_FIRST = Detour("concern", asks_concern)

REPORT = flow_of(
    "report",
    "about",
    Question(
        "about",
        Kind.CHOICE,
        (Branch("story", class_given), Branch("class")),
        options=_about_options,
        parts=_about_parts,
        record=_record_about,
        extra_text="story",
    ),
    Question(
        "class",
        Kind.CHOICE,
        (Branch("class", class_open), Branch("contact", story_carried), Branch("story")),
        options=_class_options,
        parts=urgent_first(_class_parts),
        record=_record_class,
        columns=4,
        page_size=_CLASSES_ON_A_PAGE,
        extra_text="story",
    ),
    Question(
        "story",
        Kind.TEXT,
        (Branch("staff_who", asks_who), Branch("contact")),
        options=_story_options,
        parts=urgent_first(_story_parts),
        record=_record_story,
        max_length=12_000,
        refuses=_refuses_story,
        goes_on=story_begun,
    ),
    Question(
        "contact",
        Kind.CHOICE,
        (Branch("own_name", under_name), Branch("victim_name", for_other), *TO_SEND),
        options=_contact_options,
        parts=urgent_first(_contact_parts),
        record=_record_contact,
        extra_text="story",
    ),
    *name_questions(TO_SEND),
    concern_question("concern", TO_SEND[1:], extra_text="story", before_sending=True),
    *staff_questions(TO_SEND),
    Question(
        "send",
        Kind.CHOICE,
        (
            *TO_SEND[:-2],
            Branch(None, answered("send", "send")),
            Branch("nude", answered("send", "more")),
            Branch("exclude", answered("send", "exclude")),
            Branch("change", answered("send", "change")),
            Branch("victim_name", answered("send", "child")),
            Branch("send"),
        ),
        options=_send_options,
        parts=sending_first(send_parts),
        record=_record_send,
        extra_text="story",
        keeps_answer=False,
        is_summary=True,
        detour=_CLEAR_FIRST,
        promise=plan_promised,
        undone_by_back=frozenset({"staff"}),
    ),
    replace(exclude_question("exclude", TO_SEND, people_on_plan), extra_text="story", detour=_CLEAR_FIRST),
    Question(
        "change",
        Kind.CHOICE,
        (
            Branch("staff_who", answered("change", "staff")),
            *(Branch(name, answered("change", name)) for name in CHANGEABLE if name != "staff"),
        ),
        options=_change_options,
        record=_record_change,
        extra_text="story",
        keeps_answer=False,
        starts_change=True,
        undone_by_back=frozenset(CHANGEABLE),
    ),
    *more_questions(TO_SEND, asks_at_once=False),
)
