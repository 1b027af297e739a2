from datetime import timedelta

from bot.clock import MovableClock
from bot.playground import Person
from tests.playground.caller import Caller, inline

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


async def test_an_edit_changes_the_words_and_drops_the_keyboard(bot: Caller, noor: Person) -> None:
    number = await bot.sends(noor.user_id, "Vraag", reply_markup=inline(("Ja", "Nee")))
    await bot.ok("editMessageText", chat_id=noor.user_id, message_id=number, text="Vraag: ja")
    message = await noor.sees("Vraag: ja")
    assert message.message_id == number
    assert message.edited
    assert noor.buttons == []


async def test_an_edit_that_changes_nothing_is_refused(bot: Caller, noor: Person) -> None:
    number = await bot.sends(noor.user_id, "<b>Vraag</b>", parse_mode="HTML", reply_markup=inline(("Ja",)))
    same = {"text": "<strong>Vraag</strong>", "parse_mode": "HTML", "reply_markup": inline(("Ja",))}
    refusal = await bot.refused("editMessageText", chat_id=noor.user_id, message_id=number, **same)
    assert refusal == (400, NOT_MODIFIED)
    plain = {**same, "text": "Vraag"}
    await bot.ok("editMessageText", chat_id=noor.user_id, message_id=number, **plain)
    keyboard = {"reply_markup": inline(("Ja",))}
    refusal = await bot.refused("editMessageReplyMarkup", chat_id=noor.user_id, message_id=number, **keyboard)
    assert refusal == (400, NOT_MODIFIED)


async def test_another_keyboard_alone_does_not_make_a_message_edited(bot: Caller, noor: Person) -> None:
    number = await bot.sends(noor.user_id, "Vraag", reply_markup=inline(("Ja",)))
    await bot.ok("editMessageReplyMarkup", chat_id=noor.user_id, message_id=number)
    assert not noor.last_message.edited
    assert noor.buttons == []


async def test_only_own_messages_that_are_there_can_be_edited(bot: Caller, noor: Person) -> None:
    theirs = await noor.types("Hallo")
    refusal = await bot.refused("editMessageText", chat_id=noor.user_id, message_id=theirs.message_id, text="x")
    assert refusal == (400, "Bad Request: message can't be edited")
    refusal = await bot.refused("editMessageText", chat_id=noor.user_id, message_id=99, text="x")
    assert refusal == (400, "Bad Request: message to edit not found")


async def test_a_message_that_brought_a_fixed_keyboard_cannot_be_edited(bot: Caller, noor: Person) -> None:
    for markup in ({"keyboard": [["Flits"]]}, {"remove_keyboard": True}):
        number = await bot.sends(noor.user_id, reply_markup=markup)
        refusal = await bot.refused("editMessageText", chat_id=noor.user_id, message_id=number, text="x")
        assert refusal == (400, "Bad Request: message can't be edited")


async def test_edits_obey_the_limits_of_texts(bot: Caller, noor: Person) -> None:
    number = await bot.sends(noor.user_id)
    call = {"chat_id": noor.user_id, "message_id": number}
    assert await bot.refused("editMessageText", **call, text="a" * 4097) == (
        400,
        "Bad Request: message is too long",
    )
    status, reason = await bot.refused("editMessageText", **call, text="<x>", parse_mode="HTML")
    assert status == 400
    assert reason.startswith("Bad Request: can't parse entities")
    assert await bot.refused("editMessageCaption", **call, caption="x") == (
        400,
        "Bad Request: there is no caption in the message to edit",
    )


async def test_own_messages_can_be_edited_long_afterwards(bot: Caller, noor: Person, clock: MovableClock) -> None:
    number = await bot.sends(noor.user_id)
    clock.move_by(timedelta(days=30))
    await bot.ok("editMessageText", chat_id=noor.user_id, message_id=number, text="Verwijderd")


async def test_a_message_can_be_deleted_for_48_hours(bot: Caller, noor: Person, clock: MovableClock) -> None:
    first, second = await bot.sends(noor.user_id), await bot.sends(noor.user_id)
    clock.move_by(timedelta(hours=47, minutes=59))
    await bot.ok("deleteMessage", chat_id=noor.user_id, message_id=first)
    clock.move_by(timedelta(minutes=2))
    refusal = await bot.refused("deleteMessage", chat_id=noor.user_id, message_id=second)
    assert refusal == (400, "Bad Request: message can't be deleted for everyone")
    refusal = await bot.refused("deleteMessage", chat_id=noor.user_id, message_id=first)
    assert refusal == (400, "Bad Request: message to delete not found")


async def test_the_persons_own_messages_can_be_deleted_too(bot: Caller, noor: Person) -> None:
    theirs = await noor.types("Iets geheims")
    await bot.ok("deleteMessage", chat_id=noor.user_id, message_id=theirs.message_id)
    assert theirs not in noor.screen()
    assert theirs in noor.deleted_messages


async def test_up_to_100_messages_go_in_one_call_and_missing_ones_are_skipped(bot: Caller, noor: Person) -> None:
    kept = await bot.sends(noor.user_id, "Blijft")
    number = await bot.sends(noor.user_id, "Gaat")
    await bot.ok("deleteMessages", chat_id=noor.user_id, message_ids=[number, 98, 99])
    assert [message.message_id for message in noor.screen()] == [1, kept]
    status, _ = await bot.refused("deleteMessages", chat_id=noor.user_id, message_ids=list(range(1, 102)))
    assert status == 400


async def test_deleting_several_deletes_none_when_one_is_too_old(
    bot: Caller, noor: Person, clock: MovableClock
) -> None:
    old = await bot.sends(noor.user_id)
    clock.move_by(timedelta(hours=49))
    young = await bot.sends(noor.user_id)
    refusal = await bot.refused("deleteMessages", chat_id=noor.user_id, message_ids=[young, old])
    assert refusal == (400, "Bad Request: message can't be deleted for everyone")
    assert len(noor.screen()) == 3
