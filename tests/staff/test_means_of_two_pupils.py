"""Two pupils who each have a means: the card and what comes from it tell them apart."""

from datetime import date

from bot.spoken import spoken
from bot.staff.card_scene import LONGEST_LABEL
from casework.case_commands import (
    AddPupil,
    EndIntervention,
    EstablishFact,
    MarkDone,
    RecordOutcome,
    StartIntervention,
)
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk
from tests.staff.case_desks import HEAD, TEAM_LEAD, Desks, may_read_too, on, to_view
from tests.staff.test_means_room import to_step_6

TODAY = date(2026, 11, 23)
THURSDAY, NEXT_MONDAY = date(2026, 11, 26), date(2026, 11, 30)


async def serious(desks: Desks) -> tuple[CaseDesk, int]:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, EstablishFact("severity", "serious", "note"))
    return desk, number


def sent_home(pupil: str, until: date) -> StartIntervention:
    return StartIntervention("external_time_out", TODAY, until, participants=(pupil,))


async def both_at_home(desks: Desks) -> tuple[CaseDesk, int]:
    """Pupil 1 until Thursday, pupil 2 until Monday."""
    desk, number = await serious(desks)
    await desk.does(number, sent_home("bully", THURSDAY), sent_home("other", NEXT_MONDAY), person=HEAD)
    return desk, number


async def ends(desk: CaseDesk, number: int) -> list[date | None]:
    """The last day of each who is sent home."""
    return [run.until for run in (await desk.case(number)).runs["external_time_out"]]


async def asks_about_pupil(desk: CaseDesk, number: int, which: int) -> None:
    """The coach taps the question to who decides beside the run of this pupil, counted from 1."""
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Bekijk: Externe time-out")
    asks = [button for button in desk.last(COACH).buttons if spoken(button.label).startswith("Vraag")]
    await desk.tap_data(COACH, asks[which - 1].data, desk.last(COACH).id)


async def test_the_second_pupil_gets_it_from_the_page_of_what_runs_already(desks: Desks) -> None:
    desk, number = await serious(desks)
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    await desk.tap(HEAD, "Start: Externe time-out")
    await desk.answers(HEAD, "✓ leerling 2", "Verder", "Vandaag", "3 dagen", "Overslaan")
    await desk.open_card(HEAD, number)
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    await desk.tap(HEAD, "Start: Externe time-out")
    assert "leerling 1" not in " ".join(desk.labels(HEAD)), "who has it already cannot be picked"
    await desk.answers(HEAD, "Vandaag", "1 week", "Overslaan")
    runs = (await desk.case(number)).runs["external_time_out"]
    assert [(run.participants, run.until) for run in runs] == [(("bully",), THURSDAY), (("other",), NEXT_MONDAY)]
    await desk.open_card(HEAD, number)
    text = desk.last(HEAD).text
    assert "Loopt: Externe time-out (leerling 1), tot donderdag 26 november" in text
    assert "Loopt: Externe time-out (leerling 2), tot maandag 30 november" in text
    assert desk.labels(HEAD).count("Bekijk: Externe time-out") == 1
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    assert not any(label.startswith("Start") for label in desk.labels(HEAD)), "both have it"


async def test_starting_asks_which_pupil_while_several_can_have_it(desks: Desks) -> None:
    desk, _ = await serious(desks)
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    await desk.tap(HEAD, "Start: Externe time-out")
    assert "Met wie?" in desk.last(HEAD).text


async def test_ending_and_prolonging_act_on_the_pupil_on_the_button(desks: Desks) -> None:
    desk, number = await both_at_home(desks)
    await desk.open_card(HEAD, number)
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    await desk.tap(HEAD, "Verleng: Externe time-out (leerling 2)")
    assert "Externe time-out (leerling 2)" in desk.last(HEAD).text
    await desk.answers(HEAD, "1 week", "nog niet rustig")
    assert await ends(desk, number) == [THURSDAY, date(2026, 12, 7)]
    await desk.open_card(HEAD, number)
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    await desk.tap(HEAD, "Klaar: Externe time-out (leerling 1)")
    await desk.answers(HEAD, "Vandaag", "Overslaan")
    runs = (await desk.case(number)).runs["external_time_out"]
    assert [run.is_running for run in runs] == [False, True]
    await desk.open_card(HEAD, number)
    assert "Loopt: Externe time-out (leerling 1)" not in desk.last(HEAD).text
    assert "Loopt: Externe time-out (leerling 2)" in desk.last(HEAD).text
    assert "✓ Externe time-out (leerling 1), begonnen" in desk.last(HEAD).text
    await to_view(desk, number, "Meer", "Namen en notities", person=HEAD)
    assert "Externe time-out (leerling 2)\n\nnog niet rustig" in desk.last(HEAD).text


async def test_the_talk_with_one_pupil_is_left_out_and_that_with_the_other_stays(desks: Desks) -> None:
    desk, number = await both_at_home(desks)
    await to_view(desk, number, "Meer", "Iets overslaan", person=HEAD)
    await desk.tap(HEAD, "Overslaan: Gesprek voor de… (leerling 2)")
    assert "(leerling 2)" in desk.last(HEAD).text
    await desk.answers(HEAD, "de ouders komen niet")
    said = [spoken(line.what) for line in await desk.duties() if "Praat met de leerling" in spoken(line.what)]
    assert [what[-len("(leerling 1)") :] for what in said] == ["(leerling 1)"]


async def test_the_return_of_a_pupil_is_for_the_coach_of_that_pupil_and_no_other(desks: Desks) -> None:
    """P000 N-55."""
    desk, number = await desks.with_case("splitting")
    school = example_school()
    elsewhere = next(key for key in school.classes if school.coach_of(key) not in (COACH, None))
    await desk.does(number, AddPupil("third", "bully", elsewhere))
    await to_step_6(desk, number)
    await desk.does(number, RecordOutcome("decide_suspension", TODAY, "suspend", "note"), person=HEAD)
    for pupil in ("bully", "third"):
        suspended = StartIntervention("suspension", TODAY, THURSDAY, participants=(pupil,))
        await desk.does(number, suspended, person=HEAD)
    talks = [line for line in await desk.duties() if "Maak afspraken voor de terugkeer" in spoken(line.what)]
    first, second = sorted(talks, key=lambda line: spoken(line.what))
    assert spoken(first.what).endswith("(leerling 1)")
    assert school.coach_of(elsewhere) not in first.who
    assert school.coach_of(elsewhere) in second.who


async def test_closing_says_of_each_pupil_what_still_runs(desks: Desks) -> None:
    desk, number = await both_at_home(desks)
    await desk.does(number, MarkDone("return_talk", TODAY, participants=("bully", "other")), person=HEAD)
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders sluiten", person=COACH)
    await desk.tap(COACH, next(label for label in desk.labels(COACH) if label.startswith("Sluit")))
    for pupil in ("leerling 1", "leerling 2"):
        assert f"• Dit loopt nog: Externe time-out ({pupil})." in desk.last(COACH).text


async def test_the_day_of_the_talk_before_the_return_is_said_with_the_pupil(desks: Desks) -> None:
    """P001 T-19."""
    desk, _ = await both_at_home(desks)
    said = [(spoken(line.what), line.due_on) for line in await desk.duties()]
    talks = [(what, day) for what, day in said if "Praat met de leerling en de ouders" in what]
    name = "Externe time-out: Praat met de leerling en de ouders voordat de lessen weer beginnen"
    assert talks == [(f"{name} (leerling 1)", date(2026, 11, 25)), (f"{name} (leerling 2)", date(2026, 11, 27))]
    ends = [(what, day) for what, day in said if what.startswith("Einde van")]
    assert ends == [
        ("Einde van: Externe time-out (leerling 1)", THURSDAY),
        ("Einde van: Externe time-out (leerling 2)", NEXT_MONDAY),
    ]


async def test_the_reminder_of_the_last_day_says_whose_it_is_and_the_card_ends_that_one(desks: Desks) -> None:
    desk, number = await both_at_home(desks)
    await may_read_too(desk, number, TEAM_LEAD)
    on(desk, THURSDAY)
    await desk.sweep()
    said = [text for text in desk.texts(TEAM_LEAD) if "Is het voorbij?" in text]
    assert said == [f"Vandaag: zaak {number}. Externe time-out (leerling 1) loopt tot vandaag. Is het voorbij?"]
    await desk.open_card(HEAD, number)
    endings = [label for label in desk.labels(HEAD) if label.startswith("Klaar: Externe")]
    assert endings == ["Klaar: Externe time-out (leerling 1)"]


async def test_who_decides_is_asked_about_the_pupil_on_whose_run_somebody_tapped(desks: Desks) -> None:
    desk, number = await both_at_home(desks)
    await asks_about_pupil(desk, number, 2)
    assert "Externe time-out (leerling 2)" in desk.last(COACH).text
    await desk.tap(COACH, "Vraag")
    await desk.tap(HEAD, "Beantwoord de vraag")
    assert "Externe time-out (leerling 2)" in desk.last(HEAD).text
    await desk.answers(HEAD, "1 week", "nog niet rustig")
    assert await ends(desk, number) == [THURSDAY, date(2026, 12, 7)]


async def test_a_question_about_a_run_that_ended_needs_no_answer_any_more(desks: Desks) -> None:
    desk, number = await both_at_home(desks)
    await asks_about_pupil(desk, number, 1)
    await desk.tap(COACH, "Vraag")
    await desk.does(number, EndIntervention("external_time_out", TODAY, participants=("bully",)), person=HEAD)
    await desk.tap(HEAD, "Beantwoord de vraag")
    assert "niet meer nodig" in desk.last(HEAD).text


async def test_no_button_with_a_pupil_on_it_is_too_long_for_a_phone(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await may_read_too(desk, number, COORDINATOR)
    for pupil in ("bully", "other"):
        stay = StartIntervention("room_008_longer", date(2026, 11, 25), NEXT_MONDAY, participants=(pupil,))
        await desk.does(number, stay, person=COORDINATOR)
    await to_view(desk, number, "Bekijk: Lokaal", person=COORDINATOR)
    labels = [label for label in desk.labels(COORDINATOR) if "leerling" in label]
    assert len(labels) == 4
    assert all(len(label) <= LONGEST_LABEL for label in labels)
    assert all(label.endswith(("(leerling 1)", "(leerling 2)")) for label in labels)
