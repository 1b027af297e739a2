"""`meldmaatje demo` as a visitor sees it: the real bot behind four phones in a real browser.

`MELDMAATJE_PICTURE=docs/demo.png` lets the story also make the picture of the README (`make picture`).
"""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.playground.demo_school import SCHOOL_IDS, school_file
from bot.school_on_disk import open_school
from casework.calendar import SchoolCalendar
from tests.playground.test_page import FLAGS, chromium

pytestmark = [pytest.mark.browser, pytest.mark.program]

ROOT = Path(__file__).parents[1]
STORY = "In de groepsapp schelden ze me elke dag uit. Ik durf er niet meer in te kijken."
PATIENCE_MS = 20_000


@pytest.fixture
async def demo_address() -> AsyncIterator[str]:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    try:
        assert program.stdout is not None
        async with asyncio.timeout(30):
            line = (await program.stdout.readline()).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line
        yield found[0]
    finally:
        program.terminate()
        await asyncio.wait_for(program.wait(), 6)


@pytest.fixture
async def page(demo_address: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, "--lang=nl-NL"])
        context = await browser.new_context(viewport={"width": 1680, "height": 1000}, locale="nl-NL")
        opened = await context.new_page()
        opened.set_default_timeout(PATIENCE_MS)
        await opened.goto(demo_address)
        yield opened
        await browser.close()


def phone(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=re.compile(name))


async def taps(page: Page, name: str, label: str) -> None:
    await phone(page, name).get_by_role("button", name=label, exact=True).last.click()


async def types(page: Page, name: str, words: str) -> None:
    box = phone(page, name).get_by_role("textbox")
    await box.fill(words)
    await box.press("Enter")


async def sees(page: Page, name: str, words: str) -> None:
    await expect(phone(page, name).get_by_text(words).last).to_be_visible(timeout=PATIENCE_MS)


async def test_a_visitor_can_follow_a_report_through_all_four_phones(page: Page) -> None:
    await taps(page, "Noor", "Over mij")
    await taps(page, "Noor", "1A")
    await sees(page, "Noor", "Wat is er gebeurd?")
    await types(page, "Noor", STORY)
    await taps(page, "Noor", "Antwoord mij hier")
    await sees(page, "Noor", "meneer Bakker (mentor) leest het als eerste")
    await taps(page, "Noor", "✅ Versturen")
    await sees(page, "Noor", "Dank je wel. Het is verstuurd.")
    await taps(page, "Pieter Bakker", "Lezen")
    await sees(page, "Pieter Bakker", STORY)
    await taps(page, "Pieter Bakker", "Ik pak dit op")
    await sees(page, "Noor", "pakt het op")
    await expect(page.get_by_text("Zoek via de berichten uit").last).to_be_visible(timeout=PATIENCE_MS)

    await taps(page, "Henk de Groot", "⚡ Flits")
    await taps(page, "Henk de Groot", "kantine")
    await taps(page, "Henk de Groot", "1A")
    await sees(page, "Henk de Groot", "Wat")
    await make_picture(page)


async def test_moving_the_clock_two_weeks_brings_what_is_due(page: Page) -> None:
    await taps(page, "Noor", "Over iemand anders")
    await taps(page, "Noor", "1A")
    await sees(page, "Noor", "Wat heb je gezien of gehoord?")
    await types(page, "Noor", "Iemand wordt elke pauze geduwd")
    await taps(page, "Noor", "Geen contact")
    await taps(page, "Noor", "Overslaan")
    await taps(page, "Noor", "✅ Versturen")
    await sees(page, "Pieter Bakker", "Zaak 4: er is een melding voor jou")
    await page.get_by_role("button", name="Twee weken later").click()
    await sees(page, "Pieter Bakker", "dit staat nog open")
    await expect(page.get_by_text("zaak 4").last).to_be_visible(timeout=PATIENCE_MS)


async def test_a_visitor_chooses_another_school_without_a_mouse_and_gets_its_people(page: Page) -> None:
    picker = page.get_by_label("Kies een school")
    await picker.focus()
    await picker.press("H")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Het Klokhuis College", timeout=PATIENCE_MS)
    await expect(picker).to_be_focused()
    await expect(picker).to_have_value("oplossingsgericht")
    await expect(phone(page, "Mark Hofman").get_by_text("coach/mentor van b1a, h4a")).to_be_visible()
    await sees(page, "Noor", "Hoi, ik ben Meldmaatje van Het Klokhuis College")
    await expect(phone(page, "Pieter Bakker")).to_have_count(0)


async def test_a_page_that_is_open_follows_when_somebody_else_chooses_a_school(page: Page, demo_address: str) -> None:
    await expect(page.get_by_role("heading", level=1)).to_have_text("De Vuurtoren")
    async with aiohttp.ClientSession(demo_address) as session:
        await chosen(session, "het-sticht")
    await expect(page.get_by_role("heading", level=1)).to_have_text("De Boomgaard", timeout=PATIENCE_MS)
    await expect(page.get_by_role("alert")).to_be_hidden()


async def test_a_visitor_adds_the_management_until_another_school_opens(page: Page, demo_address: str) -> None:
    await page.goto(f"{demo_address}/?school=noordhoek")
    await page.get_by_text("Nog iemand erbij").click()
    await page.get_by_role("checkbox", name="Frank Theunissen MT").check()
    await sees(page, "Frank Theunissen", "Je rol: MT.")
    await types(page, "Frank Theunissen", "📋 Mijn zaken")
    await sees(page, "Frank Theunissen", "Je hebt geen open zaken.")
    await page.get_by_role("button", name="Begin opnieuw").click()
    no_cases = phone(page, "Frank Theunissen").get_by_text("Je hebt geen open zaken.")
    await expect(no_cases).to_have_count(0, timeout=PATIENCE_MS)
    await sees(page, "Frank Theunissen", "Je rol: MT.")
    await page.get_by_label("Kies een school").select_option("het-sticht")
    await expect(page.get_by_role("heading", level=1)).to_have_text("De Boomgaard", timeout=PATIENCE_MS)
    await expect(page.get_by_role("region", name="Telefoon van")).to_have_count(4)
    await expect(page).to_have_url(f"{demo_address}/")


async def test_what_was_done_in_a_school_is_gone_when_it_begins_anew(page: Page) -> None:
    await taps(page, "Noor", "Over mij")
    await sees(page, "Noor", "In welke klas zit je?")
    await page.get_by_role("button", name="Begin opnieuw").click()
    await expect(phone(page, "Noor").get_by_text("In welke klas zit je?")).to_have_count(0, timeout=PATIENCE_MS)
    await sees(page, "Noor", "Over wie gaat het?")


async def chosen(session: aiohttp.ClientSession, school: str) -> dict[str, Any]:
    async with session.post("/school", json={"id": school}) as response:
        assert response.status == 200, school
    return await state(session)


async def state(session: aiohttp.ClientSession, *added: str) -> dict[str, Any]:
    async with session.get("/state", params=[("phone", phone_id) for phone_id in added]) as response:
        found: dict[str, Any] = await response.json()
        return found


def messages(shown: dict[str, Any], phone_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(one["messages"] for one in shown["phones"] if one["id"] == phone_id)
    return found


async def test_in_each_school_four_phones_have_something_to_do_and_its_days_go_by(demo_address: str) -> None:
    async with aiohttp.ClientSession(demo_address) as session:
        for school in SCHOOL_IDS:
            before = await chosen(session, school)
            assert before["school"] == school
            pupil, guard, coach, confidant = ([one["id"] for one in before["phones"]][place] for place in range(4))
            assert messages(before, pupil)[-1]["buttons"]
            assert any("Dit is zaak 3" in message["text"] for message in messages(before, guard))
            assert "Lezen" in str(messages(before, coach)[-1]["buttons"])
            assert "Lezen" in str(messages(before, confidant)[-1]["buttons"])
            assert {"zaak 1", "hele school"} <= {duty["case"] for duty in before["behind"]["duties"]}
            file = open_school(school_file(school)).school
            everybody = await state(session, *file.people)
            assert len(everybody["phones"]) == 4 + len(file.people) - 3
            assert all("Je staat hier als medewerker" in str(one["messages"]) for one in everybody["phones"][1:])
            async with session.post("/clock", json={"to": "two_weeks_later"}) as response:
                assert response.status == 200
            after = await state(session, *file.people)
            assert SchoolCalendar.of(file).is_open(datetime.fromisoformat(after["clock"]["now"]))
            assert any("Zaak 2: er is een melding" in str(one["messages"]) for one in after["phones"][4:]), school
            late = [[duty for duty in one["behind"]["duties"] if duty["late"]] for one in (before, after)]
            assert len(late[0]) < len(late[1]), school
            assert any(duty["case"] == "hele school" for duty in late[1]), school
            reminders = [one["text"] for one in messages(after, coach)[len(messages(before, coach)) :]]
            assert any("Te laat: zaak 1" in words for words in reminders), school
            assert any("dit staat nog open" in words for words in reminders), school


async def make_picture(page: Page) -> None:
    wanted = os.environ.get("MELDMAATJE_PICTURE")
    if wanted is not None:
        await page.wait_for_timeout(1500)
        await page.screenshot(path=ROOT / wanted)
