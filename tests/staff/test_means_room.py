"""The means beside the steps, from the card: who decides starts them, until when, with whom, and they end."""

from datetime import UTC, date, datetime

import pytest

from bot.flows.words import Words, phrase
from bot.spoken import spoken
from bot.staff.card_means import running_lines
from bot.staff.card_scene import CardScene
from casework.case_commands import Acknowledge, AddPupil, EstablishFact
from casework.case_events import InterventionStarted
from casework.case_view import card
from casework.protocol import shipped_protocol
from casework.school import School
from tests.casework.cases import Walk
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk
from tests.staff.case_desks import HEAD, Desks, may_read_too, on, to_view


async def page_of(desk: CaseDesk, number: int, name: str, person: str = COACH) -> None:
    await to_view(desk, number, "Meer", "Maatregelen en middelen", f"Bekijk: {name}", person=person)


async def in_room_008(desk: CaseDesk, number: int, first_day: str = "Vandaag") -> None:
    """The coordinator, asked by the coach, starts it for a week; it is Monday 23 November."""
    await page_of(desk, number, "Lokaal 008, langer")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    await desk.tap(COORDINATOR, "Beantwoord de vraag")
    await desk.answers(COORDINATOR, "Ja, dit doen we")
    await desk.answers(COORDINATOR, "▢ leerling 1", "Verder", first_day, "1 week", "Overslaan")


async def test_who_does_not_decide_asks_who_does_and_that_person_starts_it(desks: Desks) -> None:
    """P000: lokaal 008 for longer is for the leerlingcoördinator or the teamleider."""
    desk, number = await desks.with_case("splitting")
    await page_of(desk, number, "Lokaal 008, langer")
    assert not any(label.startswith("Start") for label in desk.labels(COACH))
    await in_room_008(desk, number)
    case = await desk.case(number)
    run = case.runs["room_008_longer"][-1]
    assert (run.participants, run.until) == (("bully",), date(2026, 11, 30))
    await desk.open_card(COACH, number)
    assert "tot maandag 30 november (nog 7 dagen)" in desk.last(COACH).text


async def test_the_reminders_of_its_last_day_are_whole_sentences(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await in_room_008(desk, number)
    said = []
    for day in (date(2026, 11, 30), date(2026, 12, 1)):
        desk.now = datetime(day.year, day.month, day.day, 8, 30, tzinfo=UTC)
        await desk.sweep()
        said.append([text for text in desk.texts(COORDINATOR) if "Is het voorbij?" in text][-1])
    assert said[0] == f"Vandaag: zaak {number}. Lokaal 008, langer (leerling 1) loopt tot vandaag. Is het voorbij?"
    late = f"Te laat: zaak {number}. Lokaal 008, langer (leerling 1) liep tot maandag 30 november. Is het voorbij?"
    assert said[1].startswith(late)
    (line,) = [one for one in await desk.duties() if "Einde van" in spoken(one.what)]
    assert spoken(line.what) == "Einde van: Lokaal 008, langer (leerling 1)" and line.late


async def test_more_than_three_weeks_is_refused_with_the_maximum_and_its_date(desks: Desks) -> None:
    """P000 T-08."""
    desk, number = await desks.with_case("splitting")
    await page_of(desk, number, "Lokaal 008, langer")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    await desk.tap(COORDINATOR, "Beantwoord de vraag")
    await desk.answers(COORDINATOR, "Ja, dit doen we")
    await desk.answers(COORDINATOR, "Verder")
    assert "minstens één leerling" in desk.last(COORDINATOR).text
    await desk.answers(COORDINATOR, "▢ leerling 1", "Verder", "Vandaag")
    assert "hooguit 3 weken duren, dus tot maandag 14 december" in desk.last(COORDINATOR).text
    await desk.types(COORDINATOR, "15 december")
    assert "hooguit 3 weken" in desk.last(COORDINATOR).text
    assert "uiterlijk maandag 14 december" in desk.last(COORDINATOR).text
    await desk.answers(COORDINATOR, "3 weken", "Overslaan")
    assert (await desk.case(number)).runs["room_008_longer"][-1].until == date(2026, 12, 14)


async def _asks_room_008_in_december(desk: CaseDesk, number: int, *first_answers: str) -> None:
    """The coordinator is asked until when it lasts from Monday 7 December; three weeks later is a holiday."""
    on(desk, date(2026, 12, 7))
    await page_of(desk, number, "Lokaal 008, langer")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    await desk.tap(COORDINATOR, "Beantwoord de vraag")
    await desk.answers(COORDINATOR, "Ja, dit doen we", "▢ leerling 1", "Verder", "Vandaag", *first_answers)


_BEFORE_CHRISTMAS = "is geen schooldag, en later mag niet. Het wordt de laatste schooldag ervoor: vrijdag 18 december."


async def test_a_maximum_in_a_holiday_is_said_as_the_last_school_day_before_it(desks: Desks) -> None:
    """AX-19: a maximum moves to no later day."""
    desk, number = await desks.with_case("splitting")
    await _asks_room_008_in_december(desk, number)
    assert "Dit mag hooguit 3 weken duren, dus tot vrijdag 18 december." in desk.last(COORDINATOR).text
    await desk.types(COORDINATOR, "5-1")
    assert "Dat is te laat. Het mag hooguit 3 weken later zijn, dus uiterlijk vrijdag 18" in desk.last(COORDINATOR).text
    before = len(desk.texts(COORDINATOR))
    await desk.types(COORDINATOR, "28-12")
    await desk.answers(COORDINATOR, "Overslaan")
    said = "\n".join(desk.texts(COORDINATOR)[before:])
    assert f"De dag die je koos, maandag 28 december, {_BEFORE_CHRISTMAS}" in said
    assert (await desk.case(number)).runs["room_008_longer"][-1].until == date(2026, 12, 18)


async def test_an_end_on_a_day_before_it_begins_is_told_the_first_day_that_it_can_be(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    on(desk, date(2027, 1, 11))
    await page_of(desk, number, "Lokaal 008, langer")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    await desk.tap(COACH, "Vraag leerlingcoördinator")
    await desk.tap(COORDINATOR, "Beantwoord de vraag")
    await desk.answers(COORDINATOR, "Ja, dit doen we", "▢ leerling 1", "Verder", "dinsdag 12 januari")
    await desk.types(COORDINATOR, "11-1")
    assert "Dat is te vroeg. Kies woensdag 13 januari of later." in desk.last(COORDINATOR).text
    assert "voorbij. Kies" not in desk.last(COORDINATOR).text


async def test_what_has_its_last_day_or_a_decision_behind_it_is_late_and_not_for_today(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await in_room_008(desk, number)
    for day, due in ((date(2026, 11, 30), "maandag 30 november"), (date(2026, 12, 4), "maandag 30 november (te laat)")):
        on(desk, day)
        await desk.open_card(COORDINATOR, number)
        (line,) = [one for one in desk.last(COORDINATOR).text.splitlines() if "Is dit voorbij?" in one]
        assert line.endswith(f"hoogstens drie weken (leerling 1), uiterlijk {due}")


@pytest.mark.parametrize("key", ["trigger", "must-start", "intervention-ends", "track", "signal"])
def test_what_somebody_must_do_has_its_day_behind_it_and_none_in_it(key: str) -> None:
    assert "vandaag" not in spoken(phrase(f"duty-{key}", action="Time-out", track="Ruzie"))


async def test_a_span_that_ends_in_a_holiday_is_said_to_end_before_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await _asks_room_008_in_december(desk, number, "3 weken", "Overslaan")
    assert _BEFORE_CHRISTMAS in "\n".join(desk.texts(COORDINATOR))


async def test_what_lasts_longer_names_the_same_last_day(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await _asks_room_008_in_december(desk, number, "1 week", "Overslaan")
    await page_of(desk, number, "Lokaal 008, langer", COORDINATOR)
    await desk.tap(COORDINATOR, "Verleng: Lokaal 008")
    assert "Dit mag hooguit 3 weken duren, dus tot vrijdag 18 december." in desk.last(COORDINATOR).text
    await desk.types(COORDINATOR, "5-1")
    assert "uiterlijk vrijdag 18 december" in desk.last(COORDINATOR).text


async def test_it_lasts_longer_with_a_reason_up_to_the_maximum_and_is_ended_by_who_decides(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await in_room_008(desk, number)
    on(desk, date(2026, 11, 30))
    await desk.open_card(COORDINATOR, number)
    assert "tot vandaag, maandag 30 november." in desk.last(COORDINATOR).text
    await desk.tap(COORDINATOR, "Verleng: Lokaal 008")
    assert [label for label in desk.labels(COORDINATOR) if "week" in label or "weken" in label] == ["1 week", "2 weken"]
    await desk.answers(COORDINATOR, "16 december")
    assert "uiterlijk maandag 14 december" in desk.last(COORDINATOR).text
    await desk.answers(COORDINATOR, "1 week", "het is nog niet rustig")
    assert (await desk.case(number)).runs["room_008_longer"][-1].until == date(2026, 12, 7)
    on(desk, date(2026, 12, 7))
    await desk.open_card(COORDINATOR, number)
    await desk.tap(COORDINATOR, "Klaar: Lokaal 008")
    await desk.answers(COORDINATOR, "Vandaag", "Overslaan")
    assert not (await desk.case(number)).runs["room_008_longer"][-1].is_running
    assert "Loopt" not in desk.last(COORDINATOR).text


async def test_the_reminder_of_the_last_day_leads_to_the_means(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await in_room_008(desk, number)
    on(desk, date(2026, 11, 30))
    await desk.sweep()
    assert "Is het voorbij?" in desk.last(COORDINATOR).text
    assert "Uitstellen" not in desk.labels(COORDINATOR)
    await desk.tap(COORDINATOR, "Bekijk: Lokaal 008")
    assert "Klaar: Lokaal 008, langer (leerling 1)" in desk.labels(COORDINATOR)


async def test_many_means_stand_on_pages_with_their_hints(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, EstablishFact("online", value=True))
    await to_step_6(desk, number)
    await to_view(desk, number, "Meer", "Maatregelen en middelen", person=COACH)
    first = [label for label in desk.labels(COACH) if label.startswith("Bekijk")]
    assert len(first) == 8
    assert "hoogstens drie weken\n– " in desk.last(COACH).text
    await desk.tap(COACH, "Verder ›")
    second = [label for label in desk.labels(COACH) if label.startswith("Bekijk")]
    assert len(second) == 2
    assert not set(first) & set(second)
    await desk.tap(COACH, "‹ Vorige")
    assert [label for label in desk.labels(COACH) if label.startswith("Bekijk")] == first


async def to_step_6(desk: CaseDesk, number: int) -> None:
    """The head, who was brought in, takes the case there with a written reason (A000-13)."""
    await may_read_too(desk, number, HEAD)
    await to_view(desk, number, "Meer", "Naar Stap 6", person=HEAD)
    await desk.answers(HEAD, "het is te ernstig", "Ja, ga naar deze stap")
    assert (await desk.case(number)).step_key == "6"


async def test_a_step_out_of_order_is_offered_to_the_role_that_the_protocol_names_only(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Overslaan, uitstellen")
    assert not any(label.startswith("Naar Stap 6") for label in desk.labels(COACH))
    await to_step_6(desk, number)


async def test_what_a_trigger_asks_for_reaches_who_decides_with_a_button_to_it(desks: Desks) -> None:
    """P001: an incident that is serious asks the head for a time-out at once (T-18)."""
    desk, number = await desks.with_case("kluiverboom")
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Leg vast")
    assert "Hoe ernstig is het?\nNu: nog niet vastgelegd." in desk.last(COACH).text
    place = next(line[0] for line in desk.last(COACH).text.splitlines() if "Hoe ernstig" in line)
    await desk.tap(COACH, f"Vraag {place}")
    await desk.answers(COACH, "Ernstig", "hij is geslagen")
    assert "Beslis of dit nodig is: Externe time-out" in desk.last(COACH).text
    assert not any(label.startswith("Start: Externe") for label in desk.labels(COACH))
    step = (await desk.case(number)).step.label
    asked = f"Zaak {number}: het protocol vraagt vandaag een besluit van jou ({step})."
    assert desk.last(HEAD).text == asked, "which measure it is, is on the card"
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    assert {"Start: Externe time-out", "Doen we niet: Externe time-out"} <= set(desk.labels(HEAD))
    await desk.tap(HEAD, "Start: Externe time-out")
    await desk.answers(HEAD, "✓ leerling 2", "Verder", "Vandaag", "3 dagen", "Overslaan")
    run = (await desk.case(number)).runs["external_time_out"][-1]
    assert (run.participants, run.until) == (("bully",), date(2026, 11, 26))
    labels = desk.labels(HEAD)
    assert "Gedaan: Vertel aan gepeste leerling" not in labels, "that is the coach's"
    assert "Externe time-out: Vertel de gepeste leerling dat er een maatregel is" in desk.last(HEAD).text
    assert any(label == "Bekijk: Externe time-out" for label in labels)
    await desk.tap(HEAD, "Voor een collega")
    assert "mentor: Vertel aan gepeste leerling" in desk.last(HEAD).text
    assert "Gedaan: Vertel aan gepeste leerling" in desk.labels(HEAD)
    await desk.open_card(COACH, number)
    assert "Gedaan: Vertel aan gepeste leerling" in desk.labels(COACH)


async def test_what_a_trigger_asks_for_does_not_come_with_a_reason(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, EstablishFact("severity", "serious", "note"))
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    await desk.tap(HEAD, "Doen we niet: Externe time-out")
    assert "reden" in desk.last(HEAD).text
    await desk.types(HEAD, "we zien eerst wat een gesprek doet")
    assert (await desk.case(number)).triggered == {}
    label = (await desk.case(number)).protocol.intervention("external_time_out").label
    said = f"Besloten op maandag 23 november: {label} komt er niet."
    assert said in desk.last(HEAD).text
    assert not any("Externe time-out" in button for button in desk.labels(HEAD))
    told = [text for text in desk.texts(COACH) if "er is iets besloten" in text]
    assert len(told) == 1
    assert "time-out" not in told[0].casefold()
    await desk.open_card(COACH, number)
    assert said in desk.last(COACH).text


async def test_the_talk_before_the_return_stands_on_the_card_after_the_end(desks: Desks) -> None:
    """P001 T-19."""
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, EstablishFact("severity", "serious", "note"))
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    await desk.tap(HEAD, "Start: Externe time-out")
    await desk.answers(HEAD, "Verder", "Vandaag", "1 dag", "Overslaan")
    on(desk, date(2026, 11, 24))
    await desk.open_card(HEAD, number)
    await desk.tap(HEAD, "Klaar: Externe time-out")
    await desk.answers(HEAD, "Vandaag", "Overslaan")
    assert "Externe time-out: Praat met de leerling en de ouders" in desk.last(HEAD).text
    await desk.tap(HEAD, "Voor een collega")
    assert "Gedaan: Gesprek voor de terugkeer" in desk.labels(HEAD)


async def support_group(desk: CaseDesk, number: int, size: str) -> None:
    await page_of(desk, number, "Steungroepaanpak")
    await desk.tap(COACH, "Mag dit? Steungroepaanpak")
    assert desk.last(COACH).text.count("Steungroepaanpak") == 1
    assert desk.last(COACH).text.endswith("Vindt de gepeste leerling dit goed?")
    await desk.answers(COACH, "Ja", "ik wil dat het stopt, zonder straf")
    await page_of(desk, number, "Steungroepaanpak")
    await desk.tap(COACH, "Start: Steungroepaanpak")
    await desk.answers(COACH, "▢ leerling 1", "Verder", size)


async def test_a_support_group_needs_the_pupils_own_words_first(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await page_of(desk, number, "Steungroepaanpak")
    assert "Hieraan doen liefst 6 tot 8 leerlingen mee" in desk.last(COACH).text
    assert not any(label.startswith("Start") for label in desk.labels(COACH))
    await support_group(desk, number, "7")
    assert "Vanaf welke dag?" in desk.last(COACH).text
    await desk.answers(COACH, "Vandaag", "Overslaan")
    case = await desk.case(number)
    assert case.consents["support_group"].answer == "given"
    assert case.runs["support_group"][-1].participants == ("bully",)


async def test_a_pupil_who_says_no_by_now_is_heard_and_the_group_is_to_end(desks: Desks) -> None:
    """P003 [003:139-141]."""
    desk, number = await desks.with_case("oplossingsgericht")
    await support_group(desk, number, "7")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    await page_of(desk, number, "Steungroepaanpak")
    await desk.tap(COACH, "Mag dit? Steungroepaanpak")
    await desk.answers(COACH, "Nee", "ik wil het niet meer")
    await desk.open_card(COACH, number)
    assert "Er is geen toestemming meer. Stop hiermee: Steungroepaanpak" in desk.last(COACH).text
    assert not any(label.startswith(("Gedaan: Maak samen de groep", "Verleng")) for label in desk.labels(COACH))
    await desk.tap(COACH, "Klaar: Steungroep")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    assert "Stop hiermee" not in desk.last(COACH).text


async def test_a_support_group_of_five_warns_and_goes_on_with_one_tap(desks: Desks) -> None:
    """P003: six to eight is what the protocol would like."""
    desk, number = await desks.with_case("oplossingsgericht")
    await support_group(desk, number, "5")
    assert "liever 6 tot 8 leerlingen" in desk.last(COACH).text
    await desk.answers(COACH, "Nee, ik kies iets anders", "5", "Ja, toch zo", "Vandaag", "Overslaan")
    assert (await desk.case(number)).runs["support_group"][-1].is_running


async def test_how_many_take_part_may_stay_open_and_is_filled_in_from_the_card(desks: Desks) -> None:
    """P003 [003:309-311]: the group is made with the pupil, once it has begun."""
    desk, number = await desks.with_case("oplossingsgericht")
    await support_group(desk, number, "Dat weet ik nog niet")
    assert "Vanaf welke dag?" in desk.last(COACH).text, "the number is not judged before it is there"
    await desk.answers(COACH, "Vandaag", "Overslaan")
    run = (await desk.case(number)).runs["support_group"][-1]
    assert (run.is_running, run.size, run.size_open) == (True, None, True)
    await desk.open_card(COACH, number)
    assert "Hoeveel leerlingen meedoen, is nog niet ingevuld." in desk.last(COACH).text
    await to_view(desk, number, "Bekijk: Steungroepaanpak", person=COACH)
    await desk.tap(COACH, "Hoeveel leerlingen: Steungroepaanpak")
    assert "Dat weet ik nog niet" not in desk.labels(COACH)
    await desk.answers(COACH, "5")
    assert "liever 6 tot 8 leerlingen" in desk.last(COACH).text
    await desk.answers(COACH, "Nee, ik kies iets anders", "7")
    run = (await desk.case(number)).runs["support_group"][-1]
    assert (run.size, run.size_open) == (7, False)
    await desk.open_card(COACH, number)
    assert "nog niet ingevuld" not in desk.last(COACH).text
    await to_view(desk, number, "Bekijk: Steungroepaanpak", person=COACH)
    assert not any(label.startswith("Hoeveel leerlingen") for label in desk.labels(COACH))


async def test_words_where_a_number_is_asked_are_answered_with_that(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await support_group(desk, number, "weet ik nog niet, moet de groep nog maken")
    told = desk.last(COACH).text
    assert "Typ een getal van 4 tot en met 10, of tik op “Dat weet ik nog niet”." in told
    assert "te lang" not in told
    await desk.answers(COACH, "Dat weet ik nog niet", "Vandaag", "Overslaan")
    await page_of_running(desk, number)
    await desk.tap(COACH, "Hoeveel leerlingen: Steungroepaanpak")
    await desk.answers(COACH, "zeven")
    assert "Typ een getal van 4 tot en met 10." in desk.last(COACH).text


async def page_of_running(desk: CaseDesk, number: int) -> None:
    await desk.open_card(COACH, number)
    await to_view(desk, number, "Bekijk: Steungroepaanpak", person=COACH)


async def test_a_long_answer_where_a_day_is_asked_is_told_that_a_day_is(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await support_group(desk, number, "7")
    await desk.answers(COACH, "dat weet ik nog niet precies, ik denk ergens na de herfstvakantie")
    assert "Die dag begrijp ik niet." in desk.last(COACH).text
    assert "te lang" not in desk.last(COACH).text


async def test_no_words_of_a_pupil_stand_on_a_page_or_in_a_notice(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await support_group(desk, number, "7")
    await desk.answers(COACH, "Vandaag", "Noor zit erin")
    for person in example_school().people:
        assert not any("zonder straf" in text or "Noor" in text for text in desk.texts(person)), person


async def test_a_heavier_measure_is_asked_of_the_management_and_started_there(desks: Desks) -> None:
    """P002: the sanction that the management takes, with its own work on the card."""
    described = example_school().model_dump()
    described["roles"]["management"] = {"title": "schoolleiding", "holders": [HEAD]}
    desk, number = await desks.with_case("noordhoek", school=School.model_validate(described))
    await page_of(desk, number, "Zwaardere maatregel")
    assert "Hierover beslist: schoolleiding." in desk.last(COACH).text
    await desk.tap(COACH, "Vraag schoolleiding")
    await desk.tap(COACH, "Vraag schoolleiding")
    await desk.tap(HEAD, "Beantwoord de vraag")
    await desk.answers(HEAD, "Ja, dit doen we")
    await desk.answers(HEAD, "Verder", "Vandaag", "Overslaan")
    assert (await desk.case(number)).runs["heavier_measure"][-1].is_running
    assert "Loopt: " in desk.last(HEAD).text


async def test_a_decision_of_another_role_is_asked_there_before_anything_is_written(desks: Desks) -> None:
    """P000: whether a pupil is suspended is the head's to decide."""
    desk, number = await desks.with_case("splitting")
    await to_step_6(desk, number)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Voor een collega")
    outcome = next(label for label in desk.labels(COACH) if label.startswith("Uitkomst"))
    await desk.tap(COACH, outcome)
    assert "Hierover beslist: vestigingsdirecteur" in desk.last(COACH).text
    await desk.tap(COACH, "Vraag vestigingsdirecteur")
    assert "of jij hierover wilt beslissen" in desk.last(HEAD).text


async def test_every_button_of_every_page_fits_a_phone_and_64_bytes(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_step_6(desk, number)
    for person in (COACH, HEAD):
        await desk.open_card(person, number)
        for view in ("Meer", "Maatregelen en middelen"):
            await desk.tap(person, view)
            assert [label for label in desk.labels(person) if len(label) > 41] == [], view
            assert all(len(button.data.encode()) <= 64 for button in desk.last(person).buttons)


async def test_a_notice_leads_to_the_means_also_when_the_case_went_on_since(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, EstablishFact("severity", "serious", "note"))
    await desk.does(number, EstablishFact("online", value=True))
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    assert "Start: Externe time-out" in desk.labels(HEAD)
    await desk.tap(HEAD, "Start: Externe time-out")
    assert "Met wie?" in desk.last(HEAD).text


async def test_a_means_that_cannot_be_used_any_more_brings_the_card_back(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, EstablishFact("severity", "serious", "note"))
    await desk.does(number, EstablishFact("severity", "normal", "note"))
    await desk.tap(HEAD, "Bekijk: Externe time-out")
    assert desk.toasts[-1] == "toast-card-renewed"
    assert f"Zaak {number} · " in desk.last(HEAD).text


async def test_a_means_can_be_agreed_for_a_coming_day_and_the_card_says_from_when(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await in_room_008(desk, number, "dinsdag 24 november")
    run = (await desk.case(number)).runs["room_008_longer"][-1]
    assert (run.started_on, run.until) == (date(2026, 11, 24), date(2026, 12, 1))
    await desk.open_card(COACH, number)
    assert "Begint dinsdag 24 november: " in desk.last(COACH).text
    assert "Loopt" not in desk.last(COACH).text
    on(desk, date(2026, 11, 24))
    await desk.open_card(COACH, number)
    assert "Loopt: " in desk.last(COACH).text


async def test_today_on_a_free_day_is_said_to_become_the_next_school_day(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    on(desk, date(2026, 11, 28))
    await in_room_008(desk, number)
    said = "\n".join(desk.texts(COORDINATOR))
    assert "De dag die je koos, zaterdag 28 november, is geen schooldag. Het wordt maandag 30 november." in said
    assert "Dit mag hooguit 3 weken duren, dus tot vrijdag 18 december." in said
    run = (await desk.case(number)).runs["room_008_longer"][-1]
    assert (run.started_on, run.until) == (date(2026, 11, 30), date(2026, 12, 7))


async def test_a_means_that_is_to_begin_can_be_called_off_without_asking_when(
    desks: Desks,
) -> None:
    desk, number = await desks.with_case("splitting")
    await in_room_008(desk, number, "dinsdag 24 november")
    await desk.open_card(COORDINATOR, number)
    await desk.tap(COORDINATOR, "Bekijk: Lokaal 008")
    assert not any(label.startswith("Klaar") for label in desk.labels(COORDINATOR))
    await desk.tap(COORDINATOR, "Gaat niet door: Lokaal")
    await desk.answers(COORDINATOR, "Overslaan")
    assert (await desk.case(number)).runs["room_008_longer"][-1].never_began
    assert "Begint" not in desk.last(COORDINATOR).text


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1)])
async def test_no_sentence_about_a_means_counts_the_day_on_which_it_is_over(desks: Desks, today: date) -> None:
    """P000 C07, C08: the period counts to the day of return."""
    desk, number = await desks.with_case("splitting")
    await in_room_008(desk, number)
    on(desk, today)
    await desk.open_card(COACH, number)
    assert "tot en met" not in desk.last(COACH).text
    assert "laatste dag" not in desk.last(COACH).text.casefold()


def suspended(today: date, until: date) -> Words | None:
    """What the card says on that day of a suspension (P000 step 6) from 3 November 2025."""
    walk = Walk(shipped_protocol("splitting"), start="6").does(Acknowledge(), AddPupil("B", "bully"))
    started = InterventionStarted(at=walk.now, by="a", intervention="suspension", on=walk.today, until=until)
    walk.events.append(started)
    shown = card(walk.case, walk.calendar, today)
    means = {one.key: one for one in walk.protocol.interventions}
    return running_lines(CardScene(1, 1, shown, walk.case.pupils, today, means=means))


def test_of_who_is_away_it_is_said_on_which_day_they_come_back() -> None:
    """P000 C08: the return to class is on Monday 10 November."""
    back = date(2025, 11, 10)
    said = suspended(date(2025, 11, 4), back)
    assert str(said).endswith("tot maandag 10 november (nog 6 dagen). Dan komt de leerling terug.")
    assert str(suspended(back, back)).endswith("tot vandaag, maandag 10 november. De leerling komt vandaag terug.")


def test_what_is_for_one_day_only_is_said_to_be_for_today() -> None:
    assert str(suspended(date(2025, 11, 3), date(2025, 11, 3))).endswith(", alleen vandaag.")


@pytest.mark.parametrize(
    ("protocol_id", "means", "ends"),
    [
        ("oplossingsgericht", "support_group", "Het duurt tot iemand hier zegt dat het klaar is."),
        ("kluiverboom", "external_time_out", "Er is nog niet gekozen tot welke dag."),
    ],
)
def test_what_has_no_last_day_says_what_ends_it(protocol_id: str, means: str, ends: str) -> None:
    walk = Walk(shipped_protocol(protocol_id)).does(Acknowledge(), AddPupil("B", "bully"))
    started = InterventionStarted(at=walk.now, by="mentor", intervention=means, on=walk.today, until=None)
    walk.events.append(started)
    shown = card(walk.case, walk.calendar, walk.today)
    scene = CardScene(1, 1, shown, {}, today=walk.today, means={means: walk.protocol.intervention(means)})
    line = running_lines(scene)
    assert line is not None and spoken(line).endswith(ends)
