import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.parent_text import NamedPupil, other_pupils_named

NAMES = {"v": "Sanne de Vries", "b": "Björn Özdemir", "c": "Jan-Willem van den Berg", "d": "Roos Meijer"}


def written(text: str, own: str = "v", names: dict[str, str] | None = None) -> list[str]:
    return [found.written for found in other_pupils_named(text, {own}, names or NAMES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wij spraken met Björn.", ["Björn"]),
        ("wij spraken met bjorn over gisteren", ["bjorn"]),
        ("De telefoon was Björns telefoon", ["Björns"]),
        ("Het gaat om de zoon van Özdemir", ["Özdemir"]),
        ("en ozdemir was erbij", ["ozdemir"]),
        ("JAN-WILLEM had spijt", ["JAN-WILLEM"]),
        ("jan willem had spijt", ["jan"]),
        ("Willem had spijt", ["Willem"]),
        ("de familie Van den Berg", ["Berg"]),
        ("roosje en Meyer", ["roosje"]),
        ("Sanne doet het goed.", []),
        ("De andere leerling heeft spijt.", []),
        ("", []),
        ("het bergen van boeken", []),
        ("een rozentuin", []),
    ],
)
def test_another_pupils_name_is_found_however_it_is_written(text: str, found: list[str]) -> None:
    assert written(text) == found


def test_each_pupil_is_told_once_in_the_order_of_the_case() -> None:
    found = other_pupils_named("Roos en Björn en nog eens Björn", {"v"}, NAMES)
    assert found == (NamedPupil("b", "Björn"), NamedPupil("d", "Roos"))


def test_parents_may_read_the_name_of_their_own_child() -> None:
    assert written("Björn heeft met Sanne gepraat", own="b") == ["Sanne"]


def test_a_name_that_the_own_child_has_too_names_nobody_else() -> None:
    brothers = {"v": "Ali Yilmaz", "b": "Emre Yilmaz"}
    assert written("De familie Yilmaz komt maandag", own="v", names=brothers) == []
    assert written("Emre Yilmaz komt maandag", own="v", names=brothers) == ["Emre"]


@given(
    before=st.text(max_size=20), after=st.text(max_size=20), name=st.sampled_from(["Björn", "bjorn", "Björns", "BJORN"])
)
def test_a_name_is_found_between_any_other_words(before: str, after: str, name: str) -> None:
    assert "b" in {found.pupil for found in other_pupils_named(f"{before} {name} {after}", {"v"}, NAMES)}


@given(text=st.text(max_size=80))
def test_nothing_that_people_write_makes_it_fail(text: str) -> None:
    other_pupils_named(text, {"v"}, NAMES)
