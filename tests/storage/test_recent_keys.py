from storage import recent_keys
from storage.recent_keys import REMEMBERED_SECONDS, RecentKeys, WrappedRow


def row(key_id: bytes, wrapped: bytes = b"wrapped") -> WrappedRow:
    return (key_id, "draft", wrapped)


def test_the_row_that_was_read_last_is_remembered_until_its_key_is_erased() -> None:
    recent = RecentKeys()
    recent.remember([row(b"one", b"old"), row(b"two")])
    recent.remember([row(b"one", b"new")])
    assert recent.rows_of([b"one", b"three"]) == [row(b"one", b"new")]
    recent.forget([b"one", b"four"])
    assert recent.rows_of([b"one", b"two"]) == [row(b"two")]


def test_no_key_is_remembered_longer_than_a_quarter_of_an_hour_after_it_was_read() -> None:
    now = 100.0
    recent = RecentKeys(lambda: now)
    recent.remember([row(b"one"), row(b"two")])
    now += 1
    recent.remember([row(b"two")])
    now += REMEMBERED_SECONDS - 1
    assert recent.rows_of([b"one", b"two"]) == [row(b"two")]


def test_the_keys_that_were_used_longest_ago_are_forgotten(monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's
    monkeypatch.setattr(recent_keys, "MOST_KEYS", 2)
    recent = RecentKeys()
    for key_id in (b"one", b"two", b"one", b"three"):
        recent.remember([row(key_id)])
    assert recent.rows_of([b"one", b"two", b"three"]) == [row(b"one"), row(b"three")]
