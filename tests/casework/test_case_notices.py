"""Who of the school is told: roles only, at the moment that the protocol says."""

from casework.case_commands import AddPupil, EstablishFact, ReportSignal
from casework.protocol import load_protocol, shipped_protocol, shipped_protocol_text
from tests.casework.cases import Walk, at_step_2, at_step_4
from tests.casework.means import at_step


def test_report_taken_by_a_colleague_is_told_to_the_mentor_at_once() -> None:
    protocol = shipped_protocol("kluiverboom")
    opened_by_staff = Walk(protocol, reporter="staff")
    opened_by_pupil = Walk(protocol, reporter="victim")
    assert [(notice.rules, notice.to.role_ids()) for notice in opened_by_staff.notices] == [
        (("N-16",), ("first_contact",))
    ]
    assert opened_by_pupil.notices == []


def test_bot_never_tells_parents_or_pupils_itself() -> None:
    walk = at_step_4(shipped_protocol("kluiverboom")).done("call_victim_parents", "tell_parents")
    assert all(notice.to.party is None for notice in walk.notices)
    assert [notice for notice in walk.notices if notice.action == "tell_parents"] == []


def test_signal_is_told_to_nobody_where_the_step_has_no_watching() -> None:
    walk = Walk(shipped_protocol("oplossingsgericht")).does(ReportSignal())
    assert [notice for notice in walk.notices if notice.cause == "signal"] == []
    assert "signal:1" in walk.duties()


def test_notice_on_completion_comes_when_the_action_was_done() -> None:
    text = shipped_protocol_text("kluiverboom")
    told = "        label: Praat met de leerling of leerlingen die pesten\n"
    notice = "        notices:\n          - {to: {role: support_coordinator}, rules: [N-46]}\n"
    first, rest = text.split(told)
    start = rest.index("        notices:\n")
    with_notice = first + told + rest[:start] + notice + rest[start + len("        notices:\n") :]
    walk = at_step_2(load_protocol(with_notice, "told.yaml")).does(AddPupil("B", "bully"))
    assert walk.notices == []
    walk.done("talk_bullies")
    assert [(notice.cause, notice.to.role) for notice in walk.notices] == [("action_done", "support_coordinator")]


def test_work_that_only_now_belongs_to_the_case_is_told_at_once_and_once() -> None:
    """P003 N-64: the step cannot be carried out."""
    walk = at_step("2").does(EstablishFact("severity", "normal", note="note"), EstablishFact("stopped", value=False))
    assert [notice for notice in walk.notices if notice.action == "consult"] == []
    walk.does(EstablishFact("severity", "serious", note="note"), EstablishFact("stopped", value=True))
    told = [notice for notice in walk.notices if notice.action == "consult"]
    assert [(notice.cause, notice.to.role, notice.rules) for notice in told] == [
        ("fact_told", "year_coordinator", ("N-64",))
    ]
