from datetime import date
from functools import partial

from bot.archive import Archive
from storage.periodic import forget_plan, note_done, plan, planned_days, times_done
from tests.rooms import NOW, read, write

DUTY, OTHER, PERSON = b"d" * 16, b"o" * 16, b"p" * 16
MAY, JUNE = date(2027, 5, 10), date(2027, 6, 14)


async def test_a_duty_has_one_day_the_last_that_it_was_given(archive: Archive) -> None:
    for duty in (DUTY, OTHER):
        await write(archive, partial(plan, duty_id=duty, due_on=MAY))
    await write(archive, lambda changes: plan(changes, DUTY, JUNE))
    assert await read(archive, planned_days) == {DUTY: JUNE, OTHER: MAY}


async def test_a_duty_that_is_forgotten_keeps_when_it_was_done(archive: Archive) -> None:
    def work(changes):  # type: ignore[no-untyped-def]  # a few rows
        plan(changes, DUTY, JUNE)
        note_done(changes, DUTY, "survey", PERSON, JUNE, NOW)
        note_done(changes, DUTY, "survey", PERSON, MAY, NOW)

    await write(archive, work)
    await write(archive, lambda changes: forget_plan(changes, DUTY))
    assert await read(archive, planned_days) == {}
    done = await read(archive, times_done)
    assert [(once.plan, once.person, once.done_on) for once in done] == [(DUTY, PERSON, MAY), (DUTY, PERSON, JUNE)]
