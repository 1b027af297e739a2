"""Whatever is asked, words in which danger shows are answered with the clock and whom to call (design 4.14)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.flows.effects import Say
from bot.flows.events import MessageEdited, OtherKind, OtherSent
from bot.flows.facts import OwnReport, ProtocolOutline
from bot.spoken import spoken_message
from casework.protocol import shipped_protocol
from casework.protocol_model import Protocol
from tests.casework.schools import PROTOCOL_LINE
from tests.flows.reporters import A_CODE, STORY, TO_CONTACT, TO_SEND, Phone, facts_of, started
from tests.flows.test_after_closing import OPEN, closed

AT_NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
CLOCK = "112 of 113."
HOME = "thuis slaat mijn stiefvader"
TO_OWN_NAME = (*TO_CONTACT, "name")
TO_VICTIM_NAME = ("other", "2B", STORY, "here")
TO_MORE = (*TO_SEND, "send")
TO_UNSEEN_MORE = (*TO_CONTACT, "none", "more")


def said_last(phone: Phone, effects: tuple[object, ...]) -> str:
    """All that this one event made appear on the screen."""
    said = [spoken_message(one.message) for one in effects if isinstance(one, Say)]
    return "\n\n".join((*said, phone.screen))


@pytest.mark.parametrize("now", [facts_of().now, AT_NIGHT])
@pytest.mark.parametrize("words", ["ik wil dood", "hij heeft een mes", HOME])
@pytest.mark.parametrize(
    "path",
    [
        (),
        ("me",),
        ("help",),
        ("me", "2B"),
        TO_CONTACT,
        TO_OWN_NAME,
        TO_VICTIM_NAME,
        TO_SEND,
        (*TO_SEND, "exclude"),
        (*TO_SEND, "change"),
        (*TO_CONTACT[:2], "staff"),
        (*TO_CONTACT[:2], "staff", "no_name"),
        TO_UNSEEN_MORE,
        (*TO_UNSEEN_MORE, "yes"),
        (*TO_UNSEEN_MORE, "none"),
        TO_MORE,
        (*TO_MORE, "yes"),
        (*TO_MORE, "yes", "none"),
        (*TO_MORE, "yes", "no"),
    ],
)
def test_danger_typed_at_any_question_brings_the_clock_and_the_lines_that_fit(
    path: tuple[str, ...], words: str, now: datetime
) -> None:
    phone = started(now=now).answer(*path)
    said = said_last(phone, phone.write(words))
    assert said.count(CLOCK) == 1 and "113" in said
    assert ("Veilig Thuis" in said) == (words == HOME)


@pytest.mark.parametrize("words", ["ik wil dood", HOME])
def test_danger_typed_where_a_code_is_asked_for_stopped_or_after_the_quick_exit_brings_whom_to_call(words: str) -> None:
    code, stopped, left = Phone(), started().answer(*TO_CONTACT), started().answer(*TO_CONTACT)
    code.command("code")
    stopped.command("stop")
    left.command("snelweg")
    for phone in (code, stopped, left):
        said = said_last(phone, phone.write(words))
        assert said.count(CLOCK) == 1 and "113" in said
        assert ("Veilig Thuis" in said) == (words == HOME)


@pytest.mark.parametrize("words", ["ik wil dood", HOME])
@pytest.mark.parametrize("code_was_open", [False, True])
@pytest.mark.parametrize("reports", [(), (OPEN,), (closed(),), (OPEN, closed())])
def test_danger_typed_beside_reports_that_were_sent_brings_whom_to_call_each_time(
    reports: tuple[OwnReport, ...], code_was_open: bool, words: str
) -> None:
    phone = Phone(facts_of(own_reports=reports, code_was_open=code_was_open))
    for _ in range(2):
        said = said_last(phone, phone.write(words))
        assert said.count(CLOCK) == 1
        assert ("Veilig Thuis" in said) == (words == HOME)


def test_danger_behind_a_command_under_a_voice_message_or_in_an_edit_brings_whom_to_call() -> None:
    phone = started().answer("me")
    for effects in (
        phone.command("melden", "ik wil dood"),
        phone.send(OtherSent(OtherKind.VOICE, "ik wil dood")),
        phone.send(MessageEdited(1, "ik wil dood")),
    ):
        assert CLOCK in said_last(phone, effects)


GRAVE = ("hij heeft me in elkaar geslagen, ik heb een gebroken neus", "ik krijg doodsbedreigingen")
POLICE = "0900-8844"


@pytest.mark.parametrize("now", [facts_of().now, AT_NIGHT])
@pytest.mark.parametrize("words", GRAVE)
def test_grave_words_bring_whom_to_call_before_and_after_sending_at_any_time(words: str, now: datetime) -> None:
    phone = started(now=now).answer("me", "2B", f"'{words}", "here")
    assert CLOCK in phone.screen and POLICE in phone.screen
    phone.answer("send")
    thanks = next(heard for heard in phone.heard if "Dank je wel" in heard)
    assert CLOCK in thanks and POLICE in thanks


@pytest.mark.parametrize("now", [facts_of().now, AT_NIGHT])
@pytest.mark.parametrize("words", GRAVE)
def test_grave_words_told_after_sending_bring_whom_to_call_at_any_time(words: str, now: datetime) -> None:
    telling = started(now=now).answer(*TO_MORE, "yes", "none")
    at_rest = Phone(facts_of(now=now, own_reports=(OPEN,)))
    behind_code = Phone(facts_of(now=now, code_is_open=True))
    for phone in (telling, at_rest, behind_code):
        said = said_last(phone, phone.write(words))
        assert said.count(CLOCK) == 1 and POLICE in said


NAKED = "er gaat ook een naaktfoto van mij rond"


@pytest.mark.parametrize("now", [facts_of().now, AT_NIGHT])
def test_words_of_a_naked_picture_told_after_sending_bring_who_helps_with_it(now: datetime) -> None:
    telling = started(now=now).answer(*TO_MORE, "yes", "none")
    at_rest = Phone(facts_of(now=now, own_reports=(OPEN,)))
    behind_code = Phone(facts_of(now=now, code_is_open=True))
    for phone in (telling, at_rest, behind_code):
        said = said_last(phone, phone.write(NAKED))
        assert "helpwanted.nl" in said and "Het is niet jouw schuld" in said
        assert "helpwanted.nl" not in said_last(phone, phone.write("ze pakken ook mijn fiets af"))


DANGER_AND_GRAVE = (
    "hij heeft mij neergestoken en ik wil niet meer leven",
    "ze hebben me in elkaar geslagen, ik wil dood",
    f"{HOME}, hij heeft me in elkaar geslagen",
)


@pytest.mark.parametrize("now", [facts_of().now, AT_NIGHT])
@pytest.mark.parametrize("words", DANGER_AND_GRAVE)
def test_danger_that_is_grave_too_brings_the_lines_of_both_once_and_at_any_time(words: str, now: datetime) -> None:
    sending = started(now=now).answer("me", "2B", f"'{words}", "here")
    sent = started(now=now).answer("me", "2B", f"'{words}", "here", "send")
    thanks = next(heard for heard in sent.heard if "Dank je wel" in heard)
    asked = started(now=now).answer("me")
    telling = started(now=now).answer(*TO_MORE, "yes", "none")
    at_rest = Phone(facts_of(now=now, own_reports=(OPEN,)))
    behind_code = Phone(facts_of(now=now, code_is_open=True))
    said = [said_last(phone, phone.write(words)) for phone in (asked, telling, at_rest, behind_code)]
    for one in (sending.screen, thanks, *said):
        assert [one.count(line) for line in (CLOCK, POLICE, "113.nl")] == [1, 1, 1]
        assert one.count("Veilig Thuis") == (HOME in words)


def test_grave_words_after_danger_that_stands_there_add_the_police_and_double_no_line() -> None:
    phone = started().answer("me", "2B", f"'{HOME}", "here")
    said = said_last(phone, phone.write("ze hebben me ook in elkaar geslagen"))
    assert [said.count(line) for line in (CLOCK, POLICE, "113.nl", "Veilig Thuis")] == [1, 1, 1, 1]


@pytest.mark.parametrize("words", ["ik word geslagen", "ik word bedreigd"])
def test_what_is_serious_and_not_grave_brings_no_clock_in_school_hours(words: str) -> None:
    phone = started().answer("me", "2B", f"'{words}", "here")
    assert CLOCK not in phone.screen and POLICE not in phone.screen


def test_words_without_danger_bring_no_clock() -> None:
    phone = started().answer("me")
    assert CLOCK not in said_last(phone, phone.write("hoi"))
    phone.command("code", A_CODE)
    assert not any(CLOCK in heard for heard in phone.heard)


@pytest.mark.parametrize("path", [TO_OWN_NAME, TO_VICTIM_NAME])
@pytest.mark.parametrize("words", ["ik wil dood", HOME])
def test_danger_is_not_taken_for_a_name_and_stands_in_the_story(path: tuple[str, ...], words: str) -> None:
    phone = started().answer(*path)
    question = phone.talk.question
    phone.write(words)
    assert phone.talk.question == question and question not in phone.talk.answers
    assert phone.talk.answers["story"] == f"{STORY[1:]}\n{words}"
    assert "Dat heb ik bij je verhaal gezet." in phone.screen and "alleen" in phone.screen
    phone.write("Noor")
    assert phone.talk.answers[question] == "Noor"
    assert phone.talk.question == "send" and CLOCK in phone.screen
    phone.tap("send")
    assert CLOCK in next(heard for heard in phone.heard if "Dank je wel" in heard)


def test_a_name_that_only_looks_like_danger_is_taken_when_it_is_typed_once_more() -> None:
    phone = started().answer(*TO_OWN_NAME, "'Noor Mes", "'Noor Mes")
    assert phone.talk.answers["own_name"] == "Noor Mes"
    assert phone.talk.question == "send" and CLOCK in phone.screen


def test_danger_said_twice_for_a_name_is_still_no_name() -> None:
    phone = started().answer(*TO_OWN_NAME, "'ik wil dood", "'ik wil dood")
    assert phone.talk.question == "own_name"


def test_a_name_is_not_edited_into_danger() -> None:
    phone = started().answer(*TO_OWN_NAME, "'Noor")
    effects = phone.send(MessageEdited(phone.last_message, "ik wil dood"))
    assert phone.talk.answers["own_name"] == "Noor"
    assert CLOCK in said_last(phone, effects)


def test_a_name_with_danger_that_was_kept_before_shows_on_the_send_screen_and_in_the_thanks() -> None:
    phone = started().answer(*TO_OWN_NAME, "'Noor")
    phone.talk = replace(phone.talk, answers={**phone.talk.answers, "own_name": "ik wil dood"})
    phone.write("hoi")
    assert CLOCK in phone.screen
    phone.tap("send")
    assert any(CLOCK in heard and "Dank je wel" in heard for heard in phone.heard)


DANGER_OF_TWO_KINDS = (
    f"ik wil dood, {HOME}",
    f"hij heeft een mes, {HOME}",
    f"{HOME} en hij zegt dat hij me vermoordt",
)


def everywhere(words: str, now: datetime) -> list[str]:
    """What stands on the screen where these words are: before and after sending, and at a question, at rest and behind
    a code as an answer to them."""
    sending = started(now=now).answer("me", "2B", f"'{words}", "here")
    contact = started(now=now).answer("me", "2B", f"'{words}")
    sent = started(now=now).answer("me", "2B", f"'{words}", "here", "send")
    thanks = next(heard for heard in sent.heard if "Dank je wel" in heard)
    asked = started(now=now).answer("me")
    added = started(now=now).answer(*TO_SEND)
    telling = started(now=now).answer(*TO_MORE, "yes", "none")
    at_rest = Phone(facts_of(now=now, own_reports=(OPEN,)))
    behind_code = Phone(facts_of(now=now, code_is_open=True))
    said = [said_last(phone, phone.write(words)) for phone in (asked, added, telling, at_rest, behind_code)]
    return [contact.screen, sending.screen, thanks, *said]


@pytest.mark.parametrize("now", [facts_of().now, AT_NIGHT])
@pytest.mark.parametrize("words", DANGER_OF_TWO_KINDS)
def test_of_several_kinds_of_danger_each_brings_its_lines_once(words: str, now: datetime) -> None:
    for one in everywhere(words, now):
        assert [one.count(line) for line in (CLOCK, "113.nl", "Veilig Thuis")] == [1, 1, 1]


def test_danger_at_home_told_after_another_kind_is_added_to_the_lines() -> None:
    phone = started().answer("me", "2B", "'ik wil dood", "here")
    assert "Veilig Thuis" not in phone.screen
    said = said_last(phone, phone.write(HOME))
    assert [said.count(line) for line in (CLOCK, "113.nl", "Veilig Thuis")] == [1, 1, 1]


SEXUAL_VIOLENCE = "Centrum Seksueel Geweld"


@pytest.mark.parametrize("now", [facts_of().now, AT_NIGHT])
@pytest.mark.parametrize("words", ["hij heeft me verkracht", "ik ben aangerand en ik wil dood"])
def test_words_of_rape_bring_whom_to_call_about_that_too(words: str, now: datetime) -> None:
    for one in everywhere(words, now):
        assert [one.count(line) for line in (CLOCK, "113.nl", SEXUAL_VIOLENCE)] == [1, 1, 1]


def test_rape_at_home_told_with_what_is_grave_brings_every_line_once() -> None:
    for one in everywhere(f"{HOME}, hij heeft me verkracht en in elkaar geslagen", AT_NIGHT):
        lines = (CLOCK, "113.nl", "Veilig Thuis", SEXUAL_VIOLENCE, POLICE)
        assert [one.count(line) for line in lines] == [1] * len(lines)


@pytest.mark.parametrize("protocol", [None, shipped_protocol("kluiverboom")])
def test_rape_by_somebody_who_works_there_brings_each_line_once(protocol: Protocol | None) -> None:
    words = "meneer Bakker heeft me verkracht"
    outline = ProtocolOutline(PROTOCOL_LINE, (), protocol)
    phone = started(outline=outline).answer("me", "2B", f"'{words}", "here", "yes", "yes")
    assert phone.talk.question == "send"
    added = said_last(phone, phone.write("hij heeft me echt verkracht"))
    phone.answer("send")
    thanks = next(heard for heard in phone.heard if "Dank je wel" in heard)
    for one in (added, thanks):
        assert [one.count(line) for line in (CLOCK, SEXUAL_VIOLENCE)] == [1, 1]
