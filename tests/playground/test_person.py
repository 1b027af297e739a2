import asyncio
import time
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.playground import LocalBotApi, NotOnScreen, Person, PersonCannot, StillOnScreen
from tests.playground.caller import Caller, inline


async def test_pressing_start_through_a_link_brings_its_payload(api: LocalBotApi) -> None:
    noor = api.person("Noor", username="noor_2b")
    await noor.opens("https://t.me/meldmaatje_bot?start=k-2B")
    message = api.pending_updates[0]["message"]
    assert message["text"] == "/start k-2B"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["username"] == "noor_2b"
    with pytest.raises(PersonCannot):
        await noor.opens("https://t.me/another_bot?start=k-2B")


async def test_the_same_name_is_the_same_person(api: LocalBotApi) -> None:
    assert api.person("Noor") is api.person("Noor")
    assert api.person("Noor").user_id != api.person("Sam").user_id


async def test_what_is_missing_is_told_with_the_whole_screen(bot: Caller, noor: Person) -> None:
    await bot.sends(noor.user_id, "Over wie gaat het?", reply_markup=inline(("Mij", "Iemand anders")))
    with pytest.raises(NotOnScreen) as missing:
        await noor.taps("Versturen", within=0.01)
    assert 'does not find the button "Versturen"' in str(missing.value)
    assert "Over wie gaat het?" in str(missing.value)
    assert "[Mij] [Iemand anders]" in str(missing.value)
    with pytest.raises(NotOnScreen, match="Over wie gaat het"):
        await noor.sees("Bedankt", within=0.01)


async def test_waiting_ends_with_the_change_itself(bot: Caller, noor: Person) -> None:
    waiting = asyncio.create_task(noor.sees("Bedankt"))
    await asyncio.sleep(0.01)
    started = time.monotonic()
    await bot.sends(noor.user_id, "Bedankt voor je melding")
    assert (await waiting).words == "Bedankt voor je melding"
    assert time.monotonic() - started < 5


async def test_the_next_thing_seen_is_newer_than_the_last_act(bot: Caller, noor: Person) -> None:
    await bot.sends(noor.user_id, "Welke klas?")
    await noor.sees_next("Welke klas?")
    await noor.types("2B")
    await noor.sees("Welke klas?")
    with pytest.raises(NotOnScreen):
        await noor.sees_next("Welke klas?", within=0.01)


async def test_own_words_are_not_what_the_bot_says(noor: Person) -> None:
    await noor.types("Bedankt")
    await noor.does_not_see("Bedankt")


async def test_something_that_should_not_be_seen_is_told(bot: Caller, noor: Person) -> None:
    number = await bot.sends(noor.user_id, "Geheim")
    with pytest.raises(StillOnScreen, match="Geheim"):
        await noor.does_not_see("Geheim")
    with pytest.raises(StillOnScreen, match="Geheim"):
        await noor.no_longer_sees("Geheim", within=0.01)
    await bot.ok("deleteMessage", chat_id=noor.user_id, message_id=number)
    await noor.no_longer_sees("Geheim")
    await noor.does_not_see("Geheim", for_seconds=0.01)


async def test_the_newest_message_with_the_button_is_tapped(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    first = await bot.sends(noor.user_id, "Een", reply_markup=inline(("Ja",)))
    second = await bot.sends(noor.user_id, "Twee", reply_markup=inline(("Ja",)))
    await noor.taps("Ja")
    await noor.taps("Ja", on=noor.screen()[1])
    tapped = [update["callback_query"]["message"]["message_id"] for update in api.pending_updates[-2:]]
    assert tapped == [second, first]


async def test_a_button_of_the_fixed_keyboard_sends_its_words(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    await bot.sends(noor.user_id, reply_markup={"keyboard": [["Ik zag iets"]]})
    await noor.taps("Ik zag iets")
    assert api.pending_updates[-1]["message"]["text"] == "Ik zag iets"


async def test_a_button_with_a_link_to_the_bot_starts_it(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    button = {"text": "Open", "url": "https://t.me/meldmaatje_bot?start=abc"}
    await bot.sends(noor.user_id, reply_markup={"inline_keyboard": [[button]]})
    await noor.taps("Open")
    assert api.pending_updates[-1]["message"]["text"] == "/start abc"


async def test_a_text_that_is_too_long_goes_as_several(api: LocalBotApi, noor: Person) -> None:
    await noor.types("a" * 5000)
    parts = [update["message"]["text"] for update in api.pending_updates[1:]]
    assert [len(part) for part in parts] == [4096, 904]


async def test_an_edit_reaches_the_bot(api: LocalBotApi, noor: Person, clock: MovableClock) -> None:
    message = await noor.types("Fout")
    await noor.edits(message, "Goed")
    edited = api.pending_updates[-1]["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("Goed", message.message_id)
    assert "edit_date" in edited
    assert api.pending_updates[-2]["message"]["text"] == "Fout"
    clock.move_by(timedelta(hours=49))
    with pytest.raises(PersonCannot):
        await noor.edits(message, "Te laat")


async def test_blocking_and_letting_in_again_reach_the_bot(api: LocalBotApi, noor: Person) -> None:
    await noor.blocks()
    with pytest.raises(PersonCannot):
        await noor.types("Hoi")
    await noor.starts()
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in api.pending_updates
        if "my_chat_member" in update
    ]
    assert statuses == ["kicked", "member"]


async def test_messages_carry_the_time_of_the_clock(api: LocalBotApi, noor: Person, clock: MovableClock) -> None:
    clock.move_by(timedelta(days=14))
    await noor.types("Hoi")
    assert api.pending_updates[-1]["message"]["date"] == int(clock.now().timestamp())


async def test_in_a_group_the_bot_hears_who_added_it_until_it_leaves(
    bot: Caller, api: LocalBotApi, noor: Person
) -> None:
    group = await noor.adds_bot_to_group("Klas 2B")
    await group.says("Hallo bot")
    added, service, said = api.pending_updates[-3:]
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["username"] == "meldmaatje_bot"
    assert said["message"]["chat"]["type"] == "supergroup"
    chat_id = said["message"]["chat"]["id"]
    assert chat_id < 0
    await bot.ok("leaveChat", chat_id=chat_id)
    assert await group.bot_leaves()
    assert api.pending_updates[-1]["my_chat_member"]["new_chat_member"]["status"] == "left"
    await group.says("Dag")
    assert "my_chat_member" in api.pending_updates[-1]
    refusal = await bot.refused("sendMessage", chat_id=chat_id, text="x")
    assert refusal == (403, "Forbidden: bot is not a member of the supergroup chat")


async def test_in_a_channel_posts_reach_the_bot(api: LocalBotApi, noor: Person) -> None:
    channel = await noor.adds_bot_to_channel()
    await channel.says("Nieuws")
    assert api.pending_updates[-1]["channel_post"]["text"] == "Nieuws"
    assert "from" not in api.pending_updates[-1]["channel_post"]
