import pytest

from casework.report import AboutWhom, Contact, Report, VictimPlace


def report(victim_class: str) -> Report:
    return Report(about=AboutWhom.ME, victim_class=victim_class, story="ze lachen", contact=Contact.CODE)


@pytest.mark.parametrize(
    ("contact", "linked"),
    [(Contact.NAME, True), (Contact.HERE, True), (Contact.CODE, False), (Contact.NONE, False)],
)
def test_only_a_name_or_an_answer_here_ties_a_report_to_a_conversation(contact: Contact, linked: bool) -> None:
    assert contact.linked is linked


@pytest.mark.parametrize(
    ("victim_class", "class_id", "not_a_pupil"),
    [("2B", "2B", False), (VictimPlace.UNKNOWN, None, False), (VictimPlace.NOT_A_PUPIL, None, True)],
)
def test_a_victim_has_a_class_or_none(victim_class: str, class_id: str | None, not_a_pupil: bool) -> None:
    assert report(victim_class).class_id == class_id
    assert report(victim_class).not_a_pupil is not_a_pupil
