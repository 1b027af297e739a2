"""What the protocol has somebody told stays a duty when its step is left out of order, until it is told or left out."""

from datetime import date

import pytest

from casework.action_status import Status, ends_with_its_step, status_of
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    CloseWith,
    DecideOnHome,
    EstablishFact,
    IdentifyVictim,
    MarkDone,
    OpenStep,
    Postpone,
    RecordConsent,
    Skip,
)
from casework.case_events import StepOpened
from casework.protocol import Protocol, load_protocol, shipped_protocol, shipped_protocol_ids
from casework.protocol_elements import Action
from casework.protocol_file import shipped_protocol_text
from tests.casework.cases import Walk, at_step_2

TELL_HOME = {"do:tell_victim_parents", "do:tell_bully_parents"}


def left_for(walk: Walk, step: str) -> Walk:
    """Straight on to another step, with a reason, whoever may do that."""
    walk.events.append(StepOpened(at=walk.now, by="head", step=step, reason="note"))
    return walk


def with_a_bully(protocol: Protocol, start: str) -> Walk:
    return Walk(protocol, start=start).does(Acknowledge(), AddPupil("B", "bully"))


def status(walk: Walk, key: str) -> Status:
    found = walk.protocol.find_action(key) or pytest.fail("no such action")
    return status_of(walk.case, found[1])


def at_the_parents() -> Walk:
    """P004, step 5: both homes hear what goes on; the case goes on to the talk of step 6 all the same."""
    return with_a_bully(shipped_protocol("het-sticht"), "5").does(OpenStep("6", reason="note"))


def test_parents_who_were_to_be_told_are_still_to_be_told() -> None:
    """N-52."""
    walk = at_the_parents()
    assert walk.case.step_key == "6"
    assert set(walk.duties()) >= TELL_HOME
    assert all(walk.offers()[key.removeprefix("do:")] for key in TELL_HOME)
    before = walk.due("do:tell_victim_parents")
    walk.does(Postpone("do:tell_victim_parents", date(2025, 11, 14), reason="note"))
    assert before < walk.due("do:tell_victim_parents") == date(2025, 11, 14)
    assert not TELL_HOME & set(walk.done("tell_victim_parents", "tell_bully_parents").duties())


def test_a_reason_why_they_are_not_told_ends_it() -> None:
    walk = at_the_parents()
    assert walk.refused(Skip("tell_victim_parents", None)).key == "refusal-reason-missing"
    assert TELL_HOME & set(walk.does(Skip("tell_victim_parents", "note")).duties()) == {"do:tell_bully_parents"}


def test_a_home_that_is_not_safe_is_not_told_before_somebody_decides_that_it_may_be() -> None:
    walk = at_the_parents().does(EstablishFact("home_unsafe", value=True, note="note"))
    assert not TELL_HOME & set(walk.duties())
    assert status(walk, "tell_victim_parents") is Status.HELD
    assert walk.refused(MarkDone("tell_victim_parents", walk.today)).key == "refusal-home-held"
    assert not TELL_HOME & set(walk.does(DecideOnHome(may_contact=False, reason="note")).duties())
    assert set(walk.does(DecideOnHome(may_contact=True, reason="note")).duties()) >= TELL_HOME


def test_the_parents_of_nobody_are_told_nothing_until_somebody_is_known() -> None:
    """A004-5."""
    walk = Walk(shipped_protocol("het-sticht"), start="5").does(Acknowledge(), OpenStep("6", reason="note"))
    assert TELL_HOME & set(walk.duties()) == {"do:tell_victim_parents"}
    assert set(walk.does(AddPupil("B", "bully")).duties()) >= TELL_HOME
    unknown = left_for(Walk(shipped_protocol("het-sticht"), victim=None, start="5"), "6")
    unknown.does(Acknowledge(), IdentifyVictim("V", is_reporter=False))
    assert "do:tell_victim_parents" in unknown.duties()


def test_what_needs_an_agreement_waits_for_that_as_in_its_step() -> None:
    content = shipped_protocol_text("het-sticht").replace(
        "      - key: tell_victim_parents\n",
        "      - key: tell_victim_parents\n        consent: {from: victim, on_refusal: block}\n",
    )
    walk = with_a_bully(load_protocol(content, "asking.yaml"), "5").does(OpenStep("6", reason="note"))
    assert {"consent:tell_victim_parents"} == {key for key in walk.duties() if "tell_victim_parents" in key}
    walk.does(RecordConsent("tell_victim_parents", given=False, words="words"))
    assert {"consent_again:tell_victim_parents"} == {key for key in walk.duties() if "tell_victim_parents" in key}
    walk.does(RecordConsent("tell_victim_parents", given=True, words="words", came_back=True))
    assert {"do:tell_victim_parents"} == {key for key in walk.duties() if "tell_victim_parents" in key}


def test_colleagues_who_were_to_hear_of_it_still_hear_of_it_without_what_else_was_left() -> None:
    """P002 N-33, N-37: the mentor goes on to the MT before anything was written down."""
    walk = Walk(shipped_protocol("noordhoek"), start="A1").does(Acknowledge(), OpenStep("A2", reason="note"))
    assert not [key for key in walk.duties() if "som_entry" in key or "keep_evidence" in key]
    assert "do:report_incident" in walk.duties()
    told = len(walk.notices)
    walk.done("report_incident")
    assert [set(one.to.role_ids()) for one in walk.notices[told:]] == [
        {"support_team", "bullying_coordinator"},
        {"management"},
    ]
    assert "do:report_incident" not in walk.duties()


def test_what_needs_other_work_of_a_step_that_goes_on_waits_for_it() -> None:
    walk = Walk(shipped_protocol("noordhoek"), start="A1").does(Acknowledge())
    assert "do:report_incident" not in walk.duties()
    assert walk.refused(MarkDone("report_incident", walk.today)).key == "refusal-first"


def test_a_report_outside_the_school_stays_to_be_made() -> None:
    """P000 N-11: the parents withdraw, and the case goes on to the last step."""
    walk = with_a_bully(shipped_protocol("splitting"), "6")
    assert "do:report_veilig_thuis" not in left_for(with_a_bully(walk.protocol, "6"), "7").duties()
    walk.does(EstablishFact("parents_withdraw", value=True, note="note"))
    assert "do:report_veilig_thuis" in left_for(walk, "7").duties()
    assert "do:report_veilig_thuis" not in walk.does(Skip("report_veilig_thuis", "note")).duties()


def test_the_support_team_still_hears_how_it_goes_when_step_3_is_left_at_once() -> None:
    """P000 N-08: whoever leads it and the team; the look back of that step, of which nobody is told, ends with it."""
    walk = left_for(with_a_bully(shipped_protocol("splitting"), "3a"), "5")
    assert "do:discuss_progress" in walk.duties()
    assert not [key for key in walk.duties() if "evaluate:evaluation_3" in key]
    told = len(walk.notices)
    walk.done("discuss_progress")
    assert "do:discuss_progress" not in walk.duties()
    assert walk.notices[told:] == []
    left = left_for(with_a_bully(walk.protocol, "3a"), "5").does(Skip("discuss_progress", "note"))
    assert "do:discuss_progress" not in left.duties()


def test_what_was_agreed_apart_is_still_told_to_both_sides_and_then_to_their_parents() -> None:
    """P001 N-20, N-19; the look back keeps a day of its own meanwhile."""
    walk = at_step_2(shipped_protocol("kluiverboom"), mediation=False).done("talk_bullies")
    walk.does(OpenStep("4", reason="note"))
    assert {"do:feedback_victim", "do:feedback_bullies", "do:evaluate:evaluation"} <= set(walk.duties())
    assert walk.due("do:evaluate:evaluation") == date(2025, 11, 17)
    assert "do:tell_parents" not in walk.duties()
    walk.on(date(2025, 11, 5)).done("feedback_victim", "feedback_bullies")
    assert walk.due("do:evaluate:evaluation") == date(2025, 11, 19)
    assert "do:tell_parents" in walk.duties()


def test_nothing_is_told_of_talks_apart_that_nobody_asked_for() -> None:
    walk = at_step_2(shipped_protocol("kluiverboom")).done("talk_bullies").does(OpenStep("4", reason="note"))
    assert not {"do:feedback_victim", "do:feedback_bullies", "do:tell_parents"} & set(walk.duties())


def test_an_invitation_to_a_talk_that_does_not_come_is_not_sent() -> None:
    """P003 N-47."""
    walk = with_a_bully(shipped_protocol("oplossingsgericht"), "3")
    assert "do:invite_families:plan_family_talk" in walk.duties()
    assert not [key for key in left_for(walk, "4").duties() if "invite_families" in key]


def test_a_step_that_opens_again_asks_it_only_once() -> None:
    walk = left_for(at_the_parents(), "5")
    assert sorted(key for key in walk.duties() if key in TELL_HOME) == sorted(TELL_HOME)
    assert [key for key in walk.offers() if key == "tell_victim_parents"] == ["tell_victim_parents"]


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_whatever_step_is_left_for_whatever_other_nothing_of_what_must_be_told_is_gone(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    for left in protocol.steps:
        required = [one for one in left.actions if one.modality == "must" and one.holds_step]
        kept = [one for one in required if not ends_with_its_step(one)]
        for other in protocol.steps if kept else ():
            walk = with_a_bully(protocol, left.key)
            open_before = [one.key for one in kept if status_of(walk.case, one) is Status.OPEN]
            if other.key != left.key:
                asked = {duty.action for duty in left_for(walk, other.key).duties().values()}
                assert set(open_before) <= asked, (left.key, other.key)


def test_a_case_that_is_closed_asks_it_no_more() -> None:
    walk = at_the_parents().does(CloseWith("double", reason="note", other_case="7"))
    assert not [key for key in walk.duties() if not key.startswith("records")]


@pytest.mark.parametrize(
    ("given", "ends"),
    [
        ({"kind": "notify", "notices": [{"to": {"party": "parents_of_victim"}}]}, False),
        ({"kind": "notify", "notices": [{"to": {"party": "subject"}}]}, True),
        ({"kind": "notify", "with": "subject", "notices": [{"to": {"role": "head"}}]}, True),
        ({"kind": "notify", "notices": [{"to": {"party": "pupils"}, "modality": "may"}]}, True),
        ({"kind": "notify", "modality": "if_needed", "notices": [{"to": {"party": "pupils"}}]}, True),
        ({"kind": "notify"}, True),
        ({"kind": "talk", "notices": [{"to": {"party": "victim"}}]}, True),
        ({"kind": "talk", "outlives_step": True}, False),
        ({"kind": "notify", "outlives_step": False, "notices": [{"to": {"party": "pupils"}}]}, True),
        ({"kind": "notify", "holds_step": False}, False),
    ],
)  # fmt: skip
def test_what_must_be_told_outlives_its_step_and_what_is_said_to_end_ends(given: dict[str, object], ends: bool) -> None:
    """Whoever is accused is told nothing by a duty of a step that was left."""
    assert ends_with_its_step(Action.model_validate({"key": "tell", "label": "Vertel het", **given})) is ends
