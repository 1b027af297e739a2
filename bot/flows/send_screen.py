"""The last screen before sending: what will be sent, who reads it, and by which school day."""

from bot.flows.facts import ReporterFacts
from bot.flows.question import Answers, Question, Scene
from bot.flows.reading_plan import class_of, plan_of
from bot.flows.words import Phrase, Words, phrase
from casework.report import Contact
from casework.routing import Reader, ReadingPlan
from casework.school import School

_STORY_SHOWN = 900
_MORE_SHOWN = 200
_TOLD_MORE = ("more", "by_whom", "where", "since", "wish")


def send_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """The paragraphs of the send screen. Who is named here is a promise (design 4.4)."""
    facts: ReporterFacts = scene.facts
    plan = plan_of(scene)
    return (
        phrase("send-title"),
        *_summary(scene),
        *reading_parts(facts, plan),
        *_excluded(scene),
        phrase("ask-send" if not plan.admin_only else "ask-send-nobody"),
    )


def reading_parts(facts: ReporterFacts, plan: ReadingPlan) -> tuple[Words, ...]:
    """Who reads first, who stands in, whom the protocol informs, and by which day."""
    school = facts.school
    if plan.first_reader is None:
        return (phrase("send-nobody-left"),)
    parts: list[Words] = []
    if plan.closed_until is not None:
        parts.append(phrase("send-school-closed", until=plan.closed_until))
    if plan.absent is not None:
        parts.append(phrase("send-absent", name=_name(school, plan.absent)))
    parts.append(phrase("send-first-reader", reader=_reader(school, plan.first_reader), read_by=plan.read_by))
    if plan.deputy is not None:
        parts.append(phrase("send-deputy", reader=_reader(school, plan.deputy)))
    if plan.informed:
        parts.append(phrase("send-informed", people=_informed(facts, plan)))
    return tuple(parts)


def _summary(scene: Scene) -> tuple[Words, ...]:
    facts: ReporterFacts = scene.facts
    class_id = class_of(scene.answers)
    place: Phrase = phrase(f"summary-class{scene.answers.get('class', '_unknown').replace('_', '-')}")
    if class_id is not None:
        known = facts.school.classes.get(class_id)
        place = phrase("summary-class", label=known.label if known else class_id)
    about = phrase(f"summary-about-{scene.answers.get('about', 'other')}")
    told = str(scene.answers.get("story", ""))
    shown = told if len(told) <= _STORY_SHOWN else f"{told[:_STORY_SHOWN]}…"
    contact = _contact(scene.answers)
    pictures = int(scene.answers.get("pictures") or 0)
    lines: list[Words] = [phrase("summary-lines", about=about, place=place, contact=contact)]
    if scene.answers.get("victim_name"):
        lines.append(phrase("summary-victim-name", name=str(scene.answers["victim_name"])))
    lines.append(shown)
    lines += [str(scene.answers[name])[:_MORE_SHOWN] for name in _TOLD_MORE if scene.answers.get(name)]
    if pictures:
        lines.append(phrase("summary-pictures", count=pictures))
    return tuple(lines)


def _contact(answers: Answers) -> Phrase:
    chosen = answers.get("contact", "none")
    if chosen == Contact.NAME:
        return phrase("summary-contact-name", name=str(answers.get("own_name", "")))
    return phrase(f"summary-contact-{chosen}")


def _excluded(scene: Scene) -> tuple[Words, ...]:
    excluded = scene.answers.get("excluded") or []
    if not excluded:
        return ()
    people = scene.facts.school.people
    names = ", ".join(people[person].spoken_name for person in excluded if person in people)
    return (phrase("send-excluded", names=names),)


def _informed(facts: ReporterFacts, plan: ReadingPlan) -> str:
    lines = (
        phrase("informed-line", name=_name(facts.school, one.reader), title=one.reader.title, from_step=one.from_step)
        for one in plan.informed
    )
    return "\n".join(facts.spoken(line) for line in lines)


def _reader(school: School, reader: Reader) -> Phrase:
    return phrase("reader-with-title", name=_name(school, reader), title=reader.title)


def _name(school: School, reader: Reader) -> str:
    return school.people[reader.person].spoken_name
