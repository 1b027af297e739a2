"""Who said no is not asked again for nothing: somebody writes down why, or the pupil took the no back."""

import pytest

from casework.case_commands import AddPupil, EndIntervention, RecordConsent, StartIntervention
from casework.case_events import ConsentGiven, ConsentRefused
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk

TALK = "talk_bullies"


@pytest.fixture
def refused() -> Walk:
    """P001, step 1: the pupil does not want a talk with who bullies."""
    walk = Walk(shipped_protocol("kluiverboom")).does(AddPupil("B", "bully")).done("intake", "talk_victim")
    return walk.does(RecordConsent(TALK, given=False, words="words"))


@pytest.mark.parametrize("given", [True, False])
def test_after_a_no_nobody_asks_again_without_a_reason(refused: Walk, given: bool) -> None:
    why = refused.refused(RecordConsent(TALK, given=given, words="words"))
    assert (why.key, dict(why.fields)["party"]) == ("refusal-consent-again", "victim")


@pytest.mark.parametrize(("given", "kind"), [(True, ConsentGiven), (False, ConsentRefused)])
def test_with_a_reason_it_is_asked_again_and_the_reason_is_kept(
    refused: Walk, given: bool, kind: type[ConsentGiven | ConsentRefused]
) -> None:
    refused.does(RecordConsent(TALK, given=given, reason="note"))
    event = refused.events[-1]
    assert isinstance(event, kind)
    assert event.reason == "note"


def test_each_time_that_it_is_asked_again_has_a_reason_of_its_own(refused: Walk) -> None:
    refused.does(RecordConsent(TALK, given=False, reason="note"))
    assert refused.refused(RecordConsent(TALK, given=True)).key == "refusal-consent-again"


def test_a_pupil_who_comes_back_on_it_needs_no_reason(refused: Walk) -> None:
    refused.does(RecordConsent(TALK, given=True, came_back=True))
    event = refused.events[-1]
    assert isinstance(event, ConsentGiven)
    assert event.came_back
    assert refused.case.consents[TALK].answer == "given"


def test_a_no_that_is_said_once_more_is_not_taken_back(refused: Walk) -> None:
    assert refused.refused(RecordConsent(TALK, given=False, came_back=True)).key == "refusal-consent-again"


def test_a_yes_is_taken_back_without_a_reason_and_a_first_yes_comes_back_on_nothing(refused: Walk) -> None:
    refused.does(RecordConsent("mediation", given=True, came_back=True))
    event = refused.events[-1]
    assert isinstance(event, ConsentGiven)
    assert not event.came_back
    refused.does(RecordConsent("mediation", given=False))


def test_another_run_of_a_means_is_asked_anew_but_for_who_said_no_last() -> None:
    """P003 [003:139-141]: who took their yes back during a support group is not simply asked about the next."""
    walk = Walk(shipped_protocol("oplossingsgericht"), start="1").does(AddPupil("B", "bully"))
    group = StartIntervention("support_group", walk.today, participants=("B",), size=6)
    walk.does(RecordConsent("support_group", given=True), group, EndIntervention("support_group", walk.today))
    walk.does(RecordConsent("support_group", given=True), group)
    walk.does(RecordConsent("support_group", given=False), EndIntervention("support_group", walk.today))
    assert walk.refused(RecordConsent("support_group", given=True)).key == "refusal-consent-again"
    walk.does(RecordConsent("support_group", given=True, reason="note"))
