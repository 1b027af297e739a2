"""A word that is no name somewhere may stand in a text for parents; the name itself still may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.case_commands import AddPupil, IdentifyVictim
from casework.families import families_of
from casework.parent_draft import may_be_ordinary, names_left
from casework.parent_text import other_pupils_named
from tests.casework.cases import Walk
from tests.casework.means import at_step, means_protocol

NAMES = {"own": "Noor Vink", "other": "Roos de Wit", "third": "Bram Oosterhuis"}


def left(text: str, *ordinary: str) -> list[str]:
    return [one.written for one in names_left(text, ("own",), NAMES, ordinary)]


def test_word_that_was_passed_is_no_name_any_more() -> None:
    assert left("Zij gaf een roos aan Noor") == ["roos"]
    assert left("Zij gaf een roos aan Noor", "roos") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zij gaf een roos. Roos lachte.", ["Roos"]),
        ("De roos was van mevrouw de Wit", ["Wit"]),
        ("Een roos, en Bram erbij", ["Bram"]),
        ("Een roos en roosje", ["roosje", "roosje"]),
    ],
)
def test_passing_a_word_passes_no_other_form_of_the_name_and_no_other_pupil(text: str, found: list[str]) -> None:
    names = {**NAMES, "fourth": "Roosje Bos"}
    assert [one.written for one in names_left(text, ("own",), names, ("roos",))] == found


def test_whole_text_is_no_ordinary_word() -> None:
    assert may_be_ordinary("de Wit")
    assert not may_be_ordinary("zij gaf een roos aan Noor")
    assert not may_be_ordinary(" ")


@given(st.text(max_size=60))
def test_without_words_passed_it_is_the_same_look_for_names(text: str) -> None:
    whole = " ".join(text.split())
    assert names_left(text, ("own",), NAMES, ()) == other_pupils_named(whole, ("own",), NAMES)


def test_families_of_an_action_are_those_whom_it_is_for() -> None:
    walk = at_step("3").does(IdentifyVictim("V", is_reporter=False), AddPupil("B", "bully"), AddPupil("S", "bystander"))
    assert families_of(walk.case, "tell_parents")
    assert "S" not in families_of(walk.case, "tell_parents")
    assert families_of(walk.case, "nothing_of_this_protocol") == ()


def test_nobody_known_has_no_family() -> None:
    assert families_of(Walk(means_protocol(), victim=None).case, "tell_parents") == ()
