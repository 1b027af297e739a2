"""Whether somebody who was named does it, undergoes it, or is only named; and the words around that."""

import pytest

from bot.flows.effects import AddToReport, ClearUpSubject, ToldNotSexual
from bot.flows.events import OtherKind, OtherSent
from casework.report import AboutWhom, AdditionKind, Urgency
from tests.flows.reporters import TO_SEND, everyone_in_plan, started

COACH, BAKKER = "sanne_de_boer", "pieter_bakker"
NAMED = ("me", "2B", "'mevrouw De Boer was erbij", "here")
KEEP_THEM = "Antwoord niet op die berichten"


def test_the_answers_say_which_of_the_two_is_meant() -> None:
    phone = started().answer(*NAMED)
    assert phone.labels[:3] == [
        "Ja, mevrouw De Boer doet iets naars",
        "Nee, ik noem die alleen",
        "Nee, het overkomt diegene zelf",
    ]
    assert "Die mag dit alleen niet lezen" in phone.labels


def test_who_only_is_named_reads_it_and_who_does_it_never_does() -> None:
    assert COACH in everyone_in_plan(started().answer(*NAMED, "no", "send"))
    assert COACH not in everyone_in_plan(started().answer(*NAMED, "yes", "no", "send"))


def test_who_only_may_not_read_it_is_left_out_and_accused_of_nothing() -> None:
    phone = started().answer(*NAMED, "unread")
    assert "mevrouw De Boer" in phone.screen.partition("Dit wordt niet gelezen door")[2]
    report = phone.answer("send").sent.report
    assert (report.subjects, report.bullied, report.facts) == (frozenset(), None, {})
    assert COACH not in everyone_in_plan(phone)


def test_nobody_reads_what_happens_to_themselves_and_is_not_what_it_is_about_either() -> None:
    phone = started().answer(*NAMED, "bullied", "send")
    report = phone.sent.report
    assert (report.bullied, report.subjects, report.facts) == (COACH, frozenset(), {})
    assert COACH not in everyone_in_plan(phone)


def test_of_two_to_whom_it_happens_neither_reads_it() -> None:
    phone = started().answer("other", "2B", "'mevrouw De Boer en meneer Bakker worden gepest", "here", "_skip")
    phone.answer("bullied", "bullied", "send")
    assert not {COACH, BAKKER} & everyone_in_plan(phone)


def test_nee_may_be_typed() -> None:
    phone = started().answer(*NAMED, "'Nee")
    assert "Nee" not in str(phone.talk.answers["story"]).split()
    assert COACH in everyone_in_plan(phone.answer("send"))


def test_a_bare_ja_accuses_nobody_and_asks_for_the_button_that_is_meant() -> None:
    phone = started().answer(*NAMED, "'ja")
    assert "ja" not in str(phone.talk.answers["story"]).split()
    assert "concerns" not in phone.talk.answers
    assert phone.labels[0] == "Ja, mevrouw De Boer doet iets naars"
    assert "knop" in phone.screen
    assert COACH not in everyone_in_plan(phone.answer("'Ja, mevrouw De Boer doet iets naars", "no", "send"))


def test_after_sending_it_is_told_that_they_may_not_read_it() -> None:
    phone = started().answer("me", "2B", "names", "here", "send", "yes", "no", "_done", "'mevrouw De Boer weet ervan")
    phone.answer("unread")
    assert phone.all_of(ClearUpSubject) == [ClearUpSubject(COACH, is_subject=False, may_read=False)]


def test_after_sending_it_is_told_that_it_happens_to_them() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "none", "'ze pesten meneer Bakker", "bullied")
    assert phone.all_of(ClearUpSubject) == [ClearUpSubject(BAKKER, False, is_bullied=True)]


@pytest.mark.parametrize("name", ["Bakker", "P. Bakker", "Pieter", "Pieter Bakker", "Piet Bakker"])
def test_own_name_that_may_be_a_colleagues_is_asked_about_as_such(name: str) -> None:
    phone = started().answer("me", "2B", "'ze schelden me uit", "name", f"'{name}")
    assert "Bedoel je met die naam iemand die hier werkt: meneer Bakker?" in phone.screen
    assert phone.labels[:2] == ["Nee, dit is mijn eigen naam", "Ja, meneer Bakker doet iets naars"]
    assert BAKKER in everyone_in_plan(phone.answer("no", "send"))


def test_name_that_also_stands_in_the_story_is_asked_about_in_full() -> None:
    phone = started().answer("me", "2B", "'meneer Bakker scheldt", "name", "'Mees Bakker")
    assert "Gaat het over meneer Bakker?" in phone.screen


@pytest.mark.parametrize("name", ["Mees Bakker", "ik heet sara de boer", "Sara de Boer en Mees Bakker"])
def test_full_name_of_a_pupil_who_shares_a_surname_with_a_colleague_asks_nothing(name: str) -> None:
    phone = started().answer("me", "2B", "'ze schelden me uit", "name", f"'{name}")
    assert phone.talk.question == "send"
    assert {COACH, BAKKER} <= everyone_in_plan(phone.answer("send"))
    phone = started().answer("other", "2B", "'ze schelden haar uit", "here", f"'{name}")
    assert phone.talk.question == "send"


def test_such_a_name_in_the_story_or_besides_the_colleagues_own_is_asked_about() -> None:
    assert "mevrouw De Boer?" in started().answer("me", "2B", "'Sara de Boer zit bij mij", "here").screen
    phone = started().answer("me", "2B", "'De Boer lacht me uit", "name", "'Sara de Boer")
    assert "Gaat het over mevrouw De Boer?" in phone.screen


# Which class


def test_who_is_no_pupil_says_so_in_their_own_words() -> None:
    assert "Ik ben geen leerling" in started().answer("me").labels
    assert "Het gaat niet om een leerling" in started().answer("other").labels


def test_who_needs_help_now_may_ask_it_for_somebody_else() -> None:
    phone = started().answer("help")
    assert "In welke klas zit je?" in phone.screen
    phone.answer("for_other")
    assert "In welke klas zit degene om wie het gaat?" in phone.screen
    phone.answer("3A", "'ze slaan hem", "none", "_skip", "send")
    report = phone.sent.report
    assert (report.about, report.class_id, report.urgency) == (AboutWhom.SOMEONE_ELSE, "3A", Urgency.NOW)


def test_who_tells_of_danger_may_say_that_it_cannot_wait_and_take_that_back() -> None:
    phone = started().answer("me", "2B", "'ik wil niet meer leven", "here")
    assert "🆘 Dit kan niet wachten" in phone.labels
    phone.answer("urgent")
    assert "Dit kan niet wachten. Dat staat erbij voor wie het leest." in phone.screen
    assert started().answer("me", "2B", "'ik wil niet meer leven", "here", "send").sent.report.urgency is Urgency.NORMAL
    phone.answer("can-wait", "urgent", "send")
    assert phone.sent.report.urgency is Urgency.NOW


def test_without_danger_it_is_not_asked_whether_it_can_wait() -> None:
    assert "🆘 Dit kan niet wachten" not in started().answer("me", "2B", "names", "here").labels


def test_whether_it_is_sexual_is_asked_also_without_a_class() -> None:
    assert started().answer("me", "_unknown", "staff", "no_name").talk.question == "sexual"


# The words after sending


@pytest.mark.parametrize("told", ["online", "picture", "names", "'ze sturen dingen"])
def test_who_may_get_messages_hears_what_to_do_with_them(told: str) -> None:
    assert KEEP_THEM in " ".join(started().answer("me", "2B", told, "none", "send").heard)


@pytest.mark.parametrize("told", [("hurt",), ("left_out",), ("staff", "no_name", "no")])
def test_what_cannot_be_messages_brings_no_advice_about_messages(told: tuple[str, ...]) -> None:
    phone = started().answer("me", "2B", *told)
    while phone.talk.question != "contact":
        phone.answer("no")
    assert KEEP_THEM not in " ".join(phone.answer("none", "send").heard)


def test_what_the_bot_puts_in_words_is_kept_apart_from_what_was_typed() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "none", "'mijn mentor raakt me aan", "yes", "no")
    assert [effect.kind for effect in phone.all_of(AddToReport)] == [AdditionKind.BY_WHOM]
    assert [effect.text.endswith("Antwoord: nee.") for effect in phone.all_of(ToldNotSexual)] == [True]


def test_file_at_the_photo_question_is_told_that_a_photo_can_be_sent_here() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "no")
    phone.send(OtherSent(OtherKind.FILE))
    assert "Stuur een foto of schermafdruk." in phone.screen
    assert "straks" not in phone.screen


def test_who_named_nobody_is_not_asked_again_who_does_it() -> None:
    phone = started().answer("me", "2B", "staff", "no_name", "no")
    while phone.talk.question != "contact":
        phone.answer("no")
    phone.answer("here", "send")
    assert "of waar het gebeurt?" in phone.screen


def test_deputy_is_shown_as_who_stands_in() -> None:
    assert "meneer Bakker (vervangt mevrouw De Boer)" in started().answer(*TO_SEND).screen


def test_police_are_not_offered_for_a_talk() -> None:
    phone = started()
    phone.command("hulp")
    talk, police = phone.heard[-2].split("Wil je iets aan de politie vertellen?")
    assert "Politie" not in talk and "Politie" in police


def test_whom_one_can_leave_out_is_shown_with_what_they_are() -> None:
    labels = started().answer(*TO_SEND, "exclude").labels
    assert "Niet mevrouw Visser (leerlingcoördinator)" in labels


def test_about_staff_the_pupils_name_and_who_does_it_cannot_be_mixed_up() -> None:
    phone = started().answer("other", "2B", "staff", "'meneer Bakker", "no")
    while phone.talk.question != "contact":
        phone.answer("no")
    phone.answer("here")
    assert "Weet je hoe degene heet die het overkomt?" in phone.screen
    assert "Wie het doet: meneer Bakker" in phone.answer("_skip").screen


def test_what_not_knowing_means_for_the_management_is_said() -> None:
    phone = started().answer("me", "2B", "staff", "no_name", "no")
    assert phone.talk.question == "management"
    assert "Bij ‘Ja’ of ‘Weet ik niet’ leest de directie dit niet." in phone.screen
