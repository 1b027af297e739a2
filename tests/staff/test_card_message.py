from bot.flows.words import Message, phrase
from bot.spoken import spoken_message
from bot.staff.card_scene import in_lines


def test_a_paragraph_of_many_lines_is_spoken_whole() -> None:
    lines = [
        phrase("card-home-held", what=f"Bel de ouders van leerling {number}, en vertel wat er speelt", whose="none")
        for number in range(80)
    ]
    words = spoken_message(Message((in_lines(lines) or "",)))
    assert len(words) > 2500
    assert len(words.splitlines()) == 80
    assert "leerling 79" in words


def test_a_paragraph_without_lines_is_no_paragraph() -> None:
    assert in_lines([]) is None
