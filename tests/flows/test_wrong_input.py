"""Input that a question does not take costs nothing, and any words arrive as they were typed."""

from dataclasses import replace

import pytest

from bot.flows.added_words import LONGEST_ANSWER
from bot.flows.effects import FetchPicture, SendReport, TellStaff, Toast
from bot.flows.events import OptionTapped, OtherKind, OtherSent, PictureKind, PictureSent, TextSent
from casework.school import SchoolClass
from tests.casework.schools import small_school
from tests.flows.reporters import STORY, TO_CONTACT, TO_SEND, Phone, facts_of, own_report, started


@pytest.mark.parametrize("kind", OtherKind)
@pytest.mark.parametrize("path", [(), ("me",), ("me", "2B"), TO_CONTACT, TO_SEND])
def test_wrong_kind_of_input_costs_nothing(kind: OtherKind, path: tuple[str, ...]) -> None:
    phone = started().answer(*path)
    before = phone.talk
    phone.send(OtherSent(kind))
    assert (phone.talk.question, phone.talk.answers) == (before.question, before.answers)
    assert phone.question is not None


WITH_WORDS = pytest.mark.parametrize(
    "sent",
    [
        PictureSent("file", PictureKind.PHOTO, 1000, "morgen weer, bij de fietsen"),
        OtherSent(OtherKind.VIDEO, "morgen weer, bij de fietsen"),
        OtherSent(OtherKind.FILE, "morgen weer, bij de fietsen"),
        OtherSent(OtherKind.VOICE, "morgen weer, bij de fietsen"),
    ],
)


@WITH_WORDS
def test_words_under_what_cannot_be_kept_are_the_story_where_that_is_asked_for(sent: PictureSent | OtherSent) -> None:
    phone = started().answer("me", "2B")
    phone.send(sent)
    assert phone.talk.question == "contact" and phone.talk.answers["story"] == sent.caption
    assert "De woorden erbij heb ik wel bewaard." in phone.screen


@WITH_WORDS
@pytest.mark.parametrize("path", [TO_CONTACT, TO_SEND])
def test_words_under_what_cannot_be_kept_are_added_to_the_story(
    path: tuple[str, ...], sent: PictureSent | OtherSent
) -> None:
    phone = started().answer(*path)
    question = phone.talk.question
    phone.send(sent)
    assert phone.talk.question == question
    assert phone.talk.answers["story"] == f"{STORY[1:]}\n{sent.caption}"
    assert "De woorden erbij heb ik wel bewaard." in phone.screen


@WITH_WORDS
def test_words_under_it_where_the_class_is_asked_begin_the_story(sent: PictureSent | OtherSent) -> None:
    phone = started().answer("me")
    phone.send(sent)
    assert (phone.talk.question, phone.talk.answers["story"]) == ("class", sent.caption)
    assert "De woorden erbij heb ik wel bewaard." in phone.screen


@WITH_WORDS
def test_when_the_words_under_it_fit_nowhere_any_more_both_are_refused_aloud(sent: PictureSent | OtherSent) -> None:
    phone = started().answer(*TO_CONTACT)
    phone.talk = replace(phone.talk, answers={**phone.talk.answers, "story": "a" * LONGEST_ANSWER})
    before = phone.talk.answers
    phone.send(replace(sent, caption=""))
    alone = phone.screen.partition("\n")[0]
    phone.send(sent)
    assert phone.talk.answers == before
    said = phone.screen
    assert said.startswith(alone)
    assert "De woorden erbij heb ik ook niet bewaard." in said and "Er past niets meer bij." in said


def test_words_under_a_picture_that_is_kept_are_refused_aloud_when_they_fit_nowhere_any_more() -> None:
    phone = started().answer(*TO_SEND, "send", "yes", "no")
    phone.talk = replace(phone.talk, answers={**phone.talk.answers, "more": "a" * LONGEST_ANSWER})
    before = phone.talk.answers
    effects = phone.send(PictureSent("file", PictureKind.PHOTO, 1000, "morgen weer"))
    assert any(isinstance(one, FetchPicture) for one in effects)
    assert phone.talk.answers["more"] == before["more"]
    assert "passen er niet meer bij" in phone.heard[-1]


def test_words_under_a_picture_tap_no_button() -> None:
    phone = started().answer(*TO_SEND)
    phone.send(PictureSent("file", PictureKind.PHOTO, 1000, "Versturen"))
    assert phone.talk.question == "send" and phone.talk.answers["story"].endswith("Versturen")


@WITH_WORDS
def test_after_sending_words_under_it_go_to_whoever_has_the_report(sent: PictureSent | OtherSent) -> None:
    phone = Phone(facts_of(own_reports=(own_report(),)))
    phone.send(sent)
    assert phone.all_of(TellStaff) == [TellStaff(sent.caption, own_report().id)]
    assert (phone.talk.question == "nude") is isinstance(sent, PictureSent)


def test_what_is_asked_about_those_words_comes_first_and_the_picture_can_follow() -> None:
    phone = Phone(facts_of(own_reports=(own_report(),)))
    phone.send(PictureSent("file", PictureKind.PHOTO, 1000, "mevrouw De Boer deed het ook"))
    assert phone.all_of(TellStaff)[0].until_clear and phone.talk.question == "offer_concern"
    assert any("Die foto heb ik niet bewaard" in heard for heard in phone.heard)


@WITH_WORDS
def test_without_a_report_the_words_wait_for_where_they_belong_and_the_rest_is_said_not_to_be_kept(
    sent: PictureSent | OtherSent,
) -> None:
    phone = Phone()
    phone.send(sent)
    assert "Wat je typte heb ik bewaard." in phone.screen and phone.talk.answers["story"] == sent.caption
    assert phone.heard[-2] and "Wat je typte" not in phone.heard[-2]


def test_tap_on_an_older_keyboard_changes_nothing() -> None:
    phone = started()
    talk = phone.talk
    old = OptionTapped(talk.draft, talk.revision, talk.question, "me")
    phone.send(old)
    after = phone.talk
    assert phone.send(old) == (Toast("toast-old-button"),)
    assert phone.talk == after


def test_tap_from_another_draft_changes_nothing() -> None:
    phone = started()
    before = phone.talk
    assert phone.send(replace(_tap(phone, "me"), draft="ander")) == (Toast("toast-old-button"),)
    assert phone.talk == before


def test_text_that_is_too_long_is_refused_with_its_length_and_the_draft_stays() -> None:
    phone = started().answer("me", "2B", f"'{'a' * 12_001}")
    assert phone.talk.question == "story"
    assert "12001" in phone.screen.replace(".", "").replace("\u202f", "") or "12.001" in phone.screen
    assert phone.talk.answers["class"] == "2B"


@pytest.mark.parametrize("words", ["a" * 5000, "😀" * 4096, "سلام عليكم", "<b>vet</b> & <i>schuin</i>", "{ $name }"])
def test_any_words_arrive_as_they_were_typed(words: str) -> None:
    phone = started().answer("me", "2B", f"'{words}", "none", "send")
    assert phone.sent.report.story == words


@pytest.mark.parametrize("words", ["", "   ", "\u200b\u200d", "\x00"])
def test_words_of_which_nothing_can_be_seen_are_asked_again(words: str) -> None:
    phone = started().answer("me", "2B", f"'{words}")
    assert phone.talk.question == "story"


def test_half_characters_never_reach_the_store() -> None:
    phone = started().answer("me", "2B", "'kapot \ud83d teken", "none", "send")
    assert phone.sent.report.story.encode()


def test_forty_classes_fit_on_a_keyboard() -> None:
    classes = {f"{n}": SchoolClass(id=f"{n}", label=f"{n // 8}{'ABCDEFGH'[n % 8]}", coach="an") for n in range(40)}
    school = small_school(classes=classes)
    phone = started(school=school, tied=frozenset(school.people)).answer("me")
    assert len([label for label in phone.labels if len(label) == 2]) == 40
    assert len(phone.buttons) <= 100


def test_a_hundred_classes_come_in_pages_with_the_other_answers_on_each() -> None:
    classes = {f"{n}": SchoolClass(id=f"{n}", label=f"k{n}", coach="an") for n in range(100)}
    school = small_school(classes=classes)
    phone = started(school=school, tied=frozenset(school.people)).answer("me")
    assert "Weet ik niet" in phone.labels
    phone.tap("_page1")
    assert {"k99", "Weet ik niet"} <= set(phone.labels)
    assert phone.answer("99").talk.answers["class"] == "99"


def test_class_id_that_does_not_fit_in_a_button_works_all_the_same() -> None:
    strange = "Brugklas: groep één van de afdeling techniek en ambacht, locatie Noord"
    school = small_school(classes={strange: {"label": "B1", "coach": "an"}})
    phone = started(school=school, tied=frozenset(school.people)).answer("me")
    phone.send(TextSent("b1"))
    assert phone.talk.answers["class"] == strange


@pytest.mark.parametrize("words", ["Versturen?", "✅ Versturen ?", "versturen?!", "Stoppen?"])
def test_a_button_that_is_asked_about_is_not_tapped(words: str) -> None:
    phone = started().answer(*TO_SEND)
    before = phone.talk
    phone.write(words)
    assert not phone.all_of(SendReport)
    assert (phone.talk.question, phone.talk.answers, phone.talk.stopped) == ("send", before.answers, False)
    assert phone.screen.startswith("Bedoel je de knop? Tik er dan op.")
    assert phone.answer("send").all_of(SendReport)


@pytest.mark.parametrize("words", ["Een code?", "Mijn naam?", "Geen contact?"])
def test_who_asks_what_a_choice_means_has_not_chosen_it(words: str) -> None:
    phone = started().answer(*TO_CONTACT)
    phone.write(words)
    assert phone.talk.question == "contact"
    assert "contact" not in phone.talk.answers and phone.talk.answers["story"] == STORY.removeprefix("'")


def test_the_quick_exit_is_taken_however_it_is_written() -> None:
    phone = started().answer(*TO_SEND)
    phone.write("Snel weg?")
    assert phone.talk.hidden


@pytest.mark.parametrize("path", [TO_CONTACT, TO_SEND, (*TO_SEND, "exclude"), (*TO_SEND, "change")])
def test_a_question_typed_at_a_choice_goes_to_the_school_and_the_bot_says_that_it_cannot_answer(
    path: tuple[str, ...],
) -> None:
    phone = started().answer(*path)
    before = phone.talk
    phone.write("Komt dit bij mijn ouders?")
    assert phone.talk.question == before.question
    assert phone.talk.answers == {**before.answers, "story": f"{before.answers['story']}\nKomt dit bij mijn ouders?"}
    assert "Dat heb ik bij je verhaal gezet." in phone.screen
    assert "kan geen antwoord geven" in phone.screen and "/hulp" in phone.screen


def test_words_that_ask_nothing_get_no_word_about_questions() -> None:
    phone = started().answer(*TO_CONTACT)
    phone.write("het is elke dag")
    assert "Dat heb ik bij je verhaal gezet." in phone.screen and "bot" not in phone.screen


def test_a_question_where_the_class_is_asked_is_kept_and_gets_where_to_ask_it() -> None:
    phone = started().answer("me")
    phone.write("Komt dit bij mijn ouders?")
    assert phone.talk.question == "class" and phone.talk.answers["story"] == "Komt dit bij mijn ouders?"
    assert "kan geen antwoord geven" in phone.screen and "/hulp" in phone.screen


def _tap(phone: Phone, option: str) -> OptionTapped:
    return OptionTapped(phone.talk.draft, phone.talk.revision, phone.talk.question, option)
