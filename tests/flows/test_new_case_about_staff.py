"""A pupil tells a member of staff about somebody who works there: what the opener is asked, and who gets the case."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows.callback_data import read_button_data
from bot.flows.conversation import Conversation
from bot.flows.engine import STOP, advance, begin, question_message
from bot.flows.events import Event, OptionTapped, TextSent
from bot.flows.heard_report import first_of, heard_plan, heard_report, heard_way, told_besides
from bot.flows.new_case_flow import NEW_CASE
from bot.flows.staff_flows import StaffFacts
from bot.house import outline_of
from bot.playground.demo_school import SCHOOL_IDS, school_file
from bot.school_on_disk import open_school
from bot.spoken import spoken, spoken_message
from casework.protocol import shipped_protocol
from casework.report import AdditionKind, Report
from casework.school import RoleSetting, School
from tests.flows.reporters import facts_of
from tests.flows.test_about_staff import BOARD, BOARDS_DEPUTY, COACH, HEAD, school_with_board, without_board

COORDINATOR, CONFIDANT = "karin_visser", "lotte_jansen"
INSPECTORATE = "0900-1113111 (schooldagen 8-17 uur)"
TO_STORY = ("2B", "_skip")
WORDS = ("juf Sanne", "meneer Bakker en de directeur", "de mentor", "de gymleraar", "mevrouw Terpstra", "Terug")


class Opening:
    """The conversation of somebody who opens a case, with the example school's board and protocol."""

    def __init__(self, person: str = COORDINATOR, school: School | None = None, protocol: str = "kluiverboom") -> None:
        reading = replace(facts_of(school or school_with_board()), outline=outline_of(shipped_protocol(protocol)))
        self.facts = StaffFacts(person, reading)
        self.talk = begin(NEW_CASE, Conversation(draft="d"), self.facts).conversation
        self.asked: list[str] = []
        self.ended = False

    def answer(self, *answers: str) -> "Opening":
        """Each answer is an option's id, or with a quote in front words to type."""
        for one in answers:
            self.asked.append(self.talk.question)
            event: Event = OptionTapped(self.talk.draft, self.talk.revision, self.talk.question, one)
            if one.startswith("'"):
                event = TextSent(one[1:])
            before = self.talk
            self.sends(event)
            assert self.talk != before, (one, self.screen)
        return self

    def sends(self, event: Event) -> None:
        step = advance(NEW_CASE, self.talk, event, self.facts)
        self.talk, self.ended = step.conversation, step.ended

    @property
    def taps(self) -> list[OptionTapped]:
        message = question_message(NEW_CASE, self.talk, self.facts)
        found = [read_button_data(button.data) for row in message.buttons for button in row]
        return [tap for tap in found if isinstance(tap, OptionTapped) and tap.option != STOP]

    @property
    def screen(self) -> str:
        return spoken_message(question_message(NEW_CASE, self.talk, self.facts))

    @property
    def labels(self) -> list[str]:
        message = question_message(NEW_CASE, self.talk, self.facts)
        return [spoken(button.label) for row in message.buttons for button in row]

    @property
    def report(self) -> Report:
        return heard_report(self.facts, self.talk.answers)

    @property
    def reader(self) -> str | None:
        """Who gets it first; None when the opener keeps it."""
        first = first_of(self.facts, self.talk.answers)
        return first.reader.person if first is not None and first.reader is not None else None

    @property
    def everyone(self) -> set[str]:
        plan = heard_plan(self.facts, self.talk.answers)
        told = (*plan.order, *plan.also_told, *(one.reader for one in plan.informed))
        return {reader.person for reader in told}


def about_staff(person: str = COORDINATOR, school: School | None = None) -> Opening:
    return Opening(person, school).answer(*TO_STORY, "staff")


# What it costs


def test_an_ordinary_case_is_asked_nothing_more() -> None:
    """At most six taps (design 1): the command, four answers, and the opening."""
    opening = Opening().answer(*TO_STORY, "hurt", "normal", "hand")
    assert opening.ended
    assert opening.asked == ["new_class", "new_name", "new_story", "new_urgency", "new_open"]
    assert opening.report.facts == {"reporter": "staff"}


def test_only_what_decides_who_reads_it_is_asked() -> None:
    opening = about_staff().answer("no_name", "normal", "no", "no", "hand")
    assert opening.ended
    assert opening.asked[3:] == ["staff_who", "new_urgency", "sexual", "management", "new_open"]


def test_who_tapped_or_typed_something_else_finds_the_button_before_opening() -> None:
    opening = Opening().answer(*TO_STORY, "'de gymleraar doet gek tegen haar", "normal")
    assert "Het gaat over iemand die hier werkt" in opening.labels
    opening.answer("staff", "no_name", "yes")
    assert opening.talk.question == "new_open"
    assert "Het gaat over iemand die hier werkt" not in opening.labels
    assert opening.everyone == {BOARD, BOARDS_DEPUTY}


def test_a_case_is_not_opened_before_what_decides_who_reads_it_is_answered() -> None:
    opening = Opening().answer(*TO_STORY, "hurt", "normal", "staff", "_back", "hand")
    assert opening.talk.question == "staff_who"
    assert not opening.ended


# Who gets it


def test_nobody_named_goes_to_the_management_and_never_to_the_line_of_coaches() -> None:
    opening = about_staff().answer("no_name", "normal", "no")
    assert "Met de directie bedoelen we: mevrouw Smit" in opening.screen
    opening.answer("no")
    assert opening.reader == HEAD
    assert opening.report.facts == {"reporter": "staff", "offender_class": "staff"}
    assert opening.everyone <= {HEAD, "ruud_mulder", BOARD, BOARDS_DEPUTY}
    assert "Dit wordt gelezen door mevrouw Smit (vestigingsdirecteur)" in opening.screen
    assert INSPECTORATE in opening.screen


@pytest.mark.parametrize("said", ["yes", "unknown"])
def test_a_doubted_management_never_hears_of_it(said: str) -> None:
    opening = about_staff().answer("no_name", "normal", "no", said)
    assert opening.reader == BOARD
    assert HEAD not in opening.everyone
    assert "Dit wordt niet gelezen door mevrouw Smit" in opening.screen


@pytest.mark.parametrize("opener", [COORDINATOR, COACH, CONFIDANT, HEAD])
@pytest.mark.parametrize("said", ["yes", "unknown"])
@pytest.mark.parametrize("who", ["no_name", "'meneer Bakker"])
def test_sexual_conduct_is_the_boards_whoever_opens_it(opener: str, said: str, who: str) -> None:
    opening = about_staff(opener).answer(who, "normal", said)
    assert opening.talk.question == "new_open"
    assert opening.reader == BOARD
    assert opening.everyone == {BOARD, BOARDS_DEPUTY}
    assert not opening.report.via_confidant
    assert opening.report.facts["category"] == "sexual"
    assert "Dit moet van de wet meteen naar het bestuur, zonder iemand ertussen." in opening.screen
    assert INSPECTORATE in opening.screen
    assert "Openen en doorgeven" in opening.labels


def test_a_name_in_the_words_that_is_answered_with_yes_goes_the_same_way() -> None:
    opening = Opening().answer(*TO_STORY, "'meneer Bakker stuurt haar rare foto's", "normal", "yes")
    assert opening.talk.question == "sexual"
    opening.answer("yes")
    assert opening.report.subjects == {"pieter_bakker"}
    assert opening.everyone == {BOARD, BOARDS_DEPUTY}
    assert "Je zei dat het gaat over meneer Bakker. Diegene leest dit niet" in opening.screen


def test_a_name_in_the_words_that_is_answered_with_no_stays_with_the_coach() -> None:
    opening = Opening().answer(*TO_STORY, "'meneer Bakker zag het", "normal", "no")
    assert opening.talk.question == "new_open"
    assert opening.reader == COACH
    assert INSPECTORATE not in opening.screen


def test_a_doubt_whether_it_is_about_who_was_named_goes_the_way_of_no_name() -> None:
    """A doubt counts as yes when it is about staff."""
    opening = Opening().answer(*TO_STORY, "'iemand, misschien meneer Bakker, lacht hem uit", "normal")
    assert "Weet ik niet" in opening.labels
    opening.answer("unknown", "no", "no")
    assert opening.asked[3:] == ["new_urgency", "new_concern", "sexual", "management"]
    unnamed = about_staff().answer("no_name", "normal", "no", "no")
    assert (opening.reader, opening.report.facts) == (unnamed.reader, unnamed.report.facts)
    assert "pieter_bakker" not in opening.everyone
    assert opening.report.subjects == frozenset(), "nobody knows that it is about him"
    assert opening.report.excluded == {"pieter_bakker"}


def test_a_doubt_about_one_leaves_the_other_to_be_asked_about() -> None:
    words = "'meneer Bakker of mevrouw De Boer"
    opening = Opening().answer(*TO_STORY, words, "normal", "unknown", "yes", "no", "no")
    assert len(opening.report.subjects) == len(opening.report.excluded) == 1
    assert opening.everyone.isdisjoint({"pieter_bakker", COACH})


def test_a_doubt_about_the_coach_of_a_class_that_nobody_knows_passes_every_coach() -> None:
    """AX-12."""
    opening = Opening().answer("unknown", "_skip", "'de mentor zet hem voor schut", "normal", "unknown", "no", "no")
    coaches = {one.coach for one in opening.facts.school.classes.values()}
    assert opening.everyone
    assert opening.everyone.isdisjoint(coaches)


@pytest.mark.parametrize("said", ["yes", "no", "unknown"])
def test_going_back_asks_about_who_was_named_again_and_forgets_what_was_said_of_them(said: str) -> None:
    opening = Opening().answer(*TO_STORY, "'meneer Bakker zag het", "normal", said, "_back")
    assert "Gaat het over meneer Bakker?" in opening.screen
    opening.answer("no")
    assert opening.talk.question == "new_open"
    assert (opening.reader, opening.report.excluded, opening.report.subjects) == (COACH, frozenset(), frozenset())
    assert opening.report.facts == {"reporter": "staff"}


def test_the_coach_of_the_class_keeps_what_is_about_a_named_colleague_and_no_other() -> None:
    named = about_staff(COACH).answer("'meneer Bakker", "normal", "no", "no")
    assert named.reader is None
    assert "Openen, ik pak het op" in named.labels
    unnamed = about_staff(COACH).answer("no_name", "normal", "no", "no")
    assert unnamed.reader == HEAD
    assert "Openen en doorgeven" in unnamed.labels


def test_what_a_confidant_hears_of_a_pupil_stays_on_the_confidants_line_when_it_is_not_sexual() -> None:
    opening = about_staff(CONFIDANT).answer("no_name", "normal", "no", "pupil")
    assert opening.asked[3:] == ["staff_who", "new_urgency", "sexual", "new_told"]
    assert opening.talk.question == "new_open"
    assert opening.report.via_confidant
    assert opening.everyone <= {CONFIDANT, "willem_kok"}
    assert "voor het bestuur" not in opening.screen


@pytest.mark.parametrize(
    ("said", "line"),
    [("self", "Zelf gezien of gehoord."), ("other", "Gehoord van een ouder, een collega of iemand anders.")],
)
def test_what_no_pupil_told_a_confidant_goes_the_way_of_any_colleagues_report(said: str, line: str) -> None:
    """A002-6: the management receives it."""
    opening = about_staff(CONFIDANT).answer("no_name", "normal", "no", said)
    assert opening.talk.question == "management"
    opening.answer("no")
    assert not opening.report.via_confidant
    assert opening.reader == HEAD
    assert (line in opening.screen) and "Openen en doorgeven" in opening.labels
    assert (AdditionKind.ANSWERED, line) in told_besides(opening.facts, opening.talk.answers)
    by_colleague = about_staff().answer("no_name", "normal", "no", "no")
    assert (opening.report.facts, opening.report.contact) == (by_colleague.report.facts, by_colleague.report.contact)


def test_going_back_takes_back_who_told_it() -> None:
    opening = about_staff(CONFIDANT).answer("no_name", "normal", "no", "self", "no", "_back", "_back")
    assert opening.talk.question == "new_told"
    assert opening.answer("pupil").report.via_confidant


@pytest.mark.parametrize("opener", [COORDINATOR, COACH, HEAD])
def test_nobody_but_a_confidant_is_asked_who_told_it(opener: str) -> None:
    opening = about_staff(opener).answer("no_name", "normal", "no")
    while opening.talk.question != "new_open":
        opening.answer("no")
    assert "new_told" not in opening.asked and "Niet van een leerling gehoord" not in opening.labels


def test_a_confidant_opens_a_case_about_pupils_with_no_question_more() -> None:
    opening = Opening(CONFIDANT).answer(*TO_STORY, "hurt", "normal", "take")
    assert opening.asked == ["new_class", "new_name", "new_story", "new_urgency", "new_open"]
    assert opening.ended and opening.report.via_confidant


def test_what_a_confidant_saw_of_pupils_goes_to_the_coach_when_they_say_so() -> None:
    opening = Opening(CONFIDANT).answer(*TO_STORY, "hurt", "normal")
    assert "Niet van een leerling gehoord" in opening.labels
    opening.answer("told", "self")
    assert opening.talk.question == "new_open"
    assert (opening.reader, opening.report.via_confidant) == (COACH, False)
    assert "Niet van een leerling gehoord" not in opening.labels


def test_the_head_is_not_asked_about_the_head() -> None:
    opening = about_staff(HEAD).answer("no_name", "normal", "no")
    assert opening.talk.question == "new_open"
    assert opening.reader is None
    assert "Openen, ik pak het op" in opening.labels


def test_a_head_who_is_named_never_hears_of_it() -> None:
    opening = about_staff().answer("'de directeur", "normal", "no")
    assert opening.talk.question == "new_open"
    assert opening.reader == BOARD
    assert HEAD not in opening.everyone


def test_without_a_board_the_screen_says_who_reads_instead() -> None:
    opening = about_staff(school=without_board(school_with_board())).answer("no_name", "now", "yes", "no")
    assert opening.reader == HEAD
    assert "Daarom leest mevrouw Smit het, en die moet het meteen doorgeven." in opening.screen


@pytest.mark.parametrize("school_id", SCHOOL_IDS)
def test_under_no_protocol_does_anybody_but_the_board_get_what_is_sexual(school_id: str) -> None:
    opened = open_school(school_file(school_id))
    a_class, coach = next((one, taught.coach) for one, taught in opened.school.classes.items() if taught.coach)
    opening = Opening(coach, opened.school, opened.protocol.id)
    opening.answer(a_class, "_skip", "staff", "no_name", "normal", "yes")
    board = set(opened.school.people_in_role("board"))
    plan = heard_plan(opening.facts, opening.talk.answers)
    assert board
    assert {reader.role for reader in (*plan.order, *plan.also_told)} == {"board"}


# Who it is


@pytest.mark.parametrize("words", ["De Boer of Bakker", "niet De Boer"])
def test_words_that_leave_it_open_who_it_is_are_asked_about(words: str) -> None:
    opening = about_staff().answer(f"'{words}", "normal")
    assert "Gaat het over mevrouw De Boer?" in opening.screen


def test_a_name_that_the_school_does_not_know_is_told_and_guards_as_no_name_does() -> None:
    opening = about_staff().answer("'meneer Onbekend", "normal", "no", "no")
    assert opening.reader == HEAD
    told = told_besides(opening.facts, opening.talk.answers)
    assert (AdditionKind.BY_WHOM, "meneer Onbekend") in told
    assert any("Antwoord: nee." in words for _, words in told)
    assert "meneer Onbekend" in opening.screen


def test_the_opener_is_never_whom_it_is_about() -> None:
    opening = about_staff(COORDINATOR).answer("'mevrouw Visser", "normal", "no", "no")
    assert opening.report.subjects == frozenset()
    both = about_staff(COORDINATOR).answer("'Visser en Bakker", "normal", "no", "no")
    assert both.report.subjects == {"pieter_bakker"}


def test_another_name_in_the_place_of_the_first_clears_who_was_named_first() -> None:
    opening = about_staff().answer("'mevrouw De Boer", "_back", "'meneer Bakker", "normal", "no", "no")
    assert opening.report.subjects == {"pieter_bakker"}


# Taking it back


def test_who_is_wrong_about_it_leaves_it_again() -> None:
    tapped = about_staff().answer("not_staff")
    assert tapped.talk.question == "new_story"
    assert tapped.answer("hurt", "normal").report.facts == {"reporter": "staff"}
    button = Opening().answer(*TO_STORY, "hurt", "normal", "staff", "not_staff")
    assert button.talk.question == "new_open"
    assert button.report.story == "Geduwd, geslagen of geschopt"
    assert button.reader == COACH


def test_another_sentence_takes_it_back_and_own_words_only_add_to_it() -> None:
    other = about_staff().answer("_back", "hurt", "normal")
    assert other.talk.question == "new_open"
    assert other.report.facts == {"reporter": "staff"}
    own = about_staff().answer("'meneer Bakker", "_back", "_back", "'hij zit aan haar", "normal", "yes")
    assert own.report.story == "hij zit aan haar"
    assert own.report.subjects == {"pieter_bakker"}
    assert own.everyone == {BOARD, BOARDS_DEPUTY}


# Whatever is answered


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([COORDINATOR, COACH, CONFIDANT, HEAD, BOARD]), st.data())
def test_whatever_is_answered_nobody_whom_it_is_about_gets_it_and_what_is_sexual_is_the_boards(
    opener: str, data: st.DataObject
) -> None:
    opening = Opening(opener)
    for _ in range(14):
        event = data.draw(st.sampled_from(opening.taps) | st.sampled_from(WORDS).map(TextSent))
        opening.sends(event)
        if opening.ended:
            break
        report, way = opening.report, heard_way(opening.facts, opening.talk.answers)
        kept_from = report.subjects | report.excluded
        assert not kept_from & opening.everyone
        assert opening.reader not in kept_from
        keeps = first_of(opening.facts, opening.talk.answers) is None
        assert not (keeps and opener in kept_from)
        if report.facts.get("category") == "sexual":
            assert way.is_the_boards and opening.everyone <= {BOARD, BOARDS_DEPUTY}
            assert not keeps or opener == BOARD


# Without the facts


def test_without_the_facts_the_coach_would_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: what keeps it from a coach whom nobody names are the facts, and nothing else."""
    answers = ("no_name", "normal", "yes")
    assert COACH not in about_staff().answer(*answers).everyone
    monkeypatch.setattr("bot.flows.heard_report.facts_told", lambda _: {})
    assert about_staff().answer(*answers, "no").reader == COACH


def test_a_deputy_of_the_board_who_is_named_does_not_stand_in() -> None:
    school = school_with_board()
    board = RoleSetting(title="bestuur", holders=(BOARD,), deputy="pieter_bakker")
    opening = about_staff(school=school.model_copy(update={"roles": {**school.roles, "board": board}}))
    opening.answer("'meneer Bakker", "normal", "yes")
    assert opening.everyone == {BOARD}
