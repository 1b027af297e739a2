"""Of whom an action is asked where the protocol names more than one person around it."""

from datetime import date

from casework.case_commands import ChooseDate, MarkDone, RecordConsent, RecordOutcome
from casework.protocol import Protocol, load_protocol, shipped_protocol
from casework.replay import replay
from casework.replay_file import load_replay
from tests.casework.cases import Walk, at_step_2, at_step_4

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
LETTER = """      - key: letter
        label: Stuur de ouders een brief
        kind: notify
        by: {role: first_contact, of: victim}
        with: parents_of_victim
        holds_step: false
        timers:
          - {id: letter, anchor: [step_opened], after: P2D, remind: REMIND, setting: school}
"""
WALK = """      - key: walk
        label: Loop samen met de groep een rondje
        kind: talk
        by: {role: first_contact, of: victim}
        with: victim
        consent: {from: victim, on_refusal: alternative, alternative: talk_alone}
      - key: talk_alone
        label: Praat alleen met de leerling
        kind: talk
        by: {role: first_contact, of: victim}
        with: victim
"""
CASE = """title: wie een herinnering krijgt
protocol: any
people:
  mentor: {roles: [first_contact], classes: [1A]}
  coordinator: {roles: [year_coordinator]}
pupils:
  V: {class: 1A}
events:
  - {at: 2025-11-03 10:00, by: mentor, begin: {step: "4", about: V}}
  - {by: mentor, acknowledge: }
  - {at: 2025-11-06 10:00}
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


def reminding(whom: str) -> Protocol:
    return ours(LETTER.replace("REMIND", whom))


def test_who_is_reminded_and_may_not_do_it_is_reminded_beside_who_does_it() -> None:
    duty = at_step_4(reminding("{role: year_coordinator, of: victim}")).duties()["do:letter:letter"]
    assert duty.role.role_ids() == ("first_contact",)
    assert duty.also_remind is not None and duty.also_remind.role_ids() == ("year_coordinator",)


def test_who_is_reminded_and_may_do_it_is_of_whom_it_is_asked() -> None:
    duty = at_step_4(reminding("{role: first_contact, of: victim}")).duties()["do:letter:letter"]
    assert (duty.role.role_ids(), duty.also_remind) == (("first_contact",), None)


def test_a_replay_shows_who_does_it_and_who_was_reminded_besides() -> None:
    (run,) = load_replay(CASE)
    told = replay(run, reminding("{role: year_coordinator, of: victim}"), every_state=True)
    (due,) = [one for one in told["end"]["dues"] if one["action"] == "letter"]
    assert (due["who"]["people"], due["also_reminded"]["people"]) == (["mentor"], ["coordinator"])
    reminded = [one["who"]["people"] for one in told["reminders"] if one["action"] == "letter"]
    assert reminded == [["mentor", "coordinator"]] * 2


def test_who_is_reminded_picks_the_day_with_who_does_it() -> None:
    chosen = LETTER.replace("after: P2D", "after: chosen, choose: {min: P1D}")
    walk = at_step_4(ours(chosen.replace("REMIND", "{role: year_coordinator, of: victim}")))
    assert roles_asked(walk, "choose:letter:letter") == ("first_contact", "year_coordinator")
    day = ChooseDate("letter", on=walk.calendar.due_on(walk.today, 5))
    assert walk.asks(day, frozenset({"year_coordinator"})) is None
    assert roles_asked(walk, "do:letter:letter") == ("first_contact",)


def test_an_alternative_is_asked_only_after_a_no() -> None:
    walk = at_step_4(ours(WALK))
    assert "talk_alone" not in walk.offers() and "do:talk_alone" not in walk.duties()
    assert walk.refused(MarkDone("talk_alone", walk.today)).key == "refusal-not-now"
    walk.does(RecordConsent("walk", given=True))
    assert "talk_alone" not in walk.offers() and "do:walk" in walk.duties()
    walk.on(date(2025, 11, 6)).does(RecordConsent("walk", given=False, reason="note"))
    assert walk.offers()["talk_alone"] and "do:walk" not in walk.duties()
    assert walk.due("do:talk_alone") > date(2025, 11, 6)


def test_an_alternative_with_a_condition_of_its_own_waits_for_that_too() -> None:
    walk = at_step_4(ours(WALK + "        when: {fact: recurrence, value: true}\n"))
    walk.does(RecordConsent("walk", given=False))
    assert "talk_alone" not in walk.offers()


def test_what_comes_before_the_other_is_asked_also_when_it_is_its_alternative() -> None:
    before = WALK.replace("        consent:", "        needs: [talk_alone]\n        consent:", 1)
    walk = at_step_4(ours(before))
    assert "do:talk_alone" in walk.duties()


def test_a_protocol_that_says_itself_when_the_alternative_comes_is_followed() -> None:
    """P001 N-26: also when the mediation was left out."""
    kluiverboom = shipped_protocol("kluiverboom")
    told = kluiverboom.find_action("feedback_victim")
    assert told is not None and told[1].when is not None and told[1].when.any_of is not None
    assert "feedback_victim" in at_step_2(kluiverboom, mediation=False).done("talk_bullies").offers()
