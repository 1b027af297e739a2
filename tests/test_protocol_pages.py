"""The page, the diagram and the tables of a protocol: whole, true, and readable as Markdown and Mermaid."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from bot.protocol_pages.conditions import condition_words
from bot.protocol_pages.diagram import diagram_of
from bot.protocol_pages.markdown import escaped, page_of
from bot.protocol_pages.tables import sections_of
from bot.protocol_pages.words import how_often, span, term
from bot.texts import all_keys, text
from casework import protocol_beside_steps as beside
from casework import protocol_elements as elements
from casework.conditions import Condition
from casework.protocol import Protocol, load_protocol, shipped_protocol, shipped_protocol_ids, shipped_protocol_text
from casework.protocol_check import BUILT_IN_FACTS
from casework.protocol_elements import Timer
from tests.casework.rule_ids import rules_of, rules_on_elements
from tests.casework.test_protocol_check import FILE, WHOLE
from tests.protocol_pages import FOLDER, pages

KEYS = re.compile(r"\b[a-z]+_[a-z_]+\b")
CHECKED = load_protocol(WHOLE, FILE.name)


def every_word(protocol: Protocol) -> str:
    return "\n".join(
        "\n".join((section.title, *section.lines, *(cell for row in section.rows for cell in row)))
        for section in sections_of(protocol)
    )


def test_the_pages_show_the_shipped_protocols_as_they_are() -> None:
    written = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    assert written == pages(), "make protocol-pages writes them anew"


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_a_page_names_every_step_action_and_rule(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    words = every_word(protocol)
    for part in protocol.parts():
        assert part.title in words
        for action in part.all_actions:
            assert action.label in words
    assert {rule for rule in rules_of(protocol_id) if rule not in words} == set()
    shown = {rule for rule, element in rules_on_elements(protocol) if type(element).__name__ != "Register"}
    assert {rule for rule in shown if rule not in words} == set()


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_a_page_has_words_for_everything(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    words = every_word(protocol)
    # What a school writes in its own file to choose is shown as it must be written.
    chosen = {part for one in protocol.settings.values() for part in KEYS.findall(f"{one.label} {one.default}")}
    assert set(KEYS.findall(words)) <= chosen, "a key is shown where words belong"
    assert "None" not in words


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_every_row_of_a_page_has_as_many_cells_as_its_head(protocol_id: str) -> None:
    for table in tables_in(page_of(shipped_protocol(protocol_id))):
        assert {len(re.split(r"(?<!\\)\|", line)) for line in table} == {len(table[0].split("|"))}


def tables_in(page: str) -> Iterator[list[str]]:
    for block in page.split("\n\n"):
        lines = block.strip().split("\n")
        if lines[0].startswith("| "):
            yield lines


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_a_diagram_shows_every_step_and_every_way(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    diagram = diagram_of(protocol)
    named = set(re.findall(r"^ +(\w+)(?:\[|\(|\{)", diagram, re.MULTILINE))
    arrows = re.findall(r"^ +(\w+)\S* (?:-->|-\.->)(?:\|\"[^\"]*\"\|)? (\w+)", diagram, re.MULTILINE)
    assert {f"step_{number}" for number in range(len(protocol.steps))} <= named
    assert {target for _, target in arrows} <= named | set(re.findall(r"--> (gate_step_\d+)\{", diagram))
    ways = sum(
        (step.gate.on_yes is not None) + (step.gate.on_no is not None) + len(step.gate.jumps) for step in protocol.steps
    )
    ways += sum(step.gate.look_again is not None for step in protocol.steps)
    gates = sum(step.gate.kind != "none" for step in protocol.steps)
    starts = len(protocol.tracks) or 1
    assert diagram.count("-->") + diagram.count("-.->") == ways + gates + starts


def test_what_means_something_to_mermaid_is_written_otherwise() -> None:
    odd = WHOLE.replace("title: Bewijs en gesprek", "title: 'Een \"x\" #1 `y` <b>; end'")
    diagram = diagram_of(load_protocol(odd, "odd"))
    assert '"Stap 1: Een #quot;x#quot; #35;1 #96;y#96; #lt;b#gt;; end"' in diagram


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a | b", r"a \| b"),
        ("*vet* en _schuin_", r"\*vet\* en \_schuin\_"),
        ("<b> & c", "&lt;b&gt; &amp; c"),
        ("[x](y)", r"\[x\]\(y\)"),
        ("# kop", r"\# kop"),
        ("een\ntwee", "een<br>twee"),
        ("- streep", r"\- streep"),
        ("een\n2. twee", r"een<br>2\. twee"),
        ("1) een", r"1\) een"),
        ("`code` en \\", r"\`code\` en \\"),
    ],
)
def test_words_stay_words_in_markdown(words: str, written: str) -> None:
    assert escaped(words) == written


def test_a_page_of_a_protocol_with_odd_words_keeps_its_tables_whole() -> None:
    odd = WHOLE.replace("label: Bewaar de berichten, kind", 'label: "a | b `c` <d> *e*", kind')
    for table in tables_in(page_of(load_protocol(odd, "odd"))):
        assert len({len(re.split(r"(?<!\\)\|", line)) for line in table}) == 1


@pytest.mark.parametrize(
    ("days", "words"), [(0, "meteen"), (1, "1 dag"), (10, "10 dagen"), (7, "1 week"), (42, "6 weken")]
)
def test_a_span_is_said_in_weeks_where_it_can_be(days: int, words: str) -> None:
    assert span(days) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"after": "P14D"}, "2 weken na: Praat"),
        ({"after": "P0D"}, "meteen na: Praat"),
        ({"after": "chosen", "choose": {"min": "P1D", "max": "P6W"}},
         "op een gekozen dag na: Praat; te kiezen van 1 dag tot 6 weken"),
        ({"after": "P7D", "repeat": "P7D", "taper": {"to": "P14D", "switch": "manual"}, "until": "calm"},
         "1 week na: Praat; daarna elke 1 week; later elke 2 weken, als iemand daarvoor kiest; tot Is het rustig"),
        ({"after": "P21D", "max": "P3W", "hard_max": True}, "3 weken na: Praat; hooguit 3 weken, langer kan niet"),
        ({"before": "P1D", "setting": "school"}, "1 dag voor: Praat *"),
        ({"after": "chosen", "repeat": "chosen", "suggest": "P7D", "remind": {"role": "head"}, "remind_before": True},
         "op een gekozen dag na: Praat; voorstel: 1 week; daarna steeds op een gekozen dag; herinnert directeur;"
         " ook een schooldag ervoor"),
    ],
)  # fmt: skip
def test_a_term_is_said_in_words(written: dict[str, Any], words: str) -> None:
    assert term(CHECKED, Timer.model_validate({"id": "x", "anchor": ["talk"], **written})) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"fact": "calm", "value": True}, "Is het rustig: ja"),
        ({"fact": "tone", "op": "in", "value": ["mild", "harsh"]}, "Hoe is de toon: Mild of Hard"),
        ({"not": {"fact": "severity", "value": "serious"}}, "niet (hoe ernstig het is: ernstig)"),
        ({"fact": "answer.look_back", "value": "going_well"}, "de uitkomst van “Kijk terug” is: Het gaat goed"),
        ({"fact": "consent.block", "value": "refused"}, "nee op de vraag of dit mag: “Laat de afzender blokkeren”"),
        ({"fact": "running.rest_room", "value": False}, "“Rustruimte” loopt niet"),
        ({"fact": "done.talk", "op": "is_set"}, "“Praat” is gedaan"),
        ({"fact": "track", "value": "for_all"}, "de weg van de melding: Een melding"),
        ({"all": [{"fact": "online", "value": True},
                  {"any": [{"fact": "doubt", "value": True}, {"fact": "quarrel", "value": True}]}]},
         "het gebeurt online: ja en (er is twijfel: ja of het is ruzie: ja)"),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(written: dict[str, Any], words: str) -> None:
    assert condition_words(CHECKED, Condition.model_validate(written)) == words


NAMES = {
    "party": get_args(elements.Party),
    "with": get_args(elements.With),
    "whose": get_args(elements.Whose),
    "bound": get_args(elements.BoundTo),
    "modality": get_args(elements.Modality),
    "weekday": get_args(elements.Weekday),
    "channel": (*get_args(elements.Notice.model_fields["channel"].annotation), "website"),
    "timing": get_args(elements.Notice.model_fields["timing"].annotation),
    "aid": get_args(beside.Aid.model_fields["kind"].annotation),
    "audience": (
        *get_args(beside.Advice.model_fields["audience"].annotation),
        *get_args(beside.Aid.model_fields["audience"].annotation),
        "board", "everyone", "pupil", "parent", "anyone",
    ),
    "fact": sorted(BUILT_IN_FACTS),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "names"), NAMES.items())
def test_there_are_words_for_every_name_that_a_protocol_can_use(kind: str, names: tuple[str, ...]) -> None:
    keys = {f"page-{kind}-{name.replace('_', '-')}" for name in names}
    assert keys - set(all_keys()) == set()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ({"month": 9}, "elk jaar, in september"),
        ({"month": 12, "weekday": "fri", "week": 2}, "elk jaar, op de tweede vrijdag van december"),
        ({"month": 5, "weekday": "mon", "week": "last"}, "elk jaar, op de laatste maandag van mei"),
    ],
)
def test_a_day_in_the_year_is_said_in_words_and_is_the_schools(day: dict[str, Any], words: str) -> None:
    duty = beside.Periodic.model_validate({"key": "d", "label": "D", "every": "P1Y", "by": {"role": "head"}, **day})
    assert how_often(duty) == f"{words} {text('page-term-school')}"


def test_an_extended_protocol_says_on_what_it_builds() -> None:
    ours = load_protocol("extends: het-sticht\nid: ours\n", "ours.yaml")
    assert text("page-extends", base="het-sticht") in page_of(ours).replace("\\", "")
    assert "het-sticht" in shipped_protocol_text("het-sticht")
