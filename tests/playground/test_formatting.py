import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.errors import BadRequest
from bot.playground.formatting import (
    caption_text,
    formatted,
    message_text,
    typed_entities,
    utf16_length,
)

visible = st.text(st.characters(exclude_categories=["Cs"]))


def test_html_becomes_text_with_entities_counted_in_utf16_units() -> None:
    result = formatted('😀 <b>dik <i>en scheef</i></b> <a href="https://a.nl/?x=1&amp;y">hier</a>', "HTML")
    assert result.text == "😀 dik en scheef hier"
    assert result.entities == [
        {"type": "bold", "offset": 3, "length": 13},
        {"type": "italic", "offset": 7, "length": 9},
        {"type": "text_link", "offset": 17, "length": 4, "url": "https://a.nl/?x=1&y"},
    ]


def test_spoilers_and_quotes_are_known() -> None:
    source = '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span><blockquote expandable>c</blockquote>'
    kinds = [entity["type"] for entity in formatted(source, "HTML").entities]
    assert kinds == ["spoiler", "spoiler", "expandable_blockquote"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("dicht</b>", "Unexpected end tag at byte offset 5"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("é<div>x</div>", 'Unsupported start tag "div" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("3 < 4", "Unclosed or malformed start tag at byte offset 2"),
        ("<b", "Unclosed or malformed start tag at byte offset 0"),
        ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_that_telegram_refuses_is_refused(source: str, reason: str) -> None:
    with pytest.raises(BadRequest) as refused:
        formatted(source, "HTML")
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_another_parse_mode_is_refused() -> None:
    with pytest.raises(BadRequest, match="parse_mode"):
        formatted("*x*", "MarkdownV2")


@given(visible)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert formatted(html.escape(text), "HTML").text == text.strip()


@given(visible, visible, visible)
def test_an_entity_covers_exactly_what_its_tag_held(before: str, inside: str, after: str) -> None:
    source = f"{html.escape(before)}<b>{html.escape(inside)}</b>{html.escape(after)}"
    result = formatted(source, "HTML")
    units = result.text.encode("utf-16-le")
    for entity in result.entities:
        start, length = 2 * entity["offset"], 2 * entity["length"]
        covered = units[start : start + length].decode("utf-16-le")
        assert covered.strip() == inside.strip()


@given(visible)
def test_length_is_that_of_utf16(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


def test_the_longest_text_counts_utf16_units_after_parsing() -> None:
    assert message_text("<b>" + "😀" * 2048 + "</b>", "HTML", None).text == "😀" * 2048
    with pytest.raises(BadRequest, match="message is too long"):
        message_text("😀" * 2048 + "a", None, None)


def test_the_longest_caption_counts_utf16_units_after_parsing() -> None:
    assert caption_text("<i>" + "a" * 1024 + "</i>", "HTML", None).text == "a" * 1024
    with pytest.raises(BadRequest, match="message caption is too long"):
        caption_text("a" * 1025, None, None)


@pytest.mark.parametrize("source", ["", "  \n ", "<b></b>", "<b> </b>"])
def test_a_text_of_nothing_is_refused(source: str) -> None:
    with pytest.raises(BadRequest, match="message text is empty"):
        message_text(source, "HTML", None)


def test_entities_of_the_call_must_lie_inside_the_text() -> None:
    with pytest.raises(BadRequest, match="can't parse entities"):
        formatted("abc", None, [{"type": "bold", "offset": 2, "length": 2}])


def test_commands_in_typed_text_are_found_and_addresses_are_not() -> None:
    assert typed_entities("😀 /melden nu, zie a.nl/x of 1/2") == [{"type": "bot_command", "offset": 3, "length": 7}]
