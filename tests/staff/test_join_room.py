"""Two cases about the same become one; each reporter keeps the own thread and hears what becomes of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.handlers.arrivals import telegram_address
from bot.held_words import question_of
from bot.reading import reading_from_data
from bot.staff.joined_reports import goes_on_in, reports_behind
from bot.staff.thread_room import ThreadRoom
from casework.case_commands import CloseWith, EstablishFact, IdentifyVictim
from casework.case_events import InterventionStarted, VictimIdentified
from casework.naked_pictures import PICTURE_TOLD
from casework.protocol import shipped_protocol
from casework.report import AboutWhom, Contact, ReportStatus, Urgency
from storage import cases, dues, reports
from storage.dues import DueKind
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, CONFIDANT, COORDINATOR, PUPIL, CaseDesk, open_desk, read_by_coach
from tests.staff.test_naked_pictures import says_naked

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OTHER_COACH = "pieter_bakker"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[CaseDesk]:
    opened = await open_desk(tmp_path, example_school(), shipped_protocol("kluiverboom"), MONDAY)
    await opened.tie(COACH, COORDINATOR, CONFIDANT, OTHER_COACH)
    yield opened
    await opened.database.close()
    await opened.vault.keys.close()


async def two_cases(desk: CaseDesk, **second: Any) -> tuple[int, int]:
    """The first is taken up by the coach; the second is read by the coach too, unless said otherwise."""
    first = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(first)
    return first, await desk.open_case(read_by_coach(desk.now, **second))


async def two_cases_about(desk: CaseDesk, about: AboutWhom) -> tuple[int, int]:
    first = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(first)
    return first, await desk.open_case(read_by_coach(desk.now), about=about)


async def joins(desk: CaseDesk, this: int, other: int, person: str = COACH) -> None:
    await desk.open_card(person, this)
    await desk.tap(person, "Meer")
    await desk.tap(person, "Samen met anderen")
    await desk.tap(person, "Hoort bij een andere zaak")
    await desk.answers(person, f"Zaak {other} ·", "Ja, dit is hetzelfde")


async def reports_of(desk: CaseDesk, number: int) -> list[Any]:
    async def job(batch: Any) -> Any:
        return await reports.reports_of_case(batch.connection, desk.vault, number)

    found: list[Any] = await desk.transact(job)
    return found


async def test_this_case_closes_as_double_and_the_other_goes_on_with_its_reports(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    (report,) = await reports_of(desk, second)
    await joins(desk, second, first)
    closed, goes_on = await desk.case(second), await desk.case(first)
    assert (closed.outcome, goes_on.outcome, goes_on.joined) == ("double", None, (str(second),))
    assert not (await desk.case_file(second)).is_open
    assert report.id in {one.id for one in await reports_of(desk, first)}
    assert {one.status for one in await reports_of(desk, first)} == {ReportStatus.TAKEN_UP}
    await desk.open_card(COACH, first)
    assert f"Zaak {second} hoort hierbij." in desk.last(COACH).text


async def test_after_joining_it_is_said_which_case_goes_on_with_a_button_to_it(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    await joins(desk, second, first)
    assert desk.last(COACH).text == f"Zaak {second} is dicht en hoort nu bij zaak {first}. Daar gaat het verder."
    await desk.tap(COACH, "Open de kaart")
    assert desk.last(COACH).text.startswith(f"Zaak {first} ·")


async def test_an_old_button_of_a_joined_case_leads_to_the_case_that_goes_on(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    await desk.open_card(COACH, second)
    old, more = desk.find(COACH, "Meer")
    await joins(desk, second, first)
    await desk.tap_data(COACH, more.data, old.id)
    assert "Daar gaat het verder" in old.text
    assert f"zaak {first}" in old.text
    assert desk.labels(COACH) == ["Open de kaart"]
    await desk.tap_data(COACH, old.buttons[0].data, old.id)
    assert desk.last(COACH).text.startswith(f"Zaak {first} ·")


async def test_a_case_that_was_joined_twice_leads_to_the_last_one(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    third = await desk.open_case(read_by_coach(desk.now))
    await joins(desk, third, second)
    await joins(desk, second, first)
    await desk.open_card(COACH, third)
    assert f"zaak {first}" in desk.last(COACH).text
    await desk.tap(COACH, f"Zaak {first}")
    assert desk.last(COACH).text.startswith(f"Zaak {first} ·")


async def test_who_may_not_open_the_case_that_goes_on_hears_whom_to_ask_and_nothing_of_it(desk: CaseDesk) -> None:
    """The coach joined them, and read both."""
    first, second = await two_cases(desk, invited=(OTHER_COACH,))
    await joins(desk, second, first)
    await _now_read(desk, first, invited=())
    await desk.open_card(OTHER_COACH, second)
    shown = desk.last(OTHER_COACH)
    assert f"Vraag het aan {desk.house.name_of(COACH)}" in shown.text
    assert f"zaak {first}" not in shown.text.casefold()
    assert not any(label.startswith(f"Zaak {first}") for label in desk.labels(OTHER_COACH))


async def test_whom_the_case_that_goes_on_is_about_is_not_told_who_works_on_it(desk: CaseDesk) -> None:
    first, second = await two_cases(desk, invited=(OTHER_COACH,))
    await joins(desk, second, first)
    await _now_read(desk, first, excluded=(OTHER_COACH,))
    await desk.open_card(OTHER_COACH, second)
    text = desk.last(OTHER_COACH).text
    assert desk.house.name_of(COACH) not in text
    assert f"Vraag het aan {desk.house.name_of(desk.house.school.admin)}" in text


async def test_the_reporter_hears_who_takes_it_up_and_that_it_is_done_only_when_the_other_case_closes(
    desk: CaseDesk,
) -> None:
    first, second = await two_cases(desk, reader=COORDINATOR, invited=(COACH,))
    told = len(desk.texts(PUPIL))
    await joins(desk, second, first)
    (heard,) = desk.texts(PUPIL)[told:]
    assert "mevrouw De Boer pakt het op" in heard
    told = len(desk.texts(PUPIL))
    assert not hasattr(await desk.perform(first, CloseWith("quarrel", "note")), "key")
    assert len([text for text in desk.texts(PUPIL)[told:] if "afgerond" in text]) == 2
    assert {one.status for one in await reports_of(desk, first)} == {ReportStatus.CLOSED}


async def test_the_reporter_hears_who_else_reads_the_case_that_goes_on_and_did_not_read_theirs(desk: CaseDesk) -> None:
    """Who decides about home reads along in the case that goes on (design 4.4)."""
    first, second = await two_cases(desk)
    officer = desk.house.school.aandachtsfunctionaris or ""
    await desk.tie(officer)
    await desk.does(first, EstablishFact("home_unsafe", value=True))
    told = len(desk.texts(PUPIL))
    await joins(desk, second, first)
    (heard,) = desk.texts(PUPIL)[told:]
    assert f"kan nu ook gelezen worden door {desk.house.name_of(officer)}" in heard


async def test_the_reporter_hears_the_new_number_once_and_nothing_of_another_report(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    told = len(desk.texts(PUPIL))
    await joins(desk, second, first)
    (heard,) = desk.texts(PUPIL)[told:]
    assert f"Je melding had nummer {second} en heeft nu nummer {first}. Alles wat je hebt verteld, is er nog." in heard
    for word in ("zaak", "dubbel", "andere", "hetzelfde"):
        assert word not in heard.casefold()


async def test_a_parent_hears_the_new_number_in_the_polite_form(desk: CaseDesk) -> None:
    first, second = await two_cases_about(desk, AboutWhom.MY_CHILD)
    await joins(desk, second, first)
    assert "Uw melding had nummer 2 en heeft nu nummer 1. Alles wat u hebt verteld, is er nog." in desk.texts(PUPIL)[-1]


async def test_who_muted_the_report_hears_no_new_number(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    (report,) = await reports_of(desk, second)

    async def mutes(batch: Any) -> None:
        reports.set_muted(batch.changes, report.id, muted=True)

    await desk.transact(mutes)
    told = len(desk.texts(PUPIL))
    await joins(desk, second, first)
    assert desk.texts(PUPIL)[told:] == []


async def test_before_joining_it_is_said_in_which_step_the_case_is_that_goes_on(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    step = (await desk.case(first)).step.label
    await desk.open_card(COACH, second)
    for label in ("Meer", "Samen met anderen", "Hoort bij een andere zaak", f"Zaak {first} ·"):
        await desk.tap(COACH, label)
    assert f"Zaak {first} is nu bij “{step}”." in desk.last(COACH).text


async def test_what_cannot_wait_in_one_case_cannot_wait_in_the_case_that_goes_on(desk: CaseDesk) -> None:
    first, second = await two_cases(desk, urgency=Urgency.NOW)
    await joins(desk, second, first)
    assert reading_from_data((await desk.case_file(first)).reading).urgency is Urgency.NOW


PRESSES = {Urgency.NOW: "kan niet wachten", Urgency.TODAY: "is voor vandaag"}


async def joined_untaken(desk: CaseDesk, before: Urgency, second: Urgency) -> list[str]:
    """What the coordinator, who has yet to take up the first case, hears at the moment of joining."""
    first = await desk.open_case(read_by_coach(desk.now, reader=COORDINATOR, invited=(COACH,), urgency=before))
    other = await desk.open_case(read_by_coach(desk.now, urgency=second))
    told = len(desk.texts(COORDINATOR))
    await joins(desk, other, first)
    assert not (await desk.case_file(other)).is_open
    return desk.texts(COORDINATOR)[told:]


@pytest.mark.parametrize("urgency", PRESSES)
async def test_who_has_yet_to_take_it_up_hears_at_once_that_it_cannot_wait_any_more(
    desk: CaseDesk, urgency: Urgency
) -> None:
    (heard,) = await joined_untaken(desk, Urgency.NORMAL, urgency)
    assert heard.startswith(f"Zaak 1 {PRESSES[urgency]}.")
    assert desk.labels(COORDINATOR) == ["Lezen"]


@pytest.mark.parametrize(
    ("before", "second"), [(Urgency.NOW, Urgency.NOW), (Urgency.NOW, Urgency.TODAY), (Urgency.NORMAL, Urgency.NORMAL)]
)
async def test_what_presses_no_more_than_it_did_is_not_said_again_at_joining(
    desk: CaseDesk, before: Urgency, second: Urgency
) -> None:
    assert await joined_untaken(desk, before, second) == []


async def test_that_it_cannot_wait_loses_its_button_when_the_case_goes_to_somebody_else(desk: CaseDesk) -> None:
    first = await desk.open_case(read_by_coach(desk.now, reader=COORDINATOR, invited=(COACH,)))

    async def hands_over(batch: Any) -> None:
        case_file = await desk.office.case(batch, first)
        assert case_file is not None
        await desk.office.hand_to_reader(batch, first, reading_from_data(case_file.reading))

    await desk.transact(hands_over)
    other = await desk.open_case(read_by_coach(desk.now, urgency=Urgency.NOW))
    await joins(desk, other, first)
    notice = desk.last(COORDINATOR)
    assert "kan niet wachten" in notice.text and notice.buttons
    await desk.transact(lambda batch: desk.office.pass_on(batch, first))
    assert not notice.buttons


async def test_a_reporter_of_the_closed_case_who_writes_is_a_duty_of_who_has_the_other(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    (report,) = await reports_of(desk, second)

    async def nobody_loses_it(_batch: Any, _number: int, _person: str) -> None:
        raise AssertionError

    thread = ThreadRoom(desk.house, desk.office, nobody_loses_it)

    async def writes(batch: Any) -> None:
        sealer = await batch.sealer(report.id)
        await reports.add_told(
            batch.connection, batch.changes, sealer, report.id, "reporter", "het gaat nog door", MONDAY.date()
        )
        stored = await reports.report_by_id(batch.connection, desk.vault, report.id)
        assert stored is not None
        await thread.reporter_wrote(batch, stored.case_number, report.id)

    await desk.transact(writes)
    await joins(desk, second, first)
    waits = await desk.due_instants(DueKind.ANSWER)
    assert len(waits) == 1
    before = len(desk.texts(COACH))
    desk.now = waits[0]

    async def sweeps(batch: Any) -> None:
        for due in await dues.dues_about(batch.connection, DueKind.ANSWER, report.id):
            assert due.case_number == first
            dues.done(batch.changes, due)
            await thread.on_answer_due(batch, due)

    await desk.transact(sweeps)
    assert f"Bij zaak {first} wacht de melder nog op antwoord" in desk.texts(COACH)[before:][-1]
    await desk.transact(writes)
    assert f"zaak {first}" in desk.last(COACH).text.casefold()


async def test_what_waits_for_an_answer_about_staff_waits_for_the_same_one_in_the_case_that_goes_on(
    desk: CaseDesk,
) -> None:
    first, second = await two_cases(desk)
    (report,) = await reports_of(desk, second)

    async def asked(batch: Any) -> None:
        sealer = await batch.sealer(report.id)
        detail = {"question": "q1"}
        dues.add_due(batch.changes, DueKind.HELD, MONDAY, report.id, case_number=second, detail=detail, sealer=sealer)

    async def waiting(batch: Any) -> list[tuple[int | None, datetime, str]]:
        sealer = await batch.sealer(report.id)
        found = await dues.dues_about(batch.connection, DueKind.HELD, report.id)
        return [(due.case_number, due.at, question_of(due, sealer)) for due in found]

    await desk.transact(asked)
    await joins(desk, second, first)
    assert await desk.transact(waiting) == [(first, MONDAY, "q1")]


async def test_only_cases_that_this_person_reads_are_offered_by_number_step_and_day(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    await desk.open_case(read_by_coach(desk.now, reader=COORDINATOR))
    await desk.open_card(COACH, second)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Hoort bij een andere zaak")
    assert [label for label in desk.labels(COACH) if label.startswith("Zaak")] == [
        f"Zaak {first} · Stap 0 · sinds 23 november 2026"
    ]


async def test_who_loses_one_of_the_two_meanwhile_cannot_join_them(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    await desk.open_card(COACH, second)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Hoort bij een andere zaak")
    await desk.answers(COACH, f"Zaak {first} ·")
    await _now_read(desk, first, excluded=(COACH,))
    await desk.answers(COACH, "Ja, dit is hetzelfde")
    assert "Er is niets veranderd" in desk.last(COACH).text
    assert (await desk.case_file(second)).is_open
    assert (await desk.case(first)).joined == ()


async def _now_read(desk: CaseDesk, number: int, **changes: Any) -> None:
    async def job(batch: Any) -> None:
        case_file = await desk.office.case(batch, number)
        assert case_file is not None
        await desk.office.keep_reading(batch, case_file, replace(reading_from_data(case_file.reading), **changes))

    await desk.transact(job)


@pytest.mark.parametrize(
    "reading",
    [
        {"via_confidant": True},
        {"facts": {"offender_class": "staff", "category": "sexual", "victim_class": "pupil"}},
        {"facts": {"trusts_contact": False}},
    ],
    ids=["the confidant's line", "kept apart", "past the first contact"],
)
async def test_what_goes_another_way_is_never_joined(desk: CaseDesk, reading: dict[str, Any]) -> None:
    first, second = await two_cases(desk, **reading)
    await desk.open_card(COACH, second)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    if "Hoort bij een andere zaak" in desk.labels(COACH):
        await desk.tap(COACH, "Hoort bij een andere zaak")
        assert "geen andere open zaak" in desk.last(COACH).text
    for number in (first, second):
        revision = len((await desk.case_file(number)).events)
        await desk.tap_data(COACH, f"v1:s.0:card-join:{number}.{revision}")
        assert not any(label.startswith("Zaak") for label in desk.labels(COACH))
        assert (await desk.case_file(number)).is_open


async def _asks_which(desk: CaseDesk, this: int) -> None:
    await desk.open_card(COACH, this)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Samen met anderen")
    await desk.tap(COACH, "Hoort bij een andere zaak")


async def test_a_case_that_somebody_reads_who_may_not_know_of_this_one_is_not_offered(desk: CaseDesk) -> None:
    first, second = await two_cases(desk, excluded=(OTHER_COACH,))
    await _now_read(desk, first, invited=(OTHER_COACH,))
    await _asks_which(desk, second)
    assert f"Er is geen andere open zaak die jij leest en waar zaak {second} bij kan horen." in desk.last(COACH).text
    await _now_read(desk, first, invited=())
    await joins(desk, second, first)
    assert not (await desk.case_file(second)).is_open
    assert OTHER_COACH in reading_from_data((await desk.case_file(first)).reading).barred


async def test_nobody_whom_the_one_is_about_comes_to_read_it_through_the_other(desk: CaseDesk) -> None:
    first, second = await two_cases(desk, excluded=(OTHER_COACH,))
    await _asks_which(desk, second)
    await desk.answers(COACH, f"Zaak {first} ·")
    await _now_read(desk, first, invited=(OTHER_COACH,))
    await desk.answers(COACH, "Ja, dit is hetzelfde")
    assert "leest iemand mee die deze zaak niet mag lezen" in desk.last(COACH).text
    assert (await desk.case_file(second)).is_open


async def test_no_does_nothing_and_another_may_be_chosen(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    await _asks_which(desk, second)
    await desk.answers(COACH, f"Zaak {first} ·", "Nee, een andere zaak")
    assert "Bij welke zaak hoort deze?" in desk.last(COACH).text
    assert (await desk.case_file(second)).is_open


async def test_joined_once_more_the_reports_of_all_go_along(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    third = await desk.open_case(read_by_coach(desk.now))
    await joins(desk, third, second)
    await joins(desk, second, first)
    assert len(await reports_of(desk, first)) == 3


async def test_threads_stay_apart(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    await joins(desk, second, first)

    async def job(batch: Any) -> Any:
        return await reports.reporters_of_case(batch.connection, desk.vault, first)

    reporters = await desk.transact(job)
    assert len({one.report_id for one in reporters}) == 2
    assert telegram_address(1000) == reporters[0].address


async def test_names_from_reports_that_went_along_are_still_looked_for_in_texts_of_the_closed_case(
    desk: CaseDesk,
) -> None:
    first = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(first)
    told = {"contact": Contact.NAME, "reporter_name": "Noor Vink"}
    second = await desk.open_case(read_by_coach(desk.now), **told)
    await joins(desk, second, first)

    async def job(batch: Any) -> Any:
        case_file = await desk.office.case(batch, second)
        assert case_file is not None
        behind = await reports_behind(batch.connection, desk.vault, case_file)
        return case_file, behind

    case_file, behind = await desk.transact(job)
    assert goes_on_in(case_file) == first
    assert "Noor Vink" in {one.report.reporter_name for one in behind}


async def adds(desk: CaseDesk, number: int, party: str, name: str, *classes: str) -> None:
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Leerling toevoegen")
    await desk.answers(COACH, party, name, *(classes or ("Dezelfde klas",)))


async def names_in(desk: CaseDesk, number: int) -> list[tuple[str, str, str | None]]:
    """The pupils whom the case knows: name, part and class."""

    async def job(batch: Any) -> Any:
        return await cases.notes_of(batch.connection, desk.vault, number)

    notes, case = await desk.transact(job), await desk.case(number)
    return [(notes.get(pupil, ""), party, case.classes.get(pupil)) for pupil, party in case.pupils.items()]


async def test_the_case_that_goes_on_knows_the_pupils_of_the_other_and_nobody_twice(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    await adds(desk, first, "Zou pesten", "Bram Bos")
    await adds(desk, second, "Zou pesten", "bram  bos")
    await adds(desk, second, "Zou meedoen", "Daan Vos", "Een andere klas", "1A")
    await adds(desk, second, "Heeft het gezien", "Fatima", "Een andere klas", "Weet ik niet")
    await joins(desk, second, first)
    assert not (await desk.case_file(second)).is_open
    known = await names_in(desk, first)
    assert [one[:2] for one in known] == [("Bram Bos", "bully"), ("Daan Vos", "follower"), ("Fatima", "bystander")]
    assert [one[2] for one in known][:2] == ["2B", "1A"]
    assert known[2][2] not in desk.house.school.classes
    assert len(await reports_of(desk, first)) == 2


async def test_of_a_pupil_who_may_be_there_already_the_coach_says_who_it_is(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    await adds(desk, first, "Zou pesten", "Bram Bos")
    await adds(desk, second, "Zou pesten", "Bram")
    await adds(desk, second, "Zou meedoen", "Bram B.")
    await joins(desk, second, first)
    asked = desk.last(COACH).text
    assert "Bij zaak 2 staat leerling 1 (2B)." in asked
    assert "Bram" not in asked
    assert (await desk.case_file(second)).is_open
    await desk.answers(COACH, "Dezelfde als leerling 1 (2B)")
    assert "Bij zaak 2 staat leerling 2 (2B)." in desk.last(COACH).text
    await desk.answers(COACH, "Een ander: voeg toe")
    assert not (await desk.case_file(second)).is_open
    assert await names_in(desk, first) == [("Bram Bos", "bully", "2B"), ("Bram B.", "follower", "2B")]


async def test_who_is_bullied_comes_along_where_that_was_not_known_yet(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    (report,) = await reports_of(desk, second)
    await desk.does(second, IdentifyVictim(report.id.hex(), is_reporter=True))
    await joins(desk, second, first)
    case = await desk.case(first)
    assert (case.victim, case.pupils) == (report.id.hex(), {report.id.hex(): "victim"})
    identified = [one for one in (await desk.case_file(first)).events if isinstance(one, VictimIdentified)]
    assert [one.is_reporter for one in identified] == [True]


@pytest.mark.parametrize(
    ("answer", "pupils"), [("Dezelfde als de gepeste leerling", 1), ("Een ander, die het ook overkwam", 2)]
)
async def test_two_who_are_bullied_may_be_one(desk: CaseDesk, answer: str, pupils: int) -> None:
    first, second = await two_cases(desk)
    for number in (first, second):
        (report,) = await reports_of(desk, number)
        await desk.does(number, IdentifyVictim(report.id.hex(), is_reporter=True))
    victim = (await desk.case(first)).victim
    await joins(desk, second, first)
    await desk.answers(COACH, answer)
    case = await desk.case(first)
    assert (case.victim, len(case.pupils)) == (victim, pupils)
    assert not (await desk.case_file(second)).is_open


async def test_what_runs_in_the_case_that_closes_is_named_before_it_does(desk: CaseDesk) -> None:
    first, second = await two_cases(desk)
    means = (await desk.case(second)).protocol.intervention("pestproject")
    await desk.happens(second, InterventionStarted(at=desk.now, by=COACH, intervention=means.key, on=desk.now.date()))
    await desk.open_card(COACH, second)
    for label in ("Meer", "Samen met anderen", "Hoort bij een andere zaak", f"Zaak {first} ·"):
        await desk.tap(COACH, label)
    asked = desk.last(COACH).text
    assert f"Dit loopt nog: {means.label}. Sluit je de zaak, dan stopt het." in asked
    assert f"Zaak {second} gaat dicht en hoort dan bij zaak {first}." in asked


async def test_what_its_reporter_said_of_a_naked_picture_goes_along_to_the_case_that_goes_on(desk: CaseDesk) -> None:
    """AX-17."""
    first, second = await two_cases(desk)
    await says_naked(desk, second)
    assert PICTURE_TOLD not in (await desk.case(first)).facts()
    await joins(desk, second, first)
    assert (await desk.case(first)).facts()[PICTURE_TOLD] is True


@pytest.mark.parametrize("day", ["look_by", "work_by"])
@pytest.mark.parametrize("later_in", [0, 1])
async def test_what_cannot_wait_after_the_taking_up_still_stands_in_the_case_that_goes_on(
    desk: CaseDesk, later_in: int, day: str
) -> None:
    both = await two_cases(desk)

    async def pressed(batch: Any) -> None:
        case_file = await desk.office.case(batch, both[later_in])
        assert case_file is not None
        held: dict[str, Any] = {day: "2026-11-23", "look_held": ("nienke_dijkstra",)}
        reading = replace(reading_from_data(case_file.reading), **held)
        await desk.office.keep_reading(batch, case_file, reading)

    await desk.transact(pressed)
    await joins(desk, both[1], both[0])
    case_file = await desk.case_file(both[0])
    goes_on = reading_from_data(case_file.reading)
    assert getattr(goes_on, day) == "2026-11-23"
    assert goes_on.look_held == (("nienke_dijkstra",) if day == "look_by" else ())
