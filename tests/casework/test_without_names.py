import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.names import name_forms
from casework.parent_text import forms_of_pupil, other_pupils_named
from casework.without_names import Called, without_names

NAMES = {"1": "Björn Özdemir", "2": "Jan-Willem van den Berg", "3": "Sanne de Vries"}
PEOPLE = (
    *(Called(f"leerling {number}", forms_of_pupil(name)) for number, name in NAMES.items()),
    Called("mentor", name_forms("Karin Visser", "mevrouw Visser", ())),
)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Björn gaf toe dat het te ver ging.", "[leerling 1] gaf toe dat het te ver ging."),
        ("bjorn, en ook JAN-WILLEM!", "[leerling 1], en ook [leerling 2]!"),
        ("Björns moeder en Sanne's vader", "[leerling 1] moeder en [leerling 3]'s vader"),
        ("de moeder van Sanne de Vries", "de moeder van [leerling 3]"),
        ("jan willem van den berg, Björn Özdemir", "[leerling 2], [leerling 1]"),
        ("Sanne zag Björn van de Vries", "[leerling 3] zag [leerling 1] van de [leerling 3]"),
        ("meneer Van den Berg belde", "meneer Van den [leerling 2] belde"),
        ("mevrouw Visser was erbij", "mevrouw [mentor] was erbij"),
        ("Het bergen van de boeken", "Het bergen van de boeken"),
        ("", ""),
        ("Regel een\n\nregel twee  #*$", "Regel een\n\nregel twee  #*$"),
    ],
)
def test_a_label_stands_in_the_place_of_a_name_and_all_else_stays(written: str, left: str) -> None:
    assert without_names(written, PEOPLE) == left


@given(
    st.lists(st.sampled_from(["Björn", "ozdemir", "sannes", "Jan", "Willem", "van den Berg", "de", "roos", "\n", "."]))
)
def test_no_name_that_is_looked_for_is_left(words: list[str]) -> None:
    assert other_pupils_named(without_names(" ".join(words), PEOPLE), (), NAMES) == ()


@given(st.text(max_size=80))
def test_a_text_that_names_nobody_only_gets_its_accents_in_one_piece(written: str) -> None:
    assert without_names(written, ()) == without_names(without_names(written, ()), ())


def test_of_a_brother_and_a_sister_the_whole_name_counts() -> None:
    family = [
        Called(f"leerling {place}", forms_of_pupil(name))
        for place, name in enumerate(("Sam de Vries", "Noor de Vries"))
    ]
    assert without_names("Noor de Vries sloeg Sam de Vries", family) == "[leerling 1] sloeg [leerling 0]"
