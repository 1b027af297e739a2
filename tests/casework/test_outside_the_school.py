"""Whoever is not of the school is told by a person: never by the bot, and nobody of the school in that place."""

from casework.case_commands import AddPupil
from casework.holders import Involved, holders, named_holders
from casework.protocol import Protocol
from casework.protocol_model import Notice, Role, RoleExpr
from tests.casework.cases import Walk
from tests.casework.means import means_protocol
from tests.casework.schools import small_school

OUTSIDE = RoleExpr(role="police")
BOTH = RoleExpr.model_validate({"all_of": [{"role": "police"}, {"role": "year_coordinator"}]})


def with_police(to: RoleExpr) -> Protocol:
    """Step 2, in which `to` is told at once that staff look out."""
    protocol = means_protocol()
    step = protocol.steps[0]
    first = step.actions[0].model_copy(update={"notices": (Notice(to=to, timing="at_once"),)})
    changed = step.model_copy(update={"actions": (first, *step.actions[1:])})
    roles = {**protocol.roles, "police": Role(label="politie", kind="external", bound_to="organisation")}
    return protocol.model_copy(update={"roles": roles, "steps": (changed, *protocol.steps[1:])})


def test_somebody_outside_has_no_holders_and_nobody_up_the_line_comes_instead() -> None:
    school = small_school(
        roles={
            "first_contact": {"title": "mentor"},
            "board": {"title": "bestuur", "holders": ["dee"]},
            "year_coordinator": {"title": "coördinator", "holders": ["cas"]},
        }
    )
    protocol = with_police(OUTSIDE)
    assert holders(protocol, school, Involved("1A"), OUTSIDE) == ()
    assert [one.person for one in holders(protocol, school, Involved("1A"), BOTH)] == ["cas"]


def test_a_school_that_names_somebody_for_it_does_not_change_that() -> None:
    protocol = with_police(OUTSIDE)
    roles = {**protocol.roles, "ict": Role(label="expert", kind="external", bound_to="organisation")}
    school = small_school(
        roles={"first_contact": {"title": "mentor"}, "ict": {"title": "ICT-expert", "holders": ["cas"]}}
    )
    assert named_holders(roles, school, Involved("1A"), RoleExpr(role="ict")) == ()


def test_a_notice_to_somebody_outside_is_never_sent_by_the_bot() -> None:
    assert [one.action for one in Walk(with_police(OUTSIDE)).notices] == []
    assert [one.action for one in Walk(with_police(BOTH)).does(AddPupil("B", "bully")).notices] == ["ask_staff"]
