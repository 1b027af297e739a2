"""Opening a case for a pupil who came in person: at most six taps when nothing is typed, and one more for each thing
without which the protocol does not know which way it goes.

About somebody who works here the same is asked as of a reporter, and it goes the same way.
"""

from typing import Any

from bot.flows.about_staff import (
    STAFF_SENTENCE,
    UNSAID,
    is_about_staff,
    is_sexual_conduct,
    told_lines,
    without_details,
)
from bot.flows.exclusion import People, exclude_question, people_to_leave_out
from bot.flows.heard_report import (
    WHO_TOLD,
    first_of,
    heard_class,
    heard_plan,
    heard_readers,
    heard_report,
    heard_way,
    is_about_opener,
    is_kept_by_reporter,
    kept_first,
    may_keep_report,
    told_by,
    whom_to_call,
)
from bot.flows.question import Answers, Branch, Condition, Kind, Option, Question, Scene, answered, flow_of
from bot.flows.reading_plan import Concern, doubts_coach, first_concern, named_words
from bot.flows.send_screen import missing_board
from bot.flows.staff_flows import (
    StaffFacts,
    before_sending,
    besides_words,
    class_options,
    class_words,
    promised,
    reader_words,
    urgency_options,
)
from bot.flows.staff_questions import Telling, asks_who, begin_about_staff, staff_questions, still_open
from bot.flows.track_question import fact_to_ask, question_about
from bot.flows.who_told_question import OTHERWISE, offers_otherwise, who_told_open, who_told_question
from bot.flows.words import Words, phrase
from casework.pressing import urgency_of
from casework.report import Report, Urgency, VictimPlace

HEARD = ("names", "left_out", "hurt", "online", "picture", "things", "threat", STAFF_SENTENCE)
UNKNOWN = "unknown"
_TOLD_IN = ("new_story", "staff_who")
_BY_OPENER = Telling(
    story="new_story",
    class_of=heard_class,
    plan_of=lambda scene: heard_plan(scene.facts, scene.answers),
    opener=lambda scene: str(scene.facts.person),
)


def _concern(scene: Scene) -> Concern | None:
    """The first member of staff who was named, the opener left out, of whom it is not clear yet."""
    facts: StaffFacts = scene.facts
    known = {facts.person: "no", **(scene.answers.get("concerns") or {})}
    told = "\n".join(str(scene.answers[name]) for name in _TOLD_IN if scene.answers.get(name))
    return first_concern(told, facts.school, heard_class(scene.answers), known)


_names_staff = Condition("medewerker genoemd", lambda scene: _concern(scene) is not None)


def _concern_parts(_question: Question, scene: Scene) -> tuple[Words, ...]:
    asked = _concern(scene)
    if asked is None or asked.question.person is None:
        return (phrase("ask-new-concern-coach", title=scene.facts.school.role_title("first_contact")),)
    named = named_words(scene.facts.school, asked.question.person, asked.question.role)
    return (phrase("ask-new-concern", name=named),)


def _record_concern(_question: Question, scene: Scene, value: str) -> Answers:
    """Who does not know guards against whoever was named as no name does: it goes the way of what is about staff."""
    asked = _concern(scene)
    if asked is None:
        return scene.answers
    known: dict[str, Any] = scene.answers.get("concerns") or {}
    if value != UNKNOWN:
        return {**scene.answers, "concerns": {**known, asked.id: value}}
    who = scene.answers.get("staff_who") or ""
    return {**scene.answers, "staff": "yes", "staff_who": who, "concerns": {**known, asked.id: UNSAID}}


def _without_last_concern(answers: Answers) -> Answers:
    """Who goes back is asked about the last person again; with the only doubt goes what followed from it."""
    known = dict(answers.get("concerns") or {})
    said = known.popitem()[1] if known else None
    was_only_doubt = said == UNSAID and UNSAID not in known.values() and not answers.get("staff_who")
    return {**(without_details(answers) if was_only_doubt else answers), "concerns": known}


def _concern_options(_scene: Scene) -> tuple[Option, ...]:
    said = ("yes", "no", UNKNOWN)
    return tuple(Option(one, phrase(f"new-concern-{one}"), wide=one == UNKNOWN) for one in said)


def _heard_options(scene: Scene) -> tuple[Option, ...]:
    if is_about_opener(scene.answers):
        return ()
    return tuple(Option(heard, phrase(f"heard-{heard.replace('_', '-')}"), wide=True) for heard in HEARD)


def _record_story(question: Question, scene: Scene, value: str) -> Answers:
    """The words are new, so who was named in the former ones is asked again. Another sentence in the place of the one
    about staff takes that back; own words only add to it."""
    labels = {option.id: option.label for option in _heard_options(scene)}
    was_about_staff = scene.answers.get("ready") == [STAFF_SENTENCE]
    takes_back = was_about_staff and value in labels and value != STAFF_SENTENCE
    answers = without_details({**scene.answers, "ready": []}) if takes_back else scene.answers
    named = answers.get("staff_person")
    return {
        **answers,
        question.id: scene.facts.spoken(labels[value]) if value in labels else value,
        "ready": [value] if value in labels else [],
        "concerns": {named: "yes"} if named else {},
        **({"staff": "yes"} if value == STAFF_SENTENCE else {}),
    }


def _fact(scene: Scene) -> str | None:
    """What the protocol's tracks still ask for; nothing for most protocols."""
    report = heard_report(scene.facts, scene.answers)
    passed = frozenset(scene.answers.get("told_facts") or {})
    return fact_to_ask(
        scene.facts.reading,
        report,
        passed,
        doubts_coach=doubts_coach(scene.answers),
        reporter_has_it=may_keep_report(scene.facts, scene.answers),
    )


_is_own = Condition("overkomt de opener zelf", lambda scene: is_about_opener(scene.answers))


def _whom_options(scene: Scene) -> tuple[Option, ...]:
    return (*class_options(scene), Option(VictimPlace.NOT_A_PUPIL.value, phrase("new-about-me"), wide=True))


def _record_class(question: Question, scene: Scene, value: str) -> Answers:
    """About the opener it is about no pupil, which decides what else is asked."""
    kept = {name: answer for name, answer in scene.answers.items() if name not in ("class", "new_name")}
    no_pupil = {"class": "_not_a_pupil"} if value == VictimPlace.NOT_A_PUPIL else {}
    return {**kept, **no_pupil, question.id: value}


def _story_parts(_question: Question, scene: Scene) -> tuple[Words, ...]:
    return (phrase("ask-new-story-me" if _is_own.holds(scene) else "ask-new-story"),)


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
    first = first_of(facts, scene.answers)
    return (
        phrase("ask-new-open"),
        _summary(scene, report),
        report.story,
        *told_lines(scene.answers),
        *told_by(facts, scene.answers),
        str(scene.answers.get("staff_who") or ""),
        *((_for_yourself(scene),) if first is None else (reader_words(facts.school, first),)),
        *besides_words(facts, first or kept_first(facts, scene.answers)),
        *_about_staff_parts(scene, report),
        *_excluded(facts, report),
        *(whom_to_call(facts, scene.answers) if is_about_staff(scene.answers) else ()),
        *_urgent_parts(facts, report, is_handed=first is not None),
    )


def _for_yourself(scene: Scene) -> Words:
    """That the opener has it in hand; of a report that its reporter keeps, who can get it from them."""
    facts: StaffFacts = scene.facts
    if not is_kept_by_reporter(facts, scene.answers):
        return phrase("new-for-yourself")
    follows = heard_plan(facts, scene.answers).first_reader
    name = "none" if follows is None else facts.school.people[follows.person].spoken_name
    return phrase("new-kept-by-reporter", name=name)


def _urgent_parts(facts: StaffFacts, report: Report, *, is_handed: bool) -> tuple[Words, ...]:
    """As a flag has them; who has it in hand needs no clock for what can wait."""
    urgency = urgency_of(report)
    return before_sending(facts, urgency) if is_handed or urgency is Urgency.NOW else ()


def _summary(scene: Scene, report: Report) -> Words:
    urgency = phrase(f"staff-urgency-{report.urgency.value}")
    if _is_own.holds(scene):
        return phrase("new-summary-own", urgency=urgency)
    label, name = class_words(scene.facts.school, report), report.victim_name or phrase("new-no-name")
    return phrase("new-summary", label=label, name=name, urgency=urgency)


def _about_staff_parts(scene: Scene, report: Report) -> tuple[Words, ...]:
    """What is different because it is about somebody who works here: that it is the board's, or why not, and whom it is
    about, who does not hear of it."""
    facts: StaffFacts = scene.facts
    if not is_about_staff(scene.answers):
        return ()
    people = facts.school.people
    names = [people[person].spoken_name for person in people if person in report.subjects]
    return (
        *_board_parts(scene, report),
        phrase("send-subjects", names=", ".join(names), count=len(names)) if names else phrase("new-subjects-unknown"),
    )


def _excluded(facts: StaffFacts, report: Report) -> tuple[Words, ...]:
    people = facts.school.people
    unread = ", ".join(people[person].spoken_name for person in people if person in report.excluded)
    return (phrase("send-excluded", names=unread),) if unread else ()


def _board_parts(scene: Scene, report: Report) -> tuple[Words, ...]:
    """That it is the board's, or who reads it when there is nobody of the board."""
    if report.via_confidant:
        return ()
    facts, by_law = scene.facts, is_sexual_conduct(scene.answers)
    way, plan = heard_way(facts, scene.answers), heard_plan(facts, scene.answers)
    return missing_board(facts.school, way, plan, by_law=by_law) or ((phrase("new-to-board"),) if by_law else ())


def _open_promise(scene: Scene) -> str:
    return promised(first_of(scene.facts, scene.answers) or kept_first(scene.facts, scene.answers))


def _open_options(scene: Scene) -> tuple[Option, ...]:
    chosen = "take" if first_of(scene.facts, scene.answers) is None else "hand"
    choices = (
        (chosen, True),
        (STAFF_SENTENCE, not is_about_staff(scene.answers)),
        (OTHERWISE, offers_otherwise(scene)),
        ("exclude", bool(heard_readers(scene.facts, scene.answers))),
        ("include", bool(scene.answers.get("excluded"))),
    )
    return tuple(Option(one, phrase(f"new-open-{one}"), wide=True) for one, is_offered in choices if is_offered)


def _record_open(question: Question, scene: Scene, value: str) -> Answers:
    answers = begin_about_staff(scene.answers) if value == STAFF_SENTENCE else scene.answers
    return {**answers, **({"excluded": []} if value == "include" else {}), question.id: value}


def _people_to_leave_out(scene: Scene) -> People:
    facts: StaffFacts = scene.facts
    return people_to_leave_out(facts.reading, heard_readers(facts, scene.answers))


_WHO, _KIND, _MANAGEMENT = still_open(_BY_OPENER)
_ABOUT_STAFF = (_WHO, _KIND, Branch(WHO_TOLD, who_told_open), _MANAGEMENT)
_TO_OPEN = (
    Branch("new_concern", _names_staff),
    *_ABOUT_STAFF,
    Branch("new_fact", _asks_fact),
    Branch("new_open"),
)
_urgency_open = Condition("urgency not asked yet", lambda scene: "new_urgency" not in scene.answers)


NEW_CASE = flow_of(
    "new_case",
    "new_class",
    Question(
        "new_class",
        Kind.CHOICE,
        (Branch("new_story", _is_own), Branch("new_name")),
        options=_whom_options,
        record=_record_class,
        columns=4,
        keeps_answer=False,
    ),
    Question("new_name", Kind.TEXT, (Branch("new_story"),), max_length=200, may_skip=True),
    Question(
        "new_story",
        Kind.TEXT,
        (Branch("staff_who", asks_who), Branch("new_urgency")),
        options=_heard_options,
        parts=_story_parts,
        record=_record_story,
        max_length=4000,
    ),
    Question(
        "new_urgency",
        Kind.CHOICE,
        _TO_OPEN,
        options=urgency_options,
        keeps_answer=False,
    ),
    Question(
        "new_concern",
        Kind.CHOICE,
        _TO_OPEN,
        options=_concern_options,
        parts=_concern_parts,
        record=_record_concern,
        keeps_answer=False,
        applies=_names_staff,
        take_back=_without_last_concern,
    ),
    *staff_questions((Branch("new_urgency", _urgency_open), *_TO_OPEN), _BY_OPENER),
    who_told_question(_TO_OPEN),
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
        (
            *_ABOUT_STAFF,
            Branch(None, answered("new_open", "take", "hand")),
            Branch("new_exclude", answered("new_open", "exclude")),
            Branch(WHO_TOLD, answered("new_open", OTHERWISE)),
            Branch("new_open"),
        ),
        options=_open_options,
        parts=_open_parts,
        record=_record_open,
        promise=_open_promise,
        keeps_answer=False,
        is_summary=True,
    ),
    exclude_question("new_exclude", _TO_OPEN, _people_to_leave_out),
)
