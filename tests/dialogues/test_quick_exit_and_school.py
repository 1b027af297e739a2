"""Snel weg, and then the school writes: what a pupil answers to that is kept, and what was open stays out of sight."""

import sqlite3
from typing import Any

import pytest

from bot.playground import Moment
from bot.playground.errors import BadRequest
from bot.playground.person import Person
from storage import school_said
from tests.dialogues.stage import Stage
from tests.dialogues.test_out_of_reach import case_taken_up
from tests.dialogues.test_reporter_paths import STORY, picture, with_a_code
from tests.dialogues.test_waiting_lines import WORDS, coach_writes, muted
from tests.dialogues.test_which_report import told_to, with_own
from tests.dialogues.test_whole_line import AtCases

REPLY = "ja, ik kom"
PASSED_ON = "Ik heb het doorgegeven aan mevrouw De Boer."
NOT_KEPT = "Dit heb ik niet bewaard. Typ /start om verder te gaan."
DRAFT_STORY = "en nu pakken ze ook mijn tas af"


async def leaves(stage: Stage, pupil: Person) -> None:
    await pupil.types("/snelweg")
    await stage.settles()


async def left(stage: Stage) -> tuple[AtCases, Person]:
    """A pupil whose report the coach took up, and who left by the quick exit."""
    at_cases, pupil = await case_taken_up(stage)
    await leaves(stage, pupil)
    return at_cases, pupil


async def left_with_draft(stage: Stage) -> tuple[AtCases, Person]:
    """As `left`, from the middle of telling something new."""
    at_cases, pupil = await case_taken_up(stage)
    await pupil.types("/melden")
    await pupil.taps("Over mij")
    await pupil.types("2B")
    await pupil.types(DRAFT_STORY)
    await pupil.sees_next("Een code")
    await leaves(stage, pupil)
    return at_cases, pupil


async def replies(stage: Stage, pupil: Person, words: str = REPLY, answer: str = PASSED_ON) -> None:
    await pupil.types(words)
    await pupil.sees_next(answer)
    await stage.settles()


async def test_a_reply_to_what_the_school_wrote_after_it_is_kept(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await coach_writes(at_cases)
    await pupil.sees(WORDS)
    await replies(stage, pupil)
    await replies(stage, pupil, "tot morgen")
    assert await told_to(stage, 1) == [WORDS, REPLY, "tot morgen"]


async def test_what_is_typed_before_the_school_writes_is_not_kept(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await replies(stage, pupil, "hallo, wie is dit", NOT_KEPT)
    await coach_writes(at_cases)
    await replies(stage, pupil)
    assert await told_to(stage, 1) == [WORDS, REPLY]


async def test_leaving_again_takes_that_away_again(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await coach_writes(at_cases)
    await pupil.sees(WORDS)
    await leaves(stage, pupil)
    await replies(stage, pupil, answer=NOT_KEPT)
    assert await told_to(stage, 1) == [WORDS]


async def test_what_is_answered_to_how_the_report_stands_is_kept_too(stage: Stage) -> None:
    pupil = await with_own(stage)
    await leaves(stage, pupil)
    coach = AtCases(stage, await stage.staff("sanne_de_boer"))
    await coach.taps("Lezen")
    await pupil.sees("Je melding is gelezen door mevrouw De Boer.")
    await replies(stage, pupil, "kan ik met je praten?")
    assert await told_to(stage, 1) == ["kan ik met je praten?"]


async def test_a_restart_between_the_school_and_the_reply_loses_nothing(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await coach_writes(at_cases)
    await stage.restarts()
    await replies(stage, pupil)
    assert await told_to(stage, 1) == [WORDS, REPLY]


async def test_a_program_that_does_not_look_whether_the_school_spoke_loses_the_reply(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_cases, pupil = await left(stage)

    async def never(*_: object) -> bool:
        return False

    monkeypatch.setattr(school_said, "was_said", never)
    await coach_writes(at_cases)
    await replies(stage, pupil, answer=NOT_KEPT)
    assert await told_to(stage, 1) == [WORDS]


async def test_a_reply_after_start_is_kept_and_asked_about(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await coach_writes(at_cases)
    await pupil.sees(WORDS)
    await pupil.types("/start")
    await pupil.sees_next("Over wie gaat het?")
    await pupil.types(REPLY)
    await pupil.sees_next("Waar hoort dit bij?")
    await pupil.taps("Bij melding 1")
    await pupil.sees_next(PASSED_ON)
    await pupil.sees_next("Over wie gaat het?")
    assert await told_to(stage, 1) == [WORDS, REPLY]


async def test_words_for_a_new_report_after_start_need_not_be_typed_again(stage: Stage) -> None:
    _, pupil = await left(stage)
    await pupil.types("/start")
    await pupil.types(DRAFT_STORY)
    await pupil.sees_next("Waar hoort dit bij?")
    await pupil.taps("Bij een nieuwe melding")
    await pupil.sees_next("Dat bewaar ik als begin van je verhaal.")
    await pupil.taps("Over mij")
    await pupil.types("2B")
    await pupil.sees_next(f"Je typte net: ‘{DRAFT_STORY}’.")
    await pupil.taps("Laat het zo")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees_next(DRAFT_STORY)
    assert await told_to(stage, 1) == []


async def test_a_voice_message_in_reply_is_answered_as_ever(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await coach_writes(at_cases)
    await pupil.sends_voice()
    await pupil.sees_next("Naar een spraakbericht kan ik niet luisteren.")


async def refusing(stage: Stage, at_cases: AtCases, words: str) -> None:
    """The coach writes, and Telegram takes these words for a message that cannot be."""
    refused: list[Any] = []

    async def refuse(call: Any) -> None:
        if words in call.parameters["text"] and not refused:
            refused.append(call)
            raise BadRequest("MESSAGE_OF_A_KIND_NOBODY_HEARD_OF")

    stage.api.on_call("sendMessage", refuse, Moment.ARRIVED)
    await coach_writes(at_cases, words)
    await at_cases.coach.sees("is een bericht aan de melder niet aangekomen")


async def test_what_telegram_refused_to_bring_invites_to_nothing(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await refusing(stage, at_cases, WORDS)
    await replies(stage, pupil, answer=NOT_KEPT)
    assert await told_to(stage, 1) == [WORDS]


async def test_what_was_refused_after_it_takes_nothing_from_what_was_brought(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await coach_writes(at_cases)
    await refusing(stage, at_cases, "Neem je jas mee.")
    await replies(stage, pupil)
    assert REPLY in await told_to(stage, 1)


async def test_words_that_come_before_the_message_is_brought_are_kept_and_answered_below_it(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await stage.settles()
    held: list[Any] = []

    async def hold(call: Any) -> None:
        if WORDS in call.parameters["text"] and not held:
            held.append(call)
            await pupil.types(REPLY)
            await stage.api.all_confirmed()

    stage.api.on_call("sendMessage", hold, Moment.ARRIVED)
    await coach_writes(at_cases)
    await pupil.sees(PASSED_ON)
    await stage.settles()
    shown = pupil.screen_text()
    assert shown.index(WORDS) < shown.index(PASSED_ON)
    assert await told_to(stage, 1) == [WORDS, REPLY]


async def test_what_waits_because_it_was_muted_invites_to_nothing(stage: Stage) -> None:
    at_cases, pupil = await muted(stage)
    await leaves(stage, pupil)
    await coach_writes(at_cases, "Ik hoor graag van je.")
    await replies(stage, pupil, answer=NOT_KEPT)
    assert REPLY not in await told_to(stage, 1)


async def test_with_a_code_the_chat_hears_nothing_and_keeps_nothing(stage: Stage) -> None:
    coach, pupil = AtCases(stage, await stage.staff("sanne_de_boer")), stage.pupil()
    await with_a_code(pupil)
    await leaves(stage, pupil)
    await coach.taps("Lezen")
    await coach_writes(coach)
    await replies(stage, pupil, answer=NOT_KEPT)
    assert await told_to(stage, 1) == [WORDS]


async def test_no_row_tells_of_what_the_school_said_before_an_unseen_report(stage: Stage) -> None:
    at_cases, pupil = await left(stage)
    await coach_writes(at_cases)
    assert counted(stage, "SELECT count(*) FROM school_said") > 0
    await with_a_code(pupil)
    await stage.settles()
    assert counted(stage, "SELECT count(*) FROM school_said") == 0


async def test_a_draft_stays_out_of_sight_while_the_school_is_answered(stage: Stage) -> None:
    at_cases, pupil = await left_with_draft(stage)
    await replies(stage, pupil, answer=NOT_KEPT)
    await coach_writes(at_cases)
    await replies(stage, pupil)
    await stage.restarts()
    await replies(stage, pupil, "tot morgen")
    assert await told_to(stage, 1) == [WORDS, REPLY, "tot morgen"]
    await pupil.does_not_see(DRAFT_STORY)
    await pupil.types("/start")
    await pupil.sees_next("Je was hier gebleven.")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees(DRAFT_STORY)


async def test_a_name_in_the_reply_is_asked_about_and_the_draft_waits(stage: Stage) -> None:
    at_cases, pupil = await left_with_draft(stage)
    await coach_writes(at_cases)
    await replies(stage, pupil, "mevrouw De Boer deed het ook", "Gaat het over")
    await pupil.does_not_see(DRAFT_STORY)
    await pupil.types("/start")
    await pupil.sees_next("Je was hier gebleven.")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees(DRAFT_STORY)


async def test_a_picture_in_reply_is_asked_about_and_kept_and_the_draft_waits(stage: Stage) -> None:
    at_cases, pupil = await left_with_draft(stage)
    await coach_writes(at_cases)
    await pupil.sends_picture(picture())
    await pupil.sees_next("bloot")
    await pupil.taps("Nee, niemand is bloot")
    await pupil.sends_picture(picture())
    await pupil.sees("Foto 1 is bewaard.")
    await pupil.types("/stop")
    await replies(stage, pupil)
    assert counted(stage, "SELECT count(*) FROM picture WHERE owner IN (SELECT id FROM report)") == 1
    await pupil.does_not_see(DRAFT_STORY)
    await pupil.types("/start")
    await pupil.sees_next("Je was hier gebleven.")


def counted(stage: Stage, query: str) -> int:
    connection = sqlite3.connect(stage.database_file)
    (count,) = connection.execute(query).fetchone()
    connection.close()
    return int(count)


async def left_with_draft_and_code(stage: Stage) -> tuple[AtCases, Person]:
    """As `left_with_draft`, by a pupil who looked behind a code not long before."""
    at_cases, pupil = await case_taken_up(stage)
    code = await with_a_code(pupil)
    await pupil.types(f"/code {code}")
    await pupil.sees(STORY)
    await pupil.types("/melden")
    await pupil.taps("Over mij")
    await pupil.types("2B")
    await pupil.types(DRAFT_STORY)
    await pupil.sees_next("Een code")
    await leaves(stage, pupil)
    return at_cases, pupil


async def test_words_that_may_be_for_a_code_are_asked_about_and_the_draft_waits(stage: Stage) -> None:
    at_cases, pupil = await left_with_draft_and_code(stage)
    await coach_writes(at_cases)
    await replies(stage, pupil, REPLY, "Waar hoort dit bij?")
    await pupil.taps("Bij melding 1")
    await pupil.sees_next(PASSED_ON)
    await stage.restarts()
    await replies(stage, pupil, "tot morgen", "Waar hoort dit bij?")
    await pupil.types("/stop")
    await pupil.sees_next("Gestopt. Er is niets bewaard.")
    await pupil.types("/start")
    await pupil.sees_next("Je was hier gebleven.")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees(DRAFT_STORY)
    assert await told_to(stage, 1) == [WORDS, REPLY]


async def test_the_draft_comes_back_only_after_its_writer_said_where_the_reply_belongs(stage: Stage) -> None:
    at_cases, pupil = await left_with_draft_and_code(stage)
    await coach_writes(at_cases)
    await replies(stage, pupil, REPLY, "Waar hoort dit bij?")
    for goes_on in ("/start", "/melden"):
        await replies(stage, pupil, goes_on, "Eerst dit nog.")
        await stage.restarts()
    await pupil.does_not_see(DRAFT_STORY)
    await pupil.taps("Bij melding 1")
    await pupil.sees_next(PASSED_ON)
    await pupil.sees("Je was hier gebleven.")
    await pupil.taps("Antwoord mij hier")
    await pupil.sees(DRAFT_STORY)
    assert await told_to(stage, 1) == [WORDS, REPLY]


async def test_the_draft_comes_back_after_a_name_in_such_a_reply_was_asked_about(stage: Stage) -> None:
    at_cases, pupil = await left_with_draft_and_code(stage)
    await coach_writes(at_cases)
    await replies(stage, pupil, "mevrouw De Boer deed het ook", "Waar hoort dit bij?")
    await replies(stage, pupil, "/start", "Eerst dit nog.")
    await pupil.taps("Bij melding 1")
    await pupil.sees_next("Gaat het over")
    await pupil.taps("Nee, ik noem die alleen")
    await pupil.sees("Je was hier gebleven.")


@pytest.mark.parametrize("goes_away", ["/stop", "/snelweg"])
async def test_who_goes_away_from_that_question_after_all_is_not_shown_the_draft(stage: Stage, goes_away: str) -> None:
    at_cases, pupil = await left_with_draft_and_code(stage)
    await coach_writes(at_cases)
    await replies(stage, pupil, REPLY, "Waar hoort dit bij?")
    await replies(stage, pupil, "/start", "Eerst dit nog.")
    await pupil.types(goes_away)
    await stage.settles()
    assert "Je was hier gebleven." not in pupil.screen_text()
    await replies(stage, pupil, "/start", "Je was hier gebleven.")
