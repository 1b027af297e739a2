"""What waits of the conversations that somebody walked away from."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.flows.case_flows import CASE_FLOWS
from bot.flows.conversation import Conversation, conversation_from_data, conversation_to_data
from bot.flows.engine import go_back
from bot.flows.left_talks import (
    BEGUN_AT,
    done_since,
    going_on,
    has_answers,
    left_about,
    left_message,
    replaces_another,
    waiting,
    walked_away,
    without,
)
from bot.flows.words import phrase
from bot.spoken import spoken
from casework.case_events import ActionDone
from tests.flows.test_case_flows import facts as case_facts


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


@pytest.mark.parametrize("flow", sorted(CASE_FLOWS))
def test_what_waits_has_a_name_that_ends_no_sentence(flow: str) -> None:
    answers = {"about": "Een leerling is thuis misschien niet veilig. Alles wacht op jouw besluit."}
    [left] = left_about(walked_away(talk(flow=flow, answers=answers)), "3")
    assert not spoken(left.about).endswith(".")
    assert "wacht op jouw besluit.." not in spoken(phrase("card-left", what=left.about, asks="no"))


def test_the_decision_about_home_is_named_and_not_told_whole() -> None:
    about = "Een leerling is thuis misschien niet veilig. Alles wat naar ouders gaat, wacht op jouw besluit."
    left = talk(flow="case-home", question="case_reason", path=("case_home",), answers={"act": "home", "about": about})
    assert spoken(left_message(left).parts[0]).startswith(
        "Je was nog niet klaar met: of contact met thuis mag (zaak 3). Wat je al had geantwoord, is niet weg."
    )


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


def test_one_can_go_back_from_where_a_newer_version_asks_less_than_what_was_answered() -> None:
    left = talk(path=("long_gone", "case_day"), question="case_note")
    flow, facts = CASE_FLOWS["case-done"], case_facts()
    on = going_on(flow, talk().at_rest(), left, facts).conversation
    assert on.path == ("case_day",)
    assert go_back(flow, go_back(flow, on, facts).conversation, facts).conversation.question == "case_day"
    gone = going_on(flow, talk().at_rest(), talk(question="long_gone"), facts).conversation
    assert (gone.question, gone.answers) == ("case_day", talk().answers)


def begun(*pupils: str, **changes: Any) -> Conversation:
    """A talk that began when the case had one event already."""
    return talk(answers={**talk().answers, BEGUN_AT: 1, "pupils": list(pupils), **changes})


def told(action: str = "talk_victim", *pupils: str) -> ActionDone:
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    return ActionDone(at=at, by="coach", action=action, on=at.date(), participants=pupils)


def test_what_was_done_since_is_the_same_action_with_each_of_the_pupils_told_later() -> None:
    earlier = told()
    assert done_since(begun(), (earlier, told()))
    assert not done_since(begun(), (earlier,))
    assert not done_since(begun(), (earlier, told("call_parents")))
    assert not done_since(begun("a", "b"), (earlier, told("talk_victim", "a")))
    assert done_since(begun("a", "b"), (earlier, told("talk_victim", "a"), told("talk_victim", "b")))
    assert done_since(begun("a"), (earlier, told()))


def test_what_an_older_program_began_and_what_words_hang_on_still_waits() -> None:
    assert not done_since(talk(), (told(), told()))
    assert not done_since(begun(text="ab12"), (told(), told()))


def test_leaving_out_what_was_done_meanwhile_waits_no_more() -> None:
    skipping = replace(begun(act="skip"), flow="case-reason")
    assert done_since(skipping, (told(), told()))
    assert not done_since(replace(skipping, answers={**skipping.answers, "act": "end"}), (told(), told()))
