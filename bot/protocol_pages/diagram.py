"""The ways through a protocol as a Mermaid flowchart: tracks, steps, gates and jumps."""

from collections.abc import Iterator

from bot.protocol_pages.conditions import condition_words
from bot.protocol_pages.words import everybody, step_name
from bot.texts import text
from casework.protocol import CLOSE, Protocol, Step

_END = "the_end"


def diagram_of(protocol: Protocol) -> str:
    """A flowchart: a thick frame for the tracks, a box for each step, a diamond where somebody decides.

    Dashed arrows are jumps out of the normal order.
    """
    nodes = {step.key: f"step_{number}" for number, step in enumerate(protocol.steps)}
    nodes[CLOSE] = _END
    lines = ["flowchart TD", *_entries(protocol, nodes)]
    for step in protocol.steps:
        lines += _step(protocol, step, nodes)
    return "\n    ".join([*lines, f'{_END}(["{_safe(text("page-to-end"))}"])'])


def _entries(protocol: Protocol, nodes: dict[str, str]) -> Iterator[str]:
    if not protocol.tracks:
        yield f"begin(( )) --> {nodes[protocol.steps[0].key]}"
    for number, track in enumerate(protocol.tracks):
        receives = everybody(protocol, track.receives) or text("page-as-otherwise")
        words = f"{track.label}<br>→ {receives}"
        yield f'track_{number}[["{_safe(words)}"]] --> {nodes.get(track.start, _END)}'


def _step(protocol: Protocol, step: Step, nodes: dict[str, str]) -> Iterator[str]:
    node, gate = nodes[step.key], step.gate
    yield f'{node}["{_safe(step_name(protocol, step.key))}"]'
    if gate.kind == "none":
        if gate.on_yes is not None:
            yield f"{node} --> {nodes.get(gate.on_yes, _END)}"
    else:
        questions = "<br>".join(question.label for question in gate.test) or gate.label or "?"
        yield f'{node} --> gate_{node}{{"{_safe(questions)}"}}'
        for target, answer in ((gate.on_yes, "page-yes"), (gate.on_no, "page-no")):
            if target is not None:
                yield f'gate_{node} -->|"{_safe(text(answer))}"| {nodes.get(target, _END)}'
        if gate.look_again is not None:
            yield f'gate_{node} -->|"{_safe(gate.look_again.label)}"| {node}'
    for jump in gate.jumps:
        label = f'|"{_safe(condition_words(protocol, jump.when))}"|' if jump.when is not None else ""
        yield f"{node} -.->{label} {nodes.get(jump.to, _END)}"


def _safe(words: str) -> str:
    """Words that mean nothing to Mermaid; only our own line breaks stay."""
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("`", "#96;"), ("<", "#lt;"), (">", "#gt;"), ("\n", " ")):
        words = words.replace(sign, code)
    return words.replace("#lt;br#gt;", "<br>")
