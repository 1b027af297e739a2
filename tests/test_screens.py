from datetime import timedelta

from bot.screens import TAKEN_AWAY_WITHIN, Screens
from tests.rooms import NOW

NOOR, SAM = b"n" * 16, b"s" * 16


def test_messages_are_known_in_their_own_chat_alone() -> None:
    screens = Screens()
    screens.remember(NOOR, (3, 4), NOW)
    assert screens.messages_in(NOOR, NOW) == [3, 4] and screens.messages_in(SAM, NOW) == []


def test_they_are_forgotten_when_the_channel_lets_nobody_take_them_away_any_more() -> None:
    screens = Screens()
    screens.remember(NOOR, (3,), NOW)
    screens.remember(NOOR, (4,), NOW + timedelta(hours=1))
    assert screens.messages_in(NOOR, NOW + TAKEN_AWAY_WITHIN) == [4]
    assert screens.messages_in(SAM, NOW + 2 * TAKEN_AWAY_WITHIN) == []
    assert NOOR.decode() not in repr(screens)
