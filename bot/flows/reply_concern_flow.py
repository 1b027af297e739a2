"""Whom a message of a colleague is about, who reported and writes in the thread: asked as of a pupil (AX-12).

The words are kept by then, from whoever is named in them. Colleagues speak of colleagues all the time, so only a name
is asked about, and in a report that is about staff what may be sexual (AX-8).
"""

from collections.abc import Iterable
from typing import Any

from bot.flows.about_staff import ACCUSED_BEFORE, OF_STAFF, SOMEBODY, UNREAD, known_before
from bot.flows.concern_question import concern_question
from bot.flows.conversation import Conversation
from bot.flows.effects import ClearUpSubject
from bot.flows.facts import ReporterFacts, SaidOfSomebody
from bot.flows.question import Answers, Branch, Scene, flow_of
from bot.flows.reading_plan import BULLIED, concern_to_ask
from bot.flows.staff_questions import asks_kind, sexual_question
from casework.report import Report

_TEXT, _KIND_KNOWN = "more", "kind_known"
_KIND = "reply_sexual"
_WAITS_FOR = "waits_for"
"""In which conversation the words wait for an answer; who went away from it goes on in another one."""

REPLY_CONCERN = flow_of(
    "reply-concern",
    "reply_concern",
    concern_question("reply_concern", (Branch(_KIND, asks_kind), Branch(None)), None),
    sexual_question(_KIND, (Branch(None),), extra_text=None),
)


def begun_as(question: str) -> dict[str, Any]:
    """The answer that goes along so that the words find what is said of them, also when it is said later."""
    return {_WAITS_FOR: question}


def question_of(conversation: Conversation) -> str:
    """In which conversation the words wait that are asked about in this one."""
    return str(conversation.answers.get(_WAITS_FOR, conversation.draft))


def known_of(text: str, report: Report, said: SaidOfSomebody, writer: str, settled: Iterable[str]) -> dict[str, Any]:
    """The answers with which it begins: `said` is what was answered of the report before, `settled` are the people who
    read nothing of it anyway; what is the board's by now is not asked for again."""
    a_class = "_not_a_pupil" if report.not_a_pupil else report.class_id
    before = known_before(said) if said.is_staff else {}
    accused = {ACCUSED_BEFORE: [*before[ACCUSED_BEFORE], SOMEBODY]} if before else {}
    concerns = {**before.get("concerns", {}), SOMEBODY: OF_STAFF, **dict.fromkeys((*settled, writer), "no")}
    known = {_KIND_KNOWN: True} if said.is_sexual else {}
    return {_TEXT: text, "class": a_class, **before, **accused, "concerns": concerns, "kept": True, **known}


def first_asked(facts: ReporterFacts, known: Answers) -> str | None:
    """The question with which it begins: whether it is about who is named, or whether it is sexual; None when neither
    is open."""
    if concern_to_ask(Scene(known, facts)) is not None:
        return REPLY_CONCERN.first
    return _KIND if is_kind_open(facts, known) else None


def is_kind_open(facts: ReporterFacts, known: Answers) -> bool:
    """Whether these words may be sexual in a report that is about staff, and that was not said yet."""
    return asks_kind.holds(Scene(known, facts))


def waits_for_kind(conversation: Conversation) -> bool:
    """Whether it is asked in this conversation, of words that are kept, whether they are sexual."""
    return conversation.flow == REPLY_CONCERN.id and conversation.question == _KIND


def said_of_kind(answers: Answers) -> str | None:
    """What was answered last of all, to whether it is sexual; None when that was not asked."""
    return None if answers.get(_KIND_KNOWN) else answers.get("sexual")


def last_cleared(facts: ReporterFacts, answers: Answers) -> ClearUpSubject | None:
    """What was answered last of somebody who is named; after a yes it may be asked whether it is sexual (AX-8)."""
    concerns: dict[str, str] = answers.get("concerns") or {}
    if not concerns:
        return None
    person, said = list(concerns.items())[-1]
    is_subject = said == "yes"
    is_kind_open = asks_kind.holds(Scene(answers, facts))
    return ClearUpSubject(person, is_subject, said == BULLIED, said != UNREAD, asks_kind=is_subject and is_kind_open)
