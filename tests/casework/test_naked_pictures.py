"""Whether a protocol asks if somebody is naked in a picture, and what would have such a picture kept (AX-17)."""

import re
from datetime import date

import pytest

from casework.action_status import live_actions
from casework.case_commands import Acknowledge, EstablishFact, MarkDone, Skip, StartIntervention
from casework.conditions import Condition, Scalar
from casework.hints import hints_for
from casework.log_entries import log_entries, open_records
from casework.naked_pictures import PICTURE_TOLD, fact_of_pictures, keeping_pictures, kept_before
from casework.protocol import Protocol, shipped_protocol
from casework.wording import wording
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


def kept_beside_a_warning(walk: Walk) -> frozenset[str]:
    return keeping_pictures(walk.case, (action for _, action in live_actions(walk.case)))


@pytest.mark.parametrize("protocol", ASKED_AS)
def test_once_a_reporter_spoke_of_one_it_is_asked_whether_or_not_it_is_known_to_be_online(protocol: str) -> None:
    walk = Walk(shipped_protocol(protocol), facts={PICTURE_TOLD: True}).does(Acknowledge())
    assert walk.case.picture_asked_at is not None
    assert Walk(shipped_protocol(protocol)).does(Acknowledge()).case.picture_asked_at is None


@pytest.mark.parametrize("answer", [True, False])
def test_what_would_keep_the_picture_is_told_until_somebody_answered(*, answer: bool) -> None:
    walk = Walk(shipped_protocol("noordhoek"))
    assert kept_beside_a_warning(walk) == {"keep_evidence"}
    walk.does(EstablishFact("naked_picture", value=answer))
    assert kept_beside_a_warning(walk) == frozenset()


def told_of_one(protocol: str = "noordhoek") -> Walk:
    return Walk(shipped_protocol(protocol), facts={PICTURE_TOLD: True, "online": True}).does(Acknowledge())


def test_once_a_reporter_spoke_of_it_nobody_is_asked_to_keep_anything_before_the_answer() -> None:
    """AX-17; what may not be done before it waits as well (AX-1)."""
    walk = told_of_one()
    refused = walk.refused(MarkDone("keep_evidence", walk.today))
    question = "Is er een bloot of seksueel beeld van een leerling?"
    assert (refused.key, dict(refused.fields)["question"]) == ("refusal-picture-first", question)
    assert walk.offers()["keep_evidence"] is False
    label = "Vraag de leerling om berichten, foto's en opnamen te bewaren"
    assert walk.duties()["do:keep_evidence"].label == wording("duty-picture-first", action=label)
    assert kept_beside_a_warning(walk) == frozenset()
    walk.done("som_entry")
    assert "do:report_incident" not in walk.duties()


def test_after_no_it_is_asked_for_as_ever_and_its_term_counts_from_the_answer() -> None:
    walk = told_of_one().on(date(2025, 11, 10)).does(EstablishFact("naked_picture", value=False))
    duty = walk.duties()["do:keep_evidence"]
    assert (duty.label, duty.due_on) == (
        "Vraag de leerling om berichten, foto's en opnamen te bewaren",
        date(2025, 11, 15),
    )
    walk.done("keep_evidence")
    assert "do:keep_evidence" not in walk.duties()


def test_after_yes_it_is_asked_no_more_and_the_facts_are_written_down_instead() -> None:
    walk = told_of_one().does(EstablishFact("naked_picture", value=True))
    assert "do:keep_evidence" not in walk.duties()
    assert walk.refused(MarkDone("keep_evidence", walk.today)).key == "refusal-not-now"
    assert walk.offers()["facts_only"]


def evidence_printed() -> Walk:
    walk = Walk(shipped_protocol("het-sticht"), start="3").does(Acknowledge()).done("collect_evidence")
    assert [entry.id for entry in open_records(walk.case)] == ["collect_evidence/evidence/1"]
    return walk


@pytest.mark.parametrize("entered", [True, False])
def test_a_later_yes_takes_the_entry_about_what_was_printed_back(*, entered: bool) -> None:
    walk = evidence_printed()
    if entered:
        walk.enters_all_records()
    walk.does(EstablishFact("naked_picture", value=True))
    assert log_entries(walk.case) == ()
    assert [action.key for action in kept_before(walk.case)] == ["collect_evidence"]
    walk.done("facts_only")
    assert [entry.id for entry in open_records(walk.case)] == ["facts_only/evidence_in_words/1"]


def test_a_later_no_leaves_that_entry_as_it_is_and_so_does_another_answer_after_a_yes() -> None:
    walk = evidence_printed().does(EstablishFact("naked_picture", value=False))
    assert [entry.id for entry in open_records(walk.case)] == ["collect_evidence/evidence/1"]
    assert kept_before(walk.case) == ()
    walk.does(EstablishFact("naked_picture", value=True), EstablishFact("naked_picture", value=False))
    assert [entry.id for entry in open_records(walk.case)] == ["collect_evidence/evidence/1"]


def test_where_nothing_was_kept_before_the_yes_nothing_is_taken_back() -> None:
    walk = Walk(shipped_protocol("het-sticht"), start="3").does(Acknowledge())
    walk.does(EstablishFact("naked_picture", value=True)).done("facts_only")
    assert kept_before(walk.case) == ()
    assert [entry.id for entry in open_records(walk.case)] == ["facts_only/evidence_in_words/1"]


def asked_of_picture(walk: Walk) -> list[tuple[date, str]]:
    return [(duty.due_on, str(duty.role.role)) for duty in walk.duties().values() if duty.kind == "picture"]


def test_until_it_is_answered_whoever_leads_the_step_has_to_say_whether_there_is_one_that_same_day() -> None:
    walk = told_of_one()
    lead = str(walk.case.step.lead.role)
    assert asked_of_picture(walk) == [(walk.today, lead)]
    duty = walk.duties()["picture:naked_picture"]
    assert (duty.label, duty.origin, duty.cannot_wait) == (wording("duty-picture"), "school", True)
    asked_on = walk.today
    walk.on(date(2025, 11, 10)).done("som_entry")
    assert asked_of_picture(walk) == [(asked_on, lead)]
    walk.does(EstablishFact("naked_picture", value=False))
    assert asked_of_picture(walk) == []


def test_nobody_is_late_with_it_before_the_case_is_to_be_taken_up_and_whoever_does_has_that_day() -> None:
    walk = Walk(shipped_protocol("noordhoek"), facts={PICTURE_TOLD: True, "online": True})
    (taken_up,) = [duty.due_on for duty in walk.duties().values() if duty.kind == "acknowledge"]
    assert [day for day, _ in asked_of_picture(walk)] == [taken_up]
    walk.on(taken_up).does(Acknowledge())
    assert [day for day, _ in asked_of_picture(walk)] == [taken_up]


def asking_only_what_is_online() -> Protocol:
    """A protocol that does not ask it before it is known to happen online."""
    shipped = shipped_protocol("kluiverboom")
    asked = shipped.facts["online_category"].model_copy(update={"when": Condition(fact="online", value=True)})
    return shipped.model_copy(update={"facts": {**shipped.facts, "online_category": asked}})


def test_what_is_asked_only_once_it_happened_online_is_asked_from_that_day() -> None:
    walk = Walk(asking_only_what_is_online(), facts={PICTURE_TOLD: True}).does(Acknowledge())
    assert asked_of_picture(walk) == []
    walk.on(date(2025, 11, 10)).does(EstablishFact("online", value=True))
    assert [day for day, _ in asked_of_picture(walk)] == [date(2025, 11, 10)]
    walk.does(EstablishFact("online_category", value="insults"))
    assert asked_of_picture(walk) == []


def test_it_can_still_be_left_out_with_a_reason() -> None:
    walk = told_of_one().does(Skip("keep_evidence", "note"))
    assert "do:keep_evidence" not in walk.duties()


@pytest.mark.parametrize(
    ("protocol", "step", "key"),
    [("het-sticht", "3", "collect_evidence"), ("het-sticht", "staff", "secure_staff_evidence")],
)
def test_it_waits_in_every_step_that_would_have_it_kept(protocol: str, step: str, key: str) -> None:
    facts = {PICTURE_TOLD: True}
    walk = Walk(shipped_protocol(protocol), start=step, facts=facts).does(Acknowledge())
    assert walk.refused(MarkDone(key, walk.today)).key == "refusal-picture-first"
    walk.does(EstablishFact("naked_picture", value=False))
    assert walk.asks(MarkDone(key, walk.today)) is None


@pytest.mark.parametrize("protocol", ["kluiverboom", "oplossingsgericht"])
def test_in_a_plan_for_what_is_online_blocking_waits_for_the_answer_too(protocol: str) -> None:
    walk = told_of_one(protocol)
    means = next(one.key for one in walk.protocol.interventions if one.trigger and one.trigger.fact == "online")
    walk.does(StartIntervention(means, walk.today))
    keeps = "keep_messages" if protocol == "kluiverboom" else "keep_evidence"
    assert walk.refused(MarkDone(keeps, walk.today)).key == "refusal-picture-first"
    assert walk.refused(MarkDone("block_sender", walk.today)).key == "refusal-first"


def test_what_the_protocol_does_not_ask_yet_only_warns() -> None:
    walk = Walk(asking_only_what_is_online(), facts={PICTURE_TOLD: True})
    walk.does(Acknowledge(), StartIntervention("digital_plan", walk.today))
    assert kept_beside_a_warning(walk) == {"keep_messages"}
    assert walk.offers()["keep_messages"]


NAKED = {"kluiverboom": "sextortion"}
"""The answer that somebody is naked in it, where that is not yes."""
TO_KEEP = re.compile(r"\b(bewaar|print)\b(?!.*\bniet\b)|\bals alles is bewaard\b|\bals het bewijs is bewaard\b", re.I)


def tips_besides_the_keeping(protocol: Protocol, facts: dict[str, Scalar]) -> list[str]:
    """Those that help by these facts, without those of the work itself, which waits."""
    parts = [action.hints for part in protocol.parts() for action in part.all_actions if action.evidence != "secures"]
    means = [one.hints for one in protocol.interventions]
    return [hint.label for hints in (*parts, *means) for hint in hints_for(facts, hints)]


@pytest.mark.parametrize(("protocol", "fact"), ASKED_AS.items())
def test_no_tip_tells_to_keep_what_was_sent_where_somebody_may_be_naked_in_it(protocol: str, fact: str) -> None:
    shipped, naked = shipped_protocol(protocol), NAKED.get(protocol, True)
    told: dict[str, Scalar] = {"online": True, PICTURE_TOLD: True}
    said: dict[str, Scalar] = {"online": True, fact: naked}
    for facts in (told, {**told, **said}, said):
        assert [tip for tip in tips_besides_the_keeping(shipped, facts) if TO_KEEP.search(tip)] == []


@pytest.mark.parametrize(("protocol", "no"), [("kluiverboom", "insults"), ("oplossingsgericht", False)])
def test_the_plan_for_what_is_online_tells_to_keep_it_first_where_nobody_is_naked_in_it(
    protocol: str, no: Scalar
) -> None:
    shipped, first = shipped_protocol(protocol), "Bewaar eerst wat er is gestuurd en blokkeer daarna."
    assert first in tips_besides_the_keeping(shipped, {"online": True})
    assert first in tips_besides_the_keeping(shipped, {"online": True, PICTURE_TOLD: True, ASKED_AS[protocol]: no})


def test_nobody_at_school_establishes_what_a_reporter_said() -> None:
    assert told_of_one().refused(EstablishFact(PICTURE_TOLD, value=False)).key == "refusal-unknown-fact"
