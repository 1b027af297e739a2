"""Whom the first message names is who reads it, at every shipped school; /hulp names who is there for home."""

import re

import pytest

from bot.flows.facts import ProtocolOutline
from bot.house import outline_of
from bot.playground.demo_school import SCHOOL_IDS, school_file
from bot.school_on_disk import open_school
from casework.protocol_model import RoleExpr
from casework.school import School
from tests.flows.reporters import Phone, started


def at(school_id: str, **changes: object) -> tuple[School, ProtocolOutline]:
    opened = open_school(school_file(school_id))
    return opened.school.model_copy(update=changes), outline_of(opened.protocol)


def welcome_of(phone: Phone) -> str:
    return phone.heard[0].split("\n\nOver wie gaat het?")[0]


@pytest.mark.parametrize("school_id", SCHOOL_IDS)
def test_first_message_names_the_role_of_who_reads_what_a_pupil_of_any_class_tells(school_id: str) -> None:
    school, outline = at(school_id)
    welcome = welcome_of(started(school=school, outline=outline))
    for class_id in school.classes:
        sent = started(f"k-{class_id}", school=school, outline=outline).answer("me", "names", "here", "send").sent
        assert sent.plan.first_reader is not None
        assert f"meestal de {sent.plan.first_reader.title}." in welcome


@pytest.mark.parametrize("school_id", SCHOOL_IDS)
def test_help_names_who_is_there_for_what_goes_wrong_at_home(school_id: str) -> None:
    school, outline = at(school_id)
    assert school.aandachtsfunctionaris is not None
    name = school.people[school.aandachtsfunctionaris].spoken_name
    phone = started(school=school, outline=outline)
    phone.command("hulp")
    assert any(f"praten met {name}. Dat is de aandachtsfunctionaris" in heard for heard in phone.heard)


def test_help_names_nobody_for_home_where_the_school_has_nobody() -> None:
    school, outline = at(SCHOOL_IDS[0], aandachtsfunctionaris=None)
    phone = started(school=school, outline=outline)
    phone.command("hulp")
    assert not any("aandachtsfunctionaris" in heard for heard in phone.heard)


def test_first_message_is_three_sentences_before_its_question() -> None:
    school, outline = at(SCHOOL_IDS[0])
    assert len(re.findall(r"[.!?](?:\s|$)", welcome_of(started(school=school, outline=outline)))) == 3


def test_first_message_and_the_question_about_a_name_say_who_reads_when_that_is_not_the_coach() -> None:
    school, outline = at(SCHOOL_IDS[0])
    assert outline.protocol is not None
    officer = (RoleExpr(role="child_protection_officer"),)
    tracks = tuple(one.model_copy(update={"receives": officer}) for one in outline.protocol.tracks)
    changed = ProtocolOutline(outline.line, outline.informed, outline.protocol.model_copy(update={"tracks": tracks}))
    class_id = next(iter(school.classes))
    phone = started(f"k-{class_id}", school=school, outline=changed)
    assert "meestal de aandachtsfunctionaris." in welcome_of(phone)
    assert "Mag de aandachtsfunctionaris weten wie je bent?" in phone.answer("me", "names").screen
    assert "(aandachtsfunctionaris) leest het als eerste" in phone.answer("here").screen
