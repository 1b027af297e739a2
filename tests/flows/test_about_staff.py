"""When it is about somebody who works at the school: what is asked, who reads it then, and what is said about that."""

from dataclasses import replace

import pytest

from bot.flows.effects import (
    AddToReport,
    ClearUpSomebody,
    ClearUpSubject,
    SendReport,
    TellStaff,
    ToldNotSexual,
    ToldSexual,
)
from bot.flows.events import MessageEdited
from bot.flows.facts import ProtocolOutline, SaidOfSomebody
from bot.playground.demo_school import SCHOOL_IDS, school_file
from bot.school_on_disk import open_school
from casework.helplines import HelplineOverride
from casework.outline import informed_roles
from casework.protocol import shipped_protocol
from casework.report import AdditionKind
from casework.school import RoleSetting, School
from tests.casework.schools import PROTOCOL_LINE, example_school
from tests.flows.reporters import A_TUESDAY, Phone, everyone_in_plan, facts_of, own_report, started

KLUIVERBOOM = shipped_protocol("kluiverboom")
OUTLINE = ProtocolOutline(PROTOCOL_LINE, informed_roles(KLUIVERBOOM), KLUIVERBOOM)
COACH, HEAD, BOARD, BOARDS_DEPUTY = "sanne_de_boer", "marieke_smit", "willem_kok", "ilse_hoekstra"
STAFF_TOLD = ("me", "2B", "staff")
INSPECTORATE, SEXUAL_VIOLENCE = "0900-1113111 (schooldagen 8-17 uur)", "0800-0188 (dag en nacht)"


def school_with_board() -> School:
    school = example_school()
    board = RoleSetting(title="bestuur", holders=(BOARD,), deputy=BOARDS_DEPUTY)
    return school.model_copy(update={"roles": {**school.roles, "board": board}})


def without_board(school: School) -> School:
    return school.model_copy(update={"roles": {key: role for key, role in school.roles.items() if key != "board"}})


def begun(*, board: bool = True) -> Phone:
    school = school_with_board() if board else without_board(example_school())
    return started(school=school, outline=OUTLINE)


def first_reader(phone: Phone) -> str:
    reader = phone.sent.plan.first_reader
    assert reader is not None
    return reader.person


TALL_ONE = "het is die lange van gym die altijd schreeuwt"


# A name that is more than a name


def test_a_whole_sentence_is_no_name_and_goes_to_the_story_when_its_writer_says_so() -> None:
    phone = begun().answer(*STAFF_TOLD, f"'{TALL_ONE}")
    assert phone.talk.question == "staff_words"
    assert TALL_ONE in phone.screen
    phone.answer("story")
    assert phone.talk.question == "staff_who"
    assert "Wil je alleen de naam typen? Of tik op ‘Liever geen naam’." in phone.screen
    phone.answer("no_name", "no", "no", "here", "send")
    assert phone.sent.report.story == f"Iemand die hier werkt doet naar tegen mij\n{TALL_ONE}"
    assert AdditionKind.BY_WHOM not in dict(phone.sent.told)


def test_question_about_such_words_still_shows_them_once_it_is_answered() -> None:
    phone = begun().answer(*STAFF_TOLD, f"'{TALL_ONE}", "story")
    assert f"‘{TALL_ONE}’" in phone.closed[-1]


def test_such_a_sentence_can_be_the_name_after_all_or_be_thrown_away() -> None:
    named = begun().answer(*STAFF_TOLD, f"'{TALL_ONE}", "name", "no", "no", "here", "send")
    assert dict(named.sent.told)[AdditionKind.BY_WHOM] == TALL_ONE
    away = begun().answer(*STAFF_TOLD, f"'{TALL_ONE}", "away", "'De Vries", "no", "no", "here", "send")
    assert TALL_ONE not in repr(away.sent)
    assert dict(away.sent.told)[AdditionKind.BY_WHOM] == "De Vries"


def test_who_is_named_in_a_sentence_is_not_accused_before_the_reporter_says_so() -> None:
    phone = begun().answer(*STAFF_TOLD, "'meneer Bakker zag dat hij me sloeg")
    assert not phone.talk.answers.get("concerns")
    assert "Het gaat om meneer Bakker" in phone.labels
    phone.answer("person", "no", "no", "here", "send")
    assert phone.sent.report.subjects == {"pieter_bakker"}
    assert "zag dat hij me sloeg" in phone.sent.report.story


def test_a_change_to_such_words_still_finds_them_in_the_story() -> None:
    phone = begun().answer(*STAFF_TOLD, f"'{TALL_ONE}")
    typed = phone.last_message
    phone.answer("story")
    phone.send(MessageEdited(typed, "die lange van gym schreeuwt elke les"))
    assert phone.talk.answers["story"].endswith("\ndie lange van gym schreeuwt elke les")


def test_words_that_went_to_the_story_stay_when_it_is_not_about_staff_after_all() -> None:
    phone = begun().answer(*STAFF_TOLD, f"'{TALL_ONE}", "story", "not_staff", "here", "send")
    assert phone.sent.report.story == TALL_ONE


@pytest.mark.parametrize(
    "name", ["De Vries", "het is meneer Van den Berg", "die lange van gym", "volgens mij de conciërge"]
)
def test_a_name_or_what_stands_for_one_is_taken_at_once(name: str) -> None:
    assert begun().answer(*STAFF_TOLD, f"'{name}").talk.question == "sexual"


@pytest.mark.parametrize(
    "words",
    [
        "weet ik niet",
        "Geen idee.",
        "dat durf ik niet te zeggen",
        "weet ik niet hoe die heet",
        "ik weet niet wie het is",
    ],
)
def test_who_does_not_know_or_dare_to_say_gives_no_name(words: str) -> None:
    phone = begun().answer(*STAFF_TOLD, f"'{words}")
    assert phone.talk.question == "sexual"
    assert phone.talk.answers["staff_who"] == ""


def test_a_very_long_answer_to_who_it_is_is_not_refused() -> None:
    phone = begun().answer(*STAFF_TOLD, f"'{'en toen riep hij weer iets ' * 30}", "story")
    assert phone.talk.question == "staff_who"


# What it costs


def test_nobody_else_is_asked_anything_more() -> None:
    phone = begun().answer("other", "2B", "hurt", "name", "'Noor, het gaat om Bo", "send")
    assert phone.all_of(SendReport)
    assert phone.answers_given == 6
    assert not {"staff_who", "sexual", "management"} & phone.talk.answers.keys()


def test_only_what_decides_who_reads_it_is_asked() -> None:
    phone = begun().answer(*STAFF_TOLD)
    asked = []
    for answer in ("no_name", "no", "no", "none"):
        asked.append(phone.talk.question)
        phone.answer(answer)
    assert asked == ["staff_who", "sexual", "management", "contact"]
    assert phone.talk.question == "send"
    assert phone.answer("send").answers_given == 8


def test_a_full_report_about_somebody_who_works_here_takes_at_most_sixteen_answers() -> None:
    phone = begun().answer("other", "2B", "staff", "no_name", "no", "no", "here", "_skip", "send", "yes", "no")
    phone.picture()
    phone.answer("_done", "yard", "weeks", "stop")
    assert not phone.talk.is_open
    assert phone.answers_given <= 16


def test_who_reads_is_asked_in_the_mentors_place_as_well() -> None:
    phone = begun().answer(*STAFF_TOLD, "no_name", "no", "no")
    assert "Mag degene die dit leest, weten wie je bent?" in phone.screen


# The way in


@pytest.mark.parametrize("about", ["me", "other", "parent"])
def test_one_ready_sentence_says_that_it_is_about_somebody_who_works_here(about: str) -> None:
    phone = begun().answer(about, "2B")
    assert any(label.startswith("Iemand die hier werkt") for label in phone.labels)
    assert phone.answer("staff").talk.question == "staff_who"


def test_who_named_a_member_of_staff_can_say_that_it_is_somebody_without_saying_who() -> None:
    phone = begun().answer("me", "2B", "'mevrouw De Boer en meneer Bakker zagen het", "here")
    assert "Iemand die hier werkt, liever geen naam" in phone.labels
    phone.answer("no_name", "no", "no")
    assert "Dit wordt niet gelezen door mevrouw De Boer, meneer Bakker" in phone.screen
    phone.answer("send")
    assert phone.sent.report.subjects == frozenset()
    assert phone.sent.report.facts == {"offender_class": "staff"}
    assert first_reader(phone) == HEAD
    assert not {COACH, "pieter_bakker"} & everyone_in_plan(phone)


def test_going_back_asks_again_about_everybody_of_whom_nothing_was_said() -> None:
    phone = begun().answer("me", "2B", "'mevrouw De Boer en meneer Bakker zagen het", "here", "no_name", "_back")
    phone.answer("no", "no", "send")
    assert phone.sent.report.facts == {}
    assert phone.sent.report.excluded == frozenset()
    assert first_reader(phone) == COACH


def test_word_mentor_without_a_class_and_without_a_name_keeps_every_coach_away() -> None:
    phone = begun().answer("me", "_unknown", "'de mentor zit aan me", "here", "no_name", "unknown", "send")
    assert phone.sent.doubts_coach
    assert everyone_in_plan(phone) == {BOARD, BOARDS_DEPUTY}


def test_who_typed_of_a_teacher_and_said_no_finds_the_button_on_the_send_screen_and_nobody_else_does() -> None:
    phone = begun().answer("me", "2B", "'de gymleraar zag het", "here", "no")
    assert "Het gaat om iemand die hier werkt" in phone.labels
    phone.answer("staff", "no_name", "yes", "send")
    assert everyone_in_plan(phone) == {BOARD, BOARDS_DEPUTY}
    other = begun().answer("me", "2B", "'ze schelden me uit", "here")
    assert "Het gaat om iemand die hier werkt" not in other.labels
    assert "Het gaat om iemand die hier werkt" in other.answer("change").labels


def test_what_was_said_about_staff_can_be_said_anew() -> None:
    phone = begun().answer(*STAFF_TOLD, "'mevrouw De Boer", "yes", "here", "change", "staff")
    phone.answer("'meneer Bakker", "no", "no", "send")
    assert phone.sent.report.subjects == {"pieter_bakker"}
    assert phone.sent.report.facts == {"offender_class": "staff"}
    assert first_reader(phone) == COACH


def test_who_is_wrong_about_it_can_leave_it_again() -> None:
    phone = begun().answer("me", "2B", "'ze schelden me uit", "here", "change", "staff", "not_staff")
    assert phone.talk.question == "send"
    assert phone.answer("send").sent.report.facts == {}
    tapped = begun().answer(*STAFF_TOLD, "not_staff")
    assert tapped.talk.question == "story"
    assert tapped.answer("hurt", "here", "send").sent.report.facts == {}


def test_another_sentence_takes_it_back() -> None:
    phone = begun().answer(*STAFF_TOLD, "_back", "hurt", "here", "send")
    assert phone.sent.report.facts == {}
    assert first_reader(phone) == COACH


def test_own_words_in_the_place_of_the_sentence_leave_it_about_staff() -> None:
    phone = begun().answer(*STAFF_TOLD, "_back", "'hij zit steeds aan mij", "no_name", "yes", "here", "send")
    assert phone.sent.report.story == "hij zit steeds aan mij"
    assert everyone_in_plan(phone) == {BOARD, BOARDS_DEPUTY}


def test_nothing_is_sent_before_what_decides_who_reads_it_is_answered() -> None:
    phone = begun().answer("me", "2B", "'de gymleraar doet gek", "here", "no")
    phone.talk = replace(phone.talk, answers={**phone.talk.answers, "staff": "yes"})
    phone.command("start")
    assert phone.answer("send").talk.question == "staff_who"
    assert not phone.all_of(SendReport)
    phone.answer("no_name", "_back", "_back", "send")
    assert not phone.all_of(SendReport)


# Somebody who works here and is not named

OF_A_TEACHER = ("me", "2B", "'een leraar die steeds tegen me schreeuwt", "here")
SOMEBODY_ASKED = "Gaat het over iemand die hier op school werkt?"


@pytest.mark.parametrize(
    "words",
    ["een leraar", "de docent doet naar", "mijn gymleraar", "juf", "meester", "een leraar die altijd schreeuwt"],
)
def test_who_writes_only_of_a_teacher_is_asked_whether_it_is_about_them(words: str) -> None:
    phone = begun().answer("me", "2B", f"'{words}", "here")
    assert SOMEBODY_ASKED in phone.screen
    assert phone.labels[:2] == ["Ja, iemand die hier werkt doet iets naars", "Nee, ik noem die alleen"]


def test_yes_to_somebody_leads_where_the_button_leads() -> None:
    phone = begun().answer(*OF_A_TEACHER)
    asked = []
    for answer in ("of_staff", "no_name", "no", "no"):
        asked.append(phone.talk.question)
        phone.answer(answer)
    assert asked == ["concern", "staff_who", "sexual", "management"]
    phone.answer("send")
    assert phone.sent.report.facts == {"offender_class": "staff"}
    assert first_reader(phone) == HEAD
    assert COACH not in everyone_in_plan(phone)


def test_somebody_may_be_said_with_a_bare_ja_because_it_accuses_nobody() -> None:
    phone = begun().answer(*OF_A_TEACHER, "'ja")
    assert phone.talk.question == "staff_who"
    assert phone.answer("'De Boer", "no", "no", "send").sent.report.subjects == {COACH}


def test_somebody_of_whom_the_management_is_doubted_is_read_by_the_board() -> None:
    phone = begun().answer(*OF_A_TEACHER, "of_staff", "no_name", "no", "yes", "send")
    assert first_reader(phone) == BOARD
    assert HEAD not in everyone_in_plan(phone)


def test_no_to_somebody_goes_on_and_is_not_asked_again_of_the_same_words() -> None:
    phone = begun().answer(*OF_A_TEACHER, "no")
    assert phone.talk.question == "send"
    phone.answer("'ze lachen me ook uit", "_back", "no", "send", "yes", "none", "'Bo uit 2B")
    assert phone.talk.question == "where"
    assert phone.sent.report.facts == {}
    assert first_reader(phone) == COACH


def test_no_to_somebody_holds_for_the_words_that_it_was_asked_about() -> None:
    """AX-12: who was only mentioned may be accused afterwards."""
    phone = begun().answer("me", "2B", "'juf", "here", "no", "'een leraar pest mij ook")
    assert SOMEBODY_ASKED in phone.screen
    told = begun().answer("me", "2B", "'juf", "here", "no", "send", "yes", "none", "'juf")
    assert SOMEBODY_ASKED in told.screen
    assert told.all_of(AddToReport)[-1].of_somebody


def test_after_a_second_no_only_what_may_be_serious_is_asked_about() -> None:
    phone = begun().answer(*OF_A_TEACHER, "no", "'ook een docente zag het", "no", "'de conciërge weet het ook")
    assert phone.talk.question == "send"
    serious = "'de gymleraar zit steeds aan mijn billen"
    assert SOMEBODY_ASKED in phone.answer(serious).screen
    assert phone.answer("no").talk.question == "send"
    phone.answer("send", "yes", "none", "'juf")
    assert phone.talk.question == "where"
    phone.answer("'de gymleraar heeft een mes")
    assert SOMEBODY_ASKED in phone.screen
    phone.answer("no", "week")
    assert phone.talk.question == "wish"


def test_who_goes_back_is_asked_about_all_such_words_once_more() -> None:
    phone = begun().answer(*OF_A_TEACHER, "no", "'ook een docente zag het", "no", "_back")
    assert SOMEBODY_ASKED in phone.screen
    phone.answer("no")
    assert phone.talk.question == "send"
    assert SOMEBODY_ASKED in phone.answer("'en de conciërge").screen


def test_who_says_yes_to_later_words_goes_the_way_of_staff() -> None:
    phone = begun().answer(*OF_A_TEACHER, "no", "'een docent zit aan mijn billen", "of_staff", "no_name", "yes", "send")
    assert everyone_in_plan(phone) == {BOARD, BOARDS_DEPUTY}


def test_somebody_is_asked_about_where_words_are_added_and_where_it_is_told_by_whom() -> None:
    added = begun().answer("me", "2B", "'ze schelden me uit", "here", "'en de meester doet mee")
    assert SOMEBODY_ASKED in added.screen
    unseen = begun().answer("me", "2B", "hurt", "none", "more", "none", "'een leraar", "yard", "week", "stop")
    assert SOMEBODY_ASKED in unseen.screen


def test_somebody_is_not_asked_about_after_a_yes_to_a_name() -> None:
    phone = begun().answer("me", "2B", "'meneer Bakker, mijn gymleraar, slaat me", "here", "yes")
    assert phone.talk.question == "sexual"
    assert phone.answer("no").talk.question == "send"
    assert phone.answer("send").sent.report.subjects == {"pieter_bakker"}


def test_somebody_is_asked_about_after_a_no_to_a_name() -> None:
    phone = begun().answer("me", "2B", "'meneer Bakker zag dat een leraar me sloeg", "here", "no")
    assert SOMEBODY_ASKED in phone.screen


@pytest.mark.parametrize("told", ["mijn mentor doet naar", "mijn klassenleraar doet naar"])
def test_a_mentor_is_asked_about_once(told: str) -> None:
    phone = begun().answer("me", "2B", f"'{told}", "here")
    assert "Gaat het over mevrouw De Boer (mentor)?" in phone.screen
    assert phone.answer("no").talk.question == "send"


def test_a_name_that_was_given_for_a_pupil_is_no_teacher() -> None:
    phone = begun().answer("other", "2B", "hurt", "name", "'Bo, het gaat om de zoon van een docent")
    assert phone.talk.question == "send"
    assert begun().answer("me", "2B", "'Tim de Meester slaat me", "here").talk.question == "send"


def test_going_back_from_who_it_is_takes_back_that_it_is_about_somebody() -> None:
    phone = begun().answer(*OF_A_TEACHER, "of_staff", "no_name", "_back", "_back")
    assert SOMEBODY_ASKED in phone.screen
    phone.answer("no", "send")
    assert phone.sent.report.facts == {}


def test_who_says_it_is_not_somebody_who_works_here_after_all_is_asked_again_of_other_words_only() -> None:
    phone = begun().answer(*OF_A_TEACHER, "of_staff", "not_staff")
    assert phone.talk.question == "send"
    assert SOMEBODY_ASKED in phone.answer("'een docent slaat me").screen


def test_a_parent_is_asked_about_somebody_as_u() -> None:
    phone = begun().answer("parent", "2B", "'een leraar scheldt mijn zoon uit", "here", "_skip")
    assert "omdat u schreef over iemand die op een school werkt" in phone.screen


def test_what_is_told_later_of_a_teacher_waits_until_it_is_clear_and_may_pass_by_the_management() -> None:
    phone = begun().answer("me", "2B", "hurt", "here", "send", "yes", "none", "'een leraar")
    assert phone.all_of(AddToReport)[-1] == AddToReport(AdditionKind.BY_WHOM, "een leraar", True, True)
    assert phone.labels[:3] == [
        "Ja, iemand die hier werkt doet iets naars",
        "Ja, en de directie mag dit niet lezen",
        "Nee, ik noem die alleen",
    ]
    phone.answer("of_staff_apart")
    assert phone.all_of(ClearUpSomebody) == [ClearUpSomebody(is_staff=True, management_may_read=False, asks_kind=True)]
    assert phone.talk.question == "by_whom_sexual"
    phone.answer("no")
    assert phone.answer("'en nog een docent").talk.question == "since"
    assert not phone.all_of(AddToReport)[-1].until_clear


def test_what_is_typed_while_it_is_asked_whether_it_is_sexual_waits_for_that_answer() -> None:
    phone = begun().answer("me", "2B", "hurt", "here", "send", "yes", "none", "'een leraar", "of_staff", "'elke week")
    added = phone.all_of(AddToReport)[-1]
    assert (added.kind, added.text, added.until_kind) == (AdditionKind.MORE, "elke week", True)
    assert phone.talk.question == "by_whom_sexual"
    phone.answer("no", "'op het plein")
    assert len(phone.all_of(ToldNotSexual)) == 1
    assert not phone.all_of(AddToReport)[-1].until_kind


def test_no_to_a_teacher_later_clears_it_up() -> None:
    phone = begun().answer("me", "2B", "hurt", "here", "send", "yes", "none", "'een leraar zag het", "no")
    assert phone.all_of(ClearUpSomebody) == [ClearUpSomebody(is_staff=False)]
    assert phone.talk.question == "where"


def test_a_message_at_rest_about_a_teacher_waits_too_and_what_is_about_staff_is_not_asked_about() -> None:
    report = own_report()
    phone = Phone(facts_of(own_reports=(report,)))
    phone.write("een leraar scheldt me uit")
    assert phone.all_of(TellStaff) == [TellStaff("een leraar scheldt me uit", report.id, True, of_somebody=True)]
    assert SOMEBODY_ASKED in phone.screen
    cleared = Phone(facts_of(own_reports=(replace(report, of_somebody=SaidOfSomebody(is_staff=True)),)))
    cleared.write("een leraar scheldt me uit")
    assert cleared.all_of(TellStaff) == [TellStaff("een leraar scheldt me uit", report.id)]
    cleared.write("mevrouw De Boer en een leraar")
    cleared.answer("no")
    assert not cleared.talk.is_open


@pytest.mark.parametrize(
    ("denied", "words", "asked"),
    [
        (1, "een leraar pest mij ook", True),
        (2, "een leraar pest mij ook", False),
        (2, "de gymleraar zit steeds aan mijn billen", True),
        (2, "een leraar heeft me in elkaar geslagen", True),
        (2, "een leraar heeft een mes", True),
    ],
)
def test_after_sending_a_no_holds_for_the_words_that_it_was_asked_about(denied: int, words: str, asked: bool) -> None:
    said = SaidOfSomebody(denied=denied)
    here = Phone(facts_of(own_reports=(replace(own_report(), of_somebody=said),)))
    behind_code = Phone(facts_of(code_is_open=True, code_of_somebody=said))
    for phone in (here, behind_code):
        phone.write(words)
        assert phone.all_of(TellStaff)[-1].of_somebody is asked
        assert phone.talk.is_open is asked
        assert not asked or SOMEBODY_ASKED in phone.screen


def test_what_is_typed_while_it_is_asked_about_somebody_is_told_and_waits_with_it() -> None:
    report = own_report()
    phone = Phone(facts_of(own_reports=(report,)))
    phone.write("een leraar scheldt me uit")
    phone.write("en hij trekt aan mijn haar")
    assert phone.all_of(AddToReport) == [AddToReport(AdditionKind.MORE, "en hij trekt aan mijn haar", True, True)]
    assert "niet bewaard" not in phone.screen and "Dat heb ik erbij gezet." in phone.screen
    assert SOMEBODY_ASKED in phone.screen and phone.talk.subject == report.id
    phone.answer("no")
    assert phone.all_of(ClearUpSomebody) == [ClearUpSomebody(is_staff=False)]
    assert not phone.talk.is_open


def test_what_is_typed_while_it_is_asked_about_a_name_waits_for_that_answer() -> None:
    phone = begun().answer("me", "2B", "hurt", "here", "send", "yes", "none", "'mevrouw De Boer", "'ze lacht erbij")
    added = phone.all_of(AddToReport)[-1]
    assert (added.kind, added.text, added.asked_about) == (AdditionKind.MORE, "ze lacht erbij", (COACH,))
    assert "Gaat het over mevrouw De Boer?" in phone.screen
    phone.answer("no", "'op het plein")
    assert phone.all_of(AddToReport)[-1].asked_about == ()


@pytest.mark.parametrize("words", ["ja", "ok"])
def test_a_bare_yes_to_a_name_is_nothing_that_was_told(words: str) -> None:
    phone = begun().answer("me", "2B", "hurt", "here", "send", "yes", "none", "'mevrouw De Boer")
    before = len(phone.all_of(AddToReport))
    phone.write(words)
    assert "Bedoel je de knop?" in phone.screen
    assert len(phone.all_of(AddToReport)) == before


def test_behind_a_code_a_teacher_is_asked_about() -> None:
    phone = Phone(facts_of(code_is_open=True))
    phone.write("de docent doet naar")
    assert SOMEBODY_ASKED in phone.screen
    cleared = Phone(facts_of(code_is_open=True, code_of_somebody=SaidOfSomebody(is_staff=True)))
    cleared.write("de docent doet naar")
    assert cleared.all_of(TellStaff) == [TellStaff("de docent doet naar", None)]


# Who it is


@pytest.mark.parametrize(
    ("words", "person"),
    [("mevrouw De Boer", COACH), ("bakker", "pieter_bakker"), ("mijn mentor", COACH), ("juf Sanne uit 2B", COACH)],
)
def test_name_that_is_typed_is_a_subject_from_the_start(words: str, person: str) -> None:
    phone = begun().answer(*STAFF_TOLD, f"'{words}")
    assert phone.talk.question == "sexual"
    phone.answer("no", "no", "here", "send")
    assert phone.sent.report.subjects == {person}
    assert person not in everyone_in_plan(phone)
    assert (AdditionKind.BY_WHOM, words) in phone.sent.told


@pytest.mark.parametrize("words", ["De Boer of Bakker", "niet De Boer"])
def test_words_that_leave_it_open_who_it_is_are_asked_about(words: str) -> None:
    phone = begun().answer(*STAFF_TOLD, f"'{words}")
    assert "Gaat het over mevrouw De Boer?" in phone.screen


def test_name_that_the_school_does_not_know_is_told_and_guards_as_no_name_does() -> None:
    phone = begun().answer(*STAFF_TOLD, "'meneer Onbekend", "no", "no", "here")
    assert "We weten niet wie het is." in phone.screen
    assert first_reader(phone.answer("send")) == HEAD
    assert (AdditionKind.BY_WHOM, "meneer Onbekend") in phone.sent.told


def test_another_name_in_the_place_of_the_first_clears_who_was_named_first() -> None:
    phone = begun().answer(*STAFF_TOLD, "'mevrouw De Boer", "_back", "'meneer Bakker", "no", "no", "here", "send")
    assert phone.sent.report.subjects == {"pieter_bakker"}


# Sexual


@pytest.mark.parametrize("said", ["yes", "unknown"])
@pytest.mark.parametrize("who", ["no_name", "'mevrouw De Boer"])
def test_sexual_conduct_or_a_doubt_about_it_is_read_by_the_board_and_nobody_else(said: str, who: str) -> None:
    phone = begun().answer(*STAFF_TOLD, who, said, "here")
    assert "👤 meneer Kok (bestuur) leest het als eerste." in phone.screen
    assert "Lukt dat niet, dan leest mevrouw Hoekstra (vervangt meneer Kok) het." in phone.screen
    assert "Liever naar de vertrouwenspersoon" not in phone.labels
    assert "Iemand mag dit niet lezen" in phone.labels
    assert "zonder iemand ertussen. Daarom kun je hier de vertrouwenspersoon niet kiezen." in phone.screen
    phone.answer("send")
    assert everyone_in_plan(phone) == {BOARD, BOARDS_DEPUTY}
    assert phone.sent.plan.also_told == ()
    assert phone.sent.report.facts == {"offender_class": "staff", "category": "sexual"}


@pytest.mark.parametrize(("said", "shown"), [("yes", "ja"), ("no", "nee"), ("unknown", "weet ik niet")])
def test_what_was_answered_is_told_to_the_reader_in_the_words_of_the_send_screen(said: str, shown: str) -> None:
    phone = begun().answer(*STAFF_TOLD, "'mevrouw De Boer", said)
    phone.answer(*(("no", "here") if said == "no" else ("here",)))
    line = f"zulke berichten of foto’s? Antwoord: {shown}."
    assert line in phone.screen
    phone.answer("send")
    assert any(kind is AdditionKind.ANSWERED and line in words for kind, words in phone.sent.told)


def test_that_it_is_about_a_coach_whom_nobody_knows_is_told_to_the_reader() -> None:
    phone = begun().answer("me", "_unknown", "'mijn mentor scheldt mij uit", "here", "yes", "no")
    while phone.talk.question != "send":
        phone.answer("no")
    phone.answer("send")
    words = "Gaat het over een mentor? Antwoord: ja, een mentor doet iets naars. Welke, is niet gezegd."
    assert (AdditionKind.ANSWERED, words) in phone.sent.told


def test_a_choice_for_the_confidant_does_not_last_when_it_turns_out_to_be_the_boards() -> None:
    phone = begun().answer("me", "2B", "'de gymleraar doet gek", "here", "no", "confidant")
    phone.answer("staff", "no_name", "yes")
    assert "meneer Kok (bestuur)" in phone.screen
    phone.answer("send")
    assert not phone.sent.report.via_confidant
    assert everyone_in_plan(phone) == {BOARD, BOARDS_DEPUTY}


def test_yes_to_a_name_asks_whether_it_is_sexual_and_the_board_reads_it_then() -> None:
    phone = begun().answer("me", "2B", "'meneer Bakker stuurt me rare foto's", "here", "yes", "yes", "send")
    assert phone.sent.report.subjects == {"pieter_bakker"}
    assert everyone_in_plan(phone) == {BOARD, BOARDS_DEPUTY}


def test_what_is_done_to_a_colleague_is_not_asked_to_be_sexual_because_it_decides_nothing() -> None:
    phone = begun().answer("other", "_not_a_pupil", "staff", "no_name")
    assert phone.talk.question == "management"


def test_confidant_may_be_chosen_when_it_is_not_sexual() -> None:
    phone = begun().answer(*STAFF_TOLD, "no_name", "no", "no", "here")
    assert "Liever naar de vertrouwenspersoon" in phone.labels
    phone.answer("confidant", "send")
    assert everyone_in_plan(phone) <= {"lotte_jansen", "willem_kok"}


def test_what_goes_to_the_confidant_is_not_said_to_lack_a_board() -> None:
    phone = begun().answer(*STAFF_TOLD, "no_name", "no", "yes", "here", "confidant")
    assert "mevrouw Jansen (vertrouwenspersoon) leest het als eerste" in phone.screen
    assert "Dit is voor het bestuur" not in phone.screen


# The management


def test_management_that_it_is_about_or_that_is_doubted_never_reads_it() -> None:
    phone = begun().answer(*STAFF_TOLD, "no_name", "no")
    assert "Met de directie bedoelen we: mevrouw Smit" in phone.screen
    phone.answer("yes", "here")
    assert "meneer Kok (bestuur) leest het als eerste" in phone.screen
    assert "Dit wordt niet gelezen door mevrouw Smit" in phone.screen
    phone.answer("send")
    assert HEAD not in everyone_in_plan(phone)
    assert phone.sent.report.facts["management_in_doubt"] is True


def test_who_does_not_know_about_the_management_is_read_by_the_board_first() -> None:
    phone = begun().answer(*STAFF_TOLD, "no_name", "no", "unknown", "here", "send")
    assert first_reader(phone) == BOARD
    assert HEAD not in everyone_in_plan(phone)


def test_a_head_who_is_named_does_not_read_it_and_nobody_asks_about_the_management() -> None:
    phone = begun().answer(*STAFF_TOLD, "'mevrouw Smit", "no")
    assert phone.talk.question == "contact"
    phone.answer("here", "send")
    assert first_reader(phone) == BOARD
    assert HEAD not in everyone_in_plan(phone)


# A school without a board


def test_without_a_board_the_head_reads_it_and_the_screen_says_so() -> None:
    phone = begun(board=False).answer(*STAFF_TOLD, "no_name", "yes", "no", "here")
    assert "mevrouw Smit (vestigingsdirecteur) leest het als eerste" in phone.screen
    assert "Daarom leest mevrouw Smit het, en die moet het meteen doorgeven." in phone.screen
    assert "zonder iemand ertussen" not in phone.screen
    assert first_reader(phone.answer("send")) == HEAD


def test_without_a_board_a_doubted_head_does_not_read_it_and_who_leaves_out_the_rest_sees_whom_to_call() -> None:
    phone = begun(board=False).answer(*STAFF_TOLD, "no_name", "yes", "yes", "here")
    assert "meneer Mulder (vervangt mevrouw Smit) leest het als eerste" in phone.screen
    phone.answer("exclude", "p0")
    assert "Er blijft niemand over die dit mag lezen." in phone.screen
    assert "Wacht niet op school: bel ook een nummer dat hierboven staat." in phone.screen
    assert INSPECTORATE in phone.screen


def test_without_a_board_a_management_of_which_nobody_knows_reads_it_and_the_screen_says_so() -> None:
    phone = begun(board=False).answer(*STAFF_TOLD, "no_name", "no", "unknown", "here")
    assert "Daar is nu niemand die het hier kan lezen. Daarom leest mevrouw Smit het." in phone.screen
    assert "Iemand mag dit niet lezen" in phone.labels


@pytest.mark.parametrize("school_id", SCHOOL_IDS)
@pytest.mark.parametrize("answers", [("yes",), ("no", "yes"), ("no", "no")], ids=["sexual", "in doubt", "unnamed"])
def test_under_no_protocol_does_the_pupils_own_coach_read_it(school_id: str, answers: tuple[str, ...]) -> None:
    opened = open_school(school_file(school_id))
    outline = ProtocolOutline(opened.protocol.escalation, informed_roles(opened.protocol), opened.protocol)
    a_class = next(iter(opened.school.classes))
    phone = started(school=opened.school, outline=outline).answer("me", a_class, "staff", "no_name", answers[0])
    for answer in answers[1:]:
        if phone.talk.question == "management":
            phone.answer(answer)
    if phone.talk.question == "management":
        phone.answer("no")
    phone.answer("here", "send")
    plan = phone.sent.plan
    readers = {reader.role for reader in (*plan.order, *plan.also_told)}
    assert readers <= {"board", "management", "head"}
    if opened.school.people_in_role("board") and answers[0] == "yes":
        assert readers == {"board"}


# Whom to call


def test_numbers_stand_on_the_send_screen_in_the_thanks_and_in_help() -> None:
    phone = begun().answer(*STAFF_TOLD, "no_name", "yes", "here")
    assert INSPECTORATE in phone.screen
    assert SEXUAL_VIOLENCE in phone.screen
    phone.answer("send")
    thanks = next(words for words in phone.heard if "Dank je wel" in words)
    assert INSPECTORATE in thanks
    assert SEXUAL_VIOLENCE in thanks
    phone.command("hulp")
    shown = next(words for words in reversed(phone.heard) if "Kindertelefoon" in words)
    for number in (INSPECTORATE, SEXUAL_VIOLENCE, "112", "113", "0800-0432"):
        assert shown.count(number) >= 1
    assert shown.count("0800-0188") == 1


@pytest.mark.parametrize("contact", ["code", "none"])
def test_unseen_reporter_gets_the_numbers_in_the_thanks_and_leaves_nothing_behind(contact: str) -> None:
    phone = begun().answer(*STAFF_TOLD, "'mevrouw De Boer", "yes", contact, "send")
    assert INSPECTORATE in phone.heard[-1]
    assert not phone.talk.answers
    phone.command("hulp")
    assert INSPECTORATE not in phone.heard[-1]


def test_somebody_with_a_name_brings_the_line_of_the_inspectorate_as_well() -> None:
    """P001 A001-19."""
    phone = begun().answer(*STAFF_TOLD, "'mevrouw De Boer", "no", "no", "here")
    assert phone.talk.question == "send"
    assert INSPECTORATE in phone.screen
    phone.answer("send")
    assert INSPECTORATE in next(words for words in phone.heard if "Dank je wel" in words)


def test_normal_report_and_help_show_no_inspectorate() -> None:
    phone = begun().answer("me", "2B", "hurt", "here", "send")
    phone.command("hulp")
    assert not any(INSPECTORATE in words for words in phone.heard)


def test_help_after_the_quick_exit_does_not_tell_what_it_was_about() -> None:
    phone = begun().answer(*STAFF_TOLD, "no_name", "yes", "here")
    phone.command("snelweg")
    phone.command("hulp")
    assert "0900-1113111" not in phone.heard[-1]


def test_line_that_the_school_hides_is_not_shown() -> None:
    hidden = HelplineOverride(verified_on=A_TUESDAY.date(), hidden=True)
    school = school_with_board().model_copy(update={"helplines": {"school_inspectorate": hidden}})
    phone = started(school=school, outline=OUTLINE).answer(*STAFF_TOLD, "no_name", "yes", "here")
    assert "0900-1113111" not in phone.screen
    assert SEXUAL_VIOLENCE in phone.screen


# After sending


AFTERWARDS = ("me", "2B", "hurt", "here", "send", "yes", "none", "'meneer Bakker")
SEXUAL_YES = "Gaat het over aanraken, seksuele opmerkingen, of zulke berichten of foto’s? Antwoord: ja."


def test_yes_to_a_name_after_sending_is_followed_by_whether_it_is_sexual() -> None:
    phone = begun().answer(*AFTERWARDS, "yes")
    assert phone.all_of(ClearUpSubject) == [ClearUpSubject("pieter_bakker", True, asks_kind=True)]
    assert "Gaat het over aanraken op een manier die niet fijn is?" in phone.screen
    phone.answer("yes")
    assert phone.all_of(ToldSexual) == [ToldSexual(SEXUAL_YES)]
    assert any(INSPECTORATE in words and SEXUAL_VIOLENCE in words for words in phone.heard)
    assert phone.talk.question == "where"


def test_who_does_not_know_whether_it_is_sexual_counts_as_yes() -> None:
    (told,) = begun().answer(*AFTERWARDS, "yes", "unknown").all_of(ToldSexual)
    assert told.text.endswith("Antwoord: weet ik niet.")


def test_no_is_told_to_who_reads_it_and_moves_nothing() -> None:
    phone = begun().answer(*AFTERWARDS, "yes", "no")
    assert not phone.all_of(ToldSexual)
    assert phone.all_of(ToldNotSexual)[-1].text.endswith("Antwoord: nee.")
    assert not any(INSPECTORATE in words for words in phone.heard)


def test_no_to_a_name_and_what_was_answered_before_sending_are_not_asked_about() -> None:
    denied = begun().answer(*AFTERWARDS, "no")
    assert denied.talk.question == "where"
    asked = begun().answer(*STAFF_TOLD, "no_name", "no", "no", "here", "send", "'meneer Bakker zag het", "yes")
    assert not asked.talk.question.endswith("_sexual")


def test_words_typed_at_the_question_are_told_and_another_name_in_them_is_asked_about() -> None:
    phone = begun().answer(*AFTERWARDS, "yes", "'en mevrouw De Boer ook")
    assert phone.talk.question == "by_whom_sexual"
    phone.answer("no")
    assert "Gaat het over mevrouw De Boer?" in phone.screen
    assert phone.answer("yes").talk.question == "where"


def test_a_message_at_rest_that_names_a_teacher_asks_the_same() -> None:
    report = own_report()
    phone = Phone(facts_of(school_with_board(), outline=OUTLINE, own_reports=(report,)))
    phone.write("meneer Bakker appt mij steeds")
    phone.answer("yes", "yes")
    assert phone.all_of(ToldSexual) == [ToldSexual(SEXUAL_YES)]
    assert not phone.talk.is_open


# Without the facts


def test_without_the_facts_the_mentor_would_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: what keeps it from a mentor whom nobody names are the facts, and nothing else."""
    answers = (*STAFF_TOLD, "no_name", "yes", "here", "send")
    assert COACH not in everyone_in_plan(begun().answer(*answers))
    monkeypatch.setattr("bot.flows.reading_plan.facts_told", lambda _: {})
    blind = begun().answer(*STAFF_TOLD, "no_name", "yes")
    blind.answer(*(("no",) if blind.talk.question == "management" else ()), "here", "send")
    assert first_reader(blind) == COACH


# What is told of a report that is about staff already

ABOUT_BAKKER = SaidOfSomebody(is_staff=True, accused=("pieter_bakker",))
UNNAMED = SaidOfSomebody(is_staff=True)
TOUCHES = "hij wil dat ik naaktfoto's stuur"


def at_rest_of(said: SaidOfSomebody, words: str) -> Phone:
    """A report of which this was said is with the school; then these words are typed."""
    report = replace(own_report(), of_somebody=said)
    phone = Phone(facts_of(school_with_board(), outline=OUTLINE, own_reports=(report,)))
    phone.write(words)
    return phone


def test_who_is_accused_already_is_not_asked_about_again() -> None:
    phone = at_rest_of(ABOUT_BAKKER, "meneer Bakker doet het nog steeds")
    assert not phone.talk.is_open
    assert not phone.all_of(TellStaff)[-1].until_clear


def test_another_who_is_named_is_asked_about_and_after_a_yes_whether_that_is_sexual() -> None:
    phone = at_rest_of(ABOUT_BAKKER, "meneer Bakker en mevrouw De Boer ook")
    assert phone.all_of(TellStaff)[-1].until_clear
    assert "Gaat het over mevrouw De Boer?" in phone.screen
    phone.answer("yes")
    assert phone.all_of(ClearUpSubject) == [ClearUpSubject("sanne_de_boer", True, asks_kind=True)]
    assert phone.talk.question == "offer_sexual"


def test_a_no_to_another_who_is_named_asks_nothing_more() -> None:
    assert not at_rest_of(ABOUT_BAKKER, "mevrouw De Boer zag het").answer("no").talk.is_open


@pytest.mark.parametrize("said", [ABOUT_BAKKER, UNNAMED], ids=["named", "unnamed"])
def test_words_that_may_make_it_sexual_are_asked_about_and_wait_for_the_answer(said: SaidOfSomebody) -> None:
    """AX-8."""
    phone = at_rest_of(said, TOUCHES)
    told = phone.all_of(TellStaff)[-1]
    assert (told.until_kind, told.until_clear) == (True, False)
    assert phone.talk.question == "offer_sexual"
    assert len(phone.answer("yes").all_of(ToldSexual)) == 1
    assert not phone.talk.is_open


def test_what_is_known_to_be_sexual_and_what_is_not_about_staff_is_not_asked_again() -> None:
    for said in (replace(ABOUT_BAKKER, is_sexual=True), replace(UNNAMED, is_sexual=True), SaidOfSomebody()):
        phone = at_rest_of(said, TOUCHES)
        assert not phone.talk.is_open
        assert not phone.all_of(TellStaff)[-1].until_kind


def test_other_words_are_told_at_once() -> None:
    for said in (ABOUT_BAKKER, UNNAMED):
        assert not at_rest_of(said, "vandaag weer").talk.is_open


def test_a_no_holds_for_the_words_that_were_told_by_then() -> None:
    phone = begun().answer(*AFTERWARDS, "yes", "no")
    assert phone.talk.question == "where"
    phone.write(TOUCHES)
    assert phone.all_of(AddToReport)[-1].until_kind
    assert phone.talk.question == "where_sexual"
    assert phone.answer("no").talk.question == "since"
    assert phone.answer("'al weken").talk.question == "wish"


def test_words_at_the_offer_after_sending_are_asked_about_too() -> None:
    phone = begun().answer(*STAFF_TOLD, "no_name", "no", "no", "here", "send")
    phone.write(TOUCHES)
    assert phone.all_of(AddToReport)[-1].until_kind
    assert phone.answer("no").talk.question == "offer_sexual"
