"""Pictures and further answers, before and after sending."""

from typing import Any

import pytest

from bot.flows.callback_data import read_button_data
from bot.flows.effects import (
    AddToReport,
    ClearUpSubject,
    EraseChat,
    FetchPicture,
    RemovePictures,
    Say,
    SendReport,
    TellStaff,
)
from bot.flows.events import MessageEdited, OptionTapped
from bot.flows.facts import OwnReport
from bot.spoken import spoken
from casework.report import AdditionKind, ReportStatus
from tests.flows.reporters import TO_CONTACT, TO_SEND, Phone, facts_of, own_report, started

# Pictures


def test_no_picture_is_taken_before_the_question_about_nudity() -> None:
    phone = started()
    for answer in (*TO_SEND, "send", "yes"):
        phone.picture()
        phone.answer(answer)
    phone.picture()
    assert not phone.all_of(FetchPicture)
    phone.answer("no")
    for _ in range(10):
        phone.picture()
    assert len(phone.all_of(FetchPicture)) == 10


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_nude_or_unsure_closes_the_upload_and_shows_helpwanted(answer: str) -> None:
    phone = started().answer(*TO_SEND, "send", "yes", answer)
    assert all(words in phone.screen for words in ("helpwanted.nl", "020-2615275", "niet jouw schuld"))
    phone.picture()
    assert not phone.all_of(FetchPicture)
    assert phone.answer("on").talk.question == "by_whom"


@pytest.mark.parametrize(("answer", "words"), [("yes", "is iemand bloot"), ("unknown", "weet niet")])
def test_the_school_hears_that_somebody_is_or_may_be_naked_also_without_a_picture(answer: str, words: str) -> None:
    after = started().answer(*TO_SEND, "send", "yes", answer)
    (added,) = after.all_of(AddToReport)
    before = started().answer(*TO_CONTACT, "code", "more", answer, "on", "_skip", "_skip", "_skip", "_skip", "send")
    ((kind, said),) = before.all_of(SendReport)[0].told
    for told_kind, told in ((added.kind, added.text), (kind, said)):
        assert told_kind is AdditionKind.PICTURE
        assert words in told


@pytest.mark.parametrize("answer", ["no", "none"])
def test_nothing_is_said_of_pictures_on_which_nobody_is_naked(answer: str) -> None:
    assert not started().answer(*TO_SEND, "send", "yes", answer).all_of(AddToReport)


def test_helpwanted_is_not_shown_for_ordinary_pictures() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "no")
    assert "helpwanted" not in " ".join(phone.heard).casefold()


def test_pictures_go_when_somebody_turns_out_to_be_naked_in_one() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "no")
    phone.picture()
    phone.answer("_back", "yes")
    assert phone.all_of(RemovePictures)
    assert "De foto die je eerder stuurde, heb ik ook weggehaald, omdat er misschien iemand bloot op staat." in (
        phone.screen
    )


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_several_pictures_that_go_are_told_of_also_before_sending(answer: str) -> None:
    phone = started().answer(*TO_CONTACT, "code", "more", "no")
    phone.picture()
    phone.picture()
    phone.answer("_back", answer)
    assert phone.screen.count("De foto’s die je eerder stuurde, heb ik ook weggehaald") == 1


def test_without_a_picture_nothing_is_said_to_be_taken_away() -> None:
    assert "weggehaald" not in started().answer(*TO_SEND, "send", "yes", "no", "_back", "yes").screen


def test_a_naked_picture_that_is_sent_anyway_is_refused_in_one_sentence() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "yes")
    phone.picture()
    assert "Deze foto heb ik niet bewaard." in phone.screen
    assert phone.screen.count("niet naar ons en ook niet naar iemand anders") == 1


def test_words_between_the_pictures_are_kept() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "no", "'dit was gisteren", "'klaar")
    assert phone.all_of(AddToReport) == [AddToReport(AdditionKind.MORE, "dit was gisteren")]
    assert phone.talk.question == "by_whom"


# After sending


def test_addition_that_names_a_teacher_waits_until_it_is_clear() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "none", "'mevrouw De Boer")
    assert phone.all_of(AddToReport)[-1].until_clear
    assert "Gaat het over mevrouw De Boer?" in phone.screen
    phone.answer("yes")
    assert phone.all_of(ClearUpSubject) == [ClearUpSubject("sanne_de_boer", True, asks_kind=True)]
    assert "Gaat het over aanraken" in phone.screen
    assert phone.answer("no").talk.question == "where"


def test_words_typed_at_the_offer_are_told_and_not_lost() -> None:
    phone = started().answer(*TO_SEND, "send", "'en het was meneer Bakker")
    assert phone.all_of(AddToReport) == [
        AddToReport(AdditionKind.MORE, "en het was meneer Bakker", True, asked_about=("pieter_bakker",))
    ]
    phone.answer("no")
    assert phone.answer("no").all_of(ClearUpSubject) == [ClearUpSubject("pieter_bakker", False)]
    assert not phone.talk.is_open


def test_edited_addition_is_told_again() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "none", "'Bo")
    phone.send(MessageEdited(phone.last_message, "Bo en Jip"))
    assert [one.text for one in phone.all_of(AddToReport)] == ["Bo", "Bo en Jip"]


def test_message_at_rest_goes_to_whoever_is_on_the_case() -> None:
    report = own_report()
    phone = Phone(facts_of(own_reports=(report,)))
    phone.write("Ben je er nog?")
    assert phone.all_of(TellStaff) == [TellStaff("Ben je er nog?", report.id)]


def test_own_reports_are_listed_with_a_button_to_mute_each() -> None:
    report = own_report(status=ReportStatus.TAKEN_UP)
    phone = Phone(facts_of(own_reports=(report,)))
    phone.command("mijn")
    assert "7: wordt opgepakt door mevrouw De Boer" in phone.heard[-1]
    phone.send(OptionTapped("s", 0, "mute", report.id))
    assert "stuur ik je niets meer" in phone.heard[-1]


def test_the_own_list_offers_the_quick_exit_below_the_reports() -> None:
    phone = Phone(facts_of(own_reports=(own_report(4), own_report(7))))
    phone.command("mijn")
    (listed,) = (one.message for one in phone.all_of(Say))
    assert [spoken(row[0].label) for row in listed.buttons][-1] == "Snel weg"
    assert len(listed.buttons) == 3
    tap = read_button_data(listed.buttons[-1][0].data)
    assert isinstance(tap, OptionTapped)
    phone.send(tap)
    assert phone.all_of(EraseChat) and phone.talk.hidden


def listing(*answers: str) -> Phone:
    """The list of own reports, asked for while a report is being told as far as these answers."""
    phone = Phone(facts_of(own_reports=(own_report(4), own_report(7))))
    phone.command("start")
    phone.answer(*answers)
    phone.command("mijn")
    return phone


AGAIN = "het is weer begonnen"


def test_what_is_typed_under_the_own_list_reaches_school_though_a_first_question_stood_open() -> None:
    phone = listing()
    phone.write(AGAIN)
    assert phone.all_of(TellStaff) == [TellStaff(AGAIN, own_report(7).id)]
    assert not phone.talk.is_open


@pytest.mark.parametrize("draft", [("me",), ("me", "2B")], ids=["at the class", "at the story"])
def test_where_the_draft_takes_words_too_it_is_asked_to_which_they_belong(draft: tuple[str, ...]) -> None:
    phone = listing(*draft)
    question = "class" if draft == ("me",) else "story"
    phone.write(AGAIN)
    assert not phone.all_of(TellStaff)
    assert phone.labels[:3] == ["Bij melding 7", "Bij melding 4", "Bij wat ik nu aan het vertellen ben"]
    phone.answer("r1")
    assert phone.all_of(TellStaff) == [TellStaff(AGAIN, own_report(4).id)]
    assert phone.talk.question == question and "story" not in phone.talk.answers


def test_words_that_were_meant_for_the_draft_become_its_answer() -> None:
    phone = listing("me", "2B")
    phone.write(AGAIN)
    phone.answer("draft")
    assert not phone.all_of(TellStaff)
    assert phone.talk.answers["story"] == AGAIN and phone.talk.question == "contact"


def test_after_a_tap_in_the_draft_words_are_for_the_draft_again() -> None:
    phone = listing("me")
    phone.answer("2B", "'Ze schelden me uit")
    assert phone.talk.answers["story"] == "Ze schelden me uit" and not phone.all_of(TellStaff)


def test_a_stopped_draft_stays_stopped_under_words_for_a_report_of_the_list() -> None:
    phone = Phone(facts_of(own_reports=(own_report(7),)))
    phone.command("start")
    phone.answer("me")
    for command in ("stop", "mijn"):
        phone.command(command)
    phone.write(AGAIN)
    assert phone.all_of(TellStaff) == [TellStaff(AGAIN, own_report(7).id)]
    assert phone.talk.stopped and phone.talk.answers == {"about": "me"}


def test_the_quick_exit_at_the_question_where_words_belong_keeps_the_draft_hidden() -> None:
    phone = listing("me", "2B")
    phone.write(AGAIN)
    phone.command("snelweg")
    assert phone.talk.hidden and phone.talk.question == "story"


def test_words_typed_under_the_own_list_are_never_read_as_a_code() -> None:
    phone = Phone(facts_of(own_reports=(own_report(7),)))
    for command in ("code", "mijn"):
        phone.command(command)
    phone.write(AGAIN)
    assert phone.all_of(TellStaff) == [TellStaff(AGAIN, own_report(7).id)]


def listing_while_telling_more(*reports: OwnReport, **facts: Any) -> Phone:
    """The list of own reports, asked for while it is asked who did it."""
    phone = Phone(facts_of(own_reports=reports, **facts))
    phone.send(OptionTapped("s", 0, "more", reports[-1].id))
    phone.answer("none")
    assert phone.talk.question == "by_whom"
    phone.command("mijn")
    return phone


def test_words_under_the_own_list_are_no_answer_to_a_question_of_telling_more_and_it_is_asked_where_they_go() -> None:
    phone = listing_while_telling_more(own_report(4), own_report(7))
    phone.write(AGAIN)
    assert not phone.all_of(TellStaff) and not any(one.text == AGAIN for one in phone.all_of(AddToReport))
    assert phone.labels[:2] == ["Bij melding 7", "Bij melding 4"]
    assert not any("code" in label for label in phone.labels)
    phone.answer("r1")
    assert phone.all_of(TellStaff) == [TellStaff(AGAIN, own_report(4).id)]


def test_with_one_report_they_go_to_it_and_the_question_stands_again() -> None:
    phone = listing_while_telling_more(own_report(7))
    phone.write(AGAIN)
    assert phone.all_of(TellStaff) == [TellStaff(AGAIN, own_report(7).id)]
    assert phone.talk.question == "by_whom" and "by_whom" not in phone.talk.answers
    phone.answer("'Bo")
    assert AddToReport(AdditionKind.BY_WHOM, "Bo") in phone.all_of(AddToReport)


def test_where_a_code_was_open_it_is_asked_too_whether_they_are_for_that_report() -> None:
    phone = listing_while_telling_more(own_report(7), code_was_open=True)
    phone.write(AGAIN)
    assert not phone.all_of(TellStaff)
    assert phone.labels[:2] == ["Bij melding 7", "Bij een melding met een code of zonder contact"]


def test_a_tap_at_the_question_below_the_own_list_answers_it_and_so_do_the_next_words() -> None:
    phone = listing_while_telling_more(own_report(4), own_report(7))
    phone.answer("_skip", "'Op het plein")
    assert not phone.all_of(TellStaff)
    assert "Op het plein" in [one.text for one in phone.all_of(AddToReport)]


def test_words_with_danger_under_the_own_list_bring_whom_to_call_while_more_is_told() -> None:
    phone = listing_while_telling_more(own_report(4), own_report(7))
    phone.write("ik wil dood")
    assert "113" in phone.screen and phone.labels[0] == "Bij melding 7"


def test_somebody_who_is_named_in_words_under_the_own_list_is_asked_about_before_the_question_stands_again() -> None:
    phone = listing_while_telling_more(own_report(7))
    phone.write("en het was meneer Bakker")
    (told,) = phone.all_of(TellStaff)
    assert told.until_clear and told.report == own_report(7).id
    assert phone.talk.question == "offer_concern"
