"""The report of a case: everything that happened, where it belongs, without a name."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import get_args

from bot.case_report.words import paragraphs, report_in_words
from casework import case_events as happened
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    CloseWith,
    EndIntervention,
    EstablishFact,
    HandOver,
    MarkDone,
    RecordConsent,
    ReportSignal,
    Skip,
    StartIntervention,
)
from casework.case_report import CaseReport, ReportSection, case_report
from casework.case_report_lines import Reader, ReportLine, Staff, Written, line_of
from casework.log_entries import coming_entries, open_records
from casework.protocol import shipped_protocol
from casework.protocol_model import RoleExpr
from tests.casework.cases import T0, Walk, at_step_2, at_step_5
from tests.casework.means import at_step

KLUIVERBOOM = shipped_protocol("kluiverboom")
TODAY = date(2025, 11, 24)
STAFF = Staff({"mentor": ("first_contact",), "karin": ("year_coordinator", "first_contact")}, {
    "first_contact": "mentor", "year_coordinator": "leerlingcoördinator",
})  # fmt: skip
SAYS_NOTHING = (happened.CaseOpened, happened.StepOpened)
"""The opening of a case and of a step in its order stand in the head of the report and of its part."""


def report_of(walk: Walk, written: Mapping[str, str] | None = None) -> CaseReport:
    return case_report(
        walk.protocol,
        walk.events,
        number=12,
        school="CSG Kluiverboom",
        today=TODAY,
        written=written or {},
        staff=STAFF,
    )


def section(report: CaseReport, key: str) -> ReportSection:
    return [one for one in report.sections if one.key == key][-1]


def line(report: CaseReport, key: str, kind: str) -> ReportLine:
    return next(one for one in section(report, key).lines if one.kind == kind)


def test_every_step_stands_in_order_with_who_leads_it_and_from_when_to_when() -> None:
    report = report_of(at_step_5(KLUIVERBOOM))
    assert [one.key for one in report.sections] == ["0", "1", "2", "3", "4", "5"]
    last, before = report.sections[-1], report.sections[-2]
    assert (before.opened_on, before.ended_on, before.lead) == (date(2025, 11, 3), date(2025, 11, 17), "mentor")
    assert (last.opened_on, last.ended_on, last.lead) == (date(2025, 11, 17), None, "leerlingcoördinator")
    assert (report.opened_on, report.closed_on, report.made_on) == (date(2025, 11, 3), None, TODAY)
    assert (report.protocol_title, report.protocol_version, report.outcome) == ("Pestprotocol", "1", None)


def test_what_is_done_after_its_step_has_ended_stands_with_that_step() -> None:
    walk = at_step_5(KLUIVERBOOM)
    walk.does(MarkDone("call_victim_parents", walk.today, note="n", channel="mail", view="v"))
    report = report_of(walk, {"n": "gebeld", "v": "zij zijn blij"})
    done = [one for one in section(report, "1").lines if one.channel]
    assert [(one.what, one.channel) for one in done] == [("Bel de ouders van de gepeste leerling", "mail")]
    assert done[0].written == (Written("note", "gebeld"), Written("view", "zij zijn blij"))


def test_consents_stand_in_the_victims_words_and_a_decision_with_its_reason() -> None:
    walk = at_step_2(KLUIVERBOOM, mediation=False)
    walk.does(Skip("call_victim_parents", "why"))
    report = report_of(walk, {"words": "liever niet in een kamer", "why": "de leerling belt zelf"})
    refused = line(report, "1", "consent-refused")
    assert (refused.what, refused.written) == (
        "Houd het bemiddelingsgesprek",
        (Written("words", "liever niet in een kamer"),),
    )
    assert line(report, "1", "skipped").written == (Written("reason", "de leerling belt zelf"),)


def test_a_gate_stands_with_each_answer_at_the_step_that_it_ends() -> None:
    asked = line(report_of(at_step_5(KLUIVERBOOM)), "4", "gate-not-passed")
    assert asked.questions == (("Is het pesten gestopt?", False),)
    assert asked.by == "mentor"


def test_staff_are_called_by_the_role_that_was_asked_for_and_never_by_their_id() -> None:
    walk = at_step_5(KLUIVERBOOM).does(HandOver("karin", "why"))
    report = report_of(walk)
    assert line(report, "5", "handed-over").to == ("leerlingcoördinator",)
    spoken = repr(report)
    assert "'karin'" not in spoken


def test_an_intervention_has_a_part_of_its_own_from_its_start_to_its_end() -> None:
    walk = at_step("2").does(RecordConsent("support_group", given=True))
    walk.does(StartIntervention("support_group", walk.today, participants=("B", "B2"), size=6, note="why"))
    walk.does(MarkDone("each_member", walk.today, note="said", participants=("B",)))
    walk.on(walk.today + timedelta(days=7)).does(EndIntervention("support_group", walk.today))
    report = report_of(walk, {"why": "samen", "said": "ging goed"})
    group = section(report, "support_group")
    assert group.kind == "intervention"
    assert (group.opened_on, group.ended_on) == (date(2025, 11, 3), date(2025, 11, 10))
    assert [(one.kind, one.pupils) for one in group.lines] == [
        ("started", ("B", "B2")), ("done", ("B",)), ("ended", ()),
    ]  # fmt: skip


def test_the_end_of_a_case_ends_everything_and_tells_how() -> None:
    walk = at_step_2(KLUIVERBOOM).does(ReportSignal(), CloseWith("quarrel", "why"))
    report = report_of(walk, {"why": "uitgepraat"})
    assert report.outcome == "Het was ruzie en geen pesten"
    assert report.closed_on == walk.today
    assert {one.ended_on for one in report.sections} == {walk.today}
    assert line(report, "2", "closed").written == (Written("reason", "uitgepraat"),)


def test_a_step_that_opens_again_has_a_part_of_its_own_again() -> None:
    walk = at_step_2(KLUIVERBOOM)
    walk.events.append(happened.StepOpened(at=walk.now, by="mentor", step="1", reason="why"))
    report = report_of(walk, {"why": "het liep anders"})
    assert [one.key for one in report.sections] == ["0", "1", "2", "1"]
    assert report.sections[-1].lines[0].written == (Written("reason", "het liep anders"),)
    assert [one.ended_on is None for one in report.sections] == [False, False, False, True]


def test_entries_for_the_schools_own_system_stand_with_the_day_of_the_tick() -> None:
    walk = at_step_2(KLUIVERBOOM)
    assert [one.entered_on for one in report_of(walk).records] == [None, None, None]
    walk.on(date(2025, 11, 5)).enters_all_records()
    assert {one.entered_on for one in report_of(walk).records} == {date(2025, 11, 5)}


def test_an_erased_note_is_left_out_and_the_line_stays() -> None:
    report = report_of(at_step_2(KLUIVERBOOM))
    assert line(report, "1", "done").written == ()


def test_every_kind_of_event_says_something_but_for_openings_in_order() -> None:
    """An event that is added to the engine must not be missing in the report."""
    silent = {kind for kind in get_args(happened.CaseEvent) if line_of(_any(kind), _READER) is None}
    assert silent == set(SAYS_NOTHING)


_READER = Reader(KLUIVERBOOM, {}, STAFF)
_VALUES: Mapping[str, object] = {
    "protocol_id": "kluiverboom", "protocol_version": "1", "protocol_hash": "hash", "reporter": "victim",
    "pupil": "B", "party": "bully", "is_reporter": True, "step": "4", "action": "talk_bullies", "reason": "why",
    "timer": "evaluation", "answer": "going_well", "answers": {"stopped": True}, "passed": True, "to": "karin",
    "duty": "action:talk_bullies", "fact": "recognisable", "value": True, "entries": ("a/b/1",),
    "intervention": "pestproject", "may_contact": False, "people": ("karin",), "other_case": "7",
    "outcome": "quarrel", "track": "about_staff", "size": 6,
}  # fmt: skip
_DAYS = ("on", "until")


def _any(kind: type[happened.CaseEvent]) -> happened.CaseEvent:
    """An event of this kind with all that it must have."""
    data: dict[str, object] = {"kind": kind.__name__, "version": happened.VERSION, "at": T0.isoformat(), "by": "mentor"}
    for name in kind.__dataclass_fields__:
        if name in _DAYS or (name == "to" and kind is happened.Postponed):
            data[name] = "2025-11-03"
        elif name in _VALUES and not (kind is happened.StepOpened and name == "reason"):
            data[name] = _VALUES[name]
    return happened.event_from_data(data)


def test_a_case_that_just_began_has_a_report_too() -> None:
    report = report_of(Walk(KLUIVERBOOM, victim=None).does(Acknowledge()))
    assert [one.kind for one in report.sections[0].lines] == ["taken-up"]
    assert (report.pupils, report.records) == ({}, ())


def test_the_answer_of_a_gate_without_questions_is_a_decision_with_a_reason() -> None:
    walk = at_step("4")
    report = report_of(walk, {"note": "we komen er niet uit"})
    gates = [one for part in report.sections for one in part.lines if one.kind.startswith("gate")]
    assert [one.written for one in gates] == [(Written("reason", "we komen er niet uit"),)]


def test_what_was_agreed_for_a_day_to_come_stands_on_the_day_of_that_and_tells_when_it_begins() -> None:
    walk = at_step("4")
    walk.does(StartIntervention("long_stay", T0.date() + timedelta(days=7), T0.date() + timedelta(days=14), ("B",)))
    part = section(report_of(walk), "long_stay")
    (planned,) = part.lines
    assert (planned.kind, planned.on, planned.begins) == ("planned", T0.date(), T0.date() + timedelta(days=7))
    assert not part.never_began


def test_the_period_of_a_measure_is_told_up_to_the_day_of_return() -> None:
    """P000 C08."""
    walk = at_step("4").does(StartIntervention("long_stay", T0.date(), T0.date() + timedelta(days=7), ("B",)))
    words = "\n".join(paragraphs(report_in_words(report_of(walk))))
    assert " · tot 10 november 2025 · " in words
    assert "tot en met" not in words


def test_what_was_called_off_before_it_began_says_so() -> None:
    walk = at_step("4")
    walk.does(StartIntervention("long_stay", T0.date() + timedelta(days=7), T0.date() + timedelta(days=14), ("B",)))
    walk.does(EndIntervention("long_stay", T0.date()))
    part = section(report_of(walk), "long_stay")
    assert part.never_began
    assert [one.kind for one in part.lines] == ["planned", "called-off"]
    words = "\n".join(paragraphs(report_in_words(report_of(walk))))
    assert "Afgesproken dat dit begint op 10 november 2025: Lang" in words
    assert "Gaat niet door: Lang" in words
    assert report_in_words(report_of(walk)).steps[-1][3:] == ("niet begonnen",)


def test_what_is_done_by_typing_it_over_stands_as_entered_and_leaves_no_tick() -> None:
    """P002 R-15: "Zet de melding in SOM" is itself the typing over."""
    walk = Walk(shipped_protocol("noordhoek"), facts={"online": True}).does(Acknowledge())
    assert [draft.entered for draft in coming_entries(walk.case, walk.today)] == [False]
    walk.done("keep_evidence", "som_entry")
    assert open_records(walk.case) == ()
    [record] = report_of(walk).records
    assert (record.what, record.entered_on) == ("Zet de melding in SOM", walk.today)
    assert "nog niet" not in "\n".join(paragraphs(report_in_words(report_of(walk))))


def test_what_ran_until_the_case_was_closed_says_that_it_stopped_then() -> None:
    walk = at_step("2").does(RecordConsent("support_group", given=True))
    walk.does(StartIntervention("support_group", walk.today, participants=("B", "B2"), size=6))
    running = "\n".join(paragraphs(report_in_words(report_of(walk))))
    walk.does(CloseWith("double", "why", "13"))
    closed = "\n".join(paragraphs(report_in_words(report_of(walk))))
    stopped = "Gestopt op 3 november 2025, bij het sluiten van de zaak."
    assert stopped in closed
    assert stopped not in running


def test_what_somebody_ended_before_is_not_said_to_have_stopped_at_the_closing() -> None:
    walk = at_step("2").does(RecordConsent("support_group", given=True))
    walk.does(StartIntervention("support_group", walk.today, participants=("B", "B2"), size=6))
    walk.does(
        EndIntervention("support_group", walk.today),
        CloseWith("double", "why", "13"),
    )
    assert "bij het sluiten" not in "\n".join(paragraphs(report_in_words(report_of(walk))))


def test_what_anybody_may_do_was_done_in_the_role_that_somebody_has_in_the_case() -> None:
    titles = {"first_contact": "coach", "staff_any": "pauzewacht"}
    staff = Staff({"an": ("first_contact", "staff_any"), "bo": ("staff_any",)}, titles)
    anybody = RoleExpr(role="staff_any")
    assert (staff.title("an", anybody), staff.title("bo", anybody)) == ("coach", "pauzewacht")


TITLES = {"support_team": "ondersteuningsteam", "team_lead": "bouwcoördinator", "head": "vestigingsdirecteur"}
OFTEN_A_DEPUTY = Staff(
    {"ruud": ("support_team", "team_lead", "head")},
    TITLES,
    {"ruud": {"support_team", "head"}},
    {role: f"{title} (plaatsvervanger)" for role, title in TITLES.items()},
)


def test_who_acts_is_called_by_an_own_role_before_one_in_which_they_stand_in_for_somebody() -> None:
    title = OFTEN_A_DEPUTY.title
    either = RoleExpr(any_of=(RoleExpr(role="support_team"), RoleExpr(role="team_lead")))
    own = [None, RoleExpr(role="team_lead"), either, RoleExpr(role="board")]
    assert [title("ruud", wanted) for wanted in own] == ["bouwcoördinator"] * 4
    assert title("ruud", RoleExpr(role="head")) == "vestigingsdirecteur (plaatsvervanger)"


def test_who_takes_up_a_step_is_called_by_the_role_that_leads_it() -> None:
    walk = Walk(KLUIVERBOOM, start="8").does(Acknowledge())
    (taken_up,) = [one for one in walk.events if isinstance(one, happened.Acknowledged)]
    lead = KLUIVERBOOM.step("8").lead
    staff = Staff(
        {taken_up.by: ("first_contact", *lead.role_ids())}, {"first_contact": "coach", lead.role_ids()[0]: "lead"}
    )
    report = case_report(KLUIVERBOOM, walk.events, number=1, school="", today=TODAY, written={}, staff=staff)
    assert line(report, "8", "taken-up").by == "lead"


def test_of_a_means_on_which_another_decides_than_does_it_the_report_says_who_decides() -> None:
    walk = Walk(KLUIVERBOOM, start="8")
    began = happened.InterventionStarted(
        at=T0, by="head", intervention="disciplinary_measures", on=T0.date(), participants=("B",)
    )
    events = [*walk.events, began]
    report = case_report(KLUIVERBOOM, events, number=1, school="", today=TODAY, written={}, staff=OFTEN_A_DEPUTY)
    words = "\n".join(paragraphs(report_in_words(report)))
    assert "Wie het doet: bouwcoördinator. Wie beslist: vestigingsdirecteur." in words
    assert words.count("Wie beslist") == 1


GUARDS = Staff({"mentor": ("first_contact",), "docent": ("anybody",), "bo": ("staff_any",)}, {
    "first_contact": "coach", "staff_any": "pauzewacht", "anybody": "een medewerker van school",
})  # fmt: skip
SPLITTING = shipped_protocol("splitting")


def short_stay(started_by: str) -> Walk:
    """P000 T-06: the short stay in the room, which any teacher may ask for."""
    walk = Walk(SPLITTING).does(Acknowledge(), AddPupil("B", "bully"))
    walk.by = started_by
    return walk.does(StartIntervention("room_008_short", walk.today, participants=("B",)))


def led_by(walk: Walk, key: str) -> str:
    told = case_report(walk.protocol, walk.events, number=1, school="S", today=TODAY, written={}, staff=GUARDS)
    return section(told, key).lead


def test_of_a_means_of_anybody_the_report_says_who_in_fact_did_it() -> None:
    assert led_by(short_stay("docent"), "room_008_short") == "een medewerker van school"
    assert led_by(short_stay("mentor"), "room_008_short") == "coach"
    assert led_by(short_stay("bo"), "room_008_short") == "pauzewacht"
    assert led_by(short_stay("gone"), "room_008_short") == "een medewerker van school"


def test_a_step_of_the_colleague_who_reported_is_led_by_one_of_the_staff_until_somebody_takes_it_up() -> None:
    """P002 A002-1."""
    walk = Walk(shipped_protocol("noordhoek"), start="doubt", reporter="staff")
    assert led_by(walk, "doubt") == "een medewerker van school"
    assert led_by(walk.does(Acknowledge()), "doubt") == "coach"


def test_a_step_of_a_role_is_called_by_its_title_whoever_worked_in_it() -> None:
    walk = Walk(SPLITTING)
    walk.by = "docent"
    assert led_by(walk.does(Acknowledge()), "1a") == "coach"


def test_a_means_of_two_pupils_stands_with_the_pupil_and_ends_for_each_apart() -> None:
    walk = Walk(KLUIVERBOOM)
    walk.does(Acknowledge(), AddPupil("B", "bully"), AddPupil("C", "bully"))
    walk.does(EstablishFact("severity", "serious", note="note"))
    back = walk.today + timedelta(days=3)
    together = StartIntervention("external_time_out", walk.today, back, participants=("B", "C"))
    walk.does(together, EndIntervention("external_time_out", walk.today, participants=("B",)))
    begun = section(report_of(walk), "external_time_out")
    assert (begun.ended_on, [one.pupils for one in begun.lines]) == (None, [("B", "C"), ("B",)])
    walk.does(StartIntervention("external_time_out", walk.today, back, participants=("B",)))
    walk.does(EndIntervention("external_time_out", walk.today, participants=("C",)))
    first, second = [one for one in report_of(walk).sections if one.key == "external_time_out"]
    assert (first.ended_on, second.ended_on) == (walk.today, None)
    assert [one.kind for one in second.lines] == ["started"]
    told = "\n".join(paragraphs(report_in_words(report_of(walk))))
    assert "Afgelopen: Externe time-out" in told
