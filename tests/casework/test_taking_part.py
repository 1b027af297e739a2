"""With whom something is done: nothing is held with somebody whom nobody added to the case, and no means starts with
nobody, or with pupils for whom the protocol does not mean it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casework.case_commands import (
    AddPupil,
    IdentifyVictim,
    MarkDone,
    RecordConsent,
    RecordOutcome,
    SayHowMany,
    StartIntervention,
)
from casework.case_events import PupilParty
from casework.case_offers import actions_now, why_not
from casework.command_warnings import warnings_about
from casework.intervention_offers import interventions_now
from casework.intervention_status import why_not_start
from casework.protocol import Protocol, load_protocol, shipped_protocol, shipped_protocol_ids
from casework.protocol_model import Action, Participants
from casework.taking_part import side_missing, wrong_group
from tests.casework.cases import Walk
from tests.casework.means import MEANS_FILE, at_step, means_protocol

MONDAY = date(2025, 11, 3)
WITH_A_BULLY = (
    "each_bully", "all_bullies", "each_bully_with_victim", "each_bully_with_parents", "parents_of_each_bully",
    "all_involved", "all_families",
)  # fmt: skip
TOGETHER = ("each_bully_with_victim", "all_involved", "all_families")
OF_SOMEBODY = ("each_involved", "parents_of_each_involved", "each_family")


def means_with(parties: str | None, **changes: Any) -> Protocol:
    """The small protocol, whose training is meant for these parties and whose three-talk is held with them."""
    protocol = means_protocol()
    training = protocol.intervention("training").model_copy(update={"parties": parties, **changes})
    others = tuple(one for one in protocol.interventions if one.key != "training")
    return protocol.model_copy(update={"interventions": (*others, training)})


def walk_with(parties: str | None, *, victim: str | None = "V", pupils: dict[str, Any] | None = None) -> Walk:
    walk = Walk(means_with(parties), victim=victim)
    return walk.does(*(AddPupil(pupil, party) for pupil, party in (pupils or {}).items()))


def joint_actions() -> list[tuple[str, str]]:
    found = []
    for protocol_id in shipped_protocol_ids():
        for part in shipped_protocol(protocol_id).parts():
            found += [(protocol_id, action.key) for action in part.all_actions if action.parties in TOGETHER]
    return found


@pytest.mark.parametrize(("protocol_id", "key"), joint_actions())
def test_a_joint_talk_of_any_protocol_is_not_held_while_only_the_victim_is_known(protocol_id: str, key: str) -> None:
    protocol = shipped_protocol(protocol_id)
    found = protocol.find_action(key)
    assert found is not None
    alone = Walk(protocol).case
    assert side_missing(alone, found[1]) == "others"
    assert side_missing(Walk(protocol).does(AddPupil("W", "bystander")).case, found[1]) == "others"
    parties: tuple[PupilParty, ...] = ("bully", "follower")
    for party in parties:
        assert side_missing(Walk(protocol).does(AddPupil("B", party)).case, found[1]) is None
    assert side_missing(Walk(protocol, victim=None).does(AddPupil("B", "bully")).case, found[1]) == "victim"


def test_the_mediation_says_that_the_other_side_is_still_to_be_added() -> None:
    """P001 step 3."""
    walk = Walk(shipped_protocol("kluiverboom"), start="3").does(RecordConsent("mediation", given=True))
    refused = walk.refused(MarkDone("mediation", walk.today))
    assert (refused.key, dict(refused.fields)["side"]) == ("refusal-side-unknown", "others")
    (offer,) = (one for one in actions_now(walk.case) if one.key == "mediation")
    assert (offer.allowed, offer.why_not, offer.may_skip) == (False, refused, True)
    walk.does(AddPupil("B", "bully")).done("mediation")
    assert walk.case.step_key == "4"


def test_a_conclusion_of_a_talk_with_somebody_unknown_is_refused_as_well() -> None:
    text = MEANS_FILE.read_text(encoding="utf-8").replace("with: each_bully_with_victim", "with: all_involved")
    ends = "answers: [{key: fine, label: Het ging goed}]\n        sets: {talked: true}"
    walk = Walk(load_protocol(text.replace("sets: {talked: true}", ends), "means"), start="3")
    answer = RecordOutcome("three_talk", walk.today, "fine")
    assert walk.refused(answer).key == "refusal-side-unknown"
    walk.does(AddPupil("F", "follower"), answer)


@pytest.mark.parametrize("parties", WITH_A_BULLY)
def test_what_needs_a_bully_waits_until_one_is_added(parties: str) -> None:
    action = Action.model_validate({"key": "talk", "label": "Praat", "kind": "talk", "with": parties})
    assert side_missing(Walk(means_protocol()).case, action) == "others"
    assert side_missing(at_step("2").case, action) is None
    refused = why_not(Walk(means_protocol()).case, action)
    assert refused is not None
    assert refused.key == "refusal-side-unknown"


@pytest.mark.parametrize("parties", OF_SOMEBODY)
def test_what_is_done_with_each_of_both_sides_needs_one_pupil_of_either(parties: str) -> None:
    action = Action.model_validate({"key": "talk", "label": "Praat", "kind": "talk", "with": parties})
    assert side_missing(Walk(means_protocol(), victim=None).case, action) == "victim"
    assert side_missing(Walk(means_protocol()).case, action) is None
    assert side_missing(Walk(means_protocol(), victim=None).does(AddPupil("B", "bully")).case, action) is None


@pytest.mark.parametrize("parties", ["victim", "class", "staff", "all_parents", "subject", "support_group", None])
def test_what_needs_no_other_pupil_of_the_case_waits_for_nobody(parties: str | None) -> None:
    action = Action.model_validate({"key": "talk", "label": "Praat", "kind": "talk", "with": parties})
    assert side_missing(Walk(means_protocol(), victim=None).case, action) is None


@pytest.mark.parametrize("parties", WITH_A_BULLY)
def test_a_means_for_who_bullies_is_shown_with_the_reason_until_somebody_is_added(parties: str) -> None:
    walk = walk_with(parties)
    refused = walk.refused(StartIntervention("training", MONDAY))
    assert (refused.key, dict(refused.fields)) == ("refusal-side-unknown", {"action": "Training", "side": "others"})
    (offer,) = (one for one in interventions_now(walk.case) if one.key == "training")
    assert (offer.allowed, offer.why_not) == (False, refused)
    walk.does(AddPupil("B", "bully"))
    assert why_not_start(walk.case, walk.protocol.intervention("training")) is None


def test_a_means_for_somebody_starts_with_nobody_only_when_the_protocol_names_nobody() -> None:
    for parties in ("each_bully", "each_involved", "all_bullies"):
        refused = walk_with(parties, pupils={"B": "bully"}).refused(StartIntervention("training", MONDAY))
        assert (refused.key, dict(refused.fields)) == ("refusal-nobody-takes-part", {"action": "Training"})
    group = walk_with("support_group", pupils={"P": "bystander"})
    assert group.refused(StartIntervention("training", MONDAY)).key == "refusal-group-unknown"
    group.does(StartIntervention("training", MONDAY, size=6))
    for meant_for in (None, "class", "victim"):
        walk_with(meant_for).does(StartIntervention("training", MONDAY))


@pytest.mark.parametrize(
    ("parties", "pupil", "party"),
    [
        ("each_bully", "V", "victim"),
        ("each_bully", "W", "bystander"),
        ("each_involved", "W", "bystander"),
        ("support_group", "V", "victim"),
        ("victim", "B", "bully"),
        ("victim", "F", "follower"),
    ],
)
def test_a_means_is_refused_for_pupils_of_another_party_than_it_is_meant_for(
    parties: str, pupil: str, party: str
) -> None:
    """P003: the support group is talked with while the bullied pupil is not there."""
    walk = walk_with(parties, pupils={"B": "bully", "F": "follower", "W": "bystander"})
    taking_part = tuple(dict.fromkeys((*(() if parties == "victim" else ("B",)), pupil)))
    refused = walk.refused(StartIntervention("training", MONDAY, participants=taking_part))
    assert (refused.key, dict(refused.fields)) == ("refusal-wrong-party", {"action": "Training", "party": party})


def test_the_room_is_for_who_bullies_and_for_who_is_bullied() -> None:
    """P000: lokaal 008 also shelters."""
    for pupil in ("V", "B", "F"):
        walk = walk_with("each_involved", pupils={"B": "bully", "F": "follower"})
        walk.does(StartIntervention("training", MONDAY, participants=(pupil,)))


@pytest.mark.parametrize(("named", "size", "least"), [((), 0, 1), ((), -3, 1), (("P", "Q"), 1, 2)])
def test_a_group_has_somebody_in_it_and_all_who_are_named(named: tuple[str, ...], size: int, least: int) -> None:
    walk = walk_with("support_group", pupils={"P": "bystander", "Q": "bystander"})
    refused = walk.refused(StartIntervention("training", MONDAY, participants=named, size=size))
    assert (refused.key, dict(refused.fields)) == ("refusal-group-too-small", {"count": least})
    walk.does(StartIntervention("training", MONDAY, participants=named, size=least))


def group_of(bounds: Participants) -> Walk:
    walk = walk_with("support_group", pupils={"P": "bystander", "Q": "bystander"})
    bounded = walk.protocol.intervention("training").model_copy(update={"participants": bounds})
    others = (one for one in walk.protocol.interventions if one.key != "training")
    walk.protocol = walk.protocol.model_copy(update={"interventions": (*others, bounded)})
    return walk


@pytest.mark.parametrize("named", [(), ("P",)])
def test_how_many_take_part_may_be_said_once_it_runs_and_is_judged_then(named: tuple[str, ...]) -> None:
    walk = group_of(Participants(min_size=3, max_size=5, hard=True))
    start = StartIntervention("training", MONDAY, participants=named, size_open=True)
    assert walk.refused(replace(start, size_open=False)).key.startswith("refusal-group-")
    assert warnings_about(walk.case, start) == ()
    walk.does(start)
    assert walk.refused(SayHowMany("training", 2)).key == "refusal-group-too-small"
    assert walk.refused(SayHowMany("training", 6)).key == "refusal-group-too-large"
    run = walk.does(SayHowMany("training", 4)).case.runs["training"][-1]
    assert (run.size, run.size_open, run.participants) == (4, False, named)
    assert walk.refused(SayHowMany("training", 5)).key == "refusal-size-known"


def test_how_many_take_part_is_never_fewer_than_those_who_are_named() -> None:
    walk = group_of(Participants(min_size=1, max_size=5, hard=False))
    walk.does(StartIntervention("training", MONDAY, participants=("P", "Q"), size_open=True))
    assert walk.refused(SayHowMany("training", 1)).key == "refusal-group-too-small"
    assert [one.key for one in warnings_about(walk.case, SayHowMany("training", 7))] == ["warning-number-of-pupils"]


def test_nobody_says_how_many_take_part_in_what_does_not_run() -> None:
    walk = group_of(Participants(min_size=1, max_size=5))
    assert walk.refused(SayHowMany("training", 3)).key == "refusal-intervention-not-running"
    walk.does(StartIntervention("training", MONDAY, size=3, size_open=True))
    assert not walk.case.runs["training"][-1].size_open, "who says a number said it"


def test_every_means_of_a_shipped_protocol_that_is_for_who_bullies_is_refused_for_the_victim() -> None:
    protocols = map(shipped_protocol, shipped_protocol_ids())
    means = [one for protocol in protocols for one in protocol.interventions if one.parties == "each_bully"]
    assert len(means) > 10
    case = walk_with(None, pupils={"B": "bully"}).case
    for one in means:
        refused = wrong_group(case, one, ("V",), None)
        assert refused is not None
        assert refused.key == "refusal-wrong-party"
        assert wrong_group(case, one, ("B",), None) is None


def test_a_colleague_who_is_bullied_is_known_like_a_pupil() -> None:
    walk = walk_with("all_involved", victim=None, pupils={"B": "bully"})
    assert walk.refused(StartIntervention("training", MONDAY, participants=("B",))).key == "refusal-side-unknown"
    walk.does(IdentifyVictim("colleague", is_reporter=True, is_staff=True))
    walk.does(StartIntervention("training", MONDAY, participants=("B",)))
