"""A colleague who is bullied: their wish counts, and they are no pupil in anything (P002 list B, P004)."""

from casework.case_commands import AddPupil, IdentifyVictim, MarkDone, RecordConsent
from casework.case_events import VictimIdentified, event_from_data, event_to_data
from casework.case_offers import actions_now
from casework.protocol import shipped_protocol
from tests.casework.cases import Walk
from tests.casework.means import means_protocol

STAFF = {"victim_class": "staff"}


def of_a_colleague() -> Walk:
    walk = Walk(means_protocol(), victim=None, facts={**STAFF, "recurrence": True}, reporter="staff")
    return walk.does(AddPupil("B", "bully"), IdentifyVictim("colleague", is_reporter=True, class_id="2B"))


def test_a_colleague_is_known_as_the_one_it_happens_to_and_is_not_among_the_pupils() -> None:
    case = of_a_colleague().case
    assert (case.victim, case.victim_known) == ("colleague", True)
    assert case.pupils == {"B": "bully"}
    assert "colleague" not in case.classes
    assert case.facts()["victim_class"] == "staff"


def test_their_consent_is_recorded_like_a_pupils() -> None:
    unknown = Walk(means_protocol(), victim=None, facts=STAFF)
    assert unknown.refused(RecordConsent("support_group", given=True)).key == "refusal-victim-unknown"
    walk = of_a_colleague().does(RecordConsent("three_talk", given=False, words="words"))
    assert walk.case.facts()["consent.three_talk"] == "refused"


def test_what_is_done_with_each_pupil_involved_does_not_tick_them() -> None:
    walk = of_a_colleague()
    ticks = {offer.key: dict(offer.ticks) for offer in actions_now(walk.case)}
    assert ticks["tell_parents"] == {"B": False}
    assert (
        walk.refused(MarkDone("tell_parents", walk.today, participants=("colleague",))).key == "refusal-unknown-pupil"
    )
    walk.does(MarkDone("tell_parents", walk.today, participants=("B",)))
    assert "do:tell_parents:tell_parents" not in walk.duties()


def test_it_can_turn_out_to_be_a_pupil_after_all_or_a_colleague() -> None:
    walk = of_a_colleague().does(IdentifyVictim("V", is_reporter=False, class_id="3C", is_staff=False))
    assert walk.case.pupils == {"B": "bully", "V": "victim"}
    assert walk.case.facts()["victim_class"] == "pupil"
    assert walk.case.classes["V"] == "3C"
    walk.does(IdentifyVictim("colleague", is_reporter=True, is_staff=True))
    assert walk.case.pupils == {"B": "bully"}
    assert walk.case.facts()["victim_class"] == "staff"


def test_a_case_that_opens_with_a_known_colleague_has_no_pupil_either() -> None:
    case = Walk(means_protocol(), victim="colleague", facts=STAFF).case
    assert (case.victim, dict(case.pupils), dict(case.classes)) == ("colleague", {}, {})


def test_an_identification_from_before_is_that_of_a_pupil() -> None:
    walk = Walk(means_protocol(), victim=None)
    walk.does(IdentifyVictim("V", is_reporter=True))
    stored = event_to_data(walk.events[-1])
    del stored["is_staff"]
    event = event_from_data(stored)
    assert isinstance(event, VictimIdentified)
    assert event.is_staff is False


def test_in_noordhoeks_list_for_colleagues_the_victim_agrees() -> None:
    walk = Walk(shipped_protocol("noordhoek"), victim=None, reporter="staff", facts={**STAFF, "online": True})
    assert walk.case.step_key == "B1"
    walk.does(IdentifyVictim("colleague", is_reporter=True), AddPupil("B", "bully"))
    assert all("colleague" not in dict(offer.ticks) for offer in actions_now(walk.case))
