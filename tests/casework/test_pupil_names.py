"""A pupil who has a surname in common with somebody who works at the school is not taken for them."""

import pytest

from casework.pupil_names import joins_two_names, only_shares_surname
from casework.triage import AskedBecause, StaffQuestion, asks_about_staff
from tests.casework.schools import example_school

COACH = "sanne_de_boer"


def shares(given: str, *, name: str = "Sanne de Boer", called: tuple[str, ...] = ()) -> bool:
    return only_shares_surname(given, name, "mevrouw De Boer", called)


@pytest.mark.parametrize(
    "given",
    [
        "Sara de Boer",
        "sara de boer",
        "Sara De Boer",
        "Sara Boer",
        "Ik ben Sara de Boer",
        "mijn naam is Sara de Boer",
        "Sara de Boer en Bo Jansen",
        "Bo, Sara de Boer (2B)",
        "Anne-Marie de Boer",
        "Sara de Boer uit 2B",
    ],
)
def test_another_first_name_before_the_surname_is_another_person(given: str) -> None:
    assert shares(given)


@pytest.mark.parametrize(
    "given",
    [
        "De Boer",
        "Boer",
        "mevrouw De Boer",
        "meneer De Boer",
        "juf De Boer",
        "meester de Boer",
        "Sanne de Boer",
        "sanne",
        "San de Boer",
        "S. de Boer",
        "Sara mevrouw De Boer",
        "Sara van De Boer",
        "Sara uit de klas van De Boer",
        "Sara en De Boer",
        "Sara, De Boer doet het",
        "Sara de Boer slaat me",
        "Sara de Boer, mijn mentor",
        "Sara de Boer docent wiskunde",
        "Sara de Boer en Sanne de Boer",
        "Sara zag De Boer",
        "Boer Sara",
    ],
)
def test_in_every_doubt_it_may_be_the_member_of_staff(given: str) -> None:
    assert not shares(given)


@pytest.mark.parametrize("name", ["De Boer", "S. de Boer", "A.J. de Boer", "mevrouw de Boer", "Sanne"])
def test_of_whom_the_school_gives_no_full_name_every_surname_may_be_theirs(name: str) -> None:
    assert not shares("Sara de Boer", name=name)


def test_what_pupils_call_them_is_theirs() -> None:
    assert not shares("Sara de Boer", called=("Sara",))
    assert not shares("Sara de Boer", called=("Sara de Boer",))


def test_only_where_a_pupils_name_is_given_the_surname_alone_asks_nothing() -> None:
    school, asked = example_school(), (StaffQuestion(COACH, AskedBecause.NAME),)
    assert asks_about_staff("", school, "2B", ("Sara de Boer",)) == ()
    assert asks_about_staff("Sara de Boer", school, "2B") == asked
    assert asks_about_staff("De Boer zag het", school, "2B", ("Sara de Boer",)) == asked
    assert asks_about_staff("", school, "2B", ("Sara de Boer", "De Boer")) == asked


@pytest.mark.parametrize(
    "given", ["Tim en Joris", "Tim & Joris", "Tim, Joris", "Tim/Joris", "Tim + Joris", "Tim de Vries en Joris Bos"]
)
def test_an_answer_that_joins_two_names_may_be_two_pupils(given: str) -> None:
    assert joins_two_names(given)


@pytest.mark.parametrize("given", ["Tim de Vries", "Ellen", "Ben Enders", "Tim,", "en Tim", "Anne-Fleur O'Brien"])
def test_one_name_is_not_taken_for_two(given: str) -> None:
    assert not joins_two_names(given)
