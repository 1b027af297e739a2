"""How what runs beside the steps shows elsewhere: in lists, reminders and notices, and at the end of a step."""

from datetime import date

import pytest

from bot.flows.events import CommandGiven
from bot.staff.card_scene import LONGEST_LABEL
from casework.case_commands import (
    AnswerGate,
    CloseWith,
    EndIntervention,
    EstablishFact,
    MarkDone,
    OpenStep,
    RecordConsent,
    RecordOutcome,
    ReportSignal,
    StartIntervention,
)
from casework.case_events import StepOpened
from casework.protocol import shipped_protocol_ids
from tests.casework.means import means_protocol
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk
from tests.staff.case_desks import HEAD, TEAM_LEAD, Desks, may_read_too, on, to_view

TODAY = date(2026, 11, 23)


async def with_group(desk: CaseDesk, number: int) -> None:
    await desk.does(
        number,
        RecordConsent("support_group", given=True),
        StartIntervention("support_group", TODAY, participants=("bully", "other"), size=4),
    )


async def test_a_duty_of_a_means_stands_under_its_name_in_the_list_of_tasks(desks: Desks) -> None:
    desk, number = await desks.with_case(means_protocol())
    await with_group(desk, number)
    await desk.send(COACH, CommandGiven("taken"))
    text = desk.last(COACH).text
    assert "Steungroep: Praat met ieder lid van de groep. Uiterlijk maandag 30 november" in text
    assert "Einde van: Steungroep. Uiterlijk maandag 30 november" in text


async def test_an_action_of_a_means_is_put_off_with_a_reason_and_the_end_of_it_is_not(desks: Desks) -> None:
    desk, number = await desks.with_case(means_protocol())
    await with_group(desk, number)
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "Iets uitstellen", person=COACH)
    labels = desk.labels(COACH)
    assert not any("einde van" in label.casefold() for label in labels)
    await desk.tap(COACH, "Uitstellen: Praat met ieder lid")
    await desk.answers(COACH, "Een dag later", "er is een studiedag")
    assert (await desk.case(number)).postponed == {"do:each_member:each_member": date(2026, 12, 1)}


async def test_a_means_that_starts_tells_whom_the_protocol_says_by_its_own_name(desks: Desks) -> None:
    desk, number = await desks.with_case(means_protocol())
    await with_group(desk, number)
    assert desk.last(COORDINATOR).text == f"Ter informatie: in zaak {number} is iets begonnen: Steungroep."


async def test_a_measure_ends_what_was_promised_to_be_no_punishment(desks: Desks) -> None:
    """P003 A003-10."""
    desk, number = await desks.with_case(means_protocol())
    await with_group(desk, number)
    await desk.does(number, EstablishFact("severity", "serious", "note"))
    await desk.tap(HEAD, "Bekijk: Time-out")
    await desk.tap(HEAD, "Start: Time-out")
    await desk.answers(HEAD, "Verder", "Vandaag", "2 dagen", "Overslaan")
    case = await desk.case(number)
    assert not case.runs["support_group"][-1].is_running
    assert case.runs["time_out"][-1].participants == ("bully", "other")


async def test_that_a_means_begins_on_the_next_school_day_is_said_also_where_another_one_ends_with_it(
    desks: Desks,
) -> None:
    desk, number = await desks.with_case(means_protocol())
    await with_group(desk, number)
    await desk.does(number, EstablishFact("severity", "serious", "note"))
    on(desk, date(2026, 11, 28))
    await desk.tap(HEAD, "Bekijk: Time-out")
    await desk.tap(HEAD, "Start: Time-out")
    before = len(desk.texts(HEAD))
    await desk.answers(HEAD, "Verder", "Vandaag", "2 dagen", "Overslaan")
    case, said = await desk.case(number), "\n".join(desk.texts(HEAD)[before:])
    assert not case.runs["support_group"][-1].is_running
    run = case.runs["time_out"][-1]
    assert (run.started_on, run.until) == (date(2026, 11, 30), date(2026, 12, 2))
    assert said.count("zaterdag 28 november, is geen schooldag. Het wordt maandag 30 november.") == 1


async def test_a_step_that_only_somebody_may_open_is_opened_by_them_from_their_reminder(desks: Desks) -> None:
    desk, number = await desks.with_case(means_protocol())
    await to_step_7(desk, number)
    await desk.open_card(COACH, number)
    assert not any(label.startswith("Naar Stap 7") for label in desk.labels(COACH))
    on(desk, date(2026, 11, 25))
    await desk.sweep()
    assert "Ga verder naar Stap 7" in desk.last(HEAD).text
    await desk.tap(HEAD, "Open de kaart")
    await desk.tap(HEAD, "Naar Stap 7")
    await desk.answers(HEAD, "de schorsing hielp niet", "Ja, ga naar deze stap")
    assert (await desk.case(number)).step_key == "7"


async def to_step_7(desk: CaseDesk, number: int) -> None:
    """The work of step 4 is done; step 7 is the head's to open."""
    await desk.does(number, ReportSignal(), MarkDone("three_talk", TODAY, participants=("bully",)))
    await desk.does(number, MarkDone("three_talk", TODAY, participants=("other",)))
    await desk.does(number, AnswerGate(passed=False, reason="note"))
    await may_read_too(desk, number, TEAM_LEAD)
    await desk.does(number, MarkDone("announce", TODAY), person=TEAM_LEAD)
    assert (await desk.case(number)).step_key == "4"


async def test_a_step_of_another_role_is_no_button(desks: Desks) -> None:
    desk, number = await desks.with_case(means_protocol())
    await desk.does(number, EstablishFact("severity", "serious", "note"))
    refused = await desk.perform(number, OpenStep("7", "note"))
    assert refused.key == "refusal-not-your-role"
    await to_view(desk, number, "Meer", person=COACH)
    assert not any(label.startswith("Naar Stap 7") for label in desk.labels(COACH))


_VIEWS = ("Iets overslaan…", "Iets uitstellen…", "De zaak anders sluiten…", "Maatregelen en middelen", "Leg vast…")


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
async def test_no_button_of_any_list_is_too_long_for_a_phone(desks: Desks, protocol: str) -> None:
    desk, number = await desks.with_case(protocol)
    await desk.does(number, EstablishFact("online", value=True))
    await desk.open_card(COACH, number)
    seen = desk.labels(COACH)
    await desk.tap(COACH, "Meer")
    offered = desk.labels(COACH)
    seen += offered
    for view in set(_VIEWS) & set(offered):
        await to_view(desk, number, "Meer", view, person=COACH)
        seen += desk.labels(COACH)
    assert [label for label in seen if len(label) > LONGEST_LABEL + 1] == []


async def test_a_closed_card_tells_when_a_means_that_ran_stopped(desks: Desks) -> None:
    desk, number = await desks.with_case(means_protocol())
    await with_group(desk, number)
    await desk.does(number, CloseWith("double", "why", "13"))
    await desk.open_card(COACH, number)
    assert "begonnen (maandag 23 november) en gestopt (maandag 23 november)" in desk.last(COACH).text


GROUP_TALKS = ("compose_support_group", "support_group_talk", "support_group_review_victim")


async def with_group_reviewed(desk: CaseDesk, number: int, answer: str) -> None:
    """P003: everybody of the group was spoken to, and it was decided what comes then."""
    await desk.happens(number, StepOpened(at=desk.now, by=COACH, step="1"))
    await with_group(desk, number)
    talks = (MarkDone(key, TODAY) for key in GROUP_TALKS)
    await desk.does(number, *talks, MarkDone("support_group_review_members", TODAY, participants=("bully", "other")))
    await desk.does(number, RecordOutcome("support_group_again", TODAY, answer))
    await desk.open_card(COACH, number)


async def test_the_same_group_once_more_brings_the_talk_with_the_group_back_on_the_card(desks: Desks) -> None:
    """T-30 [003:324]."""
    desk, number = await desks.with_case("oplossingsgericht")
    await with_group_reviewed(desk, number, "same_group")
    assert "Praat met de groep, zonder de gepeste leerling erbij" in desk.last(COACH).text
    await desk.tap(COACH, "Gedaan: Praat met de groep")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    await desk.open_card(COACH, number)
    assert "Vraag de gepeste leerling hoe het nu gaat" in desk.last(COACH).text
    assert "maandag 30 november" in desk.last(COACH).text


async def test_another_group_asks_to_end_this_one_and_begin_anew(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await with_group_reviewed(desk, number, "other_group")
    assert "Stop deze steungroep en begin een nieuwe" in desk.last(COACH).text
    await desk.does(number, EndIntervention("support_group", TODAY))
    await desk.open_card(COACH, number)
    assert "Stop deze steungroep" not in desk.last(COACH).text


@pytest.mark.parametrize(
    ("protocol", "talk"), [("kluiverboom", "group_talk_roles"), ("oplossingsgericht", "class_talk")]
)
async def test_a_no_that_is_not_in_the_way_any_more_is_told_with_what_ended_that(
    desks: Desks, protocol: str, talk: str
) -> None:
    """AX-16."""
    desk, number = await desks.with_case(protocol)
    await desk.does(number, StartIntervention("five_tracks", TODAY), RecordConsent(talk, given=False))
    await desk.open_card(COACH, number)
    assert "Het mag nu toch" not in desk.last(COACH).text
    await desk.does(number, EstablishFact("recognisable", value=False))
    await desk.open_card(COACH, number)
    on_the_card = desk.last(COACH).text
    await to_view(desk, number, "Bekijk: Vijfsporenaanpak", person=COACH)
    found = desk.house.protocol.find_action(talk)
    assert found is not None
    label = found[1].label
    question = "Kan de klas merken over wie het gesprek gaat?"
    line = f"{label}: de leerling zei nee. Het mag nu toch, want hierop is geantwoord: “{question}” Nee."
    assert line in on_the_card and line in desk.last(COACH).text


async def test_of_a_no_that_a_decision_put_aside_it_is_told_that_somebody_decided_so(desks: Desks) -> None:
    """P001 A001-3: the mentor calls home all the same, and tells the pupil so first."""
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, MarkDone("intake", TODAY, note="n"), MarkDone("talk_victim", TODAY, note="n"))
    await desk.does(number, RecordConsent("call_victim_parents", given=False, words="w"))
    await desk.does(number, RecordOutcome("decide_on_call", TODAY, "call_anyway", note="n"))
    await desk.open_card(COACH, number)
    assert "de leerling zei nee. Het mag nu toch, want daarna is zo besloten." in desk.last(COACH).text
