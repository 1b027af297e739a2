"""While a means runs, what its watch action says about signals holds too; and its consent can be asked in a step."""

import pytest

from casework.action_status import is_done
from casework.case_commands import AddPupil, EndIntervention, MarkDone, RecordConsent, ReportSignal, StartIntervention
from casework.case_offers import actions_now
from casework.protocol import Protocol, ProtocolFileError, load_protocol
from tests.casework.cases import Walk
from tests.casework.means import MEANS_FILE

WATCH = """      - key: watch_training
        label: Geef door hoe het gaat
        kind: watch
        by: {role: staff_any}
        sets: {police: true}
        notices: [{to: {role: team_lead, of: victim}, timing: at_once, rules: [N-21]}]
"""
ASK = """      - key: ask_group
        label: Vraag of een steungroep goed is
        kind: talk
        asks: [%s]
"""


def described(asks: str = "support_group") -> str:
    text = MEANS_FILE.read_text(encoding="utf-8")
    text = text.replace("      - key: consult\n", ASK % asks + "      - key: consult\n", 1)
    training = "    when: {not: {fact: police, value: true}}\n"
    assert training in text
    return text.replace(training, f"{training}    actions:\n{WATCH}", 1)


@pytest.fixture
def protocol() -> Protocol:
    return load_protocol(described(), "means.yaml")


def started(protocol: Protocol) -> Walk:
    walk = Walk(protocol)
    return walk.does(AddPupil("B", "bully"), StartIntervention("training", walk.today))


def signalled(walk: Walk) -> list[tuple[str, str | None]]:
    return [(one.step, one.to.role) for one in walk.notices if one.cause == "signal"]


def test_a_signal_reaches_who_the_step_and_who_the_means_name(protocol: Protocol) -> None:
    walk = started(protocol).does(ReportSignal())
    assert signalled(walk) == [("2", "first_contact"), ("training", "team_lead")]
    assert walk.case.facts()["police"] is True
    assert walk.case.facts()["recurrence"] is True


def test_before_it_starts_and_after_its_end_a_means_hears_nothing(protocol: Protocol) -> None:
    walk = Walk(protocol)
    walk.does(ReportSignal())
    assert signalled(walk) == [("2", "first_contact")]
    walk = started(protocol)
    walk.does(EndIntervention("training", walk.today), ReportSignal())
    assert signalled(walk) == [("2", "first_contact")]
    assert "police" not in walk.case.facts()


def test_where_the_step_names_nobody_the_duty_is_of_whom_the_means_names(protocol: Protocol) -> None:
    walk = Walk(protocol, facts={"recurrence": True})
    walk.does(AddPupil("B", "bully"), StartIntervention("training", walk.today), ReportSignal())
    assert walk.case.step_key == "3"
    assert walk.duties()["signal:3"].role.role == "team_lead"
    assert signalled(walk) == [("training", "team_lead")]


def test_an_action_of_a_step_can_ask_the_consent_for_a_means(protocol: Protocol) -> None:
    walk = Walk(protocol)
    (offer,) = [one for one in actions_now(walk.case) if one.key == "ask_group"]
    assert [(one.action, one.label, one.answer) for one in offer.consents] == [("support_group", "Steungroep", None)]
    assert walk.refused(MarkDone("ask_group", walk.today)).key == "refusal-ask-each"
    walk.does(RecordConsent("support_group", given=True))
    found = protocol.find_action("ask_group")
    assert found is not None
    assert is_done(walk.case, found[1])
    walk.does(StartIntervention("support_group", walk.today, size=4))


@pytest.mark.parametrize(
    ("asked", "problem"),
    [("training", "protocol-problem-asks-without-consent"), ("nothing", "protocol-problem-unknown-action")],
)
def test_a_means_without_consent_cannot_be_asked_for(asked: str, problem: str) -> None:
    with pytest.raises(ProtocolFileError) as wrong:
        load_protocol(described(asked), "means.yaml")
    assert problem in [one.key for one in wrong.value.problems]
