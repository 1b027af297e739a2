"""The last screen before sending: what will be sent, who reads it, and by which school day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.flows.about_staff import is_about_staff, is_sexual_conduct, told_lines
from bot.flows.exclusion import offers_exclusion
from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import lines_of_way, way_parts
from bot.flows.name_questions import lacks_child_unasked
from bot.flows.question import Answers, Question, Scene
from bot.flows.reading_plan import class_of, plan_of, reader_words, report_of_scene, way_of_scene
from bot.flows.shown_words import SHOWN_OF_A_STORY, shown_words
from bot.flows.words import Phrase, Words, phrase
from casework.calendar import local_date
from casework.report import Contact
from casework.routing import Informed, Reader, ReadingPlan
from casework.school import CONFIDANT, School
from casework.tracks import Way

_BOARD = "board"
_MORE_SHOWN = 200
_TOLD_MORE = ("by_whom", "where", "since", "wish")


def send_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """The paragraphs of the send screen. Who is named here is a promise (design 4.4)."""
    facts: ReporterFacts = scene.facts
    plan = plan_of(scene)
    return (
        phrase("send-title"),
        *((phrase("send-cannot-wait"),) if scene.answers.get("urgent") else ()),
        *_summary(scene),
        *reading_parts(facts, plan),
        *_about_staff(scene, plan),
        *_excluded(scene),
        *way_parts(facts, lines_of_way(way_of_scene(scene))),
        *((phrase("send-child-unnamed"),) if lacks_child_unasked.holds(scene) else ()),
        phrase(_last_question(scene, plan)),
    )


def _last_question(scene: Scene, plan: ReadingPlan) -> str:
    if not plan.admin_only:
        return "ask-send" if offers_exclusion(scene) else "ask-send-as-it-is"
    return "ask-send-call" if is_sexual_conduct(scene.answers) else "ask-send-nobody"


def _about_staff(scene: Scene, plan: ReadingPlan) -> tuple[Words, ...]:
    """What is different because it is about somebody who works here: who it is about hears nothing of it, and why it
    goes to the board, or why not."""
    if not is_about_staff(scene.answers):
        return ()
    return (*_board_parts(scene, plan), _subjects(scene))


def _board_parts(scene: Scene, plan: ReadingPlan) -> tuple[Words, ...]:
    """That it is the board's: why the confidant cannot be chosen, or who reads it when there is nobody of the board."""
    school, by_law = scene.facts.school, is_sexual_conduct(scene.answers)
    if report_of_scene(scene).via_confidant:
        return ()
    no_go_between = (phrase("send-no-go-between", title=school.role_title(CONFIDANT)),) if by_law else ()
    return missing_board(school, way_of_scene(scene), plan, by_law=by_law) or no_go_between


def missing_board(school: School, way: Way, plan: ReadingPlan, *, by_law: bool) -> tuple[Words, ...]:
    """Who reads instead what belongs to the board, of which there is nobody who may read it; else nothing."""
    wanted = {role for expression in way.receives for role in expression.role_ids()}
    if plan.first_reader is None or wanted != {_BOARD} or any(reader.role == _BOARD for reader in plan.order):
        return ()
    key = "send-board-missing-by-law" if by_law else "send-board-missing"
    return (phrase(key, reader=_name(school, plan.first_reader)),)


def _subjects(scene: Scene) -> Words:
    people, subjects = scene.facts.school.people, report_of_scene(scene).subjects
    names = [people[person].spoken_name for person in people if person in subjects]
    return (
        phrase("send-subjects", names=", ".join(names), count=len(names)) if names else phrase("send-subjects-unknown")
    )


def reading_parts(facts: ReporterFacts, plan: ReadingPlan) -> tuple[Words, ...]:
    """Who reads first, who stands in, whom the protocol informs, and by which day."""
    school = facts.school
    if plan.first_reader is None:
        return (phrase("send-nobody-left"),)
    parts: list[Words] = []
    parts.extend(_closure(plan, local_date(facts.now)))
    if plan.absent is not None:
        parts.append(phrase("send-absent", name=_name(school, plan.absent)))
    parts.append(phrase("send-first-reader", reader=reader_words(school, plan.first_reader), read_by=plan.read_by))
    return (*parts, *parts_of_others(facts, plan.deputy, plan.also_told, plan.informed))


def _closure(plan: ReadingPlan, today: date) -> Iterator[Phrase]:
    """That a holiday comes before the day on which it is read: the school is closed for it now, or will be."""
    closure, there = plan.closure, plan.present_from
    if plan.closed_until is not None:
        yield phrase("send-school-closed", until=plan.closed_until)
    elif closure is not None:
        days = phrase("send-closed-days", first=closure.first, last=closure.last)
        if closure.first == closure.last:
            days = phrase("send-closed-day", day=closure.first)
        when = "after" if there > closure.last else "today" if there == today else "before"
        yield phrase("send-school-closes", days=days, when=when, day=there)


def parts_of_others(
    facts: ReporterFacts, deputy: Reader | None, also_told: Sequence[Reader], informed: Sequence[Informed]
) -> Iterator[Words]:
    """Who stands in for the first reader, who hears of it at once and may read it, whom the protocol informs later."""
    school = facts.school
    if deputy is not None:
        yield phrase("send-deputy", reader=reader_words(school, deputy))
    if also_told:
        people = ", ".join(facts.spoken_of_school(reader_words(school, reader)) for reader in also_told)
        yield phrase("send-also-told", people=people)
    if informed:
        yield phrase("send-informed", people=_informed(facts, informed))


def _summary(scene: Scene) -> tuple[Words, ...]:
    facts: ReporterFacts = scene.facts
    class_id = class_of(scene.answers)
    place: Phrase = phrase(f"summary-class{scene.answers.get('class', '_unknown').replace('_', '-')}")
    if class_id is not None:
        known = facts.school.classes.get(class_id)
        place = phrase("summary-class", label=known.label if known else class_id)
    about = phrase(f"summary-about-{scene.answers.get('about', 'other')}")
    contact = _contact(scene.answers)
    pictures = int(scene.answers.get("pictures") or 0)
    lines: list[Words] = [phrase("summary-lines", about=about, place=place, contact=contact)]
    if scene.answers.get("victim_name"):
        lines.append(phrase("summary-victim-name", name=str(scene.answers["victim_name"])))
    lines.append(shown_words(str(scene.answers.get("story", "")), SHOWN_OF_A_STORY))
    lines += (*again_lines(scene.answers, own=True), *told_lines(scene.answers))
    if scene.answers.get("staff_who"):
        lines.append(phrase("summary-staff-who", name=str(scene.answers["staff_who"])[:_MORE_SHOWN]))
    if scene.answers.get("more"):
        lines.append(str(scene.answers["more"])[:_MORE_SHOWN])
    for name in _TOLD_MORE:
        if scene.answers.get(name):
            told = str(scene.answers[name])[:_MORE_SHOWN]
            lines.append(phrase(f"summary-{name.replace('_', '-')}", told=told))
    if pictures:
        lines.append(phrase("summary-pictures", count=pictures))
    return tuple(lines)


def again_lines(answers: Answers, *, own: bool = False) -> tuple[Phrase, ...]:
    """That it begins again, for whoever reads it, and as the reporter's `own` words on the send screen.

    Without contact, or behind a code, nothing may lead to the earlier report, whose chat is known (design 4.8).
    """
    number = answers.get("again")
    if number is None:
        return ()
    linked = Contact(answers.get("contact", Contact.NONE)).linked
    key = "summary-again" if own else "told-again"
    return (phrase(f"{key}-number", number=int(number)) if linked else phrase(key),)


def _contact(answers: Answers) -> Phrase:
    chosen = answers.get("contact", "none")
    if chosen == Contact.NAME:
        return phrase("summary-contact-name", name=str(answers.get("own_name", "")))
    return phrase(f"summary-contact-{chosen}")


def _excluded(scene: Scene) -> tuple[Words, ...]:
    excluded = report_of_scene(scene).excluded
    if not excluded:
        return ()
    people = scene.facts.school.people
    names = ", ".join(people[person].spoken_name for person in people if person in excluded)
    return (phrase("send-excluded", names=names),)


def _informed(facts: ReporterFacts, informed: Iterable[Informed]) -> str:
    return "\n".join(facts.spoken_of_school(_informed_line(facts.school, one)) for one in informed)


def _informed_line(school: School, one: Informed) -> Phrase:
    """From which step on somebody hears of it, and for whom where another was left out."""
    reader, name = one.reader, _name(school, one.reader)
    if reader.stands_in_for is None:
        return phrase("informed-line", name=name, title=reader.title, from_step=one.from_step)
    of = school.people[reader.stands_in_for].spoken_name
    return phrase("informed-line-standing-in", name=name, of=of, from_step=one.from_step)


def _name(school: School, reader: Reader) -> str:
    return school.people[reader.person].spoken_name
