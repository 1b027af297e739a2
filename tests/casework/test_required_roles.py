"""Which roles must be filled before a protocol can run."""

from typing import Any

from casework.protocol import Protocol, load_protocol, shipped_protocol
from casework.required_roles import required_roles
from tests.casework.schools import example_school, small_school

LEAD = "{role: first_contact}"


def protocol_with(action: str, roles: str = "year_coordinator: {label: c, bound_to: school}") -> Protocol:
    """One step that the coach leads, with one action."""
    return load_protocol(
        f"""
format: 1
id: small
version: "1"
title: Klein
school: Klein
roles:
  first_contact: {{label: mentor, bound_to: pupil}}
  {roles}
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
""",
        "small.yaml",
    )


def required(action: str, **roles: Any) -> tuple[str, ...]:
    school = small_school(**({"roles": {"first_contact": {"title": "mentor"}, **roles}} if roles else {}))
    return required_roles(protocol_with(action), school)


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
    assert "police" not in required("{key: a, label: A, kind: talk, by: {role: police}}")
