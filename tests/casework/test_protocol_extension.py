"""A protocol that extends another holds only what it adds or makes stricter; anything looser is refused."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.texts.catalogue import text
from casework import protocol_beside_steps, protocol_elements, protocol_model
from casework.protocol import (
    Protocol,
    ProtocolFileError,
    ProtocolProblem,
    load_protocol,
    shipped_protocol,
    shipped_protocol_ids,
    whole_protocol_text,
)
from casework.protocol_file import may_extend
from casework.tightening_rules import RULES

FILE = Path(__file__).parents[1] / "data" / "extended_protocol.yaml"
BASES = {"base.yaml": FILE.read_text(encoding="utf-8")}
RUNNING = "{fact: running.rest_room, value: true}"
SERIOUS = "{fact: severity, value: serious}"
HEAD = "extends: base.yaml\nid: ours\nschool: Onze school\n"


def extended(added: str, bases: dict[str, str] = BASES) -> Protocol:
    return load_protocol(HEAD + added, "ours.yaml", bases.get)


def problems_of(added: str, bases: dict[str, str] = BASES) -> tuple[ProtocolProblem, ...]:
    with pytest.raises(ProtocolFileError) as caught:
        extended(added, bases)
    assert caught.value.source == "ours.yaml"
    for problem in caught.value.problems:
        assert text(problem.key, **dict(problem.fields))
    return caught.value.problems


def test_a_file_that_adds_nothing_is_its_base_under_its_own_name() -> None:
    ours, base = extended(""), load_protocol(BASES["base.yaml"], "base.yaml")
    assert (ours.id, ours.school, ours.extends) == ("ours", "Onze school", "base.yaml")
    assert ours == base.model_copy(update={"id": "ours", "school": "Onze school", "extends": "base.yaml"})


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_every_shipped_protocol_can_be_extended(protocol_id: str) -> None:
    ours = load_protocol(f"extends: {protocol_id}\nid: ours\n", "ours.yaml")
    assert ours.steps == shipped_protocol(protocol_id).steps


@pytest.mark.parametrize(("given", "line"), [('version: "2"\n', 1), ('version: "2"\nid: kluiverboom\n', 3)])
def test_a_protocol_that_extends_another_has_a_name_of_its_own(given: str, line: int) -> None:
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(f"extends: kluiverboom\n{given}", "ours.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.key) == (line, "protocol-problem-extends-id")
    assert "“kluiverboom”" in text(problem.key, **dict(problem.fields))


def test_a_base_in_another_folder_seeks_its_own_base_there() -> None:
    bases = {"deep/middle.yaml": "extends: base.yaml\nid: middle\n", "deep/base.yaml": BASES["base.yaml"]}
    ours = load_protocol("extends: deep/middle.yaml\nid: ours\n", "ours.yaml", bases.get)
    assert ours.steps == load_protocol(BASES["base.yaml"], "base.yaml").steps


def test_a_track_that_is_added_below_one_that_always_applies_is_told() -> None:
    added = "tracks: [{key: later, label: Later, when: {fact: online, value: true}, receives: [{role: head}], start: "
    ours = f'extends: kluiverboom\nid: ours\n{added}"0"}}]\n'
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(ours, "ours.yaml")
    (problem,) = caught.value.problems
    fields = {"name": "later", "first": shipped_protocol("kluiverboom").tracks[-1].key}
    assert (problem.line, problem.key, dict(problem.fields)) == (3, "protocol-problem-track-never", fields)


def test_the_base_that_is_missing_is_the_one_that_is_named() -> None:
    bases = {"base.yaml": "extends: gone.yaml\nid: base\n"}
    (problem,) = problems_of("", bases)
    assert (problem.key, dict(problem.fields)) == ("protocol-problem-extends-nothing", {"name": "gone.yaml"})


def action(step: str, key: str, lines: str) -> str:
    return f'steps:\n  - key: "{step}"\n    actions:\n      - key: {key}\n        {lines}\n'


def timer(lines: str) -> str:
    return action("1", "look_back", f"timers: [{{id: look_back, {lines}}}]")


TIGHTER = {
    "work that outlives its step": action("1", "talk", "outlives_step: true"),
    "a day that is agreed on": action("1", "talk", "agrees_day_of: look_back"),
    "an added notice": action("1", "talk", "notices: [{to: {role: head}, rules: [N-01]}]"),
    "an added receiver": "tracks: [{key: for_all, receives: [{role: year_coordinator}]}]",
    "an added copy": "tracks: [{key: for_all, also_notify: [{to: {role: year_coordinator}}]}]",
    "an added record": action("1", "talk", "records: [{key: more, register: somtoday, fields: [facts]}]"),
    "an added consent": action("1", "look_back", "consent: {from: victim, on_refusal: record_only}"),
    "an added gate question": 'steps: [{key: "1", gate: {test: [{fact: safe, label: Is het veilig?}]}}]',
    "an added policy": "policies: [{key: ours, label: Geen namen, rule: no_names, applies_to: [everyone]}]",
    "an added action": 'steps: [{key: "1", actions: [{key: walk, label: Loop een rondje, kind: talk}]}]',
    "an added action for which the step waits a week": (
        'steps: [{key: "1", actions: [{key: walk, label: Loop, kind: talk,'
        " timers: [{id: walk, anchor: [step_opened], after: P7D, setting: school}]}]}]"
    ),
    "an added action that takes long beside the step": (
        'steps: [{key: "1", actions: [{key: walk, label: Loop, kind: talk, holds_step: false,'
        " timers: [{id: walk, anchor: [step_opened], after: P60D, setting: school}]}]}]"
    ),
    "an added periodic duty": "periodic: [{key: week, label: Week, every: P1W, by: {role: head}, setting: school}]",
    "an added aid": action("1", "talk", "aids: [ours]")
    + "aids: {ours: {label: Ons, kind: tips, parts: [{lines: [a]}]}}",
    "a shorter span": timer("after: P7D"),
    "a shorter maximum": "interventions: [{key: rest_room, timer: {choose: {max: P1W}, max: P1W}}]",
    "a span of the school's own": action("1", "own_span", "timers: [{id: own_span, after: P60D}]"),
    "a firm maximum": "interventions: [{key: rest_room, timer: {hard_max: true}}]",
    "a reminder before": timer("remind_before: true"),
    "a wider reminder": timer("remind: {all_of: [{role: first_contact}, {role: head}]}"),
    "may becomes if needed": action("1", "good_moments", "modality: if_needed"),
    "may becomes must": action("1", "good_moments", "modality: must"),
    "a wish becomes an alternative": action(
        "1", "ask_first", "consent: {from: victim, on_refusal: alternative, alternative: keep}"
    ),
    "an alternative becomes a block": action("1", "block", "consent: {on_refusal: block, alternative: null}"),
    "no longer lifted": action("1", "block", "consent: {unless: null}"),
    "a narrower lifting": action(
        "1", "block", "consent: {unless: {all: [{fact: severity, value: serious}, {fact: online, value: true}]}}"
    ),
    "a wider duty": action("2", "leave_in_peace", f"when: {{any: [{RUNNING}, {{fact: doubt, value: true}}]}}"),
    "a duty for every case": action("2", "leave_in_peace", "when: null"),
    "a required record": action("1", "talk", "records: [{key: note, required: true}]"),
    "fewer bullies at once": action("1", "talk", "participants: {max_bullies: 1}"),
    "no punishment": 'steps: [{key: "1", no_punishment: true}]',
    "an earlier step": 'steps: [{key: "2", entry: null}]',
    "a step in between": (
        'steps: [{key: "1", gate: {on_no: "1b"}}, {key: "1b", label: Stap 1, title: Pauze, lead: {role: head},'
        ' actions: [], gate: {kind: none, on_yes: "2"}}]'
    ),
    "a helper beside who acts": action("1", "look_back", "by: {all_of: [{role: first_contact}, {role: head}]}"),
    "words": action("1", "talk", "label: Ga samen in gesprek\n        hints: [Neem de tijd.]"),
    "one way less to close early": "outcomes: [{key: quarrel, drop: true}]",
    "a reason to close": "outcomes: [{key: resolved, needs_reason: true}]",
    "a reason to close against more": (
        "outcomes: [{key: quarrel, contradicts: {any: [{fact: calm, value: false}, {fact: tone, value: harsh}]}},"
        " {key: resolved, contradicts: {fact: calm, value: false}}]"
    ),
    "a way to close early in fewer steps": 'outcomes: [{key: quarrel, steps: ["1"]}]',
    "a duty on its own day": "periodic: [{key: protocol_evaluation, month: 12, weekday: fri, week: 2}]",
    "a more frequent duty": "periodic: [{key: protocol_evaluation, every: P1W}]",
    "an earlier moment": action("1", "before_return", "timers: [{id: before_return, before: P3D}]"),
    "no wider interval": action("1", "tapering", "timers: [{id: tapering, taper: null, until: null}]"),
    "a talk that the pupil may refuse": action("1", "own_span", "consent: {from: victim, on_refusal: block}"),
    "a talk that the parents may refuse": action(
        "1", "own_span", "consent: {from: parents_of_victim, on_refusal: block}"
    ),
    "a wish of anybody": action("1", "look_back", "consent: {from: bully, on_refusal: record_only}"),
    "an optional action that anybody may refuse": (
        'steps: [{key: "1", actions: [{key: walk, label: Loop, kind: talk, modality: may,'
        ' consent: {from: bully, on_refusal: block}}]}]'
    ),
    "a duty of ours that the pupil may refuse": (
        'steps: [{key: "1", actions: [{key: walk, label: Loop, kind: notify,'
        ' consent: {from: victim, on_refusal: block}}]}]'
    ),
    "a first thing that is always done": action("1", "talk", "needs: [keep]"),
    "a first thing of ours that is always done": (
        'steps: [{key: "1", actions: [{key: talk, needs: [walk]},'
        ' {key: walk, label: Loop, kind: talk, needs: [keep]}]}]'
    ),
    "a first thing of ours that comes soon": (
        'steps: [{key: "1", actions: [{key: talk, needs: [walk]}, {key: walk, label: Loop, kind: talk,'
        ' timers: [{id: walk, anchor: [step_opened], after: P1W, setting: school}]}]}]'
    ),
    "a series of ours that goes on": (
        'steps: [{key: "1", actions: [{key: walk, label: Loop, kind: talk, modality: may,'
        ' timers: [{id: walk, anchor: [step_opened], after: P7D, repeat: P7D, setting: school}]}]},'
        ' {key: "3", actions: [{key: walk_on, label: Loop verder, kind: talk, modality: may, continues: walk}]}]'
    ),
    "a question to all about what every case has": (
        "facts: {severity: {label: Hoe erg?, values: [{value: normal, label: Gewoon}, {value: serious, label: Erg}]}}"
    ),
    "a fact of ours that an action sets": (
        'steps: [{key: "1", actions: [{key: walk, label: Loop, kind: talk, sets: {walked: true}}]}]'
    ),
    "a signal that an action of ours brings": (
        'steps: [{key: "1", actions: [{key: see, label: Kijk, kind: watch, sets: {recurrence: true}}]}]'
    ),
    "another value": "facts: {tone: {values: [{value: none, label: Geen}]}}",
    "a question of another step": 'steps: [{key: "3", gate: {test: [{fact: stopped, label: Is het gestopt?}]}}]',
    "a question with both answers on the way": (
        'steps: [{key: "1", gate: {on_no: "1b"}}, {key: "1b", label: Stap 1, title: Pauze, lead: {role: head},'
        ' entry: {fact: calm, value: true}, actions: [],'
        ' gate: {kind: decision, label: Verder?, on_yes: "2", on_no: "2"}}]'
    ),
    "a question before the end": (
        'steps: [{key: "1", gate: {on_yes: "1b"}}, {key: "1b", label: Stap 1, title: Rust, lead: {role: head},'
        " actions: [], gate: {kind: closing, label: Echt klaar?, on_yes: close, outcome: resolved}}]"
    ),
    "a way there and back": (
        'steps: [{key: "1", gate: {jumps: [{to: "1b"}]}}, {key: "1b", label: Stap 1, title: Pauze, lead: {role: head},'
        ' actions: [], gate: {kind: none, on_yes: "1"}}]'
    ),
    "who leads is named": action("1", "talk", "by: {all_of: [{role: first_contact, of: victim}, {role: head}]}"),
    "one who leads too": 'steps: [{key: "2", lead: {all_of: [{role: year_coordinator}, {role: head}]}}]',
    "who decides is named": "interventions: [{key: rest_room, decided_by: {role: head}}]",
    "more to write down": action("1", "talk", "records: [{key: note, fields: [quotes]}]"),
}  # fmt: skip


@pytest.mark.parametrize("added", TIGHTER.values(), ids=TIGHTER)
def test_adding_and_tightening_is_accepted(added: str) -> None:
    ours = extended(added)
    assert ours != extended("")


WALK = 'steps:\n  - key: "1"\n    actions: [{key: walk, label: Loop, kind: decide,\n      %s}]\n'
WALK_AFTER = "answers: [{key: yes, label: Ja}], timers: [{id: walk, anchor: [step_opened], after: %s, setting: school}]"
STEP_BETWEEN = (
    'steps:\n  - {{key: "1", gate: {{on_no: "1b"}}}}\n  - {{key: "1b", label: Stap 1, title: Pauze,'
    " lead: {{role: head}}, actions: [], gate: {gate}}}"
)

LOOSER = {
    "a dropped step": ('steps:\n  - {key: "2", drop: true}', "drop", 5),
    "a dropped action": ('steps:\n  - key: "1"\n    actions:\n      - {key: talk, drop: true}', "drop", 7),
    "a dropped record": (action("1", "talk", "records:\n          - {key: note, drop: true}"), "drop", 9),
    "a dropped timer": (action("1", "look_back", "timers:\n          - {id: look_back, drop: true}"), "drop", 9),
    "a dropped role": ("roles:\n  head: {drop: true}", "drop", 5),
    "a dropped track": ("tracks:\n  - {key: for_all, drop: true}", "drop", 5),
    "a dropped nothing": ('steps:\n  - {key: "9", drop: true}', "drop-nothing", 5),
    "a dropped aid that is not there": ("aids:\n  wlak: {drop: true}", "drop-nothing", 5),
    "a dropped notice": (
        action("1", "talk", "notices:\n          - {to: {party: victim}, drop: true}"), "drop-unnamed", 9,
    ),
    "a longer span": (timer("\n          after: P15D"), "longer", 9),
    "a span that somebody chooses": (timer("\n          after: chosen"), "longer", 9),
    "a longer maximum": ("interventions:\n  - key: rest_room\n    timer:\n      max: P4W", "longer", 7),
    "a later choice": ("interventions:\n  - key: rest_room\n    timer:\n      choose: {max: P4W}", "longer", 7),
    "a later moment": (action("1", "before_return", "timers: [{id: before_return, \n   before: P1D}]"), "longer", 9),
    "a rarer repeat": (action("1", "good_moments", "timers: [{id: good_moments, \n   repeat: P8D}]"), "longer", 9),
    "a repeat by hand": (action("1", "good_moments", "timers: [{id: good_moments,\n  repeat: chosen}]"), "longer", 9),
    "an added taper": (
        action("1", "good_moments", "timers: [{id: good_moments,\n  taper: {to: P14D, switch: manual}}]"), "longer", 9,
    ),
    "an earlier end": (action("1", "look_back", "timers: [{id: look_back,\n  until: calm}]"), "longer", 9),
    "a moved anchor": (timer("\n        anchor: [talk]"), "changed", 9),
    "another one reminded": (timer("\n   remind: {role: head}"), "people", 9),
    "no reminder before": (action("1", "own_span", "timers: [{id: own_span,\n remind_before: false}]"), "weaker", 9),
    "must becomes may": (action("1", "talk", "modality: may"), "weaker", 8),
    "a block becomes a wish": (action("1", "call", "consent: {on_refusal: record_only}"), "weaker", 8),
    "no consent": (action("1", "call", "consent: null"), "removed", 8),
    "a consent that is lifted": (action("1", "call", "consent: {unless: {fact: online, value: true}}"), "unless", 8),
    "a consent that is lifted more often": (
        action("1", "block", f"consent: {{unless: {{any: [{SERIOUS}, {{fact: doubt, value: true}}]}}}}"),
        "unless", 8,
    ),
    "another alternative": (action("1", "block", "consent: {alternative: talk}"), "changed", 8),
    "a narrower duty": (
        action("2", "leave_in_peace", f"when: {{all: [{RUNNING}, {{fact: online, value: true}}]}}"),
        "narrowed", 8,
    ),
    "a duty only sometimes": (action("1", "look_back", "when: {fact: online, value: true}"), "narrowed", 8),
    "a later step": (
        'steps:\n  - key: "2"\n    entry: {all: [{fact: calm, value: true}, {fact: online, value: true}]}',
        "narrowed", 6,
    ),
    "a narrower trigger": (
        f"interventions:\n  - key: rest_room\n    trigger: {{all: [{SERIOUS}, {{fact: doubt, value: true}}]}}",
        "narrowed", 6,
    ),
    "no trigger": ("interventions:\n  - key: rest_room\n    trigger: null", "narrowed", 6),
    "a track for other cases": ("tracks:\n  - {key: for_all, when: {fact: online, value: true}}", "changed", 5),
    "a bypassed step": ('steps:\n  - {key: "1", gate: {on_no: "3"}}', "way", 5),
    "closing instead of going on": ('steps:\n  - {key: "1", gate: {on_no: close}}', "way", 5),
    "no way on": ('steps:\n  - {key: "1", gate: {on_no: null}}', "way", 5),
    "a step in between that skips one": (
        'steps:\n  - {key: "1", gate: {on_no: "1b"}}\n  - {key: "1b", label: Stap 1, title: Pauze, lead: {role: head},'
        ' actions: [], gate: {kind: none, on_yes: "3"}}', "way", 5,
    ),
    "a new jump": ('steps:\n  - {key: "1", gate: {jumps: [{to: "3"}]}}', "way", 5),
    "a later start": ('tracks:\n  - {key: for_all, start: "2"}', "way", 5),
    "a track of its own to the end": (
        'tracks:\n  - {key: ours, label: Van ons, receives: [{role: head}], start: "3"}', "way", 5,
    ),
    "another one who acts": (action("1", "look_back", "by: {role: head}"), "people", 8),
    "another one who decides": ('steps:\n  - {key: "1", gate: {decided_by: {role: head}}}', "decider", 5),
    "another lead": ('steps:\n  - {key: "1", lead: {role: head}}', "people", 5),
    "a record in another register": (action("1", "talk", "records: [{key: note, register: paper}]"), "changed", 8),
    "a record that may be left": (action("1", "keep", "records: [{key: kept, required: false}]"), "weaker", 8),
    "a maximum that only warns": (action("1", "talk", "participants: {hard: false}"), "weaker", 8),
    "more bullies at once": (action("1", "talk", "participants: {max_bullies: 3}"), "more", 8),
    "any number of bullies": (action("1", "talk", "participants: {max_bullies: null}"), "more", 8),
    "punishment after all": ('steps:\n  - {key: "2", no_punishment: false}', "weaker", 5),
    "another kind of gate": ('steps:\n  - {key: "1", gate: {kind: decision}}', "changed", 5),
    "another answer": (
        action("1", "look_back", "answers: [{key: fine, label: Prima, sets: {stopped: true}}]"), "answer", 8,
    ),
    "an answer that means something else": (
        action("1", "look_back", "answers: [{key: not_stopped, sets: {stopped: true}}]"), "changed", 8,
    ),
    "a way to close early": ("outcomes:\n  - {key: enough, label: Genoeg}", "outcome", 5),
    "a way to close early in more steps": ("outcomes:\n  - {key: double, steps: ['3']}", "weaker", 5),
    "no reason to close": ("outcomes:\n  - {key: quarrel, needs_reason: false}", "weaker", 5),
    "no reason to close against what was recorded": (
        "outcomes:\n  - {key: quarrel, contradicts: null}", "removed", 5),
    "a reason to close against less": (
        "outcomes:\n  - {key: quarrel, contradicts: {all: [{fact: calm, value: false}, {fact: tone, value: harsh}]}}",
        "narrowed", 5),
    "a rarer duty": ("periodic:\n  - {key: protocol_evaluation, every: P2Y}", "longer", 5),
    "a role on fewer days": ("roles:\n  head: {present_on: [mon]}", "people", 5),
    "work that ends with its step": (action("1", "talk", "outlives_step: false"), "weaker", 8),
    "another series": (action("2", "good_moments_again", "continues: null"), "changed", 8),
    "a step that closes on the way": (STEP_BETWEEN.format(
        gate='{kind: decision, label: Klaar?, on_yes: close, on_no: "2", outcome: resolved}'), "way", 5),
    "a step on the way that somebody opens": (
        STEP_BETWEEN.format(gate='{kind: none, on_yes: "2"}').replace("actions", "open_by: {role: head}, actions"),
        "way", 5,
    ),
    "a step on the way that only sometimes begins": (
        STEP_BETWEEN.format(gate='{kind: none, on_yes: "2"}').replace(
            "actions", "entry: {fact: online, value: true}, actions"), "way", 5,
    ),
    "a step on the way where a no stays": (
        STEP_BETWEEN.format(gate='{kind: decision, label: Verder?, on_yes: "2"}'), "way", 5,
    ),
    "a jump to the end": (
        STEP_BETWEEN.format(gate="{kind: closing, label: Klaar?, on_yes: close, outcome: resolved}").replace(
            "on_no", 'jumps: [{to: "1b"}], x').replace(', x: "1b"', ""), "way", 5,
    ),
    "a track that starts where it can end": (
        'tracks:\n  - {key: for_all, start: "0b"}\nsteps:\n  - {key: "0b", label: Stap 0, title: Eerst,'
        ' lead: {role: head}, actions: [], gate: {kind: decision, label: Zaak?, on_yes: "1"}}', "way", 5,
    ),
    "one opener where anybody could": ('steps:\n  - {key: "2", open_by: {role: head}}', "decider", 5),
    "one who decides where anybody could": ('steps:\n  - {key: "3", gate: {decided_by: {role: head}}}', "decider", 5),
    "one who concludes where anybody could": (action("1", "look_back", "decided_by: {role: head}"), "decider", 8),
    "one who tells where anybody could": ("facts:\n  calm: {by: {role: head}}", "decider", 5),
    "another than the lead who acts": (action("1", "talk", "by: {role: head}"), "people", 8),
    "another than the lead who writes down": (
        action("1", "talk", "records: [{key: note, by: {role: head}}]"), "people", 8,
    ),
    "another than the lead who is reminded": (
        action("1", "own_span", "timers: [{id: own_span, remind: {role: year_coordinator}}]"), "people", 8,
    ),
    "another who decides on a means": (
        "interventions:\n  - {key: rest_room, decided_by: {role: year_coordinator}}", "decider", 5,
    ),
    "more who decide at the end of a step": (
        'steps:\n  - {key: "1", gate: {decided_by: {all_of: [{role: first_contact}, {role: staff_any}]}}}',
        "decider", 5,
    ),
    "more who may start a means": (
        "interventions:\n  - {key: rest_room, by: {all_of: [{role: head}, {role: staff_any}]}}", "decider", 5,
    ),
    "more who decide on a means than who does it": (
        "interventions:\n  - {key: rest_room, decided_by: {all_of: [{role: head}, {role: staff_any}]}}",
        "decider", 5,
    ),
    "more who lead a step and so decide at its end": (
        'steps:\n  - {key: "3", lead: {all_of: [{role: head}, {role: year_coordinator}]}}', "decider", 5,
    ),
    "anybody who leads": (
        'steps:\n  - {key: "2", lead: {all_of: [{role: year_coordinator}, {role: staff_any}]}}', "decider", 5,
    ),
    "a party that leads": (
        'steps:\n  - {key: "2", lead: {all_of: [{role: year_coordinator}, {party: staff}]}}', "decider", 5,
    ),
    "more who tell a fact": (
        "facts:\n  tone: {by: {all_of: [{role: first_contact}, {role: staff_any}]}}", "decider", 5,
    ),
    "a veto of the bully on a talk": (
        action("1", "own_span", "consent: {from: bully, on_refusal: block}"), "consent", 8,
    ),
    "a veto on looking back": (action("1", "look_back", "consent: {from: victim, on_refusal: block}"), "consent", 8),
    "a veto on a means": (
        "interventions:\n  - {key: rest_room, consent: {from: victim, on_refusal: block}}", "consent", 5,
    ),
    "another action when the bully says no": (
        action("1", "own_span", "consent: {from: bully, on_refusal: alternative, alternative: keep}"), "consent", 8,
    ),
    "a veto of the bully on a duty of ours": (
        'steps:\n  - {key: "1", actions: [{key: walk, label: Loop, kind: talk,'
        " consent: {from: bully, on_refusal: block}}]}", "consent", 5,
    ),
    "a first thing that is optional": (action("1", "talk", "needs: [good_moments]"), "needs", 8),
    "a first thing that somebody may refuse": (action("1", "talk", "needs: [call]"), "needs", 8),
    "a first thing of another step": (action("1", "talk", "needs: [good_moments_again]"), "needs", 8),
    "a first thing that comes late": (action("1", "talk", "needs: [own_span]"), "needs", 8),
    "a first thing that may come again": (
        'steps:\n  - {key: "1", actions: [{key: talk, needs: [walk]}, {key: walk, label: Loop, kind: decide,'
        " answers: [{key: yes, label: Ja}, {key: later, label: Later, again: true}]}]}", "needs", 5,
    ),
    "a first thing of ours that comes late": (
        'steps:\n  - {key: "1", actions: [{key: talk, needs: [walk]}, {key: walk, label: Loop, kind: talk,'
        " timers: [{id: walk, anchor: [step_opened], after: P300D, setting: school}]}]}", "needs", 5,
    ),
    "a first thing that waits for a late one": (
        'steps:\n  - {key: "1", actions: [{key: talk, needs: [walk]},'
        " {key: walk, label: Loop, kind: talk, needs: [own_span]}]}", "needs", 5,
    ),
    "a first thing before what has a term": (action("1", "look_back", "needs: [talk]"), "needs-late", 8),
    "a first thing before what is told": (action("1", "call", "needs: [keep]"), "needs-late", 8),
    "a first thing of ours that is sometimes there": (
        'steps:\n  - {key: "1", actions: [{key: talk, needs: [walk]},'
        " {key: walk, label: Loop, kind: talk, when: {fact: online, value: true}}]}", "needs", 5,
    ),
    "a first thing that waits for an optional one": (
        'steps:\n  - {key: "1", actions: [{key: talk, needs: [walk]},'
        " {key: walk, label: Loop, kind: talk, needs: [good_moments]}]}", "needs", 5,
    ),
    "work for which a step waits long": (WALK % f"{WALK_AFTER % 'P8D'}", "holds", 7),
    "work for which a step waits until a day that is chosen": (WALK % f"{WALK_AFTER % 'chosen'}", "holds", 7),
    "work for which a step waits again and again": (
        WALK % "answers: [{key: yes, label: Ja}, {key: later, label: Later, again: true}]", "holds", 7,
    ),
    "work for which a step waits because it waits for late work": (
        'steps:\n  - key: "1"\n    actions:\n      - {key: walk, label: Loop, kind: talk, needs: [run]}\n'
        "      - {key: run, label: Ren, kind: talk, modality: may}", "holds", 7,
    ),
    "an offer for which a step waits long from now on": (
        f"{action('1', 'good_moments', 'modality: must')}        timers: [{{id: good_moments, after: P7D}},"
        " {id: more, anchor: [step_opened], after: chosen, setting: school}]", "holds", 9,
    ),
    "another question under the same fact": (
        'steps:\n  - {key: "1", gate: {test: [{fact: stopped, label: Gaat het door?}]}}', "question", 5,
    ),
    "a question before going on": (
        'steps:\n  - {key: "2", gate: {test: [{fact: safe, label: Is het veilig?}]}}', "question-on", 5,
    ),
    "a question that lifts a guard": (
        'steps:\n  - {key: "1", gate: {test: [{fact: doubt, label: Twijfel?}]}}', "fact", 5,
    ),
    "the words of a gate": ('steps:\n  - {key: "1", gate: {label: Gaat het door?}}', "changed", 5),
    "the words of an answer": (action("1", "look_back", "answers: [{key: going_well, label: Slecht}]"), "changed", 8),
    "the words of a question": ("facts:\n  calm: {label: Is het onrustig?}", "changed", 5),
    "a value twice": ("facts:\n  tone: {values: [{value: mild, label: Hard}]}", "changed", 5),
    "values for a yes or no": ("facts:\n  calm: {values: [{value: nooit, label: Nooit}]}", "changed", 5),
    "a question that is asked less": ("facts:\n  calm: {when: {fact: online, value: true}}", "narrowed", 5),
    "a question about what a conclusion tells": ("facts:\n  stopped: {label: Gestopt?}", "fact", 5),
    "a question to one about what every case has": (
        "facts:\n  severity: {label: Erg?, by: {role: head}, values: [{value: normal, label: Nee}]}", "fact", 5,
    ),
    "a story that tells a fact": ("intake:\n  - {key: x, label: Erg?, stores: severity}", "fact", 5),
    "an action that tells what the base concludes": (
        'steps:\n  - {key: "1", actions: [{key: walk, label: Loop, kind: talk, sets: {stopped: true}}]}', "fact", 5,
    ),
    "an answer that tells what the base concludes": (
        'steps:\n  - {key: "1", actions: [{key: see, label: Kijk, kind: decide,'
        " answers: [{key: a, label: Ja, sets: {severity: normal}}]}]}", "fact", 5,
    ),
    "a fact that an action did not tell": (action("1", "talk", "sets: {stopped: true}"), "changed", 8),
    "answers where there were none": (
        action("1", "talk", "answers: [{key: again, label: Nog eens, again: true}]"), "answer", 8,
    ),
    "a consent by which a talk is done": (action("1", "own_span", "asks: [call]"), "changed", 8),
    "an action of ours in which a series goes on": (
        'steps:\n  - {key: "3", actions: [{key: walk, label: Loop, kind: talk, modality: may,'
        " continues: good_moments}]}", "continues", 5,
    ),
    "a date that ends an action": (
        action("1", "talk", "timers: [{id: x, anchor: [keep], after: P1D, until: calm, setting: school}]"), "until", 8,
    ),
    "an end of the school's own": (action("1", "own_span", "timers: [{id: own_span, until: calm}]"), "longer", 8),
    "a number of pupils that was free": (action("1", "look_back", "participants: {min_size: 50}"), "changed", 8),
    "a number of pupils with fewer bullies": (
        action("1", "look_back", "participants: {max_bullies: 1, max_size: 1}"), "changed", 8,
    ),
    "a means that a measure ends": ("interventions:\n  - {key: rest_room, no_punishment: true}", "changed", 5),
    "another's file": (action("1", "talk", "records: [{key: note, files_of: [bully]}]"), "changed", 8),
    "another title in the register": (action("1", "talk", "records: [{key: note, title: Anders}]"), "changed", 8),
    "evidence that is called safe": (action("1", "talk", "evidence: secures"), "changed", 8),
    "other advice": ("advice:\n  - {key: tell, label: Zeg het niemand}", "changed", 5),
    "evidence that nothing secures": (action("1", "block", "evidence: null"), "changed", 8),
}  # fmt: skip


@pytest.mark.parametrize(("added", "key", "line"), LOOSER.values(), ids=LOOSER)
def test_loosening_is_refused_at_its_line(added: str, key: str, line: int) -> None:
    assert (line, f"protocol-problem-extends-{key}") in [(one.line, one.key) for one in problems_of(added)]


@pytest.mark.parametrize("to", ["{party: parents_of_involved}", "{party: bully}", "{role: inspector}"])
def test_a_notice_to_whoever_is_not_of_the_school_names_nobody_else(to: str) -> None:
    added = action("1", "talk", f"notices: [{{to: {to}, names: any}}]")
    assert [(one.line, one.key) for one in problems_of(added)] == [(8, "protocol-problem-names")]
    assert extended(action("1", "talk", "notices: [{to: {role: head}, names: any}]"))


def test_nothing_is_done_first_before_parents_hear_what_the_base_says() -> None:
    """P000 T-02: at once; a form of the school's own that may take a year would come before it."""
    form = "{key: own_form, label: Vul het formulier in, kind: register, by: {role: year_coordinator, of: victim}}"
    ours = (
        'extends: splitting\nid: ours\nsteps:\n  - key: "3a"\n    actions:\n'
        f"      - {form}\n      - {{key: tell_all_parents, needs: [own_form]}}\n"
    )
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(ours, "ours.yaml")
    assert [(one.line, one.key) for one in caught.value.problems] == [(7, "protocol-problem-extends-needs-late")]


@pytest.mark.parametrize(
    ("protocol_id", "added"),
    [
        ("kluiverboom", "interventions: [{key: external_time_out, decided_by: {all_of: [{role: head}, %s]}}]"),
        ("kluiverboom", 'steps: [{key: "8", gate: {decided_by: {all_of: [{role: head}, %s]}}}]'),
        ("splitting", "facts: {safety_signal: {by: {all_of: [{role: head}, %s]}}}"),
    ],
)
def test_what_one_person_decides_is_not_decided_by_anybody(protocol_id: str, added: str) -> None:
    written = f"extends: {protocol_id}\nid: ours\n{added % '{role: staff_any}'}\n"
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(written, "ours.yaml")
    assert {one.key for one in caught.value.problems} == {"protocol-problem-extends-decider"}


EVALUATION = ("splitting", "steps", "3a", "evaluate", "evaluation_3")
CLASS_TALK = ("oplossingsgericht", "interventions", "five_tracks", "class_talk_again", "class_talk_again")
TIME_AWAY = ("kluiverboom", "steps", "4", "evaluate_again", "second_evaluation")


def where_a_day_is_chosen(where: tuple[str, ...], span: str) -> list[str]:
    """The problems of a file that gives a span to a timer for which the base lets a person choose the day."""
    protocol_id, parts, part, doing, timer_id = where
    content = (
        f'extends: {protocol_id}\nid: ours\n{parts}:\n  - key: "{part}"\n    actions:\n      - key: {doing}\n'
        f"        timers: [{{id: {timer_id}, {span}}}]\n"
    )
    try:
        load_protocol(content, "ours.yaml")
    except ProtocolFileError as error:
        assert {problem.line for problem in error.problems} == {7}
        assert all(text(problem.key, **dict(problem.fields)) for problem in error.problems)
        return [problem.key.removeprefix("protocol-problem-extends-") for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("where", "span"),
    [
        (EVALUATION, "after: P14D"),  # what the base suggests
        (EVALUATION, "choose: {min: P1D, max: P2W}"),
        (CLASS_TALK, "after: P7D"),
        (CLASS_TALK, "repeat: P7D"),
        (TIME_AWAY, "after: P6W"),  # the furthest day that anybody may choose
    ],
)
def test_a_day_that_a_person_chose_can_be_fixed_nearby(where: tuple[str, ...], span: str) -> None:
    assert where_a_day_is_chosen(where, span) == []


@pytest.mark.parametrize(
    ("where", "span", "key"),
    [
        (EVALUATION, "after: P15D", "chosen"),
        (EVALUATION, "after: P999D", "chosen"),
        (EVALUATION, "choose: {min: P2D}", "longer"),
        (EVALUATION, "choose: {min: P14D}", "longer"),
        (CLASS_TALK, "after: P8D", "chosen"),
        (CLASS_TALK, "repeat: P8D", "chosen"),
        (CLASS_TALK, "repeat: P300D", "chosen"),
        (TIME_AWAY, "after: P43D", "chosen"),
    ],
)
def test_a_day_that_a_person_chose_is_not_fixed_far_away(where: tuple[str, ...], span: str, key: str) -> None:
    assert where_a_day_is_chosen(where, span) == [key]


def test_a_first_day_after_what_the_base_suggests_is_told_as_well() -> None:
    found = where_a_day_is_chosen(EVALUATION, "choose: {min: P350D}")
    assert found == ["protocol-problem-suggest-out", "longer"]


def test_a_shorter_choice_takes_the_maximum_beside_it_along() -> None:
    timer = "    timer:\n      choose: {max: P2W}\n"
    means = f"extends: splitting\nid: ours\ninterventions:\n  - key: internal_suspension\n{timer}"
    assert load_protocol(f"{means}      max: P2W\n", "ours.yaml")
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(means, "ours.yaml")
    assert [(one.line, one.key) for one in caught.value.problems] == [(5, "protocol-problem-max-over-choice")]


def test_what_a_report_cannot_say_is_refused_where_the_base_does_not_ask_for_it_either() -> None:
    own = action(
        "4", "own_picture", "label: Bewaar het\n        kind: register\n        modality: may\n        when: %s"
    )
    ours = f"extends: kluiverboom\nid: ours\n{own}"
    assert load_protocol(ours % "{not: {fact: category, value: sexual}}", "ours.yaml")
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(ours % "{not: {fact: category, value: seksueel}}", "ours.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.key) == (10, "protocol-problem-value-never")


def test_nobody_comes_to_the_lead_for_whom_a_decision_in_the_step_is() -> None:
    weighs = BASES["base.yaml"].replace("kind: prevent\n        when", "kind: decide\n        when")
    (problem,) = problems_of(TIGHTER["one who leads too"], {"base.yaml": weighs})
    assert (problem.line, problem.key) == (4, "protocol-problem-extends-decider")


def test_nothing_is_done_first_before_that_for_which_a_term_waits() -> None:
    waits = BASES["base.yaml"].replace("kind: evaluate\n", "kind: evaluate\n        needs: [talk]\n")
    (problem,) = problems_of(action("1", "talk", "needs: [keep]"), {"base.yaml": waits})
    assert (problem.line, problem.key) == (8, "protocol-problem-extends-needs-late")


def test_a_helpline_stays_shown() -> None:
    line = "helplines: {kindertelefoon: {verified_on: null}}"
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(f"extends: kluiverboom\nid: ours\n{line}\n", "ours.yaml")
    assert [one.key for one in caught.value.problems] == ["protocol-problem-extends-removed"]


def test_a_step_in_between_comes_between() -> None:
    steps = extended(TIGHTER["a step in between"]).steps
    assert [step.key for step in steps] == ["1", "1b", "2", "3"]
    added = (
        'tracks: [{key: for_all, start: "0b"}]\nsteps: [{key: "0b", label: Stap 0, title: Eerst, lead: {role: head},'
    )
    steps = extended(f'{added} actions: [], gate: {{kind: none, on_yes: "1"}}}}]').steps
    assert [step.key for step in steps] == ["0b", "1", "2", "3"]


def test_a_means_does_not_come_sooner_by_a_step_in_between() -> None:
    between = TIGHTER["a step in between"].replace("actions: []", "actions: [{key: walk, label: Loop, kind: talk}]")
    place = problems_of(between.replace("kind: talk", "kind: wlak"))
    assert [(one.line, one.key) for one in place] == [(4, "protocol-problem-not-allowed")]
    means = extended(between).intervention("rest_room")
    order = [step.key for step in extended(between).steps]
    assert order.index("1b") < order.index(means.available_from or "")


def test_every_loosening_is_told_at_once() -> None:
    added = (
        'steps:\n  - {key: "2", drop: true}\n  - key: "1"\n    lead: {role: head}\n'
        "    actions:\n      - {key: talk, modality: may}\n"
    )
    keys = [problem.key.removeprefix("protocol-problem-extends-") for problem in problems_of(added)]
    assert keys == ["drop", "people", "weaker"]


def test_a_mistake_in_what_is_added_is_told_at_its_own_line() -> None:
    added = 'steps:\n  - key: "1"\n    actions:\n      - {key: walk, label: Loop, kind: wlak}\n'
    assert [(one.line, one.key) for one in problems_of(added)] == [(7, "protocol-problem-not-allowed")]
    added = 'steps:\n  - key: "1"\n    actions:\n      - {key: walk, label: Loop, kind: talk, needs: [wlak]}\n'
    assert [(one.line, one.key) for one in problems_of(added)] == [(7, "protocol-problem-unknown-action")]


def test_a_fact_that_nobody_knows_is_told_where_a_condition_is_changed() -> None:
    added = action("1", "talk", "when: {fact: wlak, value: true}")
    told = [(one.line, one.key.removeprefix("protocol-problem-")) for one in problems_of(added)]
    assert told == [(8, "unknown-fact"), (8, "extends-narrowed")]


def test_what_breaks_elsewhere_is_told_at_the_nearest_line_of_the_added_file() -> None:
    problems = problems_of("title: Ons protocol\naids:\n  order_of_talk: {drop: true}\n")
    assert [(one.line, one.key) for one in problems] == [(1, "protocol-problem-unknown-aid")]


@pytest.mark.parametrize(
    ("bases", "key"),
    [
        ({}, "nothing"),
        ({"base.yaml": "id: base"}, "broken"),
        ({"base.yaml": "a: ["}, "broken"),
        ({"base.yaml": "extends: base.yaml\nid: base"}, "circle"),
        ({"base.yaml": "extends: other.yaml\nid: base", "other.yaml": "extends: base.yaml\nid: other"}, "circle"),
    ],
)
def test_a_base_that_cannot_be_used_is_told(bases: dict[str, str], key: str) -> None:
    assert [(one.line, one.key) for one in problems_of("", bases)] == [(1, f"protocol-problem-extends-{key}")]


def test_a_base_may_extend_another_and_binds_with_it() -> None:
    bases = {**BASES, "between.yaml": "extends: base.yaml\nid: between\n" + timer("after: P7D")}
    head = "extends: between.yaml\nid: ours\n"
    ours = load_protocol(head + timer("after: P5D"), "ours.yaml", bases.get)
    assert ours.find_action("look_back")[1].timers[0].after == 5  # type: ignore[index]  # it is there
    with pytest.raises(ProtocolFileError):
        load_protocol(head + timer("after: P10D"), "ours.yaml", bases.get)


@pytest.mark.parametrize("added", ["", *TIGHTER.values()], ids=["nothing", *TIGHTER])
def test_the_whole_text_says_the_same_and_extends_nothing(added: str) -> None:
    whole = load_protocol(whole_protocol_text(HEAD + added, "ours.yaml", BASES.get), "whole.yaml")
    assert whole == extended(added).model_copy(update={"extends": None})


def test_a_file_that_extends_nothing_is_its_own_whole_text() -> None:
    assert whole_protocol_text(BASES["base.yaml"], "base.yaml") is BASES["base.yaml"]


def test_the_whole_text_of_a_file_with_problems_is_refused() -> None:
    with pytest.raises(ProtocolFileError):
        whole_protocol_text(HEAD + timer("after: P15D"), "ours.yaml", BASES.get)


def test_every_field_of_every_element_has_its_rule() -> None:
    rooms = (protocol_elements, protocol_beside_steps, protocol_model)
    kinds = [kind for room in rooms for kind in vars(room).values()]
    models = {kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)}
    compared_whole = {"BaseModel", "Data", "Element", "RoleExpr", "Condition", "Notice", "Jump", "GateQuestion"}
    compared_whole |= {"Choice", "Taper", "FactValue", "Aid", "AidPart", "Hint", "LookAgain"}
    assert {model.__name__ for model in models} - compared_whole == {model.__name__ for model in RULES}
    for model, rules in RULES.items():
        assert set(rules) == set(model.model_fields), model.__name__


def test_only_a_word_outside_comments_makes_a_file_extend_another() -> None:
    told = "# met extends gaat het ook\nid: eigen\n  # extends: kluiverboom\n"
    assert not may_extend(told)
    assert may_extend(told + "extends: kluiverboom\n")
    assert may_extend('{"extends": kluiverboom}')
