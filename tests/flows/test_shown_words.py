"""Words that somebody wrote are shown whole as long as they fit, and are seen to go on where they do not."""

from bot.flows.shown_words import shown_words


def test_words_that_just_fit_are_shown_whole() -> None:
    assert shown_words("Het was Bram.", most=13) == "Het was Bram."


def test_words_one_sign_longer_are_cut_and_seen_to_go_on() -> None:
    assert shown_words("Het was Bram.", most=12) == "Het was Bram…"


def test_no_words_stay_no_words() -> None:
    assert shown_words("", most=12) == ""
