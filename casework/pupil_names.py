"""The full name of a pupil that shares a surname with somebody who works at the school."""

import re
from collections.abc import Iterable

from casework.names import (
    Spoken,
    Words,
    address_words,
    between_words,
    coach_terms,
    common_words,
    is_only_a_name,
    name_forms,
    surname_forms,
    words_of,
)
from casework.staff_words import staff_words_in

_BETWEEN_NAMES = re.compile(r"[,;/&+()\n]+|\b(?:en|of|and)\b", re.IGNORECASE)
_BETWEEN_PUPILS = re.compile(r"[,;/&+\n]+|\b(?:en|and)\b", re.IGNORECASE)
_INTRODUCTION = frozenset({"ik", "ben", "heet", "myn", "naam", "is", "het"})
_SHORTEST_FIRST_NAME = 2
_MOST_OF_ONE_NAME = 3
_TELLING_LETTERS = 3
"""Two first names that begin with as many letters alike may be one: a short form, or a mistake in writing."""


def only_shares_surname(given: str, full_name: str, title: str | None, also_called: Iterable[str]) -> bool:
    """Whether `given`, what a pupil is said to be called, names this member of staff by the surname alone, with a first
    name before it that is not theirs: "Sara de Boer" beside Sanne de Boer.

    False in every doubt: where the school gives no first name, after a form of address or beside a word for staff,
    without a first name or with an initial, for what may be a short form of theirs, and for more than a name.
    """
    first_name, surname = words_of(full_name.partition(" ")[0]), words_of(full_name.partition(" ")[2])
    if not (_is_first_name(first_name) and surname) or _speaks_of_staff(given):
        return False
    forms, shared = name_forms(full_name, title, also_called), frozenset(surname_forms(surname))
    naming = [one for one in _BETWEEN_NAMES.split(given) if Spoken.of(one).names(forms)]
    names_more = any(Spoken.of(one).names(forms - shared) for one in naming)
    others = [one for one in naming if _is_anothers(one, first_name[0], surname)]
    return bool(naming) and not names_more and others == naming


def may_be_one_person(given: str) -> bool:
    """Whether an answer to how two people are called holds one name: "Marit de Wit", not "Marit, moeder van Bo"."""
    names = [one for one in _BETWEEN_NAMES.split(given) if words_of(one)]
    said = [word for word in words_of(given) if word not in _INTRODUCTION | between_words()]
    return len(names) == 1 and len(said) <= _MOST_OF_ONE_NAME and common_words().isdisjoint(said)


def joins_two_names(given: str) -> bool:
    """Whether this may name two pupils: "Tim en Joris", "Tim/Joris". "Van der Berg en Dal" may be one of them too."""
    return sum(bool(words_of(one)) for one in _BETWEEN_PUPILS.split(given)) > 1


def _speaks_of_staff(given: str) -> bool:
    said = {*words_of(given)}
    return any(staff_words_in(given)) or not said.isdisjoint(address_words() | coach_terms())


def _is_first_name(words: Words) -> bool:
    """An initial is none, nor two of them, nor a form of address."""
    return len(words) == 1 and len(words[0]) >= _SHORTEST_FIRST_NAME and words[0] not in common_words()


def _is_anothers(name: str, first_name: str, surname: Words) -> bool:
    written = name.split()
    while written and _INTRODUCTION.issuperset(words_of(written[0])):
        written = written[1:]
    first, follows = words_of("".join(written[:1])), words_of(" ".join(written[1:]))
    if not first or not is_only_a_name(" ".join(written)):
        return False
    between = _between_of(follows)
    return (
        _is_first_name(first[:1])
        and first[0] not in surname
        and first[0][:_TELLING_LETTERS] != first_name[:_TELLING_LETTERS]
        and between in ((), _between_of(surname))
        and Spoken.of(follows[len(between)] if len(follows) > len(between) else "").names(surname_forms(surname))
    )


def _between_of(words: Words) -> Words:
    """The words before a surname: "de" of "de Boer"."""
    return tuple(words[: next((place for place, word in enumerate(words) if word not in between_words()), 0)])
