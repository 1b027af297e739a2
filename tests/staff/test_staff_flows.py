"""The tables of the staff's flows: every state reaches an end, and no answer raises."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows.about_staff import NOT_STAFF
from bot.flows.answer_flow import ANSWER, REPLY
from bot.flows.asking import BACK, STOP, question_message
from bot.flows.callback_data import read_button_data
from bot.flows.conversation import Conversation
from bot.flows.engine import Step, advance, begin
from bot.flows.events import (
    Event,
    MessageEdited,
    OptionTapped,
    OtherKind,
    OtherSent,
    PictureKind,
    PictureSent,
    TextSent,
    UnknownTap,
)
from bot.flows.facts import ProtocolOutline, ReporterFacts
from bot.flows.flag_flow import FLAG, flagged_report
from bot.flows.heard_report import heard_report
from bot.flows.new_case_flow import NEW_CASE
from bot.flows.question import Flow
from bot.flows.staff_flows import StaffFacts
from bot.spoken import spoken, spoken_message
from casework.calendar import SchoolCalendar
from casework.report import Contact
from tests.casework.schools import PROTOCOL_LINE, example_school

FLOWS = (FLAG, NEW_CASE, ANSWER, REPLY)
MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
STRANGE_WORDS = ("", "  ", "<b>&", "😀" * 30, "שלום", "a" * 5000, "juf Sanne", "de mentor", "Stop", "2B", "Versturen")


def no_code() -> str:
    raise AssertionError


def facts(person: str = "pieter_bakker") -> StaffFacts:
    school = example_school()
    reading = ReporterFacts(
        now=MONDAY_TEN,
        school=school,
        calendar=SchoolCalendar.of(school),
        outline=ProtocolOutline(PROTOCOL_LINE, ()),
        spoken=spoken,
        new_draft="d",
        new_code=no_code,
        tied=frozenset(school.people),
    )
    return StaffFacts(person, reading)


def started(flow: Flow, person: str = "pieter_bakker") -> Conversation:
    return begin(flow, Conversation(draft="d"), facts(person)).conversation


def tapped(talk: Conversation, option: str) -> OptionTapped:
    return OptionTapped(talk.draft, talk.revision, talk.question, option)


def options_of(flow: Flow, talk: Conversation) -> list[OptionTapped]:
    message = question_message(flow, talk, facts())
    taps = [read_button_data(button.data) for row in message.buttons for button in row]
    return [tap for tap in taps if isinstance(tap, OptionTapped)]


def anything(flow: Flow, talk: Conversation) -> st.SearchStrategy[Event]:
    return st.one_of(
        st.sampled_from(options_of(flow, talk)),
        st.sampled_from(STRANGE_WORDS).map(TextSent),
        st.sampled_from(list(OtherKind)).map(lambda kind: OtherSent(kind, "")),
        st.just(PictureSent("file", PictureKind.PHOTO, 1, "")),
        st.just(MessageEdited(1, "anders")),
        st.just(UnknownTap()),
        st.just(OptionTapped("old", 1, "flag_where", "p0")),
    )


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(FLOWS), st.data())
def test_whatever_is_sent_every_state_can_be_said_stopped_and_left_backwards(flow: Flow, data: st.DataObject) -> None:
    talk = started(flow)
    for _ in range(12):
        step = advance(flow, talk, data.draw(anything(flow, talk)), facts())
        if step.ended:
            return
        talk = step.conversation
        assert spoken_message(question_message(flow, talk, facts()))
        assert advance(flow, talk, tapped(talk, STOP), facts()).control == STOP
        assert advance(flow, talk, tapped(talk, BACK), facts()).conversation.is_open


CHANGES_WHAT_WAS_SAID = {NOT_STAFF, "exclude", "include"}
"""Answers that lead back to a question that was asked before; who taps on and on keeps coming back."""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FLOWS), st.data())
def test_answering_always_leads_to_the_end(flow: Flow, data: st.DataObject) -> None:
    talk = started(flow)
    for _ in range(10):
        step = answered(flow, talk, data)
        if step.ended:
            return
        talk = step.conversation
    raise AssertionError("no end after ten answers")


def answered(flow: Flow, talk: Conversation, data: st.DataObject) -> Step:
    offered = [tap for tap in options_of(flow, talk) if not tap.option.startswith("_") or tap.option == "_skip"]
    offered = [tap for tap in offered if tap.option not in CHANGES_WHAT_WAS_SAID]
    event: Event = data.draw(st.sampled_from(offered)) if offered else TextSent("juf Sanne en meneer Bakker")
    return advance(flow, talk, event, facts())


@pytest.mark.parametrize("flow", [FLAG, NEW_CASE])
def test_no_button_of_a_staff_flow_holds_a_name_of_a_person(flow: Flow) -> None:
    talk = started(flow)
    for _ in range(8):
        taps = options_of(flow, talk)
        assert not any(person in tap.option for tap in taps for person in example_school().people)
        answers = [tap for tap in taps if not tap.option.startswith("_") or tap.option == "_skip"]
        step = advance(flow, talk, answers[0], facts())
        if step.ended:
            return
        talk = step.conversation


def test_a_flag_is_a_report_under_the_guards_name_and_a_case_in_person_one_without_contact() -> None:
    flag = flagged_report(facts("henk_de_groot"), {"flag_where": "plein", "flag_class": "2B", "flag_what": "hurt"})
    heard = heard_report(facts(), {"new_class": "unknown", "new_story": "x"})
    assert (flag.contact, flag.reporter_name) == (Contact.NAME, "meneer De Groot")
    assert (heard.contact, heard.reporter_name, heard.class_id) == (Contact.NONE, "meneer Bakker", None)
