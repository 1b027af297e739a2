"""A protocol that extends another: it holds only what it adds or makes stricter."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from posixpath import dirname, join, normpath
from typing import Any

from casework.protocol_check_walk import Finding, Place
from casework.protocol_file import (
    Base,
    ProtocolFileError,
    load_protocol,
    may_extend,
    shipped_protocol,
    shipped_protocol_ids,
    shipped_protocol_text,
)
from casework.protocol_merge import Merged, merge
from casework.protocol_model import Protocol
from casework.protocol_tightening import loosenings
from casework.protocol_yaml import NotReadable, carefully_read
from casework.quick_yaml import quickly_read
from casework.yaml_size import MOST_CHARACTERS

_MOST_LAYERS = 8


@dataclass(frozen=True)
class Extension:
    """A protocol laid over the one that it extends."""

    base: Protocol
    merged: Merged

    def place_in_file(self, place: Place) -> Place:
        """Where in the extending file the part of the whole at `place` stands, or what is nearest to it."""
        return self.merged.origin_of(place)

    def findings_in_file(self) -> tuple[Finding, ...]:
        """What was wrong in laying it over, at places of the extending file."""
        return tuple(self.merged.findings)

    def findings_in_whole(self, whole: Protocol) -> tuple[Finding, ...]:
        """Everything in which `whole` is looser than what it extends, at places of the whole."""
        return tuple(loosenings(self.base, whole))


class NoBase(Exception):
    """What a file extends, itself or through others, cannot be had; `key` is the text that says why of `name`."""

    def __init__(self, key: str, name: str, parent_line: int | None = None) -> None:
        super().__init__(f"{key}: {name}")
        self.key = key
        self.fields = {"name": name} | ({} if parent_line is None else {"parent_line": str(parent_line)})


def extension_of(added: Mapping[str, Any], base: Base | None) -> Extension:
    """The protocol `added` laid over the one that it names at `extends`. Raises NoBase."""
    name = str(added["extends"])
    tree, protocol = _whole_base(name, base)
    return Extension(protocol, merge(tree, added))


def expanded_text(text: str, source: str, base: Base | None = None) -> str:
    """The protocol in `text` as one YAML text that extends nothing; `text` itself when it extends nothing.

    Raises ProtocolFileError as `load_protocol` does.
    """
    if not _extends(text):
        return text
    load_protocol(text, source, base)
    return _written({**extension_of(_read(text, source), base).merged.tree})


def _whole_base(name: str, base: Base | None) -> tuple[dict[str, Any], Protocol]:
    tree = _expanded(name, base, ())
    if name in shipped_protocol_ids():
        return tree, shipped_protocol(name)
    try:
        return tree, load_protocol(_text_of(name, base), name, _seen_from(name, base))
    except ProtocolFileError as broken:
        raise NoBase("protocol-problem-extends-broken", name, broken.problems[0].line) from None


def _expanded(name: str, base: Base | None, below: tuple[str, ...]) -> dict[str, Any]:
    if name in below or len(below) == _MOST_LAYERS:
        raise NoBase("protocol-problem-extends-circle", name)
    tree = _read(_text_of(name, base), name)
    further = tree.get("extends")
    if further is None:
        return {**tree}
    return merge(_expanded(_name_seen_from(name, str(further)), base, (*below, name)), tree).tree


def _seen_from(name: str, base: Base | None) -> Base | None:
    """What the file `name` extends is sought from where that file is."""
    return None if base is None else lambda further: base(_name_seen_from(name, further))


def _name_seen_from(name: str, further: str) -> str:
    return further if further in shipped_protocol_ids() else normpath(join(dirname(name), further))


def _text_of(name: str, base: Base | None) -> str:
    if name in shipped_protocol_ids():
        return shipped_protocol_text(name)
    try:
        text = base(name) if base is not None else None
    except ProtocolFileError as broken:
        raise NoBase("protocol-problem-extends-broken", name, broken.problems[0].line) from None
    if text is None:
        raise NoBase("protocol-problem-extends-nothing", name)
    return text


def _read(text: str, name: str) -> Mapping[str, Any]:
    quick = quickly_read(text) if len(text) <= MOST_CHARACTERS else None
    if quick is not None:
        return quick.tree
    try:
        return carefully_read(text)
    except NotReadable as broken:
        raise NoBase("protocol-problem-extends-broken", name, broken.line) from None


def _extends(text: str) -> bool:
    if not may_extend(text):
        return False
    try:
        return _read(text, "").get("extends") is not None
    except NoBase:
        return False


def _written(tree: dict[str, Any]) -> str:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 120
    written = StringIO()
    yaml.dump(tree, written)
    return written.getvalue()
