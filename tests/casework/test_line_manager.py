"""Who leads a colleague, and who decides about a home that is not safe: people that the school's file names."""

from datetime import date

import pytest

from casework.holders import Involved, holders
from casework.home_safety import OFFICER, role_in_place
from casework.protocol import shipped_protocol
from casework.protocol_model import RoleExpr
from casework.school import School
from casework.school_check import blocks, check_school
from casework.school_file import SchoolFileError, load_school
from tests.casework.schools import example_school, example_text, small_school

PROTOCOL = shipped_protocol("het-sticht")
TODAY = date(2026, 11, 20)
ROLES = {
    "first_contact": {"title": "leerkracht", "deputy": "bea"},
    "line_manager": {"title": "leidinggevende", "holders": ["cas"]},
    "management": {"title": "schoolleiding", "holders": ["dee"]},
}


def a_school(**changes: object) -> School:
    people = {one: {"name": one.title()} for one in ("an", "bea", "cas", "dee", "eef")}
    people["an"]["manager"] = "bea"
    people["eef"]["manager"] = "an"
    return small_school(**{"people": people, "roles": ROLES, **changes})


def found(of: str | None, involved: Involved, school: School | None = None) -> list[str]:
    wanted = RoleExpr.model_validate({"role": "line_manager", "of": of})
    return [one.person for one in holders(PROTOCOL, school or a_school(), involved, wanted)]


def test_the_manager_of_the_colleague_who_reported_is_found_through_that_colleague() -> None:
    assert found("reporter", Involved(reporter="an")) == ["bea"]
    assert found("reporter", Involved(reporter="eef")) == ["an"]


def test_the_manager_of_whom_it_is_about_is_found_through_them() -> None:
    about_an = Involved(barred=frozenset({"an"}), subjects=("an",))
    assert found("subject", about_an) == ["bea"]


def test_without_a_manager_of_their_own_it_is_who_holds_the_role_and_then_the_management() -> None:
    assert found("reporter", Involved(reporter="dee")) == ["cas"]
    assert found("reporter", Involved()) == ["cas"]
    assert found(None, Involved(reporter="an")) == ["cas"]
    nobody = a_school(roles={**ROLES, "line_manager": {"title": "leidinggevende"}})
    assert found("reporter", Involved(reporter="dee"), nobody) == ["dee"]


def test_a_manager_whom_it_is_about_does_not_hear_of_it() -> None:
    both = Involved(reporter="an", barred=frozenset({"bea"}), subjects=("bea",))
    assert found("reporter", both) == ["cas"]


def test_nobody_leads_themselves() -> None:
    school = a_school(people={one: {"name": one, "manager": one} for one in ("an", "bea", "cas", "dee")})
    assert school.manager_of("an") is None
    assert found("reporter", Involved(reporter="an"), school) == ["cas"]


def test_a_manager_who_is_not_in_the_file_is_named_with_its_line() -> None:
    text = example_text().replace("    deputy: pieter_bakker\n", "    deputy: pieter_bakker\n    manager: piet\n", 1)
    with pytest.raises(SchoolFileError) as wrong:
        load_school(text, "school.yaml")
    assert [(one.key, one.fields["key"]) for one in wrong.value.problems] == [
        ("school-problem-unknown-person", "people.sanne_de_boer.manager")
    ]


def test_the_aandachtsfunctionaris_decides_about_home() -> None:
    school = a_school(aandachtsfunctionaris="eef")
    assert school.people_in_role("child_protection_officer") == ("eef",)
    assert [one.person for one in holders(PROTOCOL, school, Involved("1A"), OFFICER)] == ["eef"]


def test_without_one_the_management_decides_and_never_who_is_accused() -> None:
    school = a_school()
    assert school.people_in_role("child_protection_officer") == ()
    assert [one.person for one in holders(PROTOCOL, school, Involved("1A"), OFFICER)] == ["dee"]
    head = a_school(roles={**ROLES, "head": {"title": "directeur", "holders": ["cas"]}})
    barred = Involved("1A", barred=frozenset({"dee"}))
    assert [one.person for one in holders(PROTOCOL, head, barred, OFFICER)] == ["cas"]


def test_an_accused_aandachtsfunctionaris_does_not_decide() -> None:
    school = a_school(aandachtsfunctionaris="eef")
    barred = Involved("1A", barred=frozenset({"eef"}))
    assert [one.person for one in holders(PROTOCOL, school, barred, OFFICER)] == ["dee"]


@pytest.mark.parametrize(("roles", "title"), [(ROLES, "schoolleiding"), ({"first_contact": {"title": "x"}}, "none")])
def test_a_school_that_names_nobody_for_it_is_warned_and_told_who_decides(roles: dict[str, object], title: str) -> None:
    school = a_school(roles=roles)
    problems = [one for one in check_school(school, (), TODAY) if one.key == "school-problem-nobody-for-home"]
    assert [one.fields["title"] for one in problems] == [title]
    assert not blocks(problems)
    assert (role_in_place(school) is None) == (title == "none")


def test_the_example_school_names_somebody() -> None:
    assert "school-problem-nobody-for-home" not in {one.key for one in check_school(example_school(), (), TODAY)}
