"""At the question for the name of the pupil whom it is about, only a name is taken for one."""

import pytest

from tests.flows.reporters import STORY, Phone, started

TO_NAME = ("other", "2B", STORY, "here")


def asked() -> Phone:
    phone = started().answer(*TO_NAME)
    assert phone.talk.question == "victim_name"
    return phone


@pytest.mark.parametrize("words", ["hij is mijn mentor", "mijn juf", "ze pesten hem elke dag in de pauze"])
def test_more_than_a_name_goes_to_the_story_and_the_name_is_asked_once_more(words: str) -> None:
    phone = asked()
    phone.write(words)
    assert phone.talk.question == "victim_name" and "victim_name" not in phone.talk.answers
    assert phone.talk.answers["story"] == f"{STORY[1:]}\n{words}"
    assert "Dat heb ik bij je verhaal gezet." in phone.screen
    assert "Wil je hier alleen de naam typen? Of sla dit over." in phone.screen
    assert "Overslaan" in phone.labels


def test_who_tells_who_it_is_instead_of_a_name_is_asked_whether_it_is_about_them() -> None:
    phone = asked()
    phone.answer("'hij is mijn mentor", "_skip")
    assert phone.talk.question == "concern"
    assert "Het gaat om:" not in phone.answer("no").screen


@pytest.mark.parametrize("name", ["Noor", "het is Noor de Wit", "volgens mij heet ze Noor", "die lange van gym"])
def test_a_name_or_what_stands_for_one_is_taken(name: str) -> None:
    phone = asked()
    phone.write(name)
    assert phone.talk.question == "send"
    assert f"Het gaat om: {name}" in phone.screen


@pytest.mark.parametrize("words", ["nee", "weet ik niet", "geen idee"])
def test_who_does_not_know_the_name_skips_it(words: str) -> None:
    phone = asked()
    phone.write(words)
    assert phone.talk.question == "send"
    assert "Het gaat om:" not in phone.screen and phone.talk.answers["story"] == STORY[1:]


def test_a_yes_is_no_name_and_no_story() -> None:
    phone = asked()
    phone.write("ja")
    assert phone.talk.question == "victim_name" and phone.talk.answers["story"] == STORY[1:]
    assert "Wil je hier alleen de naam typen?" in phone.screen


def test_a_colleague_to_whom_it_happens_may_be_called_by_what_they_are() -> None:
    phone = started().answer("other", "_not_a_pupil", STORY, "here", "'de conciërge")
    assert phone.talk.answers["victim_name"] == "de conciërge"
