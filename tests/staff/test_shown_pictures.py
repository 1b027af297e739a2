"""Pictures of a case: behind a spoiler, for a while, and removed everywhere with a tap."""

from datetime import timedelta

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.spoken import spoken
from storage import pictures
from storage.dues import DueKind
from storage.pictures import PictureState
from tests.staff.staffroom import Staffroom, message_of


async def with_picture(room: Staffroom) -> tuple[int, bytes]:
    """A case with one kept picture: its number and the picture's id."""
    number = await room.reported()
    report_id = await room.report_id(number)
    made: list[bytes] = []

    async def work(batch: Batch) -> None:
        picture = batch.make_key("picture")
        sealer = batch.known_sealer(picture)
        pictures.want_picture(batch.changes, sealer, picture, report_id, "file", None)
        await batch.flush()
        await pictures.keep_picture(batch.connection, sealer, picture, b"bytes of a picture", {})
        made.append(picture)

    await room.in_batch(work)
    return number, made[0]


async def shown(room: Staffroom, number: int, person: str = "sanne_de_boer") -> Batch:
    return await room.taps(person, small_button("pictures", str(number), count=1))


async def test_a_picture_takes_the_place_of_a_covered_message_without_content(room: Staffroom) -> None:
    number, picture = await with_picture(room)
    placeholder, real = room.to(await shown(room, number), "sanne_de_boer")
    assert placeholder.payload["do"] == "placeholder"
    assert real.payload["do"] == "picture"
    assert real.payload["picture"] == picture.hex()
    assert real.target_row == placeholder.id
    assert real.key_id == (await room.case(number)).key_id
    assert message_of(real).protected


async def test_its_removal_is_due_in_the_same_transaction(room: Staffroom) -> None:
    number, picture = await with_picture(room)
    await shown(room, number)
    (due,) = await room.dues(DueKind.HIDE)
    assert due.subject == picture
    room.clock.move_by(timedelta(minutes=16))
    (row,) = room.to(await room.sweep(DueKind.HIDE, room.reading.on_hide_due), "sanne_de_boer")
    assert row.payload["do"] == "take_away"
    assert row.payload["is_picture"]
    assert row.target_row is not None


async def test_a_double_tap_shows_no_picture_twice(room: Staffroom) -> None:
    number, _ = await with_picture(room)
    await shown(room, number)
    again = await shown(room, number)
    assert again.rows == []
    assert [toast.key for toast in again.toasts] == ["toast-pictures-shown"]


async def test_one_reader_hiding_a_picture_leaves_it_with_the_other(room: Staffroom) -> None:
    number, _ = await with_picture(room)
    await room.taps("sanne_de_boer", small_button("pass", str(number)))
    first = await shown(room, number)
    await shown(room, number, "pieter_bakker")
    await room.taps("sanne_de_boer", room.button(first, "Verberg deze foto", "sanne_de_boer"))
    (left,) = await room.dues(DueKind.HIDE)
    assert left.detail(room.archive.vault.outgoing)["to"] == room.address("pieter_bakker")


async def test_hiding_the_story_hides_the_pictures_of_its_case_on_that_screen_with_it(room: Staffroom) -> None:
    number, picture = await with_picture(room)
    other, _ = await with_picture(room)
    story = await room.taps("sanne_de_boer", small_button("read", str(number)))
    await shown(room, number)
    await shown(room, other)
    hidden = await room.taps("sanne_de_boer", room.button(story, "Verberg nu", "sanne_de_boer"))
    done = [row.payload["do"] for row in room.to(hidden, "sanne_de_boer")]
    assert sorted(done) == ["edit", "take_away"]
    (left,) = await room.dues(DueKind.HIDE)
    assert left.subject != picture
    assert len(room.to(await shown(room, number), "sanne_de_boer")) == 2


async def test_hiding_the_story_leaves_the_pictures_on_the_screen_of_another_reader(room: Staffroom) -> None:
    number, _ = await with_picture(room)
    await room.taps("sanne_de_boer", small_button("pass", str(number)))
    await shown(room, number)
    story = await room.taps("pieter_bakker", small_button("read", str(number)))
    await room.taps("pieter_bakker", room.button(story, "Verberg nu", "pieter_bakker"))
    (left,) = await room.dues(DueKind.HIDE)
    assert left.detail(room.archive.vault.outgoing)["to"] == room.address("sanne_de_boer")


async def test_removing_a_picture_erases_its_key_and_takes_every_copy_away(room: Staffroom) -> None:
    number, picture = await with_picture(room)
    await room.taps("sanne_de_boer", small_button("pass", str(number)))
    first = await shown(room, number)
    await shown(room, number, "pieter_bakker")
    removed = await room.taps("sanne_de_boer", room.button(first, "Verwijder deze foto voor altijd", "sanne_de_boer"))
    assert room.to(removed, "sanne_de_boer")[0].payload["do"] == "take_away"
    assert [due.subject for due in await room.dues(DueKind.ERASE_KEY)] == [picture]
    swept = await room.sweep(DueKind.HIDE, room.reading.on_hide_due)
    assert room.to(swept, "pieter_bakker")[0].payload["do"] == "take_away"
    async with room.archive.database.reading() as connection:
        states = await pictures.pictures_of(connection, await room.report_id(number))
    assert states == [(picture, PictureState.REMOVED)]


async def test_removing_it_twice_changes_nothing_more(room: Staffroom) -> None:
    _, picture = await with_picture(room)
    await room.taps("sanne_de_boer", small_button("remove", picture.hex()))
    again = await room.taps("sanne_de_boer", small_button("remove", picture.hex()))
    assert again.rows == []
    assert [toast.key for toast in again.toasts] == ["toast-picture-gone"]


async def test_who_does_not_read_the_case_removes_nothing(room: Staffroom) -> None:
    number, picture = await with_picture(room)
    await room.taps("karin_visser", small_button("remove", picture.hex()))
    async with room.archive.database.reading() as connection:
        states = await pictures.pictures_of(connection, await room.report_id(number))
    assert states == [(picture, PictureState.KEPT)]


async def test_buttons_that_are_no_pictures_change_nothing(room: Staffroom) -> None:
    for subject in ("zz", "0" * 31, "not a picture"):
        assert (await room.taps("sanne_de_boer", small_button("remove", subject))).rows == []
        assert (await room.taps("sanne_de_boer", small_button("cover", subject))).rows == []


async def test_a_story_that_still_counts_pictures_that_are_gone_is_told_as_it_is_now(room: Staffroom) -> None:
    number, picture = await with_picture(room)
    story = await room.taps("sanne_de_boer", small_button("read", str(number)))
    count = room.button(story, "Foto’s (1)", "sanne_de_boer")

    async def taken_back(batch: Batch) -> None:
        pictures.remove_picture(batch.changes, picture)
        batch.erase_key(picture)

    await room.in_batch(taken_back)
    told = await room.taps("sanne_de_boer", count)
    assert [toast.key for toast in told.toasts] == ["toast-no-pictures"]
    (row,) = room.to(told, "sanne_de_boer")
    words = message_of(row)
    assert "Er is 1 foto bij." not in " ".join(map(spoken, words.parts))
    assert not any(spoken(button.label).startswith("Foto’s") for line in words.buttons for button in line)
