"""What the flows of staff share: what they may look at, and the questions that more than one of them asks."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import clock_words
from bot.flows.question import Answers, Option, Scene
from bot.flows.reading_plan import plan_for
from bot.flows.send_screen import parts_of_others
from bot.flows.words import Phrase, Words, phrase
from casework.calendar import local_date
from casework.pressing import Pressing
from casework.report import Report, Urgency, VictimPlace
from casework.routing import NOT_PRESSING, Informed, Reader, ReadingPlan
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
    """Who gets a case first (None: nobody is left), the local school day by which it is read, and who hears of it.

    `deputy` gets it when that does not come off, `informed` are those whom the protocol brings in later; `pressing` is
    how fast it is to be read."""

    reader: Reader | None
    read_by: date
    also_told: tuple[Reader, ...] = ()
    deputy: Reader | None = None
    informed: tuple[Informed, ...] = ()
    pressing: Pressing = NOT_PRESSING


def first_reader(facts: ReporterFacts, report: Report, *, doubts_coach: bool = False) -> FirstReader:
    """Who reads first. What cannot wait goes, while the school is open, to the first on the line who is there today,
    unless it keeps its order."""
    plan = plan_for(facts, report, doubts_coach=doubts_coach)
    if plan.pressing.by_whoever_is_there and facts.calendar.is_open(facts.now):
        today = local_date(facts.now)
        for reader in plan.order:
            if reader.person in facts.tied and facts.school.people[reader.person].works_on(today):
                deputy = next((one for one in plan.order if one.person != reader.person), None)
                return FirstReader(reader, today, *_besides(reader.person, plan, deputy), plan.pressing)
    return FirstReader(plan.first_reader, plan.read_by, plan.also_told, plan.deputy, plan.informed, plan.pressing)


def kept_by_opener(facts: StaffFacts, plan: ReadingPlan) -> FirstReader:
    """Who hears of a case that its opener has in hand at once, by the plan for its report."""
    today = facts.reading.calendar.on_or_after(local_date(facts.reading.now))
    return FirstReader(None, today, *_besides(facts.person, plan, None))


def _besides(
    person: str, plan: ReadingPlan, deputy: Reader | None
) -> tuple[tuple[Reader, ...], Reader | None, tuple[Informed, ...]]:
    others = tuple(one for one in plan.also_told if one.person != person)
    return others, deputy, tuple(one for one in plan.informed if one.reader.person != person)


def besides_words(facts: StaffFacts, first: FirstReader) -> tuple[Words, ...]:
    """Who else gets to read it or hears of it: named before it is sent (design 4.4)."""
    return tuple(parts_of_others(facts.reading, first.deputy, first.also_told, first.informed))


def before_sending(facts: StaffFacts, urgency: Urgency) -> tuple[Words, ...]:
    """The clock outside school hours, and that a message is no alarm where it cannot wait (design 4.14)."""
    reading = facts.reading
    clock = () if reading.calendar.is_open(reading.now) else (clock_words(reading),)
    return (*clock, phrase("flag-now-walk")) if urgency is Urgency.NOW else clock


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
    """What `reader_words` and `besides_words` promise, in short: it changes when that changes."""
    named = (first.reader, first.deputy, *first.also_told, *(one.reader for one in first.informed))
    people = " ".join(reader.person if reader else "" for reader in named)
    return sha256(f"{people} {first.read_by.isoformat()}".encode()).hexdigest()[:16]


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
