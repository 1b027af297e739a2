import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.playground import LocalBotApi
from bot.playground.messages import ChatMessage
from tests.playground.caller import Caller, inline
from tests.playground.conftest import TOKEN
from tests.playground.demo_school import DemoSchool, demo_school, picture


@pytest.fixture
async def school(api: LocalBotApi, clock: MovableClock) -> AsyncIterator[DemoSchool]:
    async with demo_school(api, clock) as served:
        yield served


@pytest.fixture
async def session(school: DemoSchool) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(school.base_url) as opened:
        yield opened


async def post(session: aiohttp.ClientSession, path: str, body: Any) -> tuple[int, dict[str, Any]]:
    async with session.post(path, json=body) as response:
        return response.status, await response.json()


async def events(session: aiohttp.ClientSession, added: str = "") -> AsyncIterator[tuple[str, dict[str, Any]]]:
    async with session.get(f"/events{added}") as response:
        name = ""
        async for line in response.content:
            if line.startswith(b"event: "):
                name = line[7:].decode().strip()
            elif line.startswith(b"data: "):
                yield name, json.loads(line[6:])


async def test_the_page_names_the_school_and_loads_nothing_from_elsewhere(
    session: aiohttp.ClientSession,
) -> None:
    async with session.get("/") as response:
        page = await response.text()
        policy = response.headers["Content-Security-Policy"]
    assert "<h1>Het Kluiver &lt;College&gt;</h1>" in page
    assert "{{" not in page
    assert "default-src 'none'" in policy
    assert "//" not in page.replace("http://www.w3.org", "")


async def test_the_page_offers_every_school_and_shows_which_one_it_is(session: aiohttp.ClientSession) -> None:
    async with session.get("/") as response:
        page = await response.text()
    assert '<label for="school">Kies een school</label>' in page
    assert '<option value="kluiver" selected>Het Kluiver &lt;College&gt; · Pestprotocol</option>' in page
    assert '<option value="noordhoek">De Noordhoek · Protocol</option>' in page


async def test_a_school_is_chosen_by_its_id(school: DemoSchool, session: aiohttp.ClientSession) -> None:
    assert await post(session, "/school", {"id": "noordhoek"}) == (200, {"ok": True, "school": "noordhoek"})
    assert school.chosen == ["noordhoek"]


async def test_choosing_the_school_that_is_there_begins_it_anew(
    school: DemoSchool, session: aiohttp.ClientSession
) -> None:
    assert (await post(session, "/school", {"id": "kluiver"}))[0] == 200
    assert school.chosen == ["kluiver"]


@pytest.mark.parametrize("wanted", ["elsewhere", "", None, ["kluiver"], {"id": 1}])
async def test_a_school_that_is_not_there_is_refused(
    school: DemoSchool, session: aiohttp.ClientSession, wanted: Any
) -> None:
    status, answer = await post(session, "/school", {"id": wanted})
    assert (status, answer) == (404, {"error": "Deze school is er niet."})
    assert school.chosen == []


async def test_a_link_chooses_a_school_once_and_leads_to_the_page(
    school: DemoSchool, session: aiohttp.ClientSession
) -> None:
    async with session.get("/?school=noordhoek", allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/")
    async with session.get("/?school=kluiver") as response:
        assert (response.status, response.url.query_string) == (200, "")
    async with session.get("/?school=elsewhere") as response:
        assert response.status == 404
    assert school.chosen == ["noordhoek"]


async def test_other_web_pages_cannot_choose_a_school(school: DemoSchool, session: aiohttp.ClientSession) -> None:
    foreign = {"Origin": "https://example.org"}
    async with session.post("/school", json={"id": "noordhoek"}, headers=foreign) as response:
        assert response.status == 403
    assert school.chosen == []


async def test_the_page_offers_everybody_who_has_a_phone_besides_the_four(session: aiohttp.ClientSession) -> None:
    async with session.get("/") as response:
        page = await response.text()
    assert 'value="mila_bos"' in page
    assert "<b>Jan &lt;Dijk&gt;</b> <span>MT, beheerder</span>" in page
    assert 'value="coach"' not in page


async def test_a_link_that_chooses_a_school_keeps_who_is_added(
    school: DemoSchool, session: aiohttp.ClientSession
) -> None:
    asked = "/?school=noordhoek&phone=mila_bos&phone=jan_dijk"
    async with session.get(asked, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/?phone=mila_bos&phone=jan_dijk")


async def test_a_phone_is_in_the_state_only_when_it_is_added_after_the_four(session: aiohttp.ClientSession) -> None:
    async def owners(query: str) -> list[str]:
        async with session.get(f"/state{query}") as response:
            return [phone["id"] for phone in (await response.json())["phones"]]

    four = ["pupil", "pauzewacht", "coach", "confidant"]
    assert await owners("") == four
    added = "?phone=jan_dijk&phone=nobody&phone=mila_bos&phone=jan_dijk&phone=coach"
    assert await owners(added) == [*four, "jan_dijk", "mila_bos"]


async def test_a_page_hears_of_the_phones_that_are_added_to_it_and_of_no_other(
    api: LocalBotApi, school: DemoSchool, session: aiohttp.ClientSession
) -> None:
    stream = events(session, "?phone=jan_dijk")
    assert (await anext(stream))[0] == "state"
    await api.person("Mila Bos").starts()
    await api.person("Noor").starts()
    assert (await anext(stream))[1]["id"] == "pupil"
    assert (await post(session, "/phones/jan_dijk/start", {}))[0] == 200
    name, phone = await anext(stream)
    assert (name, phone["id"], phone["messages"][0]["text"]) == ("phone", "jan_dijk", "/start")
    await stream.aclose()  # type: ignore[attr-defined]  # an async generator has it, AsyncIterator hides it


async def test_the_bot_api_is_served_beside_the_page(school: DemoSchool, session: aiohttp.ClientSession) -> None:
    assert (await Caller(session, school.base_url, TOKEN).ok("getMe"))["username"] == "meldmaatje_bot"


async def test_a_text_a_start_and_a_tap_reach_the_bot(
    api: LocalBotApi, school: DemoSchool, session: aiohttp.ClientSession
) -> None:
    assert (await post(session, "/phones/pupil/start", {"payload": "k-2B"}))[0] == 200
    assert (await post(session, "/phones/pupil/text", {"text": "Hoi"}))[0] == 200
    noor = api.person("Noor")
    bot = Caller(session, school.base_url, TOKEN)
    number = await bot.sends(noor.user_id, "Vraag", reply_markup=inline(("Ja", "Nee")))
    tap = {"message_id": number, "row": 0, "column": 1}
    assert (await post(session, "/phones/pupil/tap", tap))[0] == 200
    assert (await post(session, "/phones/pupil/tap", {"label": "Ja"}))[0] == 200
    updates = api.pending_updates
    assert [update["message"]["text"] for update in updates[:2]] == ["/start k-2B", "Hoi"]
    assert [update["callback_query"]["data"] for update in updates[2:]] == ["Nee", "Ja"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/phones/nobody/text", {"text": "Hoi"}, 404),
        ("/phones/pupil/text", {"text": "  "}, 422),
        ("/phones/pupil/text", ["Hoi"], 400),
        ("/phones/pupil/tap", {"label": "Ja"}, 409),
        ("/phones/pupil/tap", {"message_id": 5, "row": 0, "column": 0}, 409),
        ("/clock", {"by": "veel"}, 422),
    ],
)
async def test_what_cannot_be_done_is_said_in_dutch(
    session: aiohttp.ClientSession, path: str, body: Any, status: int
) -> None:
    answered, answer = await post(session, path, body)
    assert answered == status
    assert answer["error"].endswith(".")


async def test_files_go_as_a_photo_an_album_or_a_document(api: LocalBotApi, session: aiohttp.ClientSession) -> None:
    async def send(*files: tuple[str, bytes, str]) -> None:
        form = aiohttp.FormData()
        for name, content, mime in files:
            form.add_field("file", content, filename=name, content_type=mime)
        async with session.post("/phones/pupil/picture", data=form) as response:
            assert response.status == 200, await response.text()

    one = ("a.png", picture(), "image/png")
    await send(one)
    await send(one, one)
    await send(("a.pdf", b"%PDF", "application/pdf"))
    await send(("broken.png", picture()[:50], "image/png"))
    kinds = [message.kind for message in api.person("Noor").screen()]
    assert kinds == ["photo", "photo", "photo", "document", "document"]


async def test_a_picture_is_shown_only_while_it_is_on_that_phone(
    api: LocalBotApi, session: aiohttp.ClientSession
) -> None:
    noor = api.person("Noor")
    message = await noor.sends_picture(picture())
    file_id = message.content["photo"][-1]["file_id"]

    async def status(phone: str) -> int:
        async with session.get(f"/phones/{phone}/pictures/{file_id}") as response:
            return response.status

    assert await status("pupil") == 200
    assert await status("coach") == 404
    await noor.deletes(message)
    assert await status("pupil") == 404


async def test_a_document_opens_only_while_it_is_on_that_phone_and_only_a_pdf_in_the_browser(
    api: LocalBotApi, session: aiohttp.ClientSession
) -> None:
    noor = api.person("Noor")
    pdf = await noor.sends_file(b"%PDF-1.7", "zaak.pdf", "application/pdf")
    page = await noor.sends_file(b"<script>", "zaak.html", "text/html")

    async def answer(phone: str, message: ChatMessage) -> tuple[int, str, str]:
        async with session.get(f"/phones/{phone}/documents/{message.content['document']['file_id']}") as response:
            how = response.headers.get("Content-Disposition", "")
            return response.status, response.headers.get("Content-Type", ""), how

    assert await answer("pupil", pdf) == (200, "application/pdf", "inline")
    assert await answer("pupil", page) == (200, "application/octet-stream", "attachment")
    assert (await answer("coach", pdf))[0] == 404
    await noor.deletes(pdf)
    assert (await answer("pupil", pdf))[0] == 404


async def test_the_clock_answers_after_the_bot_has_looked(school: DemoSchool, session: aiohttp.ClientSession) -> None:
    status, answer = await post(session, "/clock", {"now": "2026-12-01T09:00:00+01:00"})
    assert status == 200
    assert answer["now"] == "2026-12-01T09:00:00+01:00"
    assert school.sweeps[0].replace(microsecond=0) == datetime(2026, 12, 1, 8, tzinfo=UTC)
    async with session.get("/clock") as response:
        assert (await response.json())["now"].startswith("2026-12-01T09:00:0")
    _, answer = await post(session, "/clock", {"to": "next_school_day"})
    assert answer["now"] == "2026-12-02T08:30:00+01:00"


async def test_the_state_holds_phones_clock_duties_and_outbox(
    school: DemoSchool, session: aiohttp.ClientSession
) -> None:
    await school.sweep()
    async with session.get("/state") as response:
        state = await response.json()
    assert [phone["label"] for phone in state["phones"]] == ["Noor", "Ben", "Anouk Visser", "Farid"]
    assert state["clock"]["now"].startswith("2026-11-23T10:00:0")
    assert state["behind"]["duties"][0]["due"] == "uiterlijk maandag 23 november"
    assert state["behind"]["outbox"][0]["label"] == "gestuurd"


async def test_a_page_hears_of_every_change(
    api: LocalBotApi, school: DemoSchool, session: aiohttp.ClientSession
) -> None:
    stream = events(session)
    assert (await anext(stream))[0] == "state"
    await api.person("Noor").starts()
    name, phone = await anext(stream)
    assert (name, phone["id"], phone["messages"][0]["text"]) == ("phone", "pupil", "/start")
    await post(session, "/clock", {"by": "P14D"})
    name, clock = await anext(stream)
    assert (name, clock["now"][:10]) == ("clock", "2026-12-07")
    name, behind = await anext(stream)
    assert (name, behind["duties"][0]["case"]) == ("behind", "Zaak 12")
    await stream.aclose()  # type: ignore[attr-defined]  # an async generator has it, AsyncIterator hides it


async def test_other_web_pages_cannot_press_buttons_here(api: LocalBotApi, session: aiohttp.ClientSession) -> None:
    headers = {"Origin": "https://evil.example"}
    async with session.post("/phones/pupil/start", json={}, headers=headers) as response:
        assert response.status == 403
    assert api.pending_updates == []
