from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.playground import LocalBotApi, NotOnScreen, Person, Toast
from tests.playground.caller import Caller, inline

TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


@pytest.fixture
async def query_id(bot: Caller, api: LocalBotApi, noor: Person) -> str:
    """The callback of a tap on "Ja"."""
    await bot.sends(noor.user_id, "Vraag", reply_markup=inline(("Ja", "Nee")))
    await noor.taps("Ja")
    return str(api.pending_updates[-1]["callback_query"]["id"])


async def test_a_tap_tells_the_bot_what_was_tapped_and_where(api: LocalBotApi, noor: Person, query_id: str) -> None:
    callback = api.pending_updates[-1]["callback_query"]
    assert callback["data"] == "Ja"
    assert callback["from"]["id"] == noor.user_id
    assert callback["message"]["text"] == "Vraag"


async def test_a_tap_is_answered_once(bot: Caller, noor: Person, query_id: str) -> None:
    await bot.ok("answerCallbackQuery", callback_query_id=query_id, text="Genoteerd")
    assert await noor.sees_toast("Genoteerd") == Toast("Genoteerd", alert=False)
    assert await bot.refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_a_tap_cannot_be_answered_much_later(bot: Caller, clock: MovableClock, query_id: str) -> None:
    clock.move_by(timedelta(minutes=6))
    assert await bot.refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_an_answer_has_at_most_200_characters(bot: Caller, query_id: str) -> None:
    refusal = await bot.refused("answerCallbackQuery", callback_query_id=query_id, text="a" * 201)
    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")


async def test_an_answer_without_words_shows_nothing(bot: Caller, noor: Person, query_id: str) -> None:
    await bot.ok("answerCallbackQuery", callback_query_id=query_id)
    assert noor.toasts == []


async def test_a_button_that_is_gone_can_still_be_tapped_on_its_message(
    bot: Caller, api: LocalBotApi, noor: Person, query_id: str
) -> None:
    message = noor.last_message
    await bot.ok("editMessageText", chat_id=noor.user_id, message_id=message.message_id, text="Vraag: ja")
    with pytest.raises(NotOnScreen):
        await noor.taps("Nee", within=0)
    await noor.taps("Nee", on=message)
    assert api.pending_updates[-1]["callback_query"]["data"] == "Nee"
    assert api.pending_updates[-1]["callback_query"]["message"]["text"] == "Vraag: ja"


async def test_an_update_keeps_the_message_as_it_was_when_tapped(
    bot: Caller, api: LocalBotApi, noor: Person, query_id: str
) -> None:
    number = noor.last_message.message_id
    await bot.ok("editMessageText", chat_id=noor.user_id, message_id=number, text="Iets anders")
    assert api.pending_updates[-1]["callback_query"]["message"]["text"] == "Vraag"


async def test_a_forged_tap_brings_any_data(api: LocalBotApi, noor: Person, query_id: str) -> None:
    await noor.forges_tap("v1:zzz", on=noor.last_message)
    assert api.pending_updates[-1]["callback_query"]["data"] == "v1:zzz"
