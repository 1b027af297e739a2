"""What a reporter says when the report is closed: nothing of it is lost, and it may begin again."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.flows.again_flow import answers_of
from bot.flows.callback_data import read_button_data
from bot.flows.effects import AddToReport, ClearUpSubject, ForgetDraft, OpenWithCode, TellStaff
from bot.flows.facts import OwnReport
from bot.flows.reading_plan import report_of
from bot.flows.small_buttons import small_button
from casework.report import AboutWhom, Contact, Report, ReportStatus
from tests.casework.schools import example_school
from tests.flows.reporters import Phone, everyone_in_plan, facts_of, own_report, started

WORDS = "Dankjewel, maar het begint weer"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
EARLIER = Report(AboutWhom.ME, "2B", "ze schelden", Contact.HERE)


def closed(number: int = 4, report: Report = EARLIER, **changes: Any) -> OwnReport:
    answers = answers_of(report, number, doubts_coach=False)
    return replace(own_report(number, ReportStatus.CLOSED), answers=answers, **changes)


OPEN = closed(number=6, status=ReportStatus.READ)


def at_rest(*reports: OwnReport) -> Phone:
    return Phone(facts_of(own_reports=reports))


def test_words_after_closing_are_kept_and_are_the_story_of_a_report_that_says_that_it_begins_again() -> None:
    phone = at_rest(closed())
    phone.write(WORDS)
    assert "niet bewaard" not in phone.screen
    assert "Het begint weer" in phone.labels
    phone.answer("again")
    assert phone.talk.question == "contact"
    phone.answer("here")
    assert "Jij zegt: het begint weer." in phone.screen and "De melder" not in phone.screen
    sent = phone.answer("send").sent
    assert (sent.report.story, sent.report.about, sent.report.class_id) == (WORDS, AboutWhom.ME, "2B")
    assert any("het begint weer. Eerder was dit zaak 4" in text for _, text in sent.told)


@pytest.mark.parametrize("contact", ["code", "none"])
def test_nothing_leads_from_a_report_without_contact_to_the_earlier_one(contact: str) -> None:
    phone = at_rest(closed())
    phone.write(WORDS)
    sent = phone.answer("again", contact, "send").sent
    assert any("het begint weer" in text for _, text in sent.told)
    assert not any("zaak 4" in text for _, text in sent.told)


def test_what_has_nothing_to_do_with_it_begins_from_the_first_question_with_the_words_kept() -> None:
    phone = at_rest(closed())
    phone.write(WORDS)
    phone.answer("other", "other", "3A", "_keep", "here", "_skip", "send")
    assert phone.sent.report.story == WORDS
    assert phone.sent.report.class_id == "3A"
    assert not any("begint weer" in text for _, text in phone.sent.told)


def test_what_is_typed_on_stays_with_it() -> None:
    phone = at_rest(closed())
    phone.write(WORDS)
    phone.write("in de pauze")
    assert phone.answer("again", "here", "send").sent.report.story == f"{WORDS}\nin de pauze"


def test_who_types_melden_instead_of_tapping_keeps_the_words() -> None:
    phone = at_rest(closed())
    phone.write(WORDS)
    phone.command("melden")
    assert phone.answer("me", "2B", "_keep", "here", "send").sent.report.story == WORDS


@pytest.mark.parametrize("to_story", [("me", "2B"), ("other", "2B"), ("help", "2B")])
@pytest.mark.parametrize("reports", [(closed(),), (OPEN,)])
def test_words_typed_before_a_report_are_not_its_whole_story_before_that_is_said(
    reports: tuple[OwnReport, ...], to_story: tuple[str, ...]
) -> None:
    phone = Phone(facts_of(own_reports=reports, code_was_open=True))
    phone.write("hoi")
    phone.command("start")
    phone.answer(*to_story)
    assert phone.talk.question == "story"
    assert "Je typte net: ‘hoi’." in phone.screen and "Laat het zo" in phone.labels
    phone.write("ze schelden me uit")
    assert phone.talk.question == "contact"
    assert phone.talk.answers["story"] == "hoi\nze schelden me uit"


def test_a_long_text_typed_before_a_report_is_offered_with_its_beginning() -> None:
    phone = at_rest(closed())
    phone.write("x" * 4000)
    phone.command("start")
    phone.answer("me", "2B")
    assert f"‘{'x' * 300}…’" in phone.screen
    assert phone.answer("_keep").talk.answers["story"] == "x" * 4000


def test_the_carried_story_can_be_changed_on_the_way_back() -> None:
    phone = at_rest(closed())
    phone.write(WORDS)
    phone.answer("again", "_back")
    assert phone.talk.question == "story"
    assert phone.answer("'Iets anders", "here", "send").sent.report.story == "Iets anders"


def test_stopping_keeps_nothing_and_says_so() -> None:
    phone = at_rest(closed())
    phone.write(WORDS)
    phone.command("stop")
    assert "Er is niets bewaard" in phone.heard[-1]
    assert phone.all_of(ForgetDraft)


def test_a_picture_after_closing_asks_what_it_is_about_first() -> None:
    phone = at_rest(closed())
    phone.picture()
    assert "nog niet bewaard" in phone.screen
    assert phone.answer("again").talk.question == "story"


def test_whom_the_earlier_report_was_about_or_left_out_does_not_read_the_new_one() -> None:
    about = replace(
        EARLIER, subjects=frozenset({"sanne_de_boer"}), excluded=frozenset({"pieter_bakker"}), via_confidant=True
    )
    phone = at_rest(closed(report=about))
    phone.write(WORDS)
    phone.answer("again", "here", "no", "send")
    assert phone.sent.report.subjects == {"sanne_de_boer"}
    assert phone.sent.report.via_confidant
    assert not {"sanne_de_boer", "pieter_bakker"} & everyone_in_plan(phone)


@pytest.mark.parametrize(
    "earlier",
    [
        EARLIER,
        replace(
            EARLIER,
            victim_class="not_a_pupil",
            subjects=frozenset({"sanne_de_boer"}),
            facts={"offender_class": "staff"},
        ),
        replace(EARLIER, facts={"offender_class": "staff", "category": "sexual"}),
        replace(EARLIER, facts={"offender_class": "staff", "management_in_doubt": True}),
        replace(EARLIER, about=AboutWhom.SOMEONE_ELSE, bullied="pieter_bakker"),
    ],
)
def test_what_decides_the_way_is_the_same_as_before(earlier: Report) -> None:
    anew = report_of(answers_of(earlier, 4, doubts_coach=False), example_school())
    for name in ("about", "victim_class", "subjects", "facts", "bullied"):
        assert getattr(anew, name) == getattr(earlier, name)


def test_answer_to_what_the_school_wrote_after_closing_goes_to_whoever_wrote() -> None:
    phone = at_rest(closed(asked_on=MONDAY))
    (told,) = phone.write("Het gaat goed")
    assert told == TellStaff("Het gaat goed", closed().id)


def test_the_school_that_wrote_last_is_answered_also_when_another_report_is_open() -> None:
    open_one = replace(closed(5), status=ReportStatus.READ, sent_on=MONDAY)
    (told,) = at_rest(closed(4, asked_on=TUESDAY), open_one).write("Het gaat goed")
    assert told == TellStaff("Het gaat goed", closed(4).id)
    (told,) = at_rest(closed(4, asked_on=MONDAY), replace(open_one, sent_on=TUESDAY)).write("Het gaat goed")
    assert told == TellStaff("Het gaat goed", open_one.id)


def test_somebody_named_in_an_answer_is_cleared_up_for_that_report() -> None:
    phone = at_rest(closed(asked_on=MONDAY), replace(closed(5), status=ReportStatus.READ))
    phone.write("nu doet meneer Bakker het")
    assert phone.talk.subject == closed().id
    phone.answer("yes")
    assert phone.all_of(ClearUpSubject)
    assert not phone.all_of(AddToReport)


def test_the_button_that_it_begins_again_starts_at_the_story() -> None:
    phone = at_rest(closed())
    phone.send(read_button_data(small_button("again", closed().id).data))
    assert phone.talk.question == "story"
    phone.answer("'weer hetzelfde", "here", "send")
    assert any("Eerder was dit zaak 4" in text for _, text in phone.sent.told)


def test_danger_told_at_rest_shows_the_clock_and_whom_to_call() -> None:
    phone = at_rest(replace(closed(), status=ReportStatus.READ))
    phone.write("ik wil niet meer leven")
    assert "113" in "\n".join(phone.heard)
    assert phone.all_of(TellStaff)


# A chat that must not be recognised: the report had a code, or no contact


NOT_READ_YET = "Wat je typte heb ik bewaard. Niemand van school leest het al, want hier staat nu geen melding open."


def asked_where(phone: Phone, words: str) -> str:
    """What is asked about words that no report of the chat can be for; they are told to nobody."""
    phone.write(words)
    assert phone.talk.flow == "which"
    assert not phone.all_of(TellStaff) and not phone.all_of(AddToReport)
    return phone.screen


@pytest.mark.parametrize("contact", ["code", "none"])
def test_words_after_a_report_that_leads_to_no_chat_wait_until_it_is_said_where_they_belong(contact: str) -> None:
    phone = started().answer("me", "2B", "'ze schelden", contact, "send")
    said = asked_where(phone, WORDS)
    assert NOT_READ_YET in said
    assert "Waar hoort dit bij? Ik geef het pas door als je kiest." in said
    assert "Kies je niets, dan gooi ik het na twee dagen weg." in said
    assert "Typ /hulp." in said
    assert phone.labels[:2] == ["Bij een nieuwe melding", "Bij een melding met een code of zonder contact"]


def test_a_chat_that_never_reported_is_asked_the_same_so_that_nothing_shows_who_did() -> None:
    phone = started().answer("me", "2B", "'ze schelden", "code", "send")
    assert asked_where(Phone(), WORDS) == asked_where(phone, WORDS)


def test_words_for_a_new_report_begin_its_story_after_the_welcome() -> None:
    phone = Phone()
    asked_where(phone, WORDS)
    phone.answer("new")
    assert "Dat bewaar ik als begin van je verhaal." in phone.screen and "Hoi, ik ben Meldmaatje" in phone.screen
    phone.answer("me", "2B")
    assert f"Je typte net: ‘{WORDS}’." in phone.screen
    assert phone.answer("_keep", "here", "send").sent.report.story == WORDS


@pytest.mark.parametrize("command", ["start", "melden"])
def test_beginning_a_report_meanwhile_loses_none_of_the_words(command: str) -> None:
    phone = Phone()
    asked_where(phone, WORDS)
    phone.command(command)
    phone.answer("me", "2B", "_keep", "here", "send")
    assert phone.sent.report.story == WORDS


def test_words_for_a_report_behind_a_code_go_there_once_it_is_open_and_nowhere_before() -> None:
    phone = Phone()
    asked_where(phone, WORDS)
    phone.facts = replace(phone.facts, code_is_open=True)
    phone.answer("code")
    assert phone.all_of(TellStaff) == [TellStaff(WORDS, None)]


def said_to_be_for_a_code() -> Phone:
    """Words were meant for a report behind a code, and none is open."""
    phone = Phone()
    asked_where(phone, WORDS)
    return phone.answer("code")


def test_words_for_a_report_that_is_not_open_wait_for_the_code_or_another_place() -> None:
    phone = said_to_be_for_a_code()
    assert "Ik heb dit bewaard, maar nog niet doorgegeven." in phone.screen
    assert "Typ /code met je vijf woorden erachter, dan kan het er alsnog bij." in phone.screen
    assert phone.labels[:2] == ["Bij een nieuwe melding", "Gooi dit weg"]
    assert not phone.all_of(TellStaff) and not phone.all_of(ForgetDraft) and WORDS in str(phone.talk)


def test_once_the_code_is_typed_the_words_that_wait_can_go_there() -> None:
    phone = said_to_be_for_a_code()
    phone.command("code", "een twee drie vier vijf")
    assert phone.all_of(OpenWithCode)
    phone.facts = replace(phone.facts, code_is_open=True)
    phone.answer("code")
    assert phone.all_of(TellStaff) == [TellStaff(WORDS, None)]


@pytest.mark.parametrize("how", ["new", "melden"])
def test_words_for_a_report_without_contact_can_begin_a_new_one(how: str) -> None:
    phone = said_to_be_for_a_code()
    phone.answer("new") if how == "new" else phone.command(how)
    phone.answer("me", "2B", "_keep", "here", "send")
    assert phone.sent.report.story == WORDS


def test_words_are_thrown_away_when_their_writer_says_so() -> None:
    phone = said_to_be_for_a_code()
    phone.answer("away")
    assert phone.heard[-1] == "Wat je typte, is niet doorgegeven. Het is nu weggegooid."
    assert phone.all_of(ForgetDraft) and WORDS not in str(phone.talk)


def test_more_words_typed_meanwhile_go_with_those_that_wait() -> None:
    phone = said_to_be_for_a_code()
    phone.write("en ook in de gang")
    phone.answer("new", "me", "2B", "_keep", "here", "send")
    assert phone.sent.report.story == f"{WORDS}\nen ook in de gang"


def test_danger_in_words_that_nobody_reads_yet_brings_the_clock_and_whom_to_call() -> None:
    said = asked_where(Phone(), "ik wil niet meer leven")
    assert "/hulp" in said and "113" in said


def test_what_holds_no_words_is_not_kept() -> None:
    phone = Phone()
    phone.write(" \u200b ")
    assert not phone.talk.is_open
    assert phone.heard[-1].startswith("Dit heb ik niet bewaard. Niemand van school leest het")


def test_words_under_a_picture_are_kept_and_the_picture_is_said_not_to_be() -> None:
    phone = Phone()
    phone.picture(WORDS)
    assert phone.heard[-2].startswith("Die foto heb ik niet bewaard.")
    assert NOT_READ_YET in phone.screen


def test_a_picture_where_no_report_is_open_is_refused_in_the_same_words() -> None:
    phone = Phone()
    phone.picture()
    assert "niet bewaard" in phone.heard[-1] and "/code" in phone.heard[-1]


def test_once_the_code_is_typed_the_words_go_to_the_school_also_after_closing() -> None:
    (told,) = Phone(facts_of(code_is_open=True)).write(WORDS)
    assert told == TellStaff(WORDS, None)
