"""Who takes a case over has the whole work of who led the step, and nobody else's."""

import pytest

from casework.case_commands import Acknowledge, AddPupil, HandOver
from casework.duty import DutyContext
from casework.protocol import Protocol, shipped_protocol
from casework.protocol_model import RoleExpr
from tests.casework.cases import Walk


@pytest.fixture(scope="module")
def oplossingsgericht() -> Protocol:
    return shipped_protocol("oplossingsgericht")


def test_all_that_the_lead_had_to_do_moves_with_the_case(oplossingsgericht: Protocol) -> None:
    walk = Walk(oplossingsgericht).does(Acknowledge(), HandOver("new_coach", reason="note"))
    leads = {key: duty.person for key, duty in walk.duties().items() if duty.role.role_ids() == ("first_contact",)}
    assert {"do:log_signal", "do:who_is_involved"} <= leads.keys()
    assert set(leads.values()) == {"new_coach"}


@pytest.mark.parametrize(
    ("lead", "role", "moves"),
    [
        ({"role": "a", "of": "victim"}, {"role": "a", "of": "victim"}, True),
        ({"role": "a", "of": "involved"}, {"role": "a", "of": "victim"}, True),
        ({"role": "a", "of": "victim"}, {"role": "a", "of": "involved"}, False),
        ({"role": "a", "of": "victim"}, {"role": "a", "of": "bully"}, False),
        ({"role": "a"}, {"any_of": [{"role": "b"}, {"role": "a"}]}, True),
        ({"role": "a"}, {"all_of": [{"role": "b"}, {"role": "a"}]}, False),
        ({"any_of": [{"role": "a"}, {"role": "b"}]}, {"role": "b"}, True),
        ({"role": "a"}, {"role": "b"}, False),
    ],
)
def test_work_of_others_stays_with_them(
    oplossingsgericht: Protocol, lead: dict[str, object], role: dict[str, object], moves: bool
) -> None:
    step = oplossingsgericht.steps[0].model_copy(update={"lead": RoleExpr.model_validate(lead)})
    protocol = oplossingsgericht.model_copy(update={"steps": (step, *oplossingsgericht.steps[1:])})
    walk = Walk(protocol).does(Acknowledge(), AddPupil("B", "bully"), HandOver("new_coach", reason="note"))
    context = DutyContext(walk.case, walk.calendar, {})
    assert context.person(step.key, RoleExpr.model_validate(role)) == ("new_coach" if moves else None)
