from casework.pressing import urgency_of
from casework.report import AboutWhom, Contact, Report, Urgency


def report(story: str, urgency: Urgency = Urgency.NORMAL) -> Report:
    return Report(AboutWhom.ME, "2B", story, Contact.HERE, urgency=urgency)


def test_a_report_is_as_fast_as_its_reporter_said() -> None:
    assert urgency_of(report("ze schelden mij uit")) is Urgency.NORMAL
    assert urgency_of(report("ze schelden mij uit", Urgency.TODAY)) is Urgency.TODAY


def test_words_that_may_point_at_danger_cannot_wait_wherever_they_stand() -> None:
    assert urgency_of(report("ik wil dood")) is Urgency.NOW
    assert urgency_of(report("ze schelden mij uit"), ("op het plein", "ik wil niet meer leven")) is Urgency.NOW


def test_what_the_report_holds_of_its_reporters_own_words_does_not_change() -> None:
    told = report("ik wil dood")
    assert urgency_of(told) is Urgency.NOW and told.urgency is Urgency.NORMAL
