import pytest

from casework.pressing import Pressing, cannot_wait, most_pressing, pressing_of, together, urgency_of
from casework.protocol_model import RoleExpr
from casework.report import AboutWhom, Contact, Report, Urgency
from casework.routing import ORDINARY_WAY
from casework.tracks import Way


def report(story: str, urgency: Urgency = Urgency.NORMAL) -> Report:
    return Report(AboutWhom.ME, "2B", story, Contact.HERE, urgency=urgency)


def test_a_report_is_as_fast_as_its_reporter_said() -> None:
    assert urgency_of(report("ze schelden mij uit")) is Urgency.NORMAL
    assert urgency_of(report("ze schelden mij uit", Urgency.TODAY)) is Urgency.TODAY


def test_words_that_may_point_at_danger_cannot_wait_wherever_they_stand() -> None:
    assert urgency_of(report("ik wil dood")) is Urgency.NOW
    assert urgency_of(report("ze schelden mij uit"), ("op het plein", "ik wil niet meer leven")) is Urgency.NOW


def test_one_who_cannot_wait_counts_for_all() -> None:
    assert most_pressing((Urgency.NORMAL, Urgency.NOW, Urgency.TODAY)) is Urgency.NOW
    assert most_pressing((Urgency.TODAY, Urgency.NORMAL)) is Urgency.TODAY
    assert most_pressing(()) is Urgency.NORMAL


def test_what_the_report_holds_of_its_reporters_own_words_does_not_change() -> None:
    told = report("ik wil dood")
    assert urgency_of(told) is Urgency.NOW and told.urgency is Urgency.NORMAL


# Who looks is another thing


BOARDS = Way("staff", (RoleExpr(role="board"),), house_rule="sexual_conduct_of_staff")
GRAVE = "ze hebben me in elkaar geslagen"


def test_what_the_law_wants_the_board_to_know_cannot_wait_and_stays_with_whom_it_is_for() -> None:
    assert pressing_of(report("hij raakt me aan"), BOARDS) == Pressing(Urgency.NOW, keeps_order=True)
    assert pressing_of(report("hij raakt me aan"), ORDINARY_WAY) == Pressing()


def test_grave_words_cannot_wait_and_stay_with_whom_they_are_for() -> None:
    assert pressing_of(report(GRAVE), ORDINARY_WAY) == Pressing(Urgency.NOW, keeps_order=True)
    assert pressing_of(report("kijk"), ORDINARY_WAY, (GRAVE,)) == Pressing(Urgency.NOW, keeps_order=True)
    assert pressing_of(report("hij sloeg me"), ORDINARY_WAY) == Pressing()


@pytest.mark.parametrize("way", [BOARDS, ORDINARY_WAY])
def test_danger_is_still_for_whoever_is_there(way: Way) -> None:
    assert pressing_of(report(f"{GRAVE}, ik wil dood"), way) == Pressing(Urgency.NOW)
    assert pressing_of(report(GRAVE, Urgency.NOW), way).by_whoever_is_there


def test_what_its_reporter_said_to_be_for_today_is_still_for_whoever_is_there() -> None:
    assert pressing_of(report(GRAVE, Urgency.TODAY), BOARDS) == Pressing(Urgency.NOW)


@pytest.mark.parametrize("words", [GRAVE, "ik wil dood"])
def test_the_same_words_told_later_cannot_wait_either(words: str) -> None:
    assert cannot_wait(words)
    assert not cannot_wait("hij sloeg me")


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (Pressing(), Pressing(), Pressing()),
        (Pressing(Urgency.NOW, keeps_order=True), Pressing(), Pressing(Urgency.NOW, keeps_order=True)),
        (Pressing(Urgency.NOW, keeps_order=True), Pressing(Urgency.TODAY), Pressing(Urgency.NOW)),
        (Pressing(Urgency.NOW), Pressing(Urgency.NOW, keeps_order=True), Pressing(Urgency.NOW)),
    ],
)
def test_one_case_that_was_two_presses_as_the_most_pressing_of_them(
    one: Pressing, other: Pressing, joined: Pressing
) -> None:
    assert together(one, other) == together(other, one) == joined
