"""One tick "ingevoerd" for a step, but for what somebody else has to enter: that has a tick and a duty of its own."""

from datetime import timedelta

import pytest

from casework.case_commands import Acknowledge, AddPupil, EnterRecords, Postpone
from casework.case_events import ActionDone, InterventionStarted, OutcomeRecorded, StepOpened
from casework.log_entries import Tick, log_entries, open_records, open_ticks
from casework.protocol import shipped_protocol
from casework.protocol_model import Protocol
from tests.casework.cases import Walk

ALL = ("splitting", "kluiverboom", "noordhoek", "oplossingsgericht", "het-sticht")


def walk_with(protocol: Protocol, *actions: str, step: str | None = None) -> Walk:
    walk = Walk(protocol, start=step).does(Acknowledge(), AddPupil("B", "bully"))
    for key in actions:
        found = protocol.find_action(key)
        assert found is not None
        if found[1].answers:
            answer = found[1].answers[0].key
            walk.events.append(OutcomeRecorded(at=walk.now, by="a", action=key, on=walk.today, answer=answer))
        else:
            walk.events.append(ActionDone(at=walk.now, by="a", action=key, on=walk.today))
    return walk


def with_everything_done(protocol: Protocol) -> Walk:
    walk = walk_with(protocol, *(action.key for part in protocol.parts() for action in part.all_actions))
    walk.events += [StepOpened(at=walk.now, by="a", step=step.key) for step in protocol.steps]
    for means in protocol.interventions:
        walk.events.append(InterventionStarted(at=walk.now, by="a", intervention=means.key, on=walk.today))
    return walk


def ticks(walk: Walk) -> dict[str, Tick]:
    return {tick.key: tick for tick in open_ticks(walk.case)}


@pytest.mark.parametrize("name", ALL)
def test_every_open_entry_has_one_tick_that_is_of_its_step_and_of_who_enters_it(name: str) -> None:
    walk = with_everything_done(shipped_protocol(name))
    found = open_ticks(walk.case)
    assert len({tick.key for tick in found}) == len(found) > 0
    told = [entry.id for tick in found for entry in tick.entries]
    assert sorted(told) == sorted(entry.id for entry in open_records(walk.case))
    for tick in found:
        assert {(entry.step, frozenset(entry.by.role_ids())) for entry in tick.entries} == {
            (tick.step, frozenset(tick.by.role_ids()))
        }
        assert {duty.key for duty in walk.duties().values() if duty.key == f"records:{tick.key}"}


@pytest.mark.parametrize("name", ALL)
def test_a_tick_leaves_every_other_one_open(name: str) -> None:
    walk = with_everything_done(shipped_protocol(name))
    while before := ticks(walk):
        key, tick = next(iter(before.items()))
        walk.does(EnterRecords(tick.step, tuple(entry.id for entry in tick.entries)))
        assert ticks(walk) == {other: one for other, one in before.items() if other != key}
    assert all(entry.entered for entry in log_entries(walk.case) if entry.required)


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("splitting", set()),
        ("kluiverboom", {"5", "7"}),
        ("noordhoek", set()),
        ("oplossingsgericht", set()),
        ("het-sticht", set()),
    ],
)
def test_a_step_has_more_than_one_tick_only_where_different_people_enter_something(
    name: str, several: set[str]
) -> None:
    steps = [tick.step for tick in open_ticks(with_everything_done(shipped_protocol(name)).case)]
    assert {step for step in steps if steps.count(step) > 1} == several


def test_the_evaluation_and_the_progress_of_step_3a_are_one_rule_and_one_tick() -> None:
    walk = walk_with(shipped_protocol("splitting"), "evaluate", "discuss_progress", step="3a")
    (tick,) = open_ticks(walk.case)
    assert [entry.rules for entry in tick.entries] == [("R-03",), ("R-03",)]
    assert walk.duties()["records:3a"].rules == ("R-03", "R-03")


def test_what_comes_after_the_tick_of_its_step_asks_for_a_tick_again() -> None:
    walk = walk_with(shipped_protocol("splitting"), "evaluate", step="3a")
    walk.does(EnterRecords("3a"))
    walk.events.append(ActionDone(at=walk.now, by="a", action="discuss_progress", on=walk.today))
    assert [entry.id for entry in ticks(walk)["3a"].entries] == ["discuss_progress/progress/1"]


def test_who_has_another_role_cannot_say_for_the_mentor_that_the_file_is_in_order() -> None:
    walk = walk_with(shipped_protocol("kluiverboom"), "file_in_order", "talk_all", step="5")
    walk.by = "colleague"
    assert walk.refused(EnterRecords("5", ("file_in_order/file_in_order/1",)), frozenset({"team_lead"})).key


def test_a_tick_without_entries_is_for_what_the_person_enters_and_leaves_a_colleagues_open() -> None:
    walk = walk_with(shipped_protocol("kluiverboom"), "file_in_order", "talk_all", step="5")
    walk.by = "colleague"
    assert walk.asks(EnterRecords("5"), frozenset({"first_contact"})) is None
    assert [entry.rules for entry in open_records(walk.case)] == [("R-11", "A001-11")]


def test_an_entry_that_is_not_open_can_not_be_ticked() -> None:
    walk = walk_with(shipped_protocol("kluiverboom"), "file_in_order", step="5")
    for entries in (("talk_all/registration/1",), ("file_in_order/file_in_order/1", "made/up/1")):
        assert walk.refused(EnterRecords("5", entries)).key == "refusal-no-records"


def test_one_of_two_duties_of_a_step_can_be_put_off_by_itself() -> None:
    walk = walk_with(shipped_protocol("kluiverboom"), "file_in_order", "talk_all", step="5")
    keys = sorted(key for key in walk.duties() if key.startswith("records:5"))
    assert len(keys) == 2
    first, second = (walk.due(key) for key in keys)
    walk.does(Postpone(keys[1], second + timedelta(days=1), "later"))
    assert (walk.due(keys[0]), walk.due(keys[1])) == (first, second + timedelta(days=1))
