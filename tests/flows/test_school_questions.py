"""What the school itself asks of a reporter: after sending, one by one, each to be passed."""

from typing import Any

import pytest

from bot.flows.effects import AddToReport, ClearUpSubject, PassContactBy
from bot.flows.events import MessageEdited, OptionTapped
from bot.flows.facts import AskedBySchool
from bot.flows.question import Kind
from bot.flows.report_flow import REPORT
from bot.flows.reporter_flows import FLOWS
from bot.flows.school_questions import SCHOOL_QUESTIONS
from casework.protocol import Protocol, shipped_protocol
from casework.report import AdditionKind
from tests.flows.reporters import STORY, TO_CONTACT, TO_SEND, Phone, facts_of, own_report, started

TALK, ONLINE = "Kun je hier met je leerkracht over praten?", "Gebeurt het op internet of via een telefoon?"
MESSAGE, KEPT = "Wat voor bericht was het? Het hier sturen hoeft niet.", "Is het er nog?"


def asking(protocol: Protocol | None = None) -> dict[str, Any]:
    """Facts of a school whose cases begin with this protocol."""
    return {"protocols": {"of_now": protocol or shipped_protocol("het-sticht")}, "protocol_hash": "of_now"}


def sent(*answers: str, **facts: Any) -> Phone:
    """Sent, and what was answered after that, from the offer on."""
    return started(**asking(), **facts).answer(*TO_SEND, "send", *answers)


def told(phone: Phone) -> list[tuple[str, str]]:
    return [(one.question, one.text) for one in phone.all_of(AddToReport) if one.kind is AdditionKind.INTAKE]


def test_nothing_of_it_is_asked_before_sending() -> None:
    assert not REPORT.questions.keys() & {*SCHOOL_QUESTIONS}
    phone = started(**asking()).answer(*TO_CONTACT, "code", "more", "none", *["_skip"] * 4)
    assert phone.talk.question == "send" and not any(TALK in words or ONLINE in words for words in phone.heard)


def test_who_tells_more_is_asked_by_choice_and_in_words_and_each_answer_goes_to_the_report_as_it_comes() -> None:
    phone = sent("yes")
    assert TALK in phone.screen
    phone.answer("v0")
    assert told(phone) == [(TALK, "Ja")] and ONLINE in phone.screen
    phone.answer("v0")
    assert told(phone)[1:] == [(ONLINE, "Ja")] and MESSAGE in phone.screen
    phone.answer("'Een groepsapp over mij")
    assert told(phone)[2:] == [(MESSAGE, "Een groepsapp over mij")] and KEPT in phone.screen


def test_each_can_be_passed_and_then_come_the_questions_of_the_bot() -> None:
    phone = sent("yes")
    asked = []
    while phone.talk.question in SCHOOL_QUESTIONS:
        asked.append(phone.screen)
        phone.answer("_skip")
    assert len(asked) == len(set(asked)) == 7 and not told(phone)
    assert phone.answer("none").talk.question == "by_whom"
    assert not phone.answer(*["_skip"] * 4).talk.is_open


def test_a_question_that_one_of_the_bot_covers_is_not_asked_twice() -> None:
    phone = sent("yes")
    while phone.talk.question in SCHOOL_QUESTIONS:
        assert "Weet je wie het doet?" not in phone.screen
        phone.answer("_skip")


def test_what_makes_no_sense_by_an_answer_or_was_told_already_is_not_asked() -> None:
    phone = sent("yes", "_skip", "v1")
    assert "op school of op een apparaat" in phone.screen and MESSAGE not in phone.screen
    online = started(**asking()).answer("me", "2B", "online", "here", "send", "yes", "_skip")
    assert MESSAGE in online.screen


def test_a_witness_is_not_asked_whether_they_can_talk_with_the_teacher() -> None:
    phone = started(**asking()).answer("other", "2B", STORY, "here", "_skip", "send", "yes")
    assert ONLINE in phone.screen


def test_it_is_no_question_for_who_chose_the_confidant_or_tells_of_somebody_who_works_here() -> None:
    chosen = started(**asking()).answer(*TO_SEND, "confidant", "send", "yes")
    of_staff = started(**asking()).answer("me", "2B", "staff", "no_name", "no", "no", "here", "send", "yes")
    assert ONLINE in chosen.screen and ONLINE in of_staff.screen


def test_who_cannot_talk_with_the_teacher_has_it_taken_from_them_before_that_answer_is_told() -> None:
    phone = sent("yes")
    assert "Zeg je nee? Dan leest je mentor vanaf nu niet meer" in phone.screen
    effects = phone.tap("v1")
    kinds = [type(one) for one in effects]
    assert kinds.index(PassContactBy) < kinds.index(AddToReport)
    assert told(phone) == [(TALK, "Nee")]


def test_who_says_yes_after_a_no_hears_that_the_teacher_still_does_not_read_it() -> None:
    phone = sent("yes", "v1", "_back")
    passed_by = len(phone.all_of(PassContactBy))
    phone.tap("v0")
    assert "Je zei eerst nee. Daarom leest je mentor nog steeds niet wat je vertelt." in phone.heard[-2:]
    assert len(phone.all_of(PassContactBy)) == passed_by and ONLINE in phone.screen


def test_who_only_says_yes_hears_nothing_of_a_no() -> None:
    assert not any("Je zei eerst nee" in text for text in sent("yes", "v0", "_back", "v0").heard)


def test_a_choice_comes_instead_of_the_one_before_and_words_beside_it_do_not() -> None:
    phone = sent("yes", "v1", "v1", "_back", "v0", "'Een app")
    assert [one.instead for one in phone.all_of(AddToReport)] == [True, True, True, False]


@pytest.mark.parametrize("answer", ["v0", "_skip"])
def test_who_can_or_says_nothing_takes_it_from_nobody(answer: str) -> None:
    assert not sent("yes", answer).all_of(PassContactBy)


def test_a_typed_no_is_the_button_and_other_words_go_to_nobody_as_long_as_that_is_not_answered() -> None:
    phone = sent("yes", "'ik vertrouw hem niet")
    assert not phone.all_of(AddToReport) and phone.talk.question == "school_trust"
    assert phone.answer("'nee").all_of(PassContactBy)


def test_words_beside_a_choice_are_told_and_the_choice_stands_again() -> None:
    phone = sent("yes", "_skip", "'het begon in de vakantie")
    assert [(one.kind, one.text) for one in phone.all_of(AddToReport)] == [
        (AdditionKind.MORE, "het begon in de vakantie")
    ]
    assert ONLINE in phone.screen


def test_an_answer_that_names_a_teacher_waits_until_it_is_clear_and_then_the_next_is_asked() -> None:
    phone = sent("yes", "_skip", "_skip", "'mevrouw De Boer stuurde het door")
    assert phone.all_of(AddToReport)[-1].until_clear and "Gaat het over mevrouw De Boer?" in phone.screen
    phone.answer("no")
    assert phone.all_of(ClearUpSubject) == [ClearUpSubject("sanne_de_boer", False)]
    assert KEPT in phone.screen


def test_words_that_were_denied_to_be_about_staff_are_not_asked_about_again_once_another_answer_follows() -> None:
    both = shipped_protocol("het-sticht").intake[2]
    more = tuple(both.model_copy(update={"key": f"more_{n}", "stores": f"more_{n}"}) for n in range(2))
    protocol = shipped_protocol("het-sticht").model_copy(update={"intake": more})
    phone = started(**asking(protocol)).answer(*TO_SEND, "send", "yes", "'een leraar zag het", "no", "'en op het plein")
    assert phone.talk.question == "nude"


def test_danger_in_an_answer_brings_whom_to_call() -> None:
    assert "113" in " ".join(sent("yes", "_skip", "_skip", "'ik wil dood").heard[-2:])


def test_back_asks_the_one_before_and_another_answer_is_told_too() -> None:
    phone = sent("yes", "_skip", "v1", "_back")
    assert ONLINE in phone.screen and "Zo laten" not in phone.labels
    phone.answer("v0")
    assert told(phone) == [(ONLINE, "Nee"), (ONLINE, "Ja")] and MESSAGE in phone.screen


def test_an_answer_that_is_edited_is_told_again_as_the_answer_to_the_same_question() -> None:
    phone = sent("yes", "_skip", "_skip", "'Een app")
    phone.send(MessageEdited(phone.last_message, "Een app van Bo"))
    assert told(phone) == [(MESSAGE, "Een app"), (MESSAGE, "Een app van Bo")] and KEPT in phone.screen


@pytest.mark.parametrize("leave", ["stop", "snelweg"])
def test_who_leaves_halfway_loses_nothing_that_was_answered(leave: str) -> None:
    phone = sent("yes", "v0", "v0", "'Een app")
    phone.command(leave)
    assert [text for _, text in told(phone)] == ["Ja", "Ja", "Een app"]


def test_who_tells_more_later_is_asked_by_the_protocol_of_their_case_what_was_not_answered() -> None:
    older = shipped_protocol("het-sticht")
    newer = older.model_copy(update={"intake": ()})
    facts: dict[str, Any] = {"protocols": {"old": older, "new": newer}, "protocol_hash": "new"}
    asked = AskedBySchool("old", {"reporter": "victim"}, ("trusts_teacher", "online"))
    report = own_report(7)
    phone = Phone(facts_of(own_reports=(type(report)(**{**vars(report), "asked": asked}),), **facts))
    phone.send(OptionTapped("s", 0, "more", report.id))
    assert MESSAGE in phone.screen


def test_a_picture_that_waits_comes_before_them_and_then_they_are_asked_all_the_same() -> None:
    report = own_report(7)
    asked = AskedBySchool("of_now", {"reporter": "victim"}, ("trusts_teacher",))
    phone = Phone(facts_of(own_reports=(type(report)(**{**vars(report), "asked": asked}),), **asking()))
    phone.picture()
    assert phone.talk.question == "nude"
    phone.answer("none", *["_skip"] * 4)
    assert ONLINE in phone.screen
    while phone.talk.question in SCHOOL_QUESTIONS:
        phone.answer("_skip")
    assert not phone.talk.is_open


def test_a_question_that_is_gone_is_passed_over_and_its_buttons_do_nothing() -> None:
    phone = sent("yes")
    phone.facts = facts_of()
    phone.answer("v1")
    assert phone.talk.question == "nude" and not phone.all_of(AddToReport)


def test_a_parent_is_spoken_to_as_one() -> None:
    phone = started(**asking()).answer("parent", "2B", STORY, "here", "_skip", "send", "yes")
    assert ONLINE in phone.screen and phone.talk.address_form == "u"


def test_only_one_of_them_is_answered_in_words() -> None:
    kinds = {question: FLOWS["more"].questions[question].kind for question in SCHOOL_QUESTIONS}
    assert kinds == {"school": Kind.TEXT, "school_choice": Kind.CHOICE, "school_trust": Kind.CHOICE}


@pytest.mark.parametrize("picture_answers", [("none",), ("no", "_done"), ("yes", "on")])
def test_who_went_back_to_the_schools_questions_comes_past_what_has_no_answer(picture_answers: tuple[str, ...]) -> None:
    phone = at_bots_questions(sent("yes")).answer(*picture_answers)
    assert phone.talk.question == "by_whom"
    back_to_school(phone)
    assert at_bots_questions(phone).talk.question in ("pictures", "by_whom")
    phone.answer(*(["_done"] if phone.talk.question == "pictures" else []), "'Bo", "_skip")
    assert phone.talk.question == "since"
    assert at_bots_questions(back_to_school(phone)).talk.question == "since"
    assert not phone.answer("_skip", "_skip").talk.is_open


def test_who_went_back_from_the_pictures_comes_past_them_again() -> None:
    phone = at_bots_questions(sent("yes")).answer("no")
    assert at_bots_questions(back_to_school(phone)).talk.question == "pictures"


def at_bots_questions(phone: Phone) -> Phone:
    while phone.talk.question in SCHOOL_QUESTIONS:
        phone.answer("_skip")
    return phone


def back_to_school(phone: Phone) -> Phone:
    while phone.talk.path != ("offer",):
        phone.answer("_back")
    return phone
