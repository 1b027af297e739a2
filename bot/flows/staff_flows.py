"""What the flows of staff share: what they may look at, and the questions that more than one of them asks."""

from dataclasses import dataclass
from datetime import date

from bot.flows.facts import ReporterFacts
from bot.flows.question import Answers, Option, Scene
from bot.flows.reading_plan import plan_for
from bot.flows.words import Phrase, Words, phrase
from casework.calendar import local_date
from casework.report import Report, Urgency, VictimPlace
from casework.routing import Reader
from casework.school import School

UNKNOWN_CLASS = "unknown"


@dataclass(frozen=True)
class StaffFacts:
    """All that a flow of staff may look at: who is talking, and what is needed to say who will read."""

    person: str
    reading: ReporterFacts

    @property
    def school(self) -> School:
        return self.reading.school

    def spoken(self, words: Words) -> str:
        return self.reading.spoken(words)


@dataclass(frozen=True)
class FirstReader:
    """Who gets a case first (None: nobody is left), the local school day by which it is read, who hears of it, and how
    fast it is to be read."""

    reader: Reader | None
    read_by: date
    also_told: tuple[Reader, ...] = ()
    urgency: Urgency = Urgency.NORMAL


def first_reader(facts: ReporterFacts, report: Report, *, doubts_coach: bool = False) -> FirstReader:
    """Who reads first. What cannot wait goes, while the school is open, to the first on the line who is there today."""
    plan = plan_for(facts, report, doubts_coach=doubts_coach)
    if plan.urgency is not Urgency.NORMAL and facts.calendar.is_open(facts.now):
        today = local_date(facts.now)
        for reader in plan.order:
            if reader.person in facts.tied and facts.school.people[reader.person].works_on(today):
                others = tuple(one for one in plan.also_told if one.person != reader.person)
                return FirstReader(reader, today, others, plan.urgency)
    return FirstReader(plan.first_reader, plan.read_by, plan.also_told, plan.urgency)


def reader_words(school: School, first: FirstReader) -> Phrase:
    """Who reads it, and by when."""
    if first.reader is None:
        return phrase("staff-read-by-nobody")
    name = school.people[first.reader.person].spoken_name
    instead_of = school.people.get(first.reader.stands_in_for or "")
    if instead_of is not None:
        instead = instead_of.spoken_name
        return phrase("staff-read-by-deputy", name=name, instead_of=instead, read_by=first.read_by)
    return phrase("staff-read-by", name=name, title=first.reader.title, read_by=first.read_by)


def promised(first: FirstReader) -> str:
    """What `reader_words` promises, in short: it changes when that changes."""
    return f"{first.reader.person if first.reader else ''} {first.read_by.isoformat()}"


def class_options(scene: Scene) -> tuple[Option, ...]:
    """Every class of the school in a grid, and "I don't know" below it."""
    school: School = scene.facts.school
    classes = tuple(Option(class_id, one.label) for class_id, one in school.classes.items())
    return (*classes, Option(UNKNOWN_CLASS, phrase("staff-class-unknown"), wide=True))


def victim_class(answers: Answers, question: str) -> str:
    """The class that was chosen at `question`, as a report holds it."""
    chosen = answers.get(question)
    return VictimPlace.UNKNOWN.value if chosen in (None, UNKNOWN_CLASS) else str(chosen)


def class_words(school: School, report: Report) -> Words:
    """The label of the class that a report is about, or that nobody knows it."""
    known = school.classes.get(report.class_id or "")
    return phrase("staff-class-not-known-yet") if known is None else known.label


def urgency_options(_scene: Scene) -> tuple[Option, ...]:
    urgencies = (Urgency.NOW, Urgency.TODAY, Urgency.NORMAL)
    return tuple(Option(one.value, phrase(f"staff-urgency-{one.value}"), wide=True) for one in urgencies)
