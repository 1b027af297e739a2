"""What comes back, on the card: done again and again, less often from a day on, or as often as a person picks."""

from datetime import date

from casework.case_commands import AnswerGate, MarkDone, RecordConsent, RecordOutcome, ReportSignal
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk
from tests.staff.case_desks import Desks, on, to_view

TODAY = date(2026, 11, 23)
NOT_SOLVED = AnswerGate({"victim_says": False, "other_says": False, "lead_observes": False})


async def at_step_3b(desk: CaseDesk, number: int) -> None:
    """P000, from step 1a to where the talks about good moments begin, all on one day."""
    await desk.does(
        number,
        *(RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk")),
        MarkDone("restorative_talk", TODAY),
        NOT_SOLVED,
        MarkDone("make_agreements", TODAY),
        RecordOutcome("establish", TODAY, "bullying"),
        MarkDone("register_bullying", TODAY),
        RecordConsent("restorative_talk_2a", given=True),
        MarkDone("restorative_talk_2a", TODAY),
        NOT_SOLVED,
        ReportSignal(),
        RecordOutcome("seen_again", TODAY, "seen_again", "note"),
        RecordConsent("restorative_talk_3a", given=True),
        MarkDone("restorative_talk_3a", TODAY),
        RecordOutcome("evaluate", TODAY, "not_yet"),
        MarkDone("discuss_progress", TODAY),
        RecordOutcome("decide_follow_up", TODAY, "mdo"),
        NOT_SOLVED,
    )
    assert (await desk.case(number)).step_key == "3b"


async def at_step_7(desk: CaseDesk, number: int) -> None:
    """P004: the talk of three was held today."""
    wishes = ("call_victim_parents", "class_talk", "serious_talk", "three_way_talk")
    await desk.does(
        number,
        *(MarkDone(action, TODAY) for action in ("take_seriously", "talk_victim")),
        *(RecordConsent(wish, given=True) for wish in wishes),
        MarkDone("collect_evidence", TODAY),
        RecordOutcome("found_out", TODAY, "known"),
        *(MarkDone(action, TODAY) for action in ("serious_talk", "tell_victim_parents", "tell_bully_parents")),
        *(MarkDone("three_way_talk", TODAY, participants=(pupil,)) for pupil in ("bully", "other")),
    )
    assert (await desk.case(number)).step_key == "7"


async def talked_about_good_moments(desk: CaseDesk, number: int) -> None:
    await desk.open_card(COORDINATOR, number)
    await desk.tap(COORDINATOR, "Gedaan: Praat over goede momenten")
    await desk.answers(COORDINATOR, "Met allemaal", "Vandaag", "Overslaan")


async def test_the_weekly_talk_can_be_ticked_every_week(desks: Desks) -> None:
    """P000 T-04."""
    desk, number = await desks.with_case("splitting")
    await at_step_3b(desk, number)
    for day in (date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)):
        due = {line.due_on for line in await desk.duties() if "goede momenten" in str(line.what)}
        assert due == {day}
        on(desk, day)
        await talked_about_good_moments(desk, number)
    done = (await desk.case(number)).done["good_moments"]
    assert [entry.on for entry in done] == [date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)]


async def test_who_has_the_talks_makes_them_every_other_week_by_a_button(desks: Desks) -> None:
    """P000 A000-4."""
    desk, number = await desks.with_case("splitting")
    await at_step_3b(desk, number)
    on(desk, date(2026, 11, 30))
    await talked_about_good_moments(desk, number)
    await desk.tap(COORDINATOR, "Voortaan om de week")
    assert "Vanaf nu komt dit om de week terug" in desk.last(COORDINATOR).text
    await desk.answers(COORDINATOR, "Ja, vanaf nu zo")
    assert {line.due_on for line in await desk.duties() if "goede momenten" in str(line.what)} == {date(2026, 12, 14)}
    assert not any(label.startswith("Voortaan") for label in desk.labels(COORDINATOR))
    await desk.tap(COORDINATOR, "Toch niet afbouwen")
    assert "Vanaf nu komt dit weer elke week terug. Klopt dat?" in desk.last(COORDINATOR).text
    await desk.answers(COORDINATOR, "Ja, vanaf nu zo")
    assert {line.due_on for line in await desk.duties() if "goede momenten" in str(line.what)} == {date(2026, 12, 7)}
    assert any(label.startswith("Voortaan") for label in desk.labels(COORDINATOR))


async def test_how_often_a_talk_of_somebody_else_comes_back_is_no_button_of_the_coachs_card(desks: Desks) -> None:
    """P000 A000-4: it is the leerlingcoördinator's; the coach can ask for it where the work of colleagues stands."""
    desk, number = await desks.with_case("splitting")
    await at_step_3b(desk, number)
    await desk.open_card(COACH, number)
    assert not any(label.startswith("Voortaan") for label in desk.labels(COACH))
    await desk.tap(COACH, "Voor een collega")
    await desk.tap(COACH, "Voortaan om de week")
    assert "Hierover beslist: leerlingcoördinator." in desk.last(COACH).text
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    assert "of jij hierover wilt beslissen" in desk.last(COORDINATOR).text


async def test_no_leaves_the_series_as_it_was(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await at_step_3b(desk, number)
    await desk.open_card(COORDINATOR, number)
    await desk.tap(COORDINATOR, "Voortaan om de week")
    await desk.answers(COORDINATOR, "Nee, laat het zo")
    assert (await desk.case(number)).tapered == frozenset()


async def test_a_day_to_look_back_is_proposed_as_the_schools(desks: Desks) -> None:
    """P000 T-01 gives no term; two weeks is what the school proposes."""
    desk, number = await desks.with_case("splitting")
    consents = (RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk"))
    await desk.does(number, *consents, MarkDone("restorative_talk", TODAY))
    await to_view(desk, number, "Meer", "Ook mogelijk", "Datum: Kijk samen terug", person=COACH)
    assert "Voorstel: 2 weken (afspraak van de school)." in desk.last(COACH).text
    await desk.answers(COACH, "2 weken")
    assert (await desk.case(number)).chosen == {"evaluation_1": date(2026, 12, 7)}


async def test_following_comes_back_as_often_as_a_person_picks(desks: Desks) -> None:
    """P004 T-34: no term; the teacher picks how often, and says each time how it goes."""
    desk, number = await desks.with_case("het-sticht")
    await at_step_7(desk, number)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Datum: Ga na of het echt is gestopt")
    await desk.answers(COACH, "1 week")
    assert "Hoe vaak komt dit daarna terug?" in desk.last(COACH).text
    await desk.answers(COACH, "Elke week")
    for day, following in ((date(2026, 11, 30), date(2026, 12, 7)), (date(2026, 12, 7), date(2026, 12, 14))):
        on(desk, day)
        await desk.open_card(COACH, number)
        await desk.tap(COACH, "Uitkomst: Ga na of het echt is gestopt")
        await desk.answers(COACH, "Ja, met iedereen", "Het gaat goed, ik blijf volgen", "Vandaag", "Overslaan")
        assert {line.due_on for line in await desk.duties() if "echt is gestopt" in str(line.what)} == {following}


async def test_once_can_be_picked_and_the_next_day_is_asked_anew(desks: Desks) -> None:
    desk, number = await desks.with_case("het-sticht")
    await at_step_7(desk, number)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Datum: Ga na of het echt is gestopt")
    await desk.answers(COACH, "1 week", "Eén keer")
    on(desk, date(2026, 11, 30))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Ga na of het echt is gestopt")
    await desk.answers(COACH, "Ja, met iedereen", "Het gaat goed, ik blijf volgen", "Vandaag", "Overslaan")
    assert "Wanneer?" in desk.last(COACH).text
