"""What a protocol asks, in the words of what was done: for a report that tells of it afterwards."""

import re
from functools import cache
from pathlib import Path

from casework.quick_yaml import read_own

_FILE = Path(__file__).with_name("past_words.yaml")
_MORE_THAN_ONE = re.compile(r"[,;:?!.]")


def as_done(label: str) -> str | None:
    """ "Bel de ouders" as "De ouders gebeld"; None where that cannot be said by moving the verb alone."""
    data = _words()
    verb, _, rest = label.partition(" ")
    participle, words = data["participles"].get(verb.casefold()), rest.split()
    if participle is None or not words or _MORE_THAN_ONE.search(label) or set(words[:-1]) & set(data["joining"]):
        return None
    if words[-1] in data["particles"]:
        participle = f"{words.pop()}{participle}"
    said = " ".join((*words, participle))
    return said[0].upper() + said[1:]


@cache
def _words() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = read_own(_FILE.read_text(encoding="utf-8"))
    return data
