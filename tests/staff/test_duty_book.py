"""Reminders: on the right days, to the right people, never after somebody has acted."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.batch import Batch
from bot.case_opening import open_case
from bot.flows.events import CommandGiven
from bot.spoken import spoken
from bot.staff.duty_list import open_duties
from casework.calendar import AMSTERDAM
from casework.case_commands import (
    AddPupil,
    AnswerGate,
    CloseWith,
    IdentifyVictim,
    MarkDone,
    RecordConsent,
    RecordOutcome,
    ReportSignal,
)
from casework.protocol import load_protocol, shipped_protocol
from casework.report import AboutWhom, Contact, Report
from casework.report_facts import facts_of_report
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, CONFIDANT, COORDINATOR, CaseDesk, open_desk, read_by_coach

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DEPUTY = "pieter_bakker"
INTAKE = "Leg vast"
LETTER_HOME = """extends: kluiverboom
id: ours
steps:
  - key: '4'
    actions:
      - key: letter
        label: Stuur een brief naar huis
        kind: notify
        by: {role: first_contact, of: victim}
        with: parents_of_victim
        holds_step: false
        timers:
          - id: letter
            anchor: [step_opened]
            after: P2D
            remind: {role: year_coordinator, of: victim}
            setting: school
"""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[CaseDesk]:
    opened = await open_desk(tmp_path, example_school(), shipped_protocol("kluiverboom"), MONDAY)
    await opened.tie(COACH, COORDINATOR, DEPUTY, CONFIDANT)
    yield opened
    await opened.database.close()
    await opened.vault.keys.close()


async def mediated(desk: CaseDesk, **reading: Any) -> int:
    """The mediation was held on the day of `desk.now`; the evaluation is all that is left, but for calls home."""
    number = await desk.open_case(read_by_coach(desk.now, **reading))
    coach = (await desk.case_file(number)).reading["reader"]
    await desk.take_up(number, coach)
    today = desk.now.astimezone(AMSTERDAM).date()
    commands = [
        IdentifyVictim("pupil", is_reporter=True),
        AddPupil("other", "bully"),
        MarkDone("intake", today),
        MarkDone("talk_victim", today),
        *(RecordConsent(key, given=True) for key in ("call_victim_parents", "talk_bullies", "mediation")),
        *(MarkDone(key, today) for key in ("call_victim_parents", "talk_bullies", "call_bully_parents", "mediation")),
        *(MarkDone(key, today) for key in ("fix_evaluation", "tell_parents")),
    ]
    for command in commands:
        assert not hasattr(await desk.perform(number, command, coach), "key"), command
    return number


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


def reminders(desk: CaseDesk, person: str) -> list[str]:
    return [text for text in desk.texts(person) if "Kijk met iedere leerling" in text and "Zaak 1 ·" not in text]


async def test_the_evaluation_lands_two_weeks_after_the_last_talk(desk: CaseDesk) -> None:
    """P001 T-13, C13."""
    await mediated(desk)
    lines = {str(line.what): line.due_on for line in await desk.duties()}
    assert lines["Kijk met iedere leerling apart terug"] == date(2026, 12, 7)


async def test_its_reminder_comes_on_the_school_day_before_and_on_the_day(desk: CaseDesk) -> None:
    await mediated(desk)
    counts = []
    for day in (date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 7)):
        desk.now = at(day, 8, 15)
        await desk.sweep()
        counts.append(len(reminders(desk, COACH)))
    assert counts == [0, 1, 1, 2]
    assert reminders(desk, COACH)[0].startswith("Zaak 1, Stap 4: Kijk met iedere leerling apart terug. Uiterlijk")
    assert reminders(desk, COACH)[1].startswith("Vandaag: zaak 1, Stap 4")


async def test_who_is_reminded_without_having_to_do_it_hears_with_who_does_it(tmp_path: Path) -> None:
    protocol = load_protocol(LETTER_HOME, "ours.yaml")
    desk = await open_desk(tmp_path, example_school(), protocol, MONDAY)
    await desk.tie(COACH, COORDINATOR, DEPUTY, CONFIDANT)
    number = await mediated(desk)
    lines = {str(line.what): line.who for line in await desk.duties()}
    assert lines["Stuur een brief naar huis"] == (COACH,)
    desk.now = at(date(2026, 11, 25), 8, 15)
    await desk.sweep()
    for person in (COACH, COORDINATOR):
        assert [text for text in desk.texts(person) if text.startswith(f"Vandaag: zaak {number}") and "brief" in text]
    await desk.database.close()
    await desk.vault.keys.close()


async def test_nobody_is_reminded_of_what_was_done(desk: CaseDesk) -> None:
    number = await mediated(desk)
    desk.now = at(date(2026, 12, 4), 8, 15)
    await desk.sweep()
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Uitkomst: Kijk apart terug")
    await desk.tap(COACH, "Ja, met iedereen gesproken")
    await desk.answers(COACH, "Het is niet gestopt", "Vandaag", "Overslaan")
    before = len(reminders(desk, COACH))
    desk.now = at(date(2026, 12, 9), 8, 15)
    await desk.sweep()
    assert len(reminders(desk, COACH)) == before


async def test_a_late_duty_comes_back_every_school_day_and_reaches_the_deputy_on_the_third(desk: CaseDesk) -> None:
    await mediated(desk)
    told = []
    for day in (7, 8, 9, 10, 11):
        desk.now = at(date(2026, 12, day), 8, 15)
        await desk.sweep()
        told.append((len(reminders(desk, COACH)), len(reminders(desk, DEPUTY))))
    assert told == [(1, 0), (2, 0), (3, 0), (4, 1), (5, 2)]
    assert "Te laat" in reminders(desk, DEPUTY)[0]


async def test_what_is_late_says_to_the_deputy_for_whom_and_once_which_terms_are_the_schools(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    desk.now = at(date(2026, 12, 18), 8, 15)
    await desk.perform(number, ReportSignal(), COACH)
    desk.now = at(date(2027, 1, 15), 8, 15)
    await desk.sweep_at_once()
    for_coach, for_deputy = desk.texts(COACH)[-1], desk.texts(DEPUTY)[-1]
    reason = "Je krijgt dit omdat je waarneemt voor mevrouw De Boer:"
    assert for_deputy.startswith(reason)
    assert for_deputy.count(reason) == 1
    assert reason not in for_coach
    for text in (for_coach, for_deputy):
        assert text.count("Te laat: zaak 1") > 1
        assert text.count("* klaar zijn") > 0
        assert text.count("afspraak van de school") == 1
        assert text.endswith("* Deze datum is een afspraak van de school.")


async def test_after_a_week_off_each_duty_is_said_once_and_as_late(desk: CaseDesk) -> None:
    await mediated(desk)
    desk.now = at(date(2026, 12, 14), 11)
    await desk.sweep()
    assert len(reminders(desk, COACH)) == 1
    assert reminders(desk, COACH)[0].startswith("Te laat: zaak 1")
    await desk.sweep()
    assert len(reminders(desk, COACH)) == 1


async def test_postponing_moves_the_reminder_and_keeps_the_reason(desk: CaseDesk) -> None:
    number = await mediated(desk)
    desk.now = at(date(2026, 12, 7), 8, 15)
    await desk.sweep()
    await desk.tap(COACH, "Uitstellen")
    await desk.answers(COACH, "Een dag later", "iedereen heeft griep")
    assert (await desk.case(number)).postponed == {"do:evaluate:evaluation": date(2026, 12, 8)}
    assert at(date(2026, 12, 8), 8, 15) in await desk.due_instants()


@pytest.mark.parametrize(
    ("start", "due"), [(date(2026, 10, 12), date(2026, 10, 26)), (date(2027, 3, 15), date(2027, 3, 30))]
)
async def test_a_reminder_keeps_its_hour_on_the_clock_when_the_clocks_change(
    desk: CaseDesk, start: date, due: date
) -> None:
    """The clocks change on 25 October 2026 and on 28 March 2027; Easter Monday is free."""
    desk.now = at(start, 10)
    await mediated(desk)
    local = {instant.astimezone(AMSTERDAM).replace(tzinfo=None) for instant in await desk.due_instants()}
    assert datetime(due.year, due.month, due.day, 8, 15) in local  # noqa: DTZ001  # a clock on the wall


async def test_who_is_barred_never_gets_anything_not_even_as_deputy(desk: CaseDesk) -> None:
    await desk.tie("ruud_mulder")
    reading = read_by_coach(desk.now, subjects=(DEPUTY,), excluded=(COORDINATOR,))
    number = await desk.open_case(reading)
    await desk.take_up(number)
    for day in range(1, 30):
        desk.now = at(date(2026, 11, 23) + timedelta(days=day), 9)
        await desk.sweep()
    assert len(desk.texts(COACH)) > 10
    assert desk.texts(DEPUTY) == []
    assert desk.texts(COORDINATOR) == []


async def test_a_case_of_the_confidant_reminds_nobody_on_the_coachs_line(desk: CaseDesk) -> None:
    reading = read_by_coach(desk.now, reader=CONFIDANT, via_confidant=True)
    number = await desk.open_case(reading, via_confidant=True)
    await desk.take_up(number, CONFIDANT)
    assert "blijft bij de vertrouwenspersoon" in desk.last(CONFIDANT).text
    await desk.perform(number, ReportSignal(), CONFIDANT)
    for day in range(1, 15):
        desk.now = at(date(2026, 11, 23) + timedelta(days=day), 9)
        await desk.sweep()
    assert len(desk.texts(CONFIDANT)) > 5
    assert [name for name in (COACH, COORDINATOR, DEPUTY) if desk.texts(name)] == []


GUARD = "henk_de_groot"
"""Of no role but that of who watches the breaks."""


@pytest.mark.parametrize("of_the_role", [True, False])
async def test_what_the_confidant_left_late_reaches_who_stands_in_for_them_and_nobody_else(
    tmp_path: Path, of_the_role: bool
) -> None:
    """AX-20: a deputy need not be a confidant too. Mrs Jansen is there on Monday, Tuesday and Thursday."""
    school = example_school()
    confidant = school.roles["confidant"].model_copy(update={"deputy": GUARD if of_the_role else None})
    absent = school.people[CONFIDANT].model_copy(update={"deputy": COORDINATOR if of_the_role else GUARD})
    changes = {"roles": {**school.roles, "confidant": confidant}, "people": {**school.people, CONFIDANT: absent}}
    desk = await open_desk(tmp_path, school.model_copy(update=changes), shipped_protocol("kluiverboom"), MONDAY)
    await desk.tie(*school.people)
    reading = read_by_coach(desk.now, reader=CONFIDANT, via_confidant=True)
    number = await desk.open_case(reading, via_confidant=True)
    await desk.take_up(number, CONFIDANT)
    for day in range(1, 15):
        desk.now = at(MONDAY.date() + timedelta(days=day), 9)
        await desk.sweep()
    told = [person for person in school.people if desk.texts(person)]
    assert sorted(told) == sorted([CONFIDANT, GUARD])
    assert "waarneemt voor mevrouw Jansen" in desk.texts(GUARD)[0]
    await desk.tap(GUARD, "Open de kaart")
    assert f"Zaak {number} ·" in desk.last(GUARD).text
    await desk.database.close()
    await desk.vault.keys.close()


async def test_the_pupils_own_first_contact_hears_nothing_as_deputy_of_the_confidant(tmp_path: Path) -> None:
    """A000-22."""
    school = example_school()
    confidant = school.roles["confidant"].model_copy(update={"deputy": COACH})
    changes = {"roles": {**school.roles, "confidant": confidant}}
    desk = await open_desk(tmp_path, school.model_copy(update=changes), shipped_protocol("kluiverboom"), MONDAY)
    await desk.tie(*school.people)
    reading = read_by_coach(desk.now, reader=CONFIDANT, via_confidant=True)
    await desk.take_up(await desk.open_case(reading, via_confidant=True), CONFIDANT)
    for day in range(1, 15):
        desk.now = at(MONDAY.date() + timedelta(days=day), 9)
        await desk.sweep()
    assert [person for person in school.people if desk.texts(person)] == [CONFIDANT]
    await desk.database.close()
    await desk.vault.keys.close()


async def test_when_the_pupil_agrees_the_confidants_case_reaches_the_coach(desk: CaseDesk) -> None:
    """A000-22."""
    reading = read_by_coach(desk.now, reader=CONFIDANT, via_confidant=True)
    number = await desk.open_case(reading, via_confidant=True)
    await desk.take_up(number, CONFIDANT)
    await desk.tap(CONFIDANT, "Meer")
    await desk.tap(CONFIDANT, "Samen met anderen")
    await desk.tap(CONFIDANT, "De leerling vindt het goed")
    await desk.answers(CONFIDANT, "Ja")
    assert len(desk.texts(COACH)) == 1
    assert "blijft bij de vertrouwenspersoon" not in desk.last(CONFIDANT).text


async def test_a_duty_of_somebody_without_an_account_goes_to_the_deputy(desk: CaseDesk) -> None:
    number = await mediated(desk)
    account = desk.house.staff.account_of(COACH)
    assert account is not None
    desk.house.staff.put(COACH, replace(account, unreachable=True))
    desk.now = at(date(2026, 12, 7), 8, 15)
    await desk.sweep()
    assert reminders(desk, COACH) == []
    told = [name for name in (DEPUTY, COORDINATOR) if reminders(desk, name)]
    assert told == [DEPUTY]
    await desk.tap(DEPUTY, "Open de kaart")
    assert f"Zaak {number} ·" in desk.last(DEPUTY).text


async def test_what_the_office_already_asks_for_is_not_asked_for_twice(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.open_card(COACH, number)
    for day in (24, 25, 26, 27, 30):
        desk.now = at(date(2026, 11, day), 9)
        await desk.sweep()
    assert any("Zoek via de berichten uit" in text and "·" not in text for text in desk.texts(COACH))
    asked = [text for text in desk.texts(COACH) if "Laat weten dat je deze zaak oppakt" in text and "·" not in text]
    assert asked == []


async def test_a_signal_in_step_4_is_told_to_the_coach_at_once_and_is_due_today(desk: CaseDesk) -> None:
    """P001 T-15, N-21, C15."""
    number = await mediated(desk)
    await desk.perform(number, ReportSignal(), COACH)
    signal = [line for line in await desk.duties() if line.due_on == date(2026, 11, 23)]
    assert [line.who for line in signal] == [(COACH,)]
    await desk.open_card(COACH, number)
    assert "weer misgaat" in desk.last(COACH).text
    await desk.tap(COACH, "Signaal afgehandeld")
    await desk.answers(COACH, "ik heb ze allebei gesproken")
    assert not (await desk.case(number)).open_signals


async def test_without_a_known_class_nobody_but_the_reader_is_reminded(desk: CaseDesk) -> None:
    """Every coach of the school holds the first contact's role, but not for this case."""
    number = await desk.open_case(read_by_coach(desk.now, class_id=None, reader="nienke_dijkstra"))
    await desk.tie("nienke_dijkstra")
    await desk.take_up(number, "nienke_dijkstra")
    assert {line.who for line in await desk.duties()} == {("nienke_dijkstra",)}
    desk.now = at(date(2026, 12, 1), 9)
    await desk.sweep()
    assert desk.texts(COACH) == []


async def test_a_case_that_was_erased_reminds_nobody(desk: CaseDesk) -> None:
    number = await mediated(desk)
    case_file = await desk.case_file(number)
    before = len(desk.texts(COACH))
    await desk.vault.keys.erase([case_file.key_id])
    desk.now = at(date(2026, 12, 8), 9)
    await desk.sweep()
    assert len(desk.texts(COACH)) == before
    assert await desk.duties() == []


async def test_a_colleagues_report_calls_in_the_coach_and_not_all_who_watch_the_breaks(desk: CaseDesk) -> None:
    """P001 N-16, C10."""
    await desk.tie("henk_de_groot", "samira_yilmaz")

    async def job(batch: Batch) -> int:
        reading = read_by_coach(desk.now)
        return await open_case(desk.house, batch, reading, "staff", desk.now, by="henk_de_groot")

    number = await desk.transact(job)
    await desk.take_up(number)
    assert any("Spreek met de collega" in str(line.what) and line.who == (COACH,) for line in await desk.duties())
    desk.now = at(date(2026, 12, 2), 9)
    await desk.sweep()
    assert desk.texts("henk_de_groot") == desk.texts("samira_yilmaz") == []


async def test_a_step_of_somebody_barred_goes_up_the_line_and_never_to_them(desk: CaseDesk) -> None:
    await desk.tie("ruud_mulder")
    number = await mediated(desk, excluded=(COORDINATOR,))
    today = desk.now.date()
    await desk.perform(number, RecordOutcome("evaluate", today, "not_stopped"))
    await desk.perform(number, AnswerGate({"stopped": False}))
    assert (await desk.case(number)).step_key == "5"
    assert desk.texts(COORDINATOR) == []
    assert any("Stap 5 is nu aan jou" in text for text in desk.texts("ruud_mulder"))


async def test_who_is_away_on_the_day_is_reminded_on_the_last_day_present_and_late_on_the_first(desk: CaseDesk) -> None:
    """Mrs Dijkstra does not work on Wednesdays; nobody is told of a duty on a day away."""
    desk.now = at(date(2026, 11, 25), 10)
    await desk.tie("nienke_dijkstra")
    number = await mediated(desk, class_id="3A", reader="nienke_dijkstra")
    assert (await desk.case(number)).step_key == "4"
    days = sorted({instant.astimezone(AMSTERDAM).date() for instant in await desk.due_instants()})
    assert date(2026, 12, 8) in days
    assert date(2026, 12, 9) not in days
    desk.now = at(date(2026, 12, 8), 8, 15)
    await desk.sweep()
    desk.now = at(date(2026, 12, 10), 8, 15)
    await desk.sweep()
    assert [text[:8] for text in reminders(desk, "nienke_dijkstra")] == ["Zaak 1, ", "Te laat:"]


async def test_an_untaken_report_is_due_on_the_day_that_its_notice_promised(desk: CaseDesk) -> None:
    """Reported on a Saturday: the notice says Tuesday, and so do the card and the lists."""
    desk.now = at(date(2026, 11, 21), 10)
    number = await desk.open_case(read_by_coach(desk.now, read_by="2026-11-24"))
    (line,) = [one for one in await desk.duties() if "oppakt" in spoken(one.what)]
    assert line.due_on == date(2026, 11, 24)
    await desk.open_card(COACH, number)
    assert "dinsdag 24 november" in desk.last(COACH).text
    assert "maandag 23 november" not in desk.last(COACH).text


async def test_the_deputy_of_the_board_hears_on_the_third_day_what_the_board_left_and_nobody_else(
    tmp_path: Path,
) -> None:
    board, deputy = "aleid_terpstra", "wouter_hofman"
    opened = await open_desk(tmp_path, example_school(), shipped_protocol("kluiverboom"), MONDAY)
    try:
        await opened.tie(*example_school().people)
        facts = {"offender_class": "staff", "category": "sexual"}
        number = await opened.open_case(read_by_coach(opened.now, reader=board, facts=facts), facts=facts)
        await opened.take_up(number, board)
        for day in (7, 8, 9, 10):
            opened.now = at(date(2026, 12, day), 8, 15)
            await opened.sweep_at_once()
        late = {person for person in example_school().people if any("Te laat" in one for one in opened.texts(person))}
        assert late == {board, deputy}
        assert "waarneemt voor mevrouw Terpstra" in opened.texts(deputy)[-1]
    finally:
        await opened.database.close()
        await opened.vault.keys.close()


async def test_what_a_closed_case_left_to_enter_stands_in_the_lists_of_whose_it_is(desk: CaseDesk) -> None:
    number = await mediated(desk)
    await desk.does(number, CloseWith("quarrel", "note"))
    assert (await desk.case(number)).is_closed
    lines = [one for one in await desk.duties() if one.case == number]
    assert lines and all(one.who == (COACH,) for one in lines)
    await desk.send(COACH, CommandGiven("taken"))
    assert f"Zaak {number}" in desk.last(COACH).text
    assert any(label.startswith(f"Zaak {number}") or "kaart" in label for label in desk.labels(COACH))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"contact": Contact.NAME, "reporter_name": "Noor Vink"}, "Bevestig dat de melder de gepeste leerling is"),
        ({"contact": Contact.HERE}, "Zoek via de berichten uit om welke leerling het gaat"),
        ({"contact": Contact.NONE}, "Zoek uit om welke leerling het gaat (de melder is niet bereikbaar)"),
    ],
)
async def test_the_list_asks_to_seek_the_pupil_only_when_the_report_has_no_name(
    desk: CaseDesk, told: dict[str, Any], words: str
) -> None:
    report = Report(AboutWhom.ME, "2B", "ze lachen", **told)
    number = await desk.open_case(read_by_coach(desk.now, facts=facts_of_report(report)), **told)
    await desk.take_up(number)
    assert any(spoken(line.what).startswith(words) for line in await desk.duties())
    assert words in desk.last(COACH).text


class FailedError(Exception):
    """The transaction is undone."""


async def with_the_intake_open(desk: CaseDesk) -> int:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.does(number, IdentifyVictim("pupil", is_reporter=True))
    return number


async def listed(desk: CaseDesk) -> bool:
    return any(spoken(line.what).startswith(INTAKE) for line in await desk.duties())


async def on_card(desk: CaseDesk, number: int) -> bool:
    await desk.open_card(COACH, number)
    return any(label.startswith(f"Gedaan: {INTAKE}") for label in desk.labels(COACH))


async def test_the_list_knows_what_happened_after_the_card_and_the_card_what_happened_after_the_list(
    desk: CaseDesk,
) -> None:
    done = MarkDone("intake", desk.now.astimezone(AMSTERDAM).date())
    number = await with_the_intake_open(desk)
    assert await listed(desk) and await on_card(desk, number)
    await desk.does(number, done)
    assert not await listed(desk) and not await on_card(desk, number)
    number = await with_the_intake_open(desk)
    assert await on_card(desk, number) and await listed(desk)
    await desk.does(number, done)
    assert not await on_card(desk, number) and not await listed(desk)


async def test_what_was_done_in_a_transaction_that_failed_is_still_in_the_list(desk: CaseDesk) -> None:
    number = await with_the_intake_open(desk)
    inside: list[str] = []

    async def fails(batch: Batch) -> None:
        case_file = await desk.office.case(batch, number)
        assert case_file is not None
        done = MarkDone("intake", desk.now.astimezone(AMSTERDAM).date())
        await desk.acts.perform(batch, case_file, done, COACH)
        await batch.flush()
        inside.extend(spoken(line.what) for line in await open_duties(batch.connection, desk.house))
        raise FailedError

    with pytest.raises(FailedError):
        await desk.transact(fails)
    assert inside and not any(words.startswith(INTAKE) for words in inside)
    assert await listed(desk) and await on_card(desk, number)
