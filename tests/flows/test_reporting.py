"""Whole conversations of reporters, from the first command to the thank-you."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.effects import (
    AddToReport,
    ClearUpSubject,
    CloseQuestion,
    EraseChat,
    FetchPicture,
    ForgetDraft,
    ForgetTalk,
    OpenWithCode,
    RemovePictures,
    Say,
    SendReport,
    TellStaff,
    Toast,
)
from bot.flows.events import MessageEdited, OptionTapped, OtherKind, OtherSent, TextSent
from bot.flows.facts import OwnReport
from casework.report import AboutWhom, AdditionKind, Contact, ReportStatus, Urgency
from casework.school import SchoolClass
from tests.casework.schools import example_school, small_school
from tests.flows.reporters import A_CODE, A_TUESDAY, Phone, facts_of, started

STORY = "'Ze schelden me uit"
TO_CONTACT = ("me", "2B", STORY)
TO_SEND = (*TO_CONTACT, "here")


def everyone_in_plan(phone: Phone) -> set[str]:
    plan = phone.sent.plan
    return {reader.person for reader in plan.order} | {one.reader.person for one in plan.informed}


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
    assert all(word in welcome for word in ("Meldmaatje", "De Vuurtoren", "mens", "mentor", "kan ik niet", "112", "/hulp"))


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


def test_help_shows_only_lines_that_are_certain() -> None:
    phone = started()
    phone.command("hulp")
    shown = phone.heard[1]
    assert "0800-0432" in shown
    assert "0900-0101" not in shown
    assert "meldknop" not in shown


# Somebody of the staff is named


def test_report_naming_the_coach_asks_before_the_send_screen_and_never_reaches_that_coach() -> None:
    phone = started().answer("me", "2B", "'mevrouw De Boer doet er niks aan", "here")
    assert "Gaat het over mevrouw De Boer?" in phone.screen
    phone.answer("yes")
    assert phone.talk.question == "send"
    assert "De Boer" not in phone.screen.replace("mevrouw De Boer doet er niks aan", "")
    phone.answer("send")
    assert "sanne_de_boer" not in everyone_in_plan(phone)
    assert phone.sent.report.subjects == {"sanne_de_boer"}


def test_coach_who_is_named_but_not_meant_still_reads_it() -> None:
    phone = started().answer("me", "2B", "'ik zei het tegen juf Sanne", "here", "no", "send")
    first = phone.sent.plan.first_reader
    assert first is not None
    assert first.person == "sanne_de_boer"


def test_word_mentor_without_a_class_keeps_every_coach_away_after_yes() -> None:
    phone = started().answer("me", "_unknown", "'mijn mentor slaat me", "here", "yes", "send")
    coaches = {one.coach for one in example_school().classes.values()}
    assert phone.sent.doubts_coach
    assert not coaches & everyone_in_plan(phone)


def test_name_added_on_the_send_screen_is_asked_about_before_anything_is_sent() -> None:
    phone = started().answer(*TO_SEND, "'het is eigenlijk mevrouw De Boer")
    assert phone.talk.question == "concern"
    phone.answer("yes", "send")
    assert "sanne_de_boer" not in everyone_in_plan(phone)


def test_name_that_an_edit_brings_in_is_asked_about_before_anything_is_sent() -> None:
    phone = started().answer("me", "2B", STORY)
    story_message = phone.last_message
    phone.answer("here")
    phone.send(MessageEdited(story_message, "Mevrouw De Boer scheldt me uit"))
    assert phone.talk.question == "concern"
    assert phone.answer("yes", "send").sent.report.story == "Mevrouw De Boer scheldt me uit"


def test_going_back_to_the_question_about_a_member_of_staff_lets_one_change_the_answer() -> None:
    phone = started().answer("me", "2B", "'mevrouw De Boer", "here", "yes", "_back")
    assert "Gaat het over mevrouw De Boer?" in phone.screen
    assert phone.answer("no", "send").sent.report.subjects == frozenset()


def test_two_people_who_are_named_are_both_asked_about() -> None:
    phone = started().answer("me", "2B", "'mevrouw De Boer en meneer Bakker", "here", "yes", "yes", "send")
    assert not {"sanne_de_boer", "pieter_bakker"} & everyone_in_plan(phone)


# Choosing who reads


def test_report_for_the_confidant_reaches_nobody_of_the_coachs_line() -> None:
    phone = started().answer(*TO_SEND, "confidant")
    assert "mevrouw De Boer" not in phone.screen
    phone.answer("send")
    assert everyone_in_plan(phone) <= {"lotte_jansen", "willem_kok"}
    assert phone.sent.report.via_confidant


def test_choice_for_the_confidant_can_be_taken_back() -> None:
    phone = started().answer(*TO_SEND, "confidant", "coach")
    assert "mevrouw De Boer (mentor)" in phone.screen


def test_person_who_is_excluded_is_not_in_the_plan() -> None:
    phone = started().answer(*TO_SEND, "exclude")
    phone.answer("p0")
    assert "Dit lezen zij niet: mevrouw De Boer" in phone.screen
    phone.answer("send")
    assert "sanne_de_boer" not in everyone_in_plan(phone)
    assert phone.sent.report.excluded == {"sanne_de_boer"}


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


# Wrong input


@pytest.mark.parametrize("kind", OtherKind)
@pytest.mark.parametrize("path", [(), ("me",), ("me", "2B"), TO_CONTACT, TO_SEND])
def test_wrong_kind_of_input_costs_nothing(kind: OtherKind, path: tuple[str, ...]) -> None:
    phone = started().answer(*path)
    before = phone.talk
    phone.send(OtherSent(kind, "onderschrift"))
    assert (phone.talk.question, phone.talk.answers) == (before.question, before.answers)
    assert phone.question is not None


def test_tap_on_an_older_keyboard_changes_nothing() -> None:
    phone = started()
    talk = phone.talk
    old = OptionTapped(talk.draft, talk.revision, talk.question, "me")
    phone.send(old)
    after = phone.talk
    assert phone.send(old) == (Toast("toast-old-button"),)
    assert phone.talk == after


def test_tap_from_another_draft_changes_nothing() -> None:
    phone = started()
    before = phone.talk
    assert phone.send(replace(_tap(phone, "me"), draft="ander")) == (Toast("toast-old-button"),)
    assert phone.talk == before


def test_text_that_is_too_long_is_refused_with_its_length_and_the_draft_stays() -> None:
    phone = started().answer("me", "2B", f"'{'a' * 12_001}")
    assert phone.talk.question == "story"
    assert "12001" in phone.screen.replace(".", "").replace("\u202f", "") or "12.001" in phone.screen
    assert phone.talk.answers["class"] == "2B"


@pytest.mark.parametrize("words", ["a" * 5000, "😀" * 4096, "سلام عليكم", "<b>vet</b> & <i>schuin</i>", "{ $name }"])
def test_any_words_arrive_as_they_were_typed(words: str) -> None:
    phone = started().answer("me", "2B", f"'{words}", "none", "send")
    assert phone.sent.report.story == words


@pytest.mark.parametrize("words", ["", "   ", "\u200b\u200d", "\x00"])
def test_words_of_which_nothing_can_be_seen_are_asked_again(words: str) -> None:
    phone = started().answer("me", "2B", f"'{words}")
    assert phone.talk.question == "story"


def test_half_characters_never_reach_the_store() -> None:
    phone = started().answer("me", "2B", "'kapot \ud83d teken", "none", "send")
    assert phone.sent.report.story.encode()


def test_forty_classes_fit_on_a_keyboard() -> None:
    classes = {f"{n}": SchoolClass(id=f"{n}", label=f"{n // 8}{'ABCDEFGH'[n % 8]}", coach="an") for n in range(40)}
    school = small_school(classes=classes)
    phone = started(school=school, tied=frozenset(school.people)).answer("me")
    assert len([label for label in phone.labels if len(label) == 2]) == 40
    assert len(phone.buttons) <= 100


def test_a_hundred_classes_come_in_pages_with_the_other_answers_on_each() -> None:
    classes = {f"{n}": SchoolClass(id=f"{n}", label=f"k{n}", coach="an") for n in range(100)}
    school = small_school(classes=classes)
    phone = started(school=school, tied=frozenset(school.people)).answer("me")
    assert "Weet ik niet" in phone.labels
    phone.tap("_page1")
    assert {"k99", "Weet ik niet"} <= set(phone.labels)
    assert phone.answer("99").talk.answers["class"] == "99"


def test_class_id_that_does_not_fit_in_a_button_works_all_the_same() -> None:
    strange = "Brugklas: groep één van de afdeling techniek en ambacht, locatie Noord"
    school = small_school(classes={strange: {"label": "B1", "coach": "an"}})
    phone = started(school=school, tied=frozenset(school.people)).answer("me")
    phone.send(TextSent("b1"))
    assert phone.talk.answers["class"] == strange


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
    phone.send(OptionTapped("s", 0, "resume", "draft"))
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
    for leave in (lambda phone: phone.tap("_exit"), lambda phone: phone.command("snelweg")):
        phone = started().answer(*path)
        leave(phone)
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
    assert phone.talk.answers["story"] == STORY[1:]


def test_class_that_left_the_schools_file_does_not_break_a_draft() -> None:
    phone = started().answer(*TO_SEND)
    classes = {key: one for key, one in example_school().classes.items() if key != "2B"}
    phone.facts = facts_of(example_school().model_copy(update={"classes": classes}))
    phone.command("start")
    assert "2B" in phone.screen


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
    assert phone.talk.question == "where"


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
    report = OwnReport("ab" * 16, 7, ReportStatus.READ, "sanne_de_boer", muted=False)
    phone = Phone(facts_of(own_reports=(report,)))
    phone.write("Ben je er nog?")
    assert phone.all_of(TellStaff) == [TellStaff("Ben je er nog?", report.id)]


def test_own_reports_are_listed_with_a_button_to_mute_each() -> None:
    report = OwnReport("ab" * 16, 7, ReportStatus.TAKEN_UP, "sanne_de_boer", muted=False)
    phone = Phone(facts_of(own_reports=(report,)))
    phone.command("mijn")
    assert "7: wordt opgepakt door mevrouw De Boer" in phone.heard[-1]
    phone.send(OptionTapped("s", 0, "mute", report.id))
    assert "stuur ik je niets meer" in phone.heard[-1]


def _tap(phone: Phone, option: str) -> OptionTapped:
    return OptionTapped(phone.talk.draft, phone.talk.revision, phone.talk.question, option)


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in text).split()
