"""While nothing may reach a home, nobody asks the pupil what they think of that; what was answered counts."""

from datetime import date

import pytest

from casework.case_commands import Acknowledge, AddPupil, DecideOnHome, EstablishFact, MarkDone, RecordConsent
from casework.case_offers import ActionOffer, actions_now
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk

AGREE = "agree_steps"


@pytest.fixture
def unsafe() -> Walk:
    """P001, step 1: the talk with the pupil was held, who is not safe at home."""
    walk = Walk(shipped_protocol("kluiverboom")).does(Acknowledge(), AddPupil("B", "bully"))
    return walk.done("intake", "talk_victim").does(EstablishFact("home_unsafe", value=True))


def offer(walk: Walk, key: str = AGREE) -> ActionOffer:
    return next(one for one in actions_now(walk.case) if one.key == key)


def asked(walk: Walk) -> list[str]:
    return [one.action for one in offer(walk).consents if one.answer is None]


def answered(walk: Walk) -> Walk:
    return walk.does(RecordConsent("talk_bullies", given=True), RecordConsent("mediation", given=False))


def test_what_the_pupil_thinks_of_a_call_home_is_not_asked_while_home_is_not_safe(unsafe: Walk) -> None:
    assert asked(unsafe) == ["talk_bullies", "mediation"]


def test_the_talk_is_done_when_all_that_can_be_asked_is_answered(unsafe: Walk) -> None:
    answered(unsafe)
    assert unsafe.case.step_key == "2"
    assert f"do:{AGREE}" not in unsafe.duties()
    assert not any(duty.kind.startswith("consent") for duty in unsafe.duties().values())


def test_a_decision_that_there_is_no_contact_with_home_asks_nothing_either(unsafe: Walk) -> None:
    unsafe.does(DecideOnHome(may_contact=False, reason="note"))
    assert asked(unsafe) == ["talk_bullies", "mediation"]


def test_when_home_may_be_reached_only_that_question_is_left(unsafe: Walk) -> None:
    answered(unsafe).on(date(2025, 11, 12)).does(DecideOnHome(may_contact=True, reason="note"))
    assert asked(unsafe) == ["call_victim_parents"]
    assert unsafe.due(f"do:{AGREE}") == date(2025, 11, 17)
    unsafe.does(RecordConsent("call_victim_parents", given=True))
    assert f"do:{AGREE}" not in unsafe.duties()
    assert "do:call_victim_parents" in unsafe.duties()


def test_what_was_answered_before_counts(unsafe: Walk) -> None:
    walk = Walk(unsafe.protocol).does(Acknowledge(), AddPupil("B", "bully")).done("intake", "talk_victim")
    walk.does(RecordConsent("call_victim_parents", given=False), EstablishFact("home_unsafe", value=True))
    shown = {one.action: one.answer for one in offer(walk).consents}
    assert shown == {"call_victim_parents": "refused", "talk_bullies": None, "mediation": None}
    answered(walk).does(DecideOnHome(may_contact=True, reason="note"))
    assert f"do:{AGREE}" not in walk.duties()


def test_what_is_there_only_to_ask_about_home_waits_with_it() -> None:
    """P003 [003:139-141]: one talk of all families, about which nobody can ask anything yet."""
    joint = {"setting.family_talk": "joint"}
    walk = Walk(shipped_protocol("oplossingsgericht"), start="3", facts=joint).does(AddPupil("B", "bully"))
    walk.does(EstablishFact("home_unsafe", value=True))
    assert not offer(walk, "ask_joint_form").allowed
    assert "do:ask_joint_form" not in walk.duties()
    refused = walk.refused(MarkDone("ask_joint_form", walk.today))
    assert refused.key == "refusal-home-held"


def test_a_wish_about_contact_with_home_is_not_asked_while_home_is_not_safe() -> None:
    """P004 AX-3: a wish that is only noted."""
    walk = Walk(shipped_protocol("het-sticht"), start="2").does(Acknowledge())
    assert offer(walk, "call_victim_parents").wish is not None
    walk.does(EstablishFact("home_unsafe", value=True))
    assert offer(walk, "call_victim_parents").wish is None
