import pytest

from bot.pace import Pace

NOOR, SAM = b"n", b"s"


class Hands:
    """A clock that is moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


def taken(pace: Pace, chat: bytes, tries: int = 100, *, new: bool = True) -> int:
    return sum(pace.take(chat, is_new_message=new) for _ in range(tries))


def test_one_chat_gets_a_short_burst_and_then_one_message_a_second(clock: Hands) -> None:
    pace = Pace(clock)
    assert taken(pace, NOOR) == 3
    for _ in range(5):
        clock.now += 1
        assert taken(pace, NOOR) == 1


def test_changing_messages_counts_for_all_but_not_for_the_chat(clock: Hands) -> None:
    pace = Pace(clock)
    assert taken(pace, NOOR, new=False) == 30
    assert taken(pace, SAM) == 0


def test_all_chats_together_get_thirty_a_second(clock: Hands) -> None:
    pace = Pace(clock)
    chats = [bytes([number]) for number in range(200)]
    assert sum(pace.take(chat, is_new_message=True) for chat in chats) == 30
    clock.now += 1
    assert sum(pace.take(chat, is_new_message=True) for chat in chats) == 30


def test_after_the_wait_a_row_may_go(clock: Hands) -> None:
    pace = Pace(clock)
    taken(pace, NOOR)
    assert 0 < pace.wait(NOOR) <= 1
    clock.now += pace.wait(NOOR) + 1e-6
    assert pace.take(NOOR, is_new_message=True)


def test_time_that_passed_unnoticed_is_not_waited_for_again(clock: Hands) -> None:
    pace = Pace(clock)
    taken(pace, NOOR)
    clock.now += 60
    assert pace.wait(NOOR) == 0


def test_one_chat_that_must_wait_holds_up_no_other(clock: Hands) -> None:
    pace = Pace(clock)
    taken(pace, NOOR)
    assert pace.wait(SAM) == 0 and pace.take(SAM, is_new_message=True)


def test_forgetting_quiet_chats_gives_nobody_more_than_their_share(clock: Hands) -> None:
    pace = Pace(clock)
    taken(pace, NOOR)
    pace.forget_quiet_chats()
    assert taken(pace, NOOR) == 0
    clock.now += 3
    pace.forget_quiet_chats()
    assert taken(pace, NOOR) == 3


def test_chats_at_rest_take_up_no_memory(clock: Hands) -> None:
    pace = Pace(clock)
    for number in range(1000):
        pace.take(number.to_bytes(8, "big"), is_new_message=True)
    assert pace.remembered == 1000
    clock.now += 3
    pace.forget_quiet_chats()
    assert pace.remembered == 0
