"""Whether a protocol asks if somebody is naked in a picture, and what would have such a picture kept (AX-17)."""

import pytest

from casework.case_commands import EstablishFact
from casework.naked_pictures import fact_of_pictures, keeping_pictures
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk

ASKED_AS = {
    "kluiverboom": "online_category",
    "splitting": "naked_picture",
    "noordhoek": "naked_picture",
    "oplossingsgericht": "naked_picture",
    "het-sticht": "naked_picture",
}


@pytest.mark.parametrize(("protocol", "fact"), ASKED_AS.items())
def test_the_question_whose_answer_ends_the_keeping_of_evidence_is_the_one_about_the_picture(
    protocol: str, fact: str
) -> None:
    assert fact_of_pictures(shipped_protocol(protocol)) == fact


def test_a_protocol_without_that_question_keeps_nothing_back() -> None:
    noordhoek = shipped_protocol("noordhoek")
    without = noordhoek.model_copy(update={"facts": {}})
    assert fact_of_pictures(without) is None


@pytest.mark.parametrize("answer", [True, False])
def test_what_would_keep_the_picture_is_told_until_somebody_answered(*, answer: bool) -> None:
    walk = Walk(shipped_protocol("noordhoek"))
    assert keeping_pictures(walk.case) == {"keep_evidence"}
    walk.does(EstablishFact("naked_picture", value=answer))
    assert keeping_pictures(walk.case) == frozenset()
