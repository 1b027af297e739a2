"""Reading what somebody wrote for two things only: who on the staff it may be about, and danger.

Both lead to a question or to help on the screen. Nothing here classifies a report or decides where it goes:
asking once too often is fine, staying silent is not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from casework.broken_things import without_broken_things
from casework.names import Spoken, Words, coach_terms, name_forms, words_of
from casework.pupil_names import only_shares_surname
from casework.quick_yaml import read_own
from casework.school import FIRST_CONTACT, STAFF_ANY, Person, School
from casework.staff_words import StaffWord, staff_words_in

_DANGER_FILE = Path(__file__).with_name("danger_words.yaml")
_SERIOUS_FILE = Path(__file__).with_name("serious_words.yaml")
_SHORTEST_TITLE_END = 8
_GROUPS = "groups"
_GRAVE = "grave"
_PICTURE = "picture"
_EITHER_WAY = " <> "
_BETWEEN = " .. .. "
_HELP = frozenset({"help", "hulp"})
_WITH_HELP = frozenset({"me", "mij", "my", "aub", "nu", "snel", "please", "pls", "nodig", "ik", "heb"})
_TEAM_SIZE = 3
"""A role title held by more people than this does not point at anybody."""
_MOST_SCHOOLS = 16
_pointing: dict[int, tuple[School, frozenset[str]]] = {}
"""By the id of the school; nothing that anybody wrote."""


class DangerKind(StrEnum):
    """What the help on the screen should be about; the value is a key of danger_words.yaml."""

    SELF_HARM = "self_harm"
    WEAPON = "weapon"
    HURT_NOW = "hurt_now"
    HOME_UNSAFE = "home_unsafe"


class SeriousKind(StrEnum):
    """What should not wait a night without its reporter knowing whom to call; the value is a key of
    serious_words.yaml."""

    THREAT = "threat"
    VIOLENCE = "violence"
    SEXUAL = "sexual"


_Kind = TypeVar("_Kind", bound=StrEnum)


class AskedBecause(StrEnum):
    """What in the text led to the question."""

    NAME = "name"
    COACH_WORD = "coach_word"
    ROLE_TITLE = "role_title"
    STAFF_WORD = "staff_word"


@dataclass(frozen=True)
class StaffQuestion:
    """A question of the kind "Gaat het over …?"; a person of None is the coach of a class that is not known (yet).

    `role` is the one by whose word they were spoken of, also where their name stands there too; None without such a
    word.
    """

    person: str | None
    because: AskedBecause
    role: str | None = None


def asks_about_staff(
    text: str, school: School, class_id: str | None, pupils: Sequence[str] = ()
) -> tuple[StaffQuestion, ...]:
    """The questions to ask before a recipient is fixed; each person at most once, the class's coach first.

    `pupils` are answers to how a pupil is called: a full name there that shares no more than a surname with somebody
    who works here asks nothing.
    """
    spoken = Spoken.of("\n".join((text, *pupils)))
    if spoken.stems.isdisjoint(_pointing_words(school)):
        return ()
    coach = school.coach_of(class_id)
    roles: dict[str | None, str] = dict(_title_holders(spoken, school, class_id).items())
    because: dict[str | None, AskedBecause] = dict.fromkeys(roles, AskedBecause.ROLE_TITLE)
    because |= dict.fromkeys(_meant_by_name(text, pupils, school), AskedBecause.NAME)
    if _coach_spoken_of(spoken, school):
        roles[coach], because[coach] = FIRST_CONTACT, AskedBecause.COACH_WORD
    ordered = sorted(because, key=lambda person: (person != coach, _place(school, person)))
    return tuple(StaffQuestion(person, because[person], roles.get(person)) for person in ordered)


def speaks_of_staff(text: str, school: School, class_id: str | None = None) -> bool:
    """Whether the text speaks of somebody who works at the school without saying who: "mijn gymleraar".

    Words that lead to a question of `asks_about_staff` do not count: for a class's coach, a title of the school, and
    what stands before the name of somebody who works here ("juf Sanne").
    """
    found = list(staff_words_in(text))
    if not found:
        return False
    spoken = Spoken.of(text)
    asked_about = coach_terms().union(*_titles_asked_about(spoken, school, class_id))
    return any(one.word not in asked_about and not _belongs_to_a_name(one, school) for one in found)


def _titles_asked_about(spoken: Spoken, school: School, class_id: str | None) -> Iterator[Words]:
    """The words for a role in `spoken` that lead to a question, in the school's own titles."""
    yield _title_words(school.role_title(FIRST_CONTACT))
    titles = _titles_of(school)
    for role_id in _roles_called(spoken, titles):
        if len(school.people_in_role(role_id, class_id)) in range(1, _TEAM_SIZE + 1):
            yield titles[role_id]
            yield tuple(word for word in spoken.words if titles[role_id][-1].endswith(word))


def _belongs_to_a_name(one: StaffWord, school: School) -> bool:
    """Whether it stands before the name of somebody who works here; of "de juf van Sanne" it is not Sanne."""
    follows = Spoken.of(one.followed_by)
    for person in school.people.values():
        first_name = words_of(person.name.partition(" ")[0])
        forms = (form for form in _forms_of(person) if len(form) == 1 and (one.at_once or form != first_name))
        if follows.names(forms):
            return True
    return False


def people_named(text: str, school: School, class_id: str | None = None) -> tuple[str, ...]:
    """The ids of the people whose name stands in the text as a word; the class's coach first."""
    coach = school.coach_of(class_id)
    return tuple(sorted(_named(Spoken.of(text), school), key=lambda person: person != coach))


def coach_words(text: str, school: School | None = None) -> bool:
    """Whether the text speaks of a coach or mentor, in the usual words or in the school's own."""
    return _coach_spoken_of(Spoken.of(text), school)


def danger_in(text: str) -> DangerKind | None:
    """The first kind of danger, in the order of DangerKind, that the words may point at."""
    return next(_dangers_in(words_of(text)), None)


def dangers_in(text: str) -> tuple[DangerKind, ...]:
    """Every kind of danger, in the order of DangerKind, that the words may point at: each has its own lines."""
    return tuple(_dangers_in(words_of(text)))


def _dangers_in(words: Words) -> Iterator[DangerKind]:
    if _only_call_for_help(words):
        return iter((DangerKind.HURT_NOW,))
    return _kinds_in(words, _DANGER_FILE, DangerKind)


def _only_call_for_help(words: Words) -> bool:
    return not _HELP.isdisjoint(words) and (_HELP | _WITH_HELP).issuperset(words)


def serious_in(text: str) -> SeriousKind | None:
    """The last kind, in the order of SeriousKind, that the words may point at: that one has a line of its own."""
    return next(_kinds_in(words_of(text), _SERIOUS_FILE, reversed(SeriousKind)), None)


def is_grave(text: str) -> bool:
    """Whether the words may point at violence or a threat so serious that its reader should look at once, though nobody
    seems in danger now: less than `serious_in` finds. Violence against a thing alone is not."""
    return _is_in_list(text, _GRAVE) and _is_in_list(without_broken_things(text), _GRAVE)


def speaks_of_naked_picture(text: str) -> bool:
    """Whether the words may point at a picture on which somebody is naked, which is not to be kept (AX-17): less than
    `serious_in` finds as sexual."""
    return _is_in_list(text, _PICTURE)


def _is_in_list(text: str, name: str) -> bool:
    words = words_of(text)
    return bool(words) and _patterns(_SERIOUS_FILE)[name].search(" ".join(("", *words, ""))) is not None


def cannot_be_light(text: str) -> bool:
    """Whether the words may point at danger or at anything serious or grave: about these it is asked once too often."""
    return danger_in(text) is not None or serious_in(text) is not None or is_grave(text)


def points_at(kind: DangerKind | SeriousKind, text: str) -> bool:
    """Whether the words may point at this kind of danger, whatever else they point at."""
    file = _DANGER_FILE if isinstance(kind, DangerKind) else _SERIOUS_FILE
    return any(_kinds_in(words_of(text), file, (kind,)))


def _kinds_in(words: Words, file: Path, kinds: Iterable[_Kind]) -> Iterator[_Kind]:
    """Those of `kinds` that the words may point at by what `file` holds of them."""
    if not words:
        return
    sentence, patterns = " ".join(("", *words, "")), _patterns(file)
    yield from (kind for kind in kinds if patterns[kind].search(sentence) is not None)


def _pointing_words(school: School) -> frozenset[str]:
    """The words of which one stands in everything that may be about somebody of this school: most sentences have none,
    and are asked about at nearly every screen."""
    if id(school) not in _pointing:
        if len(_pointing) == _MOST_SCHOOLS:
            _pointing.clear()
        # Kept with the school, so that no other one gets its id.
        _pointing[id(school)] = (school, frozenset(_last_words(school)))
    return _pointing[id(school)][1]


def _last_words(school: School) -> Iterator[str]:
    """The last word of all that somebody is called, and the ends of titles that are enough."""
    yield from coach_terms()
    yield from (form[-1] for person in school.people.values() for form in _forms_of(person))
    titles = (_title_words(school.role_title(role_id)) for role_id in (FIRST_CONTACT, *school.roles))
    for last in (title[-1] for title in titles if title):
        yield last
        yield from (last[start:] for start in range(1, len(last) - _SHORTEST_TITLE_END + 1))


def _named(spoken: Spoken, school: School) -> list[str]:
    return [person.id for person in school.people.values() if spoken.names(_forms_of(person))]


def _meant_by_name(text: str, pupils: Sequence[str], school: School) -> list[str]:
    told = _named(Spoken.of(text), school)
    given = ((one, school.people[person]) for one in pupils for person in _named(Spoken.of(one), school))
    meant = {one.id for name, one in given if not only_shares_surname(name, one.name, one.title, one.also_called)}
    return [person for person in school.people if person in meant.union(told)]


def _coach_spoken_of(spoken: Spoken, school: School | None) -> bool:
    own_title = _title_words(school.role_title(FIRST_CONTACT)) if school else ()
    return not coach_terms().isdisjoint(spoken.words) or (bool(own_title) and spoken.names([own_title]))


def _title_holders(spoken: Spoken, school: School, class_id: str | None) -> dict[str, str]:
    """Who holds a role that is spoken of, each with that role; of several the first of the school's file."""
    titles = _titles_of(school)
    called = _roles_called(spoken, titles)
    found: dict[str, str] = {}
    for role_id in (role_id for role_id in titles if role_id in called):
        holders = school.people_in_role(role_id, class_id)
        for holder in holders if len(holders) <= _TEAM_SIZE else ():
            found.setdefault(holder, role_id)
    return found


def _titles_of(school: School) -> dict[str, Words]:
    roles = school.roles.items()
    return {role_id: _title_words(role.title) for role_id, role in roles if role_id not in (FIRST_CONTACT, STAFF_ANY)}


def _roles_called(spoken: Spoken, titles: Mapping[str, Words]) -> set[str]:
    called = {role_id for role_id, title in titles.items() if title and spoken.names([title])}
    return called.union(_called_by_their_end(spoken, titles))


def _called_by_their_end(spoken: Spoken, titles: Mapping[str, Words]) -> Iterator[str]:
    """The roles of which a word is the end of the title, and of no other title: "directeur"."""
    for word in spoken.words:
        if len(word) >= _SHORTEST_TITLE_END:
            ending = [role_id for role_id, title in titles.items() if title and title[-1].endswith(word)]
            if len(ending) == 1:
                yield ending[0]


def _place(school: School, person: str | None) -> int:
    return tuple(school.people).index(person) if person in school.people else -1


def _forms_of(person: Person) -> frozenset[Words]:
    return _forms(person.name, person.title, person.also_called)


@lru_cache(maxsize=2048)
def _forms(name: str, title: str | None, also_called: tuple[str, ...]) -> frozenset[Words]:
    return name_forms(name, title, also_called)


@lru_cache(maxsize=256)
def _title_words(title: str) -> Words:
    return words_of(title)


@cache
def _patterns(file: Path) -> dict[str, re.Pattern[str]]:
    lists: dict[str, Any] = read_own(file.read_text(encoding="utf-8"))
    groups: dict[str, list[str]] = lists.pop(_GROUPS, {})
    return {
        kind: re.compile("|".join(f"(?: {_phrase_pattern(one, groups)}(?= ))" for one in _orders_of(phrases)))
        for kind, phrases in lists.items()
    }


def _orders_of(phrases: Iterable[str]) -> Iterator[str]:
    """Each phrase; one that holds in both orders in either."""
    for phrase in phrases:
        first, either_way, second = phrase.partition(_EITHER_WAY)
        yield f"{first}{_BETWEEN}{second}" if either_way else phrase
        if either_way:
            yield f"{second}{_BETWEEN}{first}"


def _phrase_pattern(phrase: str, groups: Mapping[str, list[str]]) -> str:
    """A phrase of the file as a pattern over words that each follow one space."""
    pattern = ""
    for part in phrase.split():
        if part == "..":
            pattern += "(?: [^ ]+){0,3}"
            continue
        words = (word for name in part.split("/") for word in groups.get(name, (name,)))
        either = "|".join(_word_pattern(word) for word in words)
        pattern += (" " if pattern else "") + (f"(?:{either})" if "|" in either else either)
    return pattern


def _word_pattern(word: str) -> str:
    return "".join(words_of(word)) + ("[^ ]*" if word.endswith("*") else "")
