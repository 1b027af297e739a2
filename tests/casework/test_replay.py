"""Playing a case back: who gets a report, who is told, who may act, which days bring a reminder."""

from datetime import date
from typing import Any

import pytest

from casework import case
from casework.case_events import CaseEvent
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.replay import replay
from casework.replay_file import load_replay

SCHOOL = """protocol: kluiverboom
people:
  mentor: {roles: [first_contact], classes: [1A], deputy: docent}
  leerlingcoordinator: {roles: [year_coordinator], present_on: [mon, tue]}
  ondersteuning: {roles: [support_coordinator]}
  directeur: {roles: [head]}
  bestuur: {roles: [board]}
  docent: {roles: [staff_any]}
  officier: {roles: [child_protection_officer]}
pupils:
  V: {class: 1A, name: Vera Vos}
  B: {class: 1A, name: Bram Bos}
events:
"""


def played(events: str, protocol: str = "kluiverboom", head: str = SCHOOL) -> dict[str, Any]:
    (run,) = load_replay(head.replace("kluiverboom", protocol) + events)
    return replay(run, shipped_protocol(protocol), every_state=True)


def test_whoever_gets_it_instead_of_the_mentor_leads_and_is_reminded() -> None:
    told = played("  - {at: 2025-11-03, by: V, report: {about: V, facts: {trusts_contact: false}}}\n")
    (event,) = told["events"]
    assert [one["person"] for one in event["receives"]] == ["leerlingcoordinator"]
    assert event["state"]["lead"]["people"] == ["leerlingcoordinator"]
    assert all("mentor" not in due["who"]["people"] for due in event["state"]["dues"])


def test_a_name_in_the_report_is_to_be_confirmed_and_not_sought() -> None:
    def first_asked(report: str) -> Any:
        told = played(f"  - {{at: 2025-11-03, by: V, report: {report}}}\n")
        return next(due["label"] for due in told["events"][0]["state"]["dues"] if due["action"] == "find_victim")

    unknown = "known: false, class: 1A"
    assert first_asked(f"{{{unknown}, facts: {{victim_told: self}}}}")["text_key"] == "duty-confirm-reporter"
    assert first_asked(f"{{{unknown}, facts: {{victim_told: named}}}}")["text_key"] == "duty-confirm-named"
    assert first_asked(f"{{{unknown}}}").startswith("Zoek via de berichten")


def test_what_can_be_established_holds_the_facts_that_every_case_has_where_they_are_used() -> None:
    """As the card asks them: how serious it is where a means depends on it, whether a step is stuck where it does."""

    def asked(protocol: str) -> set[str]:
        told = played("  - {at: 2025-11-03, by: V, report: {about: V}}\n", protocol)
        return {one["fact"] for one in told["events"][0]["state"]["asks"]}

    assert asked("kluiverboom") & {"severity", "online", "step_blocked"} == {"severity", "online"}
    assert asked("oplossingsgericht") & {"severity", "online", "step_blocked"} == {"online", "step_blocked"}


def test_whom_it_is_about_is_in_no_place_of_the_case_and_cannot_act() -> None:
    told = played(
        "  - {at: 2025-11-03, by: docent, report: {about: V, subjects: [mentor]}}\n  - {by: mentor, acknowledge: }\n"
    )
    report, act = told["events"]
    assert [one["person"] for one in report["receives"]] == ["leerlingcoordinator"]
    assert "mentor" not in str(report["state"]["dues"]) + str(report["notices"]) + str(report["state"]["lead"])
    assert act["refused"]["text_key"] == "refusal-not-your-case"


def test_sexual_conduct_of_staff_goes_to_the_board_with_the_number_of_the_inspectorate() -> None:
    told = played("  - {at: 2025-11-03, by: V, report: {about: V, facts: {offender_class: staff, category: sexual}}}\n")
    (event,) = told["events"]
    assert [one["person"] for one in event["receives"]] == ["bestuur"]
    assert [line["number"] for line in event["helplines"]] == ["0900-1113111"]
    assert (event["also_told"], event["also_notified"]) == ([], [])


def test_a_receiver_is_said_to_be_there_from_the_first_day_of_presence() -> None:
    """The coordinator is there on Mondays and Tuesdays, the deputy of nobody; on Friday it is for Monday."""
    told = played("  - {at: 2025-11-07, by: V, report: {about: V, facts: {trusts_contact: false}}}\n")
    (event,) = told["events"]
    assert [(one["person"], one["present_from"]) for one in event["receives"]] == [
        ("leerlingcoordinator", "2025-11-10")
    ]
    assert [one["person"] for one in event["offered_now"]] == ["ondersteuning", "directeur"]


def test_a_reminder_comes_once_a_day_from_its_day_on_until_it_is_done_and_not_at_weekends() -> None:
    told = played(
        '  - {at: 2025-11-03, by: mentor, begin: {step: "4", about: V, done: {mediation: 2025-11-03}}}\n'
        "  - {by: mentor, acknowledge: }\n"
        "  - {at: 2025-11-16}\n"
        "  - {at: 2025-11-24}\n"
    )
    days = [one["on"] for one in told["reminders"] if one["timer"] == "evaluation"]
    late = ["2025-11-18", "2025-11-19", "2025-11-20", "2025-11-21", "2025-11-24"]
    assert days == ["2025-11-14", "2025-11-17", *late]


def test_free_days_and_weekends_move_what_is_due() -> None:
    begun = '  - {at: 2025-11-03, by: mentor, begin: {step: "4", about: V, done: {mediation: 2025-11-03}}}\n'
    on_free_days = played(begun, head="free_days: [2025-11-17]\n" + SCHOOL)
    (due,) = [due for due in on_free_days["end"]["dues"] if due["timer"] == "evaluation"]
    assert due["on"] == "2025-11-18"
    weekend = '  - {at: 2025-11-08, by: mentor, begin: {step: "4", about: V, done: {mediation: 2025-11-01}}}\n'
    days = {
        weekends: next(
            due["on"]
            for due in played(weekend, head=f"weekends: {weekends}\n" + SCHOOL)["end"]["dues"]
            if due["timer"] == "evaluation"
        )
        for weekends in ("free", "school")
    }
    assert days == {"free": "2025-11-17", "school": "2025-11-15"}


def test_a_setting_of_the_school_changes_a_span() -> None:
    begun = '  - {at: 2025-11-03, by: mentor, begin: {step: "1", about: V}}\n'
    due = {
        days: next(
            due["on"]
            for due in played(begun, head=f"settings: {{step_days: {days}}}\n" + SCHOOL)["end"]["dues"]
            if due["action"] == "talk_victim"
        )
        for days in (2, 3)
    }
    assert due == {2: "2025-11-05", 3: "2025-11-06"}


def test_a_setting_of_the_protocol_changes_who_is_told() -> None:
    head = SCHOOL.replace("  docent:", "  antipest: {roles: [bullying_coordinator]}\n  docent:")
    told = "  - {at: 2025-11-03, by: V, report: {about: V}}\n"
    off = "settings: {apc_at_intake: false}\n"
    with_it = played(told, "oplossingsgericht", head)["events"][0]
    without = played(told, "oplossingsgericht", off + head)["events"][0]
    assert with_it["also_told"] == ["antipest"]
    assert (without["also_told"], without["also_notified"]) == ([], [])


def test_a_command_before_there_is_a_case_is_refused() -> None:
    (event,) = played("  - {at: 2025-11-03, by: mentor, acknowledge: }\n")["events"]
    assert event["refused"]["text_key"] == "refusal-case-not-open"


def test_a_later_report_says_who_would_get_it_and_opens_no_second_case() -> None:
    told = played(
        "  - {at: 2025-11-03, by: V, report: {about: V}}\n"
        "  - {by: V, report: {about: V, facts: {trusts_contact: false}}}\n"
    )
    first, second = told["events"]
    assert [one["person"] for one in second["receives"]] == ["leerlingcoordinator"]
    assert "opened" in first and "opened" not in second
    assert told["end"]["lead"]["people"] == ["mentor"]


def test_a_home_that_is_not_safe_holds_the_call_until_the_officer_decides() -> None:
    told = played(
        '  - {at: 2025-11-03, by: mentor, begin: {step: "5", about: V}}\n'
        "  - {by: mentor, establish_fact: {fact: home_unsafe, value: true}}\n"
        "  - {by: mentor, mark_done: keep_parents_informed}\n"
        "  - {by: mentor, decide_on_home: {may_contact: true, reason: veilig}}\n"
        "  - {by: officier, decide_on_home: {may_contact: true, reason: veilig}}\n"
        "  - {by: mentor, mark_done: keep_parents_informed}\n"
    )
    assert [event["accepted"] for event in told["events"]] == [True, True, False, False, True, True]


def test_what_nobody_takes_up_in_time_goes_to_the_next_who_is_there() -> None:
    """A002-14: the coordinator is there on Mondays and Tuesdays."""
    told = played(
        "  - {at: 2025-11-04, by: V, report: {about: V, facts: {trusts_contact: false}}, show: true}\n"
        "  - {at: 2025-11-06}\n"
    )
    due = next(one for one in told["events"][0]["state"]["dues"] if one["kind"] == "acknowledge")
    assert (due["on"], due["remind_on"]) == ("2025-11-04", ["2025-11-04"])
    asked = [(one["on"], one["who"]["people"]) for one in told["reminders"] if one["kind"] == "acknowledge"]
    assert asked == [("2025-11-04", ["leerlingcoordinator"]), ("2025-11-06", ["ondersteuning"])]


@pytest.mark.parametrize(
    ("urgency", "learned", "due"),
    [
        ("normal", "fact: online, value: true", "2025-11-06"),
        ("normal", "fact: severity, value: serious, note: erg", "2025-11-05"),
        ("now", "fact: online, value: true", "2025-11-05"),
    ],
)
def test_what_cannot_wait_keeps_its_day_on_another_track(urgency: str, learned: str, due: str) -> None:
    told = played(
        f"  - {{at: 2025-11-03, by: V, report: {{about: V, urgency: {urgency}}}}}\n"
        "  - {by: mentor, acknowledge: }\n"
        f"  - {{by: mentor, establish_fact: {{{learned}}}}}\n"
        "  - {at: 2025-11-05, by: mentor, change_track: {to: about_staff, reason: over een leraar}}\n"
    )
    assert [event["accepted"] for event in told["events"]] == [True] * 4
    assert taken_up_on(told) == due


@pytest.mark.parametrize(("urgency", "due"), [("normal", "2025-11-04"), ("today", "2025-11-03"), ("now", "2025-11-03")])
def test_a_report_that_cannot_wait_is_to_be_taken_up_on_its_day(urgency: str, due: str) -> None:
    told = played(f"  - {{at: 2025-11-03, by: V, report: {{about: V, urgency: {urgency}}}}}\n")
    assert taken_up_on(told) == due


def taken_up_on(told: dict[str, Any]) -> str:
    """The day by which the case of the last event is to be taken up."""
    (due,) = (one for one in told["events"][-1]["state"]["dues"] if one["kind"] == "acknowledge")
    return str(due["on"])


def test_what_a_signal_tells_that_is_not_for_its_sender_to_say_is_not_dropped_without_a_word() -> None:
    """How serious it is, is for whoever has the case."""
    told = played(
        "  - {at: 2025-11-03, by: V, report: {about: V}}\n"
        "  - {by: mentor, acknowledge: }\n"
        "  - {by: ondersteuning, report_signal: {facts: {severity: serious, recurrence: true}}}\n"
        "  - {by: mentor, report_signal: {facts: {severity: serious}}}\n"
    )
    *_, by_colleague, by_mentor = told["events"]
    assert [one["text_key"] for one in by_colleague["warnings"]] == ["warning-signal-fact"]
    assert by_colleague["warnings"][0]["fields"] == {"fact": "severity"}
    assert by_mentor["warnings"] == []


def test_a_text_for_parents_needs_a_case() -> None:
    told = played("  - {at: 2025-11-03, by: mentor, draft: {family: V, text: Het gaat goed.}}\n")
    assert told["events"][0]["refused"]["text_key"] == "refusal-case-not-open"


def test_a_text_for_parents_that_names_another_pupil_is_refused() -> None:
    told = played(
        '  - {at: 2025-11-03, by: mentor, begin: {step: "3", about: V, pupils: {B: bully}}}\n'
        "  - {by: mentor, draft: {family: V, text: Bram stopt ermee.}}\n"
        "  - {by: mentor, draft: {family: V, text: Het gaat beter met Vera.}}\n"
    )
    _, naming, silent = told["events"]
    assert (naming["accepted"], naming["names"]) == (False, ["B"])
    assert (silent["accepted"], silent["names"]) == (True, [])


def test_no_text_goes_to_a_home_that_nothing_may_reach() -> None:
    told = played(
        '  - {at: 2025-11-03, by: mentor, begin: {step: "1", about: V}}\n'
        "  - {by: mentor, establish_fact: {fact: home_unsafe, value: true, pupils: [V]}}\n"
        "  - {by: mentor, draft: {family: V, text: Het gaat beter.}}\n"
    )
    held = told["events"][-1]
    assert (held["accepted"], held["refused"]["text_key"]) == (False, "refusal-home-held")


NOT_THE_MENTOR = "  - {at: 2025-11-03, by: V, report: {about: V, named: [B], facts: {trusts_contact: false}}}\n"


def test_the_mentor_whom_a_pupil_does_not_trust_reads_nothing_and_has_nothing_to_do() -> None:
    """P001 A001-19."""
    told = played(
        NOT_THE_MENTOR
        + "  - {by: leerlingcoordinator, acknowledge: }\n"
        + "  - {by: mentor, mark_done: talk_victim}\n"
        + "  - {at: 2025-11-10, by: docent, report_signal: {}}\n"
    )
    assert told["events"][2]["refused"]["text_key"] == "refusal-not-your-case"
    for event in told["events"]:
        assert "mentor" not in str(event["state"]["dues"]) + str(event["state"]["lead"]) + str(event.get("notices"))
    assert all("mentor" not in one["who"]["people"] for one in told["reminders"])


def test_who_took_it_up_does_the_work_of_the_mentor() -> None:
    told = played(NOT_THE_MENTOR + "  - {by: ondersteuning, acknowledge: }\n")
    leads = [event["state"]["lead"]["people"] for event in told["events"]]
    assert leads == [["leerlingcoordinator"], ["ondersteuning"]]


def test_when_the_pupil_trusts_the_mentor_after_all_the_work_is_the_mentors_again() -> None:
    told = played(
        NOT_THE_MENTOR
        + "  - {by: leerlingcoordinator, acknowledge: }\n"
        + "  - {by: leerlingcoordinator, establish_fact: {fact: trusts_contact, value: true}}\n"
        + "  - {by: mentor, acknowledge: }\n"
    )
    asked, _, trusted, acts = told["events"]
    assert "trusts_contact" in {one["fact"] for one in asked["state"]["asks"]}
    assert trusted["state"]["lead"]["people"] == ["mentor"]
    assert "trusts_contact" not in {one["fact"] for one in trusted["state"]["asks"]}
    assert acts["accepted"]


def test_trust_that_is_lost_on_the_way_takes_the_work_from_the_mentor() -> None:
    told = played(
        "  - {at: 2025-11-03, by: V, report: {about: V}}\n"
        "  - {by: mentor, establish_fact: {fact: trusts_contact, value: false}}\n"
    )
    lead = told["events"][-1]["state"]["lead"]["people"]
    assert lead
    assert "mentor" not in lead


def test_a_confidant_who_brings_it_into_the_line_without_the_coach_keeps_the_coachs_work() -> None:
    """P000 A000-22: at danger the confidant may go on without the pupil's yes to the coach."""
    head = SCHOOL.replace("  docent:", "  vertrouwenspersoon: {roles: [confidant]}\n  docent:")
    begun = "  - {at: 2025-11-03, by: V, report: {about: V, facts: {trusts_contact: false}}}\n"
    begun += "  - {by: vertrouwenspersoon, acknowledge: }\n"
    jumped = played(
        begun
        + "  - {by: vertrouwenspersoon, establish_fact: {fact: safety_signal, value: true, note: gevaar}}\n"
        + "  - {by: vertrouwenspersoon, open_step: {to: 1a, reason: gevaar}}\n",
        "splitting",
        head,
    )
    assert jumped["events"][-1]["state"]["step"] == "1a"
    assert jumped["events"][-1]["state"]["lead"]["people"] == ["vertrouwenspersoon"]
    assert "mentor" not in str(jumped["events"][-1]["state"]["dues"])
    agreed = played(
        begun
        + "  - {by: vertrouwenspersoon, mark_done: talk_in_confidence}\n"
        + "  - {by: vertrouwenspersoon, record_outcome: {action: agree_further, answer: with_coach}}\n"
        + "  - {by: vertrouwenspersoon, answer_gate: {answers: {pupil_agrees: true}}}\n",
        "splitting",
        head,
    )
    assert agreed["events"][-1]["state"]["lead"]["people"] == ["mentor"]


TWO_CLASSES = """protocol: oplossingsgericht
people:
  coach_v: {roles: [first_contact], classes: [1A]}
  coach_b: {roles: [first_contact], classes: [2B]}
  antipest: {roles: [bullying_coordinator]}
  vakdocent: {roles: [staff_any]}
pupils:
  V: {class: 1A}
  B: {class: 2B}
events:
"""


def test_while_nobody_knows_who_is_bullied_it_is_with_who_received_it() -> None:
    """AX-14."""
    told = played(
        "  - {at: 2025-11-03, report: {kind: witness, known: false, named: [B]}}\n"
        "  - {by: coach_b, acknowledge: }\n"
        "  - {by: antipest, identify_victim: {pupil: V, is_reporter: false}}\n",
        head=TWO_CLASSES,
        protocol="oplossingsgericht",
    )
    report, other_side, found = told["events"]
    assert [one["person"] for one in report["receives"]] == ["antipest"]
    assert report["state"]["lead"]["people"] == ["antipest"]
    find = next(one for one in report["state"]["actions"] if one["key"] == "find_victim")
    assert find["by"]["people"] == ["antipest"]
    assert not other_side["accepted"]
    assert found["state"]["lead"]["people"] == ["coach_v"]


def test_the_coach_of_the_other_side_has_no_part_before_being_informed() -> None:
    """P003 N-44."""
    by_the_pupil = "  - {at: 2025-11-03, by: V, report: {about: V, named: [B]}}\n"
    told = played(by_the_pupil + "  - {at: 2025-11-10}\n", head=TWO_CLASSES, protocol="oplossingsgericht")
    assert "coach_b" not in str(told["end"]["dues"]) + str(told["end"]["lead"]) + str(told["reminders"])
    informed = played(
        by_the_pupil
        + "  - {by: coach_v, add_pupil: {pupil: B, party: bully}}\n"
        + "  - {by: coach_v, record_outcome: {action: who_is_involved, answer: cross_class}}\n",
        head=TWO_CLASSES,
        protocol="oplossingsgericht",
    )
    assert informed["end"]["lead"]["people"] == ["coach_v", "coach_b"]
    of_staff = "  - {at: 2025-11-03, by: vakdocent, report: {about: V, named: [B]}}\n"
    both = played(of_staff, head=TWO_CLASSES, protocol="oplossingsgericht")
    assert both["end"]["lead"]["people"] == ["coach_v", "coach_b"]


@pytest.mark.parametrize(
    ("protocol", "duty", "last", "due"),
    [
        ("noordhoek", "study_moments", "2025-10-01", "2026-04-16"),
        ("noordhoek", "study_moments", "2026-05-01", "2026-07-01"),
        ("oplossingsgericht", "introduction_week", "2025-09-02", "2026-09-01"),
    ],
)
def test_what_comes_back_in_a_school_year_shows_the_day_that_the_bot_plans(
    protocol: str, duty: str, last: str, due: str
) -> None:
    told = played(
        "  - {at: 2025-11-03, by: V, report: {about: V}}\n", protocol, f"periodic: {{{duty}: {last}}}\n{SCHOOL}"
    )
    assert [one["on"] for one in told["periodic"] if one["key"] == duty] == [due]


def test_every_duty_of_the_school_that_was_done_comes_back_on_a_school_day() -> None:
    for protocol in shipped_protocol_ids():
        done = {one.key: "2025-10-01" for one in shipped_protocol(protocol).periodic}
        head = f"periodic: {{{', '.join(f'{key}: {day}' for key, day in done.items())}}}\n{SCHOOL}"
        told = played("  - {at: 2025-11-03, by: V, report: {about: V}}\n", protocol, head)
        days = [date.fromisoformat(one["on"]) for one in told["periodic"]]
        assert len(days) == len(done)
        assert all(day > date(2025, 10, 1) and day.weekday() < 5 for day in days)


def test_two_pupils_who_each_have_a_means_have_dues_of_their_own() -> None:
    """P001 T-19: the talk comes before the return of each."""
    head = SCHOOL.replace("events:", "  C: {class: 1A, name: Cas Cuppen}\nevents:")
    out = "start_intervention: {intervention: external_time_out, participants"
    told = played(
        '  - {at: 2025-11-03, by: mentor, begin: {step: "1", about: V, pupils: {B: bully, C: bully}}}\n'
        "  - {by: mentor, establish_fact: {fact: severity, value: serious, note: n}}\n"
        f"  - {{by: directeur, {out}: [B], until: 2025-11-06}}}}\n"
        f"  - {{by: directeur, {out}: [C], until: 2025-11-13}}}}\n"
        "  - {by: directeur, end_intervention: external_time_out}\n"
        "  - {by: directeur, end_intervention: {intervention: external_time_out, participants: [B]}}\n",
        head=head,
    )
    *_, both, unsaid, one = told["events"]
    of_talks = [due for due in both["state"]["dues"] if due["timer"] == "return_talk"]
    assert [(due["pupils"], due["on"]) for due in of_talks] == [(["B"], "2025-11-05"), (["C"], "2025-11-12")]
    assert unsaid["refused"]["text_key"] == "refusal-intervention-whose"

    def running(event: dict[str, Any]) -> list[tuple[list[str], str]]:
        shown = event["state"]["interventions"]
        return [(one["pupils"], one["until"]) for one in shown if one["running"]]

    assert running(both) == [(["B"], "2025-11-06"), (["C"], "2025-11-13")]
    assert running(one) == [(["C"], "2025-11-13")]


def test_what_is_about_one_pupil_who_is_sent_home_is_for_the_people_of_that_pupil() -> None:
    """P000 N-55: the coach of who comes back has a part in the return agreements."""
    head = SCHOOL.replace("  B: {class: 1A, name: Bram Bos}", "  B: {class: 1B}\n  C: {class: 1C}")
    head = head.replace(
        "pupils:\n",
        "  van_b: {classes: [1B], roles: [first_contact]}\n  van_c: {classes: [1C], roles: [first_contact]}\npupils:\n",
    )
    out = "start_intervention: {intervention: suspension, participants"
    told = played(
        '  - {at: 2025-11-03, by: directeur, begin: {step: "6", about: V, pupils: {B: bully, C: bully}}}\n'
        "  - {by: directeur, record_outcome: {action: decide_suspension, answer: suspend, note: n}}\n"
        f"  - {{by: directeur, {out}: [B], until: 2025-11-06}}}}\n"
        f"  - {{by: directeur, {out}: [C], until: 2025-11-13}}}}\n",
        protocol="splitting",
        head=head,
    )
    state = told["events"][-1]["state"]
    whose = {
        due["pupils"][0]: set(due["who"]["people"]) for due in state["dues"] if due["action"] == "return_agreements"
    }
    assert set(whose) == {"B", "C"}
    assert "van_c" not in whose["B"]
    assert "van_c" in whose["C"]


def test_a_long_case_is_not_gone_through_anew_at_each_event(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[CaseEvent] = []
    apply = case._apply

    def counted(event: CaseEvent, so_far: case.Case) -> case.Case:
        seen.append(event)
        return apply(event, so_far)

    monkeypatch.setattr(case, "_apply", counted)
    signals = "  - {by: V, report_signal: }\n" * 200
    told = played("  - {at: 2025-11-03, by: V, report: {about: V}}\n" + signals)
    assert all(event["accepted"] for event in told["events"])
    assert len(seen) < 5 * len(told["events"])


def test_a_day_that_the_protocol_does_not_give_is_an_agreement_of_the_school() -> None:
    """P002 T-27 gives no interval, T-24 two years, T-25 so many times a year."""
    last = "{care_meeting: 2026-09-01, satisfaction_survey: 2026-09-01, study_moments: 2026-10-01}"
    told = played("  - {at: 2026-11-02, by: V, report: {about: V}}\n", "noordhoek", f"periodic: {last}\n" + SCHOOL)
    days = {one["key"]: (one["on"] is not None, one["origin"]) for one in told["periodic"]}
    assert days["care_meeting"] == days["study_moments"] == (True, "school")
    assert days["satisfaction_survey"] == (True, "protocol")
    assert days["present_incidents"] == (False, None)
