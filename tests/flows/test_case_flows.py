"""The short conversations about a case: whatever a person sends, they go on, can be stopped, and can end."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.asking import BACK, STOP
from bot.flows.case_answers import Act, Notes, commands_of
from bot.flows.case_flows import CASE_FLOWS, FLOW_OF_ACT
from bot.flows.case_questions import CaseFacts, given_option
from bot.flows.conversation import Conversation
from bot.flows.engine import advance, begin
from bot.flows.events import Event, MessageEdited, OptionTapped, OtherKind, OtherSent, TextSent, UnknownTap
from bot.flows.question import Scene
from bot.flows.typed_days import typed_day
from bot.flows.words import phrase
from bot.spoken import spoken
from casework.case_commands import ChooseDate, MarkDone

TODAY = date(2026, 11, 23)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
GIVEN: dict[str, Any] = {
    "what": "key",
    "about": "Label",
    "options": [given_option("0", "first", "First"), given_option("d1", "2026-11-24", "Later")],
    "asks": [["fact", "Is it so?"], ["other", "And that?"]],
    "on_yes": "Yes.",
    "on_no": "No.",
    "values": [True, False],
    "every_words": "less",
    "may_repeat": True,
    "intervals": [7, 14],
    "tickable": [["p0", "pupil", "Pupil"], ["p1", "other", "Other"]],
    "asks_size": True,
    "sizes": [5, 6],
    "asks_end": True,
    "spans": [1, 7],
    "max_days": 21,
    "max_from": "2026-11-23",
    "count_from": "2026-11-23",
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
        event: Event = TextSent("5" if conversation.question == "case_size" else "3-11")
        if flow.questions[conversation.question].kind.value == "choice":
            event = next(tap for tap in taps(conversation) if not tap.option.startswith("p"))
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


def tapped(conversation: Conversation, option: str) -> Conversation:
    tap = OptionTapped(conversation.draft, conversation.revision, conversation.question, option)
    return advance(CASE_FLOWS[conversation.flow], conversation, tap, facts()).conversation


def test_a_tick_stays_on_the_same_question_and_is_taken_away_by_a_second_tap() -> None:
    once = tapped(started(Act.START), "p1")
    assert (once.question, once.answers["ticked"]) == ("case_ticks", ["other"])
    assert tapped(once, "p1").answers["ticked"] == []
    assert tapped(once, "ready").question == "case_size"


def test_what_the_protocol_would_rather_not_have_is_asked_once_more_and_passed_with_one_tap() -> None:
    wishes = CaseFacts(spoken, TODAY, MONTHS, lambda answers: None, lambda answers: phrase("case-no-day"))
    conversation = tapped(started(Act.START), "ready")
    flow = CASE_FLOWS[conversation.flow]
    warned = advance(flow, conversation, TextSent("5"), wishes).conversation
    assert warned.question == "case_size_anyway"
    assert tapped(warned, "no").question == "case_size"
    passed = tapped(warned, "yes")
    assert (passed.question, passed.answers["size"]) == ("case_day", 5)


@pytest.mark.parametrize("words", ["nul", "0", "-3", "²", "1e3", "99999", "51"])
def test_a_number_of_pupils_that_is_none_is_asked_again(words: str) -> None:
    conversation = tapped(started(Act.START), "ready")
    step = advance(CASE_FLOWS[conversation.flow], conversation, TextSent(words), facts())
    assert step.conversation.question == "case_size"
    assert "size" not in step.conversation.answers


def test_a_span_counts_from_the_day_on_which_it_lasts_until_now() -> None:
    conversation = started(Act.PROLONG)
    assert tapped(conversation, "n7").answers["case_until_day"] == "2026-11-30"


def test_how_often_something_comes_back_is_asked_after_its_first_day() -> None:
    conversation = started(Act.DATE)
    asked = advance(CASE_FLOWS[conversation.flow], conversation, TextSent("3-12"), facts()).conversation
    assert asked.question == "case_every"
    step = advance(
        CASE_FLOWS["case-date"], asked, OptionTapped(asked.draft, asked.revision, asked.question, "e14"), facts()
    )
    assert step.ended
    (command,) = commands_of(Act.DATE, step.conversation.answers, Notes())
    assert (command.on, command.every) == (date(2026, 12, 3), 14)  # type: ignore[union-attr]


def test_an_agreement_that_an_older_program_began_is_done_without_a_day_on_the_card() -> None:
    """That one asked for the day before it knew of which work on the card the day is."""
    older = {"act": "done", "what": "agree", "about": "Label", "case_agreed": "2026-12-07", "case_day": "2026-11-23"}
    assert commands_of(Act.DONE, older, Notes("note")) == (MarkDone("agree", TODAY, "note"),)
    agreed = commands_of(Act.DONE, {**older, "agrees": "evaluation"}, Notes("note"))
    assert agreed[1:] == (ChooseDate("evaluation", on=date(2026, 12, 7)),)
