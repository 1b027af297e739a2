"""What is typed at the first question, where a tap is asked for: it is kept, for a report of the chat or a new one."""

import pytest

from bot.flows.effects import TellStaff
from bot.flows.events import MessageEdited, OtherKind, OtherSent
from casework.report import ReportStatus
from tests.flows.reporters import Phone, facts_of, own_report, started

WORDS = "ze pakken steeds mijn tas af"
KEPT = "Dat bewaar ik als begin van je verhaal."
WHERE = "Waar hoort dit bij?"


def begun_with(*reports: ReportStatus) -> Phone:
    own = tuple(own_report(7 + place, status) for place, status in enumerate(reports))
    phone = Phone(facts_of(own_reports=own))
    phone.command("start")
    return phone


@pytest.mark.parametrize("closed", [False, True], ids=["without a report", "with a closed one"])
def test_words_without_a_thread_to_write_in_begin_the_story(closed: bool) -> None:
    phone = begun_with(*([ReportStatus.CLOSED] if closed else []))
    phone.write(WORDS)
    assert KEPT in phone.screen
    assert phone.talk.question == "about"
    phone.answer("me", "2B")
    assert f"Je typte net: ‘{WORDS}’." in phone.screen
    phone.answer("_keep", "here", "send")
    assert phone.sent.report.story == WORDS


def test_what_is_told_at_the_question_for_it_comes_after_the_words_that_began_it() -> None:
    phone = started()
    phone.write(WORDS)
    phone.answer("me", "2B", "'en ze slaan me")
    typed = phone.last_message
    phone.send(MessageEdited(typed, "en ze schoppen me"))
    assert phone.answer("here", "send").sent.report.story == f"{WORDS}\nen ze schoppen me"


def test_sentence_that_is_chosen_stands_above_the_words_that_began_it() -> None:
    phone = started()
    phone.write(WORDS)
    phone.answer("me", "2B", "left_out", "here", "send")
    assert phone.sent.report.story == f"Ik word buitengesloten\n{WORDS}"


@pytest.mark.parametrize("words", [WORDS, "ze slaan me", "Komt dit bij mijn ouders?"])
def test_words_typed_where_the_class_is_asked_begin_the_story(words: str) -> None:
    phone = started().answer("me")
    phone.write(words)
    assert KEPT in phone.screen and phone.talk.question == "class"
    phone.answer("2B")
    assert f"Je typte net: ‘{words}’. Dat staat al in je verhaal." in phone.screen
    assert phone.answer("_keep", "here", "send").sent.report.story == words


def test_who_goes_back_to_the_story_sees_it_and_that_other_words_come_in_its_place() -> None:
    phone = started().answer("me", "2B", f"'{WORDS}", "_back")
    assert f"Je vertelde: ‘{WORDS}’." in phone.screen and "komt in de plaats hiervan" in phone.screen
    assert phone.answer("'ze slaan me", "here", "send").sent.report.story == "ze slaan me"


def test_more_words_go_with_the_first_and_an_edit_finds_its_own() -> None:
    phone = started()
    phone.write(WORDS)
    typed = phone.last_message
    phone.write("en mijn fiets")
    phone.send(MessageEdited(typed, "ze pakken mijn jas af"))
    assert phone.talk.answers["story"] == "ze pakken mijn jas af\nen mijn fiets"


def test_words_under_what_cannot_be_kept_begin_the_story_too() -> None:
    phone = started()
    phone.send(OtherSent(OtherKind.VIDEO, WORDS))
    assert phone.talk.answers["story"] == WORDS
    assert "De woorden erbij heb ik wel bewaard." in phone.screen


def test_words_that_begin_a_story_are_not_lost_by_starting_again() -> None:
    phone = started()
    phone.write(WORDS)
    phone.command("start")
    assert phone.talk.answers["story"] == WORDS


def test_name_of_a_button_is_still_that_button() -> None:
    phone = begun_with(ReportStatus.READ)
    phone.write("over mij")
    assert phone.talk.question == "class" and phone.talk.answers == {"about": "me"}
    phone.write("snel weg")
    assert phone.talk.hidden


@pytest.mark.parametrize("words", [WORDS, "ja", "Nee", "ik kom morgen"])
def test_words_that_may_be_for_a_report_are_asked_about(words: str) -> None:
    phone = begun_with(ReportStatus.READ)
    phone.write(words)
    assert WHERE in phone.screen
    assert phone.labels[:2] == ["Bij melding 7", "Bij een nieuwe melding"]
    phone.answer("r0")
    assert phone.all_of(TellStaff) == [TellStaff(words, own_report().id)]
    assert phone.talk.question == "about" and not phone.talk.answers


def test_words_for_a_new_report_begin_its_story() -> None:
    phone = begun_with(ReportStatus.READ)
    phone.write(WORDS)
    phone.answer("new")
    assert KEPT in phone.screen
    assert phone.talk.question == "about"
    phone.answer("me", "2B", "_keep", "here", "send")
    assert phone.sent.report.story == WORDS
    assert not phone.all_of(TellStaff)


def test_of_several_reports_each_can_be_chosen() -> None:
    phone = begun_with(ReportStatus.READ, ReportStatus.TAKEN_UP)
    phone.write(WORDS)
    assert phone.labels[:3] == ["Bij melding 8", "Bij melding 7", "Bij een nieuwe melding"]


def test_once_something_is_told_there_the_rest_is_of_it() -> None:
    phone = begun_with(ReportStatus.READ)
    phone.write(WORDS)
    phone.answer("new", "'en mijn fiets")
    assert phone.talk.answers["story"] == f"{WORDS}\nen mijn fiets"


def test_name_in_words_for_a_report_is_still_asked_about_and_then_the_first_question() -> None:
    phone = begun_with(ReportStatus.READ)
    phone.write("mevrouw De Boer zag het")
    phone.answer("r0")
    assert "Gaat het over mevrouw De Boer?" in phone.screen
    phone.answer("no")
    assert phone.talk.question == "about"


def test_starting_again_before_it_is_said_where_words_belong_loses_none() -> None:
    phone = begun_with(ReportStatus.READ)
    phone.write(WORDS)
    phone.command("start")
    assert WHERE in phone.screen
    phone.answer("r0")
    assert phone.all_of(TellStaff) == [TellStaff(WORDS, own_report().id)]
