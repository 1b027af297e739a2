"""What comes back for the whole school, as staff live through it: the message, the taps, the list of /jaar."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from bot.playground.person import Person
from casework.calendar import local_date
from casework.protocol import shipped_protocol_text
from casework.school import School
from storage import periodic
from storage.dues import DueKind, dues_about, dues_of_kind
from tests.dialogues.stage import Stage, example_school, staged

EVALUATION = "Kijk terug op het pestprotocol en pas het zo nodig aan"
RULES = "Bespreek de regels in de eerste week van het schooljaar"
SUPPORT, STAND_IN, ADMIN = "ilse_hoekstra", "karin_visser", "bram_postma"
NEXT_YEAR = datetime(2027, 8, 23, 9, 0, tzinfo=UTC)
"""The first school day after the summer: what was never done is due."""


async def at(stage: Stage, year: int, month: int, day: int) -> None:
    await stage.move_to(datetime(year, month, day, 9, 0, tzinfo=UTC))
    await stage.settles()


async def due_now(stage: Stage) -> None:
    await stage.move_to(NEXT_YEAR)
    await stage.settles()


async def says_done(stage: Stage, person: Person, day: str) -> None:
    """The newest message with a duty: it was done on this day."""
    message = await person.sees(f"{EVALUATION}: vandaag aan de beurt.")
    await person.taps("Gedaan", on=message)
    await person.sees("Wanneer is het gedaan?")
    if day == "Vandaag":
        await person.taps(day)
    else:
        await person.types(day)
    await stage.settles()


def shown(person: Person, words: str) -> list[str]:
    return [message.words for message in person.screen() if message.from_bot and words in message.words]


async def kept(stage: Stage) -> tuple[list[date], dict[bytes, date]]:
    """When things were done, and when each is due."""
    async with stage.program.archive.database.reading() as connection:
        done = [once.done_on for once in await periodic.times_done(connection)]
        return done, dict(await periodic.planned_days(connection))


async def test_what_is_due_today_is_said_once_to_whoever_has_it(stage: Stage) -> None:
    support, coach = await stage.staff(SUPPORT), await stage.staff("sanne_de_boer")
    await due_now(stage)
    (said,) = shown(support, EVALUATION)
    assert f"{EVALUATION}: vandaag aan de beurt." in said
    assert "Dit komt terug: elk jaar." in said
    assert "Samen met: ondersteuningsteam." in said
    assert shown(coach, EVALUATION) == []
    await at(stage, 2027, 8, 24)
    assert len(shown(support, EVALUATION)) == 1


async def test_done_today_brings_it_back_after_a_year(stage: Stage) -> None:
    support = await stage.staff(SUPPORT)
    await due_now(stage)
    await says_done(stage, support, "Vandaag")
    await support.sees(f"Genoteerd: {EVALUATION}. Gedaan op 23 augustus 2027. De volgende keer is 28 augustus 2028.")
    await at(stage, 2028, 6, 5)
    assert len(shown(support, "aan de beurt")) == len(shown(support, "vandaag aan de beurt"))
    before = len(shown(support, f"{EVALUATION}: vandaag aan de beurt."))
    await at(stage, 2028, 8, 28)
    assert len(shown(support, f"{EVALUATION}: vandaag aan de beurt.")) == before + 1


async def test_a_day_that_is_typed_counts_and_one_that_has_to_come_is_refused(stage: Stage) -> None:
    support = await stage.staff(SUPPORT)
    await due_now(stage)
    await says_done(stage, support, "3 september 2027")
    await support.sees("Die dag moet nog komen.")
    await support.types("1-1-2001")
    await support.sees("Die dag is te lang geleden.")
    await support.types("7-6-2027")
    await support.sees("Gedaan op 7 juni 2027. De volgende keer is 7 juni 2028.")
    assert (await kept(stage))[0] == [date(2027, 6, 7)]


async def test_later_puts_it_off_to_the_day_that_was_chosen(stage: Stage) -> None:
    support = await stage.staff(SUPPORT)
    await due_now(stage)
    await support.taps("Later", on=await support.sees(f"{EVALUATION}: vandaag"))
    await support.types("20-8-2027")
    await support.sees("Die dag is al geweest, of het is vandaag.")
    await support.types("20 augustus 2029")
    await support.sees("Die dag is te ver weg.")
    await support.types("4 oktober")
    await support.sees(f"{EVALUATION}: dat komt terug op maandag 4 oktober.")
    await at(stage, 2027, 10, 1)
    assert len(shown(support, f"{EVALUATION}: vandaag")) == 1
    await at(stage, 2027, 10, 4)
    assert len(shown(support, f"{EVALUATION}: vandaag")) == 2


async def test_what_is_not_due_yet_is_put_off_from_the_day_on_which_it_is(stage: Stage) -> None:
    support = await stage.staff(SUPPORT)
    await support.types("/jaar")
    await support.sees("Dit komt op school steeds terug.")
    await support.taps(next(label for label in support.buttons if label.startswith("Kijk terug")))
    ahead = await support.sees(f"{EVALUATION}: dit is aan de beurt op maandag 23 augustus 2027.")
    await support.taps("Later", on=ahead)
    await support.taps("Een week later, maandag 30 augustus 2027")
    await support.sees(f"{EVALUATION}: dat komt terug op maandag 30 augustus 2027.")


async def test_what_nobody_answers_is_said_again_after_two_weeks(stage: Stage) -> None:
    support = await stage.staff(SUPPORT)
    await due_now(stage)
    await at(stage, 2027, 9, 3)
    assert shown(support, f"{EVALUATION}: dit staat nog open") == []
    await at(stage, 2027, 9, 6)
    assert len(shown(support, f"{EVALUATION}: dit staat nog open, sinds maandag 23 augustus.")) == 1


async def test_an_old_button_and_a_second_answer_change_nothing(stage: Stage) -> None:
    support = await stage.staff(SUPPORT)
    await due_now(stage)
    message = await support.sees(f"{EVALUATION}: vandaag")
    await says_done(stage, support, "Vandaag")
    before = await kept(stage)
    await support.taps("Gedaan", on=message)
    await support.sees_toast("")
    await stage.settles()
    assert await kept(stage) == before
    assert not shown(support, "Wanneer is het gedaan?")[1:]


async def test_two_who_answer_at_once_note_it_once(tmp_path: Path) -> None:
    """The evaluation has two who may answer: its holder and who stands in."""
    async with staged(tmp_path) as stage:
        support, stand_in = await stage.staff(SUPPORT), await stage.staff(STAND_IN)
        await due_now(stage)
        message = await support.sees(f"{EVALUATION}: vandaag")
        (button,) = (one for row in message.button_rows for one in row if one["text"] == "Gedaan")
        await support.taps("Gedaan", on=message)
        await stand_in.forges_tap(button["callback_data"], on=stand_in.last_message)
        await stage.settles()
        await support.taps("Vandaag")
        await stage.settles()
        await stand_in.taps("Vandaag")
        await stage.settles()
        await stand_in.sees("Dit is intussen al beantwoord.")
        assert len((await kept(stage))[0]) == 1


async def test_nobody_else_can_say_that_it_is_done(stage: Stage) -> None:
    support, guard = await stage.staff(SUPPORT), await stage.staff("henk_de_groot")
    await due_now(stage)
    message = await support.sees(f"{EVALUATION}: vandaag")
    (button,) = (one for row in message.button_rows for one in row if one["text"] == "Gedaan")
    await guard.forges_tap(button["callback_data"], on=guard.last_message)
    await guard.sees_toast("Dit is niet jouw taak.")
    assert (await kept(stage))[0] == []


def without(person: str, **changes: object) -> School:
    """The example school in which this person is there on other days."""
    school = example_school()
    people = {**school.people, person: school.people[person].model_copy(update=changes)}
    return school.model_copy(update={"people": people})


async def test_who_stands_in_gets_it_when_the_holder_is_not_there_that_day(tmp_path: Path) -> None:
    """23 August 2027 is a Monday."""
    async with staged(tmp_path, without(SUPPORT, present_on=("tue", "wed"))) as stage:
        support, stand_in = await stage.staff(SUPPORT), await stage.staff(STAND_IN)
        await due_now(stage)
        (said,) = shown(stand_in, EVALUATION)
        assert "Je krijgt dit omdat je waarneemt voor mevrouw Hoekstra." in said
        assert shown(support, EVALUATION) == []


async def test_the_admin_hears_of_what_nobody_can_be_told(stage: Stage) -> None:
    admin = await stage.staff(ADMIN)
    await due_now(stage)
    assert "Je krijgt dit als beheerder" in shown(admin, EVALUATION)[0]
    await says_done(stage, admin, "Vandaag")
    assert (await kept(stage))[0] == [date(2027, 8, 23)]


async def test_each_mentor_does_it_for_the_own_class(stage: Stage) -> None:
    sanne, pieter = await stage.staff("sanne_de_boer"), await stage.staff("pieter_bakker")
    for colleague in ("fatima_el_amrani", "joost_van_den_berg", "nienke_dijkstra"):
        await stage.staff(colleague)
    await due_now(stage)
    assert len(shown(sanne, f"{RULES}: vandaag")) == len(shown(pieter, f"{RULES}: vandaag")) == 1
    await sanne.taps("Gedaan", on=await sanne.sees(f"{RULES}: vandaag"))
    await sanne.taps("Vandaag")
    await stage.settles()
    await at(stage, 2027, 9, 6)
    assert shown(sanne, f"{RULES}: dit staat nog open") == []
    assert len(shown(pieter, f"{RULES}: dit staat nog open")) == 1


async def test_the_list_says_what_comes_back_when_and_what_was_done(stage: Stage) -> None:
    support, coach = await stage.staff(SUPPORT), await stage.staff("sanne_de_boer")
    await due_now(stage)
    await says_done(stage, support, "Vandaag")
    await coach.types("/jaar")
    listed = (await coach.sees("Dit komt op school steeds terug.")).words
    done = "Volgende keer: 28 augustus 2028. Laatst gedaan: 23 augustus 2027, mevrouw Hoekstra."
    assert f"{EVALUATION} (elk jaar; ondersteuningscoördinator). {done}" in listed
    assert len(re.findall("Volgende keer|Staat open sinds", listed)) == 8
    assert " ." not in listed
    assert any(label.startswith("Bespreek de regels") for label in coach.last_message.buttons)
    assert not any(label.startswith("Kijk terug") for label in coach.last_message.buttons)
    cut = [label for label in coach.last_message.buttons if label.endswith("…")]
    assert cut
    assert all(len(label) <= 40 and f"{label[:-1]} " in listed for label in cut), "no word is cut in two"


async def test_what_is_late_stands_open_in_the_list_and_among_the_tasks_of_whose_it_is(stage: Stage) -> None:
    support, coach = await stage.staff(SUPPORT), await stage.staff("sanne_de_boer")
    await due_now(stage)
    await at(stage, 2027, 8, 30)
    await support.types("/jaar")
    listed = (await support.sees("Dit komt op school steeds terug.")).words
    assert f"{EVALUATION} (elk jaar; ondersteuningscoördinator). Staat open sinds 23 augustus 2027." in listed
    await support.types("/taken")
    assert (
        f"{EVALUATION}: dit staat nog open, sinds maandag 23 augustus."
        in (await support.sees("Je hebt 2 taken.")).words
    )
    await support.taps(next(label for label in support.buttons if label.startswith("Kijk terug")))
    await support.sees(f"{EVALUATION}: dit staat nog open")
    await coach.types("/taken")
    assert not shown(coach, EVALUATION)


async def test_what_was_done_before_the_bot_came_can_be_entered_from_the_list(stage: Stage) -> None:
    support = await stage.staff(SUPPORT)
    await support.types("/jaar")
    await support.sees("Dit komt op school steeds terug.")
    await support.taps(next(label for label in support.buttons if label.startswith("Kijk terug")))
    await support.sees(f"{EVALUATION}: dit is aan de beurt op maandag 23 augustus 2027.")
    await support.taps("Gedaan")
    await support.types("15-12-2025")
    await support.sees("De volgende keer is 15 december 2026.")
    await at(stage, 2026, 12, 15)
    await support.sees(f"{EVALUATION}: vandaag aan de beurt.")


async def test_a_weekly_duty_is_in_the_list_and_never_said(tmp_path: Path) -> None:
    school = example_school().model_copy(update={"protocol": "oplossingsgericht"})
    async with staged(tmp_path, school, shipped_protocol_text("oplossingsgericht")) as stage:
        coach = await stage.staff("sanne_de_boer")
        await coach.types("/jaar")
        listed = (await coach.sees("Dit komt op school steeds terug.")).words
        assert "(elke week; coach/mentor). De bot herinnert hier niet aan." in listed
        await at(stage, 2026, 12, 18)
        assert shown(coach, "coachmoment of mentoruur over") == [listed]


async def test_days_and_what_was_done_survive_that_the_program_dies(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        support = await stage.staff(SUPPORT)
        await due_now(stage)
        await says_done(stage, support, "Vandaag")
        before = await kept(stage)
        plan = stage.plan
    async with staged(tmp_path, start=datetime(2028, 8, 28, 9, 0, tzinfo=UTC)) as stage:
        assert await kept(stage) == before
        assert plan.database_url == stage.plan.database_url
        async with stage.program.archive.database.reading() as connection:
            dues = await dues_of_kind(connection, DueKind.PERIODIC)
        assert sorted(due.subject for due in dues) == sorted(before[1])


async def test_a_duty_that_the_school_has_no_more_is_forgotten_and_a_new_one_planned(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        days = (await kept(stage))[1]
    school = example_school().model_copy(update={"protocol": "noordhoek"})
    async with staged(tmp_path, school, shipped_protocol_text("noordhoek")) as stage:
        assert set((await kept(stage))[1]).isdisjoint(days)
    async with staged(tmp_path) as stage:
        assert (await kept(stage))[1] == days


async def test_a_day_in_the_month_moves_what_was_planned_for_its_first_day_and_nothing_that_was_put_off(
    tmp_path: Path,
) -> None:
    text = shipped_protocol_text("kluiverboom")
    on_its_day = text.replace("    month: 9\n", "    month: 9\n    weekday: mon\n    week: last\n")
    assert on_its_day != text
    async with staged(tmp_path) as stage:
        (first,) = [duty for duty, day in (await kept(stage))[1].items() if day == date(2027, 9, 1)]
        before = (await kept(stage))[1]
    async with staged(tmp_path, protocol_text=on_its_day) as stage:
        assert (await kept(stage))[1] == {**before, first: date(2027, 9, 27)}
        async with stage.program.archive.database.reading() as connection:
            (due,) = await dues_about(connection, DueKind.PERIODIC, first)
        assert local_date(due.at) == date(2027, 9, 27)
        head = await stage.staff("marieke_smit")
        await at(stage, 2027, 9, 27)
        await head.taps("Later", on=await head.sees("Week tegen pesten: vandaag aan de beurt."))
        await head.types("4 oktober")
        await stage.settles()
    async with staged(tmp_path, protocol_text=on_its_day) as stage:
        assert (await kept(stage))[1][first] == date(2027, 10, 4)


async def test_starting_again_plans_nothing_twice(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        first = await kept(stage)
    async with staged(tmp_path) as stage:
        assert await kept(stage) == first
        async with stage.program.archive.database.reading() as connection:
            assert len(await dues_of_kind(connection, DueKind.PERIODIC)) == len(first[1])


async def test_what_has_no_day_in_the_protocol_says_that_the_school_chose_it(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    await at(stage, 2027, 2, 3)
    message = await coach.sees("Kom een paar keer per jaar terug op de gedragsregels: vandaag aan de beurt.")
    assert "Het protocol noemt hiervoor geen vaste tijd. De dag is een afspraak van de school." in message.words
    assert "Dit komt terug" not in message.words
