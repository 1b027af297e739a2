"""What the pupil to whom it happens sees of the case: where it is and what was done with them, nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from casework.case_commands import AddPupil, ChooseDate, IdentifyVictim, MarkDone, RecordConsent
from casework.case_events import CaseEvent
from casework.names import words_of as words_in
from casework.protocol import Protocol, shipped_protocol, shipped_protocol_ids
from casework.pupil_view import DoneForPupil, PupilView, bare_view, confirmed_victim, is_about_staff, pupil_view
from casework.wording import Wording
from tests.casework.cases import Walk, at_step_2, at_step_4, at_step_5

AGAINST_SOMEBODY = {
    "het-sticht": {"4", "staff", "colleague"},
    "kluiverboom": {"7", "8", "staff"},
    "noordhoek": {"A3", "B1", "B2", "B3", "B4", "doubt", "staff"},
    "oplossingsgericht": {"4", "5", "staff"},
    "splitting": {"3b", "4", "5", "6", "7", "staff_report", "breach"},
}
"""Steps that are against a pupil, or about a member of staff."""
HARD_WORDS = ("dader", "slachtoffer", "schors", "straf", "maatregel", "waarschuw", "pester", "politie", "incident")

POINTING_BACK = frozenset({"hen", "hun", "hem", "diegene", "hij"})
"""Whom these mean, a sentence that stands by itself does not say."""


@pytest.fixture
def kluiverboom() -> Protocol:
    return shipped_protocol("kluiverboom")


def seen(walk: Walk, pupil: str = "V") -> PupilView:
    return pupil_view(walk.case, walk.events, pupil, walk.calendar, walk.today, walk.terms)


def words_of(view: PupilView) -> list[str]:
    labels = [view.now, view.next, *(line.words for line in view.done)]
    return [one.key if isinstance(one, Wording) else one for one in labels if one is not None]


def test_the_step_and_the_certain_next_one_are_said_in_the_protocols_words_for_pupils(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom)
    assert (seen(walk).now, seen(walk).next) == (
        kluiverboom.step("2").for_the_pupil,
        kluiverboom.step("3").for_the_pupil,
    )
    assert seen(walk).since == walk.today


def test_where_a_person_decides_what_follows_nothing_is_foretold(kluiverboom: Protocol) -> None:
    assert seen(at_step_4(kluiverboom)).next == Wording("pupil-step-judged")


def test_the_day_on_which_somebody_asks_how_it_goes_is_said_until_it_is_over(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom)
    due = walk.due("do:evaluate:evaluation")
    assert seen(walk).asked_on == due
    walk.on(date(2025, 12, 1))
    assert (seen(walk).asked_on, seen(walk).asked_soon) == (None, True)


def test_who_was_asked_is_not_told_the_day_on_which_the_others_are(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17))
    walk.does(MarkDone("evaluate", walk.today, participants=("V",), note="note"))
    assert (seen(walk).asked_on, seen(walk).asked_soon) == (None, False)
    assert "Iemand vroeg je hoe het gaat." in words_of(seen(walk))


def test_the_day_by_which_the_coach_chooses_a_date_is_no_promise_to_the_pupil(kluiverboom: Protocol) -> None:
    """P001 T-14: the day of the second look back is chosen by a person."""
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17)).concludes("evaluate", "going_well")
    assert walk.due("choose:evaluate_again:second_evaluation") > walk.today
    assert (seen(walk).asked_on, seen(walk).asked_soon) == (None, True)
    walk.does(ChooseDate("second_evaluation", date(2025, 12, 8)))
    assert (seen(walk).asked_on, seen(walk).asked_soon) == (date(2025, 12, 8), False)


def test_what_was_done_with_others_is_not_among_what_was_done(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom)
    assert {"talk_bullies", "mediation", "talk_victim"} <= set(walk.case.history)
    assert words_of(seen(walk))[2:] == [
        "Iemand van school praatte met jou.",
        "Je sprak af welke stappen mogen.",
        "Er was een gesprek samen.",
    ]


def test_what_was_done_with_another_pupil_apart_is_not_theirs(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 11, 17))
    walk.does(MarkDone("evaluate", walk.today, participants=("B",), note="note"))
    assert "Iemand vroeg je hoe het gaat." not in words_of(seen(walk))


def test_a_step_against_somebody_says_only_that_the_school_works_on_it(kluiverboom: Protocol) -> None:
    walk = at_step_5(kluiverboom)
    ahead = replace(walk.case, step_key="7", steps_opened={**walk.case.steps_opened, "7": walk.now})
    view = pupil_view(ahead, walk.events, "V", walk.calendar, walk.today, walk.terms)
    assert (view.now, view.next) == (Wording("pupil-step-default"), None)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_every_step_has_words_for_the_pupil_but_those_against_somebody(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    silent = {step.key for step in protocol.steps if step.for_the_pupil is None}
    assert silent == AGAINST_SOMEBODY[protocol_id]


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_the_words_for_pupils_are_short_plain_and_about_nobody_else(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    actions = (action for part in protocol.parts() for action in part.all_actions)
    written = (*(step.for_the_pupil for step in protocol.steps), *(action.for_the_pupil for action in actions))
    said = [words for words in written if words is not None]
    assert len(said) > 10
    for words in said:
        assert not any(hard in words.casefold() for hard in HARD_WORDS), words
        assert all(len(sentence.split()) <= 16 for sentence in words.split(". ")), words
        assert words.endswith("."), words
        assert POINTING_BACK.isdisjoint(words_in(words)), words


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_a_protocol_without_words_for_pupils_still_tells_that_the_school_works_on_it(protocol_id: str) -> None:
    protocol = without_words_for_pupils(shipped_protocol(protocol_id))
    view = seen(Walk(protocol))
    assert (view.now, view.next) == (Wording("pupil-step-default"), None)


def test_a_talk_without_words_of_its_own_is_said_to_have_been(kluiverboom: Protocol) -> None:
    walk = at_step_4(without_words_for_pupils(kluiverboom))
    assert words_of(seen(walk))[1:] == ["pupil-done-talk"], "a talk with all of them has no words of its own accord"


def without_words_for_pupils(protocol: Protocol) -> Protocol:
    """As a school's own file may be, and as one that was kept before there were such words."""
    steps = tuple(
        step.model_copy(
            update={
                "for_the_pupil": None,
                "actions": tuple(action.model_copy(update={"for_the_pupil": None}) for action in step.actions),
            }
        )
        for step in protocol.steps
    )
    return protocol.model_copy(update={"steps": steps})


def test_a_closed_case_tells_only_what_was_done(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom)
    closed = replace(walk.case, outcome="stopped")
    view = pupil_view(closed, walk.events, "V", walk.calendar, walk.today, walk.terms)
    assert (view.now, view.since, view.next, view.asked_on) == (None, None, None, None)
    assert view.done == seen(walk).done
    assert bare_view(closed) == PupilView(None, None)


def identified(*said: IdentifyVictim) -> list[CaseEvent]:
    return Walk(shipped_protocol("kluiverboom"), victim=None).does(*said).events


def test_only_who_was_said_to_be_the_reporter_is_the_confirmed_victim() -> None:
    assert confirmed_victim(identified()) is None
    assert confirmed_victim(identified(IdentifyVictim("note", is_reporter=False))) is None
    assert confirmed_victim(identified(IdentifyVictim("N", is_reporter=True))) == "N"
    assert confirmed_victim(identified(IdentifyVictim("N", is_reporter=True, is_staff=True))) is None


def test_who_turns_out_not_to_be_the_victim_is_not_the_confirmed_one_any_more() -> None:
    wrong = IdentifyVictim("N", is_reporter=True)
    assert confirmed_victim(identified(wrong, IdentifyVictim("note", is_reporter=False))) is None
    assert confirmed_victim(identified(wrong, IdentifyVictim("M", is_reporter=True))) == "M"


def test_what_was_done_while_somebody_else_passed_for_the_victim_is_not_theirs(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom, victim=None).does(IdentifyVictim("other", is_reporter=False))
    walk.done("intake", "talk_victim").does(IdentifyVictim("N", is_reporter=True))
    assert seen(walk, "N").done == ()
    walk.done("talk_victim")
    asked = (RecordConsent(one, given=True, words="w") for one in ("call_victim_parents", "talk_bullies", "mediation"))
    walk.does(*asked, AddPupil("B", "bully")).done("talk_bullies", "mediation")
    assert words_of(seen(walk, "N"))[2:] == [
        "Iemand van school praatte met jou.",
        "Je sprak af welke stappen mogen.",
        "Er was een gesprek samen.",
    ]


def test_what_was_done_on_one_day_stands_in_the_order_in_which_it_was_told(kluiverboom: Protocol) -> None:
    walk = at_step_4(kluiverboom).on(date(2025, 12, 1))
    walk.does(RecordConsent("mediation", given=False, words="words"))
    walk.concludes("evaluate", "going_well")
    assert [line.words for line in seen(walk).done if line.on == walk.today] == [
        "Je sprak af welke stappen mogen.",
        "Iemand vroeg je hoe het gaat.",
    ]


def test_what_was_done_before_anybody_confirmed_who_it_is_is_theirs(kluiverboom: Protocol) -> None:
    walk = at_step_2(kluiverboom).does(IdentifyVictim("V", is_reporter=True), AddPupil("B3", "bully"))
    assert words_of(seen(walk))[2:] == ["Iemand van school praatte met jou.", "Je sprak af welke stappen mogen."]


def test_a_talk_in_which_the_pupil_was_only_asked_what_may_be_done_was_a_talk(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom).does(AddPupil("B", "bully")).done("intake", "talk_victim").on(date(2025, 11, 6))
    walk.does(RecordConsent("talk_bullies", given=False, words="words"))
    assert DoneForPupil(date(2025, 11, 6), "Je sprak af welke stappen mogen.") in seen(walk).done
    walk.does(RecordConsent("mediation", given=True, words="words"))
    assert len(seen(walk).done) == 2


def test_what_was_asked_in_no_talk_of_its_own_is_told_as_a_talk() -> None:
    """P004 AX-3: a wish about one thing."""
    walk = Walk(shipped_protocol("het-sticht"), start="3").on(date(2025, 11, 6))
    walk.does(RecordConsent("class_talk", given=True, words="words"))
    protocol = without_words_for_pupils(walk.protocol)
    walk.protocol = protocol
    assert seen(walk).done == (DoneForPupil(date(2025, 11, 6), Wording("pupil-done-talk")),)


def test_what_parents_were_asked_is_no_talk_with_the_pupil() -> None:
    """P004 AX-6: the parents decide about the police."""
    walk = Walk(shipped_protocol("het-sticht"), start="5").on(date(2025, 11, 6))
    walk.does(RecordConsent("press_charges", given=True, words="words"))
    assert seen(walk).done == ()


def test_what_somebody_else_was_asked_who_passed_for_the_victim_is_not_theirs(kluiverboom: Protocol) -> None:
    walk = Walk(kluiverboom, victim=None).does(IdentifyVictim("other", is_reporter=False))
    walk.does(RecordConsent("talk_bullies", given=True, words="words"), IdentifyVictim("N", is_reporter=True))
    assert seen(walk, "N").done == ()


@pytest.mark.parametrize("facts", [{"offender_class": "staff"}, {"victim_class": "staff"}])
def test_a_case_with_a_member_of_staff_on_either_side_is_about_staff(facts: dict[str, str]) -> None:
    walk = Walk(shipped_protocol("kluiverboom"), facts=dict(facts))
    assert is_about_staff(walk.case)
    assert not is_about_staff(Walk(shipped_protocol("kluiverboom")).case)
