"""Leaving out somebody who would come to read what is about to be sent (design 4.4): by reporters, and by staff."""

from collections.abc import Callable, Mapping
from hashlib import sha256

from bot.flows.facts import ReporterFacts
from bot.flows.question import Answers, Branch, Kind, Option, Question, Scene
from bot.flows.reading_plan import plan_of, reader_words, report_of_scene
from bot.flows.words import Words, phrase
from casework.routing import Reader, ReadingPlan

_PEOPLE_ON_A_PAGE = 20

People = tuple[tuple[str, Words], ...]
"""Each person with the words on the button that leaves them out."""


def readers_of(plan: ReadingPlan) -> Mapping[str, Reader]:
    """Everybody who would come to read or hear of it, once each.

    Of those who follow when nobody takes it up only the next: the others would not read this report.
    """
    named = tuple(reader for reader in (plan.first_reader, plan.deputy, plan.absent) if reader is not None)
    following = next((reader for reader in plan.line if reader not in named), None)
    follows = () if following is None else (following,)
    readers = (*named, *follows, *plan.also_told, *(informed.reader for informed in plan.informed))
    people = {reader.person: reader for reader in reversed(readers)}
    return {reader.person: people[reader.person] for reader in readers}


def people_to_leave_out(facts: ReporterFacts, readers: Mapping[str, Reader]) -> People:
    """These readers with the words on their buttons."""
    labels = {person: facts.spoken_of_school(reader_words(facts.school, reader)) for person, reader in readers.items()}
    return tuple((person, phrase("exclude-person", reader=label)) for person, label in labels.items())


def people_on_plan(scene: Scene) -> People:
    """Everybody whom a reporter can leave out."""
    return people_to_leave_out(scene.facts, readers_of(plan_of(scene)))


def offers_exclusion(scene: Scene) -> bool:
    """Whether the send screen offers to leave somebody out. A report that was sent to the only confidant keeps its
    reader: going back to the coach's line is a button of its own."""
    to_confidant = report_of_scene(scene).via_confidant
    return len(readers_of(plan_of(scene))) > (1 if to_confidant else 0)


def exclude_question(question: str, onwards: tuple[Branch, ...], people: Callable[[Scene], People]) -> Question:
    """Who may not read it, under the id `question`; whoever is tapped comes to stand in `excluded`."""
    return Question(
        question,
        Kind.CHOICE,
        onwards,
        options=lambda scene: _options(people(scene)),
        record=lambda _, scene, value: _record(scene, people(scene), value),
        page_size=_PEOPLE_ON_A_PAGE,
        keeps_answer=False,
        promise=lambda scene: _promise(people(scene)),
    )


def _options(people: People) -> tuple[Option, ...]:
    return tuple(Option(f"p{place}", words, wide=True) for place, (_, words) in enumerate(people))


def _promise(people: People) -> str:
    """Its options are places in a list: when the list changes a tap must not leave out somebody else."""
    return sha256(repr([person for person, _ in people]).encode()).hexdigest()[:16]


def _record(scene: Scene, people: People, value: str) -> Answers:
    person, _ = people[int(value.removeprefix("p"))]
    return {**scene.answers, "excluded": [*scene.answers.get("excluded", []), person]}
