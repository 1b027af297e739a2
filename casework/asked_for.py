"""Words that only ask for somebody by their function: "ik wil met de vertrouwenspersoon praten"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from casework.names import Words, words_of
from casework.quick_yaml import read_own

_FILE = Path(__file__).with_name("asked_for_words.yaml")
_TITLE = "\x00"
_SHORTEST_TITLE_END = 8


def without_requests(text: str, title: str) -> str:
    """`text` without the clauses that only ask for whoever has the function `title` to hear or read it.

    Such a clause stays where something follows that may say more of the same person ("want die zit aan me"), or of
    another one who has the function: then it does not only ask for them.
    """
    clauses, function = _clause_ends().split(text), words_of(title)
    asking = [place for place, clause in enumerate(clauses) if _only_asks(words_of(clause), function)]
    if not asking or any(_may_say_more(words_of(clause)) for clause in clauses[asking[0] + 1 :]):
        return text
    return "".join("" if place in asking else clause for place, clause in enumerate(clauses))


def _only_asks(clause: Words, title: Words) -> bool:
    said = " ".join(_with_title_marked(clause, title))
    return said.count(_TITLE) == 1 and _requests().fullmatch(said) is not None


def _with_title_marked(clause: Words, title: Words) -> Iterator[str]:
    """The words, with a sign in the place of the title, or of the word that is the end of it."""
    place = 0
    while place < len(clause):
        word = clause[place]
        if title and clause[place : place + len(title)] == title:
            yield _TITLE
            place += len(title)
            continue
        is_end = bool(title) and len(word) >= _SHORTEST_TITLE_END and title[-1].endswith(word)
        yield _TITLE if is_end else word
        place += 1


def _may_say_more(clause: Words) -> bool:
    return not frozenset(clause).isdisjoint(_lists()["of_the_same"])


@lru_cache(maxsize=1)
def _clause_ends() -> re.Pattern[str]:
    """What stands between two clauses; splitting with it keeps it."""
    between = "|".join(re.escape(word) for word in sorted(_lists()["between_clauses"]))
    return re.compile(rf"([.,;:!?()\n]+|\b(?:{between})\b)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _requests() -> re.Pattern[str]:
    """A whole clause as `words_of` gives words, with one space between; the title is a sign."""
    lists = {name: "|".join(sorted(words, key=len, reverse=True)) for name, words in _lists().items()}
    beside = rf"(?:(?:{lists['beside']}) )*"
    after = rf"(?: (?:{lists['beside']}))*"
    somebody = rf"(?:(?:{lists['before_title']}) )?{_TITLE}"
    to_somebody = rf"(?:{lists['to']}) {somebody}"
    wishing = rf"(?:{beside}(?:ik )?(?:{lists['wishing']}) (?:ik )?)?"
    speaking = rf"{wishing}{beside}{to_somebody}{after}"
    reading = rf"(?:ik )?(?:{lists['wishing']}) {beside}dat {somebody} {beside}(?:{lists['reads']})"
    may_read = rf"(?:{lists['may']}) {somebody} {beside}(?:{lists['read']})"
    return re.compile(rf"{speaking}|{reading}|{may_read}")


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = read_own(_FILE.read_text(encoding="utf-8"))
    return {kind: frozenset("".join(words_of(word)) for word in words) for kind, words in data.items()}
