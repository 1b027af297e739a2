"""A running case that goes on along another track of its protocol: who may bring it there, and what becomes of it."""

from pathlib import Path

import pytest

from bot.replaying import play, problems_of
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    ChangeTrack,
    EstablishFact,
    HandOver,
    OpenStep,
    RecordConsent,
)
from casework.case_events import StepOpened, TrackChanged, event_from_data, event_to_data
from casework.case_report import case_report
from casework.case_report_lines import Staff
from casework.duties import duties
from casework.fact_questions import fact_asks
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.replay_file import load_replay
from casework.track_moves import TrackOffer, tracks_to_go
from tests.casework.cases import Walk, at_step_2, at_step_4

FOLDER = Path(__file__).with_name("replays") / "tracks"
CASES = sorted(FOLDER.glob("*.yaml"))
KLUIVERBOOM = shipped_protocol("kluiverboom")
SPLITTING = shipped_protocol("splitting")
NOORDHOEK = shipped_protocol("noordhoek")
HET_STICHT = shipped_protocol("het-sticht")
TO_STAFF = ChangeTrack("about_staff", "note")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_that_changes_track_comes_out_as_written(path: Path) -> None:
    runs = load_replay(path.read_text(encoding="utf-8"))
    assert [problem for run in runs for problem in problems_of(run, FOLDER)] == []
    assert [(run.title, play(run, FOLDER)["unmet"]) for run in runs] == [(run.title, []) for run in runs]


def moves(walk: Walk) -> dict[str, TrackOffer]:
    return {offer.track: offer for offer in tracks_to_go(walk.case)}


def test_the_event_of_another_track_is_kept_and_read_again() -> None:
    walk = at_step_2(KLUIVERBOOM).does(TO_STAFF)
    moved = next(event for event in walk.events if isinstance(event, TrackChanged))
    assert event_from_data(event_to_data(moved)) == moved
    assert (moved.track, moved.step, moved.facts) == ("about_staff", "staff", {"offender_class": "staff"})
    assert isinstance(walk.events[-1], StepOpened) and walk.case.step_key == "staff"
    assert walk.case.facts()["track"] == "about_staff"


def test_what_was_done_stays_and_the_open_work_of_the_step_that_is_left_ends() -> None:
    walk = at_step_2(KLUIVERBOOM)
    assert "do:talk_bullies" in walk.duties()
    walk.does(TO_STAFF)
    assert "do:talk_bullies" not in walk.duties()
    assert not any(duty.step == "2" and duty.kind == "gate" for duty in walk.duties().values())
    assert walk.case.history["talk_victim"]
    assert "2" in walk.case.left_early


def test_no_work_of_the_steps_that_were_left_is_asked_of_who_may_have_lost_the_case() -> None:
    walk = at_step_2(KLUIVERBOOM)
    staying = {key for key, duty in walk.duties().items() if duty.step in ("0", "1")}
    assert any(key.startswith("records:") for key in staying)
    walk.does(TO_STAFF)
    still = {key: duty for key, duty in walk.duties().items() if duty.step != "staff"}
    assert still and all(key.startswith("records:") for key in still)
    assert {duty.role for duty in still.values()} == {walk.case.step.lead}


def test_parents_who_were_still_to_hear_in_the_step_that_was_left_are_told_by_nobody_of_that_step() -> None:
    walk = Walk(SPLITTING).does(AddPupil("B", "bully"))
    walk.does(*(RecordConsent(one, given=True, words="w") for one in ("inform_parents", "restorative_talk")))
    assert "do:inform_parents" in walk.duties()
    walk.does(ChangeTrack("about_staff", "note"))
    assert {duty.step for duty in walk.duties().values()} == {"staff_report"}


def test_the_new_step_has_to_be_acknowledged_by_who_leads_it_and_its_terms_begin_then() -> None:
    walk = at_step_2(KLUIVERBOOM).does(HandOver("other"))
    walk.does(TO_STAFF)
    assert (walk.case.acknowledged, walk.case.handed_to) == (False, None)
    assert walk.duties()["acknowledge:staff"].role.role == "head"
    assert walk.case.steps_opened["staff"] == walk.now


def test_an_evaluation_of_the_step_that_is_left_is_asked_no_more_and_stays_in_the_record() -> None:
    walk = at_step_4(KLUIVERBOOM)
    assert any(duty.action == "evaluate" for duty in walk.duties().values())
    walk.does(TO_STAFF)
    assert not any(duty.action == "evaluate" for duty in walk.duties().values())
    report = case_report(
        KLUIVERBOOM, walk.events, number=1, school="", today=walk.today, written={"note": "waarom"}, staff=Staff()
    )
    (left,) = [one for one in report.sections if one.key == "4"]
    (line,) = [one for one in left.lines if one.kind == "track-changed"]
    assert (line.what, [one.text for one in line.written]) == ("Over gedrag van een medewerker", ["waarom"])
    assert left.ended_on == walk.today


def test_an_evaluation_that_was_concluded_does_not_answer_the_question_of_a_step_that_opens_anew() -> None:
    walk = at_step_4(KLUIVERBOOM).concludes("evaluate", "not_stopped")
    assert walk.case.facts()["stopped"] is False
    walk.does(TO_STAFF)
    assert "stopped" not in walk.case.facts()


def test_back_at_its_step_everything_is_asked_anew_also_what_was_agreed() -> None:
    walk = Walk(SPLITTING).does(Acknowledge(), AddPupil("B", "bully"))
    walk.does(TO_STAFF, EstablishFact("offender_class", "pupil"))
    agreed = next(action.key for action in SPLITTING.step("1a").actions if action.consent is not None)
    walk.does(RecordConsent(agreed, given=True)) if agreed in walk.offers() else None
    walk.does(ChangeTrack("pupils", "note"))
    assert (walk.case.step_key, agreed in walk.case.consents) == ("1a", False)
    assert walk.case.history.keys() >= walk.case.done.keys()


def test_tracks_that_begin_alike_only_change_who_reads_and_nothing_begins_anew() -> None:
    walk = Walk(SPLITTING).does(AddPupil("B", "bully"), OpenStep("1b", "note"))
    before = dict(walk.case.steps_opened)
    walk.does(ChangeTrack("pupils_online", "note"))
    assert (walk.case.step_key, dict(walk.case.steps_opened)) == ("1b", before)
    assert walk.case.facts()["online"] is True
    walk.does(EstablishFact("online", value=False))
    assert moves(walk)["pupils"].step is None


def test_list_a_and_list_b_are_other_work_by_other_people() -> None:
    walk = Walk(NOORDHOEK, victim=None)
    assert moves(walk)["staff_victim"].step == "B1"
    walk.does(ChangeTrack("staff_victim", "note"))
    assert walk.case.step.lead.role == "management"
    assert moves(walk)["pupils"].step == "A1"


def test_once_it_is_known_to_happen_to_a_pupil_it_is_not_about_a_bullied_colleague() -> None:
    assert "staff_victim" not in moves(Walk(NOORDHOEK))


def test_a_step_to_which_the_case_was_brought_by_a_jump_is_not_begun_again() -> None:
    walk = Walk(HET_STICHT).does(EstablishFact("online", value=False), OpenStep("offline", "note"))
    assert moves(walk)["offline"].step is None
    opened = walk.case.steps_opened["offline"]
    walk.does(ChangeTrack("offline", "note"))
    assert walk.case.steps_opened["offline"] == opened


@pytest.mark.parametrize(
    ("command", "roles", "key"),
    [
        (ChangeTrack("nowhere", "note"), None, "refusal-no-such-track"),
        (ChangeTrack("mentor", "note"), None, "refusal-already-on-track"),
        (ChangeTrack("about_staff", None), None, "refusal-reason-missing"),
        (ChangeTrack("about_staff", ""), None, "refusal-reason-missing"),
        (ChangeTrack("about_staff", "note"), frozenset({"year_coordinator"}), "refusal-not-the-lead"),
        (EstablishFact("offender_class", "staff"), frozenset({"staff_any"}), "refusal-not-the-lead"),
    ],
)
def test_a_case_changes_track_only_with_a_reason_and_by_who_leads_it(
    command: ChangeTrack, roles: frozenset[str] | None, key: str
) -> None:
    assert at_step_2(KLUIVERBOOM).refused(command, roles).key == key


def test_what_is_about_staff_goes_nowhere_else_before_somebody_establishes_that_it_is_not() -> None:
    walk = at_step_2(KLUIVERBOOM).does(TO_STAFF)
    assert walk.refused(ChangeTrack("mentor", "note")).key == "refusal-track-not-fitting"
    assert not moves(walk)
    walk.does(EstablishFact("offender_class", "pupil"), ChangeTrack("mentor", "note"))
    assert walk.case.facts()["track"] == "mentor"


def test_what_fits_since_it_was_learned_is_offered_first_and_asked_today_when_it_is_about_staff() -> None:
    walk = at_step_2(KLUIVERBOOM)
    assert not any(offer.fits for offer in tracks_to_go(walk.case))
    walk.does(EstablishFact("offender_class", "staff"))
    first = tracks_to_go(walk.case)[0]
    assert (first.track, first.fits, first.asked) == ("about_staff", True, True)
    (asked,) = [duty for duty in duties(walk.case, walk.calendar) if duty.kind == "track"]
    assert (asked.due_on, asked.role) == (walk.today, walk.case.step.lead)
    assert [notice.to for notice in walk.notices if notice.cause == "track"] == [walk.case.step.lead]
    walk.does(TO_STAFF)
    assert not [duty for duty in duties(walk.case, walk.calendar) if duty.kind == "track"]


def test_another_track_that_fits_is_offered_and_nobody_is_pressed_when_it_is_not_about_staff() -> None:
    walk = Walk(SPLITTING).does(EstablishFact("online", value=True))
    assert [offer.track for offer in tracks_to_go(walk.case) if offer.fits] == ["pupils_online"]
    assert not [duty for duty in duties(walk.case, walk.calendar) if duty.kind == "track"]


def test_what_fitted_from_the_start_is_no_news() -> None:
    """What a pupil told the confidant stays there, whatever track the first contact would have had."""
    walk = Walk(SPLITTING, track="to_confidant")
    assert not any(offer.fits for offer in tracks_to_go(walk.case))


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_under_every_protocol_it_can_turn_out_to_be_about_staff_and_the_facts_for_it_are_asked(
    protocol_id: str,
) -> None:
    walk = Walk(shipped_protocol(protocol_id))
    assert "offender_class" in {one.fact for one in fact_asks(walk.case)}
    walk.does(EstablishFact("offender_class", "staff"))
    assert {"category", "management_in_doubt"} <= {one.fact for one in fact_asks(walk.case)}
    (offer,) = [one for one in tracks_to_go(walk.case) if one.asked]
    walk.does(ChangeTrack(offer.track, "note"))
    assert walk.case.step_key in ("staff", "staff_report")


def test_a_pupil_of_another_class_makes_it_across_classes_whatever_was_told_before() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht"), facts={"same_class": True})
    walk.does(AddPupil("B", "bully", "4A"))
    assert walk.case.facts()["same_class"] is False


def test_a_track_that_would_change_nothing_is_not_offered() -> None:
    """P000 N-13: from the line for what is also online nothing leads back to the same people in the same step."""
    walk = Walk(shipped_protocol("splitting"))
    assert "pupils_online" in {one.track for one in tracks_to_go(walk.case)}
    walk.does(ChangeTrack("pupils_online", "reason"))
    assert walk.case.facts()["track"] == "pupils_online"
    assert "pupils" not in {one.track for one in tracks_to_go(walk.case)}
    walk.does(EstablishFact("online", value=False))
    assert "pupils" in {one.track for one in tracks_to_go(walk.case)}, "what was said of it is taken back"
