"""Who holds a role in a case: through classes, the school, the reporter; deputies, the line, days of presence."""

from dataclasses import replace
from datetime import date

import pytest

from casework.holders import Holder, Involved, holders, named_holders, next_present_day
from casework.protocol import shipped_protocol
from casework.protocol_model import RoleExpr
from casework.replay_school import PlainDays
from casework.school import School
from tests.casework.schools import small_school

NOORDHOEK = shipped_protocol("noordhoek")
CONTACT = shipped_protocol("oplossingsgericht")
PEOPLE = ("coach_a", "coach_b", "below", "above", "csv", "confidant", "manager", "guard")
WEDNESDAY = date(2025, 11, 5)


def a_school(**changes: object) -> School:
    described: dict[str, object] = {
        "people": {person: {"name": person.title()} for person in PEOPLE},
        "admin": "manager",
        "classes": {
            "1A": {"label": "1A", "coach": "coach_a", "team": "lower"},
            "1C": {"label": "1C", "coach": "coach_a", "team": "lower"},
            "4B": {"label": "4B", "coach": "coach_b", "team": "upper"},
        },
        "roles": {
            "first_contact": {"title": "mentor"},
            "year_coordinator": {"title": "coördinator", "by_team": {"lower": ["below"], "upper": ["above"]}},
            "bullying_coordinator": {"title": "CSV", "holders": ["csv"]},
            "confidant": {"title": "vertrouwenspersoon", "holders": ["confidant"]},
            "management": {"title": "MT", "holders": ["manager"]},
            "staff_any": {"title": "medewerker", "holders": ["guard", "csv"]},
        },
    }
    return small_school(**{**described, **changes})


def people(wanted: dict[str, object], involved: Involved, school: School | None = None) -> list[str]:
    expression = RoleExpr.model_validate(wanted)
    return [one.person for one in named_holders(CONTACT.roles, school or a_school(), involved, expression)]


ACROSS = Involved(victim_class="1A", bully_classes=("4B",))


@pytest.mark.parametrize(
    ("of", "found"), [("victim", ["coach_a"]), ("bully", ["coach_b"]), ("involved", ["coach_a", "coach_b"])]
)
def test_a_first_contact_is_found_through_the_pupils_class(of: str, found: list[str]) -> None:
    assert people({"role": "first_contact", "of": of}, ACROSS) == found


def test_pupils_who_share_a_coach_have_one_first_contact() -> None:
    assert people({"role": "first_contact", "of": "involved"}, Involved("1A", ("1C",))) == ["coach_a"]


def test_a_coordinator_is_found_through_the_team_of_the_class() -> None:
    assert people({"role": "year_coordinator", "of": "victim"}, ACROSS) == ["below"]
    assert people({"role": "year_coordinator", "of": "bully"}, ACROSS) == ["above"]


def test_the_class_of_an_unknown_bully_is_looked_for_in_the_victims() -> None:
    assert people({"role": "first_contact", "of": "bully"}, Involved("1A")) == ["coach_a"]


def test_a_role_of_the_school_does_not_look_at_classes() -> None:
    assert people({"role": "bullying_coordinator", "of": "bully"}, ACROSS) == ["csv"]


def test_without_a_class_nobody_is_the_first_contact() -> None:
    assert people({"role": "first_contact", "of": "victim"}, Involved()) == []


def test_the_reporter_is_one_colleague_and_never_all_staff() -> None:
    wanted: dict[str, object] = {"role": "staff_any", "of": "reporter"}
    assert people(wanted, Involved(reporter="guard")) == ["guard"]
    assert people(wanted, Involved()) == []


def test_of_several_roles_the_default_acts_until_somebody_chose() -> None:
    either = [{"role": "bullying_coordinator"}, {"role": "management"}]
    assert people({"any_of": either, "default": "management"}, ACROSS) == ["manager"]
    assert people({"any_of": either}, ACROSS) == ["csv", "manager"]
    assert people({"all_of": either}, ACROSS) == ["csv", "manager"]


def test_where_the_default_has_nobody_the_others_of_the_protocol_come_before_the_line() -> None:
    """P000 step 4: without a team lead the year coordinator, not the management."""
    either = [{"role": "team_lead", "of": "victim"}, {"role": "year_coordinator", "of": "victim"}]
    wanted = RoleExpr.model_validate({"any_of": either, "default": "team_lead"})
    assert [one.person for one in holders(CONTACT, a_school(), ACROSS, wanted)] == ["below"]


def test_a_party_has_no_holders() -> None:
    assert holders(CONTACT, a_school(), ACROSS, RoleExpr(party="victim")) == ()


def found_for(barred: set[str], school: School) -> list[str]:
    involved = Involved("1A", barred=frozenset(barred))
    wanted = RoleExpr(role="first_contact", of="victim")
    return [one.person for one in holders(CONTACT, school, involved, wanted)]


def test_who_is_barred_is_followed_by_the_deputy_the_line_and_the_last_resort() -> None:
    known = {person: {"name": person.title()} for person in PEOPLE}
    school = a_school(people={**known, "coach_a": {"name": "A", "deputy": "coach_b"}})
    assert found_for(set(), school) == ["coach_a"]
    assert found_for({"coach_a"}, school) == ["coach_b"]
    assert found_for({"coach_a", "coach_b"}, school) == ["csv"]
    assert found_for({"coach_a", "coach_b", "csv"}, school) == ["below"]
    assert found_for({"coach_a", "coach_b", "csv", "below", "above"}, school) == ["manager"]
    assert found_for(set(PEOPLE), school) == []


def test_of_several_who_act_together_a_deputy_comes_in_for_each_who_is_barred() -> None:
    known = {person: {"name": person.title()} for person in PEOPLE}
    school = a_school(people={**known, "coach_a": {"name": "A", "deputy": "coach_b"}})
    together = [{"role": "first_contact", "of": "victim"}, {"role": "bullying_coordinator"}]
    wanted = RoleExpr.model_validate({"all_of": together})

    def acting(*barred: str) -> list[str]:
        involved = Involved("1A", barred=frozenset(barred))
        return [one.person for one in holders(CONTACT, school, involved, wanted)]

    assert acting() == ["coach_a", "csv"]
    assert acting("coach_a") == ["coach_b", "csv"]
    assert acting("coach_a", "coach_b") == ["csv"]
    assert acting("csv") == ["coach_a"]
    assert acting("coach_a", "coach_b", "csv") == found_for({"coach_a", "coach_b", "csv"}, school)


@pytest.mark.parametrize("left_out", ["barred", "subjects"])
def test_beside_another_holder_who_is_left_out_has_the_own_deputy_in_that_place(left_out: str) -> None:
    """AX-20, P003 N-44: another pupil's first contact does not take that part over; AX-12 bars the person alone."""
    known = {person: {"name": person.title()} for person in PEOPLE}
    school = a_school(people={**known, "coach_a": {"name": "A", "deputy": "guard"}})
    both = RoleExpr(role="first_contact", of="involved")
    about = ("coach_a",) if left_out == "subjects" else ()
    involved = replace(ACROSS, barred=frozenset({"coach_a"}), subjects=about)
    assert [one.person for one in holders(CONTACT, school, involved, both)] == ["guard", "coach_b"]
    also_left_out = replace(involved, barred=frozenset({"coach_a", "guard"}))
    assert [one.person for one in holders(CONTACT, school, also_left_out, both)] == ["coach_b"]


def test_who_is_left_out_does_not_come_in_as_the_deputy_of_another_holder() -> None:
    """AX-12."""
    known = {person: {"name": person.title()} for person in PEOPLE}
    school = a_school(
        people={**known, "coach_a": {"name": "A", "deputy": "coach_b"}, "coach_b": {"name": "B", "deputy": "coach_a"}}
    )
    both = RoleExpr(role="first_contact", of="involved")
    about = replace(ACROSS, barred=frozenset({"coach_a"}), subjects=("coach_a",))
    assert [one.person for one in holders(CONTACT, school, about, both)] == ["coach_b"]


def test_beside_another_manager_nobody_comes_in_who_works_under_the_one_whom_it_is_about() -> None:
    """AX-12: and when the manager is merely left out the deputy does come in."""
    known = {person: {"name": person.title()} for person in PEOPLE}
    school = a_school(
        people={**known, "manager": {"name": "M", "deputy": "guard"}},
        roles={"management": {"title": "MT", "holders": ["manager", "above"]}},
    )
    wanted = RoleExpr(role="management")
    about = Involved("1A", barred=frozenset({"manager"}), subjects=("manager",))
    assert [one.person for one in holders(CONTACT, school, about, wanted)] == ["above"]
    left_out = replace(about, subjects=())
    assert [one.person for one in holders(CONTACT, school, left_out, wanted)] == ["guard", "above"]


def test_somebody_is_present_on_own_days_and_those_of_the_role() -> None:
    confidant = Holder("confidant", "confidant")
    days = PlainDays()
    assert next_present_day(NOORDHOEK.roles, a_school(), days, confidant, WEDNESDAY) == date(2025, 11, 6)
    known = {person: {"name": person.title()} for person in PEOPLE}
    only_monday = a_school(people={**known, "confidant": {"name": "C", "present_on": ["mon", "wed"]}})
    assert next_present_day(NOORDHOEK.roles, only_monday, days, confidant, WEDNESDAY) == date(2025, 11, 10)
    away = PlainDays(free_days=frozenset({date(2025, 11, 10)}))
    assert next_present_day(NOORDHOEK.roles, only_monday, away, confidant, WEDNESDAY) == date(2025, 11, 17)


def test_who_is_never_there_has_no_day() -> None:
    known = {person: {"name": person.title()} for person in PEOPLE}
    only_friday = a_school(people={**known, "confidant": {"name": "C", "present_on": ["fri"]}})
    confidant = Holder("confidant", "confidant")
    assert next_present_day(NOORDHOEK.roles, only_friday, PlainDays(), confidant, WEDNESDAY) is None
    assert next_present_day(NOORDHOEK.roles, only_friday, PlainDays(), Holder("x", "head"), WEDNESDAY) is None


def test_who_acts_for_the_victims_contact_does_not_act_for_the_others() -> None:
    passed = Involved("1A", ("4B",), in_place_of_contact="below")
    assert people({"role": "first_contact", "of": "victim"}, passed) == ["below"]
    assert people({"role": "first_contact", "of": "bully"}, passed) == ["coach_b"]
    assert people({"role": "first_contact", "of": "involved"}, passed) == ["below", "coach_b"]


def test_while_nobody_knows_the_victim_who_received_it_is_first_contact_alone() -> None:
    """AX-14: not the first contact of the other side."""
    received = Involved(None, ("4B",), in_place_of_contact="below")
    assert people({"role": "first_contact", "of": "involved"}, received) == ["below"]
    assert people({"role": "first_contact", "of": "bully"}, received) == people(
        {"role": "first_contact", "of": "bully"}, ACROSS
    )


def test_who_took_somebodys_work_over_holds_their_roles_and_nobody_elses() -> None:
    everybody = people({"role": "first_contact", "of": "involved"}, ACROSS)
    given = replace(ACROSS, handed_over={everybody[0]: "below"})
    assert people({"role": "first_contact", "of": "involved"}, given) == ["below", *everybody[1:]]
