"""Words of the reports and notes that may be names, in a text for parents."""

import pytest

from casework.told_names import told_in, told_names

TOLD = told_names(
    ("tim en daan uit mijn klas", "een paar jongens"),
    ("ze zeiden dat fleur het deed. Toen kwam Mees erbij.", "Gesproken met Lin."),
)
STAFF = ("Sanne de Boer", "meneer Mulder")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Noor wordt gepest door Daan uit 1A.", ("Daan",)),
        ("daan deed het, en Tims broer.", ("daan", "Tims")),
        ("Beste ouders, gisteren was Fleur erbij.", ("Fleur",)),
        ("lin en mees waren er.", ("lin", "mees")),
        ("Beste ouders,\n\nFleurig was het niet. Een paar jongens uit de klas deden mee.", ()),
        ("Beste ouders, ik bel u over Noor. Groeten, Sanne de Boer", ()),
    ],
)
def test_a_word_that_may_be_a_name_is_found(text: str, found: tuple[str, ...]) -> None:
    assert told_in(text, TOLD, ("Noor Vink",), STAFF) == found


def test_the_own_child_may_be_named_whoever_told_of_it() -> None:
    told = told_names(("noor vink",), ("Het gaat over Noor.",))
    assert told_in("Beste ouders van Noor Vink, wij bellen u.", told, ("Noor Vink",), STAFF) == ()


def test_a_pupil_who_is_called_like_a_colleague_is_found_where_that_was_the_answer() -> None:
    assert told_in("Sanne deed het.", told_names(("sanne",), ()), ("Noor",), STAFF) == ("Sanne",)
    assert told_in("Ik sprak met Sanne.", told_names((), ("Met Sanne.",)), ("Noor",), STAFF) == ()
