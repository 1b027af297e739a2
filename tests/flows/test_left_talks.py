"""What waits of the conversations that somebody walked away from."""

from dataclasses import replace
from typing import Any

from bot.flows.conversation import Conversation, conversation_from_data, conversation_to_data
from bot.flows.left_talks import has_answers, left_about, replaces_another, waiting, walked_away, without


def talk(revision: int = 4, **changes: Any) -> Conversation:
    about = "Praat met de leerling\n\nLet op"
    answers = {"act": "done", "what": "talk_victim", "about": about, "case_day": "2026-11-23"}
    open_one = Conversation("case-done", "d1", "case_note", revision, answers, path=("case_day",), subject="3")
    return replace(open_one, **changes)


def test_what_was_answered_waits_under_its_subject_and_survives_being_stored() -> None:
    rested = conversation_from_data(conversation_to_data(walked_away(talk())))
    assert not rested.is_open and rested.has_words
    [left] = left_about(rested, "3")
    kept = waiting(rested, left.key)
    assert kept is not None and (kept.question, kept.path, kept.answers) == ("case_note", ("case_day",), talk().answers)
    assert left_about(rested, "4") == ()
    assert dict(getattr(left.about, "fields", ()))["what"] == "Praat met de leerling"


def test_without_an_answer_nothing_waits() -> None:
    assert not has_answers(talk(path=()))
    assert walked_away(talk(path=())).left == {}


def test_ticks_on_the_first_question_are_an_answer() -> None:
    assert has_answers(talk(path=(), question="case_ticks", answers={"act": "start", "ticked": ["pupil"]}))
    assert not has_answers(talk(path=(), question="case_ticks", answers={"act": "start", "ticked": []}))


def test_another_beginning_of_the_same_takes_the_place_of_the_first_and_one_of_another_action_does_not() -> None:
    first = walked_away(talk())
    again, other = talk(9, left=first.left), talk(9, left=first.left, answers={**talk().answers, "what": "intake"})
    assert replaces_another(again) and not replaces_another(other)
    assert len(walked_away(again).left) == 1 and len(walked_away(other).left) == 2


def test_what_was_thrown_away_waits_no_more_and_leaves_no_words() -> None:
    rested = walked_away(talk())
    [left] = left_about(rested, "3")
    gone = without(rested, left.key)
    assert waiting(gone, left.key) is None and not gone.has_words
