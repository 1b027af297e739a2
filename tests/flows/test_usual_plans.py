from dataclasses import replace
from datetime import timedelta
from itertools import product

from bot.flows.facts import PlanKey
from bot.flows.reading_plan import plan_for, report_of
from casework.routing import ReadingPlan
from tests.flows.reporters import A_TUESDAY, facts_of

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
