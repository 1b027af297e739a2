"""Conversation aids: opened from the card, under the channel's limit, without anything of a case."""

import pytest

from bot.spoken import spoken_message
from bot.staff.aid_pages import aid_message
from casework.protocol import shipped_protocol, shipped_protocol_ids
from casework.protocol_beside_steps import Aid, AidPart
from tests.staff.case_desk import COACH, COORDINATOR
from tests.staff.case_desks import Desks, on, to_view

LIMIT = 4096


async def test_an_aid_of_the_step_opens_below_the_card_and_may_be_copied(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Hulp bij gesprekken", person=COACH)
    card = desk.last(COACH)
    await desk.tap(COACH, "Vragen voor wie het overkwam")
    shown = desk.last(COACH)
    assert shown.id != card.id
    assert "Wat deed het met jou" in shown.text
    assert "Om samen te bekijken met de leerling die het overkwam." in shown.text
    assert not shown.message.protected


async def test_an_aid_stays_valid_when_the_case_changes_and_is_for_readers_of_the_case_only(desks: Desks) -> None:
    desk, number = await desks.with_case("splitting")
    await to_view(desk, number, "Hulp bij gesprekken", person=COACH)
    data = desk.find(COACH, "Gesprek met wie pest")[1].data
    on(desk, desk.now.date())
    await desk.tap(COACH, "Terug naar de kaart")
    await desk.tap(COACH, "Gedaan: Houd het herstelgesprek")
    await desk.answers(COACH, "Met allemaal", "Vandaag", "Overslaan")
    await desk.tap_data(COACH, data)
    assert "Zo zeg je het" in desk.last(COACH).text
    await desk.tap_data(COORDINATOR, data)
    assert desk.toasts[-1] == "toast-old-button"
    assert desk.texts(COORDINATOR) == []


@pytest.mark.parametrize("subject", ["", "1", "1.x.0", "1.99.0", "9.0.0", "1.0.0.0"])
async def test_a_made_up_button_of_an_aid_is_an_old_button(desks: Desks, subject: str) -> None:
    desk, _ = await desks.with_case("splitting")
    await desk.tap_data(COACH, f"v1:s.0:aid:{subject}")
    assert desk.toasts[-1] == "toast-old-button"


async def test_aids_of_a_means_stand_on_its_page(desks: Desks) -> None:
    desk, number = await desks.with_case("oplossingsgericht")
    await to_view(desk, number, "Meer", "Maatregelen en middelen", "Bekijk: Steungroepaanpak", person=COACH)
    aids = shipped_protocol("oplossingsgericht").aids
    assert aids["support_group_guide"].short in desk.labels(COACH)


def test_a_long_aid_goes_on_over_pages_with_a_way_to_and_fro() -> None:
    aid = Aid(label="Lang", kind="guide", parts=tuple(AidPart(lines=("een zin " * 60,)) for _ in range(20)))
    pages, at = [], 0
    while True:
        message = aid_message(aid, 7, 0, at)
        pages.append(message)
        labels = [spoken_message(message)]
        assert len(labels[0].encode("utf-16-le")) // 2 <= LIMIT
        if not any(button.data.endswith(f".{at + 1}") for row in message.buttons for button in row):
            break
        at += 1
    assert len(pages) > 2
    assert all(message.buttons for message in pages)
    assert sum(spoken_message(page).count("een zin") for page in pages) == 20 * 60


@pytest.mark.parametrize("protocol", shipped_protocol_ids())
def test_every_aid_of_every_protocol_can_be_shown(protocol: str) -> None:
    for place, aid in enumerate(shipped_protocol(protocol).aids.values()):
        words = spoken_message(aid_message(aid, 1, place, 0))
        assert aid.label in words
        assert all(line in words for part in aid.parts for line in part.lines)
