"""How a person may be named in what somebody writes: forms of a name, and finding them as words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casework.quick_yaml import read_own

Words = tuple[str, ...]

_FILE = Path(__file__).with_name("name_words.yaml")
_STAFF_FILE = Path(__file__).with_name("staff_words.yaml")
_WORD = re.compile(r"[^\W_]+")
_LETTERS_WITHOUT_ACCENT_FORM = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


def words_of(text: str) -> Words:
    """The words of a text, without accents, case and invisible characters; "Sanne's" is "sanne", "s".

    "ij" becomes "y": pupils write Meyer for Meijer, and a name has to be found however it is spelled.
    """
    plain = text.casefold() if text.isascii() else _without_accents(text)
    return tuple(_WORD.findall(plain.replace("ij", "y")))


def _without_accents(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text)
    visible = "".join(sign for sign in spread if unicodedata.category(sign) not in ("Mn", "Cf"))
    return visible.casefold().translate(_LETTERS_WITHOUT_ACCENT_FORM)


_LONGEST_NAME = 5


def is_only_a_name(text: str) -> bool:
    """Whether this answer to "who is it?" is a name, or what stands for one: "die lange van gym". Otherwise something
    is told with it, which belongs elsewhere."""
    left = _without_words_around(text)
    return len(left) <= _LONGEST_NAME and _word_lists()["in_a_story"].isdisjoint(left)


def is_only_a_role(text: str) -> bool:
    """Whether this says what somebody is at the school, and no name with it: "hij is mijn mentor"."""
    lists = _word_lists()
    return bool(words_of(text)) and lists["coach"].union(lists["staff"]).issuperset(_without_words_around(text))


def _without_words_around(text: str) -> Words:
    lists = _word_lists()
    around = lists["around_a_name"] | lists["address"] | lists["between"]
    return tuple(word for word in words_of(text) if word not in around)


def says_no_name(text: str) -> bool:
    """Whether somebody answered "who is it?" with not knowing it, or not wanting to say."""
    return "".join(words_of(text)) in _word_lists()["no_name"]


@dataclass(frozen=True)
class Spoken:
    """What somebody wrote, as words; `stems` also holds each word without a Dutch ending ("sannes": "sanne")."""

    words: Words
    stems: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Spoken":
        words = words_of(text)
        return cls(words, frozenset(stem for word in words for stem in _stems(word)))

    def names(self, forms: Iterable[Words]) -> bool:
        """Whether one of the forms stands here as whole words, the last one possibly with an ending."""
        # Nearly always the last word is not there already.
        return any(self._in_a_row(form) for form in forms if form[-1] in self.stems)

    def _in_a_row(self, form: Words) -> bool:
        *leading, last = form
        if not leading:
            return True
        ends = range(len(leading), len(self.words))
        return any(
            list(self.words[end - len(leading) : end]) == leading and last in _stems(self.words[end]) for end in ends
        )


def name_forms(full_name: str, title: str | None, also_called: Iterable[str]) -> frozenset[Words]:
    """Every run of words that names the person.

    The whole name, the first name, each part of the surname alone, the surname written as one word, what the title adds
    and what pupils say. A tussenvoegsel or a form of address alone names nobody.
    """
    forms = set(_full_name_forms(full_name))
    if title:
        forms.update(surname_forms(_without_address(words_of(title))))
    for nickname in also_called:
        forms.add(_without_address(words_of(nickname)))
    return frozenset(form for form in forms if form and not _only_between(form))


def surname_forms(words: Words) -> Iterator[Words]:
    """The runs of words that name somebody by the surname in `words`: each part of it, and all written as one word."""
    between = _word_lists()["between"]
    yield ("".join(words),)
    yield from ((word,) for word in words if word not in between)


def coach_terms() -> frozenset[str]:
    """The words with which pupils speak of a class's coach, whatever the school calls them."""
    return frozenset(_word_lists()["coach"])


def address_words() -> frozenset[str]:
    """Words that stand before the name of somebody who works here: "meneer", "juf"."""
    return _word_lists()["address"]


def between_words() -> frozenset[str]:
    """Words that stand between a first name and a surname: "van", "de"."""
    return _word_lists()["between"]


def common_words() -> frozenset[str]:
    """Words that are nobody's name, as `words_of` gives them."""
    lists = _word_lists()
    return frozenset().union(*(lists[kind] for kind in ("common", "between", "address", "coach", "staff")))


def _full_name_forms(full_name: str) -> Iterator[Words]:
    parts = full_name.split()
    first = words_of(parts[0]) if parts else ()
    yield first
    yield ("".join(first),)
    yield words_of(full_name)
    yield from surname_forms(tuple(word for part in parts[1:] for word in words_of(part)))


def _without_address(words: Words) -> Words:
    skipped = _word_lists()["address"] | _word_lists()["between"]
    start = next((place for place, word in enumerate(words) if word not in skipped), len(words))
    return words[start:]


def _only_between(form: Words) -> bool:
    skipped = _word_lists()["between"]
    return all(word in skipped for word in form) or form == ("",)


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending in _word_lists()["endings"]:
        if word.endswith(ending):
            yield word.removesuffix(ending)


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    data = read_own(_FILE.read_text(encoding="utf-8"))
    of_staff = read_own(_STAFF_FILE.read_text(encoding="utf-8"))
    data["staff"] = [*of_staff["ends"], *of_staff["words"]]
    # The lists pass the same normalising as what people write, so that both sides always agree.
    return {kind: frozenset("".join(words_of(word)) for word in words) for kind, words in data.items()}
