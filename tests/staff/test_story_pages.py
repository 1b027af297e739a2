"""A story over pages: nothing of it is lost, and every page fits in a message."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows.words import Words
from bot.spoken import spoken
from bot.staff.story_pages import LONGEST_PAGE, ToldReport, pages_of, story_parts
from casework.report import FROM_SCHOOL, AboutWhom, Contact, Report, ReportStatus, Urgency
from storage.reports import StoredReport, Told
from tests.casework.schools import example_school

MONDAY = date(2026, 11, 23)


def told_report(*told: Told, pictures: int = 0, **changes: object) -> ToldReport:
    given_words: dict[str, object] = {
        "about": AboutWhom.SOMEONE_ELSE,
        "victim_class": "2B",
        "story": "<b>ze</b> doen & zeggen dingen 😀 שלום",
        "contact": Contact.HERE,
        **changes,
    }
    report = Report(**given_words)  # type: ignore[arg-type]  # the fields of a report by name
    stored = StoredReport(b"r" * 16, 1, report, ReportStatus.RECEIVED, MONDAY)
    return ToldReport(stored, told, pictures)


def story(*reports: ToldReport, person: str = "sanne_de_boer") -> str:
    return "\n".join(spoken(part) for part in story_parts(example_school(), 12, reports, person))


def units(page: tuple[Words, ...]) -> int:
    return len("\n\n".join(spoken(part) for part in page).encode("utf-16-le")) // 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("a \n😀é"), min_size=1, max_size=4000), min_size=1, max_size=6))
def test_pages_hold_every_sign_and_none_is_too_long(parts: list[str]) -> None:
    pages = pages_of(parts, spoken)
    assert "".join(str(part) for page in pages for part in page) == "".join(parts)
    assert all(units(page) <= LONGEST_PAGE for page in pages)
    assert all(pages)


def test_a_short_story_is_one_page() -> None:
    assert len(pages_of(["kort", "verhaal"], spoken)) == 1


def test_the_words_of_the_reporter_stand_there_as_they_were_written() -> None:
    assert "<b>ze</b> doen & zeggen dingen 😀 שלום" in story(told_report())


def test_a_story_is_never_called_proof_nor_anybody_a_culprit() -> None:
    words = story(told_report(pictures=2, urgency=Urgency.NOW, victim_name="Noor")).lower()
    assert not any(judging in words for judging in ("bewijs", "dader", "schuldig", "pester"))


def test_a_picture_that_is_still_fetched_or_will_not_come_is_spoken_of() -> None:
    one = told_report(pictures=2)
    assert "nog" not in story(one)
    coming, lost = story(replace(one, wanted=1)), story(replace(one, lost=2))
    assert "Er hoort nog 1 foto bij. Die wordt nog opgehaald." in coming
    assert "Er hoorden nog 2 foto’s bij. Die konden niet worden opgehaald of bewaard." in lost


def test_the_name_of_the_reporter_shows_only_when_it_was_given_for_that() -> None:
    named = story(told_report(contact=Contact.NAME, reporter_name="Noor Smits"))
    hidden = story(told_report(contact=Contact.HERE, reporter_name="Noor Smits"))
    assert "Noor Smits" in named
    assert "Noor Smits" not in hidden


def test_what_was_told_later_follows_in_order_with_who_said_it() -> None:
    asked = Told(b"a" * 16, 1, FROM_SCHOOL, "Waar was dat?", MONDAY)
    said = Told(b"b" * 16, 2, "reporter", "in de gang", MONDAY)
    words = story(told_report(asked, said))
    assert words.index("Vanuit school geschreven") < words.index("Waar was dat?") < words.index("in de gang")


def test_what_is_held_from_one_reader_another_one_sees() -> None:
    held = Told(b"a" * 16, 1, "wish", "niet de mentor", MONDAY, ("sanne_de_boer",))
    assert "niet de mentor" not in story(told_report(held))
    assert "niet de mentor" in story(told_report(held), person="pieter_bakker")


def test_several_reports_are_numbered() -> None:
    words = story(told_report(), told_report(story="en nog iets"))
    assert "Melding 1 van 2" in words
    assert "Melding 2 van 2" in words


def test_every_kind_of_told_words_and_contact_has_its_sentence() -> None:
    kinds = ("picture", "by_whom", "where", "since_when", "wish", "more", "reporter", FROM_SCHOOL, "unknown")
    told = [Told(bytes([place]) * 16, place, kind, kind, MONDAY) for place, kind in enumerate(kinds)]
    for contact in Contact:
        for victim_class in ("2B", "unknown", "not_a_pupil"):
            assert story(told_report(*told, contact=contact, victim_class=victim_class, place="plein", pictures=1))


def test_the_reader_sees_whom_of_the_staff_the_report_is_about() -> None:
    words = story(told_report(subjects=frozenset({"joost_van_den_berg"})))
    assert "De melder bevestigt: het gaat over meneer Van den Berg." in words
    assert "De melder bevestigt" not in story(told_report())


def test_the_reader_of_sexual_conduct_of_staff_sees_what_the_law_asks_and_the_number() -> None:
    facts = {"offender_class": "staff", "category": "sexual"}
    words = story(told_report(facts=facts))
    assert "Van de wet" in words
    assert "Vertrouwensinspectie, 0900-1113111" in words
    for others in ({"category": "sexual"}, {"offender_class": "staff"}):
        assert "0900-1113111" not in story(told_report(facts=others))
    assert "0900-1113111" not in story(told_report(facts=facts, victim_class="not_a_pupil"))


def test_the_reader_is_asked_to_leave_a_picture_of_somebody_naked_alone() -> None:
    said = Told(b"a" * 16, 1, "picture", "De melder zegt: op een foto is iemand bloot.", MONDAY)
    words = story(told_report(said))
    assert "op een foto is iemand bloot" in words
    assert "Kijk niet naar die foto" in words
    assert all(way in words for way in ("helpwanted.nl", "020-2615275", "0900-8844"))
    assert "Kijk niet naar die foto" not in story(told_report(pictures=1))
    assert "Kijk niet naar die foto" in story(told_report(story="ze sturen een naaktfoto van mij rond"))
    written = Told(b"a" * 16, 1, "reporter", "er gaat een blote foto van mij rond", MONDAY)
    assert "Kijk niet naar die foto" in story(told_report(written))
    held = replace(written, held_from=("sanne_de_boer",))
    assert "Kijk niet naar die foto" not in story(told_report(held))


def test_an_answer_to_a_question_of_the_school_stands_below_that_question_in_its_own_words() -> None:
    answer = Told(b"a" * 16, 1, "intake", "Nee", MONDAY, question="Kun je hier met je leerkracht over praten?")
    words = story(told_report(answer))
    asked = "Antwoord op de vraag van school: “Kun je hier met je leerkracht over praten?” (maandag 23 november):"
    assert f"{asked}\nNee" in words
    assert asked not in story(told_report(replace(answer, held_from=("sanne_de_boer",))))
