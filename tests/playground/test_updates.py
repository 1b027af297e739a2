import asyncio
import time
from typing import Any

import aiohttp
import pytest

from bot.playground import LocalBotApi, Person
from tests.playground.caller import Caller


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_a_higher_offset_is_asked_for(bot: Caller, noor: Person) -> None:
    await noor.types("Een")
    first = await bot.ok("getUpdates")
    assert texts(first) == ["/start", "Een"]
    assert await bot.ok("getUpdates") == first
    rest = await bot.ok("getUpdates", offset=first[0]["update_id"] + 1)
    assert texts(rest) == ["Een"]
    assert await bot.ok("getUpdates", offset=first[1]["update_id"] + 1) == []


async def test_a_negative_offset_leaves_only_the_newest(bot: Caller, noor: Person) -> None:
    await noor.types("Een")
    await noor.types("Twee")
    assert texts(await bot.ok("getUpdates", offset=-1)) == ["Twee"]
    assert texts(await bot.ok("getUpdates")) == ["Twee"]


async def test_the_limit_is_kept(bot: Caller, noor: Person) -> None:
    await noor.types("Een")
    assert texts(await bot.ok("getUpdates", limit=1)) == ["/start"]


async def test_long_polling_ends_with_the_first_update(bot: Caller, api: LocalBotApi) -> None:
    poll = asyncio.create_task(bot.ok("getUpdates", timeout=20))
    await api.calls.wait_for("getUpdates")
    started = time.monotonic()
    await api.person("Noor").starts()
    assert texts(await poll) == ["/start"]
    assert time.monotonic() - started < 10


async def test_long_polling_ends_with_nothing_when_the_time_is_over(bot: Caller) -> None:
    started = time.monotonic()
    assert await bot.ok("getUpdates", timeout=1) == []
    assert 0.9 < time.monotonic() - started < 10


async def test_a_second_reader_ends_the_first(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    await bot.ok("getUpdates", offset=api.next_update_id)
    first = asyncio.create_task(bot.refused("getUpdates", timeout=20))
    await api.calls.wait_for("getUpdates", times=2)
    second = asyncio.create_task(bot.ok("getUpdates", timeout=20))
    status, reason = await first
    assert status == 409
    assert reason.startswith("Conflict: terminated by other getUpdates request")
    await noor.types("Hoi")
    assert texts(await second) == ["Hoi"]


async def test_kinds_that_the_bot_does_not_want_are_not_kept(bot: Caller, noor: Person) -> None:
    await bot.ok("getUpdates", allowed_updates=["callback_query"])
    await noor.types("Een")
    await bot.ok("getUpdates", allowed_updates=[])
    await noor.types("Twee")
    assert texts(await bot.ok("getUpdates")) == ["/start", "Twee"]


async def test_a_webhook_excludes_get_updates(bot: Caller, noor: Person) -> None:
    await bot.ok("setWebhook", url="https://school.example/hook")
    info = await bot.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == ("https://school.example/hook", 1)
    status, reason = await bot.refused("getUpdates")
    assert status == 409
    assert "webhook is active" in reason
    await bot.ok("deleteWebhook")
    assert texts(await bot.ok("getUpdates")) == ["/start"]
    await bot.ok("deleteWebhook", drop_pending_updates=True)
    assert await bot.ok("getUpdates") == []


@pytest.mark.parametrize(("token", "status"), [("4839574812:other", 401), ("nonsense", 404)])
async def test_another_token_is_refused(bot: Caller, token: str, status: int) -> None:
    stranger = Caller(bot.session, bot.base_url, token)
    assert (await stranger.refused("getMe"))[0] == status
    async with bot.session.get(f"{bot.base_url}/file/bot{token}/photos/file_0.jpg") as response:
        assert response.status == status


async def test_numbering_may_start_anew_lower(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    high = (await bot.ok("getUpdates"))[-1]["update_id"]
    await bot.ok("getUpdates", offset=high + 1)
    api.next_update_id = 500
    await noor.types("Een")
    update = (await bot.ok("getUpdates", offset=high + 1))[0]
    assert update["update_id"] == 500
    assert await bot.ok("getUpdates", offset=501) == []
    with pytest.raises(ValueError, match="well away"):
        api.next_update_id = 495


async def test_an_update_can_come_again_after_it_was_confirmed(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    update = (await bot.ok("getUpdates"))[0]
    after = update["update_id"] + 1
    assert await bot.ok("getUpdates", offset=after) == []
    api.repeat_update(update)
    assert await bot.ok("getUpdates", offset=after) == [update]
    assert await bot.ok("getUpdates", offset=after) == []


async def test_updates_can_come_in_another_order(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    await noor.types("Een")
    first, second = [update["update_id"] for update in api.pending_updates]
    api.reorder_updates([second, first])
    assert texts(await bot.ok("getUpdates", limit=1)) == ["Een"]
    assert texts(await bot.ok("getUpdates", offset=second + 1, limit=1)) == ["/start"]
    assert await bot.ok("getUpdates", offset=second + 1) == []


async def test_an_update_that_makes_no_sense_is_handed_out_as_it_is(bot: Caller, api: LocalBotApi) -> None:
    api.inject_raw({"message": {"chat": "geen"}})
    (update,) = await bot.ok("getUpdates")
    assert update["message"] == {"chat": "geen"}
    assert await bot.ok("getUpdates", offset=update["update_id"] + 1) == []


async def test_it_can_be_waited_for_that_the_bot_confirmed_everything(
    bot: Caller, api: LocalBotApi, noor: Person
) -> None:
    assert not await api.all_confirmed(within=0.01)
    waiting = asyncio.create_task(api.all_confirmed())
    await bot.ok("getUpdates", offset=api.next_update_id)
    assert await waiting


async def test_parameters_may_come_as_query_form_multipart_or_json(bot: Caller, noor: Person) -> None:
    url = f"{bot.base_url}/bot{bot.token}/sendMessage"
    call = {"chat_id": noor.user_id, "text": "é & <"}
    form = {name: str(value) for name, value in call.items()}
    multipart = aiohttp.FormData(form, default_to_multipart=True)
    for request in (
        bot.session.get(url, params=form),
        bot.session.post(url, data=form),
        bot.session.post(url, data=multipart),
        bot.session.post(url, json=call),
    ):
        async with request as response:
            assert response.status == 200, await response.text()
    assert [message.words for message in noor.screen()[1:]] == ["é & <"] * 4


async def test_a_body_that_is_no_json_is_refused(bot: Caller) -> None:
    url = f"{bot.base_url}/bot{bot.token}/getMe"
    headers = {"Content-Type": "application/json"}
    async with bot.session.post(url, data=b"{", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse JSON object"
