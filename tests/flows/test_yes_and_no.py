"""A yes, a no or "weet ik niet" that is typed at its buttons is the tap on that button."""

import pytest

from bot.flows.effects import AddToReport
from bot.flows.events import MessageEdited
from tests.flows.reporters import STORY, TO_CONTACT, TO_SEND, started
from tests.flows.test_after_closing import at_rest, closed

TO_OFFER = (*TO_SEND, "send")
TO_UNSEEN_NUDE = (*TO_CONTACT, "none", "more")


@pytest.mark.parametrize("words", ["ja", "Ja!", "nee", "Nee.", "weet ik niet"])
@pytest.mark.parametrize("path", [(*TO_OFFER, "yes"), TO_UNSEEN_NUDE])
def test_whether_somebody_is_naked_can_be_typed(path: tuple[str, ...], words: str) -> None:
    tapped = {"j": "yes", "n": "no", "w": "unknown"}[words[0].casefold()]
    typed, told = started().answer(*path), started().answer(*path, tapped)
    typed.write(words)
    assert typed.talk.answers == told.talk.answers
    assert typed.talk.question == told.talk.question != "nude"
    assert typed.all_of(AddToReport) == told.all_of(AddToReport)


@pytest.mark.parametrize(("words", "after"), [("ja", "nude"), ("nee", "")])
def test_whether_there_is_more_to_tell_can_be_typed(words: str, after: str) -> None:
    phone = started().answer(*TO_OFFER)
    phone.write(words)
    assert phone.talk.question == after
    assert not phone.all_of(AddToReport)


@pytest.mark.parametrize("words", ["ja", "nee", "weet ik niet"])
@pytest.mark.parametrize("question", ["sexual", "management"])
def test_what_is_asked_about_staff_can_be_typed(question: str, words: str) -> None:
    path = ("me", "2B", "staff", "no_name", *(() if question == "sexual" else ("no",)))
    phone = started().answer(*path)
    assert phone.talk.question == question
    phone.write(words)
    assert phone.talk.answers[question] == {"j": "yes", "n": "no", "w": "unknown"}[words[0]]


def test_that_it_begins_again_can_be_typed() -> None:
    phone = at_rest(closed())
    phone.write("ze schelden weer")
    phone.write("ja")
    assert phone.talk.answers["again"] == 4 and phone.talk.answers["story"] == "ze schelden weer"


def test_more_than_a_yes_is_still_told() -> None:
    phone = started().answer(*TO_OFFER, "yes")
    phone.write("ja, en het was op het plein")
    assert phone.talk.question == "nude"
    assert [one.text for one in phone.all_of(AddToReport)] == ["ja, en het was op het plein"]


@pytest.mark.parametrize("words", ["nee", "Weet ik niet.", "geen idee", "ja", "ok"])
@pytest.mark.parametrize("path", [("me", "2B"), ("other", "2B"), ("help", "2B"), ("parent", "2B")])
def test_what_tells_nothing_is_no_story_and_the_ready_sentences_are_offered_again(
    path: tuple[str, ...], words: str
) -> None:
    phone = started().answer(*path)
    labels = phone.labels
    phone.write(words)
    assert phone.talk.question == "story" and "story" not in phone.talk.answers
    assert "Het geeft niet als" in phone.screen and "Een zin hieronder kiezen mag ook." in phone.screen
    assert phone.labels == labels
    assert phone.answer("names").talk.question == "contact"


def test_a_story_is_not_edited_into_nothing() -> None:
    phone = started().answer("me", "2B", STORY)
    phone.send(MessageEdited(phone.last_message, "nee"))
    assert phone.talk.answers["story"] == STORY[1:]


@pytest.mark.parametrize("words", ["nee ze stoppen niet", "durf ik niet te zeggen", "help"])
def test_a_short_story_is_a_story_and_so_is_not_daring_to_tell_it(words: str) -> None:
    assert started().answer("me", "2B", f"'{words}").talk.question == "contact"
