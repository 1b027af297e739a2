"""One chat's words stay in order; nobody waits for a slow one; groups and channels are left without a trace."""

import asyncio
import sqlite3
from typing import Any

import pytest

from bot import telegram_channel, transport
from bot.playground import Call, Moment
from bot.playground.groups import Group
from bot.texts import text
from tests.dialogues.stage import Stage
from tests.program.ledger import kept_cases
from tests.program.pupils import Pupil, Told

FOR_EVER_SECONDS = 3600.0
"""The program does not give up a call that hangs: whoever waits for it stays without an answer."""


async def test_words_of_one_chat_are_kept_in_the_order_in_which_they_were_said(stage: Stage) -> None:
    pupils = [Pupil(Told(stage.pupil(f"Leerling {number}"), "here", "2B")) for number in range(8)]
    for pupil in pupils:
        await pupil.reports()
        await pupil.told.person.taps(text("offer-no"))
    await stage.settles()
    said = [f"bericht {number}" for number in range(15)]
    for words in said:
        for pupil in pupils:
            await pupil.told.person.types(f"{words} van {pupil.told.person.name}")
    await stage.settles()
    for kept in await kept_cases(stage.program.archive):
        name = f"Leerling {kept.number - 1}"
        assert list(kept.words) == [f"{words} van {name}" for words in said]


async def test_words_stay_in_order_when_the_ids_start_anew_and_lower_between_two_of_one_batch(stage: Stage) -> None:
    pupil = Pupil(Told(stage.pupil(), "here", "2B"))
    await pupil.reports()
    await pupil.told.person.taps(text("offer-no"))
    await stage.settles()
    released = asyncio.Event()

    async def hang(_call: Call) -> None:
        await released.wait()

    stage.api.on_call("getUpdates", hang, Moment.ARRIVED)
    said = [f"bericht {number}" for number in range(7)]
    for number, words in enumerate(said):
        if number == 4:
            stage.api.next_update_id = 5
        await pupil.told.person.types(words)
    released.set()
    await stage.settles()
    [kept] = await kept_cases(stage.program.archive)
    assert list(kept.words) == said


async def test_answers_in_one_chat_come_in_the_order_in_which_they_were_decided(stage: Stage) -> None:
    pupil = stage.pupil()
    for words in ("/start", "/hulp", "/privacy", "/hulp", "/mijn"):
        await pupil.types(words)
    await stage.settles()
    from_bot = [message.words for message in pupil.screen() if message.from_bot]
    wanted = [
        text("help-danger"),
        text("privacy", school="De Vuurtoren"),
        text("help-danger"),
        text("own-reports-none"),
    ]
    places: list[int] = []
    for part in wanted:
        start = places[-1] + 1 if places else 0
        places.append(next(place for place in range(start, len(from_bot)) if part[:40] in from_bot[place]))
    assert places == sorted(places)


async def test_a_chat_whose_messages_hang_delays_no_other(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_channel, "LONGEST_ANSWER_TO_A_MESSAGE_SECONDS", FOR_EVER_SECONDS)
    slow = stage.pupil("Langzaam")
    released = asyncio.Event()

    async def hang(call: Call) -> None:
        if call.parameters.get("chat_id") in (slow.user_id, str(slow.user_id)):
            await released.wait()

    stage.api.on_call("sendMessage", hang, Moment.ARRIVED)
    await slow.types("/start")
    await stage.api.calls.wait_for("sendMessage")
    others = [Pupil(Told(stage.pupil(f"Leerling {number}"), "here", "2B")) for number in range(20)]
    await asyncio.gather(*(pupil.reports() for pupil in others))
    assert slow.chat.messages.keys() == {1}
    released.set()
    await slow.sees_button(text("about-me"))


async def test_a_picture_that_hangs_delays_no_other_chat_and_no_other_picture(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.program._telegram.calls, "_read_timeout", FOR_EVER_SECONDS)
    monkeypatch.setattr(transport, "SLOWEST_DOWNLOAD_SECONDS", FOR_EVER_SECONDS)
    released = asyncio.Event()

    async def hang(call: Call) -> None:
        if call.number == 1:
            await released.wait()

    stage.api.on_call("downloadFile", hang, Moment.ARRIVED)
    slow = asyncio.create_task(Pupil(Told(stage.pupil("Langzaam"), "here", "2B", with_pictures=1)).reports())
    await stage.api.calls.wait_for("downloadFile")
    others = [Pupil(Told(stage.pupil(f"Leerling {number}"), "here", "2B", with_pictures=1)) for number in range(10)]
    await asyncio.gather(*(pupil.reports() for pupil in others))
    assert not slow.done()
    released.set()
    await slow


# Groups and channels


async def test_the_bot_leaves_a_group_and_keeps_nothing_of_it(stage: Stage) -> None:
    before = everything_kept(stage)
    group = await stage.pupil().adds_bot_to_group("Klas 2B roddels")
    await group.says("wie heeft dit gedaan")
    await left_without_a_trace(stage, group, before)


async def test_the_bot_leaves_a_channel_and_keeps_nothing_of_it(stage: Stage) -> None:
    before = everything_kept(stage)
    channel = await stage.pupil().adds_bot_to_channel("Schoolnieuws")
    await channel.says("morgen vrij")
    await left_without_a_trace(stage, channel, before)


async def left_without_a_trace(stage: Stage, group: Group, before: dict[str, list[Any]]) -> None:
    assert await group.bot_leaves()
    await stage.settles()
    assert everything_kept(stage) == before
    assert [call.method for call in stage.api.calls.to("sendMessage")] == []


def everything_kept(stage: Stage) -> dict[str, list[Any]]:
    """Every row of every table but the memory of handled updates."""
    connection = sqlite3.connect(f"file:{stage.database_file}?mode=ro", uri=True)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()]
    kept = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    connection.close()
    return {name: rows for name, rows in kept.items() if name != "handled_update"}
