"""Who reads is asked, shown and kept: nobody who was named or left out ever receives it."""

from dataclasses import replace
from datetime import timedelta

from bot.flows.effects import (
    SendReport,
)
from bot.flows.events import MessageEdited
from bot.flows.facts import ProtocolOutline
from bot.flows.question import Scene
from bot.flows.reading_plan import plan_of
from tests.casework.schools import PROTOCOL_LINE, example_school, small_school
from tests.flows.reporters import A_TUESDAY, STORY, TO_SEND, Phone, everyone_in_plan, started
from tests.flows.test_about_staff import school_with_board

# Somebody of the staff is named


def test_report_naming_the_coach_asks_before_the_send_screen_and_never_reaches_that_coach() -> None:
    phone = started().answer("me", "2B", "'mevrouw De Boer doet er niks aan", "here")
    assert "Gaat het over mevrouw De Boer?" in phone.screen
    phone.answer("yes", "no")
    assert phone.talk.question == "send"
    assert "De Boer (mentor)" not in phone.screen
    assert (
        "Je zei dat het gaat over mevrouw De Boer. Diegene leest dit niet en krijgt hier geen bericht over."
        in phone.screen
    )
    phone.answer("send")
    assert "sanne_de_boer" not in everyone_in_plan(phone)
    assert phone.sent.report.subjects == {"sanne_de_boer"}


def test_coach_who_is_named_but_not_meant_still_reads_it() -> None:
    phone = started().answer("me", "2B", "'ik zei het tegen juf Sanne", "here", "no", "send")
    first = phone.sent.plan.first_reader
    assert first is not None
    assert first.person == "sanne_de_boer"


def test_word_mentor_without_a_class_keeps_every_coach_away_after_yes() -> None:
    phone = started().answer("me", "_unknown", "'mijn mentor slaat me", "here", "yes", "no", "send")
    coaches = {one.coach for one in example_school().classes.values()}
    assert phone.sent.doubts_coach
    assert not coaches & everyone_in_plan(phone)


def test_name_added_on_the_send_screen_is_asked_about_before_anything_is_sent() -> None:
    phone = started().answer(*TO_SEND, "'het is eigenlijk mevrouw De Boer")
    assert phone.talk.question == "concern"
    phone.answer("yes", "no", "send")
    assert "sanne_de_boer" not in everyone_in_plan(phone)


def test_name_that_an_edit_brings_in_is_asked_about_before_anything_is_sent() -> None:
    phone = started().answer("me", "2B", STORY)
    story_message = phone.last_message
    phone.answer("here")
    phone.send(MessageEdited(story_message, "Mevrouw De Boer scheldt me uit"))
    assert phone.talk.question == "concern"
    assert phone.answer("yes", "no", "send").sent.report.story == "Mevrouw De Boer scheldt me uit"


def test_going_back_to_the_question_about_a_member_of_staff_lets_one_change_the_answer() -> None:
    phone = started().answer("me", "2B", "'mevrouw De Boer", "here", "yes", "_back")
    assert "Gaat het over mevrouw De Boer?" in phone.screen
    assert phone.answer("no", "send").sent.report.subjects == frozenset()


def test_two_people_who_are_named_are_both_asked_about() -> None:
    phone = started().answer("me", "2B", "'mevrouw De Boer en meneer Bakker", "here", "yes", "yes", "no", "send")
    assert not {"sanne_de_boer", "pieter_bakker"} & everyone_in_plan(phone)


# Choosing who reads


def test_report_for_the_confidant_reaches_nobody_of_the_coachs_line() -> None:
    phone = started().answer(*TO_SEND, "confidant")
    assert "mevrouw De Boer" not in phone.screen
    phone.answer("send")
    assert everyone_in_plan(phone) <= {"lotte_jansen", "willem_kok"}
    assert phone.sent.report.via_confidant


def test_of_several_who_would_read_a_report_for_the_confidant_one_can_be_left_out() -> None:
    phone = started().answer(*TO_SEND, "confidant")
    assert "Iemand mag dit niet lezen" in phone.labels
    assert "zelf kiezen wie het niet leest" in phone.screen
    phone.answer("exclude")
    assert len(to_leave_out(phone)) == 2
    phone.answer("p0")
    assert "Dit wordt niet gelezen door mevrouw Jansen" in phone.screen
    assert "Toch iedereen laten lezen" in phone.labels
    phone.answer("send")
    assert everyone_in_plan(phone) == {"willem_kok"}


def test_where_one_confidant_reads_it_nobody_can_be_left_out_and_nothing_says_so() -> None:
    school = small_school()
    phone = started(school=school, tied=frozenset(school.people)).answer("me", "1A", STORY, "here")
    assert "zelf kiezen wie het niet leest" in phone.screen
    phone.answer("confidant")
    assert "dee" in {reader.person for reader in plan_of(Scene(phone.talk.answers, phone.facts)).order}
    assert "Iemand mag dit niet lezen" not in phone.labels
    assert "zelf kiezen" not in phone.screen
    assert "Versturen? Wil je nog iets toevoegen? Typ het gewoon." in phone.screen


def test_choice_for_the_confidant_can_be_taken_back() -> None:
    phone = started().answer(*TO_SEND, "confidant", "coach")
    assert "mevrouw De Boer (mentor)" in phone.screen


def test_the_button_that_undoes_the_choice_names_who_would_read_it_then() -> None:
    phone = started().answer("me", "2B", "names", "here", "confidant")
    assert "Toch naar mevrouw De Boer (mentor)" in phone.labels


def test_the_button_that_undoes_the_choice_never_names_the_mentor_who_was_left_out() -> None:
    school = small_school()
    phone = started(school=school, tied=frozenset(school.people))
    phone.answer("me", "1A", "'mijn mentor luistert niet", "here", "unread", "confidant")
    assert "Toch naar Bea Naam (vervangt An Naam)" in phone.labels
    assert not any("mentor" in label for label in phone.labels)
    assert "Bea Naam (vervangt An Naam) leest het als eerste" in phone.answer("coach").screen


def test_where_nobody_else_would_read_it_the_button_says_only_that_it_does_not_go_to_the_confidant() -> None:
    school = small_school()
    phone = started(school=school, tied=frozenset({"dee"}), unreachable=frozenset({"an", "bea", "cas"}))
    phone.answer("me", "1A", "names", "here", "confidant")
    assert "Toch niet naar de vertrouwenspersoon" in phone.labels


def test_person_who_is_excluded_is_not_in_the_plan() -> None:
    phone = started().answer(*TO_SEND, "exclude")
    phone.answer("p0")
    assert "Dit wordt niet gelezen door mevrouw De Boer" in phone.screen
    phone.answer("send")
    assert "sanne_de_boer" not in everyone_in_plan(phone)
    assert phone.sent.report.excluded == {"sanne_de_boer"}


def test_who_acts_for_somebody_who_was_left_out_is_named_and_can_be_left_out_too() -> None:
    """Design 4.4: who reads is a promise."""
    phone = started(outline=ProtocolOutline(PROTOCOL_LINE, (("head", "Stap 8"),))).answer(*TO_SEND)
    assert "mevrouw Smit (vestigingsdirecteur, Stap 8)" in phone.screen
    phone.answer("exclude")
    phone.answer(f"p{to_leave_out(phone).index('mevrouw Smit (vestigingsdirecteur)')}")
    assert "Dit wordt niet gelezen door mevrouw Smit" in phone.screen
    assert "meneer Mulder (vervangt mevrouw Smit, Stap 8)" in phone.screen
    phone.answer("exclude")
    assert "meneer Mulder (vervangt mevrouw Smit)" in to_leave_out(phone)


def to_leave_out(phone: Phone) -> list[str]:
    return [label.removeprefix("Niet ") for label in phone.labels if label.startswith("Niet ")]


def test_only_who_would_read_this_report_can_be_left_out() -> None:
    phone = started(school=school_with_board()).answer(*TO_SEND, "exclude")
    assert to_leave_out(phone) == [
        "mevrouw De Boer (mentor)",
        "meneer Bakker (vervangt mevrouw De Boer)",
        "mevrouw Visser (leerlingcoördinator)",
        "mevrouw Hoekstra (ondersteuningsteam)",
        "mevrouw Jansen (ondersteuningsteam)",
    ]


def test_who_follows_next_can_be_left_out_although_the_send_screen_names_nobody_after_the_deputy() -> None:
    phone = started(outline=ProtocolOutline(PROTOCOL_LINE, ())).answer(*TO_SEND)
    assert "mevrouw Visser" not in phone.screen
    phone.answer("exclude")
    assert to_leave_out(phone)[2:] == ["mevrouw Visser (leerlingcoördinator)"]
    phone.answer("p2", "exclude")
    assert len(to_leave_out(phone)) == 3, "then somebody else is the next"


def test_send_screen_is_shown_again_when_its_promise_has_changed() -> None:
    phone = started().answer(*TO_SEND)
    phone.facts = replace(phone.facts, now=A_TUESDAY + timedelta(days=3))
    phone.answer("send")
    assert not phone.all_of(SendReport)
    assert "Er is intussen iets veranderd" in phone.heard[-1]
    assert phone.answer("send").all_of(SendReport)


def test_exclusion_never_hits_somebody_else_when_the_list_has_changed() -> None:
    phone = started().answer(*TO_SEND, "exclude")
    phone.facts = replace(phone.facts, unreachable=frozenset({"sanne_de_boer"}))
    phone.answer("p0")
    assert "excluded" not in phone.talk.answers


def test_nobody_without_an_account_is_promised_as_first_reader() -> None:
    phone = started(tied=frozenset({"karin_visser"})).answer(*TO_SEND, "send")
    first = phone.sent.plan.first_reader
    assert first is not None
    assert first.person == "karin_visser"
