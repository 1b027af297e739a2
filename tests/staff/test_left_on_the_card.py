"""What somebody walked away from: what they hear of it, and that the case keeps what it heard at once."""

import pytest

from bot.flows.events import CommandGiven, TextSent
from bot.spoken import spoken
from casework.calendar import local_date
from casework.case_commands import AddPupil
from casework.case_events import ActionDone
from tests.staff.case_desk import COACH, COORDINATOR, CaseDesk
from tests.staff.case_desks import Desks, may_read_too, to_view
from tests.staff.parents import talked_with
from tests.staff.test_fact_room import asks


async def after_a_no_was_thrown_away(desks: Desks) -> tuple[CaseDesk, int]:
    """The pupil did not want what was asked first; the coach walked away from the rest and threw that away."""
    desk, number = await desks.with_case("noordhoek")
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Vraag wat de leerling wil")
    await desk.answers(COACH, "Nee")
    await desk.send(COACH, CommandGiven("taken"))
    await desk.tap(COACH, "Weggooien")
    return desk, number


async def test_throwing_away_says_that_a_no_stays_in_the_case_and_where_to_change_it(desks: Desks) -> None:
    desk, number = await after_a_no_was_thrown_away(desks)
    said = desk.last(COACH).text
    assert "Wat je daar had geantwoord, is weg." not in said
    assert "Het nee staat in de zaak en blijft daar staan." in said
    assert f"Open de kaart van zaak {number}" in said


async def test_throwing_away_says_that_a_home_that_is_not_safe_stays_so(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await asks(desk, number, "thuis misschien niet veilig")
    await desk.answers(COACH, "Ja: de gepeste leerling")
    await desk.send(COACH, CommandGiven("taken"))
    await desk.tap(COACH, "Weggooien")
    said = desk.last(COACH).text
    assert "Dat thuis misschien niet veilig is, staat in de zaak en blijft daar staan." in said
    assert "Leg vast" in said


async def test_a_no_by_mistake_can_be_put_right_from_the_card_before_the_next_is_asked(desks: Desks) -> None:
    desk, number = await after_a_no_was_thrown_away(desks)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Vraag wat de leerling wil")
    assert "Waarover heb je de leerling nu gesproken?" in desk.last(COACH).text
    await desk.answers(COACH, "Opnieuw: ", "Nee, ik vraag het opnieuw", "Ik tikte per ongeluk op nee", "Ja", "het mag")
    consents = (await desk.case(number)).consents
    assert {key: state.answer for key, state in consents.items()} == {"contact_parents": "given"}


async def test_after_a_no_the_next_is_still_asked_without_a_detour(desks: Desks) -> None:
    desk, number = await after_a_no_was_thrown_away(desks)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Vraag wat de leerling wil")
    await desk.answers(COACH, "Wat nog niet is gevraagd", "Ja", "best")
    consents = (await desk.case(number)).consents
    assert {key: one.answer for key, one in consents.items()} == {"contact_parents": "refused", "hear_pupils": "given"}


async def test_a_wish_that_was_refused_can_be_asked_again_when_all_was_asked(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Vraag wat de leerling wil")
    await desk.answers(COACH, "Nee", "liever niet", "Ja", "best")
    await to_view(desk, number, "Meer", "Ook mogelijk", person=COACH)
    await desk.tap(COACH, "Mag dit? Bel de ouders")
    await desk.answers(COACH, "Nee, ik vraag het opnieuw", "Ik tikte per ongeluk op nee", "Ja", "het mag")
    assert (await desk.case(number)).consents["contact_parents"].answer == "given"


async def _left_at_the_name(desk: CaseDesk, number: int) -> None:
    await to_view(desk, number, "Meer", person=COACH)
    await desk.tap(COACH, "Leerling toevoegen")
    await desk.answers(COACH, "Zou meedoen")
    await desk.send(COACH, CommandGiven("taken"))


async def test_going_on_says_in_which_case_with_what_and_what_was_chosen_already(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await _left_at_the_name(desk, number)
    await desk.tap(COACH, "Verder gaan")
    said = desk.last(COACH).text
    assert said.startswith(f"Je gaat verder met: een leerling toevoegen (zaak {number})\nJe koos al: Zou meedoen\n")
    assert "Hoe heet de leerling?" in said


async def test_going_on_names_the_other_question_that_it_stops(desks: Desks) -> None:
    desk, number = await desks.with_case("noordhoek")
    await _left_at_the_name(desk, number)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Zet de melding in SOM")
    await desk.answers(COACH, "Vandaag")
    await desk.tap(COACH, "Verder gaan")
    assert f"Deze vraag is gestopt: Zet de melding in SOM (zaak {number})" in desk.texts(COACH)


@pytest.mark.parametrize("stop", [False, True])
async def test_who_types_while_no_question_is_open_hears_what_waits_with_its_buttons(
    desks: Desks, *, stop: bool
) -> None:
    desk, number = await desks.with_case("noordhoek")
    await _left_at_the_name(desk, number)
    await desk.send(COACH, CommandGiven("stop") if stop else TextSent("Sam"))
    said = desk.last(COACH).text
    assert f"Er staat nu geen vraag open. Je was nog niet klaar met: een leerling toevoegen (zaak {number})" in said
    assert desk.labels(COACH) == ["Verder gaan", "Weggooien"]


async def test_who_types_while_nothing_waits_hears_that_no_question_is_open(desks: Desks) -> None:
    desk, _ = await desks.with_case("noordhoek")
    await desk.types(COACH, "Sam")
    assert desk.last(COACH).text.startswith("Er staat nu geen vraag open. Kies hieronder")


async def _closed(desk: CaseDesk, number: int) -> str:
    """The coach closes the case; what was asked before the last tap."""
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders", person=COACH)
    await desk.tap(COACH, "Sluiten: Het was ruzie")
    asked = desk.last(COACH).text
    await desk.answers(COACH, "over en weer", "Ja, sluit de zaak")
    assert (await desk.case(number)).is_closed
    return asked


_GONE = "Je was nog niet klaar met: een leerling toevoegen. Wat je daar had geantwoord, is nu weg."


async def test_what_waits_is_named_before_the_case_closes_and_ends_with_it(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await _left_at_the_name(desk, number)
    go_on = desk.find(COACH, "Verder gaan")[1].data
    asked = await _closed(desk, number)
    assert "• Dit had je nog niet afgemaakt: een leerling toevoegen. Sluit je de zaak, dan is weg wat" in asked
    assert f"Zaak {number} is gesloten. {_GONE}" in desk.texts(COACH)
    await desk.open_card(COACH, number)
    assert "Verder gaan" not in desk.labels(COACH) and "Weggooien" not in desk.labels(COACH)
    assert "hier gebleven" not in desk.last(COACH).text
    await desk.tap_data(COACH, go_on)
    assert desk.toasts[-1] == "toast-old-button"
    await desk.types(COACH, "Sam")
    assert "Er staat nu geen vraag open." in desk.last(COACH).text


async def test_the_card_of_a_case_that_was_just_closed_offers_nothing_to_go_on_with(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await _left_at_the_name(desk, number)
    await _closed(desk, number)
    cards = [shown for shown in desk.chats[COACH] if "Deze zaak is gesloten" in shown.text]
    assert [spoken(button.label) for button in cards[-1].buttons] == ["Meer…"]


async def test_a_question_that_is_walked_away_from_to_close_the_case_is_named_too(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders", person=COACH)
    end = desk.find(COACH, "Sluiten: Het was ruzie")[1].data
    add = f"v1:s.0:card-pupil:{number}.{len((await desk.case_file(number)).events)}"
    await desk.tap_data(COACH, add)
    await desk.answers(COACH, "Zou meedoen")
    await desk.tap_data(COACH, end)
    assert "• Dit had je nog niet afgemaakt: een leerling toevoegen." in desk.last(COACH).text


async def _with_a_colleague_halfway(desks: Desks) -> tuple[CaseDesk, int]:
    """A colleague who was brought in answered that there are no clear signals, and has not said why."""
    desk, number = await desks.with_case("splitting")
    await may_read_too(desk, number, COORDINATOR)
    await asks(desk, number, "duidelijke signalen", COORDINATOR)
    await desk.answers(COORDINATOR, "Nee")
    return desk, number


async def test_what_waits_with_a_colleague_ends_with_the_case_too_and_they_hear_it(desks: Desks) -> None:
    desk, number = await _with_a_colleague_halfway(desks)
    await desk.send(COORDINATOR, CommandGiven("taken"))
    await _closed(desk, number)
    said = desk.last(COORDINATOR).text
    assert said.startswith(f"Zaak {number} is gesloten. Je was nog niet klaar met: Zijn er duidelijke signalen")
    assert said.endswith("Wat je daar had geantwoord, is nu weg.")
    told = len(desk.texts(COORDINATOR))
    await desk.open_card(COORDINATOR, number)
    assert "Verder gaan" not in desk.labels(COORDINATOR)
    assert len(desk.texts(COORDINATOR)) == told + 1


async def test_a_question_that_was_open_when_a_colleague_closed_the_case_ends_when_it_is_left(desks: Desks) -> None:
    desk, number = await _with_a_colleague_halfway(desks)
    await _closed(desk, number)
    await desk.send(COORDINATOR, CommandGiven("taken"))
    assert f"Zaak {number} is gesloten. Je was nog niet klaar met" in desk.last(COORDINATOR).text


_CALL = "Bel ouders gepeste"
_WAITS = "Je was hier gebleven"


async def _left_after_the_day(desk: CaseDesk, number: int, person: str = COACH) -> None:
    await desk.open_card(person, number)
    await desk.tap(person, f"Gedaan: {_CALL}")
    await desk.answers(person, "Vandaag")
    await desk.send(person, CommandGiven("taken"))


async def _called(desk: CaseDesk, number: int, person: str = COACH) -> None:
    await desk.open_card(person, number)
    await desk.tap(person, f"Gedaan: {_CALL}")
    await desk.answers(person, "Vandaag", "Telefoon", "Ze schrokken ervan")


async def _on_the_call(desks: Desks) -> tuple[CaseDesk, int]:
    desk = await desks.opened("kluiverboom")
    number = await talked_with(desk)
    await may_read_too(desk, number, COORDINATOR)
    return desk, number


async def test_what_was_left_and_done_after_all_waits_no_more(desks: Desks) -> None:
    desk, number = await _on_the_call(desks)
    await _left_after_the_day(desk, number)
    go_on = desk.find(COACH, "Verder gaan")[1].data
    await _called(desk, number)
    assert _WAITS not in desk.last(COACH).text and "Verder gaan" not in desk.labels(COACH)
    assert not any("nog niet klaar" in text for text in desk.texts(COACH)[-2:])
    await desk.tap_data(COACH, go_on)
    assert desk.toasts[-1] == "toast-old-button"
    assert len((await desk.case(number)).done["call_victim_parents"]) == 1


async def test_what_was_left_and_is_not_done_still_waits_when_something_else_is(desks: Desks) -> None:
    desk, number = await _on_the_call(desks)
    await _left_after_the_day(desk, number)
    await desk.does(number, AddPupil("newcomer", "follower"))
    await desk.open_card(COACH, number)
    assert _WAITS in desk.last(COACH).text and "Verder gaan" in desk.labels(COACH)


async def test_what_was_left_and_a_colleague_did_waits_no_more_and_its_writer_hears_it(desks: Desks) -> None:
    desk, number = await _on_the_call(desks)
    await _left_after_the_day(desk, number)
    day, victim = local_date(desk.now), (await desk.case(number)).pupils
    called = ActionDone(at=desk.now, by=COORDINATOR, action="call_victim_parents", on=day, participants=tuple(victim))
    await desk.happens(number, called)
    await desk.open_card(COACH, number)
    assert any(
        f"(zaak {number}). Een collega heeft dat intussen al ingevuld. Wat je daar had geantwoord, is weg." in text
        for text in desk.texts(COACH)
    )
    assert _WAITS not in desk.last(COACH).text and "Verder gaan" not in desk.labels(COACH)


async def test_what_was_done_after_all_is_not_named_as_open_when_the_case_closes(desks: Desks) -> None:
    desk, number = await _on_the_call(desks)
    await _left_after_the_day(desk, number)
    await _called(desk, number)
    await to_view(desk, number, "Meer", "Overslaan, uitstellen", "De zaak anders", person=COACH)
    await desk.tap(COACH, "Sluiten: Het was ruzie")
    assert "Dit had je nog niet afgemaakt" not in desk.last(COACH).text
