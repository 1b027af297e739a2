"""`meldmaatje demo` as a visitor sees it: the real bot behind four phones in a real browser.

`MELDMAATJE_PICTURE=docs/demo.png` lets the story also make the picture of the README (`make picture`).
"""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

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
    await types(page, "Noor", "/start k-1A")
    await taps(page, "Noor", "Over iemand anders")
    await types(page, "Noor", "Iemand wordt elke pauze geduwd")
    await taps(page, "Noor", "Geen contact")
    await taps(page, "Noor", "Overslaan")
    await taps(page, "Noor", "✅ Versturen")
    await sees(page, "Pieter Bakker", "er is een melding voor jou")
    await page.get_by_role("button", name="Twee weken later").click()
    await sees(page, "Pieter Bakker", "er is een melding voor jou")
    await expect(page.get_by_text("zaak 1").last).to_be_visible(timeout=PATIENCE_MS)


async def make_picture(page: Page) -> None:
    wanted = os.environ.get("MELDMAATJE_PICTURE")
    if wanted is not None:
        await page.wait_for_timeout(1500)
        await page.screenshot(path=ROOT / wanted)
