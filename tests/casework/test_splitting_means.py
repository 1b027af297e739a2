"""The means and series of De Splitting: lokaal 008, OPDC, suspension, and the talk that comes back."""

from datetime import date

import pytest

from casework.case_commands import (
    AddPupil,
    AnswerGate,
    DeclineIntervention,
    EndIntervention,
    EstablishFact,
    MarkDone,
    ProlongIntervention,
    ReportSignal,
    Skip,
    StartIntervention,
    SwitchTaper,
)
from casework.conditions import Scalar
from casework.holders import Involved, holders
from casework.intervention_status import decider
from casework.protocol import Protocol
from casework.tracks import route
from tests.casework.cases import Walk, WithFreeDays
from tests.casework.schools import small_school
from tests.casework.test_splitting import NOT_SEEN, SOLVED, at_1a, at_2b, at_3b, at_4, at_5, at_6, splitting

__all__ = ["splitting"]

GOOD_MOMENTS = "do:good_moments:good_moments"


def starts(walk: Walk, key: str, until: date | None = None, pupil: str = "B") -> Walk:
    return walk.does(StartIntervention(key, walk.today, until=until, participants=(pupil,)))


@pytest.mark.parametrize(
    ("facts", "start", "first", "also_told"),
    [
        ({"reporter": "staff", "quarrel": True}, "1a", {"first_contact"}, set()),
        ({"reporter": "victim", "trusts_contact": False}, "confidant", {"confidant"}, set()),
        ({"reporter": "parent", "offender_class": "staff"}, "staff_report", {"management", "board"}, {"board"}),
        ({"offender_class": "pupil", "online": True}, "1a", {"first_contact"}, {"management"}),
    ],
)
def test_way_of_a_report(
    splitting: Protocol, facts: dict[str, Scalar], start: str, first: set[str], also_told: set[str]
) -> None:
    """C01, C02, C09, A000-12."""
    way = route(splitting, facts)
    assert way.start == start
    assert {role for receiver in way.receives for role in receiver.role_ids()} == first
    assert {role for receiver in way.also_told for role in receiver.role_ids()} == also_told


def test_signal_while_everybody_watches_opens_step_3_when_the_coach_says_so(splitting: Protocol) -> None:
    """C05."""
    walk = at_2b(splitting).on(date(2025, 11, 12)).does(ReportSignal()).concludes("seen_again", "seen_again")
    assert walk.case.step_key == "3a"
    assert walk.due("do:tell_all_parents:tell_all_parents") == date(2025, 11, 12)
    heard = [notice for notice in walk.notices if notice.cause == "signal" or notice.step == "3a"]
    assert {"first_contact", "year_coordinator"} <= {role for one in heard for role in one.to.role_ids()}


def test_weekly_talk_becomes_fortnightly_by_hand_and_stops_with_the_case(splitting: Protocol) -> None:
    """C06."""
    walk = at_3b(splitting)
    for day in (date(2025, 11, 10), date(2025, 11, 17), date(2025, 11, 24)):
        assert walk.due(GOOD_MOMENTS) == day
        walk.on(day).done("good_moments")
    walk.does(SwitchTaper("good_moments"))
    assert walk.due(GOOD_MOMENTS) == date(2025, 12, 8)
    walk.on(date(2025, 12, 8)).done("good_moments")
    assert walk.due(GOOD_MOMENTS) == date(2025, 12, 22)
    walk.on(date(2025, 12, 9)).done("punish", "talk_after_school", "group_exercises").does(AnswerGate(SOLVED))
    assert {duty.kind for duty in walk.duties().values()} == {"records"}


def test_step_4_goes_on_with_the_same_talks(splitting: Protocol) -> None:
    """T-05."""
    walk = at_3b(splitting).on(date(2025, 11, 10)).done("good_moments").does(SwitchTaper("good_moments"))
    walk.on(date(2025, 11, 12)).done("punish", "talk_after_school", "group_exercises").does(AnswerGate(NOT_SEEN))
    assert GOOD_MOMENTS not in walk.duties()
    assert walk.due("do:good_moments_4:good_moments") == date(2025, 11, 24)


def test_long_stay_ends_after_three_weeks_and_is_not_prolonged(splitting: Protocol) -> None:
    """C07."""
    walk = starts(at_5(splitting).concludes("decide_long_stay", "start"), "long_stay_008")
    duty = walk.duties()["intervention:long_stay_008:B"]
    assert (duty.due_on, duty.latest_on) == (date(2025, 11, 24), date(2025, 11, 24))
    assert "T-08" in duty.rules
    assert duty.role.role_ids() == ("team_lead", "support_coordinator", "year_coordinator")
    walk.on(date(2025, 11, 20))
    answer = walk.asks(ProlongIntervention("long_stay_008", date(2025, 11, 28), reason="note"))
    assert answer is not None
    assert answer.key == "refusal-over-maximum"


def test_long_stay_does_not_begin_again_where_its_three_weeks_ended(splitting: Protocol) -> None:
    """T-08: another three weeks in a row would be a stay of six. Another pupil has weeks of their own."""
    walk = starts(at_5(splitting).concludes("decide_long_stay", "start"), "long_stay_008")
    walk.does(AddPupil("B2", "bully")).on(date(2025, 11, 24)).does(EndIntervention("long_stay_008", walk.today))
    again = walk.refused(StartIntervention("long_stay_008", walk.today, participants=("B",)))
    assert (again.key, dict(again.fields)["date"]) == ("refusal-over-maximum", date(2025, 11, 24))
    assert starts(walk, "long_stay_008", pupil="B2").due("intervention:long_stay_008:B2") == date(2025, 12, 15)


def test_shorter_stays_in_a_row_are_together_no_longer_than_three_weeks(splitting: Protocol) -> None:
    """T-07."""
    walk = starts(at_3b(splitting), "room_008_longer", until=date(2025, 11, 10)).on(date(2025, 11, 10))
    walk.does(EndIntervention("room_008_longer", walk.today))
    longer = StartIntervention("room_008_longer", walk.today, until=date(2025, 11, 25), participants=("B",))
    assert walk.refused(longer).key == "refusal-over-maximum"
    starts(walk, "room_008_longer", until=date(2025, 11, 20))
    too_far = ProlongIntervention("room_008_longer", date(2025, 11, 25), reason="note")
    assert walk.refused(too_far).key == "refusal-over-maximum"
    walk.does(ProlongIntervention("room_008_longer", date(2025, 11, 24), reason="note"))


@pytest.mark.parametrize(("begins", "is_in_a_row"), [(date(2025, 11, 24), True), (date(2025, 11, 25), False)])
def test_a_weekend_between_two_stays_makes_them_no_less_one_after_the_other(
    splitting: Protocol, begins: date, is_in_a_row: bool
) -> None:
    """T-07, AX-19: only a day of lessons between them does."""
    walk = starts(at_3b(splitting), "room_008_longer", until=date(2025, 11, 21)).on(date(2025, 11, 21))
    walk.does(EndIntervention("room_008_longer", walk.today)).on(begins)
    walk.calendar = WithFreeDays()
    again = walk.asks(StartIntervention("room_008_longer", begins, until=date(2025, 12, 12), participants=("B",)))
    assert (again is not None and again.key == "refusal-over-maximum") is is_in_a_row


def test_opdc_is_apart_from_the_long_stay_and_lasts_thirteen_weeks_at_most(splitting: Protocol) -> None:
    """C07, A000-15."""
    walk = starts(at_5(splitting).concludes("decide_long_stay", "start"), "long_stay_008")
    answer = walk.asks(StartIntervention("opdc", walk.today, until=date(2026, 2, 3), participants=("B",)))
    assert answer is not None
    assert answer.key == "refusal-over-maximum"
    starts(walk, "opdc", until=date(2026, 2, 2))
    assert walk.due("intervention:opdc:B") == date(2026, 2, 2)
    assert walk.due("intervention:long_stay_008:B") == date(2025, 11, 24)


def test_yes_to_the_long_stay_asks_to_start_it_and_ends_with_a_start_or_a_reason(splitting: Protocol) -> None:
    walk = at_5(splitting).concludes("decide_long_stay", "start")
    assert "trigger:long_stay_008" in walk.duties()
    walk.does(DeclineIntervention("long_stay_008", reason="note"))
    assert "trigger:long_stay_008" not in walk.duties()
    started = starts(at_5(splitting).concludes("decide_long_stay", "start"), "long_stay_008")
    started.on(date(2025, 11, 24)).does(EndIntervention("long_stay_008", started.today))
    assert "trigger:long_stay_008" not in started.duties()


def test_internal_suspension_comes_only_after_it_was_announced(splitting: Protocol) -> None:
    """A000-5."""
    walk = at_4(splitting)
    until = date(2025, 11, 24)
    assert walk.asks(StartIntervention("internal_suspension", walk.today, until=until, participants=("B",))) is not None
    walk.done("announce")
    answer = walk.asks(StartIntervention("internal_suspension", walk.today, participants=("B",)))
    assert answer is not None
    assert answer.key == "refusal-end-missing"
    starts(walk, "internal_suspension", until=until)
    assert walk.due("intervention:internal_suspension:B") == until


def test_return_agreements_are_due_on_the_day_of_return(splitting: Protocol) -> None:
    """C08."""
    walk = at_6(splitting).concludes("decide_suspension", "suspend")
    starts(walk, "suspension", until=date(2025, 11, 10)).does(EstablishFact("parents_withdraw", True, note="note"))
    back = walk.duties()["do:return_agreements:return_agreements:B"]
    assert back.due_on == date(2025, 11, 10)
    assert back.role.role_ids() == ("first_contact", "room_supervisor", "support_coordinator", "year_coordinator")
    assert walk.duties()["do:report_veilig_thuis"].role.role_ids() == ("support_coordinator",)
    assert walk.duties()["do:class_talk"].role.role_ids() == ("first_contact",)


def test_evidence_comes_before_deleting_even_when_somebody_gives_a_reason(splitting: Protocol) -> None:
    """A000-17."""
    walk = at_1a(splitting)
    assert walk.asks(StartIntervention("deletion", walk.today, participants=("B",))) is not None
    starts(walk.does(EstablishFact("online", True)), "deletion")
    assert walk.asks(MarkDone("have_deleted", walk.today)) is not None
    walk.does(Skip("secure_evidence", reason="note"))
    assert walk.asks(MarkDone("have_deleted", walk.today)) is not None
    walk.done("secure_evidence", "have_deleted")


def test_room_008_may_shelter_the_bullied_pupil_for_a_lesson(splitting: Protocol) -> None:
    """T-06."""
    walk = starts(at_1a(splitting), "room_008_short", pupil="V")
    assert walk.due("intervention:room_008_short:V") == walk.today


def test_a_longer_stay_in_008_is_asked_of_the_team_lead_as_well(splitting: Protocol) -> None:
    """P000.2: either of them may grant it."""
    roles = {
        "year_coordinator": {"title": "leerlingcoördinator", "holders": ["bea"]},
        "team_lead": {"title": "teamleider", "holders": ["cas"]},
    }
    decides = decider(splitting.intervention("room_008_longer"))
    found = holders(splitting, small_school(roles=roles), Involved("1A"), decides)
    assert {one.person for one in found} == {"bea", "cas"}
