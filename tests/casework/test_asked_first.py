"""A pupil is told of something, and asked about it, before it is done; and never about what was done already."""

import pytest

from casework.action_status import consents_to_ask
from casework.case_commands import Acknowledge, AddPupil, Postpone, RecordConsent
from casework.case_offers import ActionOffer, actions_now
from casework.duties import duties, furthest_day
from casework.protocol import Protocol, shipped_protocol, shipped_protocol_ids
from tests.casework.cases import Walk


@pytest.fixture
def splitting() -> Protocol:
    return shipped_protocol("splitting")


def in_step_3a(splitting: Protocol) -> Walk:
    walk = Walk(splitting, start="3a", facts={"established": True, "recurrence": True})
    return walk.does(Acknowledge(), AddPupil("B", "bully"))


def offered(walk: Walk, key: str) -> ActionOffer | None:
    return next((one for one in actions_now(walk.case) if one.key == key), None)


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
def test_who_asks_a_pupil_does_so_before_what_is_asked_about_has_to_be_done(protocol: str) -> None:
    shipped = shipped_protocol(protocol)
    for step in shipped.steps:
        walk = Walk(shipped, start=step.key).does(Acknowledge(), AddPupil("B", "bully"))
        listed = [one for one in duties(walk.case, walk.calendar) if one.kind == "do" and one.action]
        order = {str(duty.action): place for place, duty in reversed(list(enumerate(listed)))}
        for action in step.all_actions:
            for key in consents_to_ask(walk.case, action):
                if key in order and action.key in order:
                    assert order[action.key] < order[key], (step.key, action.key)


def test_the_pupil_is_told_first_and_the_same_day_that_the_parents_hear_it(splitting: Protocol) -> None:
    """P000 T-02, A000-8."""
    walk = in_step_3a(splitting)
    telling = walk.duties()["do:hear_wish_3a"]
    assert telling.due_on == telling.remind_on[-1] == walk.due("do:tell_all_parents:tell_all_parents") == walk.today
    asked = [one.action for one in duties(walk.case, walk.calendar) if one.action]
    assert asked.index("hear_wish_3a") < asked.index("tell_all_parents")


def test_what_comes_before_something_that_cannot_wait_cannot_wait_either(splitting: Protocol) -> None:
    walk = in_step_3a(splitting)
    telling = walk.duties()["do:hear_wish_3a"]
    assert furthest_day(telling, walk.today, walk.calendar, {}) is None
    walk.refused(Postpone("do:hear_wish_3a", walk.today.replace(day=10), reason="note"))


def test_nobody_asks_whether_parents_may_be_told_who_were_told_already(splitting: Protocol) -> None:
    walk = in_step_3a(splitting).done("tell_all_parents")
    asking, told = offered(walk, "hear_wish_3a"), offered(walk, "tell_all_parents")
    assert asking is not None
    assert told is not None
    assert [one.action for one in asking.consents] == ["restorative_talk_3a"]
    assert told.wish is None
    walk.does(RecordConsent("restorative_talk_3a", given=True, words="words"))
    assert "do:hear_wish_3a" not in walk.duties()


def test_the_question_stays_while_the_parents_of_one_pupil_are_still_to_be_told(splitting: Protocol) -> None:
    walk = in_step_3a(splitting).done("tell_all_parents").does(AddPupil("B2", "bully"))
    asking = offered(walk, "hear_wish_3a")
    assert asking is not None
    assert [one.action for one in asking.consents] == ["tell_all_parents", "restorative_talk_3a"]


def test_who_asks_about_nothing_that_is_left_has_nothing_to_ask() -> None:
    walk = Walk(shipped_protocol("splitting"), start="2a", facts={"established": True})
    walk.does(Acknowledge(), AddPupil("B", "bully")).done("restorative_talk_2a")
    assert not [one for one in walk.duties() if "hear_wish" in one]


def test_what_was_answered_before_it_was_done_stays_on_record(splitting: Protocol) -> None:
    walk = in_step_3a(splitting).does(RecordConsent("tell_all_parents", given=False, words="words"))
    walk.done("tell_all_parents")
    told = offered(walk, "tell_all_parents")
    assert told is not None
    assert told.wish is not None
    assert told.wish.answer == "refused"
