"""A report about somebody who works here, where the protocol has no route for it (AX-12: P001 and P003)."""

import pytest

from casework.case_commands import AnswerGate, CloseWith, MarkDone
from casework.conditions import Scalar
from casework.duties import duties
from casework.fact_questions import fact_asks
from casework.gate_offers import gate_now
from casework.holders import Involved
from casework.intervention_offers import interventions_now
from casework.protocol import Protocol, shipped_protocol
from casework.protocol_model import RoleExpr
from casework.tracks import route
from tests.casework.cases import Walk
from tests.casework.test_tracks import people_on

OWN_TRACK = {"kluiverboom": RoleExpr(role="head"), "oplossingsgericht": RoleExpr(role="management")}
ABOUT_STAFF: dict[str, Scalar] = {"offender_class": "staff"}
SEXUAL: dict[str, Scalar] = {**ABOUT_STAFF, "category": "sexual"}

both = pytest.mark.parametrize("protocol_id", OWN_TRACK)


def without_own_track(protocol: Protocol) -> Protocol:
    """As the protocol's text is: with no route for staff."""
    return protocol.model_copy(update={"tracks": tuple(one for one in protocol.tracks if one.key != "about_staff")})


@both
@pytest.mark.parametrize("staff_named", [True, False])
@pytest.mark.parametrize(
    "told",
    [
        {},
        {"category": "sexual"},
        {"management_in_doubt": True},
        {"trusts_contact": False},
        {"reporter": "staff"},
        {"reporter": "parent"},
        {"trusts_contact": False, "management_in_doubt": True},
    ],
    ids=str,
)
def test_who_gets_it_is_who_would_get_it_without_the_track(
    protocol_id: str, told: dict[str, Scalar], staff_named: bool
) -> None:
    protocol = shipped_protocol(protocol_id)
    facts = {**ABOUT_STAFF, **told}
    way = route(protocol, facts, staff_named=staff_named)
    before = route(without_own_track(protocol), facts, staff_named=staff_named)
    assert (way.receives, way.fallback, way.closed, way.house_rule) == (
        before.receives,
        before.fallback,
        before.closed,
        before.house_rule,
    )
    assert people_on(way, protocol, Involved("1A")) == people_on(before, protocol, Involved("1A"))
    assert (way.start, way.track) == ("staff", "about_staff")


@both
def test_whoever_leads_hears_of_it_at_once_unless_it_goes_past_them(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    assert route(protocol, ABOUT_STAFF, staff_named=True).also_told == (OWN_TRACK[protocol_id],)
    assert route(protocol, {**ABOUT_STAFF, "management_in_doubt": True}, staff_named=True).also_told == ()
    assert route(protocol, SEXUAL, staff_named=True).also_told == ()


@both
def test_it_is_not_led_through_the_steps_and_means_of_the_pupils(protocol_id: str) -> None:
    walk = Walk(shipped_protocol(protocol_id), facts=ABOUT_STAFF)
    assert (walk.case.step_key, walk.case.step.lead) == ("staff", OWN_TRACK[protocol_id])
    assert interventions_now(walk.case) == ()
    assert "recognisable" not in {one.fact for one in fact_asks(walk.case)}
    assert set(walk.offers()) == {"hear_reporter", "decide_staff_report", "tell_reporter", "note_staff_report"}
    by_hand = {outcome.key for outcome in walk.protocol.outcomes_by_hand("staff")}
    assert not {"quarrel", "resolved"} & by_hand
    assert walk.refused(CloseWith("quarrel", reason="note")).key == "refusal-close-by-gate"
    assert "quarrel" in {outcome.key for outcome in walk.protocol.outcomes_by_hand("1")}


@both
def test_it_is_decided_told_and_noted_before_it_closes_with_a_reason(protocol_id: str) -> None:
    walk = Walk(shipped_protocol(protocol_id), facts=ABOUT_STAFF)
    assert walk.refused(MarkDone("tell_reporter", walk.today)).key == "refusal-first"
    walk.done("hear_reporter").concludes("decide_staff_report", "conversation").done("tell_reporter")
    assert gate_now(walk.case) is None
    walk.done("note_staff_report")
    assert walk.refused(AnswerGate(passed=True)).key == "refusal-reason-missing"
    assert walk.does(AnswerGate(passed=True, reason="note")).case.outcome == "staff_settled"


@both
def test_sexual_conduct_asks_for_the_inspectorate_at_once_and_for_no_inquiry(protocol_id: str) -> None:
    walk = Walk(shipped_protocol(protocol_id), facts=SEXUAL)
    assert "hear_reporter" not in walk.offers()
    [call] = [duty for duty in duties(walk.case, walk.calendar) if duty.action == "call_inspector"]
    assert call.due_on == walk.today
    found = walk.protocol.find_action("call_inspector")
    assert found is not None
    hints = " ".join(hint.label for hint in found[1].hints)
    assert "0900-1113111" in hints
    assert "Zoek niets zelf uit" in hints
