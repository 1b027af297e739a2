from bot import draft_keys
from bot.draft_keys import DraftKeys

NOOR, SAM, MO = b"noor", b"sam", b"mo"


def test_the_key_that_was_read_last_is_expected_again() -> None:
    keys = DraftKeys()
    keys.remember({NOOR: b"old", SAM: b"of sam"})
    keys.remember({NOOR: b"new"})
    assert keys.of([NOOR, SAM, MO]) == {b"new", b"of sam"}


def test_the_chats_that_spoke_longest_ago_are_forgotten(monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's
    monkeypatch.setattr(draft_keys, "MOST_CHATS", 2)
    keys = DraftKeys()
    for chat in (NOOR, SAM, NOOR, MO):
        keys.remember({chat: chat + b"'s"})
    assert keys.of([NOOR, SAM, MO]) == {b"noor's", b"mo's"}
