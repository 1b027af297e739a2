"""A colleague who doubts about a colleague keeps it and steps up when it is more (P002 A002-1, C22), over HTTP."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework.protocol import shipped_protocol_text
from tests.dialogues.stage import Stage, staged
from tests.dialogues.test_about_staff import all_staff
from tests.dialogues.test_whole_line import AtCases

REPORTER, ACCUSED, MANAGEMENT = "karin_visser", "sanne_de_boer", "marieke_smit"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(tmp_path, protocol_text=shipped_protocol_text("noordhoek")) as made:
        yield made


async def heard(stage: Stage, days: int = 0) -> set[str]:
    """Everybody to whom case 1 was ever shown, when nobody does anything for so many days."""
    staff = await all_staff(stage)
    await stage.settles()
    for _ in range(days):
        await stage.later(days=1)
        await stage.settles()
    return {person for person, one in staff.items() if re.search(r"[Zz]aak 1\b", one.screen_text())}


async def doubts(stage: Stage) -> AtCases:
    karin = AtCases(stage, await stage.staff(REPORTER))
    await karin.types("/zaak nieuw")
    for part in ("2B", "Overslaan", "Het gaat over iemand die hier werkt"):
        await karin.taps(part)
    await karin.types("mevrouw De Boer")
    for part in ("Kan wachten", "Nee", "Nee"):
        await karin.taps(part)
    await karin.coach.sees("Twijfel je of dit een incident is?")
    await karin.taps("Ja")
    await karin.coach.sees("Deze zaak houd je zelf.")
    await karin.taps("Openen, ik pak het op")
    await karin.coach.sees("Zet in SOM wat je zag en dat je twijfelt")
    return karin


async def test_nobody_else_hears_of_a_doubt_however_late_its_entry_is(stage: Stage) -> None:
    await all_staff(stage)
    karin = await doubts(stage)
    assert await heard(stage, days=20) == {REPORTER}
    await karin.coach.sees("Zet in SOM wat je zag en dat je twijfelt")


async def test_who_doubts_enters_it_and_hands_on_what_is_more(stage: Stage) -> None:
    smit = AtCases(stage, (await all_staff(stage))[MANAGEMENT])
    karin = await doubts(stage)
    await karin.taps("Tekst voor het dossier")
    await karin.coach.sees("Protocol sociale media, twijfel (SOM)")
    await karin.marks_held("Gedaan: Zet je twijfel in SOM")
    await karin.marks_held("Gedaan: Spreek je collega erop aan")
    assert await heard(stage) == {REPORTER}
    await karin.concludes("Uitkomst: Moet het MT dit weten?", "Ja, het MT moet dit weten")
    await karin.taps("Verder naar Gedrag van een medewerker")
    await karin.taps("Ja, dit klopt")
    await karin.coach.sees("Zaak 1 is nu bij mevrouw Smit. Jij leest haar niet meer.")
    await smit.taps("Lezen")
    await smit.coach.sees("De melder is mevrouw Visser.")
    await smit.taps("Ik pak dit op")
    await karin.coach.sees("mevrouw Smit pakt het op")
    await smit.coach.sees("Gedrag van een medewerker: Beslissen wat er gebeurt")
    await smit.taps("Meer…")
    await smit.taps("Stuur een bericht")
    await smit.types("Waar stond dat bericht?")
    await karin.coach.sees("Waar stond dat bericht?")
    await karin.taps("Antwoord")
    await karin.types("In de groepsapp van 2B.")
    await smit.coach.sees("Nieuw bericht bij zaak 1. De melder wacht op antwoord.")
    await karin.types("/mijn")
    await karin.coach.sees("Melding 1: wordt opgepakt door mevrouw Smit.")
    assert ACCUSED not in await heard(stage, days=20)
    assert stage.api.unknown_methods == []
    assert [call.error for call in stage.api.refused_calls] == []
