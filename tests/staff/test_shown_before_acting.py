"""What whoever acts next is shown before: that the pupil would rather not, and what there is to do now."""

from datetime import date

from casework.case_commands import MarkDone, RecordConsent, ReportSignal
from tests.staff.case_desk import COACH
from tests.staff.case_desks import TEAM_LEAD, Desks, may_read_too

TODAY = date(2026, 11, 23)


async def test_a_no_of_the_pupil_stands_under_the_task_and_before_the_tick(desks: Desks) -> None:
    """P000 A000-8, AX-3: asked, noted and shown; it blocks nothing."""
    desk, number = await desks.with_case("splitting")
    await desk.does(
        number, RecordConsent("inform_parents", given=False), RecordConsent("restorative_talk", given=False)
    )
    await desk.open_card(COACH, number)
    card = desk.last(COACH).text
    assert card.count("De leerling wil dit liever niet. Lees eerst wat daarover is gezegd.") == 2
    await desk.tap(COACH, "Gedaan: Houd het herstelgesprek")
    assert "De leerling wil dit liever niet." in desk.last(COACH).text


async def test_it_stands_before_the_question_how_parents_were_reached_for_a_colleague_too(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await desk.does(number, RecordConsent("contact_parents", given=False))
    await may_read_too(desk, number, TEAM_LEAD)
    for person in (COACH, TEAM_LEAD):
        await desk.open_card(person, number)
        assert "de leerling wil dit liever niet" in desk.last(person).text.lower()


async def test_once_it_was_done_the_no_is_no_longer_on_the_card(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, RecordConsent("inform_parents", given=True), RecordConsent("restorative_talk", given=False))
    await desk.does(number, MarkDone("restorative_talk", TODAY))
    await desk.open_card(COACH, number)
    assert "liever niet" not in desk.last(COACH).text
    assert "Wat is er over toestemming gezegd?" not in desk.labels(COACH)


async def test_a_tap_on_the_card_shows_yes_or_no_before_the_pupils_words(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Vraag wat de leerling wil")
    await desk.answers(COACH, "Nee", "mijn vader mag het niet weten", "Nee", "Overslaan")
    assert "mijn vader" not in desk.last(COACH).text
    await desk.tap(COACH, "Wat is er over toestemming gezegd?")
    shown = desk.last(COACH).text
    assert "Nee, liever niet. “mijn vader mag het niet weten”" in shown
    assert shown.count("Nee, liever niet.") == 2


async def test_what_to_do_now_stands_there_also_when_a_signal_is_due_before_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, RecordConsent("inform_parents", given=True), RecordConsent("restorative_talk", given=True))
    await desk.open_card(COACH, number)
    before = desk.last(COACH).text
    await desk.does(number, ReportSignal())
    await desk.open_card(COACH, number)
    after = desk.last(COACH).text
    assert "Nu te doen" in before
    assert "Nu te doen" in after
    assert [line for line in before.splitlines() if line.startswith("– ")] == [
        line for line in after.splitlines() if line.startswith("– ")
    ]
