"""Sexual conduct of staff towards a pupil, in every school: the inspectorate's advice first, no inquiry, and what was
sent is kept (AX-8, AX-12, AX-17)."""

import pytest

from casework.conditions import Scalar
from casework.duties import duties
from casework.fact_questions import fact_asks
from casework.naked_pictures import fact_of_pictures
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.tracks import route
from tests.casework.cases import Walk

SEXUAL: dict[str, Scalar] = {"offender_class": "staff", "category": "sexual"}
in_every_school = pytest.mark.parametrize("protocol_id", sorted(shipped_protocol_ids()))


def told_of_it(protocol_id: str) -> Walk:
    protocol = shipped_protocol(protocol_id)
    way = route(protocol, SEXUAL, staff_named=True)
    return Walk(protocol, facts=SEXUAL, track=way.track, start=way.start)


@in_every_school
def test_the_inspectorate_is_to_be_called_on_the_day_itself(protocol_id: str) -> None:
    walk = told_of_it(protocol_id)
    today = [one.action for one in duties(walk.case, walk.calendar) if one.due_on == walk.today and one.action]
    found = [walk.protocol.find_action(action) for action in today]
    hints = [" ".join(tip.label for tip in one[1].hints) for one in found if one is not None]
    assert any("0900-1113111" in hint and "Zoek niets zelf uit" in hint for hint in hints)


@in_every_school
def test_nobody_is_asked_to_look_into_it(protocol_id: str) -> None:
    assert "hear_reporter" not in told_of_it(protocol_id).offers()


@in_every_school
def test_that_nobody_said_that_there_is_a_naked_picture_stays_a_question(protocol_id: str) -> None:
    walk = told_of_it(protocol_id)
    fact = fact_of_pictures(walk.protocol)
    assert fact is not None and fact not in walk.case.facts()
    assert all(one.current is None for one in fact_asks(walk.case) if one.fact == fact)


@pytest.mark.parametrize(
    ("protocol_id", "keeps"),
    [
        ("het-sticht", "secure_staff_evidence"),
        ("noordhoek", "keep_evidence_staff_case"),
    ],
)
def test_what_was_sent_is_asked_to_be_kept(protocol_id: str, keeps: str) -> None:
    assert keeps in told_of_it(protocol_id).offers()
