"""What was asked, told as what was done."""

import pytest

from casework.past_words import as_done
from casework.protocol import shipped_protocol


@pytest.mark.parametrize(
    ("asked", "done"),
    [
        ("Bel de ouders van de gepeste leerling", "De ouders van de gepeste leerling gebeld"),
        ("Kijk met iedere leerling apart terug", "Met iedere leerling apart teruggekeken"),
        ("Houd het bemiddelingsgesprek", "Het bemiddelingsgesprek gehouden"),
        ("Zet de melding in SOM", "De melding in SOM gezet"),
        ("Bel de ouders van elke leerling die pest, apart", None),
        ("Spreek met de leerling af welke stappen mogen", None),
        ("Laat merken dat er hulp is", None),
        ("Bel", None),
    ],
)
def test_a_task_is_told_as_done_where_moving_the_verb_says_it(asked: str, done: str | None) -> None:
    assert as_done(asked) == done


def test_no_task_of_a_shipped_protocol_is_told_with_half_a_sentence() -> None:
    labels = {action.label for part in shipped_protocol("kluiverboom").parts() for action in part.all_actions}
    told = {done for label in labels if (done := as_done(label)) is not None}
    assert len(told) > 5
    assert not [one for one in told if {"dat", "wat", "wie", "welke", "of"} & set(one.split())]
