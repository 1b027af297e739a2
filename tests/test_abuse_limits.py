from datetime import date, timedelta

from bot.abuse_limits import WRONG_CODES_A_DAY, WRONG_CODES_OF_ALL_A_DAY, AbuseLimits

TODAY = date(2026, 11, 23)
NOOR, SAM = b"n" * 16, b"s" * 16


def guessing(limits: AbuseLimits, chat: bytes, times: int, day: date = TODAY) -> None:
    for _ in range(times):
        limits.count_wrong_guess(chat, day)


def test_a_chat_may_guess_wrong_so_often_a_day() -> None:
    limits = AbuseLimits()
    guessing(limits, NOOR, WRONG_CODES_A_DAY - 1)
    assert limits.may_guess(NOOR, TODAY)
    guessing(limits, NOOR, 1)
    assert not limits.may_guess(NOOR, TODAY) and limits.may_guess(SAM, TODAY)


def test_the_next_day_begins_anew() -> None:
    limits = AbuseLimits()
    guessing(limits, NOOR, WRONG_CODES_A_DAY)
    assert limits.may_guess(NOOR, TODAY + timedelta(days=1))


def test_many_accounts_together_are_limited_too() -> None:
    limits = AbuseLimits()
    for number in range(WRONG_CODES_OF_ALL_A_DAY):
        limits.count_wrong_guess(number.to_bytes(16, "big"), TODAY)
    assert not limits.may_guess(NOOR, TODAY)


def test_what_is_not_counted_yet_counts_for_the_next_guess() -> None:
    limits = AbuseLimits()
    guessing(limits, NOOR, WRONG_CODES_A_DAY - 2)
    assert limits.may_guess(NOOR, TODAY, [NOOR, SAM, SAM])
    assert not limits.may_guess(NOOR, TODAY, [NOOR, NOOR])
    assert not limits.may_guess(NOOR, TODAY, [SAM] * WRONG_CODES_OF_ALL_A_DAY)


def test_no_count_tells_whose_it_is() -> None:
    limits = AbuseLimits()
    guessing(limits, NOOR, 1)
    assert NOOR.hex() not in repr(limits) and repr(NOOR) not in repr(limits)
