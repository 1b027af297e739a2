"""How much there is in a YAML text, before somebody reads it with care: that takes long, and follows every alias."""

from yaml import CBaseLoader, YAMLError, parse
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event, NodeEvent

MOST_CHARACTERS = 1_000_000
MOST_BYTES = 4 * MOST_CHARACTERS
"""More bytes than this are more characters than there may be, whatever they are."""

_DEEPEST = 60
_MOST_PARTS = 100_000


class TooMuch(Exception):
    """More than any file of a school holds; `what` says of what: too-large, too-deep, in-itself, too-many."""

    def __init__(self, line: int, what: str, fields: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line
        self.what = what
        self.fields = fields


def weigh(text: str) -> None:
    """Raises TooMuch for a text that is too large, nested too deep, or that aliases make too large or endless.

    A text that is no YAML is left to whoever reads it next.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooMuch(1, "too-large")
    scale = _Scale()
    try:
        for event in parse(text, Loader=CBaseLoader):
            scale.put(event)
    except YAMLError:
        return


class _Scale:
    """Counts the parts of a text with those that its aliases stand for."""

    def __init__(self) -> None:
        self._open: list[tuple[str | None, int]] = []
        self._parts = 0
        self._parts_of: dict[str, int] = {}

    def put(self, event: Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if isinstance(event, AliasEvent):
            self._parts += self._followed(event, line)
        elif isinstance(event, CollectionEndEvent):
            anchor, before = self._open.pop()
            if anchor is not None:
                self._parts_of[anchor] = self._parts - before
        elif isinstance(event, NodeEvent):
            self._parts += 1
        if isinstance(event, CollectionStartEvent):
            self._open.append((event.anchor, self._parts))
        if len(self._open) > _DEEPEST:
            raise TooMuch(line, "too-deep")
        if self._parts > _MOST_PARTS:
            raise TooMuch(line, "too-many")

    def _followed(self, event: AliasEvent, line: int) -> int:
        if any(anchor == event.anchor for anchor, _ in self._open):
            raise TooMuch(line, "in-itself", (("name", str(event.anchor)),))
        return self._parts_of.get(str(event.anchor), 1)
