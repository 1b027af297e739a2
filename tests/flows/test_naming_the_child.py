"""A parent who reports under their own name is asked once how the pupil is called."""

import pytest

from bot.flows.effects import SendReport
from tests.flows.reporters import STORY, Phone, started

PARENT = ("parent", "2B", STORY, "name")
NOT_YET = "De naam van de leerling staat er nog niet bij. Wilt u die erbij zetten? Tik op ‘Naam van de leerling’."
BUTTON = "Naam van de leerling"


@pytest.mark.parametrize("name", ["Marit", "Marit de Wit-Smeets", "ik heet Marit Dekker"])
def test_who_gave_only_their_own_name_can_say_of_whom_it_is_on_the_send_screen(name: str) -> None:
    phone = started().answer(*PARENT, f"'{name}")
    assert phone.talk.question == "send"
    assert NOT_YET in phone.screen and BUTTON in phone.labels
    phone.answer("child")
    assert "Hoe heet de leerling om wie het gaat? Typ de naam, of sla dit over." in phone.screen
    phone.answer("'Bo")
    assert "Het gaat om: Bo" in phone.screen
    assert NOT_YET not in phone.screen and BUTTON not in phone.labels
    report = phone.answer("send").sent.report
    assert (report.reporter_name, report.victim_name) == (name, "Bo")


def test_who_skips_it_is_not_asked_again() -> None:
    phone = started().answer(*PARENT, "'Marit", "child", "_skip")
    assert phone.talk.question == "send"
    assert NOT_YET not in phone.screen
    assert phone.answer("send").sent.report.victim_name is None


@pytest.mark.parametrize("without_name", ["_skip", "'nee"])
def test_who_skips_it_can_still_say_it(without_name: str) -> None:
    phone = started().answer(*PARENT, "'Marit", "child", without_name)
    assert BUTTON in phone.labels
    phone.answer("child", "'Bo")
    assert "Het gaat om: Bo" in phone.screen and BUTTON not in phone.labels


def test_without_it_the_report_still_takes_six_answers() -> None:
    phone = started().answer(*PARENT, "'Marit", "send")
    assert phone.all_of(SendReport) and phone.answers_given == 6


def test_where_the_link_said_the_class_there_is_an_answer_left_and_it_is_asked_at_once() -> None:
    phone = started("k-2B").answer("parent", STORY, "name", "'Marit")
    assert phone.talk.question == "victim_name"
    phone.answer("'Bo", "send")
    assert phone.sent.report.victim_name == "Bo" and phone.answers_given == 6


@pytest.mark.parametrize(
    "names", ["Ouder van Bo", "Marit, het gaat om Bo", "Marit en Bo", "Marit (Bo)", "Marit, moeder van Bo", "Marit\nBo"]
)
def test_who_gave_both_names_is_not_asked(names: str) -> None:
    phone = started().answer(*PARENT, f"'{names}")
    assert phone.talk.question == "send"
    assert NOT_YET not in phone.screen and BUTTON not in phone.labels


def not_about_an_own_child() -> list[Phone]:
    return [
        started().answer("me", "2B", STORY, "name", "'Marit"),
        started().answer("other", "2B", STORY, "name", "'Marit"),
        started().answer("parent", "_not_a_pupil", STORY, "name", "'Marit"),
        started().answer("parent", "2B", STORY, "here", "_skip"),
    ]


def test_nobody_else_is_asked() -> None:
    for phone in not_about_an_own_child():
        assert phone.talk.question == "send"
        assert BUTTON not in phone.labels
