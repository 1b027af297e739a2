"""A pupil who may not be safe at home: everything towards parents waits until the right person decided."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.spoken import spoken
from bot.staff.card_message import card_message
from bot.staff.card_scene import CardScene
from casework.case_commands import Acknowledge, AddPupil, DecideOnHome, EstablishFact, MarkDone, RecordConsent
from casework.case_events import StepOpened
from casework.case_view import HomeLine, card
from casework.home_safety import home_waits
from casework.protocol import load_protocol, shipped_protocol, shipped_protocol_text
from casework.school import School
from casework.wording import Refusal
from tests.casework.cases import Walk
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, CONFIDANT, CaseDesk, read_by_coach
from tests.staff.case_desks import HEAD, MONDAY, OFFICER, Desks, on, to_view
from tests.staff.parents import notes_of
from tests.staff.test_fact_room import asks

UNSAFE = EstablishFact("home_unsafe", value=True)


def school_with(**changes: Any) -> School:
    return example_school().model_copy(update=changes)


async def told_about_home(desk: CaseDesk) -> list[str]:
    people = desk.house.school.people
    return [one for one in people if any("thuis misschien niet veilig" in text for text in desk.texts(one))]


async def test_the_officer_is_told_reads_along_and_decides_with_a_reason(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "thuis misschien niet veilig")
    assert "Dat beslist: de aandachtsfunctionaris. Die krijgt bericht en leest mee." in desk.last(COACH).text
    await desk.answers(COACH, "Ja, maar ik weet niet bij wie", "dat zei de leerling")
    assert "Contact met thuis: mag het?" not in desk.labels(COACH)
    assert "Alles wat naar ouders gaat, wacht tot jij beslist" in desk.last(OFFICER).text
    await desk.tap(OFFICER, "Contact met thuis")
    await desk.answers(OFFICER, "Ja, contact mag")
    assert "reden" in desk.last(OFFICER).text
    await desk.types(OFFICER, "overlegd met Veilig Thuis")
    assert (await desk.case(number)).home_decision is True
    assert "besloten dat contact met thuis mag" in desk.last(OFFICER).text


TIPS = (
    "– Praat rustig en apart met de leerling.",
    "– Bel, mail of app nu niet met thuis.",
    "Weet je niet wat je mag doen of zeggen? Vraag het: de aandachtsfunctionaris. Is er direct gevaar? Bel 112.",
)


@pytest.mark.parametrize("marked", [True, False])
async def test_a_protocol_whose_tips_do_not_say_what_they_are_about_has_tips_all_the_same_while_home_waits(
    desks: Desks, *, marked: bool
) -> None:
    ours = shipped_protocol_text("kluiverboom")
    unmarked = "".join(line for line in ours.splitlines(keepends=True) if line.strip() != "about: home")
    assert unmarked != ours
    desk, number = await desks.with_case(load_protocol(ours if marked else unmarked, "ours.yaml"))
    await desk.open_card(COACH, number)
    before = desk.last(COACH).text
    assert "\n– " in before
    assert not any(tip in before for tip in TIPS)
    await desk.does(number, UNSAFE)
    await desk.open_card(COACH, number)
    assert "\n– " in desk.last(COACH).text
    assert all((tip in desk.last(COACH).text) is not marked for tip in TIPS)
    await desk.does(number, DecideOnHome(may_contact=True, reason="note"), person=OFFICER)
    await desk.open_card(COACH, number)
    assert not any(tip in desk.last(COACH).text for tip in TIPS)


@pytest.mark.parametrize(("answer", "may"), [("Nee, geen contact", False), ("Ja, contact mag", True)])
async def test_who_leads_hears_that_it_was_decided_and_the_way_to_the_new_card(
    desks: Desks, answer: str, may: bool
) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "thuis misschien niet veilig")
    await desk.answers(COACH, "Ja, maar ik weet niet bij wie", "dat zei de leerling")
    await desk.tap(OFFICER, "Contact met thuis")
    heard = len(desk.texts(COACH))
    await desk.answers(OFFICER, answer, "overlegd met Veilig Thuis")
    assert (await desk.case(number)).home_decision is may
    (told,) = desk.texts(COACH)[heard:]
    assert f"Zaak {number}: er is iets besloten" in told and "thuis" not in told
    await desk.tap(COACH, "Open de kaart")
    assert "Daarom wacht alles" not in desk.last(COACH).text


async def test_an_old_button_on_the_card_brings_the_card_as_it_is_now(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, *(RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk")))
    await desk.open_card(COACH, number)
    shown, button = desk.find(COACH, "Gedaan: Licht de ouders in")
    await desk.does(number, UNSAFE)
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    await desk.tap_data(COACH, button.data, shown.id)
    assert desk.toasts[-1] == "toast-card-renewed"
    assert "geen contact met thuis" in shown.text


async def test_until_then_the_card_says_what_waits_and_offers_none_of_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, *(RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk")))
    await desk.open_card(COACH, number)
    assert "Gedaan: Licht de ouders in" in desk.labels(COACH)
    await desk.does(number, UNSAFE)
    await desk.open_card(COACH, number)
    assert "Wacht: Licht de ouders in van elke leerling die aan het gesprek meedoet" in desk.last(COACH).text
    assert "tot is besloten of contact met thuis mag. Dat beslist: de aandachtsfunctionaris." in desk.last(COACH).text
    assert "Gedaan: Licht de ouders in" not in desk.labels(COACH)
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    await desk.open_card(COACH, number)
    assert "geen contact met thuis" in desk.last(COACH).text
    assert "Gedaan: Licht de ouders in" not in desk.labels(COACH)


async def test_a_decision_on_home_that_is_late_is_said_to_be(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, UNSAFE)
    await desk.open_card(COACH, number)
    assert "Uiterlijk maandag 23 november.\n" in desk.last(COACH).text
    on(desk, date(2026, 11, 24))
    await desk.open_card(COACH, number)
    assert "Dat beslist: de aandachtsfunctionaris. Uiterlijk maandag 23 november (te laat).\n" in desk.last(COACH).text


def test_a_late_decision_is_told_whatever_was_said_of_home_before() -> None:
    for said_safe, was_forbidden in ((False, False), (True, False), (True, True)):
        walk = Walk(shipped_protocol("splitting")).does(UNSAFE).on(date(2025, 11, 20))
        shown = card(walk.case, walk.calendar, walk.today)
        home = HomeLine(None, said_safe=said_safe, was_forbidden=was_forbidden)
        scene = CardScene(number=1, revision=1, card=replace(shown, home=home), pupils={}, today=walk.today)
        assert "3 november (te laat)." in "\n".join(map(spoken, card_message(scene).parts)), home


async def test_the_decision_can_be_made_anew_by_the_officer_only(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, UNSAFE)
    refused = await desk.perform(number, DecideOnHome(may_contact=True, reason="note"))
    assert isinstance(refused, Refusal)
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    await to_view(desk, number, "Meer", "Leg vast", "Contact met thuis", person=OFFICER)
    await desk.answers(OFFICER, "Ja, contact mag", "het gezin is gesproken")
    assert (await desk.case(number)).home_decision is True


async def test_the_officer_hears_that_home_is_said_to_be_safe_and_only_they_lift_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, *(RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk")))
    await desk.does(number, UNSAFE)
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    await asks(desk, number, "thuis misschien niet veilig")
    await desk.answers(COACH, "Nee", "Overslaan")
    assert "iemand legde vast dat het thuis veilig is" in desk.last(OFFICER).text
    await desk.open_card(COACH, number)
    assert "blijft wachten tot opnieuw is beslist" in desk.last(COACH).text
    assert "Gedaan: Licht de ouders in" not in desk.labels(COACH)
    await desk.tap(OFFICER, "Contact met thuis")
    assert "Jij besloot: geen contact met thuis." in desk.last(OFFICER).text
    await desk.answers(OFFICER, "Ja, contact mag", "het gezin is gesproken")
    await desk.open_card(COACH, number)
    assert "Gedaan: Licht de ouders in" in desk.labels(COACH)


async def test_word_of_an_unsafe_home_that_is_taken_back_waits_for_the_officer_too(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, *(RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk")))
    await desk.does(number, UNSAFE)
    await asks(desk, number, "thuis misschien niet veilig")
    assert "Ook bij nee blijft dat wachten, tot is beslist." in desk.last(COACH).text
    await desk.answers(COACH, "Nee", "Overslaan")
    assert "iemand legde vast dat het thuis toch veilig is" in desk.last(OFFICER).text
    assert "Eerder is besloten" not in desk.last(OFFICER).text
    await desk.open_card(COACH, number)
    assert "Later is vastgelegd dat het wel veilig is." in desk.last(COACH).text
    assert "Er was besloten" not in desk.last(COACH).text
    assert "Gedaan: Licht de ouders in" not in desk.labels(COACH)
    await desk.tap(OFFICER, "Contact met thuis")
    assert "Nu is vastgelegd dat het wel veilig is." in desk.last(OFFICER).text
    assert "Jij besloot" not in desk.last(OFFICER).text
    await desk.answers(OFFICER, "Ja, contact mag", "het was een misverstand")
    await desk.open_card(COACH, number)
    assert "Gedaan: Licht de ouders in" in desk.labels(COACH)


async def test_with_several_pupils_is_asked_whose_home_it_is(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "thuis misschien niet veilig")
    whose = {"Ja: de gepeste leerling", "Ja: leerling 1", "Ja: leerling 2", "Ja, maar ik weet niet bij wie", "Nee"}
    assert whose < set(desk.labels(COACH))
    await desk.answers(COACH, "Ja: leerling 1", "Overslaan")
    case = await desk.case(number)
    assert (home_waits(case, "bully"), home_waits(case, case.victim or "")) == (True, False)
    await desk.open_card(COACH, number)
    assert "Het gaat om: leerling 1." in desk.last(COACH).text


async def test_who_does_not_know_whose_home_it_is_holds_back_every_home(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "thuis misschien niet veilig")
    await desk.answers(COACH, "Ja, maar ik weet niet bij wie", "Overslaan")
    case = await desk.case(number)
    assert (home_waits(case, "bully"), home_waits(case, case.victim or "")) == (True, True)


async def test_a_step_with_only_parents_that_went_by_is_named_as_waiting(desks: Desks) -> None:
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, UNSAFE, *(MarkDone(key, MONDAY.date(), note="note") for key in ("intake", "talk_victim")))
    consents = ("call_victim_parents", "talk_bullies", "mediation")
    await desk.does(number, *(RecordConsent(key, given=True) for key in consents))
    await desk.does(number, MarkDone("talk_bullies", MONDAY.date(), note="note"))
    case = await desk.case(number)
    assert case.step_key == "3"
    await desk.open_card(COACH, number)
    assert "Stap 2 wacht: Bel" in desk.last(COACH).text
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    await desk.open_card(COACH, number)
    assert "Stap 2 gebeurt niet: Bel" in desk.last(COACH).text


def test_while_contact_is_held_back_no_hint_announces_it() -> None:
    """P004 step 4: the talk says that the parents hear of it, and home comes in step 5."""
    walk = Walk(shipped_protocol("het-sticht"), start="4").does(Acknowledge(), AddPupil("B", "bully"))
    assert "Zeg dat de ouders het horen" in _card_of(walk)
    walk.does(UNSAFE)
    shown = _card_of(walk)
    assert "Vraag wat er is gebeurd" in shown
    assert "Zeg dat de ouders het horen" not in shown
    assert "Zeg nu tegen niemand dat de ouders het horen." in shown
    walk.does(DecideOnHome(may_contact=True, reason="note"))
    assert "Zeg dat de ouders het horen" in _card_of(walk)


def _card_of(walk: Walk) -> str:
    shown = card(walk.case, walk.calendar, walk.today)
    return "\n".join(map(spoken, card_message(CardScene(1, 1, shown, walk.case.pupils, walk.today)).parts))


async def test_the_officer_is_reminded_with_a_button_and_cannot_put_it_off(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, UNSAFE)
    desk.now = desk.now.replace(day=24, hour=8)
    await desk.sweep()
    assert "Beslis of de school contact mag hebben met thuis" in desk.last(OFFICER).text
    assert "Contact met thuis: mag het?" in desk.labels(OFFICER)
    assert "Uitstellen" not in desk.labels(OFFICER)


@pytest.mark.parametrize(
    ("changes", "decides", "title"),
    [
        ({"aandachtsfunctionaris": None}, HEAD, "vestigingsdirecteur"),
        ({"aandachtsfunctionaris": None, "roles": {}}, COACH, "wie deze zaak heeft"),
    ],
)
async def test_without_an_officer_it_is_the_heads_else_that_of_who_has_the_case(
    desks: Desks, changes: dict[str, Any], decides: str, title: str
) -> None:
    desk, number = await desks.with_case("splitting", school=school_with(**changes))
    await desk.does(number, UNSAFE)
    refused = await desk.perform(number, MarkDone("inform_parents", MONDAY.date()))
    assert isinstance(refused, Refusal)
    assert (refused.key, dict(refused.fields)["who"]) == ("refusal-home-held", title)
    await desk.does(number, DecideOnHome(may_contact=True, reason="note"), person=decides)


async def test_an_officer_whom_the_case_is_about_is_never_told(desks: Desks) -> None:
    """AX-12; a deputy of the officer decides instead."""
    desk, number = await desks.with_case("splitting", reading=read_by_coach(MONDAY, subjects=(OFFICER,)))
    await desk.does(number, UNSAFE)
    assert OFFICER not in await told_about_home(desk)
    assert await told_about_home(desk)
    assert (await desk.case_file(number)).reading["subjects"] == [OFFICER]


async def test_on_the_confidants_line_the_officer_is_told_and_no_coach(desks: Desks) -> None:
    reading = read_by_coach(MONDAY, reader=CONFIDANT, via_confidant=True)
    desk = await _confidants_case(desks, reading)
    told = await told_about_home(desk)
    assert OFFICER in told
    assert COACH not in told


async def _confidants_case(desks: Desks, reading: Any) -> CaseDesk:
    desk, number = await desks.with_case("splitting", reading=reading, person=CONFIDANT)
    await desk.does(number, UNSAFE, person=CONFIDANT)
    return desk


async def test_the_officers_notice_still_decides_when_the_case_went_on_since(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, UNSAFE)
    await desk.does(number, EstablishFact("online", value=True))
    await desk.tap(OFFICER, "Contact met thuis")
    assert "Mag de school contact hebben met thuis?" in desk.last(OFFICER).text


async def test_a_made_up_decision_about_a_home_that_is_safe_brings_the_card(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    revision = len((await desk.case_file(number)).events)
    await desk.tap_data(COACH, f"v1:s.0:card-home:{number}.{revision}")
    assert desk.toasts[-1] == "toast-card-renewed"
    assert f"Zaak {number} · " in desk.last(COACH).text


async def test_whose_work_waits_hears_without_content_that_there_is_no_contact_with_home(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.does(number, *(RecordConsent(key, given=True) for key in ("inform_parents", "restorative_talk")))
    await desk.does(number, UNSAFE)
    before = {name: len(desk.texts(name)) for name in desk.house.school.people}
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    heard = {name: desk.texts(name)[count:] for name, count in before.items() if desk.texts(name)[count:]}
    assert list(heard) == [COACH]
    said = f"Zaak {number}: er is iets besloten wat je werk in deze zaak raakt. Het staat op de kaart."
    assert heard[COACH] == [said]
    await desk.tap(COACH, "Open de kaart")
    assert "geen contact" in desk.last(COACH).text


async def test_the_talk_about_the_steps_does_not_ask_about_home_while_home_is_not_safe(desks: Desks) -> None:
    """P001: what the pupil thinks of a call home is asked when such a call may be made."""
    desk, number = await desks.with_case("kluiverboom")
    await desk.does(number, *(MarkDone(key, desk.now.date(), note="note") for key in ("intake", "talk_victim")))
    await desk.does(number, UNSAFE)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Spreek")
    await desk.answers(COACH, "Ja", "Overslaan", "Nee", "liever niet")
    case = await desk.case(number)
    assert {key: one.answer for key, one in case.consents.items()} == {"talk_bullies": "given", "mediation": "refused"}
    assert case.step_key == "2"
    await desk.open_card(COACH, number)
    assert "Gedaan: Spreek" not in desk.labels(COACH)
    await desk.does(number, DecideOnHome(may_contact=True, reason="note"), person=OFFICER)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Spreek")
    await desk.answers(COACH, "Wat nog niet is gevraagd")
    assert "Bel de ouders van de gepeste leerling" in desk.last(COACH).text
    await desk.answers(COACH, "Ja", "Overslaan")
    assert (await desk.case(number)).consents["call_victim_parents"].answer == "given"


async def test_what_was_written_at_an_answer_about_home_stands_below_the_question_and_the_answer(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "thuis misschien niet veilig")
    await desk.answers(COACH, "Ja: leerling 1", "dat zei de leerling")
    await desk.tap(OFFICER, "Contact met thuis")
    await desk.answers(OFFICER, "Nee, geen contact", "eerst overleggen")
    written = (await notes_of(desk, number)).split("\n\n")
    asked = written.index("maandag 23 november · Is een leerling thuis misschien niet veilig?")
    assert written[asked + 1 : asked + 3] == ["Antwoord: Ja, bij leerling 1", "dat zei de leerling"]
    decided = written.index("maandag 23 november · Mag de school contact hebben met thuis?")
    assert written[decided + 1 : decided + 3] == ["Antwoord: Nee, geen contact", "eerst overleggen"]
    assert not any("Over de zaak" in one for one in written)


async def test_whose_home_it_is_stays_open_in_the_notes_where_nobody_knows(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await asks(desk, number, "thuis misschien niet veilig")
    await desk.answers(COACH, "Ja, maar ik weet niet bij wie", "gehoord van een klasgenoot")
    assert "Antwoord: Ja, maar ik weet niet bij wie\n\ngehoord van een klasgenoot" in await notes_of(desk, number)
    await asks(desk, number, "thuis misschien niet veilig")
    await desk.answers(COACH, "Nee", "toch niet")
    assert "Antwoord: Nee\n\ntoch niet" in await notes_of(desk, number)


async def test_what_was_had_with_the_parents_of_others_says_whose_it_does_not_reach(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await desk.happens(number, StepOpened(at=desk.now, by=COACH, step="3a"))
    await desk.does(number, EstablishFact("home_unsafe", value=True, pupils=("bully",)))
    victim = (await desk.case(number)).victim or ""
    told = MarkDone("tell_all_parents", MONDAY.date(), participants=(victim, "other"), channel="phone")
    await desk.does(number, told)
    label = "Vertel de ouders van alle betrokken leerlingen meteen dat er gepest wordt"
    await desk.open_card(COACH, number)
    assert f"Wacht: {label} (leerling 1)" in desk.last(COACH).text.splitlines()
    await desk.does(number, DecideOnHome(may_contact=False, reason="note"), person=OFFICER)
    await desk.happens(number, StepOpened(at=desk.now, by=COACH, step="3b"))
    await desk.open_card(COACH, number)
    assert f"Stap 3 gebeurt niet: {label} (leerling 1)" in desk.last(COACH).text.splitlines()
    assert f"✓ {label} (maandag 23 november): " in desk.last(COACH).text
