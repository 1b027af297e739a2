import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import MasterKeyError, SealBroken, WrongMasterKey
from storage.sealing import (
    MasterKey,
    Purpose,
    Sealer,
    keyed_hash_with,
    new_master_key_text,
    place_of,
)

KEY = bytes(range(32))
HERE = place_of("report", 7, "story")


@given(plain=st.binary(max_size=500), place=st.text(max_size=40))
def test_what_is_sealed_opens_in_its_own_place(plain: bytes, place: str) -> None:
    assert Sealer(KEY).open(Sealer(KEY).seal(plain, place), place) == plain


@pytest.mark.parametrize(
    "elsewhere",
    [place_of("report", 8, "story"), place_of("report", 7, "name"), place_of("note", 7, "story"), ""],
)
def test_a_sealed_value_moved_to_another_place_does_not_open(elsewhere: str) -> None:
    sealed = Sealer(KEY).seal(b"ze wachten mij op", HERE)
    with pytest.raises(SealBroken):
        Sealer(KEY).open(sealed, elsewhere)


@given(st.data())
def test_a_sealed_value_with_any_changed_byte_does_not_open(data: st.DataObject) -> None:
    sealed = bytearray(Sealer(KEY).seal(b"ze wachten mij op", HERE))
    position = data.draw(st.integers(0, len(sealed) - 1))
    sealed[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        Sealer(KEY).open(bytes(sealed), HERE)


@given(st.binary(max_size=60))
def test_bytes_that_were_never_sealed_do_not_open(noise: bytes) -> None:
    with pytest.raises(SealBroken):
        Sealer(KEY).open(noise, HERE)


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(SealBroken):
        Sealer(KEY[::-1]).open(Sealer(KEY).seal(b"x", HERE), HERE)


def test_the_same_text_sealed_twice_looks_different_and_hides_the_text() -> None:
    first, second = (Sealer(KEY).seal(b"Noor uit 2B", HERE) for _ in range(2))
    assert first != second
    assert b"Noor" not in first + second


def test_json_and_text_come_back_as_they_were() -> None:
    sealer = Sealer(KEY)
    value = {"naam": "Daniël 🙂", "klas": ["2B", None], "dagen": 3}
    assert sealer.open_json(sealer.seal_json(value, HERE), HERE) == value
    assert sealer.open_text(sealer.seal_text("‮rechts 🙂", HERE), HERE) == "‮rechts 🙂"


def test_each_purpose_has_a_key_of_its_own() -> None:
    master = MasterKey(KEY)
    sealed = master.sealer(Purpose.OUTBOX).seal(b"x", HERE)
    for purpose in set(Purpose) - {Purpose.OUTBOX}:
        with pytest.raises(SealBroken):
            master.sealer(purpose).open(sealed, HERE)
    assert master.sealer(Purpose.OUTBOX).open(sealed, HERE) == b"x"


def test_subkeys_never_change_between_versions() -> None:
    assert MasterKey(KEY).check_value().hex() == CHECK_VALUE_OF_KEY
    assert MasterKey(KEY).keyed_hash("address", "telegram:1").hex() == HASH_OF_ADDRESS


CHECK_VALUE_OF_KEY = "0752e944b806ab8ed834a3b80e44b8e03e5494d140903a2aa242a181d06f1e89"
HASH_OF_ADDRESS = "9121700ebff78dbf28ab843431051910"


def test_a_new_master_key_text_is_read_back_with_spaces_around_it() -> None:
    text = new_master_key_text()
    assert len(base64.urlsafe_b64decode(text)) == 32
    assert MasterKey.from_text(f" {text}\n").check_value() == MasterKey.from_text(text).check_value()
    assert text != new_master_key_text()


@pytest.mark.parametrize(
    "malformed",
    ["", "geheim", "ë" * 43, base64.urlsafe_b64encode(b"x" * 31).decode(), "A" * 42 + "!=", "A" * 88],
)
def test_a_malformed_master_key_is_refused_without_being_quoted(malformed: str) -> None:
    with pytest.raises(MasterKeyError) as refused:
        MasterKey.from_text(malformed)
    assert refused.value.__cause__ is None
    assert not malformed or malformed not in str(refused.value)


def test_keys_do_not_show_when_printed() -> None:
    for shown in (repr(MasterKey(KEY)), repr(Sealer(KEY)), str(MasterKey(KEY))):
        assert KEY.hex() not in shown
        assert "hidden" in shown


def test_the_wrong_master_key_is_recognised_by_the_check_value() -> None:
    stored = MasterKey(KEY).check_value()
    MasterKey(KEY).verify(stored)
    with pytest.raises(WrongMasterKey):
        MasterKey(KEY[::-1]).verify(stored)


def test_keyed_hashes_depend_on_key_kind_and_value() -> None:
    master = MasterKey(KEY)
    hashes = [
        master.keyed_hash("address", "telegram:12345"),
        master.keyed_hash("address", "telegram:12346"),
        master.keyed_hash("code", "telegram:12345"),
        MasterKey(KEY[::-1]).keyed_hash("address", "telegram:12345"),
        keyed_hash_with(KEY, "telegram:12345"),
    ]
    assert len(set(hashes)) == len(hashes)
    assert {len(value) for value in hashes} == {16}
    assert master.keyed_hash("address", "telegram:12345") == hashes[0]


def test_a_chain_link_depends_on_everything_before_it_and_on_where_it_is_split() -> None:
    master = MasterKey(KEY)
    links = {
        master.chain_link(b"ab", b"c"),
        master.chain_link(b"a", b"bc"),
        master.chain_link(b"", b"abc"),
        MasterKey(KEY[::-1]).chain_link(b"ab", b"c"),
    }
    assert len(links) == 4
