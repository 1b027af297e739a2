"""Who asks for the confidant is not asked as if they accused them, and can say at once that they should read it."""

from dataclasses import replace

import pytest

from tests.casework.schools import small_school
from tests.flows.reporters import Phone, everyone_in_plan, started
from tests.flows.test_about_staff import school_with_board

JANSEN, KOK, COACH = "lotte_jansen", "willem_kok", "sanne_de_boer"
ASKED_FOR = ("me", "2B", "'ze lachen me uit, ik wil met de vertrouwenspersoon praten", "here")
WANTED = "Nee, ik wil juist dat mevrouw Jansen dit leest"


def at_small_school(*answers: str) -> Phone:
    """At a school with one confidant, Dee."""
    school = small_school()
    return started(school=school, tied=frozenset(school.people)).answer(*answers)


def test_the_question_says_the_function_by_which_somebody_was_named() -> None:
    phone = started().answer(*ASKED_FOR)
    assert "Gaat het over mevrouw Jansen (vertrouwenspersoon)?" in phone.screen
    phone = started().answer("me", "2B", "'mijn mentor luistert niet", "here")
    assert "Gaat het over mevrouw De Boer (mentor)?" in phone.screen


def test_somebody_who_was_only_called_by_name_is_asked_about_by_name() -> None:
    assert "Gaat het over meneer Bakker?" in started().answer("me", "2B", "'meneer Bakker zag het", "here").screen


def test_a_name_beside_the_function_does_not_hide_it() -> None:
    phone = started().answer("me", "2B", "'ik wil naar mevrouw Jansen, de vertrouwenspersoon", "here")
    assert "Gaat het over mevrouw Jansen (vertrouwenspersoon)?" in phone.screen


def test_whoever_asks_for_the_confidant_is_asked_that_first_and_the_answer_chooses_them() -> None:
    phone = at_small_school("me", "1A", "'ik wil met de vertrouwenspersoon praten", "here")
    assert "Gaat het over Dee Naam (vertrouwenspersoon)? Wil je juist dat diegene dit leest?" in phone.screen
    assert phone.labels[0] == "Nee, ik wil juist dat Dee Naam dit leest"
    phone.answer("wanted")
    assert phone.talk.question == "send"
    assert "Dee Naam (vertrouwenspersoon) leest het als eerste" in phone.screen
    phone.answer("send")
    report = phone.sent.report
    assert (report.via_confidant, report.subjects, report.excluded) == (True, frozenset(), frozenset())
    assert everyone_in_plan(phone) == {"dee"}


def test_the_choice_can_be_undone_on_the_send_screen() -> None:
    phone = at_small_school("me", "1A", "'ik wil met de vertrouwenspersoon praten", "here", "wanted", "coach")
    assert "An Naam (mentor) leest het als eerste" in phone.screen
    assert not phone.answer("send").sent.report.via_confidant


def test_going_back_takes_the_choice_back_with_the_answer() -> None:
    phone = at_small_school("me", "1A", "'ik wil met de vertrouwenspersoon praten", "here", "wanted", "_back")
    assert phone.talk.question == "concern"
    assert (phone.talk.answers["concerns"], "via_confidant" in phone.talk.answers) == ({}, False)
    assert not phone.answer("no", "send").sent.report.via_confidant


def test_until_it_is_answered_nobody_named_receives_it_and_after_yes_they_never_do() -> None:
    phone = at_small_school("me", "1A", "'de vertrouwenspersoon lacht me uit", "here")
    assert phone.talk.question == "concern"
    assert "Ja, Dee Naam doet iets naars" in phone.labels
    phone.answer("yes", "no", "send")
    assert "dee" not in everyone_in_plan(phone)


def test_the_other_confidant_is_not_asked_about_where_the_word_only_asked_for_one_of_them() -> None:
    phone = started().answer(*ASKED_FOR)
    assert WANTED in phone.labels
    phone.answer("wanted")
    assert phone.talk.question == "send"
    assert JANSEN in everyone_in_plan(phone.answer("send"))


@pytest.mark.parametrize(
    "story",
    [
        "ik wil met de vertrouwenspersoon praten want die zit aan me",
        "de vertrouwenspersoon lacht me uit. Ik wil met de vertrouwenspersoon praten",
        "ik wil met de vertrouwenspersoon praten. Meneer Kok lacht me uit",
        "ik wil met meneer Kok praten, of een andere vertrouwenspersoon",
    ],
)
def test_the_other_confidant_is_asked_about_where_the_words_may_be_about_them(story: str) -> None:
    """AX-12: who was named receives nothing before it is answered whether it is about them."""
    phone = started().answer("me", "2B", f"'{story}", "here", "wanted")
    assert "Gaat het over meneer Kok" in phone.screen
    assert not any("juist" in label for label in phone.labels) and "juist" not in phone.screen
    phone.answer("yes", "no", "send")
    assert JANSEN in everyone_in_plan(phone) and KOK not in everyone_in_plan(phone)


def test_words_about_the_other_confidant_that_are_added_after_the_choice_still_ask() -> None:
    phone = started().answer(*ASKED_FOR, "wanted", "'maar niet de andere vertrouwenspersoon")
    assert "Gaat het over meneer Kok (vertrouwenspersoon)?" in phone.screen


def test_who_chose_nobody_is_asked_about_each_of_them() -> None:
    phone = started().answer(*ASKED_FOR, "no")
    assert "Gaat het over meneer Kok (vertrouwenspersoon)?" in phone.screen


def test_the_second_confidant_can_be_chosen_when_it_is_about_the_first() -> None:
    phone = started().answer(*ASKED_FOR, "yes")
    assert "Nee, ik wil juist dat meneer Kok dit leest" in phone.labels
    phone.answer("wanted", "no", "send")
    assert everyone_in_plan(phone) == {KOK}


def test_who_would_not_read_it_first_is_not_offered() -> None:
    phone = started().answer("me", "2B", "'ik wil naar meneer Kok", "here")
    assert "Gaat het over meneer Kok?" in phone.screen
    assert not any("juist" in label for label in phone.labels)


def test_what_the_law_sends_to_the_board_is_not_offered_to_the_confidant() -> None:
    phone = started(school=school_with_board()).answer("me", "2B", "staff", "no_name", "yes")
    while phone.talk.question != "contact":
        phone.answer("no")
    phone.answer("here")
    assert phone.talk.question == "send"
    phone.answer("'ik wil naar de vertrouwenspersoon")
    assert "Gaat het over mevrouw Jansen (vertrouwenspersoon)?" in phone.screen
    assert not any("juist" in label for label in phone.labels)


def test_a_confidant_who_is_away_today_can_be_asked_for_and_the_send_screen_says_that_they_are_away() -> None:
    people = {one: {"name": f"{one.title()} Naam"} for one in ("an", "bea", "cas", "dee", "eva")}
    away = {**people, "dee": {"name": "Dee Naam", "present_on": ["fri"]}}
    roles = {
        "first_contact": {"title": "mentor", "deputy": "bea"},
        "confidant": {"title": "vertrouwenspersoon", "holders": ["dee", "eva"]},
    }
    school = small_school(people=away, roles=roles)
    phone = started(school=school, tied=frozenset(people)).answer("me", "1A", "'ik wil naar Dee", "here", "wanted")
    assert "Let op: Dee Naam is er nu niet. Daarom leest iemand anders het." in phone.screen
    assert "Eva Naam (vertrouwenspersoon) leest het als eerste" in phone.screen


def test_the_name_that_was_given_as_the_own_name_offers_no_reader() -> None:
    phone = started().answer("me", "2B", "'ze lachen", "name", "'Lotte Jansen")
    assert phone.talk.question == "concern"
    assert not any("juist" in label for label in phone.labels)


def test_after_sending_nobody_is_chosen_any_more() -> None:
    phone = at_small_school("me", "1A", "names", "here", "send", "yes", "none", "'de vertrouwenspersoon weet het")
    assert "Gaat het over Dee Naam (vertrouwenspersoon)?" in phone.screen
    assert not any("juist" in label for label in phone.labels)


def test_a_tap_on_the_choice_after_the_confidant_became_unreachable_is_not_taken() -> None:
    phone = at_small_school("me", "1A", "'ik wil met de vertrouwenspersoon praten", "here")
    others = frozenset(small_school().people) - {"dee"}
    phone.facts = replace(phone.facts, tied=others, unreachable=frozenset({"dee"}))
    phone.tap("wanted")
    assert phone.talk.question == "concern"
    assert "via_confidant" not in phone.talk.answers and "wanted" not in str(phone.buttons)


def test_until_the_question_is_answered_choosing_is_no_answer_for_anybody_else_who_was_named() -> None:
    words = "'mijn mentor luistert niet, ik wil met de vertrouwenspersoon praten"
    phone = at_small_school("me", "1A", words, "here")
    assert "Gaat het over An Naam (mentor)?" in phone.screen
    phone.answer("unread")
    assert "Gaat het over Dee Naam (vertrouwenspersoon)?" in phone.screen
    phone.answer("wanted")
    assert "Dit wordt niet gelezen door An Naam" in phone.screen
    assert everyone_in_plan(phone.answer("send")) == {"dee"}
