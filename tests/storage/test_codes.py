import itertools
import math
import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.codes import code_words, is_one_slip_away, new_code, normalise

LETTERS = "abcdefghijklmnopqrstuvwxyz"
codes = st.lists(st.sampled_from(code_words()), min_size=5, max_size=5).map(" ".join)


def sound_of(word: str) -> str:
    """A rough Dutch sound: ei and ij, au and ou, ch and g, a final d and t are heard as one."""
    for written, heard in (("ij", "y"), ("ei", "y"), ("au", "ou"), ("ch", "g"), ("c", "k"), ("ph", "f")):
        word = word.replace(written, heard)
    word = re.sub("d$", "t", word)
    word = re.sub("^v", "f", word)
    return re.sub(r"(.)\1", r"\1", re.sub("^z", "s", word))


def test_a_code_holds_at_least_fifty_bits() -> None:
    assert len(set(code_words())) == len(code_words())
    assert 5 * math.log2(len(code_words())) >= 50
    assert all(re.fullmatch("[a-z]{3,8}", word) for word in code_words())


def test_no_word_begins_another_and_the_first_five_letters_tell_which_it_is() -> None:
    for word, following in pairwise(sorted(code_words())):
        assert not following.startswith(word)
    assert len({word[:5] for word in code_words()}) == len(code_words())


def test_no_two_words_are_one_slip_apart_or_sound_the_same() -> None:
    assert len({sound_of(word) for word in code_words()}) == len(code_words())
    for one, other in itertools.combinations(code_words(), 2):
        assert not is_one_slip_away(one, other), (one, other)


def test_codes_are_drawn_anew_each_time_from_all_words() -> None:
    drawn = [new_code() for _ in range(400)]
    assert len(set(drawn)) == 400
    assert all(normalise(code) == code for code in drawn)
    assert len({word for code in drawn for word in code.split()}) > len(code_words()) / 2


@given(codes)
def test_case_spaces_punctuation_and_words_around_it_do_not_matter(code: str) -> None:
    one, two, three, four, five = code.split()
    assert normalise(f"  Mijn code is: {one.upper()}-{two},  {three}.\n{four}/{five.title()}!  Klopt dat?") == code


@given(codes, st.randoms(use_true_random=False))
def test_one_slip_of_the_thumb_is_corrected_or_the_code_is_not_read(code: str, chance: random.Random) -> None:
    typed = code.split()
    place = chance.randrange(5)
    typed[place] = slip(typed[place], chance)
    assert normalise(" ".join(typed)) in (code, None)


def slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    start, letter, rest = word[:place], word[place], word[place + 1 :]
    return chance.choice([start + rest, start + letter + chance.choice(LETTERS) + rest, start + "q" + rest])


@pytest.mark.parametrize("typed", ["kasteeel", "kastel", "ksateel", "kasteal", "hasteel"])
def test_a_typing_error_in_a_word_is_understood(typed: str) -> None:
    assert normalise(f"fiets {typed} zonnig papier banaan") == "fiets kasteel zonnig papier banaan"


def test_an_error_that_may_stand_for_two_words_is_not_guessed() -> None:
    assert is_one_slip_away("kaken", "haken") and is_one_slip_away("kaken", "koken")
    ambiguous = next(filter(None, map(between_two_words, itertools.combinations(code_words(), 2))))
    assert normalise(f"fiets {ambiguous} zonnig papier banaan") is None


def between_two_words(pair: tuple[str, str]) -> str | None:
    """A word of the same length that is one changed letter away from both words, if there is one."""
    one, other = pair
    differing = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(one) < 4 or len(differing) != 2:
        return None
    return one[: differing[0]] + other[differing[0]] + one[differing[0] + 1 :]


def test_accents_do_not_matter() -> None:
    assert normalise("fíets kastèel zonnig papier banaän") == "fiets kasteel zonnig papier banaan"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hallo",
        "12345 67890",
        "fiets kasteel zonnig papier",
        "fiets kasteel zonnig papier banaan zonnig",
        "fiets kasteel zonnig papier xyzzy",
        "🙂 <b> & ‮",
        "a " * 5000,
    ],
)
def test_what_is_not_one_code_is_not_read_as_one(text: str) -> None:
    assert normalise(text) is None


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    assert normalise(text) is None or len((normalise(text) or "").split()) == 5
