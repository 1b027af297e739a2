"""No shipped protocol can be loosened by a file that extends it: everything in it is tried, all at once."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from casework.conditions import facts_named
from casework.protocol import ProtocolFileError, load_protocol, shipped_protocol, shipped_protocol_ids
from casework.protocol_model import Action, Intervention, Protocol, RoleExpr, Timer

Change = dict[str, Any]


def problems_of(protocol_id: str, added: Change) -> list[str]:
    written = json.dumps({"extends": protocol_id, "id": "ours", **added}, indent=1)
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(written, "ours.yaml")
    return [problem.key.removeprefix("protocol-problem-extends-") for problem in caught.value.problems]


def to_every_action(protocol: Protocol, change: Callable[[Action], Change]) -> Change:
    """The change, with the action's key, for every action for which there is one."""

    def changes(actions: tuple[Action, ...]) -> list[Change]:
        changed = [(action.key, change(action)) for action in actions]
        return [{"key": key, **one} for key, one in changed if one]

    return {
        "steps": [{"key": step.key, "actions": changes(step.actions)} for step in protocol.steps],
        "interventions": [
            {"key": one.key, "actions": changes(one.actions), "reentry": changes(one.reentry)}
            for one in protocol.interventions
        ],
    }


def count(added: Change) -> int:
    parts = [part for parts in added.values() for part in parts]
    return sum(len(part.get(name, ())) for part in parts for name in ("actions", "reentry"))


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_action_can_be_dropped(protocol_id: str) -> None:
    added = to_every_action(shipped_protocol(protocol_id), lambda action: {"drop": True})
    assert problems_of(protocol_id, added) == ["drop"] * count(added)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_other_element_can_be_dropped(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    lists = ("steps", "tracks", "routes", "interventions", "advice", "periodic", "policies", "intake")
    maps = ("roles", "registers", "facts", "settings", "helplines")
    elements = {name: getattr(protocol, name) for name in lists}
    added: Change = {name: [{"key": one.key, "drop": True} for one in found] for name, found in elements.items()}
    added |= {name: {key: {"drop": True} for key in getattr(protocol, name)} for name in maps}
    assert problems_of(protocol_id, added) == ["drop"] * sum(len(parts) for parts in added.values())


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_record_timer_answer_or_consent_can_be_dropped(protocol_id: str) -> None:
    def drops(action: Action) -> Change:
        dropped: Change = {
            "records": [{"key": one.key, "drop": True} for one in action.records],
            "answers": [{"key": one.key, "drop": True} for one in action.answers],
            "timers": [{"id": one.id, "drop": True} for one in action.timers],
        }
        return {**dropped, **({"consent": {"drop": True}} if action.consent else {})}

    protocol = shipped_protocol(protocol_id)
    actions = [action for part in protocol.parts() for action in part.all_actions]
    dropped = sum(len(action.records) + len(action.answers) + len(action.timers) for action in actions)
    dropped += sum(action.consent is not None for action in actions)
    assert problems_of(protocol_id, to_every_action(protocol, drops)) == ["drop"] * dropped


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_duty_becomes_a_choice(protocol_id: str) -> None:
    added = to_every_action(
        shipped_protocol(protocol_id), lambda action: {"modality": "may"} if action.modality == "must" else {}
    )
    assert problems_of(protocol_id, added) == ["weaker"] * count(added)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_duty_stops_holding_its_step(protocol_id: str) -> None:
    added = to_every_action(
        shipped_protocol(protocol_id), lambda action: {"holds_step": False} if action.holds_step else {}
    )
    assert problems_of(protocol_id, added) == ["weaker"] * count(added)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_duty_holds_only_in_some_cases(protocol_id: str) -> None:
    only = {"all": [{"fact": "doubt", "value": True}, {"fact": "quarrel", "value": True}]}
    protocol = shipped_protocol(protocol_id)
    added = to_every_action(protocol, lambda action: {"when": only} if action.modality == "must" else {})
    assert problems_of(protocol_id, added).count("narrowed") == count(added)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_term_of_the_protocol_becomes_longer(protocol_id: str) -> None:
    def longer(timer: Timer) -> Change:
        if timer.setting is not None or timer.after is None or timer.before is not None:
            return {}
        return {"id": timer.id, "after": f"P{timer.after + 1}D"}

    def later(action: Action) -> Change:
        timers = [one for timer in action.timers if (one := longer(timer))]
        return {"timers": timers} if timers else {}

    protocol = shipped_protocol(protocol_id)
    added = to_every_action(protocol, later)
    terms = sum(
        len(action["timers"])
        for parts in added.values()
        for part in parts
        for name in ("actions", "reentry")
        for action in part.get(name, ())
    )
    if not terms:
        assert not any(longer(timer) for part in protocol.parts() for one in part.all_actions for timer in one.timers)
        return
    assert problems_of(protocol_id, added) == ["longer"] * terms


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_maximum_of_an_intervention_grows(protocol_id: str) -> None:
    def wider(one: Intervention) -> Change:
        if one.timer is None or one.timer.setting is not None or one.timer.choose is None or not one.timer.choose.max:
            return {}
        return {"key": one.key, "timer": {"choose": {"max": f"P{one.timer.choose.max + 1}D"}}}

    added = [change for one in shipped_protocol(protocol_id).interventions if (change := wider(one))]
    if added:
        assert problems_of(protocol_id, {"interventions": added}) == ["longer"] * len(added)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_gate_leads_elsewhere(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    steps = []
    for step in protocol.steps:
        ways = [name for name in ("on_yes", "on_no") if getattr(step.gate, name) is not None]
        other = next(one.key for one in protocol.steps if one.key not in (step.gate.on_yes, step.gate.on_no))
        steps.append({"key": step.key, "gate": dict.fromkeys(ways, other)})
    problems = problems_of(protocol_id, {"steps": steps})
    assert problems.count("way") == sum(len(step["gate"]) for step in steps)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_no_role_hands_its_work_to_another(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    roles = list(protocol.roles)

    def another(action: Action) -> Change:
        if action.by is None:
            return {}
        return {"by": {"role": next(role for role in roles if role not in action.by.role_ids())}}

    added = to_every_action(protocol, another)
    assert problems_of(protocol_id, added).count("people") == count(added)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_nobody_comes_to_what_somebody_decides(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    parts = {action.key: part for part in protocol.parts() for action in part.all_actions}

    def widened(who: RoleExpr) -> Change:
        return {"all_of": [who.model_dump(exclude_defaults=True), {"role": "staff_any"}]}

    def with_anybody(action: Action) -> Change:
        if action.decided_by is not None:
            return {"decided_by": widened(action.decided_by)}
        if action.kind in ("decide", "punish"):
            return {"by": widened(action.by or parts[action.key].lead)}
        return {}

    added = to_every_action(protocol, with_anybody)
    assert count(added)
    assert problems_of(protocol_id, added).count("decider") == count(added)
    means = [
        {
            "key": one.key,
            **({"by": widened(one.by)} if one.decided_by is None else {"decided_by": widened(one.decided_by)}),
        }
        for one in protocol.interventions
    ]
    steps = [
        {"key": step.key, "lead": widened(step.lead)}
        for step in protocol.steps
        if "staff_any" not in step.lead.role_ids()
    ]
    problems = problems_of(protocol_id, {"interventions": means, "steps": steps})
    assert problems.count("decider") == len(means) + len(steps)


FEW = [
    (protocol_id, track.key)
    for protocol_id in shipped_protocol_ids()
    for track in shipped_protocol(protocol_id).tracks
    if "trusts_contact" in facts_named(track.when)
]
MORE_READERS: dict[str, Change] = {
    "receives": {"receives": [{"role": "first_contact"}]},
    "fallback": {"fallback": [{"role": "first_contact"}]},
    "also_notify": {"also_notify": [{"to": {"role": "first_contact"}, "timing": "at_once"}]},
}


@pytest.mark.parametrize("more", MORE_READERS)
@pytest.mark.parametrize(("protocol_id", "track"), FEW)
def test_nobody_comes_to_know_of_what_goes_to_few_people(protocol_id: str, track: str, more: str) -> None:
    """P000 A000-22."""
    assert "readers" in problems_of(protocol_id, {"tracks": [{"key": track, **MORE_READERS[more]}]})


def test_on_the_confidants_way_nobody_else_comes_to_know_of_it_at_all() -> None:
    told = {"also_notify": [{"to": {"role": "team_lead"}, "timing": "at_once"}]}
    assert problems_of("splitting", {"tracks": [{"key": "to_confidant", **told}]}) == ["readers"]


def test_the_ways_to_few_people_are_there() -> None:
    assert {"to_confidant", "confidant", "mentor_not_trusted", "not_the_teacher"} == {track for _, track in FEW}
