"""A reporter takes pictures away: the button that did it goes with them."""

import re

from bot.playground.messages import ChatMessage
from bot.playground.person import Person
from tests.dialogues.stage import Stage
from tests.dialogues.test_reporter_paths import at_the_pictures, picture
from tests.dialogues.test_whole_line import pupil_reports

AWAY, ALL_AWAY = "Haal deze foto weg", "Haal de foto’s van melding 1 weg"


def with_button(pupil: Person, label: str) -> list[ChatMessage]:
    return [message for message in pupil.screen() if label in message.buttons]


async def with_album(stage: Stage) -> Person:
    pupil = stage.pupil()
    await at_the_pictures(pupil)
    await pupil.sends_album([picture(), picture("PNG")])
    await pupil.sees("Foto 2 is bewaard.")
    await stage.settles()
    return pupil


async def test_one_picture_of_an_album_leaves_with_its_button_and_the_other_stays(stage: Stage) -> None:
    pupil = await with_album(stage)
    kept = await pupil.sees("Foto 2 is bewaard.")
    await pupil.taps(AWAY, on=kept)
    await pupil.sees("De foto is weg.")
    (left,) = with_button(pupil, AWAY)
    assert left.words == "Foto 1 is bewaard."
    await pupil.taps(AWAY, on=left)
    await stage.settles()
    assert not with_button(pupil, AWAY)


async def test_tapped_twice_the_button_of_a_picture_is_gone_too(stage: Stage) -> None:
    pupil = await with_album(stage)
    kept, _ = with_button(pupil, AWAY)
    await pupil.taps(AWAY, on=kept)
    await pupil.taps(AWAY, on=kept)
    await stage.settles()
    assert len(with_button(pupil, AWAY)) == 1


async def test_taken_away_in_the_own_list_they_leave_no_button_there(stage: Stage) -> None:
    pupil = await with_album(stage)
    await pupil.types("/stop")
    await pupil.types("/mijn")
    await pupil.sees_button(ALL_AWAY)
    (listed,) = with_button(pupil, ALL_AWAY)
    words = listed.words
    await pupil.taps(ALL_AWAY, on=listed)
    await pupil.sees_next("Niemand op school kan nog foto’s zien van deze melding.")
    await stage.settles()
    assert not with_button(pupil, ALL_AWAY) and not with_button(pupil, AWAY)
    assert [message.words for message in pupil.screen()].count("De foto is weg.") == 2
    await pupil.taps(ALL_AWAY, on=listed)
    await stage.settles()
    assert not with_button(pupil, ALL_AWAY)
    (same,) = with_button(pupil, "Geen berichten meer over melding 1")
    assert same.words == words and "Snel weg" in same.buttons


async def test_taken_away_behind_a_code_they_leave_no_button_there(stage: Stage) -> None:
    pupil, other = stage.pupil(), stage.pupil("Iemand anders")
    await pupil_reports(pupil, contact="Een code")
    for label in ("Eerst meer vertellen", "Nee, niemand is bloot"):
        await pupil.taps(label)
    await pupil.sends_picture(picture())
    await pupil.sees("Foto 1 is bewaard.")
    for label in ("Klaar", *["Overslaan"] * 4, "✅ Versturen"):
        await stage.settles()
        await pupil.taps(label)
    code = re.search(r"Je code is: (.+)", (await pupil.sees("Je code is:")).words)
    assert code is not None
    await other.types(f"/code {code[1]}")
    await other.taps("Haal de foto weg")
    await other.sees("Niemand op school kan nog foto’s zien van deze melding.")
    await stage.settles()
    assert not with_button(other, "Haal de foto weg")
    assert with_button(other, "Meer vertellen")


async def test_pictures_that_turn_out_to_show_somebody_naked_leave_no_button(stage: Stage) -> None:
    pupil = await with_album(stage)
    await pupil.taps("← Terug")
    await pupil.taps("Ja, iemand is bloot")
    await stage.settles()
    assert not with_button(pupil, AWAY)
