from typing import Any

import pytest

from bot.playground import LocalBotApi, Person
from tests.playground.caller import Caller, inline


async def test_what_the_bot_sends_is_on_the_screen(bot: Caller, noor: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=noor.user_id, text="<b>Hoi</b> Noor", parse_mode="HTML")
    message = await noor.sees("Hoi Noor")
    assert message.message_id == sent["message_id"] == 2
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert sent["from"]["is_bot"] is True
    assert sent["chat"] == {"id": noor.user_id, "first_name": "Noor", "type": "private"}


async def test_each_chat_counts_its_own_messages(bot: Caller, api: LocalBotApi, noor: Person) -> None:
    sam = api.person("Sam")
    await sam.starts()
    assert await bot.sends(noor.user_id) == await bot.sends(sam.user_id) == 2


async def test_words_with_ampersands_and_signs_arrive_as_they_are(bot: Caller, noor: Person) -> None:
    await bot.sends(noor.user_id, "<b> & 😀 = 100% + مرحبا")
    assert noor.last_message.words == "<b> & 😀 = 100% + مرحبا"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": "a" * 4097}, "Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "Bad Request: message is too long"),
        ({"text": "   "}, "Bad Request: message text is empty"),
        ({"chat_id": 999}, "Bad Request: chat not found"),
        ({"chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"reply_parameters": {"message_id": 77}}, "Bad Request: message to be replied not found"),
        ({"reply_markup": inline(("a" * 65,))}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"reply_markup": inline(("é" * 33,))}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "Ja", "callback_data": ""}]]}},
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "Ja", "url": "javascript:x"}]]}},
            "Bad Request: BUTTON_URL_INVALID",
        ),
        ({"reply_markup": inline(*[("Ja",)] * 101)}, "Bad Request: REPLY_MARKUP_TOO_LONG"),
        ({"reply_markup": inline(("Ja",) * 9)}, "Bad Request: REPLY_MARKUP_INVALID"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "Ja"}]]}},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
async def test_what_telegram_refuses_is_refused_and_not_shown(
    bot: Caller, noor: Person, changes: dict[str, Any], reason: str
) -> None:
    call = {"chat_id": noor.user_id, "text": "Hoi", **changes}
    assert await bot.refused("sendMessage", **call) == (400, reason)
    assert len(noor.screen()) == 1


async def test_callback_data_of_64_bytes_is_accepted(bot: Caller, noor: Person) -> None:
    await bot.sends(noor.user_id, reply_markup=inline(("é" * 32,)))
    assert noor.buttons == ["é" * 32]


async def test_nobody_can_be_written_to_who_never_started_the_bot(bot: Caller, api: LocalBotApi) -> None:
    stranger = api.person("Sam")
    refusal = await bot.refused("sendMessage", chat_id=stranger.user_id, text="Hoi")
    assert refusal == (400, "Bad Request: chat not found")


async def test_a_blocked_bot_is_told_so(bot: Caller, noor: Person) -> None:
    await noor.blocks()
    for method, content in [("sendMessage", {"text": "Hoi"}), ("sendChatAction", {"action": "typing"})]:
        refusal = await bot.refused(method, chat_id=noor.user_id, **content)
        assert refusal == (403, "Forbidden: bot was blocked by the user")
    await noor.starts()
    await bot.sends(noor.user_id)


async def test_a_fixed_keyboard_stays_until_it_is_removed_or_its_message_goes(bot: Caller, noor: Person) -> None:
    keyboard = {"keyboard": [["Flits", {"text": "Hulp"}]], "resize_keyboard": True}
    await bot.sends(noor.user_id, reply_markup=keyboard)
    await bot.sends(noor.user_id, "Nog iets")
    assert noor.keyboard == ["Flits", "Hulp"]
    await bot.sends(noor.user_id, reply_markup={"remove_keyboard": True})
    assert noor.keyboard == []
    bringer = await bot.sends(noor.user_id, reply_markup=keyboard)
    await bot.ok("deleteMessage", chat_id=noor.user_id, message_id=bringer)
    assert noor.keyboard == []


async def test_protected_messages_say_so(bot: Caller, noor: Person) -> None:
    await bot.sends(noor.user_id, protect_content=True)
    assert noor.last_message.protected


async def test_a_method_that_is_missing_here_is_an_error_and_is_remembered(bot: Caller, api: LocalBotApi) -> None:
    assert await bot.refused("sendPoll", chat_id=1) == (404, "Not Found: method not found")
    assert api.unknown_methods == ["sendPoll"]


async def test_what_the_bot_says_about_itself_is_kept(bot: Caller, api: LocalBotApi) -> None:
    commands = [{"command": "melden", "description": "Vertel wat er is gebeurd"}]
    await bot.ok("setMyCommands", commands=commands)
    await bot.ok("setMyDescription", description="Meldmaatje")
    await bot.ok("setMyShortDescription", short_description="Meldmaatje")
    await bot.ok("setChatMenuButton", menu_button={"type": "commands"})
    assert list(api.commands.values()) == [commands]
    await bot.ok("deleteMyCommands")
    assert not api.commands
    refusal = await bot.refused("setMyCommands", commands=[{"command": "Hé!", "description": "x"}])
    assert refusal == (400, "Bad Request: BOT_COMMAND_INVALID")


async def test_get_me_names_the_bot(bot: Caller) -> None:
    assert (await bot.ok("getMe"))["username"] == "meldmaatje_bot"


async def test_get_chat_tells_who_it_is(bot: Caller, noor: Person) -> None:
    assert (await bot.ok("getChat", chat_id=noor.user_id))["first_name"] == "Noor"
