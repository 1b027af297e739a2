"""The page in a real browser, with a small bot behind it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.clock import MovableClock
from bot.playground import LocalBotApi
from tests.playground.caller import Caller
from tests.playground.conftest import TOKEN
from tests.playground.demo_school import DemoSchool, demo_school, picture
from tests.playground.echo_bot import EchoBot

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DROP_FILE = """([phone, bytes]) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], "scherm.png", {type: "image/png"}));
  const fire = (name) => phone.dispatchEvent(
    new DragEvent(name, {dataTransfer: files, bubbles: true, cancelable: true}));
  ["dragenter", "dragover", "drop"].forEach(fire);
}"""
PASTE_FILE = """([box, bytes]) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], "plakje.png", {type: "image/png"}));
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: files, bubbles: true, cancelable: true}));
}"""


def chromium() -> str:
    """The system's chromium; its absence skips, except where the browser must be tested."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("CI needs the system's chromium, and there is none")
    if found is None:
        pytest.skip("the system has no chromium")
    return found


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        await opened.close()


@pytest.fixture
async def school(api: LocalBotApi, clock: MovableClock) -> AsyncIterator[DemoSchool]:
    async with demo_school(api, clock) as served, aiohttp.ClientSession() as session:
        bot = asyncio.create_task(EchoBot(Caller(session, served.base_url, TOKEN)).run())
        yield served
        bot.cancel()
        await asyncio.wait([bot])
        assert bot.cancelled()


@pytest.fixture
async def page(browser: Browser, school: DemoSchool) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1600, "height": 900}, locale="nl-NL")
    opened = await context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    await opened.goto(school.base_url)
    await expect(opened.locator("html[data-ready]")).to_be_attached()
    yield opened
    assert problems == []
    await context.close()


def phone_of(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=f"Telefoon van {name}")


async def says(phone: Locator, words: str) -> None:
    await phone.get_by_role("textbox").fill(words)
    await phone.get_by_role("button", name="Bericht sturen").click()


async def test_four_phones_are_labelled_regions_with_a_text_box_and_a_button(page: Page) -> None:
    for name in ("Noor", "Ben", "Anouk Visser", "Farid"):
        phone = phone_of(page, name)
        await expect(phone).to_be_visible()
        await expect(phone.get_by_role("textbox", name=f"Bericht van {name}")).to_be_editable()
        await expect(phone.get_by_role("button", name="Bericht sturen")).to_be_visible()


async def test_a_talk_with_texts_links_edits_deletions_and_toasts(page: Page) -> None:
    noor = phone_of(page, "Noor")
    await noor.get_by_role("button", name="Starten").click()
    await expect(noor.get_by_text("Welkom", exact=True)).to_be_visible()
    await says(noor, "Dit is <b>niet</b> vet & 😀")
    await expect(noor.get_by_text("Je zei: Dit is <b>niet</b> vet & 😀")).to_be_visible()
    await noor.get_by_role("button", name="Toast").click()
    await expect(noor.get_by_role("status").get_by_text("Dit is een Toast")).to_be_visible()
    await noor.get_by_role("button", name="Venster").click()
    window = noor.get_by_role("dialog")
    await expect(window.get_by_text("Dit is een Venster")).to_be_visible()
    await window.get_by_role("button", name="Sluiten").click()
    await noor.get_by_role("button", name="Wijzig").click()
    await expect(noor.get_by_text("Anders", exact=True)).to_be_visible()
    await expect(noor.get_by_text("bewerkt")).to_be_visible()
    await noor.get_by_role("button", name="Verwijder").click()
    await expect(noor.get_by_text("Anders", exact=True)).to_be_hidden()
    await expect(phone_of(page, "Ben").get_by_text("Welkom")).to_be_hidden()


async def test_a_link_to_the_bot_presses_start_on_that_phone(page: Page) -> None:
    ben = phone_of(page, "Ben")
    await ben.get_by_role("button", name="Starten").click()
    await ben.get_by_role("link", name="https://t.me/meldmaatje_bot?start=k-2B").click()
    await expect(ben.get_by_text("/start k-2B")).to_be_visible()


async def test_the_fixed_keyboard_sends_its_words(page: Page) -> None:
    noor = phone_of(page, "Noor")
    await noor.get_by_role("button", name="Starten").click()
    await noor.get_by_role("group", name="Vaste knoppen").get_by_role("button", name="Vaste knop").click()
    await expect(noor.get_by_text("Je zei: Vaste knop")).to_be_visible()


async def test_everything_works_with_the_keyboard_alone(page: Page) -> None:
    noor = phone_of(page, "Noor")
    await noor.get_by_role("button", name="Starten").focus()
    await page.keyboard.press("Enter")
    await noor.get_by_role("button", name="Wijzig").focus()
    await page.keyboard.press("Space")
    await expect(noor.get_by_text("Anders", exact=True)).to_be_visible()
    await expect(noor.get_by_role("log")).to_be_focused()
    await noor.get_by_role("textbox").focus()
    await page.keyboard.type("Regel een")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("regel twee")
    await page.keyboard.press("Enter")
    await expect(noor.get_by_text("Je zei: Regel een\nregel twee")).to_be_visible()


async def test_pictures_are_chosen_pasted_and_dropped_and_open_from_behind_their_spoiler(
    page: Page, tmp_path: Path
) -> None:
    noor = phone_of(page, "Noor")
    file = tmp_path / "scherm.png"
    file.write_bytes(picture())
    async with page.expect_file_chooser() as chooser:
        await noor.get_by_role("button", name="Foto of bestand kiezen").click()
    await (await chooser.value).set_files(file)
    cover = noor.get_by_role("button", name="Toon de foto")
    await expect(cover).to_have_count(1)
    await cover.focus()
    await page.keyboard.press("Enter")
    await expect(cover).to_have_count(0)
    await expect(noor.get_by_role("img", name="Beschermd")).to_be_visible()
    content = list(picture(300, 200))
    await page.evaluate(PASTE_FILE, [await noor.get_by_role("textbox").element_handle(), content])
    await expect(noor.get_by_role("img", name="Foto")).to_have_count(4)
    await page.evaluate(DROP_FILE, [await noor.element_handle(), content])
    await expect(noor.get_by_role("img", name="Foto")).to_have_count(6)


async def test_another_file_goes_as_a_file(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "brief.pdf"
    file.write_bytes(b"%PDF-1.7")
    noor = phone_of(page, "Noor")
    await noor.locator("input[type=file]").set_input_files(file)
    await expect(noor.get_by_text("Bestand brief.pdf")).to_be_visible()


async def test_the_clock_moves_and_the_panel_shows_what_it_brings(page: Page) -> None:
    clock = page.locator("#clock")
    await expect(clock).to_contain_text("10.00")
    await page.get_by_role("button", name="Volgende schooldag").click()
    await expect(clock).to_contain_text("dinsdag 24 november 2026")
    await expect(page.get_by_role("region", name="Taken").get_by_text("Lees de melding")).to_be_visible()
    await expect(page.get_by_text("te laat")).to_be_hidden()
    await page.get_by_role("button", name="Twee weken later").click()
    await expect(clock).to_contain_text("dinsdag 8 december 2026")
    await expect(page.get_by_text("te laat")).to_be_visible()
    await expect(page.get_by_role("region", name="Postvak uit").get_by_text("gestuurd")).to_be_visible()
    await page.get_by_label("Dag en tijd").fill("2027-06-01T13:05")
    await page.get_by_role("button", name="Zet de klok").click()
    await expect(clock).to_contain_text("13.05")
    await expect(clock).to_contain_text("dinsdag 1 juni 2027")


@pytest.mark.parametrize("added", ["", "/?phone=mila_bos&phone=jan_dijk"])
async def test_nothing_sticks_out_of_the_page_at_any_width(page: Page, school: DemoSchool, added: str) -> None:
    await page.goto(school.base_url + added)
    await expect(page.get_by_role("region", name="Telefoon van")).to_have_count(6 if added else 4)
    await page.get_by_text("Nog iemand erbij").click()
    for width in (1600, 1440, 1280, 1121, 1024, 768, 390, 320):
        await page.set_viewport_size({"width": width, "height": 844})
        wider = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, width


async def test_a_long_talk_stays_at_its_newest_message(page: Page, api: LocalBotApi) -> None:
    noor = phone_of(page, "Noor")
    for number in range(15):
        await api.person("Noor").types(f"Regel {number}")
    await expect(noor.get_by_text("Je zei: Regel 14")).to_be_in_viewport()
    await api.person("Noor").sends_picture(picture())
    await expect(noor.get_by_text("Jouw foto")).to_be_in_viewport()
    await noor.get_by_role("log").evaluate("log => log.scrollTop = 0")
    await noor.get_by_role("button", name="Naar het nieuwste bericht").click()
    await expect(noor.get_by_text("Jouw foto")).to_be_in_viewport()


STARTS_ON_SCREEN = """log => {
    const [mine, answer] = [...log.querySelectorAll("li.message")].slice(-2);
    const inside = (item) => item.getBoundingClientRect().top >= log.getBoundingClientRect().top;
    return answer.textContent.startsWith("Je zei: Begin") && inside(answer) && mine.offsetHeight > log.clientHeight;
}"""


async def test_an_answer_that_is_longer_than_the_screen_is_read_from_its_beginning(page: Page) -> None:
    """Whoever sends something, such as a picture, must see what is said of it."""
    noor = phone_of(page, "Noor")
    await noor.get_by_role("textbox").fill("Begin\n" + "Nog een regel\n" * 60)
    await noor.get_by_role("textbox").press("Enter")
    await expect(noor.get_by_text("Je zei: Begin")).to_be_in_viewport()
    log = await noor.get_by_role("log").element_handle()
    await page.wait_for_function(STARTS_ON_SCREEN, arg=log)
    await noor.get_by_role("button", name="Naar het nieuwste bericht").click()
    await noor.get_by_role("textbox").fill("Kort")
    await noor.get_by_role("textbox").press("Enter")
    await expect(noor.get_by_text("Je zei: Kort")).to_be_in_viewport(ratio=1)


async def test_a_narrow_page_jumps_to_a_phone_by_its_button(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(phone_of(page, "Farid")).not_to_be_in_viewport(ratio=0.5)
    await page.get_by_role("navigation", name="Telefoons").get_by_role("button", name="Farid").click()
    await expect(phone_of(page, "Farid")).to_be_in_viewport(ratio=0.9)
    await page.get_by_text("Nog iemand erbij").click()
    await page.get_by_role("checkbox", name="Mila Bos").check()
    await expect(phone_of(page, "Mila Bos")).to_be_in_viewport(ratio=0.9)
    await page.get_by_role("navigation", name="Telefoons").get_by_role("button", name="Farid").click()
    await expect(phone_of(page, "Farid")).to_be_in_viewport(ratio=0.9)


async def test_a_phone_is_added_and_taken_away_with_the_keyboard_alone(page: Page) -> None:
    opener = page.locator("summary", has_text="Nog iemand erbij")
    await opener.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("checkbox", name="Mila Bos teamleider")).to_be_focused()
    await page.keyboard.press("Space")
    mila = phone_of(page, "Mila Bos")
    await expect(mila).to_be_in_viewport(ratio=0.9)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("checkbox", name="Mila Bos")).to_be_hidden()
    await expect(opener).to_be_focused()
    await mila.get_by_role("button", name="Starten").focus()
    await page.keyboard.press("Enter")
    await expect(mila.get_by_text("Welkom", exact=True)).to_be_visible()
    await mila.get_by_role("button", name="Haal de telefoon van Mila Bos weg").focus()
    await page.keyboard.press("Enter")
    await expect(mila).to_have_count(0)
    await expect(opener).to_be_focused()
    await expect(page.get_by_role("region", name="Telefoon van")).to_have_count(4)


async def test_the_address_keeps_who_is_added_and_forgets_who_is_not_known(page: Page, school: DemoSchool) -> None:
    await page.goto(f"{school.base_url}/?phone=jan_dijk&phone=nobody&phone=mila_bos")
    await expect(phone_of(page, "Mila Bos")).to_be_visible()
    await expect(phone_of(page, "Jan <Dijk>")).to_be_visible()
    await expect(page).to_have_url(f"{school.base_url}/?phone=jan_dijk&phone=mila_bos")
    await page.get_by_text("Nog iemand erbij").click()
    await page.get_by_role("checkbox", name="Jan <Dijk>").uncheck()
    await expect(phone_of(page, "Jan <Dijk>")).to_have_count(0)
    await page.reload()
    await expect(phone_of(page, "Mila Bos")).to_be_visible()
    await expect(page.get_by_role("region", name="Telefoon van")).to_have_count(5)


async def test_the_four_phones_cannot_be_taken_away(page: Page) -> None:
    await expect(page.get_by_role("region", name="Telefoon van")).to_have_count(4)
    await expect(page.get_by_role("button", name="Haal de telefoon")).to_have_count(0)


async def test_what_a_phone_got_before_it_was_added_is_on_it(page: Page, api: LocalBotApi) -> None:
    await api.person("Mila Bos").starts()
    await api.person("Mila Bos").sees("Welkom")
    await page.get_by_text("Nog iemand erbij").click()
    await page.get_by_role("checkbox", name="Mila Bos").check()
    await expect(phone_of(page, "Mila Bos").get_by_text("Welkom", exact=True)).to_be_visible()
    await phone_of(page, "Noor").get_by_role("textbox").click()
    await expect(page.get_by_role("checkbox", name="Mila Bos")).to_be_hidden()


async def test_a_document_shows_its_name_and_opens_with_a_click(page: Page, api: LocalBotApi) -> None:
    await api.person("Noor").sends_file(b"%PDF-1.7 open", "verslag.pdf", "application/pdf")
    link = phone_of(page, "Noor").get_by_role("link", name="verslag.pdf")
    await expect(link).to_be_visible()
    await expect(link).to_have_attribute("target", "_blank")
    answer = await page.request.get(str(await link.evaluate("one => one.href")))
    assert (answer.status, await answer.body()) == (200, b"%PDF-1.7 open")
