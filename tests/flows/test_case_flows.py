"""The short conversations about a case: whatever a person sends, they go on, can be stopped, and can end."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.asking import BACK, STOP
from bot.flows.case_answers import Act, Notes, commands_of
from bot.flows.case_flows import CASE_FLOWS, FLOW_OF_ACT, CaseFacts, given_option
from bot.flows.conversation import Conversation
from bot.flows.engine import advance, begin
from bot.flows.events import Event, MessageEdited, OptionTapped, OtherKind, OtherSent, TextSent, UnknownTap
from bot.flows.question import Scene
from bot.flows.typed_days import typed_day
from bot.flows.words import phrase
from bot.spoken import spoken

TODAY = date(2026, 11, 23)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
GIVEN: dict[str, Any] = {
    "what": "key",
    "about": "Label",
    "options": [given_option("0", "first", "First"), given_option("d1", "2026-11-24", "Later")],
    "asks": [["fact", "Is it so?"], ["other", "And that?"]],
    "on_yes": "Yes.",
    "on_no": "No.",
}


def facts(refuses: bool = False) -> CaseFacts:
    return CaseFacts(spoken, TODAY, MONTHS, lambda answers: phrase("refusal-no-signals") if refuses else None)


def started(act: Act) -> Conversation:
    return begin(FLOW_OF_ACT[act], Conversation(draft="d"), facts(), act=act.value, **GIVEN).conversation


def taps(conversation: Conversation) -> list[OptionTapped]:
    question = CASE_FLOWS[conversation.flow].questions[conversation.question]
    options = [option.id for option in question.options(Scene(conversation.answers, facts()))]
    extra = ["_skip"] if question.may_skip else []
    return [
        OptionTapped(conversation.draft, conversation.revision, conversation.question, option)
        for option in (*options, *extra, BACK)
    ]


@given(st.sampled_from(list(Act)), st.data())
def test_every_flow_takes_whatever_comes_and_stays_in_its_table(act: Act, data: st.DataObject) -> None:
    conversation = started(act)
    for _ in range(12):
        other: list[Event] = [TextSent(data.draw(st.text(max_size=30))), OtherSent(OtherKind.VOICE), UnknownTap()]
        event = data.draw(st.sampled_from([*taps(conversation), *other, TextSent("3-11"), MessageEdited(4, "x")]))
        step = advance(CASE_FLOWS[conversation.flow], conversation, event, facts(data.draw(st.booleans())))
        if step.ended:
            commands_of(act, {**step.conversation.answers, "pupil": "ref"}, _notes(step.conversation))
            return
        conversation = step.conversation
        assert conversation.question in CASE_FLOWS[conversation.flow].questions


def _notes(conversation: Conversation) -> Notes:
    return Notes(None, tuple(None for _ in conversation.answers.get("consents", [])))


@pytest.mark.parametrize("act", list(Act))
def test_every_flow_ends_on_first_answers_and_can_be_stopped_anywhere(act: Act) -> None:
    conversation = started(act)
    flow = CASE_FLOWS[conversation.flow]
    for _ in range(12):
        stop = OptionTapped(conversation.draft, conversation.revision, conversation.question, STOP)
        assert advance(flow, conversation, stop, facts()).control == STOP
        event: Event = TextSent("3-11")
        if flow.questions[conversation.question].kind.value == "choice":
            event = taps(conversation)[0]
        step = advance(flow, conversation, event, facts())
        if step.ended:
            return
        conversation = step.conversation
    raise AssertionError(f"{act} does not end")


def test_a_refused_day_is_asked_again_with_the_reason_and_nothing_is_lost() -> None:
    conversation = started(Act.POSTPONE)
    step = advance(CASE_FLOWS[conversation.flow], conversation, TextSent("3-12"), facts(refuses=True))
    assert step.conversation.question == "case_until"
    assert step.conversation.answers["problem"] == spoken(phrase("refusal-no-signals"))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3-11", date(2026, 11, 3)),
        ("3/11/2025", date(2025, 11, 3)),
        ("3 nov", date(2026, 11, 3)),
        ("monday 3 nov 2025", date(2025, 11, 3)),
        ("2-1", date(2027, 1, 2)),
        ("29-2", None),
        ("29-2-2028", date(2028, 2, 29)),
        ("31-4", None),
        ("3", None),
        ("3-11 or so", None),
        ("", None),
    ],
)
def test_a_typed_day_is_the_nearest_one_or_none(words: str, day: date | None) -> None:
    assert typed_day(words, TODAY, MONTHS) == day


@given(st.dates(date(2026, 6, 1), date(2027, 4, 30)))
def test_every_day_of_half_a_year_around_today_is_read_back(day: date) -> None:
    assert abs(day - TODAY) < timedelta(days=182)
    assert typed_day(f"{day.day}-{day.month}", TODAY, MONTHS) == day


@given(st.text())
def test_no_words_make_the_reading_of_a_day_fail(words: str) -> None:
    typed_day(words, TODAY, MONTHS)
