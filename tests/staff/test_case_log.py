"""The texts to type over: a message for each pupil's file, names only on a tap, a tick for each step."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.staff.shown import ShownContent
from casework.case_commands import AddPupil, MarkDone, RecordConsent
from casework.case_events import ActionDone, CaseClosed, StepOpened
from casework.report import AboutWhom, Contact
from storage import acts, dues
from storage.dues import DueKind
from tests.staff.case_desk import COACH, CaseDesk, Shown, read_by_coach
from tests.staff.case_desks import may_read_too

INFORMED = "nienke_dijkstra"


async def after_the_mediation(desk: CaseDesk, note: str) -> int:
    """Noor is bullied, Bram and Daan are said to bully; Fatima saw it and gave her name."""
    witness = {"about": AboutWhom.SOMEONE_ELSE, "contact": Contact.NAME, "reporter_name": "Fatima Yilmaz"}
    number = await desk.open_case(read_by_coach(desk.now), **witness)
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Noor Vink", "Dezelfde klas")
    await desk.tap(COACH, "Gedaan: Leg vast")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    await desk.tap(COACH, "Gedaan: Praat met de gepeste")
    await desk.answers(COACH, "Vandaag", "Overslaan")
    await desk.tap(COACH, "Gedaan: Spreek")
    await desk.answers(COACH, "Ja", "Overslaan", "Ja", "Overslaan", "Ja", "Overslaan")
    for name in ("Bram Oosterhuis", "Daan Smit"):
        await desk.tap(COACH, "Meer")
        await desk.tap(COACH, "Leerling toevoegen")
        await desk.answers(COACH, "Zou pesten", name, "Dezelfde klas")
    await desk.tap(COACH, "Gedaan: Praat met wie pest")
    await desk.answers(COACH, "Met allemaal", "Vandaag", "Overslaan")
    await desk.tap(COACH, "Gedaan: Houd het bemiddelingsgesprek")
    await desk.answers(COACH, "Vandaag", note)
    await desk.tap(COACH, "Verslagen om over te nemen")
    return number


def of_the_mediation(desk: CaseDesk) -> list[Shown]:
    return [shown for shown in desk.chats[COACH] if "2026: Houd het bemiddelingsgesprek" in shown.text]


async def test_three_pupils_involved_give_three_texts_that_say_whose_file_it_is(desk: CaseDesk) -> None:
    await after_the_mediation(desk, "Zij groeten elkaar weer")
    shown = of_the_mediation(desk)
    heads = [tuple(one.text.splitlines()[:2]) for one in shown]
    report, file = "Pestprotocol stap 3 (begeleidingsverslag)", "Pestprotocol stap 3 (leerlingvolgsysteem)"
    pupils = ("de gepeste leerling", "leerling 1", "leerling 2")
    assert sorted(heads) == sorted(
        (f"Voor het dossier van {one}.", title) for one in pupils for title in (report, file)
    )
    asked = {report: "Situatie:\nAfspraken:\nWie doet wat:", file: "Situatie:\nAfspraken:"}
    for one in shown:
        assert not one.message.protected
        assert "23 november 2026: Houd het bemiddelingsgesprek" in one.text
        assert one.text.endswith(f"{asked[one.text.splitlines()[1]]}\n\nZij groeten elkaar weer")


@pytest.mark.parametrize("name", ["Noor", "Bram", "daans", "Fatima"])
async def test_no_text_to_copy_holds_a_name_and_it_tells_what_to_type_over_and_why(desk: CaseDesk, name: str) -> None:
    await after_the_mediation(desk, f"{name} vond het spannend")
    shown = of_the_mediation(desk)
    assert len(shown) == 6
    for one in shown:
        assert name.lower() not in one.text.lower()
        assert "vond het spannend" not in one.text
        assert "Er is ook een notitie van 23 november 2026. Die staat hier niet, want" in one.text
        assert "typ zelf over" in one.text


async def test_what_stood_in_the_place_of_a_list_leads_back_to_the_card_and_not_to_the_story(desk: CaseDesk) -> None:
    number = await after_the_mediation(desk, "Overslaan")
    await desk.tap(COACH, "Van wie is welk dossier?")
    ticks = desk.last(COACH).id
    desk.now += timedelta(minutes=16)

    async def sweep(batch: Batch) -> None:
        for due in await dues.dues_of_kind(batch.connection, DueKind.HIDE):
            await ShownContent(desk.house, desk.office).on_hide_due(batch, due)

    await desk.transact(sweep)
    assert desk.last(COACH).id == ticks
    assert desk.last(COACH).text == f"Zaak {number}. Tik op “Open de kaart” om verder te gaan."
    assert desk.labels(COACH) == ["Open de kaart"]
    await desk.tap(COACH, "Open de kaart")
    await desk.tap(COACH, "Verslagen om over te nemen")
    assert any(label.startswith("Ingevoerd") for label in desk.labels(COACH))


async def test_who_is_behind_a_label_is_shown_on_a_tap_in_a_protected_message_and_for_a_while(desk: CaseDesk) -> None:
    number = await after_the_mediation(desk, "Overslaan")
    for text in desk.texts(COACH):
        assert "Oosterhuis" not in text
    ticks = desk.last(COACH)
    asked = "– Houd het bemiddelingsgesprek (begeleidingsverslag)\n– Houd het bemiddelingsgesprek (leerlingvolgsysteem)"
    assert f"Stap 3:\n{asked}" in ticks.text
    await desk.tap(COACH, "Van wie is welk dossier?")
    assert desk.last(COACH).id == ticks.id
    assert "de gepeste leerling: Noor Vink" in desk.last(COACH).text
    assert "leerling 2: Daan Smit" in desk.last(COACH).text
    assert desk.last(COACH).message.protected
    assert await desk.due_instants(DueKind.HIDE) == [desk.now + timedelta(minutes=15)]
    await desk.tap(COACH, "Terug naar het afvinken")
    assert "Daan" not in desk.last(COACH).text
    assert await desk.due_instants(DueKind.HIDE) == []
    await desk.tap(COACH, "Ingevoerd (Stap 3)")
    case = await desk.case(number)
    assert "mediation/agreements/1" in case.records_entered


async def test_seeing_names_and_texts_is_in_the_log_of_acts(desk: CaseDesk) -> None:
    number = await after_the_mediation(desk, "Overslaan")
    await desk.tap(COACH, "Van wie is welk dossier?")
    kinds = await desk.transact(lambda batch: acts.who_did(batch.connection, desk.vault, number))
    assert [kind for kind, _ in kinds][-2:] == ["records_shown", "names_read"]


async def test_what_goes_into_the_outbox_is_sealed_with_the_cases_own_key(desk: CaseDesk) -> None:
    await after_the_mediation(desk, "Zij groeten elkaar weer")
    files = b"".join(path.read_bytes() for path in Path(str(desk.database.engine.url.database)).parent.iterdir())
    assert b"groeten" not in files


async def with_a_known_pupil(desk: CaseDesk) -> int:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Een andere leerling", "Noor Vink", "Dezelfde klas")
    return number


async def test_the_text_is_there_before_the_tick_and_again_after_it(desk: CaseDesk) -> None:
    number = await with_a_known_pupil(desk)
    await desk.tap(COACH, "Tekst voor het dossier")
    await desk.tap(COACH, "Leg vast wat er is gemeld")
    (draft,) = [shown for shown in desk.chats[COACH] if shown.text.startswith("Voor het dossier")]
    assert not draft.message.protected
    assert "[Dit is nog niet afgevinkt." in draft.text
    assert "Ingevoerd" not in "".join(desk.labels(COACH))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Gedaan: Leg vast")
    await desk.answers(COACH, "Vandaag", "Op het plein")
    await desk.tap(COACH, "Verslagen om over te nemen")
    texts = [shown for shown in desk.chats[COACH] if shown.text.startswith("Voor het dossier")]
    assert len(texts) == 2
    assert "nog niet afgevinkt" not in texts[-1].text
    assert "Op het plein" in texts[-1].text


async def test_of_several_texts_before_the_tick_the_reader_picks_one(desk: CaseDesk) -> None:
    number = await with_a_known_pupil(desk)
    await desk.does(number, AddPupil("B", "bully"))
    await desk.does(number, *(MarkDone(action, desk.now.date()) for action in ("intake", "talk_victim")))
    for action in ("call_victim_parents", "talk_bullies", "mediation"):
        await desk.does(number, RecordConsent(action, given=True, words=None))
    await desk.does(number, MarkDone("talk_bullies", desk.now.date()))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Tekst voor het dossier")
    assert "Van wat wil je de tekst" in desk.last(COACH).text
    assert [button for button in desk.labels(COACH) if "bemiddelingsgesprek" in button]
    await desk.tap(COACH, "Houd het bemiddelingsgesprek")
    texts = [shown.text for shown in desk.chats[COACH] if shown.text.startswith("Voor het dossier")]
    assert len(texts) == 4
    assert all("Houd het bemiddelingsgesprek" in text for text in texts)


async def test_what_two_people_have_to_enter_for_a_step_has_a_tick_for_each(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    now, today = desk.now, desk.now.date()
    done = (ActionDone(at=now, by=COACH, action=action, on=today) for action in ("file_in_order", "talk_all"))
    await desk.happens(number, StepOpened(at=now, by=COACH, step="5"), *done)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Verslagen om over te nemen")
    assert [label for label in desk.labels(COACH) if label.startswith("Ingevoerd")] == [
        "Ingevoerd (Stap 5, mentor)",
        "Ingevoerd (Stap 5, leerlingcoördinator)",
    ]
    await desk.tap(COACH, "Ingevoerd (Stap 5, leerlingcoördinator)")
    assert (await desk.case(number)).records_entered == {"talk_all/registration/1"}


async def to_entered(desk: CaseDesk, number: int, person: str = COACH) -> list[str]:
    """The buttons of what was entered, as "Meer…" lists them."""
    await desk.open_card(person, number)
    await desk.tap(person, "Meer")
    await desk.tap(person, "Ingevoerde teksten…")
    return [label for label in desk.labels(person) if label.startswith("23 november: ")]


async def test_what_was_ticked_stays_readable_and_says_that_it_was_entered(desk: CaseDesk) -> None:
    number = await after_the_mediation(desk, "Zij groeten elkaar weer")
    before = len(of_the_mediation(desk))
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    assert "Ingevoerde teksten…" not in desk.labels(COACH)
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Verslagen om over te nemen")
    await desk.tap(COACH, "Ingevoerd (Stap 3)")
    assert len(await to_entered(desk, number)) == 1, "one button for what goes into two systems and three files"
    shown = len(of_the_mediation(desk))
    await desk.tap(COACH, "23 november: Houd")
    again = of_the_mediation(desk)[shown:]
    assert len(again) == before == 6
    assert all("[Dit is al ingevoerd.]" in one.text and "Zij groeten elkaar weer" in one.text for one in again)
    assert not [label for label in desk.labels(COACH) if label.startswith("Ingevoerd (")], "it is not asked again"


async def test_what_was_entered_stays_readable_once_the_case_is_closed(desk: CaseDesk) -> None:
    number = await after_the_mediation(desk, "Zij groeten elkaar weer")
    await desk.tap(COACH, "Ingevoerd (Stap 3)")
    await desk.happens(number, CaseClosed(at=desk.now, by=COACH, outcome="handled", reason="reason"))
    assert await to_entered(desk, number)
    await desk.tap(COACH, "23 november: Houd")
    assert "Zij groeten elkaar weer" in of_the_mediation(desk)[-1].text


async def test_who_only_hears_of_the_case_can_read_what_was_entered_too(desk: CaseDesk) -> None:
    number = await after_the_mediation(desk, "Zij groeten elkaar weer")
    await desk.tap(COACH, "Ingevoerd (Stap 3)")
    await may_read_too(desk, number, INFORMED)
    await desk.open_card(INFORMED, number)
    assert not [label for label in desk.labels(INFORMED) if label.startswith("Gedaan")]
    await desk.tap(INFORMED, "Ingevoerde teksten…")
    assert [label for label in desk.labels(INFORMED) if label.startswith("23 november: ")]
