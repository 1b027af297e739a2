"""Which roles must be filled before a protocol can run."""

from typing import Any

import pytest

from casework.protocol import Protocol, load_protocol, shipped_protocol, shipped_protocol_ids
from casework.required_roles import required_roles
from casework.school import ROLE_IDS
from tests.casework.schools import example_school, small_school

LEAD = "{role: first_contact}"


def protocol_with(action: str, more: str = "") -> Protocol:
    """One step that the coach leads, with one action; `more` is one more part of the file."""
    return load_protocol(
        f"""
format: 1
id: small
version: "1"
title: Klein
school: Klein
roles:
  first_contact: {{label: mentor, bound_to: pupil}}
  year_coordinator: {{label: c, bound_to: school}}
  team_lead: {{label: t, bound_to: team}}
  police: {{label: p, kind: external, bound_to: organisation}}
escalation: [first_contact]
outcomes: [{{key: done, label: Klaar}}]
steps:
  - key: "1"
    label: Stap 1
    title: Doen
    lead: {LEAD}
    actions: [{action}]
    gate: {{kind: decision, decided_by: {LEAD}, on_yes: close, outcome: done}}
{more}
""",
        "small.yaml",
    )


def required(action: str, **roles: Any) -> tuple[str, ...]:
    school = small_school(**({"roles": {"first_contact": {"title": "mentor"}, **roles}} if roles else {}))
    return required_roles(protocol_with(action), school)


def required_with(more: str) -> tuple[str, ...]:
    nothing = f"{{key: a, label: A, kind: talk, by: {LEAD}}}"
    return required_roles(protocol_with(nothing, more), small_school())


def test_the_shipped_protocol_wants_its_whole_line_and_the_confidant() -> None:
    wanted = required_roles(shipped_protocol("kluiverboom"), example_school())
    assert {"first_contact", "year_coordinator", "team_lead", "head", "confidant"} <= set(wanted)


def test_whoever_must_act_must_be_there() -> None:
    assert required("{key: a, label: A, kind: talk, by: {role: team_lead}}") == (
        "first_contact",
        "team_lead",
        "confidant",
    )


def test_what_may_be_left_undone_asks_for_nobody() -> None:
    assert "team_lead" not in required("{key: a, label: A, kind: talk, by: {role: team_lead}, modality: may}")


def test_whoever_must_be_told_must_be_there() -> None:
    notices = "notices: [{to: {role: team_lead}}, {to: {role: year_coordinator}, modality: may}]"
    wanted = required(f"{{key: a, label: A, kind: notify, by: {LEAD}, {notices}}}")
    assert "team_lead" in wanted
    assert "year_coordinator" not in wanted


def test_where_either_will_do_the_one_that_is_filled_counts() -> None:
    action = "{key: a, label: A, kind: talk, by: {any_of: [{role: team_lead}, {role: year_coordinator}]}}"
    filled = {"year_coordinator": {"title": "c", "holders": ["cas"]}}
    assert "team_lead" not in required(action, **filled)
    assert "team_lead" in required(action, head={"title": "h", "holders": ["dee"]})


def test_all_of_several_are_wanted() -> None:
    wanted = required("{key: a, label: A, kind: talk, by: {all_of: [{role: team_lead}, {role: year_coordinator}]}}")
    assert {"team_lead", "year_coordinator"} <= set(wanted)


def test_nobody_outside_the_school_is_wanted() -> None:
    reminded = f"timers: [{{id: a, anchor: [step_opened], after: P1D, remind: {LEAD}, setting: school}}]"
    assert "police" not in required(f"{{key: a, label: A, kind: talk, by: {{role: police}}, {reminded}}}")


def test_the_one_that_acts_by_default_is_wanted_when_neither_is_filled() -> None:
    either = "{any_of: [{role: team_lead}, {role: year_coordinator}], default: year_coordinator}"
    unfilled = {"confidant": {"title": "v", "holders": ["dee"]}}
    wanted = required(f"{{key: a, label: A, kind: talk, by: {either}}}", **unfilled)
    assert "year_coordinator" in wanted
    assert "team_lead" not in wanted


def test_whoever_a_track_brings_a_report_to_or_tells_of_it_is_wanted() -> None:
    tracks = (
        "[{key: t, label: T, start: '1', receives: [{role: team_lead}], fallback: [{role: police}],"
        " also_notify: [{to: {role: year_coordinator}}, {to: {role: police}}]}]"
    )
    wanted = required_with(f"tracks: {tracks}")
    assert {"team_lead", "year_coordinator"} <= set(wanted)
    assert "police" not in wanted


def test_a_means_that_can_become_a_duty_wants_who_decides_and_who_carries_it_out() -> None:
    means = "key: m, label: M, by: {role: team_lead}, decided_by: {role: year_coordinator}"
    trigger = "trigger: {fact: recurrence, value: true}"
    assert {"team_lead", "year_coordinator"} <= set(required_with(f"interventions: [{{{means}, {trigger}}}]"))


def test_a_means_that_is_only_offered_asks_for_nobody() -> None:
    means = "key: m, label: M, by: {role: team_lead}, decided_by: {role: year_coordinator}"
    assert required_with(f"interventions: [{{{means}}}]") == ("first_contact", "confidant")


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_each_shipped_protocol_wants_only_roles_that_it_has_and_that_a_school_can_fill(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    for role_id in required_roles(protocol, example_school()):
        assert role_id == "confidant" or protocol.roles[role_id].kind != "external"
        assert role_id in ROLE_IDS


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_a_school_can_give_every_role_of_a_shipped_protocol_to_somebody(protocol_id: str) -> None:
    roles = shipped_protocol(protocol_id).roles
    assert {role_id for role_id, role in roles.items() if role.kind != "external"} <= ROLE_IDS


@pytest.mark.parametrize(
    ("protocol_id", "roles"),
    [
        ("splitting", {"board", "management", "support_coordinator", "room_supervisor"}),
        ("kluiverboom", {"year_coordinator", "team_lead", "head"}),
        ("noordhoek", {"management", "confidant", "support_team", "bullying_coordinator"}),
        ("oplossingsgericht", {"bullying_coordinator", "year_coordinator", "team_lead"}),
        ("het-sticht", {"management", "board", "line_manager", "ict"}),
    ],
)
def test_each_protocol_wants_who_receives_decides_and_acts_in_it(protocol_id: str, roles: set[str]) -> None:
    assert roles <= set(required_roles(shipped_protocol(protocol_id), example_school()))
