"""Pictures and further answers, before and after sending."""

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
    assert phone.all_of(ClearUpSubject) == [ClearUpSubject("sanne_de_boer", True)]
    assert "Gaat het over aanraken" in phone.screen
    assert phone.answer("no").talk.question == "where"


def test_words_typed_at_the_offer_are_told_and_not_lost() -> None:
    phone = started().answer(*TO_SEND, "send", "'en het was meneer Bakker")
    assert phone.all_of(AddToReport) == [AddToReport(AdditionKind.MORE, "en het was meneer Bakker", True)]
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
