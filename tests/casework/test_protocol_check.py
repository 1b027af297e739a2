"""The checks of a protocol as a whole: each thing that cannot be right is told with its line and a remedy."""

from pathlib import Path

import pytest

from bot.texts.catalogue import all_keys, text
from casework.protocol import ProtocolFileError, ProtocolProblem, load_protocol, shipped_protocol_text
from casework.protocol_check_references import SHARED_WORDS

FILE = Path(__file__).parents[1] / "data" / "checked_protocol.yaml"
WHOLE = FILE.read_text(encoding="utf-8")


def problems_of(content: str) -> tuple[ProtocolProblem, ...]:
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(content, FILE.name)
    return caught.value.problems


def changed(old: str, new: str) -> str:
    assert WHOLE.count(old) == 1, old
    return WHOLE.replace(old, new)


def line_of(content: str, part: str) -> int:
    return next(number for number, line in enumerate(content.splitlines(), start=1) if part in line)


def test_the_whole_file_is_in_order() -> None:
    assert load_protocol(WHOLE, FILE.name).id == "checked"


INSTEAD = "consent: {from: victim, on_refusal: alternative, alternative: %s}"
CALM_DOWN = "    actions: [{key: calm_down, label: Kom tot rust, kind: talk}]\n"

REFERENCES = [
    ("lead: {role: year_coordinator}", "lead: {role: boss}", "unknown-role", "lead: {role: boss}"),
    ("consult: [{any_of: [{role: head}", "consult: [{any_of: [{role: boss}", "unknown-role", "consult:"),
    ("receives: [{role: first_contact, of: victim}]", "receives: [{role: boss}]", "unknown-role", "receives:"),
    ("fallback: [{role: head}]", "fallback: [{role: boss}]", "unknown-role", "fallback:"),
    ("also_notify: [{to: {role: head}", "also_notify: [{to: {role: boss}", "unknown-role", "also_notify:"),
    ("from: {role: staff_any}", "from: {role: boss}", "unknown-role", "from: {role: boss}"),
    ("every: P1Y, by: {role: head}", "every: P1Y, by: {role: boss}", "unknown-role", "every: P1Y"),
    ('start: "1"', 'start: "9"', "unknown-step", "start:"),
    ('to: "2", by:', 'to: "9", by:', "unknown-step", 'to: "9"'),
    ('available_from: "2"', 'available_from: "9"', "unknown-step", "available_from"),
    ("on_yes: close, outcome: resolved", "on_yes: close, outcome: gone", "unknown-outcome", "outcome: gone"),
    ("label: Het was ruzie}", 'label: Het was ruzie, steps: ["1", "9"]}', "unknown-step", "steps: ["),
    ("needs: [keep]", "needs: [keep, wlak]", "unknown-action", "wlak"),
    ("asks: [block]", "asks: [wlak]", "unknown-action", "wlak"),
    ("label: Het gaat goed}", "label: Het gaat goed, anew: [wlak]}", "unknown-action", "anew:"),
    ("asks: [block]", "asks: [keep]", "asks-without-consent", "asks:"),
    ("alternative: keep", "alternative: wlak", "unknown-action", "alternative:"),
    ("alternative: keep", "alternative: block", "alternative-itself", "alternative:"),
    ("alternative: keep", "alternative: leave_in_peace", "alternative-elsewhere", "alternative:"),
    (
        "    available_from",
        f"    {INSTEAD % 'calm_down'}\n{CALM_DOWN}    available_from",
        "alternative-in-means",
        "alternative: calm_down",
    ),
    ("evidence: secures}", f"evidence: secures, {INSTEAD % 'block'}}}", "alternative-itself", "alternative: keep"),
    ("evidence: secures}", f"evidence: secures, {INSTEAD % 'block'}}}", "alternative-itself", "{key: keep, label"),
    ("continues: good_moments", "continues: wlak", "unknown-action", "continues:"),
    ("continues: good_moments", "continues: keep", "continues", "continues:"),
    ("asks: [block]", "asks: [block]\n        agrees_day_of: noon", "unknown-timer", "agrees_day_of:"),
    ("asks: [block]", "asks: [block]\n        agrees_day_of: good_moments", "agrees-day", "agrees_day_of:"),
    ("        answers:", "        agrees_day_of: look_back\n        answers:", "unknown-timer", "agrees_day_of:"),
    ("anchor: [keep]", "anchor: [started]", "unknown-anchor", "anchor: [started]"),
    ("anchor: [started]", "anchor: [noon]", "unknown-anchor", "anchor: [noon]"),
    ("anchor: [signal_received]", "anchor: [return_date]", "unknown-anchor", "anchor: [return_date]"),
    ("anchor: [keep]", "anchor: []", "no-anchor", "anchor: []"),
    ("anchor: [keep]", "anchor: [look_back]", "anchor-itself", "anchor: [look_back]"),
    ("until: calm", "until: clam", "unknown-fact", "until: clam"),
    ("when: {fact: setting.cautious", "when: {fact: setting.cutious", "unknown-fact", "setting.cutious"),
    ("unless: {fact: severity", "unless: {fact: sevrity", "unknown-fact", "sevrity"),
    ("{fact: running.rest_room", "{fact: running.wlak", "unknown-fact", "running.wlak"),
    ("{fact: answer.look_back", "{fact: answer.keep", "unknown-fact", "answer.keep"),
    ("register: somtoday, title", "register: drawer, title", "unknown-register", "register: drawer"),
    ("records: [{key: rest, register: somtoday", "records: [{key: rest, register: d", "unknown-register", "key: rest,"),
    ("aids: [order_of_talk]", "aids: [order_of_walk]", "unknown-aid", "order_of_walk"),
    ("requires_done: [keep_it]", "requires_done: [keep_them]", "unknown-advice", "keep_them"),
    ("fields: [facts, mood]", "fields: [facts, mod]", "unknown-word", "mod]"),
    ("content: [what_happened]", "content: [what_hapened]", "unknown-word", "what_hapened"),
    ("rules: [N-01]", "rules: [N-1]", "unknown-rule", "N-1"),
]

WAYS = [
    (
        'gate: {kind: none, on_yes: "3"}',
        "gate: {kind: closing, on_yes: close, outcome: resolved}",
        "unreachable",
        '"3"',
    ),
    (
        "gate: {kind: closing, on_yes: close, outcome: resolved}",
        'gate: {kind: none, on_yes: "3"}',
        "no-way-out",
        'gate: {kind: none, on_yes: "3"}',
    ),
    ('gate: {kind: none, on_yes: "3"}', "gate: {kind: none}", "no-way-out", "gate: {kind: none}"),
    (
        "gate: {kind: closing, on_yes: close, outcome: resolved}",
        "gate: {kind: closing}",
        "outcome-missing",
        "gate: {kind: closing}",
    ),
    (
        'gate: {kind: none, on_yes: "3"}',
        'gate: {kind: decision, label: Verder?, on_no: "3"}',
        "yes-missing",
        "gate: {kind: decision",
    ),
]


SOURCES = [
    ("rules: [T-13]", "rules: [A001-4]", "span-without-source", "id: look_back"),
    ("rules: [T-07]", "rules: [N-07]", "span-without-source", "    timer:"),
    ("rules: [T-11]", "rules: [N-11]", "span-without-source", "id: at_once"),
    ("rules: [T-20]", "rules: [N-20]", "interval-without-source", "key: protocol_evaluation"),
    ("every: count_per_year, count: 2", "every: count_per_year", "count", "key: study"),
    ("every: count_per_year, count: 2", "every: P1Y, count: 2", "count", "key: study"),
    ("every: count_per_year, count: 2", "every: count_per_year, count: 2, month: 3", "month", "key: study"),
    ("every: P1Y, by", "every: P1Y, month: 12, weekday: fri, by", "weekday", "key: protocol_evaluation"),
    ("every: P1Y, by", "every: P1Y, weekday: fri, week: 2, by", "weekday", "key: protocol_evaluation"),
    ("every: P1Y, by", "every: P1Y, month: 12, week: last, by", "weekday", "key: protocol_evaluation"),
    ("choose: {min: P1D, max: P3W}", "choose: {min: P4W, max: P3W}", "choice-empty", "choose:"),
]

CHOSEN = "after: chosen, choose: {min: P1D, max: P3W}"
WEEKLY = "after: P7D, repeat: P7D"
CONTRADICTIONS = [
    ("            after: P14D\n", "", "timer-without-day", "- id: look_back"),
    ("            after: P14D\n", "            setting: school\n", "timer-without-day", "- id: look_back"),
    (CHOSEN, "choose: {min: P1D, max: P3W}", "timer-without-day", "timer:"),
    ("after: P14D", "before: P14D\n            after: P1D", "before-and-after", "after: P1D"),
    (WEEKLY, "after: P7D, repeat: P0D", "repeat-zero", "id: good_moments, anchor"),
    (WEEKLY, "after: P7D, taper: {to: P14D, switch: manual}", "taper-without-repeat", "id: good_moments, anchor"),
    (WEEKLY, f"{WEEKLY}, taper: {{to: P6D, switch: manual}}", "taper-shorter", "id: good_moments, anchor"),
    (CHOSEN, "after: chosen, choose: {min: P1D}, hard_max: true", "hard-max-without-max", "id: rest_room, anchor"),
    (CHOSEN, f"{CHOSEN}, max: P4W", "max-over-choice", "id: rest_room, anchor"),
    (CHOSEN, f"{CHOSEN}, max: P4W, hard_max: true", "max-over-choice", "id: rest_room, anchor"),
    (CHOSEN, "after: chosen, choose: {min: P1W}, max: P6D", "max-under-choice", "id: rest_room, anchor"),
    (CHOSEN, f"{CHOSEN}, suggest: P22D", "suggest-out", "id: rest_room, anchor"),
    (CHOSEN, f"{CHOSEN}, suggest: P0D", "suggest-out", "id: rest_room, anchor"),
    (CHOSEN, "after: chosen, max: P2W, suggest: P15D", "suggest-out", "id: rest_room, anchor"),
    ("after: P14D", "after: P20D\n            max: P2W\n            hard_max: true", "max-under-term", "max: P2W"),
    (CHOSEN, "after: P3W, max: P2W", "max-under-term", "id: rest_room, anchor"),
    (WEEKLY, "repeat: P1W, max: P3D", "max-under-term", "id: good_moments, anchor"),
    ("{max_bullies: 1}", "{min_size: 4, max_size: 3}", "group-empty", "min_size: 4"),
]

IN_HARMONY = {
    "a first time on the day itself, and then each week": (WEEKLY, "repeat: P7D"),
    "a day before something": ("after: P14D", "before: P2D"),
    "a longer interval later": (WEEKLY, f"{WEEKLY}, taper: {{to: P14D, switch: manual}}"),
    "a maximum in the choice that nobody may pass": (CHOSEN, f"{CHOSEN}, hard_max: true"),
    "a maximum as long as the choice": (CHOSEN, f"{CHOSEN}, max: P3W, hard_max: true"),
    "a maximum that only warns": (CHOSEN, f"{CHOSEN}, max: P2W, suggest: P2W"),
    "a maximum as long as the term": ("after: P14D", "after: P14D\n            max: P2W"),
    "a group of one size": ("{max_bullies: 1}", "{min_size: 3, max_size: 3}"),
}

REMINDING = [
    ("remind: {role: first_contact}", "remind: {role: inspector}", "nobody-to-remind", "id: look_back"),
    ("remind: {role: first_contact}", "remind: {party: victim}", "nobody-to-remind", "id: look_back"),
    ("id: rest_room, anchor", "id: rest_room, remind: {role: inspector}, anchor", "nobody-to-remind", "timer:"),
    ("id: at_once, anchor", "id: at_once, remind: {role: inspector}, anchor", "nobody-to-remind", "id: at_once"),
]

INSPECTOR = "{role: inspector}"
ACTING = [
    ("lead: {role: year_coordinator}", f"lead: {INSPECTOR}", "nobody-to-act", "lead: {role: inspector}"),
    ("lead: {role: year_coordinator}", "lead: {party: parents_of_victim}", "nobody-to-act", "lead: {party"),
    ("lead: {role: year_coordinator}", "lead: {party: lead}", "nobody-to-act", "lead: {party"),
    ("on_no: \"2\"", f'on_no: "2"\n      decided_by: {INSPECTOR}', "nobody-to-act", "decided_by:"),
    ('to: "2", by: {role: head}', f'to: "2", by: {INSPECTOR}', "nobody-to-act", 'to: "2"'),
    ("kind: talk\n        consult", f"kind: talk\n        by: {INSPECTOR}\n        consult", "nobody-to-act",
     "by: {role: inspector}"),
    ("kind: talk\n        consult", "kind: talk\n        by: {party: victim}\n        consult", "nobody-to-act",
     "by: {party: victim}"),
    ("kind: prevent\n        needs", f"kind: prevent\n        decided_by: {INSPECTOR}\n        needs", "nobody-to-act",
     "decided_by:"),
    ("fields: [facts, mood]", f"by: {INSPECTOR}, fields: [facts, mood]", "nobody-to-act", "key: note"),
    ("    by: {role: head}\n    available_from", f"    by: {INSPECTOR}\n    available_from", "nobody-to-act",
     "    by: {role: inspector}"),
    ("    available_from", f"    decided_by: {INSPECTOR}\n    available_from", "nobody-to-act", "decided_by:"),
    ("calm: {label: Is het rustig?}", f"calm: {{label: Is het rustig?, by: {INSPECTOR}}}", "nobody-to-act", "  calm:"),
    ("every: P1Y, by: {role: head}", f"every: P1Y, by: {INSPECTOR}", "nobody-to-act", "key: protocol_evaluation"),
    ("receives: [{role: first_contact, of: victim}]\n    fallback: [{role: head}]",
     f"receives: [{INSPECTOR}, {{party: victim}}]", "nobody-to-act", "receives:"),
]  # fmt: skip

OF_THE_SCHOOL = {
    "somebody outside who helps to lead": (
        "lead: {role: year_coordinator}", "lead: {any_of: [{role: inspector}, {role: year_coordinator}]}"),
    "an option for somebody outside": (
        "kind: prevent\n        when", f"kind: prevent\n        by: {INSPECTOR}\n        modality: may\n        when"),
    "a question that who leads answers": (
        "calm: {label: Is het rustig?}", "calm: {label: Is het rustig?, by: {party: lead}}"),
    "a report that somebody outside gets, and a colleague": (
        "receives: [{role: first_contact, of: victim}]", f"receives: [{INSPECTOR}, {{role: first_contact}}]"),
    "somebody outside who does it, and a colleague who is reminded": (
        "by: {role: first_contact}\n        answers", f"by: {INSPECTOR}\n        answers"),
    "pupils who keep an eye on it": (
        "kind: prevent\n        when", "kind: watch\n        by: {party: pupils}\n        when"),
    "a record that somebody outside may keep": (
        "fields: [facts, mood]", f"by: {INSPECTOR}, required: false, fields: [facts, mood]"),
}  # fmt: skip

EVIDENCE = [
    ("needs: [keep]", "needs: [talk]", "evidence-action", "evidence: endangers"),
    ("evidence: secures}", "order: 1}", "evidence-action", "evidence: endangers"),
    ("requires_done: [keep_it]", "requires_done: []", "evidence-advice", "key: block_it"),
    ("label: Bewaar de berichten, evidence: secures", "label: Bewaar de berichten", "evidence-advice", "key: block_it"),
    ("requires_done: [keep_it]", "requires_done: [keep_it, tell]", "advice-order", "tell]"),
]

CATEGORY = """\
  category:
    label: Is er een bloot beeld van een leerling?
    values: [{value: sexual, label: Ja}, {value: insults, label: Nee}]
"""
FACTS = [
    ("  calm: {label", "  wild: {label: Is het druk?}\n  calm: {label", "fact-never-asked", "  wild:"),
    ("value: going_well", "value: gong_well", "value-never", "gong_well"),
    ("value: serious", "value: seriuos", "value-never", "seriuos"),
    ("op: in, value: [mild, harsh]", "op: in, value: [mild, hrsh]", "value-never", "hrsh"),
    ("op: in, value: [mild, harsh]", "value: [mild, harsh]", "list-with-in", "value: [mild, harsh]"),
    ("op: in, value: [mild, harsh]", "op: in, value: mild", "list-with-in", "op: in, value: mild"),
    ("{fact: severity, value: serious}", "{fact: category, value: seksueel}", "value-never", "seksueel"),
    ("  calm: {label: Is het rustig?}", "  calm: {label: Is het rustig?}\n" + CATEGORY
     + "    when: {not: {fact: category, value: seksueel}}\n", "value-never", "value: seksueel"),
    ("{key: going_well, label: Het gaat goed}", "{key: going_well, label: Het gaat goed, sets: {tone: hrsh}}",
     "value-never", "tone: hrsh"),
    ("{key: keep, label", "{key: keep, sets: {severity: seriuos}, label", "value-never", "severity: seriuos"),
    ("test: [{fact: stopped", "test: [{fact: tone", "gate-question", "fact: tone, label"),
    ("test: [{fact: stopped", "test: [{fact: severity", "gate-question", "fact: severity, label"),
    ("test: [{fact: stopped", "test: [{fact: category", "gate-question", "fact: category, label"),
    ("test: [{fact: stopped", "test: [{fact: answer.look_back", "gate-question", "fact: answer.look_back, label"),
    ("{fact: severity, value: serious}", "{fact: severity, op: gte, value: serious}", "gte-number", "op: gte"),
    ("{fact: severity, value: serious}", "{fact: severity, op: gte, value: 2}", "gte-number", "op: gte"),
    ("{fact: severity, value: serious}", "{fact: calm, op: gte, value: true}", "gte-number", "op: gte"),
    ("value: refused", "value: refuesd", "value-never", "refuesd"),
    ("value: for_all", "value: for_al", "value-never", "value: for_al}"),
    ("entry: {fact: calm, value: true}", "entry: {all: [{fact: calm, value: true}, {fact: calm, value: false}]}",
     "entry-never", "entry:"),
]  # fmt: skip

OTHERS = [
    ("          - {key: not_stopped", "          - {key: going_well", "double", "key: going_well"),
    ("  - {key: quarrel, label: Het was ruzie}", "  - {key: resolved, label: Ruzie}", "double", "key: resolved"),
    ("aids: [order_of_talk]", "hints: []", "aid-never-opened", "  order_of_talk:"),
    (
        "        timers:\n          - id: look_back",
        "        timers:\n          - {id: look_back, anchor: [keep], remind: "
        "{role: head}, setting: school}\n          - id: look_back",
        "double",
        "- {id: look_back",
    ),
    ("  - key: rest_room", "  - key: talk", "key-twice", "      - key: talk"),
    ("  - key: rest_room", "  - key: talk", "key-twice", "  - key: talk"),
    ("{key: keep, label", '{key: "2", label', "key-twice", '{key: "2", label'),
    ("  - key: rest_room", '  - key: "3"', "key-twice", '  - key: "3"'),
    ("{id: good_moments, anchor", "{id: look_back, anchor", "timer-twice", "{id: look_back, anchor"),
    ("{id: rest_room, anchor", "{id: look_back, anchor", "timer-twice", "{id: look_back, anchor"),
    ("{id: at_once, anchor", "{id: rest_room, anchor", "timer-twice", "{id: rest_room, anchor"),
    ("max_bullies: 1", "max_bullies: 0", "out-of-range", "max_bullies: 0"),
    ("max_bullies: 1", "max_bullies: veel", "out-of-range", "max_bullies: veel"),
    ("count: 2", "count: 51", "out-of-range", "count: 51"),
]


@pytest.mark.parametrize(
    ("old", "new", "key", "place"),
    [*REFERENCES, *WAYS, *SOURCES, *CONTRADICTIONS, *REMINDING, *ACTING, *EVIDENCE, *FACTS, *OTHERS],
)
def test_what_cannot_be_right_is_told_with_its_line_and_a_remedy(old: str, new: str, key: str, place: str) -> None:
    content = changed(old, new)
    found = [problem for problem in problems_of(content) if problem.key == f"protocol-problem-{key}"]
    assert line_of(content, place) in [problem.line for problem in found]
    for problem in found:
        assert text(problem.key, **dict(problem.fields))


def test_a_closing_gate_closes_the_case_after_a_yes_where_it_says_nothing_else() -> None:
    silent = load_protocol(changed("gate: {kind: closing, on_yes: close,", "gate: {kind: closing,"), FILE.name)
    assert silent == load_protocol(WHOLE, FILE.name)
    assert silent.step("3").gate.on_yes == "close"


@pytest.mark.parametrize(("old", "new"), OF_THE_SCHOOL.values(), ids=OF_THE_SCHOOL)
def test_somebody_outside_the_school_may_have_a_part_beside_its_people(old: str, new: str) -> None:
    assert load_protocol(changed(old, new), FILE.name)


@pytest.mark.parametrize(("old", "new"), IN_HARMONY.values(), ids=IN_HARMONY)
def test_terms_and_groups_that_can_be_kept_are_in_order(old: str, new: str) -> None:
    assert load_protocol(changed(old, new), FILE.name)


def test_work_of_a_step_can_come_in_the_place_of_a_means() -> None:
    assert load_protocol(changed("    available_from", f"    {INSTEAD % 'keep'}\n    available_from"), FILE.name)


def test_a_number_out_of_range_is_told_with_both_bounds() -> None:
    (problem,) = problems_of(changed("max_bullies: 1", "max_bullies: 101"))
    assert text(problem.key, **dict(problem.fields)).endswith("Schrijf een heel getal van 1 tot en met 100.")


def test_a_value_that_a_fact_never_has_is_told_with_the_values_that_it_can_have() -> None:
    problems = problems_of(changed("value: serious", "value: seriuos"))
    assert [text(problem.key, **dict(problem.fields)) for problem in problems] == [
        "“severity” is nooit “seriuos”. Kies uit: normal, serious."
    ]


@pytest.mark.parametrize("fact", ["calm", "established", "stopped", "known_or_not"])
def test_a_gate_asks_for_what_can_be_yes_and_can_be_no(fact: str) -> None:
    values = "[{value: true, label: Ja}, {value: false, label: Nee}, {value: not_known, label: Weet ik niet}]"
    known = f"  known_or_not: {{label: Is het over?, values: {values}}}\n"
    used = "{all: [{fact: known_or_not, op: is_set}, {fact: tone, op: in, value: [mild, harsh]}]}"
    content = changed("  calm: {label", f"{known}  calm: {{label")
    content = content.replace("{fact: tone, op: in, value: [mild, harsh]}", used)
    assert load_protocol(content.replace("test: [{fact: stopped", f"test: [{{fact: {fact}"), FILE.name)


def test_numbers_are_compared_by_which_is_greater() -> None:
    how_many = "  how_many: {label: Hoe vaak?, values: [{value: 1, label: Een keer}, {value: 2, label: Vaker}]}\n"
    content = changed("  calm: {label", f"{how_many}  calm: {{label")
    assert load_protocol(
        content.replace("{fact: severity, value: serious}", "{fact: how_many, op: gte, value: 2}"), "x"
    )


def test_the_word_of_a_category_that_a_report_cannot_say_has_to_be_listed() -> None:
    """`sexual` holds back what would save such a picture: a mistyped word would hold back nothing (AX-1)."""
    asked = changed("  calm: {label", CATEGORY + "  calm: {label")
    compared = "{fact: category, value: %s}"
    for word in ("sexual", "insults"):
        assert load_protocol(asked.replace("{fact: severity, value: serious}", compared % word), FILE.name)
    problems = problems_of(asked.replace("{fact: severity, value: serious}", compared % "seksueel"))
    assert [text(problem.key, **dict(problem.fields)) for problem in problems] == [
        "“category” is nooit “seksueel”. Kies uit: sexual, insults."
    ]


def test_a_category_that_the_reporter_tells_can_be_any_word() -> None:
    asked = "tracks:\n"
    intake = "intake: [{key: kind, label: Wat is het?, stores: category}]\n\ntracks:\n"
    content = changed(asked, intake).replace("{fact: severity, value: serious}", "{fact: category, value: uitlachen}")
    assert load_protocol(content, FILE.name)


@pytest.mark.parametrize(
    ("content", "line", "bracket"),
    [
        ("id: small\nroles:\n  a: {label: x\nsteps: []\ntracks: []\n", 3, "}"),
        ("id: small\nescalation: [first_contact,\n  year_coordinator\n\nsteps:\n  - a\n", 2, "]"),
        ('id: "small\ntitle: x\n', 1, '"'),
        ("a: {b: [1, 2}\n", 1, "]"),
        ("a: [", 1, "]"),
        ('a: x\nb: "half\nc: y\nd: "whole"\n', 2, '"'),
        ("a: x\nb: 'half\nc: y\nd: 'whole'\n", 2, "'"),
        ('a: x\nb: "half\nc: y\nd: "whole"\ne: z\n', 2, '"'),
    ],
)
def test_a_bracket_that_is_never_closed_is_told_where_it_opens(content: str, line: int, bracket: str) -> None:
    (problem,) = problems_of(content)
    assert (problem.line, problem.key) == (line, "protocol-problem-yaml-open")
    assert bracket in text(problem.key, **dict(problem.fields))


@pytest.mark.parametrize(
    ("content", "line", "what", "said"),
    [
        ("a: x\ntitle: y\ntitle: z\n", 3, "twice", "“title”"),
        ("a:\n  b: x\n\tc: y\n", 3, "tab", "tab"),
        ("a: x\nlabel: Stap 1: gesprek\n", 2, "colon", "aanhalingstekens"),
        ("a: x\nlabel: @school\n", 2, "beginning", "@"),
        ("a: x\nby: *lead\n", 2, "points-nowhere", "“*lead”"),
        ("a: &a\n  b: [*a]\n", 2, "in-itself", "“*a”"),
        ("a: " + "[" * 3000 + "]" * 3000, 1, "too-deep", "haakjes"),
        ("a: x\n" * 200_001, 1, "too-large", "groot"),
        ("a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"a{n}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(6)
        ), 5, "too-many", "verwijzingen"),
    ],
)  # fmt: skip
def test_what_yaml_cannot_be_is_told_with_its_remedy(content: str, line: int, what: str, said: str) -> None:
    (problem,) = problems_of(content)
    assert (problem.line, problem.key) == (line, f"protocol-problem-yaml-{what}")
    assert said in text(problem.key, **dict(problem.fields))


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('version: "1"', "version: 1", "protocol-problem-number-as-text"),
        ("modality: may", "modality: may\n        holds_step: ja", "protocol-problem-yes-or-no"),
        ("kind: talk", "kind: talk\n        asks: een", "protocol-problem-list"),
        ("kind: talk", "kind: talk\n        drop: ja", "protocol-problem-drop"),
        ("format: 1", "format: " + "9" * 5000, "protocol-problem-not-allowed"),
        ("verified_on: 2026-11-20", "verified_on: 2026-13-01", "protocol-problem-date"),
        ("format: 1", "format: 1\nsettings: [a]", "protocol-problem-map"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_what_can_stand_there(before: str, after: str, key: str) -> None:
    content = shipped_protocol_text("kluiverboom")
    assert before in content
    changed = content.replace(before, after, 1)
    (problem,) = problems_of(changed)
    assert (problem.key, problem.line) == (key, changed[: changed.index(after)].count("\n") + 1 + after.count("\n"))


def test_a_mistyped_name_is_compared_with_those_of_its_own_place() -> None:
    content = shipped_protocol_text("kluiverboom").replace("kind: talk", "kind: talk\n        recrods: []", 1)
    (problem,) = problems_of(content)
    assert dict(problem.fields) == {"name": "recrods", "near": "records"}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    content = changed("needs: [keep]", "needs: [talk]").replace("until: calm", "until: clam")
    content = content.replace("aids: [order_of_talk]", "aids: [order_of_walk]").replace("rules: [T-13]", "rules: []")
    keys = {problem.key.removeprefix("protocol-problem-") for problem in problems_of(content)}
    assert keys == {"evidence-action", "unknown-fact", "unknown-aid", "aid-never-opened", "span-without-source"}


def test_the_words_that_every_school_has_are_those_of_the_texts() -> None:
    prefix = "record-field-"
    words = {key.removeprefix(prefix).replace("-", "_") for key in all_keys() if key.startswith(prefix)}
    assert words == SHARED_WORDS


def test_a_series_that_goes_on_keeps_the_name_of_its_term() -> None:
    """The days that were chosen and the span that was picked for it go on too (P000 T-04, T-05)."""
    again = "continues: good_moments\n        timers: [{id: %s, anchor: [step_opened], after: P7D, rules: [T-05]}]"
    assert load_protocol(changed("continues: good_moments", again % "good_moments"), FILE.name)
    (first, second) = problems_of(changed("continues: good_moments", again % "look_back"))
    assert first.key == second.key == "protocol-problem-timer-twice"


def test_a_route_tells_how_soon_and_needs_nobody_to_remind() -> None:
    content = changed("from: {role: staff_any}", "senders: [pupil]")
    assert load_protocol(content, FILE.name).routes[0].timers[0].after == 0


MERGED = [
    ("at the top", f"{WHOLE}<<: {{bogus: 1}}\n", "<<: {bogus", "unknown-key"),
    (
        "in a part",
        changed("        needs: [keep]", "        <<: {bogus: 1}\n        needs: [keep]"),
        "<<:",
        "unknown-key",
    ),
    ("from an anchor", f"{WHOLE}<<: *own\n".replace("vocabulary:", "vocabulary: &own"), "vocabulary:", None),
    (
        "over what extends",
        'extends: kluiverboom\nid: ours\nsteps:\n  - key: "1"\n    <<: {bogus: 1}\n',
        "<<: {bogus",
        "unknown-key",
    ),
    (
        "a longer term over what extends",
        'extends: kluiverboom\nid: ours\nsteps:\n  - key: "4"\n    actions:\n'
        "      - key: evaluate\n        timers: [{<<: {after: P30D}, id: evaluation}]\n",
        "<<: {after",
        "extends-longer",
    ),
]


@pytest.mark.parametrize(("content", "place", "key"), [one[1:] for one in MERGED], ids=[one[0] for one in MERGED])
def test_what_is_wrong_in_a_merged_block_is_told_with_its_line(content: str, place: str, key: str | None) -> None:
    told = problems_of(content)
    assert all(text(one.key, **dict(one.fields)) for one in told)
    assert line_of(content, place) <= told[0].line
    if key is not None:
        assert (line_of(content, place), f"protocol-problem-{key}") in [(one.line, one.key) for one in told]


@pytest.mark.parametrize("number", ["0x" + 6000 * "f", "9" * 6000, "-0x" + 6000 * "f"])
def test_a_number_of_thousands_of_digits_is_told(number: str) -> None:
    (problem,) = problems_of(changed("max_bullies: 1", f"max_bullies: {number}"))
    assert problem.key == "protocol-problem-out-of-range"
    assert len(dict(problem.fields)["value"]) < 50


@pytest.mark.parametrize("sign", ["\0", "\x01", "\x7f", "\ufffe"])
def test_a_control_character_is_told_with_its_line(sign: str) -> None:
    content = f"format: 1\nid: ours\nversion: '1'\ntitle: on{sign}s\n"
    assert [(one.line, one.key) for one in problems_of(content)] == [(4, "protocol-problem-yaml-unseen")]


@pytest.mark.parametrize(
    ("old", "new", "key", "name"),
    [
        ("default: false", "default: [1]", "one-value", "default"),
        ("default: false", "default: {a: 1}", "one-value", "default"),
        ("  calm: {label", "  1: {label", "name-as-text", "1"),
        ("  calm: {label", "  2026-11-03: {label", "name-as-text", "2026-11-03"),
    ],
)
def test_a_value_or_name_of_another_kind_is_told_once(old: str, new: str, key: str, name: str) -> None:
    told = [one for one in problems_of(changed(old, new)) if one.key == f"protocol-problem-{key}"]
    assert [dict(one.fields) for one in told] == [{"name": name}]
    assert told[0].line == line_of(changed(old, new), new)
    assert "pydantic" not in text(told[0].key, **dict(told[0].fields))
