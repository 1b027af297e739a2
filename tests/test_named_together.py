"""Several people in one sentence are joined with "en", and the sentence is about more than one."""

import pytest

from bot.flows.words import in_one_sentence
from bot.reporter_telling import read_too
from bot.spoken import spoken


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["mevrouw Wiersma"], "mevrouw Wiersma"),
        (["mevrouw Wiersma", "meneer Blom"], "mevrouw Wiersma en meneer Blom"),
        (["mevrouw Wiersma", "mevrouw Terpstra", "meneer Blom"], "mevrouw Wiersma, mevrouw Terpstra en meneer Blom"),
    ],
)
def test_the_last_of_several_names_follows_an_and(names: list[str], said: str) -> None:
    words = in_one_sentence(names)
    assert (words if isinstance(words, str) else spoken(words)) == said


def test_a_reporter_hears_that_one_person_or_several_read_it_too() -> None:
    one, several = spoken(read_too(["meneer Blom"])), spoken(read_too(["mevrouw Terpstra", "meneer Blom"]))
    assert one == "Er helpt nog iemand mee. Je melding kan nu ook gelezen worden door meneer Blom."
    assert several == (
        "Er helpen nog meer mensen mee. Je melding kan nu ook gelezen worden door mevrouw Terpstra en meneer Blom."
    )
