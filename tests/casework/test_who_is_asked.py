"""Of whom an action is asked where the protocol names more than one person around it."""

from casework.case_commands import ChooseDate, RecordOutcome
from casework.protocol import Protocol, load_protocol
from tests.casework.cases import Walk, at_step_4

HEAD = "extends: kluiverboom\nid: ours\nsteps:\n  - key: '4'\n    actions:\n"
DECISION = """      - key: ask_head
        label: Beslis of er iets extra nodig is
        kind: decide
        by: {role: first_contact, of: victim}
        decided_by: {role: head}
        answers:
          - {key: extra, label: Er is iets extra nodig}
          - {key: nothing, label: Er is niets nodig}
"""
TIMED = """        timers:
          - {id: ask_head, anchor: [step_opened], after: chosen, choose: {min: P1D}, setting: school}
        holds_step: false
"""


def ours(added: str) -> Protocol:
    return load_protocol(HEAD + added, "ours.yaml")


def roles_asked(walk: Walk, key: str) -> tuple[str, ...]:
    return walk.duties()[key].role.role_ids()


def test_a_decision_is_asked_of_who_decides() -> None:
    walk = at_step_4(ours(DECISION))
    assert roles_asked(walk, "do:ask_head") == ("head",)
    says_nothing = RecordOutcome("ask_head", walk.today, "nothing")
    assert walk.refused(says_nothing, frozenset({"first_contact"})).key == "refusal-not-your-role"
    assert walk.asks(says_nothing, frozenset({"head"})) is None


def test_who_decides_also_picks_the_day_for_it() -> None:
    walk = at_step_4(ours(DECISION + TIMED))
    assert roles_asked(walk, "choose:ask_head:ask_head") == ("head",)
    day = ChooseDate("ask_head", on=walk.calendar.due_on(walk.today, 5))
    assert walk.asks(day, frozenset({"head"})) is None
    assert roles_asked(walk, "do:ask_head:ask_head") == ("head",)


def test_an_action_that_nobody_decides_about_stays_whose_it_is() -> None:
    walk = at_step_4(ours(DECISION.replace("        decided_by: {role: head}\n", "")))
    assert roles_asked(walk, "do:ask_head") == ("first_contact",)
