"""When it is about whoever manages the school: the board comes first, and who works under that person comes last
(AX-12). Nobody leads the case in which they are bullied themselves."""

from datetime import date, time
from typing import Any

import pytest

from casework.calendar import SchoolCalendar, instant
from casework.holders import Involved, holders, named_holders, standing_in
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.protocol_model import RoleExpr
from casework.replay import replay
from casework.replay_file import load_replay
from casework.routing import plan_reading
from casework.school import School
from casework.tracks import Way, receivers, route
from tests.casework.schools import small_school

HEAD = RoleExpr(role="head")
MANAGEMENT = RoleExpr(role="management")
PEOPLE = ("coach", "deputy", "vice", "manager", "adjunct", "head", "board", "csv")


def a_school(**changes: Any) -> School:
    roles = {
        "first_contact": {"title": "mentor", "deputy": "deputy"},
        "bullying_coordinator": {"title": "CSV", "holders": ["csv"]},
        "management": {"title": "MT", "holders": ["manager"], "deputy": "adjunct"},
        "head": {"title": "directeur", "holders": ["head"], "deputy": "vice"},
        "board": {"title": "bestuur", "holders": ["board"]},
    }
    described: dict[str, Any] = {
        "people": {one: {"name": one.title()} for one in PEOPLE},
        "classes": {"1A": {"label": "1A", "coach": "coach"}},
        "roles": {role: one for role, one in roles.items() if role not in changes.get("without", ())},
        "admin": "board",
    }
    return small_school(**{**described, **{key: value for key, value in changes.items() if key != "without"}})


def about(*people: str) -> Involved:
    return Involved("1A", barred=frozenset(people), subjects=people)


def leads(protocol_id: str, involved: Involved, wanted: RoleExpr, school: School | None = None) -> list[str]:
    found = holders(shipped_protocol(protocol_id), school or a_school(), involved, wanted)
    return [one.person for one in found]


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
@pytest.mark.parametrize(("wanted", "accused"), [(HEAD, "head"), (MANAGEMENT, "manager")])
def test_the_board_leads_in_the_place_of_an_accused_head_or_manager(
    protocol_id: str, wanted: RoleExpr, accused: str
) -> None:
    assert leads(protocol_id, about(accused), wanted) == ["board"]
    assert leads(protocol_id, Involved("1A"), wanted) == [accused]


def test_who_works_under_the_accused_comes_when_nobody_else_is_left() -> None:
    """Never the accused."""
    assert leads("splitting", about("head", "board"), HEAD) == ["manager"]
    assert leads("splitting", about("head"), HEAD, a_school(without=["board", "management"])) == ["vice"]
    assert leads("splitting", about("head", "vice"), HEAD, a_school(without=["board", "management"])) == []


def test_a_head_who_is_only_away_or_left_out_by_the_reporter_has_a_deputy() -> None:
    """Design: it moves to the deputy, then up the line."""
    left_out = Involved("1A", barred=frozenset({"head"}))
    assert leads("splitting", left_out, HEAD) == ["vice"]


def test_the_deputy_of_an_accused_coach_is_a_colleague_and_still_comes_first() -> None:
    wanted = RoleExpr(role="first_contact", of="victim")
    assert leads("kluiverboom", about("coach"), wanted) == ["deputy"]


def test_a_deputy_does_not_hold_the_role_of_the_accused_head() -> None:
    roles, school = shipped_protocol("splitting").roles, a_school()
    assert standing_in(roles, school, about("head"), HEAD) == ()
    assert [one.person for one in standing_in(roles, school, Involved("1A"), HEAD)] == ["vice"]


def test_a_head_who_is_a_coach_too_is_followed_by_nobody_who_works_under_them() -> None:
    school = a_school(classes={"1A": {"label": "1A", "coach": "head"}})
    found = leads("kluiverboom", about("head"), RoleExpr(role="first_contact", of="victim"), school)
    assert found == ["board"]


def order_of(way: Way, **wishes: Any) -> list[str]:
    school = a_school()
    now = instant(date(2026, 11, 24), time(10))
    made = plan_reading(school, SchoolCalendar.of(school), now, class_id="1A", way=way, **wishes)
    return [reader.person for reader in made.order]


def test_the_reading_line_about_the_head_ends_with_who_works_under_the_head() -> None:
    way = Way("1", receives=(HEAD,), fallback=(RoleExpr(role="bullying_coordinator"),), closed=True)
    assert order_of(way, subjects=["head"]) == ["csv", "board", "manager", "adjunct", "vice"]
    assert order_of(way) == ["head", "vice", "csv", "manager", "adjunct", "board"]


def test_a_whole_line_goes_to_the_board_before_the_rest_of_the_management() -> None:
    line = ("first_contact", "management", "head", "board")
    order = order_of(Way("1", receives=(HEAD,)), subjects=["head"], protocol_line=line)
    assert order.index("board") < order.index("manager") < order.index("vice")


def test_a_report_about_the_head_is_received_by_the_board_before_the_heads_deputy() -> None:
    way = Way("1", receives=(HEAD,), fallback=(HEAD,), closed=True)
    protocol = shipped_protocol("splitting")
    assert [one.person for one in receivers(protocol, a_school(), about("head"), way)] == ["board"]
    alone = a_school(without=["board", "management"])
    assert [one.person for one in receivers(protocol, alone, about("head"), way)] == ["vice"]


def test_a_head_who_is_bullied_leads_and_reads_nothing_of_it_in_that_role() -> None:
    bullied = Involved("1A", bullied="head", reporter="head")
    assert leads("noordhoek", bullied, HEAD) == ["board"]
    assert named_holders(shipped_protocol("noordhoek").roles, a_school(), bullied, HEAD) == ()
    order = order_of(Way("1", receives=(HEAD,), fallback=(MANAGEMENT,)), bullied="head")
    assert "head" not in order
    assert order[0] == "manager"


def test_a_bullied_head_is_still_the_colleague_who_reported_it() -> None:
    protocol = shipped_protocol("noordhoek")
    reporter = RoleExpr(role="staff_any", of="reporter")
    assert leads("noordhoek", Involved(None, bullied="head", reporter="head"), reporter) == ["head"]
    assert protocol.roles["staff_any"].bound_to == "school"


def test_a_played_case_of_a_bullied_manager_is_led_by_the_next_in_line() -> None:
    """P002 list B: the step is the management's."""
    text = """protocol: noordhoek
people:
  manager: {roles: [management]}
  board: {roles: [board]}
  csv: {roles: [bullying_coordinator]}
pupils: {B: {class: 1A}}
events:
  - at: 2025-11-03 10:00
    by: manager
    report: {about: manager, named: [B], kind: staff, facts: {online: true}}
    show: true
  - {by: csv, identify_victim: {pupil: manager, is_reporter: true, is_staff: true}, show: true}
"""
    (run,) = load_replay(text)
    told, known = replay(run, shipped_protocol("noordhoek"))["events"]
    assert told["state"]["track"] == "staff_victim"
    assert "manager" not in [one["person"] for one in told["receives"]]
    for shown in (told, known):
        assert shown["state"]["lead"]["people"] == ["board"]


@pytest.mark.parametrize("protocol_id", ["kluiverboom", "oplossingsgericht"])
@pytest.mark.parametrize("role", ["head", "management"])
def test_of_a_manager_with_a_name_the_rule_does_not_say_that_nobody_was_named(protocol_id: str, role: str) -> None:
    facts: dict[str, Any] = {"offender_class": "staff"}
    named = route(shipped_protocol(protocol_id), facts, staff_named=True, subject_roles=[role])
    assert (named.house_rule, named.kept_apart) == ("about_management", True)
    assert [one.role for one in named.receives] == ["board"]
    assert route(shipped_protocol(protocol_id), facts).house_rule == "staff_not_named"
