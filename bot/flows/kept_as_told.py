"""What a reporter tells after sending: each answer goes to the report at once."""

from collections.abc import Iterator
from dataclasses import replace

from bot.flows.about_staff import COUNTS_AS_YES, OF_STAFF_APART, SOMEBODY, UNREAD
from bot.flows.effects import (
    AddToReport,
    ClearUpSomebody,
    ClearUpSubject,
    Effect,
    PassContactBy,
    Say,
    ToldNotSexual,
    ToldSexual,
)
from bot.flows.engine import Step
from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import lines_of_way, way_parts
from bot.flows.more_questions import told_of_nude
from bot.flows.question import Scene
from bot.flows.reading_plan import BULLIED, asks_about_somebody, concern_to_ask, named_and_unsaid, way_of_scene
from bot.flows.saying import say_help, say_here
from bot.flows.school_questions import (
    BY_CHOICE,
    SCHOOL_QUESTIONS,
    TRUST_ASKED,
    distrusts_contact,
    question_in_words,
    takes_back_distrust,
)
from bot.flows.sending import TOLD_KINDS
from bot.flows.staff_questions import asks_kind
from bot.flows.words import Message, phrase
from casework.report import AdditionKind
from casework.school import FIRST_CONTACT


def kept_as_told(step: Step, facts: ReporterFacts) -> Step:
    """After sending, each answer goes to the report; staff named in it do not see it until it is clear."""
    talk = step.conversation
    if step.answered.endswith("_concern"):
        concerns: dict[str, str] = talk.answers.get("concerns") or {}
        last = list(concerns.items())[-1:]
        is_kind_open = asks_kind.holds(Scene(talk.answers, facts))
        cleared = tuple(_cleared_up(person, said, is_kind_open=is_kind_open) for person, said in last)
        return replace(step, effects=(*step.effects, *cleared))
    if step.answered == "nude":
        naked = (AddToReport(AdditionKind.PICTURE, facts.spoken(line)) for line in told_of_nude(talk.answers))
        return replace(step, effects=(*naked, *step.effects))
    if step.answered.endswith("_sexual"):
        return _with_sexual(step, facts)
    is_schools = step.answered in SCHOOL_QUESTIONS
    kind = AdditionKind.INTAKE if is_schools else TOLD_KINDS.get(step.answered)
    told = step.told or str(talk.answers.get(step.answered) or "")
    if kind is None or not told:
        return step
    scene = Scene(talk.answers, facts)
    is_open, of_somebody = concern_to_ask(scene) is not None, asks_about_somebody(scene)
    question = question_in_words(talk.answers, step.answered) if is_schools else ""
    is_kind_open = asks_kind.holds(scene)
    is_choice = step.answered in (BY_CHOICE, TRUST_ASKED)
    added = AddToReport(kind, told, is_open, of_somebody, named_and_unsaid(scene), is_kind_open, question, is_choice)
    first = tuple(_of_first_contact(step, facts)) if step.answered == TRUST_ASKED else ()
    return replace(step, effects=(*say_help(talk, told, facts), *first, added, *step.effects))


def _of_first_contact(step: Step, facts: ReporterFacts) -> Iterator[Effect]:
    """A no takes it from the first contact. Who goes back to that hears that it stays so: a later yes gives it to
    nobody."""
    talk = step.conversation
    if distrusts_contact(talk.answers):
        yield PassContactBy()
    elif takes_back_distrust(talk.answers):
        yield say_here(talk, phrase("contact-stays-passed-by", title=facts.school.role_title(FIRST_CONTACT)))


def _cleared_up(person: str, said: str, *, is_kind_open: bool) -> Effect:
    if person == SOMEBODY:
        is_staff = said != "no"
        return ClearUpSomebody(is_staff, said != OF_STAFF_APART, asks_kind=is_staff and is_kind_open)
    is_subject = said == "yes"
    return ClearUpSubject(person, is_subject, said == BULLIED, said != UNREAD, asks_kind=is_subject and is_kind_open)


def _with_sexual(step: Step, facts: ReporterFacts) -> Step:
    """What may be sexual conduct of staff goes to the board at once; the reporter hears whom to call besides."""
    talk = step.conversation
    said = talk.answers["sexual"]
    line = facts.spoken(phrase(f"told-sexual-{said}"))
    if said not in COUNTS_AS_YES:
        return replace(step, effects=(ToldNotSexual(line), *step.effects))
    to_call = way_parts(facts, lines_of_way(way_of_scene(Scene(talk.answers, facts))))
    say = (Say(Message(to_call, address_form=talk.address_form)),) if to_call else ()
    return replace(step, effects=(ToldSexual(line), *say, *step.effects))
