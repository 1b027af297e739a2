"""A report that is being written: begun anew, and gone on with where its question was."""

from dataclasses import replace
from typing import Any

from bot.flows.conversation import Conversation
from bot.flows.effects import CloseQuestion, Effect
from bot.flows.engine import Step, ask_again, begin
from bot.flows.facts import ReporterFacts
from bot.flows.leaving import left_open
from bot.flows.report_flow import REPORT
from bot.flows.words import phrase


def fresh_report(conversation: Conversation, facts: ReporterFacts, **given: Any) -> Step:
    """The first question of a report, with what is `given` answered already; what is open here is left."""
    fresh = replace(conversation.at_rest(), draft=facts.new_draft)
    started = begin(REPORT, fresh, facts, **given)
    return replace(started, effects=(*left_open(conversation, facts), *started.effects))


def resumed(conversation: Conversation, facts: ReporterFacts) -> Step:
    """The draft's question where one was; one that was closed when stopping, or erased, is not closed again."""
    awake = replace(conversation, stopped=False, hidden=False)
    again = ask_again(REPORT, awake, facts, phrase("resume-welcome"), restart=True)
    if not conversation.is_left:
        return again
    return replace(again, effects=asked_anew(again))


def asked_anew(step: Step) -> tuple[Effect, ...]:
    """What it says and asks, where the message of the question before it lost its buttons already."""
    return tuple(one for one in step.effects if not isinstance(one, CloseQuestion))
