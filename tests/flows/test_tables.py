"""What holds for every question of every flow, read from the tables."""

from collections.abc import Iterator

import pytest

from bot.flows.asking import CONTROLS
from bot.flows.conversation import Conversation
from bot.flows.engine import STOP, Step, advance, begin, question_message
from bot.flows.events import OptionTapped
from bot.flows.question import Flow, Kind, Question, Scene
from bot.flows.reporter_flows import FLOWS
from tests.flows.reporters import buttons_of, facts_of

ALL = [(flow, question) for flow in FLOWS.values() for question in flow.questions.values()]
EVERY_QUESTION = pytest.mark.parametrize(("flow", "question"), ALL, ids=[f"{f.id}-{q.id}" for f, q in ALL])


def talk_at(flow: Flow, question: Question) -> Conversation:
    return begin(flow, Conversation(draft="d0"), facts_of(), first=question.id).conversation


def tapped(flow: Flow, talk: Conversation, option: str) -> Step:
    return advance(flow, talk, OptionTapped(talk.draft, talk.revision, talk.question, option), facts_of())


@EVERY_QUESTION
def test_every_branch_leads_to_a_question_of_the_flow_or_to_its_end(flow: Flow, question: Question) -> None:
    goals = {branch.to for branch in question.branches}
    assert goals <= {*flow.questions, None}
    assert question.detour is None or question.detour.to in flow.questions


@EVERY_QUESTION
def test_the_end_can_be_reached_from_every_question(flow: Flow, question: Question) -> None:
    assert None in set(_reachable(flow, question.id))


@EVERY_QUESTION
def test_every_question_is_reached_from_the_first(flow: Flow, question: Question) -> None:
    assert question.id in {flow.first, *_reachable(flow, flow.first)}


@EVERY_QUESTION
def test_every_question_offers_to_stop_and_an_answer(flow: Flow, question: Question) -> None:
    talk = talk_at(flow, question)
    options = [button.data.rpartition(":")[2] for button in buttons_of(question_message(flow, talk, facts_of()))]
    assert STOP in options
    assert question.kind is Kind.TEXT or len(options) > 2


@EVERY_QUESTION
def test_every_option_of_every_question_leads_on(flow: Flow, question: Question) -> None:
    talk = talk_at(flow, question)
    for option in question.options(Scene(talk.answers, facts_of())):
        assert option.id not in CONTROLS
        step = tapped(flow, talk, option.id)
        assert step.ended or step.conversation.revision > talk.revision


def _reachable(flow: Flow, start: str) -> Iterator[str | None]:
    seen: set[str | None] = set()
    ahead: list[str | None] = [start]
    while ahead:
        here = ahead.pop()
        if here is None or here in seen:
            continue
        seen.add(here)
        for branch in flow.questions[here].branches:
            yield branch.to
            ahead.append(branch.to)
