"""Who keeps an eye on it hears a place and a period; what they see is heard at once, and they never read the case."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.reading import reading_from_data
from casework.case_commands import CloseWith, IdentifyVictim, OpenStep, PickWatchers
from casework.protocol import shipped_protocol
from storage import dues, reports
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, CONFIDANT, COORDINATOR, CaseDesk, open_desk, read_by_coach
from tests.staff.test_duty_book import mediated

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GUARD, OTHER_GUARD, DEPUTY = "henk_de_groot", "samira_yilmaz", "pieter_bakker"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[CaseDesk]:
    opened = await open_desk(tmp_path, example_school(), shipped_protocol("kluiverboom"), MONDAY)
    await opened.tie(COACH, COORDINATOR, CONFIDANT, GUARD, OTHER_GUARD, DEPUTY)
    yield opened
    await opened.database.close()
    await opened.vault.keys.close()


async def looking_back(desk: CaseDesk, **reading: Any) -> int:
    """The case is in the step in which colleagues keep an eye on it; its card is open."""
    number = await desk.open_case(read_by_coach(desk.now, **reading))
    person = (await desk.case_file(number)).reading["reader"]
    await desk.take_up(number, person)
    for step in ("1", "2", "3", "4"):
        commands = [OpenStep(step, "note")]
        for command in [IdentifyVictim("pupil", is_reporter=True), *commands] if step == "1" else commands:
            if (await desk.case(number)).step_key != step:
                done = await desk.perform(number, command, person)
                assert not hasattr(done, "key"), (step, done)
    await desk.open_card(person, number)
    return number


async def picked(desk: CaseDesk, *people: str, places: tuple[str, ...] = ("plein",), until: str = "1 week") -> int:
    number = await looking_back(desk)
    await pick(desk, *people, places=places, until=until)
    return number


async def pick(desk: CaseDesk, *people: str, places: tuple[str, ...] = ("plein",), until: str = "1 week") -> None:
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Wie kijkt mee?")
    for name in people:
        await desk.answers(COACH, f"▢ {name}")
    await desk.answers(COACH, "Verder")
    for place in places:
        await desk.answers(COACH, f"▢ {place}")
    await desk.answers(COACH, "Verder", until)


async def sweep_watches(desk: CaseDesk) -> None:
    async def job(batch: Any) -> None:
        for due in await dues.dues_until(batch.connection, desk.now, 1000):
            if due.kind is DueKind.WATCH:
                dues.done(batch.changes, due)
                await desk.watch.on_watch_due(batch, due)

    await desk.transact(job)


async def test_a_watcher_hears_a_place_and_a_period_and_nothing_of_the_case(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot", places=("plein", "kantine"))
    asked = desk.last(GUARD)
    assert "plein · kantine" in asked.text
    assert "maandag 30 november" in asked.text
    assert desk.labels(GUARD) == ["Ja, dat doe ik", "Nee, dat lukt niet", "Ik zag iets"]
    assert "Let op duwen, schelden" in asked.text
    for secret in (f"zaak {number}", "Zaak", "leerling", "pest", "story", "2B", "mentor"):
        assert secret not in asked.text
    assert desk.texts(OTHER_GUARD) == []
    watch = next(iter((await desk.case(number)).watches.values()))
    assert (watch.people, watch.until) == ((GUARD,), date(2026, 11, 30))
    assert "Een collega kijkt mee, tot en met maandag 30 november." in desk.last(COACH).text


async def test_a_watcher_says_yes_and_keeps_the_button(desk: CaseDesk) -> None:
    await picked(desk, "Henk de Groot")
    await desk.tap(GUARD, "Ja, dat doe ik")
    assert "Fijn dat je oplet, tot en met maandag 30 november. Waar: plein." in desk.last(GUARD).text
    assert desk.labels(GUARD) == ["Ik zag iets"]


async def test_a_watcher_who_cannot_says_so_and_who_works_on_the_case_hears_it(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot")
    await desk.tap(GUARD, "Nee, dat lukt niet")
    assert desk.labels(GUARD) == []
    assert f"Zaak {number}: meneer De Groot kan niet meekijken." in desk.last(COACH).text
    assert desk.labels(COACH)


async def test_what_was_ticked_stays_readable_as_the_answer(desk: CaseDesk) -> None:
    await picked(desk, "Henk de Groot", "Samira", places=("plein", "kantine"))
    closed = "\n".join(desk.texts(COACH))
    assert "➜ Henk de Groot, Samira Yılmaz" in closed
    assert "➜ kantine, plein" in closed
    assert "➜ Verder" not in closed


async def test_home_is_no_place_where_a_colleague_can_look(tmp_path: Path) -> None:
    school = example_school().model_copy(update={"places": ("plein", "thuis", "online")})
    desk = await open_desk(tmp_path, school, shipped_protocol("kluiverboom"), MONDAY)
    try:
        await desk.tie(COACH, GUARD)
        await looking_back(desk)
        await desk.tap(COACH, "Meer")
        await desk.tap(COACH, "Samen met anderen")
        await desk.tap(COACH, "Wie kijkt mee?")
        await desk.answers(COACH, "▢ Henk de Groot", "Verder")
        assert [label for label in desk.labels(COACH) if label[0] == "▢"] == ["▢ plein", "▢ online"]
    finally:
        await desk.database.close()
        await desk.vault.keys.close()


async def test_outside_school_hours_a_watcher_reads_the_clock_before_it_is_sent(desk: CaseDesk) -> None:
    await picked(desk, "Henk de Groot")
    desk.now = datetime(2026, 11, 28, 13, 0, tzinfo=UTC)
    await desk.tap(GUARD, "Ik zag iets")
    await desk.answers(GUARD, "Duwen, slaan of schoppen")
    assert "Het is 14.00. Op school leest nu niemand dit. Bel 112" in desk.last(GUARD).text
    await desk.answers(GUARD, "Kan wachten")
    assert "op school leest nu niemand dit" in desk.last(GUARD).text
    assert "nu meteen" not in desk.last(GUARD).text


async def test_what_a_watcher_saw_is_heard_at_once_by_who_works_on_the_case(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot", places=("plein", "kantine"))
    await desk.tap(GUARD, "Ik zag iets")
    await desk.answers(GUARD, "kantine", "Duwen, slaan of schoppen", "Nu")
    assert any(f"Zaak {number}: er is gemeld dat het misgaat" in text for text in desk.texts(COACH))
    assert any("kan niet wachten" in text for text in desk.texts(COACH))
    assert "Dank je wel. Je melding gaat nu meteen naar mevrouw De Boer." in desk.texts(GUARD)
    case = await desk.case(number)
    assert len(case.open_signals) == 1
    assert case.facts()["recurrence"] is True

    async def job(batch: Any) -> Any:
        return await reports.reports_of_case(batch.connection, desk.vault, number)

    stored = await desk.transact(job)
    assert {(one.report.place, one.report.story) for one in stored} >= {("kantine", "Duwen, slaan of schoppen")}


async def test_a_watcher_never_comes_to_read_the_case(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot")
    await desk.tap(GUARD, "Ik zag iets")
    await desk.answers(GUARD, "Schelden", "Kan wachten")
    case_file = await desk.case_file(number)
    assert GUARD not in reading_from_data(case_file.reading).may_read
    before = len(desk.texts(GUARD))
    await desk.open_card(GUARD, number)
    assert desk.toasts[-1] == "toast-not-your-case"
    assert len(desk.texts(GUARD)) == before
    assert not any(f"Zaak {number} ·" in text for text in desk.texts(GUARD))


async def test_when_the_period_is_over_the_watchers_hear_so_and_nothing_is_lost(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot", "Samira")
    desk.now = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    await sweep_watches(desk)
    assert not any("is voorbij" in text for text in desk.texts(GUARD))
    desk.now = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    await sweep_watches(desk)
    for guard in (GUARD, OTHER_GUARD):
        assert "De periode waarin je extra oplette, is voorbij." in desk.last(guard).text
    await desk.tap(GUARD, "Ik zag iets")
    assert any("Geef het door met deze flits" in text for text in desk.texts(GUARD))
    assert "Waar zag je het?" in desk.last(GUARD).text
    assert (await desk.case(number)).open_signals == ()


async def test_who_is_not_picked_any_more_hears_that_it_is_over_and_who_is_new_is_asked(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot")
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Wie kijkt mee?")
    await desk.answers(COACH, "✓ Henk de Groot", "▢ Samira", "Verder", "Verder", "2 weken")
    assert "is voorbij" in desk.last(GUARD).text
    assert "extra opletten" in desk.last(OTHER_GUARD).text
    assert [watch.people for watch in (await desk.case(number)).watches.values()] == [(OTHER_GUARD,)]
    assert len(await desk.due_instants(DueKind.WATCH)) == 1


async def test_nobody_any_more_ends_it(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot")
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Wie kijkt mee?")
    await desk.answers(COACH, "✓ Henk de Groot", "Verder")
    assert (await desk.case(number)).watches == {}
    assert await desk.due_instants(DueKind.WATCH) == []
    assert "is voorbij" in desk.last(GUARD).text


async def test_a_case_that_closes_ends_the_watching_with_the_next_sweep(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot")
    assert not hasattr(await desk.perform(number, CloseWith("quarrel", "note")), "key")
    await sweep_watches(desk)
    assert "is voorbij" in desk.last(GUARD).text


async def test_somebody_must_be_picked_and_a_place(desk: CaseDesk) -> None:
    number = await looking_back(desk)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Wie kijkt mee?")
    await desk.answers(COACH, "Verder")
    assert "▢ Henk de Groot" in desk.labels(COACH)
    await desk.answers(COACH, "▢ Henk de Groot", "Verder", "Verder")
    assert "Vink eerst een plek aan" in desk.last(COACH).text
    await desk.answers(COACH, "Overal op school", "gisteren")
    assert "Die dag begrijp ik niet" in desk.last(COACH).text
    await desk.answers(COACH, "20-11")
    assert (await desk.case(number)).watches == {}
    await desk.answers(COACH, "27-11")
    assert "Overal op school" in desk.last(GUARD).text


async def test_the_day_of_the_next_look_back_is_proposed(desk: CaseDesk) -> None:
    await desk.open_card(COACH, await mediated(desk))
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Wie kijkt mee?")
    await desk.answers(COACH, "▢ Henk de Groot", "Verder", "Overal op school")
    assert desk.labels(COACH)[:3] == ["Tot je terugkijkt: maandag 7 december", "1 week", "2 weken"]
    await desk.answers(COACH, "Tot je terugkijkt")
    assert "tot en met maandag 7 december" in desk.last(GUARD).text


async def test_nobody_whom_it_is_about_is_asked_to_watch(desk: CaseDesk) -> None:
    await looking_back(desk, subjects=(GUARD,), excluded=(DEPUTY,))
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Wie kijkt mee?")
    names = " ".join(desk.labels(COACH))
    assert "Samira" in names
    assert "Henk" not in names
    assert "Pieter" not in names


async def test_a_watcher_whom_it_turns_out_to_be_about_sees_nothing_of_it_any_more(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot")

    async def job(batch: Any) -> None:
        case_file = await desk.office.case(batch, number)
        assert case_file is not None
        reading = reading_from_data(case_file.reading)
        await desk.office.keep_reading(batch, case_file, replace(reading, subjects=(GUARD,)))

    await desk.transact(job)
    await desk.tap(GUARD, "Ik zag iets")
    assert "Waar zag je het?" in desk.last(GUARD).text
    assert (await desk.case(number)).open_signals == ()


async def test_on_the_confidants_line_nobody_else_is_asked(desk: CaseDesk) -> None:
    number = await looking_back(desk, reader=CONFIDANT, via_confidant=True)
    await desk.tap(CONFIDANT, "Meer")
    await desk.tap(CONFIDANT, "Samen met anderen")
    assert "Wie kijkt mee?" not in desk.labels(CONFIDANT)
    revision = len((await desk.case_file(number)).events)
    place = 0
    while place < 8:
        await desk.tap_data(CONFIDANT, f"v1:s.0:card-watch:{number}.{revision}.{place}", desk.last(CONFIDANT).id)
        assert not any("Wie kijkt mee? Vink" in text for text in desk.texts(CONFIDANT))
        place += 1


async def test_a_signal_in_a_step_that_says_nothing_about_it_reaches_its_lead(desk: CaseDesk) -> None:
    number = await picked(desk, "Henk de Groot")
    assert not hasattr(await desk.perform(number, OpenStep("5", "note"), COACH), "key")
    await desk.tap(GUARD, "Ik zag iets")
    await desk.answers(GUARD, "Schelden", "Kan wachten")
    heard = [name for name in (COACH, COORDINATOR) if any("misgaat" in text for text in desk.texts(name))]
    assert heard


async def test_only_who_leads_the_step_may_pick(desk: CaseDesk) -> None:
    number = await looking_back(desk)
    watch = next(iter(step for step in (await desk.case(number)).step.actions if step.kind == "watch"))
    refused = await desk.perform(number, PickWatchers(watch.key, (GUARD,), None, date(2026, 11, 30)), GUARD)
    assert refused.key == "refusal-not-your-case"
