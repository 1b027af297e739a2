import asyncio
from collections.abc import Callable

import aiohttp
import pytest

from bot.playground import (
    Call,
    DropAfterDoing,
    DropConnection,
    Faults,
    Hang,
    LocalBotApi,
    Moment,
    Person,
    ServerError,
    TooManyRequests,
)
from tests.playground.caller import Caller


async def test_the_next_call_can_be_told_to_slow_down(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    api.next_call("sendMessage", TooManyRequests(7))
    status, answer = await bot.answer("sendMessage", chat_id=noor.user_id, text="Hoi")
    assert status == 429
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    await bot.sends(noor.user_id)
    assert len(noor.screen()) == 2


async def test_a_server_error_does_nothing(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    api.next_call("sendMessage", ServerError(), ServerError(502, as_page=True))
    refusal = await bot.refused("sendMessage", chat_id=noor.user_id, text="Hoi")
    assert refusal == (500, "Internal Server Error")
    with pytest.raises(aiohttp.ContentTypeError):
        await bot.answer("sendMessage", chat_id=noor.user_id, text="Hoi")
    assert len(noor.screen()) == 1


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (DropConnection(), 0),
        (DropAfterDoing(), 1),
        (Hang(0.01), 0),
        (Hang(0.01, does_it=True), 1),
    ],
)
async def test_a_connection_can_end_before_or_after_the_thing_is_done(
    bot: Caller, api: LocalBotApi, noor: Person, fault: DropConnection, shown: int
) -> None:
    api.next_call("sendMessage", fault)
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.answer("sendMessage", chat_id=noor.user_id, text="Hoi")
    assert len(noor.screen()) == 1 + shown
    await bot.sends(noor.user_id)


async def test_an_update_whose_answer_got_lost_is_handed_out_again(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    api.next_call("getUpdates", DropAfterDoing())
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.answer("getUpdates")
    assert len(await bot.ok("getUpdates")) == 1


async def test_a_repeated_update_whose_answer_got_lost_is_handed_out_again(
    bot: Caller, api: LocalBotApi, noor: Person
) -> None:
    (update,) = await bot.ok("getUpdates")
    after = update["update_id"] + 1
    await bot.ok("getUpdates", offset=after)
    api.repeat_update(update)
    api.next_call("getUpdates", DropAfterDoing())
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.answer("getUpdates", offset=after)
    assert await bot.ok("getUpdates", offset=after) == [update]


async def test_a_share_of_the_calls_fails_the_same_way_for_the_same_seed() -> None:
    first, second = Faults(share=0.3, seed=5), Faults(share=0.3, seed=5)
    chosen = [first.choose("sendMessage") for _ in range(1000)]
    assert chosen == [second.choose("sendMessage") for _ in range(1000)]
    assert 230 < sum(fault is not None for fault in chosen) < 370
    assert len(first.happened) == sum(fault is not None for fault in chosen)


async def test_faults_keep_to_the_methods_that_are_named() -> None:
    only = Faults(share=1.0, only=["sendMessage"])
    assert only.choose("getUpdates") is None
    assert only.choose("sendMessage") is not None
    never = Faults(share=1.0, never=["getUpdates"])
    assert never.choose("getUpdates") is None
    assert never.choose("sendMessage") is not None


async def test_a_script_can_let_a_call_pass(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    api.next_call("sendMessage", None, ServerError())
    await bot.sends(noor.user_id)
    assert (await bot.refused("sendMessage", chat_id=noor.user_id, text="x"))[0] == 500
    await bot.sends(noor.user_id)


async def test_a_hanging_server_answers_nothing_until_it_goes_on(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    api.hang()
    sending = asyncio.create_task(bot.sends(noor.user_id))
    done, _ = await asyncio.wait([sending], timeout=0.1)
    assert not done
    assert len(noor.screen()) == 1
    api.resume()
    assert await sending == 2


async def test_a_caller_who_gives_up_on_a_hanging_server_was_never_heard(
    bot: Caller, api: LocalBotApi, noor: Person
) -> None:
    api.hang()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bot.sends(noor.user_id, "Eerste"), 0.1)
    again = asyncio.create_task(bot.sends(noor.user_id, "Tweede"))
    await api.calls.wait_for("sendMessage", times=2)
    api.resume()
    await again
    assert [message.words for message in noor.screen()] == ["/start", "Tweede"]


async def test_downloads_fail_too(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    message = await noor.sends_file(b"log", "a.txt", "text/plain")
    file = await bot.ok("getFile", file_id=message.content["document"]["file_id"])
    api.next_call("downloadFile", ServerError())
    assert (await bot.downloads(file["file_path"]))[0] == 500
    api.hang()
    waiting = asyncio.create_task(bot.downloads(file["file_path"]))
    await api.calls.wait_for("downloadFile", times=2)
    api.resume()
    assert await waiting == (200, b"log")
    assert await bot.downloads(file["file_path"]) == (200, b"log")


async def test_hooks_run_at_counted_moments(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    seen: list[tuple[Moment, int, int]] = []
    all_seen = asyncio.Event()

    def note(moment: Moment) -> Callable[[Call], None]:
        def hook(call: Call) -> None:
            seen.append((moment, call.number, len(noor.screen())))
            if len(seen) == 6:
                all_seen.set()

        return hook

    ends = [api.on_call("sendMessage", note(moment), moment) for moment in Moment]
    await bot.sends(noor.user_id)
    await bot.sends(noor.user_id)
    await asyncio.wait_for(all_seen.wait(), 10)
    for end in ends:
        end()
    await bot.sends(noor.user_id)
    assert seen == [
        (Moment.ARRIVED, 1, 1),
        (Moment.DONE, 1, 2),
        (Moment.ANSWERED, 1, 2),
        (Moment.ARRIVED, 2, 2),
        (Moment.DONE, 2, 3),
        (Moment.ANSWERED, 2, 3),
    ]


async def test_every_call_is_counted_with_its_parameters_and_its_refusal(
    bot: Caller, api: LocalBotApi, noor: Person
) -> None:
    await bot.sends(noor.user_id, "Hoi")
    await bot.refused("sendMessage", chat_id=1, text="Hoi")
    assert api.calls.count["sendMessage"] == 2
    first, second = api.calls.to("sendMessage")
    assert first.parameters == {"chat_id": str(noor.user_id), "text": "Hoi"}
    assert api.refused_calls == [second]
    assert second.error == "Bad Request: chat not found"
