"""What a protocol holds, every element on a line, without its words: `python -m tests.protocol_outline` writes them.

An element that is taken away, added or changed shows as a line; another wording does not.
"""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from casework.conditions import Condition
from casework.protocol import Protocol, RoleExpr, shipped_protocol, shipped_protocol_ids
from casework.protocol_beside_steps import AidPart
from casework.protocol_elements import Hint, Participants
from casework.protocol_model import Choice, Element, Taper

FOLDER = Path(__file__).parent / "data" / "protocol_outlines"

_WORDS = frozenset({"label", "short", "for_the_pupil", "title", "school", "hints", "scope", "vocabulary", "lines"})
_NAMES = ("key", "id", "fact", "value")
_INLINE = (RoleExpr, Condition, Choice, Taper, Participants)


def outline_of(protocol: Protocol) -> str:
    """The protocol as indented lines, in the order of its file."""
    return "\n".join(_lines(protocol, f"protocol {protocol.id}", 0)) + "\n"


def _lines(element: BaseModel, name: str, depth: int) -> Iterator[str]:
    facts = [*_facts(element)]
    if isinstance(element, Element) and element.rules:
        facts.append(f"[{', '.join(element.rules)}]")
    yield "  " * depth + (f"{name}: {'; '.join(facts)}" if facts else name)
    for field, info in type(element).model_fields.items():
        word = info.alias or field
        for number, (key, part) in enumerate(_parts(getattr(element, field)), start=1):
            single = isinstance(getattr(element, field), BaseModel)
            name = word if single else f"{_singular(word)} {key or _name_of(part) or number}"
            yield from _lines(part, name, depth + 1)


def _facts(element: BaseModel) -> Iterator[str]:
    for field, info in type(element).model_fields.items():
        value = getattr(element, field)
        is_name = field in ("key", "id", "rules", *_WORDS)
        if not is_name and value != info.get_default(call_default_factory=True) and not any(_parts(value)):
            yield f"{info.alias or field} {'chosen' if value is None else _short(value)}"


def _parts(value: object) -> Iterator[tuple[str, BaseModel]]:
    """The elements in a field: one, several, or several by key."""
    if isinstance(value, BaseModel) and not isinstance(value, _INLINE):
        yield "", value
    elif isinstance(value, tuple):
        yield from (("", part) for part in value if isinstance(part, BaseModel) and not _stands_inline(part))
    elif isinstance(value, dict):
        yield from ((key, part) for key, part in value.items() if isinstance(part, BaseModel))


def _stands_inline(part: BaseModel) -> bool:
    """A tip for every case is nothing but its words."""
    return isinstance(part, _INLINE) or (isinstance(part, Hint) and part.when is None and part.about is None)


def _name_of(element: BaseModel) -> str:
    names = (getattr(element, name, None) for name in _NAMES)
    return "" if isinstance(element, AidPart) else next((str(name) for name in names if name is not None), "")


def _short(value: object) -> str:
    if isinstance(value, RoleExpr):
        return _who(value)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        given = [
            (info.alias or name, getattr(value, name))
            for name, info in fields.items()
            if name in value.model_fields_set
        ]
        return f"({', '.join(f'{name} {_short(part)}' for name, part in given)})"
    if isinstance(value, tuple):
        return ", ".join(_short(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_short(part)}" for key, part in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _who(expression: RoleExpr) -> str:
    for word, parts in (("all of", expression.all_of), ("any of", expression.any_of)):
        if parts:
            return f"{word} ({', '.join(_who(part) for part in parts)})"
    return expression.party or f"{expression.role}{f' of {expression.of}' if expression.of else ''}"


def _singular(field: str) -> str:
    odd = {"policies": "policy", "advice": "advice", "periodic": "periodic duty", "receives": "receives"}
    return odd.get(field, field.removesuffix("s") if field != "gate" else field)


def write_outlines() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for protocol_id in shipped_protocol_ids():
        (FOLDER / f"{protocol_id}.txt").write_text(outline_of(shipped_protocol(protocol_id)), encoding="utf-8")


if __name__ == "__main__":
    write_outlines()
