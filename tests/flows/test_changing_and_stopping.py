"""Changing one's mind, stopping, leaving at once and coming back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.flows.callback_data import read_button_data
from bot.flows.conversation import conversation_from_data, conversation_to_data
from bot.flows.effects import CloseQuestion, EraseChat, ForgetDraft, OpenWithCode, TellStaff, Toast
from bot.flows.events import CommandGiven, MessageEdited, OptionTapped, TextSent
from bot.flows.small_buttons import DISCARD, RESUME, small_button
from casework.report import AboutWhom, Contact
from tests.casework.schools import example_school
from tests.flows.reporters import (
    A_CODE,
    A_TUESDAY,
    NEUTRAL,
    STORY,
    TO_CONTACT,
    TO_SEND,
    Phone,
    facts_of,
    is_told_nothing,
    more_than_words,
    started,
)

# Changing one's mind


@pytest.mark.parametrize(
    ("change", "answers", "field", "value"),
    [
        ("class", ("3A",), "victim_class", "3A"),
        ("story", ("'Iets anders",), "story", "Iets anders"),
        ("contact", ("code",), "contact", Contact.CODE),
        ("about", ("other", "_skip"), "about", AboutWhom.SOMEONE_ELSE),
    ],
)
def test_change_from_the_summary_returns_to_the_summary(
    change: str, answers: tuple[str, ...], field: str, value: object
) -> None:
    phone = started().answer(*TO_SEND, "change", change, *answers)
    assert phone.talk.question == "send"
    assert getattr(phone.answer("send").sent.report, field) == value


def test_back_after_a_change_leads_to_the_question_before_the_summary() -> None:
    phone = started().answer(*TO_SEND, "change", "class", "3A", "_back")
    assert phone.talk.question == "contact"
    assert phone.talk.path == ("about", "class", "story")


def test_answer_that_is_asked_again_can_stay_as_it_was() -> None:
    phone = started().answer(*TO_SEND, "_back", "_back", "_keep", "_keep")
    assert phone.talk.question == "send"
    assert phone.answer("send").sent.report.story == STORY[1:]


def test_back_leads_through_all_questions_to_the_first() -> None:
    phone = started().answer(*TO_SEND)
    seen = [phone.talk.question]
    while phone.talk.path:
        phone.command("terug")
        seen.append(phone.talk.question)
    assert seen == ["send", "contact", "story", "class", "about"]
    phone.command("terug")
    assert phone.talk.question == "about"


def test_going_back_from_a_change_that_was_only_begun_takes_it_back() -> None:
    phone = started().answer(*TO_SEND)
    before, screen = phone.talk.answers, phone.screen
    phone.answer("change", "staff", "_back", "_back")
    assert phone.talk.question == "send"
    assert phone.screen == screen
    assert phone.talk.answers == {**before, "send": "change"}
    assert "staff_who" not in phone.talk.path


def test_going_back_from_half_a_change_takes_back_what_was_answered_of_it() -> None:
    phone = started().answer(*TO_SEND, "change", "contact", "name", "_back", "_back", "_back")
    assert phone.talk.question == "send"
    assert phone.answer("send").sent.report.contact == Contact.HERE


def test_going_back_from_the_button_about_staff_on_the_send_screen_takes_it_back() -> None:
    phone = started().answer("me", "2B", "'de gymleraar lacht me uit", "here", "no")
    screen = phone.screen
    assert phone.answer("staff", "_back").screen == screen


def test_words_typed_during_a_change_stay_when_it_is_taken_back() -> None:
    phone = started().answer(*TO_SEND, "change", "contact", "'dit moet je ook weten", "name", "_back", "_back", "_back")
    assert phone.talk.question == "send"
    assert phone.answer("send").sent.report.story == f"{STORY[1:]}\ndit moet je ook weten"


def test_a_change_that_was_made_is_not_taken_back_by_a_later_one() -> None:
    phone = started().answer(*TO_SEND, "change", "class", "3A", "change", "staff", "_back", "_back", "send")
    assert phone.sent.report.victim_class == "3A"
    assert not phone.sent.report.facts


def test_who_takes_back_that_they_are_a_parent_is_addressed_as_before() -> None:
    phone = started().answer(*TO_SEND, "change", "about", "parent")
    assert phone.talk.address_form == "u"
    phone.answer("_back", "_back", "_back")
    assert (phone.talk.question, phone.talk.address_form) == ("send", "je")


def test_words_typed_where_a_tap_was_asked_for_are_added_to_the_story() -> None:
    phone = started().answer(*TO_CONTACT, "'en dit is het tweede deel", "here", "'en nog iets", "send")
    assert phone.sent.report.story == "Ze schelden me uit\nen dit is het tweede deel\nen nog iets"


def test_edit_of_one_of_several_messages_leaves_the_others_as_they_are() -> None:
    phone = started().answer(*TO_CONTACT)
    first = phone.last_message
    phone.answer("'tweede", "'derde")
    phone.send(MessageEdited(first, "eerste, maar langer"))
    phone.send(MessageEdited(phone.last_message - 1, "2"))
    assert phone.answer("here", "send").sent.report.story == "eerste, maar langer\n2\nderde"


def test_edit_of_a_message_that_was_no_answer_changes_nothing() -> None:
    phone = started().answer(*TO_SEND)
    before = phone.talk
    phone.send(MessageEdited(1, "iets"))
    assert phone.talk.answers == before.answers


def test_label_of_a_button_may_be_typed() -> None:
    phone = started().answer("'over mij", "'2b", STORY, "'EEN CODE", "'terug")
    assert phone.talk.question == "contact"
    assert phone.talk.answers["class"] == "2B"


# Stopping, leaving, coming back


def test_leaving_and_coming_back_resumes_at_the_same_question() -> None:
    phone = started().answer(*TO_CONTACT)
    phone.facts = replace(phone.facts, now=A_TUESDAY + timedelta(days=3))
    phone.command("start")
    assert "Je was hier gebleven" in phone.screen
    assert phone.answer("here", "send").sent.report.story == STORY[1:]


def test_resumed_draft_can_be_started_anew() -> None:
    phone = started().answer(*TO_CONTACT)
    phone.command("melden")
    phone.answer("_new")
    assert phone.talk.question == "about"
    assert phone.talk.answers == {}
    assert phone.all_of(ForgetDraft)


def test_stopped_draft_waits_until_it_is_taken_up_or_thrown_away() -> None:
    phone = started().answer(*TO_CONTACT)
    phone.command("stop")
    phone.write("hallo")
    assert phone.talk.answers["story"] == STORY[1:]
    resumed = phone.send(OptionTapped("s", 0, "resume", "draft"))
    assert not any(isinstance(effect, CloseQuestion) for effect in resumed)
    assert phone.talk.question == "contact"
    phone.tap("_stop")
    phone.send(OptionTapped("s", 0, "discard", "draft"))
    assert not phone.talk.is_open
    assert phone.talk.answers == {}


def test_stopping_before_anything_was_told_leaves_nothing() -> None:
    phone = started("k-2B")
    phone.command("stop")
    assert not phone.talk.is_open
    assert phone.all_of(ForgetDraft)


def test_edit_while_stopped_is_kept_without_asking_anything() -> None:
    phone = started().answer(*TO_CONTACT)
    phone.command("stop")
    phone.send(MessageEdited(phone.last_message - 1, "beter gezegd"))
    assert phone.talk.stopped
    assert phone.talk.answers["story"] == "beter gezegd"


@pytest.mark.parametrize("path", [(), ("me",), TO_CONTACT, TO_SEND, (*TO_SEND, "send"), (*TO_SEND, "send", "yes")])
def test_quick_exit_works_everywhere_and_says_nothing_about_school(path: tuple[str, ...]) -> None:
    for typed in (False, True):
        phone = started().answer(*path)
        _leave(phone, typed=typed)
        assert phone.all_of(EraseChat)
        farewell = phone.heard[-1].casefold()
        assert not any(word in farewell for word in ("school", "pest", "meld", "verstuur"))
        assert phone.talk.inbox == ()


def test_word_typed_after_a_quick_exit_is_not_taken_for_an_answer() -> None:
    phone = started().answer("me", "2B")
    phone.tap("_exit")
    phone.write("hoi")
    assert "story" not in phone.talk.answers
    phone.command("start")
    assert phone.talk.question == "story"


def test_whatever_comes_after_a_quick_exit_gets_an_answer_that_says_nothing() -> None:
    phone = started().answer(*TO_CONTACT)
    phone.tap("_exit")
    kept = phone.talk.answers
    others = more_than_words(phone.last_message - 1)
    is_told_nothing(phone, TextSent("hoi"), *others, CommandGiven("code"), CommandGiven("mijn"))
    assert phone.talk.answers == kept
    assert not phone.all_of(TellStaff)


def test_stopping_after_a_quick_exit_ends_the_draft_and_says_not_what_it_was() -> None:
    phone = started().answer(*TO_CONTACT)
    phone.tap("_exit")
    assert not phone.talk.stopped
    phone.command("stop")
    assert phone.talk.stopped and phone.talk.hidden
    said = phone.heard[-1].casefold()
    assert "twee dagen" in said
    assert not any(word in said for word in ("school", "pest", "meld", "verstuur", "bewaar", "verhaal"))
    phone.write("hoi")
    assert phone.heard[-1] == NEUTRAL
    phone.command("start")
    assert phone.talk.answers["story"] == STORY[1:]
    assert not (phone.talk.stopped or phone.talk.hidden)


@pytest.mark.parametrize("command", ["start", "melden"])
def test_only_a_command_brings_a_draft_back_after_a_quick_exit(command: str) -> None:
    phone = started().answer(*TO_CONTACT)
    phone.command("stop")
    phone.command("snelweg")
    for kind in (RESUME, DISCARD):
        phone.send(read_button_data(small_button(kind, "draft").data))
    assert phone.talk.hidden
    assert phone.effects[-1] == Toast("toast-old-button")
    phone.command(command)
    assert phone.talk.question == "contact"
    assert phone.talk.answers["story"] == STORY[1:]
    assert not phone.talk.hidden
    phone.answer("here")
    assert phone.talk.question == "send"


def test_start_in_another_conversation_takes_its_buttons_away() -> None:
    phone = started().answer(*TO_SEND, "send")
    effects = phone.command("start")
    assert any(isinstance(effect, CloseQuestion) for effect in effects)
    assert phone.talk.question == "about"


def test_code_command_does_not_throw_a_draft_away() -> None:
    phone = started().answer(*TO_CONTACT)
    phone.command("code", A_CODE)
    assert phone.talk.answers["story"] == STORY[1:]
    phone.command("stop")
    phone.command("code", A_CODE)
    assert phone.talk.stopped
    assert not phone.all_of(OpenWithCode)


def test_code_can_stand_behind_the_command_or_be_asked_for() -> None:
    direct = Phone()
    direct.command("code", A_CODE)
    asked = Phone()
    asked.command("code")
    asked.write(A_CODE)
    assert direct.all_of(OpenWithCode) == asked.all_of(OpenWithCode) == [OpenWithCode(A_CODE)]


def test_question_that_a_newer_version_no_longer_asks_gives_way_to_the_first() -> None:
    phone = started().answer(*TO_CONTACT)
    phone.talk = replace(phone.talk, question="long_gone", path=("about", "also_gone"))
    phone.write("hallo")
    assert phone.talk.question == "about"
    assert phone.talk.answers["story"] == f"{STORY[1:]}\nhallo"


def test_class_that_left_the_schools_file_does_not_break_a_draft() -> None:
    phone = started().answer(*TO_SEND)
    classes = {key: one for key, one in example_school().classes.items() if key != "2B"}
    phone.facts = facts_of(example_school().model_copy(update={"classes": classes}))
    phone.command("start")
    assert "2B" in phone.screen


def _leave(phone: Phone, *, typed: bool) -> None:
    if typed:
        phone.command("snelweg")
    else:
        phone.tap("_exit")


def test_a_conversation_that_a_newer_program_kept_goes_on_in_an_older_one() -> None:
    talk = started().answer(*TO_SEND).talk
    assert conversation_from_data({**conversation_to_data(talk), "not_known_yet": 1}) == talk
