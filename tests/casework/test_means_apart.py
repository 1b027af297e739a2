"""Two pupils who each have a means: each with a start, an end and work of their own (P000 A000-6, P001 A001-12)."""

from datetime import date
from typing import Any

import pytest

from casework.case import fold
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    CloseWith,
    Command,
    DeclineIntervention,
    EndIntervention,
    EstablishFact,
    MarkDone,
    Postpone,
    ProlongIntervention,
    Skip,
    StartIntervention,
)
from casework.case_events import InterventionEnded, InterventionStarted, Postponed, event_from_data, event_to_data
from casework.case_view import card, done_lines
from casework.command_warnings import warnings_about
from casework.intervention_offers import InterventionOffer, interventions_now
from casework.log_entries import log_entries
from casework.protocol import Protocol, load_protocol, shipped_protocol
from casework.protocol_check import findings_in
from casework.protocol_file import shipped_protocol_text
from casework.protocol_model import Intervention
from casework.unfinished import unfinished
from tests.casework.cases import Walk

MONDAY = date(2025, 11, 3)
B_BACK, C_BACK = date(2025, 11, 6), date(2025, 11, 13)
B_TALKS, C_TALKS = "do:return_talk:return_talk:B", "do:return_talk:return_talk:C"


def serious(protocol: str = "kluiverboom") -> Walk:
    """Something serious that B and C did, on Monday."""
    return serious_under(shipped_protocol(protocol))


def serious_under(protocol: Protocol) -> Walk:
    walk = Walk(protocol)
    walk.does(Acknowledge(), AddPupil("B", "bully"), AddPupil("C", "follower"))
    return walk.does(EstablishFact("severity", "serious", note="note"))


def start(pupil: str, until: date, on: date = MONDAY) -> StartIntervention:
    return StartIntervention("external_time_out", on, until, participants=(pupil,))


def both_at_home() -> Walk:
    return serious().does(start("B", B_BACK), start("C", C_BACK))


def offers(walk: Walk, key: str = "external_time_out") -> list[InterventionOffer]:
    return [one for one in interventions_now(walk.case, calendar=walk.calendar) if one.key == key]


def test_a_second_pupil_gets_a_means_with_a_day_of_their_own_while_the_first_has_it() -> None:
    walk = both_at_home()
    running = [one for one in offers(walk) if one.running]
    assert [(one.pupils, one.since, one.until) for one in running] == [
        (("B",), MONDAY, B_BACK),
        (("C",), MONDAY, C_BACK),
    ]
    ends = {key: duty for key, duty in walk.duties().items() if key.startswith("intervention:")}
    assert {key: (duty.due_on, duty.pupils) for key, duty in ends.items()} == {
        "intervention:external_time_out:B": (B_BACK, ("B",)),
        "intervention:external_time_out:C": (C_BACK, ("C",)),
    }


def test_each_pupil_has_the_talk_before_their_own_return() -> None:
    """P001 T-19, N-58."""
    walk = both_at_home()
    assert (walk.due(B_TALKS), walk.due(C_TALKS)) == (date(2025, 11, 5), date(2025, 11, 12))
    assert walk.duties()[C_TALKS].pupils == ("C",)
    walk.does(MarkDone("return_talk", MONDAY, participants=("B",)))
    assert B_TALKS not in walk.duties()
    assert walk.due(C_TALKS) == date(2025, 11, 12)


def test_what_was_done_with_the_first_pupil_is_not_asked_again_when_it_starts_for_the_second() -> None:
    walk = serious().does(start("B", B_BACK), MarkDone("return_talk", MONDAY, participants=("B",)))
    walk.does(MarkDone("tell_victim_time_out", MONDAY), start("C", C_BACK))
    assert B_TALKS not in walk.duties()
    assert C_TALKS in walk.duties()
    assert "do:tell_victim_time_out:tell_victim_time_out" in walk.duties()  # who is bullied hears of the second one too


def test_for_the_same_pupil_it_starts_anew_with_a_talk_of_its_own() -> None:
    walk = both_at_home().does(MarkDone("return_talk", MONDAY, participants=("B", "C")))
    walk.on(B_BACK).does(EndIntervention("external_time_out", B_BACK, participants=("B",)))
    walk.does(start("B", date(2025, 11, 20), on=B_BACK))
    assert walk.due(B_TALKS) == date(2025, 11, 19)
    assert C_TALKS not in walk.duties()


def test_the_end_for_one_pupil_leaves_that_of_the_other() -> None:
    walk = both_at_home().on(B_BACK)
    walk.does(EndIntervention("external_time_out", B_BACK, participants=("B",)))
    assert [one.pupils for one in offers(walk) if one.running] == [("C",)]
    facts = walk.case.facts()
    assert (facts["running.external_time_out"], facts["ended.external_time_out"]) == (True, False)
    assert walk.due(B_TALKS) == date(2025, 11, 5)  # the talk with who came back is still asked
    walk.does(EndIntervention("external_time_out", B_BACK))
    facts = walk.case.facts()
    assert (facts["running.external_time_out"], facts["ended.external_time_out"]) == (False, True)


def test_one_is_prolonged_and_the_other_is_not() -> None:
    walk = both_at_home()
    longer = date(2025, 11, 10)
    walk.does(ProlongIntervention("external_time_out", longer, "note", participants=("B",)))
    assert (walk.due("intervention:external_time_out:B"), walk.due("intervention:external_time_out:C")) == (
        longer,
        C_BACK,
    )
    assert walk.due(B_TALKS) == date(2025, 11, 9)


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (EndIntervention("external_time_out", MONDAY), "whose"),
        (ProlongIntervention("external_time_out", C_BACK, "note"), "whose"),
        (EndIntervention("external_time_out", MONDAY, participants=("V",)), "not-running-for"),
        (ProlongIntervention("external_time_out", C_BACK, "note", participants=("B", "V")), "not-running-for"),
        (start("B", C_BACK), "running-for"),
    ],
)
def test_who_does_not_say_which_pupil_or_names_another_hears_what_to_do(command: Command, why: str) -> None:
    assert both_at_home().refused(command).key == f"refusal-intervention-{why}"


def test_it_may_start_as_long_as_one_of_the_pupils_does_not_have_it() -> None:
    walk = serious().does(start("B", B_BACK))
    assert [(one.running, one.allowed, one.may_have) for one in offers(walk)] == [
        (True, True, ()),
        (False, True, ("C",)),
    ]
    walk.does(start("C", C_BACK))
    assert [one.running for one in offers(walk)] == [True, True]


def test_two_who_begin_together_are_ended_apart() -> None:
    walk = serious().does(StartIntervention("external_time_out", MONDAY, B_BACK, participants=("B", "C")))
    assert [one.pupils for one in offers(walk) if one.running] == [("B",), ("C",)]
    walk.does(EndIntervention("external_time_out", MONDAY, participants=("C",)))
    assert [one.pupils for one in offers(walk) if one.running] == [("B",)]
    lines = [(one.participants, one.ended_on) for one in done_lines(walk.case) if one.label == "Externe time-out"]
    assert lines == [(("B",), None), (("C",), MONDAY)]


def test_one_start_is_one_entry_also_for_two_pupils_and_another_start_another() -> None:
    walk = Walk(shipped_protocol("het-sticht"))
    walk.does(Acknowledge(), AddPupil("B", "bully"), AddPupil("C", "bully"), AddPupil("D", "bully"))
    walk.does(EstablishFact("offender_known", value=True))
    walk.does(StartIntervention("suspension", MONDAY, B_BACK, participants=("B", "C")))
    walk.does(StartIntervention("suspension", MONDAY, C_BACK, participants=("D",)))
    ids = [one.id for one in log_entries(walk.case) if one.step == "suspension"]
    assert ids == ["intervention.suspension/suspension/1", "intervention.suspension/suspension/2"]


def test_what_comes_once_comes_once_for_each_pupil() -> None:
    walk = Walk(shipped_protocol("het-sticht"))
    walk.does(
        Acknowledge(), AddPupil("B", "bully"), AddPupil("C", "bully"), EstablishFact("offender_known", value=True)
    )
    walk.does(StartIntervention("removal", MONDAY, participants=("B",)), EndIntervention("removal", MONDAY))
    refused = walk.refused(StartIntervention("removal", MONDAY, participants=("B",)))
    assert refused.key == "refusal-intervention-once-for"
    walk.does(StartIntervention("removal", MONDAY, participants=("C",)))


def test_a_maximum_counts_for_each_pupil_apart() -> None:
    """P000 T-07, T-08: what one pupil had before does not shorten that of another."""
    walk = Walk(shipped_protocol("splitting"))
    walk.does(Acknowledge(), AddPupil("B", "bully"), AddPupil("C", "bully"))
    stay = StartIntervention("room_008_longer", MONDAY, date(2025, 11, 24), participants=("B",))
    walk.does(stay).on(date(2025, 11, 17))
    late = date(2025, 12, 8)
    walk.does(StartIntervention("room_008_longer", walk.today, late, participants=("C",)))
    longer = ProlongIntervention("room_008_longer", late, "note", participants=("B",))
    assert walk.refused(longer).key == "refusal-over-maximum"
    assert not warnings_about(walk.case, longer)
    assert walk.due("intervention:room_008_longer:C") == late


def test_putting_off_the_work_with_one_pupil_stays_when_the_other_had_it() -> None:
    walk = both_at_home()
    for key in (B_TALKS, C_TALKS):
        walk.events.append(Postponed(at=walk.now, by="mentor", duty=key, to=C_BACK, reason="note"))
    walk.does(MarkDone("return_talk", MONDAY, participants=("B",)))
    assert set(walk.case.postponed) == {C_TALKS}


def test_leaving_out_the_talk_with_those_who_have_it_asks_it_of_who_begins_later() -> None:
    walk = serious().does(start("B", B_BACK), Skip("return_talk", "note"))
    assert B_TALKS not in walk.duties()
    walk.does(start("C", C_BACK))
    assert B_TALKS not in walk.duties()
    assert C_TALKS in walk.duties()


def test_leaving_out_the_talk_with_one_pupil_leaves_that_with_the_other() -> None:
    walk = both_at_home()
    assert walk.refused(Skip("return_talk", "note", participants=("V",))).key == "refusal-cannot-skip"
    assert walk.refused(Skip("tell_victim_time_out", "note", participants=("B",))).key == "refusal-cannot-skip"
    walk.does(Skip("return_talk", "note", participants=("B",)))
    assert B_TALKS not in walk.duties()
    assert C_TALKS in walk.duties()
    assert unfinished(walk.case, walk.today) is not None
    walk.does(Skip("return_talk", "note"))
    assert C_TALKS not in walk.duties()
    assert walk.case.facts()["skipped.return_talk"] is True


def test_who_was_asked_for_it_for_a_second_pupil_can_say_that_it_does_not_come() -> None:
    walk = serious().does(start("B", B_BACK))
    assert walk.refused(DeclineIntervention("external_time_out", "note")).key == "refusal-not-asked-for"
    walk.does(DeclineIntervention("external_time_out", "note", in_answer=True))
    assert [one.pupils for one in offers(walk) if one.running] == [("B",)]
    assert not card(walk.case, walk.calendar, walk.today).declined
    walk.does(start("C", C_BACK))
    refused = walk.refused(DeclineIntervention("external_time_out", "note", in_answer=True))
    assert refused.key == "refusal-not-asked-for"


def test_what_asks_for_it_anew_asks_also_for_a_second_pupil_while_the_first_has_it() -> None:
    """P001 A001-12, T-18."""
    walk = serious().does(start("B", B_BACK))
    assert "trigger:external_time_out" not in walk.duties()
    walk.does(EstablishFact("severity", "serious", note="note"))
    assert walk.due("trigger:external_time_out") == MONDAY
    assert [notice.to.role for notice in walk.notices if notice.cause == "trigger"] == ["head", "head"]
    assert [(one.running, one.asked) for one in offers(walk)] == [(True, False), (False, True)]
    walk.does(start("C", C_BACK))
    assert "trigger:external_time_out" not in walk.duties()
    walk.does(EstablishFact("severity", "serious", note="note"))
    assert "trigger:external_time_out" not in walk.duties(), "there is nobody left who does not have it"


def test_what_asks_for_it_anew_for_a_second_pupil_can_be_declined() -> None:
    walk = serious().does(start("B", B_BACK), EstablishFact("severity", "serious", note="note"))
    walk.does(DeclineIntervention("external_time_out", "note"))
    assert "trigger:external_time_out" not in walk.duties()
    assert [one.pupils for one in offers(walk) if one.running] == [("B",)]


def test_what_comes_once_for_each_pupil_is_asked_for_as_long_as_one_did_not_have_it() -> None:
    """Also once it ended for the first."""
    shipped = shipped_protocol("kluiverboom")
    once = tuple(
        one.model_copy(update={"repeatable": False, "timer": None}) if one.key == "external_time_out" else one
        for one in shipped.interventions
    )
    walk = serious_under(shipped.model_copy(update={"interventions": once}))
    for pupil in ("B", "C"):
        walk.does(StartIntervention("external_time_out", MONDAY, participants=(pupil,)))
        walk.does(EndIntervention("external_time_out", MONDAY, participants=(pupil,)))
        walk.does(EstablishFact("severity", "serious", note="note"))
        assert ("trigger:external_time_out" in walk.duties()) is (pupil == "B")


def test_the_case_does_not_close_before_each_of_them_was_talked_with() -> None:
    walk = both_at_home().does(MarkDone("return_talk", MONDAY, participants=("B",)))
    assert unfinished(walk.case, walk.today) == "Praat met de leerling en de ouders voordat de lessen weer beginnen"
    walk.does(MarkDone("return_talk", MONDAY, participants=("C",)))
    assert unfinished(walk.case, walk.today) is None


def test_closing_ends_it_for_everybody() -> None:
    walk = both_at_home().does(MarkDone("return_talk", MONDAY, participants=("B", "C")))
    outcome = next(one.key for one in walk.protocol.outcomes_by_hand(walk.case.step_key))
    walk.does(CloseWith(outcome, "note"))
    assert not walk.case.running_runs(walk.protocol.intervention("external_time_out"))


def test_what_was_agreed_for_one_pupil_and_called_off_leaves_that_of_the_other() -> None:
    walk = serious().does(start("B", B_BACK), start("C", C_BACK, on=date(2025, 11, 10)))
    walk.does(EndIntervention("external_time_out", MONDAY, participants=("C",)))
    assert [one.pupils for one in offers(walk) if one.running] == [("B",)]
    assert C_TALKS not in walk.duties()
    assert "trigger:external_time_out" not in walk.duties()


def test_an_event_without_a_pupil_is_about_everybody_who_has_it() -> None:
    """Events of before a pupil was said load as they are, and mean what they meant."""
    walk = both_at_home()
    data = event_to_data(InterventionEnded(at=walk.now, by="mentor", intervention="external_time_out", on=MONDAY))
    del data["participants"]
    ended = fold(walk.protocol, [*walk.events, event_from_data(data)])
    assert not ended.is_running(walk.protocol.intervention("external_time_out"))


def test_under_a_protocol_that_does_not_tell_pupils_apart_one_runs_for_all() -> None:
    """A case keeps the protocol with which it began."""
    shipped = shipped_protocol("kluiverboom")
    of_all = tuple(one.model_copy(update={"per_pupil": False}) for one in shipped.interventions)
    protocol: Protocol = shipped.model_copy(update={"interventions": of_all})
    walk = serious()
    walk.does(StartIntervention("external_time_out", MONDAY, B_BACK, participants=("B", "C")))
    case = fold(protocol, walk.events)
    assert [run.participants for run in case.runs["external_time_out"]] == [("B", "C")]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"with": "class"}, "apart-with"),
        ({"with": None}, "apart-with"),
        ({"consent": {"from": "victim", "on_refusal": "block"}}, "apart-consent"),
        ({"actions": [{"answers": [{"key": "yes", "label": "Ja"}]}]}, "apart-answers"),
        ({"reentry": [{"timers": [{"id": "back", "anchor": ["return_date"], "after": "chosen"}]}]}, "apart-day"),
        (
            {"actions": [{"timers": [{"id": "talks", "anchor": ["started"], "after": "P1D", "repeat": "P7D"}]}]},
            "apart-day",
        ),
    ],
)
def test_what_the_case_keeps_once_for_everybody_is_refused_in_a_means_of_each_pupil(
    changed: dict[str, Any], problem: str
) -> None:
    action: dict[str, Any] = {"key": "extra", "label": "Extra", "kind": "talk", "with": "each_bully"}
    found = [{**action, **one} for one in (*changed.get("actions", ()), *changed.get("reentry", ()))]
    given: dict[str, Any] = {**changed, **{name: found for name in ("actions", "reentry") if name in changed}}
    assert f"protocol-problem-{problem}" in problems_of({"with": "each_bully", "per_pupil": True, **given})
    assert f"protocol-problem-{problem}" not in problems_of({"with": "each_bully", **given})


def test_what_belongs_to_the_return_of_one_pupil_is_not_said_of_who_does_not_have_it() -> None:
    walk = serious().does(start("B", B_BACK))
    refused = walk.refused(MarkDone("return_talk", MONDAY, participants=("C",)))
    assert (refused.key, dict(refused.fields)["party"]) == ("refusal-wrong-party", "other")
    walk.does(MarkDone("return_talk", MONDAY))
    assert walk.case.history["return_talk"][-1].participants == ("B",)


def problems_of(changed: dict[str, Any]) -> list[str]:
    means = {"key": "detention", "label": "Nablijven", "by": {"role": "head"}, **changed}
    shipped = shipped_protocol("kluiverboom")
    added = (*shipped.interventions, Intervention.model_validate(means))
    return [one.key for one in findings_in(shipped.model_copy(update={"interventions": added}))]


def test_the_victim_is_told_no_later_than_the_first_day_of_a_measure() -> None:
    """P001 A001-2."""
    wednesday = date(2025, 11, 5)
    walk = serious().does(start("B", C_BACK, wednesday))
    told = walk.duties()["do:tell_victim_time_out:tell_victim_time_out"]
    assert (told.due_on, told.origin, told.rules) == (wednesday, "school", ("A001-2",))
    later = Postpone(told.key, date(2025, 11, 6), "note")
    assert walk.refused(later).key == "refusal-postpone-maximum"
    removed = InterventionStarted(
        at=walk.now, by="head", intervention="disciplinary_measures", on=wednesday, participants=("B",)
    )
    walk.events.append(removed)
    assert walk.due("do:tell_victim_measure:tell_victim_measure") == wednesday


@pytest.mark.parametrize(("until", "due"), [(B_BACK, B_BACK), (C_BACK, date(2025, 11, 8)), (MONDAY, MONDAY)])
def test_what_the_school_does_while_a_means_runs_is_not_due_after_its_end(until: date, due: date) -> None:
    text = shipped_protocol_text("kluiverboom")
    begins = text.index("        timers:\n          - id: tell_victim_time_out")
    without_day = text[:begins] + text[text.index("    reentry:", begins) :]
    walk = serious_under(load_protocol(without_day, "without_day.yaml"))
    walk.events.append(
        InterventionStarted(
            at=walk.now,
            by="head",
            intervention="external_time_out",
            on=MONDAY,
            until=until,
            participants=("B",),
        )
    )
    assert walk.due("do:tell_victim_time_out") == due
