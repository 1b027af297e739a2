"""What the pupil said last of the first contact decides, whoever wrote it down and how (P000 A000-22)."""

from datetime import timedelta

import pytest

from casework.case_events import CaseEvent, FactEstablished, OutcomeRecorded, StepOpened, TrackChanged
from casework.conditions import Scalar
from casework.contact_agreed import has_agreed, newest_word, reaches_the_contact
from casework.protocol import shipped_protocol
from tests.casework.cases import T0, Walk

NOORDHOEK = shipped_protocol("noordhoek")
LATER = T0 + timedelta(hours=1)


def established(value: bool) -> CaseEvent:
    return FactEstablished(at=LATER, by="vp", fact="trusts_contact", value=value)


def concluded(answer: str) -> CaseEvent:
    return OutcomeRecorded(at=LATER, by="vp", action="choose_way", on=LATER.date(), answer=answer)


def brought_to_a_track(**facts: Scalar) -> CaseEvent:
    return TrackChanged(at=LATER, by="vp", track="confidant", step=None, reason="note", facts=facts)


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ((), None),
        ((concluded("enough"),), None),
        ((concluded("with_mentor"),), True),
        ((concluded("without_mentor"),), False),
        ((established(True), concluded("without_mentor")), False),
        ((concluded("without_mentor"), established(True)), True),
        ((established(True), concluded("enough")), True),
        ((established(True), established(False)), False),
        ((established(True), brought_to_a_track(trusts_contact=False)), False),
        ((established(False), brought_to_a_track(trusts_contact=True)), False),
        ((established(True), brought_to_a_track(online=False)), True),
    ],
)
def test_the_newest_word_counts(told: tuple[CaseEvent, ...], word: bool | None) -> None:
    assert newest_word(NOORDHOEK, told) is word


def test_a_yes_from_beside_the_case_counts_where_the_case_itself_tells_nothing() -> None:
    assert has_agreed(NOORDHOEK, (), agreed=True)
    assert not has_agreed(NOORDHOEK, (concluded("without_mentor"),), agreed=True)
    assert not has_agreed(NOORDHOEK, ())


@pytest.mark.parametrize(
    ("step", "new", "reaches"),
    [
        ("A1", established(True), True),
        ("A1", StepOpened(at=LATER, by="vp", step="A1"), True),
        ("A1", concluded("enough"), False),
        ("confidant", established(True), False),
    ],
)
def test_it_reaches_the_first_contact_with_the_step_or_with_the_yes(step: str, new: CaseEvent, reaches: bool) -> None:
    case = Walk(NOORDHOEK, start=step).case
    assert reaches_the_contact(case, (established(True),), (new,)) is reaches


def test_after_a_no_the_first_contacts_step_stays_with_the_confidant() -> None:
    opened = StepOpened(at=LATER, by="vp", step="A1")
    told = (established(True), concluded("without_mentor"), opened)
    assert not reaches_the_contact(Walk(NOORDHOEK, start="A1").case, told, (opened,), agreed=True)
