"""Which way a report goes, and who gets it: tracks, house rules about staff, fallbacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.conditions import Scalar
from casework.holders import Involved
from casework.protocol import Protocol, shipped_protocol, shipped_protocol_ids
from casework.protocol_model import RoleExpr
from casework.school import School
from casework.tracks import INSPECTORATE, Way, receivers, route, track_of, way_of
from tests.casework.schools import small_school

PEOPLE = ("coach", "deputy", "coordinator", "confidant", "manager", "head", "board")
ROLES = {
    "first_contact": {"title": "mentor"},
    "year_coordinator": {"title": "leerlingcoördinator", "holders": ["coordinator"]},
    "confidant": {"title": "vertrouwenspersoon", "holders": ["confidant"]},
    "management": {"title": "schoolleiding", "holders": ["manager"]},
    "head": {"title": "directeur", "holders": ["head"]},
    "board": {"title": "bestuur", "holders": ["board"]},
}
IN_1A = Involved(victim_class="1A")


def a_school(**changes: object) -> School:
    people = {person: {"name": person.title(), "deputy": "deputy"} for person in PEOPLE}
    classes = {"1A": {"label": "1A", "coach": "coach"}}
    return small_school(**{"people": people, "classes": classes, "roles": ROLES, "admin": "head", **changes})


def without_tracks() -> Protocol:
    return shipped_protocol("kluiverboom").model_copy(update={"tracks": ()})


def people_on(way: Way, protocol: Protocol, involved: Involved = IN_1A, school: School | None = None) -> list[str]:
    return [holder.person for holder in receivers(protocol, school or a_school(), involved, way)]


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_sexual_conduct_of_staff_goes_to_the_board_at_once_in_every_protocol(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    facts: dict[str, Scalar] = {"offender_class": "staff", "category": "sexual", "reporter": "staff", "doubt": True}
    way = route(protocol, {**facts, "trusts_contact": False}, staff_named=True)
    assert people_on(way, protocol) == ["board"]
    assert (way.also_told, way.closed, way.kept_apart, way.helplines) == ((), True, True, (INSPECTORATE,))


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_the_inspectorate_is_told_with_or_without_a_name_where_the_protocol_names_its_line(protocol_id: str) -> None:
    """A001-19."""
    protocol = shipped_protocol(protocol_id)
    of_named = route(protocol, {"offender_class": "staff"}, staff_named=True)
    assert of_named.helplines == ((INSPECTORATE,) if INSPECTORATE in protocol.helplines else ())
    if INSPECTORATE in protocol.helplines:
        assert of_named.helplines == route(protocol, {"offender_class": "staff"}).helplines
    assert route(protocol, {}).helplines == ()


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_somebody_who_works_here_without_a_name_goes_to_the_management_in_every_protocol(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    way = route(protocol, {"offender_class": "staff"})
    assert people_on(way, protocol) == ["manager"]
    assert way.closed


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_when_the_management_is_in_doubt_it_goes_to_the_board_in_every_protocol(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    way = route(protocol, {"offender_class": "staff", "management_in_doubt": True})
    assert people_on(way, protocol) == ["board"]


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
@pytest.mark.parametrize("accused", ["manager", "head"])
def test_what_is_about_the_management_itself_goes_to_the_board(protocol_id: str, accused: str) -> None:
    protocol = shipped_protocol(protocol_id)
    way = way_of(protocol, a_school(), {"offender_class": "staff"}, [accused])
    assert people_on(way, protocol, Involved("1A", barred=frozenset({accused}))) == ["board"]


def test_without_a_management_the_head_gets_what_is_about_nameless_staff() -> None:
    protocol = shipped_protocol("kluiverboom")
    roles = {role: known for role, known in ROLES.items() if role != "management"}
    way = route(protocol, {"offender_class": "staff"})
    assert people_on(way, protocol, school=a_school(roles=roles)) == ["head"]


def test_a_protocol_with_its_own_track_about_staff_decides_itself() -> None:
    way = route(shipped_protocol("splitting"), {"offender_class": "staff"}, staff_named=True)
    assert (way.track, way.house_rule, way.closed) == ("about_staff", None, True)


def test_a_named_coach_is_passed_over_for_the_fallback_of_the_track() -> None:
    protocol = shipped_protocol("kluiverboom")
    way = route(protocol, {"offender_class": "staff"}, staff_named=True)
    assert (way.track, way.start) == ("about_staff", "staff")
    assert people_on(way, protocol, Involved("1A", barred=frozenset({"coach"}))) == ["coordinator"]


def test_without_tracks_the_first_contact_gets_it_and_then_the_deputy() -> None:
    protocol = without_tracks()
    way = route(protocol, {})
    assert way.receives == (RoleExpr(role="first_contact", of="victim"),)
    assert people_on(way, protocol) == ["coach"]
    assert people_on(way, protocol, Involved("1A", barred=frozenset({"coach"}))) == ["deputy"]
    assert people_on(way, protocol, Involved("1A", barred=frozenset({"coach", "deputy"}))) == ["coordinator"]


def test_without_a_track_for_it_the_confidant_gets_what_is_not_told_to_the_coach() -> None:
    protocol = without_tracks()
    way = route(protocol, {"trusts_contact": False})
    assert people_on(way, protocol) == ["confidant"]
    roles = {role: known for role, known in ROLES.items() if role != "confidant"}
    assert people_on(way, protocol, school=a_school(roles=roles)) == ["coordinator"]


def test_a_bullied_colleague_is_nobodys_pupil() -> None:
    protocol = shipped_protocol("kluiverboom")
    assert people_on(route(protocol, {"victim_class": "staff"}), protocol, Involved()) == ["manager"]
    assert people_on(route(shipped_protocol("noordhoek"), {"victim_class": "staff"}), protocol) == ["manager"]


def test_a_setting_of_the_school_changes_who_is_told() -> None:
    protocol = shipped_protocol("oplossingsgericht")
    told = RoleExpr(role="bullying_coordinator")
    assert told in route(protocol, {"reporter": "victim"}).also_told
    assert told not in route(protocol, {"reporter": "victim", "setting.apc_at_intake": False}).also_told


some_people = st.sets(st.sampled_from(PEOPLE))
some_facts = st.fixed_dictionaries(
    {},
    optional={
        "reporter": st.sampled_from(["victim", "witness", "parent", "staff"]),
        "offender_class": st.sampled_from(["pupil", "staff", "unknown"]),
        "victim_class": st.sampled_from(["pupil", "staff"]),
        "category": st.sampled_from(["sexual", "other"]),
        "trusts_contact": st.booleans(),
        "management_in_doubt": st.booleans(),
        "online": st.booleans(),
        "doubt": st.booleans(),
    },
)


@given(st.sampled_from(shipped_protocol_ids()), some_facts, some_people, st.sampled_from(["1A", None]))
def test_whoever_it_is_about_never_receives_it(
    protocol_id: str, facts: dict[str, Scalar], subjects: set[str], class_id: str | None
) -> None:
    protocol, school = shipped_protocol(protocol_id), a_school()
    way = way_of(protocol, school, facts, subjects)
    found = receivers(protocol, school, Involved(class_id, barred=frozenset(subjects)), way)
    assert subjects.isdisjoint(holder.person for holder in found)
    assert len({holder.person for holder in found}) == len(found)
    if way.house_rule == "sexual_conduct_of_staff":
        assert {holder.person for holder in found} <= {"board", "deputy", "manager", "head"}


def test_whoever_gets_it_instead_acts_in_the_place_of_the_first_contact() -> None:
    protocol = shipped_protocol("kluiverboom")
    assert route(protocol, {"trusts_contact": False}).passes_contact
    assert not route(protocol, {"offender_class": "staff"}).passes_contact
    assert not route(protocol, {}).passes_contact
    assert not route(shipped_protocol("splitting"), {"trusts_contact": False}).passes_contact
    assert not route(shipped_protocol("noordhoek"), {"reporter": "staff", "pattern": True}).passes_contact


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
@pytest.mark.parametrize(
    "told",
    [
        {"offender_class": "staff"},
        {"trusts_contact": False},
        {"victim_class": "staff"},
        {"victim_class": "staff", "online": True, "reporter": "staff"},
        {"other_breach": True},
    ],
)
@pytest.mark.parametrize("staff_named", [True, False])
def test_what_the_management_may_be_part_of_never_goes_to_the_management(
    protocol_id: str, told: dict[str, Scalar], staff_named: bool
) -> None:
    protocol = shipped_protocol(protocol_id)
    way = route(protocol, {**told, "management_in_doubt": True}, staff_named=staff_named)
    found = people_on(way, protocol)
    assert not {"manager", "head"} & set(found)
    assert found
    told_too = {role for wanted in way.also_told for role in wanted.role_ids()}
    assert not (way.receives == (RoleExpr(role="board"),) and {"management", "head"} & told_too)


@pytest.mark.parametrize(
    ("protocol_id", "track"),
    [("noordhoek", "confidant"), ("splitting", "to_confidant"), ("kluiverboom", "mentor"), ("het-sticht", "digital")],
)
def test_what_is_told_to_the_confidant_begins_on_the_protocols_own_track_for_it(protocol_id: str, track: str) -> None:
    """P000 A000-22, P002 A002-14."""
    protocol = shipped_protocol(protocol_id)
    assert track_of(protocol, a_school(), {}, (), to_confidant=True) == track
    assert track_of(protocol, a_school(), {}, (), to_confidant=False) == route(protocol, {}).track
    about_staff = {"offender_class": "staff"}
    told = track_of(protocol, a_school(), about_staff, ["coach"], to_confidant=True)
    assert told == way_of(protocol, a_school(), about_staff, ["coach"]).track
