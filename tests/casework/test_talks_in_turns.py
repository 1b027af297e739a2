"""A joint talk that lets so many who bully into it at once: held again until each of them has been in one (AX-5)."""

from dataclasses import replace

import pytest

from casework.case_commands import AddPupil, MarkDone, RecordConsent, RecordOutcome, Skip
from casework.case_offers import ActionOffer, actions_now
from casework.families import families_of
from casework.protocol import Protocol, load_protocol
from tests.casework.cases import Walk
from tests.casework.means import MEANS_FILE

GROUPS = ("all_involved", "all_bullies", "all_families")


def joint(parties: str = "all_involved", bounds: str = "{max_bullies: 1}", more: str = "") -> Protocol:
    """The small protocol, whose three-talk is one of several pupils together."""
    text = MEANS_FILE.read_text(encoding="utf-8")
    text = text.replace("with: each_bully_with_victim", f"with: {parties}")
    text = text.replace(
        "{max_bullies: 1}\n        sets: {talked: true}", f"{bounds}\n        sets: {{talked: true}}{more}"
    )
    return load_protocol(text, "means")


def walk_in(protocol: Protocol, bullies: int = 2) -> Walk:
    walk = Walk(protocol, start="3", facts={"recurrence": True})
    return walk.does(*(AddPupil(f"B{number}", "bully") for number in range(1, bullies + 1)))


def with_pupils(walk: Walk, *pupils: str) -> Walk:
    return walk.does(MarkDone("three_talk", walk.today, participants=pupils))


def offer(walk: Walk) -> ActionOffer:
    (found,) = (one for one in actions_now(walk.case) if one.key == "three_talk")
    return found


def is_asked(walk: Walk) -> bool:
    return any(duty.action == "three_talk" and duty.kind == "do" for duty in walk.duties().values())


@pytest.mark.parametrize("parties", GROUPS)
def test_one_bully_at_a_time_asks_for_a_talk_with_each(parties: str) -> None:
    walk = with_pupils(walk_in(joint(parties)), "V", "B1")
    assert (offer(walk).done, offer(walk).allowed, is_asked(walk)) == (False, True, True)
    assert offer(walk).ticks == (("B1", True), ("B2", False))
    with_pupils(walk, "V", "B2")
    assert (offer(walk).done, is_asked(walk)) == (True, False)


def test_who_comes_into_the_case_later_has_a_talk_as_well() -> None:
    walk = with_pupils(walk_in(joint(), bullies=1), "V", "B1")
    assert offer(walk).done
    walk.does(AddPupil("F", "follower"))
    assert (offer(walk).done, offer(walk).ticks) == (False, (("B1", True), ("F", False)))
    assert is_asked(walk)


def test_two_at_a_time_ask_for_two_talks_with_three() -> None:
    walk = with_pupils(walk_in(joint(bounds="{max_bullies: 2}"), bullies=3), "V", "B1", "B2")
    assert not offer(walk).done
    assert offer(with_pupils(walk, "V", "B3")).done


def test_who_names_nobody_held_it_with_all_who_were_left_as_far_as_the_maximum_goes() -> None:
    walk = walk_in(joint())
    refused = walk.refused(MarkDone("three_talk", walk.today))
    assert (refused.key, dict(refused.fields)) == ("refusal-too-many-pupils", {"count": 1})
    assert offer(walk).in_parts
    with_pupils(walk, "V", "B1")
    assert not offer(walk).in_parts
    assert offer(walk.done("three_talk")).done


def test_a_maximum_that_only_warns_lets_all_into_one_talk() -> None:
    walk = walk_in(joint(bounds="{max_bullies: 1, hard: false}"))
    assert not offer(walk).in_parts
    assert offer(walk.done("three_talk")).done


def test_of_a_talk_with_each_apart_it_is_said_with_whom_it_was() -> None:
    """AX-5: what is told of all of them at once would be refused."""
    walk = walk_in(joint("each_bully_with_victim"))
    assert walk.refused(MarkDone("three_talk", walk.today, participants=("B1", "B2"))).key == "refusal-too-many-pupils"
    assert offer(walk).in_parts
    with_pupils(walk, "B1")
    assert not offer(walk).in_parts


def test_without_a_maximum_one_talk_with_some_of_them_will_do() -> None:
    """P001 A001-15: all together; who was there is a note."""
    walk = with_pupils(walk_in(joint(bounds="{max_size: 9}")), "V", "B1")
    assert (offer(walk).done, offer(walk).ticks, offer(walk).in_parts) == (True, (), False)


def test_a_talk_with_a_conclusion_is_concluded_after_the_talks() -> None:
    walk = walk_in(joint(more="\n        answers: [{key: fine, label: Het ging goed}]"))
    with_pupils(walk, "V", "B1")
    assert (offer(walk).ask, offer(walk).done) == ("outcome", False)
    with_pupils(walk, "V", "B2").does(RecordOutcome("three_talk", walk.today, "fine"))
    assert offer(walk).done


def test_no_agreement_leaves_nobody_to_talk_with() -> None:
    """P001 A001-2: the alternative takes the place of every talk."""
    protocol = joint()
    step = protocol.step("3")
    talk = next(one for one in step.actions if one.key == "three_talk")
    assert talk.consent is not None
    consent = talk.consent.model_copy(update={"on_refusal": "alternative", "alternative": "tell_parents"})
    changed = tuple(one.model_copy(update={"consent": consent}) if one is talk else one for one in step.actions)
    steps = tuple(one.model_copy(update={"actions": changed}) if one is step else one for one in protocol.steps)
    walk = walk_in(protocol.model_copy(update={"steps": steps})).does(RecordConsent("three_talk", given=True))
    assert is_asked(with_pupils(walk, "V", "B1"))
    walk.does(RecordConsent("three_talk", given=False))
    assert not is_asked(walk)


def test_the_parents_of_who_is_bullied_stay_a_family_of_a_talk_in_turns() -> None:
    walk = walk_in(joint("all_families"))
    assert families_of(walk.case, "three_talk") == ("V", "B1", "B2")
    assert families_of(replace(walk.case, pupils={"V": "victim"}), "three_talk") == ("V",)


def test_one_talk_left_out_leaves_the_rest_out_too() -> None:
    walk = with_pupils(walk_in(joint()), "V", "B1")
    walk.does(Skip("three_talk", "reason"))
    assert not is_asked(walk)
