from datetime import timedelta

from bot import recent_talks
from bot.recent_talks import REMEMBERED, RecentTalks
from storage.conversations import ConversationRow
from tests.rooms import NOW

NOOR, SAM, MO = b"noor", b"sam", b"mo"


def row(chat: bytes, state: bytes = b"sealed", key_id: bytes | None = b"key") -> ConversationRow:
    return ConversationRow(chat, b"address", key_id, state, 0)


def test_what_was_written_last_is_remembered_until_it_is_taken() -> None:
    recent = RecentTalks()
    recent.remember([row(NOOR, b"old"), row(SAM)], [], NOW)
    recent.remember([row(NOOR, b"new")], [], NOW)
    assert recent.take([NOOR, MO], NOW) == {NOOR: row(NOOR, b"new")}
    assert recent.take([NOOR, SAM], NOW) == {SAM: row(SAM)}


def test_what_has_no_key_of_its_own_is_not_held() -> None:
    recent = RecentTalks()
    recent.remember([row(NOOR, key_id=None)], [], NOW)
    assert recent.take([NOOR], NOW) == {}


def test_nothing_is_held_longer_than_a_quarter_of_an_hour() -> None:
    recent = RecentTalks()
    recent.remember([row(NOOR), row(SAM)], [], NOW)
    recent.remember([row(SAM)], [], NOW + timedelta(seconds=1))
    assert recent.take([NOOR, SAM], NOW + REMEMBERED) == {SAM: row(SAM)}


def test_the_chats_that_spoke_longest_ago_are_forgotten(monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's
    monkeypatch.setattr(recent_talks, "MOST_CHATS", 2)
    recent = RecentTalks()
    for chat in (NOOR, SAM, NOOR, MO):
        recent.remember([row(chat)], [], NOW)
    assert recent.take([NOOR, SAM, MO], NOW).keys() == {NOOR, MO}


def test_an_update_that_was_handled_is_not_new_until_many_came_after_it(monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's
    monkeypatch.setattr(recent_talks, "MOST_UPDATES", 2)
    recent = RecentTalks()
    recent.remember([], [1, 2], NOW)
    assert not recent.are_new([3, 1])
    assert recent.are_new([3, 4])
    recent.remember([], [3], NOW)
    assert recent.are_new([1]) and not recent.are_new([2])
