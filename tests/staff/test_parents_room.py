"""Contact with parents and the texts for them: nobody else's name leaves the school, and nothing is sent."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.flows.events import CommandGiven, MessageEdited
from bot.staff import parents_room
from casework.case_commands import EstablishFact, MarkDone
from casework.protocol import shipped_protocol
from casework.report import AboutWhom, AdditionKind, Contact, Report, ReportStatus
from storage import acts
from storage.dues import DueKind
from storage.reports import StoredReport, add_report, add_told, reports_of_case
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, CONFIDANT, COORDINATOR, CaseDesk, Shown, open_desk, read_by_coach
from tests.staff.parents import BULLY, notes_of, talked_with, to_text

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[CaseDesk]:
    opened = await open_desk(tmp_path, example_school(), shipped_protocol("kluiverboom"), MONDAY)
    await opened.tie(COACH, COORDINATOR, CONFIDANT)
    yield opened
    await opened.database.close()
    await opened.vault.keys.close()


def copied(desk: CaseDesk) -> list[Shown]:
    """Everything in the coach's chat that can be copied and is no question."""
    return [shown for shown in desk.chats[COACH] if not shown.message.protected and shown.text.startswith("Beste")]


async def acts_on(desk: CaseDesk, number: int) -> list[str]:
    async def job(batch: Any) -> list[str]:
        return [kind for kind, _ in await acts.who_did(batch.connection, desk.vault, number)]

    kinds: list[str] = await desk.transact(job)
    return kinds


async def test_a_call_home_is_noted_in_a_few_taps_with_how_and_what_they_think(desk: CaseDesk) -> None:
    number = await talked_with(desk)
    await desk.tap(COACH, "Gedaan: Bel ouders gepeste")
    await desk.answers(COACH, "Vandaag", "Telefoon", "Ze schrokken ervan")
    done = (await desk.case(number)).done["call_victim_parents"][0]
    assert (done.on, done.channel) == (date(2026, 11, 23), "phone")
    assert done.view is not None
    assert "Ze schrokken ervan" not in desk.last(COACH).text
    assert "Ze schrokken ervan" in await notes_of(desk, number)


async def test_the_way_that_the_protocol_asks_for_stands_first_and_another_may_be_chosen(desk: CaseDesk) -> None:
    number = await talked_with(desk)
    await desk.tap(COACH, "Gedaan: Bel ouders van wie pest")
    await desk.answers(COACH, "Gisteren", "Gisteren")
    assert desk.labels(COACH)[:4] == ["Telefoon", "Mail", "Brief", "Gesprek"]
    assert "Het protocol noemt: Telefoon." in desk.last(COACH).text
    await desk.answers(COACH, "Brief", "Overslaan")
    done = (await desk.case(number)).done["call_bully_parents"][0]
    assert (done.on, done.channel, done.view) == (date(2026, 11, 22), "letter", None)


async def test_of_several_families_those_are_ticked_who_were_reached(desk: CaseDesk) -> None:
    number = await talked_with(desk, BULLY, "Daan Bos", "Siem Post")
    await desk.tap(COACH, "Gedaan: Bel ouders van wie pest")
    shown = desk.last(COACH).id
    await desk.answers(COACH, "Verder")
    assert "Vink eerst aan" in desk.last(COACH).text
    await desk.answers(COACH, "▢ de ouders van leerling 1", "▢ de ouders van leerling 3")
    assert desk.last(COACH).id != shown
    assert [label[0] for label in desk.labels(COACH)[:3]] == ["✓", "▢", "✓"]
    await desk.answers(COACH, "Verder", "Vandaag", "Telefoon", "Overslaan")
    case = await desk.case(number)
    pupils = [pupil for pupil, party in case.pupils.items() if party == "bully"]
    assert case.done["call_bully_parents"][0].participants == (pupils[0], pupils[2])
    await desk.tap(COACH, "Gedaan: Bel ouders van wie pest")
    assert "Wanneer was dat?" in desk.last(COACH).text


async def test_a_text_without_a_name_comes_back_to_be_copied_and_is_kept(desk: CaseDesk) -> None:
    number = await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, ik bel u graag over Noor.")
    (text,) = copied(desk)
    assert text.text == "Beste ouders, ik bel u graag over Noor."
    await desk.answers(COACH, "Ja", "Vandaag", "Mail", "Overslaan")
    done = (await desk.case(number)).done["call_victim_parents"][0]
    assert done.channel == "mail"
    assert "ik bel u graag over Noor" in await notes_of(desk, number)
    assert "parent_text_kept" in await acts_on(desk, number)


async def test_a_text_that_is_shown_goes_from_the_screen_after_the_schools_term(desk: CaseDesk) -> None:
    await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, ik bel u graag over Noor.")
    assert await desk.due_instants(DueKind.HIDE) == [desk.now + timedelta(minutes=15)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Beste ouders, roosje deed mee.", "roosje"),
        ("Beste ouders, het was roosjes idee.", "roosjes"),
        ("Beste ouders, ROÓSJE deed mee.", "ROÓSJE"),
        ("Beste ouders, het kind van familie De Wit deed mee.", "Wit"),
    ],
)
async def test_a_text_with_another_pupils_name_is_refused_as_it_stands_there(
    desk: CaseDesk, text: str, written: str
) -> None:
    number = await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, text)
    assert f"Hier staat “{written}”." in desk.last(COACH).text
    assert copied(desk) == []
    await desk.answers(COACH, "Ik pas de tekst aan")
    assert "Laat het zo" in desk.labels(COACH)
    await desk.types(COACH, "Beste ouders, een klasgenoot deed mee.")
    assert [shown.text for shown in copied(desk)] == ["Beste ouders, een klasgenoot deed mee."]
    assert written not in await notes_of_texts(desk, number)


async def test_a_better_text_may_be_typed_at_once_and_is_looked_at_again(desk: CaseDesk) -> None:
    await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, roosje deed mee.")
    await desk.types(COACH, "Beste ouders, Roosje en een ander deden mee.")
    assert "Hier staat “Roosje”." in desk.last(COACH).text
    await desk.types(COACH, "Beste ouders, een klasgenoot deed mee.")
    assert [shown.text for shown in copied(desk)] == ["Beste ouders, een klasgenoot deed mee."]


async def test_a_name_that_only_stands_in_a_report_is_found_too(desk: CaseDesk) -> None:
    number = await talked_with(desk, "Tim Bos")

    async def tells(batch: Any) -> None:
        (stored,) = await reports_of_case(batch.connection, desk.vault, number)
        sealer = await batch.sealer(stored.id)
        today = batch.now.date()
        await add_told(batch.connection, batch.changes, sealer, stored.id, AdditionKind.BY_WHOM, "tim en daan", today)

    await desk.transact(tells)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, Noor wordt gepest door Daan uit 1A.")
    assert "Hier staat “Daan”." in desk.last(COACH).text
    assert copied(desk) == []
    await desk.types(COACH, "Beste ouders, Noor wordt gepest door een ander uit 1A.")
    assert len(copied(desk)) == 1
    assert any("Ik ken alleen de namen die in deze zaak staan. Lees het zelf na." in one for one in desk.texts(COACH))


async def test_a_word_of_a_report_passes_with_a_reason(desk: CaseDesk) -> None:
    number = await talked_with(desk)
    note = await desk.transact(lambda batch: _note_of_talk(desk, batch, number, "Ik sprak ook met Lente uit 2B."))
    assert note
    await desk.open_card(COACH, number)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, in de Lente praten we verder.")
    assert "Hier staat “Lente”." in desk.last(COACH).text
    await desk.answers(COACH, "Dat is hier een gewoon woord", "het is een jaargetijde")
    assert len(copied(desk)) == 1


async def _note_of_talk(desk: CaseDesk, batch: Any, number: int, text: str) -> str | None:
    case_file = await desk.office.case(batch, number)
    assert case_file is not None
    note = desk.acts.keep_note(batch, case_file, text)
    await desk.acts.perform(batch, case_file, EstablishFact("online", value=True, note=note), COACH)
    return note


async def test_after_the_text_it_is_asked_in_which_contact_and_not_yet_is_an_answer(desk: CaseDesk) -> None:
    number = await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, ik bel u graag over Noor.")
    assert "Heb je de ouders van de gepeste leerling hiermee al bereikt?" in desk.last(COACH).text
    assert any(label.startswith("Ja: Bel") for label in desk.labels(COACH))
    await desk.answers(COACH, "Ik heb nog niet gebeld")
    assert "call_victim_parents" not in (await desk.case(number)).done
    assert any("De tekst blijft bewaard" in text for text in desk.texts(COACH))
    assert desk.last(COACH).text.startswith(f"Zaak {number}")


async def test_who_stops_after_the_text_is_not_told_that_nothing_was_kept(desk: CaseDesk) -> None:
    await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, ik bel u graag over Noor.")
    await desk.send(COACH, CommandGiven("stop"))
    *_, stopped, card = desk.texts(COACH)
    assert "niets bewaard" not in stopped and "is bewaard" in stopped
    assert card.startswith("Zaak ")


async def test_the_question_after_a_text_that_stops_says_that_it_is_about_that_text(desk: CaseDesk) -> None:
    number = await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, ik bel u graag over Noor.")
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    await desk.tap(COACH, "Leerling toevoegen")
    assert any(
        text.startswith("Deze vraag is gestopt: de tekst voor ouders") and text.endswith(f"(zaak {number})")
        for text in desk.texts(COACH)
    )


async def notes_of_texts(desk: CaseDesk, number: int) -> str:
    shown = await notes_of(desk, number)
    return shown.replace(BULLY, "")


async def test_the_draft_stays_and_may_be_changed_in_the_message_itself(desk: CaseDesk) -> None:
    await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, roosje deed mee.")
    await desk.answers(COACH, "Ik pas de tekst aan", "Laat het zo")
    assert "Hier staat “roosje”" in desk.last(COACH).text
    assert copied(desk) == []
    await desk.send(COACH, MessageEdited(0, "Beste ouders, iemand deed mee."))
    assert "geen naam van een ander meer" in desk.last(COACH).text
    await desk.answers(COACH, "Verder met deze tekst")
    assert [shown.text for shown in copied(desk)] == ["Beste ouders, iemand deed mee."]


async def test_a_name_put_into_the_message_after_it_was_passed_is_seen_again(desk: CaseDesk) -> None:
    await talked_with(desk, "Roos de Wit")
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, Noor kreeg een roos.")
    await desk.answers(COACH, "Dat is hier een gewoon woord")
    await desk.send(COACH, MessageEdited(0, "Beste ouders, Noor kreeg een roos van Roos."))
    await desk.types(COACH, "het is een bloem")
    assert "Hier staat “Roos”" in desk.last(COACH).text
    assert copied(desk) == []


async def test_an_ordinary_word_passes_with_a_reason_that_stays_with_the_case(desk: CaseDesk) -> None:
    number = await talked_with(desk, "Roos de Wit")
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, Noor kreeg een roos.")
    await desk.answers(COACH, "Dat is hier een gewoon woord", "het is een bloem")
    assert [shown.text for shown in copied(desk)] == ["Beste ouders, Noor kreeg een roos."]
    assert "parent_text_word_passed" in await acts_on(desk, number)
    notes = await notes_of(desk, number)
    assert "“roos” is hier een gewoon woord. Reden: het is een bloem" in notes
    files = b"".join(path.read_bytes() for path in Path(str(desk.database.engine.url.database)).parent.iterdir())
    assert b"het is een bloem" not in files


async def test_passing_a_word_does_not_pass_the_pupil(desk: CaseDesk) -> None:
    await talked_with(desk, "Roos de Wit", "Bram Bos")
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, een roos, en Bram erbij.")
    await desk.answers(COACH, "Dat is hier een gewoon woord", "het is een bloem")
    assert "Hier staat “Bram”" in desk.last(COACH).text
    assert copied(desk) == []


async def test_the_parents_of_each_child_may_read_its_own_name_only(desk: CaseDesk) -> None:
    await talked_with(desk, BULLY, "Daan Bos")
    await to_text(desk, "de ouders van leerling 2")
    await desk.types(COACH, "Beste ouders, Daan en Noor hadden ruzie.")
    assert "Hier staat “Noor”" in desk.last(COACH).text
    await desk.answers(COACH, "Ik pas de tekst aan", "Beste ouders, Daan had ruzie.")
    assert len(copied(desk)) == 1


async def test_a_note_of_the_call_may_go_into_a_text_but_not_with_a_name(desk: CaseDesk) -> None:
    number = await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, ik bel u.")
    await desk.answers(COACH, "Ja", "Vandaag", "Telefoon", "Overslaan")
    await desk.transact(lambda batch: _with_note(desk, batch, number, "Beste ouders, het was Roosje."))
    await desk.open_card(COACH, number)
    await to_text(desk)
    labels = [label for label in desk.labels(COACH) if label.startswith("Je notitie")]
    assert len(labels) == 2
    shown = desk.last(COACH)
    await desk.tap_data(COACH, [one.data for one in shown.buttons][1], shown.id)
    assert "Hier staat “Roosje”" in desk.last(COACH).text
    assert len(copied(desk)) == 1


async def _with_note(desk: CaseDesk, batch: Any, number: int, text: str) -> None:
    case_file = await desk.office.case(batch, number)
    assert case_file is not None
    note = desk.acts.keep_note(batch, case_file, text)
    await desk.acts.perform(batch, case_file, MarkDone("call_victim_parents", desk.now.date(), note), COACH)


async def test_while_home_is_not_safe_there_is_no_contact_and_no_text(desk: CaseDesk) -> None:
    number = await talked_with(desk)
    await to_text(desk)
    await desk.perform(number, EstablishFact("home_unsafe", value=True))
    await desk.types(COACH, "Beste ouders, ik bel u.")
    assert "past nu niet in de zaak" in desk.last(COACH).text
    assert copied(desk) == []
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    assert not [label for label in desk.labels(COACH) if "ouders" in label and "Overslaan" not in label]


async def test_without_the_look_for_names_a_name_would_leave_the_school(
    desk: CaseDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: with the mechanism off the harm is there to be copied."""
    monkeypatch.setattr(parents_room, "names_left", lambda *_: ())
    await talked_with(desk)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, Roosje deed mee.")
    assert [shown.text for shown in copied(desk)] == ["Beste ouders, Roosje deed mee."]


async def test_nothing_is_said_to_anybody_but_the_one_who_writes(desk: CaseDesk) -> None:
    await talked_with(desk)
    before = {name: len(chat) for name, chat in desk.chats.items() if name != COACH}
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, ik bel u graag over Noor.")
    await desk.answers(COACH, "Ja", "Vandaag", "Mail", "Overslaan")
    assert {name: len(chat) for name, chat in desk.chats.items() if name != COACH} == before


async def test_who_may_not_read_the_case_gets_no_text(desk: CaseDesk) -> None:
    number = await talked_with(desk)
    revision = len((await desk.case_file(number)).events)
    for kind in ("card-parents", "card-parent-text"):
        await desk.tap_data(COORDINATOR, f"v1:s.0:{kind}:{number}.{revision}.0")
        assert desk.toasts[-1] == "toast-not-your-case"


async def test_a_pupil_who_reported_it_by_name_is_not_named_to_parents_but_a_colleague_may_be(desk: CaseDesk) -> None:
    number = await talked_with(desk)

    async def reports_too(batch: Any) -> None:
        for name in ("Mees Groen", "meneer De Groot"):
            report_id = batch.make_key("report")
            report = Report(AboutWhom.SOMEONE_ELSE, "2B", "story", Contact.NAME, reporter_name=name)
            stored = StoredReport(report_id, number, report, ReportStatus.RECEIVED, MONDAY.date())
            add_report(batch.changes, batch.known_sealer(report_id), stored)

    await desk.transact(reports_too)
    await to_text(desk)
    await desk.types(COACH, "Beste ouders, meneer De Groot zag het en mees vertelde het.")
    assert "Hier staat “mees”" in desk.last(COACH).text
    await desk.answers(COACH, "Ik pas de tekst aan", "Beste ouders, meneer De Groot zag het.")
    assert len(copied(desk)) == 1


async def offers_a_text(desk: CaseDesk, number: int) -> bool:
    await desk.open_card(COACH, number)
    await desk.tap(COACH, "Meer")
    if "Samen met anderen…" not in desk.labels(COACH):
        return False
    await desk.tap(COACH, "Samen met anderen")
    return "Tekst voor ouders" in desk.labels(COACH)


async def test_a_text_is_offered_only_while_the_case_has_contact_with_parents(desk: CaseDesk) -> None:
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Een andere leerling", "Noor Vink", "Dezelfde klas")
    assert not await offers_a_text(desk, number)
    other = await talked_with(desk)
    assert await offers_a_text(desk, other)
    await desk.does(other, EstablishFact("home_unsafe", value=True))
    assert not await offers_a_text(desk, other)
