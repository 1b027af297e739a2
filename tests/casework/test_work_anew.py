"""What was done is to be done again when its occasion comes anew."""

from datetime import date

import pytest

from casework.action_status import is_done, pupils_left, pupils_of
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    ChooseDate,
    EstablishFact,
    OpenStep,
    Postpone,
    RecordConsent,
    RecordOutcome,
    Skip,
)
from casework.case_events import ActionDone, OutcomeRecorded
from casework.protocol import Protocol, shipped_protocol
from tests.casework.cases import Walk
from tests.casework.means import at_step

CONSULT = "consult_apc_step_1"


@pytest.fixture
def blocked() -> Walk:
    """P003, step 1: the talks cannot be held, and somebody wrote that down on 3 November."""
    walk = Walk(shipped_protocol("oplossingsgericht"), start="1")
    walk.does(Acknowledge(), AddPupil("B", "bully"))
    return walk.does(EstablishFact("step_blocked", value=True, note="note"))


def consults(walk: Walk) -> list[str]:
    return [notice.action for notice in walk.notices if notice.action == CONSULT]


def is_due(walk: Walk) -> bool:
    return f"do:{CONSULT}" in walk.duties()


def test_each_time_that_a_step_is_blocked_the_antipestcoordinator_is_consulted(blocked: Walk) -> None:
    """P003 N-64."""
    assert is_due(blocked)
    blocked.concludes(CONSULT, "wait")
    assert not is_due(blocked)
    blocked.on(date(2025, 11, 10)).does(EstablishFact("step_blocked", value=True, note="note"))
    assert is_due(blocked)
    assert len(consults(blocked)) == 2
    blocked.concludes(CONSULT, "another_way")
    assert not is_due(blocked)
    assert [entry.on.day for entry in blocked.case.history[CONSULT]] == [3, 10]


def test_a_block_after_a_refusal_that_was_spoken_about_is_a_new_occasion() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht"), start="1").does(Acknowledge(), AddPupil("B", "bully"))
    walk.does(RecordConsent("talk_bullies", given=False)).concludes(CONSULT, "wait")
    assert not is_due(walk)
    walk.does(EstablishFact("step_blocked", value=True, note="note"))
    assert is_due(walk)


def test_what_was_skipped_about_an_earlier_time_comes_again(blocked: Walk) -> None:
    blocked.does(Skip(CONSULT, "note"))
    assert not is_due(blocked)
    blocked.does(EstablishFact("step_blocked", value=False, note="note"))
    blocked.does(EstablishFact("step_blocked", value=True, note="note"))
    assert is_due(blocked)


def test_a_refusal_that_is_written_down_twice_is_one_occasion() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht"), start="1").does(Acknowledge(), AddPupil("B", "bully"))
    walk.does(RecordConsent("talk_bullies", given=False)).concludes(CONSULT, "wait")
    walk.does(RecordConsent("talk_bullies", given=False, reason="note"))
    assert not is_due(walk)


def test_a_consent_that_is_taken_back_again_is_a_new_occasion() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht"), start="1").does(Acknowledge(), AddPupil("B", "bully"))
    walk.does(RecordConsent("talk_bullies", given=False)).concludes(CONSULT, "wait")
    agreed = RecordConsent("talk_bullies", given=True, came_back=True)
    walk.does(agreed, RecordConsent("talk_bullies", given=False))
    assert is_due(walk)


def test_another_fact_opens_nothing(blocked: Walk) -> None:
    blocked.concludes(CONSULT, "wait").does(EstablishFact("online", value=True))
    assert not is_due(blocked)


def test_the_work_of_a_step_that_was_left_is_not_opened_again() -> None:
    walk = at_step("2").does(EstablishFact("severity", "serious", "note")).done("consult")
    walk.does(EstablishFact("recurrence", value=True))
    assert walk.case.step_key == "3"
    walk.does(EstablishFact("severity", "serious", "note"))
    found = walk.protocol.find_action("consult")
    assert found is not None
    assert is_done(walk.case, found[1])


def test_recording_another_conclusion_does_not_open_the_same_work() -> None:
    protocol: Protocol = shipped_protocol("oplossingsgericht")
    walk = Walk(protocol, start="1").does(Acknowledge(), EstablishFact("step_blocked", value=True, note="note"))
    walk.does(RecordOutcome(CONSULT, walk.today, "wait", "note"))
    assert walk.case.facts()["step_blocked"] is False
    assert not is_due(walk)


def followed_while_unknown() -> Walk:
    """P004 step 7, before anybody knows who does it."""
    walk = Walk(shipped_protocol("het-sticht"), start="7", facts={"offender_known": False}).does(Acknowledge())
    return walk.does(ChooseDate("follow", on=date(2026, 5, 4), every=28))


def at_step_7_again(walk: Walk) -> Walk:
    walk.does(AddPupil("B", "bully"), EstablishFact("offender_known", value=True), OpenStep("4", reason="note"))
    walk.done("serious_talk", "tell_victim_parents", "tell_bully_parents")
    walk.does(RecordConsent("three_way_talk", given=True)).done("three_way_talk")
    assert walk.case.step_key == "7"
    return walk


def test_step_that_opens_again_asks_anew_for_the_day_on_which_to_look() -> None:
    """P004 T-34."""
    again = at_step_7_again(followed_while_unknown().on(date(2025, 12, 3)))
    fresh = again.duties()["choose:follow:follow"]
    assert fresh.due_on < date(2026, 1, 1)
    assert "do:follow:follow" not in again.duties()
    assert (again.case.chosen, again.case.every) == ({}, {})


def test_step_that_opens_again_is_not_put_off_by_the_reason_of_the_first_time() -> None:
    walk = followed_while_unknown().concludes("follow", "goes_on")
    walk.does(Postpone("gate:7", date(2025, 11, 14), "note"))
    assert walk.due("gate:7") == date(2025, 11, 14)
    again = at_step_7_again(walk).concludes("follow", "goes_on")
    assert again.due("gate:7") < date(2025, 11, 14)


@pytest.mark.parametrize("name", ("splitting", "kluiverboom", "noordhoek", "oplossingsgericht", "het-sticht"))
def test_what_comes_once_more_is_with_every_pupil_again(name: str) -> None:
    protocol = shipped_protocol(name)
    actions = [action for part in protocol.parts() for action in part.all_actions]
    apart = [one for one in actions if pupils_of(with_pupils(protocol).case, one)]
    again = [(one, answer) for one in apart for answer in one.answers if answer.again]
    assert again or name not in ("kluiverboom", "oplossingsgericht")
    for action, answer in again:
        walk, pupils = with_pupils(protocol), pupils_of(with_pupils(protocol).case, action)
        talked = ActionDone(at=walk.now, by="a", action=action.key, on=walk.today, participants=pupils)
        walk.events.append(talked)
        assert pupils_left(walk.case, action) == ()
        walk.events.append(OutcomeRecorded(at=walk.now, by="a", action=action.key, on=walk.today, answer=answer.key))
        assert pupils_left(walk.case, action) == pupils
        walk.events.append(talked)
        assert pupils_left(walk.case, action) == ()


def with_pupils(protocol: Protocol) -> Walk:
    return Walk(protocol).does(AddPupil("B", "bully"), AddPupil("C", "follower"))
