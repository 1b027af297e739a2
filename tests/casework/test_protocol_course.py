"""How far a case can come under a protocol: every step can begin, and no work waits for what may never be there."""

import pytest

from bot.texts.catalogue import text
from casework.protocol import Protocol, ProtocolFileError, load_protocol

SMALL = """\
format: 1
id: small
version: "1"
title: Klein
school: Een school
roles:
  first_contact: {label: mentor, bound_to: pupil}
  head: {label: directeur, bound_to: school}
escalation: [first_contact, head]
outcomes: [{key: resolved, label: Opgelost}]
tracks:
  - key: about_staff
    label: Medewerker
    when: {fact: offender_class, value: staff}
    receives: [{role: head}]
    start: "3"
  - {key: pupils, label: Leerlingen, receives: [{role: first_contact}], start: "1"}
steps:
  - key: "1"
    label: Stap 1
    title: Een
    lead: {role: first_contact, of: victim}
    actions:
      - {key: listen, label: Luister, kind: talk, ADDED_TO_LISTEN}
      - {key: look_out, label: Let op, kind: watch, sets: {recurrence: true}}
      - {key: judge, label: Beslis, kind: decide, answers: [{key: serious, label: Erg, sets: {grave: true}}]}
    gate: {kind: none, on_yes: "2", JUMPS}
  - key: "2"
    label: Stap 2
    title: Twee
    ENTRY
    lead: {role: first_contact, of: victim}
    actions:
      - {key: talk, label: Praat, kind: talk, ADDED_TO_TALK}
      - {key: talk_more, label: Praat verder, kind: talk}
    gate: {kind: closing, test: [{fact: stopped, label: Gestopt?}], on_yes: close, on_no: "3", outcome: resolved}
  - key: "3"
    label: Stap 3
    title: Drie
    lead: {role: head}
    actions:
      - {key: weigh, label: Weeg af, kind: decide, answers: [{key: done, label: Klaar}], ADDED_TO_WEIGH}
    gate: {kind: decision, label: Klaar?, on_yes: close, outcome: resolved}
interventions:
  - key: group
    label: Groep
    by: {role: first_contact, of: victim}
    actions:
      - {key: group_talk, label: Praat met de groep, kind: talk, ADDED_TO_GROUP}
"""
MARKS = ("ADDED_TO_LISTEN", "ADDED_TO_TALK", "ADDED_TO_WEIGH", "ADDED_TO_GROUP", "JUMPS", "ENTRY")


def written(**added: str) -> str:
    content = SMALL
    for mark in MARKS:
        told = added.get(mark.lower(), "rules: []" if mark != "ENTRY" else "")
        content = content.replace(mark, told)
    return content


def loaded(**added: str) -> Protocol:
    return load_protocol(written(**added), "small.yaml")


def problems(**added: str) -> list[tuple[str, str]]:
    """What is wrong: of each problem the key and the text of its line."""
    content = written(**added)
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(content, "small.yaml")
    lines = content.splitlines()
    assert all(text(one.key, **dict(one.fields)) for one in caught.value.problems)
    return [(one.key.removeprefix("protocol-problem-"), lines[one.line - 1].strip()) for one in caught.value.problems]


def test_the_small_protocol_is_in_order() -> None:
    assert loaded()


REQUIRED_ELSEWHERE = {
    "of a later step": {"added_to_listen": "needs: [talk]"},
    "of a step that another way passes by": {"added_to_weigh": "needs: [listen]"},
    "of a step that a jump passes by": {
        "added_to_weigh": "needs: [talk], when: {fact: track, value: pupils}",
        "jumps": 'jumps: [{to: "3", by: {role: head}}]',
    },
    "of a means that may not be there": {"added_to_talk": "needs: [group_talk]"},
    "that is never ticked": {"added_to_listen": "needs: [look_out]"},
    "that is never ticked, of something optional": {"added_to_listen": "modality: may, needs: [look_out]"},
    "of a later step, of something optional": {"added_to_listen": "modality: may, needs: [talk]"},
}


@pytest.mark.parametrize("added", REQUIRED_ELSEWHERE.values(), ids=REQUIRED_ELSEWHERE)
def test_what_waits_for_work_that_may_never_be_there_is_told(added: dict[str, str]) -> None:
    ((key, line),) = problems(**added)
    assert key == "needs-never"
    assert "needs:" in line


COMES_FIRST = {
    "of a step that every way passes": {"added_to_talk": "needs: [listen]"},
    "of a step that every way of the track passes": {
        "added_to_weigh": "needs: [listen, talk], when: {fact: track, value: pupils}"
    },
    "of a step where its condition came about": {
        "added_to_weigh": "needs: [judge], when: {fact: answer.judge, value: serious}"
    },
    "of a step that told what it depends on": {"added_to_weigh": "needs: [judge], when: {fact: grave, value: true}"},
    "of a means that runs": {"added_to_talk": "needs: [group_talk], when: {fact: running.group, value: true}"},
    "of a step that runs on beside a means": {"added_to_group": "needs: [talk], when: {fact: track, value: pupils}"},
    "for something optional": {"added_to_weigh": "modality: may, needs: [listen]"},
    "of the same step": {"added_to_talk": "needs: [talk_more]"},
}


@pytest.mark.parametrize("added", COMES_FIRST.values(), ids=COMES_FIRST)
def test_work_may_wait_for_what_always_comes_first(added: dict[str, str]) -> None:
    assert loaded(**added)


NEVER_BEGINS = {
    "work of the step itself": "entry: {fact: done.talk, value: true}",
    "an answer of a later step": "entry: {fact: answer.weigh, value: done}",
    "a question at its own end": "entry: {fact: stopped, value: true}",
    "two things at once": "entry: {all: [{fact: grave, value: true}, {fact: done.weigh, value: true}]}",
}


@pytest.mark.parametrize("entry", NEVER_BEGINS.values(), ids=NEVER_BEGINS)
def test_a_step_that_nothing_before_it_can_open_is_told(entry: str) -> None:
    assert problems(entry=entry) == [("entry-never", entry)]


BEGINS = {
    "an answer of an earlier step": "entry: {fact: answer.judge, value: serious}",
    "what an answer sets": "entry: {fact: grave, value: true}",
    "what a signal sets": "entry: {fact: recurrence, value: true}",
    "what a person is asked": "entry: {fact: established, value: true}",
    "a consent that was asked ahead": "entry: {fact: consent.talk, value: given}",
    "a means that is over": "entry: {fact: ended.group, value: true}",
    "unless": "entry: {not: {fact: done.talk, value: true}}",
}


@pytest.mark.parametrize("entry", BEGINS.values(), ids=BEGINS)
def test_a_step_may_begin_when_something_before_it_says_so(entry: str) -> None:
    consent = "consent: {from: victim, on_refusal: record_only}"
    assert loaded(entry=entry, added_to_talk=consent, added_to_listen="asks: [talk]")


def test_a_step_behind_a_jump_that_nobody_can_take_is_told() -> None:
    jump = 'jumps: [{to: "4", by: {role: head}, when: {fact: done.after_all, value: true}}]'
    fourth = (
        '  - {key: "4", label: Stap 4, title: Vier, lead: {role: head},'
        " actions: [{key: after_all, label: Toch, kind: talk}],"
        " gate: {kind: decision, label: Klaar?, on_yes: close, outcome: resolved}}\ninterventions:"
    )
    content = written(jumps=jump).replace("interventions:", fourth)
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(content, "small.yaml")
    (problem,) = caught.value.problems
    assert (problem.key, content.splitlines()[problem.line - 1].strip()) == (
        "protocol-problem-jump-never",
        f'gate: {{kind: none, on_yes: "2", {jump}}}',
    )
    possible = content.replace("done.after_all", "done.listen")
    assert load_protocol(possible, "small.yaml")


def test_a_step_that_only_another_track_can_open_is_told() -> None:
    """A fact that is told only along one track opens nothing along another: there the case would stay for ever."""
    gate = 'gate: {kind: decision, label: Klaar?, on_yes: close, on_no: "1", outcome: resolved}'
    content = written(entry="entry: {fact: answer.weigh, value: done}").replace(
        "gate: {kind: decision, label: Klaar?, on_yes: close, outcome: resolved}", gate
    )
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(content, "small.yaml")
    (problem,) = caught.value.problems
    told = content.splitlines()[problem.line - 1].strip()
    assert (problem.key, told) == ("protocol-problem-entry-never", "entry: {fact: answer.weigh, value: done}")


NEVER_TRUE = {
    "two answers at once": "when: {all: [{fact: grave, value: true}, {not: {fact: grave, op: is_set}}]}",
    "yes and no": "when: {all: [{fact: recurrence, value: true}, {fact: recurrence, value: false}]}",
    "two tracks": "when: {all: [{fact: track, value: pupils}, {any: [{fact: track, value: about_staff}]}]}",
}


@pytest.mark.parametrize("when", NEVER_TRUE.values(), ids=NEVER_TRUE)
def test_a_condition_that_contradicts_itself_is_told(when: str) -> None:
    assert [key for key, _ in problems(added_to_talk=when)] == ["condition-never"]


TRUE_SOME_DAY = {
    "one of two answers": "when: {any: [{fact: track, value: pupils}, {fact: track, value: about_staff}]}",
    "two different facts": "when: {all: [{fact: track, value: pupils}, {fact: recurrence, value: true}]}",
    "not both": "when: {not: {all: [{fact: recurrence, value: true}, {fact: recurrence, value: false}]}}",
}


@pytest.mark.parametrize("when", TRUE_SOME_DAY.values(), ids=TRUE_SOME_DAY)
def test_a_condition_that_can_be_true_is_in_order(when: str) -> None:
    assert loaded(added_to_talk=when)


def test_a_jump_past_a_step_that_never_begins_is_no_way_on() -> None:
    fourth = (
        '  - {key: "4", label: Stap 4, title: Vier, lead: {role: head},'
        ' actions: [{key: first_this, label: Eerst dit, kind: talk}], gate: {kind: none, on_yes: "2"}}\ninterventions:'
    )
    jump = 'jumps: [{to: "3", by: {role: head}}]'
    content = written(entry="entry: {fact: done.first_this, value: true}", jumps=jump)
    content = content.replace("interventions:", fourth).replace('start: "3"', 'start: "4"')
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(content, "small.yaml")
    (problem,) = caught.value.problems
    assert problem.key == "protocol-problem-entry-never"
