from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.flows import reading_plan
from bot.flows.exclusion import people_on_plan
from bot.flows.facts import PlanKey
from bot.flows.question import Answers, Scene
from bot.flows.reading_plan import plan_for, plan_of, report_of, report_of_scene, way_of_scene
from bot.flows.words import Words, phrase
from casework.report import Report
from casework.routing import ReadingPlan
from casework.school import School
from tests.flows.reporters import A_TUESDAY, STORY, TO_SEND, facts_of, started

DAYS = 6
BORDERS_IN_HOURS = (5.5, 6.5, 14.0, 22.25)
"""From ten in the morning: an hour before closing, closing, midnight and opening."""


def test_a_plan_that_is_kept_for_the_next_reporter_is_the_one_that_would_be_made() -> None:
    kept: dict[PlanKey, ReadingPlan] = {}
    borders = [A_TUESDAY + timedelta(days=day, hours=hours) for day in range(DAYS) for hours in BORDERS_IN_HOURS]
    instants = [border + timedelta(seconds=seconds) for border in borders for seconds in (-1, 0, 1)]
    asked = 0
    for now, unreachable in product(instants, (frozenset[str](), frozenset({"sanne_de_boer"}))):
        facts = facts_of(now=now, unreachable=unreachable)
        sharing = replace(facts, usual_plans=kept)
        for class_id, via_confidant in product(("2B", "_unknown"), ("yes", "no")):
            report = report_of({"about": "me", "class": class_id, "via_confidant": via_confidant}, facts.school)
            assert plan_for(sharing, report) == plan_for(facts, report)
            asked += 1
    assert len(kept) < asked / 4


def test_of_a_report_about_somebody_no_plan_is_kept_for_others() -> None:
    kept: dict[PlanKey, ReadingPlan] = {}
    facts = facts_of(usual_plans=kept)
    for told in ({"concerns": {"sanne_de_boer": "yes"}}, {"excluded": ["sanne_de_boer"]}):
        plan_for(facts, report_of({"about": "me", "class": "2B", **told}, facts.school))
    assert not kept and len(facts.plans) == 2


def test_the_answers_of_a_screen_are_made_a_report_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Answers] = []

    def counted(answers: Answers, school: School) -> Report:
        made.append(answers)
        return report_of(answers, school)

    monkeypatch.setattr(reading_plan, "report_of", counted)
    facts = facts_of()
    by_code, excluding = {"about": "me", "class": "2B"}, {"about": "me", "class": "2B", "excluded": ["sanne_de_boer"]}
    for answers in (by_code, excluding, by_code):
        scene = Scene(answers, facts)
        assert report_of_scene(scene) == report_of(answers, facts.school)
        assert plan_of(scene) == plan_for(facts_of(), report_of(answers, facts.school))
        assert way_of_scene(scene) == way_of_scene(Scene(dict(answers), facts_of()))
    assert len(made) == 2 + 3


def test_answers_that_come_in_the_place_of_others_are_not_taken_for_them() -> None:
    facts = facts_of()
    for class_id in ("2B", "_unknown") * 50:
        assert report_of_scene(Scene({"about": "me", "class": class_id}, facts)).class_id == (
            None if class_id == "_unknown" else class_id
        )


def test_words_about_the_school_are_kept_for_the_next_reporter_and_nothing_else_is() -> None:
    kept: dict[Words, str] = {}
    phone = started(usual_words=kept).answer(*TO_SEND)
    names = {person.spoken_name for person in phone.facts.school.people.values()}
    assert kept and all(any(name in words for name in names) for words in kept.values())
    assert not any(STORY in words for words in kept.values())
    people_on_plan(Scene({"about": "me", "class": "2B"}, phone.facts))
    facts = facts_of(usual_words=dict.fromkeys(kept, "al gezegd"))
    labels = {words for _, words in people_on_plan(Scene({"about": "me", "class": "2B"}, facts))}
    assert labels == {phrase("exclude-person", reader="al gezegd")}
