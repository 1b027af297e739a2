"""Whole conversations of reporters, from the first command to the thank-you."""

from datetime import UTC, date, datetime

import pytest

from bot.flows.effects import (
    AddToReport,
    ForgetTalk,
    Say,
    SendReport,
)
from casework.report import AboutWhom, AdditionKind, Contact, Urgency
from tests.flows.reporters import A_CODE, STORY, TO_CONTACT, TO_SEND, Phone, started

TO_BY_WHOM = ("more", "no", "_done")
WELCOME_SAYS = ("Meldmaatje", "De Vuurtoren", "mens", "mentor", "kan ik niet", "112", "/hulp")


# How many answers it takes


@pytest.mark.parametrize(
    "answers",
    [
        ("me", "2B", STORY, "name", "'Noor", "send"),
        ("other", "_unknown", "hurt", "name", "'Noor, het gaat om Bo", "send"),
        ("other", "2B", STORY, "here", "'Bo", "send"),
        ("parent", "2B", STORY, "code", "_skip", "send"),
        ("help", "2B", STORY, "name", "'Noor", "send"),
        ("me", "_not_a_pupil", STORY, "none", "send"),
    ],
)
def test_report_is_sent_after_at_most_six_answers(answers: tuple[str, ...]) -> None:
    phone = started().answer(*answers)
    assert phone.all_of(SendReport)
    assert phone.answers_given <= 6


def test_full_report_under_a_name_takes_at_most_fourteen_answers() -> None:
    phone = started().answer("me", "2B", STORY, "name", "'Noor", "send", "yes", "no")
    phone.picture()
    phone.answer("_done", "'een jongen uit de klas", "yard", "weeks", "stop")
    assert not phone.talk.is_open
    assert phone.answers_given <= 14
    kinds = [one.kind for one in phone.all_of(AddToReport)]
    assert kinds == [AdditionKind.BY_WHOM, AdditionKind.WHERE, AdditionKind.SINCE_WHEN, AdditionKind.WISH]


def test_full_report_with_a_code_for_someone_else_takes_at_most_fourteen_answers() -> None:
    phone = started().answer("other", "2B", STORY, "code", "'Bo", "more", "no")
    phone.picture("dit stuurde hij")
    phone.answer("_done", "'een jongen", "phone", "week", "talk", "send")
    assert phone.answers_given <= 14
    told = dict(phone.sent.told)
    assert told[AdditionKind.MORE] == "dit stuurde hij"
    assert told[AdditionKind.BY_WHOM] == "een jongen"
    assert told[AdditionKind.WHERE] == "Op de telefoon"


# What is said before and after


def test_first_message_says_who_reads_and_that_secrecy_cannot_be_promised_and_how_to_get_help() -> None:
    first = started().heard[0]
    welcome = first.split("\n\n")[0]
    assert welcome.count(". ") == 2
    assert all(word in welcome for word in WELCOME_SAYS)


def test_welcome_stays_in_the_chat_when_the_first_question_is_answered() -> None:
    assert "Meldmaatje" in started().answer("me").closed[0]


def test_send_screen_names_first_reader_deputy_and_informed_roles_and_the_day() -> None:
    screen = started().answer(*TO_SEND).screen
    for words in ("mevrouw De Boer (mentor)", "meneer Bakker", "woensdag 25 november", "leerlingcoördinator, Stap 5"):
        assert words in screen
    assert "mevrouw Visser" in screen


def test_send_screen_says_when_the_school_is_closed_for_a_holiday() -> None:
    screen = started(now=datetime(2026, 12, 19, 12, 0, tzinfo=UTC)).answer(*TO_SEND).screen
    assert "school is dicht" in screen
    assert "maandag 4 januari" in screen


def test_thank_you_holds_the_date_and_what_to_do_with_the_messages() -> None:
    phone = started().answer(*TO_SEND, "send")
    thanks = next(words for words in phone.heard if "Dank je wel" in words)
    assert "woensdag 25 november" in thanks
    assert "Antwoord niet op die berichten. Gooi niets weg. Bewaar ze eerst, blokkeer daarna." in thanks


NAKED_STORY = "er gaat een bloote foto van me rond op snap"


def thanked(phone: Phone) -> str:
    return next(words for words in phone.heard if "Dank je wel" in words)


@pytest.mark.parametrize("story", [NAKED_STORY, "ze delen pikante foto's van haar"])
def test_thank_you_never_tells_to_keep_a_picture_on_which_somebody_may_be_naked(story: str) -> None:
    thanks = thanked(started().answer("me", "2B", f"'{story}", "here", "send"))
    assert "Gooi niets weg" not in thanks
    assert "Bewaar die foto niet en stuur hem niet door" in thanks
    assert "helpwanted.nl" in thanks and "020-2615275" in thanks


@pytest.mark.parametrize("about", ["me", "other"])
def test_thank_you_for_the_ready_sentence_about_a_picture_tells_what_to_do_if_somebody_is_naked_in_it(
    about: str,
) -> None:
    """AX-17: whether somebody is, is asked only of who goes on telling."""
    skipped = ("_skip",) if about == "other" else ()
    thanks = thanked(started().answer(about, "2B", "picture", "here", *skipped, "send"))
    assert "Gooi niets weg" not in thanks
    assert "Is er een foto of filmpje waarop iemand bloot is? Bewaar die foto niet en stuur hem niet door" in thanks
    assert "helpwanted.nl" in thanks and "020-2615275" in thanks


def test_thank_you_for_a_picture_in_which_nobody_is_naked_tells_to_keep_the_messages() -> None:
    path = ("me", "2B", "picture", "code", "more", "no", "_done", *["_skip"] * 4, "send")
    assert "Gooi niets weg" in thanked(started().answer(*path))


def test_thank_you_after_the_question_about_the_picture_does_not_tell_to_keep_it_either() -> None:
    phone = started().answer(*TO_CONTACT, "code", "more", "yes", "on", "_skip", "_skip", "_skip", "_skip", "send")
    thanks = thanked(phone)
    assert "Gooi niets weg" not in thanks
    assert "Bewaar die foto niet en stuur hem niet door" in thanks


# Each kind of contact


def test_code_report_ends_with_the_code_and_forgets_the_conversation() -> None:
    phone = started().answer(*TO_CONTACT, "code", "send")
    assert phone.sent.code == A_CODE
    assert phone.all_of(ForgetTalk)
    thanks = phone.all_of(Say)[-1]
    assert thanks.secret
    assert A_CODE in phone.heard[-1]
    assert not phone.talk.is_open


def test_report_without_contact_has_no_code_and_no_name() -> None:
    phone = started().answer(*TO_CONTACT, "none", "send")
    assert phone.sent.code is None
    assert phone.sent.report.reporter_name is None
    assert phone.all_of(ForgetTalk)


def test_name_is_not_sent_after_choosing_another_kind_of_contact() -> None:
    phone = started().answer(*TO_CONTACT, "name", "'Noor", "change", "contact", "none", "send")
    assert phone.sent.report.contact is Contact.NONE
    assert phone.sent.report.reporter_name is None
    assert "Noor" not in repr(phone.sent)


@pytest.mark.parametrize("words", ["Dat zeg ik liever niet", "geen naam"])
def test_who_would_rather_not_say_a_name_after_all_is_answered_without_one(words: str) -> None:
    phone = started().answer(*TO_CONTACT, "name", f"'{words}")
    assert "Contact: antwoord hier, zonder naam" in phone.screen
    sent = phone.answer("send").sent.report
    assert (sent.contact, sent.reporter_name) == (Contact.HERE, None)


def test_more_before_sending_is_offered_only_where_nothing_can_follow_afterwards() -> None:
    for contact in ("code", "none"):
        assert "Eerst meer vertellen" in started().answer(*TO_CONTACT, contact).labels
    assert "Eerst meer vertellen" not in started().answer(*TO_SEND).labels


# Who it is about


def test_class_in_the_link_is_not_asked_again() -> None:
    phone = started("k-2B").answer("me")
    assert phone.talk.question == "story"
    assert phone.answer(STORY, "here", "send").sent.report.victim_class == "2B"


def test_unknown_class_in_the_link_is_simply_asked() -> None:
    assert started("k-9Z").answer("me").talk.question == "class"


def test_report_about_someone_else_asks_both_names_in_one_question() -> None:
    phone = started().answer("other", "2B", STORY, "name")
    assert "En weet je hoe degene heet" in phone.screen
    assert phone.answer("'Noor over Bo", "send").sent.report.about is AboutWhom.SOMEONE_ELSE


def test_somebody_who_is_not_a_pupil_and_an_unknown_class_reach_the_report() -> None:
    assert started().answer("other", "_not_a_pupil", STORY, "none", "_skip", "send").sent.report.not_a_pupil
    assert started().answer("me", "_unknown", STORY, "none", "send").sent.report.class_id is None


def test_who_cannot_type_it_taps_a_sentence_that_fits() -> None:
    assert "Ik word bedreigd" in started().answer("me", "2B").labels
    phone = started().answer("other", "2B", "threat", "none", "_skip", "send")
    assert phone.sent.report.story == "Iemand wordt bedreigd"
    assert phone.sent.report.ready_sentences == ("threat",)


def test_parent_is_addressed_as_u_from_the_first_answer_to_the_end() -> None:
    phone = started()
    before = len(phone.heard)
    phone.answer("parent", "2B", STORY, "name", "'Ouder van Bo", "send", "yes", "no")
    phone.picture()
    phone.answer("_done", "_skip", "_skip", "_skip", "_skip")
    phone.command("hulp")
    phone.command("privacy")
    phone.command("stop")
    said = " ".join(phone.heard[before:]).casefold()
    assert not {"je", "jij", "jou", "jouw"} & set(_words(said))


# Help


@pytest.mark.parametrize("first", ["help", "me"])
def test_every_urgent_screen_names_the_clock_and_the_numbers(first: str) -> None:
    late = datetime(2026, 11, 24, 21, 14, tzinfo=UTC)
    phone = started(now=late).answer(first, "2B", "'ik wil niet meer leven")
    clock = "Het is 22.14. Op school leest nu niemand dit. Bel 112 of 113."
    assert clock in phone.screen
    assert clock in phone.answer("here").screen
    phone.answer("send")
    assert clock in next(words for words in phone.heard if "Dank je wel" in words)


def test_who_needs_help_now_sees_the_clock_at_once_and_sends_it_as_urgent() -> None:
    phone = started().answer("help")
    assert "112" in phone.screen
    assert "Dit is geen alarm" in phone.screen
    assert phone.answer("2B", STORY, "here", "send").sent.report.urgency is Urgency.NOW


def test_danger_in_the_words_brings_help_but_classifies_nothing() -> None:
    phone = started().answer("me", "2B", "'hij heeft een mes", "here", "send")
    assert phone.sent.report.urgency is Urgency.NORMAL


@pytest.mark.parametrize("answers", [("'ik wil dood", "here"), (STORY, "code", *TO_BY_WHOM, "'ik wil dood", "yard")])
def test_danger_in_the_words_is_read_on_the_first_day_and_that_day_is_promised(answers: tuple[str, ...]) -> None:
    late = datetime(2026, 11, 24, 21, 14, tzinfo=UTC)
    phone = started(now=late).answer("me", "2B", *answers)
    phone.answer(*(("weeks", "stop") if "code" in answers else ()))
    assert "woensdag 25 november" in phone.screen
    phone.answer("send")
    assert phone.sent.plan.read_by == date(2026, 11, 25) and phone.sent.plan.pressing.urgency is Urgency.NOW
    assert "woensdag 25 november" in next(words for words in phone.heard if "Dank je wel" in words)


def test_help_shows_only_lines_that_are_certain() -> None:
    phone = started()
    phone.command("hulp")
    shown = phone.heard[1]
    assert "0800-0432" in shown
    assert "0900-0101" not in shown
    assert "meldknop" not in shown


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in text).split()
