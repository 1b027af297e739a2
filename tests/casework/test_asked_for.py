"""What only asks for somebody with a function is told apart from what may be about them (AX-12)."""

import pytest

from casework.asked_for import without_requests

TITLE = "vertrouwenspersoon"


@pytest.mark.parametrize(
    "words",
    [
        "ik wil met de vertrouwenspersoon praten",
        "Ik wil graag even met een vertrouwenspersoon praten!",
        "mag ik naar de vertrouwenspersoon",
        "kan ik ook met de vertrouwenspersoon praten?",
        "liever met de Vertrouwenspersoon",
        "ik wil dat de vertrouwenspersoon dit leest",
        "mag de vertrouwenspersoon dit lezen",
        "ik wou het aan de vertrouwenspersoon vertellen",
    ],
)
def test_what_only_asks_for_somebody_says_nothing_of_them(words: str) -> None:
    assert TITLE not in without_requests(f"ze lachen me uit, {words}", TITLE).casefold()


@pytest.mark.parametrize(
    "words",
    [
        "de vertrouwenspersoon lacht me uit",
        "ik wil praten over de vertrouwenspersoon",
        "ik wil niet met de vertrouwenspersoon praten",
        "ik wil de vertrouwenspersoon melden",
        "ik wil met meneer Kok praten, de vertrouwenspersoon",
        "de vertrouwenspersoon wil alleen met mij praten",
        "ik moet naar de vertrouwenspersoon",
        "vertrouwenspersoon",
        "ik wil van de vertrouwenspersoon af",
        "ik wil met de vertrouwenspersoon praten, die zit aan me",
        "ik wil met de vertrouwenspersoon praten want hij slaat",
        "ik wil met de vertrouwenspersoon praten maar de andere is gemeen",
        "ik wil met de vertrouwenspersoon praten\nhij",
        "ik wil met de vertrouwenspersoon met de vertrouwenspersoon praten",
    ],
)
def test_what_may_say_more_of_them_stays(words: str) -> None:
    assert without_requests(words, TITLE) == words


def test_what_is_said_of_them_elsewhere_stays() -> None:
    words = "ik wil met de vertrouwenspersoon praten. De vertrouwenspersoon op het plein lacht me uit"
    left = without_requests(words, TITLE)
    assert "De vertrouwenspersoon op het plein lacht me uit" in left


def test_a_title_of_several_words_and_the_end_of_a_title_are_the_same_function() -> None:
    asked = "ik wil met de interne vertrouwenspersoon praten"
    assert without_requests(asked, "interne vertrouwenspersoon") == ""
    assert without_requests("ik wil naar de vertrouwenspersoon", "schoolvertrouwenspersoon") == ""
    assert without_requests(asked, "") == asked
